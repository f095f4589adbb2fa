#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod frame;
#[cfg(feature = "alloc")]
mod message;
mod reader;
mod sink;
mod slice;
mod word;
mod writer;

pub use frame::frame;
#[cfg(feature = "bytes")]
pub use frame::frame_bytes;
pub use kmip_types;
pub use kmip_types::ReaderOptions;
#[cfg(feature = "alloc")]
pub use message::{encoded_len, from_slice, from_slice_with, to_slice, to_vec};
pub use reader::Reader;
pub use sink::{Sink, SliceSink};
pub use writer::Writer;
