//! References to attributes: by a constant, or by the two names of a vendor's.

use crate::Tag;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::names::AttributeKind;
use crate::no_alloc::attributes::{encode_custom_name, not_in_version};

/// Attribute Reference: which attribute is meant.
///
/// In 1.x it is written as the name of the attribute.
///
/// KMIP 3.0 §5.2, 2.1 §5.2; 1.x has Attribute Name in its place.
///
/// ```
/// use kmip_types::names::AttributeKind;
/// use kmip_types::no_alloc::{AttributeReference, GetAttributesRequest};
///
/// let references = [AttributeKind::STATE.into(), AttributeReference::vendor("x", "shard")];
/// let request = GetAttributesRequest::default().with_attribute_references(&references);
/// assert_eq!(request.attribute_references.len(), 2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AttributeReference<'a>(Referred<'a>);

#[derive(Clone, Copy, Debug)]
enum Referred<'a> {
    Standard(AttributeKind),
    Vendor { vendor: &'a str, name: &'a str, encode: EncodeVendor },
}

/// The function that writes a vendor's reference, linked only where there is one.
type EncodeVendor = fn(&str, &str, Form, &mut Encoder<'_>) -> Result<(), Fault>;

#[derive(Clone, Copy)]
enum Form {
    Name,
    Structure(Tag),
}

impl From<AttributeKind> for AttributeReference<'_> {
    fn from(kind: AttributeKind) -> Self {
        Self(Referred::Standard(kind))
    }
}

impl<'a> AttributeReference<'a> {
    /// Refers to an attribute of this vendor.
    ///
    /// In 1.x only those of the vendors `x` and `y` have a name.
    #[must_use]
    pub fn vendor(vendor: &'a str, name: &'a str) -> Self {
        Self(Referred::Vendor { vendor, name, encode: encode_vendor })
    }

    /// Writes it as 1.x does, by its name.
    pub(super) fn encode_name(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self.0 {
            Referred::Vendor { vendor, name, encode } => encode(vendor, name, Form::Name, e),
            Referred::Standard(kind) => match kind.name() {
                Some(name) => e.put(tag, name),
                None => Err(not_in_version(kind.tag())),
            },
        }
    }
}

impl Encode for AttributeReference<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self.0 {
            Referred::Vendor { vendor, name, encode } => encode(vendor, name, Form::Structure(tag), e),
            Referred::Standard(kind) => e.put(tag, &kind.tag()),
        }
    }
}

fn encode_vendor(vendor: &str, name: &str, form: Form, e: &mut Encoder<'_>) -> Result<(), Fault> {
    match form {
        Form::Name => encode_custom_name(vendor, name, Tag::ATTRIBUTE_REFERENCE, e),
        Form::Structure(tag) => {
            e.open(tag)?;
            e.put(Tag::VENDOR_IDENTIFICATION, vendor)?;
            e.put(Tag::ATTRIBUTE_NAME, name)?;
            e.end()
        }
    }
}
