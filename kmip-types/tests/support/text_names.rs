//! Tests of names of values in every text format.
//!
//! They are about what the tables, the version and the attribute say.
//!
//! `crate::format` is the crate of the format; `crate::expected` builds its text.

use crate::format::WriterOptions;
use crate::format::kmip_types::items::{Node, Value};
use crate::format::kmip_types::names::{TAG_NAMES, VendorNames, Vocabulary, attribute_name, vocabulary};
use crate::format::kmip_types::{ErrorKind, Tag, Version};

use crate::expected::{AND, number, start, structure as text_structure, word};
use crate::{accept, both, leaf, refuse, structure, write, write_with};

/// An Attribute of 1.x.
pub(crate) fn attribute<'a>(before: &[(Tag, &'a str)], value: Value<'a>) -> Node<'a> {
    let mut children: Vec<_> = before.iter().map(|(tag, text)| leaf(*tag, Value::TextString(text))).collect();
    children.push(leaf(Tag::ATTRIBUTE_VALUE, value));
    structure(Tag::ATTRIBUTE, children)
}

fn message<'a>(major: i32, minor: i32, item: Node<'a>) -> Node<'a> {
    let version = structure(
        Tag::PROTOCOL_VERSION,
        [
            leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(major)),
            leaf(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(minor)),
        ],
    );
    structure(Tag::REQUEST_MESSAGE, [structure(Tag::REQUEST_HEADER, [version]), item])
}

#[test]
fn names_that_the_tables_print_otherwise() {
    for (tag, name, value) in [
        (Tag::SPLIT_KEY_METHOD, "PolynomialSharingGF2_8", 4),
        (Tag::SPLIT_KEY_METHOD, "PolynomialSharingGF2_16", 2),
        (Tag::MASK_GENERATOR, "MGF1", 1),
        (Tag::MASK_GENERATOR_HASHING_ALGORITHM, "SHA_256", 6),
        (Tag::KEY_FORMAT_TYPE, "PKCS_1", 3),
        (Tag::RECOMMENDED_CURVE, "P_256", 7),
    ] {
        both(&word(&tag.to_string(), "Enumeration", name), &leaf(tag, Value::Enumeration(value)));
    }
}

#[test]
fn a_vendors_attribute_gives_no_context() {
    let before = [(Tag::VENDOR_IDENTIFICATION, "acme"), (Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")];
    let text = |value: &str| {
        let vendor = word("VendorIdentification", "TextString", "acme");
        let name = word("AttributeName", "TextString", "Cryptographic Algorithm");
        text_structure("Attribute", &[vendor, name, word("AttributeValue", "Enumeration", value)])
    };
    both(&text("0x00000003"), &attribute(&before, Value::Enumeration(3)));
    refuse(&text("AES"), ErrorKind::UnknownName);
}

#[test]
fn names_are_written_as_the_version_has_them_and_read_as_any_has() {
    let hash = leaf(Tag::HASHING_ALGORITHM, Value::Enumeration(15));
    for (major, minor, name) in [(1, 4, "SHA_3_256"), (2, 1, "SHA3_256"), (9, 9, "SHA3_256")] {
        let node = message(major, minor, hash.clone());
        let text = write(&node).unwrap();
        assert!(text.contains(&word("HashingAlgorithm", "Enumeration", name)), "{major}.{minor}: {text}");
        accept(&text, &node);
        accept(&text.replace(name, "SHA3_256"), &node);
        accept(&text.replace(name, "SHA_3_256"), &node);
    }
}

#[test]
fn what_the_version_has_no_name_for_is_written_by_number() {
    // Template: 1.x only. Rotate Interval and Unrestricted: since 2.x. Batch Count: up to 2.1.
    let template = leaf(Tag::OBJECT_TYPE, Value::Enumeration(6));
    let count = leaf(Tag::BATCH_COUNT, Value::Integer(1));
    let rotate = leaf(Tag::ROTATE_INTERVAL, Value::Interval(1));
    let unrestricted = leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0x0020_0001));
    let mask = |component: &str| word("CryptographicUsageMask", "Integer", &["Sign", component].join(AND));
    for (major, minor, node, expected) in [
        (1, 4, &template, word("ObjectType", "Enumeration", "Template")),
        (2, 1, &template, word("ObjectType", "Enumeration", "0x00000006")),
        (2, 1, &count, number("BatchCount", "Integer", 1)),
        (3, 0, &count, number("0x42000D", "Integer", 1)),
        (2, 1, &rotate, number("RotateInterval", "Interval", 1)),
        (1, 4, &rotate, number("0x42016A", "Interval", 1)),
        (2, 1, &unrestricted, mask("Unrestricted")),
        (1, 0, &unrestricted, mask("0x00200000")),
    ] {
        let node = message(major, minor, node.clone());
        let text = write(&node).unwrap();
        assert!(text.contains(&expected), "{major}.{minor}: {text}");
        accept(&text, &node);
    }
}

#[test]
fn items_outside_a_message_have_the_version_of_the_options() {
    let node = leaf(Tag::HASHING_ALGORITHM, Value::Enumeration(15));
    let options = WriterOptions::default().with_version(Version::V1_4);
    assert!(write_with(&node, &options).unwrap().contains("\"SHA_3_256\""));
    assert!(write(&node).unwrap().contains("\"SHA3_256\""));
}

#[test]
fn numbers_stand_in_place_of_names_if_asked_for() {
    let hex = |tag: Tag| format!("0x{:06X}", tag.value());
    let (mut tags, mut values, mut masks) = (0, 0, 0);
    for version in Version::ALL {
        let mut items = Vec::new();
        let mut expected = Vec::new();
        for tag in TAG_NAMES.iter().map(|name| Tag::new(name.value)) {
            items.push(leaf(tag, Value::Interval(7)));
            expected.push(number(&hex(tag), "Interval", 7));
            tags += 1;
            let named = attribute_name(tag);
            let mut put = |value: Value<'static>, tag_name: &dyn Fn(Tag) -> String| {
                items.push(leaf(tag, value));
                expected.push(tag_name(tag));
                if let Some(name) = named {
                    items.push(attribute(&[(Tag::ATTRIBUTE_NAME, name)], value));
                    expected.push(tag_name(Tag::ATTRIBUTE_VALUE));
                }
            };
            match vocabulary(tag) {
                Some(Vocabulary::Enumeration(table)) => {
                    for value in table.names().iter().map(|name| name.value) {
                        let text = format!("{value:#010x}");
                        put(Value::Enumeration(value), &|tag| word(&hex(tag), "Enumeration", &text));
                        values += 1;
                    }
                }
                Some(Vocabulary::Mask(table)) => {
                    let bits: Vec<_> = table.names().iter().map(|name| name.value.cast_signed()).collect();
                    let all = bits.iter().fold(0, |all, bit| all | bit);
                    for bits in bits.into_iter().chain([all, 0x4000_0000, 0]).filter(|_| version < Version::V2_0) {
                        put(Value::Integer(bits), &|tag| number(&hex(tag), "Integer", bits));
                        masks += 1;
                    }
                }
                _ => {}
            }
        }
        let (major, minor) = version.numbers();
        let node = message(major, minor, structure(Tag::BATCH_ITEM, items));
        let text = write_with(&node, &WriterOptions::default().with_numbers()).unwrap();
        accept(&text, &node);
        for item in expected {
            assert!(text.contains(&item), "{version}: {item}");
        }
        for name in TAG_NAMES {
            assert!(!text.contains(&start(name.name)), "{version}: {}", name.name);
        }
        accept(&write_with(&node, &WriterOptions::default().with_numbers().pretty()).unwrap(), &node);
    }
    println!("{tags} tags, {values} values, {masks} masks");
    assert!(tags > 3000 && values > 8000 && masks > 100, "{tags} {values} {masks}");
}

#[test]
fn masks_keep_the_names_that_a_version_demands() {
    let options = WriterOptions::default().with_numbers();
    let mask = leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0x0100_000C));
    let names = ["Encrypt", "Decrypt", "0x01000000"].join(AND);
    for version in [Version::V2_0, Version::V2_1, Version::V3_0] {
        let (major, minor) = version.numbers();
        let node = message(major, minor, mask.clone());
        let text = write_with(&node, &options).unwrap();
        assert!(text.contains(&word("0x42002C", "Integer", &names)), "{version}: {text}");
        accept(&text, &node);
    }
    // Where the version is not known, any may be meant.
    assert_eq!(write_with(&mask, &options).unwrap(), word("0x42002C", "Integer", &names));
    assert_eq!(
        write_with(&mask, &options.with_version(Version::V1_4)).unwrap(),
        number("0x42002C", "Integer", 0x0100_000C)
    );
}

#[test]
fn numbers_have_no_label_and_no_name_of_a_vendor() {
    const NAMES: VendorNames<'_> =
        VendorNames { tags: &[(Tag::new(0x54_0001), "Flag")], values: &[(Tag::OBJECT_TYPE, 0x8000_0001, "House")] };
    let options = WriterOptions::default().with_names(NAMES).unwrap().with_numbers();
    let house = leaf(Tag::OBJECT_TYPE, Value::Enumeration(0x8000_0001));
    assert_eq!(write_with(&house, &options).unwrap(), word("0x420057", "Enumeration", "0x80000001"));
    let flag = leaf(Tag::new(0x54_0001), Value::Integer(1));
    assert_eq!(write_with(&flag, &options).unwrap(), number("0x540001", "Integer", 1));
}
