//! The fields of one structure: which there are, how often, in which order, and which are missing.

use super::frame::{Frame, Named, bit};
use super::kind::{FindingKind, Severity};
use super::machine::{At, Entry, Machine, Report};
use crate::tables::{self, Arms, Demand, FieldTable, Member, OperationTable, Place, Rule, Selected, StructureTable};
use crate::{ItemType, Operation, Tag, Versions};

impl Machine {
    /// An item in a structure that has this table; returns the table of the item, if it is a structure.
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
        if let Some(frame) = self.frame() {
            frame.note_facts(place, at.item);
            if let (true, Some(value)) = (field.selects, at.item.as_enumeration()) {
                frame.select(at.tag, value);
            }
        }
        match field.place {
            Place::Choice(members) => {
                let member = member(members, at.tag)?;
                if at.item.item_type() != ItemType::STRUCTURE {
                    let finding = self.finding(at, FindingKind::WrongType);
                    report(finding.expected_type(Some(ItemType::STRUCTURE)).described(table.sections));
                    return None;
                }
                self.member(at, field, member, table, report);
                Some(member.structure)
            }
            _ => {
                let entry = Entry::of(table);
                self.attribute_name(at, table, report);
                match field.selected {
                    Some(selected) => self.selected(at, field, selected, entry, report),
                    None => {
                        let holds = self.form(at, field.forms, Some(entry), report)?;
                        self.holds(at, holds, report)
                    }
                }
            }
        }
    }

    /// How often the field has been there, and what has come before it.
    fn occurrence(
        &mut self,
        at: At<'_>,
        (place, field): (usize, &FieldTable),
        table: &'static StructureTable,
        report: Report<'_>,
    ) {
        let versions = self.versions;
        let Some(frame) = self.frame() else { return };
        let again = frame.seen & bit(place) != 0 && !field.repeated.intersects(versions);
        let early = place < frame.furthest;
        frame.seen |= bit(place);
        frame.furthest = frame.furthest.max(place);
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
        if deprecated.contains(self.versions) {
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
                    if let Some(frame) = self.frame() {
                        frame.seen |= bit(place);
                        frame.furthest = frame.furthest.max(place);
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
        selected: &'static Selected,
        entry: Entry,
        report: Report<'_>,
    ) -> Option<&'static StructureTable> {
        if matches!(selected.arms, Arms::Attribute) {
            return self.attribute_value(at, entry, report);
        }
        self.form(at, field.forms, Some(entry), report)?;
        let Some(value) = self.selector(selected.by) else {
            self.undecided(at, selected.by, entry, report);
            return None;
        };
        let is_structure = at.item.item_type() == ItemType::STRUCTURE;
        let arm = match selected.arms {
            Arms::Request => self.payload(value, |table| table.request),
            Arms::Response => self.payload(value, |table| table.response),
            Arms::Structures(arms) => {
                let arm = arms.iter().find(|(own, _)| *own == value).map(|(_, table)| *table);
                if arm.is_some() != is_structure && !is_extension(value) {
                    let finding = self.finding(at, FindingKind::Mismatch).about(Some(entry.name));
                    report(finding.described(entry.sections));
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
        match self.selector(selected.by) {
            None => self.undecided(at, selected.by, Entry::of(table), report),
            Some(value) if member.selected_by != Some(value) => {
                let finding = self.finding(at, FindingKind::Mismatch).about(Some(table.name));
                report(finding.described(table.sections));
            }
            Some(_) => {}
        }
    }

    /// The field that decides has not come; some structures have none, and leave it to whoever knows.
    fn undecided(&self, at: At<'_>, by: Tag, entry: Entry, report: Report<'_>) {
        let has = |table: &StructureTable| table.field(by).is_some_and(|field| field.allowed.intersects(self.versions));
        if self.within_reach().any(|frame| frame.table.is_some_and(has)) {
            let finding = self.finding(at, FindingKind::Selector).about(Some(entry.name));
            report(finding.described(entry.sections));
        }
    }

    /// The structure ends: what it needs must have come.
    pub(super) fn required(&self, frame: &Frame, report: Report<'_>) {
        let Some(table) = frame.table else { return };
        for (place, field) in table.fields.iter().enumerate() {
            if frame.seen & bit(place) == 0 && field.required.contains(self.versions) {
                let finding = self.absent(frame, self.name_of(field), FindingKind::Missing);
                let optional = Versions::from_bits(field.allowed.bits() & !field.required.bits());
                report(finding.with_allowed(optional).about(Some(table.name)).described(table.sections));
            }
        }
    }

    /// The tag that stands for a field: of a choice the first member; number 0 for one without a tag.
    fn name_of(&self, field: &FieldTable) -> Tag {
        match field.place {
            Place::Tag(tag) => tag,
            Place::Choice(members) => {
                members.iter().find(|m| m.versions.intersects(self.versions)).map_or(Tag::new(0), |m| m.tag)
            }
            Place::Attribute | Place::Any => Tag::new(0),
        }
    }

    /// The structure ends: what some fields demand of others must hold.
    pub(super) fn rules(&self, frame: &Frame, report: Report<'_>) {
        let Some(table) = frame.table else { return };
        for rule in table.rules {
            let Some(field) = table.fields.get(usize::from(rule.field)) else { continue };
            let is_there = frame.seen & bit(usize::from(rule.field)) != 0;
            let demanded = rule.demand == Demand::Present;
            if is_there == demanded || !self.applies(rule, frame) || (demanded && self.is_empty_payload(field)) {
                continue;
            }
            let kind = if demanded { FindingKind::Missing } else { FindingKind::Forbidden };
            let finding = self.absent(frame, self.name_of(field), kind).about(Some(table.name));
            report(finding.described(table.sections));
        }
    }

    fn applies(&self, rule: &Rule, frame: &Frame) -> bool {
        rule.versions.contains(self.versions)
            && (rule.with == 0 || frame.seen & rule.with != 0)
            && frame.seen & rule.without == 0
            && frame.facts & rule.facts == rule.facts
            && frame.facts & rule.not_facts == 0
            && rule.around.is_none_or(|around| self.is_selected(around))
            && !self.operation.is_some_and(|operation| rule.except_in.contains(&operation))
    }

    /// Whether a payload would be empty if it were there: then it can as well be left away.
    fn is_empty_payload(&self, field: &FieldTable) -> bool {
        let Some(operation) = self.operation else { return false };
        let payload = match field.selected.map(|selected| selected.arms) {
            Some(Arms::Request) => self.payload(operation.value(), |table| table.request),
            Some(Arms::Response) => self.payload(operation.value(), |table| table.response),
            _ => return false,
        };
        payload.is_some_and(|table| !table.fields.iter().any(|field| field.allowed.intersects(self.versions)))
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
        let seen = bit(field.0);
        if let Some(frame) = self.frame() {
            let again = frame.seen & seen != 0 && !repeats;
            frame.seen |= seen;
            if again {
                let finding = self.finding(at, FindingKind::Duplicate).about(Some(table.name));
                report(finding.described(table.sections));
            }
        }
        self.deprecation(at, report);
        self.another(at, attribute, 0, report);
        let entry = Entry { name: attribute.name, sections: attribute.sections };
        let holds = self.form(at, attribute.forms, Some(entry), report)?;
        self.holds(at, holds, report)
    }

    /// Notes an attribute of the structure so many levels out; of most, an object has only one.
    pub(super) fn another(
        &mut self,
        at: At<'_>,
        attribute: &'static tables::AttributeTable,
        levels: usize,
        report: Report<'_>,
    ) {
        let again = self.outer(levels).is_some_and(|frame| frame.note_attribute(attribute));
        // Two dates are the ends of the range that is searched for.
        if !again || attribute.multiple.intersects(self.versions) || self.operation == Some(Operation::LOCATE) {
            return;
        }
        // The tables of 3.0 have one row for all links, of which an object can have several.
        let severity = if self.versions == Versions::V3_0 { Severity::Warning } else { Severity::Error };
        let finding = self.finding(at, FindingKind::Duplicate).with_severity(severity).about(Some(attribute.name));
        report(finding.with_allowed(attribute.multiple).described(attribute.sections));
    }

    /// The value of an attribute that a name before it tells, as in 1.x.
    fn attribute_value(&mut self, at: At<'_>, entry: Entry, report: Report<'_>) -> Option<&'static StructureTable> {
        match self.frame().map_or(Named::Nothing, |frame| frame.named) {
            Named::Nothing => {
                let finding = self.finding(at, FindingKind::Selector).about(Some(entry.name));
                report(finding.described(entry.sections));
                None
            }
            Named::Custom => None,
            Named::Known(attribute) if !attribute.versions.intersects(self.versions) => None,
            Named::Known(attribute) => {
                let entry = Entry { name: attribute.name, sections: attribute.sections };
                let holds = self.form(at, attribute.forms, Some(entry), report)?;
                self.holds(at, holds, report)
            }
        }
    }
}

fn member(members: &'static [Member], tag: Tag) -> Option<&'static Member> {
    members.iter().find(|member| member.tag == tag)
}

/// Whether an enumeration leaves this value to vendors.
const fn is_extension(value: u32) -> bool {
    value >> 28 == 8
}
