//! Values that must not show up in logs and, once owned, not stay in memory.

use core::fmt;
use core::hash::{Hash, Hasher};

use subtle::ConstantTimeEq as _;

use crate::{BigInteger, Bytes, Text};

/// A type that can be secret: text, octets, a number.
pub trait Sensitive {
    /// The bytes of the value.
    fn secret_bytes(&self) -> &[u8];
}

/// A secret: key material, a password, a private exponent, derived data.
///
/// `Debug` prints the number of bytes only; there is no `Display`. Two secrets are compared in constant time. Which fields hold
/// secrets, and why, is listed in `docs/secrets.md`.
///
/// # Wiping
///
/// With feature `zeroize`, memory of text, octets and Big Integers that a message owns is wiped when it is dropped or replaced:
/// all of it, not only secrets. So is what reading, writing and converting make on their way, whether they succeed or not: the
/// digits and escapes that text formats decode, trees of items, output that failed, and memory that output has grown out of.
///
/// What cannot be wiped:
///
/// * the input and the output, which belong to the caller,
/// * the content of items of other types, such as an Integer in a vendor's key, and values that the compiler keeps in registers
///   or moves over the stack,
/// * what serde's formats, and buffers of the crate `bytes`, keep for themselves,
/// * what was copied from it by way of [`expose`](Self::expose).
///
/// ```
/// use kmip_types::{Bytes, Secret};
///
/// let key = Secret::new(Bytes::from(&[7; 32]));
/// assert_eq!(format!("{key:?}"), "Secret(32 bytes)");
/// assert_eq!(**key.expose(), [7; 32]);
/// ```
#[derive(Clone, Default)]
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

    /// The value itself, to be changed.
    pub const fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }

    /// The value itself, taken out; with feature `zeroize` it is wiped like the secret.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: Sensitive> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Sensitive> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.secret_bytes().len())
    }
}

/// Compares in a time that depends on the length only.
///
/// It does not depend on where the first difference is.
impl<T: Sensitive> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.secret_bytes().ct_eq(other.0.secret_bytes()).into()
    }
}

impl<T: Sensitive> Eq for Secret<T> {}

impl<T: Sensitive> Hash for Secret<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.secret_bytes().hash(state);
    }
}

/// Each secret type, and what its bytes are.
macro_rules! sensitive {
    ($($type:ident: $bytes:ident;)+) => {$(
        impl Sensitive for $type<'_> {
            fn secret_bytes(&self) -> &[u8] {
                self.$bytes()
            }
        }
    )+};
}

sensitive! {
    Bytes: as_slice;
    Text: as_bytes;
    BigInteger: as_bytes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_secrets_are_equal() {
        let secret = |bytes: &'static [u8]| Secret::new(Bytes::from(bytes));
        assert_eq!(secret(b"abc"), secret(b"abc"));
        assert_eq!(secret(b""), secret(b""));
        for other in [&b"abd"[..], b"bbc", b"ab", b"abcd", b""] {
            assert_ne!(secret(b"abc"), secret(other));
        }
    }
}
