//! The wire format, and every bounds check.
//!
//! One split takes the first item off a slice.
//!
//! ```text
//!  0      3    4         8                       8 + length
//! ┌──────┬────┬─────────┬───────────────────────┬─────────┐
//! │ tag  │type│ length  │ value                 │ padding │   KMIP 2.1 §10.1; all numbers big-endian
//! └──────┴────┴─────────┴───────────────────────┴─────────┘
//!  3      1    4         length                  0 to 7, zero, up to a multiple of 8
//!
//! Structure                                 value: its children, one after another; length a multiple of 8
//! Integer, Enumeration, Interval            length 4, padding 4
//! Long Integer, Date Time, – Extended       length 8
//! Boolean                                   length 8, value 0 or 1
//! Big Integer                               two's complement, sign extended on the left to a multiple of 8, at least 8
//! Text String, Identifier, (Name) Reference length of the UTF-8
//! Byte String                               any length
//! ```
//! The length does not count the padding. Every item takes a multiple of eight bytes, so every item starts at one.

use crate::header::{header, length, size};

/// The first item of a slice, and what follows it.
#[derive(Clone, Copy)]
pub(crate) struct Split<'a> {
    /// Tag, type, length.
    pub(crate) head: u64,
    /// The first eight bytes of the value with its padding; 0 if there are none.
    pub(crate) word: u64,
    /// The item.
    pub(crate) item: &'a [u8],
    /// The bytes that follow the item.
    pub(crate) rest: &'a [u8],
}

/// Splits the first item off, and tells its header.
///
/// `None` if the input does not hold all of it.
#[inline(always)]
pub(crate) fn split_item(input: &[u8]) -> Option<(u64, &[u8], &[u8])> {
    let head = header(input)?;
    let (item, rest) = input.split_at_checked(size(head)?)?;
    Some((head, item, rest))
}

/// The value of the first item of a slice, and what follows the item.
pub(crate) struct Entry<'a> {
    /// Tag, type, length.
    pub(crate) head: u64,
    /// The value with its padding.
    pub(crate) value: &'a [u8],
    /// The bytes that follow the item.
    pub(crate) rest: &'a [u8],
}

/// Takes the first item apart; `None` if the input does not hold all of it.
#[inline(always)]
pub(crate) fn enter(input: &[u8]) -> Option<Entry<'_>> {
    let (header, body) = input.split_first_chunk()?;
    let head = u64::from_be_bytes(*header);
    let padded = usize::try_from(length(head).wrapping_add(7) & !7).ok()?;
    let (value, rest) = body.split_at_checked(padded)?;
    Some(Entry { head, value, rest })
}

/// Splits the first item off, with the first word of its value.
pub(crate) fn split(input: &[u8]) -> Option<Split<'_>> {
    let (head, item, rest) = split_item(input)?;
    let word = children(item).first_chunk().map_or(0, |word| u64::from_be_bytes(*word));
    Some(Split { head, word, item, rest })
}

/// Splits the first item off with one check less than [`split`].
///
/// It also returns `None` for an empty item at the very end of the input, and `word` is what follows an empty item
/// elsewhere. With it come the first byte of the tag, and that of the type, as the input has them: so they cost two
/// compares with memory.
#[inline(always)]
pub(crate) fn split_wide(input: &[u8]) -> Option<(Split<'_>, u8, u8)> {
    let (first, second) = input.first_chunk::<16>()?.split_first_chunk()?;
    let [tag, _, _, item_type, ..]: [u8; 8] = *first;
    let head = u64::from_be_bytes(*first);
    let word = u64::from_be_bytes(*second.first_chunk()?);
    let (item, rest) = input.split_at_checked(size(head)?)?;
    Some((Split { head, word, item, rest }, tag, item_type))
}

/// An item without its header.
#[inline(always)]
pub(crate) fn children(item: &[u8]) -> &[u8] {
    item.split_at_checked(8).map_or(&[], |(_, children)| children)
}

/// The value of the item with this head that ends at offset `end`, and its padding.
#[inline(always)]
pub(crate) fn value(input: &[u8], head: u64, end: usize) -> Option<(&[u8], u64)> {
    let (before, _) = input.split_at_checked(end)?;
    let (_, item) = before.split_at_checked(end.checked_sub(size(head)?)?)?;
    let (_, body) = item.split_at_checked(8)?;
    let (value, _) = body.split_at_checked(usize::try_from(length(head)).ok()?)?;
    // The padding is the end of the last word: one mask leaves nothing else of it.
    let last = item.last_chunk().map_or(0, |word| u64::from_be_bytes(*word));
    let padding = u32::try_from(length(head).wrapping_neg() & 7).ok()?;
    let mask = 1_u64.wrapping_shl(padding.wrapping_mul(8)).wrapping_sub(1);
    Some((value, last & mask))
}

/// The first word of a Big Integer and the byte behind it.
///
/// `None` if it has no word.
pub(crate) fn leading(value: &[u8]) -> Option<(u64, Option<u8>)> {
    let (word, rest) = value.split_first_chunk()?;
    Some((u64::from_be_bytes(*word), rest.first().copied()))
}
