//! Tables of numbers and names.

use super::Normal;
use super::hash::hash;
use super::loose::Loose;
use super::places::first_place;
use crate::Versions;

/// One spelling of one value.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The number.
    pub value: u32,
    /// The name in its normal form: what XML and JSON write.
    pub name: &'static str,
    /// The versions that have the value under this name.
    pub versions: Versions,
}

impl Name {
    /// A name that is read and never written.
    pub(crate) const fn alias(name: &'static str, value: u32) -> Self {
        Self { value, name, versions: Versions::NONE }
    }
}

/// The names of an enumeration's values, of a mask's bits, or of the tags.
#[derive(Clone, Copy, Debug)]
pub struct NameTable {
    /// By number; of several spellings the newest comes first.
    pub(crate) names: &'static [Name],
    /// All of `names`, and behind them the aliases.
    ///
    /// Aliases are names that are read and never written.
    pub(super) all: &'static [Name],
    /// The places in `names` of the numbers that lie close.
    ///
    /// Each is where the number is, or would be; they begin with the number of the first name.
    pub(super) starts: &'static [u16],
    /// The places of names in `all`, by their hash.
    ///
    /// A name is at the place that its hash gives it, or at one of the next: see [`places`](super::places).
    pub(super) places: &'static [u16],
}

impl NameTable {
    /// All names, by number; of several spellings of one number the newest comes first.
    #[must_use]
    pub const fn names(&self) -> &'static [Name] {
        self.names
    }

    /// Returns where the spellings of a number start in `names`.
    fn start(&self, value: u32) -> usize {
        self.close(value).unwrap_or_else(|| self.names.partition_point(|name| name.value < value))
    }

    /// Returns where the spellings of a number start in `names`.
    ///
    /// `None` unless the number lies close to the first.
    fn close(&self, value: u32) -> Option<usize> {
        let first = self.names.first()?.value;
        let index = usize::try_from(value.wrapping_sub(first)).unwrap_or(usize::MAX);
        self.starts.get(index).map(|start| usize::from(*start))
    }

    fn spellings(&self, value: u32) -> impl Iterator<Item = &'static Name> + use<> {
        let names = self.names.get(self.start(value)..).unwrap_or_default();
        names.iter().take_while(move |name| name.value == value)
    }

    /// The name of a number in the newest of these versions that has it.
    #[must_use]
    pub fn name(&self, value: u32, versions: Versions) -> Option<&'static str> {
        match self.newest_name(value, versions) {
            None => self.name_slow(value, versions),
            name => name,
        }
    }

    /// The newest spelling of a number that lies close.
    ///
    /// `None` where these versions do not have it.
    pub(super) fn newest_name(&self, value: u32, versions: Versions) -> Option<&'static str> {
        let name = self.names.get(self.close(value)?)?;
        (name.value == value && name.versions.intersects(versions)).then_some(name.name)
    }

    /// Returns the name of any number, found by a search.
    ///
    /// It is the name in the newest of these versions that has it.
    #[cold]
    fn name_slow(&self, value: u32, versions: Versions) -> Option<&'static str> {
        self.spellings(value).find(|name| name.versions.intersects(versions)).map(|name| name.name)
    }

    /// The versions that have a number under any name.
    #[must_use]
    pub fn versions(&self, value: u32) -> Versions {
        self.spellings(value).fold(Versions::NONE, |all, name| all | name.versions)
    }

    /// Returns the number with this name, in any version's spelling.
    ///
    /// The name is normalised first if it is not yet.
    #[inline]
    #[must_use]
    pub fn value(&self, name: &str) -> Option<u32> {
        self.exact(name).or_else(|| self.normalised(name))
    }

    #[cold]
    fn normalised(&self, name: &str) -> Option<u32> {
        self.exact(Normal::new(name)?.as_str())
    }

    /// The number with a name that is loosely equal, in any version's spelling.
    ///
    /// Looks at every name, since few peers need it.
    #[cold]
    pub(super) fn loose_value(&self, name: &Loose) -> Option<u32> {
        self.all.iter().find(|known| name.is(known.name)).map(|known| known.value)
    }

    #[inline]
    pub(super) fn exact(&self, name: &str) -> Option<u32> {
        let mut place = first_place(hash(name), self.places.len());
        loop {
            // A place that is free is that of no name.
            let found = self.all.get(usize::from(*self.places.get(place)?))?;
            if found.name == name {
                return Some(found.value);
            }
            place = place.wrapping_add(1) & self.places.len().wrapping_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::names::{ITEM_TYPES, TAGS};
    use crate::tables;

    fn tables() -> impl Iterator<Item = &'static NameTable> {
        tables::enumerations().iter().chain(tables::masks()).map(|list| list.values)
    }

    #[test]
    fn every_name_is_found_and_nothing_else() {
        for table in tables().chain([&TAGS, &ITEM_TYPES]) {
            for name in table.names() {
                assert_eq!(table.value(name.name), Some(name.value), "{}", name.name);
                assert!(table.names().iter().any(|n| Some(n.name) == table.name(name.value, Versions::ALL)));
            }
            for Name { name, value, .. } in table.all {
                assert_eq!(table.value(name), Some(*value), "{name}");
                let mut other = [b'x'; 80];
                other[..name.len()].copy_from_slice(name.as_bytes());
                let other = core::str::from_utf8(&other[..=name.len()]).unwrap();
                assert_eq!(table.value(other), None, "{other}");
            }
            assert_eq!(table.value(""), None);
        }
    }

    #[test]
    fn every_number_is_found_as_a_search_finds_it() {
        for table in tables().chain([&TAGS, &ITEM_TYPES]) {
            let close = table.names.first().map_or(0, |name| name.value);
            let numbers = table.names.iter().map(|name| name.value);
            for value in (close.saturating_sub(2)..close + 600).chain(numbers).chain([0, 1 << 31, u32::MAX]) {
                let all: &mut dyn Iterator<Item = &Name> = &mut table.names.iter().filter(|name| name.value == value);
                let newest = all.next().map(|name| name.name);
                assert_eq!(table.name(value, Versions::ALL), newest, "{value:#x}");
                let versions = table.names.iter().filter(|name| name.value == value);
                assert_eq!(table.versions(value), versions.fold(Versions::NONE, |all, name| all | name.versions));
            }
        }
    }
}
