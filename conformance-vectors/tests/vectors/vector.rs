//! One valid vector: a message or an item, and what is said about it.

use std::sync::OnceLock;

use kmip::format::{EncodeRoot, encode_root_with};
use kmip::items::{Node, NodeValue, NodeWriter};
use kmip::{EncodeOptions, RequestMessage, ResponseMessage, Tag};

use crate::spec::edition::Edition;
use crate::spec::schema;
use crate::spec::values::number;
use crate::{
    administration, asynchronous, attributes, batch, credentials, cryptographic, errors, extensions, full, items, keys,
    lifecycle, server,
};

/// The versions that have vectors: the last of each generation.
pub(crate) const VERSIONS: [&str; 3] = ["1.4", "2.1", "3.0"];

/// The tables of the three versions.
pub(crate) fn editions() -> &'static [Edition; 3] {
    static EDITIONS: OnceLock<[Edition; 3]> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        let schema = schema::load();
        VERSIONS.map(|version| schema::edition(version, &schema))
    })
}

/// The tables of a version.
pub(crate) fn edition(version: &str) -> &'static Edition {
    editions().iter().find(|edition| edition.version == version).unwrap()
}

/// A valid vector.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    /// Unique among all vectors; the name of the file.
    pub(crate) id: String,
    /// The directory.
    pub(crate) group: &'static str,
    /// `None` for an item outside a message.
    pub(crate) version: Option<String>,
    /// The operation of the first batch item that has one the version knows.
    pub(crate) operation: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) purpose: String,
    pub(crate) covers: Vec<String>,
    pub(crate) node: Node<'static>,
}

/// The place in the standard that describes what a vector shows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'s> {
    /// The place that describes the operation.
    Operation,
    Structure(&'s str),
    Attribute(&'s str),
}

impl Vector {
    /// A vector of a message; its version and its operation are those in it.
    pub(crate) fn message(
        group: &'static str,
        id: &str,
        subject: Subject<'_>,
        purpose: impl Into<String>,
        covers: &[&str],
        node: Node<'static>,
    ) -> Self {
        let version = version(&node).unwrap();
        let edition = edition(&version);
        let operation = operation(&node, edition);
        let of_operation = || {
            let entry = edition.operations.iter().find(|o| Some(&o.name) == operation.as_ref());
            let section = entry.and_then(|o| o.section.clone());
            section.or_else(|| structure_section(edition, &format!("{} Batch Item", kind(&node))))
        };
        let section = match subject {
            Subject::Operation => of_operation(),
            Subject::Structure(name) => structure_section(edition, name),
            // Some attributes stand in a list of names alone.
            Subject::Attribute(name) => {
                let entry = edition.attributes.iter().find(|a| a.name == name);
                entry.and_then(|a| a.section.clone()).or_else(of_operation)
            }
        };
        let mut all: Vec<String> =
            operation.iter().map(|name| format!("operation {name} {}", kind(&node).to_lowercase())).collect();
        all.extend(covers.iter().map(|name| (*name).to_owned()));
        Self {
            id: format!("{id}-{version}"),
            group,
            section: section.map(|section| cited(&version, &section)),
            version: Some(version),
            operation,
            purpose: purpose.into(),
            covers: all,
            node,
        }
    }

    pub(crate) fn direction(&self) -> Option<&'static str> {
        match self.node.tag() {
            Tag::REQUEST_MESSAGE => Some("request"),
            Tag::RESPONSE_MESSAGE => Some("response"),
            _ => None,
        }
    }
}

/// `6.1.47 / 6.2.4` of the tables as they are cited.
///
/// The newest draft of 3.0 is committee specification draft 02.
fn cited(version: &str, sections: &str) -> String {
    let draft = if version == "3.0" { " CSD02" } else { "" };
    format!("KMIP {version}{draft} §{}", sections.replace(" / ", ", §"))
}

fn structure_section(edition: &Edition, name: &str) -> Option<String> {
    let structure = edition.structures.iter().find(|s| s.name == name);
    structure.unwrap_or_else(|| panic!("{} has no {name}", edition.version)).section.clone()
}

fn kind(message: &Node<'_>) -> &'static str {
    if message.tag() == Tag::REQUEST_MESSAGE { "Request" } else { "Response" }
}

/// The value of an Integer or an Enumeration.
pub(crate) fn int(node: &Node<'_>) -> u32 {
    match node.value() {
        NodeValue::Enumeration(value) => *value,
        NodeValue::Integer(value) => value.cast_unsigned(),
        other => panic!("no number: {other:?}"),
    }
}

/// The version in the header of a message.
pub(crate) fn version(message: &Node<'_>) -> Option<String> {
    let header = message.child(Tag::REQUEST_HEADER).or_else(|| message.child(Tag::RESPONSE_HEADER))?;
    let version = header.child(Tag::PROTOCOL_VERSION)?;
    let part = |tag| version.child(tag).map(int);
    Some(format!("{}.{}", part(Tag::PROTOCOL_VERSION_MAJOR)?, part(Tag::PROTOCOL_VERSION_MINOR)?))
}

/// The first operation of a message that the version has.
pub(crate) fn operation(message: &Node<'_>, edition: &Edition) -> Option<String> {
    let items = message.children().iter().filter(|child| child.tag() == Tag::BATCH_ITEM);
    let mut values = items.filter_map(|item| item.child(Tag::OPERATION)).map(int);
    values.find_map(|value| {
        let operation = edition.operations.iter().find(|operation| number(&operation.value) == value);
        operation.map(|operation| operation.name.clone())
    })
}

/// Returns the items of a typed message, which need not be complete.
#[track_caller]
fn node<T: EncodeRoot>(message: &T) -> Node<'static> {
    let mut writer = NodeWriter::default();
    match encode_root_with(message, &mut writer, &EncodeOptions::incomplete()) {
        Ok(()) => writer.into_nodes().remove(0),
        Err(fault) => panic!("cannot be written: {fault}"),
    }
}

#[track_caller]
pub(crate) fn request(message: &RequestMessage<'_>) -> Node<'static> {
    node(message)
}

#[track_caller]
pub(crate) fn response(message: &ResponseMessage<'_>) -> Node<'static> {
    node(message)
}

/// `Re-key Key Pair` as a part of an id.
pub(crate) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// All valid vectors, in the order of the index.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: OnceLock<Vec<Vector>> = OnceLock::new();
    VECTORS.get_or_init(|| {
        let mut all = items::vectors();
        all.extend(lifecycle::vectors());
        all.extend(cryptographic::vectors());
        all.extend(server::vectors());
        all.extend(administration::vectors());
        all.extend(keys::vectors());
        all.extend(credentials::vectors());
        all.extend(errors::vectors());
        all.extend(batch::vectors());
        all.extend(asynchronous::vectors());
        all.extend(extensions::vectors());
        all.extend(attributes::vectors());
        all.extend(full::vectors());
        all
    })
}
