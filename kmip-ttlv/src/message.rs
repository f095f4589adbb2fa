//! Whole messages: from bytes to the model and back.

use alloc::vec::Vec;

use kmip_types::path::{locate, locate_encoding};
use kmip_types::{Error, ErrorKind, Fault, Length, ReaderOptions, Root, encode_root, fill_root};

use crate::slice::{header, length};
use crate::{Reader, Writer};

/// Decodes one message, strictly, with the default limits; its text and bytes borrow from `input`.
///
/// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
/// [`Message`](kmip_types::Message) where it is not known which.
///
/// # Errors
/// Whatever is wrong with the message; [`TrailingData`](ErrorKind::TrailingData) if something follows it.
pub fn from_slice<'a, T: Root<'a>>(input: &'a [u8]) -> Result<T, Error> {
    from_slice_with(input, &ReaderOptions::default())
}

/// Decodes one message with other limits, or leniently.
///
/// # Errors
/// As for [`from_slice`].
pub fn from_slice_with<'a, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    // Filled where it is returned: a message is not small.
    let mut result = Ok(T::default());
    if let Ok(message) = &mut result
        && let Err(fault) = fill_root(message, &mut Reader::with_options(input, options))
    {
        result = Err(describe(input, options, fault));
    }
    result
}

/// Adds the path to an error of decoding.
#[cold]
#[inline(never)]
fn describe(input: &[u8], options: &ReaderOptions<'_>, fault: Fault) -> Error {
    let mut reader = Reader::with_options(input, options);
    // What follows the message is refused for being there, whatever it is.
    let end = header(input).and_then(|head| usize::try_from(length(head).wrapping_add(8)).ok());
    if end == Some(fault.offset()) {
        return locate(&mut reader, Fault::new(ErrorKind::TrailingData, fault.tag(), fault.offset()));
    }
    locate(&mut reader, fault)
}

/// Encodes one message, in the version that its header names.
///
/// # Errors
/// [`NotInVersion`](ErrorKind::NotInVersion) for what that version does not have, or a value that TTLV cannot hold.
pub fn to_vec<'a, T: Root<'a>>(message: &T) -> Result<Vec<u8>, Error> {
    // Room for most messages; larger ones grow.
    let mut writer = Writer::new(Vec::with_capacity(512));
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| describe_encoding(message, fault, Writer::new(Vec::new())))
}

/// Encodes one message into the start of `buffer`, and returns how many bytes it takes.
///
/// # Errors
/// [`BufferFull`](ErrorKind::BufferFull) if it takes more than there are: [`encoded_len`] tells how many. Else as for
/// [`to_vec`].
pub fn to_slice<'a, T: Root<'a>>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut writer = Writer::on_slice(buffer);
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish().map(|written| written.len()));
    done.map_err(|fault| describe_encoding(message, fault, Writer::on_slice(buffer)))
}

/// How many bytes a message takes.
///
/// # Errors
/// As for [`to_vec`].
pub fn encoded_len<'a, T: Root<'a>>(message: &T) -> Result<usize, Error> {
    let mut writer = Length::default();
    encode_root(message, &mut writer).map_err(|fault| describe_encoding(message, fault, Length::default()))?;
    usize::try_from(writer.bytes()).map_err(|_| Error::from(Fault::new(ErrorKind::TooLarge, message.root_tag(), 0)))
}

/// Adds the path to an error of encoding.
#[cold]
#[inline(never)]
fn describe_encoding<'a, T: Root<'a>>(message: &T, fault: Fault, mut writer: impl kmip_types::Writer) -> Error {
    locate_encoding(&mut writer, fault, &mut |writer| encode_root(message, writer))
}
