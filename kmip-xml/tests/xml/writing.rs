//! What the writer refuses, and how it lays out.

use kmip_xml::kmip_types::{ErrorKind, Fault, Item, ItemType, Tag, Value, VendorNames, Writer as _};
use kmip_xml::{Writer, WriterOptions};

use crate::{ANY, leaf, structure, write, write_with};

#[test]
fn text_that_xml_cannot_hold() {
    let illegal = ('\0'..='\u{1F}').filter(|c| !matches!(c, '\t' | '\n' | '\r')).chain(['\u{FFFE}', '\u{FFFF}']);
    for c in illegal {
        let text = format!("a{c}");
        for value in
            [Value::TextString(&text), Value::Identifier(&text), Value::Reference(&text), Value::NameReference(&text)]
        {
            assert_eq!(write(&leaf(ANY, value)), Err(Fault::new(ErrorKind::NotInXml, ANY, 0)), "{c:?}");
        }
    }
    const NAMES: VendorNames<'_> = VendorNames { tags: &[(Tag::new(0x54_0001), "\0")], values: &[] };
    let options = WriterOptions::default().with_names(NAMES);
    let fault = write_with(&structure(Tag::new(0x54_0001), []), &options).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::NotInXml);
}

#[test]
fn items_that_are_none() {
    let mut writer = Writer::new();
    let bad = Tag::new(0x43_0001);
    assert_eq!(writer.open(bad).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(writer.word(Item::integer(bad, 1)).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(writer.word(Item::structure(ANY, 0)).unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.word(Item::from_words(0x4200_2006_0000_0008, 2)).unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.text(ANY, ItemType::BYTE_STRING, "").unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.bytes(ANY, ItemType::TEXT_STRING, b"").unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.end().unwrap_err().kind(), ErrorKind::Unbalanced);
    writer.open(ANY).unwrap();
    assert_eq!(format!("{writer:?}"), "Writer(15 bytes, 1 open)");
    assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::Unbalanced);
}

#[test]
fn depth_is_bounded() {
    let mut writer = Writer::default();
    for _ in 0..32 {
        writer.open(ANY).unwrap();
    }
    assert_eq!(writer.open(ANY).unwrap_err(), Fault::new(ErrorKind::Depth, ANY, 0));
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
