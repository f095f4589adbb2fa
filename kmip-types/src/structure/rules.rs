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
    ({ facts { $($fact:ident = $field:ident $is:ident $value:tt;)* } $($rules:tt)* }) => {
        &[$($crate::tables::Fact { field: At::$field as u8, is: $crate::structure::fact!($is $value) }),*]
    };
}

/// Makes the condition of one fact.
macro_rules! fact {
    (Value $values:tt) => {
        $crate::tables::Is::Value(&$values)
    };
    (Type ($type:ident $enum:ident $arm:ident)) => {
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
            $demand:ident $field:ident $tag:ident $in:tt
            with [$($with:ident)*] without [$($without:ident)*] if [$($holds:ident)*] unless [$($lacks:ident)*]
            around $around:tt except [$($except:ident)*];
        )*
    }) => {{
        #[allow(dead_code)]
        enum About {
            $($fact,)*
        }
        &[$($crate::tables::Rule {
            field: At::$field as u8,
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

/// Refuses a structure that is built without a field that its rules demand.
///
/// The demanded field is looked at first: where it is there, nothing else is asked.
#[cfg(feature = "alloc")]
macro_rules! demands {
    (checked $this:ident $e:ident {
        facts { $($fact:ident = $about:ident $is:ident $value:tt;)* }
        $(
            $demand:ident $field:ident $tag:ident $in:tt
            with $with:tt without [$($without:ident)*] if [$($holds:ident)*] unless [$($lacks:ident)*]
            around $around:tt except [$($except:ident)*];
        )*
    }) => {
        $(
            #[allow(non_snake_case)]
            let $fact = || $crate::structure::holds!($is $value $this.$about);
        )*
        $(
            if $crate::structure::demand!($demand $this.$field)
                $(&& $crate::codec::Encode::is_absent(&$this.$without))*
                $(&& $holds())*
                $(&& !$lacks())*
                && $crate::structure::any_of!($this $with)
            {
                let versions = $crate::versions_of::versions!($in);
                $e.demanded($crate::Tag::$tag, versions, $crate::structure::around!($around), &[$($crate::Operation::$except),*])?;
            }
        )*
    };
    ($kind:ident $this:ident $e:ident $rules:tt) => {};
}

/// Tells whether a field is not as a rule demands it.
///
/// The validator alone says that a field must not be there.
#[cfg(feature = "alloc")]
macro_rules! demand {
    (Present $this:ident.$field:ident) => {
        $crate::codec::Encode::is_absent(&$this.$field)
    };
    (Absent $this:ident.$field:ident) => {
        false
    };
}

/// Tells whether one of these fields is there; true if none is named.
#[cfg(feature = "alloc")]
macro_rules! any_of {
    ($this:ident []) => {
        true
    };
    ($this:ident [$($field:ident)+]) => {
        ($(!$crate::codec::Encode::is_absent(&$this.$field))||+)
    };
}

/// Tells whether a fact about a field of the model holds.
#[cfg(feature = "alloc")]
macro_rules! holds {
    (Value $values:tt $this:ident.$field:ident) => {
        $values.contains(&$crate::codec::Selector::selector(&$this.$field))
    };
    (Type ($type:ident $enum:ident $arm:ident) $this:ident.$field:ident) => {
        matches!($this.$field, Some($crate::$enum::$arm(_)))
    };
}

#[cfg(feature = "alloc")]
pub(crate) use {any_of, demand, demands, holds};
pub(crate) use {around, fact, facts, rules};
