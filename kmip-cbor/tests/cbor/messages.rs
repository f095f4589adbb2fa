//! Typed messages, and the untyped tree of the same.

use kmip_cbor::kmip_types::format::{Root, encode_root};
use kmip_cbor::kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter, Value, transcode};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborReader, CborWriter, encoded_len, from_slice, to_slice, to_vec};

use crate::support::{VENDOR, hex, leaf};

pub(crate) fn requests() -> Vec<RequestMessage<'static>> {
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(vec![
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        Attribute::ActivationDate(DateTime(1_700_000_000)),
    ]));
    let mut first = RequestMessage::new(ProtocolVersion::V2_1);
    first.push(create);

    let mut get = GetRequest::default();
    get.unique_identifier = Some("e2f1".into());
    let mut second = RequestMessage::new(ProtocolVersion::V3_0);
    let mut get_3_0 = GetRequest::default();
    get_3_0.unique_identifier = Some(UniqueIdentifier::Identifier("e2f1".into()));
    second.push(get_3_0);
    second.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_OBJECTS]));

    let mut third = RequestMessage::new(ProtocolVersion::V1_4);
    third.push(get);
    third.push(ActivateRequest::default());
    vec![first, second, third]
}

pub(crate) fn responses() -> Vec<ResponseMessage<'static>> {
    let mut key = TransparentRsaPrivateKey::new(BigInteger::from(0x00C0_FFEE_C0FF_EE01_i128));
    key.private_exponent = Some(BigInteger::from(-0x7F_0000_0001_i128).into());
    let mut block = KeyBlock::new(KeyFormatType::TRANSPARENT_RSA_PRIVATE_KEY);
    let material = KeyMaterial::TransparentRsaPrivateKey(Box::new(key));
    block.key_value = Some(KeyValue::Structure(KeyValueStructure::new(material)));
    let object = ManagedObject::PrivateKey(PrivateKey::new(block));
    let get = GetResponse::new(ObjectType::PRIVATE_KEY, "e2f1", object);
    let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
    item.operation = Some(Operation::GET);
    item.response_payload = Some(get.into());
    let mut response = ResponseMessage::new(ProtocolVersion::V2_0, DateTime(1_700_000_000));
    response.push(item);

    let mut failed = ResponseBatchItem::new(ResultStatus::OPERATION_FAILED);
    failed.result_reason = Some(ResultReason::ITEM_NOT_FOUND);
    failed.result_message = Some("no such object".into());
    let mut refused = ResponseMessage::new(ProtocolVersion::V1_0, DateTime(-1));
    refused.push(failed);
    vec![response, refused]
}

/// Writes a message through the tree.
///
/// What the model writes becomes nodes, and these are written.
fn by_node<'a>(message: &impl Root<'a>) -> Vec<u8> {
    let mut nodes = NodeWriter::default();
    encode_root(message, &mut nodes).unwrap();
    let nodes = nodes.into_nodes();
    let mut writer = CborWriter::new(Vec::new());
    transcode(&mut NodeReader::new(&nodes), &mut writer).unwrap();
    let bytes = writer.finish().unwrap();
    assert_eq!(Node::read_all(&mut CborReader::new(&bytes)), Ok(nodes));
    bytes
}

macro_rules! round_trip {
    ($type:ident, $messages:expr) => {
        for message in $messages {
            let bytes = to_vec(&message).unwrap();
            assert_eq!(from_slice::<$type<'_>>(&bytes).as_ref(), Ok(&message));
            assert_eq!(by_node(&message), bytes);
            assert_eq!(encoded_len(&message), Ok(bytes.len()));
            let mut buffer = vec![0; bytes.len()];
            assert_eq!(to_slice(&message, &mut buffer), Ok(bytes.len()));
            assert_eq!(buffer, bytes);
        }
    };
}

#[test]
fn typed_messages_come_back() {
    round_trip!(RequestMessage, requests());
    round_trip!(ResponseMessage, responses());
}

#[test]
fn either_message_is_found_out() {
    let bytes = to_vec(&requests()[0]).unwrap();
    assert_eq!(from_slice(&bytes), Ok(Message::Request(requests().remove(0))));
    let bytes = to_vec(&responses()[0]).unwrap();
    assert_eq!(from_slice(&bytes), Ok(Message::Response(responses().remove(0))));
    assert_eq!(from_slice::<RequestMessage<'_>>(&bytes).unwrap_err().kind(), ErrorKind::WrongTag);
}

#[test]
fn unknown_items_are_kept() {
    let mut nodes = NodeWriter::default();
    encode_root(&requests()[2], &mut nodes).unwrap();
    let mut nodes = nodes.into_nodes();
    let NodeValue::Structure(fields) = nodes[0].value_mut() else { panic!("no structure") };
    fields.insert(1, leaf(VENDOR, Value::TextString("kept")));
    let mut writer = CborWriter::new(Vec::new());
    nodes[0].write(&mut writer).unwrap();
    let bytes = writer.finish().unwrap();
    let message: RequestMessage<'_> = from_slice(&bytes).unwrap();
    assert_eq!(message.extra.iter().count(), 1);
    assert_eq!(to_vec(&message), Ok(bytes.clone()));
}

#[test]
fn errors_of_reading_name_the_path() {
    let mut bytes = to_vec(&requests()[2]).unwrap();
    // The Operation of the second item, 18, becomes a Boolean of the alternate class.
    let place = bytes.windows(3).rposition(|window| window == [0x38, 0x5C, 0x12]).unwrap();
    bytes[place + 2] = 0xF5;
    let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
    let path = "RequestMessage/BatchItem[1]/Operation";
    assert_eq!(error.to_string(), format!("syntax error at byte {place} in {path}"));
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Syntax, Some(place)));

    // A key that is none: the path ends with the structure.
    bytes[place..place + 3].copy_from_slice(&[0xF5, 0x01, 0x01]);
    let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string().as_str()), (ErrorKind::Syntax, "RequestMessage/BatchItem[1]"));

    // A type that the field does not have.
    bytes[place..place + 3].copy_from_slice(&[0x18, 0x5C, 0x12]);
    let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
    let text = format!("wrong type at byte {place} in {path}: found Integer, expected Enumeration");
    assert_eq!(error.to_string(), text);

    let mut bytes = to_vec(&requests()[0]).unwrap();
    bytes.push(0);
    let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TrailingData, Some(bytes.len() - 1)));
}

#[test]
fn nothing_is_no_message() {
    assert_eq!(from_slice::<Message<'_>>(&[]).unwrap_err().kind(), ErrorKind::Truncated);
    assert_eq!(from_slice::<Message<'_>>(&hex("82 18 20 08")).unwrap_err().kind(), ErrorKind::WrongTag);
    assert_eq!(from_slice::<Message<'_>>(&hex("82 18 78 08")).unwrap_err().kind(), ErrorKind::WrongType);
}

#[test]
fn errors_of_writing_name_the_path() {
    let mut request = RequestMessage::new(ProtocolVersion::V1_0);
    let mut get = GetRequest::default();
    get.key_wrap_type = Some(KeyWrapType::AS_REGISTERED);
    request.push(get);
    let path = "RequestMessage/BatchItem/RequestPayload/KeyWrapType";
    let mut buffer = [0; 256];
    for error in [to_vec(&request).map(|_| 0), to_slice(&request, &mut buffer), encoded_len(&request)] {
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.path().to_string().as_str()), (ErrorKind::NotInVersion, path));
    }

    let request = &requests()[2];
    let length = encoded_len(request).unwrap();
    let error = to_slice(request, &mut vec![0; length - 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BufferFull);
    assert_eq!(error.path().to_string(), "RequestMessage/BatchItem[1]/RequestPayload");
}

#[test]
fn requests_without_an_allocator_are_written_the_same() {
    let mut get = no_alloc::GetRequest::default();
    get.unique_identifier = Some("5d0c8f1e".into());
    let payloads: [&dyn no_alloc::RequestPayload; 2] = [&get, &get];
    let request = no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V1_4, &payloads);
    let mut model = RequestMessage::new(ProtocolVersion::V1_4);
    let mut of_model = GetRequest::default();
    of_model.unique_identifier = Some("5d0c8f1e".into());
    model.push(of_model.clone());
    model.push(of_model);
    let bytes = to_vec(&model).unwrap();
    let mut buffer = [0; 128];
    assert_eq!(to_slice(&request, &mut buffer), Ok(bytes.len()));
    assert_eq!(buffer[..bytes.len()], bytes);
    assert_eq!(encoded_len(&request), Ok(bytes.len()));
    for short in 0..bytes.len() {
        let error = to_slice(&request, &mut buffer[..short]).unwrap_err();
        assert_eq!((error.kind(), error.needed()), (ErrorKind::BufferFull, Some(bytes.len())));
    }
}
