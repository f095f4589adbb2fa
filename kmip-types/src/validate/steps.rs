//! The way to an item, in a fixed space.

use core::fmt;

use crate::{Limits, Tag};

/// The tags from the root down to an item, each with its place among the siblings of the same tag.
///
/// Printed as the path of an error is, `RequestMessage/BatchItem[2]/Operation`; but it needs no allocator, and a place
/// counts only the siblings that stand directly before the item and have its tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// Bit 31: a vendor's tag; bits 30 to 16: the place, saturating; bits 15 to 0: the tag without its first byte.
    steps: [u32; MOST],
    count: u8,
}

/// As many structures as can be open, and the item.
const MOST: usize = Limits::MAX_DEPTH + 1;

const MOST_PLACES: u32 = 0x7FFF;

impl Steps {
    pub(super) const NONE: Self = Self { steps: [0; MOST], count: 0 };

    pub(super) fn push(&mut self, tag: Tag, place: u32) {
        let vendor = if tag.is_extension() { 1 << 31 } else { 0 };
        let place = if place > MOST_PLACES { MOST_PLACES } else { place };
        if let Some(step) = self.steps.get_mut(usize::from(self.count)) {
            *step = vendor | (place << 16) | (tag.value() & 0xFFFF);
            self.count = self.count.saturating_add(1);
        }
    }

    /// The steps from the root down: tag, and place among the siblings of the same tag, from 0.
    pub fn iter(&self) -> impl Iterator<Item = (Tag, u32)> + '_ {
        self.steps.iter().take(usize::from(self.count)).map(|step| {
            let base = if step >> 31 == 1 { 0x54_0000 } else { 0x42_0000 };
            (Tag::new(base | (step & 0xFFFF)), (step >> 16) & MOST_PLACES)
        })
    }

    /// Whether there is no step.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (tag, place)) in self.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            write!(f, "{tag}")?;
            if place > 0 {
                write!(f, "[{place}]")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Steps({self})")
    }
}
