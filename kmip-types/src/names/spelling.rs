//! How tags and values are spelt: what a text format asks in order to write one, in one word and found in one step.

use core::fmt;
use core::num::NonZeroU64;

use super::Name;
use super::joined::{JOINED, TAGS, VALUES};
use crate::format::lexical::Sink;
use crate::generated::names;
use crate::{ItemType, Tag, Versions};

/// The names of all tags, in the order in which [`start_tags`](crate::format::text::start_tags) joins them.
pub const TAG_NAMES: &[Name] = names::TAGS.names;

/// Which of the [`TAG_NAMES`] a tag has, and what its items are.
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

    /// The spelling of a tag whose items are of an enumeration with these [`VALUES`].
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

    /// How many bytes the name has.
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

    /// The type of the items with the tag, of several the first that is no structure; of number 0 where they can have any.
    #[inline]
    #[must_use]
    pub const fn item_type(self) -> ItemType {
        let [_, _, _, _, p1, ..] = self.0.get().to_le_bytes();
        ItemType::new(u32::from_le_bytes([p1 >> 4, 0, 0, 0]))
    }

    /// Whether an Integer under the tag is a mask.
    #[inline]
    #[must_use]
    pub const fn is_mask(self) -> bool {
        let [_, _, _, _, p1, ..] = self.0.get().to_le_bytes();
        p1 & MASK != 0
    }

    /// The newest spelling of an enumeration's value under the tag, if one of these versions has it; otherwise
    /// [`Naming::enumeration_name`](super::Naming::enumeration_name) may know one. There is none where the
    /// [type](Self::item_type) is not Enumeration.
    #[inline(always)]
    #[must_use]
    pub fn value_in(self, value: u32, versions: Versions) -> Option<ValueSpelling> {
        let (packed, value) = (self.0.get(), u64::from(value));
        if value >= packed >> COUNT {
            return None;
        }
        let first = packed >> FIRST_VALUE & ((1 << (COUNT - FIRST_VALUE)) - 1);
        let spelling = VALUES.get(usize::try_from(first.wrapping_add(value)).unwrap_or(usize::MAX))?;
        spelling.versions().intersects(versions).then_some(*spelling)
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
    /// How many bytes a sink needs room for in order to [`write`](Self::write) one. More than the longest name has, so that
    /// nobody asks whether one is longer.
    pub const BLOCK: usize = 32;

    /// No name in any version.
    pub(crate) const NONE: Self = Self::new(0, 0, Versions::NONE);

    pub(crate) const fn new(start: u16, length: u8, versions: Versions) -> Self {
        let ([v0, v1], [s0, s1]) = (versions.to_bytes(), start.to_le_bytes());
        Self(u64::from_le_bytes([v0, v1, s0, s1, length, 0, 0, 0]))
    }

    /// The versions that spell the value so.
    #[inline]
    const fn versions(self) -> Versions {
        let [v0, v1, ..] = self.0.to_le_bytes();
        Versions::from_bytes([v0, v1])
    }

    /// Where in the text the name starts.
    #[inline]
    const fn start(self) -> u16 {
        let [_, _, s0, s1, ..] = self.0.to_le_bytes();
        u16::from_le_bytes([s0, s1])
    }

    /// How many bytes the name has.
    #[inline]
    pub(super) const fn length(self) -> u8 {
        let [_, _, _, _, length, ..] = self.0.to_le_bytes();
        length & LENGTH
    }

    /// Writes the name.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write(self, out: &mut impl Sink) -> fmt::Result {
        out.put_part::<{ Self::BLOCK }>(JOINED, self.start().into(), self.length().into())
    }
}

/// The first tag.
pub(super) const FIRST: u32 = match TAG_NAMES {
    [first, ..] => first.value,
    [] => 0,
};

impl Tag {
    /// The spelling of this tag, if one of these versions has it: [`Tag::name_in`] for who joins names.
    #[inline]
    #[must_use]
    pub fn spelling_in(self, versions: Versions) -> Option<Spelling> {
        let index = usize::try_from(self.value().wrapping_sub(FIRST)).unwrap_or(usize::MAX);
        let spelling = TAGS.get(index)?;
        spelling.versions().intersects(versions).then_some(*spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Naming, Vocabulary, vocabulary};
    use crate::{VendorNames, Version, tables};

    #[test]
    fn every_tag_is_spelt_as_the_table_has_it() {
        let each = Version::ALL.map(Versions::only);
        let last = TAG_NAMES.last().unwrap().value;
        let numbers = (FIRST - 2..=last + 2).chain([0, 0x54_0001, 0xFF_FFFF, u32::MAX]);
        let mut found = 0;
        for tag in numbers.map(Tag::new) {
            for versions in
                each.into_iter().chain([Versions::ALL, Versions::NONE, crate::generated::conversions::NAMED_ATTRIBUTES])
            {
                let spelling = tag.spelling_in(versions);
                assert_eq!(spelling.map(Spelling::name), tag.name_in(versions), "{tag} {versions}");
                let Some(spelling) = spelling else { continue };
                let row = TAG_NAMES[usize::from(spelling.place())];
                assert_eq!((row.value, row.versions), (tag.value(), spelling.versions()), "{tag}");
                assert_eq!(usize::from(spelling.length()), row.name.len(), "{tag}");
                found += usize::from(versions == Versions::ALL);
            }
        }
        assert_eq!(found, TAG_NAMES.len());
    }

    #[test]
    fn types_and_masks_are_those_of_the_tables() {
        let (mut masks, mut others) = (0, 0);
        for table in tables::tags() {
            let spelling = table.tag.spelling_in(Versions::ALL).unwrap();
            let mut types = table.forms.iter().map(|form| form.item_type);
            let expected = types.clone().find(|item_type| *item_type != Some(ItemType::STRUCTURE)).or(types.next());
            assert_eq!(spelling.item_type(), expected.flatten().unwrap_or(ItemType::new(0)), "{}", table.tag);
            let is_mask = matches!(vocabulary(table.tag), Some(Vocabulary::Mask(_)));
            assert_eq!(spelling.is_mask(), is_mask, "{}", table.tag);
            (masks, others) =
                (masks + usize::from(is_mask), others + usize::from(expected.is_none_or(|t| t.is_none())));
        }
        assert!(masks > 3 && others > 1, "{masks} {others}");
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn values_are_spelt_as_the_tables_have_them() {
        let mut found = 0;
        for name in TAG_NAMES {
            let tag = Tag::new(name.value);
            let spelling = tag.spelling_in(Versions::ALL).unwrap();
            let Some(Vocabulary::Enumeration(table)) = vocabulary(tag) else {
                assert_eq!(spelling.value_in(1, Versions::ALL), None);
                continue;
            };
            let first = table.names.first().map_or(0, |name| name.value);
            let close = first.saturating_add(u32::try_from(table.starts.len()).unwrap());
            for version in Version::ALL {
                let versions = Versions::only(version);
                let newest_naming = Naming::new(VendorNames::NONE);
                let naming = newest_naming.with_version(version);
                for value in (0..200).chain([0x100, 0xFFFF, 0x8000_0000, u32::MAX]) {
                    let known = naming.enumeration_name(tag, value);
                    let joined = spelling.value_in(value, versions).map(|value| {
                        let mut text = alloc::string::String::new();
                        value.write(&mut text).unwrap();
                        text
                    });
                    found += usize::from(joined.is_some());
                    if joined.is_some() {
                        assert_eq!(joined.as_deref(), known, "{tag} {value} {versions}");
                    } else if let Some(known) = known
                        && spelling.item_type() == ItemType::ENUMERATION
                        && value < close
                    {
                        // Long names and old spellings are not joined, and numbers that do not lie close.
                        let newest = newest_naming.enumeration_name(tag, value);
                        assert!(known.len() > usize::from(LENGTH) || newest != Some(known), "{tag} {value} {versions}");
                    }
                }
            }
        }
        assert!(found > 4000, "{found}");
    }

    #[test]
    fn the_names_of_values_have_enough_behind_them() {
        let end = |value: &ValueSpelling| {
            assert!(value.0 >> 32 <= LENGTH.into(), "{value:?}");
            usize::from(value.start()) + usize::from(value.length())
        };
        assert_eq!(VALUES.iter().map(end).max().unwrap() + ValueSpelling::BLOCK, JOINED.len());
    }
}
