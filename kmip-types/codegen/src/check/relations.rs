//! Relations: what they name is there, and each says all that its kind needs.

use super::Checker;
use crate::schema::{Needs, Relation};
use crate::versions::Versions;

/// The most items of which the relations of one structure can speak.
///
/// A validator keeps as many.
const MOST_ITEMS: usize = 8;

impl Checker<'_> {
    pub(super) fn relations(&mut self) {
        let relations = &self.schema.relations;
        self.unique(relations.through.iter().map(String::as_str), "structures through which relations reach");
        self.unique(relations.not_negative.iter().map(String::as_str), "tags that are not negative");
        for tag in relations.through.iter().chain(&relations.not_negative) {
            self.related_tag(tag);
        }
        for relation in &relations.relations {
            self.relation(relation);
        }
        let scopes = relations.relations.iter().flat_map(|relation| &relation.scopes);
        for scope in scopes {
            let own = relations.relations.iter().filter(|relation| relation.scopes.contains(scope));
            let mut items: Vec<&String> = own.flat_map(Relation::items).collect();
            items.sort();
            items.dedup();
            self.demand(items.len() <= MOST_ITEMS, || format!("relations in {scope}: more than {MOST_ITEMS} items"));
        }
        for (tag, name, lengths) in relations.lengths.iter().flat_map(|(t, by)| by.iter().map(move |(n, l)| (t, n, l)))
        {
            let known = self.value_of(tag, name).is_some();
            self.demand(known, || format!("lengths: {tag:?} has no value {name:?}"));
            let in_order = lengths.bits.is_sorted() && !lengths.bits.is_empty();
            self.demand(in_order, || format!("lengths of {name}: none, or not in order"));
        }
    }

    fn relation(&mut self, relation: &Relation) {
        let what = format!("relation of {:?}", relation.of);
        if let Some(range) = &relation.versions {
            self.versions(range, Versions::ALL, &what);
        }
        self.ranges(relation.sections.keys(), Versions::ALL, &what);
        for scope in &relation.scopes {
            let known = self.structures.contains(scope.as_str()) || self.is_payload(scope);
            self.demand(known, || format!("{what}: unknown structure {scope:?}"));
        }
        for tag in relation.items().flat_map(|item| item.split('/')).chain(relation.around.iter().map(String::as_str)) {
            self.related_tag(tag);
        }
        for (item, values) in relation.when.is.iter().chain(&relation.when.is_not) {
            for value in values {
                let known = self.value_of(item, value).is_some();
                self.demand(known, || format!("{what}: {item:?} has no value {value:?}"));
            }
        }
        let compares = !matches!(relation.needs, Needs::Present | Needs::Absent);
        self.demand(compares == relation.other.is_some(), || format!("{what}: another item is missing, or too many"));
        let speaks = relation.needs != Needs::Present;
        self.demand(speaks == relation.says.is_some(), || format!("{what}: words are missing, or too many"));
    }

    fn related_tag(&mut self, tag: &str) {
        let known = self.tags.contains_key(tag);
        self.demand(known, || format!("relations: no tag {tag:?}"));
    }
}
