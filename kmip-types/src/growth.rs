//! The growth of lists whose length the input decides.

use alloc::vec::Vec;

/// The size of a value from which on a list starts with room for one.
///
/// Mostly there is one batch item. A second value makes room for four, which is what other lists start with.
const LARGE: usize = 256;

/// From so many bytes on, a list grows by a sixteenth.
///
/// A list of large values grows by half of that, and none to twice its size: a list that grows holds what it had as
/// well. There are very many values only where somebody wants them to take memory.
const LONG: usize = 64 << 10;

/// Appends a value to a list of which the input decides how long it is.
#[inline(always)]
pub(crate) fn push<T>(list: &mut Vec<T>, value: T) {
    reserve_one(list);
    list.push(value);
}

/// Makes room for one more value in a list that has none left.
#[inline(always)]
pub(crate) fn reserve_one<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        grow(list);
    }
}

#[cold]
#[inline(never)]
fn grow<T>(list: &mut Vec<T>) {
    list.reserve_exact(more(list.capacity(), size_of::<T>()));
}

/// Returns for how many more values of this size a full list makes room.
#[inline(never)]
fn more(held: usize, size: usize) -> usize {
    match held {
        0 if size < LARGE => 4,
        0 => 1,
        _ if held.saturating_mul(size) < LONG => held.max(3),
        _ if size < LARGE => (held / 16).max(1),
        _ => (held / 32).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the most bytes that a list has held until it has this many values.
    ///
    /// The old memory and the new one count at a time.
    fn most<const SIZE: usize>(count: usize) -> usize {
        let (mut list, mut most) = (Vec::new(), 0);
        for _ in 0..count {
            let held = list.capacity();
            push(&mut list, [0_u8; SIZE]);
            most = most.max(SIZE * (list.capacity() + if list.capacity() == held { 0 } else { held }));
        }
        most
    }

    #[test]
    fn a_long_list_takes_little_more_than_twice_its_values() {
        for count in (1..40).map(|step| 997 * step) {
            assert!(most::<40>(count) <= 40 * count * 17 / 8 + 2 * LONG, "{count} values");
            assert!(most::<360>(count) <= 360 * count * 33 / 16 + 2 * LONG, "{count} values");
        }
    }

    #[test]
    fn a_short_list_starts_with_what_is_usual() {
        for (most, expected) in [(most::<8>(1), 32), (most::<256>(1), 256), (most::<256>(2), 256 * 5)] {
            assert_eq!(most, expected);
        }
    }
}
