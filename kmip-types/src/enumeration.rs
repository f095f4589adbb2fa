//! Open enumerations and bit masks.
//!
//! They are numbers, with names for those that the standard assigns.
//!
//! A value that no table has – of a later version, or a vendor's – is a value like any other.

use crate::Versions;
use crate::names::NameTable;

/// An enumeration of the standard: any 32-bit number, some of which have names.
pub trait Enumeration: Copy + From<u32> + Into<u32> {
    /// The names of the values.
    #[must_use]
    fn table() -> &'static NameTable;

    /// The value with this name, in any version's spelling.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::table().value(name).map(Self::from)
    }

    /// Returns the name of this value in the newest version that has it.
    ///
    /// It is the name that XML and JSON write.
    #[must_use]
    fn name(self) -> Option<&'static str> {
        Self::table().name(self.into(), Versions::ALL)
    }

    /// The versions that have this value.
    #[must_use]
    fn versions(self) -> Versions {
        Self::table().versions(self.into())
    }
}

/// A bit mask of the standard: an Integer, some bits of which have names.
pub trait BitMask: Copy + From<u32> + Into<u32> {
    /// The names of the bits.
    #[must_use]
    fn table() -> &'static NameTable;

    /// The bit with this name, in any version's spelling.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::table().value(name).map(Self::from)
    }
}

/// Implements what enumerations and masks share.
///
/// They are 32-bit numbers of one item type.
macro_rules! number {
    ($name:ident, $item_type:ident, $table:ident, $parse:ident) => {
        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        impl From<$name> for u32 {
            fn from(named: $name) -> u32 {
                named.0
            }
        }

        impl $crate::no_alloc::Small for $name {
            const ITEM_TYPE: $crate::ItemType = $crate::ItemType::$item_type;

            fn number(self) -> u32 {
                self.0
            }
        }

        /// Its name in formats for people, its number in others; feature `serde`.
        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serialize::number::write(self, self.0, serializer)
            }
        }

        /// A name in the spelling of any version, or a number; feature `serde`.
        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serialize::number::read(&$table, $crate::names::$parse, deserializer).map(Self)
            }
        }

        #[cfg(feature = "alloc")]
        impl $crate::IntoOwned for $name {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

/// Makes an open enumeration.
///
/// It makes a newtype, a constant per value, its table, and the number below which every version of the enumeration
/// has all values.
macro_rules! enumeration {
    (
        $(#[$doc:meta])*
        $name:ident, $table:ident, $always:literal;
        $($(#[$value_doc:meta])* $value:ident = $number:literal $($spelling:literal $in:tt)+ $(also $($alias:literal)+)?;)*
    ) => {
        $crate::names::name_table! { $table {$($number $($spelling $in)+ $(also $($alias)+)?;)*} }

        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            $($(#[$value_doc])* pub const $value: Self = Self($number);)*

            /// The value with this number.
            #[must_use]
            pub const fn new(value: u32) -> Self {
                Self(value)
            }

            /// The number of this value.
            #[must_use]
            pub const fn value(self) -> u32 {
                self.0
            }

            /// Returns the name of this value in the newest version that has it.
            ///
            /// It is the name that XML and JSON write.
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                $crate::Enumeration::name(self)
            }

            /// The versions that have this value; none for a value that the tables do not have.
            #[must_use]
            pub fn versions(self) -> $crate::Versions {
                $crate::Enumeration::versions(self)
            }

            /// Returns whether the number lies in the range left to vendors.
            ///
            /// The range is `0x8000_0000..=0x8FFF_FFFF`.
            #[must_use]
            pub const fn is_extension(self) -> bool {
                self.0 >> 28 == 8
            }
        }

        $crate::enumeration::number!($name, ENUMERATION, $table, parse_value);

        impl $crate::Enumeration for $name {
            fn table() -> &'static $crate::names::NameTable {
                &$table
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match $crate::Enumeration::name(*self) {
                    Some(name) => f.pad(name),
                    None => write!(f, "{:#010x}", self.0),
                }
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(self, f)
            }
        }

        /// Reads a name in the spelling of any version, or a hexadecimal number.
        ///
        /// The number stands behind `0x`.
        impl core::str::FromStr for $name {
            type Err = $crate::names::UnknownName;

            fn from_str(text: &str) -> Result<Self, $crate::names::UnknownName> {
                $crate::names::parse_value(&$table, text).map(Self)
            }
        }

        impl<'a, V: $crate::view::ItemView<'a>> $crate::view::FromView<'a, V> for $name {
            fn from_view(view: V) -> Result<Self, $crate::error::Fault> {
                match view.item().as_enumeration() {
                    Some(value) => Ok(Self(value)),
                    None => Err($crate::view::wrong_type(view, $crate::ItemType::ENUMERATION)),
                }
            }
        }

        #[cfg(feature = "alloc")]
        impl $crate::codec::Selector for $name {
            fn selector(&self) -> u32 {
                self.0
            }
        }

        #[cfg(feature = "alloc")]
        impl<'a> $crate::codec::Decode<'a> for $name {
            #[inline(always)]
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                match item.as_enumeration() {
                    Some(value) => self.0 = value,
                    None => return Err(d.wrong_type(item, $crate::ItemType::ENUMERATION)),
                }
                Ok(())
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                #[cfg(feature = "alloc")]
                e.value_in(tag, self.0, $always, &$table)?;
                e.word($crate::word_item::WordItem::enumeration(tag, self.0))
            }
        }
    };
}

/// Makes a bit mask.
///
/// It makes a newtype, a constant per bit, its table, and the bits that not every version of the mask has.
macro_rules! mask {
    (
        $(#[$doc:meta])*
        $name:ident, $table:ident, $sometimes:literal;
        $($(#[$bit_doc:meta])* $bit:ident = $number:literal $($spelling:literal $in:tt)+ $(also $($alias:literal)+)?;)*
    ) => {
        $crate::names::name_table! { $table {$($number $($spelling $in)+ $(also $($alias)+)?;)*} }

        $(#[$doc])*
        ///
        /// An Integer on the wire; bits that the tables do not have are kept.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            $($(#[$bit_doc])* pub const $bit: Self = Self($number);)*
            /// No bit.
            pub const NONE: Self = Self(0);

            /// The mask with these bits.
            #[must_use]
            pub const fn new(bits: u32) -> Self {
                Self(bits)
            }

            /// The bits.
            #[must_use]
            pub const fn bits(self) -> u32 {
                self.0
            }

            /// The versions that have every bit that is set.
            #[must_use]
            pub fn versions(self) -> $crate::Versions {
                let bits = (0..u32::BITS).map(|shift| self.0 & 1_u32.wrapping_shl(shift)).filter(|bit| *bit != 0);
                bits.fold($crate::Versions::ALL, |all, bit| all & $table.versions(bit))
            }

            /// Returns whether every bit of `other` is set.
            #[must_use]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }

        $crate::enumeration::number!($name, INTEGER, $table, parse_mask);

        impl core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl $crate::BitMask for $name {
            fn table() -> &'static $crate::names::NameTable {
                &$table
            }
        }

        /// Prints the names of the bits, separated by `|`.
        ///
        /// Bits without a name are printed in hexadecimal.
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::enumeration::print_mask(&$table, self.0, f)
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(self, f)
            }
        }

        /// Reads names in the spelling of any version, and hexadecimal numbers.
        ///
        /// They are separated by `|` or white space.
        impl core::str::FromStr for $name {
            type Err = $crate::names::UnknownName;

            fn from_str(text: &str) -> Result<Self, $crate::names::UnknownName> {
                $crate::names::parse_mask(&$table, text).map(Self)
            }
        }

        impl<'a, V: $crate::view::ItemView<'a>> $crate::view::FromView<'a, V> for $name {
            fn from_view(view: V) -> Result<Self, $crate::error::Fault> {
                match view.item().as_integer() {
                    Some(value) => Ok(Self(value.cast_unsigned())),
                    None => Err($crate::view::wrong_type(view, $crate::ItemType::INTEGER)),
                }
            }
        }

        #[cfg(feature = "alloc")]
        impl<'a> $crate::codec::Decode<'a> for $name {
            #[inline(always)]
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                match item.as_integer() {
                    Some(value) => self.0 = value.cast_unsigned(),
                    None => return Err(d.wrong_type(item, $crate::ItemType::INTEGER)),
                }
                Ok(())
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                #[cfg(feature = "alloc")]
                e.bits_in(tag, self.0, $sometimes, &$table)?;
                e.word($crate::word_item::WordItem::integer(tag, self.0.cast_signed()))
            }
        }
    };
}

pub(crate) use {enumeration, mask, number};

pub(crate) fn print_mask(table: &NameTable, bits: u32, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
    let mut rest = bits;
    let mut separator = "";
    for shift in 0..u32::BITS {
        let bit = 1_u32.wrapping_shl(shift);
        if let Some(name) = table.name(bits & bit, Versions::ALL).filter(|_| bits & bit != 0) {
            write!(f, "{separator}{name}")?;
            rest &= !bit;
            separator = "|";
        }
    }
    if rest != 0 || bits == 0 { write!(f, "{separator}{rest:#x}") } else { Ok(()) }
}
