//! The parts of the tables that the vectors show.
//!
//! They are seen in the items of the vectors, not in their labels.

use std::collections::{BTreeMap, BTreeSet};

use kmip::Tag;
use kmip::encoding::Encoding;
use kmip::items::{Node, NodeValue};
use kmip::names::attribute_tag;

use crate::encoding::nodes;
use crate::files::{stored, valid_files};
use crate::spec::edition::{Attribute, Edition, Operation, Structure, What};
use crate::spec::values::number;
use crate::vector::{VERSIONS, edition, int, version};

/// One thing that has to be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    /// An operation, and whether it is the request.
    Operation(String, bool),
    Object(String),
    Attribute(String),
    Structure(String),
    ItemType(String),
}

fn tag(name: &str) -> Tag {
    Tag::from_name(name).unwrap_or_else(|| panic!("no tag {name}"))
}

/// The Managed Objects of a version: the members of the choices.
fn objects(edition: &Edition) -> BTreeSet<String> {
    let fields = edition.operations.iter().flat_map(Operation::forms).flat_map(|(_, fields)| fields);
    let members = fields.filter_map(|field| match &field.what {
        What::Choice(members) => Some(members.keys().cloned()),
        _ => None,
    });
    members.flatten().collect()
}

/// Returns the item types that a version has.
///
/// 1.x has no list of them, but says when they came.
fn item_types(edition: &Edition) -> impl Iterator<Item = &str> {
    let later = edition.version.starts_with("1.");
    edition
        .item_types
        .iter()
        .map(|value| value.name.as_str())
        .filter(move |name| !later || *name != "Date Time Extended")
}

/// Returns everything that a version has.
pub(crate) fn required(edition: &Edition) -> BTreeSet<Facet> {
    let operations = edition.operations.iter().flat_map(|o| [true, false].map(|r| Facet::Operation(o.name.clone(), r)));
    let attributes = edition.attributes.iter().map(|a| Facet::Attribute(a.name.clone()));
    // A structure without a tag is never sent.
    let structures = edition.structures.iter().filter(|s| s.tag.is_some()).map(|s| Facet::Structure(s.name.clone()));
    let item_types = item_types(edition).map(|name| Facet::ItemType(name.to_owned()));
    let objects = objects(edition).into_iter().map(Facet::Object);
    operations.chain(attributes).chain(structures).chain(item_types).chain(objects).collect()
}

/// Looks for facets in the items of one message.
struct Look<'e> {
    edition: &'e Edition,
    is_request: bool,
    shown: BTreeSet<Facet>,
}

/// An item and the structures around it, innermost last.
type Around<'n, 't> = [&'n Node<'t>];

impl Look<'_> {
    fn visit<'n, 't>(&mut self, node: &'n Node<'t>, around: &mut Vec<&'n Node<'t>>) {
        self.item(node, around);
        around.push(node);
        for child in node.children() {
            self.visit(child, around);
        }
        around.pop();
    }

    fn item(&mut self, node: &Node<'_>, around: &Around<'_, '_>) {
        let item_type = node.item_type().to_string();
        let known = self.edition.item_types.iter().find(|t| t.name.replace(' ', "") == item_type);
        self.shown.extend(known.map(|t| Facet::ItemType(t.name.clone())));
        let parent = around.last().copied();
        // What an Attribute Value is follows from the name before it; a vendor's attribute is none of the standard.
        let named = parent.filter(|p| p.tag() == Tag::ATTRIBUTE && node.tag() == Tag::ATTRIBUTE_VALUE).map(|p| {
            let vendors = p.child(Tag::VENDOR_IDENTIFICATION).is_some();
            p.child(Tag::ATTRIBUTE_NAME).and_then(text).filter(|_| !vendors).map(ToOwned::to_owned)
        });
        let tag = match &named {
            Some(name) => name.as_deref().and_then(attribute_tag),
            None => Some(node.tag()),
        };
        match named {
            Some(name) if self.edition.version.starts_with("1.") => self.attribute(tag, name.is_some()),
            _ if parent.is_some_and(|p| is_list(p.tag())) => self.attribute(tag, false),
            _ => {}
        }
        if let (NodeValue::Structure(_), Some(tag)) = (node.value(), tag) {
            self.structure(tag, around);
        }
        // An error or a pending answer shows nothing of the operation.
        let succeeds = |item: &Node<'_>| self.is_request || item.child(Tag::RESULT_STATUS).map(int) == Some(0);
        if parent.is_some_and(|p| p.tag() == Tag::BATCH_ITEM && succeeds(p)) && node.tag() == Tag::OPERATION {
            let operation = self.edition.operations.iter().find(|o| number(&o.value) == int(node));
            self.shown.extend(operation.map(|o| Facet::Operation(o.name.clone(), self.is_request)));
        }
        if parent.is_some_and(|p| matches!(p.tag(), Tag::REQUEST_PAYLOAD | Tag::RESPONSE_PAYLOAD)) {
            let object = objects(self.edition).into_iter().find(|name| self::tag(name) == node.tag());
            self.shown.extend(object.map(Facet::Object));
        }
    }

    fn attribute(&mut self, of: Option<Tag>, is_custom: bool) {
        let is = |a: &&Attribute| match (&a.tag, of) {
            (Some(name), Some(of)) => tag(name) == of,
            (None, None) => is_custom,
            _ => false,
        };
        let found = self.edition.attributes.iter().find(is);
        self.shown.extend(found.map(|a| Facet::Attribute(a.name.clone())));
    }

    fn structure(&mut self, of: Tag, around: &Around<'_, '_>) {
        let under = self.edition.structures.iter().filter(|s| s.tag.as_deref().is_some_and(|name| tag(name) == of));
        let found: Vec<Facet> =
            under.filter(|s| self.is(s, around)).map(|s| Facet::Structure(s.name.clone())).collect();
        self.shown.extend(found);
    }

    /// Returns whether a structure of the right tag is this one.
    ///
    /// Its selector has the value, and it stands in the right message.
    fn is(&self, structure: &Structure, around: &Around<'_, '_>) -> bool {
        if let Some((field, value)) = &structure.selected_by {
            let lists = self.edition.enumerations.iter().filter(|list| list.tags.contains(field));
            let value = lists.flat_map(|list| &list.values).find(|v| v.name == *value).map(|v| number(&v.value));
            // The selector stands beside it, or beside the structure around it.
            let selector = around.iter().rev().take(2).find_map(|parent| parent.child(tag(field)));
            return selector.map(int) == value;
        }
        match structure.name.as_str() {
            "Request Batch Item" => self.is_request,
            "Response Batch Item" => !self.is_request,
            _ => true,
        }
    }
}

/// Structures that hold attributes under their own tags.
fn is_list(tag: Tag) -> bool {
    let lists = [
        Tag::ATTRIBUTES,
        Tag::COMMON_ATTRIBUTES,
        Tag::PRIVATE_KEY_ATTRIBUTES,
        Tag::PUBLIC_KEY_ATTRIBUTES,
        Tag::CURRENT_ATTRIBUTE,
        Tag::NEW_ATTRIBUTE,
    ];
    lists.contains(&tag)
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node.value() {
        NodeValue::TextString(text) => Some(text.as_str()),
        _ => None,
    }
}

/// Returns everything of its version that a message shows.
pub(crate) fn shown(edition: &Edition, message: &Node<'_>) -> BTreeSet<Facet> {
    let is_request = message.tag() == Tag::REQUEST_MESSAGE;
    let mut look = Look { edition, is_request, shown: BTreeSet::new() };
    look.visit(message, &mut Vec::new());
    look.shown
}

/// Returns everything that a version has and none of these messages shows.
fn missing<'n>(edition: &Edition, messages: impl Iterator<Item = &'n Node<'static>>) -> Vec<Facet> {
    let mut missing = required(edition);
    for message in messages {
        let shown = shown(edition, message);
        missing.retain(|facet| !shown.contains(facet));
    }
    missing.into_iter().collect()
}

/// The messages in the files, by their versions.
fn messages() -> BTreeMap<String, Vec<Node<'static>>> {
    let mut all: BTreeMap<String, Vec<Node<'static>>> = BTreeMap::new();
    for (path, json) in valid_files() {
        let node = nodes(Encoding::Ttlv, &stored(Encoding::Ttlv, &json)).unwrap().remove(0);
        let version = version(&node);
        assert_eq!(json["version"].as_str(), version.as_deref(), "{path}");
        if let Some(version) = version {
            all.entry(version).or_default().push(node);
        }
    }
    all
}

#[test]
fn everything_in_the_tables_is_shown() {
    let messages = messages();
    let mut count = 0;
    for version in VERSIONS {
        let missing = missing(edition(version), messages[version].iter());
        assert!(missing.is_empty(), "KMIP {version}: no vector shows {missing:?}");
        count += required(edition(version)).len();
    }
    println!("{count} facets are shown");
}

#[test]
fn every_item_type_stands_alone_too() {
    let alone = valid_files().into_iter().filter(|(_, json)| json["version"].is_null());
    let types = alone
        .map(|(_, json)| nodes(Encoding::Ttlv, &stored(Encoding::Ttlv, &json)).unwrap().remove(0).item_type().value());
    assert_eq!(types.collect::<BTreeSet<_>>(), (1..=14).collect());
}

/// The check above can fail.
///
/// Without the vectors that show something, just that is missing, and what they alone show.
#[test]
fn what_no_vector_shows_is_seen() {
    let messages = messages();
    let facets = [
        Facet::Operation("Locate".into(), true),
        Facet::Operation("Notify".into(), false),
        Facet::Object("Split Key".into()),
        Facet::Attribute("Digest".into()),
        Facet::Structure("Credential Value (Device)".into()),
        Facet::Structure("Transparent DH Public Key".into()),
        Facet::ItemType("Long Integer".into()),
    ];
    for version in VERSIONS {
        let edition = edition(version);
        for facet in &facets {
            let others = messages[version].iter().filter(|message| !shown(edition, message).contains(facet));
            assert!(missing(edition, others).contains(facet), "{version}: {facet:?}");
        }
        // What is said to be missing is in the tables.
        assert_eq!(missing(edition, [].into_iter()).len(), required(edition).len());
    }
}
