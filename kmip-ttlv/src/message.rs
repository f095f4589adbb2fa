//! Whole messages: from bytes to the model and back.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::path::{locate, locate_encoding};
#[cfg(feature = "alloc")]
use kmip_types::{EncodeOptions, encode_root_with};
use kmip_types::{EncodeRoot, Error, ErrorKind, Fault, Length, encode_root};
#[cfg(feature = "alloc")]
use kmip_types::{ReaderOptions, Root, fill_root, fill_root_owned};

#[cfg(feature = "alloc")]
use crate::Reader;
use crate::Writer;
#[cfg(feature = "alloc")]
use crate::slice::{header, length};

/// Decodes one message, strictly, with the default limits; its text and bytes borrow from `input`.
///
/// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
/// [`Message`](kmip_types::Message) where it is not known which.
///
/// # Errors
/// Whatever is wrong with the message; [`TrailingData`](ErrorKind::TrailingData) if something follows it.
#[cfg(feature = "alloc")]
pub fn from_slice<'a, T: Root<'a>>(input: &'a [u8]) -> Result<T, Error> {
    from_slice_with(input, &ReaderOptions::default())
}

/// Decodes one message with other limits, or leniently.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_with<'a, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    filled(input, options, |message, mut reader| fill_root(message, &mut reader))
}

/// Decodes one message that owns its text and bytes, strictly, with the default limits: for who keeps it longer than
/// `input`.
///
/// ```
/// use kmip_ttlv::kmip_types::{GetRequest, ProtocolVersion, RequestMessage};
///
/// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
/// request.push(GetRequest::of("5d0c8f1e"));
/// let bytes = kmip_ttlv::to_vec(&request)?;
/// let kept: RequestMessage<'static> = kmip_ttlv::from_slice_owned(&bytes)?;
/// drop(bytes);
/// assert_eq!(kept, request);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_owned<T: Root<'static>>(input: &[u8]) -> Result<T, Error> {
    from_slice_owned_with(input, &ReaderOptions::default())
}

/// Decodes one message that owns its text and bytes, with other limits, or leniently.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_owned_with<T: Root<'static>>(input: &[u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    filled(input, options, fill_root_owned)
}

/// A message that is filled where it is returned, since it is not small.
#[cfg(feature = "alloc")]
#[inline(always)]
fn filled<'a, T: Default>(
    input: &'a [u8],
    options: &ReaderOptions<'_>,
    fill: impl FnOnce(&mut T, Reader<'a>) -> Result<(), Fault>,
) -> Result<T, Error> {
    let mut result = Ok(T::default());
    if let Ok(message) = &mut result
        && let Err(fault) = fill(message, Reader::with_options(input, options))
    {
        result = Err(describe(input, options, fault));
    }
    result
}

/// Adds the path to an error of decoding.
#[cfg(feature = "alloc")]
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
    let mut writer = Writer::new(Vec::with_capacity(512));
    let done = encode_root_with(message, &mut writer, options).and_then(|()| writer.finish());
    done.map_err(|fault| kmip_types::describe_encoding(message, &mut Writer::new(Vec::new()), options, fault))
}

/// Encodes one message into the start of `buffer`, and returns how many bytes it takes. Needs no allocator.
///
/// The message is one of the model, a [`borrowed::RequestMessage`](kmip_types::borrowed::RequestMessage), or a type of the
/// user's.
///
/// ```
/// use kmip_ttlv::kmip_types::ErrorKind;
/// use kmip_ttlv::kmip_types::borrowed::{GetRequest, ProtocolVersion, RequestMessage, RequestPayload};
///
/// let mut get = GetRequest::default();
/// get.unique_identifier = Some("5d0c8f1e".into());
/// let payloads: [&dyn RequestPayload; 1] = [&get];
/// let request = RequestMessage::new(ProtocolVersion::V2_1, &payloads);
///
/// let mut buffer = [0; 128];
/// assert_eq!(kmip_ttlv::to_slice(&request, &mut buffer)?, 120);
/// let error = kmip_ttlv::to_slice(&request, &mut buffer[..100]).unwrap_err();
/// assert_eq!((error.kind(), error.needed()), (ErrorKind::BufferFull, Some(120)));
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
///
/// # Errors
/// [`BufferFull`](ErrorKind::BufferFull) if it takes more bytes than there are: [`Error::needed`] tells how many. Else as for
/// [`encoded_len`].
pub fn to_slice<T: EncodeRoot + ?Sized>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut writer = Writer::on_slice(buffer);
    let done = encode_root(message, &mut writer).and_then(|()| writer.finish().map(|written| written.len()));
    done.map_err(|fault| describe_encoding(message, with_needed(count(message).ok(), fault), Writer::on_slice(buffer)))
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
/// [`NotInVersion`](ErrorKind::NotInVersion) for what the version of the message does not have, or a value that TTLV cannot
/// hold.
pub fn encoded_len<T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Error> {
    count(message).map_err(|fault| describe_encoding(message, fault, Length::default()))
}

/// How many bytes a message takes that may hold what its version does not have. Nothing is reported that is left out.
///
/// # Errors
/// As for [`to_vec_with`].
#[cfg(feature = "alloc")]
pub fn encoded_len_with<T: EncodeRoot + ?Sized>(message: &T, options: &EncodeOptions<'_>) -> Result<usize, Error> {
    let options = &options.silent();
    let mut writer = Length::default();
    encode_root_with(message, &mut writer, options)
        .map_err(|fault| kmip_types::describe_encoding(message, &mut Length::default(), options, fault))?;
    usize::try_from(writer.bytes()).map_err(|_| Error::from(Fault::new(ErrorKind::TooLarge, message.root_tag(), 0)))
}

fn count<T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Fault> {
    let mut writer = Length::default();
    encode_root(message, &mut writer)?;
    usize::try_from(writer.bytes()).map_err(|_| Fault::new(ErrorKind::TooLarge, message.root_tag(), 0))
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
fn describe_encoding<T: EncodeRoot + ?Sized>(message: &T, fault: Fault, mut writer: impl kmip_types::Writer) -> Error {
    locate_encoding(&mut writer, fault, &mut |writer| encode_root(message, writer))
}

/// Without an allocator there is no path.
#[cfg(not(feature = "alloc"))]
fn describe_encoding<T: EncodeRoot + ?Sized>(_: &T, fault: Fault, _: impl kmip_types::Writer) -> Error {
    Error::from(fault)
}
