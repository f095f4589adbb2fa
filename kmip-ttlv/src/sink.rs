//! The sinks: buffers in which a writer puts its bytes.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::format::make_room;
use kmip_types::format::{CountingSlice, SliceSink, fill};

/// A buffer that a [`TtlvWriter`](crate::TtlvWriter) appends to.
///
/// The writer fills in lengths in it afterwards.
///
/// Implemented for `Vec<u8>` (feature `alloc`), for `BytesMut` (feature `bytes`), for `&mut` of both, and for a slice as
/// [`SliceSink`] and [`CountingSlice`].
pub trait Sink {
    /// The result of [`TtlvWriter::finish`](crate::TtlvWriter::finish).
    type Output;

    /// True if every position fits in 32 bits.
    ///
    /// If so, the writer need not test that a place fits a length field, nor whether `u32::MAX` is one.
    const SHORT: bool = false;

    /// Returns how many bytes there are.
    fn position(&self) -> usize;

    /// Appends these bytes.
    ///
    /// `None`, and nothing is appended, if there is no room for all of them yet.
    fn append(&mut self, bytes: &[u8]) -> Option<()>;

    /// Appends an item: its header, its value, and its padding.
    ///
    /// The padding is zeros up to a multiple of eight bytes. `None`, and nothing is appended, if there is no room for
    /// all of it yet, or the sink has no quicker way than [`append`](Self::append) for each part.
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

/// Puts an item into a place of its size.
#[inline(always)]
fn put_item(place: &mut [u8], header: [u8; 8], value: &[u8]) -> Option<()> {
    let (place, body) = place.split_first_chunk_mut()?;
    *place = header;
    // The last word has the padding: zeros first, then as much of it as the value takes.
    if let Some(last) = body.last_chunk_mut::<8>() {
        *last = [0; 8];
    }
    fill(body.get_mut(..value.len())?, value)
}

impl<'b> Sink for SliceSink<'b> {
    /// The part of the slice that was filled.
    type Output = &'b mut [u8];

    const SHORT: bool = true;

    #[inline(always)]
    fn position(&self) -> usize {
        SliceSink::position(self)
    }

    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        fill(self.place(bytes.len())?, bytes)
    }

    #[inline(always)]
    fn append_item(&mut self, header: [u8; 8], value: &[u8]) -> Option<()> {
        put_item(self.place(item_size(value))?, header, value)
    }

    fn make_room(&mut self, additional: usize) -> Option<()> {
        (additional <= self.left()).then_some(())
    }

    #[inline(always)]
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
        self.bytes_mut().get_mut(offset..offset.checked_add(4)?)?.first_chunk_mut()
    }

    fn finish(self) -> &'b mut [u8] {
        self.into_filled()
    }
}

impl<'b> Sink for CountingSlice<'b> {
    /// The part of the slice that was filled, or the number of bytes needed.
    type Output = Result<&'b mut [u8], usize>;

    const SHORT: bool = true;

    #[inline(always)]
    fn position(&self) -> usize {
        CountingSlice::position(self)
    }

    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        CountingSlice::append(self, bytes);
        Some(())
    }

    #[inline(always)]
    fn append_item(&mut self, header: [u8; 8], value: &[u8]) -> Option<()> {
        let size = item_size(value);
        put_item(self.place_first(size, size)?, header, value)
    }

    fn make_room(&mut self, _: usize) -> Option<()> {
        Some(())
    }

    #[inline(always)]
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
        Some(CountingSlice::four(self, offset))
    }

    #[inline(always)]
    fn finish(self) -> Self::Output {
        CountingSlice::finish(self)
    }
}

/// Buffers that grow, owned and borrowed.
#[cfg(feature = "alloc")]
macro_rules! growing {
    ($($type:ty: $room:expr),+) => {$(
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
                // A vector that grows may hold secrets; other buffers wipe nothing.
                let make_room: fn(&mut $type, usize) = $room;
                make_room(self, additional);
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
growing!(Vec<u8>: |bytes, more| make_room(bytes, more), &mut Vec<u8>: |bytes, more| make_room(bytes, more));
#[cfg(feature = "bytes")]
growing!(bytes::BytesMut: |_, _| {}, &mut bytes::BytesMut: |_, _| {});
