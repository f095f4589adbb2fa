//! The code that `cargo codegen` writes from `spec/*.json`.
//!
//! It is data and one-liners. The logic is in `codec`, `names` and `open`.

#![allow(clippy::doc_markdown, clippy::large_enum_variant, clippy::semicolon_if_nothing_returned)]
// Fields are counted by enums without fields, whose arms have the names of the fields or of their tags.
#![allow(clippy::as_conversions, clippy::upper_case_acronyms, non_camel_case_types)]

#[cfg_attr(not(feature = "alloc"), allow(unused_imports))] // Only the tables are there then.
pub(crate) mod attributes;
#[cfg_attr(not(feature = "alloc"), allow(unused_imports))]
pub(crate) mod by_selector;
#[cfg_attr(not(feature = "alloc"), allow(unused_imports))]
pub(crate) mod by_tag;
#[cfg_attr(not(feature = "alloc"), allow(unused_imports))]
pub(crate) mod by_type;
pub(crate) mod conversions;
pub(crate) mod enumerations;
mod item_types;
pub(crate) mod masks;
pub(crate) mod names;
pub(crate) mod no_alloc;
#[cfg(feature = "alloc")]
mod on_object;
#[cfg_attr(not(feature = "alloc"), allow(unused_imports, unreachable_pub))] // Only the tables are there then.
pub(crate) mod operations;
pub(crate) mod secrets;
#[cfg_attr(not(feature = "alloc"), allow(unused_imports, unreachable_pub))] // Only the tables are there then.
pub(crate) mod structures;
pub(crate) mod tables;
pub(crate) mod tags;
#[cfg(feature = "alloc")]
mod version_forms;
