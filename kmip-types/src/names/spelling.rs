//! The spelling of tags and values, in one word.
//!
//! A text format asks for it in order to write one.

use core::num::NonZeroU64;

use super::Name;
use crate::generated::names;
use crate::{ItemType, Versions};

/// The names of all tags.
///
/// They are in the order in which [`start_tags`](crate::format::text::start_tags) joins them.
pub const TAG_NAMES: &[Name] = names::TAGS.names;

/// The spelling of a tag: which of the [`TAG_NAMES`] it has, and its item types.
///
/// ```
/// use kmip_types::names::TAG_NAMES;
/// use kmip_types::{ItemType, Tag, Versions};
///
/// let spelling = Tag::OBJECT_TYPE.spelling_in(Versions::ALL).ok_or("no name")?;
/// assert_eq!(TAG_NAMES[usize::from(spelling.place())].name, "ObjectType");
/// assert_eq!(spelling.item_type(), ItemType::ENUMERATION);
///
/// let mut text = String::new();
/// let value = spelling.value_in(2, Versions::ALL).ok_or("no name")?;
/// value.write(&mut text)?;
/// assert_eq!(text, "SymmetricKey");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// From the lowest bit on: versions (16 bits), length of the name (8), place (11), mask (1), type (4), the first of the names
// of values (12) and how many there are (12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling(NonZeroU64);

const PLACE: u16 = 0x07FF;
const MASK: u8 = 0x08;
const FIRST_VALUE: u32 = 40;
const COUNT: u32 = 52;

impl Spelling {
    /// No name in any version.
    pub(crate) const NONE: Self = Self::of_bytes([0, 0, 1, 0, 0, 0, 0, 0]);

    pub(crate) const fn new(place: u16, length: u8, versions: Versions, item_type: ItemType) -> Self {
        let ([v0, v1], [p0, p1], [item_type, ..]) =
            (versions.to_bytes(), place.to_le_bytes(), item_type.value().to_le_bytes());
        Self::of_bytes([v0, v1, length, p0, p1 | item_type << 4, 0, 0, 0])
    }

    /// The spelling of a tag whose items are of an enumeration with these values.
    pub(crate) const fn of_values(self, first: u16, count: u16) -> Self {
        let [f0, f1] = first.to_le_bytes();
        let [c0, c1] = (count << 4).to_le_bytes();
        let [v0, v1, length, p0, p1, ..] = self.0.get().to_le_bytes();
        Self::of_bytes([v0, v1, length, p0, p1, f0, f1 | c0, c1])
    }

    /// The spelling of a tag whose Integers are masks.
    pub(crate) const fn of_mask(self) -> Self {
        let [v0, v1, length, p0, p1, rest @ ..] = self.0.get().to_le_bytes();
        let [r0, r1, r2] = rest;
        Self::of_bytes([v0, v1, length, p0, p1 | MASK, r0, r1, r2])
    }

    const fn of_bytes(bytes: [u8; 8]) -> Self {
        match NonZeroU64::new(u64::from_le_bytes(bytes)) {
            Some(packed) => Self(packed),
            None => Self(NonZeroU64::MAX),
        }
    }

    /// Its place among the [`TAG_NAMES`].
    #[inline]
    #[must_use]
    pub const fn place(self) -> u16 {
        let [_, _, _, p0, p1, ..] = self.0.get().to_le_bytes();
        u16::from_le_bytes([p0, p1]) & PLACE
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        TAG_NAMES.get(usize::from(self.place())).map_or("", |name| name.name)
    }

    /// Returns how many bytes the name has.
    #[inline]
    #[must_use]
    pub const fn length(self) -> u8 {
        let [_, _, length, ..] = self.0.get().to_le_bytes();
        length
    }

    /// The versions that spell the tag so.
    #[inline]
    #[must_use]
    pub const fn versions(self) -> Versions {
        let [v0, v1, ..] = self.0.get().to_le_bytes();
        Versions::from_bytes([v0, v1])
    }

    /// Returns the type of the items with the tag.
    ///
    /// If there are several, it is the first that is no structure; if they can have any, the type of number 0.
    #[inline]
    #[must_use]
    pub const fn item_type(self) -> ItemType {
        let [_, _, _, _, p1, ..] = self.0.get().to_le_bytes();
        ItemType::new(u32::from_le_bytes([p1 >> 4, 0, 0, 0]))
    }

    /// Returns whether an Integer under the tag is a mask.
    #[inline]
    #[must_use]
    pub const fn is_mask(self) -> bool {
        let [_, _, _, _, p1, ..] = self.0.get().to_le_bytes();
        p1 & MASK != 0
    }

    /// Returns the place of its values' spellings, and their number.
    ///
    /// The place is the start among the spellings of all values.
    #[inline(always)]
    pub(super) const fn values(self) -> (u64, u64) {
        let packed = self.0.get();
        (packed >> FIRST_VALUE & ((1 << (COUNT - FIRST_VALUE)) - 1), packed >> COUNT)
    }
}

/// The name of an enumeration's value, in its newest spelling.
// From the lowest bit on: versions (16 bits), where in the text the name starts (16), and its length (5). One word, because
// a field less to load is an instruction less for each value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueSpelling(u64);

/// The bits of the length of a name.
pub(super) const LENGTH: u8 = 31;

impl ValueSpelling {
    /// The room, in bytes, that a sink needs for one [`write`](Self::write).
    ///
    /// It is more than the longest name has, so that nobody asks whether one is longer.
    pub const BLOCK: usize = 32;

    /// No name in any version.
    pub(crate) const NONE: Self = Self::new(0, 0, Versions::NONE);

    pub(crate) const fn new(start: u16, length: u8, versions: Versions) -> Self {
        let ([v0, v1], [s0, s1]) = (versions.to_bytes(), start.to_le_bytes());
        Self(u64::from_le_bytes([v0, v1, s0, s1, length, 0, 0, 0]))
    }

    /// The versions that spell the value so.
    #[inline]
    pub(super) const fn versions(self) -> Versions {
        let [v0, v1, ..] = self.0.to_le_bytes();
        Versions::from_bytes([v0, v1])
    }

    /// Returns where in the text the name starts.
    #[inline]
    pub(super) const fn start(self) -> u16 {
        let [_, _, s0, s1, ..] = self.0.to_le_bytes();
        u16::from_le_bytes([s0, s1])
    }

    /// Returns how many bytes the name has.
    #[inline]
    pub(super) const fn length(self) -> u8 {
        let [_, _, _, _, length, ..] = self.0.to_le_bytes();
        length & LENGTH
    }
}

/// The first tag.
pub(super) const FIRST: u32 = match TAG_NAMES {
    [first, ..] => first.value,
    [] => 0,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::joined::VALUES;

    #[test]
    fn the_length_of_a_name_fits_into_its_bits() {
        assert!(VALUES.iter().all(|value| value.0 >> 32 <= LENGTH.into()));
        assert_eq!(VALUES.iter().map(|value| value.0 >> 32).max(), Some(LENGTH.into()));
    }
}
