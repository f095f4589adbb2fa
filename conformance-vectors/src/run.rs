//! The runner: every message and every byte vector of a corpus through every check.

mod message;
mod structure;
mod vector;

use serde::Serialize;

use crate::corpus::{Case, Corpus, Kind};
use crate::encoding::{Codec, encodings};
use crate::hex;
use crate::known::Known;
use crate::report::{Failure, Report, Rows, Size, VectorRow};

/// The result of a run.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Run {
    /// The report of what passed and what failed.
    pub report: Report,
    /// The messages as this project encodes them.
    pub emitted: Vec<Emitted>,
}

/// One message as this project encodes it.
///
/// It is for comparison with other implementations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Emitted {
    /// The path of its file in the corpus.
    pub path: String,
    /// Its place among the messages of the file, from 0.
    pub index: usize,
    /// Request or response.
    pub kind: Kind,
    /// The version in its header.
    pub version: String,
    /// Its TTLV in hexadecimal; absent if it could not be encoded.
    pub ttlv: Option<String>,
}

/// Runs all checks.
///
/// The steps of a message are those of the README; what is listed in `known` is checked to be so.
#[must_use]
pub fn run(corpus: &Corpus, known: &Known) -> Run {
    let mut run = Run::default();
    run.report.steps = message::steps(&encodings());
    let size = |encoding: &dyn Codec| Size { encoding: encoding.name().to_owned(), ..Size::default() };
    run.report.sizes = encodings().into_iter().map(size).collect();
    let mut rows = Rows::default();
    for (path, reason) in &corpus.problems {
        run.fail(path, None, "corpus", reason);
        run.report.cases.count(false);
    }
    for case in &corpus.cases {
        run.case(case, corpus, known, &mut rows);
    }
    run.report.rows = rows.into_rows();
    run.vectors(corpus, known);
    run
}

impl Run {
    fn fail(&mut self, place: &str, index: Option<usize>, step: &str, reason: &str) {
        let (place, step, reason) = (place.to_owned(), step.to_owned(), reason.to_owned());
        self.report.failures.push(Failure { place, index, step, reason });
    }

    fn case(&mut self, case: &Case, corpus: &Corpus, known: &Known, rows: &mut Rows) {
        for message in &case.messages {
            let index = message.index;
            let expected = corpus.expected.get(&(case.path.clone(), index));
            let listed = (known.refusal(&case.path, index), known.invalid(&case.path, index));
            let checked = message::check(message, expected, listed, &encodings());
            let first = checked.sizes.first().copied().unwrap_or_default();
            for (size, bytes) in self.report.sizes.iter_mut().zip(&checked.sizes) {
                size.add(*bytes, first);
            }
            let version = checked.version.unwrap_or_else(|| case.version.clone());
            let row = rows.row(&version, &case.set);
            row.messages = row.messages.saturating_add(1);
            row.without_bytes = row.without_bytes.saturating_add(usize::from(expected.is_none()));
            row.steps.resize_with(self.report.steps.len(), Default::default);
            let mut passed = true;
            for (step, result) in checked.results {
                passed &= result.is_ok();
                let tallies = self.report.steps.iter().zip(&mut row.steps);
                tallies.filter(|(name, _)| **name == step).for_each(|(_, tally)| tally.count(result.is_ok()));
                if let Err(reason) = result {
                    self.fail(&case.path, Some(index), &step, &reason);
                }
            }
            self.report.cases.count(passed);
            let ttlv = checked.ttlv.as_deref().map(hex::encode);
            self.emitted.push(Emitted { path: case.path.clone(), index, kind: message.kind, version, ttlv });
        }
    }

    fn vectors(&mut self, corpus: &Corpus, known: &Known) {
        for vector in &corpus.vectors {
            if self.report.vectors.last().is_none_or(|row| row.file != vector.file) {
                self.report.vectors.push(VectorRow { file: vector.file.clone(), ..VectorRow::default() });
            }
            let results = vector::check(vector, known, &encodings());
            let Some(row) = self.report.vectors.last_mut() else { continue };
            let count = if vector.valid { &mut row.valid } else { &mut row.malformed };
            *count = count.saturating_add(1);
            let mut passed = true;
            for (step, result) in results {
                passed &= result.is_ok();
                if let Some(row) = self.report.vectors.last_mut() {
                    step.tally(row).count(result.is_ok());
                }
                if let Err(reason) = result {
                    self.fail(&vector.id, None, step.name(), &reason);
                }
            }
            self.report.cases.count(passed);
        }
    }
}
