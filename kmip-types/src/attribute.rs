//! The attributes.
//!
//! Everything about one stands in one line, from which everything else is made.
//!
//! ```text
//! attributes! { [model table kinds twin] {
//!     /// The value of one attribute.
//!     Attribute twin attribute_twin {
//!         "State" State STATE STATE: plain State, [] many [none] ([V3_0..] "4.67", [..=V1_4] "3.22") get copy state slim small state (State) under name;
//!     }
//! }}
//! ```
//!
//! A line has the standard's name, that of the arm, that of its table, the tag, the type (in a box, or as it is), the versions that have the
//! attribute, those in which an object can have several, its sections, and how lists of attributes hand it out; then whether
//! the enum can be made from the type, the item types where they are not those of the tag, how it is made without an
//! allocator, and whether versions with Attribute Names have it.

/// Makes the parts of the code for attributes, each by the macro of that name.
macro_rules! attributes {
    ([$($part:ident)*] $body:tt) => {
        $($crate::attribute::$part! $body)*
    };
}

/// Makes the enum.
///
/// It also makes how the enum becomes owned, what it can be made from, and how it is read and written.
#[cfg(feature = "alloc")]
macro_rules! model {
    (
        $(#[$doc:meta])*
        $rust:ident twin $module:ident
        {
            $(
                $name:literal $arm:ident $symbol:ident $tag:ident: $how:ident $type:ty, $in:tt many $many:tt $sections:tt
                get $get:ident $getter:ident
                $(as $forms:tt)?
                $(made $from:ident)?
                $(slim $put:ident $own:ident ($slim:ty))?
                $(under $under:ident)?
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
            /// Kept as it is: an attribute that the tables do not have, such as a custom one.
            Other($crate::tree::Node<'a>),
        }

        impl Default for $rust<'_> {
            fn default() -> Self {
                Self::Other($crate::tree::Node::default())
            }
        }

        $crate::codec::owned_arms!($rust { $($arm)* Other });

        $($($crate::by_selector::$from!($how $rust, $arm, $type);)?)*

        impl<'a> $rust<'a> {
            /// The tag of the attribute; that of the item where it is `Other`.
            #[must_use]
            pub const fn tag(&self) -> $crate::Tag {
                match self {
                    $(Self::$arm(_) => $crate::Tag::$tag,)*
                    Self::Other(node) => node.tag(),
                }
            }

            /// The versions that have the attribute; all for `Other`.
            #[must_use]
            pub const fn versions(&self) -> $crate::Versions {
                match self {
                    $(Self::$arm(_) => $crate::versions_of::versions!($in),)*
                    Self::Other(_) => $crate::Versions::ALL,
                }
            }

            /// The name of the attribute in 1.x; empty for `Other`.
            #[must_use]
            pub const fn attribute_name(&self) -> &'static str {
                match self {
                    $(Self::$arm(_) => $name,)*
                    Self::Other(_) => "",
                }
            }

            /// Fills it with the value of the attribute that has this tag.
            pub(crate) fn fill_as(
                &mut self,
                attribute: $crate::Tag,
                item: $crate::item::Item,
                d: &mut $crate::codec::Decoder<'a, '_>,
            ) -> Result<(), $crate::error::Fault> {
                match attribute {
                    $($crate::Tag::$tag => $crate::codec::fill_arm!(self, Self::$arm, item, d),)*
                    _ => {
                        let is_under_its_tag = attribute == item.tag();
                        d.note_untyped(item, $crate::stream::Untyped::of_attribute(is_under_its_tag));
                        $crate::codec::fill_arm!(self, Self::Other, item, d)
                    }
                }
            }
        }

        impl $crate::codec::Encode for $rust<'_> {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                e.only_in(tag, self.versions())?;
                match self {
                    $(Self::$arm(v) => $crate::codec::Encode::encode(v, tag, e),)*
                    Self::Other(v) => $crate::codec::Encode::encode(v, tag, e),
                }
            }
        }

        $crate::model::attribute_access! {
            $(
                #[doc = concat!($name, ": ", $crate::versions_of::described!($in), ".")]
                $get $getter: $rust::$arm($type);
            )*
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! model {
    ($($body:tt)*) => {};
}

/// The tables.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $rust:ident twin $module:ident
        {
            $(
                $name:literal $arm:ident $symbol:ident $tag:ident: $how:ident $type:ty, $in:tt many $many:tt $sections:tt
                get $get:ident $getter:ident
                $(as $forms:tt)?
                $(made $from:ident)?
                $(slim $put:ident $own:ident ($slim:ty))?
                $(under $under:ident)?
                ;
            )*
        }
    ) => {
        $(
            pub(crate) static $symbol: $crate::tables::AttributeTable = $crate::tables::AttributeTable {
                name: $name,
                tag: Some($crate::Tag::$tag),
                versions: $crate::versions_of::versions!($in),
                multiple: $crate::versions_of::versions!($many),
                sections: $crate::versions_of::sections!($sections),
                forms: $crate::structure::forms!($tag [$crate::versions_of::versions!($in)] $($forms)?),
            };
        )*
    };
}

/// A constant for each attribute.
macro_rules! kinds {
    (
        $(#[$doc:meta])*
        $rust:ident twin $module:ident
        {
            $(
                $name:literal $arm:ident $symbol:ident $tag:ident: $how:ident $type:ty, $in:tt many $many:tt $sections:tt
                get $get:ident $getter:ident
                $(as $forms:tt)?
                $(made $from:ident)?
                $(slim $put:ident $own:ident ($slim:ty))?
                $(under $under:ident)?
                ;
            )*
        }
    ) => {
        impl $crate::names::AttributeKind {
            $($crate::attribute::kind! {
                $name $symbol $tag $in $sections concat!("" $(, $crate::attribute::$under!($name))?); $($own)?
            })*
        }
    };
}

/// Names the constant for an attribute that is not a vendor's.
macro_rules! kind {
    ($name:literal $symbol:ident $tag:ident $in:tt $sections:tt $text:expr;) => {};
    ($name:literal $symbol:ident $tag:ident $in:tt $sections:tt $text:expr; $own:ident) => {
        #[doc = $crate::by_selector::described!($name $sections $in)]
        pub const $symbol: Self = Self::new($crate::Tag::$tag, $text, $crate::versions_of::versions!($in));
    };
}

/// Makes each attribute without an allocator.
macro_rules! twin {
    (
        $(#[$doc:meta])*
        $rust:ident twin $module:ident
        {
            $(
                $name:literal $arm:ident $symbol:ident $tag:ident: $how:ident $type:ty, $in:tt many $many:tt $sections:tt
                get $get:ident $getter:ident
                $(as $forms:tt)?
                $(made $from:ident)?
                $(slim $put:ident $own:ident ($slim:ty))?
                $(under $under:ident)?
                ;
            )*
        }
    ) => {
        pub(crate) mod $module {
            use $crate::no_alloc::scope::*;

            pub use $crate::no_alloc::attribute::Attribute;

            impl<'a> Attribute<'a> {
                $($(
                    #[doc = $crate::by_selector::described!($name $sections $in)]
                    #[inline]
                    #[must_use]
                    pub fn $own(value: $slim) -> Self {
                        Self::$put($crate::names::AttributeKind::$symbol, value)
                    }
                )?)*
            }
        }
    };
}

/// The name of an attribute that has one in 1.x.
macro_rules! name {
    ($name:literal) => {
        $name
    };
}

pub(crate) use {attributes, kind, kinds, model, name, table, twin};
