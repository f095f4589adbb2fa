//! One vector per attribute, version and form of the value.
//!
//! It is what Get Attributes answers.

use std::collections::BTreeSet;

use kmip::items::{Node, NodeValue};
use kmip::names::attribute_tag;
use kmip::{ItemType, Tag};

use crate::full::{message_of, trees};
use crate::spec::edition::Edition;
use crate::spec::tree::{Content, Tree};
use crate::vector::{Subject, VERSIONS, Vector, edition, slug};

/// An attribute as it stands in a message.
struct Found {
    /// The name in the tables.
    name: String,
    /// `Structure`, `TextString` and so on.
    form: String,
    node: Node<'static>,
}

/// Returns the name that the tables have for this attribute, and its value.
///
/// `None` if it is none.
fn attribute<'t>(edition: &'t Edition, item: &'t Tree) -> Option<(&'t str, &'t Tree)> {
    let named = |name: &str| {
        let tag = attribute_tag(name);
        let entry = edition.attributes.iter().find(|a| a.tag.as_deref().and_then(Tag::from_name) == tag);
        entry.map(|a| a.name.as_str())
    };
    if item.field.as_deref() == Some("any attribute") {
        let entry = edition.attributes.iter().find(|a| a.tag.as_deref().and_then(Tag::from_name) == Some(item.tag));
        return entry.map(|a| (a.name.as_str(), item));
    }
    let (structure, children) = item.structure()?;
    if structure != "Attribute" || !edition.version.starts_with("1.") {
        return None;
    }
    let part = |tag| children.iter().find(|child: &&Tree| child.tag == tag);
    let Content::Scalar(NodeValue::TextString(name)) = &part(Tag::ATTRIBUTE_NAME)?.value else { return None };
    Some((named(name)?, part(Tag::ATTRIBUTE_VALUE)?))
}

/// Every attribute of a version, in each form that its value has.
fn found(edition: &Edition) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for message in trees(&edition.version) {
        message.tree.visit(&mut |_, item| {
            let Some((name, value)) = attribute(edition, item) else { return };
            let item_type = value.node().item_type();
            // The table of a custom attribute allows any type; the version does not have this one.
            if item_type == ItemType::DATE_TIME_EXTENDED && edition.version.starts_with("1.") {
                return;
            }
            let form = item_type.to_string();
            if seen.insert((name.to_owned(), form.clone())) {
                all.push(Found { name: name.to_owned(), form, node: item.node() });
            }
        });
    }
    let place = |name: &str| edition.attributes.iter().position(|a| a.name == name);
    all.sort_by_key(|found| (place(&found.name), found.form.clone()));
    all
}

/// The response to Get Attributes that has this attribute.
fn answer(version: &str, attribute: Node<'static>) -> Node<'static> {
    let id = "5d0c8f1e-3b27-4a69-8e14-c2f7a6b09d35".into();
    let id = if version == "3.0" { NodeValue::Identifier(id) } else { NodeValue::TextString(id) };
    let attribute = if version.starts_with("1.") {
        attribute
    } else {
        Node::new(Tag::ATTRIBUTES, NodeValue::Structure(vec![attribute]))
    };
    let payload = vec![Node::new(Tag::UNIQUE_IDENTIFIER, id), attribute];
    let item = vec![
        Node::new(Tag::OPERATION, NodeValue::Enumeration(kmip::Operation::GET_ATTRIBUTES.value())),
        Node::new(Tag::RESULT_STATUS, NodeValue::Enumeration(0)),
        Node::new(Tag::RESPONSE_PAYLOAD, NodeValue::Structure(payload)),
    ];
    message_of(version, Tag::RESPONSE_MESSAGE, vec![Node::new(Tag::BATCH_ITEM, NodeValue::Structure(item))])
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for version in VERSIONS {
        let found = found(edition(version));
        for Found { name, form, node } in &found {
            let several = found.iter().filter(|other| other.name == *name).count() > 1;
            let id = if several { format!("{}-{}", slug(name), slug(form)) } else { slug(name) };
            let purpose = match (version.starts_with("1."), several) {
                (true, false) => format!("The attribute {name} under its name."),
                (true, true) => format!("The attribute {name} under its name, as {form}."),
                (false, false) => format!("The attribute {name} under its own tag."),
                (false, true) => format!("The attribute {name} under its own tag, as {form}."),
            };
            let covers = [format!("attribute {name}"), format!("item type {form}")];
            let covers: Vec<&str> = covers.iter().map(String::as_str).collect();
            let node = answer(version, node.clone());
            all.push(Vector::message(
                "attributes",
                &format!("attribute-{id}"),
                Subject::Attribute(name),
                purpose,
                &covers,
                node,
            ));
        }
    }
    all
}
