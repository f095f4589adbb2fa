//! Where a message ends in what a connection delivers.

use kmip_ttlv::frame;
use kmip_types::{ErrorKind, ItemType, Limits, Tag};

use crate::{raw, samples, write};

#[test]
fn every_beginning_of_two_messages() {
    for nodes in samples::messages() {
        let one = write(&nodes);
        let two = [&one[..], &one].concat();
        for length in 0..=two.len() {
            let expected = (length >= one.len()).then_some(one.len());
            assert_eq!(frame(&two[..length], &Limits::DEFAULT), Ok(expected), "{length}");
        }
    }
}

/// Refused once eight bytes are there, and not before.
#[track_caller]
fn refused(input: &[u8], kind: ErrorKind, tag: Tag) {
    for length in 0..8 {
        assert_eq!(frame(&input[..length], &Limits::DEFAULT), Ok(None));
    }
    for length in 8..=input.len() {
        let fault = frame(&input[..length], &Limits::DEFAULT).unwrap_err();
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, tag, Some(0)));
    }
}

#[test]
fn what_is_no_message() {
    refused(b"GET / HTTP/1.1\r\n", ErrorKind::InvalidTag, Tag::new(0x47_4554));
    refused(&[0; 20], ErrorKind::InvalidTag, Tag::default());
    refused(&[0x16, 3, 1, 0, 0xA5, 1, 0, 0, 0xA1], ErrorKind::InvalidTag, Tag::new(0x16_0301));
    refused(&raw(0x42_0077, 1, 0, &[]), ErrorKind::WrongTag, Tag::REQUEST_HEADER);
    refused(&raw(0x54_0078, 1, 0, &[]), ErrorKind::WrongTag, Tag::new(0x54_0078));
    for item_type in (0..=0xFF).filter(|item_type| *item_type != 1) {
        refused(&raw(0x42_0078, item_type, 8, &[]), ErrorKind::WrongType, Tag::REQUEST_MESSAGE);
    }
    let fault = frame(&raw(0x42_007B, 2, 4, &[]), &Limits::DEFAULT).unwrap_err();
    assert_eq!(fault.expected(), Some(ItemType::STRUCTURE));
    for length in [1, 4, 7, 9, 0xFFFF_FFFF] {
        refused(&raw(0x42_007B, 1, length, &[]), ErrorKind::Length, Tag::RESPONSE_MESSAGE);
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_there() {
    let limits = Limits::DEFAULT.with_message_bytes(64);
    assert_eq!(frame(&raw(0x42_0078, 1, 56, &[]), &limits), Ok(None));
    assert_eq!(frame(&raw(0x42_0078, 1, 56, &[0; 56]), &limits), Ok(Some(64)));
    for length in [64, 1 << 20, 0xFFFF_FFF8] {
        let fault = frame(&raw(0x42_0078, 1, length, &[]), &limits).unwrap_err();
        assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TooLarge, Tag::REQUEST_MESSAGE));
    }
    refused(&raw(0x42_0078, 1, 1 << 20, &[]), ErrorKind::TooLarge, Tag::REQUEST_MESSAGE);
    assert_eq!(frame(&raw(0x42_0078, 1, (1 << 20) - 8, &[]), &Limits::DEFAULT), Ok(None));
}

#[cfg(feature = "bytes")]
#[test]
fn messages_are_split_off_a_network_buffer() {
    use bytes::BytesMut;
    use kmip_ttlv::frame_bytes;

    let messages: Vec<Vec<u8>> = samples::messages().iter().map(|nodes| write(nodes)).collect();
    let mut buffer = BytesMut::new();
    let mut received = Vec::new();
    for byte in messages.concat() {
        buffer.extend_from_slice(&[byte]);
        if let Some(message) = frame_bytes(&mut buffer, &Limits::DEFAULT).unwrap() {
            received.push(message.to_vec());
        }
    }
    assert_eq!(received, messages);
    assert!(buffer.is_empty());

    let mut buffer = BytesMut::from(&b"no message"[..]);
    assert_eq!(frame_bytes(&mut buffer, &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(buffer, b"no message"[..]);
}
