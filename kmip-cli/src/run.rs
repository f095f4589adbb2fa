//! From arguments to an exit code.

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::args::{Arguments, Command, Diff};
use crate::failure::written;
use crate::source::read;
use crate::{Failure, Verdict, convert, diff, dump, validate};

/// Does what the arguments say: the result goes to standard output, errors to standard error.
///
/// The exit code is 0, or 1 if something failed, or `kmip validate` found an error, 3 if that could not check all; of `kmip diff` it is 1 if there are
/// differences, 2 if something failed.
/// 2, for arguments that make no sense, is given by their parser.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    let result = match &arguments.command {
        Command::Convert(options) => read(&options.source.file)
            .and_then(|input| {
                let mut report = Printed::new(io::stderr().lock());
                let result = convert(&input, options, &mut report);
                // The output does not depend on whether this can be said.
                let _ = report.end();
                result
            })
            .and_then(|output| write(&output))
            .map(|()| ExitCode::SUCCESS),
        Command::Dump(options) => read(&options.source.file)
            .and_then(|input| {
                let mut text = Printed::new(io::stdout().lock());
                let result = dump(&input, options, &mut text);
                text.end().and(result)
            })
            .map(|()| ExitCode::SUCCESS),
        Command::Diff(options) => compare(options),
        Command::Validate(options) => read(&options.source.file).and_then(|input| {
            let verdict = validate(&input, options, &mut BufWriter::new(io::stdout().lock()))?;
            Ok(ExitCode::from(match verdict {
                Verdict::Valid => 0,
                Verdict::Invalid => 1,
                Verdict::NotChecked => 3,
            }))
        }),
    };
    result.unwrap_or_else(|failure| {
        // If that cannot be said either, the exit code says it.
        let _ = writeln!(io::stderr(), "kmip: {failure}");
        ExitCode::from(if matches!(arguments.command, Command::Diff(_)) { 2 } else { 1 })
    })
}

fn compare(options: &Diff) -> Result<ExitCode, Failure> {
    let mut text = Printed::new(io::stdout().lock());
    let differs = diff(&read(&options.a)?, &read(&options.b)?, options, &mut text)?;
    text.end()?;
    Ok(ExitCode::from(u8::from(differs)))
}

fn write(output: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    written(stdout.write_all(output).and_then(|()| stdout.flush()))
}

/// Text on its way to where it is printed, of which little is held.
struct Printed<W: Write> {
    output: BufWriter<W>,
    /// What became of it so far: after an error, nothing more is printed.
    result: io::Result<()>,
}

impl<W: Write> Printed<W> {
    fn new(output: W) -> Self {
        Self { output: BufWriter::new(output), result: Ok(()) }
    }

    fn end(mut self) -> Result<(), Failure> {
        written(self.result.and_then(|()| self.output.flush()))
    }
}

impl<W: Write> fmt::Write for Printed<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.result.is_ok() {
            self.result = self.output.write_all(text.as_bytes());
        }
        Ok(())
    }
}
