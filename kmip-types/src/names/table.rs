//! Tables of numbers and names.

use super::Normal;
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

/// The names of an enumeration's values, of a mask's bits, or of the tags.
#[derive(Clone, Copy, Debug)]
pub struct NameTable {
    /// By number; of several spellings the newest comes first.
    pub(crate) names: &'static [Name],
    /// All spellings of all versions and their aliases, in byte order.
    pub(crate) values: &'static [(&'static str, u32)],
}

impl NameTable {
    /// All names, by number; of several spellings of one number the newest comes first.
    #[must_use]
    pub const fn names(&self) -> &'static [Name] {
        self.names
    }

    fn spellings(&self, value: u32) -> impl Iterator<Item = &'static Name> + use<> {
        let start = self.names.partition_point(|name| name.value < value);
        self.names.get(start..).unwrap_or_default().iter().take_while(move |name| name.value == value)
    }

    /// The name of a number in the newest of these versions that has it.
    #[must_use]
    pub fn name(&self, value: u32, versions: Versions) -> Option<&'static str> {
        self.spellings(value).find(|name| name.versions.intersects(versions)).map(|name| name.name)
    }

    /// The versions that have a number under any name.
    #[must_use]
    pub fn versions(&self, value: u32) -> Versions {
        self.spellings(value).fold(Versions::NONE, |all, name| all | name.versions)
    }

    /// The number with this name, in any version's spelling; the name is normalised first if it is not yet.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<u32> {
        self.exact(name).or_else(|| self.exact(Normal::of(name)?.as_str()))
    }

    fn exact(&self, name: &str) -> Option<u32> {
        let start = beginning(name);
        let order = |n: &str| beginning(n).cmp(&start).then_with(|| n.cmp(name));
        let index = self.values.binary_search_by(|(n, _)| order(n)).ok()?;
        self.values.get(index).map(|(_, value)| *value)
    }
}

/// The first eight bytes as a number that orders as they do: most names differ there, and one compare tells.
#[inline]
fn beginning(name: &str) -> u64 {
    name.as_bytes().first_chunk().map_or_else(|| short(name), |bytes| u64::from_be_bytes(*bytes))
}

/// The same for fewer than eight bytes, as if zeros followed; few names are so short.
#[inline(never)]
fn short(name: &str) -> u64 {
    name.bytes().chain(core::iter::repeat(0)).take(8).fold(0, |n, byte| (n << 8) | u64::from(byte))
}
