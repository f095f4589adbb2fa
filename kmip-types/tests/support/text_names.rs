//! Names of values in every text format: what the tables, the version and the attribute say.
//!
//! `crate::format` is the crate of the format; `crate::expected` builds its text.

use crate::format::WriterOptions;
use crate::format::kmip_types::items::{Node, Value};
use crate::format::kmip_types::{ErrorKind, Tag, Version};

use crate::expected::{AND, number, structure as text_structure, word};
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
