//! Relations: whether values and attributes that stand together go with each other.

use super::finding::Finding;
use super::kind::{FindingKind, Severity};
use super::machine::{At, Machine, Report};
use super::open_relations::{OpenRelations, Seen};
use super::open_structure::{Named, OpenStructure};
use crate::path::step::Step;
use crate::tables::StructureTable;
use crate::tables::relations::{Item, Needs, Relation, StructureRelations, is_never_negative, is_through};
use crate::{ItemType, Tag};

impl Machine {
    /// A structure opens: if relations are stated of it, what it holds is noted.
    pub(super) fn open_relations(&mut self, table: Option<&'static StructureTable>) {
        let Some(stated) = table.and_then(|table| StructureRelations::of_structure(table.name)) else { return };
        let depth = self.depth();
        if let Some(free) = self.relations.iter_mut().find(|open| open.is_none()) {
            *free = Some(OpenRelations { stated, depth, seen: [Seen::NOTHING; StructureRelations::MOST_ITEMS] });
        }
    }

    /// Notes an item in the structures to which it belongs.
    ///
    /// It also checks whether the item can be negative.
    pub(super) fn relate(&mut self, at: At<'_>, report: Report<'_>) {
        let named = self.innermost().map(|structure| structure.named);
        let tag = match named {
            Some(Named::Known(attribute)) if at.tag == Tag::ATTRIBUTE_VALUE => attribute.tag.unwrap_or(at.tag),
            _ => at.tag,
        };
        let value = number(at);
        if value.is_some_and(i64::is_negative) && is_never_negative(tag) {
            let finding = self.finding(at, FindingKind::Contradiction).about(Some("is negative"));
            report(self.placed(finding));
        }
        let Some(parent) = self.innermost().copied() else { return };
        let inside = self.open_structures().iter().rev().take_while(|structure| is_through(structure.tag)).count();
        let depth = self.depth();
        let furthest = depth.saturating_sub(inside.saturating_add(1));
        for open in self.relations.iter_mut().flatten().filter(|open| open.depth >= furthest) {
            let is_own = open.depth.saturating_add(1) == depth;
            let of = |item: &Item| item.tag == tag && item.inside.is_none_or(|inside| inside == parent.tag);
            let seen = open.stated.items.iter().zip(&mut open.seen).filter(|(item, _)| of(item));
            for (_, seen) in seen {
                *seen = Seen {
                    count: seen.count.saturating_add(1),
                    value,
                    length: (at.item.item_type().is_bytes() && !at.is_broken).then_some(at.item.length()),
                    offset: at.offset,
                    own: Step { tag: at.tag, place: at.place },
                    inside: if is_own { Step::NONE } else { parent.step() },
                };
            }
        }
    }

    /// A structure ends: what is stated of it must be so.
    ///
    /// What would stand in a field that is missing is not told apart.
    pub(super) fn end_relations(&mut self, structure: &OpenStructure, is_whole: bool, report: Report<'_>) {
        let depth = self.depth().saturating_sub(1);
        let open = self.relations.iter_mut().find(|open| open.is_some_and(|open| open.depth == depth));
        let Some(open) = open.and_then(Option::take) else { return };
        let around = self.outer(1).map_or(Tag::new(0), |structure| structure.tag);
        for relation in open.stated.relations {
            let is_around = relation.around.is_empty() || relation.around.contains(&around);
            let is_told = !is_whole && matches!(relation.needs, Needs::Present);
            let asked = || relation.when.iter().all(|(place, asked)| open.seen(*place).is(*asked));
            if is_around && !is_told && relation.versions.is_superset(self.versions) && asked() && !open.holds(relation)
            {
                let finding = self.unrelated(structure, &open, relation);
                let sections = relation.sections.or(structure.table.map(|table| table.sections));
                report(sections.map_or(finding, |sections| finding.described(sections)));
            }
        }
    }

    fn unrelated(&self, structure: &OpenStructure, open: &OpenRelations, relation: &Relation) -> Finding<'_> {
        if matches!(relation.needs, Needs::Present) {
            let finding = self.absent(structure, open.tag(relation.of), FindingKind::Missing);
            return finding.about(Some(open.stated.structure)).with_severity(Severity::Warning);
        }
        let own = open.seen(relation.of);
        let mut finding = self.absent(structure, own.own.tag, FindingKind::Contradiction).about(Some(relation.says));
        (finding.facts.place, finding.facts.offset, finding.facts.inside) = (own.own.place, own.offset, own.inside);
        finding
    }

    /// A finding with the section of the structure that is open.
    fn placed<'f>(&self, finding: Finding<'f>) -> Finding<'f> {
        let table = self.open_structures().last().and_then(|structure| structure.table);
        table.map_or(finding, |table| finding.described(table.sections))
    }
}

/// The number that an item is.
fn number(at: At<'_>) -> Option<i64> {
    match at.item.item_type() {
        ItemType::INTEGER => at.item.as_integer().map(i64::from),
        ItemType::LONG_INTEGER => at.item.as_long_integer(),
        ItemType::ENUMERATION => at.item.as_enumeration().map(i64::from),
        _ => None,
    }
}
