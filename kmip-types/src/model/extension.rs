//! The items that a vendor adds.
//!
//! They are payloads of its own operations, Message Extensions, and items under its own tags.

use core::slice;

use crate::codec::{Decode, Decoder, Encode, Encoder, Extra};
use crate::error::Fault;
use crate::tree::{Node, NodeReader, NodeValue, NodeWriter, locate_in};
use crate::{
    Attribute, Error, ErrorKind, ItemType, MessageExtension, Operation, ProtocolVersion, RequestBatchItem,
    RequestMessage, RequestPayload, ResponsePayload, Tag, Text, VendorExtension, Version,
};

/// A typed value as an item of this version.
fn node<T: Encode + ?Sized>(tag: Tag, value: &T, version: Option<Version>) -> Result<Node<'static>, Fault> {
    let mut writer = NodeWriter::default();
    let mut encoder = Encoder::new(&mut writer);
    encoder.set_version(version);
    value.encode(tag, &mut encoder)?;
    writer.into_nodes().pop().ok_or_else(|| Fault::without_offset(ErrorKind::Missing, tag))
}

impl Node<'_> {
    /// Decodes the item as a typed value.
    ///
    /// A program that knows the item can so read what the model kept without knowing it.
    ///
    /// ```
    /// use kmip_types::{DateTime, Tag};
    /// use kmip_types::items::{Node, NodeValue};
    ///
    /// let node = Node::new(Tag::new(0x54_0001), NodeValue::DateTime(0));
    /// assert_eq!(node.decode::<DateTime>()?, DateTime(0));
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    ///
    /// # Errors
    /// Whatever is wrong with the value, with the path from this item down.
    pub fn decode<'n, T: Decode<'n>>(&'n self) -> Result<T, Error> {
        let mut reader = NodeReader::for_node(self);
        let mut decoder = Decoder::new(&mut reader);
        let value = match decoder.read() {
            Ok(Some(item)) => T::decode(item, &mut decoder),
            Ok(None) => Err(Fault::without_offset(ErrorKind::Truncated, self.tag())),
            Err(fault) => Err(fault),
        };
        value.map_err(|fault| locate_in(slice::from_ref(self), fault))
    }
}

/// Makes an attribute of a vendor's item under a tag of its own.
///
/// The attributes of clients are Vendor Attributes.
impl<'a> From<Node<'a>> for Attribute<'a> {
    fn from(attribute: Node<'a>) -> Self {
        Self::Other(attribute)
    }
}

impl Extra<'_> {
    /// The first item with this tag as a typed value; `None` if there is none.
    ///
    /// # Errors
    /// Whatever is wrong with the value.
    pub fn decode<'n, T: Decode<'n>>(&'n self, tag: Tag) -> Result<Option<T>, Error> {
        self.get(tag).map(Node::decode).transpose()
    }

    /// Adds a typed value, to be written behind the fields.
    ///
    /// # Errors
    /// Whatever the value refuses.
    pub fn put<T: Encode + ?Sized>(&mut self, tag: Tag, value: &T) -> Result<(), Error> {
        self.push(NodeWriter::node(tag, value)?);
        Ok(())
    }
}

/// The payloads of operations that the tables do not have.
macro_rules! payloads {
    ($($payload:ident $tag:ident)+) => {$(
        impl $payload<'_> {
            /// Creates the payload of a vendor's operation, in the form of this version.
            ///
            /// It is read again by [`decode_vendor`](Self::decode_vendor).
            ///
            /// # Errors
            /// Whatever the value refuses; [`WrongType`](ErrorKind::WrongType) if it is no structure.
            pub fn vendor<T: Encode + ?Sized>(payload: &T, version: &ProtocolVersion<'_>) -> Result<Self, Error> {
                Ok(structure(Tag::$tag, payload, version.version()).map(Self::Unknown)?)
            }

            /// The payload of a vendor's operation as a typed value.
            ///
            /// `None` if the operation is of the standard.
            ///
            /// # Errors
            /// Whatever is wrong with the value.
            pub fn decode_vendor<'n, T: Decode<'n>>(&'n self) -> Result<Option<T>, Error> {
                match self {
                    Self::Unknown(node) => node.decode().map(Some),
                    _ => Ok(None),
                }
            }
        }
    )+};
}

payloads! { RequestPayload REQUEST_PAYLOAD  ResponsePayload RESPONSE_PAYLOAD }

fn structure<T: Encode + ?Sized>(tag: Tag, value: &T, version: Option<Version>) -> Result<Node<'static>, Fault> {
    let node = node(tag, value, version)?;
    match node.value() {
        NodeValue::Structure(_) => Ok(node),
        _ => Err(Fault::wrong_type(ItemType::STRUCTURE, tag, 0).drop_offset()),
    }
}

impl RequestMessage<'_> {
    /// Adds an item with a vendor's operation.
    ///
    /// # Errors
    /// As for [`RequestPayload::vendor`].
    pub fn push_vendor<T: Encode + ?Sized>(&mut self, operation: Operation, payload: &T) -> Result<(), Error> {
        let payload = RequestPayload::vendor(payload, &self.request_header.protocol_version)?;
        self.push_item(RequestBatchItem::new(operation, payload));
        Ok(())
    }
}

impl<'a> MessageExtension<'a> {
    /// Creates an extension of this vendor.
    ///
    /// A receiver that does not know a critical one fails the item.
    ///
    /// # Errors
    /// As for [`RequestPayload::vendor`].
    pub fn with_content<T: Encode + ?Sized>(
        vendor: impl Into<Text<'a>>,
        critical: bool,
        extension: &T,
        version: &ProtocolVersion<'_>,
    ) -> Result<Self, Error> {
        let mut content = VendorExtension::default();
        for child in structure(Tag::VENDOR_EXTENSION, extension, version.version())?.children() {
            content.extra.push(child.clone());
        }
        Ok(Self::new(vendor, critical, content))
    }

    /// Returns the extension as an item.
    ///
    /// A program that knows the vendor can have it [decoded](Node::decode).
    #[must_use]
    pub fn to_node(&self) -> Node<'a> {
        let children = self.vendor_extension.extra.iter().cloned().collect();
        Node::new(Tag::VENDOR_EXTENSION, NodeValue::Structure(children))
    }
}
