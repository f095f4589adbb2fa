//! Optional and borrowed values, written without an allocator.
//!
//! These are fields that may be absent, and values that are only borrowed.

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::value::Value;
use crate::{ItemType, Tag};

impl<T: Encode> Encode for Option<T> {
    #[inline(always)]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self {
            Some(value) => e.optional(tag, value),
            None => Ok(()),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        (**self).encode(tag, e)
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

/// A field that repeats.
impl<T: Encode> Encode for [T] {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.iter().try_for_each(|value| value.encode(tag, e))
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A Text String.
impl Encode for str {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.text(tag, ItemType::TEXT_STRING, self)
    }
}

/// A Byte String.
impl Encode for [u8] {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.bytes(tag, ItemType::BYTE_STRING, self)
    }
}

/// A value of any item type; a structure has nothing in it.
impl Encode for Value<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.value(tag, *self)?;
        if matches!(self, Self::Structure) { e.end() } else { Ok(()) }
    }
}
