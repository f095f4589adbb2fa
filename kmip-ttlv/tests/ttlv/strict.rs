//! Tests of what a strict reader refuses, with the kind and the place.

use kmip_ttlv::{TtlvReader, from_slice};
use kmip_types::{ErrorKind, RequestMessage, Tag};

use crate::{hex, raw, raw_structure, skip, verdict};

const TAG: u32 = 0x42_0020;
const VENDOR: u32 = 0x54_0001;
const ITEM: &[u8] = &[0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0];

/// Makes a Get request of 1.2 whose payload ends in these bytes.
///
/// Returns also the offset at which they start.
fn request_with(bad: &[u8]) -> (Vec<u8>, usize) {
    let integer = |tag, value: u8| raw(tag, 2, 4, &[0, 0, 0, value, 0, 0, 0, 0]);
    let version = raw_structure(0x42_0069, &[integer(0x42_006A, 1), integer(0x42_006B, 2)]);
    let header = raw_structure(0x42_0077, &[version, integer(0x42_000D, 1)]);
    let operation = raw(0x42_005C, 5, 4, &[0, 0, 0, 0x0A, 0, 0, 0, 0]);
    let payload = raw_structure(0x42_0079, &[raw(0x42_0094, 7, 2, b"id\0\0\0\0\0\0"), bad.to_vec()]);
    let item = raw_structure(0x42_000F, &[operation, payload]);
    let message = raw_structure(0x42_0078, &[header, item]);
    let offset = message.len() - bad.len();
    (message, offset)
}

/// Checks that bytes are refused everywhere, with this kind.
///
/// They stand alone, behind another item, or nested in a message; they are read untyped and typed.
#[track_caller]
fn refused(bad: &[u8], kind: ErrorKind) {
    let tag = Tag::new(bad.first_chunk::<3>().map_or(0, |t| u32::from_be_bytes([0, t[0], t[1], t[2]])));
    let tag = if bad.len() < 8 { Tag::default() } else { tag };

    let alone = verdict(bad).unwrap_err();
    assert_eq!((alone.kind(), alone.tag(), alone.offset()), (kind, tag, Some(0)));

    let second = [ITEM, bad].concat();
    let second = verdict(&second).unwrap_err();
    assert_eq!((second.kind(), second.tag(), second.offset()), (kind, tag, Some(16)));

    let (message, offset) = request_with(bad);
    if bad.len() & 7 == 0 {
        let nested = verdict(&message).unwrap_err();
        assert_eq!((nested.kind(), nested.tag(), nested.offset()), (kind, tag, Some(offset)));
        let typed = from_slice::<RequestMessage<'_>>(&message).unwrap_err();
        assert_eq!((typed.kind(), typed.tag(), typed.offset()), (kind, tag, Some(offset)));
        let place = if tag.is_valid() { format!("/{tag}") } else { String::new() };
        assert_eq!(typed.path().to_string(), format!("RequestMessage/BatchItem/RequestPayload{place}"));
    }
}

#[test]
fn the_control_is_accepted() {
    let (message, _) = request_with(&raw(VENDOR, 2, 4, &[0; 8]));
    assert_eq!(verdict(&message).unwrap().len(), 1);
    assert_eq!(from_slice::<RequestMessage<'_>>(&message).unwrap().batch_items.len(), 1);
}

#[test]
fn an_item_that_is_cut_off() {
    for length in 1..8 {
        refused(&raw(TAG, 2, 4, &[])[..length], ErrorKind::Truncated);
    }
    for tag in [TAG, VENDOR] {
        refused(&raw(tag, 2, 4, &[]), ErrorKind::Truncated);
        refused(&raw(tag, 2, 4, &[0; 7]), ErrorKind::Truncated);
        refused(&raw(tag, 3, 8, &[]), ErrorKind::Truncated);
        refused(&raw(tag, 7, 1, &[]), ErrorKind::Truncated);
        refused(&raw(tag, 7, 9, &[b'a'; 8]), ErrorKind::Truncated);
        refused(&raw(tag, 8, 17, &[b'a'; 16]), ErrorKind::Truncated);
        refused(&raw(tag, 4, 16, &[1; 8]), ErrorKind::Truncated);
        refused(&raw(tag, 1, 8, &[]), ErrorKind::Truncated);
        refused(&raw(tag, 1, 24, ITEM), ErrorKind::Truncated);
    }
}

#[test]
fn lengths_at_the_end_of_their_range() {
    for length in [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF8, 0xFFFF_FFF9, 0xFFFF_FFFF] {
        for item_type in [0x07, 0x08, 0x0C, 0x0D, 0x0E] {
            refused(&raw(TAG, item_type, length, &[b'a'; 16]), ErrorKind::Truncated);
        }
        let kind = if length % 8 == 0 { ErrorKind::Truncated } else { ErrorKind::Length };
        refused(&raw(TAG, 1, length, ITEM), kind);
        refused(&raw(TAG, 2, length, &[0; 8]), ErrorKind::Length);
    }
}

#[test]
fn a_child_that_reaches_past_its_structure() {
    // Enough bytes follow, but they belong to the parent of the parent.
    let child = raw(TAG, 7, 16, &[b'a'; 8]);
    let message = raw_structure(TAG, &[raw_structure(VENDOR, &[child]), ITEM.to_vec()]);
    let fault = verdict(&message).unwrap_err();
    assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::Truncated, Tag::new(TAG), Some(16)));

    let child = raw(VENDOR, 1, 24, ITEM);
    let message = raw_structure(TAG, &[raw_structure(TAG, &[child]), ITEM.to_vec()]);
    let fault = verdict(&message).unwrap_err();
    assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::Truncated, Tag::new(VENDOR), Some(16)));
}

#[test]
fn a_structure_whose_length_is_no_multiple_of_eight() {
    for length in [1, 4, 7, 9, 12, 17] {
        refused(&raw(TAG, 1, length, &[0; 24]), ErrorKind::Length);
        refused(&raw(VENDOR, 1, length, &[]), ErrorKind::Length);
    }
    // Children that end before it.
    let fault = verdict(&raw(TAG, 1, 24, &[ITEM, &[0; 8]].concat())).unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::InvalidTag, Some(24)));
}

#[test]
fn a_length_that_the_type_does_not_have() {
    for item_type in [0x02, 0x05, 0x0A] {
        for length in [0, 1, 3, 5, 8, 12] {
            refused(
                &raw(TAG, item_type, length, &[0; 16][..usize::try_from(length.next_multiple_of(8)).unwrap()]),
                ErrorKind::Length,
            );
        }
    }
    for item_type in [0x03, 0x06, 0x09, 0x0B] {
        for length in [0, 1, 4, 7, 9, 16] {
            refused(
                &raw(TAG, item_type, length, &[0; 16][..usize::try_from(length.next_multiple_of(8)).unwrap()]),
                ErrorKind::Length,
            );
        }
    }
    for length in [1, 4, 7, 9, 12] {
        refused(
            &raw(TAG, 4, length, &[1; 16][..usize::try_from(length.next_multiple_of(8)).unwrap()]),
            ErrorKind::Length,
        );
    }
}

#[test]
fn a_boolean_that_is_neither() {
    for value in [2, 3, 0xFF, 1 << 32, 1 << 56, 1 << 63, u64::MAX, (1 << 32) | 1] {
        refused(&raw(TAG, 6, 8, &value.to_be_bytes()), ErrorKind::Boolean);
    }
}

#[test]
fn text_that_is_not_utf_8() {
    let surrogate = b"\xED\xA0\x80";
    let overlong = b"\xC0\x80";
    let beyond = b"\xF4\x90\x80\x80";
    let cut = b"abc\xE9\x8D";
    for item_type in [0x07, 0x0C, 0x0D, 0x0E] {
        for text in [&b"\xFF"[..], surrogate, overlong, beyond, cut, b"\x80"] {
            let mut body = text.to_vec();
            body.resize(8, 0);
            refused(&raw(TAG, item_type, u32::try_from(text.len()).unwrap(), &body), ErrorKind::Utf8);
        }
    }
}

#[test]
fn padding_that_is_not_zero() {
    for item_type in [0x02, 0x05, 0x0A] {
        for place in 4..8 {
            let mut word = [0, 0, 0, 1, 0, 0, 0, 0];
            word[place] = 0x80;
            refused(&raw(TAG, item_type, 4, &word), ErrorKind::Padding);
        }
    }
    for item_type in [0x07, 0x08, 0x0C, 0x0D, 0x0E] {
        for length in 1..8 {
            for (place, bit) in (length..8).flat_map(|place| [(place, 1), (place, 0x80)]) {
                let mut body = [b'a'; 16];
                body[8 + length..].fill(0);
                body[8 + place] = bit;
                refused(&raw(TAG, item_type, u32::try_from(8 + length).unwrap(), &body), ErrorKind::Padding);
                refused(&raw(TAG, item_type, u32::try_from(length).unwrap(), &body[8..]), ErrorKind::Padding);
            }
        }
    }
}

#[test]
fn a_type_that_nobody_assigned() {
    for item_type in [0x00, 0x0F, 0x10, 0x22, 0x25, 0x42, 0x80, 0xFF] {
        for tag in [TAG, VENDOR, 0x42_005C] {
            refused(&raw(tag, item_type, 0, &[]), ErrorKind::UnknownType);
            refused(&raw(tag, item_type, 4, &[0; 8]), ErrorKind::UnknownType);
            refused(&raw(tag, item_type, 8, &[0; 8]), ErrorKind::UnknownType);
            refused(&raw(tag, item_type, 8, &[]), ErrorKind::UnknownType);
        }
    }
}

#[test]
fn a_tag_that_no_item_can_have() {
    let tags = [0, 1, 0x41_FFFF, 0x43_0000, 0x43_0020, 0x53_FFFF, 0x55_0000, 0xFF_FFFF, 0x00_0042];
    for tag in tags {
        refused(&raw(tag, 2, 4, &[0; 8]), ErrorKind::InvalidTag);
        refused(&raw(tag, 1, 0, &[]), ErrorKind::InvalidTag);
        // Heads that look like `END` and `FAILED`.
        refused(&raw(tag, 0, 0, &[]), ErrorKind::InvalidTag);
        refused(&raw(tag, 0, 1, &[0; 8]), ErrorKind::InvalidTag);
    }
}

#[test]
fn a_big_integer_that_is_not_minimal() {
    refused(&raw(TAG, 4, 0, &[]), ErrorKind::BigInteger);
    refused(&raw(TAG, 4, 16, &hex("0000000000000000 0000000000000001")), ErrorKind::BigInteger);
    refused(&raw(TAG, 4, 16, &hex("0000000000000000 7FFFFFFFFFFFFFFF")), ErrorKind::BigInteger);
    refused(&raw(TAG, 4, 16, &hex("FFFFFFFFFFFFFFFF 8000000000000000")), ErrorKind::BigInteger);
    refused(&raw(TAG, 4, 24, &hex("FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF 0000000000000000")), ErrorKind::BigInteger);
    for minimal in [
        "0000000000000000 8000000000000000",
        "FFFFFFFFFFFFFFFF 7FFFFFFFFFFFFFFF",
        "0000000000000001 0000000000000000",
        "FF00000000000000 8000000000000000",
    ] {
        assert!(verdict(&raw(TAG, 4, 16, &hex(minimal))).is_ok(), "{minimal}");
    }
}

#[test]
fn what_follows_the_message() {
    let (message, _) = request_with(&[]);
    let end = message.len();
    for (behind, tag) in [
        (ITEM, Tag::BATCH_COUNT),
        (&[0][..], Tag::default()),
        (&[0x42, 0, 0x78, 1, 0, 0, 0], Tag::default()),
        (&[0; 16], Tag::default()),
        (&[0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4], Tag::BATCH_COUNT),
        (b"\r\n\r\n\r\n\r\n", Tag::new(0x0D_0A0D)),
    ] {
        let input = [&message, behind].concat();
        let error = from_slice::<RequestMessage<'_>>(&input).unwrap_err();
        assert_eq!(
            (error.kind(), error.tag(), error.offset()),
            (ErrorKind::TrailingData, tag, Some(end)),
            "{behind:?}"
        );
    }
    assert!(from_slice::<RequestMessage<'_>>(&message).is_ok());
    // Untyped, the root level may hold any number of items.
    assert_eq!(verdict(&[&message[..], ITEM, &message].concat()).unwrap().len(), 3);
}

#[test]
fn what_is_no_message() {
    let kind = |input: &[u8]| from_slice::<RequestMessage<'_>>(input).unwrap_err().kind();
    assert_eq!(kind(&[]), ErrorKind::Truncated);
    assert_eq!(kind(ITEM), ErrorKind::WrongTag);
    assert_eq!(kind(&raw(0x42_007B, 1, 0, &[])), ErrorKind::WrongTag);
    assert_eq!(kind(&raw(0x42_0078, 2, 4, &[0; 8])), ErrorKind::WrongType);
    assert_eq!(kind(&raw(0x42_0078, 1, 0, &[])), ErrorKind::Missing);
}

#[test]
fn a_reader_that_failed_fails_again() {
    use kmip_types::format::Reader as _;

    let inputs = [raw(TAG, 7, 9, &[b'a'; 8]), raw(0x43_0000, 2, 4, &[0; 8]), raw(TAG, 1, 4, &[0; 8]), vec![0x42; 3]];
    for input in inputs {
        let mut reader = TtlvReader::new(&input);
        assert!(reader.next().is_failed());
        let fault = reader.fault();
        for _ in 0..3 {
            assert!(reader.next().is_failed());
            assert_eq!(reader.fault(), fault);
        }
    }
    assert_eq!(skip(&[], &Default::default()), Ok(0));
}
