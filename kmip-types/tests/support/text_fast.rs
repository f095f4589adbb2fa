//! The fast path of a text format writes what the slow one does.
//!
//! `crate::format` is the crate of the format, and `crate::expected` what its text looks like.

use crate::Writer;
use crate::format::WriterOptions;
use crate::format::kmip_types::format::lexical::Utf8Vec;
use crate::format::kmip_types::items::{Node, NodeReader, Value, transcode};
use crate::format::kmip_types::names::{TAG_NAMES, VendorNames};
use crate::format::kmip_types::{Tag, Version, Versions};

use crate::expected::{NESTED, general, start};
use crate::items::{leaf, structure, write_with};

/// With a vendor's name for any tag, every tag is looked at by itself.
const OTHER: VendorNames<'_> = VendorNames { tags: &[(Tag::new(0x54_FFFF), "Other")], values: &[] };

/// One value of each type.
const VALUES: [Value<'_>; 13] = [
    Value::Integer(7),
    Value::LongInteger(-8),
    Value::BigInteger(&[1]),
    Value::Enumeration(0x8000_0001),
    Value::Boolean(true),
    Value::TextString("text"),
    Value::ByteString(&[0xA5; 40]),
    Value::DateTime(0),
    Value::Interval(9),
    Value::DateTimeExtended(10),
    Value::Identifier("id"),
    Value::Reference("to"),
    Value::NameReference("name"),
];

/// The items by the fast path, into both kinds of sink, and by the slow one.
fn written(node: &Node<'_>, version: Option<Version>) -> [String; 3] {
    let options = WriterOptions::default();
    written_with(node, &version.map_or(options, |version| options.with_version(version)))
}

/// The items with names as the message's version spells them.
fn written_in_message(node: &Node<'_>) -> [String; 3] {
    written_with(node, &WriterOptions::default())
}

fn written_with(node: &Node<'_>, options: &WriterOptions<'_>) -> [String; 3] {
    let mut writer = Writer::with_options(Utf8Vec::default(), options);
    transcode(&mut NodeReader::for_node(node), &mut writer).unwrap();
    let bytes = writer.finish().unwrap().0;
    let text = write_with(node, options).unwrap();
    [text, String::from_utf8(bytes).unwrap(), write_with(node, &options.with_names(OTHER).unwrap()).unwrap()]
}

/// Every tag of the tables, some that are in none, and a vendor's.
fn tags() -> impl Iterator<Item = Tag> {
    let named = TAG_NAMES.iter().map(|name| name.value);
    named.chain([0x42_0000, 0x42_FFFF, 0x42_01CC, 0x42_01CD, 0x54_0001]).map(Tag::new)
}

#[test]
fn every_tag_in_every_version_beside_every_other_kind_of_item() {
    let mut names = 0;
    for version in Version::ALL.into_iter().map(Some).chain([None]) {
        let versions = Versions::possible(version);
        for tag in tags() {
            // Behind a start tag, a value, and an end.
            let item = leaf(tag, Value::Interval(3));
            let inner = structure(tag, [item.clone(), item.clone(), structure(tag, []), item.clone()]);
            let [text, vector, pieces] = written(&structure(tag, [inner, item]), version);
            assert_eq!((&text, &vector), (&pieces, &pieces), "{tag} {versions}");
            let Some(name) = tag.name_in(versions) else {
                assert!(text.starts_with(&general(tag)), "{text}");
                continue;
            };
            names += 1;
            assert_eq!(text, NESTED.replace("NAME", name));
        }
    }
    // A name counts once for each of its versions, and once for all of them.
    let versions = |versions: Versions| versions.iter().count();
    let rows = TAG_NAMES.iter().map(|name| versions(name.versions)).sum::<usize>();
    assert!(names > rows, "{names} {rows}");
}

#[test]
fn every_type_under_every_tag() {
    for tag in tags() {
        let leaves: Vec<_> =
            VALUES.into_iter().flat_map(|value| [leaf(tag, value), leaf(tag, value), structure(tag, [])]).collect();
        let [text, vector, pieces] = written(&structure(Tag::BATCH_ITEM, leaves), None);
        assert_eq!((&text, &vector), (&pieces, &pieces), "{tag}");
        for value in VALUES {
            let [text, vector, pieces] = written(&leaf(tag, value), None);
            assert_eq!((&text, &vector), (&pieces, &pieces), "{tag}");
        }
    }
}

/// A vector is written to in whole blocks while there is room for them.
///
/// Otherwise it is written to while it grows.
#[test]
fn whatever_room_there_is() {
    let values = VALUES.into_iter().flat_map(|value| {
        let leaves = [
            leaf(Tag::OBJECT_TYPE, Value::Enumeration(2)),
            leaf(Tag::CRYPTOGRAPHIC_LENGTH, Value::Integer(1024)),
            leaf(Tag::KEY_MATERIAL, Value::ByteString(&[0x5A; 32])),
            leaf(Tag::UNIQUE_IDENTIFIER, Value::TextString("one")),
        ];
        [structure(Tag::KEY_BLOCK, leaves), leaf(Tag::ATTRIBUTE_VALUE, value), structure(Tag::ATTRIBUTE, [])]
    });
    let node = structure(Tag::BATCH_ITEM, values.collect::<Vec<_>>());
    let expected = write_with(&node, &WriterOptions::default()).unwrap();
    for room in 0..expected.len() + 200 {
        let mut writer = Writer::new(Utf8Vec(Vec::with_capacity(room)));
        transcode(&mut NodeReader::for_node(&node), &mut writer).unwrap();
        assert_eq!(String::from_utf8(writer.finish().unwrap().0).unwrap(), expected, "{room}");
    }
}

#[test]
fn names_follow_the_version_of_the_message() {
    let version = |major, minor| {
        let numbers = [
            leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(major)),
            leaf(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(minor)),
        ];
        structure(Tag::PROTOCOL_VERSION, numbers)
    };
    // 3.0 has no Batch Count; of a version that nobody knows all names are used.
    let (name, number) = (start("BatchCount"), general(Tag::BATCH_COUNT));
    for ((major, minor), expected) in [((1, 2), &name), ((3, 0), &number), ((9, 9), &name)] {
        // The first version counts.
        let children = [version(major, minor), version(2, 1), leaf(Tag::BATCH_COUNT, Value::Integer(1))];
        let [text, vector, pieces] = written_in_message(&structure(Tag::REQUEST_HEADER, children));
        assert!(text.contains(expected), "{text}");
        assert_eq!((&text, &vector), (&pieces, &pieces));
    }
}
