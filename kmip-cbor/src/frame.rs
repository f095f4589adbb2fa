//! Framing: where a message ends in what a connection delivers.

use ciborium_ll::Header;
use kmip_types::{ErrorKind, Fault, Framing, Limits, Tag};

use crate::head::{LONGEST, take, take_message};

/// The length in bytes of the message that `input` starts with; `None` if not all of it is there yet.
///
/// Messages can follow one another without any envelope (a CBOR sequence, RFC 8742). No length stands in front of one,
/// so this goes from head to head: what it costs grows with the bytes that are there. Whoever asks again after every
/// read keeps a [`Framer`], which goes on where it stopped.
///
/// Only heads are checked; whether it is a message, the [`Reader`](crate::Reader) finds out.
///
/// ```
/// use kmip_cbor::frame;
/// use kmip_cbor::kmip_types::{ErrorKind, Limits};
///
/// assert_eq!(frame(&[0x82, 0x0D], &Limits::DEFAULT)?, None);
/// assert_eq!(frame(&[0x82, 0x0D, 0x03, 0x82], &Limits::DEFAULT)?, Some(3));
/// assert_eq!(frame(b"GET / HTTP/1.1\r\n", &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::Syntax);
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
///
/// # Errors
/// At the offset of a head: it is none that KC1 has ([`Syntax`](ErrorKind::Syntax)); it is the first and that of an
/// array of another count than two ([`Length`](ErrorKind::Length)); with what it announces the message is larger than
/// `limits.message_bytes` ([`TooLarge`](ErrorKind::TooLarge)).
pub fn frame(input: &[u8], limits: &Limits) -> Result<Option<usize>, Fault> {
    Framer::new(limits).frame(input)
}

/// Finds the end of a message that arrives in parts, passing over every byte once.
///
/// ```
/// use kmip_cbor::Framer;
/// use kmip_cbor::kmip_types::Limits;
///
/// let mut framer = Framer::new(&Limits::DEFAULT);
/// let mut buffer = vec![0x82, 0x0D];
/// assert_eq!(framer.frame(&buffer)?, None);
/// buffer.extend([0x03, 0x82]);
/// assert_eq!(framer.frame(&buffer)?, Some(3));
/// // The next message starts a new count.
/// buffer.drain(..3);
/// assert_eq!(framer.frame(&buffer)?, None);
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Framer {
    message_bytes: usize,
    /// Where the next head stands, which can be behind the bytes that are there.
    position: usize,
    /// How many data items are still to come, those inside one of them not counted.
    left: usize,
}

impl Framer {
    /// A framer of messages up to `limits.message_bytes`.
    #[must_use]
    pub const fn new(limits: &Limits) -> Self {
        Self { message_bytes: limits.message_bytes, position: 0, left: 0 }
    }

    /// The length in bytes of the message that `input` starts with; `None` if not all of it is there yet.
    ///
    /// Until a length was returned, `input` must start with the bytes of the call before.
    ///
    /// # Errors
    /// As for [`frame`].
    pub fn frame(&mut self, input: &[u8]) -> Result<Option<usize>, Fault> {
        loop {
            let Some(rest) = input.get(self.position..) else { return Ok(None) };
            if self.position > 0 && self.left == 0 {
                let length = self.position;
                (self.position, self.left) = (0, 0);
                return Ok(Some(length));
            }
            match self.pass(rest) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(kind) => return Err(Fault::new(kind, Tag::default(), self.position)),
            }
        }
    }

    /// Passes over the next head, and its body; `false` if it is not all there.
    fn pass(&mut self, rest: &[u8]) -> Result<bool, ErrorKind> {
        let head = if self.position == 0 {
            take_message(rest).map(|after| (Header::Array(Some(2)), after))
        } else {
            take(rest)
        };
        let (header, after) = match head {
            Ok(taken) => taken,
            Err(ErrorKind::Truncated) if rest.len() < LONGEST => return Ok(false),
            // The head is there, but no machine of this kind can hold what it announces.
            Err(ErrorKind::Truncated) => return Err(ErrorKind::TooLarge),
            Err(kind) => return Err(kind),
        };
        let (body, elements) = match header {
            Header::Text(Some(length)) | Header::Bytes(Some(length)) => (length, 0),
            Header::Array(Some(elements)) => (0, elements),
            _ => (0, 0),
        };
        let head = rest.len().saturating_sub(after.len());
        let position = self.position.saturating_add(head).saturating_add(body);
        let left = self.left.saturating_sub(1).saturating_add(elements);
        // Every data item takes a byte at least.
        if position.saturating_add(left) > self.message_bytes {
            return Err(ErrorKind::TooLarge);
        }
        (self.position, self.left) = (position, left);
        Ok(true)
    }
}

impl Framing for Framer {
    fn frame(&mut self, input: &[u8], room: usize) -> Result<Option<usize>, Fault> {
        self.message_bytes = self.message_bytes.min(room);
        Self::frame(self, input)
    }
}

/// Collects messages in a buffer of fixed size, out of whatever pieces a connection delivers.
///
/// ```
/// use kmip_cbor::kmip_types::Limits;
/// use kmip_cbor::{FrameBuffer, Framer};
///
/// let mut memory = [0; 16];
/// let mut received = FrameBuffer::with_framing(&mut memory, Framer::new(&Limits::DEFAULT));
/// assert_eq!(received.push(&[0x82, 0x18, 0x69]), 3);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&[0x80, 0x82]), 2);
/// assert_eq!(received.next()?, Some(&[0x82, 0x18, 0x69, 0x80][..]));
/// assert_eq!(received.next()?, None);
/// assert!(!received.is_empty());
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
pub type FrameBuffer<'b> = kmip_types::FrameBuffer<'b, Framer>;
