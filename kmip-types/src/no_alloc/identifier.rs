//! Unique Identifiers: one type for every form in which versions write them.

use crate::no_alloc::UniqueIdentifier;

impl<'a> From<&'a str> for UniqueIdentifier<'a> {
    fn from(text: &'a str) -> Self {
        Self::TextString(text)
    }
}

crate::identifier_forms::encode_identifier!(UniqueIdentifier<'_>);
