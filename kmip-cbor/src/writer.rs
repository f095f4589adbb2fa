//! The writer: items into a sink, in one pass.

use core::fmt;

use ciborium_ll::{Header, simple};
use kmip_types::integer::minimal;
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Tag};

use crate::head::Heads;
use crate::key::{self, Class};
use crate::{Sink, SliceSink};

/// Writes items into a [`Sink`], in the only form they have; needs no allocator for a slice.
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
/// use kmip_cbor::Writer;
/// use kmip_cbor::kmip_types::{Tag, Value, Writer as _};
///
/// let mut buffer = [0; 16];
/// let mut writer = Writer::on_slice(&mut buffer);
/// writer.write(Tag::BATCH_COUNT, Value::Integer(3))?;
/// assert_eq!(writer.finish()?, [0x82, 0x0D, 0x03]);
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
pub struct Writer<S> {
    sink: S,
    /// How many structures are open.
    depth: usize,
    open: Open,
    /// The structures around the innermost.
    outer: [Open; Limits::MAX_DEPTH],
}

/// An open structure.
#[derive(Clone, Copy)]
struct Open {
    /// Where its head stands.
    place: usize,
    /// How many fields it has so far.
    fields: usize,
}

impl Open {
    const NONE: Self = Self { place: 0, fields: 0 };
}

impl<S: Sink> Writer<S> {
    /// A writer that appends to `sink`.
    #[must_use]
    pub const fn new(sink: S) -> Self {
        Self { sink, depth: 0, open: Open::NONE, outer: [Open::NONE; Limits::MAX_DEPTH] }
    }

    /// What was written.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<S::Output, Fault> {
        if self.depth == 0 { Ok(self.sink.finish()) } else { Err(fault(ErrorKind::Unbalanced, Tag::default())) }
    }

    /// The heads in front of a value: that of the message, if it begins here, the key, and the type in a pair.
    #[inline(always)]
    fn heads(&self, tag: Tag, item_type: ItemType, class: Class) -> Result<Heads, Fault> {
        let Some(key) = key::head(tag, class) else { return Err(fault(ErrorKind::InvalidTag, tag)) };
        let mut heads = Heads::new();
        if self.depth == 0 {
            heads.push(Header::Array(Some(2)));
        }
        heads.push(key);
        if key::is_pair(item_type) {
            heads.push(Header::Array(Some(2)));
            heads.push(Header::Positive(item_type.value().into()));
        }
        Ok(heads)
    }

    #[inline(always)]
    fn append(&mut self, tag: Tag, bytes: &[u8]) -> Result<(), Fault> {
        self.sink.append(bytes).ok_or_else(|| fault(ErrorKind::BufferFull, tag))
    }

    /// Writes an item whose value is one head.
    #[inline(always)]
    fn value(&mut self, item: Item, class: Class, value: Header) -> Result<(), Fault> {
        let mut heads = self.heads(item.tag(), item.item_type(), class)?;
        heads.push(value);
        self.open.fields = self.open.fields.wrapping_add(1);
        self.append(item.tag(), heads.as_bytes())
    }

    /// Writes an item whose value is a head and a body.
    #[inline(always)]
    fn body(&mut self, tag: Tag, item_type: ItemType, class: Class, head: Header, body: &[u8]) -> Result<(), Fault> {
        if u32::try_from(body.len()).is_err() {
            return Err(fault(ErrorKind::TooLarge, tag));
        }
        let mut heads = self.heads(tag, item_type, class)?;
        heads.push(head);
        self.open.fields = self.open.fields.wrapping_add(1);
        self.append(tag, heads.as_bytes())?;
        self.append(tag, body)
    }
}

impl<'b> Writer<SliceSink<'b>> {
    /// A writer that fills `slice` from its start; [`finish`](Self::finish) returns the part that was filled.
    #[must_use]
    pub const fn on_slice(slice: &'b mut [u8]) -> Self {
        Self::new(SliceSink::new(slice))
    }
}

impl<S: Sink> kmip_types::Writer for Writer<S> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        let value = match item.item_type() {
            ItemType::INTEGER => item.as_integer().map(|n| (Class::Natural, number(n.into()))),
            ItemType::BOOLEAN => item.as_boolean().map(|b| (Class::Natural, boolean(b))),
            ItemType::ENUMERATION => item.as_enumeration().map(|n| (Class::Alternate, Header::Positive(n.into()))),
            ItemType::INTERVAL => item.as_interval().map(|n| (Class::Alternate, Header::Positive(n.into()))),
            ItemType::LONG_INTEGER => item.as_long_integer().map(|n| (Class::Alternate, number(n))),
            ItemType::DATE_TIME => item.as_date_time().map(|n| (Class::Alternate, number(n))),
            ItemType::DATE_TIME_EXTENDED => item.as_date_time_extended().map(|n| (Class::Alternate, number(n))),
            _ => None,
        };
        match value {
            Some((class, value)) => self.value(item, class, value),
            None => Err(refuse(item)),
        }
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        let class = match item_type {
            ItemType::TEXT_STRING => Class::Natural,
            ItemType::IDENTIFIER | ItemType::REFERENCE | ItemType::NAME_REFERENCE => Class::Alternate,
            _ => return Err(fault(ErrorKind::WrongType, tag)),
        };
        self.body(tag, item_type, class, Header::Text(Some(text.len())), text.as_bytes())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        let (class, bytes) = match item_type {
            ItemType::BYTE_STRING => (Class::Natural, bytes),
            ItemType::BIG_INTEGER => (Class::Alternate, minimal(bytes)),
            _ => return Err(fault(ErrorKind::WrongType, tag)),
        };
        self.body(tag, item_type, class, Header::Bytes(Some(bytes.len())), bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        let mut heads = self.heads(tag, ItemType::STRUCTURE, Class::Natural)?;
        heads.push(Header::Array(Some(0)));
        let Some(place) = self.outer.get_mut(self.depth) else { return Err(fault(ErrorKind::Depth, tag)) };
        self.open.fields = self.open.fields.wrapping_add(1);
        *place = self.open;
        self.append(tag, heads.as_bytes())?;
        self.depth = self.depth.wrapping_add(1);
        self.open = Open { place: self.sink.position().wrapping_sub(1), fields: 0 };
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(fault(ErrorKind::Unbalanced, Tag::default()));
        };
        let Open { place, fields } = self.open;
        let head = Heads::of(Header::Array(Some(fields.wrapping_mul(2))));
        if self.sink.replace(place, head.as_bytes()).is_none() {
            return Err(fault(ErrorKind::BufferFull, Tag::default()));
        }
        self.depth = depth;
        self.open = self.outer.get(depth).copied().unwrap_or(Open::NONE);
        Ok(())
    }
}

fn number(n: i64) -> Header {
    // CBOR writes a negative number as −1 − n, whose bits are those of n inverted.
    if n < 0 { Header::Negative((!n).cast_unsigned()) } else { Header::Positive(n.cast_unsigned()) }
}

const fn boolean(value: bool) -> Header {
    Header::Simple(if value { simple::TRUE } else { simple::FALSE })
}

/// Why an item cannot be written as one word.
#[cold]
#[inline(never)]
fn refuse(item: Item) -> Fault {
    let kind = match item.item_type().fixed_length() {
        _ if !item.tag().is_valid() => ErrorKind::InvalidTag,
        None => ErrorKind::WrongType,
        Some(length) if length != item.length() => ErrorKind::Length,
        Some(_) if item.item_type() == ItemType::BOOLEAN => ErrorKind::Boolean,
        Some(_) => ErrorKind::Padding,
    };
    fault(kind, item.tag())
}

/// An error of writing: there is no input, so no offset.
#[cold]
#[inline(never)]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::new(kind, tag, 0)
}

/// Prints how far the writer is, never what it wrote.
impl<S: Sink> fmt::Debug for Writer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("bytes", &self.sink.position()).field("depth", &self.depth).finish()
    }
}
