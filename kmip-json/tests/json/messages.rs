//! Typed messages.

use kmip_json::kmip_types::format::{SliceText, decode_root};
use kmip_json::kmip_types::items::{NodeReader, NodeWriter, transcode};
use kmip_json::kmip_types::{
    Bytes, ErrorKind, GetRequest, Message, Operation, ProtocolVersion, QueryFunction, QueryRequest, RequestMessage,
    RequestPayload, Secret,
};
use kmip_json::{
    WriterOptions, append_to_vec, append_to_vec_with, from_slice, from_str, parse, to_string, to_string_with, to_vec,
    to_vec_with, to_writer, to_writer_with,
};

/// A Query of 3.0.
pub(crate) const QUERY: &str = concat!(
    r#"{"tag":"RequestMessage","value":[{"tag":"RequestHeader","value":[{"tag":"ProtocolVersion","value":["#,
    r#"{"tag":"ProtocolVersionMajor","type":"Integer","value":3},"#,
    r#"{"tag":"ProtocolVersionMinor","type":"Integer","value":0}]},"#,
    r#"{"tag":"MaximumResponseSize","type":"Integer","value":256},"#,
    r#"{"tag":"ClientCorrelationValue","type":"TextString","value":"msg \"1\" Α"}]},"#,
    r#"{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Query"},"#,
    r#"{"tag":"RequestPayload","value":["#,
    r#"{"tag":"QueryFunction","type":"Enumeration","value":"QueryOperations"},"#,
    r#"{"tag":"QueryFunction","type":"Enumeration","value":"QueryObjects"}]}]}]}"#,
);

/// The same with `value` first everywhere, and then the type.
pub(crate) const BACKWARDS: &str = concat!(
    r#"{"value":[{"value":[{"value":["#,
    r#"{"value":3,"type":"Integer","tag":"ProtocolVersionMajor"},"#,
    r#"{"value":0,"type":"Integer","tag":"ProtocolVersionMinor"}],"tag":"ProtocolVersion"},"#,
    r#"{"value":256,"type":"Integer","tag":"MaximumResponseSize"},"#,
    r#"{"value":"msg \"1\" Α","type":"TextString","tag":"ClientCorrelationValue"}],"tag":"RequestHeader"},"#,
    r#"{"value":[{"value":"Query","type":"Enumeration","tag":"Operation"},"#,
    r#"{"value":["#,
    r#"{"value":"QueryOperations","type":"Enumeration","tag":"QueryFunction"},"#,
    r#"{"value":"QueryObjects","type":"Enumeration","tag":"QueryFunction"}],"tag":"RequestPayload"}],"#,
    r#""tag":"BatchItem"}],"tag":"RequestMessage"}"#,
);

#[test]
fn a_request_is_read() {
    for text in [QUERY, BACKWARDS] {
        let request: RequestMessage<'static> = from_str(text).unwrap();
        assert_eq!(request.request_header.protocol_version, ProtocolVersion::V3_0);
        assert_eq!(request.request_header.client_correlation_value.as_deref(), Some("msg \"1\" \u{391}"));
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
    assert_eq!(to_string(&request).unwrap(), QUERY);
    assert_eq!(to_vec(&request).unwrap(), QUERY.as_bytes());
    assert_eq!(from_slice::<Message<'static>>(&to_vec(&request).unwrap()), Ok(request));
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
fn text_without_escapes_is_borrowed_from_the_input() {
    use kmip_json::kmip_types::format::Reader as _;
    let text = r#"{"type":"TextString","value":"plain","tag":"Comment"}"#;
    let document = parse(text).unwrap();
    let mut reader = document.reader();
    let item = reader.next();
    assert_eq!(reader.text(item).map(str::as_ptr), Some(text[text.find("plain").unwrap()..].as_ptr()));
}

#[test]
fn items_and_ends_have_offsets() {
    use kmip_json::kmip_types::format::Reader as _;
    let empty = r#"{"value": null, "tag":"BatchItem" }"#;
    for text in [
        format!(r#" {{"tag":"RequestMessage","value":[ {empty} , {{"tag":"BatchItem","value":[ ] }}] }} "#),
        format!(r#" {{"value":[ {empty} , {{"value":[ ] ,"tag":"BatchItem"}}], "tag":"RequestMessage" }} "#),
        format!(r#" {{"value":[ {empty} , {{"value":[ ] ,"tag":"BatchItem"}}], "t\u0061g":"Request\u004Dessage" }} "#),
    ] {
        let document = parse(&text).unwrap();
        let mut reader = document.reader();
        let second = text.rfind('[').map(|at| text[..at].rfind('{').unwrap()).unwrap();
        let end = second + text[second..].find('}').unwrap() + 1;
        let first = text.find(empty).unwrap();
        for expected in [1, first, first + empty.len(), second, end, text.len() - 1] {
            let item = reader.next();
            assert_eq!(reader.offset(item), expected, "{item:?} in {text}");
        }
        assert!(reader.next().is_end());
    }
}

#[test]
fn pretty_text_is_the_same_message() {
    let request: RequestMessage<'static> = from_str(QUERY).unwrap();
    let options = WriterOptions::default().pretty();
    let text = to_string_with(&request, &options).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[..6],
        [
            r#"{"tag":"RequestMessage", "value":["#,
            r#"  {"tag":"RequestHeader", "value":["#,
            r#"    {"tag":"ProtocolVersion", "value":["#,
            r#"      {"tag":"ProtocolVersionMajor", "type":"Integer", "value":3},"#,
            r#"      {"tag":"ProtocolVersionMinor", "type":"Integer", "value":0}"#,
            r#"    ]},"#,
        ]
    );
    assert_eq!(lines.last(), Some(&"]}"));
    assert_eq!(from_str(&text), Ok(request.clone()));
    assert_eq!(to_vec_with(&request, &options), Ok(text.into_bytes()));
}

#[test]
fn integers_in_hexadecimal_are_the_same_message() {
    let request: RequestMessage<'static> = from_str(QUERY).unwrap();
    let text = to_string_with(&request, &WriterOptions::default().with_hex_integers()).unwrap();
    assert!(text.contains(r#"{"tag":"MaximumResponseSize","type":"Integer","value":"0x00000100"}"#), "{text}");
    assert_eq!(text.matches("0x").count(), 3);
    assert_eq!(from_str(&text), Ok(request));
}

#[test]
fn untyped_and_typed_reading_agree() {
    let document = parse(BACKWARDS).unwrap();
    let mut writer = NodeWriter::default();
    transcode(&mut document.reader(), &mut writer).unwrap();
    let nodes = writer.into_nodes();
    let request: RequestMessage<'_> = decode_root(&mut NodeReader::new(&nodes)).unwrap();
    assert_eq!(Ok(request.into_owned()), from_str(QUERY));
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
fn any_text_is_written() {
    let mut request: RequestMessage<'static> = from_str(QUERY).unwrap();
    request.request_header.client_correlation_value = Some("a\u{0}\u{FFFE}b".into());
    let text = to_string(&request).unwrap();
    assert!(text.contains("\"a\\u0000\u{FFFE}b\""), "{text}");
    assert_eq!(from_str(&text), Ok(request));
}

#[test]
fn keys_are_not_shown() {
    let key = Secret::new(Bytes::from(vec![0xAB; 32]));
    assert_eq!(format!("{key:?}"), "Secret(32 bytes)");
    let text = format!(
        r#"{{"tag":"KeyBlock","value":[{{"tag":"KeyMaterial","type":"ByteString","value":"{}"}}]}}"#,
        "ab".repeat(32)
    );
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
