//! Text of ASCII characters that is made in an array.

use core::slice::SliceIndex;

/// Characters of ASCII, of which a part is wanted.
///
/// Aligned and of whole words, so that finding out that it is UTF-8 takes few instructions.
#[repr(align(16))]
pub(super) struct Ascii<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Ascii<N> {
    /// A part of the text; no text if there is no such part.
    #[inline]
    pub(super) fn get<I: SliceIndex<str, Output = str>>(&self, part: I) -> &str {
        core::str::from_utf8(&self.0).ok().and_then(|text| text.get(part)).unwrap_or_default()
    }
}
