//! The reader: items out of a slice.

mod fast;

use core::fmt;

use kmip_types::format::{Detail, Failed, Fault, Item};
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use self::fast::Items;
use crate::check::mended;
use crate::header::{flaw, header, size};
use crate::slice::{leading, split, value};

/// The number of bytes that tag, type and length take.
const HEADER: usize = 8;

/// Reads items out of a slice; needs no allocator.
///
/// Text and bytes are borrowed from the slice.
///
/// KMIP 2.1 §10.1. [`next`](kmip_types::format::Reader::next) checks tag, bounds, depth, the number of items and the lengths of
/// structures; a value is checked when it is taken. An item whose value nobody takes is not checked: use
/// [`skip`](kmip_types::format::Reader::skip) or [`value`](kmip_types::format::Reader::value) to pass over items.
///
/// The root level may hold any number of items, one after another.
///
/// ```
/// use kmip_ttlv::TtlvReader;
/// use kmip_ttlv::kmip_types::Tag;
/// use kmip_ttlv::kmip_types::format::Reader as _;
/// use kmip_ttlv::kmip_types::items::Value;
///
/// let input = [0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0];
/// let mut reader = TtlvReader::new(&input);
/// assert_eq!(reader.read()?, Some((Tag::BATCH_COUNT, Value::Integer(3))));
/// assert_eq!(reader.read()?, None);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
#[derive(Clone)]
pub struct TtlvReader<'a> {
    /// The rest of the structure being read.
    rest: &'a [u8],
    /// The number of items that may still come.
    items: Items,
    /// The number of places of `outer` that are taken.
    ///
    /// The places that the depth limit leaves unused count too.
    level: usize,
    /// The level of the root.
    root: usize,
    input: &'a [u8],
    fault: Option<Fault>,
    message_bytes: usize,
    lenient: bool,
    /// The rest of each structure around the one being read.
    outer: [&'a [u8]; Limits::MAX_DEPTH],
}

impl<'a> TtlvReader<'a> {
    /// A strict reader with the default limits.
    #[must_use]
    pub fn new(input: &'a [u8]) -> Self {
        Self::with_options(input, &ReaderOptions::default())
    }

    /// A reader with other limits, or a lenient one.
    ///
    /// An input of more than `limits.message_bytes` is refused by the first [`next`](kmip_types::format::Reader::next).
    #[must_use]
    pub fn with_options(input: &'a [u8], options: &ReaderOptions<'_>) -> Self {
        let Limits { message_bytes, depth, items, .. } = options.limits;
        // The limit is where the stack ends, so that one check finds both.
        let root = Limits::MAX_DEPTH.saturating_sub(depth);
        Self {
            rest: input,
            // No item may come out of an input that is too large.
            items: match (input.len() > message_bytes, options.lenient) {
                (true, _) => Items { strict: 0, lenient: 0 },
                (false, true) => Items { strict: 0, lenient: items },
                (false, false) => Items { strict: items, lenient: 0 },
            },
            level: root,
            root,
            input,
            fault: None,
            message_bytes,
            lenient: options.lenient,
            // What is in there does not matter; of the empty slice, whose words differ, it would be two stores each.
            outer: [input; Limits::MAX_DEPTH],
        }
    }

    /// Returns the next item, whatever it is.
    ///
    /// These are empty items at an end, vendors' tags, lenience, failures.
    #[inline(never)]
    fn next_slow(&mut self) -> Item {
        self.items.swap_if(self.lenient);
        let item = self.item_slow();
        self.items.swap_if(self.lenient);
        item.unwrap_or_else(|| self.refuse())
    }

    /// Takes any item that may be taken.
    ///
    /// `None`, and nothing is changed, if there is none.
    fn item_slow(&mut self) -> Option<Item> {
        let mut split = split(self.rest)?;
        let item = Item::from_words(split.head, split.word);
        if !item.tag().is_valid() {
            return None;
        }
        if self.lenient {
            split.word = mended(split.head, split.word);
        }
        if item.item_type() == ItemType::STRUCTURE { self.descend(split) } else { self.pass(split) }
    }

    /// Leaves the structure at its end.
    fn close(&mut self) -> Item {
        if self.level > self.root {
            self.level = self.level.wrapping_sub(1);
            // The level is a place in the array: the remainder only spares the test.
            if let Some(outer) = self.outer.get(self.level % Limits::MAX_DEPTH) {
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

    /// Finds out why the next item cannot be returned.
    ///
    /// Nobody has gone on, so the next call fails again.
    #[cold]
    #[inline(never)]
    fn refuse(&mut self) -> Item {
        let head = header(self.rest);
        let item = Item::from_words(head.unwrap_or_default(), 0);
        let flaw = match head {
            _ if self.input.len() > self.message_bytes => Some(ErrorKind::TooLarge),
            Some(head) => flaw(head, self.rest.len()),
            None => Some(ErrorKind::Truncated),
        };
        let kind = match flaw {
            Some(kind) => kind,
            None if item.item_type() == ItemType::STRUCTURE && self.level >= Limits::MAX_DEPTH => ErrorKind::Depth,
            None => ErrorKind::TooManyItems,
        };
        self.fault = Some(Fault::new(kind, item.tag(), self.position(self.rest)));
        Item::FAILED
    }

    /// Notes why the value of the item just returned cannot be taken.
    #[cold]
    #[inline(never)]
    fn fail(&mut self, kind: ErrorKind, item: Item) {
        self.fault = Some(Fault::new(kind, item.tag(), kmip_types::format::Reader::offset(self, item)));
    }

    /// Returns why an item cannot be passed over.
    #[cold]
    #[inline(never)]
    fn unsound(&mut self, item: Item) -> Fault {
        let value = if item.is_failed() { None } else { kmip_types::format::Reader::value(self, item).err() };
        value.unwrap_or_else(|| kmip_types::format::Reader::fault(self))
    }

    /// The value of the item just returned, without its padding.
    #[inline(always)]
    fn body(&mut self, item: Item) -> Option<&'a [u8]> {
        let Some((value, padding)) = value(self.input, item.head(), self.position(self.rest)) else {
            self.fail(ErrorKind::Truncated, item);
            return None;
        };
        if padding == 0 { Some(value) } else { self.padded(item, value) }
    }

    /// A value whose padding is not zero.
    #[cold]
    #[inline(never)]
    fn padded(&mut self, item: Item, value: &'a [u8]) -> Option<&'a [u8]> {
        if self.lenient {
            return Some(value);
        }
        self.fail(ErrorKind::Padding, item);
        None
    }

    /// Returns a Big Integer, if it has a multiple of eight bytes.
    ///
    /// It may have no more of them than the number needs.
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

impl<'a> kmip_types::format::Reader<'a> for TtlvReader<'a> {
    fn next(&mut self) -> Item {
        self.next_fast()
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

    fn held_text(&self) -> Result<&str, Failed> {
        Err(Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        Err(Failed)
    }

    fn fault(&self) -> Fault {
        self.fault.unwrap_or_else(|| Fault::new(ErrorKind::Truncated, Tag::default(), self.position(self.rest)))
    }

    fn detail(&self) -> Option<Detail> {
        let fault = self.fault?;
        let item = Item::from_words(header(self.input.get(fault.offset()?..)?)?, 0);
        if fault.kind() == ErrorKind::Padding && item.item_type().is_text() {
            return Some(Detail::of_text_length());
        }
        if fault.kind() != ErrorKind::Truncated {
            return None;
        }
        let available = u64::try_from(self.rest.len().saturating_sub(HEADER)).ok()?;
        Some(Detail::of_shortage(u64::from(item.length()), available))
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
            let item = self.next_fast();
            if item.as_word_item().is_some() {
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
impl fmt::Debug for TtlvReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TtlvReader")
            .field("offset", &self.position(self.rest))
            .field("depth", &self.level.saturating_sub(self.root))
            .field("lenient", &self.lenient)
            .finish_non_exhaustive()
    }
}
