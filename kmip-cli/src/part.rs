//! One TTLV item out of an input of several, whole or with its end missing.

use std::borrow::Cow;

use kmip::format::{Detail, Failed, Fault, Item, Reader};
use kmip::{ErrorKind, ItemType, ReaderOptions, Tag, ttlv};

use crate::shift::Shift;

/// One item at the root of the input, with everything in it.
#[derive(Debug)]
pub(crate) struct Part<'i> {
    /// The place in the input at which it starts, from which errors and offsets count.
    start: usize,
    bytes: Cow<'i, [u8]>,
    cut: Option<Cut>,
    options: ReaderOptions<'static>,
}

/// The place at which an item ends too early.
///
/// Structures that are not complete are closed there, so that what they hold can be read.
#[derive(Debug)]
struct Cut {
    /// The unfinished structures from the root down: their starts and stated lengths.
    open: Vec<(usize, u32)>,
    /// The fault: the rest of this item is missing.
    fault: Fault,
    /// The number of bytes that it should have, and of those that are there.
    detail: Option<Detail>,
}

/// Takes the first item off `input`, which begins at `start` of the whole input.
pub(crate) fn split<'i>(input: &'i [u8], start: usize, options: ReaderOptions<'static>) -> (Part<'i>, &'i [u8]) {
    let whole = header(input).and_then(|head| input.split_at_checked(size(head)));
    match whole {
        Some((bytes, rest)) => (Part { start, bytes: Cow::Borrowed(bytes), cut: None, options }, rest),
        None => {
            let (bytes, cut) = close(input);
            (Part { start, bytes: Cow::Owned(bytes), cut: Some(cut), options }, &[])
        }
    }
}

/// Tag, type and length.
fn header(input: &[u8]) -> Option<Item> {
    input.first_chunk().map(|header| Item::from_words(u64::from_be_bytes(*header), 0))
}

/// The bytes that an item takes: header, value, padding.
fn size(head: Item) -> usize {
    let value = u64::from(head.length()).next_multiple_of(8);
    usize::try_from(value).unwrap_or(usize::MAX).saturating_add(8)
}

/// Leaves the last, incomplete item away and shortens the structures around it.
fn close(input: &[u8]) -> (Vec<u8>, Cut) {
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut at = 0;
    let (missing, detail) = loop {
        let rest = input.get(at..).unwrap_or_default();
        let Some(head) = header(rest) else { break (Tag::default(), None) };
        let size = size(head);
        if size <= rest.len() {
            at = at.saturating_add(size);
        } else if head.item_type() == ItemType::STRUCTURE {
            open.push((at, head.length()));
            at = at.saturating_add(8);
        } else {
            let available = u64::try_from(rest.len().saturating_sub(8)).ok();
            let detail = available.map(|available| Detail::of_shortage(u64::from(head.length()), available));
            break (head.tag(), detail);
        }
    };
    let mut bytes = input.get(..at).unwrap_or_default().to_vec();
    for (start, _) in &open {
        let inside = at.saturating_sub(*start).saturating_sub(8);
        let field = bytes.get_mut(start.saturating_add(4)..).and_then(|field| field.first_chunk_mut());
        if let (Some(field), Ok(inside)) = (field, u32::try_from(inside)) {
            *field = inside.to_be_bytes();
        }
    }
    (bytes, Cut { open, fault: Fault::new(ErrorKind::Truncated, missing, at), detail })
}

impl Part<'_> {
    pub(crate) fn reader(&self) -> impl Reader<'_> {
        let inner = ttlv::TtlvReader::with_options(&self.bytes, &self.options);
        let inner = PartReader { inner, part: self, depth: 0, incomplete: 0, at_cut: false };
        Shift { inner, start: self.start }
    }
}

struct PartReader<'p> {
    inner: ttlv::TtlvReader<'p>,
    part: &'p Part<'p>,
    /// The number of open structures.
    depth: usize,
    /// The number of outermost structures that are not complete, and stay open.
    incomplete: usize,
    /// True if the input has been read up to its cut.
    at_cut: bool,
}

impl<'p> Reader<'p> for PartReader<'p> {
    fn next(&mut self) -> Item {
        if self.at_cut {
            return Item::FAILED;
        }
        let item = self.inner.next();
        let Some(cut) = &self.part.cut else { return item };
        if item.is_end() {
            self.at_cut = self.depth == self.incomplete;
            self.depth = self.depth.saturating_sub(1);
            return if self.at_cut { Item::FAILED } else { item };
        }
        if item.item_type() != ItemType::STRUCTURE {
            return item;
        }
        self.depth = self.depth.saturating_add(1);
        match cut.open.get(self.incomplete) {
            Some((start, length)) if *start == self.inner.offset(item) => {
                self.incomplete = self.incomplete.saturating_add(1);
                Item::from_words(Item::structure(item.tag(), *length).head(), item.word())
            }
            _ => item,
        }
    }

    fn text(&mut self, item: Item) -> Option<&'p str> {
        self.inner.text(item)
    }

    fn bytes(&mut self, item: Item) -> Option<&'p [u8]> {
        self.inner.bytes(item)
    }

    fn held_text(&self) -> Result<&str, Failed> {
        self.inner.held_text()
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        self.inner.held_bytes()
    }

    fn fault(&self) -> Fault {
        match &self.part.cut {
            Some(cut) if self.at_cut => cut.fault,
            _ => self.inner.fault(),
        }
    }

    fn detail(&self) -> Option<Detail> {
        match &self.part.cut {
            Some(cut) if self.at_cut => cut.detail,
            _ => self.inner.detail(),
        }
    }

    fn offset(&self, item: Item) -> usize {
        self.inner.offset(item)
    }
}
