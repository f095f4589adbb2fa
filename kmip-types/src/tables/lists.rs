//! Enumerations and masks, and where the standard describes an entry.

use crate::names::NameTable;
use crate::{Version, Versions};

/// An enumeration or a mask.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ListTable {
    /// The name in the standard.
    pub name: &'static str,
    /// The versions that have it.
    pub versions: Versions,
    /// The sections that describe it.
    pub sections: Sections,
    /// The values or bits that are left to vendors.
    ///
    /// Versions that are in none of these leave nothing.
    pub extensions: &'static [Extensions],
    /// The values or bits, each with the versions that have it.
    pub values: &'static NameTable,
}

impl ListTable {
    /// The versions that have a value, vendors' values excepted.
    #[must_use]
    pub fn versions_of(&self, value: u32) -> Versions {
        self.values.versions(value)
    }

    /// The versions that leave this value, or every one of these bits, to vendors.
    #[must_use]
    pub fn extension_versions(&self, value: u32) -> Versions {
        let left = self.extensions.iter().filter(|range| value & !range.free == range.fixed);
        left.fold(Versions::NONE, |all, range| all | range.versions)
    }
}

/// Values left to vendors: those that are `fixed` outside the `free` bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extensions {
    /// The versions that leave them.
    pub versions: Versions,
    /// The bits that every value has; none for a mask.
    pub fixed: u32,
    /// The bits that the vendor chooses.
    pub free: u32,
}

/// The sections of the specifications that describe an entry.
// The newest stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections(pub(crate) &'static [(Versions, &'static str)]);

impl Sections {
    /// The section in the newest of these versions that has one, such as `6.1.8`.
    #[must_use]
    pub fn of_versions(self, versions: Versions) -> Option<&'static str> {
        self.0.iter().find(|(own, _)| own.intersects(versions)).map(|(_, section)| *section)
    }

    /// The newest of these versions that has a section, and its section.
    #[must_use]
    pub fn newest(self, versions: Versions) -> Option<(Version, &'static str)> {
        let (own, section) = self.0.iter().find(|(own, _)| own.intersects(versions))?;
        Some(((*own & versions).newest()?, section))
    }

    /// All sections, oldest versions first.
    pub fn iter(self) -> impl Iterator<Item = (Versions, &'static str)> {
        self.0.iter().rev().copied()
    }
}
