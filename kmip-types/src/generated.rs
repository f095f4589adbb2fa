//! What `cargo codegen` writes from `spec/*.json`: data and one-liners. The logic is in `codec`, `names` and `open`.

#![allow(clippy::doc_markdown, clippy::large_enum_variant, clippy::semicolon_if_nothing_returned)]

#[cfg(feature = "alloc")]
mod attribute_access;
#[cfg(feature = "alloc")]
pub(crate) mod attributes;
pub(crate) mod borrowed;
#[cfg(feature = "alloc")]
pub(crate) mod choices;
pub(crate) mod enumerations;
mod item_types;
pub(crate) mod masks;
pub(crate) mod names;
#[cfg(feature = "alloc")]
mod on_object;
#[cfg(feature = "alloc")]
pub(crate) mod operations;
#[cfg(feature = "alloc")]
pub(crate) mod selections;
pub(crate) mod spellings;
#[cfg(feature = "alloc")]
pub(crate) mod structures;
pub(crate) mod tables;
mod tags;
#[cfg(feature = "alloc")]
pub(crate) mod variants;
