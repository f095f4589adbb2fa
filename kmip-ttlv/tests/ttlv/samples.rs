//! Messages to try things on: small, and between them with every item type.

use kmip_types::Tag;
use kmip_types::items::{Node, NodeValue};

type Tree = Node<'static>;

fn structure(tag: Tag, children: Vec<Tree>) -> Tree {
    Node::new(tag, NodeValue::Structure(children))
}

fn integer(tag: Tag, value: i32) -> Tree {
    Node::new(tag, NodeValue::Integer(value))
}

fn enumeration(tag: Tag, value: u32) -> Tree {
    Node::new(tag, NodeValue::Enumeration(value))
}

fn text(tag: Tag, value: &'static str) -> Tree {
    Node::new(tag, NodeValue::TextString(value.into()))
}

fn version(major: i32, minor: i32) -> Tree {
    structure(
        Tag::PROTOCOL_VERSION,
        vec![integer(Tag::PROTOCOL_VERSION_MAJOR, major), integer(Tag::PROTOCOL_VERSION_MINOR, minor)],
    )
}

fn request(major: i32, minor: i32, operation: u32, payload: Vec<Tree>) -> Vec<Tree> {
    let header = structure(Tag::REQUEST_HEADER, vec![version(major, minor), integer(Tag::BATCH_COUNT, 1)]);
    let item = vec![enumeration(Tag::OPERATION, operation), structure(Tag::REQUEST_PAYLOAD, payload)];
    vec![structure(Tag::REQUEST_MESSAGE, vec![header, structure(Tag::BATCH_ITEM, item)])]
}

fn key() -> Tree {
    let material = Node::new(Tag::KEY_MATERIAL, NodeValue::ByteString((&[0xA5; 16]).into()));
    let block = vec![
        enumeration(Tag::KEY_FORMAT_TYPE, 1),
        structure(Tag::KEY_VALUE, vec![material]),
        enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, 3),
        integer(Tag::CRYPTOGRAPHIC_LENGTH, 128),
    ];
    structure(Tag::SYMMETRIC_KEY, vec![structure(Tag::KEY_BLOCK, block)])
}

/// A Register request of 1.2: attributes by name, key material.
pub(crate) fn register() -> Vec<Tree> {
    let attribute = |name, value| {
        structure(Tag::ATTRIBUTE, vec![text(Tag::ATTRIBUTE_NAME, name), Node::new(Tag::ATTRIBUTE_VALUE, value)])
    };
    let name = vec![text(Tag::NAME_VALUE, "a key of mine"), enumeration(Tag::NAME_TYPE, 1)];
    let template = vec![
        attribute("Cryptographic Usage Mask", NodeValue::Integer(12)),
        attribute("Name", NodeValue::Structure(name)),
        attribute("x-Note", NodeValue::TextString("".into())),
    ];
    let payload = vec![enumeration(Tag::OBJECT_TYPE, 2), structure(Tag::TEMPLATE_ATTRIBUTE, template), key()];
    request(1, 2, 3, payload)
}

/// A Get response of 1.4.
pub(crate) fn get_response() -> Vec<Tree> {
    let header = vec![
        version(1, 4),
        Node::new(Tag::TIME_STAMP, NodeValue::DateTime(1_400_000_000)),
        integer(Tag::BATCH_COUNT, 1),
    ];
    let payload = vec![
        enumeration(Tag::OBJECT_TYPE, 2),
        text(Tag::UNIQUE_IDENTIFIER, "5d0c8f1e-3b27-4a69-8e14-c2f7a6b09d35"),
        key(),
    ];
    let item = vec![
        enumeration(Tag::OPERATION, 10),
        enumeration(Tag::RESULT_STATUS, 0),
        structure(Tag::RESPONSE_PAYLOAD, payload),
    ];
    let message = vec![structure(Tag::RESPONSE_HEADER, header), structure(Tag::BATCH_ITEM, item)];
    vec![structure(Tag::RESPONSE_MESSAGE, message)]
}

/// Returns an Activate request of 2.1 that holds every item type.
///
/// They are in a vendor's structure in it.
pub(crate) fn every_type() -> Vec<Tree> {
    let vendor = |n: u32| Tag::new(0x54_0000 + n);
    let big: i128 = 0x7FFF_FFFF_FFFF_FFFF_FFFF;
    let children = vec![
        Node::new(vendor(1), NodeValue::Structure(vec![])),
        Node::new(vendor(2), NodeValue::Integer(-2)),
        Node::new(vendor(3), NodeValue::LongInteger(i64::MIN)),
        Node::new(vendor(4), NodeValue::BigInteger(big.into())),
        Node::new(vendor(4), NodeValue::BigInteger((-big).into())),
        Node::new(vendor(5), NodeValue::Enumeration(0x8000_0005)),
        Node::new(vendor(6), NodeValue::Boolean(true)),
        Node::new(vendor(6), NodeValue::Boolean(false)),
        Node::new(vendor(7), NodeValue::TextString("sieben Wörter".into())),
        Node::new(vendor(8), NodeValue::ByteString((&[8; 8]).into())),
        Node::new(vendor(9), NodeValue::DateTime(-9)),
        Node::new(vendor(10), NodeValue::Interval(u32::MAX)),
        Node::new(vendor(11), NodeValue::DateTimeExtended(11)),
        Node::new(vendor(12), NodeValue::Identifier("id".into())),
        Node::new(vendor(13), NodeValue::Reference("".into())),
        Node::new(vendor(14), NodeValue::NameReference("name".into())),
        Node::new(vendor(8), NodeValue::ByteString((&[]).into())),
    ];
    let payload = vec![text(Tag::UNIQUE_IDENTIFIER, "id"), structure(vendor(0), children)];
    request(2, 1, 0x12, payload)
}

pub(crate) fn messages() -> Vec<Vec<Tree>> {
    vec![register(), get_response(), every_type()]
}
