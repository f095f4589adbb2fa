//! The order of members says nothing; the order of items does.

use kmip_json::kmip_types::{
    Attribute, Attributes, Bytes, CreateRequest, CryptographicAlgorithm, CryptographicUsageMask, GetRequest,
    NamedAttribute, ObjectType, ProtocolVersion, RequestMessage, TemplateAttribute,
};
use kmip_json::{ReaderOptions, from_str, to_string};
use proptest::prelude::*;
use serde_json::Value;

use crate::messages::QUERY;
use crate::shared_round_trip::node;
use crate::{read, read_with, write};

/// Writes the document with the members of each object in another order.
///
/// The numbers choose the order, and white space.
fn shuffled(value: &Value, numbers: &mut impl FnMut() -> usize, out: &mut String) {
    let space = [" ", "", "\n\t", ""];
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            out.push('{');
            for i in (0..members.len()).rev() {
                let (key, value) = members.remove(numbers() % (i + 1));
                out.push_str(&format!("{}\"{key}\"{}:", space[numbers() % 4], space[numbers() % 4]));
                out.push_str(space[numbers() % 4]);
                shuffled(value, numbers, out);
                out.push_str(if i > 0 { "," } else { "" });
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { " " });
                shuffled(item, numbers, out);
            }
            out.push_str(space[numbers() % 4]);
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn shuffle(text: &str, seed: u64) -> String {
    let mut state = seed;
    let mut numbers = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 40).unwrap()
    };
    let mut out = String::new();
    shuffled(&serde_json::from_str(text).unwrap(), &mut numbers, &mut out);
    out
}

/// Messages of both kinds of attributes, with and without context.
fn messages() -> Vec<RequestMessage<'static>> {
    let attributes = || {
        vec![
            Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
            Attribute::CryptographicLength(256),
            Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        ]
    };
    let mut messages = vec![from_str(QUERY).unwrap()];
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(attributes()));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    messages.push(request);
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    let mut template = TemplateAttribute::default();
    template.named_attributes = attributes().into_iter().map(NamedAttribute::standard).collect();
    create.template_attribute = Some(template);
    let mut get = GetRequest::default();
    get.unique_identifier = Some("{\"value\":[".into());
    let mut request = RequestMessage::new(ProtocolVersion::V1_2);
    request.push(create);
    request.push(get);
    request.batch_items[1].unique_batch_item_id = Some(Bytes::from(vec![0xAB; 9]));
    messages.push(request);
    messages
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_are_the_same(node in node(), seed in any::<u64>()) {
        let text = shuffle(&write(&node).unwrap(), seed);
        prop_assert_eq!(&read(&text).unwrap(), &node, "{}", text);
        prop_assert_eq!(&read_with(&text, &ReaderOptions::lenient()).unwrap(), &node);
    }

    #[test]
    fn messages_are_the_same(seed in any::<u64>()) {
        for message in messages() {
            let text = shuffle(&to_string(&message).unwrap(), seed);
            prop_assert_eq!(from_str::<RequestMessage<'_>>(&text).unwrap(), message, "{}", text);
        }
    }
}
