//! The state of a validator.
//!
//! It is the structures that are open, and what is done with an item and an end.

use super::envelope::Envelope;
use super::finding::{Around, Facts, Finding};
use super::kind::{FindingKind, Severity};
use super::open_relations::{MOST_OPEN, OpenRelations};
use super::open_structure::OpenStructure;
use crate::conditions::{Surroundings, chosen};
use crate::error::Detail;
use crate::item::Item;
use crate::path::step::Step;
use crate::tables::{self, Arms, AttributeTable, Form, Forms, Holds, Sections, Selection, StructureTable};
use crate::type_set::TypeSet;
use crate::{ErrorKind, ItemType, Limits, Operation, Tag, Versions};

/// The closure that receives the findings.
pub(super) type Report<'r> = &'r mut dyn FnMut(Finding<'_>);

/// The most levels to a deciding field.
///
/// It can be in Key Value, or in the Key Block around it.
pub(super) const REACH: usize = 2;

/// An item, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct At<'b> {
    pub(super) item: Item,
    pub(super) tag: Tag,
    pub(super) place: u32,
    pub(super) offset: usize,
    /// The text or bytes of the item; empty for other types.
    pub(super) body: &'b [u8],
    /// True if the value cannot be read.
    pub(super) is_broken: bool,
}

/// The reason why the value of an item cannot be read.
///
/// It has also what was expected of the value.
#[derive(Clone, Copy)]
pub(super) struct Broken<'b> {
    pub(super) error: ErrorKind,
    pub(super) detail: Option<&'b Detail>,
}

/// The subject of a finding.
///
/// It has its name in the standard, and the sections that describe it.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) sections: Sections,
}

impl Subject {
    pub(super) const fn of_table(table: &'static StructureTable) -> Self {
        Self { name: table.name, sections: table.sections }
    }

    pub(super) const fn of_attribute(table: &'static AttributeTable) -> Self {
        Self { name: table.name, sections: table.sections }
    }
}

pub(super) struct Machine {
    /// The version that is checked against; all until the header has told.
    pub(super) versions: Versions,
    /// True if the caller gave the version.
    pub(super) given: bool,
    pub(super) envelope: Envelope,
    /// The operation of the Batch Item that is open.
    pub(super) operation: Option<Operation>,
    /// The operation of what stands in no message, as the caller gave it.
    pub(super) given_operation: Option<Operation>,
    structures: [OpenStructure; Limits::MAX_DEPTH],
    depth: usize,
    /// The open structures of which relations are stated.
    pub(super) relations: [Option<OpenRelations>; MOST_OPEN],
}

impl Machine {
    pub(super) const fn new() -> Self {
        Self {
            versions: Versions::ALL,
            given: false,
            envelope: Envelope::NEW,
            operation: None,
            given_operation: None,
            structures: [OpenStructure::NONE; Limits::MAX_DEPTH],
            depth: 0,
            relations: [None; MOST_OPEN],
        }
    }

    /// Returns how many structures are open.
    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    /// The innermost open structure.
    pub(super) fn innermost(&mut self) -> Option<&mut OpenStructure> {
        self.structures.get_mut(self.depth.checked_sub(1)?)
    }

    /// All open structures, outermost first.
    pub(super) fn open_structures(&self) -> &[OpenStructure] {
        self.structures.get(..self.depth).unwrap_or_default()
    }

    /// All open structures, outermost first.
    pub(super) fn open_structures_mut(&mut self) -> &mut [OpenStructure] {
        self.structures.get_mut(..self.depth).unwrap_or_default()
    }

    /// The structure that is so many levels outside the innermost one.
    pub(super) fn outer(&mut self, levels: usize) -> Option<&mut OpenStructure> {
        self.structures.get_mut(self.depth.checked_sub(levels.saturating_add(1))?)
    }

    /// Takes the next item; `false` if more structures are open than a reader allows.
    #[must_use]
    pub(super) fn item(&mut self, item: Item, offset: usize, body: &[u8], report: Report<'_>) -> bool {
        self.item_or_broken(item, offset, Ok(body), report)
    }

    /// Takes the next item, whose value may be one that cannot be read.
    ///
    /// If it cannot be read, all else is checked.
    #[must_use]
    pub(super) fn item_or_broken(
        &mut self,
        item: Item,
        offset: usize,
        body: Result<&[u8], Broken<'_>>,
        report: Report<'_>,
    ) -> bool {
        let (body, broken) = body.map_or_else(|broken| (&[][..], Some(broken)), |body| (body, None));
        let tag = item.tag();
        let place = self.innermost().map_or(0, |structure| structure.place_of(tag));
        let at = At { item, tag, place, offset, body, is_broken: broken.is_some() };
        if let Some(Broken { error, detail }) = broken {
            let mut finding = self.finding(at, FindingKind::Unreadable);
            (finding.facts.error, finding.detail) = (Some(error), detail);
            report(finding);
        }
        let mut is_wrong = false;
        let noted: Report<'_> = &mut |finding: Finding<'_>| {
            is_wrong |= finding.severity() == Severity::Error;
            report(finding);
        };
        let table = match self.innermost().map(|structure| structure.table) {
            None => self.root(at, noted),
            Some(None) => {
                self.free(at, noted);
                None
            }
            Some(Some(table)) => self.field(at, table, noted),
        };
        // Where no table says which types there are, the version still does.
        let item_type = item.item_type();
        if !is_wrong && !item_type.versions().intersects(self.versions) {
            let finding = self.finding(at, FindingKind::NotInVersion).with_allowed(item_type.versions());
            report(finding.about(item_type.name()));
        }
        self.relate(at, report);
        if item.item_type() != ItemType::STRUCTURE {
            return true;
        }
        self.open_relations(table);
        let Some(structure) = self.structures.get_mut(self.depth) else { return false };
        *structure = OpenStructure::new(table, tag, place, offset);
        self.depth = self.depth.saturating_add(1);
        true
    }

    /// The innermost structure ends.
    pub(super) fn end(&mut self, report: Report<'_>) {
        let Some(structure) = self.innermost().copied() else { return };
        let is_whole = self.required(&structure, report);
        self.rules(&structure, report);
        self.end_relations(&structure, is_whole, report);
        self.envelope_end(&structure, report);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Checks an item that no other contains.
    ///
    /// It is a message, or whatever else is checked by itself.
    fn root(&mut self, at: At<'_>, report: Report<'_>) -> Option<&'static StructureTable> {
        self.envelope = Envelope::NEW;
        self.relations = [None; MOST_OPEN];
        let message = tables::message(at.tag);
        if !self.given {
            self.versions = Versions::ALL;
        }
        if message.is_some() {
            if at.item.item_type() != ItemType::STRUCTURE {
                report(self.finding(at, FindingKind::WrongType).expecting(TypeSet::NONE.with(ItemType::STRUCTURE)));
                return None;
            }
            self.envelope.in_message = true;
            return message;
        }
        self.operation = self.given_operation;
        self.loose(at, report)
    }

    /// An item of which only its tag says what it is.
    fn loose(&mut self, at: At<'_>, report: Report<'_>) -> Option<&'static StructureTable> {
        let Some(table) = tables::tag(at.tag) else {
            self.unknown_tag(at, report);
            self.not_checked(at, Some("what it holds, since no table has it"), report);
            return None;
        };
        if !table.versions.intersects(self.versions) {
            report(self.finding(at, FindingKind::NotInVersion).with_allowed(table.versions));
            return None;
        }
        let selected = tables::structures().iter().find_map(|structure| structure.field(at.tag)?.selected);
        let arms = selected.map(|selected| selected.arms);
        let holds = self.form(at, table.forms, None, report)?;
        if let (Some(Arms::Request | Arms::Response), Some(operation)) = (arms, self.operation) {
            let payload = self.payload_of(operation, matches!(arms, Some(Arms::Request)));
            let unknown = payload.is_none().then_some("what it holds, since no version has the operation so");
            self.not_checked(at, unknown, report);
            return payload;
        }
        let depends = match arms {
            Some(Arms::Request | Arms::Response) => Some("what it holds, since its operation is not known"),
            Some(_) => Some("what it holds, since what decides that stands beside it in a message"),
            None => None,
        };
        self.not_checked(at, depends, report);
        self.holds(at, holds, report)
    }

    /// The payload of an operation, if the version has it.
    fn payload_of(&self, operation: Operation, is_request: bool) -> Option<&'static StructureTable> {
        let table = tables::operation(operation)?;
        let payload = if is_request { table.request } else { table.response };
        Some(payload).filter(|payload| payload.versions.intersects(self.versions))
    }

    /// Notes what cannot be checked of an item in no message.
    ///
    /// It is `what`, or what the caller did not say.
    fn not_checked(&self, at: At<'_>, what: Option<&'static str>, report: Report<'_>) {
        let is_placed = self.operation.is_some();
        let unsaid = match (self.given, is_placed) {
            (true, true) => None,
            (true, false) => Some("whether it may stand where it does, since it is in no message"),
            (false, _) => Some("what versions differ in, since none is known"),
        };
        if what.or(unsaid).is_some() {
            report(self.finding(at, FindingKind::NotChecked).about(what.or(unsaid)));
        }
    }

    /// Checks an item in a structure whose contents are not the standard's.
    ///
    /// Its tag can mean anything there.
    pub(super) fn free(&self, at: At<'_>, report: Report<'_>) {
        if at.tag.is_extension() {
            report(self.finding(at, FindingKind::Extension));
        }
    }

    /// A tag that no version has: a vendor's, or nobody's.
    pub(super) fn unknown_tag(&self, at: At<'_>, report: Report<'_>) {
        let kind = if at.tag.is_extension() { FindingKind::Extension } else { FindingKind::UnknownTag };
        report(self.finding(at, kind));
    }

    /// The form of the item among these; reports if the version has it not.
    pub(super) fn form(&self, at: At<'_>, forms: Forms, subject: Option<Subject>, report: Report<'_>) -> Option<Holds> {
        let item_type = at.item.item_type();
        let of_type = |form: &Form| form.item_type.is_none_or(|own| own == item_type);
        let fitting = forms.iter().filter(of_type).filter(|form| form.versions.intersects(self.versions));
        if let Some(form) = chosen(fitting, self) {
            return Some(form.holds);
        }
        let allowed = forms.iter().filter(of_type).fold(Versions::NONE, |all, form| all | form.versions);
        let expected = self.expected(forms, None);
        let finding = if allowed.is_empty() {
            self.finding(at, FindingKind::WrongType).expecting(expected)
        } else {
            self.finding(at, FindingKind::NotInVersion)
                .with_allowed(allowed)
                .about(item_type.name())
                .expecting(expected)
        };
        report(subject.map_or(finding, |subject| finding.described(subject.sections)));
        None
    }

    /// Returns the types among these forms.
    ///
    /// If a field decides on them, they are the structure or the others.
    pub(super) fn expected(&self, forms: Forms, selected: Option<&Selection>) -> TypeSet {
        let own = forms.iter().filter(|form| form.versions.intersects(self.versions));
        let all: TypeSet = own.filter_map(|form| form.item_type).collect();
        let Some(Selection { by, arms: Arms::Structures(arms) }) = selected else { return all };
        match self.value_of(*by) {
            Some(value) if arms.iter().any(|(own, _)| *own == value) => TypeSet::NONE.with(ItemType::STRUCTURE),
            Some(value) if !is_extension(value) => all.without(ItemType::STRUCTURE),
            _ => all,
        }
    }

    /// The structures in which a field can decide what the item holds, innermost first.
    pub(super) fn within_reach(&self) -> impl Iterator<Item = &OpenStructure> {
        self.open_structures().iter().rev().take(REACH)
    }

    /// A finding about an item; an error, unless its kind is none.
    pub(super) fn finding(&self, at: At<'_>, kind: FindingKind) -> Finding<'_> {
        self.new_finding(kind, at.tag, at.place, at.offset)
    }

    /// A finding about a field that is not in the innermost structure.
    pub(super) fn absent(&self, structure: &OpenStructure, tag: Tag, kind: FindingKind) -> Finding<'_> {
        self.new_finding(kind, tag, 0, structure.offset)
    }

    fn new_finding(&self, kind: FindingKind, tag: Tag, place: u32, offset: usize) -> Finding<'_> {
        let facts = Facts {
            severity: kind.severity(),
            kind,
            tag,
            place,
            inside: Step::NONE,
            offset,
            version: self.versions,
            allowed: Versions::NONE,
            specification: None,
            section: None,
            expected: TypeSet::NONE,
            subject: None,
            bits: 0,
            error: None,
        };
        Finding { facts, around: Around::Open(self.open_structures()), detail: None, position: None }
    }

    /// The outermost structure, as what is around a finding.
    pub(super) fn outermost(&self) -> Around<'_> {
        Around::Open(self.structures.get(..1).unwrap_or_default())
    }
}

/// Returns whether an enumeration leaves this value to vendors.
pub(super) const fn is_extension(value: u32) -> bool {
    value >> 28 == 8
}

impl Surroundings for Machine {
    fn value_of(&self, by: Tag) -> Option<u32> {
        self.within_reach().find_map(|structure| structure.selected(by))
    }

    fn operation(&self) -> Option<Operation> {
        self.operation
    }
}
