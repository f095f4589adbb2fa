//! One step of a path.

use core::fmt;

use crate::Tag;

/// One item on a path: its tag and its place.
///
/// The place is that among the siblings of the same tag, from 0.
///
/// Printed as `BatchItem[2]`; place 0 is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The tag of the item.
    pub tag: Tag,
    /// The number of items with its tag before it in its structure.
    pub place: u32,
}

impl Step {
    /// No item.
    pub(crate) const NONE: Self = Self::first(Tag::new(0));

    /// The first item with this tag.
    #[must_use]
    pub const fn first(tag: Tag) -> Self {
        Self { tag, place: 0 }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            0 => write!(f, "{}", self.tag),
            place => write!(f, "{}[{place}]", self.tag),
        }
    }
}
