//! One item of the input: its key and the start of its value.
//!
//! The reader that takes the item keeps track of the structures around it.

use kmip_types::format::{Item, WordItem};
use kmip_types::{ErrorKind, ItemType, Tag};

use crate::head::{FALSE, Header, TRUE, take};
use crate::key::{self, Class};

/// A reader of items that stands at some place of the input.
///
/// It says what an item is there.
///
/// Each of its functions that returns an item has that, or a failure, returned to the caller as it is.
pub(crate) trait Taker<'a> {
    /// Returns what has not been taken yet.
    fn rest(&self) -> &'a [u8];

    /// Goes on to this rest.
    fn go_on(&mut self, rest: &'a [u8]);

    /// Returns whether so many more elements can come: each takes a byte at least.
    fn has_room(&self, elements: usize) -> bool;

    /// Keeps the body of an item of text or bytes, which follows, and goes behind it.
    ///
    /// `false` if it is not all there.
    fn keep(&mut self, length: usize) -> bool;

    /// Goes into a structure with this many items, which are what follows.
    fn enter(&mut self, tag: Tag, count: usize) -> Item;

    /// Refuses the item.
    fn fail(&mut self, kind: ErrorKind, tag: Tag) -> Item;
}

/// Takes a key.
#[inline(always)]
pub(crate) fn take_key(input: &[u8]) -> Result<(Tag, Class, &[u8]), ErrorKind> {
    let (key, rest) = take(input)?;
    let (k, class) = match key {
        Header::Positive(k) => (k, Class::Natural),
        Header::Negative(k) => (k, Class::Alternate),
        _ => return Err(ErrorKind::Syntax),
    };
    match key::tag(k) {
        Some(tag) => Ok((tag, class, rest)),
        None => Err(ErrorKind::InvalidTag),
    }
}

/// Takes the value whose head has just been taken.
#[inline(always)]
pub(crate) fn take_value<'a>(taker: &mut impl Taker<'a>, tag: Tag, class: Class, value: Header) -> Item {
    match class {
        Class::Natural => natural(taker, tag, value),
        Class::Alternate => alternate(taker, tag, value),
    }
}

#[inline(always)]
fn natural<'a>(taker: &mut impl Taker<'a>, tag: Tag, value: Header) -> Item {
    match value {
        Header::Positive(n) => match i32::try_from(n) {
            Ok(n) => WordItem::integer(tag, n).item(),
            Err(_) => taker.fail(ErrorKind::Number, tag),
        },
        Header::Negative(n) => match i32::try_from(n) {
            Ok(n) => WordItem::integer(tag, !n).item(),
            Err(_) => taker.fail(ErrorKind::Number, tag),
        },
        Header::Text(length) => body(taker, tag, ItemType::TEXT_STRING, length),
        Header::Bytes(length) => body(taker, tag, ItemType::BYTE_STRING, length),
        Header::Array(elements) => structure(taker, tag, elements),
        Header::Simple(TRUE) => WordItem::boolean(tag, true).item(),
        Header::Simple(FALSE) => WordItem::boolean(tag, false).item(),
        _ => taker.fail(ErrorKind::Syntax, tag),
    }
}

#[inline(always)]
fn alternate<'a>(taker: &mut impl Taker<'a>, tag: Tag, value: Header) -> Item {
    match value {
        Header::Positive(n) => match u32::try_from(n) {
            Ok(n) => WordItem::enumeration(tag, n).item(),
            Err(_) => taker.fail(ErrorKind::Number, tag),
        },
        Header::Negative(_) => taker.fail(ErrorKind::Number, tag),
        Header::Text(length) => body(taker, tag, ItemType::IDENTIFIER, length),
        Header::Bytes(length) => body(taker, tag, ItemType::BIG_INTEGER, length),
        Header::Array(2) => pair(taker, tag),
        Header::Array(_) => taker.fail(ErrorKind::Length, tag),
        _ => taker.fail(ErrorKind::Syntax, tag),
    }
}

/// Passes over the body of an item, and keeps it.
#[inline(always)]
fn body<'a>(taker: &mut impl Taker<'a>, tag: Tag, item_type: ItemType, length: usize) -> Item {
    if !taker.keep(length) {
        return taker.fail(ErrorKind::Truncated, tag);
    }
    match u32::try_from(length) {
        Ok(length) => Item::body(tag, item_type, length),
        Err(_) => taker.fail(ErrorKind::TooLarge, tag),
    }
}

#[inline(always)]
fn structure<'a>(taker: &mut impl Taker<'a>, tag: Tag, elements: usize) -> Item {
    if elements & 1 != 0 {
        return taker.fail(ErrorKind::Length, tag);
    }
    if !taker.has_room(elements) {
        return taker.fail(ErrorKind::Truncated, tag);
    }
    taker.enter(tag, elements / 2)
}

/// A value that names its type: `[type, value]`.
#[inline(never)]
fn pair<'a>(taker: &mut impl Taker<'a>, tag: Tag) -> Item {
    let (item_type, rest) = match take(taker.rest()) {
        Ok((Header::Positive(code), rest)) => {
            (u32::try_from(code).map_or_else(|_| ItemType::default(), ItemType::new), rest)
        }
        Ok(_) => return taker.fail(ErrorKind::Syntax, tag),
        Err(kind) => return taker.fail(kind, tag),
    };
    if !key::is_pair(item_type) {
        let kind = if item_type.is_known() { ErrorKind::Syntax } else { ErrorKind::UnknownType };
        return taker.fail(kind, tag);
    }
    let (value, rest) = match take(rest) {
        Ok(taken) => taken,
        Err(kind) => return taker.fail(kind, tag),
    };
    taker.go_on(rest);
    let item = match (item_type, value) {
        (ItemType::REFERENCE | ItemType::NAME_REFERENCE, Header::Text(length)) => {
            return body(taker, tag, item_type, length);
        }
        (ItemType::REFERENCE | ItemType::NAME_REFERENCE, _) => return taker.fail(ErrorKind::Syntax, tag),
        (ItemType::INTERVAL, Header::Positive(n)) => u32::try_from(n).map(|n| WordItem::interval(tag, n).item()).ok(),
        (_, Header::Positive(n)) => i64::try_from(n).ok().and_then(|n| long(tag, item_type, n)),
        (_, Header::Negative(n)) => i64::try_from(n).ok().and_then(|n| long(tag, item_type, !n)),
        _ => return taker.fail(ErrorKind::Syntax, tag),
    };
    item.unwrap_or_else(|| taker.fail(ErrorKind::Number, tag))
}

/// An item of one of the types of 64 bits.
fn long(tag: Tag, item_type: ItemType, value: i64) -> Option<Item> {
    match item_type {
        ItemType::LONG_INTEGER => Some(WordItem::long_integer(tag, value).item()),
        ItemType::DATE_TIME => Some(WordItem::date_time(tag, value).item()),
        ItemType::DATE_TIME_EXTENDED => Some(WordItem::date_time_extended(tag, value).item()),
        _ => None,
    }
}

/// Passes over this many data items, of any kind.
///
/// Those inside one of them are not counted. The function needs no stack.
pub(crate) fn pass(input: &[u8], elements: usize) -> Result<&[u8], ErrorKind> {
    let (mut rest, mut left) = (input, elements);
    while left > 0 {
        let (header, after) = take(rest)?;
        left = left.wrapping_sub(1);
        rest = after;
        match header {
            Header::Text(length) | Header::Bytes(length) => {
                rest = rest.split_at_checked(length).ok_or(ErrorKind::Truncated)?.1;
            }
            Header::Array(elements) => left = left.saturating_add(elements),
            _ => {}
        }
        // Every data item takes a byte at least.
        if left > rest.len() {
            return Err(ErrorKind::Truncated);
        }
    }
    Ok(rest)
}
