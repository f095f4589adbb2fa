//! Enums whose arm another field decides.
//!
//! An enum has one line for each arm, from which everything else is made.
//!
//! ```text
//! by_selector! { [model] {
//!     /// Request Payload: what it holds is decided by Operation.
//!     RequestPayload by Operation OPERATION else Unknown {
//!         "Create" Create CREATE: plain CreateRequest<'a>, [] ([V3_0..] "6.1.8", [..=V2_1] "4.1") as from;
//!     } {
//!         "Kept as it is." Unknown: (Node<'a>);
//!     }
//! }}
//! ```
//!
//! An arm has the standard's name, its name, the value that decides for it, its type (in a box, or as it is), the versions
//! that have it, and its sections; then whether the enum can be made from the type, and the type without an allocator.

/// The parts of an enum, each made by the macro of that name.
macro_rules! by_selector {
    ([$($part:ident)*] $body:tt) => {
        $($crate::by_selector::$part! $body)*
    };
}

/// Makes the enum.
///
/// It also makes how the enum becomes owned, what it can be made from, and how it is read and written.
#[cfg(feature = "alloc")]
macro_rules! model {
    (
        $(#[$doc:meta])*
        $rust:ident by $chooser:ident $selector:ident, $selector_name:literal else $default:ident
        $(twin $module:ident $twin_doc:literal)?
        {
            $(
                $name:literal $arm:ident $when:ident: $how:ident $type:ty, $in:tt $sections:tt
                $(as $from:ident)?
                $(slim ($slim:ty))?
                ;
            )*
        }
        {
            $(
                $other_doc:literal $other:ident: ($other_type:ty)
                $(of $item_type:ident)?
                $(slim ($other_slim:ty))?
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
            $(
                #[doc = $other_doc]
                $other($other_type),
            )*
        }

        impl Default for $rust<'_> {
            fn default() -> Self {
                Self::$default(Default::default())
            }
        }

        impl $rust<'_> {
            #[doc = concat!("The value of ", $selector_name, " that selects this; 0 where the arm does not tell.")]
            #[must_use]
            pub const fn selector(&self) -> $crate::$chooser {
                match self {
                    $(Self::$arm(_) => $crate::$chooser::$when,)*
                    $(Self::$other(_))|* => $crate::$chooser::new(0),
                }
            }
        }

        $crate::codec::owned_arms!($rust { $($arm)* $($other)* });

        $($($crate::by_selector::$from!($how $rust, $arm, $type);)?)*

        impl<'a> $crate::codec::Decode<'a> for $rust<'a> {
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                $($(
                    if item.item_type() == $crate::ItemType::$item_type {
                        return $crate::codec::fill_arm!(self, Self::$other, item, d);
                    }
                )?)*
                match $crate::$chooser::new(d.selected($crate::Tag::$selector)) {
                    $($crate::$chooser::$when => $crate::codec::fill_arm!(self, Self::$arm, item, d),)*
                    _ => d.unknown($crate::Tag::$selector, item).map(|node| *self = Self::Unknown(node)),
                }
            }
        }

        impl $crate::codec::Encode for $rust<'_> {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                match self {
                    $(Self::$arm(v) => $crate::by_selector::put!($in v tag e),)*
                    $(Self::$other(v) => $crate::codec::Encode::encode(v, tag, e),)*
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
        $rust:ident by $chooser:ident $selector:ident, $selector_name:literal else $default:ident
        twin $module:ident $twin_doc:literal
        {
            $(
                $name:literal $arm:ident $when:ident: $how:ident $type:ty, $in:tt $sections:tt
                $(as $from:ident)?
                $(slim ($slim:ty))?
                ;
            )*
        }
        {
            $(
                $other_doc:literal $other:ident: ($other_type:ty)
                $(of $item_type:ident)?
                $(slim ($other_slim:ty))?
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
                selector: $crate::$chooser,
                versions: $crate::Versions,
                held: Chosen<'a>,
            }

            $($(impl<'a> From<$slim> for $rust<'a> {
                fn from(value: $slim) -> Self {
                    let (selector, versions) = ($crate::$chooser::$when, $crate::versions_of::versions!($in));
                    Self { selector, versions, held: Chosen::Structure(value) }
                }
            })?)*
            $($(impl<'a> From<$other_slim> for $rust<'a> {
                fn from(value: $other_slim) -> Self {
                    let (selector, versions) = ($crate::$chooser::new(0), $crate::Versions::ALL);
                    Self { selector, versions, held: Chosen::Bytes(value) }
                }
            })?)*

            impl<'a> $rust<'a> {
                #[doc = concat!("A structure of a vendor, for a ", $selector_name, " of the vendor's.")]
                #[must_use]
                pub const fn vendor(selector: $crate::$chooser, value: &'a dyn $crate::codec::Encode) -> Self {
                    Self { selector, versions: $crate::Versions::ALL, held: Chosen::Structure(value) }
                }

                #[doc = concat!("The value of ", $selector_name, " that selects this; 0 where it does not tell.")]
                #[must_use]
                pub const fn selector(&self) -> $crate::$chooser {
                    self.selector
                }
            }

            /// No bytes.
            impl Default for $rust<'_> {
                fn default() -> Self {
                    let (selector, versions) = ($crate::$chooser::new(0), $crate::Versions::ALL);
                    Self { selector, versions, held: Chosen::Bytes(Secret::from(&[][..])) }
                }
            }

            impl $crate::codec::Encode for $rust<'_> {
                fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                    e.only_in(tag, self.versions)?;
                    self.held.encode(tag, e)
                }
            }
        }
    };
}

/// The payloads of requests and of responses, a line an operation.
#[cfg(feature = "alloc")]
macro_rules! payloads {
    (
        $request:ident $response:ident by $chooser:ident $selector:ident, $selector_name:literal
        $(
            $name:literal $arm:ident $when:ident $in:tt $sections:tt:
            $request_how:ident $request_type:ident, $response_how:ident $response_type:ident;
        )*
    ) => {
        $crate::by_selector::model! {
            /// Request Payload: what it holds is decided by Operation.
            $request by $chooser $selector, $selector_name else Unknown {
                $($name $arm $when: $request_how $request_type<'a>, $in $sections as from;)*
            } {
                "Kept as it is: the selector has a value that the tables do not have." Unknown: ($crate::tree::Node<'a>);
            }
        }
        $crate::by_selector::model! {
            /// Response Payload: what it holds is decided by Operation.
            $response by $chooser $selector, $selector_name else Unknown {
                $($name $arm $when: $response_how $response_type<'a>, $in $sections as from;)*
            } {
                "Kept as it is: the selector has a value that the tables do not have." Unknown: ($crate::tree::Node<'a>);
            }
        }
        $crate::model::exchanges! {
            $request $response
            $($arm $when: $request_how $request_type, $response_how $response_type;)*
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! payloads {
    ($($body:tt)*) => {};
}

/// The documentation of an arm.
macro_rules! described {
    ($name:literal $sections:tt $in:tt) => {
        concat!($name, ": ", $crate::versions_of::in_sections!($sections), $crate::versions_of::described!($in), ".")
    };
}

/// Makes the type that an arm holds.
#[cfg(feature = "alloc")]
macro_rules! held {
    (plain $type:ty) => {
        $type
    };
    (boxed $type:ty) => {
        alloc::boxed::Box<$type>
    };
    (lazy $type:ty) => {
        $crate::codec::LazyBox<$type>
    };
}

/// Takes the value that an arm holds out of its box.
#[cfg(feature = "alloc")]
macro_rules! taken {
    (plain $value:ident) => {
        $value
    };
    (boxed $value:ident) => {
        *$value
    };
    (lazy $value:ident) => {
        $value.into_inner()
    };
}

/// Makes an enum from the type that an arm holds.
#[cfg(feature = "alloc")]
macro_rules! from {
    (plain $rust:ident, $arm:ident, $type:ty) => {
        impl<'a> From<$type> for $rust<'a> {
            fn from(value: $type) -> Self {
                Self::$arm(value)
            }
        }
    };
    (boxed $rust:ident, $arm:ident, $type:ty) => {
        impl<'a> From<$type> for $rust<'a> {
            fn from(value: $type) -> Self {
                Self::$arm(alloc::boxed::Box::new(value))
            }
        }
    };
    (lazy $rust:ident, $arm:ident, $type:ty) => {
        impl<'a> From<$type> for $rust<'a> {
            fn from(value: $type) -> Self {
                Self::$arm($crate::codec::LazyBox::new(value))
            }
        }
    };
}

/// Writes what an arm holds, in the versions that have it.
#[cfg(feature = "alloc")]
macro_rules! put {
    ([] $value:ident $tag:ident $e:ident) => {
        $crate::codec::Encode::encode($value, $tag, $e)
    };
    ($in:tt $value:ident $tag:ident $e:ident) => {{
        $e.only_in($tag, $crate::versions_of::versions!($in))?;
        $crate::codec::Encode::encode($value, $tag, $e)
    }};
}

pub(crate) use {by_selector, described, model, payloads, twin};
#[cfg(feature = "alloc")]
pub(crate) use {from, held, put, taken};
