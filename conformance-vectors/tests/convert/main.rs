//! Tests that messages go through other protocol versions and back.
//!
//! They are those of the corpus, if it is at hand, and those of `vectors/`.

mod exchanges;
mod messages;

use std::collections::BTreeMap;
use std::error::Error;

use kmip::convert::{Category, Change, Conversion, Report};
use kmip::encoding::Encoding::Ttlv;
use kmip::format::Fault;
use kmip::validate::{FindingKind, Severity};
use kmip::xml::WriterOptions;
use kmip::{EncodeOptions, Message, ProtocolVersion, Tag};

use crate::messages::{Named, corpus, vectors};

/// Returns what the version of a message forbids in it.
///
/// Each has its kind, its tag, and how it is printed.
fn errors(message: &Message<'_>) -> Result<Vec<(FindingKind, Tag, String)>, Fault> {
    let findings = message.validate()?;
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    Ok(errors.map(|finding| (finding.kind(), finding.tag(), finding.to_string())).collect())
}

/// Returns whether no item is left.
fn is_empty(message: &Message<'_>) -> bool {
    match message {
        Message::Request(message) => message.batch_items.is_empty(),
        Message::Response(message) => message.batch_items.is_empty(),
        _ => false,
    }
}

/// Converts a message, and checks the result.
///
/// What comes out encodes, reads again, and has no error that the report does not tell of.
fn checked(
    place: &str,
    message: &Message<'_>,
    to: &ProtocolVersion<'_>,
) -> Result<Conversion<Message<'static>>, Box<dyn Error>> {
    let at = |error: &dyn std::fmt::Display| format!("{place} to {to}: {error}");
    let conversion = message.convert_to(to.clone()).map_err(|error| at(&error))?;
    let Conversion { message: converted, report, .. } = &conversion;
    assert_eq!(converted.protocol_version(), to, "{place}");
    if is_empty(converted) {
        // Such a message cannot be sent.
        assert!(Ttlv.encode(converted).is_err(), "{place} to {to}");
        assert!(!report.is_lossless(), "{place} to {to}: nothing is left, and nothing was lost");
        return Ok(conversion);
    }
    let options = WriterOptions::default().with_encode(EncodeOptions::incomplete());
    let bytes = Ttlv.encode_with(converted, &options).map_err(|error| at(&error))?;
    // What the validator does not miss, building does not.
    if errors(converted)?.iter().all(|(kind, ..)| *kind != FindingKind::Missing) {
        assert_eq!(Ttlv.encode(converted).as_ref(), Ok(&bytes), "{place} to {to}");
    }
    assert!(
        Ttlv.decode::<Message<'_>>(&bytes).map_err(|error| at(&error))? == *converted,
        "{place} to {to}: reads otherwise"
    );
    if errors(message)?.is_empty() {
        // An empty report is a promise.
        if report.is_empty() {
            let back = converted.convert_to(message.protocol_version().clone())?;
            assert!(back.message == *message, "{place} to {to} and back is another message, and nothing was reported");
        }
        for (kind, tag, finding) in errors(converted)? {
            let is_it = |c: &Change| c.category == Category::Missing && c.tag == tag;
            let is_reported = kind == FindingKind::Missing && report.iter().any(is_it);
            assert!(is_reported, "{place} to {to}: {finding}\n{report}");
        }
    }
    Ok(conversion)
}

/// The number of times that each category was reported.
type Counts = BTreeMap<Category, usize>;

fn count(report: &Report, counts: &mut Counts) {
    report.iter().for_each(|change| *counts.entry(change.category).or_default() += 1);
}

/// Converts messages there and back, and counts them.
///
/// It counts how many there are, how many came back the same, and what was reported on either way.
fn there_and_back(
    messages: &[Named],
    from: &ProtocolVersion<'_>,
    to: &ProtocolVersion<'_>,
) -> Result<(usize, usize, Counts, Counts), Box<dyn Error>> {
    let (mut all, mut same, mut there_counts, mut back_counts) = (0, 0, Counts::new(), Counts::new());
    for (place, message) in messages.iter().filter(|(_, message)| message.protocol_version() == from) {
        let there = checked(place, message, to)?;
        let back = there.message.convert_to(from.clone())?;
        count(&there.report, &mut there_counts);
        count(&back.report, &mut back_counts);
        let is_same = back.message == *message;
        all += 1;
        same += usize::from(is_same);
        assert!(is_same || !there.report.is_empty(), "{place} to {to} and back, and nothing was reported");
    }
    println!("{from} to {to} and back: {same} of {all} the same\n  there {there_counts:?}\n  back {back_counts:?}");
    Ok((all, same, there_counts, back_counts))
}

#[test]
fn the_way_back_leads_to_the_same_message_or_is_reported() -> Result<(), Box<dyn Error>> {
    let Some(messages) = corpus()? else { return Ok(()) };
    let counts = |pairs: &[(Category, usize)]| pairs.iter().copied().collect::<Counts>();

    let old = there_and_back(&messages, &ProtocolVersion::V1_4, &ProtocolVersion::V2_1)?;
    assert_eq!((old.0, old.1), (1111, 1073));
    assert_eq!(
        old.2,
        counts(&[
            (Category::Attribute, 6),
            (Category::Value, 62),
            (Category::Instance, 8),
            (Category::Echo, 33),
            (Category::Incomplete, 57),
            (Category::Filled, 8),
        ])
    );
    let new = there_and_back(&messages, &ProtocolVersion::V2_1, &ProtocolVersion::V3_0)?;
    assert_eq!((new.0, new.1), (1930, 1667));
    assert_eq!(
        new.2,
        counts(&[
            (Category::Field, 14),
            (Category::Attribute, 2),
            (Category::Value, 5),
            (Category::Replaced, 1),
            (Category::Filled, 36),
            (Category::Implied, 101),
            (Category::Reshaped, 8),
            (Category::BatchItemId, 680),
        ])
    );
    assert_eq!(new.3, counts(&[]));
    Ok(())
}

#[test]
fn every_message_of_the_corpus_goes_to_every_version() -> Result<(), Box<dyn Error>> {
    let Some(messages) = corpus()? else { return Ok(()) };
    let (mut pairs, mut lossless) = (0, 0);
    for (place, message) in &messages {
        for to in &ProtocolVersion::ALL {
            let conversion = checked(place, message, to)?;
            pairs += 1;
            lossless += usize::from(conversion.report.is_lossless());
        }
    }
    println!("{} messages to 8 versions: {lossless} of {pairs} without loss", messages.len());
    Ok(())
}

#[test]
fn every_vector_goes_to_every_version() -> Result<(), Box<dyn Error>> {
    let messages = vectors()?;
    let (mut pairs, mut lossless, mut counts) = (0, 0, Counts::new());
    for (place, message) in &messages {
        for to in &ProtocolVersion::ALL {
            let conversion = checked(place, message, to)?;
            let from = message.protocol_version();
            if from == to && errors(message)?.is_empty() {
                let unknown = |report: &Report| report.iter().all(|c| c.category == Category::Unknown);
                assert!(unknown(&conversion.report), "{place} to its own version: {}", conversion.report);
                assert!(conversion.message == *message, "{place} to its own version is another message");
            }
            count(&conversion.report, &mut counts);
            pairs += 1;
            lossless += usize::from(conversion.report.is_lossless());
        }
    }
    println!("{} messages to 8 versions: {lossless} of {pairs} without loss; {counts:?}", messages.len());
    assert!(messages.len() > 1_000, "{}", messages.len());
    let missing: Vec<_> = Category::ALL.iter().filter(|category| !counts.contains_key(category)).collect();
    // The vectors have every item in its place, and a repeated attribute needs a request.
    assert_eq!(missing, [&Category::Misplaced, &Category::Repeated], "categories that no vector has");
    Ok(())
}
