//! `types.json`: what it names exists.

use super::Checker;
use crate::versions::Versions;

impl Checker<'_> {
    pub(super) fn types(&mut self) {
        let types = &self.schema.types;
        let what = "types.json";
        let structures =
            types.same.iter().flat_map(|(a, b)| [a, b]).chain(types.rename.keys()).chain(types.hand_written.keys());
        for name in structures {
            let known = self.structures.contains(name.as_str());
            self.demand(known, || format!("{what}: unknown structure {name:?}"));
        }
        for name in types.no_alloc.structures.iter().chain(&types.no_alloc.apart) {
            let known = self.structures.contains(name.as_str());
            self.demand(known, || format!("{what}: unknown structure {name:?}"));
        }
        for name in &types.no_alloc.by_hand {
            let known = self.structures.contains(name.as_str()) || types.by_type.iter().any(|v| v.name == *name);
            self.demand(known, || format!("{what}: unknown type {name:?}"));
        }
        for target in types.same.values() {
            let end = !types.same.contains_key(target);
            self.demand(end, || format!("{what}: {target:?} is itself the same as another"));
        }
        for name in [&types.tags, &types.item_types] {
            let known = self.enumerations.contains_key(name.as_str());
            self.demand(known, || format!("{what}: unknown enumeration {name:?}"));
        }
        let variant_tags = types.by_type.iter().flat_map(|v| &v.tags);
        self.unique(variant_tags.clone(), "types.json: tags of by_type");
        let tags = variant_tags.chain(types.by_selector.iter().flat_map(|s| [&s.tag, &s.selector]));
        for tag in tags {
            self.known_tag(tag, Versions::default(), what);
        }
        let (structures, payloads) =
            (self.schema.structures.iter().flat_map(|s| &s.fields), self.schema.payload_fields());
        let fields: Vec<_> = structures.chain(payloads).collect();
        for selection in &types.by_selector {
            let used = fields
                .iter()
                .any(|f| f.tag.as_ref() == Some(&selection.tag) && f.selector.as_ref() == Some(&selection.selector));
            self.demand(used, || format!("{what}: no field is selected as {:?}", selection.name));
        }
        for choice in &types.by_tag {
            let used = fields.iter().any(|f| f.choice.as_ref() == Some(choice));
            self.demand(used, || format!("{what}: no field is the choice {choice:?}"));
        }
        self.members();
    }

    /// A choice that names its selector has a value of it for every member.
    fn members(&mut self) {
        let types = &self.schema.types;
        for field in self.schema.payload_fields().filter(|field| field.choice.is_some()) {
            let Some(selector) = &field.selector else { continue };
            for member in field.members.keys() {
                let other = types.members.get(selector).and_then(|names| names.get(member));
                let known = self.value_of(selector, other.unwrap_or(member)).is_some();
                self.demand(known, || format!("types.json: {selector:?} has no value for the member {member:?}"));
            }
        }
    }
}
