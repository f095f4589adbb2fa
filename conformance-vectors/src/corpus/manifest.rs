//! The list of files: whether the corpus is complete.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Case, LoadError, files};

#[derive(Deserialize)]
struct Manifest {
    files: Vec<ListedFile>,
}

#[derive(Deserialize)]
struct ListedFile {
    path: String,
    requests: usize,
    responses: usize,
}

/// Compares the cases with `MANIFEST.json`, and returns what differs.
///
/// These are files that are missing, or that have another number of messages.
///
/// Nothing if there is no such file: a corpus can be any selection of cases.
pub(super) fn compare(root: &Path, cases: &[Case]) -> Result<Vec<(String, String)>, LoadError> {
    let Some(manifest) = files::json::<Manifest>(&root.join("MANIFEST.json"))? else { return Ok(Vec::new()) };
    let counts: BTreeMap<&str, usize> = cases.iter().map(|case| (case.path.as_str(), case.messages.len())).collect();
    let mut problems = Vec::new();
    for entry in manifest.files {
        let listed = entry.requests.saturating_add(entry.responses);
        match counts.get(entry.path.as_str()) {
            Some(found) if *found == listed => {}
            Some(found) => problems.push((entry.path, format!("{found} messages, {listed} in MANIFEST.json"))),
            None => problems.push((entry.path, "listed in MANIFEST.json but not read".to_owned())),
        }
    }
    Ok(problems)
}
