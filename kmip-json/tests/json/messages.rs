//! Typed messages.

use kmip_json::kmip_types::RequestMessage;
use kmip_json::{WriterOptions, from_str, parse, to_string, to_string_with};

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

/// The Query with `value` first everywhere, and then the type.
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

/// The Query, and what it is in another order.
pub(crate) const QUERIES: &[&str] = &[QUERY, BACKWARDS];

/// Its Client Correlation Value.
pub(crate) const CORRELATION: &str = "msg \"1\" \u{391}";

/// The Query as it is written again.
pub(crate) fn as_written(query: &str) -> String {
    query.to_owned()
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
fn integers_in_hexadecimal_are_the_same_message() {
    let request: RequestMessage<'static> = from_str(QUERY).unwrap();
    let text = to_string_with(&request, &WriterOptions::default().with_hex_integers()).unwrap();
    assert!(text.contains(r#"{"tag":"MaximumResponseSize","type":"Integer","value":"0x00000100"}"#), "{text}");
    assert_eq!(text.matches("0x").count(), 3);
    assert_eq!(from_str(&text), Ok(request));
}

#[test]
fn any_text_is_written() {
    let mut request: RequestMessage<'static> = from_str(QUERY).unwrap();
    request.request_header.client_correlation_value = Some("a\u{0}\u{FFFE}b".into());
    let text = to_string(&request).unwrap();
    assert!(text.contains("\"a\\u0000\u{FFFE}b\""), "{text}");
    assert_eq!(from_str(&text), Ok(request));
}
