//! The writer: heads of structures of every size, full buffers, what is refused.

use kmip_cbor::kmip_types::format::Writer as _;
use kmip_cbor::kmip_types::format::{Fault, WordItem};
use kmip_cbor::kmip_types::items::Value;
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborWriter, SliceSink};

use crate::support::{TAG, VENDOR, hex, leaf, read, sample, structure, write};

/// The head of an array of twice as many elements, written here by hand.
fn array(fields: usize) -> Vec<u8> {
    let elements = u32::try_from(fields * 2).unwrap();
    let [a, b, c, d] = elements.to_be_bytes();
    match elements {
        0..=23 => vec![0x80 | d],
        24..=0xFF => vec![0x98, d],
        0x100..=0xFFFF => vec![0x99, c, d],
        _ => vec![0x9A, a, b, c, d],
    }
}

const SIZES: [usize; 11] = [0, 1, 11, 12, 23, 24, 127, 128, 300, 32_767, 32_768];

#[test]
fn structures_of_every_size() {
    for fields in SIZES {
        let node = structure(TAG, (0..fields).map(|_| leaf(Tag::new(0x42_0005), Value::Integer(7))).collect());
        let expected = [hex("82 18 20"), array(fields), [0x05, 0x07].repeat(fields)].concat();
        assert_eq!(write(&node), expected, "{fields}");
        assert_eq!(read(&expected), Ok(node));
    }
}

#[test]
fn structures_of_every_size_inside_one_another() {
    for outer in [1, 11, 12, 127, 128] {
        for inner in [0, 11, 12, 23, 24, 127, 128, 300] {
            let child = structure(VENDOR, vec![leaf(Tag::new(0x42_0005), Value::Boolean(true)); inner]);
            let node = structure(TAG, vec![child; outer]);
            let child = [hex("1A 00 01 00 01"), array(inner), hex("05 F5").repeat(inner)].concat();
            let expected = [hex("82 18 20"), array(outer), child.repeat(outer)].concat();
            assert_eq!(write(&node), expected, "{outer} of {inner}");
        }
    }
}

#[test]
fn structures_of_many_fields_at_every_depth() {
    let fields = |n| vec![leaf(Tag::new(0x42_0005), Value::TextString("x")); n];
    let mut node = structure(TAG, fields(128));
    for depth in 1..Limits::MAX_DEPTH {
        let mut children = fields(depth * 5);
        children.insert(depth, node);
        node = structure(VENDOR, children);
    }
    assert_eq!(read(&write(&node)), Ok(node));
}

#[test]
fn a_buffer_can_be_exact() {
    let many = structure(TAG, vec![structure(TAG, vec![leaf(TAG, Value::Integer(1)); 130]); 13]);
    for node in [sample(), many] {
        let expected = write(&node);
        let mut buffer = vec![0xEE; expected.len()];
        let mut writer = CborWriter::on_slice(&mut buffer);
        node.write(&mut writer).unwrap();
        assert_eq!(writer.finish(), Ok(&mut expected.clone()[..]));
        for short in 0..expected.len() {
            let mut buffer = vec![0xEE; short];
            let mut writer = CborWriter::new(SliceSink::new(&mut buffer));
            let fault = node.write(&mut writer).unwrap_err();
            assert_eq!((fault.kind(), fault.offset()), (ErrorKind::BufferFull, None), "{short}");
        }
    }
}

#[test]
fn a_vector_is_appended_to() {
    let mut bytes = vec![1, 2, 3];
    let mut writer = CborWriter::new(&mut bytes);
    let node = structure(TAG, vec![leaf(TAG, Value::Integer(1)); 12]);
    node.write(&mut writer).unwrap();
    // A second message: a CBOR sequence.
    node.write(&mut writer).unwrap();
    assert_eq!(format!("{writer:?}"), "CborWriter { bytes: 85, depth: 0 }");
    writer.finish().unwrap();
    assert_eq!(bytes, [vec![1, 2, 3], write(&node), write(&node)].concat());
}

#[test]
fn big_integers_are_written_minimal() {
    for (bytes, expected) in [
        (&[][..], "82 38 20 41 00"),
        (&[0, 0, 0], "82 38 20 41 00"),
        (&[0, 0, 0x80], "82 38 20 42 00 80"),
        (&[0xFF, 0xFF, 0x80], "82 38 20 41 80"),
        (&[0xFF; 8], "82 38 20 41 FF"),
    ] {
        let mut writer = CborWriter::new(Vec::new());
        writer.write(TAG, Value::BigInteger(bytes)).unwrap();
        assert_eq!(writer.finish(), Ok(hex(expected)));
    }
}

fn kind(write: impl FnOnce(&mut CborWriter<Vec<u8>>) -> Result<(), Fault>) -> (ErrorKind, Tag) {
    let fault = write(&mut CborWriter::new(Vec::new())).unwrap_err();
    (fault.kind(), fault.tag())
}

#[test]
fn what_is_no_item_is_refused() {
    for tag in [0, 0x41_FFFF, 0x43_0001, 0x53_FFFF, 0x55_0000, 0x0142_0020].map(Tag::new) {
        assert_eq!(kind(|w| w.open(tag)).0, ErrorKind::InvalidTag);
        assert_eq!(kind(|w| w.text(tag, ItemType::TEXT_STRING, "a")).0, ErrorKind::InvalidTag);
        assert_eq!(kind(|w| w.bytes(tag, ItemType::BYTE_STRING, &[1])).0, ErrorKind::InvalidTag);
        assert_eq!(kind(|w| w.word(WordItem::integer(tag, 1))).0, ErrorKind::InvalidTag);
    }
    assert_eq!(kind(|w| w.text(TAG, ItemType::BYTE_STRING, "a")), (ErrorKind::WrongType, TAG));
    assert_eq!(kind(|w| w.bytes(TAG, ItemType::TEXT_STRING, &[1])), (ErrorKind::WrongType, TAG));
}

#[test]
fn structures_must_close() {
    assert_eq!(kind(format::Writer::end).0, ErrorKind::Unbalanced);
    let mut writer = CborWriter::new(Vec::new());
    writer.open(TAG).unwrap();
    assert_eq!(writer.finish().map_err(Fault::kind), Err(ErrorKind::Unbalanced));

    let mut writer = CborWriter::new(Vec::new());
    for _ in 0..Limits::MAX_DEPTH {
        writer.open(TAG).unwrap();
    }
    assert_eq!(writer.open(TAG).map_err(Fault::kind), Err(ErrorKind::Depth));
    for _ in 0..Limits::MAX_DEPTH {
        writer.end().unwrap();
    }
    assert_eq!(writer.end().map_err(Fault::kind), Err(ErrorKind::Unbalanced));
    let bytes = writer.finish().unwrap();
    assert_eq!(bytes, [hex("82"), hex("18 20 82").repeat(31), hex("18 20 80")].concat());
}

#[test]
fn nothing_is_no_message() {
    assert_eq!(CborWriter::new(Vec::new()).finish().unwrap_err().kind(), ErrorKind::Truncated);
    let mut buffer = [0; 4];
    assert_eq!(CborWriter::on_slice(&mut buffer).finish().unwrap_err().kind(), ErrorKind::Truncated);
}
