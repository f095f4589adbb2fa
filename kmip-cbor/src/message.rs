//! Whole messages: from bytes to the model and back.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::path::{locate, locate_encoding};
#[cfg(feature = "alloc")]
use kmip_types::{EncodeOptions, encode_root_with};
use kmip_types::{EncodeRoot, Error, ErrorKind, Fault, encode_root};
#[cfg(feature = "alloc")]
use kmip_types::{ReaderOptions, Root, decode_root, decode_root_owned};

#[cfg(feature = "alloc")]
use crate::Reader;
use crate::Writer;
use crate::sink::Count;

/// Decodes one message, with the default limits; its text and bytes borrow from `input`.
///
/// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
/// [`Message`](kmip_types::Message) where it is not known which.
///
/// # Errors
/// Whatever is wrong with the message; [`TrailingData`](kmip_types::ErrorKind::TrailingData) if something follows it.
#[cfg(feature = "alloc")]
pub fn from_slice<'a, T: Root<'a>>(input: &'a [u8]) -> Result<T, Error> {
    from_slice_with(input, &ReaderOptions::default())
}

/// Decodes one message with other limits.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_with<'a, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    decode_root(&mut Reader::with_options(input, options))
        .map_err(|fault| locate(&mut Reader::with_options(input, options), fault))
}

/// Decodes one message that owns its text and bytes, with the default limits: for who keeps it longer than `input`.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_owned<T: Root<'static>>(input: &[u8]) -> Result<T, Error> {
    from_slice_owned_with(input, &ReaderOptions::default())
}

/// Decodes one message that owns its text and bytes, with other limits.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_owned_with<T: Root<'static>>(input: &[u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    decode_root_owned(Reader::with_options(input, options))
        .map_err(|fault| locate(&mut Reader::with_options(input, options), fault))
}

/// Encodes one message, in the version that its header names.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have.
#[cfg(feature = "alloc")]
pub fn to_vec<T: EncodeRoot + ?Sized>(message: &T) -> Result<Vec<u8>, Error> {
    to_vec_with(message, &EncodeOptions::default())
}

/// Encodes one message that may hold what its version does not have.
///
/// # Errors
/// As for [`to_vec`], as far as the options leave it.
#[cfg(feature = "alloc")]
pub fn to_vec_with<T: EncodeRoot + ?Sized>(message: &T, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
    // Room for most messages; larger ones grow.
    let mut writer = Writer::new(Vec::with_capacity(256));
    let done = encode_root_with(message, &mut writer, options).and_then(|()| writer.finish());
    done.map_err(|fault| kmip_types::describe_encoding(message, &mut Writer::new(Vec::new()), options, fault))
}

/// Encodes one message into the start of `buffer`, and returns how many bytes it takes. Needs no allocator.
///
/// The message is one of the model, a [`borrowed::RequestMessage`](kmip_types::borrowed::RequestMessage), or a type of the
/// user's.
///
/// # Errors
/// [`BufferFull`](ErrorKind::BufferFull) if it takes more bytes than there are: [`Error::needed`] tells how many. Else as for
/// [`encoded_len`].
pub fn to_slice<T: EncodeRoot + ?Sized>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut writer = Writer::on_slice(buffer);
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish().map(|written| written.len()));
    done.map_err(|fault| describe(message, with_needed(count(message).ok(), fault), Writer::on_slice(buffer)))
}

/// Encodes one message, that may hold what its version does not have, into the start of `buffer`.
///
/// # Errors
/// As for [`to_slice`], as far as the options leave it.
#[cfg(feature = "alloc")]
pub fn to_slice_with<T: EncodeRoot + ?Sized>(
    message: &T,
    buffer: &mut [u8],
    options: &EncodeOptions<'_>,
) -> Result<usize, Error> {
    let mut writer = Writer::on_slice(buffer);
    let done =
        encode_root_with(message, &mut writer, options).and_then(|()| writer.finish().map(|written| written.len()));
    done.map_err(|fault| {
        let fault = with_needed(encoded_len_with(message, options).ok(), fault);
        kmip_types::describe_encoding(message, &mut Writer::on_slice(buffer), options, fault)
    })
}

/// How many bytes a message takes.
///
/// # Errors
/// [`NotInVersion`](ErrorKind::NotInVersion) for what the version of the message does not have.
pub fn encoded_len<T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Error> {
    count(message).map_err(|fault| describe(message, fault, Writer::new(Count::default())))
}

/// How many bytes a message takes that may hold what its version does not have. Nothing is reported that is left out.
///
/// # Errors
/// As for [`to_vec_with`].
#[cfg(feature = "alloc")]
pub fn encoded_len_with<T: EncodeRoot + ?Sized>(message: &T, options: &EncodeOptions<'_>) -> Result<usize, Error> {
    let options = &options.silent();
    let mut writer = Writer::new(Count::default());
    let done = encode_root_with(message, &mut writer, options).and_then(|()| writer.finish());
    done.map_err(|fault| kmip_types::describe_encoding(message, &mut Writer::new(Count::default()), options, fault))
}

fn count<T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Fault> {
    let mut writer = Writer::new(Count::default());
    encode_root(message, &mut writer)?;
    writer.finish()
}

/// A buffer that is full also tells how large it would have to be.
#[cold]
#[inline(never)]
fn with_needed(needed: Option<usize>, fault: Fault) -> Fault {
    match needed {
        Some(needed) if fault.kind() == ErrorKind::BufferFull => Fault::new(ErrorKind::BufferFull, fault.tag(), needed),
        _ => fault,
    }
}

/// Adds the path to an error of encoding.
#[cfg(feature = "alloc")]
#[cold]
#[inline(never)]
fn describe<T: EncodeRoot + ?Sized>(message: &T, fault: Fault, mut writer: impl kmip_types::Writer) -> Error {
    locate_encoding(&mut writer, fault, &mut |writer| encode_root(message, writer))
}

/// Without an allocator there is no path.
#[cfg(not(feature = "alloc"))]
fn describe<T: EncodeRoot + ?Sized>(_: &T, fault: Fault, _: impl kmip_types::Writer) -> Error {
    Error::from(fault)
}
