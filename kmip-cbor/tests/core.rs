//! Tests of what works without an allocator.
//!
//! It is reading, writing and framing items, with errors as faults.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use kmip_cbor::kmip_types::format::{Fault, Item, Reader as _, Writer as _};
use kmip_cbor::kmip_types::items::{Value, transcode};
use kmip_cbor::kmip_types::{ErrorKind, Limits, Tag};
use kmip_cbor::{CborReader, CborWriter, frame};

const MESSAGE: [u8; 17] =
    [0x82, 0x18, 0x78, 0x84, 0x18, 0x69, 0x84, 0x18, 0x6A, 0x03, 0x18, 0x6B, 0x00, 0x18, 0x94, 0x61, 0x61];

#[test]
fn a_message_is_read_and_written_on_slices() {
    let mut buffer = [0; 32];
    let mut writer = CborWriter::on_slice(&mut buffer);
    transcode(&mut CborReader::new(&MESSAGE), &mut writer).unwrap();
    assert_eq!(*writer.finish().unwrap(), MESSAGE);
    assert_eq!(frame(&buffer, &Limits::DEFAULT), Ok(Some(MESSAGE.len())));
}

#[test]
fn errors_are_faults() {
    let mut reader = CborReader::new(&MESSAGE[..16]);
    let fault = loop {
        match reader.read() {
            Ok(Some((_, value))) => assert!(matches!(value, Value::Structure | Value::Integer(3 | 0))),
            Ok(None) => assert_eq!(reader.offset(Item::END), 13),
            Err(fault) => break fault,
        }
    };
    let expected = (ErrorKind::Truncated, Tag::UNIQUE_IDENTIFIER, Some(13));
    assert_eq!((fault.kind(), fault.tag(), fault.offset()), expected);

    let mut buffer = [0; 3];
    let mut writer = CborWriter::on_slice(&mut buffer);
    let result = writer.write(Tag::BATCH_COUNT, Value::Integer(24));
    assert_eq!(result.map_err(Fault::kind), Err(ErrorKind::BufferFull));
}
