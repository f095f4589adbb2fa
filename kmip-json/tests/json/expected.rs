//! The texts of JSON, for the tests that all text formats share.

use kmip_json::kmip_types::Tag;

/// Returns the start of an object with a name.
pub(crate) fn start(name: &str) -> String {
    format!(r#"{{"tag":"{name}","type":"#)
}

/// Returns the start of an object with a number.
pub(crate) fn general(tag: Tag) -> String {
    format!(r#"{{"tag":"0x{:06X}""#, tag.value())
}

/// Items of every kind beside one another.
pub(crate) const NESTED: &str = concat!(
    r#"{"tag":"NAME","value":[{"tag":"NAME","value":[{"tag":"NAME","type":"Interval","value":3},"#,
    r#"{"tag":"NAME","type":"Interval","value":3},{"tag":"NAME","value":[]},"#,
    r#"{"tag":"NAME","type":"Interval","value":3}]},{"tag":"NAME","type":"Interval","value":3}]}"#
);

/// Between the components of a mask.
pub(crate) const AND: &str = "|";

/// An object whose value is a string.
pub(crate) fn word(tag: &str, item_type: &str, value: &str) -> String {
    format!(r#"{{"tag":"{tag}","type":"{item_type}","value":"{value}"}}"#)
}

/// An object whose value is a number.
pub(crate) fn number(tag: &str, item_type: &str, value: i32) -> String {
    format!(r#"{{"tag":"{tag}","type":"{item_type}","value":{value}}}"#)
}

/// An object that holds others.
pub(crate) fn structure(tag: &str, items: &[String]) -> String {
    format!(r#"{{"tag":"{tag}","value":[{}]}}"#, items.join(","))
}

/// The first lines and the last one of a Query.
pub(crate) const PRETTY: ([&str; 6], &str) = (
    [
        r#"{"tag":"RequestMessage", "value":["#,
        r#"  {"tag":"RequestHeader", "value":["#,
        r#"    {"tag":"ProtocolVersion", "value":["#,
        r#"      {"tag":"ProtocolVersionMajor", "type":"Integer", "value":3},"#,
        r#"      {"tag":"ProtocolVersionMinor", "type":"Integer", "value":0}"#,
        r#"    ]},"#,
    ],
    "]}",
);

/// A structure with a key at the place of `KEY`.
pub(crate) const KEY: &str = r#"{"tag":"KeyBlock","value":[{"tag":"KeyMaterial","type":"ByteString","value":"KEY"}]}"#;
