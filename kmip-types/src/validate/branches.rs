//! The ways to the findings that are kept.
//!
//! The steps that findings in a row share are stored once.

use alloc::vec::Vec;

use crate::Limits;
use crate::path::step::Step;

/// Structures, of which each knows the one around it.
#[derive(Clone)]
pub(super) struct Branches(Vec<Branch>);

#[derive(Clone, Copy, PartialEq, Eq)]
struct Branch {
    /// The number of the structure around this one.
    around: u32,
    step: Step,
}

/// The number of what is around a structure at the root.
pub(super) const ROOT: u32 = u32::MAX;

impl Branches {
    /// No structure.
    pub(super) const NONE: Self = Self(Vec::new());

    /// Adds the steps of a way that it does not share with that to `before`.
    ///
    /// The way leads from the root down; `before` is the number of a structure. Returns the number of the way's last
    /// structure.
    pub(super) fn add(&mut self, before: u32, way: impl Iterator<Item = Step>) -> u32 {
        let (numbers, start) = self.numbers(before);
        let mut shared = numbers.into_iter().skip(start);
        way.fold(ROOT, |around, step| {
            let branch = Branch { around, step };
            shared.next().filter(|number| self.get(*number) == Some(branch)).unwrap_or_else(|| self.push(branch))
        })
    }

    /// Returns the steps that lead to the structure with this number.
    ///
    /// They lead through the structures around it, from the root down.
    pub(super) fn to(&self, last: u32) -> impl Iterator<Item = Step> + '_ {
        let (numbers, start) = self.numbers(last);
        numbers.into_iter().skip(start).filter_map(|number| self.get(number)).map(|branch| branch.step)
    }

    /// Returns the numbers of these structures, at the end of an array.
    ///
    /// The second value is where they start in it.
    fn numbers(&self, last: u32) -> ([u32; Limits::MAX_DEPTH], usize) {
        let mut numbers = [ROOT; Limits::MAX_DEPTH];
        let (mut number, mut start) = (last, numbers.len());
        for slot in numbers.iter_mut().rev() {
            let Some(branch) = self.get(number) else { break };
            *slot = number;
            (number, start) = (branch.around, start.saturating_sub(1));
        }
        (numbers, start)
    }

    fn get(&self, number: u32) -> Option<Branch> {
        self.0.get(usize::try_from(number).ok()?).copied()
    }

    fn push(&mut self, branch: Branch) -> u32 {
        let number = u32::try_from(self.0.len()).unwrap_or(ROOT);
        self.0.push(branch);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tag;

    fn add(branches: &mut Branches, before: u32, way: &[u32]) -> u32 {
        branches.add(before, way.iter().map(|place| Step { tag: Tag::BATCH_ITEM, place: *place }))
    }

    fn places(branches: &Branches, last: u32) -> Vec<u32> {
        branches.to(last).map(|step| step.place).collect()
    }

    #[test]
    fn ways_share_their_start() {
        let mut branches = Branches::NONE;
        let mut last = ROOT;
        for (way, count) in [
            (&[][..], 0),
            (&[1, 2, 3], 3),
            (&[1, 2, 3], 3),
            (&[1, 2, 4, 5], 5),
            (&[1, 2], 5),
            (&[1, 2, 4, 5], 7),
            // A structure in another one is another one.
            (&[3, 2, 4], 10),
        ] {
            last = add(&mut branches, last, way);
            assert_eq!((places(&branches, last).as_slice(), branches.0.len()), (way, count));
        }
        assert!(places(&branches, ROOT).is_empty());
    }

    #[test]
    fn ways_are_as_deep_as_structures_can_be() {
        let way: Vec<u32> = (0..32).collect();
        let mut branches = Branches::NONE;
        let last = add(&mut branches, ROOT, &way);
        assert_eq!(places(&branches, last), way);
        assert_eq!(add(&mut branches, last, &way), last);
    }
}
