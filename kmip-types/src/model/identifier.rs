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

/// The thing that an identifier names.
///
/// It is an object, by its identifier or by its name, a batch item, or what the server has made last.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Meaning<'i> {
    Identifier(&'i str),
    Reference(&'i str),
    NameReference(&'i str),
    Enumeration(UniqueIdentifierEnumeration),
    Integer(i32),
}

impl UniqueIdentifier<'_> {
    fn meaning(&self) -> Meaning<'_> {
        match self {
            // Each version writes one of the two.
            Self::TextString(text) | Self::Identifier(text) => Meaning::Identifier(text),
            Self::Reference(text) => Meaning::Reference(text),
            Self::NameReference(text) => Meaning::NameReference(text),
            Self::Enumeration(value) => Meaning::Enumeration(*value),
            Self::Integer(number) => Meaning::Integer(*number),
        }
    }
}

/// Compares by the thing named.
///
/// A Text String of 2.1 equals the Identifier of 3.0 with this text.
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
        self.meaning() == other.meaning()
    }
}

impl Eq for UniqueIdentifier<'_> {}

impl PartialOrd for UniqueIdentifier<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Orders identifiers by their text, before all others.
///
/// Behind them come references, enumerations and numbers.
impl Ord for UniqueIdentifier<'_> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.meaning().cmp(&other.meaning())
    }
}

impl core::hash::Hash for UniqueIdentifier<'_> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.meaning().hash(state);
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
        match self.meaning() {
            Meaning::Identifier(text) | Meaning::Reference(text) | Meaning::NameReference(text) => f.pad(text),
            Meaning::Enumeration(value) => value.fmt(f),
            Meaning::Integer(number) => number.fmt(f),
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
