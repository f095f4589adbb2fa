//! Whole documents: from the text to the model.

use kmip_types::format::text::{checked_utf8, decode};
use kmip_types::format::{Document, Root};
use kmip_types::{Error, ReaderOptions};

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
/// Whatever is wrong with the text; [`TrailingData`](kmip_types::ErrorKind::TrailingData) if something follows the item.
pub fn parse(text: &str) -> Result<Document<'_>, Error> {
    parse_with(text, &ReaderOptions::default())
}

/// Reads the one item that a text holds with other limits, leniently, or with a vendor's names.
///
/// # Errors
/// As for [`parse`].
pub fn parse_with<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Result<Document<'a>, Error> {
    let mut parser = Parser::new(text, options);
    match parser.item(options.limits.message_bytes) {
        Ok(()) => parser.into_builder().finish(),
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
    match parser.item(options.limits.message_bytes) {
        Ok(()) => parser.into_builder().complete(),
        Err(fault) => parser.into_builder().partial(fault),
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
    decode(&parse_with(text, options)?)
}

/// Reads one message from UTF-8, strictly, with the default limits.
///
/// # Errors
/// As for [`from_str`]; [`Utf8`](kmip_types::ErrorKind::Utf8).
pub fn from_slice<T: Root<'static>>(bytes: &[u8]) -> Result<T, Error> {
    from_slice_with(bytes, &ReaderOptions::default())
}

/// Reads one message from UTF-8 with other limits, leniently, or with a vendor's names.
///
/// # Errors
/// As for [`from_slice`].
pub fn from_slice_with<T: Root<'static>>(bytes: &[u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    let text = checked_utf8(bytes, options, |valid, fault| {
        let mut parser = Parser::new(valid, options);
        // What was read before the wrong byte is wanted only for the path.
        let _ = parser.item(options.limits.message_bytes);
        parser.fail(fault)
    })?;
    from_str_with(text, options)
}
