//! The buffer in which a reader of chunks collects what is not all there yet.

use core::fmt;

use crate::value::Value;
use crate::{ErrorKind, ItemType};

/// A buffer in which a reader of chunks collects an item until it is complete.
///
/// The user gives its memory.
///
/// What is at its front is handed out, borrowed, and makes room with the step after that.
pub struct ChunkBuffer<'b> {
    memory: &'b mut [u8],
    /// The number of bytes that are taken.
    filled: usize,
    /// The number of these bytes, from the front, that have been handed out.
    used: usize,
}

impl<'b> ChunkBuffer<'b> {
    /// An empty buffer.
    #[must_use]
    pub const fn new(memory: &'b mut [u8]) -> Self {
        Self { memory, filled: 0, used: 0 }
    }

    /// Returns how many bytes there is room for.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.memory.len()
    }

    /// Returns how many bytes are there.
    #[must_use]
    pub const fn filled(&self) -> usize {
        self.filled
    }

    /// Returns what is there.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.memory.get(..self.filled).unwrap_or_default()
    }

    /// The bytes at the front that were handed out.
    #[must_use]
    pub fn handed_out(&self) -> &[u8] {
        self.memory.get(..self.used).unwrap_or_default()
    }

    /// Marks this many bytes from the front as handed out.
    ///
    /// They stay until [`forget`](Self::forget).
    pub fn hand_out(&mut self, count: usize) {
        self.used = count.min(self.filled);
    }

    /// Leaves the place of what was handed out to what follows it.
    pub fn forget(&mut self) {
        let used = core::mem::take(&mut self.used);
        let kept = self.filled.saturating_sub(used);
        move_to_front(self.memory, used, kept);
        self.filled = kept;
    }

    /// Forgets everything.
    pub const fn clear(&mut self) {
        (self.filled, self.used) = (0, 0);
    }

    /// Takes bytes off the chunk until this many are there.
    ///
    /// `false` if the chunk does not have them.
    pub fn collect(&mut self, chunk: &mut &[u8], wanted: usize) -> bool {
        let room = self.memory.get_mut(self.filled..wanted).unwrap_or_default();
        let count = room.len().min(chunk.len());
        for (to, from) in room.iter_mut().zip(*chunk) {
            *to = *from;
        }
        self.filled = self.filled.saturating_add(count);
        *chunk = chunk.get(count..).unwrap_or_default();
        self.filled >= wanted
    }

    /// Takes this many bytes, or returns `None` if not all of them are there.
    ///
    /// They come off the chunk, and are returned, if it has all of them and none was collected before. Otherwise they
    /// go into the buffer, and are handed out from there.
    pub fn take<'c>(&mut self, chunk: &mut &'c [u8], count: usize) -> Option<Option<&'c [u8]>> {
        match chunk.split_at_checked(count) {
            Some((taken, rest)) if self.filled == 0 => {
                *chunk = rest;
                Some(Some(taken))
            }
            _ if self.collect(chunk, count) => {
                self.hand_out(count);
                Some(None)
            }
            _ => None,
        }
    }

    /// Collects the next part of text or bytes, and counts it off `left`.
    ///
    /// `left` is the number of bytes that are still to come. `false` if the chunk has neither all of them nor as many
    /// as there is room for.
    pub fn collect_part(&mut self, chunk: &mut &[u8], left: &mut u32) -> bool {
        let before = self.filled;
        let wanted = before.saturating_add(usize::try_from(*left).unwrap_or(usize::MAX)).min(self.size());
        let is_ready = self.collect(chunk, wanted);
        *left = left.saturating_sub(u32::try_from(self.filled.saturating_sub(before)).unwrap_or(u32::MAX));
        is_ready
    }

    /// Hands out the collected bytes as a part of a value of this type.
    ///
    /// Of text, only whole characters are handed out where more is to come. Returns how many bytes of the value have
    /// not been handed out.
    ///
    /// # Errors
    /// [`Utf8`](ErrorKind::Utf8).
    pub fn hand_out_part(&mut self, item_type: ItemType, left: u32) -> Result<u32, ErrorKind> {
        let count = match core::str::from_utf8(self.bytes()) {
            _ if !item_type.is_text() => self.filled,
            Ok(_) => self.filled,
            // What is left of a character is part of what is left of the text.
            Err(error) if error.error_len().is_none() && left > 0 => error.valid_up_to(),
            Err(_) => return Err(ErrorKind::Utf8),
        };
        self.hand_out(count);
        Ok(left.saturating_add(u32::try_from(self.filled.saturating_sub(count)).unwrap_or(u32::MAX)))
    }

    /// Returns the bytes handed out, as a value of this type or a part of one.
    ///
    /// They are bytes for a type that is neither text nor bytes.
    ///
    /// # Errors
    /// [`Utf8`](ErrorKind::Utf8).
    pub fn value(&self, item_type: ItemType) -> Result<Value<'_>, ErrorKind> {
        body_value(item_type, self.handed_out())
    }
}

/// Moves so many bytes, which start at `from`, to the front.
pub(crate) fn move_to_front(memory: &mut [u8], from: usize, count: usize) {
    if from == 0 {
        return;
    }
    // Byte by byte from the front: both places are seen to lie inside.
    for place in 0..count {
        let byte = memory.get(from.saturating_add(place)).copied();
        if let (Some(byte), Some(to)) = (byte, memory.get_mut(place)) {
            *to = byte;
        }
    }
}

/// Text or bytes as a value of this type; bytes for a type of any other kind.
///
/// # Errors
/// [`Utf8`](ErrorKind::Utf8).
pub fn body_value(item_type: ItemType, bytes: &[u8]) -> Result<Value<'_>, ErrorKind> {
    let text = if item_type.is_text() { core::str::from_utf8(bytes).map_err(|_| ErrorKind::Utf8)? } else { "" };
    Ok(match Value::of_text(item_type, text) {
        Some(value) => value,
        None if item_type == ItemType::BIG_INTEGER => Value::BigInteger(bytes),
        None => Value::ByteString(bytes),
    })
}

/// Prints how much is there, never what.
impl fmt::Debug for ChunkBuffer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkBuffer").field("size", &self.size()).field("filled", &self.filled).finish_non_exhaustive()
    }
}
