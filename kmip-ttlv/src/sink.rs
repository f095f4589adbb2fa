//! Where a writer puts its bytes.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

/// A buffer that a [`Writer`](crate::Writer) appends to, and in which it fills in lengths afterwards.
///
/// Implemented for `Vec<u8>` (feature `alloc`), for `BytesMut` (feature `bytes`), for `&mut` of both, and for a slice as
/// [`SliceSink`].
pub trait Sink {
    /// What [`Writer::finish`](crate::Writer::finish) returns.
    type Output;

    /// Whether no position has more than 32 bits, so that the writer need not test that a place fits a length field, nor
    /// whether `u32::MAX` is one.
    const SHORT: bool = false;

    /// How many bytes there are.
    fn position(&self) -> usize;

    /// Appends these bytes; `None`, and nothing is appended, if there is no room for all of them yet.
    fn append(&mut self, bytes: &[u8]) -> Option<()>;

    /// Appends an item: its header, its value, and zeros up to a multiple of eight bytes. `None`, and nothing is appended,
    /// if there is no room for all of it yet, or the sink has no quicker way than [`append`](Self::append) for each part.
    fn append_item(&mut self, header: [u8; 8], value: &[u8]) -> Option<()> {
        let _ = (header, value);
        None
    }

    /// Makes room for this many more bytes; `None` if the sink cannot grow so far.
    fn make_room(&mut self, additional: usize) -> Option<()>;

    /// Four bytes that were appended before, to be changed.
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]>;

    /// The result: all bytes.
    fn finish(self) -> Self::Output;
}

/// The bytes that an item with this value takes.
#[inline(always)]
const fn item_size(value: &[u8]) -> usize {
    value.len().saturating_add(8 + 7) & !7
}

/// A slice as a [`Sink`], filled from its start.
pub struct SliceSink<'b> {
    bytes: &'b mut [u8],
    /// How many are filled. Of 32 bits, so that no sum with what comes next overflows where there are 64.
    filled: u32,
}

impl<'b> SliceSink<'b> {
    /// No item is longer; nor is what a slice takes.
    const LONGEST: usize = 0xFFFF_FFFF;

    /// A sink with nothing in it yet. Of a slice of more than 4 GiB it fills no more than those.
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

    /// The place for as many bytes as come next, which are filled from here on; `None` if there is no room for them.
    #[inline(always)]
    fn place(&mut self, size: usize) -> Option<&mut [u8]> {
        let start = usize::try_from(self.filled).ok()?;
        let end = start.checked_add(size)?;
        let place = self.bytes.get_mut(start..end)?;
        // Nothing is masked off.
        self.filled = u32::try_from(end & Self::LONGEST).ok()?;
        Some(place)
    }
}

impl<'b> Sink for SliceSink<'b> {
    /// The part of the slice that was filled.
    type Output = &'b mut [u8];

    const SHORT: bool = true;

    #[inline(always)]
    fn position(&self) -> usize {
        usize::try_from(self.filled).unwrap_or(usize::MAX)
    }

    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        self.place(bytes.len())?.copy_from_slice(bytes);
        Some(())
    }

    #[inline(always)]
    fn append_item(&mut self, header: [u8; 8], value: &[u8]) -> Option<()> {
        let (place, body) = self.place(item_size(value))?.split_first_chunk_mut()?;
        *place = header;
        // The last word has the padding: zeros first, then as much of it as the value takes.
        if let Some(last) = body.last_chunk_mut::<8>() {
            *last = [0; 8];
        }
        body.get_mut(..value.len())?.copy_from_slice(value);
        Some(())
    }

    fn make_room(&mut self, additional: usize) -> Option<()> {
        (additional <= self.bytes.len().saturating_sub(self.position())).then_some(())
    }

    #[inline(always)]
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
        self.bytes.get_mut(offset..offset.checked_add(4)?)?.first_chunk_mut()
    }

    fn finish(self) -> &'b mut [u8] {
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

/// Buffers that grow, owned and borrowed.
#[cfg(feature = "alloc")]
macro_rules! growing {
    ($($type:ty),+) => {$(
        impl Sink for $type {
            type Output = Self;

            #[inline(always)]
            fn position(&self) -> usize {
                self.len()
            }

            #[inline(always)]
            fn append(&mut self, bytes: &[u8]) -> Option<()> {
                if bytes.len() > self.capacity().wrapping_sub(self.len()) {
                    return None;
                }
                self.extend_from_slice(bytes);
                Some(())
            }

            #[inline(always)]
            fn append_item(&mut self, header: [u8; 8], value: &[u8]) -> Option<()> {
                let size = item_size(value);
                // With room for a whole word of padding, which is then cut to what it needs.
                if size.saturating_add(8) > self.capacity().wrapping_sub(self.len()) {
                    return None;
                }
                let end = self.len().wrapping_add(size);
                self.extend_from_slice(&header);
                self.extend_from_slice(value);
                self.extend_from_slice(&[0; 8]);
                self.truncate(end);
                Some(())
            }

            fn make_room(&mut self, additional: usize) -> Option<()> {
                self.reserve(additional);
                Some(())
            }

            #[inline(always)]
            fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
                self.get_mut(offset..offset.checked_add(4)?)?.first_chunk_mut()
            }

            fn finish(self) -> Self {
                self
            }
        }
    )+};
}

#[cfg(feature = "alloc")]
growing!(Vec<u8>, &mut Vec<u8>);
#[cfg(feature = "bytes")]
growing!(bytes::BytesMut, &mut bytes::BytesMut);
