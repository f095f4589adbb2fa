//! Items whose value is one word.
//!
//! Whatever a writer is given is as the standard has it.

use core::fmt;

use crate::item::Item;
use crate::value::Value;
use crate::{ItemType, Tag};

/// An [`Item`] whose value is one word, exactly as the standard writes it.
///
/// The length is that of the type, the padding is zero, a Boolean is 0 or 1. So a [`Writer`](crate::stream::Writer)
/// has nothing to check but the tag.
///
/// KMIP 2.1 §10.1: Integer, Enumeration and Interval have four bytes and four of padding; Long Integer, Date Time, Date
/// Time Extended and Boolean have eight.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::{Item, WordItem};
///
/// let item = WordItem::integer(Tag::BATCH_COUNT, 1);
/// assert_eq!(format!("{item:?}"), "BatchCount Integer (4 bytes)");
/// assert_eq!(item.item().as_word_item(), Some(item));
/// // Padding that is not zero.
/// assert_eq!(Item::from_words(item.item().head(), 1).as_word_item(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WordItem(Item);

/// The form of the values of a type.
///
/// It is the length, and the bits of the word that are always zero.
type Form = (u64, u64);

/// The form of each type, by its code.
#[rustfmt::skip]
const FORMS: [Form; 16] = [
    form(0x0), form(0x1), form(0x2), form(0x3), form(0x4), form(0x5), form(0x6), form(0x7),
    form(0x8), form(0x9), form(0xA), form(0xB), form(0xC), form(0xD), form(0xE), form(0xF),
];

/// Returns the form of a type.
///
/// The padding of what is shorter than a word is zero, and of a Boolean all but one bit.
const fn form(code: u32) -> Form {
    let item_type = ItemType::new(code);
    match (item_type, item_type.fixed_length()) {
        (ItemType::BOOLEAN, _) => (8, !1),
        (_, Some(4)) => (4, 0xFFFF_FFFF),
        (_, Some(_)) => (8, 0),
        // Not one word, of whatever length.
        (_, None) => (u64::MAX, 0),
    }
}

impl WordItem {
    /// Creates an item.
    ///
    /// A number of more than 24 bits is no tag, and does not become one by losing some.
    #[inline]
    const fn new(tag: Tag, item_type: ItemType, length: u32, word: u64) -> Self {
        let tag = if tag.value() >> 24 == 0 { tag } else { Tag::new(0) };
        Self(Item::new(tag, item_type, length, word))
    }

    /// Creates an item of a type of four bytes.
    ///
    /// They are given with the least significant byte first: so it is one shift where machines have that order.
    #[inline]
    const fn four(tag: Tag, item_type: ItemType, value: [u8; 4]) -> Self {
        let [a, b, c, d] = value;
        Self::new(tag, item_type, 4, u64::from_le_bytes([0, 0, 0, 0, a, b, c, d]))
    }

    /// An item of a type of eight bytes.
    #[inline]
    const fn eight(tag: Tag, item_type: ItemType, value: i64) -> Self {
        Self::new(tag, item_type, 8, value.cast_unsigned())
    }

    /// An Integer.
    #[inline]
    #[must_use]
    pub const fn integer(tag: Tag, value: i32) -> Self {
        Self::four(tag, ItemType::INTEGER, value.to_le_bytes())
    }

    /// A Long Integer.
    #[inline]
    #[must_use]
    pub const fn long_integer(tag: Tag, value: i64) -> Self {
        Self::eight(tag, ItemType::LONG_INTEGER, value)
    }

    /// An Enumeration.
    #[inline]
    #[must_use]
    pub const fn enumeration(tag: Tag, value: u32) -> Self {
        Self::four(tag, ItemType::ENUMERATION, value.to_le_bytes())
    }

    /// A Boolean.
    #[inline]
    #[must_use]
    pub const fn boolean(tag: Tag, value: bool) -> Self {
        Self::eight(tag, ItemType::BOOLEAN, if value { 1 } else { 0 })
    }

    /// A Date Time: POSIX seconds.
    #[inline]
    #[must_use]
    pub const fn date_time(tag: Tag, seconds: i64) -> Self {
        Self::eight(tag, ItemType::DATE_TIME, seconds)
    }

    /// An Interval: seconds.
    #[inline]
    #[must_use]
    pub const fn interval(tag: Tag, seconds: u32) -> Self {
        Self::four(tag, ItemType::INTERVAL, seconds.to_le_bytes())
    }

    /// A Date Time Extended: POSIX microseconds; since 2.0.
    #[inline]
    #[must_use]
    pub const fn date_time_extended(tag: Tag, microseconds: i64) -> Self {
        Self::eight(tag, ItemType::DATE_TIME_EXTENDED, microseconds)
    }

    /// The item.
    #[inline]
    #[must_use]
    pub const fn item(self) -> Item {
        self.0
    }

    /// The tag.
    #[inline]
    #[must_use]
    pub const fn tag(self) -> Tag {
        self.0.tag()
    }

    /// The item type: one of the seven.
    #[inline]
    #[must_use]
    pub const fn item_type(self) -> ItemType {
        self.0.item_type()
    }

    /// An item of the same tag and type whose value is zero.
    #[must_use]
    pub(crate) const fn emptied(self) -> Self {
        Self(Item::new(self.tag(), self.item_type(), self.0.length(), 0))
    }

    #[inline]
    const fn upper(self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.0.word().to_be_bytes();
        [a, b, c, d]
    }

    /// The value of an Integer; `None` for another type.
    #[inline]
    #[must_use]
    pub fn as_integer(self) -> Option<i32> {
        (self.item_type() == ItemType::INTEGER).then_some(i32::from_be_bytes(self.upper()))
    }

    /// The value of an Enumeration; `None` for another type.
    #[inline]
    #[must_use]
    pub fn as_enumeration(self) -> Option<u32> {
        (self.item_type() == ItemType::ENUMERATION).then_some(u32::from_be_bytes(self.upper()))
    }

    /// The value.
    #[inline]
    #[must_use]
    pub const fn value<'a>(self) -> Value<'a> {
        match self.item_type() {
            ItemType::INTEGER => Value::Integer(i32::from_be_bytes(self.upper())),
            ItemType::ENUMERATION => Value::Enumeration(u32::from_be_bytes(self.upper())),
            ItemType::INTERVAL => Value::Interval(u32::from_be_bytes(self.upper())),
            ItemType::BOOLEAN => Value::Boolean(self.0.word() != 0),
            ItemType::LONG_INTEGER => Value::LongInteger(self.0.word().cast_signed()),
            ItemType::DATE_TIME => Value::DateTime(self.0.word().cast_signed()),
            _ => Value::DateTimeExtended(self.0.word().cast_signed()),
        }
    }
}

impl Item {
    /// This item as one whose value is one word.
    ///
    /// That is every type except structures, text, bytes and Big Integers. `None` for those, for an unknown type, a wrong
    /// length, padding that is not zero, and an invalid Boolean.
    #[inline(always)]
    #[must_use]
    pub fn as_word_item(self) -> Option<WordItem> {
        let [_, _, _, code, ..] = self.head().to_be_bytes();
        let (length, zero) = FORMS.get(usize::from(code))?;
        (u64::from(self.length()) == *length && self.word() & zero == 0).then_some(WordItem(self))
    }
}

impl From<WordItem> for Item {
    #[inline]
    fn from(item: WordItem) -> Self {
        item.0
    }
}

/// Prints tag, type and length, never the value, which may be a secret.
impl fmt::Debug for WordItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_items_are_what_the_getters_take() {
        let words = [0, 1, 2, 1 << 31, 1 << 32, 1 << 63, u64::MAX];
        let mut count = 0;
        for code in 0..=255 {
            for length in [0, 1, 3, 4, 5, 7, 8, 9, 12, 16, u32::MAX] {
                let head = Item::body(Tag::BATCH_COUNT, ItemType::new(code), length).head();
                for word in words {
                    let item = Item::from_words(head, word);
                    let word_item = item.as_word_item();
                    assert_eq!(word_item.map(WordItem::value), item.as_word_value(), "{item:?} {word:#x}");
                    assert_eq!(word_item.and_then(WordItem::as_integer), item.as_integer());
                    assert_eq!(word_item.and_then(WordItem::as_enumeration), item.as_enumeration());
                    assert!(word_item.is_none_or(|word_item| word_item.item() == item));
                    count += usize::from(word_item.is_some());
                }
            }
        }
        // Three types of four bytes take three of the words, three of eight take all, a Boolean takes two.
        assert_eq!(count, 3 * 3 + 3 * 7 + 2);
        assert_eq!([Item::END, Item::FAILED].map(Item::as_word_item), [None; 2]);
    }

    #[test]
    fn constructors_make_what_is_checked() {
        let tag = Tag::BATCH_COUNT;
        for item in [
            WordItem::integer(tag, i32::MIN),
            WordItem::long_integer(tag, -1),
            WordItem::enumeration(tag, u32::MAX),
            WordItem::boolean(tag, true),
            WordItem::boolean(tag, false),
            WordItem::date_time(tag, i64::MIN),
            WordItem::interval(tag, u32::MAX),
            WordItem::date_time_extended(tag, i64::MAX),
        ] {
            assert_eq!(item.item().as_word_item(), Some(item));
            assert_eq!((item.tag(), item.value().item_type()), (tag, item.item_type()));
        }
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn it_prints_what_the_item_prints() {
        let item = WordItem::integer(Tag::BATCH_COUNT, 7);
        assert_eq!(alloc::format!("{item:?}"), alloc::format!("{:?}", item.item()));
        assert!(alloc::format!("{item:?}").contains("BatchCount"));
    }
}
