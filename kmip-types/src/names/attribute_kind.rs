//! The identity of an attribute in every version: its tag, and its name in 1.x.

use crate::{Tag, Versions};

/// An attribute of the standard: its tag, its name in 1.x, and its versions.
///
/// A program that compares with constants links only the names of these, and no table.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::names::AttributeKind;
///
/// assert_eq!(AttributeKind::CRYPTOGRAPHIC_LENGTH.tag(), Tag::CRYPTOGRAPHIC_LENGTH);
/// assert_eq!(AttributeKind::CRYPTOGRAPHIC_LENGTH.name(), Some("Cryptographic Length"));
/// assert_eq!(AttributeKind::ROTATE_INTERVAL.name(), None); // since 2.1
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeKind {
    tag: Tag,
    /// Empty where 1.x does not have the attribute.
    name: &'static str,
    versions: Versions,
}

impl AttributeKind {
    pub(crate) const fn new(tag: Tag, name: &'static str, versions: Versions) -> Self {
        Self { tag, name, versions }
    }

    /// The tag, under which 2.0 and later write the attribute.
    #[must_use]
    pub const fn tag(self) -> Tag {
        self.tag
    }

    /// The Attribute Name, under which 1.x writes it.
    ///
    /// `None` if 1.x does not have the attribute.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        if self.name.is_empty() { None } else { Some(self.name) }
    }

    /// The versions that have the attribute.
    #[must_use]
    pub const fn versions(self) -> Versions {
        self.versions
    }
}
