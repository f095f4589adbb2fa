//! Conditions for the presence and the contents of a field.
//!
//! They are decided here for the validator and for conversions.

use crate::tables::{self, Arms, Around, FieldTable, Form, Holds, Is, Place, Rule, StructureTable};
use crate::{ItemType, Operation, Tag, Versions};

/// The facts known about the structures around a field.
pub(crate) trait Surroundings {
    /// Returns the value of a field that decides what others hold.
    ///
    /// It is that of the innermost structure that has the field.
    fn value_of(&self, by: Tag) -> Option<u32>;

    /// The operation of the Batch Item around.
    fn operation(&self) -> Option<Operation>;
}

/// The fields of one structure that are there, and the facts that hold.
///
/// The facts are those of its table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Present {
    /// The fields, by their places in the table.
    pub(crate) fields: u64,
    facts: u32,
}

impl Present {
    /// Nothing is there yet.
    pub(crate) const NOTHING: Self = Self { fields: 0, facts: 0 };

    /// Returns whether the field at this place of the table is there.
    pub(crate) fn has(self, place: usize) -> bool {
        self.fields & bit(place) != 0
    }

    /// Notes a field, by its place in the table.
    pub(crate) fn note(&mut self, place: usize) {
        self.fields |= bit(place);
    }

    /// Notes the facts that hold because of a field of this type.
    ///
    /// Of an Enumeration, the value counts too.
    pub(crate) fn note_facts(&mut self, table: &StructureTable, place: usize, item_type: ItemType, value: Option<u32>) {
        for (bit, fact) in (0_u32..).zip(table.facts) {
            let holds = match fact.is {
                Is::Value(values) => value.is_some_and(|value| values.contains(&value)),
                Is::Type(own) => own == item_type,
            };
            if usize::from(fact.field) == place && holds {
                self.facts |= 1_u32.checked_shl(bit).unwrap_or_default();
            }
        }
    }

    /// Returns whether a rule of the structure demands what it says, in these versions.
    pub(crate) fn applies(self, rule: &Rule, versions: Versions, around: &impl Surroundings) -> bool {
        rule.versions.is_superset(versions)
            && (rule.with == 0 || self.fields & rule.with != 0)
            && self.fields & rule.without == 0
            && self.facts & rule.facts == rule.facts
            && self.facts & rule.not_facts == 0
            && rule.around.is_none_or(|asked| is_selected(asked, around))
            && !around.operation().is_some_and(|operation| rule.except_in.contains(&operation))
    }
}

/// Returns the form that a field around asks for, of those that fit.
///
/// If there is none, it is the first without such a condition.
pub(crate) fn chosen(forms: impl Iterator<Item = Form> + Clone, around: &impl Surroundings) -> Option<Form> {
    let only_if = |form: &Form| match form.holds {
        Holds::Structure(table) => table.only_if,
        _ => None,
    };
    let asked = forms.clone().find(|form| only_if(form).is_some_and(|asked| is_selected(asked, around)));
    asked.or_else(|| { forms }.find(|form| only_if(form).is_none()))
}

/// Returns whether a field is a payload without fields in these versions.
///
/// If so, it can as well be left out.
pub(crate) fn is_empty_payload(field: &FieldTable, versions: Versions, around: &impl Surroundings) -> bool {
    let Some(table) = around.operation().and_then(tables::operation) else { return false };
    let payload = match field.selected.map(|selected| selected.arms) {
        Some(Arms::Request) => table.request,
        Some(Arms::Response) => table.response,
        _ => return false,
    };
    has_no_fields(payload, versions)
}

/// Returns whether a payload has no fields in these versions.
pub(crate) fn has_no_fields(payload: &StructureTable, versions: Versions) -> bool {
    payload.versions.intersects(versions) && !payload.fields.iter().any(|field| field.allowed.intersects(versions))
}

/// Returns the tag that stands for a field.
///
/// For a choice that is the selected member, or else the first one; for an attribute under its own tag it is Attribute.
pub(crate) fn name_of(field: &FieldTable, versions: Versions, around: &impl Surroundings) -> Option<Tag> {
    match field.place {
        Place::Tag(tag) => Some(tag),
        Place::Choice(members) => {
            let selected = field.selected.and_then(|selected| around.value_of(selected.by));
            let mut own = members.iter().filter(|member| member.versions.intersects(versions));
            let first = own.clone().next();
            let named = own.find(|member| selected.is_some() && member.selected_by == selected);
            named.or(first).map(|member| member.tag)
        }
        Place::Attribute => Some(Tag::ATTRIBUTE),
        Place::Any => None,
    }
}

/// Returns whether the field around has one of the values that are asked for.
pub(crate) fn is_selected(asked: Around, around: &impl Surroundings) -> bool {
    around.value_of(asked.by).is_some_and(|value| asked.values.contains(&value))
}

/// The bit of the field, or of the attribute, at this place.
pub(crate) fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or_default()
}
