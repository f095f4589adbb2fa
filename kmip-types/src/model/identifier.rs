//! Unique Identifiers: one type for every form in which versions write them.

use crate::generated::conversions::{NUMBER_IDENTIFIERS, TYPED_IDENTIFIERS};
use crate::{Encode, Encoder, Fault, ItemType, Tag, Text, UniqueIdentifier};

impl<'a> UniqueIdentifier<'a> {
    /// The identifier as text, whichever of the text types it has.
    #[must_use]
    pub const fn as_text(&self) -> Option<&Text<'a>> {
        match self {
            Self::TextString(text) | Self::Identifier(text) | Self::Reference(text) | Self::NameReference(text) => {
                Some(text)
            }
            Self::Enumeration(_) | Self::Integer(_) => None,
        }
    }
}

impl<'a> From<&'a str> for UniqueIdentifier<'a> {
    fn from(text: &'a str) -> Self {
        Self::TextString(text.into())
    }
}

impl From<alloc::string::String> for UniqueIdentifier<'_> {
    fn from(text: alloc::string::String) -> Self {
        Self::TextString(text.into())
    }
}

/// The same identifier is a Text String up to 2.1 and an Identifier in 3.0: each version gets its own.
impl Encode for UniqueIdentifier<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let is_typed = |e: &Encoder<'_>| e.form_version().map(|version| TYPED_IDENTIFIERS.contains(version));
        match self {
            Self::TextString(v) if is_typed(e) == Some(true) => e.text(tag, ItemType::IDENTIFIER, v),
            Self::TextString(v) => e.text(tag, ItemType::TEXT_STRING, v),
            Self::Identifier(v) if is_typed(e) == Some(false) => e.text(tag, ItemType::TEXT_STRING, v),
            Self::Identifier(v) => e.text(tag, ItemType::IDENTIFIER, v),
            Self::Reference(v) => encode_typed(tag, ItemType::REFERENCE, v, e),
            Self::NameReference(v) => encode_typed(tag, ItemType::NAME_REFERENCE, v, e),
            Self::Enumeration(v) => encode_number(tag, v, e),
            Self::Integer(v) => encode_number(tag, v, e),
        }
    }
}

/// Encodes a text of a type that only some versions have. Out of line, so that the usual text has no registers to save.
#[cold]
fn encode_typed(tag: Tag, item_type: ItemType, text: &str, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.only_in(tag, TYPED_IDENTIFIERS)?;
    e.text(tag, item_type, text)
}

/// Encodes a number as an identifier, which only some versions have.
#[cold]
fn encode_number(tag: Tag, number: &impl Encode, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.only_in(tag, NUMBER_IDENTIFIERS)?;
    number.encode(tag, e)
}
