//! A slice as a sink of bytes.

use core::fmt;

/// Copies bytes into a place for as many; `None` if it is one for more or less.
///
/// The compiler makes one copy of it, and sees that it cannot panic, also where it optimises for size: there it leaves in the
/// panic of `copy_from_slice`.
#[inline(always)]
pub fn fill(place: &mut [u8], bytes: &[u8]) -> Option<()> {
    if place.len() != bytes.len() {
        return None;
    }
    for (to, from) in place.iter_mut().zip(bytes) {
        *to = *from;
    }
    Some(())
}

/// A slice that a binary writer fills from its start; needs no allocator.
///
/// The writers of TTLV and CBOR have traits of their own for what they write to; this implements both.
///
/// ```
/// use kmip_types::format::SliceSink;
///
/// let mut buffer = [0; 8];
/// let mut sink = SliceSink::new(&mut buffer);
/// sink.place(2).ok_or("no room")?.copy_from_slice(&[0x42, 0x00]);
/// sink.place_first(4, 1).ok_or("no room")?.copy_from_slice(&[0x0D, 0, 0, 0]);
/// assert_eq!((sink.position(), sink.left()), (3, 5));
/// assert!(sink.place(6).is_none());
/// assert_eq!(sink.into_filled(), [0x42, 0x00, 0x0D]);
/// # Ok::<(), &str>(())
/// ```
pub struct SliceSink<'b> {
    bytes: &'b mut [u8],
    /// The number of bytes that are filled.
    ///
    /// It has 32 bits, so that no sum with what comes next overflows where there are 64.
    filled: u32,
}

impl<'b> SliceSink<'b> {
    /// The most bytes of a slice that are filled.
    const LONGEST: usize = 0xFFFF_FFFF;

    /// A sink with nothing in it yet.
    ///
    /// If the slice has 4 GiB or more, the sink fills one byte less than 4 GiB.
    #[must_use]
    pub const fn new(bytes: &'b mut [u8]) -> Self {
        let bytes = if bytes.len() <= Self::LONGEST {
            bytes
        } else {
            match bytes.split_at_mut_checked(Self::LONGEST) {
                Some((bytes, _)) => bytes,
                None => &mut [],
            }
        };
        Self { bytes, filled: 0 }
    }

    /// Returns how many bytes are filled.
    #[inline(always)]
    #[must_use]
    pub fn position(&self) -> usize {
        usize::try_from(self.filled).unwrap_or(usize::MAX)
    }

    /// Returns how many bytes there are behind those.
    #[inline]
    #[must_use]
    pub fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.position())
    }

    /// A place of `size` bytes behind those, which counts as filled from here on.
    ///
    /// `None`, and nothing is filled, if there is no room for it.
    #[inline(always)]
    pub fn place(&mut self, size: usize) -> Option<&mut [u8]> {
        self.place_until(size, |_, end| end)
    }

    /// Returns room for `size` bytes, of which the first `filled` count as filled.
    ///
    /// What comes next is written over the rest.
    #[inline(always)]
    pub fn place_first(&mut self, size: usize, filled: usize) -> Option<&mut [u8]> {
        self.place_until(size, |start, _| start.wrapping_add(filled.min(size)))
    }

    /// A place whose start and end say how many bytes of the slice are filled with it.
    #[inline(always)]
    fn place_until(&mut self, size: usize, filled: impl FnOnce(usize, usize) -> usize) -> Option<&mut [u8]> {
        let start = usize::try_from(self.filled).ok()?;
        let end = start.checked_add(size)?;
        let place = self.bytes.get_mut(start..end)?;
        // Nothing is masked off.
        self.filled = u32::try_from(filled(start, end) & Self::LONGEST).ok()?;
        Some(place)
    }

    /// Counts bytes as filled that have no room, so that nothing has room any more.
    #[cold]
    pub(crate) fn count(&mut self, size: usize) {
        self.filled = self.filled.saturating_add(u32::try_from(size).unwrap_or(u32::MAX));
    }

    /// The slice, of which the first [`position`](Self::position) bytes are filled.
    #[inline(always)]
    pub const fn bytes_mut(&mut self) -> &mut [u8] {
        self.bytes
    }

    /// Returns the whole slice.
    #[inline(always)]
    pub(crate) const fn into_bytes(self) -> &'b mut [u8] {
        self.bytes
    }

    /// Returns what was filled.
    #[must_use]
    pub fn into_filled(self) -> &'b mut [u8] {
        let filled = self.position();
        self.bytes.get_mut(..filled).unwrap_or_default()
    }
}

/// Prints how full the slice is, never what is in it.
impl fmt::Debug for SliceSink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SliceSink({} of {} bytes)", self.filled, self.bytes.len())
    }
}
