//! What is made of a structure without an allocator: a type of slices, to be written only, small rather than fast.

/// The type, how it is made, and how it is written.
macro_rules! twin {
    ([] $($more:tt)*) => {};
    (
        [$module:ident [$($life:tt)*]] $(#[$doc:meta])* $rust:ident $owner:tt $sections:tt
        {$(
            $field:ident $how:ident $tag:ident [$($in:tt)?]
            [$($about:literal $put:ident ($slim:ty))?] [$($merged_about:literal $earlier:ident ($merged:ty))?];
        )*}
        {$($new:tt)*}
    ) => {
        pub(crate) mod $module {
            #[allow(unused_imports)]
            use $crate::no_alloc::scope::*;

            $(#[$doc])*
            #[doc = ""]
            #[doc = concat!($crate::versions_of::in_sections!($sections), $crate::versions_of::described!($owner), ".")]
            #[derive(Clone, Copy, Debug, Default)]
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

            $crate::structure::constructor! { $rust [$($life)*] $($new)* }

            impl $($life)* $crate::codec::Encode for $rust $($life)* {
                #[allow(unused_variables)]
                fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                    e.open(tag)?;
                    $(
                        let versions = $crate::versions_of::versions!($($in)?);
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

pub(crate) use {slim, twin};
