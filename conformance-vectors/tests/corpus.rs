//! The OASIS corpus, if it is at hand.

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use conformance_vectors::{Corpus, Encoding as _, HOW_TO_GET, Known, Xml, run};

/// What the whole corpus holds.
const MESSAGES: usize = 7548;
const VALID: usize = 366;
const MALFORMED: usize = 123;

/// How many attributes with an own name (`x-…`) the messages hold.
const CUSTOM: usize = 599;

fn folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    env::var_os("KMIP_OASIS_VECTORS").map_or_else(beside, PathBuf::from)
}

fn is_required() -> bool {
    env::var_os("KMIP_REQUIRE_OASIS").is_some_and(|value| value == "1")
}

/// The corpus; `None`, and a note, where it is not at hand and need not be.
fn corpus() -> Result<Option<Corpus>, Box<dyn Error>> {
    let folder = folder();
    if folder.is_dir() {
        return Ok(Some(Corpus::load(&folder)?));
    }
    let count = MESSAGES + VALID + MALFORMED;
    let note = format!("{count} cases were not run: there is no {}\n{HOW_TO_GET}", folder.display());
    if is_required() {
        return Err(note.into());
    }
    // Past the capture of the test harness: a passing test would be silent about it.
    writeln!(io::stderr(), "{note}")?;
    Ok(None)
}

#[test]
fn everything_passes() -> Result<(), Box<dyn Error>> {
    let Some(corpus) = corpus()? else { return Ok(()) };
    let known = Known::load()?;
    let run = run(&corpus, &known);
    let report = &run.report;
    println!("{report}");

    let (total, vectors) = (report.total(), report.vector_total());
    assert_eq!(total.messages, MESSAGES);
    assert_eq!((vectors.valid, vectors.malformed), (VALID, MALFORMED));
    assert_eq!(run.emitted.len(), MESSAGES);
    assert!(run.emitted.iter().all(|message| message.ttlv.is_some()));

    // A step that was not run on what it applies to would not fail either.
    let refused = known.refusals.len();
    for (step, tally) in report.steps.iter().zip(&total.steps) {
        let applies = match step.as_str() {
            "refused" => refused,
            "other versions" => known.invalid.iter().filter(|invalid| invalid.unknown_value().is_some()).count(),
            step if step == "pairs" || step == "valid" || step.ends_with("untyped") => MESSAGES,
            _ => MESSAGES - refused,
        };
        assert_eq!((tally.passed, tally.failed), (applies, 0), "{step}");
    }
    assert_eq!(vectors.untyped.passed + vectors.refused.passed + vectors.lint.passed, VALID + MALFORMED);
    assert_eq!(vectors.lint.passed, known.lint.len());
    assert_eq!(vectors.incomplete.passed, known.incomplete.len());

    assert_eq!(report.failures, []);
    assert_eq!((report.cases.passed, report.cases.failed), (MESSAGES + VALID + MALFORMED, 0));
    assert!(report.is_success());
    let readme = include_str!("../README.md");
    assert!(readme.contains(&report.to_string()), "the README shows other results than\n{report}");
    Ok(())
}

/// What the model has no field for it keeps untyped, and every other check would pass. So no message may hold such
/// items but the vendor extensions and custom attributes that there are.
#[test]
fn the_model_knows_every_item() -> Result<(), Box<dyn Error>> {
    // The test above says so, or fails.
    if !folder().is_dir() {
        return Ok(());
    }
    let corpus = Corpus::load(&folder())?;
    let (mut extensions, mut custom) = (0, 0);
    for case in &corpus.cases {
        for message in &case.messages {
            let Ok(typed) = Xml.decode(message.xml.as_bytes()) else { continue };
            let (shown, place) = (format!("{typed:?}"), format!("{} {}", case.path, message.index));
            assert!(!shown.contains("Unknown("), "{place}: a payload or value of no known type");
            for kept in shown.split("extra: [").skip(1).filter(|kept| !kept.starts_with(']')) {
                assert!(kept.starts_with("0x54"), "{place}: no field for {kept:.40}");
                extensions += 1;
            }
            let mut attributes = shown.split("Some(Other(");
            let mut before = attributes.next().unwrap_or_default();
            for after in attributes {
                let name = before.rsplit("attribute_name: ").next().unwrap_or_default();
                assert!(name.starts_with("\"x-"), "{place}: no attribute for {name:.40}");
                custom += 1;
                before = after;
            }
        }
    }
    assert_eq!((extensions, custom), (6, CUSTOM));
    Ok(())
}
