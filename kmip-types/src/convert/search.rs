//! Searches in lists of pieces: tests count what they look at.

use alloc::vec::Vec;

use super::piece::Piece;
use crate::Tag;

/// The place of the first piece that `is` says true of.
pub(super) fn position(pieces: &[Piece<'_>], mut is: impl FnMut(&Piece<'_>) -> bool) -> Option<usize> {
    pieces.iter().position(|piece| {
        look();
        is(piece)
    })
}

/// The first piece with this tag.
pub(super) fn find<'p, 'n>(pieces: &'p [Piece<'n>], tag: Tag) -> Option<&'p Piece<'n>> {
    pieces.get(position(pieces, |piece| piece.tag == tag)?)
}

/// The first piece with this tag, to be changed.
pub(super) fn find_mut<'p, 'n>(pieces: &'p mut [Piece<'n>], tag: Tag) -> Option<&'p mut Piece<'n>> {
    let place = position(pieces, |piece| piece.tag == tag)?;
    pieces.get_mut(place)
}

/// Returns whether one of the pieces has this tag.
pub(super) fn has(pieces: &[Piece<'_>], tag: Tag) -> bool {
    find(pieces, tag).is_some()
}

/// Takes out the first piece with this tag.
pub(super) fn take<'n>(pieces: &mut Vec<Piece<'n>>, tag: Tag) -> Option<Piece<'n>> {
    let place = position(pieces, |piece| piece.tag == tag)?;
    Some(pieces.remove(place))
}

/// Counts, in tests, that an item was looked at in search of another.
pub(super) fn look() {
    #[cfg(test)]
    tests::LOOKS.set(tests::LOOKS.get().saturating_add(1));
}

#[cfg(test)]
pub(super) use tests::{looks, reset};

#[cfg(test)]
mod tests {
    extern crate std;

    use core::cell::Cell;

    std::thread_local! {
        pub(super) static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    /// Returns how often something was looked at in this thread.
    pub(in crate::convert) fn looks() -> usize {
        LOOKS.get()
    }

    /// Counts from 0 again.
    pub(in crate::convert) fn reset() {
        LOOKS.set(0);
    }
}
