//! Mutation tests of the hand-written code.
//!
//! The program changes the code one place at a time, and asks whether a test notices.
//!
//! All mutants are compiled into one build, and a variable of the environment chooses one: a build for each would take days.
//! `run` copies the workspace, writes the mutants into the copy, takes out those that do not compile, records which mutants each
//! test comes to, and then runs for each mutant the tests that come to it, the quickest first. What was found is kept, so that a
//! run that was stopped goes on. `report` prints the table and the survivors.

mod compile;
mod copy;
mod finder;
mod hunt;
mod mutant;
mod operators;
mod process;
mod report;
mod rewrite;
mod scope;
mod suite;

use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::compile::Source;
use crate::hunt::Verdict;
use crate::mutant::{Mutant, Number};
use crate::rewrite::Excluded;

/// The result of functions that can fail.
///
/// What can go wrong here is told to those who run it, and nothing else is done with it.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Changes the code one place at a time, and asks whether a test notices.
#[derive(Debug, Parser)]
struct Arguments {
    /// Only mutants of files whose names begin so.
    #[arg(long)]
    only: Vec<String>,
    /// This many mutants, chosen by `seed`; all if not given.
    #[arg(long)]
    sample: Option<usize>,
    /// Chooses the sample.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Run again what survived before without a reason.
    #[arg(long)]
    again: bool,
    /// Only print what was found before.
    #[arg(long)]
    report: bool,
    /// Packages whose tests are run.
    #[arg(long, default_values_t = scope::TESTED.map(String::from))]
    package: Vec<String>,
    /// Leave out tests that take more milliseconds than this.
    #[arg(long, default_value_t = 10_000)]
    patience: u64,
    /// Processes at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// The folder of the copy, its build and the results.
    #[arg(long, default_value = "target/mutants")]
    folder: PathBuf,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("mutants: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether enough mutants were caught.
fn run(arguments: &Arguments) -> Result<bool> {
    let root = std::env::current_dir()?;
    fs::create_dir_all(&arguments.folder)?;
    let folder = arguments.folder.canonicalize()?;
    let (tree, results, refused) = (folder.join("tree"), folder.join("results.jsonl"), folder.join("refused.txt"));
    let mut mutants = Vec::new();
    let mut sources = Vec::new();
    for name in scope::files(&root)? {
        let text = fs::read_to_string(root.join(&name))?;
        let sites = finder::find(&name, &text, &mut mutants).map_err(|error| format!("{name}: {error}"))?;
        sources.push(Source { name, text, sites });
    }
    let mut excluded = excluded_before(&refused, &mutants);
    if !arguments.report {
        println!("{} mutants in {} files", mutants.len(), sources.len());
        let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
        copy::copy(&root, &tree, &names)?;
        compile::compile(&tree, &sources, &mutants, &mut excluded)?;
        keep(&refused, &mutants, &excluded)?;
        let binaries = suite::build(&tree, &arguments.package)?;
        println!("{} not viable; recording what {} programs of tests reach", excluded.mutants.len(), binaries.len());
        let suite = suite::record(binaries, &folder, arguments.jobs, Duration::from_millis(arguments.patience))?;
        let chosen = choose(arguments, &root, &mutants, &excluded, &results)?;
        println!("{} tests, {} mutants to run", suite.tests.len(), chosen.len());
        hunt::hunt(&suite, &mutants, &chosen, &results, arguments.jobs)?;
    }
    report::report(&root, &results, &mutants, &excluded)
}

/// The mutants to run, in the order of their hashes.
fn choose(
    arguments: &Arguments,
    root: &Path,
    mutants: &[Mutant],
    excluded: &Excluded,
    results: &Path,
) -> Result<Vec<Number>> {
    let (before, reasons) = (report::outcomes(results)?, report::reasons(root)?);
    let mut chosen: Vec<(u64, Number)> = Vec::new();
    for (number, mutant) in (0..).zip(mutants) {
        let wanted = arguments.only.is_empty() || arguments.only.iter().any(|start| mutant.file.starts_with(start));
        if wanted && !excluded.mutants.contains(&number) {
            chosen.push((hash(&mutant.key(), arguments.seed), number));
        }
    }
    chosen.sort_unstable();
    chosen.truncate(arguments.sample.unwrap_or(usize::MAX));
    let open = |number: &Number| {
        let mutant = usize::try_from(*number).ok().and_then(|index| mutants.get(index));
        let key = mutant.map(Mutant::key).unwrap_or_default();
        match before.get(&key).map(|outcome| outcome.verdict) {
            None => !arguments.again,
            Some(_) if reasons.contains_key(&key) => false,
            Some(Verdict::Survived | Verdict::Unreached) => arguments.again,
            Some(Verdict::Caught | Verdict::Late) => false,
        }
    };
    Ok(chosen.into_iter().map(|(_, number)| number).filter(open).collect())
}

/// FNV-1a, so that a sample is the same on every machine.
fn hash(text: &str, seed: u64) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(seed.wrapping_add(0xcbf2_9ce4_8422_2325), step);
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Returns what did not compile the last time, so that it is not tried again.
fn excluded_before(refused: &Path, mutants: &[Mutant]) -> Excluded {
    let text = fs::read_to_string(refused).unwrap_or_default();
    let known: HashSet<&str> = text.lines().collect();
    let constants = known.iter().filter_map(|line| line.strip_prefix("const ")).map(str::to_owned).collect();
    let numbers = (0..).zip(mutants).filter(|(_, mutant)| known.contains(mutant.key().as_str()));
    Excluded { mutants: numbers.map(|(number, _)| number).collect(), constants }
}

fn keep(refused: &Path, mutants: &[Mutant], excluded: &Excluded) -> Result<()> {
    let mut lines: Vec<String> = excluded.constants.iter().map(|name| format!("const {name}")).collect();
    let gone = (0..).zip(mutants).filter(|(number, _)| excluded.mutants.contains(number));
    lines.extend(gone.map(|(_, mutant)| mutant.key()));
    lines.sort();
    Ok(fs::write(refused, lines.join("\n"))?)
}
