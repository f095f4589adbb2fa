//! How tags and values are spelt: what a text format asks in order to write one, in one word and found in one step.

use core::fmt;
use core::num::NonZeroU64;

use super::Name;
use crate::generated::names;
use crate::generated::spellings::{TAGS, TEXT, VALUES};
use crate::lexical::Sink;
use crate::{ItemType, Tag, Versions};

/// The names of all tags, in the order in which [`tag_heads`](super::tag_heads) joins them.
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
// From the lowest byte on: versions, length of the name, place (11 bits), mask (1 bit), type (4 bits), the first of the names
// of values (2 bytes) and how many there are (2 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling(NonZeroU64);

const PLACE: u16 = 0x07FF;
const MASK: u8 = 0x08;

impl Spelling {
    /// No name in any version.
    pub(crate) const NONE: Self = Self::of_bytes([0, 1, 0, 0, 0, 0, 0, 0]);

    pub(crate) const fn new(place: u16, length: u8, versions: Versions, item_type: ItemType) -> Self {
        let ([p0, p1], [item_type, ..]) = (place.to_le_bytes(), item_type.value().to_le_bytes());
        Self::of_bytes([versions.bits(), length, p0, p1 | item_type << 4, 0, 0, 0, 0])
    }

    /// The same for an enumeration with these [`VALUES`].
    pub(crate) const fn of_values(self, first: u16, count: u16) -> Self {
        let ([f0, f1], [c0, c1]) = (first.to_le_bytes(), count.to_le_bytes());
        let [versions, length, p0, p1, ..] = self.0.get().to_le_bytes();
        Self::of_bytes([versions, length, p0, p1, f0, f1, c0, c1])
    }

    /// The same for a mask.
    pub(crate) const fn of_mask(self) -> Self {
        let [versions, length, p0, p1, rest @ ..] = self.0.get().to_le_bytes();
        let [f0, f1, c0, c1] = rest;
        Self::of_bytes([versions, length, p0, p1 | MASK, f0, f1, c0, c1])
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
        let [_, _, p0, p1, ..] = self.0.get().to_le_bytes();
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
        let [_, length, ..] = self.0.get().to_le_bytes();
        length
    }

    /// The versions that spell the tag so.
    #[inline]
    #[must_use]
    pub const fn versions(self) -> Versions {
        let [versions, ..] = self.0.get().to_le_bytes();
        Versions::from_bits(versions)
    }

    /// The type of the items with the tag, of several the first that is no structure; of number 0 where they can have any.
    #[inline]
    #[must_use]
    pub const fn item_type(self) -> ItemType {
        let [_, _, _, p1, ..] = self.0.get().to_le_bytes();
        ItemType::new(u32::from_le_bytes([p1 >> 4, 0, 0, 0]))
    }

    /// Whether an Integer under the tag is a mask.
    #[inline]
    #[must_use]
    pub const fn is_mask(self) -> bool {
        let [_, _, _, p1, ..] = self.0.get().to_le_bytes();
        p1 & MASK != 0
    }

    /// The newest spelling of an enumeration's value under the tag, if one of these versions has it; otherwise
    /// [`Naming::enumeration_name`](super::Naming::enumeration_name) may know one. There is none where the
    /// [type](Self::item_type) is not Enumeration.
    #[inline(always)]
    #[must_use]
    pub fn value_in(self, value: u32, versions: Versions) -> Option<ValueSpelling> {
        let [.., f0, f1, c0, c1] = self.0.get().to_le_bytes();
        if value >= u16::from_le_bytes([c0, c1]).into() {
            return None;
        }
        let index = u32::from(u16::from_le_bytes([f0, f1])).wrapping_add(value);
        let spelling = VALUES.get(usize::try_from(index).unwrap_or(usize::MAX))?;
        spelling.versions().intersects(versions).then_some(*spelling)
    }
}

/// The name of an enumeration's value, in its newest spelling.
// From the lowest byte on: versions, length of the name (5 bits), where in the text it starts (2 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueSpelling(u32);

/// The bits of the length of a name.
const LENGTH: u8 = 31;

static BYTES: [u8; TEXT.len()] = match TEXT.as_bytes().first_chunk() {
    Some(bytes) => *bytes,
    None => [0; TEXT.len()],
};

/// The same in one place of the program, whoever reads it.
const JOINED: &str = match core::str::from_utf8(&BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

impl ValueSpelling {
    /// How many bytes a sink needs room for in order to [`write`](Self::write) one. More than the longest name has, so that
    /// nobody asks whether one is longer.
    pub const BLOCK: usize = 32;

    /// No name in any version.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn new(start: u16, length: u8, versions: Versions) -> Self {
        let [s0, s1] = start.to_le_bytes();
        Self(u32::from_le_bytes([versions.bits(), length, s0, s1]))
    }

    const fn versions(self) -> Versions {
        let [versions, ..] = self.0.to_le_bytes();
        Versions::from_bits(versions)
    }

    /// Writes the name.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write(self, out: &mut impl Sink) -> fmt::Result {
        let [_, length, s0, s1] = self.0.to_le_bytes();
        out.put_part::<{ Self::BLOCK }>(JOINED, u16::from_le_bytes([s0, s1]).into(), (length & LENGTH).into())
    }
}

/// The first tag.
const FIRST: u32 = match TAG_NAMES {
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
    use crate::{VendorNames, tables};

    #[test]
    fn every_tag_is_spelt_as_the_table_has_it() {
        let each = Versions::EACH.map(|(version, ..)| version);
        let last = TAG_NAMES.last().unwrap().value;
        let numbers = (FIRST - 2..=last + 2).chain([0, 0x54_0001, 0xFF_FFFF, u32::MAX]);
        let mut found = 0;
        for tag in numbers.map(Tag::new) {
            for versions in each.into_iter().chain([Versions::ALL, Versions::NONE, Versions::UP_TO_1_4]) {
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
            for (versions, ..) in Versions::EACH {
                let naming = Naming::new(VendorNames::NONE).with_versions(versions);
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
                        let newest = naming.with_versions(Versions::ALL).enumeration_name(tag, value);
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
            let [_, length, s0, s1] = value.0.to_le_bytes();
            assert!(length <= LENGTH);
            usize::from(u16::from_le_bytes([s0, s1])) + usize::from(length)
        };
        assert_eq!(VALUES.iter().map(end).max().unwrap() + ValueSpelling::BLOCK, JOINED.len());
        assert_eq!(BYTES.as_slice(), TEXT.as_bytes());
    }
}
