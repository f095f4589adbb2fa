//! The seam between formats and model.
//!
//! Formats offer a pull [`Reader`] and a push [`Writer`] of items.
//!
//! Every format is a pair of these two, and knows no type of the model; the model knows no format. What works on
//! any stream – [`transcode`], the adapters, the model itself – works for all formats.

use crate::error::Detail;
use crate::error::Fault;
use crate::format::integer::minimal;
use crate::item::Item;
use crate::value::Value;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Tag};

/// Pulls items out of an input, one structure level at a time.
///
/// After a structure was returned, its children follow, then [`Item::END`]. At the end of the input `END` is
/// returned again. A reader checks tags, bounds, depth, the number of items and the lengths of structures; values
/// are checked when they are taken: by the getters of [`Item`], by [`text`](Self::text), [`bytes`](Self::bytes) or
/// [`value`](Self::value).
pub trait Reader<'a> {
    /// Returns the next item of the structure being read.
    ///
    /// [`Item::END`] closes it, [`Item::FAILED`] means [`fault`](Self::fault).
    fn next(&mut self) -> Item;

    /// The text of the item just returned, whose type is one of the four text types.
    ///
    /// `None` if it is not borrowed from the input: [`held_text`](Self::held_text) has it then, or the reason why
    /// nobody has.
    fn text(&mut self, item: Item) -> Option<&'a str>;

    /// Returns the bytes of the item just returned, if they can be borrowed.
    ///
    /// The item is a Byte String or a Big Integer (as it stands in the input). `None` if the bytes are not borrowed
    /// from the input: [`held_bytes`](Self::held_bytes) has them then, or the reason why nobody has.
    fn bytes(&mut self, item: Item) -> Option<&'a [u8]>;

    /// The text that [`text`](Self::text) was just asked for and did not return.
    ///
    /// It lives in the reader until the next item is read, so a [`Decoder`](crate::codec::Decoder) and a
    /// [`Node`](crate::tree::Node) copy it. There is no default, so that a reader around another one cannot forget what that one holds.
    ///
    /// # Errors
    /// The text is wrong, for the reason that [`fault`](Self::fault) has; so it is in a reader that holds none.
    fn held_text(&self) -> Result<&str, Failed>;

    /// Returns the bytes that [`bytes`](Self::bytes) did not return.
    ///
    /// It was just asked for them; the rest is as for [`held_text`](Self::held_text).
    ///
    /// # Errors
    /// The bytes are wrong.
    fn held_bytes(&self) -> Result<&[u8], Failed>;

    /// Returns why `next`, `text` or `bytes` failed.
    fn fault(&self) -> Fault;

    /// Returns what was expected, and found, where reading failed.
    ///
    /// It was `next`, `text`, `bytes` or [`value`](Self::value) that failed. `None` if there is nothing to say but the
    /// kind of the fault.
    fn detail(&self) -> Option<Detail> {
        None
    }

    /// The line and the column, from 1, of this offset in the input.
    ///
    /// `None` where the input is no text.
    fn position(&self, offset: usize) -> Option<(u32, u32)> {
        let _ = offset;
        None
    }

    /// Returns the list that it reads from, if it can go back in it.
    ///
    /// Most readers only go forward.
    #[cfg(feature = "alloc")]
    fn replaying(&mut self) -> Option<&mut dyn Replaying> {
        None
    }

    /// Returns the byte offset at which `item` starts.
    ///
    /// The item is the one just returned, or a structure that is open or was just closed.
    ///
    /// For `END` it is the offset just behind the structure, for `FAILED` that of the item that failed.
    fn offset(&self, item: Item) -> usize;

    /// The value of the item just returned, checked.
    ///
    /// # Errors
    /// A length, padding, Boolean or UTF-8 that is wrong, a Big Integer that is not minimal, an unknown type.
    fn value(&mut self, item: Item) -> Result<Value<'a>, Fault> {
        value_of(self, item)
    }

    /// The next item with its value; `None` closes the structure, or ends the input.
    ///
    /// # Errors
    /// Whatever is wrong with the input at this item.
    fn read(&mut self) -> Result<Option<(Tag, Value<'a>)>, Fault> {
        let item = self.next();
        if item.is_end() {
            return Ok(None);
        }
        if item.is_failed() {
            return Err(self.fault());
        }
        Ok(Some((item.tag(), self.value(item)?)))
    }

    /// Passes over the children of the structure just opened, checking each.
    ///
    /// # Errors
    /// Whatever is wrong with one of the children.
    fn skip(&mut self) -> Result<(), Fault> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.read()? {
                None => depth = depth.saturating_sub(1),
                Some((_, Value::Structure)) => depth = depth.saturating_add(1),
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// A reader that reads items from a list, and can go back in it.
///
/// A decoder asks it for these functions.
#[cfg(feature = "alloc")]
pub trait Replaying {
    /// Sets aside the child of `structure` returned last, and goes on behind it.
    ///
    /// `fault` says why the child cannot be read; `needed` says whether the structure cannot do without it.
    ///
    /// # Errors
    /// The fault, where decoding is strict, and where the structure needs the child.
    fn set_aside(&mut self, structure: Item, fault: Fault, needed: bool) -> Result<(), Fault>;

    /// Returns whether a child of `structure` with this tag was set aside.
    fn has_aside(&self, structure: Item, tag: Tag) -> bool;

    /// Notes that the item just returned is kept untyped, and why.
    fn keep_untyped(&mut self, item: Item, why: Untyped);

    /// Sets whether items come in the order of the input from here on.
    ///
    /// Items that have been moved come in that order too.
    fn in_input_order(&mut self, is_so: bool);
}

/// The reason why an item is kept untyped.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untyped {
    /// The tables do not have it in its place.
    Unlisted,
    /// The field that selects its content is missing.
    ///
    /// Or that field has a value that no table has.
    Unselected,
}

#[cfg(feature = "alloc")]
impl Untyped {
    /// Returns why an attribute is: under a tag that none has, or under a name.
    pub(crate) const fn of_attribute(is_under_its_tag: bool) -> Self {
        if is_under_its_tag { Self::Unlisted } else { Self::Unselected }
    }
}

/// Something is wrong with an item.
///
/// The [`fault`](Reader::fault) of its reader says what.
///
/// It takes no room, so that a text or the news that there is none fit into two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// Takes items and writes them down in one encoding, always canonically.
pub trait Writer {
    /// Writes an item whose value is one word.
    ///
    /// All types have such values except structures, text, bytes and Big Integers.
    ///
    /// # Errors
    /// The buffer is full, or the tag is not valid.
    fn word(&mut self, item: WordItem) -> Result<(), Fault>;

    /// Writes a Text String, Identifier, Reference or Name Reference.
    ///
    /// # Errors
    /// The buffer is full, the text too long or not representable in this encoding.
    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault>;

    /// Writes a Byte String, or a Big Integer of any length.
    ///
    /// A Big Integer is given as two's complement, most significant byte first.
    ///
    /// # Errors
    /// The buffer is full, or the value too long.
    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault>;

    /// Opens a structure.
    ///
    /// # Errors
    /// The buffer is full.
    fn open(&mut self, tag: Tag) -> Result<(), Fault>;

    /// Closes the innermost open structure.
    ///
    /// # Errors
    /// The structure is too long, or none is open.
    fn end(&mut self) -> Result<(), Fault>;

    /// Writes an item of any type; [`Value::Structure`] opens one.
    ///
    /// # Errors
    /// As for the method of the type.
    fn write(&mut self, tag: Tag, value: Value<'_>) -> Result<(), Fault> {
        let item_type = value.item_type();
        // One call at the end: the method of the writer stands here once, not once for each type.
        let item = match value {
            Value::Structure => return self.open(tag),
            Value::BigInteger(v) | Value::ByteString(v) => return self.bytes(tag, item_type, v),
            Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => {
                return self.text(tag, item_type, v);
            }
            Value::Integer(v) => WordItem::integer(tag, v),
            Value::LongInteger(v) => WordItem::long_integer(tag, v),
            Value::Enumeration(v) => WordItem::enumeration(tag, v),
            Value::Boolean(v) => WordItem::boolean(tag, v),
            Value::DateTime(v) => WordItem::date_time(tag, v),
            Value::Interval(v) => WordItem::interval(tag, v),
            Value::DateTimeExtended(v) => WordItem::date_time_extended(tag, v),
        };
        self.word(item)
    }
}

/// The value of the item that `reader` just returned, checked.
pub(crate) fn value_of<'a>(reader: &mut (impl Reader<'a> + ?Sized), item: Item) -> Result<Value<'a>, Fault> {
    let value = match item.item_type() {
        ItemType::STRUCTURE => Some(Value::Structure),
        ItemType::BIG_INTEGER => {
            return reader.bytes(item).map(|bytes| Value::BigInteger(minimal(bytes))).ok_or_else(|| reader.fault());
        }
        ItemType::BYTE_STRING => return reader.bytes(item).map(Value::ByteString).ok_or_else(|| reader.fault()),
        ItemType::TEXT_STRING => return reader.text(item).map(Value::TextString).ok_or_else(|| reader.fault()),
        ItemType::IDENTIFIER => return reader.text(item).map(Value::Identifier).ok_or_else(|| reader.fault()),
        ItemType::REFERENCE => return reader.text(item).map(Value::Reference).ok_or_else(|| reader.fault()),
        ItemType::NAME_REFERENCE => return reader.text(item).map(Value::NameReference).ok_or_else(|| reader.fault()),
        _ => item.as_word_value(),
    };
    value.ok_or_else(|| diagnose(item, reader.offset(item)))
}

/// Returns the reason why the getter of its own type refuses this item.
///
/// It is the length, the padding, the Boolean, or the type.
#[cold]
pub(crate) fn diagnose(item: Item, offset: usize) -> Fault {
    let kind = match item.item_type().fixed_length() {
        _ if !item.item_type().is_known() => ErrorKind::UnknownType,
        Some(length) if length != item.length() => ErrorKind::Length,
        Some(_) if item.item_type() == ItemType::BOOLEAN => ErrorKind::Boolean,
        Some(_) => ErrorKind::Padding,
        None => ErrorKind::Length,
    };
    Fault::new(kind, item.tag(), offset)
}

/// Writes every item that `reader` has left.
///
/// This is the untyped conversion between any two encodings.
///
/// # Errors
/// Whatever is wrong with the input, or cannot be written.
pub fn transcode<'a>(reader: &mut dyn Reader<'a>, writer: &mut dyn Writer) -> Result<(), Error> {
    let mut depth = 0_usize;
    loop {
        match reader.read()? {
            Some((tag, value)) => {
                if matches!(value, Value::Structure) {
                    depth = depth.saturating_add(1);
                }
                writer.write(tag, value)?;
            }
            None if depth == 0 => return Ok(()),
            None => {
                depth = depth.saturating_sub(1);
                writer.end()?;
            }
        }
    }
}
