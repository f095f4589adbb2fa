//! Bytes that a text spells, each with its place in the text.

use std::ops::Range;

/// Bytes that a text spells in one form, with the place of each.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// The form, in the words of a note.
    pub(crate) form: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// The place in the text of each byte.
    places: Vec<usize>,
    /// The end of the spelling of the last byte.
    end: usize,
}

impl Piece {
    /// The fewest bytes that can be a message or an item.
    const SHORTEST: usize = 8;

    pub(crate) fn new(form: &'static str) -> Self {
        Self { form, ..Self::default() }
    }

    /// Adds a byte that the text spells in `place`.
    pub(crate) fn push(&mut self, byte: u8, place: Range<usize>) {
        self.bytes.push(byte);
        self.places.push(place.start);
        self.end = place.end;
    }

    /// The place in the text of some of the bytes, up to where the last one ends.
    pub(crate) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).copied().unwrap_or(self.end);
        start..self.places.get(range.end).copied().unwrap_or(self.end).max(start)
    }

    /// Moves the piece into `pieces`, unless it is too short, and begins an empty one.
    pub(crate) fn end(&mut self, pieces: &mut Vec<Self>) {
        let piece = std::mem::replace(self, Self::new(self.form));
        if piece.bytes.len() >= Self::SHORTEST {
            pieces.push(piece);
        }
    }
}
