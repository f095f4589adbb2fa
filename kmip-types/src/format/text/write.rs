//! Whole messages: from the model to the text.

#[cfg(feature = "alloc")]
use alloc::string::String;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::{TextFormat, TextWriter, WriterOptions};
use crate::Error;
use crate::codec::EncodeRoot;
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::format::lexical::Utf8Vec;
use crate::stream::Writer;
#[cfg(feature = "alloc")]
use crate::wipe::cut_off;
#[cfg(feature = "alloc")]
use crate::{ErrorKind, Tag};

/// Writes one message into any `core::fmt::Write`.
///
/// # Errors
/// [`BufferFull`](crate::ErrorKind::BufferFull) if the sink refuses some of the text;
/// [`NotInVersion`](crate::ErrorKind::NotInVersion); what the format refuses.
pub fn write_with<F: TextFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    out: impl fmt::Write,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    let mut writer = TextWriter::<_, F>::with_options(out, options);
    let Err(fault) = encode_message(message, &mut writer, options).and_then(|()| writer.finish()) else {
        return Ok(());
    };
    // Without an allocator there is no path.
    #[cfg(feature = "alloc")]
    let error = located::<F, T>(message, options, fault);
    #[cfg(not(feature = "alloc"))]
    let error = Error::from(fault);
    Err(error)
}

/// Writes one message into a new `String`.
///
/// # Errors
/// As for [`append_with`].
#[cfg(feature = "alloc")]
pub fn string_with<F: TextFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    options: &WriterOptions<'_>,
) -> Result<String, Error> {
    // To find out that all of it is UTF-8 takes less than to write it into a `String` piece by piece.
    let bytes = vec_with::<F, T>(message, options)?;
    String::from_utf8(bytes).map_err(|_| Fault::without_offset(ErrorKind::Utf8, Tag::default()).into())
}

/// Writes one message into a new vector, as UTF-8.
///
/// # Errors
/// As for [`append_with`].
#[cfg(feature = "alloc")]
pub fn vec_with<F: TextFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    options: &WriterOptions<'_>,
) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(F::CAPACITY);
    append_with::<F, T>(message, &mut out, options)?;
    Ok(out)
}

/// Writes one message to the end of a vector, as UTF-8.
///
/// After an error the vector is as it was before.
///
/// # Errors
/// [`NotInVersion`](ErrorKind::NotInVersion); what the format refuses.
#[cfg(feature = "alloc")]
pub fn append_with<F: TextFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    out: &mut Vec<u8>,
    options: &WriterOptions<'_>,
) -> Result<(), Error> {
    F::append(out, options, &mut |writer| encode_message(message, writer, options))
        .map_err(|fault| located::<F, T>(message, options, fault))
}

/// A closure that encodes one message into a writer.
#[cfg(feature = "alloc")]
pub type EncodeInto<'e> = &'e mut dyn FnMut(&mut dyn Writer) -> Result<(), Fault>;

/// Appends what is encoded to a vector: the body of [`TextFormat::append`].
///
/// What was appended until an error is cut off, and wiped with feature `zeroize`.
///
/// # Errors
/// As for [`append_with`].
#[cfg(feature = "alloc")]
#[inline]
pub fn append<F: TextFormat>(
    out: &mut Vec<u8>,
    options: &WriterOptions<'_>,
    encode: EncodeInto<'_>,
) -> Result<(), Fault> {
    let length = out.len();
    let mut writer = TextWriter::<_, F>::with_options(Utf8Vec(core::mem::take(out)), options);
    let encoded = encode(&mut writer);
    let (Utf8Vec(written), whole) = writer.into_parts();
    *out = written;
    encoded.and(whole).inspect_err(|_| cut_off(out, length))
}

#[cfg(feature = "alloc")]
fn encode_message<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn Writer,
    options: &WriterOptions<'_>,
) -> Result<(), Fault> {
    crate::codec::encode_root_with(message, writer, &options.encode)
}

#[cfg(not(feature = "alloc"))]
fn encode_message<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn Writer,
    _: &WriterOptions<'_>,
) -> Result<(), Fault> {
    crate::codec::encode_root(message, writer)
}

/// Adds the path to an error.
#[cfg(feature = "alloc")]
#[cold]
#[inline(never)]
fn located<F: TextFormat, T: EncodeRoot + ?Sized>(message: &T, options: &WriterOptions<'_>, fault: Fault) -> Error {
    let mut error = Error::from(fault);
    // Written again only for the path.
    let _ = F::append(&mut Vec::new(), options, &mut |writer| {
        error = crate::codec::locate_in_message(message, writer, &options.encode, fault);
        Err(fault)
    });
    error
}
