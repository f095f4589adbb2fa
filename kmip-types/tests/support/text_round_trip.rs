//! Any items, written in a text format and read again.
//!
//! `crate::format` is the crate of the format; `crate::round_trip` says what its text is made of.

use crate::format::kmip_types::items::{Node, NodeValue};
use crate::format::kmip_types::{BigInteger, Message, Tag};
use crate::format::{ReaderOptions, WriterOptions, from_str_with, parse_with};
use proptest::prelude::*;

use crate::messages::QUERIES;
use crate::round_trip::{PARTS, character, read_all};
use crate::{read, read_with, write, write_with};

fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![
        4 => (0x42_0001_u32..=0x42_01B0).prop_map(Tag::new),
        1 => (0x42_0001_u32..=0x42_FFFF).prop_map(Tag::new),
        1 => (0x54_0000_u32..=0x54_FFFF).prop_map(Tag::new),
        1 => Just(Tag::CRYPTOGRAPHIC_USAGE_MASK),
        1 => prop_oneof![Just(Tag::ATTRIBUTE), Just(Tag::ATTRIBUTE_NAME), Just(Tag::ATTRIBUTE_VALUE)],
    ]
}

/// Makes text that the format can hold.
///
/// It is rich in what has to be escaped, and in names that give context.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(character(), 0..12).prop_map(String::from_iter),
        1 => Just("Cryptographic Algorithm".to_owned()),
        1 => Just("Cryptographic Usage Mask".to_owned()),
    ]
}

/// Numbers around the bounds that matter.
fn long() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), -300..300_i64, (0..63_u32, -1..=1_i64).prop_map(|(bit, n)| (1 << bit) + n)]
}

fn scalar() -> impl Strategy<Value = NodeValue<'static>> {
    prop_oneof![
        prop_oneof![any::<i32>(), 0..64].prop_map(NodeValue::Integer),
        long().prop_map(NodeValue::LongInteger),
        any::<i128>().prop_map(|n| NodeValue::BigInteger(BigInteger::from(n))),
        prop_oneof![any::<u32>(), 0_u32..64, 0x42_0001_u32..0x42_01B0].prop_map(NodeValue::Enumeration),
        any::<bool>().prop_map(NodeValue::Boolean),
        text().prop_map(|text| NodeValue::TextString(text.into())),
        prop::collection::vec(any::<u8>(), 0..80).prop_map(|bytes| NodeValue::ByteString(bytes.into())),
        prop_oneof![any::<i64>(), -70_000_000_000_i64..260_000_000_000].prop_map(NodeValue::DateTime),
        any::<u32>().prop_map(NodeValue::Interval),
        long().prop_map(NodeValue::DateTimeExtended),
        text().prop_map(|text| NodeValue::Identifier(text.into())),
        text().prop_map(|text| NodeValue::Reference(text.into())),
        text().prop_map(|text| NodeValue::NameReference(text.into())),
    ]
}

pub(crate) fn node() -> impl Strategy<Value = Node<'static>> {
    let leaf = (tag(), scalar()).prop_map(|(tag, value)| Node::new(tag, value));
    leaf.prop_recursive(5, 40, 6, |inner| {
        (tag(), prop::collection::vec(inner, 0..6)).prop_map(|(tag, nodes)| Node::new(tag, NodeValue::Structure(nodes)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(node in node()) {
        let text = write(&node).unwrap();
        prop_assert_eq!(&read(&text).unwrap(), &node);
        let options = WriterOptions::default().pretty().with_hex_integers();
        let pretty = write_with(&node, &options).unwrap();
        prop_assert_eq!(&read(&pretty).unwrap(), &node);
        prop_assert_eq!(&read_with(&pretty, &ReaderOptions::lenient()).unwrap(), &node);
        let numbers = write_with(&node, &WriterOptions::default().with_numbers()).unwrap();
        prop_assert_eq!(&read(&numbers).unwrap(), &node);
        // Writing again changes nothing.
        prop_assert_eq!(write(&read(&pretty).unwrap()).unwrap(), text);
    }

    #[test]
    fn no_text_does_harm(text in "\\PC*") {
        prop_assert!(read(&text).is_err());
        prop_assert!(read_with(&text, &ReaderOptions::lenient()).is_err());
        read_all(&text, &ReaderOptions::lenient());
    }

    #[test]
    fn no_markup_does_harm(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24)) {
        let text: String = parts.concat();
        for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
            // What is accepted can be written, and is then read as the same.
            match read_with(&text, &options) {
                Ok(node) => prop_assert_eq!(read(&write(&node).unwrap()).unwrap(), node),
                Err(error) => prop_assert!(error.offset().is_some_and(|at| at <= text.len())),
            }
            read_all(&text, &options);
        }
    }

    #[test]
    fn a_damaged_message_is_read_as_itself_or_refused(
        source in prop::sample::select(QUERIES.to_vec()),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = source.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(text) = std::str::from_utf8(&bytes) {
            for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
                match parse_with(text, &options) {
                    Ok(document) => {
                        let nodes = Node::read_all(&mut document.reader()).unwrap();
                        prop_assert_eq!(&read(&write(&nodes[0]).unwrap()).unwrap(), &nodes[0]);
                    }
                    Err(error) => prop_assert!(error.offset().is_some_and(|at| at <= text.len())),
                }
                let _ = from_str_with::<Message<'_>>(text, &options);
            }
        }
    }
}
