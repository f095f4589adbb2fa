//! Tests of what the writer of every text format refuses.
//!
//! `crate::format` is the crate of the format.

use crate::Writer;
use crate::format::WriterOptions;
use crate::format::kmip_types::format::{Fault, SliceText, WordItem, Writer as _};
use crate::format::kmip_types::items::{NodeReader, Value, transcode};
use crate::format::kmip_types::names::VendorNames;
use crate::format::kmip_types::{ErrorKind, ItemType, Tag};

use crate::{ANY, leaf, read, structure, write_with};

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
    assert_eq!(format!("{writer:?}"), "TextWriter(1 open)");
    assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::Unbalanced);
}

#[test]
fn depth_is_bounded() {
    let mut writer = Writer::<String>::default();
    (0..32).for_each(|_| writer.open(ANY).unwrap());
    assert_eq!(writer.open(ANY).unwrap_err(), Fault::without_offset(ErrorKind::Depth, ANY));
    let mut writer = Writer::<String>::default();
    (0..32).for_each(|_| writer.open(ANY).unwrap());
    writer.word(WordItem::boolean(ANY, true)).unwrap();
    (0..32).for_each(|_| writer.end().unwrap());
    assert!(read(&writer.finish().unwrap()).is_ok());
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
    let plain = WriterOptions::default().with_names(NAMES).unwrap();
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

#[test]
fn a_text_has_one_root_and_is_not_empty() {
    let finish = |writer: Writer<'_, String>| writer.finish().map_err(Fault::kind);
    assert_eq!(finish(Writer::default()), Err(ErrorKind::Truncated));
    let (root, scalar) = (Tag::REQUEST_MESSAGE, WordItem::boolean(ANY, true));
    for options in [WriterOptions::default(), WriterOptions::default().pretty()] {
        for is_structure in [true, false] {
            let mut writer = Writer::with_options(String::new(), &options);
            if is_structure {
                writer.open(root).unwrap();
                writer.word(scalar).unwrap();
                writer.end().unwrap();
            } else {
                writer.word(scalar).unwrap();
            }
            for again in [writer.open(root), writer.word(scalar), writer.text(ANY, ItemType::TEXT_STRING, "")] {
                assert_eq!(again.unwrap_err().kind(), ErrorKind::TrailingData);
            }
            assert!(read(&finish(writer).unwrap()).is_ok());
        }
    }
}
