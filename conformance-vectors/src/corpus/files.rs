//! Files and folders, with their paths in the errors.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::LoadError;

/// Depth of folders below the root of the corpus: no more than `oasis/VERSION/SET`.
const DEPTH: usize = 4;

fn at(path: &Path) -> impl FnOnce(io::Error) -> LoadError {
    move |source| LoadError::Io { path: path.to_owned(), source }
}

/// Returns the paths of all `.xml` files under these parts of `root`, sorted.
///
/// The paths begin there, with `/` between their parts.
pub(super) fn test_cases(root: &Path, parts: &[&str]) -> Result<Vec<String>, LoadError> {
    let mut found = Vec::new();
    for part in parts {
        if root.join(part).is_dir() {
            walk(root, part, DEPTH, &mut found)?;
        }
    }
    found.sort();
    Ok(found)
}

fn walk(root: &Path, path: &str, depth: usize, found: &mut Vec<String>) -> Result<(), LoadError> {
    for (name, is_dir) in entries(&root.join(path))? {
        let path = format!("{path}/{name}");
        match depth.checked_sub(1) {
            Some(depth) if is_dir => walk(root, &path, depth, found)?,
            _ if !is_dir && name.ends_with(".xml") => found.push(path),
            _ => {}
        }
    }
    Ok(())
}

/// Returns the files directly in this folder with this ending, sorted.
///
/// None if there is no such folder.
pub(super) fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, LoadError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names: Vec<_> = entries(folder)?.into_iter().filter(|(name, _)| name.ends_with(ending)).collect();
    names.sort();
    Ok(names.into_iter().map(|(name, _)| folder.join(name)).collect())
}

fn entries(folder: &Path) -> Result<Vec<(String, bool)>, LoadError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()));
    }
    Ok(entries)
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, LoadError> {
    fs::read_to_string(path).map_err(at(path))
}

/// A JSON file; `None` if there is no such file.
pub(super) fn json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, LoadError> {
    if !path.is_file() {
        return Ok(None);
    }
    parse(path, &read(path)?).map(Some)
}

/// JSON out of a file.
pub(super) fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|source| LoadError::Json { path: path.to_owned(), source })
}
