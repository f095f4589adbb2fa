#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "tokio-util")]
extern crate std;

mod check;
mod chunks;
mod frame;
#[cfg(feature = "tokio-util")]
mod frame_codec;
mod header;
mod message;
mod reader;
mod sink;
mod slice;
mod view;
mod writer;

pub use chunks::{ChunkReader, TtlvChunks};
#[cfg(feature = "bytes")]
pub use frame::frame_bytes;
pub use frame::{FrameBuffer, MessageFramer, TtlvHead, frame};
#[cfg(feature = "tokio-util")]
pub use frame_codec::{FrameCodec, FrameError};
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
pub use reader::TtlvReader;
pub use sink::Sink;
pub use view::{BatchItemView, Children, RequestView, ResponseView, View};
pub use writer::TtlvWriter;
