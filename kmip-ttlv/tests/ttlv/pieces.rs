//! Tests of messages that arrive in pieces, collected in a fixed buffer.
//!
//! They try every message, every buffer, every cut.

#![allow(clippy::panic)]

use kmip_ttlv::{FrameBuffer, TtlvHead};
use kmip_types::{ErrorKind, Tag};

use crate::collect::{Outcome, WAYS, by_pieces, collected};
use crate::view::GET;
use crate::{hex, raw, samples, write};

/// Returns the outcomes for a message with a short one behind it.
fn outcomes(length: usize, next: usize, room: usize) -> Vec<Outcome> {
    if room < 8 {
        // No header will ever be there.
        return vec![Outcome::TooLarge(Some(8)), Outcome::TooLarge(None)];
    }
    let one = |length| if length <= room { Outcome::Message(length) } else { Outcome::TooLarge(Some(length)) };
    vec![one(length), one(next), Outcome::End { between: true }]
}

#[test]
fn every_message_in_every_buffer_with_every_cut() {
    let next = raw(0x42_007B, 1, 8, &[0; 8]);
    for message in samples::messages().iter().map(|nodes| write(nodes)).chain([hex(GET)]) {
        let stream = [&message[..], &next].concat();
        for room in 0..message.len() + 3 {
            let expected = outcomes(message.len(), next.len(), room);
            for cut in 1..=stream.len() {
                let found = by_pieces::<TtlvHead>(&stream, room, &[cut, stream.len()], WAYS[cut % 3]);
                assert_eq!(found, expected, "a buffer of {room}, cut at {cut}");
            }
            for way in WAYS {
                assert_eq!(by_pieces::<TtlvHead>(&stream, room, &[1], way), expected, "a buffer of {room}, {way:?}");
            }
        }
    }
}

#[test]
fn a_message_may_end_anywhere() {
    let stream = [hex(GET), raw(0x42_0078, 1, 600, &[0; 600]), hex(GET)].concat();
    for length in 0..stream.len() {
        for room in [0, 5, 8, 100, 120, 300, 608, 700] {
            collected::<TtlvHead>(&stream[..length], room, &[7, 64], WAYS[length % 3], 8);
        }
    }
}

#[test]
fn what_is_no_message_stays_refused_behind_one_that_is_too_large() {
    let stream = [raw(0x42_0078, 1, 64, &[0; 64]), b"GET / HTTP/1.1\r\n".to_vec()].concat();
    for cut in 1..=stream.len() {
        let found = by_pieces::<TtlvHead>(&stream, 40, &[cut], WAYS[cut % 3]);
        let [Outcome::TooLarge(Some(72)), Outcome::Refused(fault)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::InvalidTag, Tag::new(0x47_4554), Some(0)));
    }
}

#[test]
fn what_has_arrived_is_moved_once() {
    // Sixty thousand messages that are there at once, taken out one by one: a millisecond, or minutes if all that is
    // behind each of them were moved.
    let message = raw(0x42_0078, 1, 8, &[7; 8]);
    let stream = message.repeat(60_000);
    let mut memory = vec![0; stream.len()];
    let mut buffer = FrameBuffer::new(&mut memory);
    assert_eq!(buffer.push(&stream), stream.len());
    let places: Vec<_> = (0..60_000)
        .map(|_| {
            let place = buffer.next().unwrap().unwrap().as_ptr().addr();
            let _ = buffer.spare();
            place
        })
        .collect();
    // None moves before half of them are gone.
    assert!(places.windows(2).take(29_999).all(|pair| pair[1] - pair[0] == message.len()));
    assert_eq!(buffer.spare().len(), stream.len());
}
