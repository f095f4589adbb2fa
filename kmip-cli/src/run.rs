//! From arguments to an exit code.

use std::io::{self, Read, Write};
use std::path::Path;

use clap::CommandFactory as _;

use crate::args::{Arguments, Color, Command, Completions, Convert, Diff, Dump, Redact, Source, Validate};
use crate::convert::convert_input;
use crate::diff::{diff_inputs, open_both};
use crate::dump::dump_input;
use crate::explain::explain;
use crate::failure::written;
use crate::generate::generate;
use crate::input::Input;
use crate::printed::Printed;
use crate::redact::{Substitutes, redact_input};
use crate::source::{files, name, open, prepared, read};
use crate::validate::List;
use crate::{Failure, Format, Verdict, placeholders};

/// The streams that the command reads from and writes to.
pub struct Streams<'s> {
    /// Standard input.
    pub input: &'s mut dyn Read,
    /// Standard output.
    pub output: &'s mut dyn Write,
    /// Standard error.
    pub errors: &'s mut dyn Write,
    /// True if standard output is shown to a person at once.
    pub is_terminal: bool,
}

impl std::fmt::Debug for Streams<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams").field("is_terminal", &self.is_terminal).finish_non_exhaustive()
    }
}

/// All is fine.
const FINE: u8 = 0;
/// There are findings or differences, or something would be lost.
const FOUND: u8 = 1;
/// Something cannot be read or written.
const FAILED: u8 = 2;
/// The arguments make no sense together.
const USAGE: u8 = 3;

/// Does what the arguments say, and returns the exit code.
///
/// It is 0 if all is fine, 1 for findings, differences and losses, 2 if something cannot be read or written. 3, for arguments that
/// make no sense, is given by [`main`](crate::main), which parses them.
#[must_use]
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> u8 {
    let result = match &arguments.command {
        Command::Convert(options) => convert_all(options, streams),
        Command::Dump(options) => dump_all(options, streams),
        Command::Diff(options) => compare(options, streams),
        Command::Validate(options) => validate_all(options, streams),
        Command::Redact(options) => redact_all(options, streams),
        Command::Explain(options) => {
            let mut text = Printed::new(&mut *streams.output);
            let result = explain(options, &mut text);
            text.end().and(result).map(|()| FINE)
        }
        Command::Generate(options) => {
            let mut report = Printed::new(&mut *streams.errors);
            let result = generate(options, &mut report);
            let _ = report.end();
            result.and_then(|output| write(&output, options.output.as_deref(), streams)).map(|()| FINE)
        }
        Command::Dictionary(options) => {
            let text = kmip_generate::dictionary::of_encoding(options.encoding);
            write(text.as_bytes(), None, streams).map(|()| FINE)
        }
        Command::Completions(options) => complete(*options, streams),
        Command::Man => manual(streams),
    };
    result.unwrap_or_else(|failure| fail(streams, None, &failure))
}

/// Says what went wrong, and returns the exit code for it.
fn fail(streams: &mut Streams<'_>, file: Option<&Path>, failure: &Failure) -> u8 {
    let file = file.map_or(String::new(), |file| format!("{}: ", name(file)));
    // If that cannot be said either, the exit code says it.
    let _ = writeln!(streams.errors, "kmip: {file}{failure}");
    match failure {
        Failure::NoKind => USAGE,
        failure if failure.is_found() => FOUND,
        _ => FAILED,
    }
}

/// The work on one input; the file is given if there are several.
type One<'o> = &'o mut dyn FnMut(Input<'_>, Option<&Path>, &mut Streams<'_>) -> Result<u8, Failure>;

/// Does something with each file; where one fails, the others follow.
fn for_each(source: &Source, streams: &mut Streams<'_>, one: One<'_>) -> Result<u8, Failure> {
    let files = files(source)?;
    let mut code = FINE;
    for file in &files {
        let label = Some(file.as_path()).filter(|_| files.len() > 1);
        let mut has_placeholders = false;
        let result = read(file, streams.input).and_then(|bytes| {
            has_placeholders = !source.placeholders && placeholders::is_in(&bytes);
            let bytes = prepared(&bytes, source);
            let input = open(&bytes, source)?;
            tell_notes(&input, label, source.verbose, streams.errors);
            one(input, label, streams)
        });
        code = code.max(result.unwrap_or_else(|failure| fail(streams, label, &failure)));
        if code == FAILED && has_placeholders {
            let _ = writeln!(
                streams.errors,
                "kmip: this is a test case: --placeholders puts values in the place of $NOW and the like"
            );
        }
    }
    Ok(code)
}

/// Says what was read, and from where.
fn tell_notes(input: &Input<'_>, file: Option<&Path>, verbose: bool, errors: &mut dyn Write) {
    let file = file.map_or(String::new(), |file| format!("{}: ", name(file)));
    for note in input.notes(verbose) {
        let _ = writeln!(errors, "kmip: {file}{note}");
    }
}

/// Writes the messages of an input anew, and prints the changes to the report.
type Rewrite<'o> = &'o mut dyn FnMut(Input<'_>, &mut dyn std::fmt::Write) -> Result<Vec<Vec<u8>>, Failure>;

/// Writes the messages of all files anew as one output, or none if a file fails.
fn rewrite_all(
    source: &Source,
    to: Format,
    output: Option<&Path>,
    streams: &mut Streams<'_>,
    rewrite: Rewrite<'_>,
) -> Result<u8, Failure> {
    let mut messages = Vec::new();
    let code = for_each(source, streams, &mut |input, _, streams| {
        let mut report = Printed::new(&mut *streams.errors);
        let result = rewrite(input, &mut report);
        // The output does not depend on whether this can be said.
        let _ = report.end();
        messages.append(&mut result?);
        Ok(FINE)
    })?;
    if code == FINE {
        write(&to.join(&mut messages), output, streams)?;
    }
    Ok(code)
}

fn convert_all(options: &Convert, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let rewrite: Rewrite<'_> = &mut |input, report| convert_input(input, options, report);
    rewrite_all(&options.source, options.to, options.output.as_deref(), streams, rewrite)
}

fn redact_all(options: &Redact, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    // What has the same name in two files has the same substitute.
    let mut substitutes = Substitutes::default();
    let rewrite: Rewrite<'_> = &mut |input, report| redact_input(input, options, &mut substitutes, report);
    rewrite_all(&options.source, options.to, options.output.as_deref(), streams, rewrite)
}

fn dump_all(options: &Dump, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let has_color = match options.color {
        Color::Auto => streams.is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        Color::Always => true,
        Color::Never => false,
    };
    for_each(&options.source, streams, &mut |input, file, streams| {
        let mut text = Printed::new(&mut *streams.output);
        if let Some(file) = file {
            text.head(&format!("# file {}\n", name(file)));
        }
        let result = dump_input(input, options, has_color, &mut text);
        text.end().and(result).map(|()| FINE)
    })
}

fn validate_all(options: &Validate, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut list = List::new(options.json);
    let code = for_each(&options.source, streams, &mut |input, file, streams| {
        let verdict = list.check(input, file.map(name), options, &mut *streams.output)?;
        Ok(if verdict == Verdict::Valid { FINE } else { FOUND })
    });
    list.end(streams.output)?;
    code
}

fn compare(options: &Diff, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let (a, b) = (read(&options.a, streams.input)?, read(&options.b, streams.input)?);
    let (a, b) = open_both(&a, &b, options)?;
    tell_notes(&a, Some(&options.a), options.verbose, streams.errors);
    tell_notes(&b, Some(&options.b), options.verbose, streams.errors);
    let mut text = Printed::new(&mut *streams.output);
    let result = diff_inputs(&a, &b, options, &mut text);
    text.end()?;
    Ok(if result? { FOUND } else { FINE })
}

fn complete(options: Completions, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "kmip", &mut script);
    written(streams.output.write_all(&script)).map(|()| FINE)
}

fn manual(streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    let commands =
        command.get_subcommands().try_for_each(|command| clap_mangen::Man::new(command.clone()).render(&mut page));
    written(rendered.and(commands).and_then(|()| streams.output.write_all(&page))).map(|()| FINE)
}

/// Writes all of the output: to a file only once it is complete.
fn write(output: &[u8], file: Option<&Path>, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let Some(file) = file else {
        return written(streams.output.write_all(output).and_then(|()| streams.output.flush()));
    };
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let result = std::fs::write(&beside, output).and_then(|()| std::fs::rename(&beside, file));
    if result.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    result.map_err(|source: io::Error| Failure::WriteFile { name: name(file), source })
}
