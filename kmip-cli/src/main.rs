//! The `kmip` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    kmip_cli::run(&kmip_cli::Arguments::parse())
}
