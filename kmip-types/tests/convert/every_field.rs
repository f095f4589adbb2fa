//! Tests that convert every field, form, value and attribute of every version.
//!
//! They are converted into every version: each thing that the message says arrives, or is in the report; and what
//! comes out encodes in the version asked for.

use std::collections::{BTreeMap, BTreeSet};

use kmip_types::convert::{Category, Change, Report};
use kmip_types::format::{decode_root, encode_root_with};
use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter};
use kmip_types::validate::{FindingKind, Severity};
use kmip_types::{Message, Operation, ProtocolVersion, Step, Tag, Version};

use crate::facts::{self, Fact};
use crate::items::{identifier, integer, message, options, text};
use crate::spec::builder::Builder;
use crate::spec::edition::VERSIONS;
use crate::spec::schema;

/// A message that sets every field of its operation, twice where it can.
fn messages(versions: &[&str]) -> Vec<(String, Node<'static>)> {
    let json = schema::load();
    let editions = versions.iter().map(|version| schema::edition(version, &json));
    editions
        .flat_map(|edition| Builder::new(&edition).messages())
        .map(|message| (message.name.clone(), message.tree.node()))
        .collect()
}

fn encode(message: &Message<'_>, name: &str) -> Node<'static> {
    let mut writer = NodeWriter::default();
    encode_root_with(message, &mut writer, &options(message)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    writer.into_nodes().pop().unwrap()
}

/// Returns the paths of what the report accounts for.
///
/// It need not arrive, nor what is in it.
fn accounted_for(report: &Report) -> BTreeSet<&[Step]> {
    let is_about_it = |c: &&Change| !matches!(c.category, Category::Filled | Category::Missing | Category::Unknown);
    report.iter().filter(is_about_it).map(|change| change.path.steps()).collect()
}

/// Returns whether the report can leave this out: everybody knows it.
///
/// With the object, for one, comes its type.
fn is_known(fact: &Fact, to: &ProtocolVersion<'_>, name: &str) -> bool {
    let is_object_type = fact.0.last().is_some_and(|step| step.tag == Tag::OBJECT_TYPE);
    is_object_type && name.contains(" Import request") && to.version() == Some(Version::V1_4)
}

/// Returns the errors of a message in its version: kind, tag and place.
fn errors(message: &Message<'_>) -> Vec<(FindingKind, Tag, String)> {
    let all = message.validate().unwrap();
    let errors = all.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| (finding.kind(), finding.tag(), finding.to_string())).collect()
}

#[test]
fn what_1_x_says_arrives_or_is_reported() {
    check(&VERSIONS[..5]);
}

#[test]
fn what_2_x_says_arrives_or_is_reported() {
    check(&VERSIONS[5..7]);
}

#[test]
fn what_3_0_says_arrives_or_is_reported() {
    check(&VERSIONS[7..]);
}

fn check(versions: &[&str]) {
    let (mut pairs, mut said, mut arrived) = (0, 0, 0);
    let mut categories: BTreeMap<Category, usize> = BTreeMap::new();
    let mut silent = BTreeSet::new();
    let (mut invalid, mut other, mut returned) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (name, node) in messages(versions) {
        let message: Message<'_> = decode_root(&mut NodeReader::for_node(&node)).unwrap();
        let wrong = errors(&message);
        let facts = facts::of(&encode(&message, &name));
        for to in &ProtocolVersion::ALL {
            let place = format!("{name} to {to}");
            let conversion = message.convert_to(to.clone()).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(conversion.message.protocol_version(), to);
            let converted = encode(&conversion.message, &place);
            let mut there: BTreeMap<String, usize> = BTreeMap::new();
            facts::of(&converted).into_iter().for_each(|(_, fact)| *there.entry(fact).or_default() += 1);
            let reported = accounted_for(&conversion.report);
            for fact in &facts {
                said += 1;
                let is_reported = (1..=fact.0.len()).any(|length| reported.contains(&fact.0[..length]));
                if is_reported || is_known(fact, to, &name) {
                    continue;
                }
                if let Some(count) = there.get_mut(&fact.1).filter(|count| **count > 0) {
                    *count -= 1;
                    arrived += 1;
                } else {
                    let path: Vec<String> = fact.0.iter().map(|step| step.tag.to_string()).collect();
                    silent.insert(format!("{place}: {}: {}", path.join("/"), fact.1));
                }
            }
            let is_missing = |tag| conversion.report.iter().any(|c| c.category == Category::Missing && c.tag == tag);
            for (kind, tag, error) in errors(&conversion.message) {
                let is_told = kind == FindingKind::Missing && (tag == Tag::BATCH_ITEM || is_missing(tag));
                // A Notify that tells both the value of an attribute, and that it was deleted.
                let is_nonsense = kind == FindingKind::Duplicate && name.contains(" Notify ");
                if !is_told && !is_nonsense && !wrong.iter().any(|own| (own.0, own.1) == (kind, tag)) {
                    invalid.insert(format!("{place}: {error}"));
                }
            }
            if conversion.report.is_empty() {
                let back = conversion.message.convert_to(message.protocol_version().clone()).unwrap();
                if back.message != message {
                    other.insert(format!("{place}: {}\n{message:?}\n{:?}", back.report, back.message));
                }
                returned += 1;
            }
            conversion.report.iter().for_each(|change| *categories.entry(change.category).or_default() += 1);
            pairs += 1;
        }
    }
    let shown: Vec<&String> = silent.iter().take(40).collect();
    assert!(silent.is_empty(), "{} things went without a word: {shown:#?}", silent.len());
    assert!(invalid.is_empty(), "what was converted is not valid: {invalid:#?}");
    let shown: Vec<&String> = other.iter().take(3).collect();
    assert!(other.is_empty(), "{} of {returned} came back another message, unreported: {shown:#?}", other.len());
    println!("{returned} came back the same without a report");
    println!("{pairs} conversions, {said} things said, {arrived} arrived; reported: {categories:#?}");
}

/// Returns every attribute of the messages of a version, once each.
///
/// Each is there as its item is written.
fn attributes(version: &str) -> BTreeMap<String, Node<'static>> {
    fn collect(node: &Node<'static>, all: &mut BTreeMap<String, Node<'static>>) {
        for child in node.children() {
            let name = child.child(Tag::ATTRIBUTE_NAME).map(|name| format!("{:?}", name.value()));
            if matches!(node.tag(), Tag::ATTRIBUTES | Tag::COMMON_ATTRIBUTES) && child.tag() != Tag::ATTRIBUTE {
                all.entry(child.tag().to_string()).or_insert_with(|| child.clone());
            } else if let (Tag::ATTRIBUTE, Some(name)) = (child.tag(), name) {
                let mut fields = child.children().to_vec();
                fields.retain(|field| field.tag() != Tag::ATTRIBUTE_INDEX);
                all.entry(name).or_insert_with(|| Node::new(Tag::ATTRIBUTE, NodeValue::Structure(fields)));
            }
            collect(child, all);
        }
    }
    let mut all = BTreeMap::new();
    messages(&[version]).iter().for_each(|(_, node)| collect(node, &mut all));
    all
}

/// The response of a server that has the attribute twice.
fn twice(version: &ProtocolVersion<'static>, attribute: &Node<'static>) -> Message<'static> {
    let is_named = version.version().unwrap() < Version::V2_0;
    let mut second = attribute.clone();
    if let (true, NodeValue::Structure(fields)) = (is_named, second.value_mut()) {
        fields.insert(1, integer(Tag::ATTRIBUTE_INDEX, 1));
    }
    let both = vec![attribute.clone(), second];
    let listed = if is_named { both } else { vec![Node::new(Tag::ATTRIBUTES, NodeValue::Structure(both))] };
    let id = if version.version() == Some(Version::V3_0) { identifier } else { text };
    let payload = [id(Tag::UNIQUE_IDENTIFIER, "7")].into_iter().chain(listed);
    let payload = Node::new(Tag::RESPONSE_PAYLOAD, NodeValue::Structure(payload.collect()));
    let whole = message(false, version, &[(Operation::GET_ATTRIBUTES, payload)]);
    decode_root::<Message<'_>>(&mut NodeReader::for_node(&whole)).unwrap().into_owned()
}

#[test]
fn an_attribute_that_occurs_twice_arrives_twice_or_is_reported() {
    let (mut silent, mut repeated, mut attributes_seen) = (0, BTreeSet::new(), 0);
    for from in &ProtocolVersion::ALL {
        for (name, attribute) in attributes(&from.to_string()) {
            attributes_seen += 1;
            let message = twice(from, &attribute);
            let wrong = errors(&message);
            for to in &ProtocolVersion::ALL {
                let place = format!("{name} twice, {from} to {to}");
                let conversion = message.convert_to(to.clone()).unwrap();
                if conversion.report.iter().any(|change| change.category == Category::Repetition) {
                    repeated.insert(name.clone());
                }
                if from != to {
                    assert!(errors(&conversion.message).is_empty(), "{place}: {:?}", errors(&conversion.message));
                }
                if !conversion.report.is_empty() {
                    continue;
                }
                silent += 1;
                assert!(from == to || wrong.is_empty(), "{place}: {wrong:?}");
                let back = conversion.message.convert_to(from.clone()).unwrap();
                assert_eq!(back.message, message, "{place}");
            }
        }
    }
    assert!(attributes_seen > 350 && silent > 700 && repeated.len() > 20, "{attributes_seen} {silent} {repeated:?}");
}
