//! Fields that must, or must not, be there because of what others hold.

use alloc::vec::Vec;

use super::converter::Converter;
use super::fill::{ANYTHING, tag_of};
use super::piece::Piece;
use super::report::Category;
use super::site::{Selectors, Site};
use crate::Tag;
use crate::conditions::{Present, bit, is_empty_payload};
use crate::tables::{Demand, FieldTable, Rule, StructureTable};

impl Converter {
    /// Leaves out the fields that the version forbids beside the others.
    ///
    /// Notes the fields that it asks for and that are not there. False if such a field was there in a form that could
    /// not be kept.
    pub(super) fn conditions<'n>(
        &mut self,
        kept: &mut Vec<Piece<'n>>,
        lost: &[Tag],
        site: &Site<'_>,
        selectors: &Selectors<'_>,
    ) -> bool {
        let mut is_complete = true;
        let mut present = present(kept, site.table);
        for rule in site.table.rules {
            let place = usize::from(rule.field);
            let Some(field) = site.table.fields.get(place) else { continue };
            if !present.applies(rule, self.to, selectors) {
                continue;
            }
            let is_there = present.has(place);
            let is_new = !rule.versions.intersects(self.from);
            match rule.demand {
                Demand::Present if is_there || is_empty_payload(field, self.to, selectors) => {}
                // It could not be kept, or what stood in its place.
                Demand::Present if lost.iter().any(|tag| *tag == ANYTHING || stands_for(*tag, field, rule, site)) => {
                    is_complete = false;
                }
                Demand::Present if is_new => {
                    self.note_versions(
                        Category::Missing,
                        site.origin,
                        tag_of(field, self.to, selectors),
                        rule.versions,
                    );
                }
                Demand::Absent if is_there && is_new => {
                    self.leave_out(kept, field);
                    present = self::present(kept, site.table);
                }
                Demand::Present | Demand::Absent => {}
            }
        }
        is_complete
    }

    fn leave_out(&mut self, kept: &mut Vec<Piece<'_>>, field: &FieldTable) {
        for piece in kept.iter().filter(|piece| field.place.is(piece.tag)) {
            self.note_versions(Category::Field, piece.origin, piece.tag, field.allowed);
        }
        kept.retain(|piece| !field.place.is(piece.tag));
    }
}

/// Returns whether a field with this tag meets the rule.
///
/// It is the field of the rule, or makes that superfluous.
fn stands_for(tag: Tag, field: &FieldTable, rule: &Rule, site: &Site<'_>) -> bool {
    let others = site.table.fields.iter().enumerate().filter(|(place, _)| rule.without & bit(*place) != 0);
    others.map(|(_, field)| field).chain([field]).any(|field| field.place.is(tag))
}

/// Returns which fields of a structure are among the pieces.
fn present(pieces: &[Piece<'_>], table: &StructureTable) -> Present {
    let mut present = Present::NOTHING;
    for piece in pieces {
        if let Some(place) = table.fields.iter().position(|field| field.place.is(piece.tag)) {
            present.note(place);
            present.note_facts(table, place, piece.item_type(), piece.as_enumeration());
        }
    }
    present
}
