//! Unique Identifiers: one type for every form in which versions write them.

use core::fmt;

use crate::{Text, UniqueIdentifier, UniqueIdentifierEnumeration};

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

/// What an identifier names: an object by its identifier or by its name, a batch item, or what the server has made last.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Named<'i> {
    Identifier(&'i str),
    Reference(&'i str),
    NameReference(&'i str),
    Enumeration(UniqueIdentifierEnumeration),
    Integer(i32),
}

impl UniqueIdentifier<'_> {
    fn named(&self) -> Named<'_> {
        match self {
            // Each version writes one of the two.
            Self::TextString(text) | Self::Identifier(text) => Named::Identifier(text),
            Self::Reference(text) => Named::Reference(text),
            Self::NameReference(text) => Named::NameReference(text),
            Self::Enumeration(value) => Named::Enumeration(*value),
            Self::Integer(number) => Named::Integer(*number),
        }
    }
}

/// Two are equal if they name the same thing: a Text String of 2.1 equals the Identifier of 3.0 with this text.
///
/// ```
/// use kmip_types::UniqueIdentifier;
///
/// let id = UniqueIdentifier::Identifier("key-1".into());
/// assert_eq!(id, UniqueIdentifier::from("key-1"));
/// assert_eq!(id, "key-1");
/// assert_ne!(id, UniqueIdentifier::NameReference("key-1".into()));
/// ```
impl PartialEq for UniqueIdentifier<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.named() == other.named()
    }
}

impl Eq for UniqueIdentifier<'_> {}

impl PartialOrd for UniqueIdentifier<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Identifiers in the order of their text, before references, enumerations and numbers.
impl Ord for UniqueIdentifier<'_> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.named().cmp(&other.named())
    }
}

impl core::hash::Hash for UniqueIdentifier<'_> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.named().hash(state);
    }
}

/// The text of an identifier equals this one.
impl PartialEq<str> for UniqueIdentifier<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_text().is_some_and(|text| text == other)
    }
}

/// The text of an identifier equals this one.
impl PartialEq<&str> for UniqueIdentifier<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// The text, the name of the enumeration's value, or the number.
impl fmt::Display for UniqueIdentifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TextString(text) | Self::Identifier(text) | Self::Reference(text) | Self::NameReference(text) => {
                fmt::Display::fmt(text, f)
            }
            Self::Enumeration(value) => fmt::Display::fmt(value, f),
            Self::Integer(number) => fmt::Display::fmt(number, f),
        }
    }
}

/// A Text String; written as an Identifier in 3.0.
impl<'a> From<Text<'a>> for UniqueIdentifier<'a> {
    fn from(text: Text<'a>) -> Self {
        Self::TextString(text)
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
