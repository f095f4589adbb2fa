//! The start of an item: all that comes before its text or bytes.
//!
//! It is a key and a head or two, which may not all be there yet.

use kmip_types::format::Item;
use kmip_types::{ErrorKind, Tag};

use crate::entry::{Taker, take_key, take_value};
use crate::head::{self, take, take_message};

/// The most bytes that the start of an item takes.
///
/// It has a key, the head of a pair, a type and a number, each as long as it can be.
pub(crate) const LONGEST: usize = 4 * head::LONGEST;

/// Returns what the bytes start with, and how many bytes that takes.
///
/// They start with a message, or with an item if `items` more may come.
///
/// `Truncated` where they are not enough.
pub(crate) fn parse(input: &[u8], is_message: bool, items: usize) -> Result<(Start, usize), (ErrorKind, Tag)> {
    if is_message {
        return match take_message(input) {
            Ok(rest) => Ok((Start::Message, input.len().saturating_sub(rest.len()))),
            Err(kind) => Err((kind, Tag::default())),
        };
    }
    let (tag, class, rest) = take_key(input).map_err(|kind| (kind, Tag::default()))?;
    if items == 0 {
        return Err((ErrorKind::TooManyItems, tag));
    }
    let (value, rest) = take(rest).map_err(|kind| (kind, tag))?;
    let mut taken = Taken { rest, start: None, kind: ErrorKind::Truncated };
    let item = take_value(&mut taken, tag, class, value);
    if item.is_failed() {
        return Err((taken.kind, tag));
    }
    let start = match taken.start {
        Some(Start::Body(_, length)) => Start::Body(item, length),
        Some(start) => start,
        None => Start::Word(item),
    };
    Ok((start, input.len().saturating_sub(taken.rest.len())))
}

/// The start of an item: what comes before its text or bytes.
#[derive(Clone, Copy)]
pub(crate) enum Start {
    /// The head of a message.
    Message,
    /// An item that is one word, all of it.
    Word(Item),
    /// Text or bytes of this length.
    Body(Item, usize),
    /// A structure with this many items.
    Structure(Tag, usize),
}

/// The start of an item being taken, and what is wrong with it.
struct Taken<'a> {
    rest: &'a [u8],
    start: Option<Start>,
    kind: ErrorKind,
}

impl<'a> Taker<'a> for Taken<'a> {
    fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn go_on(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    /// Nobody knows what comes; the limit will tell.
    fn has_room(&self, _: usize) -> bool {
        true
    }

    fn keep(&mut self, length: usize) -> bool {
        self.start = Some(Start::Body(Item::END, length));
        true
    }

    fn enter(&mut self, tag: Tag, count: usize) -> Item {
        self.start = Some(Start::Structure(tag, count));
        Item::structure(tag, 0)
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind, _: Tag) -> Item {
        self.kind = kind;
        Item::FAILED
    }
}
