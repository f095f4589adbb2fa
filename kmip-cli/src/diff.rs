//! `kmip diff`.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::Path;

use kmip::format::Siblings;
use kmip::items::{Length, Node, Pretty, transcode};
use kmip::{ItemType, Step, Tag};
use serde_json::json;

use crate::args::Diff;
use crate::input::Input;
use crate::message::Message;
use crate::partners::partners;
use crate::paths::is_meant;
use crate::several::Messages;
use crate::source::name;
use crate::{Failure, Format};

/// Prints the differences between the messages of `a` and `b`, a path a line.
///
/// Returns whether there is one.
///
/// What stands in both is not printed, and of what differs nothing but its line is held.
///
/// # Errors
/// The first thing that is wrong with one of the inputs, before anything is printed.
pub fn diff(a: &[u8], b: &[u8], options: &Diff, output: &mut dyn Write) -> Result<bool, Failure> {
    let (a, b) = open_both(a, b, options)?;
    diff_inputs(&a, &b, options, output)
}

/// Both inputs, as the arguments say that they are to be read.
pub(crate) fn open_both<'i>(a: &'i [u8], b: &'i [u8], options: &Diff) -> Result<(Input<'i>, Input<'i>), Failure> {
    let a = open(a, options.from_a.format(), options).map_err(|failure| named(&options.a, failure))?;
    let b = open(b, options.from_b.format(), options).map_err(|failure| named(&options.b, failure))?;
    Ok((a, b))
}

fn named(file: &Path, failure: Failure) -> Failure {
    Failure::OneInput { name: name(file), failure: Box::new(failure) }
}

/// Compares two inputs that are open.
pub(crate) fn diff_inputs(
    input_a: &Input<'_>,
    input_b: &Input<'_>,
    options: &Diff,
    output: &mut dyn Write,
) -> Result<bool, Failure> {
    let in_a = |failure| named(&options.a, failure);
    let in_b = |failure| named(&options.b, failure);
    let a = input_a.messages().and_then(List::read).map_err(in_a)?;
    let b = input_b.messages().and_then(List::read).map_err(in_b)?;
    let (mut a, mut b) = (a.side().map_err(in_a)?, b.side().map_err(in_b)?);
    // Twice the same way: first to know which lines are needed, then to print them.
    let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
    let _ = compare(&a, &b, &options.ignore, &mut |_, difference| {
        let (from_a, from_b) = difference.items();
        of_a.extend(from_a);
        of_b.extend(from_b);
        Ok(())
    });
    a.print(of_a, options.show_secrets).map_err(in_a)?;
    b.print(of_b, options.show_secrets).map_err(in_b)?;
    let mut differs = false;
    // If nobody reads the output any more, the answer is the same.
    let _ = compare(&a, &b, &options.ignore, &mut |path, difference| {
        differs = true;
        if options.json { difference.object(path, &a, &b, output) } else { difference.print(path, &a, &b, output) }
    });
    Ok(differs)
}

fn open<'i>(input: &'i [u8], from: Option<Format>, options: &Diff) -> Result<Input<'i>, Failure> {
    Input::new(input, from, options.lenient)?.unbroken()
}

/// The messages of one input: several are siblings.
struct List<'i> {
    messages: Vec<Message<'i>>,
    several: bool,
}

/// The items of one input, as they are compared.
struct Side<'m> {
    list: &'m List<'m>,
    nodes: Vec<Node<'m>>,
    /// For each item, in reading order, the number of the one behind all its content.
    ends: Vec<usize>,
    /// The items that are printed, and the line of each, in the order of reading.
    lines: Vec<(usize, Box<str>)>,
}

/// Items that are siblings, the first with its number.
#[derive(Clone, Copy)]
struct Items<'s> {
    nodes: &'s [Node<'s>],
    first: usize,
    ends: &'s [usize],
}

/// A difference, with the numbers of its items in A and in B.
#[derive(Clone, Copy)]
enum Difference {
    OnlyA(usize),
    OnlyB(usize),
    Both(usize, usize),
    Order,
}

impl<'i> List<'i> {
    fn read(messages: Messages<'i>) -> Result<Self, Failure> {
        let several = messages.several;
        let mut list = Self { messages: Vec::new(), several };
        for (number, message) in (1..).zip(messages) {
            // Before the next one is taken: of very many, each may be wrong.
            let walked = transcode(&mut *message.reader(), &mut Length::default());
            walked.map_err(|fault| Failure::at(message.locate(fault), number, several))?;
            list.messages.push(message);
        }
        Ok(list)
    }

    fn side(&self) -> Result<Side<'_>, Failure> {
        let mut nodes = Vec::new();
        for (number, message) in (1..).zip(&self.messages) {
            let broken = |fault| Failure::at(message.locate(fault), number, self.several);
            nodes.append(&mut Node::read_all(&mut *message.reader()).map_err(broken)?);
        }
        let mut ends = Vec::new();
        number(&nodes, &mut ends);
        Ok(Side { list: self, nodes, ends, lines: Vec::new() })
    }
}

/// Numbers items, and everything in them. Readers bound the depth.
fn number(nodes: &[Node<'_>], ends: &mut Vec<usize>) {
    for node in nodes {
        let own = ends.len();
        ends.push(0);
        number(node.children(), ends);
        let end = ends.len();
        ends.get_mut(own).into_iter().for_each(|place| *place = end);
    }
}

impl Side<'_> {
    /// Prints the items with these numbers, in any order, as `kmip dump` does.
    fn print(&mut self, mut wanted: Vec<usize>, show_secrets: bool) -> Result<(), Failure> {
        wanted.sort_unstable();
        let mut lines = Lines { next: 0, wanted: wanted.into_iter().peekable(), line: String::new(), kept: Vec::new() };
        for (number, message) in (1..).zip(&self.list.messages) {
            // A whole message, because what stands before a value says how it is called, and whether it is secret.
            let pretty = Pretty::new(&mut lines);
            let mut pretty = if show_secrets { pretty.with_secrets() } else { pretty };
            let printed = pretty.print(&mut *message.reader());
            printed.map_err(|fault| Failure::at(message.locate(fault), number, self.list.several))?;
        }
        self.lines = lines.kept;
        Ok(())
    }

    /// Returns what is shown of an item: its type, length and value.
    fn shown(&self, number: usize) -> &str {
        let place = self.lines.binary_search_by_key(&number, |(number, _)| *number);
        place.ok().and_then(|place| self.lines.get(place)).map_or("", |(_, line)| line)
    }

    fn items(&self) -> Items<'_> {
        Items { nodes: &self.nodes, first: 0, ends: &self.ends }
    }
}

impl<'s> Items<'s> {
    fn steps(self) -> impl Iterator<Item = (Step, &'s Node<'s>, usize)> {
        let (mut siblings, mut next) = (Siblings::default(), self.first);
        self.nodes.iter().map(move |node| {
            let number = next;
            next = self.ends.get(number).copied().unwrap_or_default();
            (siblings.step(node.tag()), node, number)
        })
    }

    /// The items in one of these.
    fn inside(self, node: &'s Node<'s>, number: usize) -> Self {
        Self { nodes: node.children(), first: number.saturating_add(1), ends: self.ends }
    }
}

/// The lines of those items that are asked for, of what a printer prints.
struct Lines<W: Iterator<Item = usize>> {
    /// The number of the item whose line is being printed.
    next: usize,
    wanted: std::iter::Peekable<W>,
    line: String,
    kept: Vec<(usize, Box<str>)>,
}

impl<W: Iterator<Item = usize>> Write for Lines<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for piece in text.split_inclusive('\n') {
            if self.wanted.peek() == Some(&self.next) {
                self.line.push_str(piece.trim_end_matches('\n'));
            }
            if piece.ends_with('\n') {
                if let Some(number) = self.wanted.next_if_eq(&self.next) {
                    self.kept.push((number, shown(&self.line)));
                    self.line.clear();
                }
                self.next = self.next.saturating_add(1);
            }
        }
        Ok(())
    }
}

/// Returns what a line tells behind offset and tag.
///
/// The length of a structure says more about its encoding than about itself.
fn shown(line: &str) -> Box<str> {
    let columns = line.trim_start().split_once("  ").and_then(|(_offset, rest)| rest.trim_start().split_once("  "));
    let shown = columns.map_or("", |(_tag, shown)| shown);
    let structure = ItemType::STRUCTURE.to_string();
    if shown.split('(').next() == Some(&structure) { structure.into() } else { shown.replacen("  ", " ", 1).into() }
}

impl Difference {
    /// The items whose lines it needs.
    const fn items(self) -> (Option<usize>, Option<usize>) {
        match self {
            Self::OnlyA(a) => (Some(a), None),
            Self::OnlyB(b) => (None, Some(b)),
            Self::Both(a, b) => (Some(a), Some(b)),
            Self::Order => (None, None),
        }
    }

    fn object(self, path: &str, a: &Side<'_>, b: &Side<'_>, out: &mut dyn Write) -> fmt::Result {
        let kind = match self {
            Self::OnlyA(_) => "only in A",
            Self::OnlyB(_) => "only in B",
            Self::Both(..) => "differs",
            Self::Order => "order",
        };
        let (of_a, of_b) = self.items();
        let (a, b) = (of_a.map(|item| a.shown(item)), of_b.map(|item| b.shown(item)));
        writeln!(out, "{}", json!({"kind": kind, "path": path, "a": a, "b": b}))
    }

    fn print(self, path: &str, a: &Side<'_>, b: &Side<'_>, out: &mut dyn Write) -> fmt::Result {
        match self {
            Self::OnlyA(item) => writeln!(out, "- {path}: {} (only in A)", a.shown(item)),
            Self::OnlyB(item) => writeln!(out, "+ {path}: {} (only in B)", b.shown(item)),
            Self::Order => writeln!(out, "~ {}: order differs", if path.is_empty() { "messages" } else { path }),
            Self::Both(of_a, of_b) => {
                let (a, b) = (a.shown(of_a), b.shown(of_b));
                // Secrets of the same length.
                let note = if a == b { ", differs" } else { "" };
                writeln!(out, "- {path}: {a}{note}")?;
                writeln!(out, "+ {path}: {b}{note}")
            }
        }
    }
}

/// The function that takes each difference, and the path to it.
type Tell<'t> = &'t mut dyn FnMut(&str, Difference) -> fmt::Result;

/// Tells the differences in the order of A, then those that only B has.
///
/// It does so structure by structure.
///
/// What is ignored, and what is in it, is passed over on both sides.
fn compare(a: &Side<'_>, b: &Side<'_>, ignored: &[String], tell: Tell<'_>) -> fmt::Result {
    siblings(&mut String::new(), a.items(), b.items(), ignored, tell)
}

fn siblings(path: &mut String, a: Items<'_>, b: Items<'_>, ignored: &[String], tell: Tell<'_>) -> fmt::Result {
    let around = path.clone();
    let is_compared = |step: &Step| {
        let step = step.to_string();
        let path = || around.split('/').chain([step.as_str()]);
        !ignored.iter().any(|wanted| is_meant(wanted, path()))
    };
    let is_kept = |sibling: &Sibling<'_>| ignored.is_empty() || is_compared(&sibling.0);
    let in_a: Vec<_> = a.steps().filter(is_kept).collect();
    let in_b: Vec<_> = b.steps().filter(is_kept).collect();
    let partners = matched(&in_a, &in_b);
    let length = path.len();
    for ((step, node, number), partner) in in_a.iter().zip(&partners) {
        join(path, *step)?;
        match partner.and_then(|place| in_b.get(place)) {
            Some((_, other, of_other)) => one(path, (a, node, *number), (b, other, *of_other), ignored, tell)?,
            None => tell(path, Difference::OnlyA(*number))?,
        }
        path.truncate(length);
    }
    let mut places: Vec<usize> = partners.into_iter().flatten().collect();
    let is_same_order = places.is_sorted();
    places.sort_unstable();
    for (place, (step, _, number)) in in_b.iter().enumerate() {
        if places.binary_search(&place).is_err() {
            join(path, *step)?;
            tell(path, Difference::OnlyB(*number))?;
            path.truncate(length);
        }
    }
    if is_same_order { Ok(()) } else { tell(path, Difference::Order) }
}

/// A sibling: its step in the path, the item, and its number.
type Sibling<'s> = (Step, &'s Node<'s>, usize);

/// Pairs each sibling in A with one of the same tag in B, or with none.
fn matched(a: &[Sibling<'_>], b: &[Sibling<'_>]) -> Vec<Option<usize>> {
    let (tags_a, tags_b) = (by_tag(a), by_tag(b));
    let mut matched = vec![None; a.len()];
    for (tag, of_a) in &tags_a {
        let Some(of_b) = tags_b.get(tag) else { continue };
        let partners = match (&**of_a, &**of_b) {
            // Most fields are there once.
            ([_], [_]) => vec![Some(0)],
            _ => partners(&only_nodes(of_a), &only_nodes(of_b)),
        };
        for ((place, _), partner) in of_a.iter().zip(partners) {
            let place = matched.get_mut(*place);
            let partner = partner.and_then(|partner| of_b.get(partner)).map(|(place, _)| *place);
            place.into_iter().for_each(|place| *place = partner);
        }
    }
    matched
}

fn only_nodes<'s>(siblings: &[(usize, &'s Node<'s>)]) -> Vec<&'s Node<'s>> {
    siblings.iter().map(|(_, node)| *node).collect()
}

/// The siblings of each tag, with their places.
fn by_tag<'s>(siblings: &[Sibling<'s>]) -> BTreeMap<Tag, Vec<(usize, &'s Node<'s>)>> {
    let mut tags: BTreeMap<Tag, Vec<_>> = BTreeMap::new();
    for (place, (_, node, _)) in siblings.iter().enumerate() {
        tags.entry(node.tag()).or_default().push((place, *node));
    }
    tags
}

/// An item among its siblings, and its number.
type One<'s> = (Items<'s>, &'s Node<'s>, usize);

fn one(
    path: &mut String,
    (in_a, a, of_a): One<'_>,
    (in_b, b, of_b): One<'_>,
    ignored: &[String],
    tell: Tell<'_>,
) -> fmt::Result {
    let is_structure = |node: &Node<'_>| node.item_type() == ItemType::STRUCTURE;
    if is_structure(a) && is_structure(b) {
        siblings(path, in_a.inside(a, of_a), in_b.inside(b, of_b), ignored, tell)
    } else if a == b {
        Ok(())
    } else {
        tell(path, Difference::Both(of_a, of_b))
    }
}

/// Adds a step to a path, as errors have it.
fn join(path: &mut String, step: Step) -> fmt::Result {
    let slash = if path.is_empty() { "" } else { "/" };
    write!(path, "{slash}{step}")
}
