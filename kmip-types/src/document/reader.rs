//! Reads the items of a document.

use core::slice::Iter;

use super::{Document, DocumentItem};
use crate::error::Detail;
use crate::error::Fault;
use crate::format::text::position;
use crate::item::Item;
use crate::stream::value_of;
use crate::stream::{Failed, Reader};
use crate::value::Value;
use crate::{ErrorKind, ItemType, Tag};

/// The [`Reader`] of a [`Document`]: walks the list, allocates nothing.
///
/// Lengths of items are those of TTLV; values were checked when the document was read. Of a value that is marked as one that
/// cannot be read, the length is the largest number.
#[derive(Clone, Debug)]
pub struct DocumentReader<'d> {
    document: &'d Document<'d>,
    rest: Iter<'d, DocumentItem>,
    /// The offset of the item last returned.
    offset: usize,
}

impl<'d> DocumentReader<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self { document, rest: document.entries.iter(), offset: 0 }
    }
}

impl<'d> Reader<'d> for DocumentReader<'d> {
    fn next(&mut self) -> Item {
        match self.rest.next() {
            Some(entry) => {
                self.offset = entry.offset;
                entry.item
            }
            // A failure stays one, and so does the end.
            None if self.document.fault.is_some() => Item::FAILED,
            None => Item::END,
        }
    }

    fn text(&mut self, item: Item) -> Option<&'d str> {
        self.document.text(item)
    }

    fn bytes(&mut self, item: Item) -> Option<&'d [u8]> {
        self.document.bytes(item)
    }

    fn held_text(&self) -> Result<&str, Failed> {
        Err(Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        Err(Failed)
    }

    fn fault(&self) -> Fault {
        let broken = self.document.broken(self.offset).map(|broken| broken.fault);
        broken.or(self.document.fault).unwrap_or_else(|| Fault::new(ErrorKind::Truncated, Tag::default(), self.offset))
    }

    fn detail(&self) -> Option<Detail> {
        self.document.broken(self.offset)?.detail
    }

    fn position(&self, offset: usize) -> Option<(u32, u32)> {
        position(self.document.source, offset)
    }

    fn value(&mut self, item: Item) -> Result<Value<'d>, Fault> {
        value_of(self, item).map_err(|fault| self.document.broken(self.offset).map_or(fault, |broken| broken.fault))
    }

    fn offset(&self, item: Item) -> usize {
        if item.item_type() != ItemType::STRUCTURE {
            return self.offset;
        }
        let index = usize::try_from(item.word()).unwrap_or(usize::MAX);
        self.document.entries.get(index).map_or(self.offset, |entry| entry.offset)
    }
}
