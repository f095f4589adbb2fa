#![doc = include_str!("../README.md")]

mod args;
mod convert;
mod diff;
mod dump;
mod failure;
mod format;
mod hex;
mod input;
mod lines;
mod message;
mod order;
mod part;
mod run;
mod several;
mod shift;
mod source;
mod validate;

pub use args::{Arguments, Command, Convert, Diff, Dump, Source, Validate};
pub use convert::convert;
pub use diff::diff;
pub use dump::dump;
pub use failure::Failure;
pub use format::Format;
pub use run::run;
pub use validate::{Verdict, validate};
