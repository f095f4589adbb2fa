//! `kmip diff`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::str::Lines;

use kmip::format::Siblings;
use kmip::items::{Node, Pretty};
use kmip::{ItemType, Step};

use crate::args::Diff;
use crate::input::Input;
use crate::source::name;
use crate::{Failure, Format};

/// What differs between the messages of `a` and `b`, a path a line; nothing if they are the same.
///
/// # Errors
/// The first thing that is wrong with one of the inputs.
pub fn diff(a: &[u8], b: &[u8], options: &Diff) -> Result<String, Failure> {
    let side = |input, from, file: &Path| {
        Side::read(input, from, options)
            .map_err(|failure| Failure::OneInput { name: name(file), failure: Box::new(failure) })
    };
    let a = side(a, options.from_a, &options.a)?;
    let b = side(b, options.from_b, &options.b)?;
    let mut differences = String::new();
    // Writing to a String does not fail.
    let _ = compare_siblings("", &a.entries(), &b.entries(), &mut differences);
    Ok(differences)
}

/// The messages of one input.
struct Side {
    /// Several messages are siblings.
    nodes: Vec<Node<'static>>,
    /// The items as `kmip dump` prints them, each on its line.
    printed: String,
}

/// An item, and how it is shown.
struct Entry<'s> {
    node: &'s Node<'static>,
    /// Type, length and value.
    shown: String,
    children: Vec<Self>,
}

impl Side {
    fn read(input: &[u8], from: Option<Format>, options: &Diff) -> Result<Self, Failure> {
        let mut input = Input::new(input, from, options.lenient)?;
        if let Some(failure) = input.take_broken() {
            return Err(failure);
        }
        let messages = input.messages()?;
        let several = messages.several;
        let mut side = Self { nodes: Vec::new(), printed: String::new() };
        for (number, message) in (1..).zip(messages) {
            let failed = |error| Failure::at(error, number, several);
            let broken = |fault| failed(message.locate(fault));
            let nodes = Node::read_all(&mut *message.reader()).map_err(broken)?;
            side.nodes.extend(nodes.into_iter().map(Node::into_owned));
            // A whole message, because what stands before a value says how it is called, and whether it is secret.
            let pretty = Pretty::new(&mut side.printed);
            let mut pretty = if options.show_secrets { pretty.with_secrets() } else { pretty };
            pretty.print(&mut *message.reader()).map_err(broken)?;
        }
        Ok(side)
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        entries(&self.nodes, &mut self.printed.lines())
    }
}

/// Gives items, and everything in them, the lines on which they were printed. Readers bound the depth.
fn entries<'s>(nodes: &'s [Node<'static>], lines: &mut Lines<'_>) -> Vec<Entry<'s>> {
    let entry = |node: &'s Node<'static>| {
        let shown = shown(node, lines.next().unwrap_or_default());
        Entry { node, shown, children: entries(node.children(), lines) }
    };
    nodes.iter().map(entry).collect()
}

/// What a line tells behind offset and tag. The length of a structure says more about its encoding than about itself.
fn shown(node: &Node<'_>, line: &str) -> String {
    if node.item_type() == ItemType::STRUCTURE {
        return ItemType::STRUCTURE.to_string();
    }
    let columns = line.trim_start().split_once("  ").and_then(|(_offset, rest)| rest.trim_start().split_once("  "));
    columns.map(|(_tag, shown)| shown.replacen("  ", " ", 1)).unwrap_or_default()
}

fn compare_siblings(path: &str, a: &[Entry<'_>], b: &[Entry<'_>], out: &mut String) -> std::fmt::Result {
    let (steps_a, steps_b) = (steps(a), steps(b));
    let in_a: BTreeMap<_, _> = steps_a.iter().copied().zip(a).collect();
    let in_b: BTreeMap<_, _> = steps_b.iter().copied().zip(b).collect();
    for (step, a) in steps_a.iter().zip(a) {
        let path = join(path, *step);
        match in_b.get(step) {
            Some(b) => compare(&path, a, b, out)?,
            None => writeln!(out, "- {path}: {} (only in A)", a.shown)?,
        }
    }
    for (step, b) in steps_b.iter().zip(b).filter(|(step, _)| !in_a.contains_key(step)) {
        writeln!(out, "+ {}: {} (only in B)", join(path, *step), b.shown)?;
    }
    let common_a = steps_a.iter().filter(|step| in_b.contains_key(step));
    let common_b = steps_b.iter().filter(|step| in_a.contains_key(step));
    if !common_a.eq(common_b) {
        writeln!(out, "~ {}: order differs", if path.is_empty() { "messages" } else { path })?;
    }
    Ok(())
}

fn compare(path: &str, a: &Entry<'_>, b: &Entry<'_>, out: &mut String) -> std::fmt::Result {
    let is_structure = |entry: &Entry<'_>| entry.node.item_type() == ItemType::STRUCTURE;
    if is_structure(a) && is_structure(b) {
        return compare_siblings(path, &a.children, &b.children, out);
    }
    if a.node == b.node {
        return Ok(());
    }
    // Secrets of the same length.
    let note = if a.shown == b.shown { ", differs" } else { "" };
    writeln!(out, "- {path}: {}{note}", a.shown)?;
    writeln!(out, "+ {path}: {}{note}", b.shown)
}

fn steps(entries: &[Entry<'_>]) -> Vec<Step> {
    let mut siblings = Siblings::default();
    entries.iter().map(|entry| siblings.step(entry.node.tag())).collect()
}

/// A path as errors have it.
fn join(path: &str, step: Step) -> String {
    let slash = if path.is_empty() { "" } else { "/" };
    format!("{path}{slash}{step}")
}
