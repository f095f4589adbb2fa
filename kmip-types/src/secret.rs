//! Values that must not show up in logs and, once owned, not stay in memory.

use core::fmt;

use crate::{BigInteger, Bytes, Text};

/// What can be secret: its size can be told, its owned memory can be wiped.
pub trait Sensitive {
    /// The number of bytes.
    fn byte_count(&self) -> usize;

    /// Overwrites the memory, where it is owned.
    #[cfg(feature = "zeroize")]
    fn wipe(&mut self);
}

/// A secret: key material, a password, a private exponent, derived data.
///
/// `Debug` prints the number of bytes only; there is no `Display`. With feature `zeroize`, an owned
/// value is wiped from memory when it is dropped.
///
/// ```
/// use kmip_types::{Bytes, Secret};
///
/// let key = Secret::new(Bytes::from(&[7; 32]));
/// assert_eq!(format!("{key:?}"), "Secret(32 bytes)");
/// assert_eq!(**key.expose(), [7; 32]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret<T: Sensitive>(T);

impl<T: Sensitive> Secret<T> {
    /// Marks a value as secret.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, to be changed or taken out with [`core::mem::take`].
    pub const fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Sensitive> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Sensitive> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.byte_count())
    }
}

#[cfg(feature = "zeroize")]
impl<T: Sensitive> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

/// Each secret type: how its size is told and its owned memory found.
macro_rules! sensitive {
    ($($type:ident: $size:expr;)+) => {$(
        impl Sensitive for $type<'_> {
            fn byte_count(&self) -> usize {
                $size(self)
            }

            #[cfg(feature = "zeroize")]
            fn wipe(&mut self) {
                if let Some(owned) = self.owned_mut() {
                    zeroize::Zeroize::zeroize(owned);
                }
            }
        }
    )+};
}

sensitive! {
    Bytes: |v: &Bytes<'_>| v.len();
    Text: |v: &Text<'_>| v.len();
    BigInteger: |v: &BigInteger<'_>| v.as_bytes().len();
}
