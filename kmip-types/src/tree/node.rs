//! The untyped tree.

use alloc::vec::Vec;
use core::fmt;

use crate::codec::{Decode, Decoder, Encode, Encoder};
use crate::error::Fault;
use crate::growth;
use crate::item::Item;
use crate::secrecy::Secrecy;
use crate::stream::{Reader, Writer};
use crate::value::Value;
use crate::{BigInteger, Bytes, Error, ErrorKind, IntoOwned, ItemType, Limits, Tag, Text};

/// One item with everything in it, untyped.
///
/// The model keeps items that it does not know in this form.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::items::{Node, NodeValue};
///
/// let tag = Tag::new(0x54_0001);
/// let node = Node::new(tag, NodeValue::TextString("vendor text".into()));
/// assert_eq!(node.tag(), tag);
/// ```
#[derive(Default)]
pub struct Node<'a> {
    tag: Tag,
    value: NodeValue<'a>,
}

/// The value of a [`Node`]; the arms are the fourteen item types.
#[derive(Clone, PartialEq, Eq)]
pub enum NodeValue<'a> {
    /// The children, in their order.
    Structure(Vec<Node<'a>>),
    /// Signed 32-bit integer.
    Integer(i32),
    /// Signed 64-bit integer.
    LongInteger(i64),
    /// Signed integer of any size.
    BigInteger(BigInteger<'a>),
    /// Unsigned 32-bit number whose meaning follows from the tag.
    Enumeration(u32),
    /// True or false.
    Boolean(bool),
    /// UTF-8 text.
    TextString(Text<'a>),
    /// Octets.
    ByteString(Bytes<'a>),
    /// POSIX seconds.
    DateTime(i64),
    /// Seconds.
    Interval(u32),
    /// POSIX microseconds; since 2.0.
    DateTimeExtended(i64),
    /// The identifier of an object; since 3.0.
    Identifier(Text<'a>),
    /// The Unique Identifier of another object; since 3.0.
    Reference(Text<'a>),
    /// The name of another object; since 3.0.
    NameReference(Text<'a>),
}

impl<'a> NodeValue<'a> {
    /// Reads the value of the item just returned by `reader`.
    ///
    /// A structure is read without the children.
    fn read(item: Item, reader: &mut dyn Reader<'a>) -> Result<Self, Fault> {
        let d = &mut Decoder::new(reader);
        match item.item_type() {
            ItemType::BIG_INTEGER => d.big_integer(item).map(Self::BigInteger),
            ItemType::BYTE_STRING => d.bytes(item).map(Self::ByteString),
            ItemType::TEXT_STRING => d.any_text(item).map(Self::TextString),
            ItemType::IDENTIFIER => d.any_text(item).map(Self::Identifier),
            ItemType::REFERENCE => d.any_text(item).map(Self::Reference),
            ItemType::NAME_REFERENCE => d.any_text(item).map(Self::NameReference),
            _ => reader.value(item).map(Self::from),
        }
    }
}

impl NodeValue<'_> {
    /// The value with its text and bytes owned.
    pub(super) fn into_owned(self) -> NodeValue<'static> {
        match self {
            Self::Structure(children) => NodeValue::Structure(children.into_owned()),
            Self::Integer(v) => NodeValue::Integer(v),
            Self::LongInteger(v) => NodeValue::LongInteger(v),
            Self::BigInteger(v) => NodeValue::BigInteger(v.into_owned()),
            Self::Enumeration(v) => NodeValue::Enumeration(v),
            Self::Boolean(v) => NodeValue::Boolean(v),
            Self::TextString(v) => NodeValue::TextString(v.into_owned()),
            Self::ByteString(v) => NodeValue::ByteString(v.into_owned()),
            Self::DateTime(v) => NodeValue::DateTime(v),
            Self::Interval(v) => NodeValue::Interval(v),
            Self::DateTimeExtended(v) => NodeValue::DateTimeExtended(v),
            Self::Identifier(v) => NodeValue::Identifier(v.into_owned()),
            Self::Reference(v) => NodeValue::Reference(v.into_owned()),
            Self::NameReference(v) => NodeValue::NameReference(v.into_owned()),
        }
    }
}

impl Default for NodeValue<'_> {
    fn default() -> Self {
        Self::Structure(Vec::new())
    }
}

impl NodeValue<'_> {
    /// The value without its children.
    pub(crate) fn shallow(&self) -> Value<'_> {
        match self {
            Self::Structure(_) => Value::Structure,
            Self::Integer(v) => Value::Integer(*v),
            Self::LongInteger(v) => Value::LongInteger(*v),
            Self::BigInteger(v) => Value::BigInteger(v.as_bytes()),
            Self::Enumeration(v) => Value::Enumeration(*v),
            Self::Boolean(v) => Value::Boolean(*v),
            Self::TextString(v) => Value::TextString(v),
            Self::ByteString(v) => Value::ByteString(v),
            Self::DateTime(v) => Value::DateTime(*v),
            Self::Interval(v) => Value::Interval(*v),
            Self::DateTimeExtended(v) => Value::DateTimeExtended(*v),
            Self::Identifier(v) => Value::Identifier(v),
            Self::Reference(v) => Value::Reference(v),
            Self::NameReference(v) => Value::NameReference(v),
        }
    }
}

impl<'a> From<Value<'a>> for NodeValue<'a> {
    fn from(value: Value<'a>) -> Self {
        match value {
            Value::Structure => Self::default(),
            Value::Integer(v) => Self::Integer(v),
            Value::LongInteger(v) => Self::LongInteger(v),
            Value::BigInteger(v) => Self::BigInteger(BigInteger::from_bytes(v)),
            Value::Enumeration(v) => Self::Enumeration(v),
            Value::Boolean(v) => Self::Boolean(v),
            Value::TextString(v) => Self::TextString(v.into()),
            Value::ByteString(v) => Self::ByteString(v.into()),
            Value::DateTime(v) => Self::DateTime(v),
            Value::Interval(v) => Self::Interval(v),
            Value::DateTimeExtended(v) => Self::DateTimeExtended(v),
            Value::Identifier(v) => Self::Identifier(v.into()),
            Value::Reference(v) => Self::Reference(v.into()),
            Value::NameReference(v) => Self::NameReference(v.into()),
        }
    }
}

impl<'a> Node<'a> {
    /// An item with this tag and value.
    #[must_use]
    pub const fn new(tag: Tag, value: NodeValue<'a>) -> Self {
        Self { tag, value }
    }

    /// The tag.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// The item type.
    #[must_use]
    pub fn item_type(&self) -> ItemType {
        self.value.shallow().item_type()
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> &NodeValue<'a> {
        &self.value
    }

    /// The value, to be changed.
    pub const fn value_mut(&mut self) -> &mut NodeValue<'a> {
        &mut self.value
    }

    /// The value, out of the node.
    #[must_use]
    pub fn into_value(self) -> NodeValue<'a> {
        self.value
    }

    /// The children; none where this is no structure.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        match &self.value {
            NodeValue::Structure(children) => children,
            _ => &[],
        }
    }

    /// The first child with this tag.
    #[must_use]
    pub fn child(&self, tag: Tag) -> Option<&Self> {
        self.children().iter().find(|child| child.tag == tag)
    }

    /// Reads the item just returned by `reader`, with everything in it.
    ///
    /// # Errors
    /// Whatever is wrong with one of the items. The depth is that of the reader.
    pub(crate) fn read(item: Item, reader: &mut dyn Reader<'a>) -> Result<Self, Fault> {
        let mut open: Vec<Self> = Vec::new();
        let mut node = Self::new(item.tag(), NodeValue::read(item, reader)?);
        loop {
            if matches!(node.value, NodeValue::Structure(_)) {
                open.push(node);
            } else if let Some(parent) = open.last_mut() {
                parent.push(node);
            } else {
                return Ok(node);
            }
            // Structures that end here go into the ones around them.
            node = loop {
                let item = reader.next();
                if item.is_failed() {
                    return Err(reader.fault());
                }
                if !item.is_end() {
                    break Self::new(item.tag(), NodeValue::read(item, reader)?);
                }
                let Some(done) = open.pop() else { return Ok(Self::default()) };
                match open.last_mut() {
                    Some(parent) => parent.push(done),
                    None => return Ok(done),
                }
            };
        }
    }

    /// Adds a child to a structure.
    pub(crate) fn push(&mut self, child: Self) {
        if let NodeValue::Structure(children) = &mut self.value {
            // Very many structures may have one child each.
            if children.capacity() == 0 {
                children.reserve_exact(1);
            }
            growth::push(children, child);
        }
    }

    /// Reads everything that `reader` has left, as a list of items.
    ///
    /// # Errors
    /// Whatever is wrong with one of the items.
    pub fn read_all(reader: &mut dyn Reader<'a>) -> Result<Vec<Self>, Error> {
        let mut nodes = Vec::new();
        loop {
            let item = reader.next();
            if item.is_end() {
                return Ok(nodes);
            }
            if item.is_failed() {
                return Err(reader.fault().into());
            }
            growth::push(&mut nodes, Self::read(item, reader)?);
        }
    }

    /// Writes this item, with everything in it, under its own tag.
    ///
    /// # Errors
    /// Structures nested deeper than [`Limits::MAX_DEPTH`], or whatever the writer refuses.
    pub fn write(&self, writer: &mut dyn Writer) -> Result<(), Error> {
        Ok(self.encode(self.tag, &mut Encoder::new(writer))?)
    }

    fn encode_at(&self, depth: usize, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.only_in(tag, self.item_type().versions())?;
        let NodeValue::Structure(children) = &self.value else {
            return e.value(tag, self.value.shallow());
        };
        if depth >= Limits::MAX_DEPTH {
            return Err(Fault::without_offset(ErrorKind::Depth, tag));
        }
        e.open(tag)?;
        for child in children {
            child.encode_at(depth.saturating_add(1), child.tag, e).map_err(|fault| e.inside(fault))?;
        }
        e.end()
    }
}

impl IntoOwned for Node<'_> {
    type Owned = Node<'static>;

    fn into_owned(self) -> Node<'static> {
        Node::into_owned(self)
    }
}

impl<'a> Decode<'a> for Node<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        *self = d.node(item)?;
        Ok(())
    }
}

/// Writes the value under the tag given, which may be another than the node's own.
impl Encode for Node<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.encode_at(0, tag, e)
    }
}

/// Returns the value of the enumeration with this tag, if it is the last one.
///
/// It must be the last enumeration of these items, and no structure may stand behind it.
///
/// So it is what [`Passing`](crate::secrecy::Passing) finds, and siblings that all ask are looked at twice, however many there
/// are.
pub(crate) fn enumeration_before(before: &[Node<'_>], tag: Tag) -> Option<u32> {
    let tells = |node: &&Node<'_>| matches!(node.value, NodeValue::Structure(_) | NodeValue::Enumeration(_));
    match before.iter().rev().find(tells) {
        Some(Node { tag: last, value: NodeValue::Enumeration(value) }) if *last == tag => Some(*value),
        _ => None,
    }
}

/// Prints the tree, no deeper than readers read.
///
/// Of bytes, and of text that is secret in its place, it prints only the length; of other secrets only the type.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown { node: self, place: Secrecy::default(), before: &[], depth: 0 }.fmt(f)
    }
}

/// A node as `Debug` shows it in its place.
///
/// The place is what is around the node, and the siblings before it.
pub(crate) struct Shown<'s, 'a> {
    pub(crate) node: &'s Node<'a>,
    pub(crate) place: Secrecy,
    pub(crate) before: &'s [Node<'a>],
    /// The number of structures that are shown around it.
    depth: usize,
}

impl fmt::Debug for Shown<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Node { tag, value } = self.node;
        write!(f, "{tag} ")?;
        match value.shallow() {
            // Deeper than any reader gives.
            Value::Structure if self.depth >= Limits::MAX_DEPTH => f.write_str("[..]"),
            Value::Structure => {
                let place = self.place.inside(*tag, |selector| enumeration_before(self.before, selector));
                f.debug_list().entries(shown_in(self.node.children(), place, self.depth.saturating_add(1))).finish()
            }
            Value::TextString(text) | Value::Identifier(text) | Value::Reference(text) | Value::NameReference(text)
                if !self.place.hides(*tag, self.node.item_type()) =>
            {
                write!(f, "{}({text:?})", self.node.item_type())
            }
            value if value.has_body() || !self.place.hides(*tag, value.item_type()) => value.fmt(f),
            value => write!(f, "{}(secret)", value.item_type()),
        }
    }
}

/// Siblings, each with what is before it.
pub(crate) fn shown<'s, 'a>(nodes: &'s [Node<'a>], place: Secrecy) -> impl Iterator<Item = Shown<'s, 'a>> {
    shown_in(nodes, place, 0)
}

/// Siblings with so many structures around them.
fn shown_in<'s, 'a>(nodes: &'s [Node<'a>], place: Secrecy, depth: usize) -> impl Iterator<Item = Shown<'s, 'a>> {
    let before = move |i| nodes.get(..i).unwrap_or_default();
    nodes.iter().enumerate().map(move |(i, node)| Shown { node, place, before: before(i), depth })
}

/// Prints the children of a structure, and other values as [`Value`] does.
impl fmt::Debug for NodeValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // What the structure is, is not known.
            Self::Structure(children) => f.debug_list().entries(shown(children, Secrecy::UNKNOWN)).finish(),
            value => value.shallow().fmt(f),
        }
    }
}
