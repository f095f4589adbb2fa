//! What is wrong with an item: the same answer for whoever looks at it, whole or in parts.

use kmip_types::{ErrorKind, Fault, Item, ItemType, ItemView as _, Limits, ReaderOptions, Tag};

use crate::slice::{header, leading, length, size, value};
use crate::view::View;

/// What is wrong with a header, where this many bytes of room are left for the item.
pub(crate) fn flaw(head: u64, room: usize) -> Option<ErrorKind> {
    let item = Item::from_words(head, 0);
    let item_type = item.item_type();
    if !item.tag().is_valid() {
        return Some(ErrorKind::InvalidTag);
    }
    if !item_type.is_known() {
        return Some(ErrorKind::UnknownType);
    }
    let is_ragged = item_type == ItemType::STRUCTURE && length(head) & 7 != 0;
    if is_ragged || item_type.fixed_length().is_some_and(|fixed| fixed != item.length()) {
        return Some(ErrorKind::Length);
    }
    if size(head).is_none_or(|size| size > room) { Some(ErrorKind::Truncated) } else { None }
}

/// The same as one question: whether nothing is wrong with a header, wherever the item ends.
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

/// The value of an item, without padding; of a Big Integer only one that has a length that it can have.
#[inline(always)]
pub(crate) fn body(head: u64, item: &[u8], lenient: bool) -> Result<&[u8], ErrorKind> {
    match value(item, head, item.len()) {
        Some((value, padding)) if padding == 0 || lenient => Ok(value),
        Some(_) if is_ragged_number(head) => Err(ErrorKind::Length),
        Some(_) => Err(ErrorKind::Padding),
        None => Err(ErrorKind::Truncated),
    }
}

/// Whether this is the header of a Big Integer whose length is no multiple of eight.
#[cold]
fn is_ragged_number(head: u64) -> bool {
    Item::from_words(head, 0).item_type() == ItemType::BIG_INTEGER && length(head) & 7 != 0
}

/// The value of a Big Integer: a multiple of eight bytes, and no more of them than the number needs.
pub(crate) fn big_integer(value: &[u8], lenient: bool) -> Result<&[u8], ErrorKind> {
    if value.len() & 7 != 0 {
        return Err(ErrorKind::Length);
    }
    big_integer_start(value, lenient).map(|()| value)
}

/// The same of its first nine bytes, if it has so many: no word more than the number needs.
pub(crate) fn big_integer_start(value: &[u8], lenient: bool) -> Result<(), ErrorKind> {
    match leading(value) {
        None | Some((0, Some(0..=0x7F)) | (u64::MAX, Some(0x80..))) if !lenient => Err(ErrorKind::BigInteger),
        _ => Ok(()),
    }
}

/// Checks an item and everything in it.
///
/// Goes from item to item, with the ends of the structures around it: the lengths say the rest.
pub(crate) fn check(root: View<'_>, options: &ReaderOptions<'_>) -> Result<(), Fault> {
    let Limits { depth, mut items, .. } = options.limits;
    let mut ends = [0_u32; Limits::MAX_DEPTH];
    let mut level = 0_usize;
    let mut position = root.start();
    loop {
        while innermost(&ends, level) == Some(position) {
            level = level.wrapping_sub(1);
        }
        let rest = match innermost(&ends, level) {
            Some(end) => root.slice(position, end),
            None if position == root.start() => root.as_bytes(),
            None => return Ok(()),
        };
        let refuse = |kind, tag| Err(Fault::new(kind, tag, usize::try_from(position).unwrap_or(usize::MAX)));
        let Some(head) = header(rest) else { return refuse(ErrorKind::Truncated, Tag::default()) };
        let tag = Item::from_words(head, 0).tag();
        if let Some(kind) = flaw(head, rest.len()) {
            return refuse(kind, tag);
        }
        let size = size(head).unwrap_or(usize::MAX);
        let is_structure = Item::from_words(head, 0).item_type() == ItemType::STRUCTURE;
        if is_structure && level >= depth.min(Limits::MAX_DEPTH) {
            return refuse(ErrorKind::Depth, tag);
        }
        match items.checked_sub(1) {
            Some(left) => items = left,
            None => return refuse(ErrorKind::TooManyItems, tag),
        }
        let next = position.saturating_add(u32::try_from(size).unwrap_or(u32::MAX));
        if is_structure {
            if let Some(end) = ends.get_mut(level) {
                *end = next;
            }
            level = level.wrapping_add(1);
            position = position.saturating_add(8);
        } else {
            let item = rest.get(..size).unwrap_or_default();
            View::part(head, item, position, root.is_lenient()).value()?;
            position = next;
        }
    }
}

/// Where the innermost open structure ends.
pub(crate) fn innermost(ends: &[u32], level: usize) -> Option<u32> {
    ends.get(level.checked_sub(1)?).copied()
}
