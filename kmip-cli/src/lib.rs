#![doc = include_str!("../README.md")]

mod args;
mod command_line;
mod convert;
mod diff;
mod dump;
mod explain;
mod failure;
mod format;
mod forms;
mod generate;
mod hex;
mod input;
mod lines;
mod message;
mod order;
mod part;
mod partners;
mod paths;
mod placeholders;
mod printed;
mod redact;
mod row;
mod run;
mod several;
mod shift;
mod source;
mod summary;
mod validate;

pub use args::{
    Arguments, Color, Command, Completions, Convert, Dictionary, Diff, Dump, Explain, From, Generate, Offsets, Redact,
    Source, Validate,
};
pub use command_line::main;
pub use convert::convert;
pub use diff::diff;
pub use dump::dump;
pub use explain::explain;
pub use failure::Failure;
pub use format::Format;
pub use generate::generate;
pub use redact::redact;
pub use run::{Streams, run};
pub use validate::{Verdict, validate};
