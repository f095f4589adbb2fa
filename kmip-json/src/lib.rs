#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod message;
mod number;
mod object;
mod options;
mod parser;
mod text;
mod value;
mod writer;

pub use kmip_types;
pub use kmip_types::{DocumentReader as Reader, ReaderOptions};
pub use message::{
    from_slice, from_slice_with, from_str, from_str_with, parse, parse_partial, parse_with, to_string, to_string_with,
    to_vec, to_vec_with,
};
pub use options::WriterOptions;
pub use writer::Writer;
