//! Messages that arrive in chunks.

use kmip_cbor::kmip_types::format::ChunkFormat;
use kmip_cbor::kmip_types::items::{Event, Value};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborChunks, CborReader, ChunkReader};

use crate::agree::by_chunks;
use crate::support::{TAG, hex, leaf, sample, structure, write};
use crate::walk::by_reader;

fn options() -> ReaderOptions<'static> {
    ReaderOptions::default()
}

/// A structure of so many identifiers of 36 characters.
fn found(count: u32) -> Vec<u8> {
    let identifiers: Vec<String> = (0..count).map(|n| format!("{n:08x}-0000-4000-8000-000000000000")).collect();
    let children = identifiers.iter().map(|text| leaf(Tag::UNIQUE_IDENTIFIER, Value::TextString(text))).collect();
    write(&structure(Tag::RESPONSE_PAYLOAD, children))
}

#[test]
fn ten_thousand_identifiers_in_less_than_a_kilobyte() {
    let message = found(10_000);
    let mut buffer = [0; 36];
    // On a machine of 32 bits it is half of this.
    assert!(size_of::<ChunkReader<'_>>() + buffer.len() < 600);
    let mut reader = ChunkReader::new(&mut buffer, &options());
    let (mut count, mut last) = (0, String::new());
    for chunk in message.chunks(64) {
        let told = reader.feed(chunk, |event| {
            if let Event::Value(Tag::UNIQUE_IDENTIFIER, Value::TextString(text)) = event {
                count += 1;
                text.clone_into(&mut last);
            }
        });
        told.unwrap();
    }
    reader.finish().unwrap();
    assert_eq!((count, last.as_str()), (10_000, "0000270f-0000-4000-8000-000000000000"));
}

#[test]
fn a_message_may_be_cut_anywhere() {
    let message = write(&sample());
    let expected = by_reader(&mut CborReader::new(&message));
    for size in 1..=message.len() {
        for buffer in [8, 9, 31, 300] {
            assert_eq!(by_chunks(&message, &options(), size, buffer), expected, "chunks of {size}, buffer of {buffer}");
        }
    }
    for length in 1..message.len() {
        let (steps, end) = by_chunks(&message[..length], &options(), 7, 300);
        assert!(expected.0.starts_with(&steps));
        assert_eq!(end.unwrap_err().kind(), ErrorKind::Truncated);
    }
}

#[test]
fn messages_follow_one_another() {
    let message = write(&sample());
    let mut buffer = [0; 300];
    // The limits are those of one message.
    let mut limits = Limits::DEFAULT.with_items(20);
    limits.message_bytes = message.len();
    let mut reader = ChunkReader::new(&mut buffer, &options().with_limits(limits));
    for _ in 0..3 {
        for (place, byte) in message.iter().enumerate() {
            assert_eq!(reader.finish().is_ok(), place == 0);
            reader.feed(&[*byte], |_| ()).unwrap();
        }
        assert_eq!(reader.depth(), 0);
    }
    // What is wrong with the next one is told at its offset in that.
    let error = reader.feed(&hex("A1"), |_| ()).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Syntax, Some(0)));
}

#[test]
fn debug_shows_where_it_stands() {
    let mut buffer = [0; 64];
    let mut reader = ChunkReader::new(&mut buffer, &options());
    reader.feed(&hex("82 18 20 84 01 05"), |_| ()).unwrap();
    assert_eq!((reader.depth(), format!("{reader:?}").as_str()), (1, "ChunkReader { offset: 6, depth: 1, .. }"));
    let chunks = <CborChunks as ChunkFormat>::new(&options());
    assert_eq!(format!("{chunks:?}"), "CborChunks { offset: 0, depth: 0, .. }");
}

fn refused(digits: &str, buffer: usize, options: &ReaderOptions<'_>) -> (ErrorKind, Tag, usize) {
    let mut buffer = vec![0; buffer];
    let mut reader = ChunkReader::new(&mut buffer, options);
    let fault = hex(digits).chunks(2).find_map(|chunk| reader.feed(chunk, |_| ()).err()).unwrap();
    (fault.kind(), fault.tag(), fault.offset().unwrap())
}

#[test]
fn what_is_too_large_is_refused_by_its_head() {
    let mut limits = Limits::DEFAULT;
    limits.message_bytes = 64;
    let limited = options().with_limits(limits);
    assert_eq!(refused("82 18 20 58 41", 64, &options()).0, ErrorKind::BufferFull);
    assert_eq!(refused("82 18 20 58 3C", 64, &limited), (ErrorKind::TooLarge, TAG, 1));
    assert_eq!(refused("82 18 20 98 3E", 64, &limited), (ErrorKind::TooLarge, TAG, 1));
    // What must follow counts: a byte behind the head of a message, two for each item of a structure, and no more.
    let of = |message_bytes| options().with_limits(Limits::DEFAULT.with_message_bytes(message_bytes));
    assert_eq!(refused("82 18 20 03", 64, &of(1)), (ErrorKind::TooLarge, Tag::default(), 0));
    assert_eq!(refused("82 18 20 03", 64, &of(2)), (ErrorKind::TooLarge, TAG, 1));
    assert_eq!(refused("82 18 20 84 01 05 02 06", 64, &of(7)), (ErrorKind::TooLarge, TAG, 1));
    let mut memory = [0; 64];
    let mut reader = ChunkReader::new(&mut memory, &of(8));
    reader.feed(&hex("82 18 20 84 01 05 02 06"), |_| ()).unwrap();
    reader.finish().unwrap();
    // Where memory has 32 bits, these are not numbers, and refused a few bytes later.
    let more = "00".repeat(36);
    for head in ["5B FF FF FF FF FF FF FF FF", "9B FF FF FF FF FF FF FF FE"] {
        assert_eq!(refused(&format!("82 18 20 {head} {more}"), 64, &options()).0, ErrorKind::TooLarge);
    }
    assert_eq!(refused("A1", 64, &options()), (ErrorKind::Syntax, Tag::default(), 0));
    assert_eq!(refused("82 1A FF FF FF FF 00", 64, &options()), (ErrorKind::InvalidTag, Tag::default(), 1));
}

#[test]
fn long_text_comes_in_whole_characters() {
    let text = "🔑é鍵z".repeat(40);
    let message = write(&leaf(Tag::COMMENT, Value::TextString(&text)));
    for size in 1..40 {
        let mut buffer = [0; 19];
        let mut reader = ChunkReader::new(&mut buffer, &options()).in_parts();
        let (mut all, mut rest) = (String::new(), text.len());
        for chunk in message.chunks(size) {
            let told = reader.feed(chunk, |event| {
                let Event::Part { tag: Tag::COMMENT, value: Value::TextString(part), left } = event else {
                    panic!("{event:?}")
                };
                all.push_str(part);
                rest -= part.len();
                assert_eq!(usize::try_from(left).unwrap(), rest);
            });
            told.unwrap();
        }
        reader.finish().unwrap();
        assert_eq!(all, text);
    }
}

/// A Big Integer, whole or in parts, has no more bytes than it needs.
#[test]
fn superfluous_bytes_are_seen_in_the_first_part() {
    let number = |first: &str| format!("82 20 58 28 {first} {}", "11".repeat(38));
    for buffer in [9, 20, 64] {
        let told = |digits: &str| {
            let mut memory = vec![0; buffer];
            let mut reader = ChunkReader::new(&mut memory, &options()).in_parts();
            hex(digits).chunks(3).find_map(|chunk| reader.feed(chunk, |_| ()).err()).map(|error| error.kind())
        };
        assert_eq!(told(&number("00 80")), None, "{buffer}");
        assert_eq!(told(&number("FF 7F")), None, "{buffer}");
        for first in ["00 7F", "FF 80"] {
            assert_eq!(told(&number(first)), Some(ErrorKind::BigInteger), "{first} {buffer}");
        }
        // Further on, such bytes are digits like others.
        let inner = format!("82 20 58 28 {} 00 00 {}", "11".repeat(20), "00".repeat(18));
        assert_eq!(told(&inner), None, "{buffer}");
    }
}
