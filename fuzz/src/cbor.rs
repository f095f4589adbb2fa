//! CBOR alone.

use kmip::cbor::{CborReader, MessageFramer, encoded_len, frame, from_slice, from_slice_owned, to_slice, to_vec};
use kmip::encoding::Encoding;
use kmip::{Error, Limits, Message, ReaderOptions};

use crate::items::check;
use crate::ttlv;
use crate::written::write;

/// Checks any bytes as items.
///
/// What is read is written with the same bytes; there is no lenient form.
pub fn items(data: &[u8]) {
    let fault = check(|| CborReader::new(data));
    assert_eq!(check(|| CborReader::with_options(data, &ReaderOptions::lenient())), fault);
    let framed = frame(data, &Limits::DEFAULT);
    framed_in_parts(data, framed.clone());
    if fault.is_none() {
        assert_eq!(framed, Ok(Some(data.len())), "a message ends where its frame does");
        assert_eq!(write(Encoding::Cbor, &mut CborReader::new(data)).as_deref(), Ok(data));
    }
}

/// A message that arrives byte by byte has the same frame.
fn framed_in_parts(data: &[u8], framed: Result<Option<usize>, Error>) {
    let mut framer = MessageFramer::new(&Limits::DEFAULT);
    let mut parts = (0..=data.len()).map(|end| framer.frame(&data[..end]));
    match framed {
        Ok(Some(length)) => assert_eq!(parts.find(|part| *part != Ok(None)), Some(Ok(Some(length)))),
        Ok(None) => assert!(parts.all(|part| part == Ok(None))),
        Err(fault) => assert_eq!(parts.find(|part| *part != Ok(None)), Some(Err(fault))),
    }
}

/// Checks any bytes as a message.
///
/// What the model reads, it writes, and reads again the same.
pub fn typed(data: &[u8]) {
    let typed = from_slice::<Message<'_>>(data);
    assert_eq!(from_slice_owned::<Message<'_>>(data), typed);
    let Ok(message) = typed else { return };
    assert_eq!(message, message.clone().into_owned());
    let bytes = match to_vec(&message) {
        Ok(bytes) => bytes,
        Err(error) => return ttlv::refused_when_built(&error),
    };
    assert_eq!(encoded_len(&message), Ok(bytes.len()));
    let mut buffer = vec![0; bytes.len()];
    assert_eq!(to_slice(&message, &mut buffer), Ok(bytes.len()));
    assert_eq!(buffer, bytes);
    let again = from_slice::<Message<'_>>(&bytes).expect("what was written can be read");
    assert_eq!(to_vec(&again).as_deref(), Ok(bytes.as_slice()));
    let unchanged = message == again;
    assert!(unchanged || ttlv::by_any_type(&message) == ttlv::by_any_type(&again));
    // Fields may have moved to where the standard has them, but nothing is lost or added.
    assert!(!unchanged || bytes.len() == data.len());
}
