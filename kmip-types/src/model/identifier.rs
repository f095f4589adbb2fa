//! Unique Identifiers: one type for every form in which versions write them.

use crate::{Text, UniqueIdentifier};

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

crate::identifier_forms::encode_identifier!(UniqueIdentifier<'_>);
