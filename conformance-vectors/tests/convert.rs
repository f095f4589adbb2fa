//! The corpus through other protocol versions and back, if it is at hand.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use conformance_vectors::{Corpus, Encoding as _, HOW_TO_GET, Xml};
use kmip_types::{Category, Message, ProtocolVersion, Report};

fn corpus() -> Result<Option<Corpus>, Box<dyn Error>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = env::var_os("KMIP_OASIS_VECTORS").map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Ok(Some(Corpus::load(&folder)?));
    }
    let note = format!("not run: there is no {}\n{HOW_TO_GET}", folder.display());
    if env::var_os("KMIP_REQUIRE_OASIS").is_some_and(|value| value == "1") {
        return Err(note.into());
    }
    writeln!(io::stderr(), "{note}")?;
    Ok(None)
}

#[derive(Default)]
struct Tally {
    messages: usize,
    identical: usize,
    silent: Vec<String>,
    there: BTreeMap<Category, usize>,
    back: BTreeMap<Category, usize>,
}

fn count(report: &Report, counts: &mut BTreeMap<Category, usize>) {
    report.iter().for_each(|change| *counts.entry(change.category).or_default() += 1);
}

fn there_and_back(
    messages: &[(String, Message<'static>)],
    from: &ProtocolVersion<'_>,
    to: &ProtocolVersion<'_>,
) -> Result<Tally, Box<dyn Error>> {
    let mut tally = Tally::default();
    for (place, message) in messages.iter().filter(|(_, message)| message.protocol_version() == from) {
        let there = message.convert_to(to).map_err(|e| format!("{place}: {e}"))?;
        conformance_vectors::Ttlv.encode(&there.message).map_err(|e| format!("{place}: {e}\n{}", there.report))?;
        let back = there.message.convert_to(from).map_err(|e| format!("{place}: {e}"))?;
        tally.messages += 1;
        count(&there.report, &mut tally.there);
        count(&back.report, &mut tally.back);
        if env::var_os("SHOW").is_some() && !there.report.is_empty() { println!("{place}\n{}", there.report); }
        if back.message == *message {
            tally.identical += 1;
        } else if there.report.is_empty() && back.report.is_empty() {
            tally.silent.push(format!("{place}\n{message:?}\n{:?}\n{:?}", there.message, back.message));
        }
    }
    Ok(tally)
}

#[test]
fn the_way_back_leads_to_the_same_message_or_is_reported() -> Result<(), Box<dyn Error>> {
    let Some(corpus) = corpus()? else { return Ok(()) };
    let mut messages = Vec::new();
    for case in &corpus.cases {
        for message in &case.messages {
            if let Ok(typed) = Xml.decode(message.xml.as_bytes()) {
                messages.push((format!("{} {}", case.path, message.index), typed));
            }
        }
    }
    for (from, to) in [(ProtocolVersion::V1_4, ProtocolVersion::V2_1), (ProtocolVersion::V2_1, ProtocolVersion::V3_0)] {
        let tally = there_and_back(&messages, &from, &to)?;
        println!("{from} -> {to}: {} of {} identical, silent {}", tally.identical, tally.messages, tally.silent.len());
        println!("  there {:?}\n  back {:?}", tally.there, tally.back);
        for s in tally.silent.iter().take(3) { println!("{s}"); }
        assert!(tally.silent.is_empty());
    }
    Ok(())
}
