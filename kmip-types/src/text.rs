//! Text and bytes, borrowed from the input or owned.

use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::ops::Deref;

use crate::maybe_owned::MaybeOwned;

/// UTF-8 text, borrowed from the input or owned.
///
/// KMIP 2.1 §10.1 (Text String); since 1.0.
///
/// ```
/// use kmip_types::Text;
///
/// let borrowed = Text::from("a name");
/// let owned = Text::from(String::from("a name"));
/// assert_eq!(borrowed, owned);
/// assert_eq!(borrowed, "a name");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text<'a>(MaybeOwned<'a, str>);

impl Text<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        Text(self.0.into_owned())
    }
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// So that a map with texts for keys can be asked with a `&str`.
impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Takes the text out, or copies it where it is borrowed.
///
/// With feature `zeroize` nothing wipes it from here on.
impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.0.into_inner()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(MaybeOwned::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(MaybeOwned::owned(text))
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// Octets, borrowed from the input or owned.
///
/// KMIP 2.1 §10.1 (Byte String); since 1.0. `Debug` prints only how many there are.
///
/// ```
/// use kmip_types::Bytes;
///
/// let bytes = Bytes::from(&[1, 2, 3]);
/// assert_eq!(*bytes, [1, 2, 3]);
/// assert_eq!(format!("{bytes:?}"), "Bytes(3 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bytes<'a>(MaybeOwned<'a, [u8]>);

impl Bytes<'_> {
    /// The octets.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The octets, owned.
    #[must_use]
    pub fn into_owned(self) -> Bytes<'static> {
        Bytes(self.0.into_owned())
    }
}

impl<'a> Bytes<'a> {
    /// The octets, where they are borrowed.
    pub(crate) const fn borrowed(&self) -> Option<&'a [u8]> {
        self.0.borrowed()
    }
}

impl Deref for Bytes<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// So that a map with octets for keys can be asked with a `&[u8]`.
impl Borrow<[u8]> for Bytes<'_> {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

/// Takes the octets out, or copies them where they are borrowed.
///
/// With feature `zeroize` nothing wipes them from here on.
impl From<Bytes<'_>> for Vec<u8> {
    fn from(bytes: Bytes<'_>) -> Self {
        bytes.0.into_inner()
    }
}

/// Takes the octets out into a vector that wipes them when it is dropped.
#[cfg(feature = "zeroize")]
impl From<Bytes<'_>> for zeroize::Zeroizing<Vec<u8>> {
    fn from(bytes: Bytes<'_>) -> Self {
        Self::new(bytes.0.into_inner())
    }
}

impl<'a> From<&'a [u8]> for Bytes<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self(MaybeOwned::Borrowed(bytes))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Bytes<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self(MaybeOwned::Borrowed(bytes))
    }
}

impl From<Vec<u8>> for Bytes<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self(MaybeOwned::owned(bytes))
    }
}

impl PartialEq<&[u8]> for Bytes<'_> {
    fn eq(&self, other: &&[u8]) -> bool {
        *self.0 == **other
    }
}

impl PartialEq<[u8]> for Bytes<'_> {
    fn eq(&self, other: &[u8]) -> bool {
        *self.0 == *other
    }
}

/// Prints how many bytes there are, never the bytes, which may be key material.
impl fmt::Debug for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({} bytes)", self.0.len())
    }
}
