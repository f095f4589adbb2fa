//! Big Integers: two's complement of any size.

#[cfg(feature = "alloc")]
use core::fmt;

#[cfg(feature = "alloc")]
use crate::maybe_owned::MaybeOwned;

/// Drops the superfluous sign bytes of a number; no bytes at all count as zero.
#[must_use]
pub fn minimal(mut bytes: &[u8]) -> &[u8] {
    while let [0x00, 0x00..=0x7F, ..] | [0xFF, 0x80..=0xFF, ..] = bytes {
        bytes = bytes.get(1..).unwrap_or_default();
    }
    if bytes.is_empty() { &[0] } else { bytes }
}

/// Returns the sign extension of a minimal number: how many bytes, and which.
///
/// They stand in front of the number, so that its length is a multiple of eight. Each is `0x00` or `0xFF`.
///
/// KMIP 2.1 §10.1.5: TTLV, XML and JSON write Big Integers so.
#[must_use]
pub fn sign_extension(minimal: &[u8]) -> (usize, u8) {
    let negative = minimal.first().is_some_and(|byte| *byte >= 0x80);
    let count = minimal.len().wrapping_neg() & 7;
    (count, if negative { 0xFF } else { 0x00 })
}

/// A Big Integer: signed, of any size, borrowed or owned.
///
/// KMIP 2.1 §10.1; since 1.0. Kept as two's complement, most significant byte first, without superfluous sign
/// bytes: equal numbers have equal bytes. Each encoding adds the sign extension that it prescribes.
///
/// ```
/// use kmip_types::BigInteger;
///
/// let n = BigInteger::from_bytes(&[0, 0, 0, 0, 0, 0, 0x80, 0]);
/// assert_eq!(n.as_bytes(), [0, 0x80, 0]);
/// assert_eq!(n.to_i128(), Some(0x8000));
/// assert_eq!(BigInteger::from(-1_i128).as_bytes(), [0xFF]);
/// ```
#[cfg(feature = "alloc")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInteger<'a>(MaybeOwned<'a, [u8]>);

#[cfg(feature = "alloc")]
impl<'a> BigInteger<'a> {
    /// Creates a number from its two's complement, most significant byte first.
    ///
    /// No bytes at all are zero.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        Self(MaybeOwned::Borrowed(minimal(bytes)))
    }

    /// Creates a number from its magnitude, most significant byte first.
    ///
    /// An example of such a magnitude is the modulus of an RSA key.
    #[must_use]
    pub fn from_unsigned(magnitude: &'a [u8]) -> Self {
        match magnitude.first() {
            Some(0x80..) => {
                let mut bytes = alloc::vec::Vec::with_capacity(magnitude.len().saturating_add(1));
                bytes.push(0);
                bytes.extend_from_slice(magnitude);
                Self(MaybeOwned::owned(bytes))
            }
            _ => Self::from_bytes(magnitude),
        }
    }

    /// Returns the two's complement of the number, most significant byte first.
    ///
    /// It has at least one byte, and no superfluous sign bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The magnitude, most significant byte first, without a byte for the sign.
    ///
    /// `None` for a number below zero.
    ///
    /// ```
    /// use kmip_types::BigInteger;
    ///
    /// let modulus = [0xC3, 0x01];
    /// assert_eq!(BigInteger::from_unsigned(&modulus).to_unsigned(), Some(&modulus[..]));
    /// ```
    #[must_use]
    pub fn to_unsigned(&self) -> Option<&[u8]> {
        match self.as_bytes() {
            _ if self.is_negative() => None,
            [0x00, magnitude @ ..] if !magnitude.is_empty() => Some(magnitude),
            magnitude => Some(magnitude),
        }
    }

    /// Returns whether the number is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.first().is_some_and(|byte| *byte >= 0x80)
    }

    /// The number, if it fits.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        if self.0.len() > 16 {
            return None;
        }
        let start = if self.is_negative() { -1_i128 } else { 0 };
        Some(self.0.iter().fold(start, |n, byte| (n << 8) | i128::from(*byte)))
    }

    /// The number with its bytes owned.
    #[must_use]
    pub fn into_owned(self) -> BigInteger<'static> {
        BigInteger(self.0.into_owned())
    }
}

#[cfg(feature = "alloc")]
impl Default for BigInteger<'_> {
    fn default() -> Self {
        Self(MaybeOwned::Borrowed(&[0]))
    }
}

#[cfg(feature = "alloc")]
impl From<i128> for BigInteger<'_> {
    fn from(value: i128) -> Self {
        Self(MaybeOwned::owned(minimal(&value.to_be_bytes()).to_vec()))
    }
}

/// Prints how many bytes there are, never the number, which may be a private key.
#[cfg(feature = "alloc")]
impl fmt::Debug for BigInteger<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BigInteger({} bytes)", self.0.len())
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;

    #[test]
    fn superfluous_sign_bytes_go() {
        assert_eq!(minimal(&[]), [0]);
        assert_eq!(minimal(&[0, 0, 0]), [0]);
        assert_eq!(minimal(&[0, 0x80]), [0, 0x80]);
        assert_eq!(minimal(&[0, 0, 0x80]), [0, 0x80]);
        assert_eq!(minimal(&[0xFF, 0xFF, 0x80]), [0x80]);
        assert_eq!(minimal(&[0xFF, 0x7F]), [0xFF, 0x7F]);
    }

    #[test]
    fn sign_extension_reaches_a_multiple_of_eight() {
        assert_eq!(sign_extension(&[0]), (7, 0));
        assert_eq!(sign_extension(&[0xFF]), (7, 0xFF));
        assert_eq!(sign_extension(&[1; 8]), (0, 0));
        assert_eq!(sign_extension(&[1; 9]), (7, 0));
    }

    #[test]
    fn numbers_convert() {
        for n in [0, 1, -1, 127, 128, -128, -129, i128::MAX, i128::MIN] {
            assert_eq!(BigInteger::from(n).to_i128(), Some(n));
        }
        assert_eq!(BigInteger::from_unsigned(&[0xC0, 1]).as_bytes(), [0, 0xC0, 1]);
        assert_eq!(BigInteger::from_unsigned(&[0, 0x40]).as_bytes(), [0x40]);
        assert_eq!(BigInteger::from_bytes(&[1; 17]).to_i128(), None);
    }
}
