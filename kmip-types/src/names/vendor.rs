//! The names of a vendor's tags and values, checked against those of the standard.

use core::fmt;

use super::{Vocabulary, vocabulary};
use crate::Tag;
use crate::generated::names::TAGS;

/// The names that a vendor gives to tags and values of its own.
///
/// XML and JSON write them, and read them, where the standard has no name. They cannot change what the standard's names and
/// numbers mean: options refuse the whole list if one entry would ([`check`](Self::check)).
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::names::VendorNames;
///
/// const NAMES: VendorNames<'_> = VendorNames {
///     tags: &[(Tag::new(0x54_0001), "ShardIndex")],
///     values: &[(Tag::CRYPTOGRAPHIC_ALGORITHM, 0x8000_0001, "HouseCipher")],
/// };
/// NAMES.check()?;
///
/// let refused = VendorNames { values: &[(Tag::CRYPTOGRAPHIC_ALGORITHM, 0x8000_0001, "AES")], ..NAMES };
/// assert_eq!(
///     refused.check().unwrap_err().to_string(),
///     "name AES of CryptographicAlgorithm 0x80000001: the standard has it for another number"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VendorNames<'n> {
    /// Tags and their names.
    ///
    /// A tag may have several names: the first is written, all are read.
    pub tags: &'n [(Tag, &'n str)],
    /// The values of enumerations and the single bits of masks, with their names.
    ///
    /// Each has the tag under which it stands.
    pub values: &'n [(Tag, u32, &'n str)],
}

impl<'n> VendorNames<'n> {
    /// No names.
    pub const NONE: Self = Self { tags: &[], values: &[] };

    /// Checks that every entry is a name, and that none contradicts the standard.
    ///
    /// An entry must not give a name or a number of the standard another meaning.
    ///
    /// # Errors
    /// The first entry that does not hold: see [`VendorNameProblem`].
    pub fn check(&self) -> Result<(), VendorNameError<'n>> {
        for (place, &(tag, name)) in self.tags.iter().enumerate() {
            let is_other = |other: &(Tag, &str)| other.1 == name && other.0 != tag;
            let is_twice = self.tags.iter().take(place).any(is_other);
            check_tag(tag, name, is_twice).map_err(|problem| VendorNameError { tag, value: None, name, problem })?;
        }
        for (place, &(tag, value, name)) in self.values.iter().enumerate() {
            let is_other = |other: &(Tag, u32, &str)| other.0 == tag && other.2 == name && other.1 != value;
            let is_twice = self.values.iter().take(place).any(is_other);
            check_value(tag, value, name, is_twice).map_err(|problem| VendorNameError {
                tag,
                value: Some(value),
                name,
                problem,
            })?;
        }
        Ok(())
    }
}

fn check_tag(tag: Tag, name: &str, is_twice: bool) -> Result<(), VendorNameProblem> {
    match () {
        () if !is_name(name) => Err(VendorNameProblem::NotAName),
        () if !tag.is_valid() => Err(VendorNameProblem::NotATag),
        () if !TAGS.versions(tag.value()).is_empty() => Err(VendorNameProblem::NumberOfTheStandard),
        () if is_reserved(name) || TAGS.value(name).is_some() => Err(VendorNameProblem::NameOfTheStandard),
        () if is_twice => Err(VendorNameProblem::SeveralNumbers),
        () => Ok(()),
    }
}

fn check_value(tag: Tag, value: u32, name: &str, is_twice: bool) -> Result<(), VendorNameProblem> {
    let table = match vocabulary(tag) {
        Some(Vocabulary::Enumeration(table)) => Some(table),
        Some(Vocabulary::Mask(_)) if !value.is_power_of_two() => return Err(VendorNameProblem::NotABit),
        Some(Vocabulary::Mask(table)) => Some(table),
        None => None,
    };
    match table {
        _ if !is_name(name) => Err(VendorNameProblem::NotAName),
        Some(table) if !table.versions(value).is_empty() => Err(VendorNameProblem::NumberOfTheStandard),
        Some(table) if table.value(name).is_some() => Err(VendorNameProblem::NameOfTheStandard),
        _ if is_twice => Err(VendorNameProblem::SeveralNumbers),
        _ => Ok(()),
    }
}

/// Returns whether every format can write it and tell it from a number.
///
/// It has a letter or `_`, then letters, digits and `_`.
fn is_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Elements of XML that are no tags (KMIP 2.1 Profiles §5.4.1).
fn is_reserved(name: &str) -> bool {
    ["KMIP", "TTLV"].contains(&name)
}

/// An entry of [`VendorNames`] that is refused, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorNameError<'n> {
    /// The tag that is named, or under which the value stands.
    pub tag: Tag,
    /// The value or bit that is named; `None` where it is the tag.
    pub value: Option<u32>,
    /// The name.
    pub name: &'n str,
    /// The problem with it.
    pub problem: VendorNameProblem,
}

/// Prints the entry, and what is wrong with it.
impl fmt::Display for VendorNameError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "name {} of ", self.name.escape_debug())?;
        match self.value {
            Some(value) => write!(f, "{} {value:#010x}", self.tag)?,
            None => write!(f, "tag 0x{:06X}", self.tag.value())?,
        }
        write!(f, ": {}", self.problem)
    }
}

impl core::error::Error for VendorNameError<'_> {}

/// The reason why a vendor cannot give this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VendorNameProblem {
    /// It has other characters than letters, digits and `_`, or starts with a digit.
    NotAName,
    /// It is given to a number that is no tag: neither `0x42…` nor `0x54…`.
    NotATag,
    /// It is given to several bits, or to none, of a mask.
    NotABit,
    /// It is given to a number that has a name in the standard.
    NumberOfTheStandard,
    /// It is the name of another number in the standard.
    NameOfTheStandard,
    /// An entry before it gives it to another number.
    SeveralNumbers,
}

impl fmt::Display for VendorNameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAName => "is no name: letters, digits and _, not a digit first",
            Self::NotATag => "this is no tag",
            Self::NotABit => "this is not one bit of the mask",
            Self::NumberOfTheStandard => "the standard has a name for this number",
            Self::NameOfTheStandard => "the standard has it for another number",
            Self::SeveralNumbers => "is given to another number before",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASK: Tag = Tag::CRYPTOGRAPHIC_USAGE_MASK;
    const ALGORITHM: Tag = Tag::CRYPTOGRAPHIC_ALGORITHM;
    const VENDOR: Tag = Tag::new(0x54_0001);

    fn tags(tags: &[(Tag, &str)]) -> Option<VendorNameProblem> {
        VendorNames { tags, values: &[] }.check().err().map(|error| error.problem)
    }

    fn values(values: &[(Tag, u32, &str)]) -> Option<VendorNameProblem> {
        VendorNames { tags: &[], values }.check().err().map(|error| error.problem)
    }

    #[test]
    fn what_changes_no_meaning_is_taken() {
        assert_eq!(tags(&[(VENDOR, "Shard"), (VENDOR, "ShardIndex"), (Tag::new(0x42_FFFE), "_Later")]), None);
        assert_eq!(values(&[(ALGORITHM, 0x8000_0001, "House"), (MASK, 1 << 31, "House"), (VENDOR, 1, "AES")]), None);
    }

    #[test]
    fn what_is_no_name_of_one_number_is_refused() {
        use VendorNameProblem as Problem;
        for name in ["", "a b", "7up", "0x10", "a|b", "a-b", "a<b", "\u{e9}t\u{e9}", "a\0"] {
            assert_eq!(tags(&[(VENDOR, name)]), Some(Problem::NotAName), "{name}");
            assert_eq!(values(&[(MASK, 1 << 31, name)]), Some(Problem::NotAName), "{name}");
        }
        assert_eq!(tags(&[(Tag::new(0x41_0000), "Shard")]), Some(Problem::NotATag));
        assert_eq!(values(&[(MASK, 0, "Haunt")]), Some(Problem::NotABit));
        assert_eq!(values(&[(MASK, 0xC000_0000, "Haunt")]), Some(Problem::NotABit));
        assert_eq!(tags(&[(VENDOR, "Shard"), (Tag::new(0x54_0002), "Shard")]), Some(Problem::SeveralNumbers));
        let twice = [(ALGORITHM, 0x8000_0001, "House"), (ALGORITHM, 0x8000_0002, "House")];
        assert_eq!(values(&twice), Some(Problem::SeveralNumbers));
    }

    /// Each of these was read, or written, as another value.
    #[test]
    fn what_the_standard_has_is_refused() {
        use VendorNameProblem as Problem;
        assert_eq!(values(&[(ALGORITHM, 0x8000_0001, "AES")]), Some(Problem::NameOfTheStandard));
        assert_eq!(values(&[(ALGORITHM, 3, "House")]), Some(Problem::NumberOfTheStandard));
        assert_eq!(values(&[(MASK, 4, "Haunt")]), Some(Problem::NumberOfTheStandard));
        assert_eq!(values(&[(MASK, 1 << 31, "Encrypt")]), Some(Problem::NameOfTheStandard));
        assert_eq!(tags(&[(VENDOR, "BatchCount")]), Some(Problem::NameOfTheStandard));
        assert_eq!(tags(&[(VENDOR, "TTLV")]), Some(Problem::NameOfTheStandard));
        assert_eq!(tags(&[(Tag::BATCH_COUNT, "Count")]), Some(Problem::NumberOfTheStandard));
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn a_problem_says_what_it_is() {
        use VendorNameProblem as Problem;
        let told = [
            (Problem::NotAName, "is no name: letters, digits and _, not a digit first"),
            (Problem::NotATag, "this is no tag"),
            (Problem::NotABit, "this is not one bit of the mask"),
            (Problem::NumberOfTheStandard, "the standard has a name for this number"),
            (Problem::NameOfTheStandard, "the standard has it for another number"),
            (Problem::SeveralNumbers, "is given to another number before"),
        ];
        for (problem, text) in told {
            assert_eq!(alloc::format!("{problem}"), text);
        }
    }
}
