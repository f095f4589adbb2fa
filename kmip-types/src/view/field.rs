//! The types that can be taken out of a view: the item types as values.

use core::fmt;

use crate::error::Fault;
use crate::format::integer;
use crate::value::Value;
use crate::view::ItemView;
use crate::view::wrong_type;
use crate::{DateTime, DateTimeExtended, Interval, ItemType, Tag};

/// A type that can be taken out of a view.
///
/// It is a value of one item type, or whatever else an item can be read as.
///
/// ```
/// use kmip_types::{DateTime, Tag};
/// use kmip_types::format::Fault;
/// use kmip_types::view::{FromView, ItemView};
///
/// /// What a device wants to know about its key.
/// struct Validity {
///     from: Option<DateTime>,
///     until: Option<DateTime>,
/// }
///
/// impl<'a, V: ItemView<'a>> FromView<'a, V> for Validity {
///     fn from_view(view: V) -> Result<Self, Fault> {
///         Ok(Self { from: view.get(&[Tag::ACTIVATION_DATE])?, until: view.get(&[Tag::DEACTIVATION_DATE])? })
///     }
/// }
/// ```
pub trait FromView<'a, V>: Sized {
    /// The value of the item.
    ///
    /// # Errors
    /// [`WrongType`](crate::ErrorKind::WrongType), or whatever is wrong with the value.
    fn from_view(view: V) -> Result<Self, Fault>;
}

/// Types whose value is one word of an item.
macro_rules! word {
    ($($type:ty, $item_type:ident, $get:ident, $wrap:expr;)+) => {$(
        impl<'a, V: ItemView<'a>> FromView<'a, V> for $type {
            #[inline]
            fn from_view(view: V) -> Result<Self, Fault> {
                match view.item().$get() {
                    Some(value) => Ok($wrap(value)),
                    None => Err(wrong_type(view, ItemType::$item_type)),
                }
            }
        }
    )+};
}

word! {
    i32, INTEGER, as_integer, |v| v;
    i64, LONG_INTEGER, as_long_integer, |v| v;
    bool, BOOLEAN, as_boolean, |v| v;
    DateTime, DATE_TIME, as_date_time, DateTime;
    DateTimeExtended, DATE_TIME_EXTENDED, as_date_time_extended, DateTimeExtended;
    Interval, INTERVAL, as_interval, Interval;
    Tag, ENUMERATION, as_enumeration, Self::new;
    ItemType, ENUMERATION, as_enumeration, Self::new;
}

/// Text of any of the four text types.
///
/// A Unique Identifier is Text String until 2.1 and Identifier since 3.0.
impl<'a, V: ItemView<'a>> FromView<'a, V> for &'a str {
    fn from_view(view: V) -> Result<Self, Fault> {
        if view.item_type().is_text() { view.text() } else { Err(wrong_type(view, ItemType::TEXT_STRING)) }
    }
}

/// A Byte String.
impl<'a, V: ItemView<'a>> FromView<'a, V> for &'a [u8] {
    fn from_view(view: V) -> Result<Self, Fault> {
        if view.item_type() == ItemType::BYTE_STRING {
            view.bytes()
        } else {
            Err(wrong_type(view, ItemType::BYTE_STRING))
        }
    }
}

/// A value of any type.
impl<'a, V: ItemView<'a>> FromView<'a, V> for Value<'a> {
    fn from_view(view: V) -> Result<Self, Fault> {
        view.value()
    }
}

/// A Big Integer, borrowed.
///
/// It is two's complement, most significant byte first, without superfluous sign bytes.
///
/// KMIP 2.1 §10.1; since 1.0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BigIntegerRef<'a>(&'a [u8]);

impl<'a> BigIntegerRef<'a> {
    /// Creates a number from its two's complement, most significant byte first.
    ///
    /// No bytes at all are zero.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        Self(integer::minimal(bytes))
    }

    /// Returns the two's complement of the number, most significant byte first.
    ///
    /// It has at least one byte, and no superfluous sign bytes.
    #[must_use]
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }
}

impl<'a, V: ItemView<'a>> FromView<'a, V> for BigIntegerRef<'a> {
    fn from_view(view: V) -> Result<Self, Fault> {
        if view.item_type() == ItemType::BIG_INTEGER {
            view.bytes().map(Self::from_bytes)
        } else {
            Err(wrong_type(view, ItemType::BIG_INTEGER))
        }
    }
}

#[cfg(feature = "alloc")]
impl<'a> From<BigIntegerRef<'a>> for crate::BigInteger<'a> {
    fn from(number: BigIntegerRef<'a>) -> Self {
        Self::from_bytes(number.0)
    }
}

/// Prints how many bytes there are, never the number, which may be a private key.
impl fmt::Debug for BigIntegerRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BigIntegerRef({} bytes)", self.0.len())
    }
}
