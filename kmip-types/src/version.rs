//! Protocol versions and sets of them.

use core::fmt;
use core::ops::{BitAnd, BitOr};

/// A set of the eight protocol versions 1.0, 1.1, 1.2, 1.3, 1.4, 2.0, 2.1 and 3.0.
///
/// Every tag, value, field, attribute and operation carries the set of versions that have it.
///
/// ```
/// use kmip_types::Versions;
///
/// let since_2_0 = Versions::V2_0 | Versions::V2_1 | Versions::V3_0;
/// assert_eq!(since_2_0.to_string(), "2.0-3.0");
/// assert!(since_2_0.contains(Versions::V2_1));
/// assert_eq!(Versions::of(1, 4), Some(Versions::V1_4));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Versions(u8);

impl Versions {
    /// No version.
    pub const NONE: Self = Self(0);
    /// KMIP 1.0.
    pub const V1_0: Self = Self(1);
    /// KMIP 1.1.
    pub const V1_1: Self = Self(1 << 1);
    /// KMIP 1.2.
    pub const V1_2: Self = Self(1 << 2);
    /// KMIP 1.3.
    pub const V1_3: Self = Self(1 << 3);
    /// KMIP 1.4.
    pub const V1_4: Self = Self(1 << 4);
    /// KMIP 2.0.
    pub const V2_0: Self = Self(1 << 5);
    /// KMIP 2.1.
    pub const V2_1: Self = Self(1 << 6);
    /// KMIP 3.0.
    pub const V3_0: Self = Self(1 << 7);
    /// KMIP 1.0 to 1.4: attributes under names, Template-Attributes.
    pub const UP_TO_1_4: Self = Self(0x1F);
    /// KMIP 1.0 to 2.1: Batch Count, identifiers as Text String.
    pub const UP_TO_2_1: Self = Self(0x7F);
    /// KMIP 2.0 to 3.0: attributes under their own tags.
    pub const SINCE_2_0: Self = Self(0xE0);
    /// Every version from 1.0 to 3.0.
    pub const ALL: Self = Self(u8::MAX);

    /// The versions, oldest first, with their major and minor numbers.
    pub const EACH: [(Self, i32, i32); 8] = [
        (Self::V1_0, 1, 0),
        (Self::V1_1, 1, 1),
        (Self::V1_2, 1, 2),
        (Self::V1_3, 1, 3),
        (Self::V1_4, 1, 4),
        (Self::V2_0, 2, 0),
        (Self::V2_1, 2, 1),
        (Self::V3_0, 3, 0),
    ];

    /// The set with these bits: bit 0 is 1.0, bit 7 is 3.0.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// The bits of the set: bit 0 is 1.0, bit 7 is 3.0.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The versions from one to another: `to` is not older than `from`.
    pub(crate) const fn between(from: Self, to: Self) -> Self {
        Self(to.0 | to.0.wrapping_sub(from.0))
    }

    /// The versions of both sets.
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The version with these numbers; `None` for one that this crate does not know.
    #[must_use]
    pub const fn of(major: i32, minor: i32) -> Option<Self> {
        Some(match (major, minor) {
            (1, 0) => Self::V1_0,
            (1, 1) => Self::V1_1,
            (1, 2) => Self::V1_2,
            (1, 3) => Self::V1_3,
            (1, 4) => Self::V1_4,
            (2, 0) => Self::V2_0,
            (2, 1) => Self::V2_1,
            (3, 0) => Self::V3_0,
            _ => return None,
        })
    }

    /// Whether every version of `other` is in this set.
    #[inline]
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two sets have a version in common.
    #[inline]
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The oldest version of this set, as a set of one; `None` if it is empty.
    #[must_use]
    pub fn oldest(self) -> Option<Self> {
        self.iter().next()
    }

    /// The newest version of this set, as a set of one; `None` if it is empty.
    #[must_use]
    pub fn newest(self) -> Option<Self> {
        self.iter().last()
    }

    /// The versions of this set one by one, oldest first.
    pub fn iter(self) -> impl Iterator<Item = Self> {
        Self::EACH.into_iter().map(|(v, ..)| v).filter(move |v| self.intersects(*v))
    }
}

impl BitOr for Versions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Versions {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// Prints ranges: `1.0-1.4 3.0`.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        let mut rest = self.0;
        while rest != 0 {
            let from = rest.trailing_zeros();
            let length = (rest >> from).trailing_ones();
            let to = from.saturating_add(length).saturating_sub(1);
            if !core::mem::take(&mut first) {
                f.write_str(" ")?;
            }
            Self::write_one(f, from)?;
            if to > from {
                f.write_str("-")?;
                Self::write_one(f, to)?;
            }
            rest = if to >= 7 { 0 } else { rest >> (to + 1) << (to + 1) };
        }
        Ok(())
    }
}

impl Versions {
    fn write_one(f: &mut fmt::Formatter<'_>, bit: u32) -> fmt::Result {
        let index = usize::try_from(bit).unwrap_or_default();
        match Self::EACH.get(index) {
            Some((_, major, minor)) => write!(f, "{major}.{minor}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Versions({self})")
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn ranges_print_as_in_the_schema() {
        assert_eq!(Versions::ALL.to_string(), "1.0-3.0");
        assert_eq!((Versions::V1_0 | Versions::V1_1 | Versions::V3_0).to_string(), "1.0-1.1 3.0");
        assert_eq!(Versions::NONE.to_string(), "");
        assert_eq!(Versions::V2_1.to_string(), "2.1");
    }

    #[test]
    fn unknown_versions_are_not_guessed() {
        for (version, major, minor) in Versions::EACH {
            assert_eq!(Versions::of(major, minor), Some(version));
        }
        let known = crate::ProtocolVersion::ALL.map(|version| version.versions());
        assert_eq!(known, Versions::EACH.map(|(version, ..)| version));
        assert_eq!(Versions::of(1, 5), None);
        assert_eq!(Versions::of(3, 0), Some(Versions::V3_0));
    }
}
