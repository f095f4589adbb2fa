//! The item: tag, type and value, the unit that every KMIP encoding carries.
//!
//! ```text
//! head   63 ........ 40 39 .. 32 31 ........... 0
//!        tag (24 bit)   type     length of the value in bytes
//! word   the first eight bytes of the value, as TTLV writes them
//! ```

use core::fmt;

use crate::value::Value;
use crate::{ItemType, Tag};

/// One item as it passes between a format and the model.
///
/// It holds tag, type, length and the first word, in two registers.
///
/// A [`Reader`](crate::stream::Reader) hands these out; [`Reader::value`](crate::stream::Reader::value) makes a [`Value`] of one.
/// The length is the one that TTLV writes, whatever the encoding: 4 or 8 for the types of fixed length, the count of
/// bytes for text and bytes. A structure from an encoding without lengths has 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Item {
    head: u64,
    word: u64,
}

impl Item {
    /// The item that a reader returns at the end of a structure, or of the input.
    pub const END: Self = Self { head: 0, word: 0 };
    /// The item that a reader returns when it cannot go on.
    ///
    /// The reader's `fault` has the reason.
    pub const FAILED: Self = Self { head: 1, word: 0 };

    /// Creates an item from the two words that TTLV begins with.
    ///
    /// `word` is 0 where the value has no eight bytes.
    #[inline]
    #[must_use]
    pub const fn from_words(head: u64, word: u64) -> Self {
        Self { head, word }
    }

    #[inline]
    pub(crate) const fn new(tag: Tag, item_type: ItemType, length: u32, word: u64) -> Self {
        let (tag, item_type) = (Self::wide(tag.value()), Self::wide(item_type.value()));
        Self { head: tag << 40 | (item_type & 0xFF) << 32 | Self::wide(length), word }
    }

    #[inline]
    const fn wide(value: u32) -> u64 {
        let [a, b, c, d] = value.to_be_bytes();
        u64::from_be_bytes([0, 0, 0, 0, a, b, c, d])
    }

    /// The head of a structure; `length` is 0 where it is not known.
    #[inline]
    #[must_use]
    pub const fn structure(tag: Tag, length: u32) -> Self {
        Self::new(tag, ItemType::STRUCTURE, length, 0)
    }

    /// The head of an item whose value is `length` bytes of text or octets.
    #[inline]
    #[must_use]
    pub const fn body(tag: Tag, item_type: ItemType, length: u32) -> Self {
        Self::new(tag, item_type, length, 0)
    }

    /// Returns whether this is [`END`](Self::END).
    #[inline]
    #[must_use]
    pub const fn is_end(self) -> bool {
        self.head == 0
    }

    /// Returns whether this is [`FAILED`](Self::FAILED).
    #[inline]
    #[must_use]
    pub const fn is_failed(self) -> bool {
        self.head == 1
    }

    /// The tag; number 0 for `END` and `FAILED`.
    #[inline]
    #[must_use]
    pub const fn tag(self) -> Tag {
        let [t0, t1, t2, ..] = self.head.to_be_bytes();
        Tag::new(u32::from_be_bytes([0, t0, t1, t2]))
    }

    /// The bit that alters a tag: no tag has it.
    #[cfg(feature = "alloc")]
    const ASIDE: u64 = 1 << 63;

    /// The item as one that is set aside: its tag is altered, and that of no field.
    #[cfg(feature = "alloc")]
    pub(crate) const fn aside(self) -> Self {
        Self { head: self.head | Self::ASIDE, word: self.word }
    }

    /// Returns whether it is set aside.
    #[cfg(feature = "alloc")]
    pub(crate) const fn is_aside(self) -> bool {
        self.head & Self::ASIDE != 0
    }

    /// The item with its own tag.
    #[cfg(feature = "alloc")]
    pub(crate) const fn restored(self) -> Self {
        Self { head: self.head & !Self::ASIDE, word: self.word }
    }

    /// The item type.
    #[inline]
    #[must_use]
    pub const fn item_type(self) -> ItemType {
        let [_, _, _, ty, ..] = self.head.to_be_bytes();
        ItemType::new(u32::from_be_bytes([0, 0, 0, ty]))
    }

    /// The length of the value in bytes, without padding.
    #[inline]
    #[must_use]
    pub const fn length(self) -> u32 {
        let [.., l0, l1, l2, l3] = self.head.to_be_bytes();
        u32::from_be_bytes([l0, l1, l2, l3])
    }

    /// Tag, type and length as TTLV writes them.
    #[inline]
    #[must_use]
    pub const fn head(self) -> u64 {
        self.head
    }

    /// The first eight bytes of the value as TTLV writes them.
    #[inline]
    #[must_use]
    pub const fn word(self) -> u64 {
        self.word
    }

    /// Returns whether the type is this one, and the length the one that it has.
    ///
    /// It takes one compare.
    #[inline]
    const fn is(self, item_type: ItemType) -> bool {
        self.other_head(item_type) == 0
    }

    /// Returns the upper half of the word, if the rest is as it must be.
    ///
    /// The type must be this one, the length the one that it has, and the lower half (padding) zero: one branch.
    #[inline]
    const fn half(self, item_type: ItemType) -> Option<[u8; 4]> {
        let [a, b, c, d, ..] = self.word.to_be_bytes();
        if self.other_head(item_type) | (self.word & 0xFFFF_FFFF) == 0 { Some([a, b, c, d]) } else { None }
    }

    /// Returns how type and length differ from those of an item of this type.
    ///
    /// 0 if they do not. It is for types of fixed length only.
    #[inline]
    const fn other_head(self, item_type: ItemType) -> u64 {
        let length = match item_type.fixed_length() {
            Some(length) => length,
            None => 0,
        };
        (self.head ^ Self::new(Tag::new(0), item_type, length, 0).head) & 0xFF_FFFF_FFFF
    }

    /// The value of an Integer.
    ///
    /// `None` for another type, a wrong length, non-zero padding.
    #[inline]
    #[must_use]
    pub const fn as_integer(self) -> Option<i32> {
        match self.half(ItemType::INTEGER) {
            Some(bytes) => Some(i32::from_be_bytes(bytes)),
            None => None,
        }
    }

    /// The value of an Enumeration.
    ///
    /// `None` for another type, a wrong length, non-zero padding.
    #[inline]
    #[must_use]
    pub const fn as_enumeration(self) -> Option<u32> {
        match self.half(ItemType::ENUMERATION) {
            Some(bytes) => Some(u32::from_be_bytes(bytes)),
            None => None,
        }
    }

    /// The seconds of an Interval.
    ///
    /// `None` for another type, a wrong length, non-zero padding.
    #[inline]
    #[must_use]
    pub const fn as_interval(self) -> Option<u32> {
        match self.half(ItemType::INTERVAL) {
            Some(bytes) => Some(u32::from_be_bytes(bytes)),
            None => None,
        }
    }

    /// The value of a Long Integer; `None` for another type or a wrong length.
    #[inline]
    #[must_use]
    pub const fn as_long_integer(self) -> Option<i64> {
        if self.is(ItemType::LONG_INTEGER) { Some(self.word.cast_signed()) } else { None }
    }

    /// The value of a Boolean.
    ///
    /// `None` for another type, a wrong length, a value other than 0 and 1.
    #[inline]
    #[must_use]
    pub const fn as_boolean(self) -> Option<bool> {
        if self.is(ItemType::BOOLEAN) && self.word <= 1 { Some(self.word == 1) } else { None }
    }

    /// The POSIX seconds of a Date Time; `None` for another type or a wrong length.
    #[inline]
    #[must_use]
    pub const fn as_date_time(self) -> Option<i64> {
        if self.is(ItemType::DATE_TIME) { Some(self.word.cast_signed()) } else { None }
    }

    /// The POSIX microseconds of a Date Time Extended.
    ///
    /// `None` for another type or a wrong length.
    #[inline]
    #[must_use]
    pub const fn as_date_time_extended(self) -> Option<i64> {
        if self.is(ItemType::DATE_TIME_EXTENDED) { Some(self.word.cast_signed()) } else { None }
    }

    /// Returns the value, if it is one word of the item.
    ///
    /// It is for every type except structures, text, bytes and Big Integers. `None` for those, for an unknown type, a
    /// wrong length, non-zero padding, an invalid Boolean.
    #[inline]
    #[must_use]
    pub fn as_word_value<'a>(self) -> Option<Value<'a>> {
        match self.item_type() {
            ItemType::INTEGER => self.as_integer().map(Value::Integer),
            ItemType::LONG_INTEGER => self.as_long_integer().map(Value::LongInteger),
            ItemType::ENUMERATION => self.as_enumeration().map(Value::Enumeration),
            ItemType::BOOLEAN => self.as_boolean().map(Value::Boolean),
            ItemType::DATE_TIME => self.as_date_time().map(Value::DateTime),
            ItemType::INTERVAL => self.as_interval().map(Value::Interval),
            ItemType::DATE_TIME_EXTENDED => self.as_date_time_extended().map(Value::DateTimeExtended),
            _ => None,
        }
    }
}

/// Prints tag, type and length, never the value, which may be a secret.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::END => f.write_str("END"),
            Self::FAILED => f.write_str("FAILED"),
            item => write!(f, "{} {} ({} bytes)", item.tag(), item.item_type(), item.length()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word_item::WordItem;

    #[test]
    fn an_item_is_two_registers() {
        assert_eq!(size_of::<Item>(), 16);
        // A slice or a number of 64 bits, and the type.
        assert!(size_of::<Value<'_>>() <= 2 * size_of::<usize>() + 8);
    }

    #[test]
    fn words_are_those_of_ttlv() {
        let item = WordItem::integer(Tag::new(0x42_0020), 8).item();
        assert_eq!(item.head(), 0x4200_2002_0000_0004);
        assert_eq!(item.word(), 0x0000_0008_0000_0000);
        assert_eq!(item.as_integer(), Some(8));
        assert_eq!(item.as_enumeration(), None);
        assert_eq!(WordItem::integer(Tag::new(0x42_0020), -1).item().as_integer(), Some(-1));
    }

    #[test]
    fn padding_length_and_boolean_are_checked() {
        assert_eq!(Item::from_words(0x4200_2002_0000_0004, 0x0000_0008_8000_0001).as_integer(), None);
        assert_eq!(Item::from_words(0x4200_2002_0000_0008, 0x0000_0008_0000_0000).as_integer(), None);
        assert_eq!(Item::from_words(0x4200_2006_0000_0008, 2).as_boolean(), None);
        assert_eq!(Item::from_words(0x4200_2006_0000_0008, 1).as_boolean(), Some(true));
    }
}
