//! Text of ASCII characters that is made in an array.

use core::fmt;

/// The number of characters found to be UTF-8 in one step, if aligned.
const STEP: usize = 16;

/// Characters of ASCII, of which the first or the last are wanted.
///
/// Aligned and looked at in whole steps, so that finding out that they are UTF-8 takes few instructions.
#[repr(align(16))]
#[derive(Clone, Copy)]
pub struct Ascii<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Ascii<N> {
    /// The first characters, of which there are `count`; no text if there are fewer.
    #[inline]
    #[must_use]
    pub fn first(&self, count: usize) -> &str {
        let whole = count.checked_next_multiple_of(STEP).unwrap_or(count);
        let steps = self.0.get(..whole).unwrap_or(&self.0);
        core::str::from_utf8(steps).ok().and_then(|text| text.get(..count)).unwrap_or_default()
    }

    /// The characters from `start` on; no text if there are none.
    #[inline]
    pub(super) fn from(&self, start: usize) -> &str {
        core::str::from_utf8(&self.0).ok().and_then(|text| text.get(start..)).unwrap_or_default()
    }
}

/// Prints how many there can be, never which: they can be digits of keys.
impl<const N: usize> fmt::Debug for Ascii<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ascii(at most {N})")
    }
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use super::*;

    #[test]
    fn the_first_characters_or_the_last() {
        let digits = Ascii(*b"0123456789abcdefghij");
        assert_eq!([0, 1, 16, 17, 20].map(|count| digits.first(count).len()), [0, 1, 16, 17, 20]);
        assert_eq!((digits.first(3), digits.first(21), digits.from(18), digits.from(21)), ("012", "", "ij", ""));
        assert_eq!(alloc::format!("{digits:?}"), "Ascii(at most 20)");
    }
}
