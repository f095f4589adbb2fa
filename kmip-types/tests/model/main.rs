//! Tests of what the model promises beyond the tables.
//!
//! It is about kept items, selectors, versions and secrets.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod building;
mod constructed;
mod decoding;
mod lenient;
mod names;
mod versions;

use kmip_types::format::{Decode, Decoder, Encode, Fault, WordItem, Writer, decode_root};
use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter, Value};
use kmip_types::*;

const VENDOR: Tag = Tag::new(0x54_0001);

fn leaf(tag: Tag, value: Value<'static>) -> Node<'static> {
    Node::new(tag, value.into())
}

fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children))
}

fn decode<'n, T: Decode<'n>>(node: &'n Node<'n>) -> Result<T, Fault> {
    let mut reader = NodeReader::for_node(node);
    let mut d = Decoder::new(&mut reader);
    let item = d.read()?.unwrap();
    T::decode(item, &mut d)
}

fn encode<T: Encode>(tag: Tag, value: &T) -> Node<'static> {
    NodeWriter::node(tag, value).unwrap()
}

fn header(tag: Tag, major: i32, minor: i32) -> Node<'static> {
    let version = structure(
        Tag::PROTOCOL_VERSION,
        vec![
            leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(major)),
            leaf(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(minor)),
        ],
    );
    let mut fields = vec![version];
    if tag == Tag::RESPONSE_HEADER {
        fields.push(leaf(Tag::TIME_STAMP, Value::DateTime(0)));
    }
    fields.push(leaf(Tag::BATCH_COUNT, Value::Integer(1)));
    structure(tag, fields)
}

fn request(major: i32, minor: i32, item: Vec<Node<'static>>) -> Node<'static> {
    let header = header(Tag::REQUEST_HEADER, major, minor);
    structure(Tag::REQUEST_MESSAGE, vec![header, structure(Tag::BATCH_ITEM, item)])
}

fn operation(value: u32) -> Node<'static> {
    leaf(Tag::OPERATION, Value::Enumeration(value))
}

#[test]
fn pushing_counts_and_numbers_the_items() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_0);
    request.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS]));
    assert_eq!(request.batch_items[0].unique_batch_item_id, None);
    request.push(ActivateRequest::default());
    assert_eq!(request.request_header.batch_count, Some(2));
    assert_eq!(request.batch_items[1].operation, Operation::ACTIVATE);
    assert_eq!(*request.batch_items[1].unique_batch_item_id.clone().unwrap(), [0, 0, 0, 2]);
    // From then on a push looks at the item that it adds, and at no other: a batch costs what its items cost.
    request.batch_items[0].unique_batch_item_id = None;
    request.push(request.batch_items[1].request_payload.clone());
    assert_eq!(request.batch_items[0].unique_batch_item_id, None);
    assert_eq!(*request.batch_items[2].unique_batch_item_id.clone().unwrap(), [0, 0, 0, 3]);
    // Items that were put there without a push get theirs.
    request.batch_items.extend_from_within(..1);
    request.push(request.batch_items[1].request_payload.clone());
    let ids = request.batch_items.iter().map(|item| item.unique_batch_item_id.as_deref().map(|id| id[3]));
    assert_eq!(ids.collect::<Vec<_>>(), [Some(1), Some(2), Some(3), Some(4), Some(5)]);
    let mut request = RequestMessage::new(ProtocolVersion::V3_0);
    request.push(ActivateRequest::default());
    request.push(ActivateRequest::default());
    assert_eq!(request.request_header.batch_count, None);
    assert_eq!(request.batch_items[1].unique_batch_item_id, None);
}

#[test]
fn debug_never_shows_secrets() {
    let material = KeyMaterial::ByteString(Secret::new(Bytes::from(b"hunter2hunter2!!")));
    let mut password = UsernameAndPasswordCredentialValue::new("alice");
    password.password = Some("hunter2".into());
    let node = encode(Tag::CREDENTIAL_VALUE, &password);
    let shown = format!("{material:?} {password:?} {node:?} {:?}", encode(Tag::KEY_MATERIAL, &material));
    assert!(!shown.contains("hunter2") && !shown.contains("68, 75"), "{shown}");
    let inside =
        structure(Tag::KEY_MATERIAL, vec![structure(VENDOR, vec![leaf(VENDOR, Value::TextString("hunter2"))])]);
    assert_eq!(format!("{inside:?}"), "KeyMaterial [0x540001 [0x540001 TextString(7 bytes)]]");
    let number =
        structure(Tag::KEY_MATERIAL, vec![leaf(VENDOR, Value::Integer(4711)), leaf(Tag::MODULUS, Value::Integer(3))]);
    assert_eq!(format!("{number:?}"), "KeyMaterial [0x540001 Integer(secret), Modulus Integer(3)]");
    assert!(shown.contains("Secret(16 bytes)") && shown.contains("Secret(7 bytes)"), "{shown}");
}

#[test]
fn roots_are_checked() {
    let node = structure(Tag::RESPONSE_MESSAGE, vec![]);
    let fault = decode_root::<RequestMessage<'_>>(&mut NodeReader::for_node(&node)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::WrongTag, Tag::RESPONSE_MESSAGE));
    let twice = [request(2, 1, vec![]), request(2, 1, vec![])];
    let fault = decode_root::<Message<'_>>(&mut NodeReader::new(&twice)).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Missing);
    let whole = || {
        let payload = structure(Tag::REQUEST_PAYLOAD, vec![]);
        request(2, 1, vec![operation(0x3B), payload])
    };
    let twice = [whole(), whole()];
    let fault = decode_root::<Message<'_>>(&mut NodeReader::new(&twice)).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::TrailingData);
    assert!(matches!(decode_root(&mut NodeReader::new(&twice[..1])), Ok(Message::Request(_))));
}

#[test]
fn deep_nodes_are_refused_on_the_way_out_and_in() {
    let mut node = structure(VENDOR, vec![]);
    for _ in 1..=Limits::MAX_DEPTH {
        node = structure(VENDOR, vec![node]);
    }
    let fault = node.write(&mut NodeWriter::default()).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Depth);
    assert_eq!(Node::read_all(&mut NodeReader::for_node(&node)).unwrap_err().kind(), ErrorKind::Depth);
    let inner = node.children()[0].clone();
    assert_eq!(Node::read_all(&mut NodeReader::for_node(&inner)).unwrap(), core::slice::from_ref(&inner));
    assert_eq!(inner.write(&mut NodeWriter::default()), Ok(()));
    // Whatever a writer bears, a node does not go deeper.
    let mut opened = Opened(0);
    assert_eq!(node.write(&mut opened).unwrap_err().kind(), ErrorKind::Depth);
    assert_eq!(opened.0, Limits::MAX_DEPTH);
}

/// A writer without a limit, which counts the structures.
struct Opened(usize);

impl Writer for Opened {
    fn word(&mut self, _: WordItem) -> Result<(), Fault> {
        Ok(())
    }

    fn text(&mut self, _: Tag, _: ItemType, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    fn bytes(&mut self, _: Tag, _: ItemType, _: &[u8]) -> Result<(), Fault> {
        Ok(())
    }

    fn open(&mut self, _: Tag) -> Result<(), Fault> {
        self.0 += 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        Ok(())
    }
}

/// A message that borrows must not hold its input longer than it is used.
///
/// Nothing in the model that borrows may implement `Drop`, with feature `zeroize` neither.
#[test]
fn the_input_is_free_after_the_last_use_of_the_message() {
    let mut node = structure(Tag::NONCE, vec![leaf(Tag::NONCE_ID, Value::ByteString(&[1]))]);
    let borrowed: CapabilityInformation<'_> = decode(&node).unwrap();
    assert_eq!(borrowed.extra.iter().count(), 1);
    *node.value_mut() = NodeValue::Integer(0);
    assert_eq!(*node.value(), NodeValue::Integer(0));
}
