//! The tables of the standard, and messages built from them.
//!
//! The tests of several crates share them.
//!
//! A test takes it in by
//! `#[cfg(test)] #[path = "…/kmip-types/tests/support/spec.rs"] mod spec;`.

#![allow(dead_code, reason = "every test looks at its own part of the tables")]

pub(crate) mod builder;
pub(crate) mod edition;
pub(crate) mod facts;
pub(crate) mod kept;
pub(crate) mod markers;
pub(crate) mod schema;
pub(crate) mod tables;
pub(crate) mod tree;
pub(crate) mod values;
