//! Whole messages: from the model to the text.

#[cfg(feature = "alloc")]
use alloc::string::String;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use kmip_types::Error;
use kmip_types::format::EncodeRoot;
use kmip_types::format::text::write_with;
#[cfg(feature = "alloc")]
use kmip_types::format::text::{append_with, string_with, vec_with};

use crate::WriterOptions;
use crate::writer::Xml;

/// Writes one message into any `core::fmt::Write`; needs no allocator.
///
/// The text is on one line, in the version that the header of the message names.
///
/// After an error what was written is of no use. Into a vector, [`append_to_vec`] is faster.
///
/// ```
/// use kmip_xml::kmip_types::format::SliceText;
/// use kmip_xml::kmip_types::no_alloc::{GetRequest, ProtocolVersion, RequestMessage, RequestPayload};
///
/// let mut get = GetRequest::default();
/// get.unique_identifier = Some("5d0c8f1e".into());
/// let payloads: [&dyn RequestPayload; 1] = [&get];
/// let request = RequestMessage::new(ProtocolVersion::V2_1, &payloads);
///
/// let mut buffer = [0; 512];
/// let mut text = SliceText::new(&mut buffer);
/// kmip_xml::to_writer(&request, &mut text)?;
/// assert!(text.as_str().ends_with(
///     r#"<UniqueIdentifier type="TextString" value="5d0c8f1e"/></RequestPayload></BatchItem></RequestMessage>"#
/// ));
/// # Ok::<(), kmip_xml::kmip_types::Error>(())
/// ```
///
/// # Errors
/// [`BufferFull`](kmip_types::ErrorKind::BufferFull) if the sink refuses some of the text. Else as for [`to_string`].
pub fn to_writer<T: EncodeRoot + ?Sized>(message: &T, out: impl fmt::Write) -> Result<(), Error> {
    to_writer_with(message, out, &WriterOptions::default())
}

/// Writes one message with options into any `core::fmt::Write`; needs no allocator.
///
/// # Errors
/// As for [`to_writer`].
pub fn to_writer_with<T: EncodeRoot + ?Sized>(
    message: &T,
    out: impl fmt::Write,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    write_with::<Xml, T>(message, out, options)
}

/// Writes one message on one line, in the version that its header names.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have;
/// [`NotInXml`](kmip_types::ErrorKind::NotInXml) for text with a character that no XML document can hold.
#[cfg(feature = "alloc")]
pub fn to_string<T: EncodeRoot + ?Sized>(message: &T) -> Result<String, Error> {
    to_string_with(message, &WriterOptions::default())
}

/// Writes one message with options: indented, or with a vendor's names.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_string_with<T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>) -> Result<String, Error> {
    string_with::<Xml, T>(message, options)
}

/// Writes one message on one line, in the version that its header names, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_vec<T: EncodeRoot + ?Sized>(message: &T) -> Result<Vec<u8>, Error> {
    to_vec_with(message, &WriterOptions::default())
}

/// Writes one message with options, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_vec_with<T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>) -> Result<Vec<u8>, Error> {
    vec_with::<Xml, T>(message, options)
}

/// Writes one message to the end of a vector, as UTF-8.
///
/// The text is on one line, in the version that the header of the message names.
///
/// A vector that is cleared and used again spares allocations. After an error it is as it was before.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn append_to_vec<T: EncodeRoot + ?Sized>(message: &T, out: &mut Vec<u8>) -> Result<(), Error> {
    append_to_vec_with(message, out, &WriterOptions::default())
}

/// Writes one message with options to the end of a vector, as UTF-8.
///
/// # Errors
/// As for [`to_string`]; the vector is then as it was before.
#[cfg(feature = "alloc")]
pub fn append_to_vec_with<T: EncodeRoot + ?Sized>(
    message: &T,
    out: &mut Vec<u8>,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    append_with::<Xml, T>(message, out, options)
}
