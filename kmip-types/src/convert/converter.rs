//! The state that all rules of a conversion share: its facts and its notes.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::piece::Piece;
use super::report::Category;
use crate::generated::conversions::NAMED_ATTRIBUTES;
use crate::growth;
use crate::tree::Node;
use crate::{Tag, Versions};

/// The attributes that responses repeat.
///
/// The key is the number that the payload of the response has in its message.
pub(super) type Repeats = BTreeMap<usize, Node<'static>>;

/// Converts the pieces of one message, and notes what it does.
pub(super) struct Converter {
    pub(super) from: Versions,
    pub(super) to: Versions,
    pub(super) notes: Vec<Note>,
    /// The attributes of the request that responses repeat.
    pub(super) repeats: Repeats,
}

/// A change at the item with this number in the message.
pub(super) struct Note {
    pub(super) category: Category,
    pub(super) origin: usize,
    pub(super) tag: Tag,
    pub(super) value: Option<u32>,
    pub(super) versions: Versions,
}

impl Converter {
    pub(super) const fn new(from: Versions, to: Versions, repeats: Repeats) -> Self {
        Self { from, to, notes: Vec::new(), repeats }
    }

    /// Notes a change of the item that came from `origin`.
    pub(super) fn note(&mut self, category: Category, origin: usize, tag: Tag) {
        self.note_versions(category, origin, tag, Versions::NONE);
    }

    pub(super) fn note_versions(&mut self, category: Category, origin: usize, tag: Tag, versions: Versions) {
        self.add(Note { category, origin, tag, value: None, versions });
    }

    pub(super) fn note_value(&mut self, category: Category, piece: &Piece<'_>, value: u32, versions: Versions) {
        let (origin, tag) = (piece.origin, piece.tag);
        self.add(Note { category, origin, tag, value: Some(value), versions });
    }

    fn add(&mut self, note: Note) {
        growth::push(&mut self.notes, note);
    }

    /// Returns whether the version asked for is one of 1.x.
    pub(super) fn to_named(&self) -> bool {
        self.to.intersects(NAMED_ATTRIBUTES)
    }
}
