//! Reading messages item by item while they arrive in chunks.
//!
//! This is the part that the binary formats share.

use core::fmt;
use core::ops::ControlFlow;

use crate::chunk_buffer::ChunkBuffer;
use crate::error::Fault;
use crate::event::{Event, EventPath};
use crate::{Error, ReaderOptions};

/// A binary format that is read from chunks as they arrive.
pub trait ChunkFormat {
    /// An event ready to be handed out, whose data is in the chunk or the buffer.
    type Ready<'c>;

    /// Stands before the first message.
    fn new(options: &ReaderOptions<'_>) -> Self;

    /// Takes text and bytes longer than the buffer from here on, in parts.
    fn take_parts(&mut self);

    /// Returns how many structures are open.
    fn depth(&self) -> usize;

    /// Returns where in the message the item being collected starts.
    fn offset(&self) -> usize;

    /// Returns what is wrong if nothing more comes; `None` between messages.
    fn unfinished(&self, buffer: &ChunkBuffer<'_>) -> Option<Fault>;

    /// Goes to the next thing that can be handed out.
    ///
    /// It takes what it needs from the chunk; `None` if that is used up.
    ///
    /// # Errors
    /// Whatever is wrong with the message.
    fn advance<'c>(
        &mut self,
        buffer: &mut ChunkBuffer<'_>,
        chunk: &mut &'c [u8],
    ) -> Result<Option<Self::Ready<'c>>, Fault>;

    /// Returns what is there, as an event.
    ///
    /// # Errors
    /// The value is wrong.
    fn event<'s, 'c: 's>(&self, buffer: &'s ChunkBuffer<'_>, ready: Self::Ready<'c>) -> Result<Event<'s>, Fault>;
}

/// Reads messages item by item while they arrive in chunks, however large they are.
pub struct ChunkReader<'b, F> {
    buffer: ChunkBuffer<'b>,
    format: F,
    fault: Option<Fault>,
}

impl<'b, F: ChunkFormat> ChunkReader<'b, F> {
    /// A reader that collects in this buffer what is not all there.
    #[must_use]
    pub fn new(buffer: &'b mut [u8], options: &ReaderOptions<'_>) -> Self {
        Self { buffer: ChunkBuffer::new(buffer), format: F::new(options), fault: None }
    }

    /// Hands out text and bytes longer than the buffer as [`Event::Part`]s.
    ///
    /// Without this, they are refused by their head, with [`BufferFull`](crate::ErrorKind::BufferFull); with it, still if
    /// the buffer is smaller than the format needs.
    #[must_use]
    pub fn in_parts(mut self) -> Self {
        self.format.take_parts();
        self
    }

    /// Returns how many structures are open; 0 between messages.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.format.depth()
    }

    /// Tells everything that is in a chunk.
    ///
    /// # Errors
    /// Whatever is wrong with the message, at its offset from the start of the message; the same again from then on.
    pub fn feed(&mut self, chunk: &[u8], mut visit: impl FnMut(Event<'_>)) -> Result<(), Error> {
        let mut rest = chunk;
        while let Some(event) = self.next(&mut rest)? {
            visit(event);
        }
        Ok(())
    }

    /// Tells the visitor about the items in a chunk until it breaks.
    ///
    /// It also tells which structures are open.
    ///
    /// What is left of the chunk stays in it. `path` is the same in all calls for one reader, new before the first one.
    ///
    /// # Errors
    /// As for [`feed`](Self::feed).
    pub fn feed_until<B>(
        &mut self,
        chunk: &mut &[u8],
        path: &mut EventPath,
        mut visit: impl FnMut(&EventPath, Event<'_>) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Error> {
        while let Some(event) = self.next(chunk)? {
            path.follow(&event);
            if let ControlFlow::Break(found) = visit(path, event) {
                return Ok(ControlFlow::Break(found));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The next step, taking what it needs from the chunk.
    ///
    /// `None` if the chunk is used up.
    ///
    /// # Errors
    /// As for [`feed`](Self::feed).
    pub fn next<'s, 'c: 's>(&'s mut self, chunk: &mut &'c [u8]) -> Result<Option<Event<'s>>, Error> {
        if let Some(fault) = self.fault {
            return Err(fault.into());
        }
        self.buffer.forget();
        let event = match self.format.advance(&mut self.buffer, chunk) {
            Ok(Some(ready)) => self.format.event(&self.buffer, ready).map(Some),
            Ok(None) => Ok(None),
            Err(fault) => Err(fault),
        };
        event.map_err(|fault| Error::from(*self.fault.insert(fault)))
    }

    /// Says that no more comes.
    ///
    /// # Errors
    /// [`Truncated`](crate::ErrorKind::Truncated) if the message is not complete.
    pub fn finish(&self) -> Result<(), Error> {
        match self.fault.or_else(|| self.format.unfinished(&self.buffer)) {
            Some(fault) => Err(fault.into()),
            None => Ok(()),
        }
    }
}

/// Prints where the reader stands, never what it has read.
impl<F: ChunkFormat> fmt::Debug for ChunkReader<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkReader")
            .field("offset", &self.format.offset())
            .field("depth", &self.format.depth())
            .finish_non_exhaustive()
    }
}
