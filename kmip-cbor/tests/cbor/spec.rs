//! Tests of SPEC.md: its examples are read and written, its refusals refused.

use kmip_cbor::kmip_types::items::Length;
use kmip_cbor::kmip_types::items::{Node, Value};
use kmip_cbor::kmip_types::*;

use crate::support::{TAG, again, hex, leaf, read, refused, spaced, structure, write};

const SPEC: &str = include_str!("../../SPEC.md");

fn examples() -> Vec<(Node<'static>, &'static str)> {
    let tag = |value| Tag::new(value);
    vec![
        (leaf(TAG, Value::Integer(8)), "82 18 20 08"),
        (leaf(TAG, Value::Integer(-1)), "82 18 20 20"),
        (leaf(TAG, Value::LongInteger(123_456_789_000_000_000)), "82 38 20 82 03 1B 01 B6 9B 4B A5 74 92 00"),
        (
            leaf(TAG, Value::BigInteger(&[0x03, 0xFD, 0x35, 0xEB, 0x6B, 0xC2, 0xDF, 0x46, 0x18, 0x08, 0x00, 0x00])),
            "82 38 20 4C 03 FD 35 EB 6B C2 DF 46 18 08 00 00",
        ),
        (leaf(TAG, Value::BigInteger(&[0])), "82 38 20 41 00"),
        (leaf(TAG, Value::BigInteger(&[0xFF])), "82 38 20 41 FF"),
        (leaf(TAG, Value::Enumeration(255)), "82 38 20 18 FF"),
        (leaf(TAG, Value::Boolean(true)), "82 18 20 F5"),
        (leaf(TAG, Value::Boolean(false)), "82 18 20 F4"),
        (leaf(TAG, Value::TextString("Hello World")), "82 18 20 6B 48 65 6C 6C 6F 20 57 6F 72 6C 64"),
        (leaf(TAG, Value::ByteString(&[1, 2, 3])), "82 18 20 43 01 02 03"),
        (leaf(TAG, Value::DateTime(1_205_495_800)), "82 38 20 82 09 1A 47 DA 67 F8"),
        (leaf(TAG, Value::DateTime(-1)), "82 38 20 82 09 20"),
        (leaf(TAG, Value::Interval(864_000)), "82 38 20 82 0A 1A 00 0D 2F 00"),
        (
            structure(
                TAG,
                vec![leaf(tag(0x42_0004), Value::Enumeration(254)), leaf(tag(0x42_0005), Value::Integer(255))],
            ),
            "82 18 20 84 24 18 FE 05 18 FF",
        ),
        (structure(TAG, vec![]), "82 18 20 80"),
        (leaf(TAG, Value::DateTimeExtended(1_205_495_800_000_001)), "82 38 20 82 0B 1B 00 04 48 64 5C EF EE 01"),
        (leaf(Tag::UNIQUE_IDENTIFIER, Value::Identifier("id")), "82 38 94 62 69 64"),
        (leaf(TAG, Value::Reference("ref")), "82 38 20 82 0D 63 72 65 66"),
        (leaf(TAG, Value::NameReference("nm")), "82 38 20 82 0E 62 6E 6D"),
        (leaf(tag(0x54_0001), Value::TextString("ext")), "82 1A 00 01 00 01 63 65 78 74"),
        (leaf(tag(0x54_FFFF), Value::Enumeration(0x8000_0001)), "82 3A 00 01 FF FF 1A 80 00 00 01"),
        (protocol_version(3), "82 18 69 84 18 6A 03 18 6B 00"),
    ]
}

fn protocol_version(major: i32) -> Node<'static> {
    let major = leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(major));
    structure(Tag::PROTOCOL_VERSION, vec![major, leaf(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(0))])
}

/// Bytes, kind and offset of the item that is refused.
const REFUSED: [(&str, ErrorKind, usize); 12] = [
    ("82 18 20 18 08", ErrorKind::Syntax, 1),
    ("9F 18 20 08 FF", ErrorKind::Syntax, 0),
    ("82 18 20 1A 80 00 00 00", ErrorKind::Number, 1),
    ("82 18 20 C1 1A 47 DA 67 F8", ErrorKind::Syntax, 1),
    ("82 38 20 F5", ErrorKind::Syntax, 1),
    ("82 38 20 82 0C 61 61", ErrorKind::Syntax, 1),
    ("82 38 20 42 00 01", ErrorKind::BigInteger, 1),
    ("82 38 20 40", ErrorKind::BigInteger, 1),
    ("82 18 78 83 05 01 05", ErrorKind::Length, 1),
    ("82 38 20 82 0F 40", ErrorKind::UnknownType, 1),
    ("82 1A 00 02 00 00 08", ErrorKind::InvalidTag, 1),
    ("82 39 FF FF 01 00", ErrorKind::TrailingData, 5),
];

#[test]
fn examples_are_read_and_written() {
    for (node, text) in examples() {
        let bytes = hex(text);
        assert_eq!(read(&bytes).as_ref(), Ok(&node), "{text}");
        assert_eq!(spaced(&write(&node)), text);
    }
}

#[test]
fn the_document_has_these_examples() {
    let mut rows = 0;
    for (node, text) in examples() {
        let mut length = Length::default();
        node.write(&mut length).unwrap();
        assert!(SPEC.contains(&format!(" | {} | `{text}` |\n", length.bytes())), "{text}");
        rows += 1;
    }
    assert_eq!(SPEC.matches("` |\n").count(), rows);
    for (text, ..) in REFUSED {
        assert!(SPEC.contains(&format!("\n| `{text}` | ")), "{text}");
    }
    assert_eq!(SPEC.matches("\n| `").count(), REFUSED.len());
}

#[test]
fn what_the_document_refuses_is_refused() {
    for (text, kind, offset) in REFUSED {
        assert_eq!(refused(&hex(text)), (kind, offset), "{text}");
    }
}

#[test]
fn the_message_of_the_document() {
    let (_, block) = SPEC.split_once("```text\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let is_byte = |word: &&str| word.len() == 2 && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let text: Vec<&str> = block.lines().flat_map(|line| line.split_whitespace().take_while(is_byte)).collect();
    let bytes = hex(&text.concat());

    let header = vec![protocol_version(3), leaf(Tag::CLIENT_CORRELATION_VALUE, Value::TextString("kc1 sample"))];
    let functions = [1, 3].map(|function| leaf(Tag::QUERY_FUNCTION, Value::Enumeration(function)));
    let operation = leaf(Tag::OPERATION, Value::Enumeration(Operation::QUERY.value()));
    let item = vec![operation, structure(Tag::REQUEST_PAYLOAD, functions.to_vec())];
    let fields = vec![structure(Tag::REQUEST_HEADER, header), structure(Tag::BATCH_ITEM, item)];
    let node = structure(Tag::REQUEST_MESSAGE, fields);
    assert_eq!(read(&bytes).as_ref(), Ok(&node));
    assert_eq!(write(&node), bytes);

    let mut length = Length::default();
    node.write(&mut length).unwrap();
    assert!(SPEC.contains(&format!("takes {} bytes in TTLV and {} in KC1", length.bytes(), bytes.len())));
    assert_eq!(again(&bytes), Ok(bytes));
}
