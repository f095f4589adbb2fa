//! The numbering of batch items.
//!
//! Up to 2.1 the header counts them, and each of several has an ID.

use crate::Versions;
use crate::generated::conversions::NUMBERED_BATCH_ITEMS;

/// Returns whether the header has a Batch Count, and the items of several an ID.
pub(crate) const fn are_numbered(versions: Versions) -> bool {
    versions.intersects(NUMBERED_BATCH_ITEMS)
}

/// The Batch Count of so many items.
#[cfg(feature = "alloc")]
pub(crate) fn batch_count(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}

/// The Unique Batch Item ID of the item with this number, counted from 1.
pub(crate) const fn batch_item_id(number: u32) -> [u8; 4] {
    number.to_be_bytes()
}
