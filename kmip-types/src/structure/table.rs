//! The table of a structure: its fields, for those who check.

/// The table.
macro_rules! table {
    (NONE $($more:tt)*) => {};
    (
        $symbol:ident $owner:tt $sections:tt $title:literal $under:tt $only:tt
        {$(
            $field:ident $how:ident $tag:ident [$($in:tt)?] [$($others:ident)?] [$($required:tt)?] [$($repeated:tt)?]
            [$($secret:ident)?] [$($by:ident ($arms:ident $($list:ident)?))?]
            [$({$($form:ident $form_in:tt $($holds:ident $held:ident)?;)*})?];
        )*}
        ($($rest:ident $rest_required:tt $rest_repeated:tt)?) $rules:tt
    ) => {
        pub(crate) static $symbol: $crate::tables::StructureTable = {
            #[allow(dead_code, non_camel_case_types)]
            enum At {
                $($field,)*
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
                        $crate::tables::FieldTable::$how(
                            $crate::Tag::$tag,
                            $crate::generated::tables::TagPlace::$tag as usize,
                            VERSIONS,
                        )
                            $(.only_in($crate::versions_of::versions!($in)))?
                            $(.choice($crate::generated::tables::$others::MEMBERS))?
                            $(.required($crate::versions_of::versions!($required)))?
                            $(.repeated($crate::versions_of::versions!($repeated)))?
                            $(.$secret())?
                            $(.selected(&$crate::tables::Selection {
                                by: $crate::Tag::$by,
                                arms: $crate::tables::Arms::$arms $(($crate::generated::tables::$list))?,
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

/// A tag, or number 0 for none.
macro_rules! tag {
    (()) => {
        $crate::Tag::new(0)
    };
    ($tag:ident) => {
        $crate::Tag::$tag
    };
}

/// The item types that a field can have: those of its tag, or its own.
macro_rules! forms {
    ($tag:ident [$within:expr]) => {
        $crate::tables::Forms::of_tag($crate::generated::tables::TagPlace::$tag as usize, $within)
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

pub(crate) use {form, forms, table, tag};
