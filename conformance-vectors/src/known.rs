//! The knowledge about single messages and byte vectors.
//!
//! It is in data files with which the runner is compiled.

use serde::Deserialize;

use crate::LoadError;

const REFUSALS: &str = include_str!("../data/refusals.json");
const INVALID: &str = include_str!("../data/invalid.json");
const MALFORMED: &str = include_str!("../data/malformed.json");
const LINT: &str = include_str!("../data/lint.json");
const INCOMPLETE: &str = include_str!("../data/incomplete.json");
const STRUCTURES: &str = include_str!("../data/structures.json");

/// A message of the corpus that a typed decoder has to refuse.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The path of its file in the corpus.
    pub path: String,
    /// Its place among the messages of the file, from 0.
    pub index: usize,
    /// The number of the defect in the list that goes with the corpus.
    pub defect: String,
    /// The kind of the error, named as in [`kmip::ErrorKind`].
    pub kind: String,
    /// The tag that the error names.
    pub tag: String,
}

/// A message of the corpus in which a validator has to find errors or warnings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invalid {
    /// The path of its file in the corpus.
    pub path: String,
    /// Its place among the messages of the file, from 0.
    pub index: usize,
    /// The number of the defect in the list that goes with the corpus.
    pub defect: String,
    /// All findings in the order of reading.
    ///
    /// Each has the severity, the kind, named as in [`kmip::validate::FindingKind`], and the tag.
    pub findings: Vec<String>,
}

/// The expected treatment of a byte vector.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// The path of the file, or the id of the vector.
    pub id: String,
    /// The kind of the error with which it is refused; absent where it is accepted.
    #[serde(default)]
    pub refused: Option<String>,
    /// The tag that the error names, where that is worth a check.
    #[serde(default)]
    pub tag: Option<String>,
    /// The reason for this treatment, where it is not plain from the vector itself.
    #[serde(default)]
    pub why: Option<String>,
}

/// The value of a field that tells the type of a structure that stands alone.
///
/// The field is outside the structure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The beginning of the ids of the vectors.
    pub ids: String,
    /// The field, for example `Operation`.
    pub field: String,
    /// The name of its value.
    pub value: String,
}

/// Everything that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Messages that a typed decoder has to refuse.
    pub refusals: Vec<Refusal>,
    /// Messages in which a validator has to find something.
    pub invalid: Vec<Invalid>,
    /// Malformed vectors and how each is refused.
    pub malformed: Vec<Verdict>,
    /// Vectors on which one can differ, what we do, and why.
    pub lint: Vec<Verdict>,
    /// Structures that lack something, and what a typed decoder says to each.
    pub incomplete: Vec<Verdict>,
    /// The types of structures that stand alone.
    pub structures: Vec<Selection>,
}

impl Invalid {
    /// Returns the tag of the first value that is not in the version of the message.
    ///
    /// To encode such a value, one has to ask for it.
    #[must_use]
    pub fn unknown_value(&self) -> Option<&str> {
        self.findings.iter().find_map(|finding| finding.strip_prefix("error UnknownValue "))
    }
}

impl Known {
    /// Reads the data files.
    ///
    /// # Errors
    /// One of them is not as it should be.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self {
            refusals: parse("refusals.json", REFUSALS)?,
            invalid: parse("invalid.json", INVALID)?,
            malformed: parse("malformed.json", MALFORMED)?,
            lint: parse("lint.json", LINT)?,
            incomplete: parse("incomplete.json", INCOMPLETE)?,
            structures: parse("structures.json", STRUCTURES)?,
        })
    }

    /// Returns what is known about this message.
    #[must_use]
    pub fn refusal(&self, path: &str, index: usize) -> Option<&Refusal> {
        self.refusals.iter().find(|refusal| refusal.path == path && refusal.index == index)
    }

    /// Returns what a validator has to find in this message.
    #[must_use]
    pub fn invalid(&self, path: &str, index: usize) -> Option<&Invalid> {
        self.invalid.iter().find(|invalid| invalid.path == path && invalid.index == index)
    }

    /// Returns what tells the type of the structure with this id.
    #[must_use]
    pub fn selection(&self, id: &str) -> Option<&Selection> {
        self.structures.iter().find(|selection| id.starts_with(&selection.ids))
    }
}

/// The verdict on the vector with this id.
#[must_use]
pub(crate) fn verdict<'v>(verdicts: &'v [Verdict], id: &str) -> Option<&'v Verdict> {
    verdicts.iter().find(|verdict| verdict.id == id)
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|source| LoadError::Json { path: file.into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lint_says_why_and_nothing_is_listed_twice() {
        let known = Known::load().unwrap();
        assert!(known.lint.iter().all(|verdict| verdict.why.is_some()));
        assert!(known.malformed.iter().all(|verdict| verdict.refused.is_some()));
        assert!(known.incomplete.iter().all(|verdict| verdict.refused.is_some() || verdict.why.is_some()));
        let mut ids: Vec<_> =
            known.malformed.iter().chain(&known.lint).chain(&known.incomplete).map(|v| &v.id).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
