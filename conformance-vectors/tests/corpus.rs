//! The OASIS corpus, if it is at hand.

use std::error::Error;

use conformance_vectors::{Corpus, Invalid, Known, LoadError, Report, Row, run};
use kmip::encoding::Encoding::Xml;

/// The number of messages in the whole corpus.
const MESSAGES: usize = 8685;
const VALID: usize = 366;
const MALFORMED: usize = 123;

/// The number of attributes with an own name (`x-…`) in the messages.
const CUSTOM: usize = 599;

/// The corpus, where it is at hand.
fn corpus() -> Result<Option<Corpus>, LoadError> {
    Corpus::at_hand(&format!("{} cases were not run", MESSAGES + VALID + MALFORMED))
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
    let (front, table) = (include_str!("../../README.md"), by_version(report));
    assert!(front.contains(&table), "the front page shows other results than\n{table}");
    let words = front.split_whitespace().collect::<Vec<_>>().join(" ");
    let errors = |invalid: &&Invalid| invalid.findings.iter().any(|finding| finding.starts_with("error"));
    let errors = known.invalid.iter().filter(errors).count();
    let size = |name: &str| report.sizes.iter().find(|size| size.encoding == name).map_or(0, |size| size.bytes);
    for figures in [
        format!("Of the {} messages of the test cases, {errors} have errors", thousands(MESSAGES)),
        format!("takes {} bytes in TTLV and {} in CBOR", thousands(size("ttlv")), thousands(size("cbor"))),
    ] {
        assert!(words.contains(&figures), "the front page does not say: {figures}");
    }
    Ok(())
}

/// The table of the front page: the passes of some steps, by version.
fn by_version(report: &Report) -> String {
    let mut rows: Vec<Row> = Vec::new();
    for row in report.rows.iter().chain([&report.total()]) {
        match rows.last_mut().filter(|last| last.version == row.version) {
            Some(last) => last.add(row),
            None => rows.push(row.clone()),
        }
    }
    let steps = ["bytes", "ttlv", "xml", "json", "cbor", "pairs", "refused"];
    let places = steps.map(|step| report.steps.iter().position(|name| name == step).unwrap_or_default());
    let mut table = String::new();
    for row in rows {
        table.push_str(&format!("| {} | {}", row.version, thousands(row.messages)));
        let passed = |place: &usize| row.steps.get(*place).map_or(0, |tally| tally.passed);
        places.iter().for_each(|place| table.push_str(&format!(" | {}", thousands(passed(place)))));
        table.push_str(" |\n");
    }
    table
}

/// A number with a comma before each three digits from the end.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let comma = |place: usize| place > 0 && (digits.len() - place).is_multiple_of(3);
    digits.chars().enumerate().map(|(i, c)| if comma(i) { format!(",{c}") } else { c.to_string() }).collect()
}

/// The model has a field for every item, but for those that are expected.
///
/// What the model has no field for it keeps untyped, and every other check would pass. So no message may hold such
/// items but the vendor extensions and custom attributes that there are.
#[test]
fn the_model_knows_every_item() -> Result<(), Box<dyn Error>> {
    let Some(corpus) = corpus()? else { return Ok(()) };
    let (mut extensions, mut custom) = (0, 0);
    for case in &corpus.cases {
        for message in &case.messages {
            let Ok(typed) = Xml.decode::<kmip::Message<'_>>(message.xml.as_bytes()) else { continue };
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
