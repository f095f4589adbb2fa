//! Tests of what a lenient reader accepts beyond a strict one, and what not.

use kmip_ttlv::{from_slice, from_slice_with, to_vec};
use kmip_types::items::{Node, NodeValue};
use kmip_types::{ErrorKind, Message, ReaderOptions, Tag};

use crate::{hex, raw, samples, verdict, verdict_with, write};

/// Checks that an input is refused strictly and accepted leniently.
///
/// It is refused with this kind, and accepted as what the second input says.
#[track_caller]
fn accepted(input: &[u8], kind: ErrorKind, canonical: &[u8]) {
    assert_eq!(verdict(input).unwrap_err().kind(), kind);
    let nodes = verdict_with(input, &ReaderOptions::lenient()).unwrap();
    assert_eq!(nodes, verdict(canonical).unwrap());
    assert_eq!(write(&nodes), canonical);
}

#[test]
fn padding_that_is_not_zero() {
    for tag in [0x42_0020, 0x54_0001] {
        for item_type in [0x02, 0x05, 0x0A] {
            let bad = raw(tag, item_type, 4, &hex("8000000107FFFFFF"));
            accepted(&bad, ErrorKind::Padding, &raw(tag, item_type, 4, &hex("8000000100000000")));
        }
        for item_type in [0x07, 0x08, 0x0C, 0x0D, 0x0E] {
            let bad = raw(tag, item_type, 9, &hex("6162636465666768 6900000000000001"));
            accepted(&bad, ErrorKind::Padding, &raw(tag, item_type, 9, &hex("6162636465666768 6900000000000000")));
            // A body of four bytes is no word, and is padded like one.
            let bad = raw(tag, item_type, 4, &hex("61626364FFFFFFFF"));
            accepted(&bad, ErrorKind::Padding, &raw(tag, item_type, 4, &hex("6162636400000000")));
        }
    }
}

#[test]
fn big_integers_that_are_not_minimal() {
    let zero = raw(0x42_0020, 4, 8, &[0; 8]);
    accepted(&raw(0x42_0020, 4, 0, &[]), ErrorKind::BigInteger, &zero);
    accepted(&raw(0x42_0020, 4, 24, &[0; 24]), ErrorKind::BigInteger, &zero);
    let bad = raw(0x42_0020, 4, 16, &hex("FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFE"));
    accepted(&bad, ErrorKind::BigInteger, &raw(0x42_0020, 4, 8, &hex("FFFFFFFFFFFFFFFE")));
}

#[test]
fn booleans_with_the_one_at_the_other_end() {
    for tag in [0x42_0007, 0x54_0001] {
        let swapped = raw(tag, 6, 8, &hex("0100000000000000"));
        accepted(&swapped, ErrorKind::Boolean, &raw(tag, 6, 8, &hex("0000000000000001")));
    }
    // The same bytes under other types mean what they say.
    for item_type in [3, 9, 0x0B] {
        let number = raw(0x42_0020, item_type, 8, &hex("0100000000000000"));
        assert_eq!(write(&verdict_with(&number, &ReaderOptions::lenient()).unwrap()), number);
    }
}

#[test]
fn nothing_else() {
    let bad = [
        (raw(0x42_0020, 6, 8, &hex("0100000000000001")), ErrorKind::Boolean),
        (raw(0x42_0020, 6, 8, &hex("0200000000000000")), ErrorKind::Boolean),
        (raw(0x42_0020, 6, 8, &hex("0001000000000000")), ErrorKind::Boolean),
        (raw(0x42_0020, 6, 8, &hex("0000000000000002")), ErrorKind::Boolean),
        (raw(0x42_0020, 6, 8, &hex("FF00000000000001")), ErrorKind::Boolean),
        (raw(0x42_0020, 6, 4, &hex("0000000100000000")), ErrorKind::Length),
        (raw(0x42_0020, 2, 8, &hex("0000000000000001")), ErrorKind::Length),
        (raw(0x42_0020, 3, 4, &hex("0000000100000000")), ErrorKind::Length),
        (raw(0x42_0020, 4, 4, &hex("0000000100000000")), ErrorKind::Length),
        (raw(0x42_0020, 4, 12, &[1; 16]), ErrorKind::Length),
        (raw(0x42_0020, 1, 4, &[0; 8]), ErrorKind::Length),
        (raw(0x42_0020, 7, 1, &hex("FF00000000000000")), ErrorKind::Utf8),
        (raw(0x42_0020, 0x0F, 4, &[0; 8]), ErrorKind::UnknownType),
        (raw(0x41_FFFF, 2, 4, &[0; 8]), ErrorKind::InvalidTag),
        (raw(0x43_0020, 2, 4, &[0; 8]), ErrorKind::InvalidTag),
        (raw(0x42_0020, 7, 9, &[b'a'; 8]), ErrorKind::Truncated),
        (vec![0x42, 0, 0x20], ErrorKind::Truncated),
    ];
    for (input, kind) in bad {
        assert_eq!(verdict_with(&input, &ReaderOptions::lenient()).unwrap_err().kind(), kind);
    }
}

#[test]
fn what_is_canonical_reads_the_same() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        assert_eq!(verdict_with(&bytes, &ReaderOptions::lenient()).unwrap(), nodes);
        let strict: Message<'_> = from_slice(&bytes).unwrap();
        let lenient: Message<'_> = from_slice_with(&bytes, &ReaderOptions::lenient()).unwrap();
        assert_eq!(lenient, strict);
    }
}

#[test]
fn a_message_with_padding_is_decoded_and_written_without() {
    let bytes = write(&samples::register());
    let integer = write(&[Node::new(Tag::PROTOCOL_VERSION_MAJOR, NodeValue::Integer(1))]);
    let place = bytes.windows(16).position(|window| *window == integer[..]).unwrap();
    let mut padded = bytes.clone();
    padded[place + 15] = 0x20;
    let error = from_slice::<Message<'_>>(&padded).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Padding, Some(place)));
    let message: Message<'_> = from_slice_with(&padded, &ReaderOptions::lenient()).unwrap();
    assert_eq!(to_vec(&message).unwrap(), bytes);
}
