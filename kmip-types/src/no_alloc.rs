//! What common requests hold, borrowed and without an allocator: to be encoded into a buffer.
//!
//! The types have the names and the fields of the model, with `&str`, `&[u8]` and slices where the model has text, bytes
//! and lists that it may own. They are encoded, never decoded. There are those for the requests Create, Register, Locate,
//! Get, Get Attributes, Activate, Revoke, Destroy, Query, Discover Versions, Encrypt, Decrypt and Sign; any other type
//! that implements [`RequestPayload`] can stand in a message too.
//!
//! One value serves all versions: [`Attributes`] become a Template-Attribute in 1.x, [`AttributeReference`]s names. What the
//! version of the message does not have is refused, as by the model. An optional structure is a [`Part`]: a reference.
//!
//! ```
//! use kmip_types::no_alloc::{Attribute, Attributes, CreateRequest, GetRequest, ProtocolVersion, RequestMessage};
//! use kmip_types::{CryptographicAlgorithm, CryptographicUsageMask, ObjectType};
//! use kmip_types::format::encode_root;
//! use kmip_types::items::Length;
//!
//! let attributes = [
//!     Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
//!     Attribute::CryptographicLength(256),
//!     Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
//! ];
//! let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
//! create.attributes = Some(Attributes(&attributes));
//! let get = GetRequest::default();
//!
//! let mut length = Length::default();
//! encode_root(&RequestMessage::new(ProtocolVersion::V1_4, &[&create, &get]), &mut length)?;
//! assert_eq!(length.bytes(), 360);
//! # Ok::<(), kmip_types::Error>(())
//! ```

mod attributes;
mod field;
mod identifier;
mod message;
mod part;
mod secret;

pub use attributes::Attributes;
pub(crate) use attributes::InVersion;
pub(crate) use field::Small;
pub(crate) use message::request_payloads;
pub use message::{RequestMessage, RequestPayload};
pub use part::Part;
pub use secret::Secret;

pub use crate::generated::no_alloc::*;

/// What the types of fields are here.
pub(crate) mod scope {
    pub(crate) use crate::generated::{enumerations::*, masks::*};
    pub(crate) use crate::no_alloc::*;
    pub(crate) use crate::value::Value;
    pub(crate) use crate::view::BigIntegerRef;
    pub(crate) use crate::{DateTime, DateTimeExtended, Interval, Tag};
}
