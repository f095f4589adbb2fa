//! The path of tags to an item, found after the failure by reading again.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;

use crate::{Error, ErrorKind, Fault, Item, ItemType, Reader, Tag, WordItem, Writer};

/// The tags from the root down to one item, each with its place among the siblings of the same tag.
///
/// Printed as `RequestMessage/BatchItem[2]/Operation`: places count from 0, and 0 is left out.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Path(Vec<(Tag, u32)>);

impl Path {
    pub(crate) const fn new(steps: Vec<(Tag, u32)>) -> Self {
        Self(steps)
    }

    /// The steps from the root down: tag, and place among the siblings of the same tag, from 0.
    #[must_use]
    pub fn steps(&self) -> &[(Tag, u32)] {
        &self.0
    }

    /// Whether there is no step.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (tag, place)) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            write!(f, "{tag}")?;
            if *place > 0 {
                write!(f, "[{place}]")?;
            }
        }
        Ok(())
    }
}

/// Follows openings and closings and counts siblings.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    open: Path,
    counts: Vec<BTreeMap<Tag, u32>>,
}

impl Trail {
    /// The place of the next item with this tag among its siblings.
    fn place(&mut self, tag: Tag) -> u32 {
        let depth = self.open.0.len();
        if self.counts.len() <= depth {
            self.counts.resize_with(depth.saturating_add(1), BTreeMap::new);
        }
        let Some(count) = self.counts.last_mut() else { return 0 };
        let slot = count.entry(tag).or_insert(0);
        let place = *slot;
        *slot = slot.saturating_add(1);
        place
    }

    fn open(&mut self, tag: Tag, place: u32) {
        self.open.0.push((tag, place));
    }

    fn close(&mut self) {
        self.open.0.pop();
        self.counts.truncate(self.open.0.len().saturating_add(1));
    }

    /// The path to an item with this tag, were it written next.
    pub(crate) fn next(&self, tag: Tag) -> Path {
        let counts = self.counts.get(self.open.0.len());
        let place = counts.and_then(|counts| counts.get(&tag)).copied().unwrap_or_default();
        let mut path = self.open.clone();
        path.0.push((tag, place));
        path
    }

    fn path_to(mut self, step: Option<(Tag, u32)>) -> Path {
        self.open.0.extend(step);
        self.open
    }
}

/// Adds the path to an error by reading the input again, from its start, up to the item concerned.
///
/// One function for all formats: `reader` is a new reader of the same input.
#[cold]
#[inline(never)]
pub fn locate<'a>(reader: &mut dyn Reader<'a>, fault: Fault) -> Error {
    let mut trail = Trail::default();
    let beside = matches!(fault.kind(), ErrorKind::Missing | ErrorKind::Selector);
    loop {
        let item = reader.next();
        if item.is_failed() {
            let step = fault.tag().is_valid().then(|| (fault.tag(), trail.place(fault.tag())));
            return Error::with_path(fault, None, trail.path_to(step));
        }
        if item.is_end() {
            if trail.open.is_empty() {
                return Error::from(fault);
            }
            trail.close();
            continue;
        }
        let (tag, offset) = (item.tag(), reader.offset(item));
        let place = trail.place(tag);
        let is_structure = item.item_type() == ItemType::STRUCTURE;
        if offset == fault.offset() {
            return found(trail, item, place, fault, beside);
        }
        if is_structure {
            trail.open(tag, place);
        }
    }
}

/// The error at `item`: for a field that is not there, the path ends in the tag of that field.
fn found(mut trail: Trail, item: Item, place: u32, fault: Fault, beside: bool) -> Error {
    let step = (item.tag(), place);
    let absent = (fault.tag(), 0);
    let path = match fault.kind() {
        ErrorKind::Missing => {
            trail.open(step.0, step.1);
            trail.path_to(Some(absent))
        }
        _ if beside => trail.path_to(Some(absent)),
        _ => trail.path_to(Some(step)),
    };
    Error::with_path(fault, Some(item.item_type()), path)
}

/// Adds the path to an error of encoding: `encode` runs again, into a writer that follows what it writes.
///
/// The failing call is found because it fails again: in the encoder itself, or in `writer`, which is a new
/// writer of the same kind.
#[cold]
#[inline(never)]
pub fn locate_encoding(
    writer: &mut dyn Writer,
    fault: Fault,
    encode: &mut dyn FnMut(&mut dyn Writer) -> Result<(), Fault>,
) -> Error {
    let trail = RefCell::default();
    let mut tracer = Tracer::new(writer, &trail);
    let again = encode(&mut tracer);
    let (failed, mut trail) = (tracer.failed, trail.take());
    let step = match (failed, again) {
        (Some(tag), _) => Some(tag),
        (None, Err(_)) => Some(fault.tag()),
        (None, Ok(())) => None,
    };
    let step = step.filter(|tag| tag.is_valid()).map(|tag| (tag, trail.place(tag)));
    Error::with_path(fault, None, trail.path_to(step))
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
}

impl Tracer<'_, '_> {
    fn note(&mut self, tag: Tag, result: Result<(), Fault>) -> Result<(), Fault> {
        if result.is_err() {
            self.failed = Some(tag);
        } else {
            self.trail.borrow_mut().place(tag);
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
        let place = trail.place(tag);
        trail.open(tag, place);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.writer.end()?;
        self.trail.borrow_mut().close();
        Ok(())
    }
}
