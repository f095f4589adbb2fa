//! The rules of a structure.
//!
//! They say which of its fields must, or must not, be there, and when.

/// The value of a field around that asks for a structure, or none.
macro_rules! around {
    (()) => {
        None
    };
    (($by:ident $values:tt)) => {
        Some($crate::tables::Around { by: $crate::Tag::$by, values: &$values })
    };
}

/// Lists the facts about single fields for which the rules of a structure ask.
macro_rules! facts {
    ({}) => {
        &[]
    };
    ({ facts { $($fact:ident = $tag:ident $is:ident $value:tt;)* } $($rules:tt)* }) => {
        &[$($crate::tables::Fact { field: At::$tag as u8, is: $crate::structure::fact!($is $value) }),*]
    };
}

/// Makes the condition of one fact.
macro_rules! fact {
    (Value $values:tt) => {
        $crate::tables::Is::Value(&$values)
    };
    (Type $type:ident) => {
        $crate::tables::Is::Type($crate::ItemType::$type)
    };
}

/// The rules about fields that must, or must not, be there.
///
/// They depend on what the other fields hold.
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

pub(crate) use {around, fact, facts, rules};
