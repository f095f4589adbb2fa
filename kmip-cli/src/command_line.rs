//! The whole command, from its words to an exit code.

use std::ffi::OsString;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::{Arguments, Streams, run};

/// Parses the words of a command line, runs them, and returns the exit code.
///
/// The code is that of [`run`], or 3 for words that make no sense.
pub fn main<T: Into<OsString> + Clone>(words: impl IntoIterator<Item = T>, streams: &mut Streams<'_>) -> u8 {
    let error = match Arguments::try_parse_from(words) {
        Ok(arguments) => return run(&arguments, streams),
        Err(error) => error,
    };
    let text = error.render();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // The reader of the help may stop early.
            let _ = write!(streams.output, "{text}");
            0
        }
        _ => {
            let _ = write!(streams.errors, "{text}");
            3
        }
    }
}
