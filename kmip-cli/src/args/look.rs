//! Arguments of the commands that show something.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum};
use kmip::{Operation, ProtocolVersion, Version};

use super::source::{From, Source};
use super::values::{known_version, operation, version};

/// Arguments of `kmip dump`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Dump {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// Show key material, passwords and other secrets.
    #[arg(short, long)]
    pub show_secrets: bool,
    /// Show colours: on a terminal, always, or never. `NO_COLOR` is heeded.
    #[arg(long, value_name = "WHEN", default_value = "auto", ignore_case = true)]
    pub color: Color,
    /// The notation of offsets.
    #[arg(long, value_name = "BASE", default_value = "decimal", ignore_case = true)]
    pub offsets: Offsets,
    /// Show only the message with this number, from 1.
    #[arg(short, long, value_name = "NUMBER")]
    pub message: Option<usize>,
    /// Show only items at this path: `ResponseMessage/BatchItem`, or the end of one.
    #[arg(short, long, value_name = "PATH")]
    pub path: Option<String>,
    /// Show the bytes of each item in TTLV, with the item behind them as a comment.
    ///
    /// The command can read that again.
    #[arg(short, long, conflicts_with_all = ["summary", "json"])]
    pub annotate: bool,
    /// Show a line a message: version, operations, results, identifiers.
    #[arg(long, conflicts_with_all = ["path", "json"])]
    pub summary: bool,
    /// Print an object of JSON for each item, one a line.
    #[arg(long)]
    pub json: bool,
}

/// When output has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The notation of offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// In decimal digits.
    #[default]
    Decimal,
    /// In hexadecimal digits.
    Hex,
}

/// Arguments of `kmip diff`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Diff {
    /// The one file; `-` for standard input.
    #[arg(value_name = "A")]
    pub a: PathBuf,
    /// The other file; `-` for standard input.
    #[arg(value_name = "B")]
    pub b: PathBuf,
    /// The encoding of A.
    #[arg(long, value_name = "ENCODING", default_value = "auto", ignore_case = true,
          value_parser = PossibleValuesParser::new(From::NAMES).try_map(|name| name.parse::<From>()))]
    pub from_a: From,
    /// The encoding of B.
    #[arg(long, value_name = "ENCODING", default_value = "auto", ignore_case = true,
          value_parser = PossibleValuesParser::new(From::NAMES).try_map(|name| name.parse::<From>()))]
    pub from_b: From,
    /// Accept the deviations of real peers that the crates of the encodings list.
    #[arg(short, long)]
    pub lenient: bool,
    /// Show key material, passwords and other secrets.
    #[arg(short, long)]
    pub show_secrets: bool,
    /// Do not compare items with this tag, or at this path, and what is in them.
    #[arg(short, long, value_name = "PATH|TAG")]
    pub ignore: Vec<String>,
    /// Print an object of JSON for each difference, one a line.
    #[arg(long)]
    pub json: bool,
    /// Say on standard error what was read, and from where.
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `kmip validate`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Validate {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// Check against this protocol version, whatever the messages say: 1.0 to 3.0.
    #[arg(short = 'V', long, value_name = "VERSION", value_parser = version)]
    pub version: Option<ProtocolVersion<'static>>,
    /// Check an input without a message, such as a payload, as part of this operation.
    #[arg(short, long, value_name = "OPERATION", value_parser = operation)]
    pub operation: Option<Operation>,
    /// Print the findings as a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `kmip explain`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Explain {
    /// Names or numbers: `Get`, `ResultReason`, `0x42008F`, `"Item Not Found"`.
    #[arg(value_name = "NAME|NUMBER", required_unless_present = "since")]
    pub names: Vec<String>,
    /// Say only what this version has.
    #[arg(short = 'V', long, value_name = "VERSION", value_parser = known_version)]
    pub version: Option<Version>,
    /// List everything that is new in this version or a later one.
    #[arg(long, value_name = "VERSION", value_parser = known_version, conflicts_with = "version")]
    pub since: Option<Version>,
    /// Print an object of JSON for each entry, one a line.
    #[arg(long)]
    pub json: bool,
}
