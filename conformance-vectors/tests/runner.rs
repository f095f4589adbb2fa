//! The runner can fail: whatever is changed in a corpus is found.

use std::error::Error;
use std::fs;
use std::path::Path;

use conformance_vectors::{
    ByteVector, Case, Corpus, Expected, Invalid, Kind, Known, Message, Refusal, Report, Verdict, hex, run,
};

const PATH: &str = "oasis/3.0/testcases/A.xml";

fn sample(file: &str) -> Result<String, Box<dyn Error>> {
    Ok(fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(file))?)
}

fn ttlv(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let digits: String = sample(&format!("{name}.hex"))?.lines().collect();
    Ok(hex::decode(&digits).ok_or("not hexadecimal")?)
}

/// A corpus of one request, and what is known about it: nothing.
fn corpus() -> Result<(Corpus, Known), Box<dyn Error>> {
    let message = Message { index: 0, kind: Kind::RequestMessage, xml: sample("locate-and-get-3.0.xml")? };
    let case =
        Case { path: PATH.to_owned(), version: "3.0".to_owned(), set: "testcases".to_owned(), messages: vec![message] };
    let expected =
        Expected { kind: Kind::RequestMessage, version: "3.0".to_owned(), ttlv: ttlv("locate-and-get-3.0")? };
    let mut corpus = Corpus::default();
    corpus.cases.push(case);
    corpus.expected.insert((PATH.to_owned(), 0), expected);
    Ok((corpus, Known::default()))
}

fn vector(bytes: Vec<u8>, valid: bool, kind: &str, level: &str) -> ByteVector {
    ByteVector {
        file: "own".to_owned(),
        id: "own:1".to_owned(),
        valid,
        kind: kind.to_owned(),
        items: 1,
        incomplete: false,
        versions: kmip::Versions::ALL,
        level: level.to_owned(),
        bytes,
    }
}

/// The report of a run over vectors alone.
fn vectors(vectors: Vec<ByteVector>, known: &Known) -> Report {
    run(&Corpus { vectors, ..Corpus::default() }, known).report
}

/// The steps that failed.
fn failed(report: &Report) -> Vec<&str> {
    report.failures.iter().map(|failure| failure.step.as_str()).collect()
}

#[test]
fn a_good_corpus_passes() -> Result<(), Box<dyn Error>> {
    let (corpus, known) = corpus()?;
    let run = run(&corpus, &known);
    assert_eq!(run.report.failures, []);
    assert!(run.report.is_success());
    assert_eq!(run.report.rows.len(), 1);
    let row = &run.report.rows[0];
    assert_eq!((row.version.as_str(), row.set.as_str(), row.messages, row.without_bytes), ("3.0", "testcases", 1, 0));
    let passes: Vec<usize> = row.steps.iter().map(|tally| tally.passed).collect();
    let mut each = vec![1; run.report.steps.len()];
    // The last two steps are for messages that have to be refused.
    each.iter_mut().rev().take(2).for_each(|passes| *passes = 0);
    assert_eq!(passes, each);
    let emitted = &run.emitted[0];
    assert_eq!(emitted.ttlv.as_deref(), Some(hex::encode(&ttlv("locate-and-get-3.0")?).as_str()));
    Ok(())
}

#[test]
fn one_wrong_expected_byte_fails() -> Result<(), Box<dyn Error>> {
    let (mut corpus, known) = corpus()?;
    let expected = corpus.expected.get_mut(&(PATH.to_owned(), 0)).ok_or("no bytes")?;
    *expected.ttlv.last_mut().ok_or("no bytes")? ^= 1;
    let report = run(&corpus, &known).report;
    assert_eq!(failed(&report), ["bytes"]);
    assert_eq!(report.failures[0].reason, "differs from byte 247 on (248 bytes instead of 248)");
    assert_eq!((report.cases.passed, report.cases.failed), (0, 1));
    assert!(!report.is_success());
    Ok(())
}

#[test]
fn another_header_than_expected_fails() -> Result<(), Box<dyn Error>> {
    let (mut corpus, known) = corpus()?;
    corpus.expected.get_mut(&(PATH.to_owned(), 0)).ok_or("no bytes")?.version = "2.1".to_owned();
    let report = run(&corpus, &known).report;
    assert_eq!(report.failures[0].reason, "is a RequestMessage of 3.0");
    Ok(())
}

#[test]
fn a_changed_message_fails() -> Result<(), Box<dyn Error>> {
    let (mut corpus, known) = corpus()?;
    let message = &mut corpus.cases[0].messages[0];
    message.xml = message.xml.replace("MyKeyName", "MyKeyNames");
    assert_eq!(failed(&run(&corpus, &known).report), ["bytes"]);

    let message = &mut corpus.cases[0].messages[0];
    message.xml = message.xml.replace("IDPlaceholder", "NoSuchName");
    let report = run(&corpus, &known).report;
    assert_eq!(failed(&report), ["read"]);
    assert!(report.failures[0].reason.starts_with("unknown name"), "{}", report.failures[0].reason);
    Ok(())
}

#[test]
fn a_message_without_expected_bytes_is_counted() -> Result<(), Box<dyn Error>> {
    let (mut corpus, known) = corpus()?;
    corpus.expected.clear();
    let report = run(&corpus, &known).report;
    assert!(report.is_success());
    assert_eq!(report.rows[0].without_bytes, 1);
    Ok(())
}

#[test]
fn a_value_of_other_versions_has_to_be_refused_as_listed() -> Result<(), Box<dyn Error>> {
    let (corpus, mut known) = corpus()?;
    known.invalid.push(Invalid {
        path: PATH.to_owned(),
        index: 0,
        defect: "D99".to_owned(),
        findings: vec!["error UnknownValue Operation".to_owned()],
    });
    let report = run(&corpus, &known).report;
    let reasons: Vec<&str> = report.failures.iter().map(|failure| failure.reason.as_str()).collect();
    assert!(reasons.contains(&"ttlv: encoded in spite of Operation"), "{reasons:?}");
    Ok(())
}

#[test]
fn a_refusal_has_to_happen_as_listed() -> Result<(), Box<dyn Error>> {
    let (mut corpus, mut known) = corpus()?;
    known.refusals.push(Refusal {
        path: PATH.to_owned(),
        index: 0,
        defect: "D99".to_owned(),
        kind: "Selector".to_owned(),
        tag: "Operation".to_owned(),
    });
    let report = run(&corpus, &known).report;
    assert_eq!(report.failures[0].reason, "accepted in spite of D99");

    // Without its Operation the Get is refused with types, and can still be converted without.
    let message = &mut corpus.cases[0].messages[0];
    message.xml = message.xml.replace("<Operation type=\"Enumeration\" value=\"Get\"/>", "");
    let expected = corpus.expected.get_mut(&(PATH.to_owned(), 0)).ok_or("no bytes")?;
    expected.ttlv.drain(128..144);
    expected.ttlv[7] -= 16;
    expected.ttlv[127] -= 16;
    assert_eq!(failed(&run(&corpus, &known).report), ["valid"]);
    known.invalid.push(Invalid {
        path: PATH.to_owned(),
        index: 0,
        defect: "D99".to_owned(),
        findings: vec!["error Missing Operation".to_owned()],
    });
    let report = run(&corpus, &known).report;
    assert_eq!(report.failures, []);
    assert_eq!(report.total().steps.last().map(|tally| tally.passed), Some(1));

    known.refusals[0].kind = "Missing".to_owned();
    let report = run(&corpus, &known).report;
    assert_eq!(report.failures[0].reason, "refused with Selector of Operation, listed with Missing of Operation");
    Ok(())
}

#[test]
fn problems_of_the_corpus_fail() -> Result<(), Box<dyn Error>> {
    let (mut corpus, known) = corpus()?;
    corpus.problems.push(("oasis/3.0/testcases/B.xml".to_owned(), "does not end".to_owned()));
    let report = run(&corpus, &known).report;
    assert_eq!(failed(&report), ["corpus"]);
    assert_eq!((report.cases.passed, report.cases.failed), (1, 1));
    Ok(())
}

#[test]
fn a_vector_is_read_as_many_items_as_it_says() -> Result<(), Box<dyn Error>> {
    let good = ttlv("pending-1.2")?;
    let known = Known::default();
    let report = vectors(vec![vector(good.clone(), true, "message", "")], &known);
    assert_eq!(report.failures, []);
    assert_eq!((report.vectors[0].untyped.passed, report.vectors[0].typed.passed), (1, 1));

    let twice = [good.clone(), good.clone()].concat();
    assert_eq!(failed(&vectors(vec![vector(twice.clone(), true, "primitive", "")], &known)), ["untyped"]);
    let mut sequence = vector(twice, true, "sequence", "");
    sequence.items = 2;
    assert!(vectors(vec![sequence], &known).is_success());

    let cut = good.get(..good.len() - 1).ok_or("too short")?.to_vec();
    assert_eq!(failed(&vectors(vec![vector(cut, true, "message", "")], &known)), ["untyped", "typed"]);
    Ok(())
}

#[test]
fn a_malformed_vector_has_to_be_refused_with_its_kind() -> Result<(), Box<dyn Error>> {
    let good = ttlv("pending-1.2")?;
    let mut known = Known::default();
    let report = vectors(vec![vector(good.clone(), false, "", "message")], &known);
    assert_eq!(report.failures[0].reason, "accepted");

    let cut = good.get(..20).ok_or("too short")?.to_vec();
    let cut = || vector(cut.clone(), false, "", "ttlv");
    assert!(vectors(vec![cut()], &known).is_success());
    let listed = |kind: &str| Verdict { id: "own:1".to_owned(), refused: Some(kind.to_owned()), tag: None, why: None };
    known.malformed.push(listed("Truncated"));
    assert!(vectors(vec![cut()], &known).is_success());
    known.malformed = vec![listed("Padding")];
    assert_eq!(failed(&vectors(vec![cut()], &known)), ["refused"]);

    // What one can differ about needs a verdict, and has to follow it.
    assert_eq!(failed(&vectors(vec![vector(good.clone(), false, "", "lint")], &Known::default())), ["refused"]);
    known.lint.push(Verdict { id: "own:1".to_owned(), refused: None, tag: None, why: None });
    assert!(vectors(vec![vector(good, false, "", "lint")], &known).is_success());
    assert_eq!(failed(&vectors(vec![cut()], &known)), ["lint"]);
    Ok(())
}

#[test]
fn an_incomplete_structure_needs_a_verdict() {
    // Protocol Version with a major number only.
    let bytes = hex::decode("420069010000001042006a02000000040000000100000000").unwrap_or_default();
    let mut incomplete = vector(bytes, true, "structure", "");
    incomplete.incomplete = true;
    let mut known = Known::default();
    let vectors = |known: &Known| vectors(vec![incomplete.clone()], known);
    assert_eq!(vectors(&known).failures[0].reason, "no verdict is listed for this structure");
    let verdict = |refused: Option<&str>, tag: &str| Verdict {
        id: "own:1".to_owned(),
        refused: refused.map(str::to_owned),
        tag: Some(tag.to_owned()),
        why: None,
    };
    known.incomplete = vec![verdict(Some("Missing"), "ProtocolVersionMinor")];
    assert!(vectors(&known).is_success());
    for wrong in [verdict(None, ""), verdict(Some("Missing"), "ProtocolVersionMajor")] {
        known.incomplete = vec![wrong];
        assert_eq!(failed(&vectors(&known)), ["incomplete"]);
    }
}
