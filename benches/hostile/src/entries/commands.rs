//! The commands of `kmip`.

use clap::Parser as _;
use kmip_cli::{Arguments, Command};

use super::Entry;
use crate::input::{Input, Outcome};
use crate::sink::Sink;

pub(super) fn all() -> impl Iterator<Item = Entry> {
    [
        Entry::of("kmip dump", |input| command(input, &["dump"])),
        Entry::of("kmip validate", |input| command(input, &["validate", "--lenient"])),
        Entry::of("kmip validate --json", |input| command(input, &["validate", "--lenient", "--json"])),
        Entry::of("kmip convert --to xml", |input| command(input, &["convert", "--lenient", "--to=xml"])),
        Entry::of("kmip convert --untyped", |input| command(input, &["convert", "--to=ttlv", "--untyped"])),
        Entry::of("kmip convert --version", |input| {
            command(input, &["convert", "--lenient", "--to=ttlv", "--version=2.1", "--lossy"])
        }),
        Entry::of("kmip diff, of the same", |input| command(input, &["diff", "a", "b"])).given(2),
        Entry::of("kmip diff, of something else", |input| command(input, &["diff", "a", "other"])),
    ]
    .into_iter()
}

/// An empty message of each format.
fn other(input: Input<'_>) -> Option<Vec<u8>> {
    use kmip::format::text::WriterOptions;
    let write = |writer: &mut dyn kmip::format::Writer| {
        writer.open(kmip::Tag::REQUEST_MESSAGE)?;
        writer.end()
    };
    input.encoding.write(&WriterOptions::default(), &mut |writer| write(writer)).ok()
}

fn command(input: Input<'_>, arguments: &[&str]) -> Outcome {
    // Arguments are the caller's.
    let mut parsed = None;
    allocation_counter::opt_out(|| parsed = Arguments::try_parse_from(["kmip"].iter().chain(arguments)).ok());
    let Some(arguments) = parsed else { return Outcome::default() };
    let outcome = call(input, &arguments.command);
    allocation_counter::opt_out(|| drop(arguments));
    outcome
}

fn call(input: Input<'_>, command: &Command) -> Outcome {
    let mut sink = Sink::default();
    let (done, returned) = match command {
        Command::Dump(options) => (kmip_cli::dump(input.bytes, options, &mut sink).is_ok(), 0),
        Command::Validate(options) => (kmip_cli::validate(input.bytes, options, &mut sink).is_ok(), 0),
        Command::Convert(options) => {
            let output = kmip_cli::convert(input.bytes, options, &mut sink);
            (output.is_ok(), output.map_or(0, |output| output.len()))
        }
        Command::Diff(options) => {
            let other = if options.b.ends_with("other") { other(input) } else { None };
            let other = other.as_deref().unwrap_or(input.bytes);
            (kmip_cli::diff(input.bytes, other, options, &mut sink).is_ok(), 0)
        }
        _ => (false, 0),
    };
    Outcome { done, written: sink.bytes.saturating_add(returned) }
}
