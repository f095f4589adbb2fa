//! The findings that are kept.

use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroU32;

use super::branches::{Branches, ROOT};
use super::finding::{Around, Facts, Finding};
use super::kind::{FindingKind, Severity};
use crate::error::Detail;

/// The findings of a validator.
///
/// The first ones are there in the order of reading; of the others, how many there are of each kind.
///
/// So many are kept as [`Validator::with_most_findings`](super::Validator::with_most_findings) says; what is found after
/// that is counted. A kept finding takes about 80 bytes.
///
/// ```
/// use kmip_types::{Operation, Tag, Version};
/// use kmip_types::items::{Node, NodeReader, NodeValue};
/// use kmip_types::validate::{FindingKind, Severity, Validator};
///
/// let masks = vec![Node::new(Tag::CRYPTOGRAPHIC_USAGE_MASK, NodeValue::Enumeration(1)); 1_500];
/// let validator = Validator::new().with_versions(Version::V2_1).with_operation(Operation::CREATE);
/// let findings = validator.findings(&mut NodeReader::new(&masks))?;
/// assert_eq!((findings.iter().len(), findings.total()), (1_000, 1_500));
/// assert_eq!(findings.more(), [(Severity::Error, FindingKind::WrongType, 500)]);
/// assert_eq!(findings.worst(), Some(Severity::Error));
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[derive(Clone)]
pub struct Findings {
    most: usize,
    kept: Vec<Kept>,
    branches: Branches,
    details: Vec<Detail>,
    more: Vec<(Severity, FindingKind, usize)>,
}

#[derive(Clone, Copy)]
struct Kept {
    facts: Facts,
    /// The number of the structure around it.
    around: u32,
    /// The place of its detail, counted from 1, if it has one.
    detail: Option<NonZeroU32>,
}

impl Findings {
    /// The number of findings that are kept by default.
    pub const MOST: usize = 1_000;

    /// Keeps as many findings as these.
    pub(super) const fn new(most: usize) -> Self {
        Self { most, kept: Vec::new(), branches: Branches::NONE, details: Vec::new(), more: Vec::new() }
    }

    /// Keeps a finding, or counts it.
    pub(super) fn add(&mut self, finding: Finding<'_>) {
        let (severity, kind) = (finding.severity(), finding.kind());
        if self.kept.len() < self.most {
            let before = self.kept.last().map_or(ROOT, |kept| kept.around);
            let around = self.branches.add(before, finding.around.steps());
            let detail = finding.detail.and_then(|detail| {
                self.details.push(*detail);
                NonZeroU32::new(u32::try_from(self.details.len()).ok()?)
            });
            self.kept.push(Kept { facts: finding.facts, around, detail });
        } else if let Some(more) = self.more.iter_mut().find(|more| (more.0, more.1) == (severity, kind)) {
            more.2 = more.2.saturating_add(1);
        } else {
            self.more.push((severity, kind, 1));
        }
    }

    /// The findings that are kept, in the order of reading.
    #[must_use]
    pub fn iter(&self) -> FindingsIter<'_> {
        FindingsIter { branches: &self.branches, details: &self.details, kept: self.kept.iter() }
    }

    /// The finding that is kept at this place, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Finding<'_>> {
        self.iter().nth(place)
    }

    /// Returns how many findings are not kept, by severity and kind.
    #[must_use]
    pub fn more(&self) -> &[(Severity, FindingKind, usize)] {
        &self.more
    }

    /// Returns how many findings there are, kept or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.more.iter().fold(self.kept.len(), |total, more| total.saturating_add(more.2))
    }

    /// Returns whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Returns how much the worst finding matters, kept or not.
    ///
    /// `None` if nothing was found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        let kept = self.kept.iter().map(|kept| kept.facts.severity);
        kept.chain(self.more.iter().map(|more| more.0)).max()
    }
}

impl<'f> IntoIterator for &'f Findings {
    type Item = Finding<'f>;
    type IntoIter = FindingsIter<'f>;

    fn into_iter(self) -> FindingsIter<'f> {
        self.iter()
    }
}

/// Compares what is found, and where.
impl PartialEq for Findings {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter()) && self.more == other.more
    }
}

impl Eq for Findings {}

/// A finding a line, and a line for the others of each kind.
impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self {
            writeln!(f, "{finding}")?;
        }
        for (severity, kind, count) in &self.more {
            writeln!(f, "{severity}: {count} more of kind {kind:?}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Findings").field("kept", &DebugKept(self)).field("more", &self.more).finish_non_exhaustive()
    }
}

struct DebugKept<'f>(&'f Findings);

impl fmt::Debug for DebugKept<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0).finish()
    }
}

/// The findings that are kept, one after the other.
#[derive(Clone)]
pub struct FindingsIter<'f> {
    branches: &'f Branches,
    details: &'f [Detail],
    kept: core::slice::Iter<'f, Kept>,
}

impl<'f> Iterator for FindingsIter<'f> {
    type Item = Finding<'f>;

    fn next(&mut self) -> Option<Finding<'f>> {
        let kept = self.kept.next()?;
        let place = kept.detail.and_then(|place| usize::try_from(place.get()).ok()?.checked_sub(1));
        let detail = place.and_then(|place| self.details.get(place));
        Some(Finding { facts: kept.facts, around: Around::Kept(self.branches, kept.around), detail, position: None })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.kept.size_hint()
    }
}

impl ExactSizeIterator for FindingsIter<'_> {}

impl fmt::Debug for FindingsIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
