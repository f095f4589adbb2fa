//! Compiles all mutants into one build, and takes out those that do not compile.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;
use crate::copy::write;
use crate::mutant::{Mutant, Number, Site};
use crate::rewrite::{Excluded, Rewritten, rewrite};
use crate::scope::MUTATED;

/// A file of the workspace with its sites.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its name from the root of the workspace.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// The sites at which mutants change it.
    pub(crate) sites: Vec<Site>,
}

/// Compiles until no error is left; what was excluded is added to `excluded`.
///
/// # Errors
/// Cargo cannot be run, or an error belongs to no mutant.
pub(crate) fn compile(tree: &Path, sources: &[Source], mutants: &[Mutant], excluded: &mut Excluded) -> Result<()> {
    for round in 1.. {
        exclude_constants(mutants, excluded);
        let mut rewritten = BTreeMap::new();
        for source in sources {
            let file = rewrite(&source.text, &source.sites, excluded);
            write(&tree.join(&source.name), file.text.as_bytes())?;
            rewritten.insert(source.name.as_str(), file);
        }
        let errors = check(tree)?;
        if errors.is_empty() {
            return Ok(());
        }
        let before = (excluded.mutants.len(), excluded.constants.len());
        for error in &errors {
            blame(error, &rewritten, excluded);
        }
        let found = (excluded.mutants.len() - before.0, excluded.constants.len() - before.1);
        println!("round {round}: {} errors, {} mutants and {} `const fn` taken out", errors.len(), found.0, found.1);
        if found == (0, 0) {
            let shown = errors.iter().take(3).filter_map(|error| at(error, "/rendered").as_str()).collect::<String>();
            return Err(format!("errors that belong to no mutant:\n{shown}").into());
        }
    }
    Ok(())
}

fn exclude_constants(mutants: &[Mutant], excluded: &mut Excluded) {
    for (number, mutant) in (0..).zip(mutants) {
        if mutant.constant.as_ref().is_some_and(|name| excluded.constants.contains(name)) {
            excluded.mutants.insert(number);
        }
    }
}

/// The errors of a check of the mutated packages.
fn check(tree: &Path) -> Result<Vec<Value>> {
    let mut command = cargo(tree, "check");
    for folder in MUTATED {
        command.arg("--package").arg(format!("path+file://{}", tree.join(folder).display()));
    }
    let output = command.args(["--all-features", "--message-format=json"]).stderr(Stdio::piped()).output()?;
    let mut errors = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line)?;
        let message = at(&message, "/message");
        if at(message, "/level") == "error" && at(message, "/spans").as_array().is_some_and(|spans| !spans.is_empty()) {
            errors.push(message.clone());
        }
    }
    if errors.is_empty() && !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(errors)
}

/// A command of cargo in the copy, with everything that all of them share.
pub(crate) fn cargo(tree: &Path, what: &str) -> Command {
    let mut command = Command::new("cargo");
    command
        .arg(what)
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", tree.with_extension("build"))
        .env("RUSTFLAGS", "--cap-lints=allow")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "1");
    command
}

/// Finds out which mutants an error is about.
fn blame(error: &Value, files: &BTreeMap<&str, Rewritten>, excluded: &mut Excluded) {
    let text = at(error, "/message").as_str().unwrap_or_default();
    if at(error, "/code/code") == "E0015" {
        let name = last_name(text.split('`').nth(1).unwrap_or_default());
        if name != "on" {
            excluded.constants.insert(name);
            return;
        }
    }
    let spans = at(error, "/spans").as_array().map(Vec::as_slice).unwrap_or_default();
    let (primary, other): (Vec<_>, Vec<_>) = spans.iter().partition(|span| at(span, "/is_primary") == true);
    for span in primary.into_iter().chain(other) {
        let found = around(span, files);
        let new: HashSet<Number> = found.difference(&excluded.mutants).copied().collect();
        if !new.is_empty() {
            excluded.mutants.extend(new);
            return;
        }
        if !found.is_empty() {
            return;
        }
    }
}

/// The last name of a path, without generic arguments: `c` of `a::<B>::c::<D>`.
fn last_name(path: &str) -> String {
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for letter in path.chars() {
        match letter {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.trim_end_matches(':').rsplit(':').next().unwrap_or_default().to_owned()
}

/// Returns what stands at this path of a message of cargo; null where nothing does.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

/// Returns the mutants of the smallest region around a span.
///
/// If there are none, it returns those of the regions inside it.
fn around(span: &Value, files: &BTreeMap<&str, Rewritten>) -> HashSet<Number> {
    let Some(file) = at(span, "/file_name").as_str().and_then(|name| files.get(name)) else { return HashSet::new() };
    let offset = |name: &str| {
        span.get(name).and_then(Value::as_u64).and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0)
    };
    let (start, end) = (offset("byte_start"), offset("byte_end"));
    let outer = file.regions.iter().filter(|(range, _)| range.start <= start && end <= range.end);
    if let Some((_, numbers)) = outer.min_by_key(|(range, _)| range.len()) {
        return numbers.iter().copied().collect();
    }
    let inside = file.regions.iter().filter(|(range, _)| start <= range.start && range.end <= end);
    inside.flat_map(|(_, numbers)| numbers.iter().copied()).collect()
}
