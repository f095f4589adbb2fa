//! Any tree of items is written, and read as what it was.

use kmip_ttlv::TtlvWriter;
use kmip_types::format::Fault;
use kmip_types::items::{Length, Node, NodeReader, NodeValue, transcode};
use kmip_types::{BigInteger, ErrorKind, Tag};
use proptest::prelude::*;

use crate::{verdict, write};

fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![0x42_0000..=0x42_FFFF_u32, 0x54_0000..=0x54_FFFF_u32].prop_map(Tag::new)
}

/// Numbers of up to 40 bytes, many with a sign byte where a word begins.
fn big_integer() -> impl Strategy<Value = BigInteger<'static>> {
    let byte = prop_oneof![Just(0x00), Just(0xFF), Just(0x7F), Just(0x80), any::<u8>()];
    prop::collection::vec(byte, 0..40).prop_map(|bytes| BigInteger::from_bytes(&bytes).into_owned())
}

fn leaf() -> impl Strategy<Value = NodeValue<'static>> {
    let text = || any::<String>();
    prop_oneof![
        any::<i32>().prop_map(NodeValue::Integer),
        any::<i64>().prop_map(NodeValue::LongInteger),
        big_integer().prop_map(NodeValue::BigInteger),
        any::<u32>().prop_map(NodeValue::Enumeration),
        any::<bool>().prop_map(NodeValue::Boolean),
        text().prop_map(|text| NodeValue::TextString(text.into())),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| NodeValue::ByteString(bytes.into())),
        any::<i64>().prop_map(NodeValue::DateTime),
        any::<u32>().prop_map(NodeValue::Interval),
        any::<i64>().prop_map(NodeValue::DateTimeExtended),
        text().prop_map(|text| NodeValue::Identifier(text.into())),
        text().prop_map(|text| NodeValue::Reference(text.into())),
        text().prop_map(|text| NodeValue::NameReference(text.into())),
    ]
}

fn node() -> impl Strategy<Value = Node<'static>> {
    let leaf = (tag(), leaf()).prop_map(|(tag, value)| Node::new(tag, value));
    leaf.prop_recursive(5, 64, 8, |inner| {
        (tag(), prop::collection::vec(inner, 0..8))
            .prop_map(|(tag, children)| Node::new(tag, NodeValue::Structure(children)))
    })
}

/// Writes to a slice of this size, filled with something else before.
fn write_to_slice(nodes: &[Node<'_>], size: usize) -> Result<Vec<u8>, Fault> {
    let mut buffer = vec![0xEE; size];
    let mut writer = TtlvWriter::on_slice(&mut buffer);
    transcode(&mut NodeReader::new(nodes), &mut writer)?;
    Ok(writer.finish()?.to_vec())
}

proptest! {
    #[test]
    fn trees(nodes in prop::collection::vec(node(), 0..4), less in any::<prop::sample::Index>()) {
        let bytes = write(&nodes);
        prop_assert_eq!(&verdict(&bytes).unwrap(), &nodes);

        let mut length = Length::default();
        transcode(&mut NodeReader::new(&nodes), &mut length).unwrap();
        prop_assert_eq!(usize::try_from(length.bytes()).unwrap(), bytes.len());

        prop_assert_eq!(&write_to_slice(&nodes, bytes.len()).unwrap(), &bytes);
        prop_assert_eq!(&write_to_slice(&nodes, bytes.len() + 3).unwrap(), &bytes);
        if !bytes.is_empty() {
            for size in [bytes.len() - 1, less.index(bytes.len())] {
                prop_assert_eq!(write_to_slice(&nodes, size).unwrap_err().kind(), ErrorKind::BufferFull);
            }
        }
    }

    #[test]
    fn a_big_integer_takes_no_word_too_many(number in big_integer()) {
        let node = Node::new(Tag::new(0x42_0020), NodeValue::BigInteger(number.clone()));
        let bytes = write(&[node]);
        prop_assert_eq!(bytes.len(), 8 + number.as_bytes().len().next_multiple_of(8));
        // Sign extension in front, the number behind.
        let (sign, value) = bytes[8..].split_at(bytes.len() - 8 - number.as_bytes().len());
        prop_assert_eq!(value, number.as_bytes());
        let extension = if number.is_negative() { 0xFF } else { 0x00 };
        prop_assert!(sign.iter().all(|byte| *byte == extension));
    }
}
