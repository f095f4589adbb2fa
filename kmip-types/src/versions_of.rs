//! Sets of versions, as generated lines write them.
//!
//! They are written `[V1_4..]`, `[..=V2_1]`, `[V1_1..=V1_4]`, `[V3_0]`; `[]` is all.

/// The set.
macro_rules! versions {
    () => {
        $crate::Versions::ALL
    };
    ([]) => {
        $crate::Versions::ALL
    };
    ([none]) => {
        $crate::Versions::NONE
    };
    ([$from:ident ..]) => {
        $crate::Versions::since($crate::Version::$from)
    };
    ([..= $to:ident]) => {
        $crate::Versions::up_to($crate::Version::$to)
    };
    ([$from:ident ..= $to:ident]) => {
        $crate::Versions::between($crate::Version::$from, $crate::Version::$to)
    };
    ([$only:ident]) => {
        $crate::Versions::only($crate::Version::$only)
    };
    ([$first:tt $(, $more:tt)+]) => {
        $crate::versions_of::versions!($first)$(.with($crate::versions_of::versions!($more)))+
    };
}

/// The set as documentation writes it: `versions 1.4-3.0`.
macro_rules! described {
    ([]) => {
        $crate::versions_of::since!(V1_0)
    };
    ([$from:ident ..]) => {
        $crate::versions_of::since!($from)
    };
    ([..= $to:ident]) => {
        concat!("versions 1.0-", $crate::versions_of::number!($to))
    };
    ([$from:ident ..= $to:ident]) => {
        concat!("versions ", $crate::versions_of::number!($from), "-", $crate::versions_of::number!($to))
    };
    ([$only:ident]) => {
        concat!("version ", $crate::versions_of::number!($only), " only")
    };
}

/// The number of the newest version of a set.
macro_rules! newest {
    ([]) => {
        $crate::versions_of::latest!()
    };
    ([$from:ident ..]) => {
        $crate::versions_of::latest!()
    };
    ([..= $to:ident]) => {
        $crate::versions_of::number!($to)
    };
    ([$from:ident ..= $to:ident]) => {
        $crate::versions_of::number!($to)
    };
    ([$only:ident]) => {
        $crate::versions_of::number!($only)
    };
    ([$first:tt, $last:tt]) => {
        $crate::versions_of::newest!($last)
    };
}

/// The number of a version.
macro_rules! number {
    (V1_0) => {
        "1.0"
    };
    (V1_1) => {
        "1.1"
    };
    (V1_2) => {
        "1.2"
    };
    (V1_3) => {
        "1.3"
    };
    (V1_4) => {
        "1.4"
    };
    (V2_0) => {
        "2.0"
    };
    (V2_1) => {
        "2.1"
    };
    (V3_0) => {
        "3.0"
    };
}

/// The number of the newest version.
macro_rules! latest {
    () => {
        "3.0"
    };
}

/// The versions from one to the newest, as documentation writes them.
macro_rules! since {
    (V3_0) => {
        "version 3.0 only"
    };
    ($from:ident) => {
        concat!("versions ", $crate::versions_of::number!($from), "-", $crate::versions_of::latest!())
    };
}

/// Writes sections for documentation, newest first.
///
/// An example is `KMIP 3.0 §6.1.23, 1.4 §4.11; `. They stand newest first in the lines, too.
macro_rules! in_sections {
    (()) => {
        ""
    };
    (($first:tt $section:literal $(, $more:tt $other:literal)*)) => {
        concat!(
            "KMIP ", $crate::versions_of::newest!($first), " §", $section,
            $(", ", $crate::versions_of::newest!($more), " §", $other,)*
            "; "
        )
    };
}

/// Sections as the tables have them.
macro_rules! sections {
    (($($versions:tt $section:literal),*)) => {
        $crate::tables::Sections(&[$(($crate::versions_of::versions!($versions), $section)),*])
    };
}

pub(crate) use {described, in_sections, latest, newest, number, sections, since, versions};
