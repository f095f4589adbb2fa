//! The header of an item.
//!
//! It tells how long the item is; everything that can be wrong with it is checked here.

use kmip_types::ErrorKind;
use kmip_types::format::Item;

/// Tag, type and length of the first item, wherever it ends.
pub(crate) fn header(input: &[u8]) -> Option<u64> {
    input.first_chunk().map(|header| u64::from_be_bytes(*header))
}

/// The length in a header.
#[inline(always)]
pub(crate) const fn length(head: u64) -> u64 {
    head & 0xFFFF_FFFF
}

/// The bytes that an item takes with header and padding.
///
/// `None` where memory is smaller than that.
#[inline(always)]
pub(crate) fn size(head: u64) -> Option<usize> {
    // A length has 32 bits: nothing overflows.
    usize::try_from(length(head).wrapping_add(8 + 7) & !7).ok()
}

/// Returns the flaw of a header, if it has one.
///
/// `room` is the number of bytes that are left for the item.
pub(crate) fn flaw(head: u64, room: usize) -> Option<ErrorKind> {
    let item = Item::from_words(head, 0);
    if !item.tag().is_valid() {
        return Some(ErrorKind::InvalidTag);
    }
    if !item.item_type().is_known() {
        return Some(ErrorKind::UnknownType);
    }
    if !is_sound(head) {
        return Some(ErrorKind::Length);
    }
    if size(head).is_none_or(|size| size > room) { Some(ErrorKind::Truncated) } else { None }
}

/// Returns whether nothing is wrong with a header, wherever the item ends.
///
/// One question: against three, taking one field out of a message takes 2.5 % fewer instructions.
#[inline]
pub(crate) fn is_sound(head: u64) -> bool {
    let [first, _, _, code, .., last] = head.to_be_bytes();
    let fixed = match code {
        0x02 | 0x05 | 0x0A => length(head) == 4,
        0x03 | 0x06 | 0x09 | 0x0B => length(head) == 8,
        0x01 => last & 7 == 0,
        _ => matches!(code, 0x04 | 0x07 | 0x08 | 0x0C..=0x0E),
    };
    fixed && matches!(first, 0x42 | 0x54)
}

/// Returns whether this is the header of a structure with a possible length.
pub(crate) const fn is_structure(head: u64) -> bool {
    head & 0xFF_0000_0007 == 0x01_0000_0000
}

/// Returns whether this is the header of a structure with an impossible length.
pub(crate) const fn is_ragged(head: u64) -> bool {
    head & 0xFF_0000_0000 == 0x01_0000_0000 && head & 7 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_sound_if_it_has_no_flaw() {
        let mut sound = 0;
        for tag in [0, 0x41_FFFF, 0x42_0000, 0x42_FFFF, 0x43_0000, 0x53_FFFF, 0x54_0000, 0x54_FFFF, 0x55_0000] {
            for code in 0..=0xFF_u64 {
                for length in [0, 1, 4, 5, 7, 8, 9, 12, 16, 0x100, 0xFFFF_FFF0] {
                    let head = tag << 40 | code << 32 | length;
                    let item = Item::from_words(head, 0);
                    let fits = item.item_type().fixed_length().is_none_or(|fixed| fixed == item.length());
                    let known = item.tag().is_valid() && item.item_type().is_known();
                    assert_eq!(is_sound(head), known && fits && !is_ragged(head), "{head:#018X}");
                    assert_eq!(is_sound(head), flaw(head, usize::MAX).is_none(), "{head:#018X}");
                    sound += usize::from(is_sound(head));
                }
            }
        }
        // Four tags; seven types of one length, six of any, structures of multiples of eight.
        assert_eq!(sound, 4 * (7 + 6 * 11 + 5));
    }
}
