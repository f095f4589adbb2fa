#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod element;
mod message;
mod namespace;
mod options;
mod parser;
mod prolog;
mod text;
mod value;
mod writer;

pub use kmip_types;
pub use kmip_types::{DocumentReader as Reader, ReaderOptions};
pub use message::{
    from_slice, from_slice_with, from_str, from_str_with, parse, parse_all, parse_partial, parse_with, to_string,
    to_string_with, to_vec, to_vec_with,
};
pub use options::WriterOptions;
pub use writer::Writer;
