//! The writing of fields: small rather than fast.

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::word_item::WordItem;
use crate::{Interval, ItemType, Tag, Versions};

/// A value of one word.
pub(crate) trait Small {
    /// The type of its item.
    const ITEM_TYPE: ItemType;

    /// The word.
    fn number(self) -> u32;
}

impl Small for i32 {
    const ITEM_TYPE: ItemType = ItemType::INTEGER;

    fn number(self) -> u32 {
        self.cast_unsigned()
    }
}

impl Small for bool {
    const ITEM_TYPE: ItemType = ItemType::BOOLEAN;

    fn number(self) -> u32 {
        u32::from(self)
    }
}

impl Small for Interval {
    const ITEM_TYPE: ItemType = ItemType::INTERVAL;

    fn number(self) -> u32 {
        self.0
    }
}

impl Encoder<'_> {
    /// Writes a field that these versions have.
    #[inline(never)]
    pub(crate) fn field<T: Encode>(&mut self, tag: Tag, versions: Versions, value: &T) -> Result<(), Fault> {
        self.gated(tag, versions, value)
    }

    /// Writes a field whose value is a number of 32 bits or a Boolean.
    ///
    /// Nothing is written if the field is not there.
    #[inline(always)]
    pub(crate) fn small<T: Small>(&mut self, tag: Tag, versions: Versions, value: Option<T>) -> Result<(), Fault> {
        self.any_small(tag.value().wrapping_shl(8) | T::ITEM_TYPE.value(), versions, value.map(T::number))
    }

    /// Writes any of these fields; its arguments fit into registers.
    ///
    /// It is one function for all of them, as a call takes a fifth of what it would inlined.
    #[inline(never)]
    fn any_small(&mut self, tag_and_type: u32, versions: Versions, value: Option<u32>) -> Result<(), Fault> {
        let Some(value) = value else { return Ok(()) };
        let [t0, t1, t2, code] = tag_and_type.to_be_bytes();
        let tag = Tag::new(u32::from_be_bytes([0, t0, t1, t2]));
        self.only_in(tag, versions)?;
        self.small_word(tag, ItemType::new(code.into()), value)
    }

    /// Writes a field whose value another one tells, in the versions that have it.
    pub(crate) fn told<T: Small>(&mut self, tag: Tag, versions: Versions, value: T) -> Result<(), Fault> {
        if !versions.intersects(Versions::possible(self.version())) {
            return Ok(());
        }
        self.small_word(tag, T::ITEM_TYPE, value.number())
    }

    /// Writes a value of one word and this type.
    #[inline(never)]
    pub(crate) fn small_word(&mut self, tag: Tag, item_type: ItemType, value: u32) -> Result<(), Fault> {
        self.word(match item_type {
            ItemType::BOOLEAN => WordItem::boolean(tag, value != 0),
            ItemType::ENUMERATION => WordItem::enumeration(tag, value),
            ItemType::INTERVAL => WordItem::interval(tag, value),
            _ => WordItem::integer(tag, value.cast_signed()),
        })
    }
}
