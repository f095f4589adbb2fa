//! The report of a run, as Markdown and as JSON.
//!
//! It has counts per version and set, and the failures.

mod markdown;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// The number of times that a check passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// Passes.
    pub passed: usize,
    /// Failures.
    pub failed: usize,
}

impl Tally {
    pub(crate) const fn count(&mut self, passed: bool) {
        let slot = if passed { &mut self.passed } else { &mut self.failed };
        *slot = slot.saturating_add(1);
    }

    const fn add(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }
}

/// The messages of one version and one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// The version in the headers of the messages.
    pub version: String,
    /// The set that their files belong to.
    pub set: String,
    /// The number of messages.
    pub messages: usize,
    /// The number of messages that have no expected bytes.
    pub without_bytes: usize,
    /// One tally for each step of the report.
    ///
    /// A step that does not apply to a message is in neither count.
    pub steps: Vec<Tally>,
}

impl Row {
    /// Adds the messages of another row.
    pub fn add(&mut self, other: &Self) {
        self.messages = self.messages.saturating_add(other.messages);
        self.without_bytes = self.without_bytes.saturating_add(other.without_bytes);
        self.steps.resize(self.steps.len().max(other.steps.len()), Tally::default());
        for (sum, tally) in self.steps.iter_mut().zip(&other.steps) {
            sum.add(*tally);
        }
    }
}

/// The byte vectors of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VectorRow {
    /// The file.
    pub file: String,
    /// The number of well-formed vectors that it has.
    pub valid: usize,
    /// Well-formed ones decoded and encoded again without types.
    pub untyped: Tally,
    /// Well-formed ones decoded and encoded again with types.
    pub typed: Tally,
    /// Incomplete ones that the typed decoder treats as listed.
    pub incomplete: Tally,
    /// The number of malformed vectors that it has.
    pub malformed: usize,
    /// Malformed ones that are refused.
    pub refused: Tally,
    /// Vectors on which one can differ, treated as listed.
    pub lint: Tally,
}

impl VectorRow {
    fn add(&mut self, other: &Self) {
        self.valid = self.valid.saturating_add(other.valid);
        self.malformed = self.malformed.saturating_add(other.malformed);
        self.untyped.add(other.untyped);
        self.typed.add(other.typed);
        self.incomplete.add(other.incomplete);
        self.refused.add(other.refused);
        self.lint.add(other.lint);
    }
}

/// The size of the messages in one encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Size {
    /// The encoding.
    pub encoding: String,
    /// The bytes of all messages.
    pub bytes: usize,
    /// The sum of the relative sizes of the messages, in thousandths.
    ///
    /// The relative size of a message is its size divided by that in the first encoding.
    pub thousandths: usize,
    /// The number of messages that were counted.
    pub messages: usize,
}

impl Size {
    pub(crate) const fn add(&mut self, bytes: usize, first: usize) {
        self.bytes = self.bytes.saturating_add(bytes);
        if let Some(share) = bytes.saturating_mul(1000).checked_div(first) {
            self.thousandths = self.thousandths.saturating_add(share);
            self.messages = self.messages.saturating_add(1);
        }
    }
}

/// A check that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// The path of a test-case file, or the id of a byte vector.
    pub place: String,
    /// The place of the message in the file.
    pub index: Option<usize>,
    /// The check that failed.
    pub step: String,
    /// The thing that happened.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)?;
        if let Some(index) = self.index {
            write!(f, "#{index}")?;
        }
        write!(f, ": {}: {}", self.step, self.reason)
    }
}

/// The result of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The steps that messages go through, in the order of the tallies.
    pub steps: Vec<String>,
    /// One row for each version and set, in that order.
    pub rows: Vec<Row>,
    /// One row for each file of byte vectors.
    pub vectors: Vec<VectorRow>,
    /// The size of the messages in each encoding.
    pub sizes: Vec<Size>,
    /// The messages, byte vectors and files that passed and failed.
    ///
    /// Each counts as failed if one of its checks failed.
    pub cases: Tally,
    /// Every check that failed.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Returns whether everything is as it should be, and there was anything to check.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.cases.failed == 0 && self.cases.passed > 0
    }

    /// All rows of messages added up.
    #[must_use]
    pub fn total(&self) -> Row {
        let mut total = Row { version: "all".to_owned(), ..Row::default() };
        self.rows.iter().for_each(|row| total.add(row));
        total
    }

    /// All rows of byte vectors added up.
    #[must_use]
    pub fn vector_total(&self) -> VectorRow {
        let mut total = VectorRow { file: "all".to_owned(), ..VectorRow::default() };
        self.vectors.iter().for_each(|row| total.add(row));
        total
    }

    /// The report as JSON.
    ///
    /// # Errors
    /// None in practice: the report holds nothing that JSON cannot.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }
}

/// Rows by version and set while a run goes on.
#[derive(Debug, Default)]
pub(crate) struct Rows(BTreeMap<(String, String), Row>);

impl Rows {
    pub(crate) fn row(&mut self, version: &str, set: &str) -> &mut Row {
        let key = (version.to_owned(), set.to_owned());
        let new = || Row { version: version.to_owned(), set: set.to_owned(), ..Row::default() };
        self.0.entry(key).or_insert_with(new)
    }

    pub(crate) fn into_rows(self) -> Vec<Row> {
        self.0.into_values().collect()
    }
}
