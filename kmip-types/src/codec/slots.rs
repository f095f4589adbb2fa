//! Fields that may be absent, repeated or boxed.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::{Decode, Decoder, Encode, Encoder, Fault, Item, Tag};

impl<'a, T: Decode<'a>> Decode<'a> for Option<T> {
    #[inline]
    fn init(_: Item, _: &Decoder<'a, '_>) -> Self {
        None
    }

    #[inline(always)]
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        // The slot is known to be empty: nothing is dropped.
        core::mem::forget(self.replace(T::init(item, d)));
        self.as_mut().map_or(Ok(()), |value| value.fill(item, d))
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self {
            Some(value) => value.encode(tag, e),
            None => Ok(()),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Box<T> {
    #[inline]
    fn init(item: Item, d: &Decoder<'a, '_>) -> Self {
        Self::new(T::init(item, d))
    }

    #[inline]
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        (**self).fill(item, d)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        (**self).encode(tag, e)
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for Vec<T> {
    #[inline]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.iter().try_for_each(|value| value.encode(tag, e))
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
