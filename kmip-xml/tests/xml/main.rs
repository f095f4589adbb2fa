//! Tests of what the crate promises, against items.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod documents;
mod elements;
mod errors;
mod expected;
#[path = "../support/text_fast.rs"]
mod fast;
#[path = "../support/text_items.rs"]
mod items;
mod messages;
mod names;
mod round_trip;
#[path = "../support/text_messages.rs"]
mod shared_messages;
#[path = "../support/text_names.rs"]
mod shared_names;
#[path = "../support/text_round_trip.rs"]
mod shared_round_trip;
#[path = "../support/text_writing.rs"]
mod shared_writing;
mod values;
mod writing;

use items::{ANY, accept, both, leaf, lenient, read, read_with, refuse, structure, tolerate, write, write_with};
use kmip_xml::{self as format, XmlWriter as Writer};
