//! The tests: what there is, how long each takes, and which mutants each comes to.

use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Result;
use crate::compile::{at, cargo};
use crate::mutant::Number;
use crate::process::{Ended, Process};

/// A program of tests.
#[derive(Debug, Clone)]
pub(crate) struct Binary {
    /// Package and target.
    pub(crate) name: String,
    /// The program.
    pub(crate) path: PathBuf,
    /// The folder of its package, in which it runs.
    pub(crate) folder: PathBuf,
}

impl Binary {
    /// The program and when it was built.
    fn built(&self) -> Result<String> {
        let time = fs::metadata(&self.path)?.modified()?.duration_since(UNIX_EPOCH)?;
        Ok(format!("{} {}", self.path.display(), time.as_nanos()))
    }

    /// A command that runs these tests, in one thread.
    pub(crate) fn command(&self, tests: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder).env("PROPTEST_MAX_SHRINK_ITERS", "0");
        command.args(["--exact", "--test-threads=1", "--quiet"]).args(tests);
        command
    }
}

/// A test, and what is known of it.
#[derive(Debug)]
pub(crate) struct Test {
    /// Its binary.
    pub(crate) binary: usize,
    /// Its name.
    pub(crate) name: String,
    /// The time that it takes alone.
    pub(crate) takes: Duration,
    /// The mutants that it comes to.
    pub(crate) reaches: HashSet<Number>,
}

/// All tests that pass without a mutant.
#[derive(Debug)]
pub(crate) struct Suite {
    /// The programs.
    pub(crate) binaries: Vec<Binary>,
    /// The tests in them.
    pub(crate) tests: Vec<Test>,
}

/// Builds the tests of the copy.
///
/// # Errors
/// They do not compile.
pub(crate) fn build(tree: &Path, packages: &[String]) -> Result<Vec<Binary>> {
    let mut command = cargo(tree, "test");
    for package in packages {
        command.args(["--package", package]);
    }
    command.args(["--all-features", "--lib", "--bins", "--tests", "--no-run", "--message-format=json"]);
    let output = command.output()?;
    if !output.status.success() {
        let shown: String = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| {
                at(&serde_json::from_str::<Value>(line).ok()?, "/message/rendered").as_str().map(str::to_owned)
            })
            .take(3)
            .collect();
        return Err(format!("{shown}{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let mut binaries = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line)?;
        let (Some(path), Some(manifest)) =
            (at(&message, "/executable").as_str(), at(&message, "/manifest_path").as_str())
        else {
            continue;
        };
        let Some(folder) = Path::new(manifest).parent().filter(|_| at(&message, "/profile/test") == true) else {
            continue;
        };
        let package = folder.file_name().unwrap_or_default().to_string_lossy();
        let target = at(&message, "/target/name").as_str().unwrap_or_default();
        binaries.push(Binary { name: format!("{package}/{target}"), path: path.into(), folder: folder.into() });
    }
    Ok(binaries)
}

/// Runs each test alone, and records what it reaches.
///
/// What is known of a program that has not been built again stays.
///
/// Tests that take longer than `patience` of processor time are left out: what they alone catch counts as not caught.
///
/// # Errors
/// A program of tests cannot be run, or the file of what is known cannot be written.
pub(crate) fn record(binaries: Vec<Binary>, folder: &Path, jobs: usize, patience: Duration) -> Result<Suite> {
    let file = folder.join("reach.jsonl");
    let known = known(&file)?;
    let mut listed = Vec::new();
    let mut suite = Suite { binaries: Vec::new(), tests: Vec::new() };
    for (index, binary) in binaries.iter().enumerate() {
        let built = binary.built()?;
        let output = binary.command(&[]).args(["--list", "--format=terse"]).output()?;
        for name in String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.strip_suffix(": test")) {
            match known.get(&(built.clone(), name.to_owned())) {
                Some(record) => suite.tests.extend(record.test(index)),
                None => listed.push((index, built.clone(), name.to_owned())),
            }
        }
    }
    let file = Mutex::new(OpenOptions::new().append(true).create(true).open(file)?);
    let next = AtomicUsize::new(0);
    let tests = Mutex::new(&mut suite.tests);
    std::thread::scope(|scope| {
        for worker in 0..jobs {
            let scratch = folder.join(format!("reach-{worker}"));
            let (next, tests, listed, binaries, file) = (&next, &tests, &listed, &binaries, &file);
            scope.spawn(move || {
                while let Some((index, built, name)) = listed.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(binary) = binaries.get(*index) else { continue };
                    let record = alone(binary, built, name, &scratch, patience);
                    if let (Ok(mut file), Ok(line)) = (file.lock(), serde_json::to_string(&record)) {
                        let _ = writeln!(file, "{line}");
                    }
                    if let Ok(mut tests) = tests.lock() {
                        tests.extend(record.test(*index));
                    }
                }
            });
        }
    });
    // What was recorded with more patience.
    suite.tests.retain(|test| test.takes <= patience);
    suite.tests.sort_by_key(|test| test.takes);
    suite.binaries = binaries;
    Ok(suite)
}

/// The mutants that a test reached: a line of the file of what is known.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// The program and when it was built.
    built: String,
    name: String,
    passes: bool,
    milliseconds: u64,
    reaches: Vec<Number>,
}

impl Record {
    fn test(&self, binary: usize) -> Option<Test> {
        let reaches = self.reaches.iter().copied().collect();
        let takes = Duration::from_millis(self.milliseconds);
        self.passes.then(|| Test { binary, name: self.name.clone(), takes, reaches })
    }
}

fn known(file: &Path) -> Result<HashMap<(String, String), Record>> {
    let mut known = HashMap::new();
    for line in fs::read_to_string(file).unwrap_or_default().lines() {
        let record: Record = serde_json::from_str(line)?;
        known.insert((record.built.clone(), record.name.clone()), record);
    }
    Ok(known)
}

fn alone(binary: &Binary, built: &str, name: &str, scratch: &Path, patience: Duration) -> Record {
    let _ = fs::remove_file(scratch);
    let mut command = binary.command(&[name]);
    let ran = Process::run(command.env("MUTANT_REACH", scratch), patience);
    let passes = ran.ended == Ended::Passed;
    if !passes {
        println!("left out: {} {name}: {:?}", binary.name, ran.ended);
    }
    let bytes = if passes { fs::read(scratch).unwrap_or_default() } else { Vec::new() };
    let (numbers, _) = bytes.as_chunks::<4>();
    let milliseconds = u64::try_from(ran.took.as_millis()).unwrap_or(u64::MAX);
    let reaches = numbers.iter().map(|number| Number::from_le_bytes(*number)).collect();
    Record { built: built.to_owned(), name: name.to_owned(), passes, milliseconds, reaches }
}
