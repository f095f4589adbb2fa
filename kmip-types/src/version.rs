//! Protocol versions and sets of them.

use core::fmt;
use core::ops::{BitAnd, BitOr};
use core::str::FromStr;

/// Calls a macro with a row for each version, oldest first.
///
/// A row has the version's name, its numbers and its bit in a set.
macro_rules! each_version {
    ($then:ident) => {
        $then! {
            V1_0 1 0 0;
            V1_1 1 1 1;
            V1_2 1 2 2;
            V1_3 1 3 3;
            V1_4 1 4 4;
            V2_0 2 0 5;
            V2_1 2 1 6;
            V3_0 3 0 7;
        }
    };
}
pub(crate) use each_version;

macro_rules! version {
    ($($name:ident $major:literal $minor:literal $bit:literal;)+) => {
        /// A version of the protocol that this crate knows; the older is the smaller.
        ///
        /// ```
        /// use kmip_types::Version;
        ///
        /// assert!(Version::V1_4 < Version::V2_0);
        /// assert_eq!("2.1".parse(), Ok(Version::V2_1));
        /// assert_eq!(Version::from_numbers(1, 5), None);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Version {
            $(
                #[doc = concat!("KMIP ", $major, ".", $minor, ".")]
                $name,
            )+
        }

        impl Version {
            /// Every version, oldest first.
            pub const ALL: [Self; [$($bit),+].len()] = [$(Self::$name),+];

            /// The newest version.
            pub const NEWEST: Self = {
                let [.., newest] = Self::ALL;
                newest
            };

            /// The major and the minor number.
            #[must_use]
            pub const fn numbers(self) -> (i32, i32) {
                match self {
                    $(Self::$name => ($major, $minor),)+
                }
            }

            /// The version with these numbers, if this crate knows it.
            #[must_use]
            pub const fn from_numbers(major: i32, minor: i32) -> Option<Self> {
                match (major, minor) {
                    $(($major, $minor) => Some(Self::$name),)+
                    _ => None,
                }
            }

            /// The bit of this version in a set.
            const fn bit(self) -> u16 {
                match self {
                    $(Self::$name => 1 << $bit,)+
                }
            }
        }
    };
}
each_version!(version);

/// Prints the numbers: `1.4`.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = self.numbers();
        write!(f, "{major}.{minor}")
    }
}

/// Reads the numbers as they are printed: `1.4`.
impl FromStr for Version {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let numbers = text.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        numbers.and_then(|(major, minor)| Self::from_numbers(major, minor)).ok_or(UnknownVersion)
    }
}

/// A text is not the number of a [`Version`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownVersion;

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no known version of KMIP")
    }
}

impl core::error::Error for UnknownVersion {}

/// A set of protocol versions; there is room for sixteen.
///
/// Every tag, value, field, attribute and operation carries the set of versions that have it.
///
/// ```
/// use kmip_types::{Version, Versions};
///
/// let tagged = Versions::since(Version::V2_0);
/// assert!(tagged.contains(Version::V2_1));
/// assert_eq!(Versions::only(Version::V1_0).with(tagged).to_string(), "1.0 2.0-3.0");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Versions(u16);

impl Versions {
    /// No version.
    pub const NONE: Self = Self(0);
    /// Every version.
    pub const ALL: Self = Self::up_to(Version::NEWEST);

    /// This version and no other one.
    #[must_use]
    pub const fn only(version: Version) -> Self {
        Self(version.bit())
    }

    /// This version and all later ones.
    #[must_use]
    pub const fn since(first: Version) -> Self {
        Self(Self::ALL.0 & !first.bit().wrapping_sub(1))
    }

    /// This version and all earlier ones.
    #[must_use]
    pub const fn up_to(last: Version) -> Self {
        Self(last.bit() | last.bit().wrapping_sub(1))
    }

    /// Returns all versions from `first` to `last`, both of them included.
    ///
    /// None if `last` is older than `first`.
    #[must_use]
    pub const fn between(first: Version, last: Version) -> Self {
        Self(Self::up_to(last).0 & !first.bit().wrapping_sub(1))
    }

    /// The versions to judge a message by: its own, or all of them where it is unknown.
    #[must_use]
    pub const fn possible(version: Option<Version>) -> Self {
        match version {
            Some(version) => Self::only(version),
            None => Self::ALL,
        }
    }

    /// The versions that are in both sets.
    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The versions of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The versions of this set that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns whether a version is in this set.
    #[inline]
    #[must_use]
    pub const fn contains(self, version: Version) -> bool {
        self.0 & version.bit() != 0
    }

    /// Returns whether every version of `other` is in this set.
    #[inline]
    #[must_use]
    pub const fn is_superset(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns whether the two sets have a version in common.
    #[inline]
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether the set is empty.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The oldest version of this set; `None` if it is empty.
    #[must_use]
    pub fn oldest(self) -> Option<Version> {
        self.iter().next()
    }

    /// The newest version of this set; `None` if it is empty.
    #[must_use]
    pub fn newest(self) -> Option<Version> {
        self.iter().next_back()
    }

    /// The only version of this set; `None` if there are more, or none.
    #[must_use]
    pub fn single(self) -> Option<Version> {
        self.oldest().filter(|version| Self::only(*version) == self)
    }

    /// The versions of this set one by one, oldest first.
    #[must_use]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Version> {
        Version::ALL.into_iter().filter(move |version| self.contains(*version))
    }

    /// The set as two bytes, for what packs it with something else.
    pub(crate) const fn to_bytes(self) -> [u8; 2] {
        self.0.to_le_bytes()
    }

    /// The set with these [bytes](Self::to_bytes).
    pub(crate) const fn from_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }
}

impl BitOr for Version {
    type Output = Versions;
    fn bitor(self, other: Self) -> Versions {
        Versions::only(self).with(Versions::only(other))
    }
}

impl BitOr<Version> for Versions {
    type Output = Self;
    fn bitor(self, other: Version) -> Self {
        self.with(Self::only(other))
    }
}

impl BitOr for Versions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

impl BitAnd for Versions {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl From<Version> for Versions {
    fn from(version: Version) -> Self {
        Self::only(version)
    }
}

impl FromIterator<Version> for Versions {
    fn from_iter<I: IntoIterator<Item = Version>>(versions: I) -> Self {
        versions.into_iter().fold(Self::NONE, |all, version| all.with(Self::only(version)))
    }
}

/// Prints ranges: `1.0-1.4 3.0`.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut before = false;
        for (place, version) in Version::ALL.iter().enumerate() {
            let is_in = self.contains(*version);
            let after = Version::ALL.get(place.wrapping_add(1)).is_some_and(|next| self.contains(*next));
            match (is_in, before, after) {
                // The first of several in a row, or one by itself.
                (true, false, _) => write!(f, "{separator}{version}")?,
                (true, true, false) => write!(f, "-{version}")?,
                _ => {}
            }
            separator = if is_in { " " } else { separator };
            before = is_in;
        }
        Ok(())
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
        let apart = Versions::between(Version::V1_0, Version::V1_1).with(Versions::only(Version::V3_0));
        assert_eq!(apart.to_string(), "1.0-1.1 3.0");
        assert_eq!(Versions::ALL.without(Versions::only(Version::V2_0)).to_string(), "1.0-1.4 2.1-3.0");
        assert_eq!(Versions::NONE.to_string(), "");
        assert_eq!(Versions::only(Version::V2_1).to_string(), "2.1");
    }

    #[test]
    fn ranges_hold_both_of_their_ends() {
        for (first, from) in Version::ALL.into_iter().enumerate() {
            for (last, to) in Version::ALL.into_iter().enumerate() {
                let expected = Version::ALL.get(first..=last).unwrap_or_default();
                assert_eq!(Versions::between(from, to), expected.iter().copied().collect(), "{from}-{to}");
            }
            let (older, newer) = Version::ALL.split_at(first);
            assert_eq!(Versions::since(from), newer.iter().copied().collect());
            assert_eq!(Versions::up_to(from).without(Versions::only(from)), older.iter().copied().collect());
        }
    }

    #[test]
    fn unknown_versions_are_not_guessed() {
        for version in Version::ALL {
            let (major, minor) = version.numbers();
            assert_eq!(Version::from_numbers(major, minor), Some(version));
            assert_eq!(version.to_string().parse(), Ok(version));
            assert_eq!(crate::ProtocolVersion::new(major, minor).version(), Some(version));
        }
        assert_eq!(crate::ProtocolVersion::ALL.map(|version| version.version()), Version::ALL.map(Some));
        assert_eq!(Version::from_numbers(1, 5), None);
        assert_eq!("1.5".parse::<Version>(), Err(UnknownVersion));
        assert_eq!("1".parse::<Version>(), Err(UnknownVersion));
        // An unknown version is none of those that are known, and not all of them.
        assert_eq!(crate::ProtocolVersion::new(9, 9).version(), None);
        assert_eq!(Versions::only(Version::V1_4).single(), Some(Version::V1_4));
        assert_eq!((Versions::ALL.single(), Versions::NONE.single()), (None, None));
    }
}
