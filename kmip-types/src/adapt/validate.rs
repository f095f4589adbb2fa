//! The rules of the message's envelope, checked as the items pass.

use crate::{Enumeration as _, ErrorKind, Fault, Item, ItemType, Operation, Reader, Tag, Versions};

/// A reader that passes on the items of another one and refuses what the envelope of a message must not be.
///
/// Decoding takes fields in any order, keeps unknown operations, and leaves numbers to the application. Who has to be
/// stricter – a server before it acts, a test – reads through this:
///
/// | rule | KMIP 2.1 | kind |
/// |---|---|---|
/// | the header is the first field of the message, Protocol Version that of the header, Major before Minor | §8 | [`Order`](ErrorKind::Order) |
/// | Batch Count is the number of Batch Items (up to 2.1) | §8.2 | [`BatchCount`](ErrorKind::BatchCount) |
/// | the operation is one of the version, or an extension | §11.37 | [`UnknownValue`](ErrorKind::UnknownValue) |
/// | the item type is one of the version | §10.1.2 | [`NotInVersion`](ErrorKind::NotInVersion) |
///
/// ```
/// use kmip_types::{ErrorKind, Node, NodeReader, NodeValue, Reader, Tag, Validator, Versions};
///
/// let id = [Node::new(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier("id".into()))];
/// let mut reader = NodeReader::new(&id);
/// let mut validator = Validator::new(&mut reader).with_versions(Versions::V2_1);
/// assert!(validator.next().is_failed());
/// assert_eq!(validator.fault().kind(), ErrorKind::NotInVersion);
/// ```
pub struct Validator<'a, 'r> {
    reader: &'r mut (dyn Reader<'a> + 'r),
    /// The version of the message, once its header has told; all before.
    versions: Versions,
    major: Option<i32>,
    settled: bool,
    depth: usize,
    /// Whether the root is a message: only then has it an envelope.
    in_message: bool,
    /// Whether the structure just opened has had no field yet.
    first: bool,
    header_seen: bool,
    /// The Batch Count and where it stands.
    batch_count: Option<(i32, usize)>,
    batch_items: i32,
    fault: Option<Fault>,
}

impl core::fmt::Debug for Validator<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Validator")
            .field("versions", &self.versions)
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}

/// The structure that an item is a field of, as far as the envelope goes.
const MESSAGE: usize = 1;
const PART: usize = 2;
const FIELD: usize = 3;

impl<'a, 'r> Validator<'a, 'r> {
    /// Checks what `reader` returns; the version is that of the message's header.
    pub fn new(reader: &'r mut (dyn Reader<'a> + 'r)) -> Self {
        Self {
            reader,
            versions: Versions::ALL,
            major: None,
            settled: false,
            depth: 0,
            in_message: false,
            first: false,
            header_seen: false,
            batch_count: None,
            batch_items: 0,
            fault: None,
        }
    }

    /// Checks against this version, whatever the header says: for items outside a message.
    #[must_use]
    pub const fn with_versions(mut self, versions: Versions) -> Self {
        self.versions = versions;
        self.settled = true;
        self
    }

    fn check(&mut self, item: Item) -> Result<(), ErrorKind> {
        let first = core::mem::take(&mut self.first);
        if !item_type_versions(item.item_type()).intersects(self.versions) {
            return Err(ErrorKind::NotInVersion);
        }
        let tag = item.tag();
        if self.depth == 0 {
            self.in_message = matches!(tag, Tag::REQUEST_MESSAGE | Tag::RESPONSE_MESSAGE);
        }
        if !self.in_message {
            return Ok(());
        }
        match (self.depth, tag) {
            (MESSAGE, Tag::REQUEST_HEADER | Tag::RESPONSE_HEADER) => {
                self.header_seen = true;
                if first { Ok(()) } else { Err(ErrorKind::Order) }
            }
            (MESSAGE, _) if !self.header_seen => Err(ErrorKind::Order),
            (MESSAGE, Tag::BATCH_ITEM) => {
                self.batch_items = self.batch_items.saturating_add(1);
                Ok(())
            }
            (PART, Tag::PROTOCOL_VERSION) if !first => Err(ErrorKind::Order),
            (PART, Tag::BATCH_COUNT) => {
                self.batch_count = item.as_integer().map(|count| (count, self.reader.offset(item)));
                Ok(())
            }
            (FIELD, Tag::PROTOCOL_VERSION_MAJOR) => {
                self.major = item.as_integer();
                if first { Ok(()) } else { Err(ErrorKind::Order) }
            }
            (FIELD, Tag::PROTOCOL_VERSION_MINOR) => {
                let Some(major) = self.major else { return Err(ErrorKind::Order) };
                if !core::mem::replace(&mut self.settled, true) {
                    let version = item.as_integer().and_then(|minor| Versions::of(major, minor));
                    self.versions = version.unwrap_or(Versions::ALL);
                }
                Ok(())
            }
            (PART, Tag::OPERATION) => match item.as_enumeration().map(Operation::new) {
                Some(operation) if !operation.is_extension() && !operation.versions().intersects(self.versions) => {
                    Err(ErrorKind::UnknownValue)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The message ends: its items must be as many as its header said.
    fn check_count(&self) -> Result<(), Fault> {
        match self.batch_count {
            Some((count, offset)) if count != self.batch_items => {
                Err(Fault::new(ErrorKind::BatchCount, Tag::BATCH_COUNT, offset))
            }
            _ => Ok(()),
        }
    }

    fn fail(&mut self, fault: Fault) -> Item {
        self.fault = Some(fault);
        Item::FAILED
    }
}

/// The versions that have an item type; all for one that nobody knows, which is refused when its value is taken.
const fn item_type_versions(item_type: ItemType) -> Versions {
    match item_type {
        ItemType::DATE_TIME_EXTENDED => Versions::from_bits(0xE0),
        ItemType::IDENTIFIER | ItemType::REFERENCE | ItemType::NAME_REFERENCE => Versions::V3_0,
        _ => Versions::ALL,
    }
}

impl<'a> Reader<'a> for Validator<'a, '_> {
    fn next(&mut self) -> Item {
        let item = self.reader.next();
        if item.is_failed() {
            return item;
        }
        if item.is_end() {
            if self.depth == MESSAGE
                && let Err(fault) = self.check_count()
            {
                return self.fail(fault);
            }
            self.depth = self.depth.saturating_sub(1);
            return item;
        }
        if let Err(kind) = self.check(item) {
            let fault = Fault::new(kind, item.tag(), self.reader.offset(item));
            return self.fail(fault);
        }
        if item.item_type() == ItemType::STRUCTURE {
            self.depth = self.depth.saturating_add(1);
            self.first = true;
            if self.depth == MESSAGE {
                (self.header_seen, self.batch_count, self.batch_items) = (false, None, 0);
            }
        }
        item
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        self.reader.text(item)
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        self.reader.bytes(item)
    }

    fn fault(&self) -> Fault {
        self.fault.unwrap_or_else(|| self.reader.fault())
    }

    fn offset(&self, item: Item) -> usize {
        self.reader.offset(item)
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;
    use crate::{Node, NodeReader, NodeValue};
    use alloc::vec::Vec;

    fn integer(tag: Tag, value: i32) -> Node<'static> {
        Node::new(tag, NodeValue::Integer(value))
    }

    fn structure<const N: usize>(tag: Tag, children: [Node<'static>; N]) -> Node<'static> {
        Node::new(tag, NodeValue::Structure(Vec::from(children)))
    }

    fn version(minor_first: bool) -> Node<'static> {
        let (major, minor) = (integer(Tag::PROTOCOL_VERSION_MAJOR, 1), integer(Tag::PROTOCOL_VERSION_MINOR, 4));
        structure(Tag::PROTOCOL_VERSION, if minor_first { [minor, major] } else { [major, minor] })
    }

    fn header(count: i32) -> Node<'static> {
        structure(Tag::REQUEST_HEADER, [version(false), integer(Tag::BATCH_COUNT, count)])
    }

    fn item(operation: u32) -> Node<'static> {
        structure(Tag::BATCH_ITEM, [Node::new(Tag::OPERATION, NodeValue::Enumeration(operation))])
    }

    fn verdict<const N: usize>(fields: [Node<'static>; N]) -> Result<usize, (ErrorKind, Tag)> {
        let message = [structure(Tag::REQUEST_MESSAGE, fields)];
        let mut reader = NodeReader::new(&message);
        let read = Node::read_all(&mut Validator::new(&mut reader));
        read.map(|nodes| nodes.len()).map_err(|fault| (fault.kind(), fault.tag()))
    }

    #[test]
    fn a_message_in_order_passes() {
        assert_eq!(verdict([header(2), item(0x0A), item(0x8000_0001)]), Ok(1));
    }

    #[test]
    fn order_count_and_operation_are_checked() {
        let order = |tag| Err((ErrorKind::Order, tag));
        assert_eq!(verdict([item(0x0A), header(1)]), order(Tag::BATCH_ITEM));
        let late = structure(Tag::REQUEST_HEADER, [integer(Tag::BATCH_COUNT, 1), version(false)]);
        assert_eq!(verdict([late, item(0x0A)]), order(Tag::PROTOCOL_VERSION));
        let turned = structure(Tag::REQUEST_HEADER, [version(true)]);
        assert_eq!(verdict([turned]), order(Tag::PROTOCOL_VERSION_MINOR));
        for count in [0, -1, 2, i32::MAX] {
            assert_eq!(verdict([header(count), item(0x0A)]), Err((ErrorKind::BatchCount, Tag::BATCH_COUNT)));
        }
        let unknown = Err((ErrorKind::UnknownValue, Tag::OPERATION));
        assert_eq!(verdict([header(1), item(0x7FFF)]), unknown);
        // Ping came with 2.1.
        assert_eq!(verdict([header(1), item(0x3B)]), unknown);
    }
}
