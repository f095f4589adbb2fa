//! Framing: where a message ends in what a connection delivers.

#[cfg(feature = "bytes")]
use bytes::{Bytes, BytesMut};
use kmip_types::format::{Extent, Fault, Item, MessageHead};
use kmip_types::{Error, ErrorKind, ItemType, Limits, Tag};

use crate::header::{header, length, size};

/// The length in bytes of the message that `input` starts with.
///
/// `None` if not all of it is there yet.
///
/// KMIP 2.1 §10 (TTLV over TLS): messages follow one another without any envelope. Eight bytes are enough to refuse
/// what is no message, or one that is too large, before anything more is read or stored.
///
/// ```
/// use kmip_ttlv::frame;
/// use kmip_ttlv::kmip_types::{ErrorKind, Limits};
///
/// let start = [0x42, 0x00, 0x78, 0x01, 0, 0, 0, 8, 0x42, 0x00];
/// assert_eq!(frame(&start, &Limits::DEFAULT)?, None);
/// assert_eq!(frame(b"GET / HTTP/1.1\r\n", &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::InvalidTag);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
///
/// # Errors
/// The first item is no Request Message and no Response Message ([`InvalidTag`](ErrorKind::InvalidTag),
/// [`WrongTag`](ErrorKind::WrongTag)), no structure ([`WrongType`](ErrorKind::WrongType)), its length no multiple of eight
/// ([`Length`](ErrorKind::Length)), or the message larger than `limits.message_bytes` ([`TooLarge`](ErrorKind::TooLarge)).
pub fn frame(input: &[u8], limits: &Limits) -> Result<Option<usize>, Error> {
    MessageFramer::new(limits).frame(input)
}

/// Finds the end of a message that arrives in pieces: eight bytes tell.
pub type MessageFramer = kmip_types::format::MessageFramer<TtlvHead>;

/// Collects messages in a buffer of fixed size, from pieces of any length.
///
/// The pieces may be cut wherever a connection cuts them.
///
/// ```
/// use kmip_ttlv::FrameBuffer;
///
/// let mut memory = [0; 24];
/// let mut received = FrameBuffer::new(&mut memory);
/// let message = [0x42, 0x00, 0x78, 0x01, 0, 0, 0, 8, 0x42, 0x00, 0x77, 0x01, 0, 0, 0, 0];
/// assert_eq!(received.push(&message[..5]), 5);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&message[5..]), 11);
/// assert_eq!(received.next()?, Some(&message[..]));
/// assert_eq!(received.next()?, None);
///
/// // A message of 32 bytes is too large. It is passed over, and the next one comes.
/// assert_eq!(received.push(&[0x42, 0x00, 0x78, 0x01, 0, 0, 0, 24, 0x42, 0x00]), 10);
/// assert!(received.next().is_err());
/// assert_eq!(received.needed(), Some(32));
/// assert!(received.drain());
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&[0; 22]), 22);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&message), 16);
/// assert_eq!(received.next()?, Some(&message[..]));
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
pub type FrameBuffer<'b> = kmip_types::format::FrameBuffer<'b, TtlvHead>;

/// The header of a message in TTLV, which tells how long the message is.
#[derive(Clone, Copy, Debug)]
pub enum TtlvHead {}

impl MessageHead for TtlvHead {
    fn extent(input: &[u8], offset: usize) -> Result<Extent, Fault> {
        let Some(head) = header(input) else { return Ok(Extent::Partial(8)) };
        let item = Item::from_words(head, 0);
        let tag = item.tag();
        let refuse = |kind| Err(Fault::new(kind, tag, offset));
        match tag {
            Tag::REQUEST_MESSAGE | Tag::RESPONSE_MESSAGE => {}
            tag if tag.is_valid() => return refuse(ErrorKind::WrongTag),
            _ => return refuse(ErrorKind::InvalidTag),
        }
        if item.item_type() != ItemType::STRUCTURE {
            return Err(Fault::wrong_type(ItemType::STRUCTURE, tag, offset));
        }
        if length(head) & 7 != 0 {
            return refuse(ErrorKind::Length);
        }
        match size(head) {
            Some(bytes) => Ok(Extent::Whole { tag, bytes, heads: 0 }),
            None => refuse(ErrorKind::TooLarge),
        }
    }
}

/// Splits the first message off a network buffer, without copying.
///
/// `None` if not all of it is there yet.
///
/// ```
/// use bytes::BytesMut;
/// use kmip_ttlv::frame_bytes;
/// use kmip_ttlv::kmip_types::Limits;
///
/// let mut buffer = BytesMut::from(&[0x42, 0x00, 0x78, 0x01, 0, 0, 0, 0, 0x42][..]);
/// let message = frame_bytes(&mut buffer, &Limits::DEFAULT)?;
/// assert_eq!(message.as_deref(), Some(&[0x42, 0x00, 0x78, 0x01, 0, 0, 0, 0][..]));
/// assert_eq!(*buffer, [0x42]);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
///
/// # Errors
/// As for [`frame`].
#[cfg(feature = "bytes")]
pub fn frame_bytes(buffer: &mut BytesMut, limits: &Limits) -> Result<Option<Bytes>, Error> {
    Ok(frame(buffer, limits)?.map(|size| buffer.split_to(size).freeze()))
}
