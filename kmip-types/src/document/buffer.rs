//! Buffers for what had to be decoded, which can be key material.
//!
//! They are wiped when they grow and when they are dropped.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::ErrorKind;
use crate::format::lexical::append_hex;
#[cfg(feature = "zeroize")]
use crate::wipe::grown;
use crate::wipe::make_room;

/// Text that is decoded piece by piece, such as an unescaped value.
///
/// With feature `zeroize` it is wiped from memory when it is cleared, when it grows into new memory and when it is
/// dropped. `Debug` prints its length only.
///
/// ```
/// use kmip_types::format::TextBuffer;
///
/// let mut text = TextBuffer::new();
/// text.push_str("a ");
/// text.push('<');
/// assert_eq!(text.as_str(), "a <");
/// ```
#[derive(Default)]
pub struct TextBuffer(String);

impl TextBuffer {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// The text so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds text.
    pub fn push_str(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    /// Adds one character.
    pub fn push(&mut self, c: char) {
        self.reserve(c.len_utf8());
        self.0.push(c);
    }

    /// Forgets the text, keeping the memory.
    pub fn clear(&mut self) {
        #[cfg(feature = "zeroize")]
        zeroize::Zeroize::zeroize(&mut self.0);
        self.0.clear();
    }

    /// Makes room, so that nothing reallocates without wiping.
    fn reserve(&mut self, more: usize) {
        #[cfg(feature = "zeroize")]
        if more > self.0.capacity().wrapping_sub(self.0.len()) {
            let mut text = String::with_capacity(grown(self.0.len(), self.0.capacity(), more));
            text.push_str(&self.0);
            zeroize::Zeroize::zeroize(&mut core::mem::replace(&mut self.0, text));
        }
        #[cfg(not(feature = "zeroize"))]
        self.0.reserve(more);
    }
}

impl fmt::Debug for TextBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextBuffer({} bytes)", self.0.len())
    }
}

#[cfg(feature = "zeroize")]
impl Drop for TextBuffer {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

/// Bytes from hexadecimal digits, one value behind the other.
#[derive(Default)]
pub(super) struct ByteBuffer(Vec<u8>);

impl ByteBuffer {
    pub(super) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// Adds the bytes that the digits spell, or nothing.
    pub(super) fn push_hex(&mut self, digits: &str) -> Result<(), ErrorKind> {
        self.reserve(digits.len() / 2);
        append_hex(digits, &mut self.0)
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Adds one byte several times.
    pub(super) fn push_repeated(&mut self, byte: u8, count: usize) {
        self.reserve(count);
        self.0.resize(self.0.len().saturating_add(count), byte);
    }

    /// Takes bytes out, moving what follows.
    pub(super) fn remove(&mut self, at: usize, count: usize) {
        if let Some(tail) = self.0.get_mut(at..).filter(|tail| count <= tail.len()) {
            tail.rotate_left(count);
            self.0.truncate(self.0.len().saturating_sub(count));
        }
    }

    /// Puts one byte in several times, moving what follows.
    pub(super) fn insert(&mut self, at: usize, byte: u8, count: usize) {
        self.push_repeated(byte, count);
        if let Some(tail) = self.0.get_mut(at..) {
            tail.rotate_right(count);
        }
    }

    /// Makes room, so that nothing reallocates without wiping.
    fn reserve(&mut self, more: usize) {
        make_room(&mut self.0, more);
    }
}

#[cfg(feature = "zeroize")]
impl Drop for ByteBuffer {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn text_and_bytes_grow() {
        let mut text = TextBuffer::new();
        let mut bytes = ByteBuffer::default();
        for n in 0..500_u16 {
            text.push_str(&format!("{n}\u{391}"));
            bytes.push_hex(&format!("{n:04x}")).unwrap();
        }
        let expected: String = (0..500).map(|n| format!("{n}\u{391}")).collect();
        assert_eq!(text.as_str(), expected);
        assert_eq!(bytes.as_slice().len(), 1000);
        assert_eq!(bytes.as_slice()[998..], 499_u16.to_be_bytes());
        assert_eq!(bytes.push_hex("0"), Err(ErrorKind::Hex));
        bytes.remove(2, 997);
        assert_eq!(bytes.as_slice(), [0, 0, 0xF3]);
        bytes.push(&[1, 2]);
        bytes.insert(3, 0xFF, 2);
        assert_eq!(bytes.as_slice(), [0, 0, 0xF3, 0xFF, 0xFF, 1, 2]);
        text.clear();
        text.push('a');
        assert_eq!(text.as_str(), "a");
        assert_eq!(format!("{text:?}"), "TextBuffer(1 bytes)");
    }
}
