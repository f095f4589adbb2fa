//! Messages through other protocol versions and back: those of the corpus, if it is at hand, and those of `vectors/`.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use conformance_vectors::{Corpus, Encoding as _, HOW_TO_GET, Ttlv, Xml, hex};
use kmip_types::convert::{Category, Change, Conversion, Report};
use kmip_types::{Fault, Finding, FindingKind, Message, ProtocolVersion, Severity};
use serde_json::Value as Json;

const VERSIONS: [ProtocolVersion<'static>; 8] = [
    ProtocolVersion::V1_0,
    ProtocolVersion::V1_1,
    ProtocolVersion::V1_2,
    ProtocolVersion::V1_3,
    ProtocolVersion::V1_4,
    ProtocolVersion::V2_0,
    ProtocolVersion::V2_1,
    ProtocolVersion::V3_0,
];

/// A message and what it is called.
type Named = (String, Message<'static>);

/// The messages of the corpus; `None`, and a note, where it is not at hand and need not be.
fn corpus() -> Result<Option<Vec<Named>>, Box<dyn Error>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = env::var_os("KMIP_OASIS_VECTORS").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        let note = format!("no message was converted: there is no {}\n{HOW_TO_GET}", folder.display());
        if env::var_os("KMIP_REQUIRE_OASIS").is_some_and(|value| value == "1") {
            return Err(note.into());
        }
        writeln!(io::stderr(), "{note}")?;
        return Ok(None);
    }
    let mut messages = Vec::new();
    for case in Corpus::load(&folder)?.cases {
        for message in case.messages {
            // The messages that the crates refuse are told apart by the test of the corpus.
            if let Ok(typed) = Xml.decode(message.xml.as_bytes()) {
                messages.push((format!("{} {}", case.path, message.index), typed));
            }
        }
    }
    Ok(Some(messages))
}

/// The valid messages of `vectors/`.
fn vectors() -> Result<Vec<Named>, Box<dyn Error>> {
    let mut messages = Vec::new();
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/valid"))? {
        for file in fs::read_dir(folder?.path())? {
            let json: Json = serde_json::from_slice(&fs::read(file?.path())?)?;
            let text = |member| json.get(member).and_then(Json::as_str);
            let (Some(id), Some(bytes)) = (text("id"), text("ttlv")) else {
                return Err("a vector without id or bytes".into());
            };
            if text("version").is_some() {
                messages.push((id.to_owned(), Ttlv.decode(&hex::decode(bytes).ok_or("bad digits")?)?));
            }
        }
    }
    messages.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(messages)
}

/// What the version of a message forbids in it.
fn errors(message: &Message<'_>) -> Result<Vec<Finding>, Fault> {
    let mut findings = message.validate()?;
    findings.retain(|finding| finding.severity() == Severity::Error);
    Ok(findings)
}

/// Converts; what comes out encodes, reads again, and has no error that the report does not tell of.
fn checked(
    place: &str,
    message: &Message<'_>,
    to: &ProtocolVersion<'_>,
) -> Result<Conversion<Message<'static>>, Box<dyn Error>> {
    let at = |error: &dyn std::fmt::Display| format!("{place} to {to}: {error}");
    let conversion = message.convert_to(to.clone()).map_err(|error| at(&error))?;
    let Conversion { message: converted, report, .. } = &conversion;
    assert_eq!(converted.protocol_version(), to, "{place}");
    let bytes = Ttlv.encode(converted).map_err(|error| at(&error))?;
    let is_empty = match converted {
        Message::Request(message) => message.batch_items.is_empty(),
        Message::Response(message) => message.batch_items.is_empty(),
        _ => return Err("neither request nor response".into()),
    };
    if is_empty {
        assert!(!report.is_lossless(), "{place} to {to}: nothing is left, and nothing was lost");
        return Ok(conversion);
    }
    assert!(Ttlv.decode(&bytes).map_err(|error| at(&error))? == *converted, "{place} to {to}: reads otherwise");
    if errors(message)?.is_empty() {
        // An empty report is a promise.
        if report.is_empty() {
            let back = converted.convert_to(message.protocol_version().clone())?;
            assert!(back.message == *message, "{place} to {to} and back is another message, and nothing was reported");
        }
        for finding in errors(converted)? {
            let is_it = |c: &Change| c.category == Category::Missing && c.tag == finding.tag();
            let is_reported = finding.kind() == FindingKind::Missing && report.iter().any(is_it);
            assert!(is_reported, "{place} to {to}: {finding}\n{report}");
        }
    }
    Ok(conversion)
}

/// How often each category was reported.
type Counts = BTreeMap<Category, usize>;

fn count(report: &Report, counts: &mut Counts) {
    report.iter().for_each(|change| *counts.entry(change.category).or_default() += 1);
}

/// Messages there and back: how many, how many came back the same, and what was reported on either way.
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
    assert_eq!((new.0, new.1), (794, 739));
    assert_eq!(new.2, counts(&[(Category::Filled, 7), (Category::Implied, 20), (Category::BatchItemId, 114)]));
    assert_eq!(new.3, counts(&[]));
    Ok(())
}

#[test]
fn every_message_of_the_corpus_goes_to_every_version() -> Result<(), Box<dyn Error>> {
    let Some(messages) = corpus()? else { return Ok(()) };
    let (mut pairs, mut lossless) = (0, 0);
    for (place, message) in &messages {
        for to in &VERSIONS {
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
        for to in &VERSIONS {
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
    assert!(missing.is_empty(), "categories that no vector has: {missing:?}");
    Ok(())
}
