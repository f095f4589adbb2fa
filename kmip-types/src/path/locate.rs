//! The path to an error, found after the failure by reading, or writing, again.

use alloc::vec::Vec;
use core::cell::RefCell;

use super::step::Step;
use super::steps::{Path, Siblings};
use crate::error::{Detail, Fault, Refusal, Word};
use crate::item::Item;
use crate::stream::{Reader, Writer};
use crate::type_set::TypeSet;
use crate::validate::Witness;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Tag};

/// Follows openings and closings and counts siblings.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    open: Path,
    siblings: Vec<Siblings>,
    /// The last refusal of encoding, since the version lacks something.
    pub(crate) refused: Option<Refusal>,
    /// The name of the attribute that is open, and at which depth it is.
    attribute: Option<(usize, Word)>,
}

impl Trail {
    /// The next item with this tag: its tag, and its place among its siblings.
    pub(crate) fn step(&mut self, tag: Tag) -> Step {
        let depth = self.open.steps().len();
        if self.siblings.len() <= depth {
            self.siblings.resize_with(depth.saturating_add(1), Siblings::default);
        }
        self.siblings.last_mut().map_or(Step::first(tag), |siblings| siblings.step(tag))
    }

    pub(crate) fn open(&mut self, step: Step) {
        self.open.push(step);
    }

    /// Notes the name of the attribute that is open.
    fn name(&mut self, name: &str) {
        if self.open.steps().last().is_some_and(|step| step.tag == Tag::ATTRIBUTE) {
            self.attribute = Word::of_attribute(name).map(|name| (self.open.steps().len(), name));
        }
    }

    pub(crate) fn close(&mut self) {
        self.attribute = self.attribute.filter(|(depth, _)| *depth < self.open.steps().len());
        self.open.pop();
        self.siblings.truncate(self.open.steps().len().saturating_add(1));
    }

    /// The path to an item with this tag, were it written next.
    pub(crate) fn next(&self, tag: Tag) -> Path {
        let siblings = self.siblings.get(self.open.steps().len());
        let step = siblings.map_or(Step::first(tag), |siblings| siblings.next(tag));
        self.path(step)
    }

    /// The path to an item that is a step down.
    pub(crate) fn path(&self, step: Step) -> Path {
        self.open.with(step)
    }

    fn path_to(mut self, step: Option<Step>) -> Path {
        step.into_iter().for_each(|step| self.open.push(step));
        self.open
    }
}

/// Adds the path to an error by reading the input again.
///
/// It reads from the start, up to the item concerned.
///
/// One function for all formats: `reader` is a new reader of the same input.
#[cold]
pub fn locate<'a>(reader: &mut dyn Reader<'a>, fault: Fault) -> Error {
    let mut trail = Trail::default();
    let mut witness = Witness::of_fault(fault);
    loop {
        let item = reader.next();
        if item.is_failed() {
            let step = fault.tag().is_valid().then(|| trail.step(fault.tag()));
            let error = Error::with_path(fault, None, trail.path_to(step));
            return error
                .with_detail(reader.detail())
                .with_position(fault.offset().and_then(|offset| reader.position(offset)));
        }
        if item.is_end() {
            if trail.open.is_empty() {
                return Error::from(fault).with_position(fault.offset().and_then(|offset| reader.position(offset)));
            }
            trail.close();
            witness.iter_mut().for_each(|witness| witness.end());
            continue;
        }
        let (tag, offset) = (item.tag(), reader.offset(item));
        let step = trail.step(tag);
        let is_structure = item.item_type() == ItemType::STRUCTURE;
        witness.iter_mut().for_each(|witness| witness.item(reader, item, offset));
        if Some(offset) == fault.offset() {
            let detail = detail(reader, item, fault);
            let (types, fault) = witness.map_or((TypeSet::NONE, fault), |witness| heard(*witness, reader, item, fault));
            let detail = detail.or_else(|| Detail::of_types(types.without(item.item_type())));
            let error = found(trail, item, step, fault);
            return error.with_detail(detail).with_position(fault.offset().and_then(|offset| reader.position(offset)));
        }
        if is_structure {
            trail.open(step);
        }
    }
}

/// Adds what the tables say of the item that is wrong.
///
/// They tell the types that it can have; and of a choice what is missing, which is known at the end of its structure.
fn heard<'a>(mut witness: Witness, reader: &mut dyn Reader<'a>, item: Item, fault: Fault) -> (TypeSet, Fault) {
    let (Some(offset), ErrorKind::Missing, ItemType::STRUCTURE) = (fault.offset(), fault.kind(), item.item_type())
    else {
        return (witness.expected(), fault);
    };
    let mut depth = 1_usize;
    while depth > 0 {
        let item = reader.next();
        if item.is_failed() {
            break;
        }
        if item.is_end() {
            depth = depth.saturating_sub(1);
            witness.end();
            continue;
        }
        let at = reader.offset(item);
        witness.item(reader, item, at);
        if item.item_type() == ItemType::STRUCTURE {
            depth = depth.saturating_add(1);
        }
    }
    (TypeSet::NONE, witness.missing().map_or(fault, |tag| Fault::new(fault.kind(), tag, offset)))
}

/// Returns what was expected of a value that cannot be taken.
///
/// It is found by taking the value again.
fn detail<'a>(reader: &mut dyn Reader<'a>, item: Item, fault: Fault) -> Option<Detail> {
    let item_type = item.item_type();
    let expected =
        item_type.fixed_length().filter(|length| fault.kind() == ErrorKind::Length && *length != item.length());
    let taken = reader.value(item).is_ok();
    let detail = reader.detail().filter(|_| !taken);
    detail.or_else(|| expected.map(|length| Detail::of_length(item_type, item.length(), length)))
}

/// Returns the error at `item`, with its path.
///
/// For a field that is not there, the path ends in the tag of that field.
fn found(mut trail: Trail, item: Item, step: Step, fault: Fault) -> Error {
    let absent = Step::first(fault.tag());
    let path = match fault.kind() {
        ErrorKind::Missing => {
            trail.open(step);
            trail.path_to(Some(absent))
        }
        _ => trail.path_to(Some(step)),
    };
    let error = Error::with_path(fault, Some(item.item_type()), path);
    if fault.kind() == ErrorKind::Selector {
        return error.with_detail(Some(Detail::of_selector(fault.tag())));
    }
    error
}

/// Adds the path to an error of encoding.
///
/// `encode` runs again, into a writer that follows what it writes.
///
/// The failing call is found because it fails again: in the encoder itself, or in `writer`, which is a new
/// writer of the same kind.
#[cold]
pub fn locate_encoding(
    writer: &mut dyn Writer,
    fault: Fault,
    encode: &mut dyn FnMut(&mut dyn Writer) -> Result<(), Fault>,
) -> Error {
    let trail = RefCell::default();
    let mut tracer = Tracer::new(writer, &trail);
    let again = encode(&mut tracer);
    tracer.describe(fault, again)
}

/// A writer that notes the way, and where the one below it fails.
pub(crate) struct Tracer<'w, 't> {
    writer: &'w mut dyn Writer,
    trail: &'t RefCell<Trail>,
    failed: Option<Tag>,
}

impl<'w, 't> Tracer<'w, 't> {
    pub(crate) fn new(writer: &'w mut dyn Writer, trail: &'t RefCell<Trail>) -> Self {
        Self { writer, trail, failed: None }
    }

    /// Adds to an error where the writing has come to, when it failed `again`.
    pub(crate) fn describe(self, fault: Fault, again: Result<(), Fault>) -> Error {
        let mut trail = self.trail.take();
        let step = match (self.failed, again) {
            (Some(tag), _) => Some(tag),
            (None, Err(_)) => Some(fault.tag()),
            (None, Ok(())) => None,
        };
        let step = step.filter(|tag| tag.is_valid()).map(|tag| trail.step(tag));
        let attribute = trail.attribute.map(|(_, name)| name);
        let refused = trail.refused.filter(|refused| match refused.subject.is_missing() {
            true => fault.kind() == ErrorKind::Missing,
            false => fault.versions() == Some(refused.versions),
        });
        Error::with_path(fault, None, trail.path_to(step))
            .with_attribute(attribute)
            .with_detail(refused.map(Detail::of_refusal).or_else(|| Detail::of_encoding(fault.kind(), fault.tag())))
    }
}

impl Tracer<'_, '_> {
    fn note(&mut self, tag: Tag, result: Result<(), Fault>) -> Result<(), Fault> {
        if result.is_err() {
            self.failed = Some(tag);
        } else {
            self.trail.borrow_mut().step(tag);
        }
        result
    }
}

impl Writer for Tracer<'_, '_> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        let result = self.writer.word(item);
        self.note(item.tag(), result)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        let result = self.writer.text(tag, item_type, text);
        if tag == Tag::ATTRIBUTE_NAME {
            self.trail.borrow_mut().name(text);
        }
        self.note(tag, result)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        let result = self.writer.bytes(tag, item_type, bytes);
        self.note(tag, result)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        if let Err(fault) = self.writer.open(tag) {
            self.failed = Some(tag);
            return Err(fault);
        }
        let mut trail = self.trail.borrow_mut();
        let step = trail.step(tag);
        trail.open(step);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.writer.end()?;
        self.trail.borrow_mut().close();
        Ok(())
    }
}
