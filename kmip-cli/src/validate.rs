//! `kmip validate`.

use std::fmt::Write;

use kmip::{Finding, Severity, Validator, Versions};
use serde_json::{Value as Json, json};

use crate::Failure;
use crate::args::Validate;
use crate::input::Input;

/// Checks the messages of `input` and prints what is found to `text`; whether there is no error among it.
///
/// # Errors
/// The first thing that is wrong with the input itself; what was found before it has been printed.
pub fn validate(input: &[u8], options: &Validate, text: &mut String) -> Result<bool, Failure> {
    let mut input = Input::new(input, options.source.from, options.source.lenient)?;
    let broken = input.take_broken();
    let mut list = List { text, json: options.json, several: false, is_empty: true, is_valid: true };
    let result = check(&input, options, &mut list);
    list.end();
    let is_valid = list.is_valid;
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)?;
    Ok(is_valid)
}

fn check(input: &Input<'_>, options: &Validate, list: &mut List<'_>) -> Result<(), Failure> {
    let messages = input.messages()?;
    list.several = messages.several;
    for (number, message) in (1..).zip(messages) {
        let mut validator = Validator::new();
        if let Some(version) = &options.version {
            validator = validator.with_versions(version.versions());
        }
        let result = validator.check(&mut *message.reader(), &mut |finding| list.add(number, &finding));
        result.map_err(|fault| Failure::at(message.locate(fault), number, list.several))?;
    }
    Ok(())
}

/// Findings as they are printed: a line each, or an array of objects.
struct List<'t> {
    text: &'t mut String,
    json: bool,
    several: bool,
    is_empty: bool,
    /// Whether none of them is an error.
    is_valid: bool,
}

impl List<'_> {
    /// Adds a finding in the message with this number, from 1.
    fn add(&mut self, message: usize, finding: &Finding) {
        self.is_valid &= finding.severity() != Severity::Error;
        let is_first = std::mem::take(&mut self.is_empty);
        // Writing to a String does not fail.
        let _ = match (self.json, self.several) {
            (true, _) => {
                write!(self.text, "{}{}", if is_first { "[\n" } else { ",\n" }, object(message, finding))
            }
            (false, true) => writeln!(self.text, "message {message}: {finding}"),
            (false, false) => writeln!(self.text, "{finding}"),
        };
    }

    fn end(&mut self) {
        if self.json {
            self.text.push_str(if self.is_empty { "[]\n" } else { "\n]\n" });
        }
    }
}

fn object(message: usize, finding: &Finding) -> Json {
    json!({
        "message": message,
        "severity": finding.severity().name(),
        "kind": format!("{:?}", finding.kind()),
        "tag": finding.tag().to_string(),
        "path": finding.path().to_string(),
        "offset": finding.offset(),
        "version": one(finding.version()),
        "allowed": finding.allowed().iter().map(|version| version.to_string()).collect::<Vec<_>>(),
        "subject": finding.subject(),
        "expected": finding.expected().map(|item_type| item_type.to_string()),
        "specification": finding.section().map(|(version, _)| version.to_string()),
        "section": finding.section().map(|(_, section)| section),
        "text": finding.to_string(),
    })
}

/// A version by itself; nothing for several, which are checked against where none is known.
fn one(versions: Versions) -> Option<String> {
    (versions.iter().count() == 1).then(|| versions.to_string())
}
