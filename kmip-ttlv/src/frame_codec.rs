//! A codec for messages on asynchronous connections, by the crate `tokio-util`.

use core::fmt;
use std::io;

use bytes::{Bytes, BytesMut};
use kmip_types::format::{EncodeRoot, encode_root};
use kmip_types::{Error, Limits};
use tokio_util::codec::{Decoder, Encoder};

use crate::{TtlvWriter, encoded_len, frame_bytes};

/// Splits what a connection delivers into messages, and writes messages to it.
///
/// It belongs into [`Framed`](tokio_util::codec::Framed). What it reads are the bytes of one message after another, to be
/// decoded by [`from_slice`](crate::from_slice), answered by [`refuse`](crate::refuse) where that fails, or passed on as they are.
/// What it writes are messages, or the [`Bytes`] of one.
///
/// A message that is larger than the limit is refused by its first eight bytes. No length of a peer reserves memory: the buffer
/// grows by what has arrived.
///
/// The buffers belong to `Framed`. Nothing wipes them, with feature `zeroize` neither.
///
/// ```
/// use bytes::BytesMut;
/// use kmip_ttlv::FrameCodec;
/// use kmip_ttlv::kmip_types::{GetRequest, ProtocolVersion, RequestMessage};
/// use tokio_util::codec::{Decoder as _, Encoder as _};
///
/// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
/// request.push(GetRequest::with_id("5d0c8f1e"));
/// let (mut codec, mut sent) = (FrameCodec::default(), BytesMut::new());
/// codec.encode(&request, &mut sent)?;
///
/// let mut received = BytesMut::from(&sent[..100]);
/// assert_eq!(codec.decode(&mut received)?, None);
/// received.extend_from_slice(&sent[100..]);
/// let message = codec.decode(&mut received)?.ok_or("not all there")?;
/// assert_eq!(kmip_ttlv::from_slice::<RequestMessage<'_>>(&message)?, request);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameCodec {
    limits: Limits,
}

impl FrameCodec {
    /// A codec for messages of up to `limits.message_bytes`.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self { limits }
    }
}

/// Splits off one message.
impl Decoder for FrameCodec {
    type Item = Bytes;
    type Error = FrameError;

    fn decode(&mut self, buffer: &mut BytesMut) -> Result<Option<Bytes>, FrameError> {
        Ok(frame_bytes(buffer, &self.limits)?)
    }
}

/// Writes a message, in the version that its header names.
///
/// One that is refused leaves the buffer as it was.
impl<M: EncodeRoot + ?Sized> Encoder<&M> for FrameCodec {
    type Error = FrameError;

    fn encode(&mut self, message: &M, buffer: &mut BytesMut) -> Result<(), FrameError> {
        let start = buffer.len();
        let mut writer = TtlvWriter::new(&mut *buffer);
        let encoded = encode_root(message, &mut writer);
        let (_, whole) = writer.into_parts();
        encoded.and(whole).map_err(|fault| {
            buffer.truncate(start);
            // Counted only for the path.
            encoded_len(message).err().unwrap_or_else(|| fault.into()).into()
        })
    }
}

/// Writes the bytes of a message as they are.
impl Encoder<Bytes> for FrameCodec {
    type Error = FrameError;

    fn encode(&mut self, message: Bytes, buffer: &mut BytesMut) -> Result<(), FrameError> {
        buffer.extend_from_slice(&message);
        Ok(())
    }
}

/// The reason why a connection gives or takes no further message.
#[derive(Debug)]
#[non_exhaustive]
pub enum FrameError {
    /// The connection failed, or ended within a message.
    Io(io::Error),
    /// A message is malformed, too large, or cannot be written in its version.
    Message(Error),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Message(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for FrameError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io(error) => error.source(),
            Self::Message(error) => error.source(),
        }
    }
}

impl From<io::Error> for FrameError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Error> for FrameError {
    fn from(error: Error) -> Self {
        Self::Message(error)
    }
}
