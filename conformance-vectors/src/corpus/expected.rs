//! Expected bytes: `expected/*.jsonl` and `expected.jsonl`, one JSON object a line.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{Kind, LoadError, files};
use crate::hex;

/// The bytes that another encoder made of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Request or response.
    pub kind: Kind,
    /// The version in the header.
    pub version: String,
    /// The message in TTLV.
    pub ttlv: Vec<u8>,
}

#[derive(Deserialize)]
struct Line {
    path: String,
    index: usize,
    kind: Kind,
    version: String,
    ttlv: String,
}

/// All lines of all files, by path and index of the message.
pub(super) fn load(root: &Path) -> Result<BTreeMap<(String, usize), Expected>, LoadError> {
    let mut found = BTreeMap::new();
    let mut paths = files::with_ending(&root.join("expected"), ".jsonl")?;
    paths.extend(Some(root.join("expected.jsonl")).filter(|path| path.is_file()));
    for path in paths {
        for line in files::read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let Line { path: case, index, kind, version, ttlv } = files::parse(&path, line)?;
            let Some(ttlv) = hex::decode(&ttlv) else {
                let reason = format!("{case} {index}: ttlv is not hexadecimal");
                return Err(LoadError::Content { path, reason });
            };
            found.insert((case, index), Expected { kind, version, ttlv });
        }
    }
    Ok(found)
}
