//! Structures and payloads: everything about a field stands in one line, from which everything else is made.
//!
//! ```text
//! structure! { [model new encode table] {
//!     /// Get Request Payload.
//!     GetRequest [] ([V3_0] "6.1.23", [V1_0] "4.10") = GET_REQUEST_PAYLOAD "Get Request Payload" REQUEST_PAYLOAD () {
//!         "Unique Identifier: optional." unique_identifier: optional Option<UniqueIdentifier<'a>>, UNIQUE_IDENTIFIER once put required [V3_0..];
//!         "Key Wrap Type: optional; versions 1.4-3.0." key_wrap_type: optional Option<KeyWrapType>, KEY_WRAP_TYPE once gated in [V1_4..];
//!     } () {}
//! }}
//! ```
//!
//! In brackets stand the parts that are made. The head has the type, its versions, its sections, its table, the
//! standard's name and the tag, and what asks for it where an item can be one of several structures. A field has its documentation,
//! its name, how often it occurs, its type, its tag, and how it is read and written; then, where it applies:
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
//! | `slim`, `merged`, `made` | how it is written, and its type, without an allocator; there with that of an earlier tag; how the constructor takes it |
//!
//! After the fields stand what is allowed besides them, with the versions that require one and those that allow several,
//! and the rules of the structure.

/// The parts of a structure, each made by the macro of that name.
macro_rules! structure {
    ([$($part:ident)*] $body:tt) => {
        $($crate::structure::$part! $body)*
    };
}

/// The type, how it becomes owned, how it is read, and its fields in the order in which they are written.
#[cfg(feature = "alloc")]
macro_rules! model {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        $(twin $module:ident [$($life:tt)*])?
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident ($arms:ident $($list:ident)?))?
                $(held $secret:ident)?
                $(as {$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?
                $(new $given:ident ($param:ty))?
                $(slim $put:ident ($slim:ty))?
                $(merged $earlier:ident $merged_about:literal ($merged:ty))?
                $(made $slim_given:ident ($slim_param:ty))?
                ;
            )*
        }
        $rest:tt $rules:tt
    ) => {
        $(#[$doc])*
        #[doc = ""]
        #[doc = concat!($crate::versions_of::in_sections!($sections), $crate::versions_of::described!($owner), ".")]
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub struct $rust<'a> {
            $(
                #[doc = $about]
                pub $field: $type,
            )*
            /// Items that the tables do not have here, each with its place.
            pub extra: $crate::Extra<'a>,
        }

        impl<'a> $rust<'a> {
            /// Copies what it borrows, so that it can be kept longer than the input.
            #[must_use]
            pub fn into_owned(self) -> $rust<'static> {
                $rust {
                    $($field: $crate::IntoOwned::into_owned(self.$field),)*
                    extra: self.extra.into_owned(),
                }
            }
        }

        impl $crate::IntoOwned for $rust<'_> {
            type Owned = $rust<'static>;

            fn into_owned(self) -> $rust<'static> {
                $rust::into_owned(self)
            }
        }

        impl<'a> $crate::Decode<'a> for $rust<'a> {
            fn fill(&mut self, item: $crate::Item, d: &mut $crate::Decoder<'a, '_>) -> Result<(), $crate::Fault> {
                #[allow(dead_code)]
                enum Place {
                    $($field,)*
                }
                const REQUIRED: u64 = 0 $(| $crate::structure::required::$how(Place::$field as u32))*;
                #[allow(unused_mut)]
                let mut scope = d.open(item)?;
                $($($crate::structure::outer!($select outer d);)?)*
                loop {
                    let field = d.next_item();
                    match field.tag() {
                        $(
                            $crate::Tag::$tag $(| $crate::generated::tables::$others::others!())? => {
                                d.$read(&mut scope, Place::$field as u32, &mut self.$field, field)?;
                                $(d.$select($crate::Tag::$tag, &self.$field);)?
                            }
                        )*
                        _ if field.is_end() => break,
                        _ => d.other(scope, &mut self.extra, field)?,
                    }
                }
                $($($crate::structure::restore!($select outer d);)?)*
                d.close(scope, item, REQUIRED, &[$($crate::Tag::$tag),*])
            }
        }

        impl $crate::Fields for $rust<'_> {
            #[allow(unused_variables)]
            fn fields(&self, e: &mut $crate::Encoder<'_>) -> Result<(), $crate::Fault> {
                $(e.$write($crate::Tag::$tag, $($crate::versions_of::versions!($in),)? &self.$field)?;)*
                Ok(())
            }
        }
    };
}

/// The constructor.
#[cfg(feature = "alloc")]
macro_rules! new {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        $(twin $module:ident [$($life:tt)*])?
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident ($arms:ident $($list:ident)?))?
                $(held $secret:ident)?
                $(as {$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?
                $(new $given:ident ($param:ty))?
                $(slim $put:ident ($slim:ty))?
                $(merged $earlier:ident $merged_about:literal ($merged:ty))?
                $(made $slim_given:ident ($slim_param:ty))?
                ;
            )*
        }
        $rest:tt $rules:tt
    ) => {
        impl<'a> $rust<'a> {
            /// One with the fields that every version requires.
            #[must_use]
            pub fn new($($($field: $param,)?)*) -> Self {
                Self { $($($field: $field.$given(),)?)* ..Self::default() }
            }
        }
    };
}

/// How it is written, unless that stands elsewhere.
#[cfg(feature = "alloc")]
macro_rules! encode {
    ($(#[$doc:meta])* $rust:ident $($more:tt)*) => {
        impl $crate::Encode for $rust<'_> {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::Encoder<'_>) -> Result<(), $crate::Fault> {
                e.structure(tag, self, &self.extra)
            }
        }
    };
}

#[cfg(not(feature = "alloc"))]
macro_rules! no_part {
    ($($body:tt)*) => {};
}

/// The table.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        $(twin $module:ident [$($life:tt)*])?
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident ($arms:ident $($list:ident)?))?
                $(held $secret:ident)?
                $(as {$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?
                $(new $given:ident ($param:ty))?
                $(slim $put:ident ($slim:ty))?
                $(merged $earlier:ident $merged_about:literal ($merged:ty))?
                $(made $slim_given:ident ($slim_param:ty))?
                ;
            )*
        }
        ($($rest:ident $rest_required:tt $rest_repeated:tt)?) $rules:tt
    ) => {
        pub(crate) static $symbol: $crate::tables::StructureTable = {
            #[allow(dead_code)]
            enum At {
                $($tag,)*
            }
            const VERSIONS: $crate::Versions = $crate::versions_of::versions!($owner);
            $crate::tables::StructureTable {
                name: $title,
                tag: $crate::structure::tag!($under),
                versions: VERSIONS,
                sections: $crate::versions_of::sections!($sections),
                only_if: $crate::structure::around!($only),
                fields: &[
                    $(
                        $crate::tables::FieldTable::$how($crate::Tag::$tag, $crate::generated::tables::TagPlace::$tag, VERSIONS)
                            $(.only_in($crate::versions_of::versions!($in)))?
                            $(.choice($crate::generated::tables::$others::MEMBERS))?
                            $(.required($crate::versions_of::versions!($required)))?
                            $(.repeated($crate::versions_of::versions!($repeated)))?
                            $(.$secret())?
                            $(.selected({
                                static BY: $crate::tables::Selected = $crate::tables::Selected {
                                    by: $crate::Tag::$by,
                                    arms: $crate::tables::Arms::$arms $(($crate::generated::tables::$list))?,
                                };
                                &BY
                            }))?
                            $(.forms(&[$($crate::structure::form!($form $form_in $($holds $held)?)),*]))?,
                    )*
                    $($crate::tables::FieldTable::rest(
                        $crate::tables::Place::$rest,
                        VERSIONS,
                        $crate::versions_of::versions!($rest_required),
                        $crate::versions_of::versions!($rest_repeated),
                    ))?
                ],
                facts: $crate::structure::facts!($rules),
                rules: $crate::structure::rules!($rules),
            }
        };
    };
}

/// The type without an allocator, and how it is written: small rather than fast.
macro_rules! twin {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        twin $module:ident [$($life:tt)*]
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident ($arms:ident $($list:ident)?))?
                $(held $secret:ident)?
                $(as {$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?
                $(new $given:ident ($param:ty))?
                $(slim $put:ident ($slim:ty))?
                $(merged $earlier:ident $merged_about:literal ($merged:ty))?
                $(made $slim_given:ident ($slim_param:ty))?
                ;
            )*
        }
        $rest:tt $rules:tt
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

            impl $($life)* $crate::Encode for $rust $($life)* {
                #[allow(unused_variables)]
                fn encode(&self, tag: $crate::Tag, e: &mut $crate::Encoder<'_>) -> Result<(), $crate::Fault> {
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

/// The constructor of the type without an allocator.
macro_rules! twin_new {
    (
        $(#[$doc:meta])*
        $rust:ident $owner:tt $sections:tt = $symbol:ident $title:literal $under:tt $only:tt
        twin $module:ident [$($life:tt)*]
        {
            $(
                $about:literal $field:ident: $how:ident $type:ty, $tag:ident $read:ident $write:ident
                $(in $in:tt)?
                $(or $others:ident)?
                $(required $required:tt)?
                $(repeated $repeated:tt)?
                $(then $select:ident)?
                $(by $by:ident ($arms:ident $($list:ident)?))?
                $(held $secret:ident)?
                $(as {$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?
                $(new $given:ident ($param:ty))?
                $(slim $put:ident ($slim:ty))?
                $(merged $earlier:ident $merged_about:literal ($merged:ty))?
                $(made $slim_given:ident ($slim_param:ty))?
                ;
            )*
        }
        $rest:tt $rules:tt
    ) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::no_alloc::scope::*;
            use $module::$rust;

            impl $($life)* $rust $($life)* {
                /// One with the fields that every version requires.
                #[must_use]
                #[allow(clippy::needless_update)]
                pub fn new($($($field: $slim_param,)?)*) -> Self {
                    Self { $($($field: $field.$slim_given(),)?)* ..Self::default() }
                }
            }
        };
    };
}

#[cfg(feature = "alloc")]
pub(crate) use {encode, model, new};
#[cfg(not(feature = "alloc"))]
pub(crate) use {no_part as encode, no_part as model, no_part as new};
pub(crate) use {structure, table, twin, twin_new};

/// Notes what selects outside of a structure with a field that does.
#[cfg(feature = "alloc")]
macro_rules! outer {
    ($select:ident $outer:ident $d:ident) => {
        let $outer = $d.selector();
    };
}

/// Goes back to it.
#[cfg(feature = "alloc")]
macro_rules! restore {
    ($select:ident $outer:ident $d:ident) => {
        $d.restore($outer)
    };
}

/// Writes a field without an allocator.
macro_rules! slim {
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

/// A tag, or number 0 for none.
macro_rules! tag {
    (()) => {
        $crate::Tag::new(0)
    };
    ($tag:ident) => {
        $crate::Tag::$tag
    };
}

/// The value of a field around that asks for a structure, or none.
macro_rules! around {
    (()) => {
        None
    };
    (($by:ident $values:tt)) => {
        Some($crate::tables::Around { by: $crate::Tag::$by, values: &$values })
    };
}

/// The item types that a field can have: those of its tag, or its own.
macro_rules! forms {
    ($tag:ident [$within:expr]) => {
        $crate::tables::Forms::of($crate::generated::tables::TagPlace::$tag, $within)
    };
    ($tag:ident [$within:expr] $others:ident) => {
        $crate::tables::Forms::NONE
    };
    ($tag:ident [$within:expr] {$($type:ident $in:tt $($holds:ident $table:ident)?;)*}) => {
        $crate::tables::Forms::new(
            &[$($crate::structure::form!($type $in $($holds $table)?)),*],
            $within,
        )
    };
}

/// One item type, and what a value of it names or contains.
macro_rules! form {
    (ANY $in:tt) => {
        $crate::tables::Form {
            item_type: None,
            versions: $crate::versions_of::versions!($in),
            holds: $crate::tables::Holds::Plain,
        }
    };
    ($type:ident $in:tt) => {
        $crate::tables::Form {
            item_type: Some($crate::ItemType::$type),
            versions: $crate::versions_of::versions!($in),
            holds: $crate::tables::Holds::Plain,
        }
    };
    ($type:ident $in:tt $holds:ident $table:ident) => {
        $crate::tables::Form {
            item_type: Some($crate::ItemType::$type),
            versions: $crate::versions_of::versions!($in),
            holds: $crate::tables::Holds::$holds(&$crate::generated::tables::$table),
        }
    };
}

/// What the rules of a structure ask of single fields.
macro_rules! facts {
    ({}) => {
        &[]
    };
    ({ facts { $($fact:ident = $tag:ident $is:ident $value:tt;)* } $($rules:tt)* }) => {
        &[$($crate::tables::Fact { field: At::$tag as u8, is: $crate::structure::fact!($is $value) }),*]
    };
}

/// What one fact is about.
macro_rules! fact {
    (Value $values:tt) => {
        $crate::tables::Is::Value(&$values)
    };
    (Type $type:ident) => {
        $crate::tables::Is::Type($crate::ItemType::$type)
    };
}

/// Which fields must, or must not, be there because of what others hold.
macro_rules! rules {
    ({}) => {
        &[]
    };
    ({
        facts { $($fact:ident = $about:ident $is:ident $value:tt;)* }
        $(
            $demand:ident $tag:ident $in:tt
            with [$($with:ident)*] without [$($without:ident)*] if [$($holds:ident)*] unless [$($lacks:ident)*]
            around $around:tt except [$($except:ident)*];
        )*
    }) => {{
        #[allow(dead_code)]
        enum About {
            $($fact,)*
        }
        &[$($crate::tables::Rule {
            field: At::$tag as u8,
            versions: $crate::versions_of::versions!($in),
            demand: $crate::tables::Demand::$demand,
            with: 0 $(| 1_u64 << At::$with as u32)*,
            without: 0 $(| 1_u64 << At::$without as u32)*,
            facts: 0 $(| 1_u32 << About::$holds as u32)*,
            not_facts: 0 $(| 1_u32 << About::$lacks as u32)*,
            around: $crate::structure::around!($around),
            except_in: &[$($crate::Operation::$except),*],
        }),*]
    }};
}

pub(crate) use {around, fact, facts, form, forms, rules, slim, tag};
#[cfg(feature = "alloc")]
pub(crate) use {outer, restore};

/// The bit of a field if every version requires it, by how often the field occurs.
#[cfg(feature = "alloc")]
pub(crate) mod required {
    /// Once: its bit.
    pub(crate) const fn one(field: u32) -> u64 {
        1_u64.wrapping_shl(field)
    }

    /// At least once: its bit.
    pub(crate) const fn some(field: u32) -> u64 {
        one(field)
    }

    /// At most once: none.
    pub(crate) const fn optional(_: u32) -> u64 {
        0
    }

    /// Any number: none.
    pub(crate) const fn many(_: u32) -> u64 {
        0
    }
}
