//! Whole messages: from the text to the model.

use core::str::from_utf8;

use crate::path::locate;
use crate::{Document, Error, ErrorKind, Fault, ReaderOptions, Root, Tag, decode_root_owned};

/// Decodes the message of a document, so that it owns its text and bytes.
///
/// # Errors
/// Whatever is wrong with the message.
pub fn decode<T: Root<'static>>(document: &Document<'_>) -> Result<T, Error> {
    decode_root_owned(document.reader()).map_err(|fault| locate(&mut document.reader(), fault))
}

/// The bytes as text, if they are UTF-8 and not too many.
///
/// Where they are no UTF-8, `fail` adds the path to the error: it gets the text in front of the first wrong byte.
///
/// # Errors
/// [`TooLarge`](ErrorKind::TooLarge), [`Utf8`](ErrorKind::Utf8).
pub fn checked_utf8<'a>(
    bytes: &'a [u8],
    options: &ReaderOptions<'_>,
    fail: impl FnOnce(&str, Fault) -> Error,
) -> Result<&'a str, Error> {
    if bytes.len() > options.limits.message_bytes {
        return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0).into());
    }
    from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| from_utf8(valid).ok()).unwrap_or_default();
        fail(valid, Fault::new(ErrorKind::Utf8, Tag::default(), error.valid_up_to()))
    })
}
