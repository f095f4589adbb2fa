//! From serde to nodes.
//!
//! Formats for people are always asked for whatever comes: a deserializer that is told what to expect quotes what it
//! finds instead, and that may be a secret.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::location::{LocatedReason, Location, Names, Reason};
use super::tree::Tree;
use crate::format::integer::minimal;
use crate::format::lexical::{self, append_hex, hex_digits, hex_u32, hex_u64};
use crate::names::mask;
use crate::tree::{Node, NodeValue};
use crate::{BigInteger, Bytes, ErrorKind, ItemType, Tag, Text};

/// Reads an item: where it stands.
#[derive(Clone, Copy)]
pub(super) struct ItemSeed<'w> {
    names: &'w Names,
    outer: Option<&'w Location<'w>>,
    before: &'w [Node<'w>],
}

impl<'w> ItemSeed<'w> {
    pub(super) fn root<'de, D: Deserializer<'de>>(
        names: &'w Names,
        deserializer: D,
    ) -> Result<Node<'static>, D::Error> {
        ItemSeed { names, outer: None, before: &[] }.deserialize(deserializer)
    }

    /// A problem with something that is no item, in the structure around it.
    fn refuse<E: Error>(self, reason: Reason) -> E {
        E::custom(LocatedReason { reason, location: self.outer })
    }
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Node<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(MapItem(self))
        } else {
            deserializer.deserialize_tuple(3, TupleItem(self))
        }
    }
}

/// Defines the visits that quote what they refuse.
///
/// Unless they are written anew, they refuse with `$self.refuse($reason)`.
macro_rules! refuse {
    ($reason:expr; $($visit:ident: $type:ty),+) => {$(
        fn $visit<E: Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(self.refuse($reason))
        }
    )+};
}

/// An item in a format for people.
struct MapItem<'w>(ItemSeed<'w>);

impl MapItem<'_> {
    fn refuse<E: Error>(&self, reason: Reason) -> E {
        self.0.refuse(reason)
    }
}

impl<'de> Visitor<'de> for MapItem<'_> {
    type Value = Node<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item: `tag`, `type` and `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self(seed) = self;
        if map.next_key_seed(Word)?.as_deref() != Some("tag") {
            return Err(seed.refuse(Reason::Fields));
        }
        let name = map.next_value_seed(Word)?;
        let tag = if hex_digits(&name).is_some() {
            lexical::tag(&name)
        } else {
            Tag::from_name(&name).ok_or(ErrorKind::UnknownName)
        };
        let tag = tag.map_err(|kind| seed.refuse(Reason::Kind(kind)))?;
        let location = Location::new(seed.outer, seed.before, tag);
        let refuse = |reason| A::Error::custom(location.refuse(reason));
        if map.next_key_seed(Word)?.as_deref() != Some("type") {
            return Err(refuse(Reason::Fields));
        }
        let item_type = ItemType::from_name(&map.next_value_seed(Word)?);
        let item_type = item_type.ok_or_else(|| refuse(Reason::Kind(ErrorKind::UnknownType)))?;
        let value = ValueSeed { names: seed.names, location: &location, item_type, human: true };
        match map.next_key_seed(Word)?.as_deref() {
            Some("value") => {}
            Some(_) => return Err(refuse(Reason::Fields)),
            // A format without a null leaves it out.
            None => return Err(value.absent()),
        }
        let value = map.next_value_seed(value)?;
        match map.next_key_seed(Word)? {
            None => Ok(Node::new(tag, value)),
            Some(_) => Err(refuse(Reason::Fields)),
        }
    }

    refuse! { Reason::NoItem;
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64,
        visit_str: &str, visit_bytes: &[u8]
    }
}

/// A key, or a name of a tag or type, in a format for people.
struct Word;

impl Word {
    fn refuse<E: Error>(&self, reason: Reason) -> E {
        E::custom(reason)
    }
}

impl<'de> DeserializeSeed<'de> for Word {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Word {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    refuse! { Reason::Fields;
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64,
        visit_bytes: &[u8]
    }
}

/// An item in a binary format.
struct TupleItem<'w>(ItemSeed<'w>);

impl<'de> Visitor<'de> for TupleItem<'_> {
    type Value = Node<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item: tag, type and value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let Self(seed) = self;
        let tag = seq.next_element::<u32>()?.ok_or_else(|| seed.refuse(Reason::Fields))?;
        let tag = Tag::new(tag);
        if !tag.is_valid() {
            return Err(seed.refuse(Reason::Kind(ErrorKind::InvalidTag)));
        }
        let location = Location::new(seed.outer, seed.before, tag);
        let refuse = |reason| A::Error::custom(location.refuse(reason));
        let item_type = seq.next_element::<u8>()?.ok_or_else(|| refuse(Reason::Fields))?;
        let item_type = ItemType::new(item_type.into());
        if !item_type.is_known() {
            return Err(refuse(Reason::Kind(ErrorKind::UnknownType)));
        }
        let value = ValueSeed { names: seed.names, location: &location, item_type, human: false };
        let value = seq.next_element_seed(value)?.ok_or_else(|| refuse(Reason::Fields))?;
        Ok(Node::new(tag, value))
    }
}

/// Reads the value of an item whose tag and type are known.
#[derive(Clone, Copy)]
struct ValueSeed<'w> {
    names: &'w Names,
    location: &'w Location<'w>,
    item_type: ItemType,
    human: bool,
}

impl ValueSeed<'_> {
    fn refuse<E: Error>(self, reason: Reason) -> E {
        E::custom(self.location.refuse(reason))
    }

    fn absent<E: Error>(self) -> E {
        let secret = self.location.hides(self.item_type);
        self.refuse(if secret { Reason::NotStored } else { Reason::NoValue })
    }

    /// Ends the reading of every value but structures.
    ///
    /// So the names of the next values are right.
    fn done<E: Error>(self, value: Result<NodeValue<'static>, Reason>) -> Result<NodeValue<'static>, E> {
        let value = value.map_err(|reason| self.refuse::<E>(reason))?;
        self.names.pass(self.location.tag(), &value);
        Ok(value)
    }

    fn number(self, v: i128) -> Result<NodeValue<'static>, Reason> {
        let value = match self.item_type {
            ItemType::INTEGER => i32::try_from(v).ok().map(NodeValue::Integer),
            ItemType::LONG_INTEGER => i64::try_from(v).ok().map(NodeValue::LongInteger),
            ItemType::INTERVAL => u32::try_from(v).ok().map(NodeValue::Interval),
            ItemType::DATE_TIME_EXTENDED => i64::try_from(v).ok().map(NodeValue::DateTimeExtended),
            ItemType::ENUMERATION if !self.human => u32::try_from(v).ok().map(NodeValue::Enumeration),
            ItemType::DATE_TIME if !self.human => i64::try_from(v).ok().map(NodeValue::DateTime),
            _ => return Err(Reason::Form(self.item_type)),
        };
        value.ok_or(Reason::Kind(ErrorKind::Number))
    }

    fn text(self, text: Text<'static>) -> Result<NodeValue<'static>, Reason> {
        match self.item_type {
            ItemType::TEXT_STRING => Ok(NodeValue::TextString(text)),
            ItemType::IDENTIFIER => Ok(NodeValue::Identifier(text)),
            ItemType::REFERENCE => Ok(NodeValue::Reference(text)),
            ItemType::NAME_REFERENCE => Ok(NodeValue::NameReference(text)),
            _ if self.human => self.spelled(&text),
            _ => Err(Reason::Form(self.item_type)),
        }
    }

    /// Values of other types as formats for people have them.
    fn spelled(self, text: &str) -> Result<NodeValue<'static>, Reason> {
        let (tag, naming) = (self.location.tag(), self.names.get());
        let value = match self.item_type {
            ItemType::INTEGER => mask(text.split('|'), &naming, tag).map(u32::cast_signed).map(NodeValue::Integer),
            ItemType::ENUMERATION => match hex_digits(text) {
                Some(digits) => hex_u32(digits, false),
                None => naming.enumeration(tag, text).ok_or(ErrorKind::UnknownName),
            }
            .map(NodeValue::Enumeration),
            ItemType::DATE_TIME => match hex_digits(text) {
                Some(digits) => hex_u64(digits, false).map(u64::cast_signed),
                None => lexical::date_time(text, false),
            }
            .map(NodeValue::DateTime),
            ItemType::BIG_INTEGER | ItemType::BYTE_STRING => {
                // In one piece of memory: what a vector leaves when it grows is not wiped.
                let mut bytes = Vec::with_capacity(text.len() / 2);
                let read = append_hex(text, &mut bytes);
                let bytes = Bytes::from(bytes);
                read.map_err(Reason::Kind)?;
                return self.octets(bytes);
            }
            _ => return Err(Reason::Form(self.item_type)),
        };
        value.map_err(Reason::Kind)
    }

    fn octets(self, bytes: Bytes<'static>) -> Result<NodeValue<'static>, Reason> {
        match self.item_type {
            ItemType::BYTE_STRING => Ok(NodeValue::ByteString(bytes)),
            ItemType::BIG_INTEGER if minimal(&bytes) == &*bytes => {
                Ok(NodeValue::BigInteger(BigInteger::from_bytes(&bytes).into_owned()))
            }
            ItemType::BIG_INTEGER => Err(Reason::Kind(ErrorKind::BigInteger)),
            _ => Err(Reason::Form(self.item_type)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = NodeValue<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.human { deserializer.deserialize_any(self) } else { deserializer.deserialize_option(self) }
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = NodeValue<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value of type {}", self.item_type)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Err(self.absent())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Err(self.absent())
    }

    /// Binary formats have values as options; most of them have to be told the type.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.human {
            return Err(self.refuse(Reason::Form(self.item_type)));
        }
        match self.item_type {
            ItemType::STRUCTURE => deserializer.deserialize_seq(self),
            ItemType::INTEGER => deserializer.deserialize_i32(self),
            ItemType::ENUMERATION | ItemType::INTERVAL => deserializer.deserialize_u32(self),
            ItemType::BOOLEAN => deserializer.deserialize_bool(self),
            ItemType::BIG_INTEGER | ItemType::BYTE_STRING => deserializer.deserialize_byte_buf(self),
            item_type if item_type.is_text() => deserializer.deserialize_string(self),
            _ => deserializer.deserialize_i64(self),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        if self.item_type != ItemType::STRUCTURE {
            return Err(self.refuse(Reason::Form(self.item_type)));
        }
        self.location.open().map_err(A::Error::custom)?;
        self.names.open(self.location.tag());
        let mut children = Tree::default();
        loop {
            let seed = ItemSeed { names: self.names, outer: Some(self.location), before: children.nodes() };
            match seq.next_element_seed(seed)? {
                Some(child) => children.push(child),
                None => return Ok(NodeValue::Structure(children.take())),
            }
        }
    }

    fn visit_bool<E: Error>(self, v: bool) -> Result<Self::Value, E> {
        let boolean = self.item_type == ItemType::BOOLEAN;
        self.done(if boolean { Ok(NodeValue::Boolean(v)) } else { Err(Reason::Form(self.item_type)) })
    }

    fn visit_i64<E: Error>(self, v: i64) -> Result<Self::Value, E> {
        self.done(self.number(v.into()))
    }

    fn visit_u64<E: Error>(self, v: u64) -> Result<Self::Value, E> {
        self.done(self.number(v.into()))
    }

    fn visit_str<E: Error>(self, v: &str) -> Result<Self::Value, E> {
        self.done(self.text(Text::from(String::from(v))))
    }

    fn visit_string<E: Error>(self, v: String) -> Result<Self::Value, E> {
        self.done(self.text(Text::from(v)))
    }

    fn visit_bytes<E: Error>(self, v: &[u8]) -> Result<Self::Value, E> {
        self.visit_byte_buf(v.into())
    }

    fn visit_byte_buf<E: Error>(self, v: Vec<u8>) -> Result<Self::Value, E> {
        let v = Bytes::from(v);
        self.done(if self.human { Err(Reason::Form(self.item_type)) } else { self.octets(v) })
    }

    refuse! { Reason::Kind(ErrorKind::Number); visit_i128: i128, visit_u128: u128, visit_f64: f64 }
}
