//! Whole messages: from bytes to the model and back.

use alloc::vec::Vec;

use kmip_types::path::{locate, locate_encoding};
use kmip_types::{Error, Fault, ReaderOptions, Root, decode_root, encode_root};

use crate::sink::Count;
use crate::{Reader, Writer};

/// Decodes one message, with the default limits; its text and bytes borrow from `input`.
///
/// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
/// [`Message`](kmip_types::Message) where it is not known which.
///
/// # Errors
/// Whatever is wrong with the message; [`TrailingData`](kmip_types::ErrorKind::TrailingData) if something follows it.
pub fn from_slice<'a, T: Root<'a>>(input: &'a [u8]) -> Result<T, Error> {
    from_slice_with(input, &ReaderOptions::default())
}

/// Decodes one message with other limits.
///
/// # Errors
/// As for [`from_slice`].
pub fn from_slice_with<'a, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    decode_root(&mut Reader::with_options(input, options))
        .map_err(|fault| locate(&mut Reader::with_options(input, options), fault))
}

/// Encodes one message, in the version that its header names.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have.
pub fn to_vec<'a, T: Root<'a>>(message: &T) -> Result<Vec<u8>, Error> {
    // Room for most messages; larger ones grow.
    let mut writer = Writer::new(Vec::with_capacity(256));
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| describe(message, fault, Writer::new(Vec::new())))
}

/// Encodes one message into the start of `buffer`, and returns how many bytes it takes.
///
/// # Errors
/// [`BufferFull`](kmip_types::ErrorKind::BufferFull) if it takes more than there are: [`encoded_len`] tells how many.
/// Else as for [`to_vec`].
pub fn to_slice<'a, T: Root<'a>>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut writer = Writer::on_slice(buffer);
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish().map(|written| written.len()));
    done.map_err(|fault| describe(message, fault, Writer::on_slice(buffer)))
}

/// How many bytes a message takes.
///
/// # Errors
/// As for [`to_vec`].
pub fn encoded_len<'a, T: Root<'a>>(message: &T) -> Result<usize, Error> {
    let mut writer = Writer::new(Count::default());
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| describe(message, fault, Writer::new(Count::default())))
}

/// Adds the path to an error of encoding.
#[cold]
#[inline(never)]
fn describe<'a, T: Root<'a>>(message: &T, fault: Fault, mut writer: impl kmip_types::Writer) -> Error {
    locate_encoding(&mut writer, fault, &mut |writer| encode_root(message, writer))
}
