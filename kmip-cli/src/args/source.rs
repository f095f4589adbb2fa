//! The arguments that choose the input of a command.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum as _};

use crate::Format;

/// The inputs that messages come from, and their form.
#[derive(Clone, Debug, Args)]
#[non_exhaustive]
pub struct Source {
    /// Files to read, `-` for standard input, or the text of a message itself.
    #[arg(value_name = "FILE", default_value = "-")]
    pub files: Vec<PathBuf>,
    /// Read all files in folders, and in the folders in them.
    #[arg(short, long)]
    pub recursive: bool,
    /// The encoding of the input; `auto` looks for messages in any form.
    #[arg(short, long, value_name = "ENCODING", default_value = "auto", ignore_case = true,
          value_parser = PossibleValuesParser::new(From::NAMES).try_map(|name| name.parse::<From>()))]
    pub from: From,
    /// Accept the deviations of real peers that the crates of the encodings list.
    #[arg(short, long)]
    pub lenient: bool,
    /// Put values in the place of `$NOW`, `$UNIQUE_IDENTIFIER_0` and the like.
    ///
    /// Test cases of OASIS have such placeholders.
    #[arg(long)]
    pub placeholders: bool,
    /// Say on standard error what was read, and from where.
    #[arg(short, long)]
    pub verbose: bool,
}

/// An encoding to read, or any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct From(Option<Format>);

impl From {
    /// The names of all.
    pub(crate) const NAMES: [&'static str; 7] = ["auto", "ttlv", "hex", "xml", "json", "cbor", "cbor-hex"];

    /// The encoding; `None` if it is to be found out.
    #[must_use]
    pub const fn format(self) -> Option<Format> {
        self.0
    }
}

impl FromStr for From {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name.eq_ignore_ascii_case("auto") {
            return Ok(Self(None));
        }
        Format::from_str(name, true).map(|format| Self(Some(format)))
    }
}
