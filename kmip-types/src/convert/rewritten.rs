//! The fields of a structure while rules rewrite them, one by one.

use alloc::vec::Vec;

use super::piece::{Content, Piece};
use crate::Tag;
use crate::growth;
use crate::tree::NodeValue;

/// The fields so far.
///
/// What later ones go into, or repeat, is known without a search.
pub(super) struct Rewritten<'n> {
    pieces: Vec<Piece<'n>>,
    /// The place of the first Attributes.
    attributes: Option<usize>,
    /// `true` if a reference to an attribute is there.
    refers: bool,
    /// True if a reference to Link is there.
    refers_to_links: bool,
    /// True if a reference to the links of every type is there.
    refers_to_all_links: bool,
}

impl<'n> Rewritten<'n> {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            pieces: Vec::with_capacity(capacity),
            attributes: None,
            refers: false,
            refers_to_links: false,
            refers_to_all_links: false,
        }
    }

    pub(super) fn push(&mut self, piece: Piece<'n>) {
        match piece.tag {
            Tag::ATTRIBUTES if self.attributes.is_none() => self.attributes = Some(self.pieces.len()),
            Tag::ATTRIBUTE_REFERENCE => {
                self.refers = true;
                self.refers_to_links |= piece.as_enumeration() == Some(Tag::LINK.value());
            }
            _ => {}
        }
        growth::push(&mut self.pieces, piece);
    }

    /// Adds an attribute to the Attributes that are there.
    ///
    /// If there are none, new Attributes begin with it.
    pub(super) fn push_attribute(&mut self, attribute: Piece<'n>) {
        let place = self.attributes.and_then(|place| self.pieces.get_mut(place));
        match place.map(|piece| &mut piece.content) {
            Some(Content::Structure(attributes)) => growth::push(attributes, attribute),
            _ => self.push(Piece::structure(Tag::ATTRIBUTES, attribute.origin, Vec::from([attribute]))),
        }
    }

    /// Adds a reference to the attribute with this tag.
    pub(super) fn push_reference(&mut self, origin: usize, tag: Tag) {
        self.push(Piece::leaf(Tag::ATTRIBUTE_REFERENCE, origin, NodeValue::Enumeration(tag.value())));
    }

    /// Adds references to the links of every type; whether there are none yet.
    pub(super) fn push_all_links(&mut self, origin: usize, tags: impl Iterator<Item = Tag>) -> bool {
        if self.refers_to_all_links {
            return false;
        }
        self.refers_to_all_links = true;
        tags.for_each(|tag| self.push_reference(origin, tag));
        true
    }

    pub(super) const fn refers(&self) -> bool {
        self.refers
    }

    pub(super) const fn refers_to_links(&self) -> bool {
        self.refers_to_links
    }

    pub(super) fn into_pieces(self) -> Vec<Piece<'n>> {
        self.pieces
    }
}

impl<'n> Extend<Piece<'n>> for Rewritten<'n> {
    fn extend<I: IntoIterator<Item = Piece<'n>>>(&mut self, pieces: I) {
        pieces.into_iter().for_each(|piece| self.push(piece));
    }
}
