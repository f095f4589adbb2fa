//! The forms that versions have for a Unique Identifier.
//!
//! They are for the model, and for its twin without an allocator.

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::generated::conversions::{NUMBER_IDENTIFIERS, TYPED_IDENTIFIERS};
use crate::{ItemType, Tag};

/// Encodes an identifier in the type that the version has for it.
///
/// That is a Text String up to 2.1 and an Identifier in 3.0, whichever of the two it was made as.
macro_rules! encode_identifier {
    ($type:ty) => {
        impl $crate::codec::Encode for $type {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                use $crate::identifier_forms::{encode_number, encode_text, encode_typed};
                match self {
                    Self::TextString(v) => encode_text(tag, $crate::ItemType::TEXT_STRING, v, e),
                    Self::Identifier(v) => encode_text(tag, $crate::ItemType::IDENTIFIER, v, e),
                    Self::Reference(v) => encode_typed(tag, $crate::ItemType::REFERENCE, v, e),
                    Self::NameReference(v) => encode_typed(tag, $crate::ItemType::NAME_REFERENCE, v, e),
                    Self::Enumeration(v) => encode_number(tag, v, e),
                    Self::Integer(v) => encode_number(tag, v, e),
                }
            }
        }
    };
}
pub(crate) use encode_identifier;

/// Encodes a text in the type that the version has for identifiers.
///
/// It is encoded in its own type where no version is known or forms are kept.
#[inline]
pub(crate) fn encode_text(tag: Tag, own: ItemType, text: &str, e: &mut Encoder<'_>) -> Result<(), Fault> {
    let item_type = match e.form_version() {
        Some(version) if TYPED_IDENTIFIERS.contains(version) => ItemType::IDENTIFIER,
        Some(_) => ItemType::TEXT_STRING,
        None => own,
    };
    e.text(tag, item_type, text)
}

/// Encodes a text of a type that only some versions have.
///
/// Out of line, so that the usual text has no registers to save.
#[cold]
pub(crate) fn encode_typed(tag: Tag, item_type: ItemType, text: &str, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.only_in(tag, TYPED_IDENTIFIERS)?;
    e.text(tag, item_type, text)
}

/// Encodes a number as an identifier, which only some versions have.
#[cold]
pub(crate) fn encode_number(tag: Tag, number: &impl Encode, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.only_in(tag, NUMBER_IDENTIFIERS)?;
    number.encode(tag, e)
}
