//! Typed messages.

use kmip_xml::kmip_types::RequestMessage;
use kmip_xml::{from_str, to_string};

/// A Query of 3.0.
pub(crate) const QUERY: &str = "<RequestMessage><RequestHeader><ProtocolVersion>\
    <ProtocolVersionMajor type=\"Integer\" value=\"3\"/><ProtocolVersionMinor type=\"Integer\" value=\"0\"/>\
    </ProtocolVersion><MaximumResponseSize type=\"Integer\" value=\"256\"/>\
    <ClientCorrelationValue type=\"TextString\" value=\"msg &lt;1&gt; \u{391}\"/></RequestHeader>\
    <BatchItem><Operation type=\"Enumeration\" value=\"Query\"/><RequestPayload>\
    <QueryFunction type=\"Enumeration\" value=\"QueryOperations\"/>\
    <QueryFunction type=\"Enumeration\" value=\"QueryObjects\"/></RequestPayload></BatchItem></RequestMessage>";

/// All texts of it.
pub(crate) const QUERIES: &[&str] = &[QUERY];

/// Its Client Correlation Value.
pub(crate) const CORRELATION: &str = "msg <1> \u{391}";

/// The Query as it is written again: a `>` needs no reference.
pub(crate) fn as_written(query: &str) -> String {
    query.replace("&gt;", ">")
}

#[test]
fn what_xml_cannot_hold_is_not_written() {
    let mut request: RequestMessage<'static> = from_str(QUERY).unwrap();
    request.request_header.client_correlation_value = Some("a\u{0}b".into());
    let error = to_string(&request).unwrap_err();
    assert_eq!(
        error.to_string(),
        "text cannot be written in XML in RequestMessage/RequestHeader/ClientCorrelationValue"
    );
}
