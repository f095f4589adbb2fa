//! A reader for those who accept nothing that the version forbids.

use super::finding::Finding;
use super::kind::Severity;
use super::machine::Machine;
use crate::error::{Detail, Fault};
use crate::item::Item;
use crate::stream::{Failed, Reader};
use crate::{ErrorKind, ItemType, Tag, Versions};

/// A reader that fails at the first error of a [`Validator`](super::Validator).
///
/// It passes on the items of another reader up to there.
///
/// Decoding takes fields in any order, keeps unknown items, and leaves numbers to the application. A program that has
/// to be stricter – a server before it acts, a test – reads through this. What is missing is found where its structure ends.
///
/// ```
/// use kmip_types::{ErrorKind, Tag, Version};
/// use kmip_types::format::Reader;
/// use kmip_types::items::{Node, NodeReader, NodeValue};
/// use kmip_types::validate::StrictReader;
///
/// let id = [Node::new(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier("id".into()))];
/// let mut reader = NodeReader::new(&id);
/// let mut strict = StrictReader::new(&mut reader).with_versions(Version::V2_1);
/// assert!(strict.next().is_failed());
/// assert_eq!(strict.fault().kind(), ErrorKind::NotInVersion);
/// ```
pub struct StrictReader<'a, 'r> {
    reader: &'r mut (dyn Reader<'a> + 'r),
    machine: Machine,
    fault: Option<Fault>,
}

impl core::fmt::Debug for StrictReader<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("StrictReader")
            .field("versions", &self.machine.versions)
            .field("depth", &self.machine.depth())
            .finish_non_exhaustive()
    }
}

impl<'a, 'r> StrictReader<'a, 'r> {
    /// Checks what `reader` returns; the version is that of the message's header.
    pub const fn new(reader: &'r mut (dyn Reader<'a> + 'r)) -> Self {
        Self { reader, machine: Machine::new(), fault: None }
    }

    /// Checks against this version, whatever the header says.
    ///
    /// It is for items outside a message.
    #[must_use]
    pub fn with_versions(mut self, versions: impl Into<Versions>) -> Self {
        self.machine.versions = versions.into();
        self.machine.given = true;
        self
    }
}

/// The body of an item that the checks look into; `None` if it is wrong.
pub(super) fn body<'a, 's>(reader: &'s mut (dyn Reader<'a> + '_), item: Item) -> Option<&'s [u8]> {
    match (item.tag(), item.item_type()) {
        (Tag::ATTRIBUTE_NAME, ItemType::TEXT_STRING) => match reader.text(item) {
            None => reader.held_text().ok().map(str::as_bytes),
            text => text.map(str::as_bytes),
        },
        (Tag::UNIQUE_BATCH_ITEM_ID, ItemType::BYTE_STRING) => match reader.bytes(item) {
            None => reader.held_bytes().ok(),
            bytes => bytes,
        },
        _ => Some(&[]),
    }
}

impl<'a> Reader<'a> for StrictReader<'a, '_> {
    fn next(&mut self) -> Item {
        if self.fault.is_some() {
            return Item::FAILED;
        }
        let item = self.reader.next();
        if item.is_failed() {
            return item;
        }
        let mut first: Option<Fault> = None;
        let mut report = |finding: Finding<'_>| {
            if finding.severity() == Severity::Error && first.is_none() {
                first = Some(finding.fault());
            }
        };
        if item.is_end() {
            self.machine.end(&mut report);
        } else {
            let offset = self.reader.offset(item);
            let Some(body) = body(self.reader, item) else { return Item::FAILED };
            if !self.machine.item(item, offset, body, &mut report) {
                self.fault = Some(Fault::new(ErrorKind::Depth, item.tag(), offset));
                return Item::FAILED;
            }
        }
        self.fault = first;
        if first.is_some() { Item::FAILED } else { item }
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        self.reader.text(item)
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        self.reader.bytes(item)
    }

    fn held_text(&self) -> Result<&str, Failed> {
        self.reader.held_text()
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        self.reader.held_bytes()
    }

    fn fault(&self) -> Fault {
        self.fault.unwrap_or_else(|| self.reader.fault())
    }

    fn detail(&self) -> Option<Detail> {
        if self.fault.is_some() { None } else { self.reader.detail() }
    }

    fn position(&self, offset: usize) -> Option<(u32, u32)> {
        self.reader.position(offset)
    }

    fn offset(&self, item: Item) -> usize {
        self.reader.offset(item)
    }
}
