//! Texts of XML and JSON that a writer would not write.

use kmip::encoding::Encoding;

use super::Shape;

fn xml_shape(name: &'static str, start: &str, repeated: impl AsRef<[u8]>, end: &str) -> Shape {
    Shape::bytes(Encoding::Xml, name, start, repeated, end)
}

fn json_shape(name: &'static str, start: &str, repeated: impl AsRef<[u8]>, end: &str) -> Shape {
    Shape::bytes(Encoding::Json, name, start, repeated, end)
}

pub(super) fn xml() -> impl Iterator<Item = Shape> {
    let deep = format!("{}{}", "<P>".repeat(31), "</P>".repeat(31));
    let item = r#"<D type="TextString" value=""/>"#;
    [
        xml_shape("white space only", "", " ", ""),
        xml_shape("white space in an element", "<P>", "\n", "</P>"),
        xml_shape("comments", "<P>", "<!---->", "</P>"),
        xml_shape("instructions", "", "<?a?>", "<P/>"),
        xml_shape("a document type", "<!DOCTYPE a [", "<!ENTITY b 'c'>", "]><P/>"),
        xml_shape("many roots", "<KMIP>", "<P/>", "</KMIP>"),
        xml_shape("many roots, the last one broken", "<KMIP>", "<P/>", "<P>"),
        xml_shape("many roots as deep as can be", "<KMIP>", &deep, "</KMIP>"),
        xml_shape("many roots without an element around", "", "<P/>", ""),
        xml_shape("many roots with a text", "<KMIP>", format!("<P>{item}</P>"), "</KMIP>"),
        xml_shape("deep elements", "<P>", &deep, "</P>"),
        xml_shape("escapes only", r#"<D type="TextString" value=""#, "&lt;", r#""/>"#),
        xml_shape("numbers of characters", r#"<D type="TextString" value=""#, "&#x41;", r#""/>"#),
        xml_shape("digits of a number", r#"<D type="Integer" value=""#, "1", r#""/>"#),
        xml_shape("digits of a big integer", r#"<D type="BigInteger" value=""#, "00", r#""/>"#),
        xml_shape("digits of a byte string", r#"<D type="ByteString" value=""#, "0A", r#""/>"#),
        xml_shape("names of bits", r#"<CryptographicUsageMask type="Integer" value=""#, "Sign ", r#""/>"#),
        xml_shape("a name of an element", "<", "a", "/>"),
        xml_shape("attributes of an element", "<P ", "xmlns:k='urn:oasis:tc:kmip:xmlns' ", "/>"),
        xml_shape("an unknown attribute", "<P a='", "a", "'/>"),
        xml_shape("openings", "", "<P>", ""),
        xml_shape("ends", "", "</P>", ""),
        xml_shape("text between elements", "<P>", "a", "</P>"),
    ]
    .into_iter()
}

pub(super) fn json() -> impl Iterator<Item = Shape> {
    let empty = r#"{"tag":"P","value":[]}"#;
    let late = r#"{"value":[],"tag":"P"}"#;
    let deep = format!("{}{}", r#"{"tag":"P","value":["#.repeat(30), "]}".repeat(30));
    let late_deep = format!("{}{}", r#"{"value":["#.repeat(30), r#"],"tag":"P"}"#.repeat(30));
    let (start, end) = (r#"{"tag":"P","value":["#, "]}");
    let array = |name, item: &str| json_shape(name, start, format!("{item},"), &format!("{item}{end}"));
    let value = |name, item_type: &str, value: &str, repeated: &str| {
        json_shape(name, &format!(r#"{{"tag":"D","type":"{item_type}","value":{value}"#), repeated, "\"}")
    };
    [
        json_shape("white space only", "", " ", ""),
        json_shape("white space in an array", start, "\n", end),
        json_shape("empty objects in a row", "", "{}", ""),
        json_shape("an array of empty objects", "[", "{},", "{}]"),
        json_shape("an array of messages", "[", format!("{empty},"), &format!("{empty}]")),
        json_shape("many roots", "", empty, ""),
        array("empty objects", "{}"),
        array("empty items", empty),
        array("items whose tags come last", late),
        array("deep items", &deep),
        array("deep items whose tags come last", &late_deep),
        json_shape(
            "items that wait for a tag",
            r#"{"value":["#,
            format!("{empty},"),
            &format!(r#"{empty}],"tag":"P"}}"#),
        ),
        json_shape("openings", "", r#"{"tag":"P","value":["#, ""),
        json_shape("openings that wait for a tag", "", r#"{"value":["#, ""),
        json_shape("brackets", "", "[", ""),
        value("escapes only", "TextString", "\"", "\\n"),
        value("numbers of characters", "TextString", "\"", "\\u0041"),
        value("digits of a byte string", "ByteString", "\"", "0A"),
        value("digits of a big integer", "BigInteger", "\"0x", "00"),
        value("digits of a number in a text", "LongInteger", "\"0x", "0"),
        json_shape("digits of a number", r#"{"tag":"D","type":"LongInteger","value":"#, "1", "}"),
        json_shape("digits of a fraction", r#"{"tag":"D","type":"LongInteger","value":1."#, "0", "}"),
        json_shape(
            "names of bits",
            r#"{"tag":"CryptographicUsageMask","type":"Integer","value":""#,
            "Sign|",
            "Sign\"}",
        ),
        json_shape("a name of an item", r#"{"tag":""#, "a", r#"","value":[]}"#),
        json_shape("an unknown member", r#"{"tag":"P","value":[],"x":[["#, "{},", "{}]]}"),
        json_shape("unknown members", r#"{"tag":"P","value":[]"#, r#","x":{}"#, "}"),
        json_shape("the tag many times", r#"{"tag":"P","value":[]"#, r#","tag":"P""#, "}"),
    ]
    .into_iter()
}
