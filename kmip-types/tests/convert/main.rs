//! Tests of messages converted from one protocol version to another.
//!
//! They try each rule in both directions, and every field of every version.

#![cfg(feature = "alloc")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod attributes;
mod envelope;
mod every_field;
mod facts;
mod identifiers;
mod items;
mod operations;
mod responses;
#[path = "../support/spec.rs"]
mod spec;
mod values;
