//! Tests of what the writer refuses, and of its layout.

use kmip_xml::WriterOptions;
use kmip_xml::kmip_types::format::Fault;
use kmip_xml::kmip_types::items::Value;
use kmip_xml::kmip_types::{ErrorKind, Tag};

use crate::{ANY, leaf, structure, write, write_with};

#[test]
fn text_that_xml_cannot_hold() {
    let illegal = ('\0'..='\u{1F}').filter(|c| !matches!(c, '\t' | '\n' | '\r')).chain(['\u{FFFE}', '\u{FFFF}']);
    for c in illegal {
        let text = format!("a{c}");
        for value in
            [Value::TextString(&text), Value::Identifier(&text), Value::Reference(&text), Value::NameReference(&text)]
        {
            assert_eq!(write(&leaf(ANY, value)), Err(Fault::without_offset(ErrorKind::NotInXml, ANY)), "{c:?}");
        }
    }
}

#[test]
fn pretty_layout() {
    let inner = structure(
        Tag::BATCH_ITEM,
        [
            leaf(Tag::new(0x54_0001), Value::Boolean(true)),
            structure(Tag::REQUEST_PAYLOAD, []),
            structure(Tag::new(0x54_0002), [leaf(Tag::COMMENT, Value::TextString("a\nb"))]),
        ],
    );
    let expected = r#"<BatchItem>
  <TTLV tag="0x540001" type="Boolean" value="true"/>
  <RequestPayload/>
  <TTLV tag="0x540002">
    <Comment type="TextString" value="a&#10;b"/>
  </TTLV>
</BatchItem>"#;
    assert_eq!(write_with(&inner, &WriterOptions::default().pretty()).unwrap(), expected);
    let compact: String = expected.lines().map(str::trim_start).collect();
    assert_eq!(write(&inner).unwrap(), compact);
}
