//! Messages in other protocol versions.

use kmip::convert::{Category, Change, Report};
use kmip::items::Node;
use kmip::ttlv::{TtlvReader, frame, from_slice, to_vec_with};
use kmip::validate::{Finding, FindingKind, Severity, Validator};
use kmip::{EncodeOptions, Error, Limits, Message, ProtocolVersion, Tag};

/// A message, and perhaps another one behind it: a request and its response.
pub fn all(data: &[u8]) {
    let (first, rest) = split(data);
    let Ok(message) = from_slice::<Message<'_>>(first) else {
        assert!(!is_valid_message(first), "a valid message is refused");
        return;
    };
    one(&message);
    if let (Message::Request(request), Ok(Message::Response(response))) = (&message, from_slice::<Message<'_>>(rest)) {
        for to in &ProtocolVersion::ALL {
            let Ok(alone) = response.convert_to(to.clone()) else { return };
            let Ok(answer) = response.convert_response_to(to.clone(), request, |_| None) else { continue };
            written(&Message::Response(answer.message), to, &answer.report);
            assert!(losses(&answer.report) <= losses(&alone.report), "{}\n{}", alone.report, answer.report);
        }
    }
}

/// Returns whether canonical bytes are a message without errors.
///
/// A validator, which knows no type of the model, finds none in it.
fn is_valid_message(data: &[u8]) -> bool {
    let mut has_error = false;
    let mut report = |finding: Finding<'_>| {
        // What is not checked may be anything.
        has_error |= finding.severity() == Severity::Error || finding.kind() == FindingKind::NotChecked;
    };
    let checked = Validator::new().check(&mut TtlvReader::new(data), &mut report);
    let nodes = Node::read_all(&mut TtlvReader::new(data)).unwrap_or_default();
    let is_message = matches!(nodes.as_slice(), [node] if kmip::tables::message(node.tag()).is_some());
    checked.is_ok() && !has_error && is_message
}

fn split(data: &[u8]) -> (&[u8], &[u8]) {
    match frame(data, &Limits::DEFAULT) {
        Ok(Some(length)) => data.split_at_checked(length).unwrap_or((data, &[])),
        _ => (data, &[]),
    }
}

/// Checks that what is valid in its version goes to any other.
///
/// It is valid there but for what is reported, and comes back the same if nothing is.
fn one(message: &Message<'_>) {
    let is_valid = errors(message).is_empty();
    for to in &ProtocolVersion::ALL {
        let Ok(conversion) = message.convert_to(to.clone()) else { return };
        let (converted, report) = (&conversion.message, &conversion.report);
        written(converted, to, report);
        if !is_valid || is_empty(converted) {
            continue;
        }
        if report.is_empty() {
            let back = converted.convert_to(message.protocol_version().clone()).expect("it was a known version");
            // An identifier has the type of the version, whichever was read.
            assert!(bytes(&back.message) == bytes(message), "by {to}: {message:#?}\nis {:#?}", back.message);
        }
        for (kind, tag, finding) in errors(converted) {
            let missing = kind == FindingKind::Missing;
            let expected = if missing { Category::Missing } else { Category::Unknown };
            let is_it = |c: &Change| c.category == expected && c.tag == tag;
            assert!(report.iter().any(is_it), "{to}: {finding}\n{report}");
        }
    }
}

/// Returns what was converted can be written, and is read again.
fn written(message: &Message<'_>, version: &ProtocolVersion<'_>, report: &Report) {
    let numbers = |v: &ProtocolVersion<'_>| (v.protocol_version_major, v.protocol_version_minor);
    assert_eq!(numbers(message.protocol_version()), numbers(version));
    if is_empty(message) {
        assert!(losses(report) > 0);
        return;
    }
    let bytes = bytes(message).unwrap_or_else(|error| panic!("{version}: {error}\n{report}"));
    assert_eq!(&from_slice::<Message<'_>>(&bytes).expect("what was written can be read"), message);
}

/// Writes the message as it is, since a conversion reports what is missing.
fn bytes(message: &Message<'_>) -> Result<Vec<u8>, Error> {
    to_vec_with(message, &EncodeOptions::incomplete())
}

/// The kinds and tags of the errors, and how they are printed.
fn errors(message: &Message<'_>) -> Vec<(FindingKind, Tag, String)> {
    let findings = message.validate().expect("a message can be read");
    let all = findings.iter().map(|finding| (finding.severity(), finding.kind(), finding.tag(), finding.to_string()));
    let errors = all.filter(|(severity, .., text)| *severity == Severity::Error && !text.is_empty());
    errors.map(|(_, kind, tag, text)| (kind, tag, text)).collect()
}

fn losses(report: &Report) -> usize {
    report.iter().filter(|change| change.is_loss()).count()
}

fn is_empty(message: &Message<'_>) -> bool {
    match message {
        Message::Request(message) => message.batch_items.is_empty(),
        Message::Response(message) => message.batch_items.is_empty(),
        _ => false,
    }
}
