//! Structures and payloads.
//!
//! Everything about a field stands in one line, from which everything else is made.
//!
//! ```text
//! structure! {
//!     /// Get Request Payload.
//!     typed GetRequest [] ([V3_0] "6.1.23", [V1_0] "4.10") = GET_REQUEST_PAYLOAD "Get Request Payload" REQUEST_PAYLOAD () {
//!         "Unique Identifier: optional." unique_identifier: optional Option<UniqueIdentifier<'a>>, UNIQUE_IDENTIFIER once put required [V3_0..];
//!         "Key Wrap Type: optional; versions 1.4-3.0." key_wrap_type: optional Option<KeyWrapType>, KEY_WRAP_TYPE once gated in [V1_4..];
//!     } () {}
//! }
//! ```
//!
//! The head says what is made: a type (`typed`), one whose rules hold when it is built (`checked`), one that is made and written
//! elsewhere (`read`), or none (`table`). Then it has the name of the type, its versions, its sections, its table, the standard's
//! name and the tag, and what asks for it where an item can be one of several structures; and `or empty` if a list holds it in a
//! box that takes no memory for an empty one. A field has its documentation, its name, how often it occurs, its type, its tag,
//! and how it is read and written; then, where it applies:
//!
//! | word | what follows |
//! |---|---|
//! | `in` | the versions that have it, where these are not all of the structure |
//! | `or` | the other tags that it can stand under |
//! | `required`, `repeated` | the versions in which it must occur, or can occur more than once, where that is not said by how often |
//! | `then select` | nothing: it decides what a later field holds, here or inside |
//! | `by` | the field that decides what this one holds, and what its values stand for |
//! | `held secret` | nothing: it holds key material or the like |
//! | `as` | the item types that it can have here, where they are not those of its tag |
//! | `new` | how the constructor takes it, and as what |
//! | `set` | the name of its setter, how that holds the value, and as what it takes it |
//! | `told` | without an allocator, the field that tells its value |
//! | `slim` | without an allocator, how it is written, its type, and how it is set |
//! | `merged` | as `slim`, where it is one field with that of an earlier tag |
//! | `made` | without an allocator, how the constructor takes it |
//!
//! After the fields stand what is allowed besides them, with the versions that require one and those that allow several,
//! and the rules of the structure.
//!
//! The whole line is read once, by [`structure`]; each part is made by a macro of its own, from the columns that it needs.

#[cfg(feature = "alloc")]
mod model;
mod rules;
mod table;
mod twin;

#[cfg(feature = "alloc")]
pub(crate) use model::{drop_last, encode, model, outer, put, read, required, restore, untyped};
#[cfg(feature = "alloc")]
pub(crate) use rules::{any_of, demand, demands, holds};
pub(crate) use rules::{around, fact, facts, rules};
pub(crate) use table::{form, forms, table, tag};
pub(crate) use twin::{slim, twin, twin_field, twin_new, twin_setter};

/// A structure: its type, its table, and its type without an allocator.
macro_rules! structure {
    (
        $(#[$doc:meta])*
        $kind:ident $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        $(or $empty:ident)?
        $(twin $module:ident $life:tt $($default:ident)?)?
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident $arms:tt)?
                $(held $secret:ident)?
                $(as $forms:tt)?
                $(new $given:ident $parameter:tt)?
                $(set $with:ident $held:ident $value:tt)?
                $(told $teller:ident)?
                $(slim $put:ident $slim:tt $set:ident $setter:ident $param:tt)?
                $(merged $earlier:ident $merged_about:literal $merged:tt $merged_set:ident $merged_setter:ident $merged_param:tt)?
                $(made $slim_given:ident $slim_param:tt)?
                ;
            )*
        }
        $rest:tt $rules:tt
    ) => {
        #[cfg(feature = "alloc")]
        $crate::structure::model! {
            $kind $(#[$doc])* $rust $owner $sections
            {$($about $field $how ($type) $tag $read $write [$($in)?] [$($others)?] [$($required)?] [$($select)?] [$($by $arms)?];)*}
            {$($($field $given $parameter;)?)*} {$($($field $with $held $value;)?)*} $rules
        }
        #[cfg(feature = "alloc")]
        $crate::structure::encode! { $kind $rust }
        #[cfg(feature = "alloc")]
        $crate::codec::empty! { [$($empty)?] $rust {$($field $how)*} }
        $crate::structure::table! {
            $symbol $owner $sections $title $under $only
            {$($field $how $tag [$($in)?] [$($others)?] [$($required)?] [$($repeated)?] [$($secret)?] [$($by $arms)?] [$($forms)?];)*}
            $rest $rules
        }
        $crate::structure::twin! {
            [$($module $life $($default)?)?] $(#[$doc])* $rust $owner $sections
            {$(
                $field $how $tag [$($in)?] [$($teller)?]
                [$($about $put $slim $set $setter $param)?]
                [$($merged_about $earlier $merged $merged_set $merged_setter $merged_param)?]
                [$($slim_given)?];
            )*}
            {$($($field $slim_given $slim_param;)?)*}
        }
    };
}

/// The constructor, where there are fields that every version requires.
#[cfg(feature = "alloc")]
macro_rules! constructor {
    ($rust:ident $life:tt) => {};
    ($rust:ident [$($life:tt)*] $($field:ident $given:ident ($param:ty);)+) => {
        impl $($life)* $rust $($life)* {
            /// One with the fields that every version requires.
            #[must_use]
            #[allow(clippy::needless_update)]
            pub fn new($($field: $param),+) -> Self {
                Self { $($field: $field.$given(),)+ ..Self::default() }
            }
        }
    };
}

/// Makes the setters of the fields that some version does not require.
#[cfg(feature = "alloc")]
macro_rules! setters {
    ($rust:ident) => {};
    ($rust:ident $($field:ident $setter:ident $held:ident ($value:ty);)+) => {
        impl<'a> $rust<'a> {
            $(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
                #[must_use]
                pub fn $setter(mut self, value: $value) -> Self {
                    self.$field = $crate::structure::setters!(@ $held value);
                    self
                }
            )+
        }
    };
    (@ some $value:ident) => {
        Some($value.into())
    };
    (@ boxed $value:ident) => {
        Some(alloc::boxed::Box::new($value.into()))
    };
    (@ list $values:ident) => {
        $values.into_iter().map(Into::into).collect()
    };
}

pub(crate) use structure;
#[cfg(feature = "alloc")]
pub(crate) use {constructor, setters};
