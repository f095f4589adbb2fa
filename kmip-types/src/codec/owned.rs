//! From borrowed to owned.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::secret::Sensitive;
use crate::{BigInteger, Bytes, Secret, Text};

/// Values that borrow from the input and can be made to own everything instead.
pub trait IntoOwned {
    /// This type when it borrows nothing.
    type Owned: 'static;

    /// Copies what it borrows, so that it can be kept longer than the input.
    fn into_owned(self) -> Self::Owned;
}

/// Types with a lifetime whose inherent `into_owned` does the work.
macro_rules! borrowing {
    ($($type:ident),+) => {$(
        impl IntoOwned for $type<'_> {
            type Owned = $type<'static>;

            fn into_owned(self) -> $type<'static> {
                $type::into_owned(self)
            }
        }
    )+};
}

borrowing!(Text, Bytes, BigInteger);

/// Makes an enum that can borrow owned: arm by arm, each with one value.
macro_rules! owned_arms {
    ($rust:ident { $($arm:ident)* }) => {
        impl $rust<'_> {
            /// Copies what it borrows, so that it can be kept longer than the input.
            #[must_use]
            pub fn into_owned(self) -> $rust<'static> {
                match self {
                    $(Self::$arm(v) => $rust::$arm($crate::IntoOwned::into_owned(v)),)*
                }
            }
        }

        impl $crate::IntoOwned for $rust<'_> {
            type Owned = $rust<'static>;

            fn into_owned(self) -> $rust<'static> {
                $rust::into_owned(self)
            }
        }
    };
}
pub(crate) use owned_arms;

/// Types that borrow nothing.
macro_rules! plain {
    ($($type:ty),+) => {$(
        impl IntoOwned for $type {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    )+};
}

plain!(i32, i64, bool, crate::Tag, crate::ItemType, crate::DateTime, crate::DateTimeExtended, crate::Interval);

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<T: Sensitive + IntoOwned> IntoOwned for Secret<T>
where
    T::Owned: Sensitive,
{
    type Owned = Secret<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Secret::new(self.into_inner().into_owned())
    }
}
