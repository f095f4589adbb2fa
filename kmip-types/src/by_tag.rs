//! Enums whose arm the tag of the item decides.
//!
//! An enum has one line for each arm, from which everything else is made.
//!
//! The lines are those of [`by_selector`](crate::by_selector), with the tag in place of the value.

/// The parts of an enum, each made by the macro of that name.
macro_rules! by_tag {
    ([$($part:ident)*] $body:tt) => {
        $($crate::by_tag::$part! $body)*
    };
}

/// Makes the enum.
///
/// It also makes how the enum becomes owned, what it can be made from, and how it is read and written.
#[cfg(feature = "alloc")]
macro_rules! model {
    (
        $(#[$doc:meta])*
        $rust:ident else $first:ident $(twin $module:ident $twin_doc:literal)?
        {
            $(
                $name:literal $arm:ident $tag:ident: $how:ident $type:ty, $in:tt $sections:tt
                $(as $from:ident)?
                $(slim ($slim:ty))?
                ;
            )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $rust<'a> {
            $(
                #[doc = $crate::by_selector::described!($name $sections $in)]
                $arm($crate::by_selector::held!($how $type)),
            )*
        }

        impl Default for $rust<'_> {
            fn default() -> Self {
                Self::$first(Default::default())
            }
        }

        impl $rust<'_> {
            /// The tag that it stands under.
            #[must_use]
            pub const fn tag(&self) -> $crate::Tag {
                match self {
                    $(Self::$arm(_) => $crate::Tag::$tag,)*
                }
            }
        }

        $crate::codec::owned_arms!($rust { $($arm)* });

        $($($crate::by_selector::$from!($how $rust, $arm, $type);)?)*

        impl<'a> $crate::codec::Decode<'a> for $rust<'a> {
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                match item.tag() {
                    $($crate::Tag::$tag => $crate::codec::fill_arm!(self, Self::$arm, item, d),)*
                    _ => $crate::codec::fill_arm!(self, Self::$first, item, d),
                }
            }
        }

        /// Written under its own tag, whatever tag is given.
        impl $crate::codec::Encode for $rust<'_> {
            fn encode(&self, _: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                let tag = self.tag();
                match self {
                    $(Self::$arm(v) => $crate::by_selector::put!($in v tag e),)*
                }
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! model {
    ($($body:tt)*) => {};
}

/// The type without an allocator, what it can be made from, and how it is written.
macro_rules! twin {
    (
        $(#[$doc:meta])*
        $rust:ident else $first:ident twin $module:ident $twin_doc:literal
        {
            $(
                $name:literal $arm:ident $tag:ident: $how:ident $type:ty, $in:tt $sections:tt
                $(as $from:ident)?
                $(slim ($slim:ty))?
                ;
            )*
        }
    ) => {
        pub(crate) mod $module {
            use $crate::no_alloc::scope::*;

            #[doc = $twin_doc]
            ///
            /// A firmware links what the ones take that it makes.
            #[derive(Clone, Copy, Debug)]
            pub struct $rust<'a> {
                tag: $crate::Tag,
                versions: $crate::Versions,
                held: Chosen<'a>,
            }

            $($(impl<'a> From<$slim> for $rust<'a> {
                fn from(value: $slim) -> Self {
                    let (tag, versions) = ($crate::Tag::$tag, $crate::versions_of::versions!($in));
                    Self { tag, versions, held: Chosen::Structure(value) }
                }
            })?)*

            impl $rust<'_> {
                /// The tag that it stands under.
                #[must_use]
                pub const fn tag(&self) -> $crate::Tag {
                    self.tag
                }
            }

            /// Written under its own tag, whatever tag is given.
            impl $crate::codec::Encode for $rust<'_> {
                fn encode(&self, _: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                    e.only_in(self.tag, self.versions)?;
                    self.held.encode(self.tag, e)
                }
            }
        }
    };
}

pub(crate) use {by_tag, model, twin};
