//! The writer: items into a sink, in one pass.

mod fast;

use core::fmt;

use kmip_types::format::integer::minimal;
use kmip_types::format::{Fault, WordItem};
use kmip_types::items::Value;
use kmip_types::{ErrorKind, ItemType, Limits, Tag};

use crate::head::{Heads, LongHead, Major};
use crate::key::{self, Class};
use crate::{Sink, SliceSink};

/// Writes items into a [`Sink`], in the only form they have.
///
/// It needs no allocator for a slice.
///
/// Each item written outside all structures is a message of its own, so several make a CBOR sequence (RFC 8742).
///
/// The head of a structure counts its fields, which are not known when it opens: one byte is kept free for it. That is
/// enough for 11 fields. A structure of more is moved up when it ends: by one byte (up to 127 fields), two (up to
/// 32,767) or four.
///
/// After an error the structures that are open are of no use: throw the output away.
///
/// ```
/// use kmip_cbor::CborWriter;
/// use kmip_cbor::kmip_types::Tag;
/// use kmip_cbor::kmip_types::format::Writer as _;
/// use kmip_cbor::kmip_types::items::Value;
///
/// let mut buffer = [0; 16];
/// let mut writer = CborWriter::on_slice(&mut buffer);
/// writer.write(Tag::BATCH_COUNT, Value::Integer(3))?;
/// assert_eq!(writer.finish()?, [0x82, 0x0D, 0x03]);
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
pub struct CborWriter<S> {
    sink: S,
    /// The number of open structures.
    depth: usize,
    open: Open,
    /// The structures around the innermost.
    outer: [Open; Limits::MAX_DEPTH],
}

/// An open structure.
#[derive(Clone, Copy)]
struct Open {
    /// The place of its head.
    place: usize,
    /// The number of elements that it has so far: two for each field.
    elements: usize,
}

impl Open {
    const NONE: Self = Self { place: 0, elements: 0 };
}

impl<S: Sink> CborWriter<S> {
    /// A writer that appends to `sink`.
    #[must_use]
    pub const fn new(sink: S) -> Self {
        Self { sink, depth: 0, open: Open::NONE, outer: [Open::NONE; Limits::MAX_DEPTH] }
    }

    /// Returns what was written.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open; [`Truncated`](ErrorKind::Truncated) if nothing was
    /// written.
    pub fn finish(self) -> Result<S::Output, Fault> {
        let (output, whole) = self.into_parts();
        whole.map(|()| output)
    }

    /// Returns what was written in any case, and whether it is whole.
    #[inline(always)]
    pub(crate) fn into_parts(self) -> (S::Output, Result<(), Fault>) {
        let whole = match self.depth {
            0 if self.open.elements > 0 => Ok(()),
            0 => Err(fault(ErrorKind::Truncated, Tag::default())),
            _ => Err(fault(ErrorKind::Unbalanced, Tag::default())),
        };
        (self.sink.finish(), whole)
    }

    /// Counts a field of the innermost structure.
    #[inline(always)]
    fn count(&mut self) {
        self.open.elements = self.open.elements.wrapping_add(2);
    }

    fn append(&mut self, tag: Tag, bytes: &[u8]) -> Result<(), Fault> {
        self.sink.append(bytes).ok_or_else(|| fault(ErrorKind::BufferFull, tag))
    }

    #[inline(always)]
    fn append_heads(&mut self, tag: Tag, heads: Heads) -> Result<(), Fault> {
        let (bytes, len) = heads.parts();
        if self.sink.append_first(bytes, len).is_some() {
            return Ok(());
        }
        self.append(tag, bytes.get(..len).unwrap_or_default())
    }

    /// Returns the heads that stand in front of a value.
    ///
    /// They are the head of the message, if it begins here, and the key.
    fn key(&self, tag: Tag, class: Class) -> Result<Heads, Fault> {
        match key::head(tag, class) {
            Some(key) if self.depth == 0 => Ok(Heads::TWO.then(key)),
            Some(key) => Ok(key),
            None => Err(fault(ErrorKind::InvalidTag, tag)),
        }
    }

    /// Writes all of an item up to its body, of any kind.
    ///
    /// It is the key, the type in a pair, and the head of the value.
    #[inline(always)]
    fn heads(&mut self, tag: Tag, item_type: ItemType, class: Class, major: Major, value: u64) -> Result<(), Fault> {
        let mut heads = self.key(tag, class)?;
        if key::is_pair(item_type) {
            heads = heads.then(Heads::TWO).then(Heads::new(Major::POSITIVE, item_type.value()));
        }
        self.count();
        self.append_heads(tag, heads)?;
        match u32::try_from(value) {
            Ok(value) => self.append_heads(tag, Heads::new(major, value)),
            Err(_) => self.append(tag, LongHead::new(major, value).as_bytes()),
        }
    }

    /// Writes an item whose value is a head and a body.
    ///
    /// It is neither a pair nor longer than 32 bits can say.
    #[inline(always)]
    fn body(&mut self, tag: Tag, item_type: ItemType, class: Class, body: &[u8]) -> Result<(), Fault> {
        match u32::try_from(body.len()) {
            Ok(length) if self.heads_fast(tag, class, Heads::new(major(item_type), length)).is_some() => {
                self.append(tag, body)
            }
            _ => self.body_slow(tag, item_type, body),
        }
    }

    /// Writes any item whose value is a head and a body.
    #[cold]
    #[inline(never)]
    fn body_slow(&mut self, tag: Tag, item_type: ItemType, body: &[u8]) -> Result<(), Fault> {
        let Ok(length) = u32::try_from(body.len()) else { return Err(fault(ErrorKind::TooLarge, tag)) };
        let class = match item_type {
            ItemType::TEXT_STRING | ItemType::BYTE_STRING => Class::Natural,
            _ => Class::Alternate,
        };
        self.heads(tag, item_type, class, major(item_type), length.into())?;
        self.append(tag, body)
    }

    /// Writes any item of one word.
    #[inline(never)]
    fn word_slow(&mut self, item: WordItem) -> Result<(), Fault> {
        let (class, n) = match item.value() {
            Value::Integer(n) => (Class::Natural, n.into()),
            Value::Enumeration(n) | Value::Interval(n) => (Class::Alternate, n.into()),
            Value::LongInteger(n) | Value::DateTime(n) | Value::DateTimeExtended(n) => (Class::Alternate, n),
            Value::Boolean(value) => return self.boolean_slow(item.tag(), value),
            _ => return Err(fault(ErrorKind::WrongType, item.tag())),
        };
        let (major, value) = if n < 0 { (Major::NEGATIVE, !n) } else { (Major::POSITIVE, n) };
        self.heads(item.tag(), item.item_type(), class, major, value.cast_unsigned())
    }

    #[cold]
    #[inline(never)]
    fn boolean_slow(&mut self, tag: Tag, value: bool) -> Result<(), Fault> {
        let heads = self.key(tag, Class::Natural)?.then(boolean(value));
        self.count();
        self.append_heads(tag, heads)
    }

    /// Opens any structure that is not too deep.
    #[cold]
    #[inline(never)]
    fn open_slow(&mut self, tag: Tag) -> Result<(), Fault> {
        let heads = self.key(tag, Class::Natural)?.then(Heads::EMPTY);
        self.append_heads(tag, heads)?;
        self.opened();
        Ok(())
    }

    /// The structure whose head, one byte, was appended last is now the innermost.
    #[inline(always)]
    fn opened(&mut self) {
        self.depth = self.depth.wrapping_add(1);
        self.open = Open { place: self.sink.position().wrapping_sub(1), elements: 0 };
    }

    /// Writes the head of a structure that takes more than one byte.
    #[cold]
    #[inline(never)]
    fn end_slow(&mut self) -> Option<()> {
        let elements = u64::try_from(self.open.elements).ok()?;
        self.sink.replace(self.open.place, LongHead::new(Major::ARRAY, elements).as_bytes())
    }
}

impl<'b> CborWriter<SliceSink<'b>> {
    /// Creates a writer that fills `slice` from its start.
    ///
    /// [`finish`](Self::finish) returns the part that was filled.
    #[must_use]
    pub const fn on_slice(slice: &'b mut [u8]) -> Self {
        Self::new(SliceSink::new(slice))
    }
}

impl<S: Sink> kmip_types::format::Writer for CborWriter<S> {
    #[inline]
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        let (class, value) = match item.value() {
            Value::Enumeration(n) => (Class::Alternate, Heads::new(Major::POSITIVE, n)),
            Value::Integer(n) => (Class::Natural, integer(n)),
            Value::Boolean(value) => (Class::Natural, boolean(value)),
            _ => return self.word_slow(item),
        };
        match self.heads_fast(item.tag(), class, value) {
            Some(()) => Ok(()),
            None => self.word_slow(item),
        }
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        match item_type {
            ItemType::TEXT_STRING => self.body(tag, item_type, Class::Natural, text.as_bytes()),
            ItemType::IDENTIFIER => self.body(tag, item_type, Class::Alternate, text.as_bytes()),
            ItemType::REFERENCE | ItemType::NAME_REFERENCE => self.body_slow(tag, item_type, text.as_bytes()),
            _ => Err(fault(ErrorKind::WrongType, tag)),
        }
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        match item_type {
            ItemType::BYTE_STRING => self.body(tag, item_type, Class::Natural, bytes),
            ItemType::BIG_INTEGER => self.body(tag, item_type, Class::Alternate, minimal(bytes)),
            _ => Err(fault(ErrorKind::WrongType, tag)),
        }
    }

    #[inline]
    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        let Some(outer) = self.outer.get_mut(self.depth) else { return Err(fault(ErrorKind::Depth, tag)) };
        *outer = Open { elements: self.open.elements.wrapping_add(2), ..self.open };
        match self.heads_fast(tag, Class::Natural, Heads::EMPTY) {
            Some(()) => self.opened(),
            None => return self.open_slow(tag),
        }
        Ok(())
    }

    #[inline]
    fn end(&mut self) -> Result<(), Fault> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(fault(ErrorKind::Unbalanced, Tag::default()));
        };
        let done = match u8::try_from(self.open.elements) {
            Ok(elements @ 0..=23) => self.sink.replace(self.open.place, &[Major::ARRAY.initial(elements)]),
            _ => self.end_slow(),
        };
        if done.is_none() {
            return Err(fault(ErrorKind::BufferFull, Tag::default()));
        }
        self.depth = depth;
        self.open = self.outer.get(depth).copied().unwrap_or(Open::NONE);
        Ok(())
    }
}

/// The CBOR type of an item with a body.
#[inline(always)]
const fn major(item_type: ItemType) -> Major {
    match item_type {
        ItemType::BYTE_STRING | ItemType::BIG_INTEGER => Major::BYTES,
        _ => Major::TEXT,
    }
}

#[inline(always)]
fn integer(n: i32) -> Heads {
    // CBOR writes a negative number as −1 − n, whose bits are those of n inverted.
    if n < 0 {
        Heads::new(Major::NEGATIVE, (!n).cast_unsigned())
    } else {
        Heads::new(Major::POSITIVE, n.cast_unsigned())
    }
}

const fn boolean(value: bool) -> Heads {
    if value { Heads::TRUE } else { Heads::FALSE }
}

/// An error of writing: there is no input, so no offset.
#[cold]
#[inline(never)]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::without_offset(kind, tag)
}

/// Prints how far the writer is, never what it wrote.
impl<S: Sink> fmt::Debug for CborWriter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CborWriter").field("bytes", &self.sink.position()).field("depth", &self.depth).finish()
    }
}
