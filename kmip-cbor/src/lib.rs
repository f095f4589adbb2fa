#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod chunks;
mod entry;
mod frame;
mod head;
mod key;
mod message;
mod reader;
mod sink;
mod start;
mod view;
mod writer;

pub use chunks::{CborChunks, ChunkReader};
pub use frame::{CborHead, FrameBuffer, MessageFramer, frame};
pub use kmip_types;
#[cfg(feature = "alloc")]
pub use kmip_types::EncodeOptions;
pub use kmip_types::ReaderOptions;
pub use kmip_types::format::{CountingSlice, SliceSink};
pub use message::{encoded_len, to_slice};
#[cfg(feature = "alloc")]
pub use message::{
    encoded_len_with, from_slice, from_slice_owned, from_slice_owned_with, from_slice_validated, from_slice_with,
    refuse, to_slice_with, to_vec, to_vec_with,
};
pub use reader::CborReader;
pub use sink::Sink;
pub use view::{BatchItemView, Children, RequestView, ResponseView, View};
pub use writer::CborWriter;
