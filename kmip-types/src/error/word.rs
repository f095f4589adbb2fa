//! Words of an input or a message that errors show.
//!
//! They can be shown, since they are names and no secrets.

use core::fmt;

#[cfg(feature = "alloc")]
use crate::names::{attribute_tag, custom_attribute};

/// A word that is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    bytes: [u8; Self::MOST],
    length: usize,
}

impl Word {
    /// The longest word that is taken for a name.
    const MOST: usize = 64;

    /// The most digits of a word of hexadecimal digits alone that is shown.
    ///
    /// Longer ones can be keys.
    const MOST_HEX: usize = 8;

    /// Returns a text as a word, if it looks like a name.
    ///
    /// It has letters, digits and `_`, begins with a letter, and is no row of bytes in hexadecimal.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        Self::kept(text).filter(|_| looks_like_a_name(text) && text.as_bytes().iter().all(is_part))
    }

    /// Returns the name of an attribute as a word, if it can be shown.
    ///
    /// It is a name of the standard, or one that looks like a name, also of several words.
    #[cfg(feature = "alloc")]
    pub(crate) fn of_attribute(name: &str) -> Option<Self> {
        let own = custom_attribute(name).map_or(name, |(_, own)| own);
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-. #".contains(byte);
        let is_name = looks_like_a_name(own) && own.as_bytes().iter().all(is_part);
        Self::kept(name).filter(|_| is_name || attribute_tag(name).is_some())
    }

    fn kept(text: &str) -> Option<Self> {
        let mut word = Self { bytes: [0; Self::MOST], length: text.len() };
        word.bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(word)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Returns whether a text starts as a name does, and is not a row of digits.
fn looks_like_a_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && (text.len() <= Word::MOST_HEX || !text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;

    #[test]
    fn names_of_attributes_are_shown_and_nothing_else() {
        let shown = |name: &str| Word::of_attribute(name).is_some_and(|word| word.as_str() == name);
        for name in
            ["Cryptographic Algorithm", "X.509 Certificate Identifier", "x-shard", "y-a", "x-My Shard_1", "shard"]
        {
            assert!(shown(name), "{name}");
        }
        for name in ["", "x-", "x-00112233445566778899aabbccddeeff", "deadbeefdeadbeef", "p\u{e4}ss", "a\nb", "x-<b>"] {
            assert!(!shown(name), "{name}");
        }
        let long = ["x-", &"a".repeat(20), &"z".repeat(42)].concat();
        assert!(shown(&long) && !shown(&[&long, "z"].concat()));
    }
}
