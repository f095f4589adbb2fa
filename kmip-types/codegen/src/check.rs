//! What must hold of the schema before anything is generated from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{constant, xml};
use crate::schema::{Enumeration, Field, Form, Schema, Values, Varying};
use crate::versions::Versions;

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
    masks: BTreeMap<&'s str, &'s Enumeration>,
    structures: BTreeSet<&'s str>,
    problems: Vec<String>,
}

/// Every problem that the schema has.
pub(crate) fn check(schema: &Schema) -> Vec<String> {
    let mut checker = Checker {
        schema,
        tags: schema.tags.iter().map(|t| (t.name.as_str(), Versions::parse(&t.versions).unwrap_or_default())).collect(),
        enumerations: schema.enumerations.iter().map(|e| (e.name.as_str(), e)).collect(),
        masks: schema.masks.iter().map(|e| (e.name.as_str(), e)).collect(),
        structures: schema.structures.iter().map(|s| s.name.as_str()).collect(),
        problems: Vec::new(),
    };
    checker.tags();
    checker.vocabularies();
    checker.attributes();
    checker.structures();
    checker.operations();
    checker.types();
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

    fn unique<K: Ord + std::fmt::Display>(&mut self, keys: impl Iterator<Item = K>, what: &str) {
        let mut seen = BTreeSet::new();
        for key in keys {
            let text = key.to_string();
            let new = seen.insert(key);
            self.demand(new, || format!("{what}: {text} occurs twice"));
        }
    }

    fn forms(&mut self, forms: &[Form], owner: Versions, what: &str) {
        self.demand(!forms.is_empty(), || format!("{what}: no type"));
        for form in forms {
            self.demand(ITEM_TYPES.contains(&form.item_type.as_str()), || {
                format!("{what}: unknown type {:?}", form.item_type)
            });
            if let Some(versions) = &form.versions {
                self.versions(versions, owner, what);
            }
            let known = form.enumeration.as_deref().is_none_or(|e| self.enumerations.contains_key(e));
            self.demand(known, || format!("{what}: unknown enumeration {:?}", form.enumeration));
            let known = form.mask.as_deref().is_none_or(|m| self.masks.contains_key(m));
            self.demand(known, || format!("{what}: unknown mask {:?}", form.mask));
            let known = form.structure.as_deref().is_none_or(|s| self.structures.contains(s));
            self.demand(known, || format!("{what}: unknown structure {:?}", form.structure));
            let named = form.item_type != "Enumeration" || form.enumeration.is_some();
            self.demand(named, || format!("{what}: an Enumeration that names none"));
        }
    }

    fn tags(&mut self) {
        let schema = self.schema;
        self.unique(schema.tags.iter().map(|t| t.value.as_str()), "tag numbers");
        self.unique(schema.tags.iter().map(|t| t.name.as_str()), "tag names");
        self.unique(schema.tags.iter().map(|t| xml(&t.name)), "tag names in XML");
        self.unique(schema.tags.iter().map(|t| constant(&t.name)), "tag constants");
        let ordered = schema.tags.is_sorted_by_key(|t| &t.value);
        self.demand(ordered, || "tags are not in the order of their numbers".to_owned());
        for tag in &schema.tags {
            let versions = self.versions(&tag.versions, Versions::ALL, &tag.name);
            self.forms(&tag.forms(), versions, &tag.name);
            let number = u32::from_str_radix(tag.value.trim_start_matches("0x"), 16);
            self.demand(matches!(number, Ok(0x42_0001..=0x42_FFFF)), || {
                format!("{}: no tag number {}", tag.name, tag.value)
            });
            if let Some(deprecated) = &tag.deprecated {
                self.versions(deprecated, versions, &tag.name);
            }
        }
    }

    fn vocabularies(&mut self) {
        let schema = self.schema;
        self.unique(schema.enumerations.iter().map(|e| e.name.as_str()), "enumerations");
        self.unique(schema.masks.iter().map(|e| e.name.as_str()), "masks");
        for list in schema.enumerations.iter().chain(&schema.masks) {
            let all = self.versions(&list.versions, Versions::ALL, &list.name);
            for section in list.sections.iter().flatten() {
                self.versions(section.0, all, &list.name);
            }
            let carriers: Vec<&String> = match &list.tags {
                Varying::Same(tags) => tags.iter().collect(),
                Varying::By(map) => map.values().flatten().collect(),
            };
            for tag in carriers {
                let known = self.tags.contains_key(tag.as_str());
                self.demand(known, || format!("{}: unknown tag {tag:?}", list.name));
            }
            let Values::Listed(values) = &list.values else { continue };
            self.unique(values.iter().map(|v| v.value.as_str()), &list.name);
            self.unique(values.iter().map(|v| constant(&v.name)), &list.name);
            let ordered = values.is_sorted_by_key(|v| &v.value);
            self.demand(ordered, || format!("{}: values are not in order", list.name));
            let mut names: BTreeMap<String, &str> = BTreeMap::new();
            for value in values {
                let versions = value.versions.as_deref().map_or(all, |v| self.versions(v, all, &value.name));
                for old in value.spellings.keys() {
                    self.versions(old, versions, &value.name);
                }
                let spellings = value.spellings.values().chain(&value.aliases).chain([&value.name]);
                for name in spellings {
                    let other = names.insert(xml(name), &value.value).is_none_or(|other| other == value.value);
                    self.demand(other && !xml(name).is_empty(), || format!("{}: {name:?} names two values", list.name));
                }
                let single =
                    |v: &str| u32::from_str_radix(v.trim_start_matches("0x"), 16).is_ok_and(u32::is_power_of_two);
                let is_mask = self.masks.contains_key(list.name.as_str());
                self.demand(!is_mask || single(&value.value), || {
                    format!("{}: {} is no single bit", list.name, value.value)
                });
            }
        }
    }

    fn attributes(&mut self) {
        let schema = self.schema;
        self.unique(schema.attributes.iter().map(|a| a.name.as_str()), "attributes");
        for attribute in &schema.attributes {
            let versions = self.versions(&attribute.versions, Versions::ALL, &attribute.name);
            self.forms(&attribute.forms(), versions, &attribute.name);
            if let Varying::By(map) = &attribute.multi {
                for range in map.keys() {
                    self.versions(range, versions, &attribute.name);
                }
            }
            if let Some(tag) = &attribute.tag {
                let known = self.tags.get(tag.as_str()).is_some_and(|owner| versions.within(*owner));
                self.demand(known, || format!("attribute {:?}: its tag is not in its versions", attribute.name));
            }
        }
    }

    fn fields(&mut self, fields: &[Field], owner: Versions, what: &str) {
        let named = fields.iter().filter_map(|f| f.tag.as_deref().or(f.choice.as_deref()));
        self.unique(named, what);
        self.demand(fields.len() <= 64, || format!("{what}: more than 64 fields"));
        for field in fields {
            let versions = field.versions.as_deref().map_or(owner, |v| self.versions(v, owner, what));
            let name = field.tag.as_deref().or(field.choice.as_deref()).unwrap_or("any");
            let what = format!("{what}, {name}");
            let counts: Vec<&String> = match &field.occurs {
                Varying::Same(count) => vec![count],
                Varying::By(map) => {
                    let parts: Vec<Versions> = map.keys().map(|range| self.versions(range, versions, &what)).collect();
                    let covered = parts.into_iter().fold(Versions::default(), Versions::union) == versions;
                    self.demand(covered, || format!("{what}: occurrences do not cover its versions"));
                    map.values().collect()
                }
            };
            for count in counts {
                let known = ["1", "0..1", "0..n", "1..n"].contains(&count.as_str());
                self.demand(known, || format!("{what}: occurs {count:?}"));
            }
            if let Some(tag) = &field.tag {
                let inside = self.tags.get(tag.as_str()).is_some_and(|all| versions.within(*all));
                self.demand(inside, || format!("{what}: the tag is not in all of these versions"));
                self.forms(&field.forms(), versions, &what);
            }
            for (tag, range) in &field.members {
                let range = self.versions(range, versions, &what);
                let inside = self.tags.get(tag.as_str()).is_some_and(|all| range.within(*all));
                self.demand(inside, || format!("{what}: {tag:?} is not in all of these versions"));
            }
        }
    }

    fn structures(&mut self) {
        let schema = self.schema;
        self.unique(schema.structures.iter().map(|s| s.name.as_str()), "structures");
        for structure in &schema.structures {
            let versions = self.versions(&structure.versions, Versions::ALL, &structure.name);
            for range in structure.sections.keys() {
                self.versions(range, versions, &structure.name);
            }
            if let Some(tag) = &structure.tag {
                let inside = self.tags.get(tag.as_str()).is_some_and(|all| versions.within(*all));
                self.demand(inside, || format!("{}: the tag is not in all of its versions", structure.name));
            }
            if let Some(by) = &structure.selected_by {
                let values = self.enumerations.get(by.field.as_str()).map(|e| &e.values);
                let known = matches!(values, Some(Values::Listed(list)) if list.iter().any(|v| v.name == by.value));
                self.demand(known, || format!("{}: selected by an unknown value", structure.name));
            }
            self.fields(&structure.fields, versions, &structure.name);
        }
    }

    fn operations(&mut self) {
        let schema = self.schema;
        self.unique(schema.operations.iter().map(|o| o.name.as_str()), "operations");
        self.unique(schema.operations.iter().map(|o| o.value.as_str()), "operation numbers");
        for operation in &schema.operations {
            let name = &operation.name;
            let versions = self.versions(&operation.versions, Versions::ALL, name);
            let listed = matches!(self.enumerations.get("Operation").map(|e| &e.values), Some(Values::Listed(values))
                if values.iter().any(|v| v.name == *name && v.value == operation.value));
            self.demand(listed, || format!("{name}: not in the Operation Enumeration"));
            self.fields(&operation.request, versions, &format!("{name} request"));
            self.fields(&operation.response, versions, &format!("{name} response"));
            for range in operation.sections.keys() {
                self.versions(range, versions, name);
            }
            if let Varying::By(map) = &operation.direction {
                for range in map.keys() {
                    self.versions(range, versions, name);
                }
            }
            if let Some(Varying::By(map)) = &operation.response_note {
                for range in map.keys() {
                    self.versions(range, versions, name);
                }
            }
            let forms =
                [(&operation.server_request, &operation.request), (&operation.server_response, &operation.response)];
            for (server, client) in forms.iter().filter_map(|(server, client)| server.as_ref().map(|s| (s, client))) {
                let own = self.versions(&server.versions, versions, name);
                self.fields(&server.fields, own, &format!("{name} from the server"));
                for field in &server.fields {
                    // The model has one type for both directions, so the server's form may add nothing.
                    let known = client.iter().any(|f| f.tag == field.tag);
                    self.demand(known, || format!("{name}: the server's form has a field of its own: {:?}", field.tag));
                }
            }
        }
    }

    fn types(&mut self) {
        let types = &self.schema.types;
        let structures =
            types.same.iter().flat_map(|(a, b)| [a, b]).chain(types.rename.keys()).chain(types.hand_written.keys());
        for name in structures {
            let known = self.structures.contains(name.as_str());
            self.demand(known, || format!("types.json: unknown structure {name:?}"));
        }
        let tags = types
            .variants
            .iter()
            .flat_map(|v| &v.tags)
            .chain(types.selections.iter().flat_map(|s| [&s.tag, &s.selector]));
        for name in tags {
            let known = self.tags.contains_key(name.as_str());
            self.demand(known, || format!("types.json: unknown tag {name:?}"));
        }
    }
}
