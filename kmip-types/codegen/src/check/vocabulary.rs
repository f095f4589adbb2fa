//! Tags, enumerations and masks: numbers and names.

use std::collections::BTreeMap;

use super::Checker;
use crate::names::{constant, xml};
use crate::schema::{Enumeration, Value};
use crate::versions::{Versions, number};

impl Checker<'_> {
    pub(super) fn tags(&mut self) {
        let tags = &self.schema.tags.tags;
        self.unique(tags.iter().map(|t| t.value.as_str()), "tag numbers");
        self.unique(tags.iter().map(|t| t.name.as_str()), "tag names");
        self.unique(tags.iter().map(|t| xml(&t.name)), "tag names in XML");
        self.unique(tags.iter().map(|t| constant(&t.name)), "tag constants");
        self.demand(tags.is_sorted_by_key(|t| &t.value), || "tags are not in the order of their numbers".to_owned());
        for tag in tags {
            let versions = self.versions(&tag.versions, Versions::ALL, &tag.name);
            self.forms(&tag.forms(), versions, &tag.name);
            let valid = is_written_as(&tag.value, 6) && matches!(number(&tag.value), Ok(0x42_0001..=0x42_FFFF));
            self.demand(valid, || format!("{}: no tag number {}", tag.name, tag.value));
            self.demand(!xml(&tag.name).is_empty(), || format!("{:?} is no name", tag.name));
            if let Some(deprecated) = &tag.deprecated {
                self.versions(deprecated, versions, &tag.name);
            }
        }
        self.ranges(self.schema.tags.reserved.keys(), Versions::ALL, "reserved tags");
        for (range, reserved) in &self.schema.tags.reserved {
            let versions = Versions::parse(range).unwrap_or_default();
            for value in reserved {
                let taken = tags.iter().find(|t| t.value == *value).and_then(|t| Versions::parse(&t.versions).ok());
                let free = taken.is_none_or(|taken| taken.without(versions) == taken);
                self.demand(free, || format!("{value} is reserved in {range}, and is a tag"));
            }
        }
    }

    pub(super) fn vocabularies(&mut self) {
        let schema = self.schema;
        self.unique(schema.enumerations.iter().map(|e| e.name.as_str()), "enumerations");
        self.unique(schema.masks.iter().map(|e| e.name.as_str()), "masks");
        for list in schema.enumerations.iter().chain(&schema.masks) {
            self.vocabulary(list);
        }
    }

    fn vocabulary(&mut self, list: &Enumeration) {
        let all = self.versions(&list.versions, Versions::ALL, &list.name);
        self.ranges(list.sections.keys(), all, &list.name);
        self.covered(&list.tags, all, &list.name);
        for tag in list.tags.values().flatten() {
            let known = self.tags.contains_key(tag.as_str());
            self.demand(known, || format!("{}: unknown tag {tag:?}", list.name));
        }
        let values = list.values();
        self.unique(values.iter().map(|v| v.value.as_str()), &list.name);
        self.unique(values.iter().map(|v| constant(&v.name)), &list.name);
        self.demand(values.is_sorted_by_key(|v| &v.value), || format!("{}: values are not in order", list.name));
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        let is_mask = self.masks.contains(list.name.as_str());
        for value in values {
            let what = format!("{}, {}", list.name, value.name);
            let number = number(&value.value).ok().filter(|_| is_written_as(&value.value, 8));
            self.demand(number.is_some(), || format!("{what}: no number {}", value.value));
            let single = number.is_some_and(u32::is_power_of_two);
            self.demand(!is_mask || single, || format!("{what}: {} is no single bit", value.value));
            self.spellings(value, all, &what, &mut names);
        }
    }

    /// Checks that every name, in the form of XML, stands for one value.
    ///
    /// An alias is none that some version writes.
    fn spellings<'v>(&mut self, value: &'v Value, all: Versions, what: &str, names: &mut BTreeMap<String, &'v str>) {
        let versions = value.versions.as_deref().map_or(all, |v| self.versions(v, all, what));
        let left = self.ranges(value.spellings.keys(), versions, what);
        self.demand(left != Versions::default(), || format!("{what}: no version uses the name itself"));
        if let Some(deprecated) = &value.deprecated {
            self.versions(deprecated, versions, what);
        }
        let written: Vec<String> = value.spellings.values().chain([&value.name]).map(|name| xml(name)).collect();
        self.unique(value.aliases.iter().map(|alias| xml(alias)), &format!("{what}: aliases"));
        for alias in &value.aliases {
            self.demand(!written.contains(&xml(alias)), || format!("{what}: alias {alias:?} is one of its names"));
        }
        for name in value.spellings.values().chain(&value.aliases).chain([&value.name]) {
            let normal = xml(name);
            self.demand(!normal.is_empty(), || format!("{what}: {name:?} is no name"));
            let other = names.insert(normal, &value.value).is_none_or(|other| other == value.value);
            self.demand(other, || format!("{what}: {name:?} names two values"));
        }
    }
}

/// `0x` and this many digits in upper case.
fn is_written_as(value: &str, digits: usize) -> bool {
    let hex = value.strip_prefix("0x").unwrap_or_default();
    hex.len() == digits && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'))
}
