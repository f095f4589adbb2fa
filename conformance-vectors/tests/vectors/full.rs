//! Messages made from the tables alone.
//!
//! They have every operation and direction, and every field of every structure.
//!
//! The values are the edges of their types, one after another, so that what is written is rarely sensible, and always
//! allowed. Headers and repeated fields are cut down: each vector shows one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use kmip::items::{Node, NodeValue};
use kmip::{ResultStatus, Tag};

use crate::spec::builder::{Builder, Message};
use crate::spec::edition::Edition;
use crate::spec::tree::{Content, Tree};
use crate::vector::{Subject, VERSIONS, Vector, edition, slug};

/// The messages that set everything, of one version.
pub(crate) fn trees(version: &str) -> &'static [Message] {
    static TREES: OnceLock<[Vec<Message>; 3]> = OnceLock::new();
    let all = TREES.get_or_init(|| VERSIONS.map(|version| Builder::new(edition(version)).messages()));
    &all[VERSIONS.iter().position(|v| *v == version).unwrap()]
}

/// A message of a version with the least that a header needs.
pub(crate) fn message_of(version: &str, tag: Tag, items: Vec<Node<'static>>) -> Node<'static> {
    let (major, minor) = version.split_once('.').unwrap();
    let part = |tag, text: &str| Node::new(tag, NodeValue::Integer(text.parse().unwrap()));
    let parts = vec![part(Tag::PROTOCOL_VERSION_MAJOR, major), part(Tag::PROTOCOL_VERSION_MINOR, minor)];
    let mut fields = vec![Node::new(Tag::PROTOCOL_VERSION, NodeValue::Structure(parts))];
    let is_request = tag == Tag::REQUEST_MESSAGE;
    if !is_request {
        fields.push(Node::new(Tag::TIME_STAMP, NodeValue::DateTime(1_700_000_000)));
    }
    if version != "3.0" {
        fields.push(part(Tag::BATCH_COUNT, &items.len().to_string()));
    }
    let header = if is_request { Tag::REQUEST_HEADER } else { Tag::RESPONSE_HEADER };
    let mut children = vec![Node::new(header, NodeValue::Structure(fields))];
    children.extend(items);
    Node::new(tag, NodeValue::Structure(children))
}

/// The choice of the one item of a field that is kept of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    First,
    Last,
    /// The item at this place, or the first where there are fewer.
    ///
    /// It is for attributes, all of which stand in one list.
    At(usize),
}

impl Keep {
    fn of(self, count: usize) -> usize {
        match self {
            Self::First => 0,
            Self::Last => count - 1,
            Self::At(place) => place % count,
        }
    }
}

/// The part of a message that is kept.
#[derive(Clone, Copy, Debug)]
struct Cut {
    repeats: Keep,
    /// The place of the attribute of a list that is kept.
    attribute: usize,
    header: bool,
    /// True if everything around the payload is kept.
    item: bool,
}

impl Cut {
    /// The tree with one item of each field that repeats.
    fn content(self, owner: &str, children: &[Tree]) -> Vec<Tree> {
        let mut kept = Vec::new();
        let mut rest = children;
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|child| child.field == first.field).count();
            let (run, after) = rest.split_at(count);
            rest = after;
            if self.drops(owner, first) {
                continue;
            }
            if first.field.is_none() {
                // A vendor's text and structure belong together.
                kept.extend(run.iter().map(|child| self.tree(child)));
                continue;
            }
            let keep = if is_attribute(first) { Keep::At(self.attribute) } else { self.repeats };
            kept.push(self.tree(&run[keep.of(count)]));
        }
        kept
    }

    fn tree(self, tree: &Tree) -> Tree {
        let value = match &tree.value {
            Content::Structure(name, children) => Content::Structure(name.clone(), self.content(name, children)),
            scalar => scalar.clone(),
        };
        Tree { tag: tree.tag, field: tree.field.clone(), value }
    }

    /// Returns whether a field is left out.
    fn drops(self, owner: &str, child: &Tree) -> bool {
        let field = child.field.as_deref().unwrap_or_default();
        match owner {
            "Request Header" | "Response Header" => {
                !self.header && !matches!(field, "Protocol Version" | "Time Stamp" | "Batch Count")
                    || owner == "Request Header" && field == "Time Stamp" && !self.header
            }
            "Request Batch Item" | "Response Batch Item" => {
                !self.item && !matches!(field, "Operation" | "Result Status") && !field.ends_with(" Payload")
            }
            _ => false,
        }
    }
}

fn is_attribute(tree: &Tree) -> bool {
    tree.field.as_deref() == Some("any attribute") || tree.tag == Tag::ATTRIBUTE
}

/// Returns what a message shows of the tables.
///
/// It is each structure, and each field of it.
fn facets(tree: &Tree) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    tree.visit(&mut |owner, item| {
        let field = item.field.as_deref().unwrap_or("any item");
        all.insert(format!("{owner}: {field}"));
        if let Some((structure, _)) = item.structure().filter(|(name, _)| !name.is_empty()) {
            all.insert(format!("{structure}: itself"));
        }
    });
    all
}

/// A message cut down, and where it comes from.
struct Candidate {
    operation: String,
    form: String,
    tree: Tree,
}

/// The batch count of a message is that of its items.
fn recount(tree: &mut Tree) {
    let count =
        tree.structure().map_or(0, |(_, children)| children.iter().filter(|c| c.tag == Tag::BATCH_ITEM).count());
    let header = tree.children_mut().and_then(|children| children.first_mut());
    for field in header.and_then(Tree::children_mut).into_iter().flatten() {
        if field.tag == Tag::BATCH_COUNT {
            field.value = Content::Scalar(NodeValue::Integer(i32::try_from(count).unwrap()));
        }
        if field.tag == Tag::TIME_STAMP {
            field.value = Content::Scalar(NodeValue::DateTime(1_700_000_000));
        }
    }
}

/// An operation shows its payload in a success.
fn succeed(tree: &mut Tree) {
    let items = tree.children_mut().into_iter().flatten().filter(|child| child.tag == Tag::BATCH_ITEM);
    for field in items.filter_map(Tree::children_mut).flatten().filter(|field| field.tag == Tag::RESULT_STATUS) {
        field.value = Content::Scalar(NodeValue::Enumeration(ResultStatus::SUCCESS.value()));
    }
}

fn candidate(edition: &Edition, message: &Message, cut: Cut) -> Candidate {
    let mut tree = cut.tree(&message.tree);
    recount(&mut tree);
    if !cut.item {
        succeed(&mut tree);
    }
    // `2.1 Get response 3`
    let name = message.name.strip_prefix(&edition.version).unwrap().trim();
    let (name, _) = name.rsplit_once(' ').unwrap();
    let forms = ["server request", "server response", "request", "response"];
    let form = forms.into_iter().find(|form| name.ends_with(form)).unwrap();
    Candidate { operation: name.strip_suffix(form).unwrap().trim().to_owned(), form: form.to_owned(), tree }
}

/// Leaves the payload out where the operation has none.
fn without_empty_payload(tree: &mut Tree) -> bool {
    let items = tree.children_mut().into_iter().flatten().filter(|child| child.tag == Tag::BATCH_ITEM);
    let mut gone = false;
    for item in items.filter_map(Tree::children_mut) {
        let before = item.len();
        item.retain(|child| {
            child.tag != Tag::RESPONSE_PAYLOAD || child.structure().is_none_or(|(_, fields)| !fields.is_empty())
        });
        gone |= item.len() < before;
    }
    gone
}

/// One vector for each operation and direction of a version.
fn operations(edition: &'static Edition, all: &mut Vec<Vector>, shown: &mut BTreeSet<String>) {
    let mut seen = BTreeSet::new();
    for (place, message) in trees(&edition.version).iter().enumerate() {
        let cut = Cut { repeats: Keep::First, attribute: place * 7, header: false, item: false };
        let mut candidate = candidate(edition, message, cut);
        if !seen.insert((candidate.operation.clone(), candidate.form.clone())) {
            continue;
        }
        let bare = without_empty_payload(&mut candidate.tree);
        shown.extend(facets(&candidate.tree));
        let Candidate { operation, form, tree } = candidate;
        let sender = if form.starts_with("server") { " when the server sends the request" } else { "" };
        let purpose = if bare {
            format!("A {operation} response without a payload, which the operation does not have.")
        } else {
            let article = if operation.starts_with(['A', 'E', 'I', 'O']) { "An" } else { "A" };
            format!(
                "{article} {operation} {} with every field of its payload{sender}.",
                form.trim_start_matches("server ")
            )
        };
        let id = format!("{}-{}-full", slug(&operation), slug(&form));
        all.push(Vector::message("operations", &id, Subject::Operation, purpose, &[], tree.node()));
    }
}

/// Vectors for what none of those shows: as few and as short as will do.
fn structures(edition: &'static Edition, all: &mut Vec<Vector>, shown: &BTreeSet<String>) {
    let mut candidates = Vec::new();
    for (header, item) in [(false, false), (false, true), (true, false)] {
        for repeats in [Keep::First, Keep::Last] {
            for (place, message) in trees(&edition.version).iter().enumerate() {
                let candidate = candidate(edition, message, Cut { repeats, attribute: place * 7, header, item });
                let new: BTreeSet<String> = facets(&candidate.tree).difference(shown).cloned().collect();
                let size = usize::try_from(length(&candidate.tree)).unwrap();
                candidates.push((candidate, new, size));
            }
        }
    }
    let mut number = BTreeMap::new();
    loop {
        candidates.retain(|(_, new, _)| !new.is_empty());
        let best = candidates
            .iter()
            .enumerate()
            .max_by_key(|(place, (_, new, size))| (new.len() * 100_000 / size, usize::MAX - place));
        let Some((best, _)) = best else { return };
        let (Candidate { operation, form, tree }, new, _) = candidates.remove(best);
        for (_, others, _) in &mut candidates {
            others.retain(|facet| !new.contains(facet));
        }
        let count = number.entry((operation.clone(), form.clone())).or_insert(0);
        *count += 1;
        let id = format!("{}-{}-form-{count}", slug(&operation), slug(&form));
        let owners = new.iter().filter_map(|facet| facet.split_once(": ")).map(|(owner, _)| owner);
        let owners: Vec<&str> = owners.collect::<BTreeSet<_>>().into_iter().collect();
        let purpose = format!("Fields that no vector of the operations shows, in {}.", owners.join(", "));
        let covers: Vec<String> = owners.iter().map(|owner| format!("structure {owner}")).collect();
        let covers: Vec<&str> = covers.iter().map(String::as_str).collect();
        all.push(Vector::message("structures", &id, Subject::Operation, purpose, &covers, tree.node()));
    }
}

fn length(tree: &Tree) -> u64 {
    let mut length = kmip::items::Length::default();
    kmip::items::transcode(&mut kmip::items::NodeReader::for_node(&tree.node()), &mut length).unwrap();
    length.bytes()
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for edition in VERSIONS.map(edition) {
        let mut shown = BTreeSet::new();
        operations(edition, &mut all, &mut shown);
        structures(edition, &mut all, &shown);
    }
    all
}
