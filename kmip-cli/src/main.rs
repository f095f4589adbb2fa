//! The `kmip` command.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use kmip_cli::Streams;

fn main() -> ExitCode {
    let mut streams = Streams {
        input: &mut io::stdin().lock(),
        output: &mut io::stdout().lock(),
        errors: &mut io::stderr().lock(),
        is_terminal: io::stdout().is_terminal(),
    };
    ExitCode::from(kmip_cli::main(std::env::args_os(), &mut streams))
}
