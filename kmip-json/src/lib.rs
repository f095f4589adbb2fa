#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "alloc")]
mod cursor;
mod escape;
#[cfg(feature = "alloc")]
mod number;
#[cfg(feature = "alloc")]
mod object;
#[cfg(feature = "alloc")]
mod parser;
#[cfg(feature = "alloc")]
mod queue;
#[cfg(feature = "alloc")]
mod read;
mod start_tags;
#[cfg(feature = "alloc")]
mod text;
#[cfg(feature = "alloc")]
mod value;
mod write;
mod writer;

pub use kmip_types;
#[cfg(feature = "alloc")]
pub use kmip_types::EncodeOptions;
pub use kmip_types::ReaderOptions;
pub use kmip_types::format::text::WriterOptions;
#[cfg(feature = "alloc")]
pub use kmip_types::format::{Document, DocumentReader};
#[cfg(feature = "alloc")]
pub use read::{
    from_slice, from_slice_owned, from_slice_owned_with, from_slice_validated, from_slice_with, from_str,
    from_str_owned, from_str_owned_with, from_str_with, parse, parse_marked, parse_partial, parse_with, refuse,
};
#[cfg(feature = "alloc")]
pub use write::{append_to_vec, append_to_vec_with, to_string, to_string_with, to_vec, to_vec_with};
pub use write::{to_writer, to_writer_with};
pub use writer::{Json, JsonWriter, NumberWriter};
