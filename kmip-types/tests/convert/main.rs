//! Messages from one protocol version to another: each rule in both directions, and every field of every version.

#![cfg(feature = "alloc")]

#[cfg(test)]
mod every_field;
#[cfg(test)]
mod facts;
#[cfg(test)]
#[path = "../support/spec.rs"]
mod spec;
