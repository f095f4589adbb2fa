//! The code for a structure with an allocator.
//!
//! It is the type of the structure, and how it is read and written.

/// Makes the type, and how it becomes owned and is read.
///
/// It also lists the fields in the order in which they are written.
macro_rules! model {
    (table $($more:tt)*) => {};
    (
        $kind:ident $(#[$doc:meta])* $rust:ident $owner:tt $sections:tt
        {$(
            $about:literal $field:ident $how:ident ($type:ty) $tag:ident $read:ident $write:ident
            [$($in:tt)?] [$($others:ident)?] [$($required:tt)?] [$($select:ident)?] [$($by:ident $arms:tt)?];
        )*}
        {$($new:tt)*} {$($set:tt)*} $rules:tt
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
            pub extra: $crate::codec::Extra<'a>,
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

        $crate::structure::constructor! { $rust [<'a>] $($new)* }
        $crate::structure::setters! { $rust $($set)* }

        impl $crate::IntoOwned for $rust<'_> {
            type Owned = $rust<'static>;

            fn into_owned(self) -> $rust<'static> {
                $rust::into_owned(self)
            }
        }

        impl<'a> $crate::codec::Decode<'a> for $rust<'a> {
            // A structure without fields sets nothing aside, and one that selects nothing restores nothing.
            #[allow(unreachable_code, unused_variables, clippy::question_mark)]
            fn fill(&mut self, item: $crate::item::Item, d: &mut $crate::codec::Decoder<'a, '_>) -> Result<(), $crate::error::Fault> {
                #[allow(dead_code)]
                enum Bit {
                    $($field,)*
                }
                const REQUIRED: u64 = 0 $(| $crate::structure::required::$how(Bit::$field as u32))*;
                #[allow(unused_mut)]
                let mut scope = d.open(item)?;
                $($($crate::structure::outer!($select outer d);)?)*
                'fields: loop {
                    // Only what fails leads out of the inner loop, so that who reads strictly pays for nothing.
                    let (fault, needed) = loop {
                        let field = d.next_item();
                        match field.tag() {
                            $(
                                $crate::Tag::$tag $(| $crate::generated::tables::$others::others!())? => {
                                    if let Err(fault) = $crate::structure::read!($read self d, &mut scope, Bit::$field as u32, &mut self.$field, field) {
                                        $crate::structure::drop_last!($read self.$field);
                                        break (fault, $crate::structure::required::needed::$how() $(&& !$crate::structure::untyped!(is $arms))?);
                                    }
                                    $(d.$select($crate::Tag::$tag, &self.$field);)?
                                }
                            )*
                            _ if field.is_end() => break 'fields,
                            $($(_ if $crate::structure::untyped!($arms d, &mut scope, Bit::$field as u32, &mut self.$field, field, $crate::Tag::$tag) => {})?)*
                            _ => d.other(scope, &mut self.extra, field)?,
                        }
                    };
                    if let Err(fault) = d.set_aside(item, fault, needed) {
                        $($($crate::structure::restore!($select outer d);)?)*
                        return Err(fault);
                    }
                }
                $($($crate::structure::restore!($select outer d);)?)*
                d.close(scope, item, REQUIRED, &[$($crate::Tag::$tag),*])
            }
        }

        impl $crate::codec::Fields for $rust<'_> {
            #[allow(unused_variables)]
            fn fields(&self, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                $($crate::structure::put!($write e $tag [$($in)?] [$($required)?] self.$field);)*
                $crate::structure::demands!($kind self e $rules);
                Ok(())
            }

            fn takes(&self, tag: $crate::Tag) -> bool {
                match tag {
                    $($crate::Tag::$tag $(| $crate::generated::tables::$others::others!())? => true,)*
                    _ => false,
                }
            }
        }
    };
}

/// Writes the value, unless the code for that stands elsewhere.
macro_rules! encode {
    (checked $rust:ident) => {
        $crate::structure::encode! { typed $rust }
    };
    (typed $rust:ident) => {
        impl $crate::codec::Encode for $rust<'_> {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                e.structure(tag, self, &self.extra)
            }
        }
    };
    ($kind:ident $rust:ident) => {};
}

/// Reads a field.
///
/// The payload of a response item is read after the Result Status, which tells whether the item failed.
macro_rules! read {
    (payload $this:ident $d:ident, $scope:expr, $bit:expr, $slot:expr, $item:expr) => {{
        let failed = $this.result_status == $crate::ResultStatus::OPERATION_FAILED;
        $d.payload($scope, $bit, $slot, $item, failed)
    }};
    ($read:ident $this:ident $d:ident, $scope:expr, $bit:expr, $slot:expr, $item:expr) => {
        $d.$read($scope, $bit, $slot, $item)
    };
}

/// Writes a field, which some versions may not have, or may require.
macro_rules! put {
    (needed $e:ident $tag:ident [$($in:tt)?] [$required:tt] $this:ident.$field:ident) => {
        $crate::structure::put!(@ needed $e $tag ($($in)?) $required $this.$field)
    };
    (all_needed $e:ident $tag:ident [$($in:tt)?] [$required:tt] $this:ident.$field:ident) => {
        $crate::structure::put!(@ all_needed $e $tag ($($in)?) $required $this.$field)
    };
    (@ $write:ident $e:ident $tag:ident ($($in:tt)?) $required:tt $this:ident.$field:ident) => {
        $e.$write(
            $crate::Tag::$tag,
            $crate::versions_of::versions!($($in)?),
            $crate::versions_of::versions!($required),
            &$this.$field,
        )?
    };
    ($write:ident $e:ident $tag:ident [$($in:tt)?] [$($required:tt)?] $this:ident.$field:ident) => {
        $e.$write($crate::Tag::$tag, $($crate::versions_of::versions!($in),)? &$this.$field)?
    };
}

/// Drops the value of a list that could not be filled.
///
/// Where such a value is set aside, there may be many of them.
macro_rules! drop_last {
    (many $this:ident.$field:ident) => {
        $crate::codec::drop_last(&mut $this.$field)
    };
    ($read:ident $this:ident.$field:ident) => {};
}

/// Notes what selects outside of a structure with a field that does.
macro_rules! outer {
    ($select:ident $outer:ident $d:ident) => {
        let $outer = $d.selector();
    };
}

/// Goes back to it.
macro_rules! restore {
    ($select:ident $outer:ident $d:ident) => {
        $d.restore($outer)
    };
}

/// Fills a field that another one selects with what is set aside.
///
/// Its type has room for a tree, unless it is a choice by tag.
macro_rules! untyped {
    (is (Member)) => {
        false
    };
    (is $arms:tt) => {
        true
    };
    ((Member) $($argument:tt)*) => {
        false
    };
    ($arms:tt $d:ident, $($argument:tt)*) => {
        $d.untyped($($argument)*)?
    };
}

pub(crate) use {drop_last, encode, model, outer, put, read, restore, untyped};

/// The bit of a field if every version requires it, by how often the field occurs.
pub(crate) mod required {
    /// Once: its bit.
    pub(crate) const fn one(field: u32) -> u64 {
        1_u64.wrapping_shl(field)
    }

    /// Functions that tell whether a structure can only be made with the field.
    ///
    /// They are named by how often the field occurs: a list can be empty.
    pub(crate) mod needed {
        pub(crate) const fn one() -> bool {
            true
        }

        pub(crate) const fn some() -> bool {
            false
        }

        pub(crate) const fn optional() -> bool {
            false
        }

        pub(crate) const fn many() -> bool {
            false
        }
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
