//! The corpus, in folders as the README describes them.
//!
//! It has test-case files, the bytes that go with them, and byte vectors.

mod clock;
mod expected;
mod extract;
mod files;
mod folders;
mod manifest;
mod placeholders;
mod vectors;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use expected::Expected;
pub use folders::folders;
pub use placeholders::Placeholders;
pub use vectors::ByteVector;

/// The parts of a folder that hold test-case files.
const PARTS: [&str; 3] = ["oasis", "ovh", "cases"];

/// The advice for a user who does not have the corpus.
pub const HOW_TO_GET: &str = "\
The OASIS test cases are not part of this repository; their licence stays with OASIS.
The KMIP Technical Committee publishes them beside its Test Cases and Profiles documents, from 1.3 on as files, in
https://docs.oasis-open.org/kmip/{testcases,profiles,kmip-testcases,kmip-profiles}/vVERSION/STAGE/test-cases/.
Put the XML files into DIR/oasis/VERSION/SET/ and run `cargo conformance run DIR`,
or set KMIP_OASIS_VECTORS=DIR[:DIR] for `cargo test`. The README of conformance-vectors has the layout.";

/// The reason why a folder cannot be used as a corpus at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// There is no such folder, or it is no corpus.
    ///
    /// A corpus has `oasis`, `ovh`, `cases` or `bytes` in it; the folder has neither `oasis` nor `ovh` nor `cases` nor
    /// `bytes`.
    #[error("no corpus in {0}")]
    Absent(PathBuf),
    /// A file or folder cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The path of the file, or the id of the vector.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A JSON file beside the test cases is not what the README says.
    #[error("{path}: {source}")]
    Json {
        /// The path of the file, or the id of the vector.
        path: PathBuf,
        /// The reason.
        source: serde_json::Error,
    },
    /// A file holds a value that makes no sense.
    #[error("{path}: {reason}")]
    Content {
        /// The path of the file, or the id of the vector.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
}

/// Request or response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// A Request Message.
    RequestMessage,
    /// A Response Message.
    ResponseMessage,
}

impl Kind {
    /// The name of the element.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestMessage => "RequestMessage",
            Self::ResponseMessage => "ResponseMessage",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::RequestMessage, Self::ResponseMessage].into_iter().find(|kind| kind.name() == name)
    }
}

/// One message of a test-case file, its placeholders replaced by values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its place among the messages of the file, from 0.
    pub index: usize,
    /// Request or response.
    pub kind: Kind,
    /// The element, from `<` to `>`.
    pub xml: String,
}

/// One test-case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The path from its folder of the corpus, with `/` between the parts.
    pub path: String,
    /// The version that the folder is named for, if it is; the messages name their own.
    pub version: String,
    /// The set to which the file belongs.
    ///
    /// It is `profiles-mandatory`, `profiles-optional`, `testcases`, `ovh` or `cases`.
    pub set: String,
    /// The messages, in their order.
    pub messages: Vec<Message>,
}

/// Everything that was found in the folders.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The test-case files, by path.
    pub cases: Vec<Case>,
    /// The TTLV that each message has, by path and index.
    pub expected: BTreeMap<(String, usize), Expected>,
    /// Byte vectors, well-formed and malformed.
    pub vectors: Vec<ByteVector>,
    /// The problems with single files: path, and what is wrong.
    pub problems: Vec<(String, String)>,
}

impl Corpus {
    /// Reads these folders, as one corpus.
    ///
    /// A test-case file that cannot be cut into messages is no error: it is listed in `problems`, and fails the run.
    ///
    /// # Errors
    /// A folder is not there, a file cannot be read, or one of the JSON files is not as described.
    pub fn load(folders: &[impl AsRef<Path>]) -> Result<Self, LoadError> {
        let mut corpus = Self::default();
        for folder in folders {
            corpus.add(Self::load_one(folder.as_ref())?);
        }
        Ok(corpus)
    }

    fn load_one(root: &Path) -> Result<Self, LoadError> {
        if !PARTS.iter().chain(&["bytes"]).any(|part| root.join(part).is_dir()) {
            return Err(LoadError::Absent(root.to_owned()));
        }
        let placeholders = Placeholders::load(root)?;
        let mut corpus = Self { expected: expected::load(root)?, vectors: vectors::load(root)?, ..Self::default() };
        for path in files::test_cases(root, &PARTS)? {
            let text = files::read(&root.join(&path))?;
            match case(&path, &text, &placeholders) {
                Ok(case) => corpus.cases.push(case),
                Err(reason) => corpus.problems.push((path, reason)),
            }
        }
        corpus.problems.extend(manifest::compare(root, &corpus.cases)?);
        corpus.problems.extend(corpus.unmatched());
        Ok(corpus)
    }

    /// Adds what another folder holds.
    ///
    /// What is known about a message goes by its path, so no path may be there twice.
    fn add(&mut self, other: Self) {
        for case in &other.cases {
            if self.cases.iter().any(|known| known.path == case.path) {
                self.problems.push((case.path.clone(), "in two folders".to_owned()));
            }
        }
        self.cases.extend(other.cases);
        self.expected.extend(other.expected);
        self.vectors.extend(other.vectors);
        self.problems.extend(other.problems);
    }

    /// Expected bytes for which there is no message.
    fn unmatched(&self) -> Vec<(String, String)> {
        let counts: BTreeMap<_, _> = self.cases.iter().map(|case| (&case.path, case.messages.len())).collect();
        let missing = self.expected.keys().filter(|(path, index)| counts.get(path).is_none_or(|count| index >= count));
        missing.map(|(path, index)| (path.clone(), format!("no message {index}, but bytes are expected"))).collect()
    }
}

/// Cuts one file into messages and fills in the placeholders.
fn case(path: &str, text: &str, placeholders: &Placeholders) -> Result<Case, String> {
    let parts: Vec<&str> = path.split('/').collect();
    let (version, set) = match *parts.as_slice() {
        ["ovh", version, ..] => (version, "ovh"),
        [_, version, set, _, ..] => (version, set),
        [set, ..] => ("unknown", set),
        [] => ("unknown", "unknown"),
    };
    let mut messages = Vec::new();
    for (index, (kind, element)) in extract::messages(text)?.into_iter().enumerate() {
        let xml = placeholders.substitute(element).map_err(|reason| format!("message {index}: {reason}"))?;
        messages.push(Message { index, kind, xml });
    }
    Ok(Case { path: path.to_owned(), version: version.to_owned(), set: set.to_owned(), messages })
}
