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
    let mut found = Vec::new();
    let result = check(&input, options, &mut found);
    let several = input.messages().is_ok_and(|messages| messages.len() > 1);
    if options.json {
        print_json(&found, text);
    } else {
        print(&found, several, text);
    }
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)?;
    Ok(!found.iter().any(|(_, finding)| finding.severity() == Severity::Error))
}

/// A finding, and the number of its message, from 1.
type Found = (usize, Finding);

fn check(input: &Input<'_>, options: &Validate, found: &mut Vec<Found>) -> Result<(), Failure> {
    let messages = input.messages()?;
    for (number, message) in (1..).zip(&messages) {
        let mut validator = Validator::new();
        if let Some(version) = &options.version {
            validator = validator.with_versions(version.versions());
        }
        let result = validator.check(&mut *message.reader(), &mut |finding| found.push((number, finding)));
        result.map_err(|fault| Failure::at(message.locate(fault), number, messages.len()))?;
    }
    Ok(())
}

/// A finding a line.
fn print(found: &[Found], several: bool, text: &mut String) {
    for (number, finding) in found {
        // Writing to a String does not fail.
        let _ = if several { writeln!(text, "message {number}: {finding}") } else { writeln!(text, "{finding}") };
    }
}

/// An array of objects, each on its line.
fn print_json(found: &[Found], text: &mut String) {
    let lines: Vec<String> = found.iter().map(|(number, finding)| object(*number, finding).to_string()).collect();
    let _ = if lines.is_empty() { writeln!(text, "[]") } else { writeln!(text, "[\n{}\n]", lines.join(",\n")) };
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
