//! `kmip validate`.

use std::fmt::Display;
use std::io::{self, Write};

use kmip::Versions;
use kmip::items::UnexpectedItem;
use kmip::validate::{Finding, FindingKind, Severity, Validator};
use serde_json::{Value as Json, json};

use crate::args::Validate;
use crate::failure::written;
use crate::input::Input;
use crate::lines::Lines;
use crate::{Failure, source};

/// The outcome of a check.
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
/// What cannot be read is a finding, too. If nobody reads the output any more, the check still goes on to its end.
///
/// # Errors
/// The output cannot be written; or the input holds no message.
pub fn validate(input: &[u8], options: &Validate, output: &mut dyn Write) -> Result<Verdict, Failure> {
    let input = source::prepared(input, &options.source);
    let mut list = List::new(options.json);
    let verdict = source::open(&input, &options.source).and_then(|input| list.check(input, None, options, output));
    list.end(output)?;
    verdict
}

/// Findings as they are printed: a line each, or an array of objects.
pub(crate) struct List {
    /// The result of the output so far: after an error, nothing more is printed.
    result: io::Result<()>,
    json: bool,
    is_empty: bool,
}

impl List {
    pub(crate) const fn new(json: bool) -> Self {
        Self { result: Ok(()), json, is_empty: true }
    }

    /// Checks the messages of an input that is open; `file` is told with each finding.
    pub(crate) fn check(
        &mut self,
        mut input: Input<'_>,
        file: Option<String>,
        options: &Validate,
        output: &mut dyn Write,
    ) -> Result<Verdict, Failure> {
        let broken = input.take_broken();
        let lines = input.text().map(Lines::new);
        let mut page = Page { list: self, output, file, several: false, verdict: Verdict::Valid, lines };
        let result = page.messages(&input, options);
        // A text that is broken is the reason why its last message is, too.
        if let Some(failure) = broken.or(result.err()) {
            page.add_failure(&failure);
        }
        Ok(page.verdict)
    }

    /// Ends what is printed.
    pub(crate) fn end(self, output: &mut dyn Write) -> Result<(), Failure> {
        let tail = match (self.json, self.is_empty) {
            (false, _) => "",
            (true, true) => "[]\n",
            (true, false) => "\n]\n",
        };
        let result = self.result.and_then(|()| output.write_all(tail.as_bytes()));
        written(result.and_then(|()| output.flush()))
    }
}

/// The findings of one input.
struct Page<'p> {
    list: &'p mut List,
    output: &'p mut dyn Write,
    /// The name of the input, where there are several.
    file: Option<String>,
    several: bool,
    /// The outcome of all findings.
    verdict: Verdict,
    /// The lines of the input, where it is text.
    lines: Option<Lines<'p>>,
}

impl Page<'_> {
    fn messages(&mut self, input: &Input<'_>, options: &Validate) -> Result<(), Failure> {
        let messages = input.marked_messages()?;
        self.several = messages.several;
        let mut first = Ok(());
        for (number, message) in (1..).zip(messages) {
            let mut validator = Validator::new();
            if let Some(version) = &options.version {
                validator = validator.with_versions(Versions::possible(version.version()));
            }
            if let Some(operation) = options.operation {
                validator = validator.with_operation(operation);
            }
            let result = validator.check(&mut *message.reader(), &mut |finding| self.add(number, &finding));
            // Looked for once: finding a place takes reading again.
            if let (Err(fault), Ok(())) = (result, &first) {
                first = Err(Failure::at(message.locate(fault), number, self.several));
                continue;
            }
            if options.source.lenient {
                message.set_aside().for_each(|item| self.add_set_aside(number, &item));
            }
        }
        first
    }

    /// Prints why something cannot be read.
    fn add_failure(&mut self, failure: &Failure) {
        self.verdict = Verdict::Invalid;
        let (number, error) = match failure {
            Failure::OneOf { number, error } => (Some(*number), Some(error)),
            Failure::Message(error) => (Some(1), Some(error)),
            _ => (None, None),
        };
        let position = error.and_then(kmip::Error::position);
        let text = error.map_or_else(|| failure.to_string(), ToString::to_string);
        let object = || {
            json!({
                "message": number,
                "severity": "error",
                "kind": "Unreadable",
                "tag": error.map(|error| error.tag().to_string()),
                "path": error.map(|error| error.path().to_string()),
                "offset": error.and_then(kmip::Error::offset),
                "line": position.map(|(line, _)| line),
                "column": position.map(|(_, column)| column),
                "text": text,
            })
        };
        self.line(number.unwrap_or(1), object, &format_args!("error: {text}"));
    }

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

    /// Prints an item that lenient reading keeps untyped.
    ///
    /// Its fault is a finding of its own.
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
        let is_first = std::mem::take(&mut self.list.is_empty);
        if self.list.result.is_err() {
            return;
        }
        let file = self.file.as_ref().map_or(String::new(), |file| format!("{file}: "));
        self.list.result = if self.list.json {
            let mut object = object();
            if let (Some(file), Some(object)) = (&self.file, object.as_object_mut()) {
                object.insert("file".to_owned(), file.as_str().into());
            }
            write!(self.output, "{}{object}", if is_first { "[\n" } else { ",\n" })
        } else if self.several {
            writeln!(self.output, "{file}message {message}: {text}")
        } else {
            writeln!(self.output, "{file}{text}")
        };
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

/// Returns the name of a version, or `None` for several.
///
/// Items are checked against several where no version is known.
fn one(versions: Versions) -> Option<String> {
    versions.single().map(|version| version.to_string())
}
