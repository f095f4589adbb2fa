//! Paths: the tags from the root down to an item.

#[cfg(feature = "alloc")]
use alloc::collections::BTreeMap;
use core::fmt;

use super::step::Step;
#[cfg(feature = "alloc")]
use crate::Tag;

/// The steps from the root down to one item.
///
/// Printed as `RequestMessage/BatchItem[2]/Operation`. Without an allocator it has room for as many steps as structures can
/// be open, and an item in them.
#[derive(Clone, PartialEq, Eq)]
pub struct Path(StepList);

#[cfg(feature = "alloc")]
type StepList = alloc::vec::Vec<Step>;

#[cfg(not(feature = "alloc"))]
type StepList = super::fixed::StepList;

impl Path {
    /// The path without steps.
    pub(crate) const NONE: Self = Self(StepList::new());

    /// The steps from the root down.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns whether there is no step.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes a step down.
    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// The path to what stands a step down, with room for nothing more.
    #[cfg(feature = "alloc")]
    pub(crate) fn with(&self, step: Step) -> Self {
        let mut steps = StepList::with_capacity(self.0.len().saturating_add(1));
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }

    /// Goes a step up.
    #[cfg(feature = "alloc")]
    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }
}

impl Default for Path {
    fn default() -> Self {
        Self::NONE
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        let mut path = Self::NONE;
        steps.into_iter().for_each(|step| path.push(step));
        path
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_steps(f, self.0.iter().copied())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({self})")
    }
}

/// Prints steps as a path, without making one.
pub(crate) fn write_steps(f: &mut fmt::Formatter<'_>, steps: impl Iterator<Item = Step>) -> fmt::Result {
    for (i, step) in steps.enumerate() {
        if i > 0 {
            f.write_str("/")?;
        }
        write!(f, "{step}")?;
    }
    Ok(())
}

/// Counts the items of one structure by their tags.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Default)]
pub struct Siblings(BTreeMap<Tag, u32>);

#[cfg(feature = "alloc")]
impl Siblings {
    /// The step to the next item, which has this tag.
    pub fn step(&mut self, tag: Tag) -> Step {
        let count = self.0.entry(tag).or_default();
        let place = *count;
        *count = count.saturating_add(1);
        Step { tag, place }
    }

    /// The step to the next item, had it this tag.
    #[must_use]
    pub fn next(&self, tag: Tag) -> Step {
        Step { tag, place: self.0.get(&tag).copied().unwrap_or_default() }
    }
}
