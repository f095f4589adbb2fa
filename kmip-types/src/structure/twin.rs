//! The code for a structure without an allocator.
//!
//! It is a type of slices, to be written only, small rather than fast.

/// The type, how it is made, and how it is written.
macro_rules! twin {
    ([] $($more:tt)*) => {};
    (
        [$module:ident [$($life:tt)*] $($default:ident)?] $(#[$doc:meta])* $rust:ident $owner:tt $sections:tt
        {$(
            $field:ident $how:ident $tag:ident [$($in:tt)?] [$($teller:ident)?]
            [$($about:literal $put:ident ($slim:ty) $set:ident $setter:ident ($param:ty))?]
            [$($merged_about:literal $earlier:ident ($merged:ty) $merged_set:ident $merged_setter:ident ($merged_param:ty))?]
            $given:tt;
        )*}
        $new:tt
    ) => {
        pub(crate) mod $module {
            #[allow(unused_imports)]
            use $crate::no_alloc::scope::*;

            $(#[$doc])*
            #[doc = ""]
            #[doc = concat!($crate::versions_of::in_sections!($sections), $crate::versions_of::described!($owner), ".")]
            #[derive(Clone, Copy, Debug $(, $default)?)]
            #[non_exhaustive]
            pub struct $rust $($life)* {
                $(
                    $(
                        #[doc = $about]
                        pub $field: $slim,
                    )?
                    $(
                        #[doc = $merged_about]
                        pub $field: $merged,
                    )?
                )*
            }

            $crate::structure::twin_new! {
                $rust [$($life)*] $new
                {$($($field $put $given;)? $($field $earlier $given;)?)*}
            }

            impl $($life)* $rust $($life)* {
                $(
                    $($crate::structure::twin_setter! { $set $setter $field ($param) })?
                    $($crate::structure::twin_setter! { $merged_set $merged_setter $field ($merged_param) })?
                )*
            }

            impl $($life)* $crate::codec::Encode for $rust $($life)* {
                #[allow(unused_variables)]
                fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                    e.open(tag)?;
                    $(
                        let versions = $crate::versions_of::versions!($($in)?);
                        $(e.told($crate::Tag::$tag, versions, self.$teller.$field())?;)?
                        $($crate::structure::slim!($put $how e, $crate::Tag::$tag, versions, self.$field);)?
                        $($crate::no_alloc::InVersion::encode(
                            &self.$field, $crate::Tag::$earlier, $crate::Tag::$tag, e,
                        )?;)?
                    )*
                    e.end()
                }
            }
        }
    };
}

/// Writes a field.
macro_rules! slim {
    (field some $e:ident, $tag:expr, $versions:expr, $value:expr) => {
        $e.all($tag, $value)?
    };
    (field $how:ident $e:ident, $tag:expr, $versions:expr, $value:expr) => {
        $e.field($tag, $versions, &$value)?
    };
    (small one $e:ident, $tag:expr, $versions:expr, $value:expr) => {
        $e.small($tag, $versions, Some($value))?
    };
    (small $how:ident $e:ident, $tag:expr, $versions:expr, $value:expr) => {
        $e.small($tag, $versions, $value)?
    };
}

/// The constructor, where there are fields that every version requires.
macro_rules! twin_new {
    ($rust:ident $life:tt {} $fields:tt) => {};
    (
        $rust:ident [$($life:tt)*] {$($required:ident $into:ident ($param:ty);)+}
        {$($field:ident $put:ident [$($given:ident)?];)*}
    ) => {
        impl $($life)* $rust $($life)* {
            /// One with the fields that every version requires.
            #[must_use]
            pub fn new($($required: $param),+) -> Self {
                $(let $required = $required.$into();)+
                Self { $($field: $crate::structure::twin_field!($field [$($given)?])),* }
            }
        }
    };
}

/// Gives the value that the constructor puts into a field, if it was given one.
macro_rules! twin_field {
    ($field:ident []) => {
        Default::default()
    };
    ($field:ident [$given:ident]) => {
        $field
    };
}

/// Sets a field in a chain of calls.
macro_rules! twin_setter {
    (some $setter:ident $field:ident ($param:ty)) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $setter(mut self, $field: impl Into<$param>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (whole $setter:ident $field:ident ($param:ty)) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $setter(mut self, $field: $param) -> Self {
            self.$field = $field;
            self
        }
    };
}

pub(crate) use {slim, twin, twin_field, twin_new, twin_setter};
