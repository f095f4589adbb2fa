//! Attributes of vendors, with a value of any item type.
//!
//! They are custom attributes in 1.x, and Vendor Attributes from 2.0 on.

use alloc::string::String;
use alloc::vec::Vec;

use super::custom_attribute_name;
use crate::codec::Encode;
use crate::tree::{Node, NodeValue, NodeWriter};
use crate::{
    Attribute, Attributes, BigInteger, Bytes, DateTime, DateTimeExtended, Error, Interval, NamedAttribute, Tag, Text,
    VendorAttribute,
};

impl<'a> VendorAttribute<'a> {
    /// An attribute of this vendor, with a value of any type.
    ///
    /// Clients of any vendor use `x`, servers `y`; a message of 1.x has such an attribute as `x-…` or `y-…`.
    ///
    /// ```
    /// use kmip_types::{DateTime, ItemType, VendorAttribute};
    ///
    /// let reviewed = VendorAttribute::with_value("x", "reviewed", DateTime(1_735_689_600));
    /// assert_eq!(reviewed.attribute_value.ok_or("no value")?.item_type(), ItemType::DATE_TIME);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn with_value(vendor: impl Into<Text<'a>>, name: impl Into<Text<'a>>, value: impl Into<NodeValue<'a>>) -> Self {
        let mut attribute = Self::new(vendor, name);
        attribute.attribute_value = Some(Node::new(Tag::ATTRIBUTE_VALUE, value.into()));
        attribute
    }

    /// Creates an attribute of this vendor, with a typed value.
    ///
    /// The value can be an enumeration, or a structure of the vendor's.
    ///
    /// # Errors
    /// Whatever the value refuses.
    pub fn with_typed_value<T: Encode + ?Sized>(
        vendor: impl Into<Text<'a>>,
        name: impl Into<Text<'a>>,
        value: &T,
    ) -> Result<Self, Error> {
        let mut attribute = Self::new(vendor, name);
        attribute.attribute_value = Some(NodeWriter::node(Tag::ATTRIBUTE_VALUE, value)?);
        Ok(attribute)
    }

    /// The name that 1.x has for it: `x-…` or `y-…`; `None` for another vendor's.
    #[must_use]
    pub fn custom_name(&self) -> Option<Text<'static>> {
        custom_attribute_name(&self.vendor_identification, &self.attribute_name)
    }

    /// Returns whether it is the attribute of this vendor with this name.
    #[must_use]
    pub fn is(&self, vendor: &str, name: &str) -> bool {
        self.vendor_identification == vendor && self.attribute_name == name
    }
}

impl<'a> NamedAttribute<'a> {
    /// Creates an attribute of 1.x under any name, with a value of any type.
    ///
    /// Custom names start with `x-` or `y-`.
    ///
    /// ```
    /// use kmip_types::{ItemType, NamedAttribute};
    ///
    /// let shard = NamedAttribute::custom("x-shard", 7);
    /// assert_eq!(shard.attribute_name, "x-shard");
    /// ```
    #[must_use]
    pub fn custom(name: impl Into<Text<'a>>, value: impl Into<NodeValue<'a>>) -> Self {
        let mut named = Self::new(name);
        named.attribute_value = Some(Attribute::Other(Node::new(Tag::ATTRIBUTE_VALUE, value.into())));
        named
    }
}

impl<'a> Attributes<'a> {
    /// Puts an attribute in the place of all that are of the same kind.
    ///
    /// That is the same tag; for attributes of vendors, the same vendor and name.
    ///
    /// ```
    /// use kmip_types::{Attribute, Attributes};
    ///
    /// let mut attributes = Attributes::from([Attribute::CryptographicLength(128)]);
    /// attributes.set(Attribute::CryptographicLength(256));
    /// assert_eq!((attributes.len(), attributes.cryptographic_length()), (1, Some(256)));
    /// ```
    pub fn set(&mut self, attribute: impl Into<Attribute<'a>>) {
        let attribute = attribute.into();
        match &attribute {
            Attribute::VendorAttribute(new) => {
                self.remove_vendor(&new.vendor_identification, &new.attribute_name);
            }
            other => self.remove(other.tag()),
        }
        self.push(attribute);
    }

    /// Takes out every attribute with this tag.
    ///
    /// [`Tag::ATTRIBUTE`] is that of all attributes of vendors.
    pub fn remove(&mut self, tag: Tag) {
        self.retain(|attribute| attribute.tag() != tag);
    }

    /// Takes out the attribute of this vendor with this name.
    pub fn remove_vendor(&mut self, vendor: &str, name: &str) {
        self.retain(|attribute| !matches!(attribute, Attribute::VendorAttribute(v) if v.is(vendor, name)));
    }
}

/// Adds the conversions from values to items of each type.
macro_rules! values {
    ($($type:ty => $arm:ident($value:ident => $inner:expr);)+) => {$(
        impl<'a> From<$type> for NodeValue<'a> {
            fn from($value: $type) -> Self {
                Self::$arm($inner)
            }
        }
    )+};
}

values! {
    i32 => Integer(v => v);
    i64 => LongInteger(v => v);
    bool => Boolean(v => v);
    DateTime => DateTime(v => v.0);
    DateTimeExtended => DateTimeExtended(v => v.0);
    Interval => Interval(v => v.0);
    BigInteger<'a> => BigInteger(v => v);
    Text<'a> => TextString(v => v);
    &'a str => TextString(v => v.into());
    String => TextString(v => v.into());
    Bytes<'a> => ByteString(v => v);
    &'a [u8] => ByteString(v => v.into());
    Vec<u8> => ByteString(v => v.into());
    Vec<Node<'a>> => Structure(v => v);
}
