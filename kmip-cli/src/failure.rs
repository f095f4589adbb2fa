//! Reasons why the command fails.

use std::io;

/// The reason why input could not be converted or printed.
///
/// It never shows a byte of the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The input could not be read.
    #[error("cannot read {name}: {source}")]
    Read {
        /// The file, or `standard input`.
        name: String,
        /// The error of the system.
        source: io::Error,
    },
    /// The output could not be written.
    #[error("cannot write: {0}")]
    Write(io::Error),
    /// A file could not be written; what was there is still there.
    #[error("cannot write {name}: {source}")]
    WriteFile {
        /// The file.
        name: String,
        /// The error of the system.
        source: io::Error,
    },
    /// The input holds no message.
    #[error("the input is empty")]
    Empty,
    /// No message was found, in whatever form.
    #[error(
        "no message found: not in hexadecimal, base64, numbers, a dump, XML, JSON, TTLV or CBOR; --from says what it is"
    )]
    UnknownFormat,
    /// The input is something that holds messages, and is not undone here.
    #[error("this is {what}")]
    Refused {
        /// The name of the input's form, and the advice for it.
        what: &'static str,
    },
    /// Hexadecimal text with another character, or a digit without its pair.
    #[error("invalid hexadecimal at byte {offset} of the text")]
    Hex {
        /// The byte offset in the text.
        offset: usize,
    },
    /// Text that is not UTF-8.
    #[error("invalid UTF-8 at byte {offset} of the text")]
    Utf8 {
        /// The byte offset in the text.
        offset: usize,
    },
    /// The only message is wrong, or cannot be written in the encoding asked for.
    #[error("{0}")]
    Message(kmip::Error),
    /// One of several messages is wrong, or cannot be written in the encoding.
    #[error("message {number}: {error}")]
    OneOf {
        /// Its number, counted from 1.
        number: usize,
        /// The problem: what is wrong.
        error: kmip::Error,
    },
    /// The version asked for does not have something that a message says.
    #[error("{count} of these {} lost; --lossy writes what is left", if *count == 1 { "is" } else { "are" })]
    Losses {
        /// The number of things.
        count: usize,
    },
    /// A converted message is not valid in its version, although nothing was lost.
    #[error("the converted message has {count} {}; --lossy writes it all the same", if *count == 1 { "error" } else { "errors" })]
    ConvertedToInvalid {
        /// The number of errors.
        count: usize,
    },
    /// The version asked for has nothing of what a message asks or answers.
    #[error("nothing is left of a message: the version does not have what it asks or answers")]
    NothingLeft,
    /// The input has more bytes than are read.
    #[error("the input has more than 256 MiB")]
    TooLarge,
    /// No message is of the operation and the version asked for.
    #[error("no message is like that: the version does not have the operation")]
    NoKind,
    /// No entry of the standard has this name.
    #[error("nothing is called {name}{}", if meant.is_empty() { String::new() } else { format!(" (did you mean {}?)", meant.join(", ")) })]
    UnknownName {
        /// The name.
        name: String,
        /// Those that may be meant.
        meant: Vec<String>,
    },
    /// One of two inputs is wrong.
    #[error("{name}: {failure}")]
    OneInput {
        /// The file, or `standard input`.
        name: String,
        /// The problem: what is wrong.
        failure: Box<Self>,
    },
}

impl Failure {
    /// Returns whether the input could be read, and something was found in it.
    pub(crate) const fn is_found(&self) -> bool {
        matches!(
            self,
            Self::Losses { .. } | Self::ConvertedToInvalid { .. } | Self::NothingLeft | Self::UnknownName { .. }
        )
    }

    /// An error in message `number`, which is said where there are several.
    pub(crate) const fn at(error: kmip::Error, number: usize, several: bool) -> Self {
        if several { Self::OneOf { number, error } } else { Self::Message(error) }
    }
}

/// Turns the result of writing the output into that of the command.
///
/// The program behind a pipe may stop reading early, as `head` does: that is no failure.
pub(crate) fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Write(error)),
        _ => Ok(()),
    }
}
