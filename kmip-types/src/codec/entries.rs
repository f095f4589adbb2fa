//! A list that grows without copying what it holds.

use alloc::vec::Vec;

/// The number of values in one piece of memory.
const PIECE: usize = 512;

/// Values in the order in which they come, in pieces.
///
/// A vector that grows holds its values twice for a moment, and room for as many again. For items of four bytes in a text that
/// is most of what they take. And what is not needed any more can be dropped, while the rest is still there.
pub(super) struct Entries<T> {
    pieces: Vec<Piece<T>>,
    len: usize,
}

struct Piece<T> {
    values: Vec<T>,
    /// The number of values that are not needed any more.
    spent: usize,
}

impl<T> Entries<T> {
    pub(super) const fn new() -> Self {
        Self { pieces: Vec::new(), len: 0 }
    }

    pub(super) fn push(&mut self, value: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.values.len() < PIECE => piece.values.push(value),
            _ => self.pieces.push(Piece { values: Vec::from([value]), spent: 0 }),
        }
        self.len = self.len.saturating_add(1);
    }

    /// Returns how many values have come.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Notes that nobody needs the value with this number any more.
    ///
    /// It is called once for each value. A piece is dropped when none of its values is needed.
    pub(super) fn spend(&mut self, number: usize) {
        let Some(piece) = self.pieces.get_mut(number / PIECE) else { return };
        piece.spent = piece.spent.saturating_add(1);
        if piece.spent >= piece.values.len() {
            piece.values = Vec::new();
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<&T> {
        self.pieces.get(number / PIECE)?.values.get(number % PIECE)
    }

    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        self.pieces.get_mut(number / PIECE)?.values.get_mut(number % PIECE)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.pieces.iter_mut().flat_map(|piece| &mut piece.values)
    }

    /// Returns the number of values in front of the first that is not `is_before`.
    ///
    /// `is_before` must be false for all values behind that one.
    pub(super) fn partition_point(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let pieces = self.pieces.partition_point(|piece| piece.values.last().is_some_and(&is_before));
        let rest = self.pieces.get(pieces).map_or(0, |piece| piece.values.partition_point(&is_before));
        pieces.saturating_mul(PIECE).saturating_add(rest).min(self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_number_and_by_order() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let mut entries = Entries::new();
            (0..count).for_each(|number| entries.push(2 * number));
            assert_eq!(entries.len(), count);
            for number in 0..count {
                assert_eq!(entries.get(number), Some(&(2 * number)));
                assert_eq!(entries.partition_point(|value| *value < 2 * number), number);
                assert_eq!(entries.partition_point(|value| *value <= 2 * number), number + 1);
            }
            assert_eq!(entries.get(count), None);
            assert!(entries.iter_mut().map(|value| *value).eq((0..count).map(|number| 2 * number)));
            entries.iter_mut().for_each(|value| *value += 1);
            assert!((0..count).all(|number| entries.get_mut(number).copied() == Some(2 * number + 1)));
        }
    }

    #[test]
    fn a_piece_is_dropped_with_the_last_of_its_values() {
        let mut entries = Entries::new();
        (0..2 * PIECE).for_each(|number| entries.push(number));
        // Not in their order.
        (1..PIECE).rev().for_each(|number| entries.spend(number));
        assert_eq!((entries.get(0), entries.get(PIECE)), (Some(&0), Some(&PIECE)));
        entries.spend(0);
        assert_eq!((entries.get(0), entries.get(PIECE - 1), entries.get(PIECE)), (None, None, Some(&PIECE)));
        assert_eq!((entries.len(), entries.pieces.first().map(|piece| piece.values.capacity())), (2 * PIECE, Some(0)));
    }
}
