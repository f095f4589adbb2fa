#![doc = include_str!("../README.md")]

mod corpus;
mod encoding;
pub mod hex;
mod known;
mod mutate;
mod report;
mod run;

pub use corpus::{ByteVector, Case, Corpus, Expected, HOW_TO_GET, Kind, LoadError, Message, Placeholders, folders};
pub use known::{Invalid, Known, Refusal, Selection, Verdict};
pub use mutate::{Count, Mutants};
pub use report::{Failure, Report, Row, Tally, VectorRow};
pub use run::{Emitted, Run, run};

/// Tests the examples of the README of the whole family.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Family;
