//! The item types as values: how each is read and written.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use crate::codec::{Decode, Decoder};
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::generated::names::{ITEM_TYPES, TAGS};
#[cfg(feature = "alloc")]
use crate::item::Item;
#[cfg(feature = "alloc")]
use crate::secret::Sensitive;
use crate::word_item::WordItem;
#[cfg(feature = "alloc")]
use crate::{BigInteger, Bytes, Secret, Text};
use crate::{DateTime, DateTimeExtended, Interval, ItemType, Tag};

/// Implements the model for types whose value is one word of an item.
///
/// It says how the word is taken out and put in; for a vocabulary, it also gives its table.
macro_rules! word {
    ($($type:ty, $item_type:ident, $get:ident, $make:ident, $wrap:expr, $unwrap:expr $(, $table:ident)?;)+) => {$(
        #[cfg(feature = "alloc")]
        impl<'a> Decode<'a> for $type {
            #[inline(always)]
            fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
                match item.$get() {
                    Some(value) => *self = $wrap(value),
                    None => return Err(d.wrong_type(item, ItemType::$item_type)),
                }
                Ok(())
            }
        }

        impl Encode for $type {
            #[inline]
            fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
                $(#[cfg(feature = "alloc")]
                e.value_in(tag, $unwrap(self), 0, &$table)?;)?
                e.word(WordItem::$make(tag, $unwrap(self)))
            }
        }
    )+};
}

word! {
    i32, INTEGER, as_integer, integer, |v| v, |v: &Self| *v;
    i64, LONG_INTEGER, as_long_integer, long_integer, |v| v, |v: &Self| *v;
    bool, BOOLEAN, as_boolean, boolean, |v| v, |v: &Self| *v;
    DateTime, DATE_TIME, as_date_time, date_time, DateTime, |v: &Self| v.0;
    DateTimeExtended, DATE_TIME_EXTENDED, as_date_time_extended, date_time_extended, DateTimeExtended, |v: &Self| v.0;
    Interval, INTERVAL, as_interval, interval, Interval, |v: &Self| v.0;
    Tag, ENUMERATION, as_enumeration, enumeration, Tag::new, |v: &Self| v.value(), TAGS;
    ItemType, ENUMERATION, as_enumeration, enumeration, ItemType::new, |v: &Self| v.value(), ITEM_TYPES;
}

/// Types whose value is a body of text or bytes.
#[cfg(feature = "alloc")]
macro_rules! body {
    ($($type:ident, $decode:expr, $encode:expr;)+) => {$(
        impl<'a> Decode<'a> for $type<'a> {
            #[inline]
            fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
                *self = $decode(d, item)?;
                Ok(())
            }
        }

        impl Encode for $type<'_> {
            #[inline]
            fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
                $encode(e, tag, self)
            }
        }
    )+};
}

#[cfg(feature = "alloc")]
body! {
    Text, |d: &mut Decoder<'a, '_>, item| d.text(item, ItemType::TEXT_STRING),
        |e: &mut Encoder<'_>, tag, v: &Self| e.text(tag, ItemType::TEXT_STRING, v);
    Bytes, |d: &mut Decoder<'a, '_>, item| d.bytes(item), |e: &mut Encoder<'_>, tag, v: &Self| e.bytes(tag, ItemType::BYTE_STRING, v);
    BigInteger, |d: &mut Decoder<'a, '_>, item| d.big_integer(item),
        |e: &mut Encoder<'_>, tag, v: &Self| e.bytes(tag, ItemType::BIG_INTEGER, v.as_bytes());
}

#[cfg(feature = "alloc")]
impl<'a, T: Sensitive + Decode<'a>> Decode<'a> for Secret<T> {
    #[inline(always)]
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        self.expose_mut().fill(item, d)
    }
}

#[cfg(feature = "alloc")]
impl<T: Sensitive + Encode> Encode for Secret<T> {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.expose().encode(tag, e)
    }
}

#[cfg(feature = "alloc")]
impl From<Vec<u8>> for Secret<Bytes<'_>> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(Bytes::from(bytes))
    }
}

#[cfg(feature = "alloc")]
impl<'a> From<&'a [u8]> for Secret<Bytes<'a>> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::new(Bytes::from(bytes))
    }
}

#[cfg(feature = "alloc")]
impl<'a> From<&'a str> for Secret<Text<'a>> {
    fn from(text: &'a str) -> Self {
        Self::new(Text::from(text))
    }
}
