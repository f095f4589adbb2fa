//! Framing: where a message ends in what a connection delivers.

use kmip_types::format::{Extent, Fault, MessageHead};
use kmip_types::{Error, ErrorKind, Limits, Tag};

use crate::head::{Header, LONGEST, announced_width, take, take_message};

/// The length in bytes of the message that `input` starts with.
///
/// `None` if not all of it is there yet.
///
/// Messages can follow one another without any envelope (a CBOR sequence, RFC 8742). No length stands in front of one,
/// so this goes from head to head: what it costs grows with the bytes that are there. A program that asks again after every
/// read keeps a [`MessageFramer`], which goes on where it stopped.
///
/// Only heads are checked; whether it is a message, the [`CborReader`](crate::CborReader) finds out.
///
/// ```
/// use kmip_cbor::frame;
/// use kmip_cbor::kmip_types::{ErrorKind, Limits};
///
/// assert_eq!(frame(&[0x82, 0x0D], &Limits::DEFAULT)?, None);
/// assert_eq!(frame(&[0x82, 0x0D, 0x03, 0x82], &Limits::DEFAULT)?, Some(3));
/// assert_eq!(frame(b"GET / HTTP/1.1\r\n", &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::Syntax);
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
///
/// # Errors
/// At the offset of a head: it is none that KC1 has ([`Syntax`](ErrorKind::Syntax)); it is the first and that of an
/// array of another count than two ([`Length`](ErrorKind::Length)); with what it announces the message is larger than
/// `limits.message_bytes` ([`TooLarge`](ErrorKind::TooLarge)).
pub fn frame(input: &[u8], limits: &Limits) -> Result<Option<usize>, Error> {
    MessageFramer::new(limits).frame(input)
}

/// Finds the end of a message that arrives in pieces, passing over every byte once.
///
/// ```
/// use kmip_cbor::MessageFramer;
/// use kmip_cbor::kmip_types::Limits;
///
/// let mut framer = MessageFramer::new(&Limits::DEFAULT);
/// let mut buffer = vec![0x82, 0x0D];
/// assert_eq!(framer.frame(&buffer)?, None);
/// buffer.extend([0x03, 0x82]);
/// assert_eq!(framer.frame(&buffer)?, Some(3));
/// // The next message starts a new count.
/// buffer.drain(..3);
/// assert_eq!(framer.frame(&buffer)?, None);
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
pub type MessageFramer = kmip_types::format::MessageFramer<CborHead>;

/// Collects messages in a buffer of fixed size, from pieces of any length.
///
/// The pieces may be cut wherever a connection cuts them.
///
/// ```
/// use kmip_cbor::FrameBuffer;
///
/// let mut memory = [0; 16];
/// let mut received = FrameBuffer::new(&mut memory);
/// assert_eq!(received.push(&[0x82, 0x18, 0x69]), 3);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&[0x80, 0x82]), 2);
/// assert_eq!(received.next()?, Some(&[0x82, 0x18, 0x69, 0x80][..]));
/// assert_eq!(received.next()?, None);
/// assert!(!received.is_empty());
///
/// // A text of 20 bytes makes the message too large. It is passed over, and the next one comes.
/// assert_eq!(received.push(&[0x18, 0x20, 0x74]), 3);
/// assert!(received.next().is_err());
/// assert_eq!(received.needed(), Some(24));
/// assert!(received.drain());
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&[b'x'; 16]), 16);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&[b'x', b'x', b'x', b'x', 0x82, 0x0D, 0x03]), 7);
/// assert_eq!(received.next()?, Some(&[0x82, 0x0D, 0x03][..]));
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
pub type FrameBuffer<'b> = kmip_types::format::FrameBuffer<'b, CborHead>;

/// The head of a data item of CBOR.
///
/// It tells where the next head stands, and how many more there are.
#[derive(Clone, Copy, Debug)]
pub enum CborHead {}

impl MessageHead for CborHead {
    fn extent(input: &[u8], offset: usize) -> Result<Extent, Fault> {
        let head = if offset == 0 { take_message(input).map(|after| (Header::Array(2), after)) } else { take(input) };
        let (header, after) = match head {
            Ok(taken) => taken,
            Err(ErrorKind::Truncated) if input.len() < LONGEST => return Ok(Extent::Partial(announced_width(input))),
            // The head is there, but no machine of this kind can hold what it announces.
            Err(ErrorKind::Truncated) => return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), offset)),
            Err(kind) => return Err(Fault::new(kind, Tag::default(), offset)),
        };
        let (body, heads) = match header {
            Header::Text(length) | Header::Bytes(length) => (length, 0),
            Header::Array(elements) => (0, elements),
            _ => (0, 0),
        };
        let head = input.len().saturating_sub(after.len());
        Ok(Extent::Whole { tag: Tag::default(), bytes: head.saturating_add(body), heads })
    }
}
