//! Unique Identifiers: one type for every form in which versions write them.

use crate::generated::conversions::{NUMBER_IDENTIFIERS, TYPED_IDENTIFIERS};
use crate::no_alloc::UniqueIdentifier;
use crate::{Encode, Encoder, Fault, ItemType, Tag};

impl<'a> From<&'a str> for UniqueIdentifier<'a> {
    fn from(text: &'a str) -> Self {
        Self::TextString(text)
    }
}

/// The same identifier is a Text String up to 2.1 and an Identifier in 3.0: each version gets its own.
impl Encode for UniqueIdentifier<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let of_version = e.version().map(|version| {
            if TYPED_IDENTIFIERS.contains(version) { ItemType::IDENTIFIER } else { ItemType::TEXT_STRING }
        });
        match self {
            Self::TextString(v) => e.text(tag, of_version.unwrap_or(ItemType::TEXT_STRING), v),
            Self::Identifier(v) => e.text(tag, of_version.unwrap_or(ItemType::IDENTIFIER), v),
            Self::Reference(v) => {
                e.only_in(tag, TYPED_IDENTIFIERS)?;
                e.text(tag, ItemType::REFERENCE, v)
            }
            Self::NameReference(v) => {
                e.only_in(tag, TYPED_IDENTIFIERS)?;
                e.text(tag, ItemType::NAME_REFERENCE, v)
            }
            Self::Enumeration(v) => {
                e.only_in(tag, NUMBER_IDENTIFIERS)?;
                v.encode(tag, e)
            }
            Self::Integer(v) => {
                e.only_in(tag, NUMBER_IDENTIFIERS)?;
                v.encode(tag, e)
            }
        }
    }
}
