//! Enums whose arm the type of the item decides.
//!
//! An enum has one line for each arm, from which everything else is made.
//!
//! ```text
//! by_type! { [model owned encode] {
//!     /// Lease Time: a field whose item type varies.
//!     LeaseTime [] [] ['_] (Copy, PartialEq, Eq) first Interval INTERVAL other {
//!         "Interval" Interval INTERVAL: other Interval, [] [] as from_copy;
//!         "Date Time" DateTime DATE_TIME: other DateTime, [V2_0..] [V2_0..] as from_copy;
//!     }
//! }}
//! ```
//!
//! The parenthesis has what the enum derives besides `Clone` and `Debug`. An arm has the name of the item type, its own name,
//! the item type, its type and whether that is text, the versions that have it, and those in which it is written; then
//! whether the enum can be made from the type, and from what that hides; and the type without an allocator.

/// The parts of an enum, each made by the macro of that name.
macro_rules! by_type {
    ([$($part:ident)*] $body:tt) => {
        $($crate::by_type::$part! $body)*
    };
}

/// The enum, what it can be made from, and how it is read.
#[cfg(feature = "alloc")]
macro_rules! model {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt [$($life:tt)*] [$held:lifetime] ($($derived:ident),*) first $first:ident $first_type:ident $first_how:ident
        $(twin $module:ident [$($twin_life:tt)*])?
        {
            $(
                $name:literal $arm:ident $item_type:ident: $how:ident $type:ty, $in:tt $gate:tt
                $(as $from:ident $(of ($bare:ty))?)?
                $(slim ($slim:ty) $(with $slim_from:ident $(of ($slim_bare:ty))?)?)?
                ;
            )*
        }
    ) => {
        $(#[$doc])*
        #[doc = ""]
        #[doc = concat!($crate::versions_of::described!($owner), ".")]
        #[derive(Clone, Debug $(, $derived)*)]
        #[non_exhaustive]
        pub enum $rust $($life)* {
            $(
                #[doc = concat!($name, "; ", $crate::versions_of::described!($in), ".")]
                $arm($type),
            )*
        }

        impl $($life)* Default for $rust $($life)* {
            fn default() -> Self {
                Self::$first(Default::default())
            }
        }

        $($(
            $crate::by_type::$from!($rust, $arm, $type);
            $($crate::by_type::bare!($rust, $arm, $bare);)?
        )?)*

        impl<'a> $crate::codec::Decode<'a> for $rust $($life)* {
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                // The first type is that of most items; the others have a function of their own, so that its way is short.
                if item.item_type() != $crate::ItemType::$first_type {
                    return self.fill_other(item, d);
                }
                $crate::by_type::fill!($first_how self $first item d);
                Ok(())
            }
        }

        impl $($life)* $rust $($life)* {
            #[inline(never)]
            fn fill_other(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<$held, '_>) -> Result<(), $crate::error::Fault> {
                match item.item_type() {
                    $($crate::ItemType::$item_type => {
                        $crate::by_type::fill!($how self $arm item d);
                    })*
                    _ => return Err(d.no_such_arm(item)),
                }
                Ok(())
            }
        }
    };
}

/// Makes an enum that can borrow owned.
#[cfg(feature = "alloc")]
macro_rules! owned {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt [$($life:tt)*] [$held:lifetime] ($($derived:ident),*) first $first:ident $first_type:ident $first_how:ident
        $(twin $module:ident [$($twin_life:tt)*])?
        {
            $(
                $name:literal $arm:ident $item_type:ident: $how:ident $type:ty, $in:tt $gate:tt
                $(as $from:ident $(of ($bare:ty))?)?
                $(slim ($slim:ty) $(with $slim_from:ident $(of ($slim_bare:ty))?)?)?
                ;
            )*
        }
    ) => {
        $crate::codec::owned_arms!($rust { $($arm)* });
    };
}

/// Makes an enum that borrows nothing owned: it stays as it is.
#[cfg(feature = "alloc")]
macro_rules! copied {
    ($(#[$doc:meta])* $rust:ident $($more:tt)*) => {
        impl $crate::IntoOwned for $rust {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

/// Writes the value, unless the code for that stands elsewhere.
#[cfg(feature = "alloc")]
macro_rules! encode {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt [$($life:tt)*] [$held:lifetime] ($($derived:ident),*) first $first:ident $first_type:ident $first_how:ident
        $(twin $module:ident [$($twin_life:tt)*])?
        {
            $(
                $name:literal $arm:ident $item_type:ident: $how:ident $type:ty, $in:tt $gate:tt
                $(as $from:ident $(of ($bare:ty))?)?
                $(slim ($slim:ty) $(with $slim_from:ident $(of ($slim_bare:ty))?)?)?
                ;
            )*
        }
    ) => {
        impl $($life)* $crate::codec::Encode for $rust $($life)* {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                match self {
                    $(Self::$arm(v) => $crate::by_type::put!($how $gate $item_type v tag e),)*
                }
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! no_part {
    ($($body:tt)*) => {};
}

/// The enum without an allocator, and what it can be made from.
macro_rules! twin {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt [$($life:tt)*] [$held:lifetime] ($($derived:ident),*) first $first:ident $first_type:ident $first_how:ident
        twin $module:ident [$($twin_life:tt)*]
        {
            $(
                $name:literal $arm:ident $item_type:ident: $how:ident $type:ty, $in:tt $gate:tt
                $(as $from:ident $(of ($bare:ty))?)?
                $(slim ($slim:ty) $(with $slim_from:ident $(of ($slim_bare:ty))?)?)?
                ;
            )*
        }
    ) => {
        pub(crate) mod $module {
            #[allow(unused_imports)]
            use $crate::no_alloc::scope::*;

            $(#[$doc])*
            #[doc = ""]
            #[doc = concat!($crate::versions_of::described!($owner), ".")]
            #[derive(Clone, Copy, Debug)]
            #[non_exhaustive]
            pub enum $rust $($twin_life)* {
                $(
                    #[doc = concat!($name, "; ", $crate::versions_of::described!($in), ".")]
                    $arm($($slim)?),
                )*
            }

            impl $($twin_life)* Default for $rust $($twin_life)* {
                fn default() -> Self {
                    Self::$first(Default::default())
                }
            }

            $($($(
                $crate::by_type::$slim_from!($rust, $arm, $slim);
                $($crate::by_type::bare!($rust, $arm, $slim_bare);)?
            )?)?)*
        }
    };
}

/// Writes the enum without an allocator.
macro_rules! twin_encode {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt [$($life:tt)*] [$held:lifetime] ($($derived:ident),*) first $first:ident $first_type:ident $first_how:ident
        twin $module:ident [$($twin_life:tt)*]
        {
            $(
                $name:literal $arm:ident $item_type:ident: $how:ident $type:ty, $in:tt $gate:tt
                $(as $from:ident $(of ($bare:ty))?)?
                $(slim ($slim:ty) $(with $slim_from:ident $(of ($slim_bare:ty))?)?)?
                ;
            )*
        }
    ) => {
        impl $($twin_life)* $crate::codec::Encode for $module::$rust $($twin_life)* {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                match self {
                    $(Self::$arm(v) => $crate::by_type::put!($how $gate $item_type v tag e),)*
                }
            }
        }
    };
}

/// Puts the value of an item into an arm.
#[cfg(feature = "alloc")]
macro_rules! fill {
    (text $slot:ident $arm:ident $item:ident $d:ident) => {
        $crate::codec::overwrite($slot, Self::$arm($d.any_text($item)?))
    };
    (other $slot:ident $arm:ident $item:ident $d:ident) => {
        $crate::codec::fill_arm!($slot, Self::$arm, $item, $d)?
    };
}

/// Writes the value of an arm.
macro_rules! put {
    (text [] $item_type:ident $value:ident $tag:ident $e:ident) => {
        $e.text($tag, $crate::ItemType::$item_type, $value)
    };
    (other [] $item_type:ident $value:ident $tag:ident $e:ident) => {
        $crate::codec::Encode::encode($value, $tag, $e)
    };
    ($how:ident $gate:tt $item_type:ident $value:ident $tag:ident $e:ident) => {{
        $e.only_in($tag, $crate::versions_of::versions!($gate))?;
        $crate::by_type::put!($how [] $item_type $value $tag $e)
    }};
}

/// Makes an enum from the type that an arm holds.
macro_rules! from {
    ($rust:ident, $arm:ident, $type:ty) => {
        impl<'a> From<$type> for $rust<'a> {
            fn from(value: $type) -> Self {
                Self::$arm(value)
            }
        }
    };
}

/// Makes an enum from the type that a secret arm hides.
macro_rules! bare {
    ($rust:ident, $arm:ident, $bare:ty) => {
        impl<'a> From<$bare> for $rust<'a> {
            fn from(value: $bare) -> Self {
                Self::$arm(value.into())
            }
        }
    };
}

/// Makes an enum that borrows nothing from the type that an arm holds.
#[cfg(feature = "alloc")]
macro_rules! from_copy {
    ($rust:ident, $arm:ident, $type:ty) => {
        impl From<$type> for $rust {
            fn from(value: $type) -> Self {
                Self::$arm(value)
            }
        }
    };
}

pub(crate) use {bare, by_type, from, put, twin, twin_encode};
#[cfg(feature = "alloc")]
pub(crate) use {copied, encode, fill, from_copy, model, owned};
#[cfg(not(feature = "alloc"))]
pub(crate) use {no_part as copied, no_part as encode, no_part as model, no_part as owned};
