//! The functions that the tests share.

use kmip_cbor::kmip_types::format::Fault;
use kmip_cbor::kmip_types::items::{Node, NodeValue, Value, transcode};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborReader, CborWriter};

pub(crate) const TAG: Tag = Tag::new(0x42_0020);
pub(crate) const VENDOR: Tag = Tag::new(0x54_0001);

/// The bytes that these hexadecimal digits stand for; white space is passed over.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// The bytes as hexadecimal digits, one byte a word.
pub(crate) fn spaced(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

/// Reads a message and writes it again, item by item.
pub(crate) fn again(input: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut writer = CborWriter::new(Vec::new());
    transcode(&mut CborReader::new(input), &mut writer)?;
    writer.finish()
}

/// Reads a message as a tree.
pub(crate) fn read(input: &[u8]) -> Result<Node<'_>, Fault> {
    let mut nodes = Node::read_all(&mut CborReader::new(input))?;
    assert_eq!(nodes.len(), 1);
    Ok(nodes.remove(0))
}

/// Writes a tree as a message.
pub(crate) fn write(node: &Node<'_>) -> Vec<u8> {
    let mut writer = CborWriter::new(Vec::new());
    node.write(&mut writer).unwrap();
    writer.finish().unwrap()
}

/// Kind and offset of the error in a message.
pub(crate) fn refused(input: &[u8]) -> (ErrorKind, usize) {
    crate::agree::agree(input, &ReaderOptions::default());
    let fault = again(input).unwrap_err();
    (fault.kind(), fault.offset().unwrap())
}

pub(crate) fn leaf(tag: Tag, value: Value<'_>) -> Node<'_> {
    Node::new(tag, value.into())
}

pub(crate) fn structure(tag: Tag, children: Vec<Node<'_>>) -> Node<'_> {
    Node::new(tag, NodeValue::Structure(children))
}

/// One item of every type, and structures in structures, under tags of all sizes.
pub(crate) fn sample() -> Node<'static> {
    structure(
        Tag::REQUEST_MESSAGE,
        vec![
            leaf(Tag::new(0x42_0001), Value::Integer(-1)),
            leaf(Tag::new(0x42_0018), Value::Integer(i32::MIN)),
            leaf(Tag::new(0x42_0100), Value::LongInteger(i64::MAX)),
            leaf(Tag::new(0x42_FFFF), Value::BigInteger(&[0x80, 0, 1])),
            leaf(Tag::new(0x54_0000), Value::Enumeration(0x8000_0001)),
            structure(VENDOR, vec![]),
            leaf(Tag::new(0x54_FFFF), Value::Boolean(true)),
            leaf(TAG, Value::TextString("Ünïcode, and more than 23 bytes of it")),
            leaf(TAG, Value::TextString("")),
            leaf(TAG, Value::ByteString(&[0xAB; 300])),
            leaf(TAG, Value::DateTime(-1)),
            leaf(TAG, Value::Interval(u32::MAX)),
            structure(
                Tag::BATCH_ITEM,
                vec![
                    leaf(TAG, Value::DateTimeExtended(1_700_000_000_000_000)),
                    structure(
                        VENDOR,
                        vec![
                            leaf(Tag::UNIQUE_IDENTIFIER, Value::Identifier("id")),
                            leaf(TAG, Value::Reference("ref")),
                            leaf(TAG, Value::NameReference("name")),
                        ],
                    ),
                ],
            ),
            leaf(TAG, Value::Boolean(false)),
        ],
    )
}
