//! Trees of nodes as streams.
//!
//! They are read item by item, and built from items.

use alloc::vec::Vec;
use core::fmt;

use super::node::{Node, NodeValue};
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::growth;
use crate::item::Item;
use crate::path::locate;
use crate::stream::{Failed, Reader, Writer};
use crate::value::Value;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Limits, Tag};

/// Reads a tree of nodes again, item by item.
///
/// With it, a kept item can be decoded later, by a program that knows it.
///
/// Offsets count the items read, since there is no input.
pub struct NodeReader<'n> {
    levels: Vec<core::slice::Iter<'n, Node<'n>>>,
    current: Option<&'n Node<'n>>,
    items: usize,
    fault: Fault,
}

impl<'n> NodeReader<'n> {
    /// A reader whose root level is this list.
    #[must_use]
    pub fn new(nodes: &'n [Node<'n>]) -> Self {
        Self {
            levels: alloc::vec![nodes.iter()],
            current: None,
            items: 0,
            fault: Fault::without_offset(ErrorKind::Truncated, Tag::default()),
        }
    }

    /// A reader of one node.
    #[must_use]
    pub fn for_node(node: &'n Node<'n>) -> Self {
        Self::new(core::slice::from_ref(node))
    }

    fn fail(&mut self, kind: ErrorKind, tag: Tag) -> Item {
        self.fault = Fault::new(kind, tag, self.items);
        Item::FAILED
    }
}

/// Prints how many items were read, never which.
impl fmt::Debug for NodeReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NodeReader({} items)", self.items)
    }
}

/// Adds the path to an error that a [`NodeReader`] of these items met.
///
/// There is no input, so no offset.
#[cold]
pub(crate) fn locate_in(nodes: &[Node<'_>], fault: Fault) -> Error {
    locate(&mut NodeReader::new(nodes), fault).drop_offset()
}

impl<'n> Reader<'n> for NodeReader<'n> {
    fn next(&mut self) -> Item {
        let Some(node) = self.levels.last_mut().and_then(Iterator::next) else {
            self.levels.pop();
            return Item::END;
        };
        self.current = Some(node);
        self.items = self.items.saturating_add(1);
        let body = |bytes: usize| u32::try_from(bytes).ok().map(|n| Item::body(node.tag(), node.item_type(), n));
        let word = |item: WordItem| Some(item.item());
        let item = match node.value().shallow() {
            Value::Structure => {
                if self.levels.len() > Limits::MAX_DEPTH {
                    return self.fail(ErrorKind::Depth, node.tag());
                }
                self.levels.push(node.children().iter());
                let mark = u64::try_from(self.items).unwrap_or(u64::MAX);
                Some(Item::from_words(Item::structure(node.tag(), 0).head(), mark))
            }
            Value::Integer(v) => word(WordItem::integer(node.tag(), v)),
            Value::LongInteger(v) => word(WordItem::long_integer(node.tag(), v)),
            Value::Enumeration(v) => word(WordItem::enumeration(node.tag(), v)),
            Value::Boolean(v) => word(WordItem::boolean(node.tag(), v)),
            Value::DateTime(v) => word(WordItem::date_time(node.tag(), v)),
            Value::Interval(v) => word(WordItem::interval(node.tag(), v)),
            Value::DateTimeExtended(v) => word(WordItem::date_time_extended(node.tag(), v)),
            Value::BigInteger(v) | Value::ByteString(v) => body(v.len()),
            Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => {
                body(v.len())
            }
        };
        match item {
            Some(item) if node.tag().is_valid() => item,
            Some(_) => self.fail(ErrorKind::InvalidTag, node.tag()),
            None => self.fail(ErrorKind::TooLarge, node.tag()),
        }
    }

    fn text(&mut self, _: Item) -> Option<&'n str> {
        match self.current?.value().shallow() {
            Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => Some(v),
            _ => None,
        }
    }

    fn bytes(&mut self, _: Item) -> Option<&'n [u8]> {
        match self.current?.value().shallow() {
            Value::BigInteger(v) | Value::ByteString(v) => Some(v),
            _ => None,
        }
    }

    fn held_text(&self) -> Result<&str, Failed> {
        Err(Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        Err(Failed)
    }

    fn fault(&self) -> Fault {
        self.fault
    }

    fn offset(&self, item: Item) -> usize {
        if item.item_type() == ItemType::STRUCTURE {
            return usize::try_from(item.word()).unwrap_or(usize::MAX);
        }
        self.items
    }
}

/// Builds a tree of nodes from what is written.
///
/// It is the untyped form of any typed value.
///
/// ```
/// use kmip_types::{DateTime, Tag};
/// use kmip_types::items::{NodeValue, NodeWriter};
///
/// let node = NodeWriter::node(Tag::ACTIVATION_DATE, &DateTime(0))?;
/// assert_eq!(*node.value(), NodeValue::DateTime(0));
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct NodeWriter {
    done: Vec<Node<'static>>,
    open: Vec<Node<'static>>,
}

impl NodeWriter {
    /// The items written at the root.
    #[must_use]
    pub fn into_nodes(self) -> Vec<Node<'static>> {
        self.done
    }

    /// A typed value as a node.
    ///
    /// # Errors
    /// Whatever the value refuses; [`Missing`](ErrorKind::Missing) if it writes nothing.
    pub fn node<T: Encode + ?Sized>(tag: Tag, value: &T) -> Result<Node<'static>, Error> {
        let mut writer = Self::default();
        value.encode(tag, &mut Encoder::new(&mut writer))?;
        Ok(writer.done.pop().ok_or_else(|| Fault::without_offset(ErrorKind::Missing, tag))?)
    }

    fn add(&mut self, node: Node<'static>) {
        match self.open.last_mut() {
            Some(parent) => parent.push(node),
            None => growth::push(&mut self.done, node),
        }
    }

    fn value(&mut self, tag: Tag, value: Value<'_>) -> Result<(), Fault> {
        if !tag.is_valid() {
            return Err(Fault::without_offset(ErrorKind::InvalidTag, tag));
        }
        self.add(Node::new(tag, NodeValue::from(value)).into_owned());
        Ok(())
    }
}

/// Prints how many structures are open, never what is in them.
impl fmt::Debug for NodeWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NodeWriter({} open)", self.open.len())
    }
}

impl Writer for NodeWriter {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.value(item.tag(), item.value())
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        let value = Value::of_text(item_type, text).ok_or_else(|| Fault::without_offset(ErrorKind::WrongType, tag))?;
        self.value(tag, value)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        let value = match item_type {
            ItemType::BYTE_STRING => Value::ByteString(bytes),
            ItemType::BIG_INTEGER => Value::BigInteger(bytes),
            _ => return Err(Fault::without_offset(ErrorKind::WrongType, tag)),
        };
        self.value(tag, value)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        if !tag.is_valid() {
            return Err(Fault::without_offset(ErrorKind::InvalidTag, tag));
        }
        if self.open.len() >= Limits::MAX_DEPTH {
            return Err(Fault::without_offset(ErrorKind::Depth, tag));
        }
        self.open.push(Node::new(tag, NodeValue::default()));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let node = self.open.pop().ok_or_else(|| Fault::without_offset(ErrorKind::Unbalanced, Tag::default()))?;
        self.add(node);
        Ok(())
    }
}
