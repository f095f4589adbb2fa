//! The checks of the values of items.
//!
//! All that look at values share these checks, whether they see a value whole or in parts.

use kmip_types::format::{Fault, Item};
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::header::{flaw, header, length, size};
use crate::slice::{leading, value};

/// Returns the value of an item, without padding.
///
/// A Big Integer is refused if its length is one that no Big Integer can have.
#[inline(always)]
pub(crate) fn body(head: u64, item: &[u8], lenient: bool) -> Result<&[u8], ErrorKind> {
    match value(item, head, item.len()) {
        Some((value, padding)) if padding == 0 || lenient => Ok(value),
        Some(_) if is_number(head) => Err(ErrorKind::Length),
        Some(_) => Err(ErrorKind::Padding),
        None => Err(ErrorKind::Truncated),
    }
}

/// Returns whether this is the header of a Big Integer with a wrong length.
///
/// One with padding has a length that it cannot have.
#[cold]
fn is_number(head: u64) -> bool {
    Item::from_words(head, 0).item_type() == ItemType::BIG_INTEGER
}

/// A Boolean whose one has come to the other end: true.
///
/// A widely installed client writes it so.
const SWAPPED: u64 = 0x0100_0000_0000_0000;

/// Returns the first word of an item as a strict reader wants it.
///
/// What lenient readers pass over is removed from it.
#[cold]
pub(crate) fn mended(head: u64, word: u64) -> u64 {
    match (length(head), word) {
        (4, _) => word & 0xFFFF_FFFF_0000_0000,
        (8, SWAPPED) if Item::from_words(head, 0).item_type() == ItemType::BOOLEAN => 1,
        _ => word,
    }
}

/// Checks the whole value of a Big Integer, and returns it.
///
/// It takes a multiple of eight bytes, and no more of them than the number needs.
pub(crate) fn big_integer(value: &[u8], lenient: bool) -> Result<&[u8], ErrorKind> {
    if value.len() & 7 != 0 {
        return Err(ErrorKind::Length);
    }
    big_integer_start(value, lenient).map(|()| value)
}

/// Checks the first nine bytes of a Big Integer, or all if it has fewer.
///
/// The number may take no word more than it needs.
pub(crate) fn big_integer_start(value: &[u8], lenient: bool) -> Result<(), ErrorKind> {
    match leading(value) {
        None | Some((0, Some(0..=0x7F)) | (u64::MAX, Some(0x80..))) if !lenient => Err(ErrorKind::BigInteger),
        _ => Ok(()),
    }
}

/// Checks an item, which starts at this offset, and everything in it.
///
/// The closure `check_value` judges every item that is no structure.
///
/// Goes from item to item, with the ends of the structures around it: the lengths say the rest.
pub(crate) fn check(
    root: &[u8],
    start: u32,
    options: &ReaderOptions<'_>,
    check_value: impl Fn(u64, &[u8], u32) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let Limits { depth, mut items, .. } = options.limits;
    let mut ends = [0_u32; Limits::MAX_DEPTH];
    let mut level = 0_usize;
    let mut position = start;
    loop {
        while innermost(&ends, level) == Some(position) {
            level = level.wrapping_sub(1);
        }
        let rest = match innermost(&ends, level) {
            Some(end) => root.get(place(position, start)..place(end, start)).unwrap_or_default(),
            None if position == start => root,
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
            check_value(head, rest.get(..size).unwrap_or_default(), position)?;
            position = next;
        }
    }
}

/// Returns where an offset lies in the item that starts at this one.
fn place(offset: u32, start: u32) -> usize {
    usize::try_from(offset.saturating_sub(start)).unwrap_or(usize::MAX)
}

/// Returns where the innermost open structure ends.
pub(crate) fn innermost(ends: &[u32], level: usize) -> Option<u32> {
    ends.get(level.checked_sub(1)?).copied()
}
