//! Names that may have been meant: those that differ in a letter or two.

use super::{NameTable, Naming, Normal, TAGS, Vocabulary, names};
use crate::Tag;

/// The longest name that is compared.
const MOST: usize = 64;

impl Naming<'_> {
    /// Returns the tag whose values stand under `tag`.
    ///
    /// It is `tag` itself, or the tag of the attribute named before.
    #[cold]
    pub(crate) fn named_tag(&self, tag: Tag) -> Tag {
        self.context(tag).unwrap_or(tag)
    }

    /// The name of a value under this tag that is most like one that nobody knows.
    #[cold]
    pub(crate) fn meant_value(&self, tag: Tag, name: &str) -> Option<&'static str> {
        let (Vocabulary::Enumeration(table) | Vocabulary::Mask(table)) = self.vocabulary(tag)?;
        meant(table, name)
    }

    /// The name of a tag that is most like one that nobody knows.
    #[cold]
    pub(crate) fn meant_tag(&self, name: &str) -> Option<&'static str> {
        meant(&TAGS, name)
    }

    /// The name of an item type that is most like one that nobody knows.
    #[cold]
    pub(crate) fn meant_item_type(&self, name: &str) -> Option<&'static str> {
        meant(&names::ITEM_TYPES, name)
    }
}

/// Returns the name in a table that differs least from this one.
///
/// It may differ in two letters, and a third of all, at most.
fn meant(table: &NameTable, name: &str) -> Option<&'static str> {
    let normal = Normal::new(name);
    let name = normal.as_ref().map_or(name, Normal::as_str);
    let most = (name.len() / 3).min(2);
    let all = table.names().iter().map(|known| (distance(name.as_bytes(), known.name.as_bytes()), known.name));
    all.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns the number of letters in which two names differ.
///
/// That is how many have to be changed, added, left out, or swapped with the next one, without regard to case.
fn distance(a: &[u8], b: &[u8]) -> usize {
    if a.len() > MOST || b.len() > MOST || a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let is_same = |i: usize, j: usize| match (a.get(i), b.get(j)) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    };
    let mut rows = [[0_usize; MOST + 1]; 3];
    for i in 0..=a.len() {
        rows.rotate_right(1);
        let [row, above, second] = &mut rows;
        let mut left = 0;
        for j in 0..=b.len() {
            let of = |row: &[usize; MOST + 1], j: Option<usize>| j.and_then(|j| row.get(j)).copied();
            let before = j.checked_sub(1);
            let cost = match (i.checked_sub(1), before) {
                (None, _) => j,
                (_, None) => i,
                (Some(previous), Some(last)) => {
                    let change =
                        of(above, before).unwrap_or_default().saturating_add(usize::from(!is_same(previous, last)));
                    let add = left.min(of(above, Some(j)).unwrap_or_default()).saturating_add(1);
                    let is_swap = i > 1 && j > 1 && is_same(previous, last - 1) && is_same(previous - 1, last);
                    let swap = of(second, j.checked_sub(2)).filter(|_| is_swap).map(|cost| cost.saturating_add(1));
                    change.min(add).min(swap.unwrap_or(usize::MAX))
                }
            };
            left = cost;
            if let Some(slot) = row.get_mut(j) {
                *slot = cost;
            }
        }
    }
    rows.first().and_then(|row| row.get(b.len())).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        for (a, b, count) in [
            ("", "", 0),
            ("create", "Create", 0),
            ("craete", "create", 1),
            ("creat", "create", 1),
            ("createe", "create", 1),
            ("krehte", "create", 2),
            ("ab", "ba", 1),
            ("abc", "", usize::MAX),
            ("ab", "", 2),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), count, "{a} {b}");
        }
        let long = [b'a'; MOST + 1];
        assert_eq!(distance(&long[1..], &long[1..]), 0);
        assert_eq!(distance(&long[1..], &long[2..]), 1);
        assert_eq!(distance(&long, &long), usize::MAX);
    }

    #[test]
    fn the_nearest_name_is_meant() {
        let naming = Naming::default();
        assert_eq!(naming.meant_value(Tag::OBJECT_TYPE, "SymetricKey"), Some("SymmetricKey"));
        assert_eq!(naming.meant_value(Tag::OBJECT_TYPE, "Spoon"), None);
        assert_eq!(naming.meant_value(Tag::COMMENT, "Spoon"), None);
        assert_eq!(naming.meant_tag("Comment1"), Some("Comment"));
    }
}
