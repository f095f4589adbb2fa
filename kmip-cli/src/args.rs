//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kmip::{Enumeration as _, Operation, ProtocolVersion, Version};

use crate::Format;

/// Converts KMIP messages between their encodings, prints, compares and checks them.
#[derive(Clone, Debug, Parser)]
#[command(name = "kmip", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// Write messages in another encoding.
    ///
    /// Nothing is written unless every message could be converted.
    Convert(Convert),
    /// Print messages as an annotated tree: offset, tag, type, length and value of each item.
    ///
    /// Secrets are shown as lengths. Of broken input, what can be read is printed before the error.
    Dump(Dump),
    /// Compare messages item by item, whatever their encodings are.
    ///
    /// The exit code is 0 if they are the same, 1 if they differ, 2 for an error.
    Diff(Diff),
    /// Check messages against the tables of the standard, and print all that their version forbids.
    ///
    /// The exit code is 1 if there is an error among the findings, or if the input cannot be read; else 3 if something could
    /// not be checked, which the findings say.
    Validate(Validate),
}

/// Arguments of `kmip convert`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Convert {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// The encoding to write.
    #[arg(long, value_name = "ENCODING")]
    pub to: Format,
    /// The protocol version to write, 1.0 to 3.0; that of the message if not given.
    ///
    /// What changes is reported on standard error. If something cannot be kept, or the result is
    /// not valid, nothing is written, unless --lossy is given.
    /// A response right behind a request answers it: what 1.x repeats in responses is taken from there.
    #[arg(long, value_name = "VERSION", value_parser = version, conflicts_with = "untyped")]
    pub version: Option<ProtocolVersion<'static>>,
    /// With --version: leave out what the version does not have.
    #[arg(long, requires = "version")]
    pub lossy: bool,
    /// Convert item by item: not only messages, and without checking them against the message model.
    #[arg(long)]
    pub untyped: bool,
    /// Write XML and JSON without line breaks and indentation.
    #[arg(long)]
    pub compact: bool,
    /// Write tags and values of XML and JSON by their numbers, for readers that know few names.
    ///
    /// Masks keep the names of their bits where the version demands them, since 2.0.
    #[arg(long)]
    pub numbers: bool,
}

/// Arguments of `kmip dump`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Dump {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// Show key material, passwords and other secrets.
    #[arg(long)]
    pub show_secrets: bool,
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
    /// The encoding of A; told from its first byte if not given.
    #[arg(long, value_name = "ENCODING")]
    pub from_a: Option<Format>,
    /// The encoding of B; told from its first byte if not given.
    #[arg(long, value_name = "ENCODING")]
    pub from_b: Option<Format>,
    /// Accept the deviations of real peers that the crates of the encodings list.
    #[arg(long)]
    pub lenient: bool,
    /// Show key material, passwords and other secrets.
    #[arg(long)]
    pub show_secrets: bool,
}

/// Arguments of `kmip validate`.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Validate {
    /// The input.
    #[command(flatten)]
    pub source: Source,
    /// Check against this protocol version, whatever the messages say: 1.0 to 3.0.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    pub version: Option<ProtocolVersion<'static>>,
    /// Check what stands in no message, such as a payload, as something of this operation: Get, Create …
    #[arg(long, value_name = "OPERATION", value_parser = operation)]
    pub operation: Option<Operation>,
    /// Print the findings as a JSON array.
    #[arg(long)]
    pub json: bool,
}

/// What `convert`, `dump` and `validate` say about their input.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Source {
    /// The file to read; `-` for standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,
    /// The encoding of the input; told from its first byte if not given.
    #[arg(long, value_name = "ENCODING")]
    pub from: Option<Format>,
    /// Accept the deviations of real peers that the crates of the encodings list.
    #[arg(long)]
    pub lenient: bool,
}

/// A version such as `2.1`.
fn version(text: &str) -> Result<ProtocolVersion<'static>, String> {
    let all = || Version::ALL.map(|version| version.to_string()).join(", ");
    let version: Version = text.parse().map_err(|_| format!("the versions are {}", all()))?;
    Ok(version.into())
}

/// An operation by its name, as XML or the standard writes it.
fn operation(text: &str) -> Result<Operation, String> {
    let name: String = text.split(' ').collect();
    Operation::from_name(&name).ok_or_else(|| "no version has this operation".to_owned())
}
