//! Tests of what SPEC.md promises.
//!
//! They also test what the reader, the writer and the framing make of anything else.

#![cfg(feature = "alloc")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod agree;
mod chunks;
#[path = "../support/pieces.rs"]
mod collect;
mod exhaustive;
mod frame;
mod limits;
mod messages;
mod pieces;
mod reader;
mod spec;
mod support;
mod trees;
mod view;
#[path = "../support/walk.rs"]
mod walk;
mod writer;
