//! The rules of the message's envelope.
//!
//! They are about its version, and what its header says of its items.

use super::finding::{Facts, Finding};
use super::kind::FindingKind;
use super::machine::{At, Machine, Report};
use super::open_structure::OpenStructure;
use crate::path::step::Step;
use crate::tables::Place;
use crate::{Operation, Tag, Version, Versions};

/// The structure that an item is a field of.
const MESSAGE: usize = 1;
const PART: usize = 2;
const FIELD: usize = 3;

/// The versions in which items need not be processed in their order.
///
/// The header can say otherwise.
const UNORDERED: Versions = crate::generated::conversions::NAMED_ATTRIBUTES;

impl Machine {
    /// An item that is a field of its structure: what it says of the message.
    pub(super) fn envelope_item(&mut self, at: At<'_>, report: Report<'_>) {
        if !self.envelope.in_message {
            return;
        }
        match (self.depth(), at.tag) {
            (MESSAGE, Tag::BATCH_ITEM) => {
                self.envelope.batch_items = self.envelope.batch_items.saturating_add(1);
                self.envelope.has_id = false;
                self.operation = None;
            }
            (PART, Tag::BATCH_COUNT) => {
                self.envelope.batch_count = at.item.as_integer().map(|count| (count, at.offset, at.place));
            }
            (PART, Tag::BATCH_ORDER_OPTION) => self.envelope.batch_order = at.item.as_boolean(),
            (PART, Tag::OPERATION) => self.operation = at.item.as_enumeration().map(Operation::new),
            (PART, Tag::UNIQUE_BATCH_ITEM_ID) => self.batch_item_id(at, report),
            (FIELD, Tag::PROTOCOL_VERSION_MAJOR) => {
                self.envelope.major = at.item.as_integer();
                self.settle(at, report);
            }
            (FIELD, Tag::PROTOCOL_VERSION_MINOR) => {
                self.envelope.minor = at.item.as_integer();
                self.settle(at, report);
            }
            _ => {}
        }
    }

    /// Takes the version in the header, of which both parts are known.
    ///
    /// From here on it is checked against.
    fn settle(&mut self, at: At<'_>, report: Report<'_>) {
        let (Some(major), Some(minor)) = (self.envelope.major, self.envelope.minor) else { return };
        match Version::from_numbers(major, minor) {
            Some(version) if !self.given => self.versions = Versions::only(version),
            Some(_) => {}
            None => report(self.finding(at, FindingKind::UnknownVersion).with_allowed(Versions::ALL)),
        }
    }

    fn batch_item_id(&mut self, at: At<'_>, report: Report<'_>) {
        if self.envelope.note_id(at.body) {
            report(self.finding(at, FindingKind::BatchItemId));
        }
    }

    /// A structure ends: what the header said of it must be so.
    pub(super) fn envelope_end(&mut self, structure: &OpenStructure, report: Report<'_>) {
        if !self.envelope.in_message {
            return;
        }
        match (self.depth(), structure.tag) {
            (MESSAGE, _) => self.count_end(structure, report),
            (PART, Tag::BATCH_ITEM) => self.item_end(structure, report),
            (FIELD, Tag::REQUEST_PAYLOAD) => self.payload_end(structure, report),
            _ => {}
        }
    }

    /// The message ends: its items must be as many as its header said.
    fn count_end(&self, structure: &OpenStructure, report: Report<'_>) {
        let Some((count, offset, place)) = self.envelope.batch_count else { return };
        if count == self.envelope.batch_items {
            return;
        }
        let header = if structure.tag == Tag::REQUEST_MESSAGE { Tag::REQUEST_HEADER } else { Tag::RESPONSE_HEADER };
        let mut finding = self.absent(structure, Tag::BATCH_COUNT, FindingKind::BatchCount);
        let facts = &mut finding.facts;
        (facts.inside, facts.place, facts.offset) = (Step::first(header), place, offset);
        report(finding);
    }

    /// A request item ends: one of several needs an ID.
    fn item_end(&mut self, structure: &OpenStructure, report: Report<'_>) {
        let Some(table) = structure.table.filter(|table| table.field(Tag::REQUEST_PAYLOAD).is_some()) else { return };
        let has_ids = table.field(Tag::UNIQUE_BATCH_ITEM_ID).map_or(Versions::NONE, |field| field.allowed);
        if !has_ids.is_superset(self.versions) {
            return;
        }
        if self.envelope.batch_items == 1 {
            self.envelope.first_without_id = (!self.envelope.has_id).then_some(structure.offset);
            return;
        }
        let first = self.envelope.first_without_id.take();
        let finding = self.absent(structure, Tag::UNIQUE_BATCH_ITEM_ID, FindingKind::Missing).about(Some(table.name));
        let finding = finding.described(table.sections);
        if let Some(offset) = first {
            let facts = Facts { inside: Step::first(Tag::BATCH_ITEM), offset, ..finding.facts };
            report(Finding { facts, around: self.outermost(), detail: None, position: None });
        }
        if !self.envelope.has_id {
            report(finding);
        }
    }

    /// Ends a payload.
    ///
    /// If it leaves the object to the item before, that must come first.
    fn payload_end(&self, structure: &OpenStructure, report: Report<'_>) {
        let ordered = self.envelope.batch_order.unwrap_or(!UNORDERED.intersects(self.versions));
        let Some(table) = structure.table.filter(|_| !ordered && self.envelope.batch_items > 1) else { return };
        let fields = table.fields.iter().enumerate();
        for (place, field) in fields {
            let is_placeholder = matches!(field.place, Place::Tag(Tag::UNIQUE_IDENTIFIER))
                && field.allowed.is_superset(self.versions)
                && !field.required.intersects(self.versions)
                && !structure.present.has(place);
            if is_placeholder {
                let finding = self.absent(structure, Tag::UNIQUE_IDENTIFIER, FindingKind::BatchOrder);
                report(finding.about(Some(table.name)).described(table.sections));
            }
        }
    }
}
