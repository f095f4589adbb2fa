//! A fixed buffer that collects messages.
//!
//! They come in pieces that are cut wherever a connection cuts them.

use core::fmt;

use crate::chunk_buffer::move_to_front;
use crate::error::Fault;
use crate::message_framer::{MessageFramer, MessageHead};
use crate::{Error, ErrorKind, Limits, Tag};

/// Collects messages in a buffer of fixed size, from pieces of any length.
///
/// The pieces may be cut wherever a connection cuts them.
///
/// Either copy pieces in with [`push`](Self::push), or receive into [`spare`](Self::spare) and tell with
/// [`filled`](Self::filled) how much came. [`next`](Self::next) hands out one message after another; bytes of the
/// message behind it stay. Call it until there is none, then receive more.
///
/// A message that is larger than the buffer is refused as soon as its heads say so. [`drain`](Self::drain) passes over
/// it, to the message behind it.
pub struct FrameBuffer<'b, H> {
    buffer: &'b mut [u8],
    framer: MessageFramer<H>,
    /// The start of the message that is being collected, or was handed out.
    start: usize,
    /// The end of the bytes that have arrived.
    end: usize,
    /// The length of the message handed out.
    handed_out: usize,
    /// True if no whole message is there.
    ///
    /// The bytes that have arrived are then the start of one.
    waits: bool,
    /// True if the message is being passed over.
    drains: bool,
}

impl<'b, H: MessageHead> FrameBuffer<'b, H> {
    /// An empty buffer.
    #[must_use]
    pub const fn new(buffer: &'b mut [u8]) -> Self {
        let framer = MessageFramer::new(&Limits::DEFAULT);
        Self { buffer, framer, start: 0, end: 0, handed_out: 0, waits: false, drains: false }
    }

    /// Copies as much of a piece as there is room for.
    ///
    /// Returns how many bytes that is.
    ///
    /// Less than the piece only where [`next`](Self::next) has something to tell: a message, or one that is too large.
    #[must_use]
    pub fn push(&mut self, piece: &[u8]) -> usize {
        let spare = self.spare();
        let count = spare.len().min(piece.len());
        for (to, from) in spare.iter_mut().zip(piece) {
            *to = *from;
        }
        self.filled(count);
        count
    }

    /// The room to receive into.
    ///
    /// Empty only where [`next`](Self::next) has something to tell: a message, or one that is too large.
    #[must_use]
    pub fn spare(&mut self) -> &mut [u8] {
        let front = self.start.saturating_add(self.handed_out);
        let count = self.end.saturating_sub(front);
        // Moves a byte at most once for each message before it: what is moved is the start of one message, or less than
        // what was handed out since the last time.
        if self.waits || count <= front {
            move_to_front(self.buffer, front, count);
            (self.start, self.end, self.handed_out) = (0, count, 0);
        }
        self.buffer.get_mut(self.end..).unwrap_or_default()
    }

    /// Says how many bytes have been received into [`spare`](Self::spare).
    pub fn filled(&mut self, count: usize) {
        self.end = self.end.saturating_add(count).min(self.buffer.len());
        self.waits = false;
    }

    /// The next message; `None` if not all of it is there yet.
    ///
    /// # Errors
    /// The message is larger than the buffer ([`TooLarge`](ErrorKind::TooLarge)): [`needed`](Self::needed) tells how
    /// large it is, and [`drain`](Self::drain) goes on behind it. Or what has arrived is no message: then nothing can
    /// follow, since where the next message starts is not known. Each further call gives the error
    /// again, unless `drain` passes over the message.
    #[expect(clippy::should_implement_trait, reason = "the message borrows from the buffer")]
    pub fn next(&mut self) -> Result<Option<&[u8]>, Error> {
        self.start = self.start.saturating_add(core::mem::take(&mut self.handed_out));
        let room = self.buffer.len();
        loop {
            let arrived = self.buffer.get(self.start..self.end).unwrap_or_default();
            let most = if self.drains { usize::MAX } else { room };
            match self.framer.frame_within(arrived, most)? {
                Some(length) if self.drains => {
                    self.start = self.start.saturating_add(length);
                    self.drains = false;
                }
                Some(length) => {
                    self.handed_out = length;
                    return Ok(self.buffer.get(self.start..self.start.saturating_add(length)));
                }
                None if self.drains => {
                    self.start = self.start.saturating_add(self.framer.forget(arrived));
                    break;
                }
                None => break,
            }
        }
        // A head that is longer than the buffer will never be there.
        if self.end.saturating_sub(self.start) == room {
            return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0).into());
        }
        self.waits = true;
        Ok(None)
    }

    /// Returns how many bytes the message takes that was refused as too large.
    ///
    /// [`next`](Self::next) has just refused it.
    ///
    /// In TTLV exactly, in CBOR at least. `None` after any other outcome, and where no head tells.
    #[must_use]
    pub const fn needed(&self) -> Option<usize> {
        self.framer.needed()
    }

    /// Passes over the message that was refused as too large, if that can be done.
    ///
    /// It is the message that [`next`](Self::next) has just refused. Returns whether that can be done.
    ///
    /// From here on `next` drops what arrives of that message, and goes on with the message behind it. Nothing can follow
    /// after any other error. In a buffer shorter than a head, of nine bytes, there may be another `TooLarge` behind
    /// which nothing can follow.
    pub const fn drain(&mut self) -> bool {
        let can = self.needed().is_some();
        self.drains |= can;
        can
    }

    /// Overwrites with zeros all messages that have been handed out before.
    ///
    /// What has arrived of the next message stays.
    #[cfg(feature = "zeroize")]
    pub fn wipe(&mut self) {
        let front = self.start.saturating_add(self.handed_out).min(self.end);
        if let Some(done) = self.buffer.get_mut(..front) {
            zeroize::Zeroize::zeroize(done);
        }
        if let Some(free) = self.buffer.get_mut(self.end..) {
            zeroize::Zeroize::zeroize(free);
        }
    }

    /// Returns whether the connection may end here.
    ///
    /// It may if no part has arrived of a message that is not yet complete.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.end.saturating_sub(self.start) == self.handed_out && !self.framer.has_forgotten()
    }
}

/// Prints how much has arrived, never what.
impl<H> fmt::Debug for FrameBuffer<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrived = self.end.saturating_sub(self.start);
        f.debug_struct("FrameBuffer")
            .field("arrived", &arrived)
            .field("room", &self.buffer.len())
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "zeroize"))]
mod tests {
    use super::*;
    use crate::message_framer::Extent;

    /// Messages whose first byte is their length.
    #[derive(Debug)]
    enum FirstByte {}

    impl MessageHead for FirstByte {
        fn extent(input: &[u8], _: usize) -> Result<Extent, Fault> {
            Ok(match input.first() {
                Some(length) => Extent::Whole { tag: Tag::default(), bytes: usize::from(*length), heads: 0 },
                None => Extent::Partial(1),
            })
        }
    }

    #[test]
    fn what_was_handed_out_is_wiped_and_what_follows_stays() {
        let mut memory = [0xFF; 8];
        let mut received = FrameBuffer::<FirstByte>::new(&mut memory);
        assert_eq!(received.push(&[3, 7, 7, 3, 9]), 5);
        assert_eq!(received.next(), Ok(Some(&[3, 7, 7][..])));
        received.wipe();
        assert_eq!(received.buffer, [0, 0, 0, 3, 9, 0, 0, 0]);
        assert_eq!(received.push(&[9]), 1);
        assert_eq!(received.next(), Ok(Some(&[3, 9, 9][..])));
        received.wipe();
        assert_eq!(received.buffer, [0; 8]);
        assert!(received.is_empty());
    }
}
