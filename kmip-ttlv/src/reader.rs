//! The reader: items out of a slice.

use core::fmt;

use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, ReaderOptions, Tag};

use crate::slice::{Split, children, header, leading, length, size, split, split_wide, value};
use crate::word::is_word;

/// Reads items out of a slice, borrowing text and bytes from it; needs no allocator.
///
/// KMIP 2.1 §10.1. [`next`](kmip_types::Reader::next) checks tag, bounds, depth, the number of items and the lengths of
/// structures; a value is checked when it is taken. An item whose value nobody takes is not checked: use
/// [`skip`](kmip_types::Reader::skip) or [`value`](kmip_types::Reader::value) to pass over items.
///
/// The root level may hold any number of items, one after another.
///
/// ```
/// use kmip_ttlv::Reader;
/// use kmip_ttlv::kmip_types::{Reader as _, Tag, Value};
///
/// let input = [0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0];
/// let mut reader = Reader::new(&input);
/// assert_eq!(reader.read()?, Some((Tag::BATCH_COUNT, Value::Integer(3))));
/// assert_eq!(reader.read()?, None);
/// # Ok::<(), kmip_ttlv::kmip_types::Fault>(())
/// ```
#[derive(Clone)]
pub struct Reader<'a> {
    /// What is left of the structure being read.
    rest: &'a [u8],
    /// How many more items may come.
    items: usize,
    /// The first byte of the tags that take the short way: that of the standard's tags; none in a lenient reader.
    quick: u64,
    /// How many places of `outer` are taken, counting those that the depth limit leaves unused.
    level: usize,
    /// The level of the root.
    root: usize,
    input: &'a [u8],
    fault: Option<Fault>,
    message_bytes: usize,
    lenient: bool,
    /// What is left of each structure around the one being read.
    outer: [&'a [u8]; Limits::MAX_DEPTH],
}

/// The first byte of all tags of the standard.
const STANDARD: u64 = 0x42;
/// What no byte is.
const NONE: u64 = u64::MAX;

impl<'a> Reader<'a> {
    /// A strict reader with the default limits.
    #[must_use]
    pub fn new(input: &'a [u8]) -> Self {
        Self::with_options(input, &ReaderOptions::default())
    }

    /// A reader with other limits, or a lenient one.
    ///
    /// An input of more than `limits.message_bytes` is refused by the first [`next`](kmip_types::Reader::next).
    #[must_use]
    pub fn with_options(input: &'a [u8], options: &ReaderOptions<'_>) -> Self {
        let Limits { message_bytes, depth, items, .. } = options.limits;
        // The limit is where the stack ends, so that one check finds both.
        let root = Limits::MAX_DEPTH.saturating_sub(depth);
        Self {
            rest: input,
            // No item may come out of an input that is too large.
            items: if input.len() > message_bytes { 0 } else { items },
            quick: if options.lenient { NONE } else { STANDARD },
            level: root,
            root,
            input,
            fault: None,
            message_bytes,
            lenient: options.lenient,
            outer: [&[]; Limits::MAX_DEPTH],
        }
    }

    /// The short way: an item with a tag of the standard, in a strict reader, and at least two words of input.
    #[inline(always)]
    fn advance(&mut self) -> Item {
        let Some(split) = split_wide(self.rest) else {
            return if self.rest.is_empty() { self.close() } else { self.long_way() };
        };
        if split.head >> 56 != self.quick {
            return self.long_way();
        }
        let (items, none_left) = self.items.overflowing_sub(1);
        self.items = items;
        if none_left {
            self.items = 0;
            return self.long_way();
        }
        self.enter(split).unwrap_or_else(|| self.long_way())
    }

    /// The same for everything: empty items at an end, vendors' tags, lenience, failures.
    #[inline(never)]
    fn long_way(&mut self) -> Item {
        let (Some(mut split), Some(items)) = (split(self.rest), self.items.checked_sub(1)) else {
            return self.refuse();
        };
        let item = Item::from_words(split.head, split.word);
        if !item.tag().is_valid() {
            return self.refuse();
        }
        if self.lenient && item.length() == 4 {
            split.word &= 0xFFFF_FFFF_0000_0000;
        }
        let Some(item) = self.enter(split) else {
            return self.refuse();
        };
        self.items = items;
        item
    }

    /// Goes behind an item, or into a structure, whose mark is the offset at which it starts. `None`: not allowed.
    #[inline(always)]
    fn enter(&mut self, Split { head, mut word, item, rest }: Split<'a>) -> Option<Item> {
        if Item::from_words(head, word).item_type() == ItemType::STRUCTURE {
            if length(head) & 7 != 0 {
                return None;
            }
            *self.outer.get_mut(self.level)? = rest;
            self.level = self.level.wrapping_add(1);
            word = u64::try_from(self.position(self.rest)).unwrap_or(u64::MAX);
            self.rest = children(item);
        } else {
            self.rest = rest;
        }
        Some(Item::from_words(head, word))
    }

    /// Leaves the structure at its end.
    fn close(&mut self) -> Item {
        if self.level > self.root {
            self.level = self.level.wrapping_sub(1);
            if let Some(outer) = self.outer.get(self.level) {
                self.rest = outer;
            }
        }
        Item::END
    }

    /// The offset of `part`, which is a slice of the input.
    #[inline(always)]
    fn position(&self, part: &[u8]) -> usize {
        part.as_ptr().addr().wrapping_sub(self.input.as_ptr().addr())
    }

    /// Finds out why the next item cannot be returned. Nobody has gone on, so the next call fails again.
    #[cold]
    #[inline(never)]
    fn refuse(&mut self) -> Item {
        let head = header(self.rest);
        let item = Item::from_words(head.unwrap_or_default(), 0);
        let kind = if self.input.len() > self.message_bytes {
            ErrorKind::TooLarge
        } else if head.is_none() {
            ErrorKind::Truncated
        } else if !item.tag().is_valid() {
            ErrorKind::InvalidTag
        } else if !item.item_type().is_known() {
            ErrorKind::UnknownType
        } else if item.item_type() == ItemType::STRUCTURE && item.length() & 7 != 0
            || item.item_type().fixed_length().is_some_and(|fixed| fixed != item.length())
        {
            ErrorKind::Length
        } else if split(self.rest).is_none() {
            ErrorKind::Truncated
        } else if item.item_type() == ItemType::STRUCTURE && self.level >= Limits::MAX_DEPTH {
            ErrorKind::Depth
        } else {
            ErrorKind::TooManyItems
        };
        self.fault = Some(Fault::new(kind, item.tag(), self.position(self.rest)));
        Item::FAILED
    }

    /// Notes why the value of the item just returned cannot be taken.
    #[cold]
    #[inline(never)]
    fn fail(&mut self, kind: ErrorKind, item: Item) {
        self.fault = Some(Fault::new(kind, item.tag(), kmip_types::Reader::offset(self, item)));
    }

    /// Why an item cannot be passed over.
    #[cold]
    #[inline(never)]
    fn unsound(&mut self, item: Item) -> Fault {
        let value = if item.is_failed() { None } else { kmip_types::Reader::value(self, item).err() };
        value.unwrap_or_else(|| kmip_types::Reader::fault(self))
    }

    /// The value of the item just returned, without its padding.
    #[inline(always)]
    fn body(&mut self, item: Item) -> Option<&'a [u8]> {
        match value(self.input, item.head(), self.position(self.rest)) {
            Some((value, zero)) if zero || self.lenient => return Some(value),
            Some(_) => self.fail(ErrorKind::Padding, item),
            None => self.fail(ErrorKind::Truncated, item),
        }
        None
    }

    /// Insists on a multiple of eight bytes, and on no more of them than the number needs.
    fn big_integer(&mut self, item: Item) -> Option<&'a [u8]> {
        if item.length() & 7 != 0 {
            self.fail(ErrorKind::Length, item);
            return None;
        }
        let value = self.body(item)?;
        match leading(value) {
            None | Some((0, Some(0..=0x7F)) | (u64::MAX, Some(0x80..))) if !self.lenient => {
                self.fail(ErrorKind::BigInteger, item);
                None
            }
            _ => Some(value),
        }
    }
}

impl<'a> kmip_types::Reader<'a> for Reader<'a> {
    fn next(&mut self) -> Item {
        self.advance()
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        let value = self.body(item)?;
        let text = core::str::from_utf8(value).ok();
        if text.is_none() {
            self.fail(ErrorKind::Utf8, item);
        }
        text
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        if item.item_type() == ItemType::BIG_INTEGER { self.big_integer(item) } else { self.body(item) }
    }

    fn fault(&self) -> Fault {
        self.fault.unwrap_or_else(|| Fault::new(ErrorKind::Truncated, Tag::default(), self.position(self.rest)))
    }

    fn offset(&self, item: Item) -> usize {
        if item.is_end() || item.is_failed() {
            self.position(self.rest)
        } else if item.item_type() == ItemType::STRUCTURE {
            usize::try_from(item.word()).unwrap_or(usize::MAX)
        } else {
            self.position(self.rest).saturating_sub(size(item.head()).unwrap_or(usize::MAX))
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        let mut depth = 1_usize;
        while depth > 0 {
            let item = self.advance();
            if is_word(item) {
                continue;
            }
            let sound = match item.item_type() {
                _ if item.is_end() => {
                    depth = depth.wrapping_sub(1);
                    true
                }
                ItemType::STRUCTURE => {
                    depth = depth.wrapping_add(1);
                    true
                }
                ItemType::BYTE_STRING | ItemType::BIG_INTEGER => self.bytes(item).is_some(),
                item_type if item_type.is_text() => self.text(item).is_some(),
                _ => false,
            };
            if !sound {
                return Err(self.unsound(item));
            }
        }
        Ok(())
    }
}

/// Prints where the reader stands, never what it reads.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.position(self.rest))
            .field("depth", &self.level.saturating_sub(self.root))
            .field("lenient", &self.lenient)
            .finish_non_exhaustive()
    }
}
