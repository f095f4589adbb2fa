//! The header of an item: how long the item is, and everything that can be wrong with that.

use kmip_types::{ErrorKind, Item};

/// Tag, type and length of the first item, wherever it ends.
pub(crate) fn header(input: &[u8]) -> Option<u64> {
    input.first_chunk().map(|header| u64::from_be_bytes(*header))
}

/// The length in a header.
#[inline(always)]
pub(crate) const fn length(head: u64) -> u64 {
    head & 0xFFFF_FFFF
}

/// The bytes that an item takes with header and padding; `None` where memory is smaller than that.
#[inline(always)]
pub(crate) fn size(head: u64) -> Option<usize> {
    // A length has 32 bits: nothing overflows.
    usize::try_from(length(head).wrapping_add(8 + 7) & !7).ok()
}

/// What is wrong with a header, where this many bytes of room are left for the item.
pub(crate) fn flaw(head: u64, room: usize) -> Option<ErrorKind> {
    let item = Item::from_words(head, 0);
    if !item.tag().is_valid() {
        return Some(ErrorKind::InvalidTag);
    }
    if !item.item_type().is_known() {
        return Some(ErrorKind::UnknownType);
    }
    if is_ragged(head) || item.item_type().fixed_length().is_some_and(|fixed| fixed != item.length()) {
        return Some(ErrorKind::Length);
    }
    if size(head).is_none_or(|size| size > room) { Some(ErrorKind::Truncated) } else { None }
}

/// Whether this is the header of a structure with a length that a structure can have.
pub(crate) const fn is_structure(head: u64) -> bool {
    head & 0xFF_0000_0007 == 0x01_0000_0000
}

/// Whether this is the header of a structure with a length that none can have.
pub(crate) const fn is_ragged(head: u64) -> bool {
    head & 0xFF_0000_0000 == 0x01_0000_0000 && head & 7 != 0
}
