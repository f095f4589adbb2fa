//! Conversions: what they name is there, once, and in versions that differ.

use super::Checker;
use crate::schema::Pair;
use crate::versions::Versions;

impl Checker<'_> {
    pub(super) fn conversions(&mut self) {
        let conversions = &self.schema.conversions;
        let attributes = &conversions.attributes;
        let named = self.versions(&attributes.named, Versions::ALL, "named attributes");
        let tagged = self.versions(&attributes.tagged, Versions::ALL, "tagged attributes");
        let is_split = named.without(tagged) == named && named.union(tagged) == Versions::ALL;
        self.demand(is_split, || "attributes: a version has no form, or two".to_owned());
        self.versions(&conversions.batch_items.numbered, Versions::ALL, "batch items");
        self.versions(&conversions.masks.numbers, Versions::ALL, "masks as numbers");
        let identifiers = &conversions.identifiers;
        let text = self.versions(&identifiers.text, Versions::ALL, "identifiers as text");
        let typed = self.versions(&identifiers.typed, Versions::ALL, "typed identifiers");
        let is_split = text.without(typed) == text && text.union(typed) == Versions::ALL;
        self.demand(is_split, || "identifiers: a version has no form, or two".to_owned());
        self.versions(&identifiers.numbers, Versions::ALL, "identifiers as numbers");
        for container in &attributes.containers {
            self.tag_within(container.named.as_deref(), named);
            self.tag_within(Some(&container.tagged), tagged);
        }
        for form in attributes.around() {
            self.tag_within(Some(form.named), Versions::ALL);
            self.tag_within(Some(form.tagged), Versions::ALL);
        }
        for name in attributes.apart.iter().chain(attributes.called.keys()) {
            let known = self.structures.contains(name.as_str()) || self.is_payload(name);
            self.demand(known, || format!("attributes: unknown structure {name:?}"));
        }
        self.unique(conversions.searches.iter().map(String::as_str), "searches");
        for name in &conversions.searches {
            let known = self.schema.operations.iter().any(|operation| operation.name == *name);
            self.demand(known, || format!("searches: unknown operation {name:?}"));
        }
        let tags = attributes.containers.iter().flat_map(|container| container.named.iter().chain([&container.tagged]));
        self.unique(tags.map(String::as_str), "containers of attributes");
        self.unique(attributes.custom.iter().map(|custom| custom.prefix.as_str()), "prefixes of custom attributes");
        self.unique(attributes.custom.iter().map(|custom| custom.vendor.as_str()), "vendors of custom attributes");
        for Pair { own, other } in &conversions.fields {
            self.tag_within(Some(own), Versions::ALL);
            self.tag_within(Some(other), Versions::ALL);
        }
        for name in &conversions.names {
            for tag in [&name.name, &name.value, &name.name_type] {
                self.tag_within(Some(tag), Versions::ALL);
            }
        }
        let links = &conversions.links;
        self.unique(links.iter().map(|link| link.link_type.as_str()), "types of links");
        self.unique(links.iter().map(|link| link.attribute.as_str()), "attributes of links");
        for link in links {
            self.converted("Link Type", &link.link_type);
            let known = self.schema.attributes.iter().any(|a| a.tag.as_deref() == Some(&link.attribute));
            self.demand(known, || format!("{}: no attribute {:?}", link.link_type, link.attribute));
        }
        let all = self.schema.enumerations.iter().find(|e| e.name == "Link Type").map(|e| e.values().len());
        self.demand(all == Some(links.len()), || "a Link Type has no attribute".to_owned());
        let reasons = &conversions.result_reasons;
        self.converted("Result Reason", &reasons.any_other);
        self.unique(reasons.nearest.iter().map(|pair| pair.own.as_str()), "nearest Result Reasons");
        for Pair { own, other } in &reasons.nearest {
            self.converted("Result Reason", own);
            self.converted("Result Reason", other);
        }
        self.unique(conversions.key_formats.iter().map(|format| format.own.as_str()), "formats of keys");
        for format in &conversions.key_formats {
            self.converted("Key Format Type", &format.own);
            self.converted("Key Format Type", &format.merged);
            self.converted("Cryptographic Algorithm", &format.algorithm);
        }
    }

    /// Returns whether it is an operation, then `Request` or `Response`.
    pub(super) fn is_payload(&self, name: &str) -> bool {
        let operation = name.strip_suffix(" Request").or(name.strip_suffix(" Response"));
        operation.is_some_and(|name| self.schema.operations.iter().any(|operation| operation.name == name))
    }

    /// A tag that some of these versions have.
    fn tag_within(&mut self, tag: Option<&str>, versions: Versions) {
        let Some(tag) = tag else { return };
        let known = self.tags.get(tag).is_some_and(|own| own.without(versions) != *own);
        self.demand(known, || format!("conversions: no tag {tag:?} in {}", versions.text()));
    }

    /// A value of an enumeration.
    fn converted(&mut self, list: &str, value: &str) {
        let known = self.enumerations.get(list).is_some_and(|list| list.values().iter().any(|v| v.name == value));
        self.demand(known, || format!("conversions: {list} has no value {value:?}"));
    }
}
