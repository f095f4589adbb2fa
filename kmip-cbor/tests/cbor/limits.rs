//! Tests of the limits.
//!
//! They are the same as in every encoding, and none of them can be passed by a count.

use kmip_cbor::kmip_types::items::{Node, Value};
use kmip_cbor::kmip_types::*;
use kmip_cbor::{CborReader, from_slice_with};

use crate::support::{TAG, hex, leaf, structure, write};

fn with(bytes: &[u8], limits: Limits) -> Result<Vec<Node<'_>>, Error> {
    Node::read_all(&mut CborReader::with_options(bytes, &ReaderOptions::default().with_limits(limits)))
}

fn nested(depth: usize) -> Vec<u8> {
    (1..depth)
        .fold(hex("82"), |bytes, _| [bytes, hex("18 20 82")].concat())
        .into_iter()
        .chain(hex("18 20 80"))
        .collect()
}

#[test]
fn depth() {
    for limit in [1, 2, Limits::MAX_DEPTH] {
        let limits = Limits::DEFAULT.with_depth(limit);
        assert!(with(&nested(limit), limits).is_ok());
        let fault = with(&nested(limit + 1), limits).unwrap_err();
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::Depth, TAG, Some(1 + 3 * limit)));
    }
    let scalar = hex("82 18 20 08");
    assert!(with(&scalar, Limits::DEFAULT.with_depth(0)).is_ok());
    assert_eq!(with(&nested(1), Limits::DEFAULT.with_depth(0)).unwrap_err().kind(), ErrorKind::Depth);
    // More than the reader's stack holds cannot be asked for.
    let mut limits = Limits::DEFAULT;
    limits.depth = usize::MAX;
    assert!(with(&nested(Limits::MAX_DEPTH), limits).is_ok());
    assert_eq!(with(&nested(Limits::MAX_DEPTH + 1), limits).unwrap_err().kind(), ErrorKind::Depth);
    assert_eq!(with(&nested(100_000), limits).unwrap_err().kind(), ErrorKind::Depth);
}

#[test]
fn items() {
    let node = structure(TAG, vec![leaf(TAG, Value::Integer(1)), structure(TAG, vec![]), leaf(TAG, Value::Integer(2))]);
    let bytes = write(&node);
    assert_eq!(with(&bytes, Limits::DEFAULT.with_items(4)), Ok(vec![node]));
    let fault = with(&bytes, Limits::DEFAULT.with_items(3)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::TooManyItems, TAG, Some(10)));
    assert_eq!(with(&bytes, Limits::DEFAULT.with_items(0)).unwrap_err().offset(), Some(1));
}

#[test]
fn size() {
    let bytes = write(&leaf(TAG, Value::ByteString(&[7; 100])));
    let limits = |bytes| Limits::DEFAULT.with_message_bytes(bytes);
    assert!(with(&bytes, limits(bytes.len())).is_ok());
    let fault = with(&bytes, limits(bytes.len() - 1)).unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::TooLarge, Some(0)));
    let options = ReaderOptions::default().with_limits(limits(bytes.len() - 1));
    let error = from_slice_with::<Message<'_>>(&bytes, &options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}
