//! Documents: what the text formats read into.
//!
//! A document is a flat list of items, which borrows from the text where they stand verbatim.
//!
//! XML and JSON have to decode hexadecimal digits and escapes, so they read in two steps: one pass over the text fills a
//! [`Document`], whose [`reader`](Document::reader) then hands out the items.

mod buffer;
mod builder;
mod reader;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

pub use buffer::TextBuffer;
pub use builder::DocumentBuilder;
pub use reader::DocumentReader;

use crate::error::{Detail, Fault};
use crate::item::Item;
use buffer::ByteBuffer;

/// One message, or one item, read from XML or JSON.
///
/// It is a flat list of items with their offsets.
///
/// A message decoded from it borrows from it. Text that stands verbatim in the input is borrowed from there; text that
/// had to be unescaped and bytes are in two buffers of the document, wiped when it is dropped (feature `zeroize`).
///
/// Documents come from the parse functions of the format crates; a format fills one through a [`DocumentBuilder`].
pub struct Document<'a> {
    source: &'a str,
    entries: Vec<DocumentItem>,
    /// The values that had to be decoded.
    ///
    /// Boxed, because a text can have very many small messages that need none.
    decoded: Option<Box<Decoded>>,
    /// The reason why the list ends early, if it ends in `FAILED`.
    fault: Option<Fault>,
}

/// Text without its escapes, and bytes from digits.
#[derive(Default)]
struct Decoded {
    text: TextBuffer,
    bytes: ByteBuffer,
    /// The values that cannot be read, in the order of the text.
    broken: Vec<Broken>,
}

/// The reason why a value cannot be read, and what was expected of it.
struct Broken {
    fault: Fault,
    detail: Option<Detail>,
}

/// One step of the reader: an item, `END` or `FAILED`, and its place.
///
/// The place is that in the input.
#[derive(Clone, Copy, Debug)]
struct DocumentItem {
    /// The item.
    ///
    /// The word of a structure is its index; that of text and bytes is their place (see [`Span`]).
    item: Item,
    offset: usize,
}

impl Document<'_> {
    /// A reader of the items, from the first on.
    #[must_use]
    pub fn reader(&self) -> DocumentReader<'_> {
        DocumentReader::new(self)
    }

    /// The text of an item that has one.
    fn text(&self, item: Item) -> Option<&str> {
        let span = Span::of_item(item);
        let decoded = self.decoded.as_ref().map_or("", |decoded| decoded.text.as_str());
        let text = if span.is_borrowed { self.source } else { decoded };
        text.get(span.start..span.end(item)?)
    }

    /// Returns why the value of the item at this offset cannot be read.
    fn broken(&self, offset: usize) -> Option<&Broken> {
        self.decoded.as_ref()?.broken.iter().find(|broken| broken.fault.offset() == Some(offset))
    }

    /// The bytes of an item that has them.
    fn bytes(&self, item: Item) -> Option<&[u8]> {
        let span = Span::of_item(item);
        let bytes = self.decoded.as_ref().map_or(&[][..], |decoded| decoded.bytes.as_slice());
        bytes.get(span.start..span.end(item)?)
    }
}

/// Prints how much there is, never what.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.source.len())
    }
}

impl DocumentItem {
    /// The end of a document that is wrong.
    fn failed(fault: Fault) -> Self {
        Self { item: Item::FAILED, offset: fault.offset().unwrap_or_default() }
    }
}

impl Decoded {
    /// The buffers, if there is anything in them.
    fn into_box(self) -> Option<Box<Self>> {
        let is_empty = self.text.as_str().is_empty() && self.bytes.as_slice().is_empty() && self.broken.is_empty();
        (!is_empty).then(|| Box::new(self))
    }
}

/// The place of the text or the bytes of an item.
///
/// It is kept in the word of the item.
///
/// ```text
/// 63         62 .. 0
/// borrowed   start, in the input or in the document's buffer
/// ```
struct Span {
    is_borrowed: bool,
    start: usize,
}

impl Span {
    const BORROWED: u64 = 1 << 63;

    fn of_item(item: Item) -> Self {
        let start = usize::try_from(item.word() & !Self::BORROWED).unwrap_or(usize::MAX);
        Self { is_borrowed: item.word() & Self::BORROWED != 0, start }
    }

    /// Returns where the body ends that begins here.
    fn end(&self, item: Item) -> Option<usize> {
        self.start.checked_add(usize::try_from(item.length()).ok()?)
    }

    /// The head of an item whose body is here.
    fn mark(&self, head: Item) -> Item {
        let start = u64::try_from(self.start).unwrap_or(u64::MAX) & !Self::BORROWED;
        Item::from_words(head.head(), if self.is_borrowed { start | Self::BORROWED } else { start })
    }
}

#[cfg(test)]
mod tests;
