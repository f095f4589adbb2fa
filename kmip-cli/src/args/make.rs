//! Arguments of the commands that write something.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;
use kmip::encoding::Encoding;
use kmip::{Operation, ProtocolVersion};

use super::source::Source;
use super::values::{operation, version};
use crate::Format;

/// Arguments of `kmip convert`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Convert {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// The encoding to write.
    #[arg(short, long, value_name = "ENCODING", ignore_case = true)]
    pub to: Format,
    /// The file to write, whole or not at all; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The protocol version to write, 1.0 to 3.0; that of the message if not given.
    ///
    /// What changes is reported on standard error. If something cannot be kept, or the result is
    /// not valid, nothing is written, unless --lossy is given.
    /// A response right behind a request answers it: what 1.x repeats in responses is taken from there.
    #[arg(short = 'V', long, value_name = "VERSION", value_parser = version, conflicts_with = "untyped")]
    pub version: Option<ProtocolVersion<'static>>,
    /// With --version: leave out what the version does not have.
    #[arg(long, requires = "version")]
    pub lossy: bool,
    /// Convert item by item, without checking against the message model.
    ///
    /// This also converts items that are no message.
    #[arg(short, long)]
    pub untyped: bool,
    /// Write XML and JSON without line breaks and indentation.
    #[arg(short, long)]
    pub compact: bool,
    /// Write tags and values of XML and JSON by number, for readers with few names.
    ///
    /// Masks keep the names of their bits where the version demands them, since 2.0.
    #[arg(short, long)]
    pub numbers: bool,
}

/// Arguments of `kmip redact`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Redact {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// The encoding to write.
    #[arg(short, long, value_name = "ENCODING", ignore_case = true, default_value = "hex")]
    pub to: Format,
    /// The file to write, whole or not at all; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace names of objects, users, devices and places as well.
    ///
    /// Each name gets one substitute everywhere.
    #[arg(long)]
    pub names: bool,
    /// Replace identifiers of objects too: the same identifier by the same substitute.
    #[arg(long)]
    pub ids: bool,
    /// Write XML and JSON without line breaks and indentation.
    #[arg(short, long)]
    pub compact: bool,
}

/// Arguments of `kmip generate`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Generate {
    /// The encoding to write.
    #[arg(short, long, value_name = "ENCODING", ignore_case = true, default_value = "hex")]
    pub to: Format,
    /// The file to write, whole or not at all; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only messages of this protocol version, 1.0 to 3.0.
    #[arg(short = 'V', long, value_name = "VERSION", value_parser = version)]
    pub version: Option<ProtocolVersion<'static>>,
    /// Only messages whose first item is of this operation: Get, Create …
    #[arg(long, value_name = "OPERATION", value_parser = operation)]
    pub operation: Option<Operation>,
    /// Only requests.
    #[arg(long, conflicts_with = "responses")]
    pub requests: bool,
    /// Only responses.
    #[arg(long)]
    pub responses: bool,
    /// A number for these messages: each one gives others.
    #[arg(short, long, value_name = "NUMBER", default_value_t = 0)]
    pub seed: u64,
    /// The number of messages.
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 1)]
    pub count: usize,
    /// Change one thing in each message, so that it is valid no more.
    #[arg(long)]
    pub invalid: bool,
    /// Write XML and JSON without line breaks and indentation.
    #[arg(short, long)]
    pub compact: bool,
}

/// Arguments of `kmip dictionary`.
#[derive(Clone, Copy, Debug, Args)]
#[non_exhaustive]
pub struct Dictionary {
    /// The encoding that is fuzzed: `ttlv`, `xml`, `json`, `cbor`.
    #[arg(value_name = "ENCODING", default_value = "ttlv")]
    pub encoding: Encoding,
}

/// Arguments of `kmip completions`.
#[derive(Clone, Copy, Debug, Args)]
#[non_exhaustive]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
