//! The checks of one message.

use kmip::encoding::Encoding::{Ttlv, Xml};
use kmip::format::encode_root_with;
use kmip::items::Length;
use kmip::validate::{Finding, Severity, Validator};
use kmip::{EncodeOptions, ErrorKind, Message as Typed, Tag};

use crate::corpus::{Expected, Message};
use crate::encoding::{Codec, convert, nodes};
use crate::known::{Invalid, Refusal};

/// The outcome of one check: why it failed.
pub(super) type Outcome = Result<(), String>;

/// The results of the checks of one message.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// The version in its header, if it can be read that far.
    pub(super) version: Option<String>,
    /// Its TTLV.
    pub(super) ttlv: Option<Vec<u8>>,
    /// The number of bytes that each encoding takes.
    ///
    /// Empty if one encoding cannot say it.
    pub(super) sizes: Vec<usize>,
    /// The checks that apply, with their steps.
    pub(super) results: Vec<(String, Outcome)>,
}

impl Checked {
    fn add(&mut self, step: &str, outcome: Outcome) {
        self.results.push((step.to_owned(), outcome));
    }
}

/// The names of all steps, in the order in which they are reported.
pub(super) fn steps(encodings: &[&dyn Codec]) -> Vec<String> {
    let round_trips = encodings.iter().flat_map(|e| [e.name().to_owned(), untyped_step(*e)]);
    let before = ["read", "bytes", "untyped"].map(str::to_owned).into_iter();
    let after = ["pairs", "valid", "owned", "length", "other versions", "refused"].map(str::to_owned);
    before.chain(round_trips).chain(after).collect()
}

fn untyped_step(encoding: &dyn Codec) -> String {
    format!("{} untyped", encoding.name())
}

/// Runs all checks that apply to this message.
pub(super) fn check(
    message: &Message,
    expected: Option<&Expected>,
    (refusal, invalid): (Option<&Refusal>, Option<&Invalid>),
    encodings: &[&dyn Codec],
) -> Checked {
    let mut checked = Checked::default();
    let untyped = convert(&Xml, &Ttlv, message.xml.as_bytes()).map_err(|error| error.to_string());
    checked.version = untyped.as_ref().ok().and_then(|ttlv| version(ttlv));
    if let Ok(ttlv) = &untyped {
        checked.add("valid", valid(ttlv, invalid));
    }
    let read = Xml.decode_message(message.xml.as_bytes());
    match (refusal, read) {
        (Some(refusal), read) => refused(&mut checked, refusal, read, untyped, expected, encodings),
        (None, Ok(typed)) => {
            let message = Readable { message, typed: &typed, other: invalid.and_then(Invalid::unknown_value) };
            accepted(&mut checked, &message, untyped, expected, encodings);
        }
        (None, Err(error)) => checked.add("read", Err(error.to_string())),
    }
    checked
}

/// A message that the typed decoder has to read.
struct Readable<'m> {
    message: &'m Message,
    typed: &'m Typed<'static>,
    /// The tag of the first value that only other versions have.
    other: Option<&'m str>,
}

/// The checks of a message that the typed decoder has to read.
fn accepted(
    checked: &mut Checked,
    Readable { message, typed, other }: &Readable<'_>,
    untyped: Result<Vec<u8>, String>,
    expected: Option<&Expected>,
    encodings: &[&dyn Codec],
) {
    checked.add("read", Ok(()));
    // What a peer leaves out, although its version requires it, is for the validator to tell.
    let options = if other.is_some() { EncodeOptions::as_read() } else { EncodeOptions::incomplete() };
    if let Some(other) = other {
        checked.add("other versions", is_refused_in_its_version(typed, other, encodings));
    }
    let ttlv = match Ttlv.encode_message(typed, &options) {
        Ok(ttlv) => ttlv,
        Err(error) => return checked.add("bytes", Err(error.to_string())),
    };
    if let Some(expected) = expected {
        let header = (message.kind, typed.protocol_version().to_string());
        let same_header = if header == (expected.kind, expected.version.clone()) { Ok(()) } else { Err(header) };
        let outcome = same_header.map_err(|(kind, version)| format!("is a {} of {version}", kind.name()));
        checked.add("bytes", outcome.and_then(|()| same(&ttlv, &expected.ttlv)));
    }
    checked.add("untyped", untyped.and_then(|untyped| same(&untyped, &ttlv)));
    let mut forms = Vec::new();
    for encoding in encodings {
        let written = typed_round_trip(*encoding, typed, &options);
        let outcome = untyped_round_trip(*encoding, &ttlv, written.as_deref().ok());
        checked.add(&untyped_step(*encoding), outcome);
        let outcome = match written {
            Ok(written) => {
                forms.push((*encoding, written));
                Ok(())
            }
            Err(reason) => Err(reason),
        };
        checked.add(encoding.name(), outcome);
    }
    checked.add("pairs", pairs(&forms));
    checked.sizes = forms.iter().map(|(_, form)| form.len()).collect();
    checked.add("owned", owned(&ttlv, typed));
    checked.add("length", length(typed, &options, ttlv.len()));
    checked.ttlv = Some(ttlv);
}

/// Checks a message that the typed decoder has to refuse.
///
/// Such a message can be converted.
fn refused(
    checked: &mut Checked,
    refusal: &Refusal,
    read: Result<Typed<'static>, kmip::Error>,
    untyped: Result<Vec<u8>, String>,
    expected: Option<&Expected>,
    encodings: &[&dyn Codec],
) {
    let from_ttlv = untyped.as_ref().map(|ttlv| Ttlv.decode_message(ttlv));
    let outcome = match from_ttlv {
        Ok(from_ttlv) => is_refused(read, refusal).and_then(|()| is_refused(from_ttlv, refusal)),
        Err(_) => is_refused(read, refusal),
    };
    checked.add("refused", outcome);
    let outcome = untyped.as_ref().map_err(Clone::clone).and_then(|ttlv| match expected {
        Some(expected) => same(ttlv, &expected.ttlv),
        None => Ok(()),
    });
    checked.add("untyped", outcome);
    let Ok(ttlv) = untyped else { return };
    let mut forms = Vec::new();
    for encoding in encodings {
        checked.add(&untyped_step(*encoding), untyped_round_trip(*encoding, &ttlv, None));
        forms.extend(convert(&Ttlv, *encoding, &ttlv).ok().map(|form| (*encoding, form)));
    }
    checked.add("pairs", pairs(&forms));
    checked.ttlv = Some(ttlv);
}

/// Checks that a validator finds in the message what is listed for it.
///
/// These are the errors and warnings; if none are listed, it must find none.
fn valid(ttlv: &[u8], listed: Option<&Invalid>) -> Outcome {
    let findings =
        Validator::new().findings(&mut kmip::ttlv::TtlvReader::new(ttlv)).map_err(|fault| fault.to_string())?;
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.severity() > Severity::Note).collect();
    let line = |finding: &Finding<'_>| format!("{} {:?} {}", finding.severity(), finding.kind(), finding.tag());
    let found: Vec<String> = wrong.iter().map(line).collect();
    let expected = listed.map(|listed| listed.findings.as_slice()).unwrap_or_default();
    if found == expected {
        return Ok(());
    }
    let shown: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    Err(format!("found {shown:?}, listed are {expected:?}"))
}

fn is_refused(read: Result<Typed<'static>, kmip::Error>, refusal: &Refusal) -> Outcome {
    match read {
        Ok(_) => Err(format!("accepted in spite of {}", refusal.defect)),
        Err(error) => is_error((error.kind(), error.tag()), &refusal.kind, Some(&refusal.tag)),
    }
}

/// Checks that every encoding refuses the value that is listed.
///
/// An encoding does not refuse it if it is asked not to.
fn is_refused_in_its_version(typed: &Typed<'_>, tag: &str, encodings: &[&dyn Codec]) -> Outcome {
    encodings.iter().try_for_each(|encoding| match encoding.encode_message(typed, &EncodeOptions::incomplete()) {
        Ok(_) => Err(format!("{}: encoded in spite of {tag}", encoding.name())),
        Err(error) => is_error((error.kind(), error.tag()), "NotInVersion", Some(tag)),
    })
}

/// Returns whether an error has this kind, and names this tag.
pub(super) fn is_error(found: (ErrorKind, Tag), kind: &str, tag: Option<&str>) -> Outcome {
    let (found, found_tag) = (format!("{:?}", found.0), found.1.to_string());
    if found == kind && tag.is_none_or(|tag| tag == found_tag) {
        return Ok(());
    }
    Err(format!("refused with {found} of {found_tag}, listed with {kind} of {}", tag.unwrap_or("any")))
}

/// Writes the message, reads it again, writes it again; returns what was written.
pub(super) fn typed_round_trip(
    encoding: &dyn Codec,
    message: &Typed<'_>,
    options: &EncodeOptions<'_>,
) -> Result<Vec<u8>, String> {
    let written = encoding.encode_message(message, options).map_err(|error| format!("writing: {error}"))?;
    let read = encoding.decode_message(&written).map_err(|error| format!("reading what was written: {error}"))?;
    if read != *message {
        return Err("another message after writing and reading".to_owned());
    }
    let again = encoding.encode_message(&read, options).map_err(|error| format!("writing again: {error}"))?;
    same(&again, &written).map_err(|reason| format!("written again: {reason}"))?;
    Ok(written)
}

/// Converts TTLV item by item, compares with what the model wrote, converts back.
pub(super) fn untyped_round_trip(encoding: &dyn Codec, ttlv: &[u8], typed: Option<&[u8]>) -> Outcome {
    let converted = convert(&Ttlv, encoding, ttlv).map_err(|error| format!("from TTLV: {error}"))?;
    if let Some(typed) = typed {
        same(&converted, typed).map_err(|reason| format!("from TTLV: {reason}"))?;
    }
    let back = convert(encoding, &Ttlv, &converted).map_err(|error| format!("to TTLV: {error}"))?;
    same(&back, ttlv).map_err(|reason| format!("to TTLV: {reason}"))
}

/// Converts from each encoding to each other one, item by item, and compares.
///
/// The result must be what is written in the other encoding.
fn pairs(forms: &[(&dyn Codec, Vec<u8>)]) -> Outcome {
    for (from, input) in forms {
        for (to, form) in forms.iter().filter(|(to, _)| to.name() != from.name()) {
            let pair = || format!("{} to {}", from.name(), to.name());
            let converted = convert(*from, *to, input).map_err(|error| format!("{}: {error}", pair()))?;
            same(&converted, form).map_err(|reason| format!("{}: {reason}", pair()))?;
        }
    }
    Ok(())
}

/// Checks that a borrowing message made to own its text is still the same.
///
/// It must also equal the message that was read so, and the one read from XML.
fn owned(ttlv: &[u8], typed: &Typed<'static>) -> Outcome {
    let borrowed: Typed<'_> = kmip::ttlv::from_slice(ttlv).map_err(|error| error.to_string())?;
    let owned = borrowed.clone().into_owned();
    if owned != borrowed {
        return Err("another message after into_owned".to_owned());
    }
    if Ttlv.decode_message(ttlv).as_ref() != Ok(&owned) {
        return Err("another message where it owns its text from the beginning".to_owned());
    }
    if owned == *typed { Ok(()) } else { Err("another message than the one read from XML".to_owned()) }
}

/// Returns whether the length that is computed is the number of bytes.
fn length(typed: &Typed<'_>, options: &EncodeOptions<'_>, bytes: usize) -> Outcome {
    let mut length = Length::default();
    encode_root_with(typed, &mut length, options).map_err(|fault| fault.to_string())?;
    let computed = length.bytes();
    if usize::try_from(computed) == Ok(bytes) { Ok(()) } else { Err(format!("{computed} computed, {bytes} written")) }
}

/// Returns whether two encodings are the same, and where they begin to differ.
pub(super) fn same(found: &[u8], expected: &[u8]) -> Outcome {
    if found == expected {
        return Ok(());
    }
    let at = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    Err(format!("differs from byte {at} on ({} bytes instead of {})", found.len(), expected.len()))
}

/// The version in the header, read without types.
fn version(ttlv: &[u8]) -> Option<String> {
    let nodes = nodes(ttlv).ok()?;
    let message = nodes.first()?;
    let header = message.child(Tag::REQUEST_HEADER).or_else(|| message.child(Tag::RESPONSE_HEADER))?;
    let version = header.child(Tag::PROTOCOL_VERSION)?;
    let number = |tag| match version.child(tag)?.value() {
        kmip::items::NodeValue::Integer(number) => Some(*number),
        _ => None,
    };
    Some(format!("{}.{}", number(Tag::PROTOCOL_VERSION_MAJOR)?, number(Tag::PROTOCOL_VERSION_MINOR)?))
}

#[cfg(test)]
mod tests {
    use kmip::Error;

    use super::*;
    use crate::hex;

    /// TTLV with one thing wrong.
    #[derive(Debug)]
    enum Broken {
        /// Decodes another message.
        Decode,
        /// Writes what it wrote itself in another way.
        Again,
        /// Converts to other bytes than the model writes.
        Of,
        /// Converts back to other bytes.
        To,
    }

    impl Codec for Broken {
        fn name(&self) -> &'static str {
            "broken"
        }

        fn decode_message(&self, input: &[u8]) -> Result<Typed<'static>, Error> {
            if matches!(self, Self::Decode) { Ok(sample("pending-1.2").0) } else { Ttlv.decode_message(input) }
        }

        fn encode_message(&self, message: &Typed<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
            thread_local!(static CALLS: core::cell::Cell<u8> = const { core::cell::Cell::new(0) });
            let mut bytes = Ttlv.encode_message(message, options)?;
            if matches!(self, Self::Again) && CALLS.replace(CALLS.get() + 1) == 0 {
                // Another identifier, of the same length: the message decoded is not the one encoded.
                *bytes.last_mut().unwrap() ^= 1;
            }
            Ok(bytes)
        }

        fn read_items(&self, input: &[u8], take: crate::encoding::Take<'_>) -> Result<(), Error> {
            let cut = input.len() - usize::from(matches!(self, Self::To));
            Ttlv.read_items(&input[..cut], take)
        }

        fn write_items(&self, reader: &mut dyn kmip::format::Reader<'_>) -> Result<Vec<u8>, Error> {
            let mut bytes = Ttlv.write_items(reader)?;
            bytes.truncate(bytes.len() - usize::from(matches!(self, Self::Of)));
            Ok(bytes)
        }
    }

    fn sample(name: &str) -> (Typed<'static>, Vec<u8>) {
        let path = format!("{}/samples/{name}.hex", env!("CARGO_MANIFEST_DIR"));
        let digits: String = std::fs::read_to_string(path).unwrap().lines().collect();
        let bytes = hex::decode(&digits).unwrap();
        (Ttlv.decode_message(&bytes).unwrap(), bytes)
    }

    #[test]
    fn pairs_find_what_is_wrong() {
        let bytes = sample("get-3.0").1;
        let xml = convert(&Ttlv, &Xml, &bytes).unwrap();
        assert_eq!(pairs(&[(&Ttlv, bytes.clone()), (&Xml, xml.clone())]), Ok(()));
        let mut other = xml;
        other.retain(|byte| *byte != b'3');
        let error = pairs(&[(&Ttlv, bytes), (&Xml, other)]).unwrap_err();
        assert!(error.starts_with("ttlv to xml: differs from byte "), "{error}");
    }

    #[test]
    fn round_trips_find_what_is_wrong() {
        let (message, bytes) = sample("get-3.0");
        assert_eq!(typed_round_trip(&Ttlv, &message, &EncodeOptions::default()).as_ref(), Ok(&bytes));
        assert_eq!(untyped_round_trip(&Ttlv, &bytes, Some(&bytes)), Ok(()));

        let error = typed_round_trip(&Broken::Decode, &message, &EncodeOptions::default()).unwrap_err();
        assert_eq!(error, "another message after writing and reading");
        assert!(typed_round_trip(&Broken::Again, &message, &EncodeOptions::default()).is_err());
        let error = untyped_round_trip(&Broken::Of, &bytes, Some(&bytes)).unwrap_err();
        assert_eq!(error, "from TTLV: differs from byte 295 on (295 bytes instead of 296)");
        let error = untyped_round_trip(&Broken::To, &bytes, Some(&bytes)).unwrap_err();
        assert_eq!(error, "to TTLV: truncated item at byte 0 in ResponseMessage");
    }

    #[test]
    fn ownership_and_length_are_compared_with_the_message() {
        let (message, bytes) = sample("get-3.0");
        let (other, others) = sample("pending-1.2");
        assert_eq!(owned(&bytes, &message), Ok(()));
        assert_eq!(owned(&bytes, &other), Err("another message than the one read from XML".to_owned()));
        assert_eq!(length(&message, &EncodeOptions::default(), bytes.len()), Ok(()));
        assert_eq!(
            length(&message, &EncodeOptions::default(), others.len()),
            Err("296 computed, 144 written".to_owned())
        );
    }

    #[test]
    fn the_version_is_that_of_the_header() {
        assert_eq!(version(&sample("get-3.0").1).as_deref(), Some("3.0"));
        assert_eq!(version(&sample("pending-1.2").1).as_deref(), Some("1.2"));
        assert_eq!(version(&[]), None);
    }
}
