//! One open structure: what of its fields has been seen.

use crate::tables::{AttributeTable, Fact, Is, StructureTable};
use crate::{Item, Tag};

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

/// One open structure.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// What may stand in it; `None` if nothing is known about that.
    pub(super) table: Option<&'static StructureTable>,
    pub(super) tag: Tag,
    pub(super) place: u32,
    pub(super) offset: usize,
    /// The fields that were there, by their places in the table.
    pub(super) seen: u64,
    /// The facts of the table that hold.
    pub(super) facts: u32,
    /// The place of the furthest field that was there.
    pub(super) furthest: usize,
    pub(super) named: Named,
    attributes: [u64; ATTRIBUTE_WORDS],
    /// Fields whose value others depend on.
    slots: [(Tag, u32); SLOTS],
    /// The item before, and how many of its tag stand directly before it.
    last: (Tag, u32),
}

impl Frame {
    /// No structure.
    pub(super) const NONE: Self = Self::new(None, Tag::new(0), 0, 0);

    pub(super) const fn new(table: Option<&'static StructureTable>, tag: Tag, place: u32, offset: usize) -> Self {
        Self {
            table,
            tag,
            place,
            offset,
            seen: 0,
            facts: 0,
            furthest: 0,
            named: Named::Nothing,
            attributes: [0; ATTRIBUTE_WORDS],
            slots: [(Tag::new(0), 0); SLOTS],
            last: (Tag::new(0), 0),
        }
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

    /// Notes which facts of the table hold now that this field has come.
    pub(super) fn note_facts(&mut self, place: usize, item: Item) {
        let Some(table) = self.table else { return };
        let holds = |fact: &Fact| match fact.is {
            Is::Value(values) => item.as_enumeration().is_some_and(|value| values.contains(&value)),
            Is::Type(item_type) => item.item_type() == item_type,
        };
        for (bit, fact) in (0_u32..).zip(table.facts) {
            if usize::from(fact.field) == place && holds(fact) {
                self.facts |= 1_u32.checked_shl(bit).unwrap_or_default();
            }
        }
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

/// The bit of a field.
pub(super) fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or_default()
}
