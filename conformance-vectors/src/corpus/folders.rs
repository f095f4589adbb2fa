//! The folders in which the tests look for the corpus.

use std::env;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Corpus, HOW_TO_GET, LoadError};

/// The folders beside the checkout.
const BESIDE: [&str; 2] = ["vectors", "vectors-2.1-cn01"];

/// Returns the folders of the corpus.
///
/// They are those that `KMIP_OASIS_VECTORS` lists as `PATH` does, else those beside the checkout.
#[must_use]
pub fn folders() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let beside = || BESIDE.map(|name| shared.join(name)).to_vec();
    env::var_os("KMIP_OASIS_VECTORS").map_or_else(beside, |list| env::split_paths(&list).collect())
}

impl Corpus {
    /// The corpus in [`folders`].
    ///
    /// `None`, and a note that tells what is left out, where there is none and need not be.
    ///
    /// # Errors
    /// The corpus cannot be read, or is not there in spite of `KMIP_REQUIRE_OASIS=1`.
    pub fn at_hand(left_out: &str) -> Result<Option<Self>, LoadError> {
        let folders = folders();
        let Some(missing) = folders.iter().find(|folder| !folder.is_dir()) else {
            return Self::load(&folders).map(Some);
        };
        if env::var_os("KMIP_REQUIRE_OASIS").is_some_and(|value| value == "1") {
            return Err(LoadError::Absent(missing.clone()));
        }
        // Past the capture of the test harness: a passing test would be silent about it. If it cannot be told, nobody reads it.
        let _ = writeln!(io::stderr(), "{left_out}: there is no {}\n{HOW_TO_GET}", missing.display());
        Ok(None)
    }
}
