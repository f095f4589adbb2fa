//! Views: single fields, the envelope, the check of everything.

use kmip_cbor::kmip_types::items::Value;
use kmip_cbor::kmip_types::view::{Checked, ItemView as _};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{FrameBuffer, RequestView, View, to_vec};

use crate::agree::agree;
use crate::support::{TAG, VENDOR, hex, leaf, sample, structure, write};
use crate::walk::check_paths;

fn get() -> Vec<u8> {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    let mut get = GetRequest::default();
    get.unique_identifier = Some("id".into());
    request.push(get);
    to_vec(&request).unwrap()
}

#[test]
fn one_field() {
    let bytes = get();
    let view = View::new(&bytes).unwrap();
    let path = [Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER];
    assert_eq!(view.get(&path), Ok(Some("id")));
    assert_eq!(view.get(&[Tag::BATCH_ITEM, Tag::OPERATION]), Ok(Some(Operation::GET)));
    assert_eq!(view.get::<i32>(&[Tag::BATCH_ITEM, Tag::BATCH_COUNT]), Ok(None));
    let fault = view.get::<i32>(&path).unwrap_err();
    assert_eq!((fault.kind(), fault.expected()), (ErrorKind::WrongType, Some(ItemType::INTEGER)));
    assert_eq!((fault.tag(), fault.offset()), (Tag::UNIQUE_IDENTIFIER, Some(bytes.len() - 5)));
}

#[test]
fn the_envelope_of_a_request() {
    let bytes = get();
    let request = RequestView::new(View::new(&bytes).unwrap()).unwrap();
    assert_eq!(request.header().protocol_version(), Version::V2_1.into());
    assert_eq!(request.header().batch_count(), Some(1));
    let operations: Vec<_> = request.batch_items().map(|item| item.unwrap().operation()).collect();
    assert_eq!(operations, [Some(Operation::GET)]);
}

#[test]
fn every_type() {
    let node = sample();
    let bytes = write(&node);
    assert_eq!(check_paths(View::new(&bytes).unwrap(), &node), 14);
    for length in 0..bytes.len() {
        agree(&bytes[..length], &ReaderOptions::default());
    }
    agree(&[bytes, vec![0]].concat(), &ReaderOptions::default());
}

#[test]
fn limits() {
    let bytes = write(&sample());
    let options = |limits| ReaderOptions::default().with_limits(limits);
    for depth in 0..5 {
        agree(&bytes, &options(Limits::DEFAULT.with_depth(depth)));
    }
    for items in 0..20 {
        agree(&bytes, &options(Limits::DEFAULT.with_items(items)));
    }
    agree(&bytes, &options(Limits::DEFAULT.with_message_bytes(bytes.len() - 1)));
    // An item that is no structure has no depth.
    let leaf = write(&leaf(TAG, Value::Integer(1)));
    let flat = options(Limits::DEFAULT.with_depth(0));
    agree(&leaf, &flat);
    assert_eq!(View::checked_with(&leaf, &flat).map(Checked::value), Ok(Value::Integer(1)));
}

#[test]
fn what_stands_before_a_field_has_to_end() {
    // A structure of two items, of which the first promises more than there is.
    for (digits, kind) in [
        ("82 18 20 84 01 82 02 67 61 05 01", ErrorKind::Truncated),
        ("82 18 20 84 01 82 02 C1 05 01", ErrorKind::Syntax),
        ("82 18 20 84 01 98 30 05 01", ErrorKind::Truncated),
        // What promises more than there is, is refused before anybody looks at it.
        ("82 18 20 84 01 82 02 98 30 C1 05 01", ErrorKind::Truncated),
    ] {
        let bytes = hex(digits);
        // A child that cannot be taken, or passed over, is the last.
        let ends: Vec<_> =
            View::new(&bytes).unwrap().children().skip_while(Result::is_ok).map(|end| end.is_err()).collect();
        assert_eq!(ends, [true], "{digits}");
        let fault = View::new(&bytes).unwrap().get::<i32>(&[Tag::new(0x42_0005)]).unwrap_err();
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, Tag::new(0x42_0001), Some(4)), "{digits}");
    }
}

#[test]
fn debug_shows_no_value() {
    let bytes = get();
    let view = View::new(&bytes).unwrap();
    let mut children = view.children();
    assert_eq!(format!("{children:?}"), "Children { left: 2, .. }");
    children.next();
    assert_eq!(format!("{children:?}"), "Children { left: 1, .. }");
    let id = view.find(&[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER]).unwrap().unwrap();
    assert_eq!(format!("{id:?}"), format!("View(UniqueIdentifier TextString (2 bytes) at {})", bytes.len() - 5));
}

#[test]
fn depth_needs_no_stack() {
    let bytes = [hex("82 18 20 84"), hex("01 82").repeat(100_000), hex("01 08 05 07")].concat();
    assert_eq!(View::new(&bytes).unwrap().get(&[Tag::new(0x42_0005)]), Ok(Some(7)));
}

#[test]
fn messages_are_collected_in_a_fixed_buffer() {
    let nodes = [leaf(TAG, Value::Integer(1)), structure(VENDOR, vec![leaf(TAG, Value::TextString("text"))])];
    let messages: Vec<_> = nodes.iter().map(write).collect();
    let stream = [messages.concat(), messages.concat()].concat();
    for size in 1..stream.len() {
        let mut memory = [0; 16];
        let mut buffer = FrameBuffer::new(&mut memory);
        let mut found = vec![];
        for piece in stream.chunks(size) {
            let mut rest = piece;
            while !rest.is_empty() {
                let taken = buffer.push(rest);
                assert!(taken > 0);
                rest = &rest[taken..];
                while let Some(message) = buffer.next().unwrap() {
                    found.push(message.to_vec());
                }
            }
        }
        assert_eq!(found, [&messages[..], &messages[..]].concat());
        assert!(buffer.is_empty());
    }
    let mut memory = [0; 16];
    let mut buffer = FrameBuffer::new(&mut memory);
    assert_eq!(buffer.push(&hex("82 18 20 4D")), 4);
    assert_eq!(buffer.next().unwrap_err().kind(), ErrorKind::TooLarge);
}
