//! Tests of what a writer refuses.
//!
//! Nothing that is not canonical comes out, and a refused item leaves nothing behind.

use kmip_ttlv::{TtlvReader, TtlvWriter};
use kmip_types::format::{Fault, WordItem, Writer as _};
use kmip_types::items::{Node, Value};
use kmip_types::{ErrorKind, ItemType, Tag};

const TAG: Tag = Tag::BATCH_COUNT;

/// Returns the kind of the error with which writing fails.
///
/// It must be the same whether the sink has room or has to grow; nothing may have been written.
#[track_caller]
fn refused(write: impl Fn(&mut TtlvWriter<&mut Vec<u8>>) -> Result<(), Fault>) -> ErrorKind {
    let kind = refused_by(Vec::with_capacity(64), &write);
    assert_eq!(refused_by(Vec::new(), &write), kind);
    kind
}

#[track_caller]
fn refused_by(mut bytes: Vec<u8>, write: impl Fn(&mut TtlvWriter<&mut Vec<u8>>) -> Result<(), Fault>) -> ErrorKind {
    let mut writer = TtlvWriter::new(&mut bytes);
    let fault = write(&mut writer).unwrap_err();
    assert_eq!(fault.offset(), None);
    // Whatever was refused, the writer goes on.
    writer.word(WordItem::integer(TAG, 1)).unwrap();
    writer.finish().unwrap();
    assert_eq!(bytes, [0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0]);
    fault.kind()
}

#[test]
fn tags_that_no_item_can_have() {
    for number in [0, 0x41_FFFF, 0x43_0000, 0x53_FFFF, 0x55_0000, 0xFF_FFFF] {
        let tag = Tag::new(number);
        assert_eq!(refused(|w| w.word(WordItem::integer(tag, 1))), ErrorKind::InvalidTag);
        assert_eq!(refused(|w| w.word(WordItem::boolean(tag, true))), ErrorKind::InvalidTag);
        assert_eq!(refused(|w| w.text(tag, ItemType::TEXT_STRING, "a")), ErrorKind::InvalidTag);
        assert_eq!(refused(|w| w.bytes(tag, ItemType::BYTE_STRING, b"a")), ErrorKind::InvalidTag);
        assert_eq!(refused(|w| w.bytes(tag, ItemType::BIG_INTEGER, b"a")), ErrorKind::InvalidTag);
        assert_eq!(refused(|w| w.open(tag)), ErrorKind::InvalidTag);
    }
    // More than 24 bits.
    let tag = Tag::new(0x0142_000D);
    assert_eq!(refused(|w| w.word(WordItem::integer(tag, 1))), ErrorKind::InvalidTag);
    assert_eq!(refused(|w| w.text(tag, ItemType::TEXT_STRING, "a")), ErrorKind::InvalidTag);
    assert_eq!(refused(|w| w.open(tag)), ErrorKind::InvalidTag);
}

#[test]
fn bodies_of_other_types() {
    for item_type in (0..=0x10).map(ItemType::new) {
        if !item_type.is_text() {
            assert_eq!(refused(|w| w.text(TAG, item_type, "a")), ErrorKind::WrongType);
        }
        if !item_type.is_bytes() {
            assert_eq!(refused(|w| w.bytes(TAG, item_type, b"a")), ErrorKind::WrongType);
        }
    }
}

#[test]
fn structures_that_do_not_match() {
    assert_eq!(refused(|w| w.end()), ErrorKind::Unbalanced);
    assert_eq!(
        refused(|w| {
            w.end().unwrap_err();
            w.end()
        }),
        ErrorKind::Unbalanced
    );

    let mut writer = TtlvWriter::new(Vec::new());
    writer.open(TAG).unwrap();
    writer.open(TAG).unwrap();
    writer.end().unwrap();
    assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::Unbalanced);

    let mut writer = TtlvWriter::new(Vec::new());
    for _ in 0..3 {
        writer.open(TAG).unwrap();
        writer.end().unwrap();
        assert_eq!(writer.end().unwrap_err().kind(), ErrorKind::Unbalanced);
    }
    assert_eq!(writer.finish().unwrap().len(), 24);
}

#[test]
fn an_item_that_does_not_fit_leaves_the_slice_as_it_was() {
    type Write = fn(&mut dyn kmip_types::format::Writer) -> Result<(), Fault>;
    let writes: [(usize, Write); 6] = [
        (16, |w| w.word(WordItem::integer(TAG, 7))),
        (16, |w| w.word(WordItem::integer(Tag::new(0x54_0001), 7))),
        (24, |w| w.text(TAG, ItemType::TEXT_STRING, "nine char")),
        (16, |w| w.bytes(TAG, ItemType::BYTE_STRING, b"eight ch")),
        (24, |w| w.bytes(TAG, ItemType::BIG_INTEGER, &[0x80, 0, 0, 0, 0, 0, 0, 0, 1])),
        (8, |w| w.open(TAG)),
    ];
    for (needed, write) in writes {
        for size in 0..needed {
            let mut buffer = vec![0xEE; 16 + size];
            let mut writer = TtlvWriter::on_slice(&mut buffer);
            writer.word(WordItem::integer(TAG, 1)).unwrap();
            let fault = write(&mut writer).unwrap_err();
            assert_eq!((fault.kind(), fault.offset()), (ErrorKind::BufferFull, None));
            assert_eq!(writer.finish().unwrap().len(), 16);
            assert_eq!(buffer[16..], vec![0xEE; size]);
        }
        let mut buffer = vec![0xEE; needed];
        write(&mut TtlvWriter::on_slice(&mut buffer)).unwrap();
        assert!(!buffer.ends_with(&[0xEE]));
    }
}

#[test]
fn big_integers_become_minimal() {
    let written = |number: &[u8]| {
        let mut writer = TtlvWriter::new(Vec::new());
        writer.bytes(TAG, ItemType::BIG_INTEGER, number).unwrap();
        writer.finish().unwrap()[7..].to_vec()
    };
    assert_eq!(written(&[]), [8, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(written(&[0; 100]), [8, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(written(&[0xFF; 100]), [8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(written(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80]), [8, 0, 0, 0, 0, 0, 0, 0, 0x80]);
    assert_eq!(written(&[0x80]), [8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x80]);
}

/// A sink that claims to hold gigabytes.
#[cfg(target_pointer_width = "64")]
struct Vast {
    position: usize,
    length: [u8; 4],
}

#[cfg(target_pointer_width = "64")]
impl Vast {
    /// Creates a sink that has this many bytes.
    ///
    /// It also has the length of the outermost open structure.
    fn at(position: usize) -> Self {
        Self { position, length: [0xFF; 4] }
    }
}

#[cfg(target_pointer_width = "64")]
impl kmip_ttlv::Sink for Vast {
    type Output = [u8; 4];

    fn position(&self) -> usize {
        self.position
    }

    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        self.position += bytes.len();
        Some(())
    }

    fn make_room(&mut self, _: usize) -> Option<()> {
        Some(())
    }

    fn four(&mut self, _: usize) -> Option<&mut [u8; 4]> {
        Some(&mut self.length)
    }

    fn finish(self) -> [u8; 4] {
        self.length
    }
}

#[cfg(target_pointer_width = "64")]
#[test]
fn lengths_that_no_length_field_can_hold() {
    let vast = |position| TtlvWriter::new(Vast::at(position));
    // The place of the structure has to fit as well, and one number means that there is none.
    assert_eq!(vast(0xFFFF_FFFF).open(TAG).unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(vast(0x1_0000_0000).open(Tag::new(0x54_0001)).unwrap_err().kind(), ErrorKind::TooLarge);
    vast(0xFFFF_FFFE).open(TAG).unwrap();
    // This sink has four bytes at any place.
    assert_eq!(vast(8).end().unwrap_err().kind(), ErrorKind::Unbalanced);

    let grown = |by: usize| {
        let mut writer = TtlvWriter::new(Vast::at(0));
        writer.open(TAG).unwrap();
        // Text whose bytes nobody needs to see.
        let chunk = " ".repeat(1 << 20);
        (0..by >> 20).for_each(|_| writer.text(TAG, ItemType::TEXT_STRING, &chunk[8..]).unwrap());
        writer.end().map(|()| writer.finish().unwrap())
    };
    assert_eq!(grown((1 << 32) - (1 << 20)), Ok([0xFF, 0xF0, 0, 0]));
    assert_eq!(grown(1 << 32).unwrap_err().kind(), ErrorKind::TooLarge);
}

/// Structures are refused that are nested deeper than a reader goes.
#[test]
fn depth_is_bounded() {
    let mut buffer = [0; 300];
    for tag in [TAG, Tag::new(0x54_0001)] {
        let mut vector = TtlvWriter::new(Vec::new());
        let mut slice = TtlvWriter::on_slice(&mut buffer);
        for _ in 0..32 {
            vector.open(tag).unwrap();
            slice.open(tag).unwrap();
        }
        (0..32).for_each(|_| vector.end().and_then(|()| slice.end()).unwrap());
        for more in [vector.end(), slice.end()] {
            assert_eq!(more.unwrap_err().kind(), ErrorKind::Unbalanced);
        }
        let bytes = vector.finish().unwrap();
        assert_eq!(slice.finish().unwrap(), bytes);
        assert!(Node::read_all(&mut TtlvReader::new(&bytes)).is_ok());

        // What was refused cannot be finished, whatever follows.
        let mut vector = TtlvWriter::new(Vec::new());
        let mut slice = TtlvWriter::on_slice(&mut buffer);
        (0..32).for_each(|_| vector.open(tag).and_then(|()| slice.open(tag)).unwrap());
        for refused in [vector.open(tag), slice.open(tag)] {
            assert_eq!(refused, Err(Fault::without_offset(ErrorKind::Depth, tag)));
        }
        (0..33).for_each(|_| vector.end().and_then(|()| slice.end()).unwrap());
        assert_eq!(vector.finish().unwrap_err().kind(), ErrorKind::Unbalanced);
        assert_eq!(slice.finish().unwrap_err().kind(), ErrorKind::Unbalanced);
    }
}

#[test]
fn lengths_of_nested_structures() {
    let mut writer = TtlvWriter::new(Vec::new());
    (0..5).for_each(|_| writer.open(TAG).unwrap());
    (0..5).for_each(|_| writer.end().unwrap());
    writer.open(TAG).unwrap();
    writer.write(TAG, Value::Boolean(true)).unwrap();
    writer.end().unwrap();
    let bytes = writer.finish().unwrap();
    let lengths: Vec<u8> = bytes.chunks(8).take(6).map(|header| header[7]).collect();
    assert_eq!(lengths, [32, 24, 16, 8, 0, 16]);
}

#[test]
fn nothing_that_is_printed_shows_a_value() {
    let mut writer = TtlvWriter::new(Vec::new());
    writer.text(TAG, ItemType::TEXT_STRING, "hunter2!").unwrap();
    assert_eq!(format!("{writer:?}"), "TtlvWriter { bytes: 16, .. }");
    let bytes = writer.finish().unwrap();
    let reader = format!("{:?}", TtlvReader::new(&bytes));
    assert_eq!(reader, "TtlvReader { offset: 0, depth: 0, lenient: false, .. }");
    let mut buffer = [0; 20];
    let sink = kmip_ttlv::SliceSink::new(&mut buffer);
    assert_eq!(format!("{sink:?}"), "SliceSink(0 of 20 bytes)");
}
