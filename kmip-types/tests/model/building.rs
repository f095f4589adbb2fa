//! Tests that what no reader accepts is refused when it is built.
//!
//! What was read is written back all the same.

use kmip_types::format::{Writer, encode_root, encode_root_with, locate_in_message};
use kmip_types::items::{Length, Node, NodeValue, NodeWriter, Value};
use kmip_types::*;

use super::{VENDOR, decode, leaf, operation, request, structure};

/// Returns the kind and the text of the error that refuses a message.
///
/// The message can be written back.
fn refused(message: &Message<'_>) -> (ErrorKind, String) {
    let mut writer = NodeWriter::default();
    assert_eq!(encode_root_with(message, &mut writer, &EncodeOptions::as_read()), Ok(()));
    let options = EncodeOptions::default();
    let fault = encode_root_with(message, &mut NodeWriter::default(), &options).unwrap_err();
    let error = locate_in_message(message, &mut NodeWriter::default(), &options, fault);
    (error.kind(), error.to_string())
}

fn get(version: Version) -> RequestMessage<'static> {
    let mut request = RequestMessage::new(version.into());
    request.push(GetRequest::with_id("id"));
    request
}

#[test]
fn a_message_without_items() {
    let empty = RequestMessage::new(ProtocolVersion::V3_0);
    let told = "missing field in RequestMessage/BatchItem: one at least is required";
    assert_eq!(refused(&Message::Request(empty)), (ErrorKind::Missing, told.to_owned()));
    let empty = ResponseMessage::new(ProtocolVersion::V3_0, DateTime(0));
    assert_eq!(refused(&Message::Response(empty)).0, ErrorKind::Missing);
    let mut query = RequestMessage::new(ProtocolVersion::V2_1);
    query.push(QueryRequest::default());
    let told = "missing field in RequestMessage/BatchItem/RequestPayload/QueryFunction: one at least is required";
    assert_eq!(refused(&Message::Request(query)), (ErrorKind::Missing, told.to_owned()));
    let none = no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V2_1, &[]);
    let fault = encode_root(&none, &mut Length::default()).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Missing, Tag::BATCH_ITEM));
    let query = no_alloc::QueryRequest::new(&[]);
    let query: &dyn no_alloc::RequestPayload = &query;
    let query = [query];
    let none = no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V2_1, &query);
    let fault = encode_root(&none, &mut Length::default()).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Missing, Tag::QUERY_FUNCTION));
}

#[test]
fn a_field_of_the_structure_among_the_other_items() {
    let id = || Node::new(Tag::UNIQUE_IDENTIFIER, NodeValue::TextString("another".into()));
    let with_extra = |extra: Node<'static>| {
        let mut request = get(Version::V2_1);
        let Some(RequestPayload::Get(get)) = request.batch_items.first_mut().map(|item| &mut item.request_payload)
        else {
            panic!("no Get")
        };
        get.extra.push(extra);
        Message::Request(request)
    };
    let told = "wrong tag in RequestMessage/BatchItem/RequestPayload/UniqueIdentifier: \
                the structure has a field for it, and it stands among the other items";
    assert_eq!(refused(&with_extra(id())), (ErrorKind::WrongTag, told.to_owned()));
    // Also where the field itself is empty, and in the message.
    let mut message = get(Version::V2_1);
    message.extra.push(structure(Tag::BATCH_ITEM, vec![]));
    assert_eq!(refused(&Message::Request(message)).0, ErrorKind::WrongTag);
    // Any other item is kept.
    let other = with_extra(Node::new(VENDOR, NodeValue::Integer(1)));
    assert_eq!(encode_root(&other, &mut NodeWriter::default()), Ok(()));
}

#[test]
fn a_payload_of_another_operation() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([Attribute::CryptographicLength(256)]);
    request.push_item(RequestBatchItem::new(Operation::GET, create));
    let told = "wrong tag in RequestMessage/BatchItem/RequestPayload: it is of another operation than the item";
    assert_eq!(refused(&Message::Request(request)), (ErrorKind::WrongTag, told.to_owned()));

    for operation in [Some(Operation::DESTROY), None] {
        let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
        item.operation = operation;
        item.response_payload = Some(ActivateResponse::new("id").into());
        let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(0));
        response.push(item);
        let told = "wrong tag in ResponseMessage/BatchItem/ResponsePayload: it is of another operation than the item";
        assert_eq!(refused(&Message::Response(response)), (ErrorKind::WrongTag, told.to_owned()));
    }
    // What is kept as it is may belong to any operation.
    let vendor = RequestBatchItem::new(Operation::new(0x8000_0001), RequestPayload::Unknown(structure(VENDOR, vec![])));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push_item(vendor);
    assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()));
}

#[test]
fn an_item_type_of_another_version_among_the_other_items() {
    let values = [
        (NodeValue::DateTimeExtended(1), Version::V1_4, "2.0-3.0"),
        (NodeValue::Identifier("id".into()), Version::V2_1, "3.0"),
    ];
    for (value, version, versions) in values {
        let nested = structure(VENDOR, vec![Node::new(VENDOR, value.clone())]);
        for (node, path) in [(Node::new(VENDOR, value), "0x540001"), (nested, "0x540001/0x540001")] {
            let mut request = get(version);
            request.request_header.extra.push(node);
            let (kind, text) = refused(&Message::Request(request.clone()));
            assert_eq!(kind, ErrorKind::NotInVersion);
            let told = format!("RequestHeader/{path}: only in {versions}, the message is {version}");
            assert!(text.contains(&told), "{text}");
            request.request_header.protocol_version = ProtocolVersion::V3_0;
            request.request_header.batch_count = None;
            assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()));
        }
        // By itself it can be left out.
        let mut request = get(version);
        request.request_header.extra.push(Node::new(VENDOR, NodeValue::Reference("id".into())));
        let omitted = std::cell::Cell::new(0);
        let report = |_: &Omitted| omitted.set(omitted.get() + 1);
        let mut writer = NodeWriter::default();
        assert_eq!(encode_root_with(&request, &mut writer, &EncodeOptions::omitting(&report)), Ok(()));
        assert_eq!(
            (omitted.get(), writer.into_nodes()),
            (1, {
                let mut writer = NodeWriter::default();
                encode_root(&get(version), &mut writer).unwrap();
                writer.into_nodes()
            })
        );
    }
}

/// Items that a strict reader keeps among the others are written by default.
///
/// They were read there.
#[test]
fn what_was_read_is_written_back() {
    let payload = structure(Tag::REQUEST_PAYLOAD, vec![leaf(Tag::COMMENT, Value::TextString("c"))]);
    let node = request(2, 1, vec![operation(0x0A), payload]);
    let message: RequestMessage<'_> = decode(&node).unwrap();
    let mut writer = NodeWriter::default();
    encode_root(&message, &mut writer).unwrap();
    assert_eq!(writer.into_nodes(), core::slice::from_ref(&node));
}

/// Writing back changes only the order of fields.
///
/// It does so where the order is not the standard's.
#[test]
fn fields_out_of_order_are_put_in_order_and_nothing_else() {
    let text = |tag, value| leaf(tag, Value::TextString(value));
    let function = |value| leaf(Tag::QUERY_FUNCTION, Value::Enumeration(value));
    let item = |fields: [Node<'static>; 3]| request(2, 1, fields.to_vec());
    let payload = || structure(Tag::REQUEST_PAYLOAD, vec![function(3), leaf(VENDOR, Value::Integer(1)), function(1)]);
    let query = || operation(Operation::QUERY.value());
    let id = || leaf(Tag::UNIQUE_BATCH_ITEM_ID, Value::ByteString(b"7"));
    let back = |node: &Node<'_>| {
        let message: RequestMessage<'_> = decode(node).unwrap();
        let mut writer = NodeWriter::default();
        encode_root_with(&message, &mut writer, &EncodeOptions::as_read()).unwrap();
        writer.into_nodes().pop().unwrap()
    };
    let in_order = item([query(), id(), payload()]);
    assert_eq!(back(&in_order), in_order);
    for other in [item([id(), query(), payload()]), item([query(), payload(), id()])] {
        assert_eq!(back(&other), in_order);
    }
    // What no field takes stays behind as many fields as before.
    let with_comment = |first: Node<'static>, second: Node<'static>| {
        request(2, 1, vec![first, text(Tag::COMMENT, "c"), second, payload()])
    };
    assert_eq!(back(&with_comment(id(), query())), with_comment(query(), id()));
}

#[test]
fn more_than_a_length_can_say() {
    let block = vec![0; 1 << 24];
    let fill = |length: &mut Length, blocks: u32| {
        (0..blocks).try_for_each(|_| Writer::bytes(length, VENDOR, ItemType::BYTE_STRING, &block))
    };
    // Blocks of 2^24 + 8 bytes: 255 of them fit, with what is left for another item.
    let mut length = Length::default();
    length.open(VENDOR).unwrap();
    fill(&mut length, 255).unwrap();
    let most = u64::from(u32::MAX) + 8;
    let left = usize::try_from(most - length.bytes() - 8).unwrap() & !7;
    assert_eq!(Writer::bytes(&mut length.clone(), VENDOR, ItemType::BYTE_STRING, &block[..left]), Ok(()));
    let fault = Writer::bytes(&mut length.clone(), VENDOR, ItemType::BYTE_STRING, &block[..left + 1]).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TooLarge, VENDOR));
    // Outside of a structure nothing has to say how long all of it is.
    length.end().unwrap();
    fill(&mut length, 3).unwrap();
    length.open(VENDOR).unwrap();
    fill(&mut length, 1).unwrap();
    assert!(length.bytes() > most);
}
