//! The value of an item.

use core::fmt;

use crate::ItemType;

/// The value of one item, borrowed from the input.
///
/// KMIP 2.1 §10.1; the arms are the fourteen item types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A structure opens: its children are read next.
    Structure,
    /// Signed 32-bit integer.
    Integer(i32),
    /// Signed 64-bit integer.
    LongInteger(i64),
    /// Signed integer of any size.
    ///
    /// It is two's complement, most significant byte first, with no superfluous sign bytes.
    BigInteger(&'a [u8]),
    /// Unsigned 32-bit number whose meaning follows from the tag.
    Enumeration(u32),
    /// True or false.
    Boolean(bool),
    /// UTF-8 text.
    TextString(&'a str),
    /// Octets.
    ByteString(&'a [u8]),
    /// POSIX seconds.
    DateTime(i64),
    /// Seconds.
    Interval(u32),
    /// POSIX microseconds; since 2.0.
    DateTimeExtended(i64),
    /// The identifier of an object; since 3.0.
    Identifier(&'a str),
    /// The Unique Identifier of another object; since 3.0.
    Reference(&'a str),
    /// The name of another object; since 3.0.
    NameReference(&'a str),
}

impl<'a> Value<'a> {
    /// The text as a value of this item type.
    ///
    /// `None` if that is none of the four text types.
    #[must_use]
    pub const fn of_text(item_type: ItemType, text: &'a str) -> Option<Self> {
        Some(match item_type {
            ItemType::TEXT_STRING => Self::TextString(text),
            ItemType::IDENTIFIER => Self::Identifier(text),
            ItemType::REFERENCE => Self::Reference(text),
            ItemType::NAME_REFERENCE => Self::NameReference(text),
            _ => return None,
        })
    }
}

impl Value<'_> {
    /// Returns whether it is text or bytes, or a number of any size.
    #[cfg(feature = "alloc")]
    pub(crate) const fn has_body(&self) -> bool {
        matches!(
            self,
            Self::TextString(_)
                | Self::Identifier(_)
                | Self::Reference(_)
                | Self::NameReference(_)
                | Self::BigInteger(_)
                | Self::ByteString(_)
        )
    }

    /// The item type of this value.
    #[must_use]
    pub const fn item_type(&self) -> ItemType {
        match self {
            Self::Structure => ItemType::STRUCTURE,
            Self::Integer(_) => ItemType::INTEGER,
            Self::LongInteger(_) => ItemType::LONG_INTEGER,
            Self::BigInteger(_) => ItemType::BIG_INTEGER,
            Self::Enumeration(_) => ItemType::ENUMERATION,
            Self::Boolean(_) => ItemType::BOOLEAN,
            Self::TextString(_) => ItemType::TEXT_STRING,
            Self::ByteString(_) => ItemType::BYTE_STRING,
            Self::DateTime(_) => ItemType::DATE_TIME,
            Self::Interval(_) => ItemType::INTERVAL,
            Self::DateTimeExtended(_) => ItemType::DATE_TIME_EXTENDED,
            Self::Identifier(_) => ItemType::IDENTIFIER,
            Self::Reference(_) => ItemType::REFERENCE,
            Self::NameReference(_) => ItemType::NAME_REFERENCE,
        }
    }
}

/// Prints numbers, and of text and bytes only their lengths.
///
/// It is not known here what they stand for.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item_type = self.item_type();
        match self {
            Self::Structure => write!(f, "{item_type}"),
            Self::Integer(v) => write!(f, "{item_type}({v})"),
            Self::LongInteger(v) | Self::DateTime(v) | Self::DateTimeExtended(v) => write!(f, "{item_type}({v})"),
            Self::Enumeration(v) => write!(f, "{item_type}({v:#010x})"),
            Self::Interval(v) => write!(f, "{item_type}({v})"),
            Self::Boolean(v) => write!(f, "{item_type}({v})"),
            Self::TextString(v) | Self::Identifier(v) | Self::Reference(v) | Self::NameReference(v) => {
                write!(f, "{item_type}({} bytes)", v.len())
            }
            Self::BigInteger(v) | Self::ByteString(v) => write!(f, "{item_type}({} bytes)", v.len()),
        }
    }
}
