//! Whole messages: from the text to the model.

use core::str::from_utf8;

use crate::codec::{Root, decode_root_leniently_owned, decode_root_owned};
use crate::document::{Document, DocumentBuilder};
use crate::error::Fault;
use crate::path::locate;
use crate::validate::StrictReader;
use crate::{Error, ErrorKind, ReaderOptions, Tag};

/// The pass over a text of a format, which fills a document.
pub trait TextParser<'a>: Sized {
    /// Reads the one item that the text holds.
    ///
    /// # Errors
    /// Whatever is wrong with the text; [`TrailingData`](ErrorKind::TrailingData) if something follows the item.
    fn item(&mut self) -> Result<(), Fault>;

    /// Returns what was read, of which a part may be missing.
    fn into_builder(self) -> DocumentBuilder<'a>;
}

/// Reads the one item that a text holds.
///
/// # Errors
/// As for [`TextParser::item`].
pub fn parse<'a>(mut parser: impl TextParser<'a>) -> Result<Document<'a>, Error> {
    match parser.item() {
        Ok(()) => parser.into_builder().finish(),
        Err(fault) => Err(parser.into_builder().fail(fault)),
    }
}

/// Decodes the message of a document, so that it owns its text and bytes.
///
/// It does so whatever it could borrow from for `'a`.
///
/// # Errors
/// Whatever is wrong with the message.
pub fn decode_document<'a, T: Root<'a>>(document: &Document<'_>, options: &ReaderOptions<'_>) -> Result<T, Error> {
    let done = match decode_root_owned(document.reader()) {
        Err(_) if options.lenient => decode_root_leniently_owned(document.reader()),
        done => done,
    };
    done.map_err(|fault| locate(&mut document.reader(), fault))
}

/// Decodes a message that is valid in its version.
///
/// # Errors
/// As for [`decode_document`], and the first error that validation finds.
pub fn decode_document_validated<'a, T: Root<'a>>(document: &Document<'_>) -> Result<T, Error> {
    let mut reader = document.reader();
    let decoded = decode_root_owned(StrictReader::new(&mut reader));
    decoded.map_err(|fault| locate(&mut document.reader(), fault))
}

/// The bytes as text, if they are UTF-8 and not too many.
///
/// Where they are no UTF-8, the parser of the text in front of the first wrong byte adds the path to the error.
///
/// # Errors
/// [`TooLarge`](ErrorKind::TooLarge), [`Utf8`](ErrorKind::Utf8).
pub fn checked_utf8<'a, P: TextParser<'a>>(
    bytes: &'a [u8],
    options: &ReaderOptions<'_>,
    parser: impl FnOnce(&'a str) -> P,
) -> Result<&'a str, Error> {
    if bytes.len() > options.limits.message_bytes {
        return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0).into());
    }
    from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| from_utf8(valid).ok()).unwrap_or_default();
        let mut parser = parser(valid);
        // What was read before the wrong byte is wanted only for the path.
        let _ = parser.item();
        parser.into_builder().fail(Fault::new(ErrorKind::Utf8, Tag::default(), error.valid_up_to()))
    })
}

/// The line and the column, in characters and both from 1, of an offset in a text.
///
/// `None` where that is inside a character.
///
/// ```
/// use kmip_types::format::text::position;
///
/// assert_eq!(position("a\nbc", 3), Some((2, 2)));
/// ```
#[cold]
#[must_use]
pub fn position(text: &str, offset: usize) -> Option<(u32, u32)> {
    let before = text.get(..offset)?;
    let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()).saturating_add(1);
    Some((u32::try_from(line).ok()?, u32::try_from(column).ok()?))
}
