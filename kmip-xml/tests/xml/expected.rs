//! The texts of XML, for the tests that all text formats share.

use kmip_xml::kmip_types::Tag;

/// Returns the start of an element with a name.
pub(crate) fn start(name: &str) -> String {
    format!("<{name} type=")
}

/// Returns the start of an element in the general form.
pub(crate) fn general(tag: Tag) -> String {
    format!("<TTLV tag=\"0x{:06X}\"", tag.value())
}

/// Items of every kind beside one another.
pub(crate) const NESTED: &str = concat!(
    r#"<NAME><NAME><NAME type="Interval" value="3"/><NAME type="Interval" value="3"/><NAME/>"#,
    r#"<NAME type="Interval" value="3"/></NAME><NAME type="Interval" value="3"/></NAME>"#
);

/// Between the components of a mask.
pub(crate) const AND: &str = " ";

/// An element with a value; the general form where the tag is a number.
pub(crate) fn word(tag: &str, item_type: &str, value: &str) -> String {
    let name = if tag.starts_with("0x") { format!("TTLV tag=\"{tag}\"") } else { tag.to_owned() };
    format!(r#"<{name} type="{item_type}" value="{value}"/>"#)
}

/// An element whose value is a number.
pub(crate) fn number(tag: &str, item_type: &str, value: i32) -> String {
    word(tag, item_type, &value.to_string())
}

/// An element that holds others.
pub(crate) fn structure(tag: &str, items: &[String]) -> String {
    format!("<{tag}>{}</{tag}>", items.concat())
}

/// The first lines and the last one of a Query.
pub(crate) const PRETTY: ([&str; 6], &str) = (
    [
        "<RequestMessage>",
        "  <RequestHeader>",
        "    <ProtocolVersion>",
        "      <ProtocolVersionMajor type=\"Integer\" value=\"3\"/>",
        "      <ProtocolVersionMinor type=\"Integer\" value=\"0\"/>",
        "    </ProtocolVersion>",
    ],
    "</RequestMessage>",
);

/// A structure with a key at the place of `KEY`.
pub(crate) const KEY: &str = "<KeyBlock><KeyFormatType type='Enumeration' value='Raw'/><KeyValue>\
    <KeyMaterial type='ByteString' value='KEY'/></KeyValue></KeyBlock>";
