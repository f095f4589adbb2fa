//! TTLV alone.

use kmip::ttlv::{TtlvReader, from_slice, from_slice_owned, from_slice_with, to_vec};
use kmip::{Error, ErrorKind, Message, ReaderOptions};

use crate::items::check;
use crate::lenient::write;
use crate::written::rewrite;

/// Checks any bytes as items.
///
/// What is read strictly is written with the same bytes; what is read leniently is canonical then.
pub fn items(data: &[u8]) {
    let lenient = ReaderOptions::lenient();
    let strict_ok = check(|| TtlvReader::new(data)).is_none();
    let lenient_ok = check(|| TtlvReader::with_options(data, &lenient)).is_none();
    assert!(lenient_ok || !strict_ok, "a lenient reader refuses what a strict one accepts");
    if strict_ok {
        assert_eq!(rewrite(&mut TtlvReader::new(data)), data);
    }
    if lenient_ok {
        let canonical = rewrite(&mut TtlvReader::with_options(data, &lenient));
        assert_eq!(rewrite(&mut TtlvReader::new(&canonical)), canonical);
        assert!(!strict_ok || canonical == data);
    }
}

/// Checks any bytes as a message.
///
/// What the model reads, it writes, and reads again the same.
pub fn typed(data: &[u8]) {
    let lenient = from_slice_with::<Message<'_>>(data, &ReaderOptions::lenient());
    let strict = from_slice::<Message<'_>>(data);
    assert_eq!(from_slice_owned::<Message<'_>>(data), strict);
    match (strict, lenient) {
        (Ok(message), Ok(same)) => {
            assert_eq!(message, same);
            assert_eq!(message, message.clone().into_owned());
            if let Some((bytes, is_equal)) = round_trip(&message) {
                // Fields may have moved to where the standard has them, but nothing is lost or added.
                assert_eq!(bytes.len(), data.len());
                assert!(!is_equal || words(&write(&message)) == words(data));
            }
        }
        // `lenient` has what is read only leniently.
        (Err(_), _) => {}
        (Ok(_), Err(error)) => panic!("a lenient reader refuses what a strict one accepts: {error}"),
    }
}

/// Checks that an error of encoding a decoded message is an expected one.
///
/// Decoding takes what is there; encoding refuses what the version does not have, and a list that is empty because
/// lenient reading has set aside all that was in it.
pub fn refused_when_built(error: &Error) {
    assert!(matches!(error.kind(), ErrorKind::NotInVersion | ErrorKind::Missing), "{error}");
}

/// Encodes a message, decodes it, and encodes it again.
///
/// Returns the bytes, and whether the two messages are equal.
fn round_trip(message: &Message<'_>) -> Option<(Vec<u8>, bool)> {
    let bytes = match to_vec(message) {
        Ok(bytes) => bytes,
        Err(error) => {
            refused_when_built(&error);
            return None;
        }
    };
    let again = from_slice::<Message<'_>>(&bytes).expect("what was written can be read");
    assert_eq!(to_vec(&again).as_deref(), Ok(bytes.as_slice()));
    let is_equal = *message == again;
    assert!(is_equal || by_any_type(message) == by_any_type(&again));
    Some((bytes, is_equal))
}

/// Prints a message, whichever type its identifiers have.
///
/// Each version has the identifiers written as its own.
pub fn by_any_type(message: &Message<'_>) -> String {
    format!("{message:?}").replace("Identifier(", "TextString(")
}

/// The eight-byte words, in an order that does not depend on that of the fields.
fn words(bytes: &[u8]) -> Vec<&[u8]> {
    let mut words: Vec<_> = bytes.chunks(8).collect();
    words.sort_unstable();
    words
}
