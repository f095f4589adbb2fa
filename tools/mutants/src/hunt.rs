//! Runs the tests of mutants.
//!
//! For each mutant it runs the tests that come to it, the quickest first, until one fails.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::mutant::{Mutant, Number};
use crate::process::{Ended, Process};
use crate::suite::{Suite, Test};

/// The fate of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// A test failed.
    Caught,
    /// A test did not end in time.
    Late,
    /// All tests that come to it pass.
    Survived,
    /// No test comes to it.
    Unreached,
}

/// A mutant's name and what became of it: a line of the results.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// The key of the mutant.
    pub(crate) key: String,
    /// The fate of the mutant.
    pub(crate) verdict: Verdict,
    /// The program of tests that caught it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
}

/// The bounds of the groups of tests, in time of a test.
///
/// The quick ones are tried first.
const GROUPS: [Duration; 4] =
    [Duration::from_millis(15), Duration::from_millis(80), Duration::from_millis(600), Duration::MAX];

/// Runs the mutants, and appends what became of each to the file of results.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn hunt(suite: &Suite, mutants: &[Mutant], chosen: &[Number], results: &Path, jobs: usize) -> Result<()> {
    let file = Mutex::new(OpenOptions::new().append(true).create(true).open(results)?);
    let (next, kills) = (AtomicUsize::new(0), Mutex::new(HashMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(number) = chosen.get(turn) else { return };
                    let Some(mutant) = usize::try_from(*number).ok().and_then(|index| mutants.get(index)) else {
                        return;
                    };
                    let (verdict, by) = judge(suite, *number, &mutant.file, &kills);
                    let outcome = Outcome { key: mutant.key(), verdict, by };
                    note(&file, &outcome);
                    if turn % 100 == 99 {
                        println!("{} of {}", turn + 1, chosen.len());
                    }
                }
            });
        }
    });
    Ok(())
}

fn note(file: &Mutex<File>, outcome: &Outcome) {
    if let (Ok(mut file), Ok(line)) = (file.lock(), serde_json::to_string(outcome)) {
        let _ = writeln!(file, "{line}");
    }
}

/// The number of times that a program of tests caught a mutant of a file.
type Kills = Mutex<HashMap<(String, usize), usize>>;

fn judge(suite: &Suite, number: Number, file: &str, kills: &Kills) -> (Verdict, Option<String>) {
    let reaching: Vec<&Test> = suite.tests.iter().filter(|test| test.reaches.contains(&number)).collect();
    if reaching.is_empty() {
        return (Verdict::Unreached, None);
    }
    let mut from = Duration::ZERO;
    for to in GROUPS {
        let mut by_binary: BTreeMap<usize, Vec<&Test>> = BTreeMap::new();
        for test in reaching.iter().filter(|test| test.takes >= from && test.takes < to) {
            by_binary.entry(test.binary).or_default().push(test);
        }
        from = to;
        let mut order: Vec<_> = by_binary.into_iter().collect();
        if let Ok(kills) = kills.lock() {
            order.sort_by_key(|(binary, _)| {
                std::cmp::Reverse(kills.get(&(file.to_owned(), *binary)).copied().unwrap_or(0))
            });
        }
        for (index, tests) in order {
            let Some(binary) = suite.binaries.get(index) else { continue };
            let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
            let takes: Duration = tests.iter().map(|test| test.takes).sum();
            let mut command = binary.command(&names);
            let ran = Process::run(command.env("MUTANT", number.to_string()), takes * 3 + Duration::from_secs(2));
            if ran.ended != Ended::Passed {
                if let Ok(mut kills) = kills.lock() {
                    *kills.entry((file.to_owned(), index)).or_insert(0) += 1;
                }
                let verdict = if ran.ended == Ended::Late { Verdict::Late } else { Verdict::Caught };
                return (verdict, Some(binary.name.clone()));
            }
        }
    }
    (Verdict::Survived, None)
}
