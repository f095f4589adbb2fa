//! `conformance`: runs the checks on a corpus and prints the report.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use conformance_vectors::{Corpus, Emitted, HOW_TO_GET, Known, LoadError, Mutants, run};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs all checks on the corpus in these folders.
    ///
    /// Prints a table per version and set.
    Run {
        /// The folders of the corpus, laid out as the README of this package says.
        #[arg(value_name = "DIR", required = true)]
        folders: Vec<PathBuf>,
        /// Also writes the report as JSON.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// Also writes every message as encoded here, one JSON object a line.
        ///
        /// An object has path, index, kind, version and ttlv.
        #[arg(long, value_name = "FILE")]
        emit: Option<PathBuf>,
    },
    /// Changes one thing in each message, and prints which changes a validator misses.
    ///
    /// The messages are those of these folders; there are six kinds of changes.
    Mutate {
        /// The folders of the corpus, laid out as the README of this package says.
        #[arg(value_name = "DIR", required = true)]
        folders: Vec<PathBuf>,
        /// The number of mutants of each kind that are made from a message.
        #[arg(long, value_name = "N", default_value_t = 1)]
        each: usize,
    },
}

/// The checks could not be run.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Run { folders, json, emit } => check(&folders, json.as_deref(), emit.as_deref()),
        Command::Mutate { folders, each } => mutate(&folders, each),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nobody is left to tell if that fails too.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn load(folders: &[PathBuf]) -> Result<Corpus, String> {
    Corpus::load(folders).map_err(|error| match error {
        LoadError::Absent(_) => format!("{error}\n{HOW_TO_GET}"),
        error => error.to_string(),
    })
}

/// Makes mutants and prints what became of them; whether enough were caught.
fn mutate(folders: &[PathBuf], each: usize) -> Result<bool, String> {
    let mutants = Mutants::of_corpus(&load(folders)?, each);
    write!(io::stdout(), "{mutants}").map_err(|error| format!("standard output: {error}"))?;
    Ok(mutants.is_success())
}

/// Runs, prints the report, writes the files asked for; whether everything passed.
fn check(folders: &[PathBuf], json: Option<&Path>, emit: Option<&Path>) -> Result<bool, String> {
    let corpus = load(folders)?;
    let known = Known::load().map_err(|error| error.to_string())?;
    let run = run(&corpus, &known);
    writeln!(io::stdout(), "{}", run.report).map_err(|error| format!("standard output: {error}"))?;
    if let Some(path) = emit {
        let lines = lines(&run.emitted).map_err(|error| error.to_string())?;
        write(path, &lines)?;
    }
    if let Some(path) = json {
        let text = run.report.to_json().map_err(|error| error.to_string())?;
        write(path, &format!("{text}\n"))?;
    }
    Ok(run.report.is_success())
}

fn lines(messages: &[Emitted]) -> serde_json::Result<String> {
    let mut lines = String::new();
    for message in messages {
        lines.push_str(&serde_json::to_string(message)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// Writes beside the file and renames, so that there is never half a file.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let done = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    done.map_err(|error: io::Error| {
        // What is left of it is of no use; the first error is the one to tell.
        let _ = fs::remove_file(&part);
        format!("{}: {error}", path.display())
    })
}
