//! The files that are mutated, by area.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// The areas of hand-written code, each with its files and folders.
pub(crate) const AREAS: [(&str, &[&str]); 9] = [
    ("kmip-ttlv", &["kmip-ttlv/src"]),
    ("kmip-cbor", &["kmip-cbor/src"]),
    (
        "seam",
        &[
            "kmip-types/src/stream.rs",
            "kmip-types/src/item.rs",
            "kmip-types/src/word_item.rs",
            "kmip-types/src/chunk_reader.rs",
            "kmip-types/src/format/binary.rs",
            "kmip-types/src/format/integer.rs",
            "kmip-types/src/tree",
        ],
    ),
    ("codec", &["kmip-types/src/codec.rs", "kmip-types/src/codec"]),
    ("validate", &["kmip-types/src/validate.rs", "kmip-types/src/validate"]),
    ("convert", &["kmip-types/src/convert.rs", "kmip-types/src/convert"]),
    ("view", &["kmip-types/src/view.rs", "kmip-types/src/view"]),
    ("names", &["kmip-types/src/names.rs", "kmip-types/src/names"]),
    ("lexical", &["kmip-types/src/format/lexical.rs", "kmip-types/src/format/lexical"]),
];

/// The folders of the packages whose files are mutated.
pub(crate) const MUTATED: [&str; 3] = ["kmip-types", "kmip-ttlv", "kmip-cbor"];

/// The packages whose tests are run.
pub(crate) const TESTED: [&str; 8] =
    ["kmip-types", "kmip-ttlv-codec", "kmip-cbor", "kmip-xml", "kmip-json", "kmip", "kmip-cli", "conformance-vectors"];

/// The area of a file.
pub(crate) fn area(file: &str) -> &'static str {
    let holds = |places: &[&str]| places.iter().any(|place| Path::new(file).starts_with(place));
    AREAS.iter().find(|(_, places)| holds(places)).map_or("other", |(name, _)| name)
}

/// Returns the files of the areas, from the root of the workspace.
///
/// Unit tests that stand in a file of their own are left out.
///
/// # Errors
/// A folder cannot be read.
pub(crate) fn files(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for (_, places) in AREAS {
        for place in places {
            collect(root, Path::new(place), &mut files)?;
        }
    }
    files.sort();
    Ok(files)
}

fn collect(root: &Path, place: &Path, files: &mut Vec<String>) -> Result<()> {
    let path: PathBuf = root.join(place);
    if place.file_stem().is_some_and(|stem| stem == "tests") {
        return Ok(());
    }
    if path.is_dir() {
        for entry in fs::read_dir(&path)? {
            collect(root, &place.join(entry?.file_name()), files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        files.push(place.to_string_lossy().into_owned());
    }
    Ok(())
}
