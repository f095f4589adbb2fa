//! The checks of one byte vector.

use kmip::encoding::Encoding::Ttlv;
use kmip::format::Fault;
use kmip::items::{Node, NodeValue};
use kmip::validate::StrictReader;
use kmip::{EncodeOptions, Error, ErrorKind};

use super::message::{Outcome, is_error, same, typed_round_trip, untyped_round_trip};
use super::structure;
use crate::corpus::ByteVector;
use crate::encoding::{Codec, convert, item, nodes};
use crate::known::{Known, Verdict, verdict};
use crate::report::{Tally, VectorRow};

/// The check, and so the column of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Untyped,
    Typed,
    Incomplete,
    Refused,
    Lint,
}

impl Step {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Untyped => "untyped",
            Self::Typed => "typed",
            Self::Incomplete => "incomplete",
            Self::Refused => "refused",
            Self::Lint => "lint",
        }
    }

    pub(super) const fn tally(self, row: &mut VectorRow) -> &mut Tally {
        match self {
            Self::Untyped => &mut row.untyped,
            Self::Typed => &mut row.typed,
            Self::Incomplete => &mut row.incomplete,
            Self::Refused => &mut row.refused,
            Self::Lint => &mut row.lint,
        }
    }
}

/// Runs all checks that apply to this vector.
pub(super) fn check(vector: &ByteVector, known: &Known, encodings: &[&dyn Codec]) -> Vec<(Step, Outcome)> {
    if let Some(listed) = verdict(&known.lint, &vector.id) {
        let same = || if listed.refused.is_none() { untyped(vector, encodings) } else { Ok(()) };
        return vec![(Step::Lint, as_listed(read(vector), listed).and_then(|()| same()))];
    }
    if !vector.valid {
        return vec![(Step::Refused, refused(vector, verdict(&known.malformed, &vector.id)))];
    }
    let mut results = vec![(Step::Untyped, untyped(vector, encodings))];
    if vector.kind == "message" {
        results.push((Step::Typed, message(vector)));
    }
    if vector.kind == "structure" {
        results.extend(structure(vector, known));
    }
    results
}

/// Reads as many items as there should be, strictly, one by one.
///
/// A vector is also read with types where it claims to be a message, and by the rules of the versions that it claims.
fn read(vector: &ByteVector) -> Result<(), Error> {
    let nodes = nodes(&vector.bytes)?;
    if let Some(extra) = nodes.get(vector.items) {
        return Err(Fault::new(ErrorKind::TrailingData, extra.tag(), 0).into());
    }
    let mut reader = kmip::ttlv::TtlvReader::new(&vector.bytes);
    let mut validator = StrictReader::new(&mut reader);
    if vector.level == "message" || vector.kind == "message" {
        Ttlv.decode_message(&vector.bytes)?;
    } else {
        validator = validator.with_versions(vector.versions);
    }
    Node::read_all(&mut validator)?;
    Ok(())
}

/// Returns whether a malformed vector is refused, and with the kind that is listed.
fn refused(vector: &ByteVector, listed: Option<&Verdict>) -> Outcome {
    if vector.level == "lint" {
        return Err("no verdict is listed for this vector".to_owned());
    }
    match (read(vector), listed) {
        (Ok(()), _) => Err("accepted".to_owned()),
        (Err(_), None) => Ok(()),
        (error, Some(listed)) => as_listed(error, listed),
    }
}

/// Returns whether a vector is refused or accepted as the list says.
fn as_listed(found: Result<(), Error>, listed: &Verdict) -> Outcome {
    match (found, &listed.refused) {
        (Ok(()), None) => Ok(()),
        (Ok(()), Some(kind)) => Err(format!("accepted, listed as refused with {kind}")),
        (Err(error), None) => Err(format!("listed as accepted, but: {error}")),
        (Err(error), Some(kind)) => is_error((error.kind(), error.tag()), kind, listed.tag.as_deref()),
    }
}

/// Decodes and encodes item by item, and through every encoding.
fn untyped(vector: &ByteVector, encodings: &[&dyn Codec]) -> Outcome {
    let nodes = nodes(&vector.bytes).map_err(|error| error.to_string())?;
    if nodes.len() != vector.items {
        return Err(format!("{} items instead of {}", nodes.len(), vector.items));
    }
    let mut ends = 0_usize;
    for node in &nodes {
        let bytes = item(node).map_err(|error| error.to_string())?;
        let rest = vector.bytes.get(ends..).unwrap_or_default();
        same(&bytes, rest.get(..bytes.len()).unwrap_or(rest))?;
        ends = ends.saturating_add(bytes.len());
        for encoding in encodings {
            let outcome = if can_hold(*encoding, node) {
                untyped_round_trip(*encoding, &bytes, None)
            } else {
                unwritable(*encoding, &bytes)
            };
            outcome.map_err(|reason| format!("{}: {reason}", encoding.name()))?;
        }
    }
    if ends == vector.bytes.len() { Ok(()) } else { Err("bytes are left over".to_owned()) }
}

/// Returns whether the encoding has a form for every text in this item.
fn can_hold(encoding: &dyn Codec, node: &Node<'_>) -> bool {
    let own = match node.value() {
        NodeValue::TextString(text)
        | NodeValue::Identifier(text)
        | NodeValue::Reference(text)
        | NodeValue::NameReference(text) => encoding.can_hold(text),
        _ => true,
    };
    own && node.children().iter().all(|child| can_hold(encoding, child))
}

/// Returns what the encoding cannot hold it has to refuse, not to change.
fn unwritable(encoding: &dyn Codec, bytes: &[u8]) -> Outcome {
    match convert(&Ttlv, encoding, bytes) {
        Ok(_) => Err("written, although it cannot be".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotInXml => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Decodes and encodes a whole message with types.
fn message(vector: &ByteVector) -> Outcome {
    let message = Ttlv.decode_message(&vector.bytes).map_err(|error| error.to_string())?;
    same(&typed_round_trip(&Ttlv, &message, &EncodeOptions::default())?, &vector.bytes)
}

/// Decodes and encodes a structure with types; nothing where its type is not known.
fn structure(vector: &ByteVector, known: &Known) -> Option<(Step, Outcome)> {
    let found = structure::round_trip(&vector.bytes, known.selection(&vector.id));
    let listed = verdict(&known.incomplete, &vector.id);
    if !vector.incomplete && listed.is_none() {
        let outcome = found?.map_err(|error| error.to_string()).and_then(|same| same);
        return Some((Step::Typed, outcome));
    }
    let outcome = match (found, listed) {
        (None, _) => Err("the type of this structure is not known".to_owned()),
        (_, None) => Err("no verdict is listed for this structure".to_owned()),
        (Some(Ok(Err(reason))), _) => Err(reason),
        (Some(found), Some(listed)) => as_listed(found.map(drop), listed),
    };
    Some((Step::Incomplete, outcome))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;
    use kmip::encoding::Encoding::Xml;

    /// A Name Value of three letters and a NUL.
    const WITH_NUL: &str = "42005507000000046162630000000000";

    #[test]
    fn what_xml_cannot_hold_is_refused_by_it_and_carried_by_ttlv() {
        let bytes = hex::decode(WITH_NUL).unwrap();
        let node = &nodes(&bytes).unwrap()[0];
        assert!(can_hold(&Ttlv, node));
        assert!(!can_hold(&Xml, node));
        assert_eq!(unwritable(&Xml, &bytes), Ok(()));
        assert_eq!(unwritable(&Ttlv, &bytes), Err("written, although it cannot be".to_owned()));
        for text in ["\u{1}", "\u{FFFE}", "a\u{B}"] {
            assert!(!Xml.can_hold(text), "{text:?}");
        }
        for text in ["\t\r\n", "\u{7F}\u{85}", "\u{FFFD}\u{10FFFF}"] {
            assert!(Xml.can_hold(text), "{text:?}");
        }
    }
}
