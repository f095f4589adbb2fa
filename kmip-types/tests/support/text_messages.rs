//! Tests of typed messages that hold in every text format.
//!
//! `crate::format` is the crate of the format; `crate::messages` has a Query of 3.0 in its text, and `crate::expected` what
//! that looks like.

use crate::format::kmip_types::format::{SliceText, decode_root};
use crate::format::kmip_types::items::{NodeReader, NodeWriter, transcode};
use crate::format::kmip_types::{
    Bytes, ErrorKind, GetRequest, Message, Operation, ProtocolVersion, QueryFunction, QueryRequest, RequestMessage,
    RequestPayload, Secret,
};
use crate::format::{
    WriterOptions, append_to_vec, append_to_vec_with, from_slice, from_str, parse, to_string, to_string_with, to_vec,
    to_vec_with, to_writer, to_writer_with,
};

use crate::expected::{KEY, PRETTY};
use crate::messages::{CORRELATION, QUERIES, QUERY, as_written};

#[test]
fn a_request_is_read() {
    for text in QUERIES {
        let request: RequestMessage<'static> = from_str(text).unwrap();
        assert_eq!(request.request_header.protocol_version, ProtocolVersion::V3_0);
        assert_eq!(request.request_header.client_correlation_value.as_deref(), Some(CORRELATION));
        let item = request.batch_items.first().unwrap();
        assert_eq!(item.operation, Operation::QUERY);
        let RequestPayload::Query(QueryRequest { query_functions, .. }) = &item.request_payload else {
            panic!("{:?}", item.request_payload)
        };
        assert_eq!(query_functions[..], [QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_OBJECTS]);
    }
}

#[test]
fn a_request_is_written_as_it_was_read() {
    let request: Message<'static> = from_str(QUERY).unwrap();
    let expected = as_written(QUERY);
    assert_eq!(to_string(&request).unwrap(), expected);
    assert_eq!(to_vec(&request).unwrap(), expected.into_bytes());
    assert_eq!(from_slice::<Message<'_>>(&to_vec(&request).unwrap()), Ok(request));
}

#[test]
fn a_message_borrows_from_its_document() {
    let document = parse(QUERY).unwrap();
    let request: RequestMessage<'_> = decode_root(&mut document.reader()).unwrap();
    assert_eq!(request.batch_items.len(), 1);
    let mut get = GetRequest::default();
    get.unique_identifier = Some("5d0c8f1e".into());
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(get);
    let text = to_string(&request).unwrap();
    let document = parse(&text).unwrap();
    let again: RequestMessage<'_> = decode_root(&mut document.reader()).unwrap();
    assert_eq!(again, request);
    let RequestPayload::Get(GetRequest { unique_identifier: Some(id), .. }) = &again.batch_items[0].request_payload
    else {
        panic!("{again:?}")
    };
    assert_eq!(format!("{id:?}").matches("5d0c8f1e").count(), 1);
}

#[test]
fn pretty_text_is_the_same_message() {
    let request: RequestMessage<'static> = from_str(QUERY).unwrap();
    let options = WriterOptions::default().pretty();
    let text = to_string_with(&request, &options).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[..PRETTY.0.len()], PRETTY.0);
    assert_eq!(lines.last(), Some(&PRETTY.1));
    assert_eq!(from_str(&text), Ok(request.clone()));
    assert_eq!(to_vec_with(&request, &options), Ok(text.into_bytes()));
}

#[test]
fn untyped_and_typed_reading_agree() {
    for text in QUERIES {
        let document = parse(text).unwrap();
        let mut writer = NodeWriter::default();
        transcode(&mut document.reader(), &mut writer).unwrap();
        let nodes = writer.into_nodes();
        let request: RequestMessage<'_> = decode_root(&mut NodeReader::new(&nodes)).unwrap();
        assert_eq!(Ok(request.into_owned()), from_str(QUERY));
    }
}

#[test]
fn what_the_version_does_not_have_is_not_written() {
    let mut request: RequestMessage<'static> = from_str(QUERY).unwrap();
    request.request_header.protocol_version = ProtocolVersion::V1_0;
    let error = to_string(&request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInVersion);
    assert_eq!(error.path().to_string(), "RequestMessage/RequestHeader/ClientCorrelationValue");
}

#[test]
fn keys_are_not_shown() {
    let key = Secret::new(Bytes::from(vec![0xAB; 32]));
    assert_eq!(format!("{key:?}"), "Secret(32 bytes)");
    let text = KEY.replace("KEY", &"ab".repeat(32));
    let document = parse(&text).unwrap();
    assert_eq!(format!("{document:?}"), format!("Document({} bytes)", text.len()));
}

#[test]
fn a_message_goes_into_any_sink() {
    let request: Message<'static> = from_str(QUERY).unwrap();
    let expected = to_string(&request).unwrap();
    let mut text = String::from("> ");
    to_writer(&request, &mut text).unwrap();
    assert_eq!(text, format!("> {expected}"));
    let options = WriterOptions::default().pretty();
    let mut text = String::new();
    to_writer_with(&request, &mut text, &options).unwrap();
    assert_eq!(Ok(text), to_string_with(&request, &options));

    let mut buffer = [0; 2048];
    let mut text = SliceText::new(&mut buffer[..expected.len()]);
    to_writer(&request, &mut text).unwrap();
    assert_eq!(text.as_str(), expected);
    let error = to_writer(&request, SliceText::new(&mut buffer[..expected.len() - 1])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BufferFull);
}

#[test]
fn a_message_is_appended() {
    let request: Message<'static> = from_str(QUERY).unwrap();
    let expected = to_string(&request).unwrap();
    // From no room at all to more than enough: what is copied in blocks must not need their room.
    for room in 0..expected.len() + 100 {
        let mut out = Vec::with_capacity(room);
        out.push(b'>');
        append_to_vec(&request, &mut out).unwrap();
        assert_eq!(out, format!(">{expected}").into_bytes(), "{room}");
    }
    let options = WriterOptions::default().pretty();
    let mut out = b"> ".to_vec();
    append_to_vec_with(&request, &mut out, &options).unwrap();
    assert_eq!(out, format!("> {}", to_string_with(&request, &options).unwrap()).into_bytes());
}

#[test]
fn what_is_refused_is_not_appended() {
    let mut request = RequestMessage::new(ProtocolVersion::V1_0);
    request.push(QueryRequest::default());
    request.request_header.client_correlation_value = Some("a".into());
    let mut out = b"before".to_vec();
    let error = append_to_vec(&request, &mut out).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInVersion);
    assert_eq!(error.to_string(), to_string(&request).unwrap_err().to_string());
    assert_eq!(error.to_string(), to_writer(&request, &mut String::new()).unwrap_err().to_string());
    assert!(error.to_string().contains("RequestMessage/RequestHeader/ClientCorrelationValue"), "{error}");
    assert_eq!(out, b"before");
}
