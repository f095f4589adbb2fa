//! A structure that is open: what of its fields has been seen.

use crate::Tag;
use crate::conditions::{Present, bit};
use crate::path::step::Step;
use crate::tables::{AttributeTable, StructureTable};

/// Bits for the attributes that stand in one structure.
const ATTRIBUTE_WORDS: usize = 4;

/// Fields of one structure whose values others depend on.
const SLOTS: usize = 2;

/// The attribute that an Attribute structure names.
#[derive(Clone, Copy)]
pub(super) enum Named {
    /// No name has come yet.
    Nothing,
    /// One of the standard's.
    Known(&'static AttributeTable),
    /// A client's or a server's own, or one that nobody knows.
    Custom,
}

/// A structure that is open.
#[derive(Clone, Copy)]
pub(super) struct OpenStructure {
    /// The table of its fields; `None` if nothing is known about them.
    pub(super) table: Option<&'static StructureTable>,
    pub(super) tag: Tag,
    /// Its place among its siblings.
    place: u32,
    pub(super) offset: usize,
    /// The fields that were there so far.
    pub(super) present: Present,
    /// The place of the furthest field that was there.
    pub(super) furthest: usize,
    pub(super) named: Named,
    /// A field whose absence was reported when something needed it.
    ///
    /// It has number 0 if there is none.
    pub(super) late: Tag,
    attributes: [u64; ATTRIBUTE_WORDS],
    /// Fields whose value others depend on.
    slots: [(Tag, u32); SLOTS],
    /// The item before, and how many of its tag stand directly before it.
    last: (Tag, u32),
}

impl OpenStructure {
    /// No structure.
    pub(super) const NONE: Self = Self::new(None, Tag::new(0), 0, 0);

    pub(super) const fn new(table: Option<&'static StructureTable>, tag: Tag, place: u32, offset: usize) -> Self {
        Self {
            table,
            tag,
            place,
            offset,
            present: Present::NOTHING,
            furthest: 0,
            named: Named::Nothing,
            late: Tag::new(0),
            attributes: [0; ATTRIBUTE_WORDS],
            slots: [(Tag::new(0), 0); SLOTS],
            last: (Tag::new(0), 0),
        }
    }

    /// The step to the structure.
    pub(super) const fn step(&self) -> Step {
        Step { tag: self.tag, place: self.place }
    }

    /// The place of the item that comes next.
    pub(super) fn place_of(&mut self, tag: Tag) -> u32 {
        let place = if self.last.0 == tag { self.last.1.saturating_add(1) } else { 0 };
        self.last = (tag, place);
        place
    }

    /// Notes the value of a field that others depend on.
    pub(super) fn select(&mut self, tag: Tag, value: u32) {
        let free = self.slots.iter_mut().find(|slot| slot.0 == tag || slot.0 == Tag::new(0));
        if let Some(slot) = free {
            *slot = (tag, value);
        }
    }

    /// The value of such a field.
    pub(super) fn selected(&self, by: Tag) -> Option<u32> {
        self.slots.iter().find(|slot| slot.0 == by).map(|slot| slot.1)
    }

    /// Notes an attribute; whether it was there before.
    pub(super) fn note_attribute(&mut self, attribute: &AttributeTable) -> bool {
        let all = crate::tables::attributes();
        let Ok(index) = all.binary_search_by(|table| table.name.cmp(attribute.name)) else { return false };
        let Some(word) = self.attributes.get_mut(index / 64) else { return false };
        let bit = bit(index % 64);
        let before = *word & bit != 0;
        *word |= bit;
        before
    }
}
