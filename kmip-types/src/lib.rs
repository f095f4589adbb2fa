#![doc = include_str!("../README.md")]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_core, clippy::std_instead_of_alloc)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod attribute;
mod attribute_index;
mod batch_numbering;
mod by_selector;
mod by_tag;
mod by_type;
mod chunk_buffer;
mod chunk_reader;
mod codec;
mod conditions;
#[cfg(feature = "alloc")]
pub mod convert;
mod counting_slice;
#[cfg(feature = "alloc")]
mod document;
mod enumeration;
mod error;
mod event;
#[cfg(feature = "alloc")]
pub mod exchange;
pub mod format;
mod frame_buffer;
mod generated;
#[cfg(feature = "alloc")]
mod growth;
mod identifier_forms;
mod item;
pub mod items;
mod length;
mod limits;
#[cfg(feature = "alloc")]
mod maybe_owned;
mod message_framer;
#[cfg(feature = "alloc")]
mod model;
pub mod names;
pub mod no_alloc;
mod object_type;
mod path;
mod pretty;
mod redact;
#[cfg(feature = "schema")]
pub mod schema;
mod secrecy;
#[cfg(feature = "alloc")]
mod secret;
#[cfg(feature = "serde")]
pub mod serialize;
mod slice_sink;
mod slice_text;
mod stream;
mod structure;
pub mod tables;
mod tag;
#[cfg(feature = "alloc")]
mod text;
mod time;
#[cfg(feature = "alloc")]
mod tree;
mod type_set;
pub mod validate;
mod value;
#[cfg(feature = "alloc")]
mod vendor;
mod version;
mod versions_of;
pub mod view;
#[cfg(feature = "alloc")]
mod wipe;
mod word_item;

#[cfg(feature = "alloc")]
pub use codec::{Empty, EncodeOptions, IntoOwned, LazyBox, Omitted, OtherVersions};
pub use enumeration::{BitMask, Enumeration};
pub use error::{Error, ErrorKind};
#[cfg(feature = "alloc")]
pub use format::integer::BigInteger;
pub use generated::enumerations::*;
pub use generated::masks::*;
#[cfg(feature = "alloc")]
pub use generated::{attributes::*, by_selector::*, by_tag::*, by_type::*, operations::*, structures::*};
pub use limits::{Limits, ReaderOptions};
#[cfg(feature = "alloc")]
pub use model::{AttributeIter, AttributeList, Attributes, Message, Request};
pub use path::{Path, Step};
#[cfg(feature = "alloc")]
pub use secret::Secret;
pub use tag::{ItemType, Tag};
#[cfg(feature = "alloc")]
pub use text::{Bytes, Text};
pub use time::{DateTime, DateTimeExtended, Interval};
pub use version::{UnknownVersion, Version, Versions};
