//! Tests of what the writer refuses, and of its layout.

use kmip_json::kmip_types::format::{Fault, WordItem, Writer as _};
use kmip_json::kmip_types::items::Value;
use kmip_json::kmip_types::names::VendorNames;
use kmip_json::kmip_types::{ErrorKind, Tag};
use kmip_json::{JsonWriter, WriterOptions};

use crate::{ANY, leaf, read, structure, write, write_with};

#[test]
fn a_document_is_one_item() {
    let mut writer = JsonWriter::new(String::new());
    writer.word(WordItem::boolean(ANY, true)).unwrap();
    assert_eq!(writer.word(WordItem::boolean(ANY, true)), Err(Fault::without_offset(ErrorKind::TrailingData, ANY)));
    let mut writer = JsonWriter::new(String::new());
    writer.open(ANY).unwrap();
    writer.end().unwrap();
    assert_eq!(writer.open(Tag::COMMENT), Err(Fault::without_offset(ErrorKind::TrailingData, Tag::COMMENT)));
}

/// More than the writer promises, but what it does.
#[test]
fn what_is_refused_for_its_depth_leaves_the_text_as_it_was() {
    let mut writer = JsonWriter::<String>::default();
    (0..32).for_each(|_| writer.open(ANY).unwrap());
    assert_eq!(writer.open(ANY).unwrap_err(), Fault::without_offset(ErrorKind::Depth, ANY));
    writer.word(WordItem::boolean(ANY, true)).unwrap();
    (0..32).for_each(|_| writer.end().unwrap());
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
    let options = WriterOptions::default().with_names(NAMES).unwrap();
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
