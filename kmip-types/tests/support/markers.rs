//! Messages with a marker in every place that can hold a secret.
//!
//! Which tags are secret is written down here once more, so that a tag that is taken out of the schema is missed.

use std::collections::BTreeSet;

use kmip_types::items::{Node, NodeValue};
use kmip_types::{BigInteger, Tag};

use super::builder::{self, Builder};
use super::edition::VERSIONS;
use super::schema;
use super::tree::{Content, Tree};

/// The tags whose text, bytes and Big Integers nobody may see.
pub(crate) const SECRET: [&str; 32] = [
    "AttestationAssertion",
    "AttestationMeasurement",
    "CRTCoefficient",
    "CredentialValue",
    "D",
    "Data",
    "DerivationData",
    "DigestedData",
    "HashedPassword",
    "HashedPasswordUsername",
    "HashedUsernamePassword",
    "InputKeyMaterial",
    "Key",
    "KeyMaterial",
    "KeyValue",
    "OTPSeed",
    "OneTimePassword",
    "OpaqueDataValue",
    "P",
    "PKCS_11InputParameters",
    "PKCS_11OutputParameters",
    "Password",
    "PrimeExponentP",
    "PrimeExponentQ",
    "PrivateExponent",
    "Q",
    "Random",
    "SaltedPassword",
    "Seed",
    "ServerHashedPassword",
    "TicketValue",
    "X",
];

/// The marker, of fifteen letters.
///
/// base64 of it has no padding, and whatever is around it cannot shift them.
pub(crate) const MARKER: &str = "Xyzzy-Plugh-Mk!";

/// A number of which no other value has the digits.
pub(crate) const NUMBER: i32 = 1_511_506_142;

const VENDOR: Tag = Tag::new(0x54_0001);

/// A message with a marker, and the one without.
pub(crate) struct Marked {
    pub(crate) name: String,
    pub(crate) plain: Node<'static>,
    pub(crate) marked: Node<'static>,
    /// True if it is the newest one with a marker in this field.
    pub(crate) is_newest: bool,
}

/// Every message with a marker, and how many places have one.
///
/// The places are tags, fields, and fields by version.
pub(crate) struct Markers {
    pub(crate) messages: Vec<Marked>,
    pub(crate) tags: BTreeSet<Tag>,
    pub(crate) fields: usize,
    pub(crate) fields_by_version: usize,
}

/// The tags that are secret.
pub(crate) fn secret_tags() -> BTreeSet<Tag> {
    SECRET.iter().map(|name| builder::tag(name)).collect()
}

/// A message for each secret field of each version, and for what no field has.
pub(crate) fn markers() -> Markers {
    let secret = secret_tags();
    let schema = schema::load();
    let (mut messages, mut fields, mut seen) = (elsewhere(), BTreeSet::new(), BTreeSet::new());
    for version in VERSIONS.into_iter().rev() {
        let edition = schema::edition(version, &schema);
        for message in Builder::new(&edition).messages() {
            let mut names = Vec::new();
            let mut is_meant = |owner: &str, item: &Tree| {
                let value = match &item.value {
                    Content::Scalar(value) => marker_like(value)?,
                    // Whatever its format: no table has what is in it.
                    Content::Structure(..) if item.tag == Tag::KEY_MATERIAL => unknown_material(),
                    Content::Structure(..) => return None,
                };
                let (field, value) = match item.field {
                    Some(_) if secret.contains(&item.tag) => (owner, value),
                    // Any item of a vendor can hold bytes.
                    None if item.tag == VENDOR => ("any", NodeValue::ByteString(MARKER.as_bytes().to_vec().into())),
                    _ => return None,
                };
                let is_structure = matches!(value, NodeValue::Structure(_));
                seen.insert((version, field.to_owned(), item.tag, is_structure)).then(|| {
                    let is_newest = fields.insert((field.to_owned(), item.tag, is_structure));
                    names.push((format!("{version} {field}, {}", item.tag), is_newest));
                    value
                })
            };
            let all = marked(&message.tree, &mut is_meant);
            let plain = message.tree.node();
            let marked = |((name, is_newest), marked)| Marked { name, plain: plain.clone(), marked, is_newest };
            messages.extend(names.into_iter().zip(all).map(marked));
        }
    }
    let tags = fields.iter().map(|(_, tag, _)| *tag).collect();
    Markers { messages, tags, fields: fields.len(), fields_by_version: seen.len() }
}

/// Puts the marker into every item that `is_meant`, one after the other.
fn marked(tree: &Tree, is_meant: &mut dyn FnMut(&str, &Tree) -> Option<NodeValue<'static>>) -> Vec<Node<'static>> {
    let mut places = Vec::new();
    tree.visit(&mut |owner, item| {
        places.push(is_meant(owner, item));
    });
    let chosen: Vec<usize> = (0..places.len()).filter(|place| places[*place].is_some()).collect();
    let tree = |place: usize| {
        let value = places[place].clone().unwrap();
        let mut tree = tree.clone();
        replace(&mut tree, &mut 0, place, &value);
        tree.node()
    };
    chosen.into_iter().map(tree).collect()
}

/// Gives the item at this place in the order of the message another value.
fn replace(tree: &mut Tree, next: &mut usize, place: usize, value: &NodeValue<'static>) {
    let Some(children) = tree.children_mut() else { return };
    for child in children {
        let here = *next;
        *next += 1;
        if here == place {
            child.value = Content::Scalar(value.clone());
            return;
        }
        replace(child, next, place, value);
    }
}

/// The marker as a value of the type that this one has.
fn marker_like(value: &NodeValue<'_>) -> Option<NodeValue<'static>> {
    match value {
        NodeValue::TextString(_) => Some(NodeValue::TextString(MARKER.to_owned().into())),
        NodeValue::ByteString(_) => Some(NodeValue::ByteString(MARKER.as_bytes().to_vec().into())),
        NodeValue::BigInteger(_) => Some(NodeValue::BigInteger(BigInteger::from_bytes(MARKER.as_bytes()).into_owned())),
        _ => None,
    }
}

/// A structure in which no table has what is there.
fn unknown_material() -> NodeValue<'static> {
    let inner = vec![
        Node::new(VENDOR, NodeValue::Integer(NUMBER)),
        Node::new(Tag::USERNAME, NodeValue::TextString(MARKER.to_owned().into())),
        Node::new(VENDOR, NodeValue::ByteString(MARKER.as_bytes().to_vec().into())),
    ];
    NodeValue::Structure(vec![Node::new(VENDOR, NodeValue::Structure(inner))])
}

/// Makes messages with what no field of the standard has.
///
/// These are credentials of vendors, and key material somewhere.
fn elsewhere() -> Vec<Marked> {
    let text = || NodeValue::TextString(MARKER.to_owned().into());
    let node = |tag, children| Node::new(tag, NodeValue::Structure(children));
    let credential = |value: NodeValue<'static>| {
        let kind = Node::new(Tag::CREDENTIAL_TYPE, NodeValue::Enumeration(0x8000_0001));
        let credential = node(Tag::CREDENTIAL, vec![kind, Node::new(Tag::CREDENTIAL_VALUE, value)]);
        let number = |tag, value| Node::new(tag, NodeValue::Integer(value));
        let version = vec![number(Tag::PROTOCOL_VERSION_MAJOR, 2), number(Tag::PROTOCOL_VERSION_MINOR, 1)];
        let authentication = node(Tag::AUTHENTICATION, vec![credential]);
        let header = node(
            Tag::REQUEST_HEADER,
            vec![node(Tag::PROTOCOL_VERSION, version), authentication, number(Tag::BATCH_COUNT, 1)],
        );
        let operation = Node::new(Tag::OPERATION, NodeValue::Enumeration(0x18));
        node(
            Tag::REQUEST_MESSAGE,
            vec![header, node(Tag::BATCH_ITEM, vec![operation, node(Tag::REQUEST_PAYLOAD, vec![])])],
        )
    };
    let plain = credential(NodeValue::Structure(vec![]));
    let item = |name: &str, marked| Marked { name: name.to_owned(), plain: plain.clone(), marked, is_newest: true };
    vec![
        item("a vendor's credential", credential(NodeValue::Structure(vec![Node::new(Tag::USERNAME, text())]))),
        item("a vendor's credential in depth", credential(unknown_material())),
        item("a credential that is text", credential(text())),
        item("key material alone", Node::new(Tag::KEY_MATERIAL, text())),
        item(
            "key material in a comment",
            node(Tag::COMMENT, vec![node(Tag::KEY_MATERIAL, vec![Node::new(VENDOR, text())])]),
        ),
        item("a password alone", Node::new(Tag::PASSWORD, text())),
        item("a wrapped key alone", Node::new(Tag::KEY_VALUE, NodeValue::ByteString(MARKER.as_bytes().into()))),
    ]
}
