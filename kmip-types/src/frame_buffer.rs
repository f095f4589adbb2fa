//! A fixed buffer that collects messages out of whatever pieces a connection delivers.

use core::fmt;

use crate::Fault;

/// Where the first message in what has arrived ends. Each format has one, for its messages.
pub trait Framing {
    /// The length in bytes of the message that `input` starts with; `None` if not all of it is there yet.
    ///
    /// # Errors
    /// It is no message, or more than `room` bytes long: that is told as soon as its start says so.
    fn frame(&mut self, input: &[u8], room: usize) -> Result<Option<usize>, Fault>;
}

/// Collects messages in a buffer of fixed size, out of whatever pieces a connection delivers.
///
/// Either copy pieces in with [`push`](Self::push), or receive into [`spare`](Self::spare) and tell with
/// [`filled`](Self::filled) how much came. [`next`](Self::next) hands out one message after another; bytes of the
/// message behind it stay. A message that is larger than the buffer is refused as soon as its start is there.
pub struct FrameBuffer<'b, F> {
    buffer: &'b mut [u8],
    framing: F,
    /// Where the message starts that is being collected, or was handed out.
    start: usize,
    /// Where what has arrived ends.
    end: usize,
    /// The length of the message handed out.
    handed_out: usize,
}

impl<'b, F: Framing> FrameBuffer<'b, F> {
    /// An empty buffer.
    pub const fn with_framing(buffer: &'b mut [u8], framing: F) -> Self {
        Self { buffer, framing, start: 0, end: 0, handed_out: 0 }
    }

    /// Copies as much of a piece as there is room for, and returns how many bytes that is.
    ///
    /// Less than the piece only if it holds a whole message, or one that is too large: call [`next`](Self::next) until
    /// there is none, then go on with the rest.
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
    #[must_use]
    pub fn spare(&mut self) -> &mut [u8] {
        self.compact();
        self.buffer.get_mut(self.end..).unwrap_or_default()
    }

    /// Says how many bytes have been received into [`spare`](Self::spare).
    pub fn filled(&mut self, count: usize) {
        self.end = self.end.saturating_add(count).min(self.buffer.len());
    }

    /// The next message; `None` if not all of it is there yet.
    ///
    /// # Errors
    /// What has arrived is no message, or the message is larger than the buffer or the limit. Nothing can follow then:
    /// where the next message starts is not known.
    #[expect(clippy::should_implement_trait, reason = "the message borrows from the buffer")]
    pub fn next(&mut self) -> Result<Option<&[u8]>, Fault> {
        self.start = self.start.saturating_add(core::mem::take(&mut self.handed_out));
        let room = self.buffer.len();
        let arrived = self.buffer.get(self.start..self.end).unwrap_or_default();
        match self.framing.frame(arrived, room)? {
            Some(length) => {
                self.handed_out = length;
                Ok(arrived.get(..length))
            }
            None => Ok(None),
        }
    }

    /// Whether nothing has arrived of a message that is not yet complete: the connection may end here.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.end.saturating_sub(self.start) == self.handed_out
    }

    /// Moves what has arrived to the front.
    fn compact(&mut self) {
        let from = self.start.saturating_add(core::mem::take(&mut self.handed_out));
        self.start = 0;
        if from == 0 {
            return;
        }
        let count = self.end.saturating_sub(from);
        // Byte by byte from the front: both ends are seen to lie inside.
        for place in 0..count {
            let byte = self.buffer.get(from.saturating_add(place)).copied();
            if let (Some(byte), Some(to)) = (byte, self.buffer.get_mut(place)) {
                *to = byte;
            }
        }
        self.end = count;
    }
}

/// Prints how much has arrived, never what.
impl<F> fmt::Debug for FrameBuffer<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrived = self.end.saturating_sub(self.start);
        f.debug_struct("FrameBuffer")
            .field("arrived", &arrived)
            .field("room", &self.buffer.len())
            .finish_non_exhaustive()
    }
}
