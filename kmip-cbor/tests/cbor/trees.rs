//! Random trees of items, there and back.

use kmip_cbor::kmip_types::items::{Node, NodeValue};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborWriter, View, frame};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::agree::agree;
use crate::support::{again, read, structure, write};
use crate::walk::check_paths;

fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![0..=0x20_u32, 0x20..=0x200_u32, 0..=0xFFFF_u32, 0x12_0000..=0x12_FFFF_u32]
        .prop_map(|n| Tag::new(0x42_0000 + n))
}

fn leaf() -> impl Strategy<Value = NodeValue<'static>> {
    let number = || prop_oneof![any::<i64>(), -300..300_i64, (0..63_u32).prop_map(|bit| 1 << bit)];
    let bytes = || prop_oneof![vec(any::<u8>(), 0..30), vec(any::<u8>(), 250..260)];
    let text = || prop_oneof![any::<String>(), "[a-z]{0,300}"];
    prop_oneof![
        prop_oneof![any::<i32>(), -300..300].prop_map(NodeValue::Integer),
        number().prop_map(NodeValue::LongInteger),
        bytes().prop_map(|b| NodeValue::BigInteger(BigInteger::from_bytes(&b).into_owned())),
        prop_oneof![any::<u32>(), 0..300_u32].prop_map(NodeValue::Enumeration),
        any::<bool>().prop_map(NodeValue::Boolean),
        text().prop_map(|t| NodeValue::TextString(t.into())),
        bytes().prop_map(|b| NodeValue::ByteString(b.into())),
        number().prop_map(NodeValue::DateTime),
        any::<u32>().prop_map(NodeValue::Interval),
        number().prop_map(NodeValue::DateTimeExtended),
        text().prop_map(|t| NodeValue::Identifier(t.into())),
        text().prop_map(|t| NodeValue::Reference(t.into())),
        text().prop_map(|t| NodeValue::NameReference(t.into())),
    ]
}

fn tree() -> impl Strategy<Value = Node<'static>> {
    let leaf = (tag(), leaf()).prop_map(|(tag, value)| Node::new(tag, value));
    leaf.prop_recursive(6, 200, 30, |inner| (tag(), vec(inner, 0..30)).prop_map(|(tag, nodes)| structure(tag, nodes)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trees_come_back(node in tree()) {
        let bytes = write(&node);
        prop_assert_eq!(read(&bytes), Ok(node.clone()));
        agree(&bytes, &ReaderOptions::default());
        check_paths(View::new(&bytes).unwrap(), &node);
        prop_assert_eq!(again(&bytes), Ok(bytes.clone()));
        prop_assert_eq!(frame(&bytes, &Limits::DEFAULT), Ok(Some(bytes.len())));
        let mut buffer = vec![0; bytes.len()];
        let mut writer = CborWriter::on_slice(&mut buffer);
        node.write(&mut writer).unwrap();
        prop_assert_eq!(&*writer.finish().unwrap(), &bytes[..]);
    }

    #[test]
    fn anything_is_refused_or_comes_back(
        start in prop_oneof![Just(&[][..]), Just(&[0x82][..]), Just(&[0x82, 0x18, 0x78, 0x84][..])],
        rest in vec(any::<u8>(), 0..40),
    ) {
        let input = [start, &rest].concat();
        agree(&input, &ReaderOptions::default());
        if let Ok(bytes) = again(&input) {
            prop_assert_eq!(bytes, input);
        }
    }

    #[test]
    fn a_changed_tree_is_refused_or_comes_back(
        node in tree(),
        places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut input = write(&node);
        for (place, byte) in places {
            let place = place.index(input.len());
            input[place] = byte;
        }
        agree(&input, &ReaderOptions::default());
        if let Ok(bytes) = again(&input) {
            prop_assert_eq!(bytes, input);
        }
    }
}
