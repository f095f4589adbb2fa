//! Names compared loosely: without case, `_` and `-`.
//!
//! Several peers make names of their own rules, such as `DES_3` for `3DES`. No two names of a table are equal so.

use super::Normal;

/// A name that others are compared with, without case, `_` and `-`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loose {
    bytes: [u8; Normal::MAX],
    length: usize,
}

impl Loose {
    /// The letters and digits of the normal form of a name; `None` if it has none.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let normal = Normal::new(name)?;
        let mut loose = Self { bytes: [0; Normal::MAX], length: 0 };
        for (byte, slot) in letters(normal.as_str()).zip(&mut loose.bytes) {
            *slot = byte;
            loose.length = loose.length.saturating_add(1);
        }
        (loose.length > 0).then_some(loose)
    }

    /// Returns whether a name has these letters and digits.
    pub(crate) fn is(&self, name: &str) -> bool {
        name.len() >= self.length && letters(name).eq(self.bytes.iter().take(self.length).copied())
    }
}

/// Returns what is compared of a name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::names::{ITEM_TYPES, TAGS};
    use crate::names::{Name, NameTable, Naming, VendorNames};
    use crate::{ItemType, Tag, tables};

    fn tables() -> impl Iterator<Item = &'static NameTable> {
        let lists = tables::enumerations().iter().chain(tables::masks()).map(|list| list.values);
        lists.chain([&TAGS, &ITEM_TYPES])
    }

    /// All versions at once, so each of them.
    #[test]
    fn no_two_names_of_a_table_are_equal_loosely() {
        let (mut names, mut pairs) = (0_u32, 0_u32);
        for table in tables() {
            for Name { name, value, .. } in table.all {
                let loose = Loose::new(name).unwrap();
                names += 1;
                assert_eq!(table.loose_value(&loose), Some(*value), "{name}");
                for Name { name: other, value: other_value, .. } in table.all {
                    pairs += 1;
                    assert!(value == other_value || !loose.is(other), "{name} {other}");
                }
            }
        }
        assert!(names > 2000 && pairs > 400_000, "{names} {pairs}");
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn every_name_is_found_in_other_spellings() {
        for table in tables() {
            for Name { name, value, .. } in table.all {
                let plain = name.replace('_', "");
                let spaced = name.replace('_', "-");
                let underscores: alloc::string::String = name.chars().flat_map(|c| [c, '_']).collect();
                for other in [name.to_uppercase(), name.to_lowercase(), plain, spaced, underscores] {
                    if other.len() <= Normal::MAX {
                        assert_eq!(table.loose_value(&Loose::new(&other).unwrap()), Some(*value), "{other}");
                    }
                }
            }
        }
    }

    #[test]
    fn only_case_and_separators_are_passed_over() {
        let is = |name: &str, other| Loose::new(name).is_some_and(|loose| loose.is(other));
        assert!(is("des_3", "DES3") && is("3des", "DES3") && is("Sha256", "SHA_256") && is("x.509", "X_509"));
        assert!(!is("DES", "DES3") && !is("DES33", "DES3") && !is("DES3", "") && !is("", "") && !is("_", "_"));
        assert!(!is("Ä", "Ä"));
    }

    #[test]
    fn a_naming_compares_loosely_only_if_told_so() {
        let vendor = VendorNames {
            tags: &[(Tag::new(0x54_0001), "Shard_Index"), (Tag::new(0x54_0002), "shard_index")],
            values: &[(Tag::OPERATION, 0x8000_0001, "Haunt"), (Tag::CRYPTOGRAPHIC_USAGE_MASK, 1 << 31, "Haunt")],
        };
        let (algorithm, mask, operation) =
            (Tag::CRYPTOGRAPHIC_ALGORITHM, Tag::CRYPTOGRAPHIC_USAGE_MASK, Tag::OPERATION);
        let strict = Naming::new(vendor);
        let lenient = strict.lenient(true);
        for (naming, is_lenient) in [(strict, false), (lenient, true)] {
            assert_eq!(naming.tag("batch_count"), is_lenient.then_some(Tag::BATCH_COUNT));
            assert_eq!(naming.tag("SHARDINDEX"), is_lenient.then_some(Tag::new(0x54_0001)));
            assert_eq!(naming.tag("shard_index"), Some(Tag::new(0x54_0002)));
            assert_eq!(naming.item_type("text_string"), is_lenient.then_some(ItemType::TEXT_STRING));
            assert_eq!(naming.item_type("TextString"), Some(ItemType::TEXT_STRING));
            assert_eq!(naming.enumeration(algorithm, "hmac_sha_256"), is_lenient.then_some(9));
            assert_eq!(naming.enumeration(operation, "HAUNT"), is_lenient.then_some(0x8000_0001));
            assert_eq!(naming.bit(mask, "mac_generate"), is_lenient.then_some(0x80));
            assert_eq!(naming.bit(mask, "haunt"), is_lenient.then_some(1 << 31));
            // The kinds of tables stay apart.
            assert_eq!(naming.bit(algorithm, "aes"), None);
            assert_eq!(naming.enumeration(mask, "encrypt"), None);
        }
    }
}
