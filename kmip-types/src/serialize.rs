//! Messages and items through serde, for programs that store or log them.
//!
//! This is **not** the KMIP encoding in JSON.
//!
//! The JSON that KMIP prescribes (KMIP Profiles 2.1 §5.5) is written and read by `kmip-json`; what is here is meant for
//! the application's own database, queue or log, in whatever format serde has, and read only by this crate again.
//!
//! An item is a structure of three fields, always in this order:
//!
//! | | formats for people (`is_human_readable`) | binary formats: a tuple of three |
//! |---|---|---|
//! | `tag` | name, or `"0x540001"` | number, 32 bits |
//! | `type` | name: `"TextString"` | code, 8 bits |
//! | `value` | see below | an option of see below |
//! | Structure | sequence of items | sequence of items |
//! | Integer, Long Integer | number | number of 32, 64 bits |
//! | Integer of a mask | `"Encrypt\|Decrypt\|0x01000000"` or `"0"` | number of 32 bits |
//! | Enumeration | name, or `"0x80000001"` | number of 32 bits |
//! | Boolean | Boolean | Boolean |
//! | Text String, Identifier, Reference, Name Reference | text | text |
//! | Byte String | hexadecimal digits, lower case | bytes |
//! | Big Integer | hexadecimal digits of the shortest two's complement | bytes of the same |
//! | Date Time | `"2008-03-14T11:56:40+00:00"`; `"0x…"`, sixteen digits, outside the years 0001 to 9999 | seconds, 64 bits |
//! | Interval | seconds | seconds, 32 bits |
//! | Date Time Extended | microseconds | microseconds, 64 bits |
//!
//! Names are those of the version in the message's header, and of an item alone those of the newest version. The values
//! of an Attribute Value are named as those of the attribute that the Attribute Name before it names.
//!
//! Reading takes what writing gives, and beyond that the names of any version, numbers in hexadecimal even where there is
//! a name, and a mask as a number, so that what was stored can be read when the tables have grown. Names, digits, dates
//! and masks may be spelled as [`lexical`](crate::format::lexical) allows.
//!
//! Enumerations and masks alone, in a program's own structures, are names as they are printed, and numbers in binary formats.
//!
//! Secrets are left out: the same values that [`Pretty`](crate::pretty::Pretty) does not show are `null`, and only
//! [`ExposeSecrets`] writes them. What lacks its secrets cannot be read again.

mod location;
pub(crate) mod number;
mod read;
mod tree;
mod with;
mod write;

pub use with::{exposed, redacted};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::location::Names;
use self::read::ItemSeed;
use self::tree::{Tree, decode};
use self::write::Walk;
use crate::codec::{Encode, EncodeRoot as _};
use crate::tree::Node;
use crate::{Message, RequestMessage, ResponseMessage, Tag, Version};

/// Serializes what it holds with its secrets: key material and passwords, in clear.
///
/// Without this wrapper messages and items are serialized with `null` in place of every secret, so that a log never has
/// them; but such a message cannot be read again.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::items::{Node, NodeValue};
/// use kmip_types::serialize::ExposeSecrets;
///
/// let password = Node::new(Tag::PASSWORD, NodeValue::TextString("open sesame".into()));
/// let logged = serde_json::to_string(&password)?;
/// assert_eq!(logged, r#"{"tag":"Password","type":"TextString","value":null}"#);
/// assert_eq!(
///     serde_json::from_str::<Node>(&logged).unwrap_err().to_string(),
///     "the secret was not stored in Password at line 1 column 50"
/// );
///
/// let stored = serde_json::to_string(&ExposeSecrets(&password))?;
/// assert_eq!(serde_json::from_str::<Node>(&stored)?, password);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposeSecrets<'t, T: ?Sized>(pub &'t T);

/// Serializes any value that can be encoded, as the item that it is under a tag.
///
/// Secrets are left out unless it is wrapped into [`ExposeSecrets`]. It is read again as a [`Node`], from which a
/// [`Decoder`](crate::codec::Decoder) on a [`NodeReader`](crate::tree::NodeReader) decodes it.
///
/// ```
/// use kmip_types::{Interval, Tag};
/// use kmip_types::serialize::Tagged;
///
/// let text = serde_json::to_string(&Tagged::new(Tag::LEASE_TIME, &Interval(3600)))?;
/// assert_eq!(text, r#"{"tag":"LeaseTime","type":"Interval","value":3600}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged<'t, T: ?Sized> {
    tag: Tag,
    value: &'t T,
    version: Option<Version>,
}

impl<'t, T: Encode + ?Sized> Tagged<'t, T> {
    /// Wraps a value with the tag of its item.
    ///
    /// The version is that of the message's header; outside of a message, no version is refused.
    #[must_use]
    pub const fn new(tag: Tag, value: &'t T) -> Self {
        Self { tag, value, version: None }
    }

    /// Serializes the value as this version has it.
    ///
    /// What the version does not have is refused, and names are spelled as it spells them. What it requires can be missing.
    #[must_use]
    pub const fn with_version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }

    fn write<S: Serializer>(&self, serializer: S, expose: bool) -> Result<S::Ok, S::Error> {
        let tree = Tree::of_value(self.tag, self.value, self.version).map_err(serde::ser::Error::custom)?;
        Walk::new(Names::in_version(self.version), expose).write(tree.node(), serializer)
    }
}

impl<T: Encode + ?Sized> Serialize for Tagged<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer, false)
    }
}

impl<T: Encode + ?Sized> Serialize for ExposeSecrets<'_, Tagged<'_, T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer, true)
    }
}

/// Serializes the item with everything in it, except secrets; feature `serde`.
impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Walk::new(Names::default(), false).write(self, serializer)
    }
}

impl Serialize for ExposeSecrets<'_, Node<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Walk::new(Names::default(), true).write(self.0, serializer)
    }
}

/// Reads an item that was serialized; feature `serde`.
impl<'de> Deserialize<'de> for Node<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ItemSeed::root(&Names::default(), deserializer)
    }
}

/// Serializes messages as the items that they encode to.
///
/// They are written in the version of their header, and read by decoding those items.
macro_rules! messages {
    ($($message:ident),+) => {$(
        /// Serializes the message without its secrets; feature `serde`.
        ///
        /// It is written in the version that its header names.
        impl Serialize for $message<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Tagged::new(self.root_tag(), self).write(serializer, false)
            }
        }

        impl Serialize for ExposeSecrets<'_, $message<'_>> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Tagged::new(self.0.root_tag(), self.0).write(serializer, true)
            }
        }

        /// Reads a message that was serialized; feature `serde`.
        ///
        /// The message was serialized with its secrets, or had none.
        impl<'de> Deserialize<'de> for $message<'static> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode(&Tree::from(Node::deserialize(deserializer)?)).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

messages!(Message, RequestMessage, ResponseMessage);
