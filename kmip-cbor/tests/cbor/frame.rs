//! Framing: every prefix of a message, every size, what is no message.

use kmip_cbor::kmip_types::items::Value;
use kmip_cbor::kmip_types::{Error, ErrorKind, Limits};
use kmip_cbor::{MessageFramer, frame};

use crate::support::{TAG, hex, leaf, sample, structure, write};

#[test]
fn every_prefix_of_a_message_wants_more() {
    let many = structure(TAG, vec![structure(TAG, vec![leaf(TAG, Value::DateTime(1)); 130]); 13]);
    for node in [sample(), many, leaf(TAG, Value::TextString("")), structure(TAG, vec![])] {
        let message = write(&node);
        let stream = [message.clone(), message.clone()].concat();
        let mut framer = MessageFramer::new(&Limits::DEFAULT);
        for length in 0..message.len() {
            assert_eq!(frame(&stream[..length], &Limits::DEFAULT), Ok(None), "{length}");
            assert_eq!(framer.frame(&stream[..length]), Ok(None), "{length}");
        }
        for length in message.len()..stream.len() {
            assert_eq!(frame(&stream[..length], &Limits::DEFAULT), Ok(Some(message.len())));
        }
        assert_eq!(framer.frame(&stream), Ok(Some(message.len())));
        // The framer begins again.
        assert_eq!(framer.frame(&stream[message.len()..]), Ok(Some(message.len())));
    }
}

#[test]
fn a_message_that_will_be_too_large_is_refused_at_once() {
    let limits = Limits::DEFAULT.with_message_bytes(100);
    let message = write(&leaf(TAG, Value::ByteString(&[7; 95])));
    assert_eq!(message.len(), 100);
    assert_eq!(frame(&message, &limits), Ok(Some(100)));
    for (text, offset) in [
        ("82 18 20 58 60", 3),
        ("82 18 20 5B FF FF FF FF FF FF FF FF", 3),
        ("82 18 20 9B FF FF FF FF FF FF FF FF", 3),
        ("82 18 20 98 60", 3),
        ("82 18 20 84 05 98 5C", 5),
    ] {
        let fault = frame(&hex(text), &limits).unwrap_err();
        assert_eq!((fault.kind(), fault.offset()), (ErrorKind::TooLarge, Some(offset)), "{text}");
    }
    assert_eq!(frame(&hex("82 18 20 98 5F"), &limits), Ok(None));
    assert_eq!(frame(&hex("82 18 20 84 05 98 5C"), &Limits::DEFAULT.with_message_bytes(101)), Ok(None));
    assert_eq!(frame(&hex("82"), &Limits::DEFAULT.with_message_bytes(2)).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn what_is_no_message_is_refused() {
    for (text, kind, offset) in [
        ("42 00 78 01", ErrorKind::Syntax, 0),
        ("3C", ErrorKind::Syntax, 0),
        ("80", ErrorKind::Length, 0),
        ("9F", ErrorKind::Syntax, 0),
        ("82 A1", ErrorKind::Syntax, 1),
        ("82 18 20 18 08", ErrorKind::Syntax, 3),
        ("82 18 20 82 05 C1", ErrorKind::Syntax, 5),
        ("82 18 20 82 05 7F", ErrorKind::Syntax, 5),
    ] {
        let bytes = hex(text);
        let mut framer = MessageFramer::new(&Limits::DEFAULT);
        for fault in [frame(&bytes, &Limits::DEFAULT), framer.frame(&bytes), framer.frame(&bytes)] {
            let fault = fault.unwrap_err();
            assert_eq!((fault.kind(), fault.offset()), (kind, Some(offset)), "{text}");
        }
    }
}

/// A head that does not fit is refused as too large.
///
/// It is refused before the rest of it can show that it is none.
#[test]
fn what_is_refused_is_refused_alike_however_it_is_cut() {
    for text in ["78 84", "98 84", "82 18 08", "82 18 20 78 01", "82 18 20 98 00 05", "82 18 20 5A 00 00 00 01"] {
        let bytes = hex(text);
        for most in 0..=bytes.len() + 1 {
            let limits = Limits::DEFAULT.with_message_bytes(most);
            let mut framer = MessageFramer::new(&limits);
            let grown = (1..=bytes.len()).find_map(|end| framer.frame(&bytes[..end]).transpose());
            let whole = frame(&bytes, &limits).transpose();
            let place = |found: Result<usize, Error>| found.map_err(|fault| (fault.kind(), fault.offset()));
            assert_eq!(grown.map(place), whole.map(place), "{text} in {most}");
        }
    }
    let fault = frame(&hex("78 84"), &Limits::DEFAULT.with_message_bytes(1)).unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::TooLarge, Some(0)));
}

#[test]
fn depth_needs_no_stack() {
    let bytes = [hex("82"), hex("01 82").repeat(100_000), hex("01 08")].concat();
    assert_eq!(frame(&bytes, &Limits::DEFAULT), Ok(Some(bytes.len())));
}
