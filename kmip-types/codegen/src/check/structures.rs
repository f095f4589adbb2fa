//! Attributes, structures, operations: fields and their versions.

use super::{Checker, ITEM_TYPES};
use crate::schema::{Arms, Enumeration, Field, When};
use crate::versions::Versions;

/// The ways to say how often a field can occur.
const OCCURS: [&str; 4] = ["1", "0..1", "0..n", "1..n"];

/// A field is a bit of the mask that the decoder keeps.
const MOST_FIELDS: usize = 64;

impl Checker<'_> {
    pub(super) fn attributes(&mut self) {
        let attributes = &self.schema.attributes;
        self.unique(attributes.iter().map(|a| a.name.as_str()), "attributes");
        for attribute in attributes {
            let what = format!("attribute {:?}", attribute.name);
            let versions = self.versions(&attribute.versions, Versions::ALL, &what);
            self.forms(&attribute.forms(), versions, &what);
            self.covered(&attribute.multi, versions, &what);
            self.ranges(attribute.sections.keys(), versions, &what);
            if let Some(tag) = &attribute.tag {
                self.known_tag(tag, versions, &what);
            }
        }
    }

    pub(super) fn structures(&mut self) {
        let structures = &self.schema.structures;
        self.unique(structures.iter().map(|s| s.name.as_str()), "structures");
        for structure in structures {
            let versions = self.versions(&structure.versions, Versions::ALL, &structure.name);
            self.ranges(structure.sections.keys(), versions, &structure.name);
            if let Some(tag) = &structure.tag {
                self.known_tag(tag, versions, &structure.name);
            }
            for by in [&structure.selected_by, &structure.only_if].into_iter().flatten() {
                let known = self.value_of(&by.field, &by.value).is_some();
                self.demand(known, || format!("{}: selected by an unknown value", structure.name));
            }
            self.fields(&structure.fields, versions, &structure.name);
        }
    }

    /// The number of this value of the enumeration that the tag carries.
    pub(super) fn value_of(&self, tag: &str, value: &str) -> Option<&str> {
        let carries = |e: &&&Enumeration| e.tags.values().flatten().any(|t| t == tag);
        let enumeration = self.enumerations.values().find(carries)?;
        enumeration.values().iter().find(|v| v.name == value).map(|v| v.value.as_str())
    }

    pub(super) fn operations(&mut self) {
        let operations = &self.schema.operations;
        self.unique(operations.iter().map(|o| o.name.as_str()), "operations");
        self.unique(operations.iter().map(|o| o.value.as_str()), "operation numbers");
        let selection = self.schema.types.by_selector.iter().find(|s| s.arms == Arms::Request);
        let selector = selection.map(|s| s.selector.as_str()).unwrap_or_default();
        for operation in operations {
            let name = &operation.name;
            let versions = self.versions(&operation.versions, Versions::ALL, name);
            let listed = self.value_of(selector, name) == Some(&operation.value);
            self.demand(listed, || format!("{name}: not in the enumeration of {selector:?}, or with another number"));
            self.ranges(operation.sections.keys(), versions, name);
            self.covered(&operation.direction, versions, name);
            if let Some(note) = &operation.response_note {
                self.ranges(note.ranges(), versions, name);
            }
            let (request, response) = (&operation.request, &operation.response);
            self.fields(request, versions, &format!("{name} request"));
            self.fields(response, versions, &format!("{name} response"));
            for (server, client) in [(&operation.server_request, request), (&operation.server_response, response)] {
                let Some(server) = server else { continue };
                let what = format!("{name} from the server");
                let own = self.versions(&server.versions, versions, &what);
                self.fields(&server.fields, own, &what);
                // The model has one type for both directions, so the server's form may add nothing, nor leave out what
                // every other form requires.
                for field in &server.fields {
                    let known = client.iter().any(|f| f.name() == field.name());
                    self.demand(known, || format!("{what}: a field of its own: {:?}", field.name()));
                }
                let required =
                    client.iter().filter(|f| f.versions.is_none() && f.occurs.values().all(|c| c.starts_with('1')));
                for field in required {
                    let there = server.fields.iter().any(|f| f.name() == field.name());
                    self.demand(there, || format!("{what}: lacks {:?}, which is required", field.name()));
                }
            }
        }
    }

    fn fields(&mut self, fields: &[Field], owner: Versions, what: &str) {
        self.unique(fields.iter().filter_map(Field::name), what);
        self.demand(fields.len() <= MOST_FIELDS, || format!("{what}: more than {MOST_FIELDS} fields"));
        for field in fields {
            self.field(field, owner, what);
            for when in field.present_if.iter().chain(&field.absent_if) {
                let what = format!("{what}, {}, condition", field.name().unwrap_or("any"));
                let versions = field.versions.as_deref().and_then(|v| Versions::parse(v).ok()).unwrap_or(owner);
                self.condition(when, fields, versions, &what);
            }
        }
    }

    /// A condition names fields beside it, and values that they can have.
    fn condition(&mut self, when: &When, fields: &[Field], owner: Versions, what: &str) {
        if let Some(range) = &when.versions {
            self.versions(range, owner, what);
        }
        let beside = when.with.iter().chain(&when.without).chain(when.is_not.keys()).chain(when.of_type.keys());
        for name in beside {
            let known = fields.iter().any(|field| field.name() == Some(name));
            self.demand(known, || format!("{what}: no field {name:?} beside it"));
        }
        for (name, values) in when.is.iter().chain(&when.is_not) {
            for value in values {
                let known = self.value_of(name, value).is_some();
                self.demand(known, || format!("{what}: {name:?} has no value {value:?}"));
            }
        }
        for item_type in when.of_type.values() {
            self.demand(ITEM_TYPES.contains(&item_type.as_str()), || format!("{what}: unknown type {item_type:?}"));
        }
        for name in &when.except_in {
            let known = self.schema.operations.iter().any(|operation| operation.name == *name);
            self.demand(known, || format!("{what}: unknown operation {name:?}"));
        }
    }

    fn field(&mut self, field: &Field, owner: Versions, what: &str) {
        let what = format!("{what}, {}", field.name().unwrap_or("any"));
        let versions = field.versions.as_deref().map_or(owner, |v| self.versions(v, owner, &what));
        let kinds = [field.tag.is_some(), field.choice.is_some(), field.any, field.any_attribute];
        let one = kinds.into_iter().filter(|is| *is).count() == 1;
        self.demand(one, || format!("{what}: not exactly one of tag, choice, any, any_attribute"));
        self.covered(&field.occurs, versions, &what);
        for count in field.occurs.values() {
            self.demand(OCCURS.contains(&count.as_str()), || format!("{what}: occurs {count:?}"));
        }
        if let Some(condition) = &field.condition {
            self.ranges(condition.ranges(), versions, &what);
        }
        if let Some(selector) = &field.selector {
            self.known_tag(selector, versions, &what);
        }
        if let Some(tag) = &field.tag {
            self.known_tag(tag, versions, &what);
            self.forms(&field.forms(), versions, &what);
            let by_selector = self.schema.types.by_selector.iter().filter(|s| s.tag == *tag);
            let selectors: Vec<&String> = by_selector.map(|s| &s.selector).collect();
            let agrees = field.selector.as_ref().is_none_or(|s| selectors.contains(&s));
            self.demand(agrees, || format!("{what}: types.json has no selection by {:?}", field.selector));
        }
        if let Some(choice) = &field.choice {
            let known = self.schema.types.by_tag.contains(choice);
            self.demand(known, || format!("{what}: types.json has no choice {choice:?}"));
            let mut all = Versions::default();
            for (tag, range) in &field.members {
                let range = self.versions(range, versions, &what);
                all = all.union(range);
                self.known_tag(tag, range, &what);
                let structure = self.schema.structures.iter().any(|s| s.tag.as_ref() == Some(tag));
                self.demand(structure, || format!("{what}: no structure under {tag:?}"));
            }
            self.demand(all == versions, || format!("{what}: no member in {}", versions.without(all).text()));
        }
    }
}
