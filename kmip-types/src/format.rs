//! For those who write an encoding: what a format is built from.
//!
//! KMIP is a stream of items. A format is a [`Reader`] and a [`Writer`] of [`Item`]s; the model is [`Decode`] and [`Encode`]
//! over the same two traits. Users of messages need nothing from here.
//!
//! | | |
//! |---|---|
//! | items in and out | [`Reader`], [`Writer`], [`Item`], [`WordItem`], [`Fault`], [`Failed`] |
//! | typed values over items | `Decode`, `Decoder`, [`Encode`], [`Encoder`], `Fields`, `Root`, [`EncodeRoot`] |
//! | messages that come in pieces | [`FrameBuffer`], [`MessageFramer`], [`ChunkReader`], [`ChunkBuffer`] |
//! | text formats | `Document`, `DocumentBuilder`, [`lexical`], [`text`] |
//! | binary formats | [`binary`], [`integer`] |
//! | where an error is | `locate`, `locate_in_message`, `locate_encoding`, `Siblings` |
//! | output without allocation | [`SliceSink`], [`CountingSlice`], [`SliceText`] |
//! | output that grows, and is wiped behind it | `make_room` |

pub mod binary;
pub mod integer;
pub mod lexical;
pub mod text;

pub use crate::chunk_buffer::{ChunkBuffer, body_value};
pub use crate::chunk_reader::{ChunkFormat, ChunkReader};
#[cfg(feature = "alloc")]
pub use crate::codec::{
    Decode, Decoder, Fields, Root, Scope, Selected, Selector, decode_root, decode_root_leniently,
    decode_root_leniently_owned, decode_root_owned, encode_root_with, fill_root, fill_root_owned, locate_in_message,
    unexpected_items,
};
pub use crate::codec::{Encode, EncodeRoot, Encoder, encode_root};
pub use crate::counting_slice::CountingSlice;
#[cfg(feature = "alloc")]
pub use crate::document::{Document, DocumentBuilder, DocumentReader, TextBuffer};
pub use crate::error::{Detail, Fault};
pub use crate::frame_buffer::FrameBuffer;
pub use crate::item::Item;
pub use crate::message_framer::{Extent, MessageFramer, MessageHead};
#[cfg(feature = "alloc")]
pub use crate::path::{Siblings, locate, locate_encoding};
#[cfg(feature = "alloc")]
pub use crate::secret::Sensitive;
pub use crate::slice_sink::{SliceSink, fill};
pub use crate::slice_text::SliceText;
pub use crate::stream::{Failed, Reader, Writer};
#[cfg(feature = "alloc")]
pub use crate::stream::{Replaying, Untyped};
#[cfg(feature = "alloc")]
pub use crate::wipe::make_room;
pub use crate::word_item::WordItem;
