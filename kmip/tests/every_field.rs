//! Tests of messages that set every field that the schema has.
//!
//! They go through every encoding. What is refused is tested, too: a field in a version that does not have it, one
//! that is missing, one too many.
//!
//! Everything is driven by `kmip-types/spec`: an entry that is added there is tested here.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]

#[cfg(test)]
#[path = "../../kmip-types/tests/support/spec.rs"]
mod spec;
#[cfg(test)]
#[allow(dead_code, reason = "every test uses its own part of the support")]
mod support {
    pub(crate) mod edit;
    pub(crate) mod encodings;
    pub(crate) mod rules;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kmip::encoding::Encoding;
    use kmip::format::{Fault, decode_root, encode_root_with};
    use kmip::items::{Node, NodeReader, NodeValue, NodeWriter};
    use kmip::{EncodeOptions, ErrorKind, Message, Tag};

    use crate::spec::builder::{Builder, tag};
    use crate::spec::edition::VERSIONS;
    use crate::spec::tree::{Content, Tree};
    use crate::spec::{builder, kept, schema};
    use crate::support::edit::{at, doubled, only, set_version, ways, without};
    use crate::support::encodings::{to_ttlv, ttlv};
    use crate::support::rules::{Gate, Rules, What, editions};

    fn messages() -> impl Iterator<Item = (String, builder::Message)> {
        let json = schema::load();
        let editions = editions(&json);
        editions.into_iter().flat_map(|edition| {
            let messages = Builder::new(&edition).messages();
            messages.into_iter().map(move |message| (edition.version.clone(), message))
        })
    }

    /// Decodes into the model from the items themselves, without an encoding.
    fn decode<'n>(node: &'n Node<'n>) -> Result<Message<'n>, Fault> {
        decode_root(&mut NodeReader::for_node(node))
    }

    fn encode(message: &Message<'_>) -> Result<Node<'static>, Fault> {
        let mut writer = NodeWriter::default();
        // One field of many is tried at a time.
        encode_root_with(message, &mut writer, &EncodeOptions::incomplete())?;
        Ok(writer.into_nodes().pop().unwrap())
    }

    #[test]
    fn every_field_survives_every_encoding() {
        let (mut count, mut bytes, mut fields) = (0, 0, BTreeSet::new());
        for (version, message) in messages() {
            let name = &message.name;
            let wire = ttlv(&message.tree.node());
            let typed: Message<'_> = kmip::ttlv::from_slice(&wire).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(kept::of(&typed), kept::expected(&message.tree), "{name}");
            assert_eq!(typed.protocol_version().to_string(), version);
            let owned = typed.clone().into_owned();
            assert_eq!(owned, typed, "{name}");
            for &encoding in Encoding::ALL {
                let text = encoding.encode(&typed).unwrap_or_else(|e| panic!("{name}, {encoding}: {e}"));
                let back = encoding.decode::<Message<'_>>(&text).unwrap_or_else(|e| panic!("{name}, {encoding}: {e}"));
                assert_eq!(back, owned, "{name}, {encoding}");
                let again = to_ttlv(encoding, &text).unwrap_or_else(|e| panic!("{name}, {encoding}: {e}"));
                assert!(again == wire, "{name}: through {encoding} without types");
            }
            message.tree.visit(&mut |owner, item| {
                fields.insert((version.clone(), owner.to_owned(), item.field.clone()));
            });
            count += 1;
            bytes += wire.len();
        }
        println!("{count} messages, {bytes} bytes of TTLV, {} fields, {} encodings", fields.len(), Encoding::ALL.len());
    }

    /// Tries a change on one item of each field of each version.
    ///
    /// It does so on both forms that a selector can decide about.
    fn on_every_field(mut each: impl FnMut(&Rules, &Tree, &[usize])) -> usize {
        let json = schema::load();
        let editions = editions(&json);
        let rules = Rules::new(&json, &editions);
        let mut tried = BTreeSet::new();
        for edition in &editions {
            for mut message in Builder::new(edition).messages() {
                succeed(&mut message.tree);
                for way in ways(&message.tree) {
                    let (owner, item) = at(&message.tree, &way);
                    let Some(field) = item.field.as_deref().filter(|field| *field != "any attribute") else { continue };
                    let decides = rules.decides(owner, item.tag, siblings(&message.tree, &way));
                    let key = (edition.version.clone(), owner.to_owned(), field.to_owned(), decides);
                    if tried.insert(key) {
                        each(&rules, &message.tree, &way);
                    }
                }
            }
        }
        tried.len()
    }

    /// Makes every failed item of a response one that did not fail.
    ///
    /// Beside a failure any payload is taken.
    fn succeed(tree: &mut Tree) {
        for item in tree.children_mut().unwrap().iter_mut().filter(|item| item.tag == Tag::BATCH_ITEM) {
            for field in item.children_mut().unwrap().iter_mut().filter(|field| field.tag == Tag::RESULT_STATUS) {
                field.value = Content::Scalar(NodeValue::Enumeration(0));
            }
        }
    }

    fn siblings<'t>(tree: &'t Tree, way: &[usize]) -> &'t [Tree] {
        let around = if way.len() == 1 { tree } else { at(tree, &way[..way.len() - 1]).1 };
        around.structure().unwrap().1
    }

    /// Asserts that a changed tree gives the fault, or the same items again.
    #[track_caller]
    fn expect(tree: &Tree, what: &str, fault: Option<(ErrorKind, Tag)>) {
        let node = tree.node();
        let found = decode(&node).and_then(|message| encode(&message));
        match (found, fault) {
            (Ok(same), None) => assert_eq!(same, node, "{what}"),
            (Err(found), Some(expected)) => assert_eq!((found.kind(), found.tag()), expected, "{what}"),
            (found, expected) => panic!("{what}: expected {expected:?}, found {:?}", found.err()),
        }
    }

    #[test]
    fn a_field_that_is_missing_is_reported() {
        let (mut missing, mut selecting) = (0, 0);
        let tried = on_every_field(|rules, tree, way| {
            let (owner, item) = at(tree, way);
            let field = item.field.as_deref().unwrap();
            let rule = rules.field(owner, field);
            let fault = if rules.decides(owner, item.tag, siblings(tree, way)) {
                selecting += 1;
                Some((ErrorKind::Selector, item.tag))
            } else if rule.required {
                missing += 1;
                Some((ErrorKind::Missing, tag(rule.tags.first().unwrap())))
            } else {
                None
            };
            expect(&without(tree, way), &format!("{owner} without {field}"), fault);
        });
        println!("{tried} fields left out: {missing} are required, {selecting} decide what others hold");
    }

    #[test]
    fn a_field_too_many_is_reported() {
        let mut duplicates = 0;
        let tried = on_every_field(|rules, tree, way| {
            let (owner, item) = at(tree, way);
            let field = item.field.as_deref().unwrap();
            let once = !rules.field(owner, field).repeats;
            duplicates += usize::from(once);
            let fault = once.then_some((ErrorKind::Duplicate, item.tag));
            expect(&doubled(tree, way), &format!("{owner} with two of {field}"), fault);
        });
        println!("{tried} fields doubled: {duplicates} occur once at most");
    }

    /// Decodes a message of one version whose header names another, and encodes it.
    #[track_caller]
    fn expect_refused(tree: &Tree, version: &str, what: &str, expected: Option<Tag>) {
        let mut tree = tree.clone();
        set_version(&mut tree, version);
        let node = tree.node();
        let message = decode(&node).unwrap_or_else(|fault| panic!("{what}: {fault:?}"));
        let found = encode(&message).err().map(|fault| (fault.kind(), fault.tag()));
        assert_eq!(found, expected.map(|tag| (ErrorKind::NotInVersion, tag)), "{what} in {version}");
    }

    #[test]
    fn a_message_is_refused_for_the_first_thing_that_its_version_does_not_have() {
        let json = schema::load();
        let editions = editions(&json);
        let rules = Rules::new(&json, &editions);
        let (mut refused, mut written) = (0, 0);
        for edition in &editions {
            for message in Builder::new(edition).messages() {
                for version in VERSIONS {
                    let expected = rules.refused(&message.tree, version).map(|gate| gate.tag);
                    assert!(expected.is_none() || version != edition.version, "{}", message.name);
                    expect_refused(&message.tree, version, &message.name, expected);
                    if expected.is_some() { refused += 1 } else { written += 1 }
                }
            }
        }
        println!("{refused} messages refused in another version, {written} written");
    }

    #[test]
    fn everything_is_refused_in_a_version_that_does_not_have_it() {
        let json = schema::load();
        let editions = editions(&json);
        let rules = Rules::new(&json, &editions);
        let (mut refusable, mut refused) = (BTreeSet::new(), BTreeSet::new());
        for message in editions.iter().flat_map(|edition| Builder::new(edition).messages()) {
            for way in ways(&message.tree) {
                let own = gates(&rules, &message.tree, &way);
                if own.iter().all(|gate| refused.contains(&gate.what) || gate.versions.len() == VERSIONS.len()) {
                    continue;
                }
                let around = (1..way.len()).flat_map(|end| gates(&rules, &message.tree, &way[..end]));
                let mut outer: Vec<Gate<'_>> = around.collect();
                for gate in own {
                    let passes = |version: &&&str| outer.iter().all(|gate| gate.versions.contains(**version));
                    let lacking = VERSIONS.iter().filter(|version| !gate.versions.contains(**version));
                    for version in lacking.filter(passes).filter(|_| !gate.never_first) {
                        refusable.insert(gate.what.clone());
                        if refused.contains(&gate.what) {
                            continue;
                        }
                        // With nothing else in the message that could be refused first.
                        let tree = only(&message.tree, &way, &rules);
                        if rules.refused(&tree, version).as_ref() == Some(&gate) {
                            expect_refused(&tree, version, &format!("{:?}", gate.what), Some(gate.tag));
                            refused.insert(gate.what.clone());
                        }
                    }
                    outer.push(gate);
                }
            }
        }
        let never: Vec<_> =
            refusable.union(&rules.gated_fields()).filter(|what| !refused.contains(what)).cloned().collect();
        assert_eq!(never, [], "never refused");
        let count = |kind: fn(&What) -> bool| refused.iter().filter(|what| kind(what)).count();
        println!(
            "refused by versions that do not have them: {} fields, {} attributes, {} members of choices, \
             {} item types, {} values",
            count(|what| matches!(what, What::Field(..))),
            count(|what| matches!(what, What::Attribute(..))),
            count(|what| matches!(what, What::Member(_))),
            count(|what| matches!(what, What::Arm(..))),
            count(|what| matches!(what, What::Value(..))),
        );
    }

    /// Returns the gates that the item at the end of the way has to pass.
    fn gates<'r>(rules: &'r Rules, tree: &Tree, way: &[usize]) -> Vec<Gate<'r>> {
        let (owner, item) = at(tree, way);
        rules.gates(owner, siblings(tree, way), item)
    }
}
