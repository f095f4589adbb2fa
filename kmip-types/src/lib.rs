#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod adapt;
mod attribute;
mod batch_numbering;
pub mod binary;
pub mod borrowed;
mod by_selector;
mod by_tag;
mod by_type;
mod chunk_buffer;
mod chunk_reader;
mod codec;
mod conditions;
#[cfg(feature = "alloc")]
pub mod convert;
#[cfg(feature = "alloc")]
mod document;
mod error;
mod event;
mod frame_buffer;
mod generated;
pub mod integer;
mod item;
pub mod lexical;
mod limits;
mod message_framer;
#[cfg(feature = "alloc")]
mod model;
pub mod names;
mod open;
pub mod path;
#[cfg(feature = "alloc")]
mod secret;
mod slice_sink;
mod slice_text;
#[cfg(feature = "serde")]
mod stored;
mod stream;
mod structure;
pub mod tables;
mod tag;
#[cfg(feature = "alloc")]
mod text;
mod time;
mod validate;
mod value;
mod version;
mod versions_of;
mod view;
mod word_item;

pub use adapt::{Length, Pretty};
#[cfg(feature = "alloc")]
pub use adapt::{Node, NodeReader, NodeValue, NodeWriter};
pub use chunk_buffer::{ChunkBuffer, body_value};
pub use chunk_reader::{ChunkFormat, ChunkReader};
#[cfg(feature = "alloc")]
pub use codec::{
    Decode, Decoder, EncodeOptions, Extra, Fields, IntoOwned, Omitted, OtherVersions, Root, Scope, Selected, Selector,
    decode_root, decode_root_owned, describe_encoding, encode_root_with, fill_root, fill_root_owned,
};
pub use codec::{Encode, EncodeRoot, Encoder, encode_root};
#[cfg(feature = "alloc")]
pub use document::{Document, DocumentBuilder, DocumentReader, TextBuffer};
pub use error::{Error, ErrorKind, Fault};
pub use event::Event;
pub use frame_buffer::FrameBuffer;
pub use generated::enumerations::*;
pub use generated::masks::*;
#[cfg(feature = "alloc")]
pub use generated::{attributes::*, by_selector::*, by_tag::*, by_type::*, operations::*, structures::*};
#[cfg(feature = "alloc")]
pub use integer::BigInteger;
pub use item::Item;
pub use limits::{Limits, ReaderOptions};
pub use message_framer::{Extent, MessageFramer, MessageHead};
#[cfg(feature = "alloc")]
pub use model::*;
pub use names::{Naming, VendorNames, Vocabulary};
pub use open::{BitMask, Enumeration};
pub use path::{Path, Step};
#[cfg(feature = "alloc")]
pub use secret::{Secret, Sensitive};
pub use slice_sink::SliceSink;
pub use slice_text::SliceText;
#[cfg(feature = "serde")]
pub use stored::{ExposeSecrets, Stored};
pub use stream::{Reader, Writer, transcode};
pub use tag::{ItemType, Tag};
#[cfg(feature = "alloc")]
pub use text::{Bytes, Text};
pub use time::{DateTime, DateTimeExtended, Interval};
pub use validate::{Finding, FindingKind, Severity, StrictReader, Validator};
#[cfg(feature = "alloc")]
pub use validate::{Findings, FindingsIter};
pub use value::Value;
pub use version::{UnknownVersion, Version, Versions};
pub use view::{
    All, AttributeView, AttributeViews, BatchItemView, BatchItemViews, BigIntegerRef, Checked, CheckedChildren,
    FromView, HeaderView, ItemView, RequestView, ResponseView,
};
pub use word_item::WordItem;
