//! Fast path of reading: items with a tag of the standard, in a strict reader.
//!
//! Nearly every item is one. Tag and type are compared where they lie in the input, one check of the bounds covers the
//! header and the first word, and items are counted down in memory: nothing is saved on the stack.
//!
//! Gain, in instructions a byte of the Get response: a walk over the items takes 4.6 instead of 5.0, a typed decode, of
//! which the walk is half, 9.1 instead of 10.7.

use kmip_types::format::Item;

use super::TtlvReader;
use crate::header::length;
use crate::slice::{Split, children, split_wide};

/// The first byte of all tags of the standard.
const STANDARD: u8 = 0x42;
/// The code of the item type.
const STRUCTURE: u8 = 0x01;

/// The number of items that may still come.
///
/// One of the two fields is always 0, so that the fast path, which knows no lenience, needs no test of its own for it.
#[derive(Clone, Copy)]
pub(super) struct Items {
    pub(super) strict: usize,
    pub(super) lenient: usize,
}

impl Items {
    /// Counts one; `None` if there is none left.
    #[inline(always)]
    fn take(&mut self) -> Option<()> {
        // Subtracts in memory, and mends that where nothing was left.
        let (left, none) = self.strict.overflowing_sub(1);
        self.strict = left;
        if none {
            self.strict = 0;
            return None;
        }
        Some(())
    }

    /// Lets a lenient reader count where a strict one does.
    pub(super) fn swap_if(&mut self, lenient: bool) {
        if lenient {
            core::mem::swap(&mut self.strict, &mut self.lenient);
        }
    }
}

impl<'a> TtlvReader<'a> {
    /// Returns the next item, by the quick way if the input allows it.
    ///
    /// The quick way needs a tag of the standard, a strict reader, and at least two words of input.
    #[inline(always)]
    pub(super) fn next_fast(&mut self) -> Item {
        match split_wide(self.rest) {
            Some((split, STANDARD, item_type)) => {
                let done = if item_type == STRUCTURE { self.descend(split) } else { self.pass(split) };
                match done {
                    Some(item) => item,
                    None => self.next_slow(),
                }
            }
            None if self.rest.is_empty() => self.close(),
            _ => self.next_slow(),
        }
    }

    /// Goes behind an item.
    #[inline(always)]
    pub(super) fn pass(&mut self, Split { head, word, rest, .. }: Split<'a>) -> Option<Item> {
        self.items.take()?;
        self.rest = rest;
        Some(Item::from_words(head, word))
    }

    /// Goes into a structure, whose mark is the offset at which it starts.
    #[inline(always)]
    pub(super) fn descend(&mut self, Split { head, item, rest, .. }: Split<'a>) -> Option<Item> {
        let outer = self.outer.get_mut(self.level)?;
        if length(head) & 7 != 0 {
            return None;
        }
        self.items.take()?;
        *outer = rest;
        self.level = self.level.wrapping_add(1);
        let mark = u64::try_from(self.position(item)).unwrap_or(u64::MAX);
        self.rest = children(item);
        Some(Item::from_words(head, mark))
    }
}
