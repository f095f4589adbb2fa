//! What the writer refuses, and how it lays out.

use kmip_json::kmip_types::format::{Fault, SliceText, WordItem, Writer as _};
use kmip_json::kmip_types::items::{NodeReader, Value, transcode};
use kmip_json::kmip_types::names::VendorNames;
use kmip_json::kmip_types::{ErrorKind, ItemType, Tag};
use kmip_json::{Writer, WriterOptions};

use crate::{ANY, leaf, read, structure, write, write_with};

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
fn a_document_is_one_item() {
    let mut writer = Writer::new(String::new());
    writer.word(WordItem::boolean(ANY, true)).unwrap();
    assert_eq!(writer.word(WordItem::boolean(ANY, true)), Err(Fault::new(ErrorKind::TrailingData, ANY, 0)));
    let mut writer = Writer::new(String::new());
    writer.open(ANY).unwrap();
    writer.end().unwrap();
    assert_eq!(writer.open(Tag::COMMENT), Err(Fault::new(ErrorKind::TrailingData, Tag::COMMENT, 0)));
}

#[test]
fn depth_is_bounded() {
    let mut writer = Writer::<String>::default();
    for _ in 0..32 {
        writer.open(ANY).unwrap();
    }
    assert_eq!(writer.open(ANY).unwrap_err(), Fault::new(ErrorKind::Depth, ANY, 0));
    writer.word(WordItem::boolean(ANY, true)).unwrap();
    for _ in 0..32 {
        writer.end().unwrap();
    }
    assert!(read(&writer.finish().unwrap()).is_ok());
}

#[test]
fn pretty_layout() {
    const VENDOR: Tag = Tag::new(0x54_0001);
    const NAMES: VendorNames<'_> = VendorNames { tags: &[(VENDOR, "Flag")], values: &[] };
    let inner = structure(
        Tag::BATCH_ITEM,
        [
            leaf(VENDOR, Value::Boolean(true)),
            structure(Tag::REQUEST_PAYLOAD, []),
            structure(Tag::new(0x54_0002), [leaf(Tag::COMMENT, Value::TextString("a\nb"))]),
        ],
    );
    let expected = r#"{"tag":"BatchItem", "value":[
  {"tag":"0x540001", "name":"Flag", "type":"Boolean", "value":true},
  {"tag":"RequestPayload", "value":[]},
  {"tag":"0x540002", "value":[
    {"tag":"Comment", "type":"TextString", "value":"a\nb"}
  ]}
]}"#;
    let options = WriterOptions::default().with_names(NAMES);
    assert_eq!(write_with(&inner, &options.pretty()).unwrap(), expected);
    let compact: String = expected.lines().map(str::trim_start).collect();
    assert_eq!(write_with(&inner, &options).unwrap(), compact.replace(", \"", ",\""));
    assert_eq!(read(expected), Ok(inner));
}

#[test]
fn integers_as_in_the_samples() {
    let options = WriterOptions::default().with_hex_integers();
    for (value, token) in [(256, "0x00000100"), (-1, "0xffffffff"), (0, "0x00000000"), (i32::MIN, "0x80000000")] {
        let node = leaf(Tag::BATCH_COUNT, Value::Integer(value));
        let text = write_with(&node, &options).unwrap();
        assert_eq!(text, format!(r#"{{"tag":"BatchCount","type":"Integer","value":"{token}"}}"#));
        assert_eq!(read(&text), Ok(node));
    }
    for (value, token) in [(0xC, "Encrypt|Decrypt"), (0, "0x00000000"), (1 << 30, "0x40000000")] {
        let node = leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(value));
        let text = write_with(&node, &options).unwrap();
        assert_eq!(text, format!(r#"{{"tag":"CryptographicUsageMask","type":"Integer","value":"{token}"}}"#));
        assert_eq!(read(&text), Ok(node));
    }
    for value in [Value::LongInteger(256), Value::Interval(256), Value::DateTimeExtended(256)] {
        assert_eq!(write_with(&leaf(ANY, value), &options), write(&leaf(ANY, value)));
    }
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
