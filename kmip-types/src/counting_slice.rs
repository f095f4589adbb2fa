//! A slice as a sink that counts the bytes for which it has no room.

use core::fmt;

use super::slice_sink::{SliceSink, fill};

/// A slice that a binary writer fills, and that counts on when it is full.
///
/// So one pass tells how large the buffer has to be. What is in the slice is of no use then.
///
/// The writers of TTLV and CBOR have traits of their own for what they write to; this implements both.
///
/// ```
/// use kmip_types::format::CountingSlice;
///
/// let mut buffer = [0; 4];
/// let mut sink = CountingSlice::new(&mut buffer);
/// sink.append(&[0x42, 0x00, 0x0D]);
/// sink.append(&[0x02, 0x00, 0x00]);
/// assert_eq!(sink.position(), 6);
/// assert_eq!(sink.finish(), Err(6));
/// ```
pub struct CountingSlice<'b> {
    sink: SliceSink<'b>,
    /// Stands for what is to be changed behind the end of the slice.
    beyond: [u8; 4],
}

impl<'b> CountingSlice<'b> {
    /// A place behind all slices, with room behind it to be counted on from.
    const BEYOND: [u8; 4] = 0xFFFF_FF00_u32.to_be_bytes();

    /// A sink with nothing in it yet.
    #[must_use]
    pub const fn new(bytes: &'b mut [u8]) -> Self {
        Self { sink: SliceSink::new(bytes), beyond: Self::BEYOND }
    }

    /// Returns how many bytes were appended, whether there was room for them or not.
    #[inline(always)]
    #[must_use]
    pub fn position(&self) -> usize {
        self.sink.position()
    }

    /// Appends these bytes, or counts them.
    #[inline(always)]
    pub fn append(&mut self, bytes: &[u8]) {
        match self.sink.place(bytes.len()) {
            Some(place) => fill(place, bytes).unwrap_or_default(),
            None => self.sink.count(bytes.len()),
        }
    }

    /// Returns room for `size` bytes, of which the first `filled` count as filled.
    ///
    /// `None`, and nothing is counted, if there is no such room.
    #[inline(always)]
    pub fn place_first(&mut self, size: usize, filled: usize) -> Option<&mut [u8]> {
        self.sink.place_first(size, filled)
    }

    /// Four bytes that were appended before, to be changed.
    ///
    /// Behind the end of the slice, they are the number of a place that is there, too.
    #[inline(always)]
    pub fn four(&mut self, offset: usize) -> &mut [u8; 4] {
        let place = offset.checked_add(4).and_then(|end| self.sink.bytes_mut().get_mut(offset..end));
        place.and_then(|place| place.first_chunk_mut()).unwrap_or_else(|| {
            self.beyond = Self::BEYOND;
            &mut self.beyond
        })
    }

    /// Returns the bytes that were appended.
    ///
    /// `None` if not all of them had room.
    #[inline(always)]
    pub fn filled(&mut self) -> Option<&mut [u8]> {
        let filled = self.sink.position();
        self.sink.bytes_mut().get_mut(..filled)
    }

    /// Returns what was filled.
    ///
    /// # Errors
    /// The slice is too short: the number of bytes that were appended, at most 4 GiB.
    #[inline(always)]
    pub fn finish(self) -> Result<&'b mut [u8], usize> {
        let position = self.sink.position();
        self.sink.into_bytes().get_mut(..position).ok_or(position)
    }
}

/// Prints how full the slice is, never what is in it.
impl fmt::Debug for CountingSlice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sink.fmt(f)
    }
}
