//! What JSON looks like, for the tests that all text formats share.

use kmip_json::kmip_types::Tag;

/// What the start of an object with a name looks like.
pub(crate) fn start(name: &str) -> String {
    format!(r#"{{"tag":"{name}","type":"#)
}

/// What the start of an object with a number looks like.
pub(crate) fn general(tag: Tag) -> String {
    format!(r#"{{"tag":"0x{:06X}""#, tag.value())
}

/// Items of every kind beside one another.
pub(crate) const NESTED: &str = concat!(
    r#"{"tag":"NAME","value":[{"tag":"NAME","value":[{"tag":"NAME","type":"Interval","value":3},"#,
    r#"{"tag":"NAME","type":"Interval","value":3},{"tag":"NAME","value":[]},"#,
    r#"{"tag":"NAME","type":"Interval","value":3}]},{"tag":"NAME","type":"Interval","value":3}]}"#
);
