//! Fields that must, or must not, be there because of what others hold.

use alloc::vec::Vec;

use super::piece::Piece;
use super::report::Category;
use super::walk::{ANYTHING, Converter, Scope, Site};
use crate::tables::{Around, Demand, Fact, FieldTable, Is, Rule};
use crate::{Tag, Versions};

impl Converter {
    /// Leaves out what the version forbids beside the other fields; notes what it asks for and is not there. False if
    /// that was there in a form that could not be kept.
    pub(super) fn conditions<'n>(
        &mut self,
        kept: &mut Vec<Piece<'n>>,
        lost: &[Tag],
        site: &Site<'_>,
        scope: &Scope<'_>,
    ) -> bool {
        let mut is_complete = true;
        for rule in site.table.rules {
            let Some(field) = field_at(site, rule.field) else { continue };
            if !rule.versions.intersects(self.to) || !applies(rule, kept, site, scope) {
                continue;
            }
            let is_there = kept.iter().any(|piece| field.place.is(piece.tag));
            let is_new = !rule.versions.intersects(self.from);
            match rule.demand {
                Demand::Present if is_there || is_empty(field, self.to, scope) => {}
                // It could not be kept, or what stood in its place.
                Demand::Present if lost.iter().any(|tag| *tag == ANYTHING || stands_for(*tag, field, rule, site)) => {
                    is_complete = false;
                }
                Demand::Present if is_new => {
                    self.note_versions(Category::Missing, site.origin, super::fill::first_tag(field), rule.versions);
                }
                Demand::Absent if is_there && is_new => self.leave_out(kept, field),
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

/// Whether items with this tag are the field of the rule, or make it superfluous.
fn stands_for(tag: Tag, field: &FieldTable, rule: &Rule, site: &Site<'_>) -> bool {
    let others = site.table.fields.iter().enumerate().filter(|(place, _)| has_bit(rule.without, *place));
    others.map(|(_, field)| field).chain([field]).any(|field| field.place.is(tag))
}

fn has_bit(bits: u64, place: usize) -> bool {
    bits.checked_shr(u32::try_from(place).unwrap_or(u32::MAX)).is_some_and(|bits| bits & 1 == 1)
}

fn field_at(site: &Site<'_>, place: u8) -> Option<&'static FieldTable> {
    site.table.fields.get(usize::from(place))
}

fn applies(rule: &Rule, kept: &[Piece<'_>], site: &Site<'_>, scope: &Scope<'_>) -> bool {
    let is_there = |(place, field): (usize, &FieldTable), bits: u64| {
        has_bit(bits, place) && kept.iter().any(|piece| field.place.is(piece.tag))
    };
    let any = |bits| site.table.fields.iter().enumerate().any(|field| is_there(field, bits));
    let holds = |place: usize, fact: &Fact| {
        let bit = 1_u32.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or_default();
        (bit, field_at(site, fact.field).is_some_and(|field| is_so(fact.is, field, kept)))
    };
    let facts = site.table.facts.iter().enumerate().map(|(place, fact)| holds(place, fact));
    let true_facts = facts.filter(|(_, holds)| *holds).fold(0, |all, (bit, _)| all | bit);
    (rule.with == 0 || any(rule.with))
        && !any(rule.without)
        && true_facts & rule.facts == rule.facts
        && true_facts & rule.not_facts == 0
        && rule.around.is_none_or(|around| is_around(around, scope))
        && !scope.operation().is_some_and(|operation| rule.except_in.contains(&operation))
}

fn is_so(is: Is, field: &FieldTable, kept: &[Piece<'_>]) -> bool {
    let mut pieces = kept.iter().filter(|piece| field.place.is(piece.tag));
    match is {
        Is::Value(values) => pieces.any(|piece| piece.as_enumeration().is_some_and(|value| values.contains(&value))),
        Is::Type(item_type) => pieces.any(|piece| piece.item_type() == item_type),
    }
}

/// Whether a field around has one of the values.
pub(super) fn is_around(around: Around, scope: &Scope<'_>) -> bool {
    scope.selected(around.by).is_some_and(|value| around.values.contains(&value))
}

/// Whether the field is a payload that has no fields in the version: then it can as well be left away.
fn is_empty(field: &FieldTable, versions: Versions, scope: &Scope<'_>) -> bool {
    use crate::tables::{self, Arms};

    let Some(table) = scope.operation().and_then(tables::operation) else { return false };
    let payload = match field.selected.map(|selected| selected.arms) {
        Some(Arms::Request) => table.request,
        Some(Arms::Response) => table.response,
        _ => return false,
    };
    !payload.fields.iter().any(|field| field.allowed.intersects(versions))
}
