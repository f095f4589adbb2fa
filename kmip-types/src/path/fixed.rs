//! Steps in a fixed space, where there is no allocator.

use core::ops::Deref;

use super::step::Step;
use crate::{Limits, Tag};

/// The most steps of a path: as many structures as can be open, and the item.
const MOST: usize = Limits::MAX_DEPTH + 1;

/// The steps of a path; those for which there is no room are left out.
#[derive(Clone)]
pub(super) struct StepList {
    steps: [Step; MOST],
    count: usize,
}

impl StepList {
    pub(super) const fn new() -> Self {
        Self { steps: [Step::first(Tag::new(0)); MOST], count: 0 }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn push(&mut self, step: Step) {
        if let Some(slot) = self.steps.get_mut(self.count) {
            *slot = step;
            self.count = self.count.saturating_add(1);
        }
    }
}

impl Deref for StepList {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        self.steps.get(..self.count).unwrap_or_default()
    }
}

impl PartialEq for StepList {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for StepList {}
