//! Whole documents: from the model to the text.

#[cfg(feature = "alloc")]
use alloc::string::String;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use kmip_types::Error;
#[cfg(feature = "alloc")]
use kmip_types::format::lexical::Utf8Vec;
use kmip_types::format::{EncodeRoot, Fault};
#[cfg(feature = "alloc")]
use kmip_types::{ErrorKind, Tag};

use crate::{Writer, WriterOptions};

/// Writes one message, in the version that its header names, on one line, into any `core::fmt::Write`; needs no allocator.
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

/// Writes one message indented, or with a vendor's names, into any `core::fmt::Write`; needs no allocator.
///
/// # Errors
/// As for [`to_writer`].
pub fn to_writer_with<T: EncodeRoot + ?Sized>(
    message: &T,
    out: impl fmt::Write,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    let mut writer = Writer::with_options(out, options);
    encode(message, &mut writer, options)
        .and_then(|()| writer.finish())
        .map_or_else(|fault| Err(describe(message, options, fault)), |_| Ok(()))
}

/// Writes one message, in the version that its header names, on one line.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have;
/// [`NotInXml`](kmip_types::ErrorKind::NotInXml) for text with a character that no XML document can hold.
#[cfg(feature = "alloc")]
pub fn to_string<T: EncodeRoot + ?Sized>(message: &T) -> Result<String, Error> {
    to_string_with(message, &WriterOptions::default())
}

/// Writes one message indented, or with a vendor's names.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_string_with<T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>) -> Result<String, Error> {
    // To find out that all of it is UTF-8 takes less than to write it into a `String` piece by piece.
    let bytes = to_vec_with(message, options)?;
    String::from_utf8(bytes).map_err(|_| Fault::new(ErrorKind::Utf8, Tag::default(), 0).into())
}

/// Writes one message, in the version that its header names, on one line, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_vec<T: EncodeRoot + ?Sized>(message: &T) -> Result<Vec<u8>, Error> {
    to_vec_with(message, &WriterOptions::default())
}

/// Writes one message indented, or with a vendor's names, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn to_vec_with<T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>) -> Result<Vec<u8>, Error> {
    // Room for a small message; larger ones grow.
    let mut out = Vec::with_capacity(1024);
    append_to_vec_with(message, &mut out, options)?;
    Ok(out)
}

/// Writes one message, in the version that its header names, on one line, as UTF-8, to the end of a vector.
///
/// A vector that is cleared and used again spares allocations. After an error it is as it was before.
///
/// # Errors
/// As for [`to_string`].
#[cfg(feature = "alloc")]
pub fn append_to_vec<T: EncodeRoot + ?Sized>(message: &T, out: &mut Vec<u8>) -> Result<(), Error> {
    append_to_vec_with(message, out, &WriterOptions::default())
}

/// Writes one message indented, or with a vendor's names, as UTF-8, to the end of a vector.
///
/// # Errors
/// As for [`to_string`]; the vector is then as it was before.
#[cfg(feature = "alloc")]
pub fn append_to_vec_with<T: EncodeRoot + ?Sized>(
    message: &T,
    out: &mut Vec<u8>,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    append(out, options, &mut |writer| encode(message, writer, options))
        .map_err(|fault| describe(message, options, fault))
}

/// The same for any message: the writer is compiled once, and here.
#[cfg(feature = "alloc")]
fn append(
    out: &mut Vec<u8>,
    options: &WriterOptions<'_>,
    encode: &mut dyn FnMut(&mut dyn kmip_types::format::Writer) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let length = out.len();
    let mut writer = Writer::with_options(Utf8Vec(core::mem::take(out)), options);
    let encoded = encode(&mut writer);
    let (Utf8Vec(written), whole) = writer.into_parts();
    *out = written;
    encoded.and(whole).inspect_err(|_| out.truncate(length))
}

#[cfg(feature = "alloc")]
fn encode<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn kmip_types::format::Writer,
    options: &WriterOptions<'_>,
) -> Result<(), Fault> {
    kmip_types::format::encode_root_with(message, writer, &options.encode)
}

#[cfg(not(feature = "alloc"))]
fn encode<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn kmip_types::format::Writer,
    _: &WriterOptions<'_>,
) -> Result<(), Fault> {
    kmip_types::format::encode_root(message, writer)
}

/// Adds the path to an error, as far as there is an allocator for it.
#[cfg(feature = "alloc")]
#[cold]
#[inline(never)]
fn describe<T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>, fault: Fault) -> Error {
    describe_with(options, &mut |writer| kmip_types::format::describe_encoding(message, writer, &options.encode, fault))
}

/// The same for any message.
#[cfg(feature = "alloc")]
fn describe_with(
    options: &WriterOptions<'_>,
    describe: &mut dyn FnMut(&mut dyn kmip_types::format::Writer) -> Error,
) -> Error {
    describe(&mut Writer::with_options(Utf8Vec::default(), options))
}

#[cfg(not(feature = "alloc"))]
fn describe<T: EncodeRoot + ?Sized>(_: &T, _: &WriterOptions<'_>, fault: Fault) -> Error {
    fault.into()
}
