//! The facts of a message, in whichever version it says them.
//!
//! They are a list by which two messages can be compared.
//!
//! Worked out from the items alone, without the code that converts them.

use kmip_types::items::{Node, NodeValue};
use kmip_types::names::attribute_tag;
use kmip_types::{Step, Tag};

/// The tags from the root down, each with its place.
///
/// The place is that among the siblings of the same tag.
pub(crate) type Steps = Vec<Step>;

/// A fact: the place where it is said, and its text.
pub(crate) type Fact = (Steps, String);

const CONTAINERS: [Tag; 10] = [
    Tag::ATTRIBUTES,
    Tag::COMMON_ATTRIBUTES,
    Tag::PRIVATE_KEY_ATTRIBUTES,
    Tag::PUBLIC_KEY_ATTRIBUTES,
    Tag::CURRENT_ATTRIBUTE,
    Tag::NEW_ATTRIBUTE,
    Tag::TEMPLATE_ATTRIBUTE,
    Tag::COMMON_TEMPLATE_ATTRIBUTE,
    Tag::PRIVATE_KEY_TEMPLATE_ATTRIBUTE,
    Tag::PUBLIC_KEY_TEMPLATE_ATTRIBUTE,
];

const TEMPLATES: [Tag; 4] = [
    Tag::TEMPLATE_ATTRIBUTE,
    Tag::COMMON_TEMPLATE_ATTRIBUTE,
    Tag::PRIVATE_KEY_TEMPLATE_ATTRIBUTE,
    Tag::PUBLIC_KEY_TEMPLATE_ATTRIBUTE,
];

/// The facts of a message, but for its version and the number of its items.
pub(crate) fn of(message: &Node<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    children(message, &vec![Step::first(message.tag())], &mut facts);
    facts
}

fn children(node: &Node<'_>, steps: &Steps, facts: &mut Vec<Fact>) {
    let mut seen: Vec<Tag> = Vec::new();
    for child in node.children() {
        let place = u32::try_from(seen.iter().filter(|tag| **tag == child.tag()).count()).unwrap();
        seen.push(child.tag());
        let here = [steps.as_slice(), &[Step { tag: child.tag(), place }]].concat();
        item(node, child, &here, facts);
    }
}

fn at(steps: &Steps, tag: Tag) -> Steps {
    [steps.as_slice(), &[Step::first(tag)]].concat()
}

fn item(around: &Node<'_>, node: &Node<'_>, steps: &Steps, facts: &mut Vec<Fact>) {
    let tag = node.tag();
    let is_template = TEMPLATES.contains(&around.tag());
    if tag == Tag::ATTRIBUTE && node.child(Tag::ATTRIBUTE_NAME).is_some() {
        named(node, steps, facts);
    } else if CONTAINERS.contains(&around.tag()) && !is_template {
        facts.push((steps.clone(), format!("attribute {}", link(node).unwrap_or_else(|| attribute(tag)))));
        value(tag, node, steps, facts);
    } else if tag == Tag::ATTRIBUTE_NAME {
        facts.push((steps.clone(), format!("reference {}", name(text(node)))));
    } else if tag == Tag::ATTRIBUTE_REFERENCE {
        let (steps, said) = match node.value() {
            NodeValue::Enumeration(tag) => (steps.clone(), attribute(Tag::new(*tag))),
            _ => (at(steps, Tag::ATTRIBUTE_NAME), vendor(node)),
        };
        facts.push((steps, format!("reference {said}")));
    } else if tag == Tag::PROTOCOL_VERSION && matches!(around.tag(), Tag::REQUEST_HEADER | Tag::RESPONSE_HEADER) {
    } else if tag != Tag::BATCH_COUNT {
        value(tag, node, steps, facts);
    }
}

/// An attribute of 1.x, or a vendor's.
fn named(node: &Node<'_>, steps: &Steps, facts: &mut Vec<Fact>) {
    let own = text(node.child(Tag::ATTRIBUTE_NAME).unwrap());
    let is_vendor = node.child(Tag::VENDOR_IDENTIFICATION).is_some();
    let known = attribute_tag(own).filter(|_| !is_vendor && !own.starts_with("x-"));
    let said = if is_vendor { vendor(node) } else { name(own) };
    let content = node.child(Tag::ATTRIBUTE_VALUE);
    let said = content.and_then(link).unwrap_or(said);
    // Notify tells of attributes that were deleted by names without values, or by references.
    let kind = if content.is_some() { "attribute" } else { "reference" };
    facts.push((at(steps, Tag::ATTRIBUTE_NAME), format!("{kind} {said}")));
    for child in node.children() {
        let steps = at(steps, child.tag());
        match child.tag() {
            Tag::ATTRIBUTE_NAME | Tag::VENDOR_IDENTIFICATION => {}
            Tag::ATTRIBUTE_VALUE => value(known.unwrap_or(Tag::ATTRIBUTE_VALUE), child, &steps, facts),
            _ => value(child.tag(), child, &steps, facts),
        }
    }
}

/// The name of an attribute of 1.x as the tag or as the vendor's.
fn name(name: &str) -> String {
    match (name.strip_prefix("x-"), attribute_tag(name)) {
        (Some(rest), _) => format!("x {rest}"),
        (None, Some(tag)) => attribute(tag),
        (None, None) => format!("x {name}"),
    }
}

/// Groups are attributes with names up to 2.1, and objects with names in 3.0.
fn attribute(tag: Tag) -> String {
    if tag == Tag::GROUP_LINK { Tag::OBJECT_GROUP } else { tag }.to_string()
}

fn vendor(node: &Node<'_>) -> String {
    let said = |tag| node.child(tag).map(text).unwrap_or_default();
    format!("{} {}", said(Tag::VENDOR_IDENTIFICATION), said(Tag::ATTRIBUTE_NAME))
}

fn text<'n>(node: &'n Node<'_>) -> &'n str {
    match node.value() {
        NodeValue::TextString(text)
        | NodeValue::Identifier(text)
        | NodeValue::Reference(text)
        | NodeValue::NameReference(text) => text,
        other => panic!("{} is {other:?}", node.tag()),
    }
}

/// Returns the name of the attribute that a Link structure is in 3.0.
///
/// They go by the name of the link type, two excepted.
fn link(node: &Node<'_>) -> Option<String> {
    let link_type = node.child(Tag::LINK_TYPE)?;
    let NodeValue::Enumeration(number) = link_type.value() else { return None };
    let name = kmip_types::LinkType::new(*number).to_string();
    let name = name.replace("DerivationBaseObject", "DerivationObject").replace("DerivedKey", "DerivedObject");
    Some(if name.starts_with("0x") { Tag::LINK.to_string() } else { name })
}

/// Adds the value of an item, or everything in it.
///
/// It stands under the tag that all versions are compared by.
fn value(tag: Tag, node: &Node<'_>, steps: &Steps, facts: &mut Vec<Fact>) {
    let mut said = |tag: Tag, what: String| facts.push((steps.clone(), format!("{tag} {what}")));
    let tag = match tag {
        Tag::CERTIFICATE_REQUEST_VALUE => Tag::CERTIFICATE_REQUEST,
        Tag::PRIVATE_KEY_UNIQUE_IDENTIFIER => Tag::UNIQUE_IDENTIFIER,
        Tag::GROUP_LINK => Tag::OBJECT_GROUP,
        tag if tag.to_string().ends_with("Link") => Tag::LINKED_OBJECT_IDENTIFIER,
        tag => tag,
    };
    match node.value() {
        NodeValue::Structure(_) if matches!(tag, Tag::NAME | Tag::ROTATE_NAME) => {
            for part in node.children() {
                match part.value() {
                    // The only type that 3.0 has.
                    NodeValue::Enumeration(1) => {}
                    NodeValue::Enumeration(other) => facts.push((at(steps, part.tag()), format!("type {other}"))),
                    _ => facts.push((at(steps, part.tag()), format!("{tag} {}", text(part)))),
                }
            }
        }
        NodeValue::Structure(_) if tag == Tag::LINKED_OBJECT_IDENTIFIER => {
            value(tag, node.child(tag).unwrap(), &at(steps, tag), facts);
        }
        NodeValue::Structure(_) => children(node, steps, facts),
        NodeValue::Boolean(value) if tag == Tag::ASYNCHRONOUS_INDICATOR => {
            said(tag, if *value { "2" } else { "3" }.to_owned());
        }
        NodeValue::Boolean(true) if tag == Tag::EPHEMERAL => said(tag, "1".to_owned()),
        NodeValue::Integer(v) => said(tag, v.to_string()),
        NodeValue::Enumeration(v) => said(tag, v.cast_signed().to_string()),
        NodeValue::TextString(v) | NodeValue::Identifier(v) | NodeValue::Reference(v) | NodeValue::NameReference(v) => {
            said(tag, v.to_string());
        }
        NodeValue::ByteString(v) => said(tag, format!("{:?}", v.as_slice())),
        NodeValue::BigInteger(v) => said(tag, format!("{:?}", v.as_bytes())),
        other => said(tag, format!("{other:?}")),
    }
}
