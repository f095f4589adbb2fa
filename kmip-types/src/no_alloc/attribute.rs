//! One attribute with its value.
//!
//! What it takes to write one is linked only where one is made.

use core::fmt;

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::names::AttributeKind;
use crate::no_alloc::attributes::{encode_custom_name, encode_standard_name};
use crate::no_alloc::{Name, RotateName, Small, UniqueIdentifier, VendorAttribute};
use crate::word_item::WordItem;
use crate::{DateTime, DateTimeExtended, ItemType, Tag, Versions};

/// One attribute: made by the function with its name, which takes its value.
///
/// A firmware links what the attributes take that it makes. Structures stand elsewhere. Whether the version of the message
/// has the attribute is checked; whether it has the value of an enumeration is not.
///
/// ```
/// use kmip_types::CryptographicAlgorithm;
/// use kmip_types::no_alloc::{Attribute, Attributes, Digest, VendorAttribute};
/// use kmip_types::items::Value;
///
/// let shard = VendorAttribute::new("x", "shard").with_attribute_value(Value::Integer(7));
/// let attributes = [
///     Attribute::cryptographic_algorithm(CryptographicAlgorithm::AES),
///     Attribute::name("disk 7"),
///     Attribute::vendor(&shard),
/// ];
/// assert_eq!(Attributes(&attributes).0.len(), 3);
/// ```
#[derive(Clone, Copy)]
pub struct Attribute<'a> {
    kind: AttributeKind,
    held: Held<'a>,
    how: &'static How,
}

/// The value of an attribute.
#[derive(Clone, Copy)]
enum Held<'a> {
    Small(ItemType, u32),
    Long(ItemType, i64),
    Text(&'a str),
    Bytes(&'a [u8]),
    /// A text in some versions, a structure of this text and its type in others.
    Name(&'a str, u32),
    Identifier(UniqueIdentifier<'a>),
    Structure(&'a dyn Encode),
    Vendor(&'a VendorAttribute<'a>),
}

/// The function that writes an attribute: there is one for each type of value.
struct How {
    name: fn(&Attribute<'_>, &mut Encoder<'_>) -> Result<(), Fault>,
    value: fn(Held<'_>, Tag, &mut Encoder<'_>) -> Result<(), Fault>,
}

const SMALL: &How = &How {
    name: encode_standard_name,
    value: |held, tag, e| match held {
        Held::Small(item_type, number) => e.small_word(tag, item_type, number),
        _ => Ok(()),
    },
};

const LONG: &How = &How {
    name: encode_standard_name,
    value: |held, tag, e| match held {
        Held::Long(ItemType::DATE_TIME, number) => e.word(WordItem::date_time(tag, number)),
        Held::Long(ItemType::DATE_TIME_EXTENDED, number) => e.word(WordItem::date_time_extended(tag, number)),
        Held::Long(_, number) => e.word(WordItem::long_integer(tag, number)),
        _ => Ok(()),
    },
};

const TEXT: &How = &How {
    name: encode_standard_name,
    value: |held, tag, e| match held {
        Held::Text(text) => e.put(tag, text),
        _ => Ok(()),
    },
};

const BYTES: &How = &How {
    name: encode_standard_name,
    value: |held, tag, e| match held {
        Held::Bytes(bytes) => e.put(tag, bytes),
        _ => Ok(()),
    },
};

const STRUCTURE: &How = &How {
    name: encode_standard_name,
    value: |held, tag, e| match held {
        Held::Structure(structure) => structure.encode(tag, e),
        _ => Ok(()),
    },
};

/// One of a vendor, which has its own names.
const VENDOR: &How = &How {
    name: |attribute, e| match attribute.held {
        Held::Vendor(vendor) => {
            encode_custom_name(vendor.vendor_identification, vendor.attribute_name, Tag::ATTRIBUTES, e)
        }
        _ => Ok(()),
    },
    value: |held, tag, e| match held {
        Held::Vendor(vendor) if tag == Tag::ATTRIBUTE_VALUE => e.put(tag, &vendor.attribute_value),
        Held::Vendor(vendor) => e.put(tag, vendor),
        _ => Ok(()),
    },
};

/// A value whose item type, or form, depends on the version.
pub(crate) trait Varying<'a>: Copy {
    /// The value as an attribute holds it, and how it is written.
    fn held(self) -> Varied<'a>;
}

/// A value of [`Varying`], held.
pub(crate) struct Varied<'a>(Held<'a>, &'static How);

impl<'a> Varying<'a> for UniqueIdentifier<'a> {
    fn held(self) -> Varied<'a> {
        const IDENTIFIER: &How = &How {
            name: encode_standard_name,
            value: |held, tag, e| match held {
                Held::Identifier(identifier) => e.put(tag, &identifier),
                _ => Ok(()),
            },
        };
        Varied(Held::Identifier(self), IDENTIFIER)
    }
}

/// Names, each with the type that its structure has.
macro_rules! names {
    ($($name:ident)+) => {$(
        impl<'a> Varying<'a> for $name<'a> {
            fn held(self) -> Varied<'a> {
                const NAME: &How = &How {
                    name: encode_standard_name,
                    value: |held, tag, e| match held {
                        Held::Name(text, name_type) => $name::encode_parts(tag, text, name_type, e),
                        _ => Ok(()),
                    },
                };
                let (text, name_type) = self.parts();
                Varied(Held::Name(text, name_type), NAME)
            }
        }
    )+};
}
names! { Name RotateName }

/// A value of 64 bits.
pub(crate) trait Long {
    /// The type of its item.
    const ITEM_TYPE: ItemType;

    /// The number.
    fn number(self) -> i64;
}

/// Types of 64 bits.
macro_rules! long {
    ($($type:ty: $item_type:ident, $number:expr;)+) => {$(
        impl Long for $type {
            const ITEM_TYPE: ItemType = ItemType::$item_type;

            fn number(self) -> i64 {
                $number(self)
            }
        }
    )+};
}

long! {
    i64: LONG_INTEGER, |number| number;
    DateTime: DATE_TIME, |DateTime(number)| number;
    DateTimeExtended: DATE_TIME_EXTENDED, |DateTimeExtended(number)| number;
}

impl<'a> Attribute<'a> {
    /// Makes an attribute of a vendor.
    ///
    /// In 1.x it is the custom attribute `x-…` or `y-…` of the vendors `x` and `y`.
    #[must_use]
    pub const fn vendor(attribute: &'a VendorAttribute<'a>) -> Self {
        let kind = AttributeKind::new(Tag::ATTRIBUTE, "", Versions::ALL);
        Self { kind, held: Held::Vendor(attribute), how: VENDOR }
    }

    #[inline]
    pub(crate) fn small<T: Small>(kind: AttributeKind, value: T) -> Self {
        Self { kind, held: Held::Small(T::ITEM_TYPE, value.number()), how: SMALL }
    }

    #[inline]
    pub(crate) fn long<T: Long>(kind: AttributeKind, value: T) -> Self {
        Self { kind, held: Held::Long(T::ITEM_TYPE, value.number()), how: LONG }
    }

    pub(crate) const fn text(kind: AttributeKind, value: &'a str) -> Self {
        Self { kind, held: Held::Text(value), how: TEXT }
    }

    pub(crate) const fn bytes(kind: AttributeKind, value: &'a [u8]) -> Self {
        Self { kind, held: Held::Bytes(value), how: BYTES }
    }

    pub(crate) const fn structure(kind: AttributeKind, value: &'a dyn Encode) -> Self {
        Self { kind, held: Held::Structure(value), how: STRUCTURE }
    }

    #[inline]
    pub(crate) fn varying<T: Varying<'a>>(kind: AttributeKind, value: impl Into<T>) -> Self {
        let Varied(held, how) = value.into().held();
        Self { kind, held, how }
    }

    /// The tag of the attribute.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.kind.tag()
    }

    /// The versions that have the attribute.
    #[must_use]
    pub const fn versions(&self) -> Versions {
        self.kind.versions()
    }

    pub(super) const fn kind(&self) -> AttributeKind {
        self.kind
    }

    /// Writes the name that the attribute has in 1.x.
    pub(super) fn encode_name(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        (self.how.name)(self, e)
    }
}

/// The value under this tag.
impl Encode for Attribute<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.only_in(tag, self.kind.versions())?;
        (self.how.value)(self.held, tag, e)
    }
}

/// Prints the tag, never the value: that would take the code for it.
impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({:#08x})", self.kind.tag().value())
    }
}
