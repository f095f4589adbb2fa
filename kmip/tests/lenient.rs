//! Tests of lenient reading.
//!
//! Something that real peers do is done to each field of every payload, structure and header of every version, in both
//! directions.
//!
//! Everything is driven by `kmip-types/spec`: an entry that is added there is tested here.

#![cfg(all(feature = "ttlv", feature = "xml"))]

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
    use std::collections::{BTreeMap, BTreeSet};

    use kmip::items::{Node, NodeValue, UnexpectedItem};
    use kmip::{EncodeOptions, ErrorKind, Message, Path, ReaderOptions, Step, Tag, ttlv};

    use crate::spec::builder::Builder;
    use crate::spec::schema;
    use crate::spec::tree::{Content, Tree};
    use crate::support::edit::{at, change, doubled, only, ways, without};
    use crate::support::encodings::ttlv as bytes_of;
    use crate::support::rules::{Rules, editions};

    /// The change to a field.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    enum Edit {
        OtherType,
        EmptyStructure,
        Removed,
        Doubled,
    }

    /// The number of changes, by what came of them.
    #[derive(Debug, Default)]
    struct Count {
        /// Read strictly: nothing is set aside.
        legal: usize,
        /// Read leniently, with one item set aside.
        one: usize,
        /// Read leniently; with the field that selects it, what it selects is set aside.
        with_selected: usize,
    }

    /// The fields without which there is no message, each with its structure.
    ///
    /// If one is wrong or not there, lenient reading refuses what strict reading does.
    const ENVELOPE: [(&str, &str); 7] = [
        ("Protocol Version", "Protocol Version Major"),
        ("Protocol Version", "Protocol Version Minor"),
        ("Request Header", "Protocol Version"),
        ("Request Message", "Request Header"),
        ("Response Header", "Protocol Version"),
        ("Response Header", "Time Stamp"),
        ("Response Message", "Response Header"),
    ];

    /// The items that may be wrong, but must be there.
    const NOT_REMOVED: [(&str, &str); 2] = [("Request Message", "Batch Item"), ("Response Message", "Batch Item")];

    /// Tries every field of every structure and payload of each version.
    ///
    /// Each is tried once for each structure and attribute that it can be; in a message that has little else, unless
    /// it decides what else there is.
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
                    let Some(field) = item.field.clone() else { continue };
                    let siblings = siblings(&message.tree, &way);
                    if !tried.insert((edition.version.clone(), owner.to_owned(), field, variety(item, siblings))) {
                        continue;
                    }
                    let can_be_missing = || !rules.field(owner, item.field.as_deref().unwrap_or_default()).required;
                    if rules.decides(owner, item.tag, siblings) && can_be_missing() {
                        each(&rules, &message.tree, &way);
                    } else {
                        let (tree, way) = pruned(&message.tree, &way, &rules);
                        each(&rules, &tree, &way);
                    }
                }
            }
        }
        tried.len()
    }

    /// Returns which payload, structure or attribute an item is.
    fn variety(item: &Tree, siblings: &[Tree]) -> String {
        let name = siblings.iter().find(|sibling| sibling.tag == Tag::ATTRIBUTE_NAME);
        match (item.structure(), name.map(|name| &name.value)) {
            (Some((structure, _)), _) => structure.to_owned(),
            (None, Some(Content::Scalar(NodeValue::TextString(name)))) if item.tag == Tag::ATTRIBUTE_VALUE => {
                name.to_string()
            }
            (None, _) if item.field.as_deref() == Some("any attribute") => item.tag.to_string(),
            _ => String::new(),
        }
    }

    fn siblings<'t>(tree: &'t Tree, way: &[usize]) -> &'t [Tree] {
        let around = way.split_last().map_or(&[][..], |(_, around)| around);
        let around = if around.is_empty() { tree } else { at(tree, around).1 };
        around.structure().unwrap().1
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

    /// The message with little but the item, and the way to it there.
    fn pruned(tree: &Tree, way: &[usize], rules: &Rules) -> (Tree, Vec<usize>) {
        let marked = change(tree, way, |item| item.value = Content::Scalar(NodeValue::TextString(MARK.into())));
        let pruned = only(&marked, way, rules);
        let way = ways(&pruned).into_iter().find(|way| is_mark(at(&pruned, way).1)).unwrap();
        let item = at(tree, &way_of(&marked)).1.value.clone();
        (change(&pruned, &way, |marked| marked.value = item), way)
    }

    const MARK: &str = "the item that is changed";

    fn is_mark(item: &Tree) -> bool {
        matches!(&item.value, Content::Scalar(NodeValue::TextString(text)) if *text == MARK)
    }

    fn way_of(marked: &Tree) -> Vec<usize> {
        ways(marked).into_iter().find(|way| is_mark(at(marked, way).1)).unwrap()
    }

    /// The path to the item at the end of the way.
    fn path(tree: &Tree, way: &[usize]) -> Vec<Step> {
        let mut path = vec![Step::first(tree.tag)];
        let mut around = tree;
        for place in way {
            let siblings = around.structure().unwrap().1;
            around = &siblings[*place];
            let before = siblings[..*place].iter().filter(|item| item.tag == around.tag).count();
            path.push(Step { tag: around.tag, place: before.try_into().unwrap() });
        }
        path
    }

    /// The item at the end of a path.
    fn item_at<'n>(node: &'n Node<'n>, path: &[Step]) -> &'n Node<'n> {
        path[1..].iter().fold(node, |node, step| {
            let mut same = node.children().iter().filter(|child| child.tag() == step.tag);
            same.nth(step.place.try_into().unwrap()).unwrap()
        })
    }

    fn lenient(wire: &[u8]) -> Result<Message<'_>, kmip::Error> {
        ttlv::from_slice_with(wire, &ReaderOptions::lenient())
    }

    fn written(message: &Message<'_>) -> Vec<u8> {
        ttlv::to_vec_with(message, &EncodeOptions::as_read()).unwrap()
    }

    fn set_aside(message: &Message<'_>) -> Vec<UnexpectedItem<'static>> {
        message.unexpected_items().filter(|item| item.error.is_some()).collect()
    }

    /// Returns whether every version requires the field at the end of the way.
    ///
    /// Where it is there, but wrong, it also tells whether nothing can stand for it: what another field selects can be
    /// untyped, and a list empty.
    fn is_needed(rules: &Rules, tree: &Tree, way: &[usize], is_there: bool) -> bool {
        let (owner, item) = at(tree, way);
        let Some(field) = item.field.as_deref().filter(|field| *field != "any attribute") else { return false };
        let rule = rules.field(owner, field);
        let is_selected = matches!(
            item.tag,
            Tag::REQUEST_PAYLOAD
                | Tag::RESPONSE_PAYLOAD
                | Tag::ATTRIBUTE_VALUE
                | Tag::CREDENTIAL_VALUE
                | Tag::KEY_MATERIAL
        );
        rule.required && !(is_there && (rule.repeats || is_selected))
    }

    /// Reads the edited message, and checks what is set aside.
    ///
    /// It is nothing if the message can be read strictly; else the smallest item with the edit that the structure
    /// around it can do without.
    fn check(rules: &Rules, tree: &Tree, way: &[usize], edit: Edit, edited: &Tree, count: &mut Count) -> bool {
        let (owner, item) = at(tree, way);
        let what = format!("{owner}, {:?}: {edit:?}", item.field);
        let node = edited.node();
        let wire = bytes_of(&node);
        let strict = ttlv::from_slice::<Message<'_>>(&wire);
        let message = match lenient(&wire) {
            Ok(message) => message,
            Err(error) => {
                assert_eq!(strict.err().map(|error| error.kind()), Some(error.kind()), "{what}");
                return false;
            }
        };
        assert!(written(&message) == wire, "{what}: other bytes");
        let aside = set_aside(&message);
        if let Ok(strict) = strict {
            assert!(message == strict, "{what}: another value");
            let beside_failure = aside.iter().all(|item| item.tag() == Tag::RESPONSE_PAYLOAD);
            assert!(beside_failure && aside.len() <= 1, "{what}: {aside:?}");
            count.legal += 1;
            return true;
        }
        let mut edited_path = path(tree, way);
        if edit == Edit::Doubled {
            edited_path.last_mut().unwrap().place += 1;
        }
        let paths: Vec<&Path> = aside.iter().map(|item| &item.path).collect();
        for item in &aside {
            assert!(item.item == *item_at(&node, item.path.steps()), "{what}: another item at {}", item.path);
        }
        let by_selector = |item: &UnexpectedItem<'_>| {
            item.error
                .as_ref()
                .is_some_and(|error| error.kind() == ErrorKind::Selector && error.tag() == tag_of(tree, way))
        };
        match &aside[..] {
            // The field was not needed, and what it selects has nothing to go by.
            [one, other] if one.path.steps() == edited_path && by_selector(other) && edit != Edit::Removed => {
                count.with_selected += 1;
            }
            [one] if edit == Edit::Removed && by_selector(one) => count.with_selected += 1,
            [one] => {
                let steps = one.path.steps();
                assert!(edited_path.starts_with(steps), "{what}: {paths:?}");
                // What is not there cannot be set aside, and what is too much never takes anything along.
                let least = edited_path.len() - usize::from(edit == Edit::Removed);
                assert!(steps.len() <= least && (edit != Edit::Doubled || steps.len() == least), "{what}: {paths:?}");
                for end in steps.len()..edited_path.len() {
                    let is_there = edit != Edit::Removed || end < way.len();
                    assert!(is_needed(rules, tree, &way[..end], is_there), "{what}: {paths:?} is too much");
                }
                if edit != Edit::Removed && steps.len() == edited_path.len() {
                    assert!(edit == Edit::Doubled || !is_needed(rules, tree, way, true), "{what}");
                }
                count.one += 1;
            }
            _ => panic!("{what}: {aside:?}"),
        }
        true
    }

    fn tag_of(tree: &Tree, way: &[usize]) -> Tag {
        at(tree, way).1.tag
    }

    /// The item as one of another type: of two, so that one is not that of the field.
    fn other_types(item: &Tree) -> impl Iterator<Item = NodeValue<'static>> {
        let own = item.node().item_type();
        let values =
            [NodeValue::Interval(7), NodeValue::BigInteger(7_i128.into()), NodeValue::TextString("seven".into())];
        values.into_iter().filter(move |value| Node::new(Tag::COMMENT, value.clone()).item_type() != own).take(2)
    }

    #[test]
    fn one_item_is_set_aside_wherever_the_fault_is() {
        let mut counts: BTreeMap<Edit, Count> = BTreeMap::new();
        let mut refused = BTreeSet::new();
        let tried = on_every_field(|rules, tree, way| {
            let item = at(tree, way).1;
            let with = |value: Content| change(tree, way, |item| item.value = value);
            let mut edits: Vec<(Edit, Tree)> =
                other_types(item).map(|value| (Edit::OtherType, with(Content::Scalar(value)))).collect();
            edits.push((Edit::EmptyStructure, with(Content::Structure(String::new(), Vec::new()))));
            edits.push((Edit::Removed, without(tree, way)));
            edits.push((Edit::Doubled, doubled(tree, way)));
            for (edit, edited) in edits {
                let count = counts.entry(edit).or_default();
                if !check(rules, tree, way, edit, &edited, count) {
                    let (owner, item) = at(tree, way);
                    refused.insert((edit, owner.to_owned(), item.field.clone().unwrap()));
                }
            }
        });
        println!("{tried} fields");
        for (edit, Count { legal, one, with_selected }) in &counts {
            println!("{edit:?}: {legal} legal, {one} set aside, {with_selected} with what they select");
        }
        let expected = [Edit::OtherType, Edit::EmptyStructure, Edit::Removed].into_iter().flat_map(|edit| {
            let not_removed = NOT_REMOVED.iter().filter(move |_| edit == Edit::Removed);
            ENVELOPE
                .iter()
                .chain(not_removed)
                .map(move |(owner, field)| (edit, (*owner).to_owned(), (*field).to_owned()))
        });
        assert_eq!(refused, expected.collect());
        println!("{} are refused: {ENVELOPE:?}, {NOT_REMOVED:?}", refused.len());
    }

    /// A selecting field behind what it selects is read.
    ///
    /// Nothing is set aside, and the order is that of the standard again.
    #[test]
    fn a_value_before_its_selector_is_read() {
        let mut moved = 0;
        on_every_field(|rules, tree, way| {
            let (owner, item) = at(tree, way);
            let (around, _) = way.split_at(way.len() - 1);
            let selects = |selector: &&Tree| rules.decides(owner, selector.tag, std::slice::from_ref(item));
            let Some(selector) = siblings(tree, way).iter().position(|sibling| selects(&sibling)) else { return };
            let edited = change_around(tree, around, |siblings| {
                let selector = siblings.remove(selector);
                siblings.push(selector);
            });
            let wire = bytes_of(&edited.node());
            let what = format!("{owner}, {:?}", item.field);
            let error = ttlv::from_slice::<Message<'_>>(&wire).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Selector, "{what}");
            let message = lenient(&wire).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(set_aside(&message), [], "{what}");
            assert!(written(&message) == bytes_of(&tree.node()), "{what}: another order");
            moved += 1;
        });
        println!("{moved} values before their selectors");
    }

    /// The tree with the children changed of the structure at the end of the way.
    fn change_around(tree: &Tree, way: &[usize], edit: impl FnOnce(&mut Vec<Tree>)) -> Tree {
        change(tree, way, |structure| edit(structure.children_mut().unwrap()))
    }
}
