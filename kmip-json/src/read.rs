//! Whole documents: from the text to the model.

use core::str::from_utf8;

use kmip_types::format::locate;
use kmip_types::format::{Document, Fault, Root, decode_root_owned};
use kmip_types::{Error, ErrorKind, ReaderOptions, Tag};

use crate::parser::Parser;

/// Reads the one item that a text holds, strictly, with the default limits.
///
/// The item can be a message or any other; a message can then be decoded from the document, borrowing from it.
///
/// ```
/// use kmip_json::kmip_types::{DateTime, Tag};
/// use kmip_json::kmip_types::format::Reader;
/// use kmip_json::kmip_types::items::Value;
///
/// let document = kmip_json::parse(r#"{"tag":"ActivationDate","type":"DateTime","value":"2001-01-01T10:00:00+10:00"}"#)?;
/// assert_eq!(document.reader().read()?, Some((Tag::ACTIVATION_DATE, Value::DateTime(978_307_200))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Whatever is wrong with the text; [`TrailingData`](ErrorKind::TrailingData) if something follows the item.
pub fn parse(text: &str) -> Result<Document<'_>, Error> {
    parse_with(text, &ReaderOptions::default())
}

/// Reads the one item that a text holds with other limits, leniently, or with a vendor's names.
///
/// # Errors
/// As for [`parse`].
pub fn parse_with<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Result<Document<'a>, Error> {
    let mut parser = Parser::new(text, options);
    match parser.item() {
        Ok(()) => parser.builder.finish(),
        Err(fault) => Err(parser.fail(fault)),
    }
}

/// Reads the one item that a text holds as far as it is right, as [`parse_with`] does: the document ends in the error.
///
/// For tools that show broken input. A message decoded from it fails, with the error and its path. What stands in a
/// structure whose tag comes after its value is missing where the error comes before the tag.
#[must_use]
pub fn parse_partial<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Document<'a> {
    let mut parser = Parser::new(text, options);
    match parser.item() {
        Ok(()) => parser.builder.complete(),
        Err(fault) => parser.builder.partial(fault),
    }
}

/// Reads one message, strictly, with the default limits.
///
/// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
/// [`Message`](kmip_types::Message) where it is not known which; it owns its text and bytes.
///
/// # Errors
/// Whatever is wrong with the text or the message.
pub fn from_str<T: Root<'static>>(text: &str) -> Result<T, Error> {
    from_str_with(text, &ReaderOptions::default())
}

/// Reads one message with other limits, leniently, or with a vendor's names.
///
/// # Errors
/// As for [`from_str`].
pub fn from_str_with<T: Root<'static>>(text: &str, options: &ReaderOptions<'_>) -> Result<T, Error> {
    let document = parse_with(text, options)?;
    decode_root_owned(document.reader()).map_err(|fault| locate(&mut document.reader(), fault))
}

/// Reads one message from UTF-8, strictly, with the default limits.
///
/// # Errors
/// As for [`from_str`]; [`Utf8`](ErrorKind::Utf8).
pub fn from_slice<T: Root<'static>>(bytes: &[u8]) -> Result<T, Error> {
    from_slice_with(bytes, &ReaderOptions::default())
}

/// Reads one message from UTF-8 with other limits, leniently, or with a vendor's names.
///
/// # Errors
/// As for [`from_slice`].
pub fn from_slice_with<T: Root<'static>>(bytes: &[u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    from_str_with(utf8(bytes, options)?, options)
}

/// The bytes as text; where they are none, the error has the path to the structure with the first wrong byte.
fn utf8<'a>(bytes: &'a [u8], options: &ReaderOptions<'_>) -> Result<&'a str, Error> {
    if bytes.len() > options.limits.message_bytes {
        return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0).into());
    }
    from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| from_utf8(valid).ok()).unwrap_or_default();
        let mut parser = Parser::new(valid, options);
        // What was read before the wrong byte is wanted only for the path.
        let _ = parser.item();
        parser.fail(Fault::new(ErrorKind::Utf8, Tag::default(), error.valid_up_to()))
    })
}
