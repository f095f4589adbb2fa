//! The vectors in `vectors/`.
//!
//! They are made here, and checked here against the files, and against the crates.
//!
//! `KMIP_WRITE_VECTORS=1 cargo test -p conformance-vectors --test vectors` writes the files and the tables of
//! `vectors/README.md`; without it the test fails where they are not exactly what would be written.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod administration;
mod agreement;
mod asynchronous;
mod attributes;
mod batch;
mod coverage;
mod credentials;
mod cryptographic;
mod encoding;
mod errors;
mod extensions;
mod files;
mod full;
mod index;
mod items;
mod keys;
mod lifecycle;
mod make;
mod malformed;
mod server;
#[path = "../../../kmip-types/tests/support/spec.rs"]
mod spec;
mod validity;
mod vector;
