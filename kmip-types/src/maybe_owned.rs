//! Text and octets of values.
//!
//! They are borrowed from the input, or owned and wiped when they are dropped.

use alloc::borrow::ToOwned;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::ops::Deref;

/// Text or octets: what can be borrowed, and owned.
pub(crate) trait Body: ToOwned<Owned: Default> + Ord + Hash + 'static {
    /// Overwrites what is owned.
    #[cfg(feature = "zeroize")]
    fn wipe(owned: &mut Self::Owned);
}

macro_rules! body {
    ($($type:ty),+) => {$(
        impl Body for $type {
            #[cfg(feature = "zeroize")]
            fn wipe(owned: &mut Self::Owned) {
                zeroize::Zeroize::zeroize(owned);
            }
        }
    )+};
}

body!(str, [u8]);

/// Text or octets, borrowed from the input or owned.
pub(crate) enum MaybeOwned<'a, T: Body + ?Sized> {
    Borrowed(&'a T),
    Owned(Wiped<T>),
}

/// Owned text or octets.
///
/// With feature `zeroize` they are wiped when they are dropped, since any can have been a secret.
///
/// It has no lifetime: where it is dropped with a message that borrows, the message does not count as used.
pub(crate) struct Wiped<T: Body + ?Sized>(T::Owned);

impl<T: Body + ?Sized> Wiped<T> {
    /// Returns what is owned, for a caller who wipes it where that is needed.
    fn into_inner(mut self) -> T::Owned {
        core::mem::take(&mut self.0)
    }
}

#[cfg(feature = "zeroize")]
impl<T: Body + ?Sized> Drop for Wiped<T> {
    fn drop(&mut self) {
        T::wipe(&mut self.0);
    }
}

impl<'a, T: Body + ?Sized> MaybeOwned<'a, T> {
    pub(crate) const fn owned(owned: T::Owned) -> Self {
        Self::Owned(Wiped(owned))
    }

    pub(crate) const fn borrowed(&self) -> Option<&'a T> {
        match self {
            Self::Borrowed(body) => Some(*body),
            Self::Owned(_) => None,
        }
    }

    /// Returns what is owned; a copy of what is borrowed.
    pub(crate) fn into_inner(self) -> T::Owned {
        match self {
            Self::Borrowed(body) => body.to_owned(),
            Self::Owned(owned) => owned.into_inner(),
        }
    }

    pub(crate) fn into_owned(self) -> MaybeOwned<'static, T> {
        match self {
            Self::Borrowed(body) => MaybeOwned::owned(body.to_owned()),
            Self::Owned(owned) => MaybeOwned::Owned(owned),
        }
    }
}

impl<T: Body + ?Sized> Clone for MaybeOwned<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::Borrowed(body) => Self::Borrowed(body),
            Self::Owned(_) => Self::owned((**self).to_owned()),
        }
    }
}

impl<T: Body + ?Sized> Deref for MaybeOwned<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self {
            Self::Borrowed(body) => body,
            Self::Owned(Wiped(owned)) => owned.borrow(),
        }
    }
}

impl<'a, T: Body + ?Sized> Default for MaybeOwned<'a, T>
where
    &'a T: Default,
{
    fn default() -> Self {
        Self::Borrowed(Default::default())
    }
}

impl<T: Body + ?Sized> PartialEq for MaybeOwned<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Body + ?Sized> Eq for MaybeOwned<'_, T> {}

impl<T: Body + ?Sized> PartialOrd for MaybeOwned<'_, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Body + ?Sized> Ord for MaybeOwned<'_, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: Body + ?Sized> Hash for MaybeOwned<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn it_takes_what_its_owned_form_takes() {
        assert_eq!(size_of::<MaybeOwned<'_, str>>(), size_of::<String>());
        assert_eq!(size_of::<MaybeOwned<'_, [u8]>>(), size_of::<Vec<u8>>());
    }

    #[test]
    fn borrowed_and_owned_are_equal() {
        let borrowed = MaybeOwned::<str>::Borrowed("text");
        let owned = MaybeOwned::<str>::owned(String::from("text"));
        assert!(borrowed == owned && borrowed.cmp(&owned).is_eq());
        assert_eq!((borrowed.borrowed(), owned.borrowed()), (Some("text"), None));
        assert_eq!((&*borrowed.clone().into_owned(), &*owned.clone().into_owned()), ("text", "text"));
        assert!(MaybeOwned::<str>::Borrowed("texts") > owned);
        assert_eq!(&*MaybeOwned::<[u8]>::default(), []);
    }
}
