//! What the writer refuses, and how it lays out.

use kmip_xml::kmip_types::format::{Fault, SliceText, WordItem, Writer as _};
use kmip_xml::kmip_types::items::{NodeReader, Value, transcode};
use kmip_xml::kmip_types::names::VendorNames;
use kmip_xml::kmip_types::{ErrorKind, ItemType, Tag};
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
    let mut writer = Writer::new(String::new());
    let bad = Tag::new(0x43_0001);
    assert_eq!(writer.open(bad).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(writer.word(WordItem::integer(bad, 1)).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(writer.text(ANY, ItemType::BYTE_STRING, "").unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.bytes(ANY, ItemType::TEXT_STRING, b"").unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(writer.end().unwrap_err().kind(), ErrorKind::Unbalanced);
    writer.open(ANY).unwrap();
    assert_eq!(format!("{writer:?}"), "Writer(1 open)");
    assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::Unbalanced);
}

#[test]
fn depth_is_bounded() {
    let mut writer = Writer::<String>::default();
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

#[test]
fn a_slice_that_is_too_short_is_full() {
    let node = structure(
        Tag::REQUEST_MESSAGE,
        [
            leaf(Tag::BATCH_COUNT, Value::Integer(-12345)),
            leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0x4000_000C)),
            leaf(ANY, Value::LongInteger(1 << 60)),
            leaf(ANY, Value::BigInteger(&[0x80, 1])),
            leaf(Tag::OBJECT_TYPE, Value::Enumeration(2)),
            leaf(Tag::OBJECT_TYPE, Value::Enumeration(0x8000_0001)),
            leaf(ANY, Value::Boolean(true)),
            leaf(Tag::COMMENT, Value::TextString("a \"b\"\n")),
            leaf(ANY, Value::ByteString(&[7; 70])),
            leaf(ANY, Value::DateTime(0)),
            leaf(ANY, Value::Interval(10)),
            leaf(ANY, Value::DateTimeExtended(-1)),
            leaf(ANY, Value::Reference("r")),
            structure(Tag::new(0x54_0001), [structure(ANY, [])]),
        ],
    );
    const NAMES: VendorNames<'_> =
        VendorNames { tags: &[(Tag::new(0x54_0001), "Flag")], values: &[(Tag::OBJECT_TYPE, 0x8000_0001, "House")] };
    let plain = WriterOptions::default().with_names(NAMES);
    for options in [plain, plain.pretty()] {
        let whole = write_with(&node, &options).unwrap();
        let mut buffer = vec![0; whole.len()];
        for size in 0..whole.len() {
            let mut text = SliceText::new(&mut buffer[..size]);
            let mut writer = Writer::with_options(&mut text, &options);
            let fault = transcode(&mut NodeReader::for_node(&node), &mut writer).unwrap_err();
            assert_eq!(fault.kind(), ErrorKind::BufferFull, "{size}");
            assert!(whole.starts_with(text.as_str()), "{size}");
        }
        let mut text = SliceText::new(&mut buffer);
        transcode(&mut NodeReader::for_node(&node), &mut Writer::with_options(&mut text, &options)).unwrap();
        assert_eq!(text.as_str(), whole);
    }
}
