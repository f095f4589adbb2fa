//! The macros that turn the lines of the generated tables into code.

/// Makes the table of tags, by number.
///
/// A line has the name, the versions, the item types, the versions that advise against the tag, and the attribute that
/// stands under it.
macro_rules! tags {
    ($(
        $(#[$doc:meta])*
        $tag:ident = $number:literal $name:literal $in:tt {$($type:ident $own:tt $($holds:ident $table:ident)?;)*}
        $(deprecated $deprecated:tt)? $(for $attribute:ident)?;
    )*) => {
        /// The tags of the standard.
        impl $crate::Tag {
            $($(#[$doc])* pub const $tag: Self = Self::new($number);)*
        }

        $crate::names::name_table! {
            /// The names of the tags.
            NAMES {$($number $name $in;)*}
        }

        /// The place of each tag in the table.
        #[allow(dead_code)]
        pub(crate) enum TagPlace {
            $($tag,)*
        }

        pub(crate) static TABLES: &[$crate::tables::TagTable] = &[$($crate::tables::TagTable {
            tag: $crate::Tag::$tag,
            versions: $crate::versions_of::versions!($in),
            deprecated: $crate::tables::given!($($deprecated)?),
            forms: $crate::tables::Forms::new(
                &[$($crate::structure::form!($type $own $($holds $table)?)),*],
                $crate::versions_of::versions!($in),
            ),
            attribute: $crate::tables::found!($(&$crate::generated::attributes::$attribute)?),
        },)*];
    };
}

/// Attributes without a tag of their own.
macro_rules! attributes {
    ($($name:literal $symbol:ident $in:tt many $many:tt $sections:tt as $forms:tt;)*) => {$(
        static $symbol: AttributeTable = AttributeTable {
            name: $name,
            tag: None,
            versions: $crate::versions_of::versions!($in),
            multiple: $crate::versions_of::versions!($many),
            sections: $crate::versions_of::sections!($sections),
            forms: $crate::structure::forms!(NONE [$crate::versions_of::versions!($in)] $forms),
        };
    )*};
}

/// Makes the table of operations, by number.
///
/// A line has the versions, those in which a client and a server can ask for the operation, the sections, the
/// payloads, and those that differ when the server asks.
macro_rules! operations {
    ($($name:literal $operation:ident $in:tt $client:tt $server:tt $sections:tt: $request:ident -> $response:ident, $server_request:tt -> $server_response:tt;)*) => {
        pub(crate) static OPERATIONS: &[$crate::tables::OperationTable] = &[$($crate::tables::OperationTable {
            operation: $crate::Operation::$operation,
            name: $name,
            versions: $crate::versions_of::versions!($in),
            from_client: $crate::versions_of::versions!($client),
            from_server: $crate::versions_of::versions!($server),
            sections: $crate::versions_of::sections!($sections),
            request: &$request,
            response: &$response,
            server_request: $crate::tables::payload!($server_request),
            server_response: $crate::tables::payload!($server_response),
        },)*];
    };
}

/// The enumerations and masks: versions, sections, what is left to vendors, values.
macro_rules! lists {
    ($($name:literal $symbol:ident $in:tt $sections:tt {$($left:tt $fixed:literal $free:literal;)*} $($values:ident)::+;)*) => {$(
        pub(crate) static $symbol: ListTable = ListTable {
            name: $name,
            versions: $crate::versions_of::versions!($in),
            sections: $crate::versions_of::sections!($sections),
            extensions: &[$($crate::tables::Extensions {
                versions: $crate::versions_of::versions!($left),
                fixed: $fixed,
                free: $free,
            }),*],
            values: &$crate::generated::$($values)::+,
        };
    )*};
}

/// Makes a list of structures of which a field is one, each under its own tag.
///
/// A line has the versions, the value that selects the structure, and its table.
macro_rules! members {
    ($module:ident $first:ident $first_in:tt $(by $first_value:literal)?: $first_table:ident; $($tag:ident $in:tt $(by $value:literal)?: $table:ident;)*) => {
        pub(crate) mod $module {
            /// Every member.
            pub(crate) static MEMBERS: &[$crate::tables::Member] = &[
                $crate::tables::Member {
                    tag: $crate::Tag::$first,
                    versions: $crate::versions_of::versions!($first_in),
                    selected_by: $crate::tables::found!($($first_value)?),
                    structure: &$crate::generated::tables::$first_table,
                },
                $($crate::tables::Member {
                    tag: $crate::Tag::$tag,
                    versions: $crate::versions_of::versions!($in),
                    selected_by: $crate::tables::found!($($value)?),
                    structure: &$crate::generated::tables::$table,
                },)*
            ];

            /// The tags except the first, as a pattern.
            #[cfg(feature = "alloc")]
            macro_rules! others {
                () => {
                    $($crate::Tag::$tag)|*
                };
            }
            #[cfg(feature = "alloc")]
            pub(crate) use others;
        }
    };
}

/// Versions, or none.
macro_rules! given {
    () => {
        $crate::Versions::NONE
    };
    ($versions:tt) => {
        $crate::versions_of::versions!($versions)
    };
}

/// A value, or none.
macro_rules! found {
    () => {
        None
    };
    ($($value:tt)+) => {
        Some($($value)+)
    };
}

/// A payload, or none.
macro_rules! payload {
    (()) => {
        None
    };
    (($payload:ident)) => {
        Some(&$payload)
    };
}

pub(crate) use {attributes, found, given, lists, members, operations, payload, tags};
