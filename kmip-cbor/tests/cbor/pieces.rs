//! Tests of messages that arrive in pieces, collected in a fixed buffer.
//!
//! They try every message, every buffer, every cut.

#![allow(clippy::panic)]

use kmip_cbor::kmip_types::items::Value;
use kmip_cbor::kmip_types::{
    DateTime, ErrorKind, GetRequest, Operation, ProtocolVersion, RequestMessage, ResponseBatchItem, ResponseMessage,
    ResultReason, ResultStatus,
};
use kmip_cbor::{CborHead, to_vec};

use crate::collect::{Outcome, WAYS, by_pieces, collected};
use crate::support::{TAG, VENDOR, hex, leaf, sample, structure, write};

/// A response with two failures, whose Result Messages have these lengths.
fn failures(lengths: [usize; 2]) -> Vec<u8> {
    let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(0));
    for length in lengths {
        let mut item = ResponseBatchItem::new(ResultStatus::OPERATION_FAILED);
        item.operation = Some(Operation::GET);
        item.result_reason = Some(ResultReason::ITEM_NOT_FOUND);
        item.result_message = Some("x".repeat(length).into());
        response.push(item);
    }
    to_vec(&response).unwrap()
}

/// The length of the longest head, by going from one to the next.
fn longest_head(message: &[u8]) -> usize {
    let (mut place, mut longest) = (0, 0);
    while let Some(initial) = message.get(place) {
        let more = [1, 2, 4, 8].get(usize::from((initial & 0x1F).saturating_sub(24))).copied();
        let more = if initial & 0x1F < 24 { 0 } else { more.unwrap() };
        let value = message[place + 1..place + 1 + more].iter().fold(0, |value, byte| value << 8 | usize::from(*byte));
        let value = if more == 0 { usize::from(initial & 0x1F) } else { value };
        longest = longest.max(1 + more);
        place += 1 + more + if matches!(initial >> 5, 2 | 3) { value } else { 0 };
    }
    longest
}

/// Checks what comes out of a message and a short one behind it.
#[track_caller]
fn check(found: &[Outcome], length: usize, next: usize, room: usize, longest_head: usize) {
    let end = Outcome::End { between: true };
    if length <= room {
        assert_eq!(found, [Outcome::Message(length), Outcome::Message(next), end]);
        return;
    }
    let Some((Outcome::TooLarge(Some(needed)), rest)) = found.split_first() else { panic!("{found:?}") };
    assert!((room + 1..=length).contains(needed), "{needed} for {length} in {room}");
    match rest {
        // A head longer than the buffer will never be there.
        [Outcome::TooLarge(None)] => assert!(room < longest_head),
        [Outcome::TooLarge(Some(_)), last] => {
            assert!(room < next);
            assert!(*last == end);
        }
        _ => assert_eq!(rest, [Outcome::Message(next), end]),
    }
}

#[test]
fn every_message_in_every_buffer_with_every_cut() {
    let next = hex("82 0D 03");
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(GetRequest::with_id("5d0c8f1e"));
    // Heads of every length, inside one another.
    let numbers = [1, 24, 1 << 8, 1 << 16, i64::MAX].map(|n| leaf(VENDOR, Value::DateTime(n)));
    let bodies = [leaf(TAG, Value::TextString("ééééééééééééé")), leaf(TAG, Value::ByteString(&[7; 30]))];
    let heads =
        structure(TAG, vec![structure(TAG, [&numbers[..], &bodies].concat()), structure(VENDOR, numbers.to_vec())]);
    let many = structure(TAG, vec![leaf(VENDOR, Value::Boolean(true)); 13]);
    let messages = [to_vec(&request).unwrap(), write(&heads), write(&many), failures([30, 23])];
    for message in messages {
        let (stream, longest) = ([&message[..], &next].concat(), longest_head(&message));
        for room in 0..message.len() + 3 {
            for cut in 1..=stream.len() {
                let found = by_pieces::<CborHead>(&stream, room, &[cut, stream.len()], WAYS[cut % 3]);
                check(&found, message.len(), next.len(), room, longest);
            }
            for way in WAYS {
                let found = by_pieces::<CborHead>(&stream, room, &[1], way);
                check(&found, message.len(), next.len(), room, longest);
            }
        }
    }
}

#[test]
fn a_buffer_that_fills_in_the_middle_of_a_head_is_too_small() {
    // Two failures: the head of the second Result Message stands where the buffer ends.
    let stream = failures([460, 300]);
    for room in 480..=stream.len() {
        for size in [1, 64, stream.len()] {
            let found = by_pieces::<CborHead>(&stream, room, &[size], WAYS[room % 3]);
            let first = if room < stream.len() { &found[0] } else { &Outcome::TooLarge(Some(0)) };
            assert!(matches!(first, Outcome::TooLarge(Some(_))), "a buffer of {room}: {found:?}");
            assert_eq!(found.last(), Some(&Outcome::End { between: true }));
        }
    }
    // The last head of a message takes nine bytes, and its first eight fill the buffer, or fewer.
    let message =
        write(&structure(TAG, vec![leaf(TAG, Value::ByteString(&[7; 119])), leaf(TAG, Value::DateTime(i64::MAX))]));
    for room in message.len() - 8..message.len() {
        let found = by_pieces::<CborHead>(&message, room, &[1], WAYS[room % 3]);
        assert_eq!(found, [Outcome::TooLarge(Some(message.len())), Outcome::End { between: true }], "{room}");
    }
}

#[test]
fn a_message_may_end_anywhere() {
    let stream = [write(&sample()), failures([460, 300]), hex("82 18 20 58"), vec![0; 88]].concat();
    for length in 0..stream.len() {
        for room in [0, 1, 2, 3, 8, 9, 100, 500, 512, 700] {
            collected::<CborHead>(&stream[..length], room, &[7, 64], WAYS[length % 3], 9);
        }
    }
}

#[test]
fn what_is_no_message_is_refused_where_it_stands_however_large_it_is() {
    // A map behind a hundred bytes of one message, of which the buffer holds forty.
    let stream = [hex("82 18 20 84 01 58 5A"), vec![7; 90], hex("02 A1"), vec![0; 20]].concat();
    for cut in 1..=stream.len() {
        let found = by_pieces::<CborHead>(&stream, 40, &[cut], WAYS[cut % 3]);
        let [Outcome::TooLarge(Some(99)), Outcome::Refused(fault)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((fault.kind(), fault.offset()), (ErrorKind::Syntax, Some(98)));
    }
    // More than any machine can count: where it ends is not known.
    for head in ["5B FFFFFFFFFFFFFFFF", "9B FFFFFFFFFFFFFFFF"] {
        let stream = hex(&format!("82 18 20 {head} 00 00"));
        assert_eq!(by_pieces::<CborHead>(&stream, 40, &[1], WAYS[0]), [Outcome::TooLarge(None)]);
    }
}
