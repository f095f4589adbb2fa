//! Requests that borrow all their data, for encoding without an allocator.
//!
//! The types have the names and the fields of the model, with `&str`, `&[u8]` and slices where the model has text, bytes
//! and lists that it may own. They are encoded, never decoded. There are those for the requests of all operations; any
//! other type that implements [`RequestPayload`] can stand in a message too.
//!
//! One value serves all versions: [`Attributes`] become a Template-Attribute in 1.x, [`AttributeReference`]s names, a
//! [`Name`] of 3.0 is a structure before. A field that the version of the message does not have is refused, as by the
//! model. An optional structure is a [`Part`]: a reference.
//!
//! What takes room is linked only where it is used: that is so for each attribute, each credential, each object.
//!
//! ```
//! use kmip_types::no_alloc::{Attribute, Attributes, CreateRequest, GetRequest, RequestMessage};
//! use kmip_types::{CryptographicAlgorithm, CryptographicUsageMask, ObjectType, Version};
//! use kmip_types::format::encode_root;
//! use kmip_types::items::Length;
//!
//! let attributes = [
//!     Attribute::cryptographic_algorithm(CryptographicAlgorithm::AES),
//!     Attribute::cryptographic_length(256),
//!     Attribute::cryptographic_usage_mask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
//! ];
//! let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(Attributes(&attributes));
//! let get = GetRequest::default();
//!
//! let mut length = Length::default();
//! encode_root(&RequestMessage::new(Version::V1_4, &[&create, &get]), &mut length)?;
//! assert_eq!(length.bytes(), 360);
//! # Ok::<(), kmip_types::Error>(())
//! ```

pub(crate) mod attribute;
mod attribute_reference;
mod attributes;
mod chosen;
mod credential;
mod field;
mod identifier;
mod keys;
mod message;
mod name;
mod part;
mod secret;

pub use attribute_reference::AttributeReference;
pub use attributes::Attributes;
pub(crate) use attributes::InVersion;
pub(crate) use chosen::Chosen;
pub use credential::Credential;
pub(crate) use field::Small;
pub(crate) use message::request_payloads;
pub use message::{RequestMessage, RequestPayload};
pub(crate) use name::{NameFields, name_forms};
pub use part::Part;
pub use secret::Secret;

pub use crate::generated::no_alloc::*;

/// The names that the types of fields have here.
pub(crate) mod scope {
    pub(crate) use crate::generated::{enumerations::*, masks::*};
    pub(crate) use crate::no_alloc::*;
    pub(crate) use crate::value::Value;
    pub(crate) use crate::view::BigIntegerRef;
    pub(crate) use crate::{DateTime, DateTimeExtended, Interval};
}
