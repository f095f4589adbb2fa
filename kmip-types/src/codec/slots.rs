//! Fields that may be absent, repeated or boxed.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::Tag;
use crate::codec::{Decode, Decoder, Encode, Encoder};
use crate::error::Fault;
use crate::growth::reserve_one;
use crate::item::Item;

/// Puts a value into a slot that holds nothing yet.
///
/// What `slot` holds is known to be empty, and is not dropped.
#[inline(always)]
pub(crate) fn overwrite<T>(slot: &mut T, value: T) -> &mut T {
    core::mem::forget(core::mem::replace(slot, value));
    slot
}

/// Adds an empty value to a list.
#[inline(always)]
pub(crate) fn append<T: Default>(list: &mut Vec<T>) -> Option<&mut T> {
    reserve_one(list);
    // The value is made in the list, once there is room. `push` would take one made elsewhere, to drop it if there is none, and
    // `resize_with` could make the list shorter: each would bring the code that drops a value.
    list.extend(core::iter::repeat_with(T::default).take(1));
    list.last_mut()
}

/// Drops the value of a list that was added last.
#[cold]
#[inline(never)]
pub(crate) fn drop_last<T>(list: &mut Vec<T>) {
    list.pop();
}

/// Makes an empty arm in an enum that holds nothing, and fills it from the item.
///
/// The arm is made where it stays, so that the largest payload costs no more than the smallest; and the jump that
/// leads here is the only one, since the arm that was just made is the one found.
macro_rules! fill_arm {
    ($slot:ident, Self::$arm:ident, $item:ident, $d:ident) => {
        match $crate::codec::overwrite($slot, Self::$arm(Default::default())) {
            Self::$arm(v) => $crate::codec::Decode::fill(v, $item, $d),
            _ => Ok(()),
        }
    };
}
pub(crate) use fill_arm;

impl<'a, T: Decode<'a>> Decode<'a> for Option<T> {
    #[inline(always)]
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        overwrite(self, Some(T::default())).as_mut().map_or(Ok(()), |value| value.fill(item, d))
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Box<T> {
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
    #[inline(always)]
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        for value in self {
            e.optional(tag, value)?;
        }
        Ok(())
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
