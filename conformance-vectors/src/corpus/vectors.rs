//! Byte vectors: `bytes/*.json`, each an array of objects.

use std::path::Path;

use kmip::Versions;
use serde::Deserialize;

use super::{LoadError, files};
use crate::hex;

/// A byte string from an independent source, or one that has to be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteVector {
    /// The file, without folder and ending.
    pub file: String,
    /// Unique in the corpus.
    pub id: String,
    /// True if it is well-formed.
    pub valid: bool,
    /// The kind: `message`, `structure`, `primitive`, or `sequence`.
    ///
    /// A `sequence` has several items one after another.
    pub kind: String,
    /// The number of items that a sequence has.
    pub items: usize,
    /// True if it is well-formed but lacks something that its structure requires.
    pub incomplete: bool,
    /// The versions for which it is what it claims to be.
    pub versions: Versions,
    /// The reader that has to refuse a malformed one.
    ///
    /// It is `ttlv`, `message`, `limit` or `lint`.
    pub level: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct ListedVector {
    id: String,
    hex: String,
    valid: bool,
    kind: Option<String>,
    items: Option<usize>,
    #[serde(default)]
    incomplete: bool,
    level: Option<String>,
    version: Option<String>,
}

/// `1.0-2.1`, or one version; all where the source does not say.
fn versions(range: Option<&str>) -> Versions {
    let Some(range) = range else { return Versions::ALL };
    let (from, to) = range.split_once('-').unwrap_or((range, range));
    from.parse().and_then(|from| Ok(Versions::between(from, to.parse()?))).unwrap_or(Versions::NONE)
}

/// All entries of all files.
pub(super) fn load(root: &Path) -> Result<Vec<ByteVector>, LoadError> {
    let mut found = Vec::new();
    for path in files::with_ending(&root.join("bytes"), ".json")? {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let entries: Vec<ListedVector> = files::parse(&path, &files::read(&path)?)?;
        for entry in entries {
            let Some(bytes) = hex::decode(&entry.hex) else {
                let reason = format!("{}: hex is not hexadecimal", entry.id);
                return Err(LoadError::Content { path, reason });
            };
            found.push(ByteVector {
                file: file.clone(),
                id: entry.id,
                valid: entry.valid,
                kind: entry.kind.unwrap_or_default(),
                items: entry.items.unwrap_or(1),
                incomplete: entry.incomplete,
                versions: versions(entry.version.as_deref()),
                level: entry.level.unwrap_or_default(),
                bytes,
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kmip::Version;

    #[test]
    fn ranges_of_versions() {
        assert_eq!(versions(None), Versions::ALL);
        assert_eq!(versions(Some("1.0-3.0")), Versions::ALL);
        assert_eq!(versions(Some("2.1")), Versions::only(Version::V2_1));
        assert_eq!(versions(Some("1.4-2.0")), Version::V1_4 | Version::V2_0);
        assert_eq!(versions(Some("7.0")), Versions::NONE);
    }
}
