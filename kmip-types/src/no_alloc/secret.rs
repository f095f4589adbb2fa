//! Values that must not show up in logs; Big Integers.

use core::fmt;

use subtle::ConstantTimeEq as _;

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::view::BigIntegerRef;
use crate::{ItemType, Tag};

/// A secret that is only borrowed: key material, a password, a private exponent.
///
/// `Debug` does not print it.
///
/// ```
/// use kmip_types::no_alloc::Secret;
///
/// let key: Secret<&[u8]> = Secret::from(&[7; 32][..]);
/// assert_eq!(format!("{key:?}"), "Secret");
/// assert_eq!(key.expose(), [7; 32]);
/// ```
#[derive(Clone, Copy, Default)]
pub struct Secret<T>(T);

impl<T: Copy> Secret<T> {
    /// The value itself.
    #[must_use]
    pub const fn expose(self) -> T {
        self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// Compares in a time that depends on the length only.
impl<T: AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().ct_eq(other.0.as_ref()).into()
    }
}

impl<T: AsRef<[u8]>> Eq for Secret<T> {}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl<T: Encode> Encode for Secret<T> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.0.encode(tag, e)
    }
}

impl AsRef<[u8]> for BigIntegerRef<'_> {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Default for BigIntegerRef<'_> {
    fn default() -> Self {
        Self::from_bytes(&[0])
    }
}

impl Encode for BigIntegerRef<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.bytes(tag, ItemType::BIG_INTEGER, self.as_bytes())
    }
}
