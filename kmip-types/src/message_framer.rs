//! The end of a message that arrives in pieces.
//!
//! This is the part that the binary formats share.

use core::fmt;
use core::marker::PhantomData;

use crate::error::Fault;
use crate::{Error, ErrorKind, Limits, Tag};

/// The heads of a binary format, as far as they tell where a message ends.
pub trait MessageHead {
    /// Returns what the head that `input` starts with tells.
    ///
    /// At offset 0 it is the first head of a message.
    ///
    /// # Errors
    /// The format has no such head, or no message starts with it.
    fn extent(input: &[u8], offset: usize) -> Result<Extent, Fault>;
}

/// The extent of a head, with the value that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The head is not all there: it takes so many bytes.
    Partial(usize),
    /// The head is there.
    Whole {
        /// The tag, where the head has one.
        tag: Tag,
        /// The number of bytes of the head.
        ///
        /// The value that follows the head as bytes counts too.
        bytes: usize,
        /// The number of heads that follow; those behind one of them do not count.
        heads: usize,
    },
}

/// Finds the end of a message that arrives in pieces, looking at every head once.
pub struct MessageFramer<H> {
    message_bytes: usize,
    /// The position of the next head, or the end of the message.
    ///
    /// It can be behind the bytes that are there.
    position: usize,
    /// The number of heads still to come; those behind one of them do not count.
    left: usize,
    /// The number of bytes of the message that are gone already.
    gone: usize,
    /// The least number of bytes that the message takes.
    ///
    /// It is that of a message that was refused as too large.
    needed: Option<usize>,
    format: PhantomData<H>,
}

impl<H: MessageHead> MessageFramer<H> {
    /// A framer of messages of up to `limits.message_bytes`.
    #[must_use]
    pub const fn new(limits: &Limits) -> Self {
        Self { message_bytes: limits.message_bytes, position: 0, left: 1, gone: 0, needed: None, format: PhantomData }
    }

    /// The length in bytes of the message that `input` starts with.
    ///
    /// `None` if not all of it is there yet.
    ///
    /// Until a length was returned, `input` must start with the bytes of the call before.
    ///
    /// # Errors
    /// What arrived is no message, or one of more than `limits.message_bytes`
    /// ([`TooLarge`](ErrorKind::TooLarge)): that is told as soon as a head says so.
    pub fn frame(&mut self, input: &[u8]) -> Result<Option<usize>, Error> {
        Ok(self.frame_within(input, self.message_bytes)?)
    }

    /// Finds the end of a message of up to so many bytes.
    pub(crate) fn frame_within(&mut self, input: &[u8], most: usize) -> Result<Option<usize>, Fault> {
        self.needed = None;
        loop {
            let Some(rest) = input.get(self.position..) else { return Ok(None) };
            if self.left == 0 {
                let length = self.position;
                (self.position, self.left, self.gone) = (0, 1, 0);
                return Ok(Some(length));
            }
            // A head that does not fit, with a byte for each one behind it, is not looked at further: so it is refused
            // alike however it is cut.
            let behind = self.position.saturating_add(self.left.saturating_sub(1));
            let room = most.saturating_sub(behind).min(rest.len());
            let extent = H::extent(rest.get(..room).unwrap_or_default(), self.offset())?;
            let (tag, bytes, heads) = match extent {
                Extent::Partial(bytes) => (Tag::default(), bytes, 0),
                Extent::Whole { tag, bytes, heads } => (tag, bytes, heads),
            };
            let Some((position, left)) = self.behind(bytes, heads).filter(|end| self.is_within(*end, most)) else {
                return Err(Fault::new(ErrorKind::TooLarge, tag, self.offset()));
            };
            if matches!(extent, Extent::Partial(_)) {
                return Ok(None);
            }
            (self.position, self.left) = (position, left);
        }
    }

    /// Returns the least number of bytes of the message just refused as too large.
    ///
    /// `None` after any other outcome, and where this machine cannot count so far.
    #[must_use]
    pub const fn needed(&self) -> Option<usize> {
        self.needed
    }

    /// Forgets the bytes at the front of this input, which need not be kept.
    ///
    /// Returns how many bytes that are.
    ///
    /// For messages that nobody wants to have: the next input starts behind those bytes.
    pub(crate) fn forget(&mut self, input: &[u8]) -> usize {
        let count = self.position.min(input.len());
        self.position = self.position.saturating_sub(count);
        self.gone = self.gone.saturating_add(count);
        count
    }

    /// Returns whether part of the message is gone.
    pub(crate) const fn has_forgotten(&self) -> bool {
        self.gone > 0
    }

    /// Returns where the next head stands in the message.
    const fn offset(&self) -> usize {
        self.gone.saturating_add(self.position)
    }

    /// Position and number of heads behind the next head.
    ///
    /// `None` where this machine cannot count so far.
    fn behind(&self, bytes: usize, heads: usize) -> Option<(usize, usize)> {
        Some((self.position.checked_add(bytes)?, self.left.wrapping_sub(1).checked_add(heads)?))
    }

    /// Returns whether a message fits into this many bytes.
    ///
    /// If not, it notes how many the message needs.
    fn is_within(&mut self, (position, left): (usize, usize), most: usize) -> bool {
        // Every head takes a byte at least.
        let needed = position.checked_add(left);
        if needed.is_some_and(|needed| needed <= most) {
            return true;
        }
        self.needed = needed;
        false
    }
}

impl<H> Clone for MessageFramer<H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for MessageFramer<H> {}

/// Prints where the framer stands.
impl<H> fmt::Debug for MessageFramer<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageFramer")
            .field("message_bytes", &self.message_bytes)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
