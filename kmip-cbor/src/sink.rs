//! The sinks: buffers in which a writer puts its bytes.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::format::make_room;
use kmip_types::format::{CountingSlice, SliceSink, fill};

/// A buffer that a [`CborWriter`](crate::CborWriter) appends to.
///
/// The writer puts right the heads of structures in it afterwards.
///
/// Implemented for `Vec<u8>` and `&mut Vec<u8>` (feature `alloc`), and for a slice as [`SliceSink`] and
/// [`CountingSlice`].
pub trait Sink {
    /// The result of [`CborWriter::finish`](crate::CborWriter::finish).
    type Output;

    /// Returns how many bytes there are.
    fn position(&self) -> usize;

    /// Appends these bytes; `None` if there is no room for all of them.
    fn append(&mut self, bytes: &[u8]) -> Option<()>;

    /// Appends the first `len` of eight bytes.
    ///
    /// `None`, and nothing is appended, if there is no room for all eight yet.
    ///
    /// A sink that can store eight bytes at once does so, and keeps no more than the first `len`.
    fn append_first(&mut self, bytes: [u8; 8], len: usize) -> Option<()> {
        self.append(bytes.get(..len)?)
    }

    /// Puts `head` in the place of the one byte at `place`, and moves what follows.
    ///
    /// `None` if there is no room.
    fn replace(&mut self, place: usize, head: &[u8]) -> Option<()>;

    /// The result: all bytes.
    fn finish(self) -> Self::Output;
}

/// Puts `head` in the place of the one byte at `place`.
///
/// It moves up what follows: the room for it is at the end.
fn insert(bytes: &mut [u8], place: usize, head: &[u8]) -> Option<()> {
    let at = bytes.get_mut(place..)?;
    move_up(at, head.len().checked_sub(1)?)?;
    fill(at.get_mut(..head.len())?, head)
}

/// Moves all but the last `by` bytes up by this many bytes.
///
/// It goes from the last block to the first.
///
/// `copy_within` would do, but firmware is to be proved free of panics, and the compiler does not see that it has none here.
fn move_up(bytes: &mut [u8], by: usize) -> Option<()> {
    const BLOCK: usize = 128;
    let mut end = bytes.len().checked_sub(by)?;
    while let Some(start) = end.checked_sub(BLOCK) {
        let block: [u8; BLOCK] = *bytes.get(start..)?.first_chunk()?;
        *bytes.get_mut(start.wrapping_add(by)..)?.first_chunk_mut()? = block;
        end = start;
    }
    for at in (0..end).rev() {
        let byte = *bytes.get(at)?;
        *bytes.get_mut(at.wrapping_add(by))? = byte;
    }
    Some(())
}

impl<'b> Sink for SliceSink<'b> {
    /// The part of the slice that was filled.
    type Output = &'b mut [u8];

    #[inline(always)]
    fn position(&self) -> usize {
        SliceSink::position(self)
    }

    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        fill(self.place(bytes.len())?, bytes)
    }

    #[inline(always)]
    fn append_first(&mut self, bytes: [u8; 8], len: usize) -> Option<()> {
        *self.place_first(bytes.len(), len)?.first_chunk_mut()? = bytes;
        Some(())
    }

    #[inline(always)]
    fn replace(&mut self, place: usize, head: &[u8]) -> Option<()> {
        if let [byte] = head {
            *self.bytes_mut().get_mut(place)? = *byte;
            return Some(());
        }
        self.append(head.split_first()?.1)?;
        let filled = self.position();
        insert(self.bytes_mut().get_mut(..filled)?, place, head)
    }

    fn finish(self) -> &'b mut [u8] {
        self.into_filled()
    }
}

impl<'b> Sink for CountingSlice<'b> {
    /// The part of the slice that was filled, or the number of bytes needed.
    type Output = Result<&'b mut [u8], usize>;

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
    fn append_first(&mut self, bytes: [u8; 8], len: usize) -> Option<()> {
        *self.place_first(bytes.len(), len)?.first_chunk_mut()? = bytes;
        Some(())
    }

    #[inline(always)]
    fn replace(&mut self, place: usize, head: &[u8]) -> Option<()> {
        CountingSlice::append(self, head.split_first()?.1);
        match (self.filled(), head) {
            (Some(filled), [byte]) => *filled.get_mut(place)? = *byte,
            (Some(filled), _) => insert(filled, place, head)?,
            (None, _) => {}
        }
        Some(())
    }

    fn finish(self) -> Self::Output {
        CountingSlice::finish(self)
    }
}

/// Vectors, owned and borrowed.
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
                make_room(self, bytes.len());
                self.extend_from_slice(bytes);
                Some(())
            }

            #[inline(always)]
            fn append_first(&mut self, bytes: [u8; 8], len: usize) -> Option<()> {
                if bytes.len() > self.capacity().wrapping_sub(self.len()) {
                    return None;
                }
                let end = self.len().wrapping_add(len);
                self.extend_from_slice(&bytes);
                self.truncate(end);
                Some(())
            }

            #[inline(always)]
            fn replace(&mut self, place: usize, head: &[u8]) -> Option<()> {
                if let [byte] = head {
                    *self.get_mut(place)? = *byte;
                    return Some(());
                }
                make_room(self, head.len());
                self.extend_from_slice(head.split_first()?.1);
                insert(self, place, head)
            }

            fn finish(self) -> Self {
                self
            }
        }
    )+};
}

#[cfg(feature = "alloc")]
growing!(Vec<u8>, &mut Vec<u8>);

/// A [`Sink`] that only counts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count(usize);

impl Sink for Count {
    /// The number of bytes that would be written.
    type Output = usize;

    fn position(&self) -> usize {
        self.0
    }

    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        self.0 = self.0.checked_add(bytes.len())?;
        Some(())
    }

    fn replace(&mut self, _: usize, head: &[u8]) -> Option<()> {
        self.append(head.split_first()?.1)
    }

    fn finish(self) -> usize {
        self.0
    }
}
