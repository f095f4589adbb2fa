//! Prints what became of the mutants: a table by area, and those that survived.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use crate::Result;
use crate::hunt::{Outcome, Verdict};
use crate::mutant::Mutant;
use crate::rewrite::Excluded;
use crate::scope::{AREAS, area};

/// The last outcome of each mutant.
///
/// # Errors
/// A line is no outcome.
pub(crate) fn outcomes(results: &Path) -> Result<HashMap<String, Outcome>> {
    let mut outcomes = HashMap::new();
    for line in fs::read_to_string(results).unwrap_or_default().lines() {
        let outcome: Outcome = serde_json::from_str(line)?;
        outcomes.insert(outcome.key.clone(), outcome);
    }
    Ok(outcomes)
}

/// Returns why mutants may survive: `(key, reason)`.
///
/// # Errors
/// The file cannot be read, or a line has no reason.
pub(crate) fn reasons(root: &Path) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(root.join("tools/mutants/survivors.txt"))?;
    let mut reasons = BTreeMap::new();
    let mut reason = "";
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(words) => reason = words,
            None if reason.is_empty() => return Err(format!("no reason before: {line}").into()),
            None => drop(reasons.insert(line.to_owned(), reason.to_owned())),
        }
    }
    Ok(reasons)
}

/// The mutants of an area, counted.
#[derive(Debug, Default)]
struct Count {
    made: usize,
    not_viable: usize,
    run: usize,
    caught: usize,
    late: usize,
    survived: usize,
    unreached: usize,
    explained: usize,
}

/// The areas in which no mutant may survive without a reason.
const STRICT: [&str; 2] = ["kmip-ttlv", "kmip-cbor"];

/// The number of mutants of a thousand that must be caught or have a reason.
///
/// It counts those that were run.
const ENOUGH: usize = 950;

/// Prints the table and the survivors; returns whether enough mutants were caught.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn report(root: &Path, results: &Path, mutants: &[Mutant], excluded: &Excluded) -> Result<bool> {
    let (outcomes, reasons) = (outcomes(results)?, reasons(root)?);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut survivors = Vec::new();
    for (number, mutant) in (0..).zip(mutants) {
        let count = counts.entry(area(&mutant.file)).or_default();
        count.made += 1;
        if excluded.mutants.contains(&number) {
            count.not_viable += 1;
            continue;
        }
        let key = mutant.key();
        let Some(outcome) = outcomes.get(&key) else { continue };
        count.run += 1;
        match outcome.verdict {
            Verdict::Caught => count.caught += 1,
            Verdict::Late => count.late += 1,
            Verdict::Survived | Verdict::Unreached => {
                let unreached = outcome.verdict == Verdict::Unreached;
                *(if unreached { &mut count.unreached } else { &mut count.survived }) += 1;
                let reason = reasons.get(&key);
                count.explained += usize::from(reason.is_some());
                survivors.push((mutant.line, key, unreached, reason));
            }
        }
    }
    for (line, key, unreached, reason) in &survivors {
        let how = if *unreached { "unreached" } else { "survived" };
        println!("{how}: line {line}: {key}{}", reason.map_or(String::new(), |reason| format!("  ({reason})")));
    }
    println!(
        "\n| area | mutants | not viable | run | caught | of these by time | survived | explained | unreached | caught |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mut total = Count::default();
    for (name, _) in AREAS {
        let count = counts.entry(name).or_default();
        row(name, count);
        total.made += count.made;
        total.not_viable += count.not_viable;
        total.run += count.run;
        total.caught += count.caught;
        total.late += count.late;
        total.survived += count.survived;
        total.unreached += count.unreached;
        total.explained += count.explained;
    }
    row("all", &total);
    let is_strict = |key: &str| STRICT.contains(&area(key.split(' ').next().unwrap_or_default()));
    let unexplained = survivors.iter().filter(|(_, key, _, reason)| reason.is_none() && is_strict(key)).count();
    let settled = total.caught + total.late + total.explained;
    Ok(unexplained == 0 && settled * 1000 >= total.run * ENOUGH)
}

fn row(name: &str, count: &Count) {
    let caught = count.caught + count.late;
    let thousandth = (caught * 1000).checked_div(count.run).unwrap_or(0);
    println!(
        "| {name} | {} | {} | {} | {caught} | {} | {} | {} | {} | {}.{} % |",
        count.made,
        count.not_viable,
        count.run,
        count.late,
        count.survived,
        count.explained,
        count.unreached,
        thousandth / 10,
        thousandth % 10
    );
}
