//! A structure with relations, while it is read.
//!
//! It keeps what the structure holds so far.

use crate::Tag;
use crate::path::step::Step;
use crate::tables::relations::{Asked, Needs, Relation, StructureRelations, lengths};

/// The most structures with relations that can be open inside each other.
///
/// They are a payload, a key or attributes, and one to spare.
pub(super) const MOST_OPEN: usize = 4;

/// A structure with relations that is open.
#[derive(Clone, Copy)]
pub(super) struct OpenRelations {
    pub(super) stated: &'static StructureRelations,
    /// The number of structures that are open around it.
    pub(super) depth: usize,
    /// The items that were there so far, by their places in the list of items.
    pub(super) seen: [Seen; StructureRelations::MOST_ITEMS],
}

/// The knowledge about an item.
///
/// Of several items it is about the last one, with the number of them.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub(super) count: u32,
    /// The number that it is, if it is one.
    pub(super) value: Option<i64>,
    /// The number of its bytes, if it is bytes.
    pub(super) length: Option<u32>,
    pub(super) offset: usize,
    pub(super) own: Step,
    /// The structure that holds it, if that is another one.
    pub(super) inside: Step,
}

impl Seen {
    pub(super) const NOTHING: Self =
        Self { count: 0, value: None, length: None, offset: 0, own: Step::NONE, inside: Step::NONE };

    /// The value of an enumeration.
    pub(super) fn enumeration(self) -> Option<u32> {
        u32::try_from(self.value?).ok()
    }

    pub(super) fn is(self, asked: Asked) -> bool {
        let is = |values: &[u32]| self.enumeration().is_some_and(|value| values.contains(&value));
        match asked {
            Asked::Present => self.count > 0,
            Asked::Absent => self.count == 0,
            Asked::Is(values) => is(values),
            Asked::IsNot(values) => !is(values),
        }
    }
}

impl OpenRelations {
    pub(super) fn seen(&self, place: usize) -> Seen {
        self.seen.get(place).copied().unwrap_or(Seen::NOTHING)
    }

    pub(super) fn tag(&self, place: usize) -> Tag {
        self.stated.items.get(place).map_or(Tag::new(0), |item| item.tag)
    }

    /// Returns whether the demand of the relation is met.
    ///
    /// It is also met if there is nothing to compare.
    pub(super) fn holds(&self, relation: &Relation) -> bool {
        let own = self.seen(relation.of);
        let compared = |fits: &dyn Fn(i64) -> bool| own.count == 0 || own.value.is_none_or(fits);
        match relation.needs {
            Needs::Present => own.count > 0,
            Needs::Absent => own.count == 0,
            Needs::CountOf(other) => compared(&|value| value >= i64::from(self.seen(other).count)),
            Needs::BitsOf(other) => {
                let bits = self.seen(other).length.map(|length| i64::from(length).saturating_mul(8));
                compared(&|value| bits.is_none_or(|bits| value == bits))
            }
            Needs::LengthFor(other) => {
                let known = self.seen(other).enumeration().and_then(|value| lengths(self.tag(other), value));
                let is_one = |value: i64| known.is_none_or(|known| known.iter().any(|bits| i64::from(*bits) == value));
                compared(&|value| value < 0 || is_one(value))
            }
        }
    }
}
