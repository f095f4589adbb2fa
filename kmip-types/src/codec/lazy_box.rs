//! A box that takes no memory for an empty value.

use alloc::boxed::Box;
use core::fmt;
use core::ops::{Deref, DerefMut};

use crate::codec::{Decode, Decoder, Encode, Encoder};
use crate::error::Fault;
use crate::item::Item;
use crate::{IntoOwned, Tag};

/// Structures that can have nothing in them.
pub trait Empty: Default + PartialEq {
    /// Returns the structure with nothing in it.
    fn empty<'s>() -> &'s Self
    where
        Self: 's;
}

/// A box that takes no memory while its value is empty.
///
/// Lists hold large structures in it. An empty structure is eight bytes on the wire, and a message can have many of
/// them: with a plain box each would take hundreds of bytes.
///
/// It is used like a `Box`: it derefs to its value. Changing the value through `DerefMut` allocates.
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use kmip_types::{Attribute, BlockCipherMode, CryptographicParameters, LazyBox};
///
/// let mut parameters = LazyBox::new(CryptographicParameters::default());
/// parameters.block_cipher_mode = Some(BlockCipherMode::GCM);
/// let attribute = Attribute::CryptographicParameters(parameters.clone());
/// assert_eq!(attribute, Attribute::from(parameters.into_inner()));
/// # }
/// ```
pub struct LazyBox<T>(Option<Box<T>>);

impl<T: Empty> LazyBox<T> {
    /// Puts a value into a box.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Some(value).filter(|value| value != T::empty()).map(Box::new))
    }

    /// Takes the value out of the box.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.map_or_else(T::default, |value| *value)
    }
}

impl<T> Default for LazyBox<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone> Clone for LazyBox<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Empty> From<T> for LazyBox<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Empty> Deref for LazyBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

impl<T: Empty> DerefMut for LazyBox<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Empty + fmt::Debug> fmt::Debug for LazyBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Empty> PartialEq for LazyBox<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Empty + Eq> Eq for LazyBox<T> {}

impl<T: IntoOwned> IntoOwned for LazyBox<T>
where
    T::Owned: Empty,
{
    type Owned = LazyBox<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        LazyBox(self.0.into_owned())
    }
}

impl<'a, T: Decode<'a> + Empty> Decode<'a> for LazyBox<T> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let value = self.0.get_or_insert_default();
        value.fill(item, d)?;
        if **value == *T::empty() {
            self.0 = None;
        }
        Ok(())
    }
}

impl<T: Encode + Empty> Encode for LazyBox<T> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        (**self).encode(tag, e)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

/// Makes the empty value of a structure, if it is asked for.
macro_rules! empty {
    ([] $($rest:tt)*) => {};
    ([empty] $rust:ident {$($field:ident $how:ident)*}) => {
        impl $crate::codec::Empty for $rust<'_> {
            fn empty<'s>() -> &'s Self
            where
                Self: 's,
            {
                const EMPTY: &$rust<'static> = &$rust {
                    $($field: $crate::codec::empty!($how),)*
                    extra: $crate::codec::Extra::NONE,
                };
                EMPTY
            }
        }
    };
    (optional) => {
        None
    };
    (many) => {
        alloc::vec::Vec::new()
    };
}
pub(crate) use empty;

#[cfg(test)]
mod tests {
    use super::LazyBox;
    use crate::{Attribute, BlockCipherMode, CryptographicParameters};

    fn with_mode() -> CryptographicParameters<'static> {
        CryptographicParameters { block_cipher_mode: Some(BlockCipherMode::GCM), ..Default::default() }
    }

    #[test]
    fn an_empty_value_takes_no_memory() {
        let mut boxed = LazyBox::new(CryptographicParameters::default());
        assert!(boxed.0.is_none());
        assert_eq!(*boxed, CryptographicParameters::default());
        assert_eq!(boxed.clone().into_inner(), CryptographicParameters::default());
        *boxed = with_mode();
        assert_eq!(boxed.into_inner(), with_mode());
    }

    #[test]
    fn emptied_and_empty_are_equal() {
        let mut boxed = LazyBox::from(with_mode());
        assert_ne!(boxed, LazyBox::default());
        boxed.block_cipher_mode = None;
        assert!(boxed.0.is_some());
        assert_eq!(boxed, LazyBox::default());
        assert_eq!(Attribute::CryptographicParameters(boxed), CryptographicParameters::default().into());
    }
}
