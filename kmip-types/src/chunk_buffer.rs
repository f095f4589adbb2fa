//! The buffer in which a reader of chunks collects what is not all there yet.

use core::fmt;

use crate::{ErrorKind, ItemType, Value};

/// The buffer, given by the user, in which a reader of chunks collects what is not all there yet.
///
/// What is at its front is handed out, borrowed, and makes room with the step after that.
pub struct ChunkBuffer<'b> {
    memory: &'b mut [u8],
    /// How many bytes are taken.
    filled: usize,
    /// How many of them, from the front, have been handed out.
    used: usize,
}

impl<'b> ChunkBuffer<'b> {
    /// An empty buffer.
    #[must_use]
    pub const fn new(memory: &'b mut [u8]) -> Self {
        Self { memory, filled: 0, used: 0 }
    }

    /// How many bytes there is room for.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.memory.len()
    }

    /// How many bytes are there.
    #[must_use]
    pub const fn filled(&self) -> usize {
        self.filled
    }

    /// What is there.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.memory.get(..self.filled).unwrap_or_default()
    }

    /// The bytes at the front that were handed out.
    #[must_use]
    pub fn handed_out(&self) -> &[u8] {
        self.memory.get(..self.used).unwrap_or_default()
    }

    /// Says that so many bytes from the front are handed out: they stay until [`forget`](Self::forget).
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

    /// Takes bytes off the chunk until this many are there; `false` if the chunk does not have them.
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

    /// How many of the bytes that are there can be handed out as a part of a value of this type: of text only whole
    /// characters, where more is to come.
    ///
    /// # Errors
    /// [`Utf8`](ErrorKind::Utf8).
    pub fn whole_characters(&self, item_type: ItemType, more: bool) -> Result<usize, ErrorKind> {
        if !item_type.is_text() {
            return Ok(self.filled);
        }
        match core::str::from_utf8(self.bytes()) {
            Ok(_) => Ok(self.filled),
            Err(error) if error.error_len().is_none() && more => Ok(error.valid_up_to()),
            Err(_) => Err(ErrorKind::Utf8),
        }
    }

    /// What was handed out, as a value, or a part of a value, of this type; bytes for a type of any other kind.
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
    Ok(match item_type {
        ItemType::TEXT_STRING => Value::TextString(text),
        ItemType::IDENTIFIER => Value::Identifier(text),
        ItemType::REFERENCE => Value::Reference(text),
        ItemType::NAME_REFERENCE => Value::NameReference(text),
        ItemType::BIG_INTEGER => Value::BigInteger(bytes),
        _ => Value::ByteString(bytes),
    })
}

/// Prints how much is there, never what.
impl fmt::Debug for ChunkBuffer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkBuffer").field("size", &self.size()).field("filled", &self.filled).finish_non_exhaustive()
    }
}
