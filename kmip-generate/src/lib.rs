#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod attributes;
mod builder;
mod bytes;
pub mod dictionary;
mod facts;
mod field;
mod kind;
mod message;
mod mutate;
#[cfg(feature = "proptest")]
pub mod proptest;
mod random;
mod relations;
mod scalars;
#[cfg(test)]
mod tests;
#[cfg(feature = "vectors")]
pub mod vectors;

pub use kind::{Direction, Kind};
pub use message::GeneratedMessage;
pub use mutate::{Change, Expected, Mutant, Mutation, Mutator};
pub use random::{Choices, Random, Seed};
