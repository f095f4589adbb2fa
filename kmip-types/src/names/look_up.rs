//! The spelling of a tag or a value, found in one step.

use core::fmt;

use super::joined::{JOINED, TAGS, VALUES};
use super::spelling::{FIRST, Spelling, ValueSpelling};
use crate::format::lexical::Sink;
use crate::{Tag, Versions};

impl Tag {
    /// Returns the spelling of this tag, if one of these versions has it.
    ///
    /// It does as [`Tag::name_in`], for callers that join names.
    #[inline]
    #[must_use]
    pub fn spelling_in(self, versions: Versions) -> Option<Spelling> {
        let index = usize::try_from(self.value().wrapping_sub(FIRST)).unwrap_or(usize::MAX);
        let spelling = TAGS.get(index)?;
        spelling.versions().intersects(versions).then_some(*spelling)
    }
}

impl Spelling {
    /// Returns the newest spelling of a value, if one of these versions has it.
    ///
    /// The value is that of an enumeration under the tag. If there is none,
    /// [`Naming::enumeration_name`](super::Naming::enumeration_name) may know one. There is none where the
    /// [type](Self::item_type) is not Enumeration.
    #[inline(always)]
    #[must_use]
    pub fn value_in(self, value: u32, versions: Versions) -> Option<ValueSpelling> {
        let ((first, count), value) = (self.values(), u64::from(value));
        if value >= count {
            return None;
        }
        let spelling = VALUES.get(usize::try_from(first.wrapping_add(value)).unwrap_or(usize::MAX))?;
        spelling.versions().intersects(versions).then_some(*spelling)
    }
}

impl ValueSpelling {
    /// Writes the name.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    #[inline(always)]
    pub fn write(self, out: &mut impl Sink) -> fmt::Result {
        out.put_part::<{ Self::BLOCK }>(JOINED, self.start().into(), self.length().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::VendorNames;
    use crate::names::spelling::LENGTH;
    use crate::names::{Naming, TAG_NAMES, Vocabulary, vocabulary};
    use crate::{ItemType, Version, tables};

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
        let end = |value: &ValueSpelling| usize::from(value.start()) + usize::from(value.length());
        assert_eq!(VALUES.iter().map(end).max().unwrap() + ValueSpelling::BLOCK, JOINED.len());
    }
}
