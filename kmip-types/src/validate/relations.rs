//! Relations: whether values and attributes that stand together go with each other.

use super::finding::Finding;
use super::kind::{FindingKind, Severity};
use super::machine::{At, Machine, Report};
use super::open_scope::{OpenScope, Seen};
use super::open_structure::{Named, OpenStructure};
use crate::path::step::Step;
use crate::tables::StructureTable;
use crate::tables::relations::{Item, Needs, Relation, Scope, is_never_negative, is_through};
use crate::{ItemType, Tag};

impl Machine {
    /// A structure opens: if relations are stated of it, what it holds is noted.
    pub(super) fn open_scope(&mut self, table: Option<&'static StructureTable>) {
        let Some(scope) = table.and_then(|table| Scope::of(table.name)) else { return };
        let depth = self.depth();
        if let Some(free) = self.scopes.iter_mut().find(|scope| scope.is_none()) {
            *free = Some(OpenScope { scope, depth, seen: [Seen::NOTHING; Scope::MOST_ITEMS] });
        }
    }

    /// Notes an item in the structures that it belongs to, and whether it can be negative.
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
        for scope in self.scopes.iter_mut().flatten().filter(|scope| scope.depth >= furthest) {
            let is_own = scope.depth.saturating_add(1) == depth;
            let of = |item: &Item| item.tag == tag && item.inside.is_none_or(|inside| inside == parent.tag);
            let seen = scope.scope.items.iter().zip(&mut scope.seen).filter(|(item, _)| of(item));
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

    /// A structure ends: what is stated of it must be so. What would stand in a field that is missing is not told apart.
    pub(super) fn end_scope(&mut self, structure: &OpenStructure, is_whole: bool, report: Report<'_>) {
        let depth = self.depth().saturating_sub(1);
        let open = self.scopes.iter_mut().find(|scope| scope.is_some_and(|scope| scope.depth == depth));
        let Some(scope) = open.and_then(Option::take) else { return };
        let around = self.outer(1).map_or(Tag::new(0), |structure| structure.tag);
        for relation in scope.scope.relations {
            let is_around = relation.around.is_empty() || relation.around.contains(&around);
            let is_told = !is_whole && matches!(relation.needs, Needs::Present);
            let asked = || relation.when.iter().all(|(place, asked)| scope.seen(*place).is(*asked));
            if is_around
                && !is_told
                && relation.versions.is_superset(self.versions)
                && asked()
                && !scope.holds(relation)
            {
                let finding = self.unrelated(structure, &scope, relation);
                let sections = relation.sections.or(structure.table.map(|table| table.sections));
                report(sections.map_or(finding, |sections| finding.described(sections)));
            }
        }
    }

    fn unrelated(&self, structure: &OpenStructure, scope: &OpenScope, relation: &Relation) -> Finding<'_> {
        if matches!(relation.needs, Needs::Present) {
            let finding = self.absent(structure, scope.tag(relation.of), FindingKind::Missing);
            return finding.about(Some(scope.scope.structure)).with_severity(Severity::Warning);
        }
        let own = scope.seen(relation.of);
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
