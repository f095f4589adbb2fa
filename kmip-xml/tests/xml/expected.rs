//! What XML looks like, for the tests that all text formats share.

use kmip_xml::kmip_types::Tag;

/// What the start of an element with a name looks like.
pub(crate) fn start(name: &str) -> String {
    format!("<{name} type=")
}

/// What the start of an element in the general form looks like.
pub(crate) fn general(tag: Tag) -> String {
    format!("<TTLV tag=\"0x{:06X}\"", tag.value())
}

/// Items of every kind beside one another.
pub(crate) const NESTED: &str = concat!(
    r#"<NAME><NAME><NAME type="Interval" value="3"/><NAME type="Interval" value="3"/><NAME/>"#,
    r#"<NAME type="Interval" value="3"/></NAME><NAME type="Interval" value="3"/></NAME>"#
);
