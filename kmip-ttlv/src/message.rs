//! Whole messages: from bytes to the model and back.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use kmip_types::Error;
#[cfg(feature = "alloc")]
use kmip_types::format::Root;
use kmip_types::format::binary::{self, BinaryFormat, MessageWriter};
use kmip_types::format::{EncodeRoot, Fault, SliceSink};
use kmip_types::items::Length;
#[cfg(feature = "alloc")]
use kmip_types::{EncodeOptions, ReaderOptions};

#[cfg(feature = "alloc")]
use crate::Reader;
#[cfg(feature = "alloc")]
use crate::header::{header, size};
use crate::{Sink, Writer};

/// Decodes one message, strictly, with the default limits; its text and bytes borrow from `input`.
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

/// Decodes one message with other limits, or leniently.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
pub fn from_slice_with<'a, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    binary::from_slice::<Format, T>(input, options)
}

/// Decodes one message that owns its text and bytes, strictly, with the default limits: for who keeps it longer than
/// `input`.
///
/// ```
/// use kmip_ttlv::kmip_types::{GetRequest, ProtocolVersion, RequestMessage};
///
/// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
/// request.push(GetRequest::with_id("5d0c8f1e"));
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
    binary::from_slice_owned::<Format, T>(input, options)
}

/// Encodes one message, in the version that its header names.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have, or a value that TTLV cannot hold.
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
    binary::to_vec::<Format, T>(message, options)
}

/// Encodes one message into the start of `buffer`, and returns how many bytes it takes. Needs no allocator.
///
/// The message is one of the model, a [`no_alloc::RequestMessage`](kmip_types::no_alloc::RequestMessage), or a type of the
/// user's.
///
/// ```
/// use kmip_ttlv::kmip_types::ErrorKind;
/// use kmip_ttlv::kmip_types::no_alloc::{GetRequest, ProtocolVersion, RequestMessage, RequestPayload};
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
/// [`BufferFull`](kmip_types::ErrorKind::BufferFull) if it takes more bytes than there are: [`Error::needed`] tells how many. Else as for
/// [`encoded_len`].
pub fn to_slice<T: EncodeRoot + ?Sized>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    binary::to_slice::<Format, T>(message, buffer)
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
    binary::to_slice_with::<Format, T>(message, buffer, options)
}

/// How many bytes a message takes.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what the version of the message does not have, or a value that TTLV cannot
/// hold.
pub fn encoded_len<T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Error> {
    binary::encoded_len::<Format, T>(message)
}

/// How many bytes a message takes that may hold what its version does not have. Nothing is reported that is left out.
///
/// # Errors
/// As for [`to_vec_with`].
#[cfg(feature = "alloc")]
pub fn encoded_len_with<T: EncodeRoot + ?Sized>(message: &T, options: &EncodeOptions<'_>) -> Result<usize, Error> {
    binary::encoded_len_with::<Format, T>(message, options)
}

/// What this crate reads and writes messages with.
enum Format {}

impl BinaryFormat for Format {
    #[cfg(feature = "alloc")]
    type Reader<'a> = Reader<'a>;
    #[cfg(feature = "alloc")]
    type VecWriter = Writer<Vec<u8>>;
    type SliceWriter<'b> = Writer<SliceSink<'b>>;
    type Counter = Length;

    #[cfg(feature = "alloc")]
    const USUAL_SIZE: usize = 512;

    #[cfg(feature = "alloc")]
    fn reader<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> Reader<'a> {
        Reader::with_options(input, options)
    }

    #[cfg(feature = "alloc")]
    fn vec_writer(output: Vec<u8>) -> Self::VecWriter {
        Writer::new(output)
    }

    fn slice_writer(buffer: &mut [u8]) -> Self::SliceWriter<'_> {
        Writer::on_slice(buffer)
    }

    fn counter() -> Length {
        Length::default()
    }

    #[cfg(feature = "alloc")]
    fn message_end(input: &[u8]) -> Option<usize> {
        header(input).and_then(size)
    }
}

impl<S: Sink> MessageWriter for Writer<S> {
    type Output = S::Output;

    fn finish(self) -> Result<S::Output, Fault> {
        Self::finish(self)
    }
}
