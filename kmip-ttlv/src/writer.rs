//! The writer: items into a sink, in one pass.

mod fast;

use core::fmt;

use kmip_types::format::integer::{minimal, sign_extension};
use kmip_types::format::{Fault, Item, WordItem};
use kmip_types::{ErrorKind, ItemType, Limits, Tag};

use crate::{Sink, SliceSink};

/// Writes items into a [`Sink`], always canonically.
///
/// It needs no allocator for a slice.
///
/// KMIP 2.1 §10.1. One pass and no stack: an open structure keeps the place of the one around it in its own length,
/// until its end is known.
///
/// After an error the structures that are open are of no use: throw the output away.
///
/// ```
/// use kmip_ttlv::TtlvWriter;
/// use kmip_ttlv::kmip_types::Tag;
/// use kmip_ttlv::kmip_types::format::Writer as _;
/// use kmip_ttlv::kmip_types::items::Value;
///
/// let mut buffer = [0; 64];
/// let mut writer = TtlvWriter::on_slice(&mut buffer);
/// writer.write(Tag::BATCH_COUNT, Value::Integer(3))?;
/// assert_eq!(writer.finish()?, [0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0]);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
pub struct TtlvWriter<S> {
    sink: S,
    /// The place at which the innermost open structure begins.
    ///
    /// The length of that structure holds the place of the structure around it. [`NONE`] if none is open.
    open: u32,
    /// The number of structures that can still be opened.
    ///
    /// A reader would read no more. [`REFUSED`] after one too many.
    left: u32,
}

impl<S: Sink> TtlvWriter<S> {
    /// A writer that appends to `sink`.
    #[must_use]
    pub const fn new(sink: S) -> Self {
        Self { sink, open: NONE, left: MOST }
    }

    /// Returns what was written.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open, or one was refused for being nested too deep.
    pub fn finish(self) -> Result<S::Output, Fault> {
        let (output, whole) = self.into_parts();
        whole.map(|()| output)
    }

    /// Returns what was written in any case, and whether it is whole.
    #[inline(always)]
    pub(crate) fn into_parts(self) -> (S::Output, Result<(), Fault>) {
        let is_whole = self.open == NONE && self.left == MOST;
        let whole = if is_whole { Ok(()) } else { Err(fault(ErrorKind::Unbalanced, Tag::default())) };
        (self.sink.finish(), whole)
    }

    /// Appends all parts of an item, or nothing.
    #[inline(always)]
    fn append(&mut self, tag: Tag, size: usize, parts: &[&[u8]]) -> Result<(), Fault> {
        if !tag.is_valid() {
            return Err(fault(ErrorKind::InvalidTag, tag));
        }
        self.sink
            .make_room(size)
            .and_then(|()| parts.iter().try_for_each(|part| self.sink.append(part)))
            .ok_or_else(|| fault(ErrorKind::BufferFull, tag))
    }

    /// Writes an item whose value is text or octets.
    #[inline]
    fn body(&mut self, tag: Tag, item_type: ItemType, value: &[u8]) -> Result<(), Fault> {
        match self.body_fast(tag, item_type, value) {
            Some(()) => Ok(()),
            None => self.body_slow(tag, item_type, &[], value),
        }
    }

    /// Writes any item whose value is text or octets.
    ///
    /// There can be a sign before its value.
    #[cold]
    #[inline(never)]
    fn body_slow(&mut self, tag: Tag, item_type: ItemType, sign: &[u8], value: &[u8]) -> Result<(), Fault> {
        let length = sign.len().saturating_add(value.len());
        let Ok(length32) = u32::try_from(length) else {
            return Err(fault(ErrorKind::TooLarge, tag));
        };
        let header = Item::body(tag, item_type, length32).head().to_be_bytes();
        let padding = ZEROS.get(..length.wrapping_neg() & 7).unwrap_or_default();
        self.append(tag, length.saturating_add(8 + 7) & !7, &[&header, sign, value, padding])
    }

    /// Writes a Big Integer, sign extended.
    fn big_integer(&mut self, tag: Tag, bytes: &[u8]) -> Result<(), Fault> {
        let number = minimal(bytes);
        let (count, byte) = sign_extension(number);
        if count == 0 {
            return self.body(tag, ItemType::BIG_INTEGER, number);
        }
        let sign = if byte == 0 { ZEROS } else { ONES };
        self.body_slow(tag, ItemType::BIG_INTEGER, sign.get(..count).unwrap_or_default(), number)
    }

    /// Writes any item of one word: to growing sinks, under vendors' tags.
    #[cold]
    #[inline(never)]
    fn word_slow(&mut self, item: WordItem) -> Result<(), Fault> {
        self.append(item.tag(), 16, &[&both_words(item)])
    }

    /// Opens a structure under any tag, in any sink.
    #[cold]
    #[inline(never)]
    fn open_slow(&mut self, tag: Tag) -> Result<(), Fault> {
        if self.left > MOST {
            // The fast path has found it out.
            return Err(self.too_deep(tag));
        }
        let Some(start) = self.start() else {
            return Err(fault(ErrorKind::TooLarge, tag));
        };
        let header = Item::structure(tag, self.open).head().to_be_bytes();
        self.append(tag, 8, &[&header])?;
        self.opened(start).ok_or_else(|| self.too_deep(tag))
    }

    /// Refuses a structure, for good: it is written already.
    fn too_deep(&mut self, tag: Tag) -> Fault {
        self.left = REFUSED;
        fault(ErrorKind::Depth, tag)
    }

    /// The structure that begins there is now the innermost, unless it is one too many.
    #[inline(always)]
    const fn opened(&mut self, start: u32) -> Option<()> {
        let (left, is_too_deep) = self.left.overflowing_sub(1);
        (self.open, self.left) = (start, left);
        if is_too_deep { None } else { Some(()) }
    }

    /// Returns where a structure begins that is opened now.
    #[inline(always)]
    fn start(&self) -> Option<u32> {
        Self::short(self.sink.position()).filter(|start| S::SHORT || *start != NONE)
    }

    /// A length, or a position, as a length field has it.
    #[inline(always)]
    fn short(length: usize) -> Option<u32> {
        if S::SHORT {
            // Nothing is masked off.
            Some(u32::try_from(length & 0xFFFF_FFFF).unwrap_or_default())
        } else {
            u32::try_from(length).ok()
        }
    }
}

impl<'b> TtlvWriter<SliceSink<'b>> {
    /// Creates a writer that fills `slice` from its start.
    ///
    /// [`finish`](Self::finish) returns the part that was filled.
    #[must_use]
    pub const fn on_slice(slice: &'b mut [u8]) -> Self {
        Self::new(SliceSink::new(slice))
    }
}

/// The largest number of structures that can be open.
const MOST: u32 = 32;
const _: () = assert!(Limits::MAX_DEPTH == 32);
/// More structures than anyone closes again.
const REFUSED: u32 = u32::MAX / 2;
/// A place at which no structure begins.
///
/// No slice reaches so far, and in other sinks none is opened there.
const NONE: u32 = u32::MAX;
/// Padding, and the sign extension of Big Integers that are not negative.
const ZEROS: [u8; 7] = [0; 7];
/// The sign extension of negative Big Integers.
const ONES: [u8; 7] = [0xFF; 7];

impl<S: Sink> kmip_types::format::Writer for TtlvWriter<S> {
    #[inline]
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        match self.word_fast(item) {
            Some(()) => Ok(()),
            None => self.word_slow(item),
        }
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        if !item_type.is_text() {
            return Err(fault(ErrorKind::WrongType, tag));
        }
        self.body(tag, item_type, text.as_bytes())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        match item_type {
            ItemType::BYTE_STRING => self.body(tag, item_type, bytes),
            ItemType::BIG_INTEGER => self.big_integer(tag, bytes),
            _ => Err(fault(ErrorKind::WrongType, tag)),
        }
    }

    #[inline]
    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        match self.open_fast(tag) {
            Some(()) => Ok(()),
            None => self.open_slow(tag),
        }
    }

    #[inline]
    fn end(&mut self) -> Result<(), Fault> {
        if !S::SHORT && self.open == NONE {
            return Err(fault(ErrorKind::Unbalanced, Tag::default()));
        }
        let Ok(start) = usize::try_from(self.open) else {
            return Err(fault(ErrorKind::TooLarge, Tag::default()));
        };
        let Some(length) = Self::short(self.sink.position().wrapping_sub(start).wrapping_sub(8)) else {
            return Err(fault(ErrorKind::TooLarge, Tag::default()));
        };
        let place = start.checked_add(4).and_then(|offset| self.sink.four(offset));
        let Some(place) = place else {
            return Err(fault(ErrorKind::Unbalanced, Tag::default()));
        };
        self.open = u32::from_be_bytes(*place);
        self.left = self.left.wrapping_add(1);
        *place = length.to_be_bytes();
        Ok(())
    }
}

/// An item of one word, as it is written.
#[inline(always)]
fn both_words(item: WordItem) -> [u8; 16] {
    let item = item.item();
    (u128::from(item.head()).wrapping_shl(64) | u128::from(item.word())).to_be_bytes()
}

/// An error of writing: there is no input, so no offset.
#[cold]
#[inline(never)]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::without_offset(kind, tag)
}

/// Prints how far the writer is, never what it wrote.
impl<S: Sink> fmt::Debug for TtlvWriter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TtlvWriter").field("bytes", &self.sink.position()).finish_non_exhaustive()
    }
}
