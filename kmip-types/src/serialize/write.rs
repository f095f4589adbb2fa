//! From nodes to serde.

use alloc::string::String;
use core::fmt;

use serde::ser::{Error as _, Serialize, SerializeStruct, SerializeTuple, Serializer};

use super::location::{Location, Names, Reason};
use crate::format::lexical::write_hex;
use crate::names::write_mask;
use crate::tree::{Node, NodeValue};
use crate::{DateTime, ErrorKind, Tag};

/// One way through a tree, in the order of its items.
pub(super) struct Walk {
    names: Names,
    expose: bool,
}

impl Walk {
    pub(super) const fn new(names: Names, expose: bool) -> Self {
        Self { names, expose }
    }

    /// Serializes this item; a typed value that encodes to none is refused.
    pub(super) fn write<'n, S: Serializer>(
        &self,
        node: impl Into<Option<&'n Node<'n>>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let Some(node) = node.into() else { return Err(S::Error::custom(Reason::NoItem)) };
        Shown { walk: self, node, location: Location::new(None, &[], node.tag()) }.serialize(serializer)
    }
}

/// An item.
struct Shown<'w> {
    walk: &'w Walk,
    node: &'w Node<'w>,
    location: Location<'w>,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (tag, item_type) = (self.node.tag(), self.node.item_type());
        if !tag.is_valid() {
            return Err(S::Error::custom(self.location.refuse(Reason::Kind(ErrorKind::InvalidTag))));
        }
        let hidden = !self.walk.expose && self.location.hides(item_type);
        if serializer.is_human_readable() {
            let mut item = serializer.serialize_struct("Item", 3)?;
            match self.walk.names.get().tag_name(tag) {
                Some(name) => item.serialize_field("tag", name)?,
                None => item.serialize_field("tag", &format_args!("0x{:06X}", tag.value()))?,
            }
            item.serialize_field("type", &format_args!("{item_type}"))?;
            if hidden {
                item.serialize_field("value", &None::<()>)?;
            } else {
                item.serialize_field("value", &Content { item: self, human: true })?;
            }
            return item.end();
        }
        let mut item = serializer.serialize_tuple(3)?;
        item.serialize_element(&tag.value())?;
        item.serialize_element(&u8::try_from(item_type.value()).unwrap_or_default())?;
        item.serialize_element(&(!hidden).then_some(Content { item: self, human: false }))?;
        item.end()
    }
}

/// The value of an item.
struct Content<'w> {
    item: &'w Shown<'w>,
    human: bool,
}

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Shown { walk, node, location } = self.item;
        let (tag, value) = (node.tag(), node.value());
        if let NodeValue::Structure(children) = value {
            location.open().map_err(S::Error::custom)?;
            walk.names.open(tag);
            return serializer.collect_seq(children.iter().enumerate().map(|(i, node)| {
                let before = children.get(..i).unwrap_or_default();
                Shown { walk, node, location: Location::new(Some(location), before, node.tag()) }
            }));
        }
        let result = if self.human { self.text(serializer, tag) } else { binary(value, serializer) };
        walk.names.pass(tag, value);
        result
    }
}

impl Content<'_> {
    /// Values for people; the same as in binary formats where there is nothing better.
    fn text<S: Serializer>(&self, serializer: S, tag: Tag) -> Result<S::Ok, S::Error> {
        let value = self.item.node.value();
        let naming = self.item.walk.names.get();
        match value {
            NodeValue::Integer(v) if naming.is_mask(tag) => {
                let mut text = String::new();
                write_mask(&mut text, v.cast_unsigned(), "|", &naming, tag).map_err(S::Error::custom)?;
                serializer.serialize_str(&text)
            }
            NodeValue::Enumeration(v) => match naming.enumeration_name(tag, *v) {
                Some(name) => serializer.serialize_str(name),
                None => serializer.collect_str(&format_args!("{v:#010x}")),
            },
            NodeValue::DateTime(v) => serializer.collect_str(&DateTime(*v)),
            NodeValue::BigInteger(v) => serializer.collect_str(&Hex(v.as_bytes())),
            NodeValue::ByteString(v) => serializer.collect_str(&Hex(v)),
            _ => binary(value, serializer),
        }
    }
}

fn binary<S: Serializer>(value: &NodeValue<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        // Its children have been written before it comes to this.
        NodeValue::Structure(_) => serializer.serialize_none(),
        NodeValue::Integer(v) => serializer.serialize_i32(*v),
        NodeValue::LongInteger(v) | NodeValue::DateTime(v) | NodeValue::DateTimeExtended(v) => {
            serializer.serialize_i64(*v)
        }
        NodeValue::Enumeration(v) | NodeValue::Interval(v) => serializer.serialize_u32(*v),
        NodeValue::Boolean(v) => serializer.serialize_bool(*v),
        NodeValue::BigInteger(v) => serializer.serialize_bytes(v.as_bytes()),
        NodeValue::ByteString(v) => serializer.serialize_bytes(v),
        NodeValue::TextString(v) | NodeValue::Identifier(v) | NodeValue::Reference(v) | NodeValue::NameReference(v) => {
            serializer.serialize_str(v)
        }
    }
}

/// Bytes in hexadecimal, without a copy where the format can do without.
struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, self.0)
    }
}
