//! The types of the model that are generated without an allocator.
//!
//! They are those that `types.json` lists, and the types that these hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ByType, Count, Field, Model, Structure};
use crate::names::{constant, type_name};
use crate::schema::Schema;
use crate::types::Type;

/// The types, in the order of the model.
pub(in crate::emit) struct Closure<'m> {
    pub(in crate::emit) structures: Vec<Structure>,
    pub(super) by_type: Vec<&'m ByType>,
    pub(super) by_selector: Vec<String>,
    pub(super) by_tag: Vec<String>,
    pub(super) attributes: bool,
    /// Those with a lifetime.
    borrowing: BTreeSet<String>,
    /// The operation of a payload, as a constant.
    operations: BTreeMap<String, String>,
    relations: Relations,
    /// The types with a default.
    defaults: BTreeSet<String>,
}

/// The dependencies between fields of one structure, by structure and field.
#[derive(Default)]
struct Relations {
    /// Fields in place of two that are forms of one thing.
    merged: BTreeSet<(String, String)>,
    /// Fields that another field tells, and that field.
    told: BTreeMap<(String, String), String>,
}

/// The type that is written by hand for the model and for `no_alloc`, and borrows.
pub(in crate::emit) const ATTRIBUTES: &str = "Attributes";

impl<'m> Closure<'m> {
    pub(in crate::emit) fn new(schema: &Schema, model: &'m Model) -> Self {
        let wanted = &schema.types.no_alloc;
        let operations = schema.operations.iter().map(|operation| &operation.name);
        let operations: BTreeMap<String, String> =
            operations.map(|name| (format!("{}Request", type_name(name)), constant(name))).collect();
        let mut relations = Relations::default();
        let mut all: Vec<Structure> = model.structures.iter().map(|s| relations.apply(s, schema, model)).collect();
        let mut reached: BTreeSet<String> = operations.keys().cloned().collect();
        reached.extend(wanted.structures.iter().map(|name| type_name(name)));
        // Each round adds what the last one's types hold.
        loop {
            let next: BTreeSet<String> =
                reached.iter().flat_map(|name| held(name, &all, model)).filter_map(named).collect();
            let before = reached.len();
            reached.extend(next);
            if reached.len() == before {
                break;
            }
        }
        let by_hand: BTreeSet<String> = wanted.by_hand.iter().map(|name| type_name(name)).collect();
        let mut borrowing = by_hand.clone();
        borrowing.insert(ATTRIBUTES.to_owned());
        loop {
            let next: Vec<String> = reached
                .iter()
                .filter(|name| {
                    all.iter()
                        .filter(|s| s.rust == **name)
                        .flat_map(|s| &s.fields)
                        .any(|f| f.count == Count::Many || super::is_part(f))
                        || held(name, &all, model).any(|value| borrows(value, &borrowing))
                })
                .cloned()
                .collect();
            let before = borrowing.len();
            borrowing.extend(next);
            if borrowing.len() == before {
                break;
            }
        }
        all.retain(|s| reached.contains(&s.rust) && !by_hand.contains(&s.rust));
        // A choice by tag has no default, nor has what cannot be without one.
        let mut bare: BTreeSet<String> = model.by_tag.iter().map(|(name, _)| type_name(name)).collect();
        bare.extend(by_hand.iter().cloned());
        loop {
            let lacks = |f: &Field| f.count == Count::One && named(&f.value).is_some_and(|name| bare.contains(&name));
            let next: Vec<String> = all.iter().filter(|s| s.fields.iter().any(lacks)).map(|s| s.rust.clone()).collect();
            let before = bare.len();
            bare.extend(next);
            if bare.len() == before {
                break;
            }
        }
        let defaults = all.iter().map(|s| &s.rust).filter(|rust| !bare.contains(*rust)).cloned().collect();
        let by_selector = model.by_selector.iter().map(|(s, _)| s.name.clone());
        let by_tag = model.by_tag.iter().map(|(name, _)| name.clone());
        Self {
            structures: all,
            by_type: model.by_type.iter().filter(|v| reached.contains(&v.rust) && !by_hand.contains(&v.rust)).collect(),
            by_selector: by_selector.filter(|name| reached.contains(&type_name(name))).collect(),
            by_tag: by_tag.filter(|name| reached.contains(&type_name(name))).collect(),
            attributes: reached.contains("Attribute") || reached.contains(ATTRIBUTES),
            borrowing,
            operations,
            relations,
            defaults,
        }
    }

    /// Returns whether there is an enum of this name.
    pub(in crate::emit) fn has(&self, rust: &str) -> bool {
        let selected = self.by_selector.iter().chain(&self.by_tag).any(|name| type_name(name) == rust);
        selected || self.by_type.iter().any(|v| v.rust == rust)
    }

    /// `<'a>`, if the type has a lifetime.
    pub(in crate::emit) fn lifetime(&self, name: &str) -> &'static str {
        if self.borrowing.contains(name) { "<'a>" } else { "" }
    }

    /// `<'_>`, if the type has a lifetime.
    pub(super) fn anonymous(&self, name: &str) -> &'static str {
        if self.borrowing.contains(name) { "<'_>" } else { "" }
    }

    pub(super) fn operation(&self, s: &Structure) -> Option<&String> {
        self.operations.get(&s.rust)
    }

    /// Returns whether a value has 32 bits at most.
    pub(super) fn is_small(&self, value: &Type) -> bool {
        matches!(value, Type::Plain { code, .. } if !matches!(code.as_str(), "i64" | "DateTime" | "DateTimeExtended"))
    }

    pub(super) fn is_merged(&self, s: &Structure, field: &Field) -> bool {
        self.relations.merged.contains(&(s.rust.clone(), field.ident.clone()))
    }

    /// The field that tells the value of this one.
    pub(super) fn teller(&self, s: &Structure, field: &Field) -> Option<&str> {
        self.relations.told.get(&(s.rust.clone(), field.ident.clone())).map(String::as_str)
    }

    /// ` Default`, if the type has one.
    pub(in crate::emit) fn default(&self, rust: &str) -> &'static str {
        if self.defaults.contains(rust) { " Default" } else { "" }
    }
}

impl Relations {
    /// The structure as it is without an allocator.
    fn apply(&mut self, s: &Structure, schema: &Schema, model: &Model) -> Structure {
        let mut s = merge(s, schema, &mut self.merged);
        for own in &s.entry.fields {
            let (Some(choice), Some(selector)) = (&own.choice, &own.selector) else { continue };
            let arms = model.by_tag.iter().filter(|(name, _)| name == choice).flat_map(|(_, cases)| cases).count();
            let told = s.fields.iter().find(|f| f.name == *selector).map(|f| f.ident.clone());
            let Some(told) = told.filter(|_| own.members.len() == arms) else { continue };
            // Each member of the choice has a value of the selector, so that the two cannot disagree.
            for field in s.fields.iter_mut().filter(|f| f.name == *choice) {
                (field.count, field.required) = (Count::One, true);
                self.told.insert((s.rust.clone(), told.clone()), field.ident.clone());
            }
        }
        s
    }
}

/// Returns the structure with one field in place of two.
///
/// The two are forms of one thing; the earlier tag comes second.
fn merge(s: &Structure, schema: &Schema, merged: &mut BTreeSet<(String, String)>) -> Structure {
    let mut s = s.clone();
    let apart = schema.types.no_alloc.apart.iter().any(|name| type_name(name) == s.rust);
    for form in schema.conversions.attributes.around().filter(|_| !apart) {
        let into = form.tagged;
        let Some(earlier) = s.fields.iter().position(|f| f.name == form.named) else { continue };
        if !s.fields.iter().any(|f| f.name == into) {
            continue;
        }
        let earlier = s.fields.remove(earlier);
        for field in s.fields.iter_mut().filter(|f| f.name == into) {
            field.versions = field.versions.union(earlier.versions);
            field.tags.extend(earlier.tags.first().cloned());
            merged.insert((s.rust.clone(), field.ident.clone()));
        }
    }
    s
}

/// The types of what a type holds.
fn held<'t>(name: &str, structures: &'t [Structure], model: &'t Model) -> impl Iterator<Item = &'t Type> {
    let fields = structures.iter().filter(move |s| s.rust == *name).flat_map(|s| &s.fields).map(|f| &f.value);
    let arms = model.by_type.iter().filter(move |v| v.rust == *name).flat_map(|v| &v.arms).map(|arm| &arm.value);
    let selected =
        model.by_selector.iter().filter(move |(s, _)| type_name(&s.name) == *name).flat_map(|(_, cases)| cases);
    let chosen = model.by_tag.iter().filter(move |(choice, _)| type_name(choice) == *name).flat_map(|(_, cases)| cases);
    let attributes = model.attributes.iter().filter(move |_| name == "Attribute" || name == ATTRIBUTES);
    fields
        .chain(arms)
        .chain(selected.chain(chosen).chain(attributes).map(|case| &case.value))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The name of a type that is generated, or written by hand.
fn named(value: &Type) -> Option<String> {
    match value {
        Type::Structure(name) | Type::Varying { name, .. } | Type::Chosen(name) => Some(name.clone()),
        Type::Plain { .. } | Type::Body { .. } | Type::Node => None,
    }
}

fn borrows(value: &Type, borrowing: &BTreeSet<String>) -> bool {
    match value {
        Type::Plain { .. } => false,
        Type::Body { .. } | Type::Node => true,
        Type::Structure(name) | Type::Varying { name, .. } | Type::Chosen(name) => borrowing.contains(name),
    }
}
