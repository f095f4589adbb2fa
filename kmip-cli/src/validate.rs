//! `kmip validate`.

use std::fmt::Display;
use std::io::{self, Write};

use kmip::Versions;
use kmip::items::UnexpectedItem;
use kmip::validate::{Finding, FindingKind, Severity, Validator};
use serde_json::{Value as Json, json};

use crate::Failure;
use crate::args::Validate;
use crate::failure::written;
use crate::input::Input;
use crate::lines::Lines;

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// All was checked, and there is no error.
    Valid,
    /// There is no error, but not all could be checked.
    NotChecked,
    /// There is an error.
    Invalid,
}

/// Checks the messages of `input`, and prints each finding as it is found.
///
/// If nobody reads the output any more, the check still goes on to its end.
///
/// # Errors
/// The output cannot be written; or the first thing that is wrong with the input itself: what was found before it has
/// been printed.
pub fn validate(input: &[u8], options: &Validate, output: &mut dyn Write) -> Result<Verdict, Failure> {
    let mut input = Input::new(input, options.source.from, options.source.lenient)?;
    let broken = input.take_broken();
    let mut list = List {
        output,
        result: Ok(()),
        json: options.json,
        several: false,
        is_empty: true,
        verdict: Verdict::Valid,
        lines: input.text().map(Lines::new),
    };
    let result = check(&input, options, &mut list);
    let verdict = list.verdict;
    list.end()?;
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)?;
    Ok(verdict)
}

fn check(input: &Input<'_>, options: &Validate, list: &mut List<'_, '_>) -> Result<(), Failure> {
    let messages = input.marked_messages()?;
    list.several = messages.several;
    for (number, message) in (1..).zip(messages) {
        let mut validator = Validator::new();
        if let Some(version) = &options.version {
            validator = validator.with_versions(Versions::possible(version.version()));
        }
        if let Some(operation) = options.operation {
            validator = validator.with_operation(operation);
        }
        let result = validator.check(&mut *message.reader(), &mut |finding| list.add(number, &finding));
        result.map_err(|fault| Failure::at(message.locate(fault), number, list.several))?;
        if options.source.lenient {
            message.set_aside().for_each(|item| list.add_set_aside(number, &item));
        }
    }
    Ok(())
}

/// Findings as they are printed: a line each, or an array of objects.
struct List<'o, 'i> {
    output: &'o mut dyn Write,
    /// What became of the output so far: after an error, nothing more is printed.
    result: io::Result<()>,
    json: bool,
    several: bool,
    is_empty: bool,
    /// What they come to.
    verdict: Verdict,
    /// The lines of the input, where it is text.
    lines: Option<Lines<'i>>,
}

impl List<'_, '_> {
    /// Prints a finding in the message with this number, from 1.
    fn add(&mut self, message: usize, finding: &Finding<'_>) {
        if finding.severity() == Severity::Error {
            self.verdict = Verdict::Invalid;
        } else if finding.kind() == FindingKind::NotChecked && self.verdict == Verdict::Valid {
            self.verdict = Verdict::NotChecked;
        }
        let position = self.position(finding.offset());
        let finding = finding.with_position(position);
        self.line(message, || object(message, &finding), &finding);
    }

    /// Prints an item that lenient reading keeps untyped; what is wrong with it is a finding of its own.
    fn add_set_aside(&mut self, message: usize, item: &UnexpectedItem<'_>) {
        let position = item.offset.and_then(|offset| self.position(offset));
        let object = || {
            json!({
                "message": message,
                "severity": "note",
                "kind": "SetAside",
                "tag": item.tag().to_string(),
                "path": item.path.to_string(),
                "offset": item.offset,
                "line": position.map(|(line, _)| line),
                "column": position.map(|(_, column)| column),
                "text": item.to_string(),
            })
        };
        self.line(message, object, &format_args!("note: {item}"));
    }

    /// The line and the column of an offset, where the input is text.
    fn position(&self, offset: usize) -> Option<(u32, u32)> {
        self.lines.as_ref()?.position(offset)
    }

    fn line(&mut self, message: usize, object: impl FnOnce() -> Json, text: &dyn Display) {
        let is_first = std::mem::take(&mut self.is_empty);
        if self.result.is_err() {
            return;
        }
        self.result = match (self.json, self.several) {
            (true, _) => write!(self.output, "{}{}", if is_first { "[\n" } else { ",\n" }, object()),
            (false, true) => writeln!(self.output, "message {message}: {text}"),
            (false, false) => writeln!(self.output, "{text}"),
        };
    }

    fn end(self) -> Result<(), Failure> {
        let tail = match (self.json, self.is_empty) {
            (false, _) => "",
            (true, true) => "[]\n",
            (true, false) => "\n]\n",
        };
        let result = self.result.and_then(|()| self.output.write_all(tail.as_bytes()));
        written(result.and_then(|()| self.output.flush()))
    }
}

fn object(message: usize, finding: &Finding<'_>) -> Json {
    json!({
        "message": message,
        "severity": finding.severity().name(),
        "kind": format!("{:?}", finding.kind()),
        "tag": finding.tag().to_string(),
        "path": finding.path().to_string(),
        "offset": finding.offset(),
        "line": finding.position().map(|(line, _)| line),
        "column": finding.position().map(|(_, column)| column),
        "version": one(finding.version()),
        "allowed": finding.allowed().iter().map(|version| version.to_string()).collect::<Vec<_>>(),
        "subject": finding.subject(),
        "bits": finding.bits().map(|bits| format!("0x{bits:08X}")),
        "error": finding.error().map(|kind| kind.to_string()),
        "detail": finding.detail().map(ToString::to_string),
        "expected": finding.expected_types().iter().map(|item_type| item_type.to_string()).collect::<Vec<_>>(),
        "specification": finding.section().map(|(version, _)| version.to_string()),
        "section": finding.section().map(|(_, section)| section),
        "text": finding.to_string(),
    })
}

/// A version by itself; nothing for several, which are checked against where none is known.
fn one(versions: Versions) -> Option<String> {
    versions.single().map(|version| version.to_string())
}
