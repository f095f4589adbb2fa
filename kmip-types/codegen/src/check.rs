//! The checks of the schema before anything is generated from it.

mod conversions;
mod descriptions;
mod relations;
mod secrets;
mod structures;
mod types;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Enumeration, Form, Schema, Varying};
use crate::versions::Versions;

pub(crate) use descriptions::check as descriptions;

const ITEM_TYPES: [&str; 15] = [
    "Any",
    "Structure",
    "Integer",
    "Long Integer",
    "Big Integer",
    "Enumeration",
    "Boolean",
    "Text String",
    "Byte String",
    "Date Time",
    "Interval",
    "Date Time Extended",
    "Identifier",
    "Reference",
    "Name Reference",
];

struct Checker<'s> {
    schema: &'s Schema,
    tags: BTreeMap<&'s str, Versions>,
    enumerations: BTreeMap<&'s str, &'s Enumeration>,
    masks: BTreeSet<&'s str>,
    structures: BTreeSet<&'s str>,
    problems: Vec<String>,
}

/// Every problem that the schema has.
pub(crate) fn check(schema: &Schema) -> Vec<String> {
    let versions = |text: &str| Versions::parse(text).unwrap_or_default();
    let mut checker = Checker {
        schema,
        tags: schema.tags.tags.iter().map(|t| (t.name.as_str(), versions(&t.versions))).collect(),
        enumerations: schema.enumerations.iter().map(|e| (e.name.as_str(), e)).collect(),
        masks: schema.masks.iter().map(|m| m.name.as_str()).collect(),
        structures: schema.structures.iter().map(|s| s.name.as_str()).collect(),
        problems: Vec::new(),
    };
    checker.tags();
    checker.vocabularies();
    checker.attributes();
    checker.structures();
    checker.operations();
    checker.types();
    checker.conversions();
    checker.relations();
    checker.secrets();
    checker.problems
}

impl Checker<'_> {
    fn demand(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if !holds {
            self.problems.push(problem());
        }
    }

    /// Parses a version set and demands that it lies inside another.
    fn versions(&mut self, text: &str, owner: Versions, what: &str) -> Versions {
        match Versions::parse(text) {
            Ok(versions) => {
                self.demand(versions.within(owner) && versions != Versions::default(), || {
                    format!("{what}: versions {text:?} are not inside {:?}", owner.text())
                });
                versions
            }
            Err(problem) => {
                self.problems.push(format!("{what}: {problem}"));
                owner
            }
        }
    }

    /// Demands that the sets of versions are inside the owner's.
    ///
    /// Returns the versions that none of them has.
    fn ranges<'r>(&mut self, ranges: impl IntoIterator<Item = &'r String>, owner: Versions, what: &str) -> Versions {
        let mut left = owner;
        for range in ranges {
            let versions = self.versions(range, owner, what);
            self.demand(versions.within(left), || format!("{what}: {range:?} overlaps another range"));
            left = left.without(versions);
        }
        left
    }

    /// Demands that every version of the owner has a value.
    ///
    /// The value differs by version.
    fn covered<T>(&mut self, value: &Varying<T>, owner: Versions, what: &str) {
        if let Varying::By(map) = value {
            let left = self.ranges(map.keys(), owner, what);
            self.demand(left == Versions::default(), || format!("{what}: nothing is said for {}", left.text()));
        }
    }

    fn unique<K: Ord + std::fmt::Display>(&mut self, keys: impl Iterator<Item = K>, what: &str) {
        let mut seen = BTreeSet::new();
        for key in keys {
            let text = key.to_string();
            let new = seen.insert(key);
            self.demand(new, || format!("{what}: {text} occurs twice"));
        }
    }

    /// Demands that a tag is in the tables of all these versions.
    fn known_tag(&mut self, tag: &str, versions: Versions, what: &str) {
        match self.tags.get(tag) {
            None => self.problems.push(format!("{what}: unknown tag {tag:?}")),
            Some(all) => {
                let all = *all;
                self.demand(versions.within(all), || {
                    format!("{what}: tag {tag:?} is in {}, not in all of {}", all.text(), versions.text())
                });
            }
        }
    }

    fn forms(&mut self, forms: &[Form], owner: Versions, what: &str) {
        self.demand(!forms.is_empty(), || format!("{what}: no type"));
        let mut covered = Versions::default();
        for form in forms {
            self.demand(ITEM_TYPES.contains(&form.item_type.as_str()), || {
                format!("{what}: unknown type {:?}", form.item_type)
            });
            let versions = form.versions.as_deref().map_or(owner, |v| self.versions(v, owner, what));
            covered = covered.union(versions);
            let known = form.enumeration.as_deref().is_none_or(|e| self.enumerations.contains_key(e));
            self.demand(known, || format!("{what}: unknown enumeration {:?}", form.enumeration));
            let known = form.mask.as_deref().is_none_or(|m| self.masks.contains(m));
            self.demand(known, || format!("{what}: unknown mask {:?}", form.mask));
            let known = form.structure.as_deref().is_none_or(|s| self.structures.contains(s));
            self.demand(known, || format!("{what}: unknown structure {:?}", form.structure));
            let fits = (form.item_type == "Enumeration") == form.enumeration.is_some()
                && (form.mask.is_none() || form.item_type == "Integer")
                && (form.structure.is_none() || form.item_type == "Structure");
            self.demand(fits, || format!("{what}: {} does not go with what it names", form.item_type));
        }
        let left = owner.without(covered);
        self.demand(forms.is_empty() || left == Versions::default(), || format!("{what}: no type in {}", left.text()));
    }
}

#[cfg(test)]
mod tests;
