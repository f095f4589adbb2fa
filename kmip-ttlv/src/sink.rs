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

    /// How many bytes there are.
    fn position(&self) -> usize;

    /// Appends these bytes; `None`, and nothing is appended, if there is no room for all of them yet.
    fn append(&mut self, bytes: &[u8]) -> Option<()>;

    /// Makes room for this many more bytes; `None` if the sink cannot grow so far.
    fn make_room(&mut self, additional: usize) -> Option<()>;

    /// Four bytes that were appended before, to be changed.
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]>;

    /// The result: all bytes.
    fn finish(self) -> Self::Output;
}

/// A slice as a [`Sink`], filled from its start.
pub struct SliceSink<'b> {
    bytes: &'b mut [u8],
    len: usize,
}

impl<'b> SliceSink<'b> {
    /// A sink with nothing in it yet.
    #[must_use]
    pub const fn new(bytes: &'b mut [u8]) -> Self {
        Self { bytes, len: 0 }
    }
}

impl<'b> Sink for SliceSink<'b> {
    /// The part of the slice that was filled.
    type Output = &'b mut [u8];

    #[inline(always)]
    fn position(&self) -> usize {
        self.len
    }

    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        let free = self.bytes.get_mut(self.len..)?;
        free.get_mut(..bytes.len())?.copy_from_slice(bytes);
        self.len = self.len.wrapping_add(bytes.len());
        Some(())
    }

    fn make_room(&mut self, additional: usize) -> Option<()> {
        (additional <= self.bytes.len().saturating_sub(self.len)).then_some(())
    }

    #[inline(always)]
    fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
        self.bytes.get_mut(offset..)?.first_chunk_mut()
    }

    fn finish(self) -> &'b mut [u8] {
        self.bytes.get_mut(..self.len).unwrap_or_default()
    }
}

/// Prints how full the slice is, never what is in it.
impl fmt::Debug for SliceSink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SliceSink({} of {} bytes)", self.len, self.bytes.len())
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

            fn make_room(&mut self, additional: usize) -> Option<()> {
                self.reserve(additional);
                Some(())
            }

            #[inline(always)]
            fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
                self.get_mut(offset..)?.first_chunk_mut()
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
