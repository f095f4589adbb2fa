//! The fields of one structure.
//!
//! They are checked for which there are, how often, in which order, and which are missing.

use super::finding::Finding;
use super::kind::{FindingKind, Severity};
use super::machine::{At, Machine, REACH, Report, Subject, is_extension};
use super::open_structure::{Named, OpenStructure};
use crate::conditions::{Surroundings as _, is_empty_payload, name_of};
use crate::generated::conversions::{SEARCHES, TYPED_IDENTIFIERS};
use crate::tables::{self, Arms, Demand, FieldTable, Member, OperationTable, Place, Selection, StructureTable};
use crate::type_set::TypeSet;
use crate::{ItemType, Operation, Tag, Versions};

impl Machine {
    /// Checks an item in a structure that has this table.
    ///
    /// Returns the table of the item, if it is a structure.
    pub(super) fn field(
        &mut self,
        at: At<'_>,
        table: &'static StructureTable,
        report: Report<'_>,
    ) -> Option<&'static StructureTable> {
        let found = table.fields.iter().enumerate().find(|(_, field)| field.place.is(at.tag));
        let Some((place, field)) = found else { return self.other(at, table, report) };
        let allowed = match field.place {
            Place::Choice(members) => member(members, at.tag).map_or(Versions::NONE, |member| member.versions),
            _ => field.allowed,
        };
        if !allowed.intersects(self.versions) {
            let finding = self.finding(at, FindingKind::NotInVersion).with_allowed(allowed);
            report(finding.described(table.sections));
            return None;
        }
        self.occurrence(at, (place, field), table, report);
        self.deprecation(at, report);
        self.envelope_item(at, report);
        if let Some(structure) = self.innermost() {
            structure.present.note_facts(table, place, at.item.item_type(), at.item.as_enumeration());
            if let (true, Some(value)) = (field.selects, at.item.as_enumeration()) {
                structure.select(at.tag, value);
            }
        }
        match field.place {
            Place::Choice(members) => {
                let member = member(members, at.tag)?;
                if at.item.item_type() != ItemType::STRUCTURE {
                    let finding = self.finding(at, FindingKind::WrongType);
                    report(finding.expecting(TypeSet::NONE.with(ItemType::STRUCTURE)).described(table.sections));
                    return None;
                }
                self.member(at, field, member, table, report);
                Some(member.structure)
            }
            _ => {
                let subject = Subject::of_table(table);
                self.attribute_name(at, table, report);
                match field.selected {
                    Some(selected) => self.selected(at, field, selected, subject, report),
                    None => {
                        let holds = self.form(at, field.forms, Some(subject), report)?;
                        self.holds(at, holds, report)
                    }
                }
            }
        }
    }

    /// Returns how often the field has been there, and what has come before it.
    fn occurrence(
        &mut self,
        at: At<'_>,
        (place, field): (usize, &FieldTable),
        table: &'static StructureTable,
        report: Report<'_>,
    ) {
        let versions = self.versions;
        let Some(structure) = self.innermost() else { return };
        let again = structure.present.has(place) && !field.repeated.intersects(versions);
        // That it comes too late is told of what it decides.
        let early = place < structure.furthest && structure.late != at.tag;
        structure.present.note(place);
        structure.furthest = structure.furthest.max(place);
        let kind = if again {
            FindingKind::Duplicate
        } else if early {
            FindingKind::Order
        } else {
            return;
        };
        let allowed = if again { field.repeated } else { Versions::NONE };
        let finding = self.finding(at, kind).with_allowed(allowed).about(Some(table.name));
        report(finding.described(table.sections));
    }

    fn deprecation(&self, at: At<'_>, report: Report<'_>) {
        let deprecated = tables::tag(at.tag).map_or(Versions::NONE, |table| table.deprecated);
        if deprecated.is_superset(self.versions) {
            report(self.finding(at, FindingKind::Deprecated));
        }
    }

    /// An item that no field of the structure names.
    fn other(
        &mut self,
        at: At<'_>,
        table: &'static StructureTable,
        report: Report<'_>,
    ) -> Option<&'static StructureTable> {
        for (place, field) in table.fields.iter().enumerate() {
            match field.place {
                Place::Attribute => return self.tagged_attribute(at, (place, field), table, report),
                Place::Any => {
                    if let Some(structure) = self.innermost() {
                        structure.present.note(place);
                        structure.furthest = structure.furthest.max(place);
                    }
                    self.free(at, report);
                    return None;
                }
                _ => {}
            }
        }
        match tables::tag(at.tag) {
            None => self.unknown_tag(at, report),
            Some(tag) if !tag.versions.intersects(self.versions) => {
                let finding = self.finding(at, FindingKind::NotInVersion).with_allowed(tag.versions);
                report(finding.described(table.sections));
            }
            Some(_) => {
                let finding = self.finding(at, FindingKind::Unexpected).about(Some(table.name));
                report(finding.described(table.sections));
            }
        }
        None
    }

    /// A field whose contents another one decides.
    fn selected(
        &mut self,
        at: At<'_>,
        field: &'static FieldTable,
        selected: &'static Selection,
        subject: Subject,
        report: Report<'_>,
    ) -> Option<&'static StructureTable> {
        if matches!(selected.arms, Arms::Attribute) {
            return self.attribute_value(at, subject, report);
        }
        let expected = self.expected(field.forms, Some(selected));
        let selective: Report<'_> = &mut |finding: Finding<'_>| report(finding.expecting(expected));
        self.form(at, field.forms, Some(subject), selective)?;
        let Some(value) = self.value_of(selected.by) else {
            self.undecided(at, selected.by, subject, report);
            return None;
        };
        let is_structure = at.item.item_type() == ItemType::STRUCTURE;
        let arm = match selected.arms {
            Arms::Request => self.payload(value, |table| table.request),
            Arms::Response => self.payload(value, |table| table.response),
            Arms::Structures(arms) => {
                let arm = arms.iter().find(|(own, _)| *own == value).map(|(_, table)| *table);
                if arm.is_some() != is_structure && !is_extension(value) {
                    let finding = self.finding(at, FindingKind::Mismatch).about(Some(subject.name));
                    report(finding.expecting(expected).described(subject.sections));
                    return None;
                }
                arm
            }
            _ => None,
        };
        arm.filter(|table| is_structure && table.versions.intersects(self.versions))
    }

    fn payload(
        &self,
        operation: u32,
        form: impl Fn(&'static OperationTable) -> &'static StructureTable,
    ) -> Option<&'static StructureTable> {
        tables::operation(Operation::new(operation)).map(form).filter(|table| table.versions.intersects(self.versions))
    }

    /// A member of a choice: the field that decides must name it.
    fn member(
        &mut self,
        at: At<'_>,
        field: &'static FieldTable,
        member: &'static Member,
        table: &'static StructureTable,
        report: Report<'_>,
    ) {
        let Some(selected) = field.selected else { return };
        match self.value_of(selected.by) {
            None => self.undecided(at, selected.by, Subject::of_table(table), report),
            Some(value) if member.selected_by != Some(value) => {
                let finding = self.finding(at, FindingKind::Mismatch).about(Some(table.name));
                report(finding.described(table.sections));
            }
            Some(_) => {}
        }
    }

    /// Reports that the field that decides has not come.
    ///
    /// Some structures have none, and leave it to a program that knows.
    ///
    /// One that must be there is told where it is found out of order, or missing.
    fn undecided(&mut self, at: At<'_>, by: Tag, subject: Subject, report: Report<'_>) {
        let versions = self.versions;
        let has = |field: &FieldTable| field.place.is(by) && field.allowed.intersects(versions);
        let mut within_reach = self.open_structures_mut().iter_mut().rev().take(REACH);
        let found = within_reach.find_map(|structure| {
            let place = structure.table?.fields.iter().position(has)?;
            Some((place, structure))
        });
        let Some((place, structure)) = found else { return };
        let field = structure.table.and_then(|table| table.fields.get(place));
        let is_required = field.is_some_and(|field| field.required.is_superset(versions));
        // What is there without a value that can be read was told, too.
        if is_required || structure.present.has(place) {
            return;
        }
        structure.late = by;
        let finding = self.finding(at, FindingKind::Selector).about(Some(subject.name));
        report(finding.described(subject.sections));
    }

    /// The structure ends: what it needs must have come. Whether it is all there.
    pub(super) fn required(&self, structure: &OpenStructure, report: Report<'_>) -> bool {
        let mut is_whole = true;
        let Some(table) = structure.table else { return is_whole };
        for (place, field) in table.fields.iter().enumerate() {
            if !structure.present.has(place) && field.required.is_superset(self.versions) {
                let finding = self.absent(structure, self.name_of(field), FindingKind::Missing);
                let optional = field.allowed.without(field.required);
                report(finding.with_allowed(optional).about(Some(table.name)).described(table.sections));
                is_whole = false;
            }
        }
        is_whole
    }

    /// The tag that stands for a field; number 0 for one without a tag.
    fn name_of(&self, field: &FieldTable) -> Tag {
        name_of(field, self.versions, self).unwrap_or_default()
    }

    /// The structure ends: what some fields demand of others must hold.
    pub(super) fn rules(&self, structure: &OpenStructure, report: Report<'_>) {
        let Some(table) = structure.table else { return };
        for rule in table.rules {
            let Some(field) = table.fields.get(usize::from(rule.field)) else { continue };
            let is_there = structure.present.has(usize::from(rule.field));
            let demanded = rule.demand == Demand::Present;
            if is_there == demanded
                || !structure.present.applies(rule, self.versions, self)
                || (demanded && is_empty_payload(field, self.versions, self))
            {
                continue;
            }
            let kind = if demanded { FindingKind::Missing } else { FindingKind::Forbidden };
            let finding = self.absent(structure, self.name_of(field), kind).about(Some(table.name));
            report(finding.described(table.sections));
        }
    }

    /// An attribute under its own tag, as since 2.0.
    fn tagged_attribute(
        &mut self,
        at: At<'_>,
        field: (usize, &'static FieldTable),
        table: &'static StructureTable,
        report: Report<'_>,
    ) -> Option<&'static StructureTable> {
        let Some(attribute) = tables::attribute_by_tag(at.tag) else {
            if at.tag.is_extension() {
                report(self.finding(at, FindingKind::Extension));
            } else {
                let finding = self.finding(at, FindingKind::UnknownAttribute);
                report(finding.described(table.sections));
            }
            return None;
        };
        if !attribute.versions.intersects(self.versions) {
            let finding = self.finding(at, FindingKind::NotInVersion).with_allowed(attribute.versions);
            report(finding.described(attribute.sections));
            return None;
        }
        let repeats = field.1.repeated.intersects(self.versions);
        if let Some(structure) = self.innermost() {
            let again = structure.present.has(field.0) && !repeats;
            structure.present.note(field.0);
            if again {
                let finding = self.finding(at, FindingKind::Duplicate).about(Some(table.name));
                report(finding.described(table.sections));
            }
        }
        self.deprecation(at, report);
        self.another(at, attribute, 0, report);
        let subject = Subject::of_attribute(attribute);
        let holds = self.form(at, attribute.forms, Some(subject), report)?;
        self.holds(at, holds, report)
    }

    /// Notes an attribute of the structure that is this many levels out.
    ///
    /// An object has only one of most attributes.
    pub(super) fn another(
        &mut self,
        at: At<'_>,
        attribute: &'static tables::AttributeTable,
        levels: usize,
        report: Report<'_>,
    ) {
        let again = self.outer(levels).is_some_and(|structure| structure.note_attribute(attribute));
        // Two dates are the ends of the range that is searched for.
        if !again
            || attribute.multiple.intersects(self.versions)
            || self.operation.is_some_and(|operation| SEARCHES.contains(&operation))
        {
            return;
        }
        // The tables of 3.0 have one row for all links, of which an object can have several.
        let severity = if TYPED_IDENTIFIERS.is_superset(self.versions) { Severity::Warning } else { Severity::Error };
        let finding = self.finding(at, FindingKind::Duplicate).with_severity(severity).about(Some(attribute.name));
        report(finding.with_allowed(attribute.multiple).described(attribute.sections));
    }

    /// The value of an attribute that a name before it tells, as in 1.x.
    fn attribute_value(&mut self, at: At<'_>, subject: Subject, report: Report<'_>) -> Option<&'static StructureTable> {
        match self.innermost().map_or(Named::Nothing, |structure| structure.named) {
            Named::Nothing => {
                self.undecided(at, Tag::ATTRIBUTE_NAME, subject, report);
                None
            }
            Named::Custom => None,
            Named::Known(attribute) if !attribute.versions.intersects(self.versions) => None,
            Named::Known(attribute) => {
                let subject = Subject::of_attribute(attribute);
                let holds = self.form(at, attribute.forms, Some(subject), report)?;
                self.holds(at, holds, report)
            }
        }
    }
}

fn member(members: &'static [Member], tag: Tag) -> Option<&'static Member> {
    members.iter().find(|member| member.tag == tag)
}
