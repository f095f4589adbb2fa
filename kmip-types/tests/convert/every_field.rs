//! Every field, form, value and attribute of every version, into every version: each thing that the message says
//! arrives, or is in the report; and what comes out encodes in the version asked for.

use std::collections::{BTreeMap, BTreeSet};

use kmip_types::{
    Category, Change, Conversion, Finding, FindingKind, Message, Node, NodeReader, NodeWriter, ProtocolVersion, Report,
    Severity, Tag, Versions, decode_root, encode_root,
};

use crate::facts::{self, Fact};
use crate::spec::builder::Builder;
use crate::spec::edition::VERSIONS;
use crate::spec::schema;

const ALL: [ProtocolVersion<'static>; 8] = [
    ProtocolVersion::V1_0,
    ProtocolVersion::V1_1,
    ProtocolVersion::V1_2,
    ProtocolVersion::V1_3,
    ProtocolVersion::V1_4,
    ProtocolVersion::V2_0,
    ProtocolVersion::V2_1,
    ProtocolVersion::V3_0,
];

/// A message that sets every field of its operation, twice where it can.
fn messages() -> Vec<(String, Node<'static>)> {
    let json = schema::load();
    let editions = VERSIONS.iter().map(|version| schema::edition(version, &json));
    editions
        .flat_map(|edition| Builder::new(&edition).messages())
        .map(|message| (message.name.clone(), message.tree.node()))
        .collect()
}

fn encode(message: &Message<'_>, name: &str) -> Node<'static> {
    let mut writer = NodeWriter::default();
    encode_root(message, &mut writer).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    writer.into_nodes().pop().unwrap()
}

/// The paths of what the report accounts for: it need not arrive, nor what is in it.
fn accounted_for(report: &Report) -> BTreeSet<&[(Tag, u32)]> {
    let is_about_it = |c: &&Change| !matches!(c.category, Category::Filled | Category::Missing | Category::Unknown);
    report.iter().filter(is_about_it).map(|change| change.path.steps()).collect()
}

/// What is not said because everybody knows it: with the object, its type.
fn is_known(fact: &Fact, to: &ProtocolVersion<'_>, name: &str) -> bool {
    let is_object_type = fact.0.last().is_some_and(|(tag, _)| *tag == Tag::OBJECT_TYPE);
    is_object_type && name.contains(" Import request") && to.versions() == Versions::V1_4
}

/// What the version asked for forbids in the converted message, and the own version does not in the first one.
fn new_errors(message: &Message<'_>, conversion: &Conversion<Message<'_>>, is_notify: bool) -> Vec<String> {
    let errors = |message: &Message<'_>| {
        let findings = message.validate().unwrap().into_iter();
        let errors = findings.filter(|finding| finding.severity() == Severity::Error);
        errors.map(|finding| (finding.kind(), finding.tag(), finding)).collect::<Vec<_>>()
    };
    let before: Vec<_> = errors(message).into_iter().map(|(kind, tag, _)| (format!("{kind:?}"), tag)).collect();
    let reported = |tag| conversion.report.iter().any(|c| c.category == Category::Missing && c.tag == tag);
    let is_new = |(kind, tag, _): &(FindingKind, Tag, Finding)| {
        !(*kind == FindingKind::Missing && (reported(*tag) || *tag == Tag::BATCH_ITEM))
            && !before.contains(&(format!("{kind:?}"), *tag))
            // A Notify that tells the value of an attribute and that it was deleted.
            && !(*kind == FindingKind::Duplicate && is_notify)
    };
    let new = errors(&conversion.message).into_iter().filter(is_new);
    new.map(|(_, _, finding)| format!("{:?} {} {:?}", finding.kind(), finding.path(), finding.subject())).collect()
}

#[test]
fn what_is_said_arrives_or_is_reported() {
    let (mut pairs, mut said, mut arrived) = (0, 0, 0);
    let mut categories: BTreeMap<Category, usize> = BTreeMap::new();
    let mut silent = BTreeSet::new();
    let mut invalid: BTreeMap<String, usize> = BTreeMap::new();
    for (name, node) in messages() {
        let message: Message<'_> = decode_root(&mut NodeReader::of(&node)).unwrap();
        let facts = facts::of(&encode(&message, &name));
        for to in &ALL {
            let place = format!("{name} to {to}");
            let conversion = message.convert_to(to).unwrap_or_else(|error| panic!("{place}: {error}"));
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
                    let path: Vec<String> = fact.0.iter().map(|(tag, _)| tag.to_string()).collect();
                    silent.insert(format!("{place}: {}: {}", path.join("/"), fact.1));
                }
            }
            for fault in new_errors(&message, &conversion, name.contains(" Notify ")) {
                *invalid.entry(format!("{fault}, {from} to {to}", from = message.protocol_version())).or_insert(0) += 1;
            }
            conversion.report.iter().for_each(|change| *categories.entry(change.category).or_default() += 1);
            pairs += 1;
        }
    }
    let shown: Vec<&String> = silent.iter().take(40).collect();
    assert!(silent.is_empty(), "{} things went without a word: {shown:#?}", silent.len());
    assert!(invalid.is_empty(), "what was converted is not valid: {invalid:#?}");
    println!("{pairs} conversions, {said} things said, {arrived} arrived; reported: {categories:#?}");
}
