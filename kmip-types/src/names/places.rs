//! The places of each number and each name in a list of names.
//!
//! They are computed at compile time.
//!
//! Numbers that lie close have a list from the first on. Names have a table with at least four times as many places: a name is
//! at the place that its hash gives it or, where that was taken, at one of the next. So a new name moves no other one in
//! the source.

use super::hash::hash;
use super::{Name, NameTable};

/// A place that no name has.
const FREE: u16 = u16::MAX;

/// The most numbers without a name that a list by number puts up with.
///
/// They are those before the first name, or early on.
pub(super) const GAP: u32 = 8;

impl NameTable {
    /// The table of the names and aliases of `all`, with what is computed of them.
    pub(crate) const fn new(
        all: &'static [Name],
        aliases: usize,
        starts: &'static [u16],
        places: &'static [u16],
    ) -> Self {
        let names = match all.split_at_checked(all.len().saturating_sub(aliases)) {
            Some((names, _)) => names,
            None => &[],
        };
        Self { names, all, starts, places }
    }
}

/// Returns how many numbers lie close, from that of the first name on.
///
/// They end where too many without a name lie between two.
pub(crate) const fn close(names: &[Name]) -> usize {
    let (mut count, mut end, mut index) = (0, 0, 0);
    let mut rest = names;
    while let ([first, ..], [name, more @ ..]) = (names, rest) {
        let next = name.value.saturating_sub(first.value);
        if next > 2 * index + GAP {
            break;
        }
        while end <= next {
            (count, end) = (count + 1, end + 1);
        }
        (index, rest) = (index + 1, more);
    }
    count
}

/// Returns where in `names` each of the numbers that lie close is or would be.
pub(crate) const fn starts<const N: usize>(names: &[Name]) -> [u16; N] {
    let mut starts = [0; N];
    let mut left: &mut [u16] = &mut starts;
    let (mut end, mut index) = (0, 0);
    let mut rest = names;
    while let ([first, ..], [name, more @ ..]) = (names, rest) {
        let next = name.value.saturating_sub(first.value);
        while end <= next {
            let [start, more_left @ ..] = left else { return starts };
            *start = index;
            (left, end) = (more_left, end + 1);
        }
        (index, rest) = (index + 1, more);
    }
    starts
}

/// Returns how many places there are for so many names.
///
/// It is a power of two, at least four times as many, so that most names are found at once.
pub(crate) const fn room(names: usize) -> usize {
    (4 * names + 1).next_power_of_two()
}

/// The table by which names are found: where in `all` the name of each place is.
pub(crate) const fn places<const N: usize>(all: &[Name]) -> [u16; N] {
    let mut places = [FREE; N];
    let mut index = 0;
    let mut rest = all;
    while let [name, more @ ..] = rest {
        let mut place = first_place_of(hash(name.name), N);
        while let Some((_, [taken, ..])) = places.split_at_mut_checked(place) {
            if *taken == FREE {
                *taken = index;
                break;
            }
            place = (place + 1) & (N - 1);
        }
        (index, rest) = (index + 1, more);
    }
    places
}

/// The place that a hash gives a name, of so many: the highest bits of the hash.
pub(super) fn first_place(hash: u64, places: usize) -> usize {
    let places = u64::try_from(places).unwrap_or(u64::MAX);
    usize::try_from((hash >> 32).wrapping_mul(places) >> 32).unwrap_or_default()
}

/// Returns the place that a hash gives a name, at compile time.
///
/// It is one of a power of two up to 65,536 places.
const fn first_place_of(hash: u64, places: usize) -> usize {
    let [.., low, high] = hash.to_le_bytes();
    let mut bytes = [0; size_of::<usize>()];
    let [first, second, ..] = &mut bytes;
    (*first, *second) = (low, high);
    match 16_u32.checked_sub(places.trailing_zeros()) {
        Some(more) => usize::from_le_bytes(bytes) >> more,
        None => 0,
    }
}

/// Makes a table of names, with a line for each number.
///
/// A line has all spellings of the number, the newest first, and the versions that have each.
macro_rules! name_table {
    ($(#[$doc:meta])* $table:ident {$($number:literal $($name:literal $in:tt)+ $(also $($alias:literal)+)?;)*}) => {
        $(#[$doc])*
        pub(crate) static $table: $crate::names::NameTable = {
            const ALL: &[$crate::names::Name] = &[
                $($($crate::names::Name {
                    value: $number,
                    name: $name,
                    versions: $crate::versions_of::versions!($in),
                },)+)*
                $($($($crate::names::Name::alias($alias, $number),)+)?)*
            ];
            const ALIASES: &[&str] = &[$($($($alias,)+)?)*];
            const NAMES: &[$crate::names::Name] = $crate::names::NameTable::new(ALL, ALIASES.len(), &[], &[]).names;
            const CLOSE: usize = $crate::names::close(NAMES);
            const ROOM: usize = $crate::names::room(ALL.len());
            $crate::names::NameTable::new(
                ALL,
                ALIASES.len(),
                &$crate::names::starts::<CLOSE>(NAMES),
                &$crate::names::places::<ROOM>(ALL),
            )
        };
    };
}

pub(crate) use name_table;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_a_place_are_one() {
        for name in ["", "a", "State", "ActivationDate", "ProtocolVersionMajor"] {
            for places in [1, 2, 64, 1024] {
                let place = first_place(hash(name), places);
                assert!(place < places);
                assert_eq!(first_place_of(hash(name), places), place, "{name} {places}");
            }
        }
    }
}
