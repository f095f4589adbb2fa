//! Tags and item types: what an item is, and how its value is written.

use core::fmt;

use crate::generated::conversions::TYPED_IDENTIFIERS;
use crate::{Version, Versions};

/// A tag: which field or object an item is.
///
/// KMIP 2.1 §11.56 (Tag Enumeration); since 1.0. `0x42_0000..=0x42_FFFF` belong to OASIS, `0x54_0000..=0x54_FFFF` to
/// vendors. A tag can also travel as the value of an Enumeration (Attribute Reference, since 2.0), so any 32-bit
/// number is representable; [`is_valid`](Self::is_valid) tells whether it can stand in front of an item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tag(u32);

impl Tag {
    /// The tag with this number.
    #[must_use]
    pub const fn new(value: u32) -> Self {
        Self(value)
    }

    /// The number of this tag.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }

    /// Returns whether an item can carry this tag.
    ///
    /// It can if the tag is in `0x42_0000..=0x42_FFFF` or `0x54_0000..=0x54_FFFF`.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        matches!(self.0, 0x42_0000..=0x42_FFFF | 0x54_0000..=0x54_FFFF)
    }

    /// Returns whether this tag lies in the range left to vendors.
    ///
    /// The range is `0x54_0000..=0x54_FFFF`.
    #[must_use]
    pub const fn is_extension(self) -> bool {
        matches!(self.0, 0x54_0000..=0x54_FFFF)
    }
}

impl From<u32> for Tag {
    fn from(value: u32) -> Self {
        Self(value)
    }
}

impl From<Tag> for u32 {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

/// Prints the name of the tag, or its number in hexadecimal.
impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "0x{:06X}", self.0),
        }
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An item type: how the value of an item is written.
///
/// KMIP 2.1 §11.27 (Item Type Enumeration); codes `0x01..=0x0A` since 1.0, `0x0B` since 2.0, `0x0C..=0x0E` since 3.0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ItemType(u32);

impl ItemType {
    /// The item type with this code.
    #[must_use]
    pub const fn new(value: u32) -> Self {
        Self(value)
    }

    /// The code of this item type.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }

    /// Returns whether the standard assigns this code.
    ///
    /// It assigns the fourteen codes `0x01..=0x0E`.
    #[must_use]
    pub const fn is_known(self) -> bool {
        matches!(self.0, 0x01..=0x0E)
    }

    /// The versions that have this type; every version for a code that none assigns.
    #[must_use]
    pub const fn versions(self) -> Versions {
        match self {
            Self::DATE_TIME_EXTENDED => Versions::since(Version::V2_0),
            Self::IDENTIFIER | Self::REFERENCE | Self::NAME_REFERENCE => TYPED_IDENTIFIERS,
            _ => Versions::ALL,
        }
    }

    /// The length in bytes that TTLV prescribes for a value of this type.
    ///
    /// `None` where it varies.
    #[must_use]
    pub const fn fixed_length(self) -> Option<u32> {
        match self {
            Self::INTEGER | Self::ENUMERATION | Self::INTERVAL => Some(4),
            Self::LONG_INTEGER | Self::BOOLEAN | Self::DATE_TIME | Self::DATE_TIME_EXTENDED => Some(8),
            _ => None,
        }
    }

    /// Returns whether values of this type are UTF-8 text.
    ///
    /// The types are Text String, Identifier, Reference, Name Reference.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::TEXT_STRING | Self::IDENTIFIER | Self::REFERENCE | Self::NAME_REFERENCE)
    }

    /// Returns whether values of this type are bytes: Byte String, Big Integer.
    #[must_use]
    pub const fn is_bytes(self) -> bool {
        matches!(self, Self::BYTE_STRING | Self::BIG_INTEGER)
    }
}

impl From<u32> for ItemType {
    fn from(value: u32) -> Self {
        Self(value)
    }
}

impl From<ItemType> for u32 {
    fn from(item_type: ItemType) -> Self {
        item_type.0
    }
}

/// Prints the name of the type as XML and JSON write it.
///
/// A type without a name is printed as its code in hexadecimal.
impl fmt::Display for ItemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "0x{:02X}", self.0),
        }
    }
}

impl fmt::Debug for ItemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_ranges() {
        assert!(!Tag::new(0x41_FFFF).is_valid());
        assert!(Tag::new(0x42_0000).is_valid());
        assert!(Tag::new(0x54_0000).is_extension());
        assert!(!Tag::new(0x43_0020).is_valid());
    }
}
