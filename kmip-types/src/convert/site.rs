//! The site in a message at which a rule does its work.
//!
//! It is the structure, and the fields around that decide what others hold.

use alloc::vec::Vec;

use super::piece::Piece;
use super::search::look;
use crate::conditions::Surroundings;
use crate::generated::conversions::SEARCHES;
use crate::tables::StructureTable;
use crate::{Operation, Tag, Versions};

/// The structure being converted, and what is around it.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) table: &'static StructureTable,
    /// The origin of the structure itself.
    pub(super) origin: usize,
    /// The payload that the structure is, if it is one.
    pub(super) payload: Option<Payload>,
    pub(super) outer: Option<&'s Selectors<'s>>,
}

impl Site<'_> {
    /// Returns whether it is a request that says by attributes which objects are meant.
    pub(super) fn is_search(&self) -> bool {
        self.payload.is_some_and(|payload| payload.is_request && SEARCHES.contains(&payload.operation))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Payload {
    pub(super) operation: Operation,
    pub(super) is_request: bool,
}

/// The fields of a structure, and of those around it, that decide what others hold.
pub(super) struct Selectors<'s> {
    /// The first of each tag, in the order of the tags.
    own: Vec<(Tag, u32)>,
    outer: Option<&'s Self>,
}

impl<'s> Selectors<'s> {
    /// A site with nothing around it.
    pub(super) const NOTHING: Self = Self { own: Vec::new(), outer: None };

    pub(super) fn new(pieces: &[Piece<'_>], outer: Option<&'s Self>) -> Self {
        let mut own: Vec<_> = pieces.iter().filter_map(|piece| Some((piece.tag, piece.as_enumeration()?))).collect();
        own.sort_by_key(|(tag, _)| *tag);
        own.dedup_by_key(|(tag, _)| *tag);
        Self { own, outer }
    }
}

impl Surroundings for Selectors<'_> {
    fn value_of(&self, by: Tag) -> Option<u32> {
        let compared = |(tag, _): &(Tag, u32)| {
            look();
            tag.cmp(&by)
        };
        let place = self.own.binary_search_by(compared).ok();
        let own = place.and_then(|place| self.own.get(place)).map(|(_, value)| *value);
        own.or_else(|| self.outer?.value_of(by))
    }

    fn operation(&self) -> Option<Operation> {
        self.value_of(Tag::OPERATION).map(Operation::new)
    }
}

impl StructureTable {
    /// Returns whether the structure has the field in one of these versions.
    pub(super) fn allows(&self, tag: Tag, versions: Versions) -> bool {
        self.field(tag).is_some_and(|field| field.allowed.intersects(versions))
    }

    /// Returns whether the structure has the field in other versions only.
    pub(super) fn lacks(&self, tag: Tag, versions: Versions) -> bool {
        self.field(tag).is_some_and(|field| !field.allowed.intersects(versions))
    }

    /// Returns whether it is the Attribute structure of 1.x: a name, an index, a value.
    pub(super) fn is_named_attribute(&self) -> bool {
        self.field(Tag::ATTRIBUTE_INDEX).is_some() && self.field(Tag::ATTRIBUTE_VALUE).is_some()
    }
}
