//! Tests of messages that arrive in pieces.
//!
//! They are read item by item, or collected in a fixed buffer.

use core::ops::ControlFlow;

use kmip_ttlv::{ChunkReader, FrameBuffer, TtlvChunks, TtlvReader};
use kmip_types::format::{ChunkFormat, Fault};
use kmip_types::items::{Event, EventPath, Node, NodeValue, Value};
use kmip_types::{ErrorKind, Limits, ReaderOptions, Tag};

use crate::agree::by_chunks;
use crate::view::GET;
use crate::walk::by_reader;
use crate::{hex, raw, samples, write};

fn options() -> ReaderOptions<'static> {
    ReaderOptions::default()
}

/// A Locate response of 1.2 with so many identifiers of 36 characters.
fn locate(count: usize) -> Vec<u8> {
    let version = |tag, n| Node::new(tag, NodeValue::Integer(n));
    let structure = |tag, children| Node::new(tag, NodeValue::Structure(children));
    let identifier = |n| {
        let text = format!("{n:08x}-0000-4000-8000-000000000000");
        Node::new(Tag::UNIQUE_IDENTIFIER, NodeValue::TextString(text.into()))
    };
    let header = structure(
        Tag::RESPONSE_HEADER,
        vec![
            structure(
                Tag::PROTOCOL_VERSION,
                vec![version(Tag::PROTOCOL_VERSION_MAJOR, 1), version(Tag::PROTOCOL_VERSION_MINOR, 2)],
            ),
            Node::new(Tag::TIME_STAMP, NodeValue::DateTime(0)),
            version(Tag::BATCH_COUNT, 1),
        ],
    );
    let batch_item = structure(
        Tag::BATCH_ITEM,
        vec![
            Node::new(Tag::OPERATION, NodeValue::Enumeration(8)),
            Node::new(Tag::RESULT_STATUS, NodeValue::Enumeration(0)),
            structure(Tag::RESPONSE_PAYLOAD, (0..count).map(identifier).collect()),
        ],
    );
    write(&[structure(Tag::RESPONSE_MESSAGE, vec![header, batch_item])])
}

#[test]
fn a_locate_response_of_ten_thousand_in_half_a_kilobyte() {
    let response = locate(10_000);
    assert!(response.len() > 480_000);
    // Header, 36 characters, padding.
    let mut buffer = [0; 48];
    assert!(size_of::<ChunkReader<'_>>() + buffer.len() < 512);
    let mut reader = ChunkReader::new(&mut buffer, &options());
    let (mut found, mut last) = (0, String::new());
    for chunk in response.chunks(64) {
        let told = reader.feed(chunk, |event| {
            if let Event::Value(Tag::UNIQUE_IDENTIFIER, Value::TextString(text)) = event {
                found += 1;
                text.clone_into(&mut last);
            }
        });
        told.unwrap();
    }
    reader.finish().unwrap();
    assert_eq!((found, last.as_str()), (10_000, "0000270f-0000-4000-8000-000000000000"));
}

#[test]
fn a_message_may_be_cut_anywhere() {
    for bytes in samples::messages().iter().map(|nodes| write(nodes)).chain([hex(GET)]) {
        let expected = by_reader(&mut TtlvReader::new(&bytes));
        assert_eq!(expected.1, Ok(()));
        for size in 1..=bytes.len() {
            assert_eq!(by_chunks(&bytes, &options(), size, 4096), expected, "chunks of {size}");
        }
        // In two pieces, one after the other.
        for cut in 0..=bytes.len() {
            let mut buffer = [0; 64];
            let mut reader = ChunkReader::new(&mut buffer, &options()).in_parts();
            let mut depth = 0_usize;
            for piece in [&bytes[..cut], &bytes[cut..]] {
                let mut rest = piece;
                while let Some(event) = reader.next(&mut rest).unwrap() {
                    match event {
                        Event::Open(_) => depth += 1,
                        Event::Close => depth -= 1,
                        _ => {}
                    }
                }
                assert!(rest.is_empty());
                assert_eq!(reader.depth(), depth);
            }
            assert_eq!(depth, 0);
            reader.finish().unwrap();
        }
    }
}

#[test]
fn messages_follow_one_another() {
    let message = hex(GET);
    let stream = message.repeat(3);
    let mut buffer = [0; 64];
    // The limits are those of one message.
    let mut limits = Limits::DEFAULT.with_items(13);
    limits.message_bytes = message.len();
    let mut reader = ChunkReader::new(&mut buffer, &options().with_limits(limits));
    let mut ends = 0;
    for (place, byte) in stream.iter().enumerate() {
        reader.feed(&[*byte], |_| ()).unwrap();
        if (place + 1) % message.len() == 0 {
            assert_eq!(reader.depth(), 0);
            reader.finish().unwrap();
            ends += 1;
        } else {
            let error = reader.finish().unwrap_err();
            assert_eq!((error.kind(), error.tag(), error.offset()), (ErrorKind::Truncated, Tag::default(), Some(0)));
        }
    }
    assert_eq!(ends, 3);
}

#[test]
fn debug_shows_where_it_stands() {
    let mut buffer = [0; 64];
    let mut reader = ChunkReader::new(&mut buffer, &options());
    reader.feed(&hex(GET)[..16], |_| ()).unwrap();
    assert_eq!(reader.depth(), 2);
    assert_eq!(format!("{reader:?}"), "ChunkReader { offset: 16, depth: 2, .. }");
    let chunks = <TtlvChunks as ChunkFormat>::new(&options());
    assert_eq!(format!("{chunks:?}"), "TtlvChunks { offset: 0, depth: 0, .. }");
}

fn refused(bytes: &[u8], buffer: usize, options: &ReaderOptions<'_>) -> (ErrorKind, Tag, usize) {
    let mut buffer = vec![0; buffer];
    let mut reader = ChunkReader::new(&mut buffer, options);
    let fault = bytes.chunks(5).find_map(|chunk| reader.feed(chunk, |_| ()).err()).unwrap();
    (fault.kind(), fault.tag(), fault.offset().unwrap())
}

#[test]
fn what_does_not_fit_is_refused_by_its_header() {
    let text = |length: usize| {
        write(&[Node::new(
            Tag::PROTOCOL_VERSION,
            NodeValue::Structure(vec![Node::new(Tag::COMMENT, NodeValue::TextString("x".repeat(length).into()))]),
        )])
    };
    assert_eq!(refused(&text(57)[..16], 64, &options()), (ErrorKind::BufferFull, Tag::COMMENT, 8));
    let mut buffer = [0; 64];
    let mut reader = ChunkReader::new(&mut buffer, &options());
    reader.feed(&text(56), |_| ()).unwrap();
    reader.finish().unwrap();
    // Too small for anything.
    assert_eq!(refused(&text(1), 15, &options()).0, ErrorKind::BufferFull);
    let mut limits = Limits::DEFAULT;
    limits.message_bytes = 64;
    let limited = options().with_limits(limits);
    assert_eq!(refused(&text(57)[..8], 64, &limited), (ErrorKind::TooLarge, Tag::PROTOCOL_VERSION, 0));
}

#[test]
fn an_empty_chunk_needs_no_room() {
    for room in 0..24 {
        let mut buffer = vec![0; room];
        let mut reader = ChunkReader::new(&mut buffer, &options());
        reader.feed(&[], |_| ()).unwrap();
        reader.finish().unwrap();
        assert_eq!(reader.depth(), 0);
    }
}

#[test]
fn long_text_comes_in_whole_characters() {
    let text = "🔑é鍵z".repeat(40);
    let bytes = write(&[Node::new(Tag::COMMENT, NodeValue::TextString(text.as_str().into()))]);
    for size in 1..40 {
        let mut buffer = [0; 19];
        let mut reader = ChunkReader::new(&mut buffer, &options()).in_parts();
        let (mut all, mut parts, mut rest) = (String::new(), 0, text.len());
        for chunk in bytes.chunks(size) {
            let told = reader.feed(chunk, |event| {
                let Event::Part { tag: Tag::COMMENT, value: Value::TextString(part), left } = event else {
                    panic!("{event:?}")
                };
                all.push_str(part);
                parts += 1;
                rest -= part.len();
                assert_eq!(usize::try_from(left).unwrap(), rest);
            });
            told.unwrap();
        }
        reader.finish().unwrap();
        assert_eq!(all, text);
        // However the chunks are cut, the parts are the same.
        assert_eq!(parts, text.len().div_ceil(18));
    }
}

/// Whatever came before, an error is told at its offset in its own message.
#[test]
fn offsets_are_those_of_the_message() {
    let broken = hex("42007801 00000010 42000D02 00000005 00000000 00000000");
    for before in 0..3 {
        let mut buffer = [0; 64];
        let mut reader = ChunkReader::new(&mut buffer, &options());
        reader.feed(&hex(GET).repeat(before), |_| ()).unwrap();
        let error = reader.feed(&broken, |_| ()).unwrap_err();
        assert_eq!((error.kind(), error.tag(), error.offset()), (ErrorKind::Length, Tag::BATCH_COUNT, Some(8)));
    }
    // One that nothing could hold is too large, and not cut off.
    let mut buffer = [0; 64];
    let mut reader = ChunkReader::new(&mut buffer, &options());
    let error = reader.feed(&hex("42007808 FFFFFFFF"), |_| ()).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TooLarge, Some(0)));
    let mut reader = ChunkReader::new(&mut buffer, &options());
    let error = reader.feed(&hex("42007801 00000010 42000D08 00000010"), |_| ()).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, Some(8)));
}

/// Only numbers have no byte more than they need, and only at their start.
#[test]
fn zeros_in_parts_are_superfluous_at_the_start_of_a_number() {
    let told = |item_type: u8, words: &[u64]| {
        let words: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        let item = raw(0x42_0078, item_type, u32::try_from(words.len()).unwrap(), &words);
        let mut buffer = [0; 16];
        let mut reader = ChunkReader::new(&mut buffer, &options()).in_parts();
        item.chunks(5).find_map(|chunk| reader.feed(chunk, |_| ()).err()).map(|error| error.kind())
    };
    let (number, octets) = (0x04, 0x08);
    assert_eq!(told(number, &[0, 1, 2, 3]), Some(ErrorKind::BigInteger));
    assert_eq!(told(number, &[u64::MAX, u64::MAX, 2, 3]), Some(ErrorKind::BigInteger));
    assert_eq!(told(number, &[1, 1, 0, 0, 0, 1]), None);
    assert_eq!(told(octets, &[0, 1, 2, 3]), None);
}

#[test]
fn a_buffer_without_room_for_a_header_and_a_word_is_refused() {
    for size in 0..16 {
        let mut buffer = vec![0; size];
        let mut reader = ChunkReader::new(&mut buffer, &options()).in_parts();
        reader.feed(&[], |_| ()).unwrap();
        let error = reader.feed(&[0x42], |_| ()).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::BufferFull, Some(0)), "{size}");
    }
}

/// Takes everything out of a stream that comes in pieces of this size.
fn collect(stream: &[u8], size: usize, memory: usize, receive: bool) -> Result<Vec<Vec<u8>>, Fault> {
    let mut memory = vec![0; memory];
    let mut buffer = FrameBuffer::new(&mut memory);
    let mut found = vec![];
    for piece in stream.chunks(size) {
        let mut rest = piece;
        while !rest.is_empty() {
            let taken = if receive {
                let spare = buffer.spare();
                let count = spare.len().min(rest.len());
                spare[..count].copy_from_slice(&rest[..count]);
                buffer.filled(count);
                count
            } else {
                buffer.push(rest)
            };
            assert!(taken > 0, "no room, and no message");
            rest = &rest[taken..];
            while let Some(message) = buffer.next()? {
                found.push(message.to_vec());
            }
        }
    }
    assert!(buffer.is_empty());
    Ok(found)
}

#[test]
fn a_fixed_buffer_collects_messages() {
    let messages: Vec<_> = samples::messages().iter().map(|nodes| write(nodes)).chain([hex(GET)]).collect();
    let longest = messages.iter().map(Vec::len).max().unwrap();
    let stream = messages.concat().repeat(2);
    for memory in [longest, longest + 1, longest + 77, stream.len()] {
        for size in [1, 2, 7, 8, 9, 64, 1000, stream.len()] {
            for receive in [false, true] {
                let found = collect(&stream, size, memory, receive).unwrap();
                assert_eq!(found, [&messages[..], &messages].concat(), "pieces of {size} into {memory}");
            }
        }
    }
    let fault = collect(&stream, 3, longest - 1, false).unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::TooLarge, Some(0)));
}

#[test]
fn what_is_too_large_for_the_buffer_is_refused_by_its_header() {
    let mut memory = [0; 64];
    let mut buffer = FrameBuffer::new(&mut memory);
    assert_eq!(buffer.push(&hex("42007801 00000038")), 8);
    assert_eq!(buffer.next(), Ok(None));
    let mut buffer = FrameBuffer::new(&mut memory);
    assert_eq!(buffer.push(&hex("42007801 000000")), 7);
    assert_eq!(buffer.next(), Ok(None));
    assert_eq!(buffer.push(&hex("40")), 1);
    let fault = buffer.next().unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TooLarge, Tag::REQUEST_MESSAGE));
    assert_eq!(buffer.next().unwrap_err(), fault);
    let mut buffer = FrameBuffer::new(&mut memory);
    assert_eq!(buffer.push(b"GET / HTTP/1.1\r\n"), 16);
    assert_eq!(buffer.next().unwrap_err().kind(), ErrorKind::InvalidTag);
}

/// A program can stop at an item, and go on from there later.
#[test]
fn a_visitor_that_stops() {
    const PATH: [Tag; 3] = [Tag::RESPONSE_MESSAGE, Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD];
    let message = locate(3);
    for size in [1, 7, 50, message.len()] {
        let mut buffer = [0; 64];
        let mut reader = ChunkReader::new(&mut buffer, &options());
        let mut path = EventPath::default();
        let mut found = Vec::new();
        for chunk in message.chunks(size) {
            let mut rest = chunk;
            let mut find = |path: &EventPath, event: Event<'_>| match event {
                Event::Value(Tag::UNIQUE_IDENTIFIER, Value::TextString(text)) if path.tags() == PATH => {
                    ControlFlow::Break(text[..8].to_owned())
                }
                _ => ControlFlow::Continue(()),
            };
            while let ControlFlow::Break(identifier) = reader.feed_until(&mut rest, &mut path, &mut find).unwrap() {
                found.push(identifier);
            }
            assert!(rest.is_empty());
        }
        reader.finish().unwrap();
        assert_eq!((found, path.tags()), (vec!["00000000".into(), "00000001".into(), "00000002".into()], &[][..]));
    }
}
