//! One input in four encodings, read in every way: what must agree.
//!
//! The input is any encoding; its items, read strictly, are written in all four. Then, in each of them:
//!
//! * **untyped**: a strict reader and a lenient one return the items of the input, and writing them gives the same bytes;
//! * **typed**: strict and lenient decoding each give the same message in every encoding, or an error of one kind at one path;
//!   what decodes strictly decodes leniently to the same message;
//! * **validator**: the same findings, each of one kind, severity and path, in every encoding;
//! * **strict reader**: fails if the validator finds an error, at the first one, and passes on all items if not;
//! * **validator and model**: a message without an error, of which everything was checked, decodes strictly;
//! * **views and chunks**, of TTLV and CBOR: the items or the error of the reader, whatever the items mean.
//!
//! An encoding that cannot say an item – XML knows no control characters – says so, and is left out.

use kmip::encoding::{Encoding, Items};
use kmip::format::text::WriterOptions;
use kmip::items::Node;
use kmip::validate::{Finding, FindingKind, Severity, StrictReader, Validator};
use kmip::{ErrorKind, Limits, Message, ReaderOptions, Tag};

use crate::{cbor_agree, ttlv_agree};

/// The results that one encoding gives for the input.
#[derive(Debug, PartialEq)]
struct Said {
    strict: Result<Message<'static>, (ErrorKind, String)>,
    lenient: Result<Message<'static>, (ErrorKind, String)>,
    findings: Vec<(Severity, FindingKind, String)>,
}

/// Any bytes, of the encoding that their first byte tells.
pub fn all(data: &[u8]) {
    let Some(encoding) = Encoding::detect(data) else { return };
    let Ok(items) = encoding.items(data) else { return };
    let Ok(nodes) = Node::read_all(&mut *items.reader()) else { return };
    // A root that every encoding can have: one item.
    if nodes.len() != 1 {
        return;
    }
    let mut first: Option<(Encoding, Said)> = None;
    for to in Encoding::ALL {
        let bytes = match to.transcode(&mut *items.reader(), &WriterOptions::default()) {
            Ok(bytes) => bytes,
            Err(error) => {
                assert!(*to == Encoding::Xml && error.kind() == ErrorKind::NotInXml, "{to:?}: {error}");
                continue;
            }
        };
        let said = read(*to, &bytes, &nodes);
        match &first {
            Some((from, expected)) => assert_eq!(&said, expected, "{to:?} and {from:?}"),
            None => first = Some((*to, said)),
        }
    }
}

/// Reads one encoding in every way.
fn read(encoding: Encoding, bytes: &[u8], nodes: &[Node<'_>]) -> Said {
    let ample = Limits::DEFAULT.with_message_bytes(1 << 30);
    let options = [ReaderOptions::default().with_limits(ample), ReaderOptions::lenient().with_limits(ample)];
    let [strict, lenient] = options.map(|options| {
        let items = encoding.items_with(bytes, &options).expect("what was written can be read");
        assert_eq!(Node::read_all(&mut *items.reader()).as_deref(), Ok(nodes), "{encoding:?}");
        match encoding {
            Encoding::Ttlv => ttlv_agree::agree(bytes, &options),
            Encoding::Cbor => cbor_agree::agree(bytes, &options),
            _ => {}
        }
        encoding.decode_with::<Message<'static>>(bytes, &options)
    });
    if let Ok(message) = &strict {
        assert_eq!(lenient.as_ref(), Ok(message), "{encoding:?}: strict and lenient");
    }
    let items = encoding.items_with(bytes, &ReaderOptions::default().with_limits(ample)).expect("it was read before");
    let findings = validate(&items);
    let has_error = findings.iter().any(|(severity, ..)| *severity == Severity::Error);
    let is_checked = findings.iter().all(|(_, kind, _)| *kind != FindingKind::NotChecked);
    let is_message = nodes.iter().all(|node| matches!(node.tag(), Tag::REQUEST_MESSAGE | Tag::RESPONSE_MESSAGE));
    assert!(has_error || !is_checked || !is_message || strict.is_ok(), "{encoding:?}: valid, and refused: {strict:?}");
    let error = |error: kmip::Error| (error.kind(), error.path().to_string());
    Said { strict: strict.map_err(error), lenient: lenient.map_err(error), findings }
}

/// Returns what the validator finds.
///
/// The strict reader must fail at the first error among it.
fn validate(items: &Items<'_>) -> Vec<(Severity, FindingKind, String)> {
    let (mut findings, mut first) = (Vec::new(), None);
    let mut report = |finding: Finding<'_>| {
        if finding.severity() == Severity::Error && first.is_none() {
            let error = finding.to_error();
            first = Some((error.kind(), error.tag()));
        }
        findings.push((finding.severity(), finding.kind(), finding.path().to_string()));
    };
    Validator::new().check(&mut *items.reader(), &mut report).expect("it was read before");
    let mut reader = items.reader();
    let read = Node::read_all(&mut StrictReader::new(&mut *reader));
    assert_eq!(read.err().map(|error| (error.kind(), error.tag())), first, "strict reader and validator");
    findings
}
