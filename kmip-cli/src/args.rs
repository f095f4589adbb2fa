//! The arguments of the command line.

mod look;
mod make;
mod source;
mod values;

use clap::{Parser, Subcommand};

pub use look::{Color, Diff, Dump, Explain, Offsets, Validate};
pub use make::{Completions, Convert, Dictionary, Generate, Redact};
pub use source::{From, Source};

/// Converts, prints, compares and checks KMIP messages.
///
/// It reads KMIP 1.0, 1.1, 1.2, 1.3, 1.4, 2.0, 2.1 and 3.0, and finds messages in whatever was logged.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "kmip",
    version,
    long_version = concat!(env!("CARGO_PKG_VERSION"), ", KMIP 1.0, 1.1, 1.2, 1.3, 1.4, 2.0, 2.1, 3.0"),
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
pub struct Arguments {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The meaning of the exit codes, for the help of every command.
const EXIT_CODES: &str = "Exit codes: 0 fine; 1 findings, differences, or something that is lost; \
                          2 the input cannot be read, or the output not be written; 3 arguments that make no sense";

/// The commands, each with its options.
#[derive(Clone, Debug, Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// Write messages in another encoding.
    ///
    /// Nothing is written unless every message could be converted.
    #[command(after_help = EXIT_CODES)]
    Convert(Convert),
    /// Print messages as a tree of items: offset, tag, type, length and value.
    ///
    /// Secrets are shown as lengths. Of broken input, what can be read is printed before the error.
    #[command(after_help = EXIT_CODES)]
    Dump(Dump),
    /// Compare messages item by item, whatever their encodings are.
    #[command(after_help = EXIT_CODES)]
    Diff(Diff),
    /// Check messages against the standard, and print all that their version forbids.
    ///
    /// Findings are errors, warnings and notes. The exit code is 1 if there is an error among them, or if something could not be
    /// checked, which a note says.
    #[command(after_help = EXIT_CODES)]
    Validate(Validate),
    /// Write messages with their secrets replaced, so that they can be shown to others.
    ///
    /// Structure, types and lengths stay as they are. What was replaced is listed on standard error.
    #[command(after_help = EXIT_CODES)]
    Redact(Redact),
    /// Say what a tag, operation, attribute, structure, value or number is.
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
    /// Write random messages: valid ones, or with `--invalid` one thing wrong in each.
    ///
    /// Each seed always gives the same messages. The change in each invalid message is listed on standard error.
    #[command(after_help = EXIT_CODES)]
    Generate(Generate),
    /// Write a dictionary of the standard's names for libFuzzer and AFL.
    #[command(after_help = EXIT_CODES)]
    Dictionary(Dictionary),
    /// Write a script that completes commands and options in a shell.
    Completions(Completions),
    /// Write the manual page, in the format of `man`.
    Man,
}
