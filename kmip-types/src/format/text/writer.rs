//! The writer of a text format, and what the format adds to it.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

#[cfg(feature = "alloc")]
use super::EncodeInto;
use super::{Output, Tail, WriterOptions};
use crate::error::Fault;
use crate::format::lexical::Sink;
use crate::names::{Naming, Spelling};
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Limits, Tag, Versions};

/// A text format: its punctuation and its escapes.
///
/// It also keeps what the format remembers while it writes.
///
/// Functions named `fast` are called where the tag has a standard name and the sink has [`ROOM`](Self::ROOM); those
/// named `slow` in every other case.
pub trait TextFormat: Sized {
    /// `true` if tags and values are written by their names.
    ///
    /// If not, no table of names is linked.
    const HAS_NAMES: bool = true;
    /// The most bytes that the fast path copies for one item.
    const ROOM: usize;
    /// The tail behind which the first item stands.
    const START: Tail;
    /// The tail of an item with a value without quotes.
    const BEHIND_NUMBER: Tail;
    /// The tail of an item with a value in quotes.
    const BEHIND_STRING: Tail;
    /// The tail of a structure behind its end.
    const BEHIND_END: Tail;
    /// The text that begins the list of a mask's bits.
    const MASK_START: &'static str;
    /// The text between two bits of a mask.
    const MASK_SEPARATOR: &'static str;
    /// The first size of a buffer for one message: that of a small one.
    const CAPACITY: usize;

    /// The format with these options.
    fn new(options: &WriterOptions<'_>) -> Self;

    /// Copies the start of an item, without the bytes that are `written` already.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    fn start_fast(out: &mut impl Sink, name: Spelling, item_type: ItemType, written: usize) -> fmt::Result;

    /// Copies the start of an item of the type that is usual under its tag.
    ///
    /// # Errors
    /// As for [`Sink::put_part`].
    fn start_joined(out: &mut impl Sink, name: Spelling, item_type: ItemType, written: usize) -> fmt::Result;

    /// Writes the start of an item up to its value.
    ///
    /// # Errors
    /// [`InvalidTag`](ErrorKind::InvalidTag), [`TrailingData`](ErrorKind::TrailingData),
    /// [`BufferFull`](ErrorKind::BufferFull).
    fn start_slow<W: Sink>(output: &mut Output<'_, W>, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind>;

    /// Opens a structure.
    ///
    /// # Errors
    /// [`Depth`](ErrorKind::Depth), [`BufferFull`](ErrorKind::BufferFull).
    fn open_fast<W: Sink>(&mut self, output: &mut Output<'_, W>, name: Spelling) -> Result<(), ErrorKind>;

    /// Opens a structure under any tag.
    ///
    /// # Errors
    /// As for [`start_slow`](Self::start_slow); [`Depth`](ErrorKind::Depth).
    fn open_slow<W: Sink>(&mut self, output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind>;

    /// Ends the innermost structure, if its end can be copied.
    fn end_fast<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Option<Result<(), ErrorKind>>;

    /// Ends the innermost structure.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced), [`BufferFull`](ErrorKind::BufferFull).
    fn end_slow<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Result<(), ErrorKind>;

    /// Writes what the outermost item lacks.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull).
    fn complete<W: Sink>(output: &mut Output<'_, W>) -> Result<(), ErrorKind>;

    /// Appends what is encoded to a vector, by [`append`](super::append).
    ///
    /// Each format has this function, so that its writer is compiled once, in the crate of the format.
    ///
    /// # Errors
    /// As for [`append_with`](super::append_with).
    #[cfg(feature = "alloc")]
    fn append(out: &mut Vec<u8>, options: &WriterOptions<'_>, encode: EncodeInto<'_>) -> Result<(), Fault>;

    /// Writes text between quotes, so that it is read as it was.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull), and what the format has against a character.
    fn escape<W: Sink + ?Sized>(out: &mut W, text: &str) -> Result<(), ErrorKind>;

    /// Returns whether Integers are decimal numbers.
    fn has_decimal_integers(&self) -> bool;

    /// Writes an Integer that is no mask, with its quotes.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull).
    fn integer<W: Sink>(&self, output: &mut Output<'_, W>, value: i32) -> Result<(), ErrorKind>;

    /// Writes a Long Integer or a Date Time Extended, with its quotes.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull).
    fn long_integer<W: Sink>(output: &mut Output<'_, W>, value: i64) -> Result<(), ErrorKind>;
}

/// Writes items as text into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number.
///
/// After an error what was written is of no use: throw it away.
pub struct TextWriter<'n, W, F> {
    pub(super) output: Output<'n, W>,
    pub(super) format: F,
}

impl<'n, W: Sink, F: TextFormat> TextWriter<'n, W, F> {
    /// A writer on one line, without vendor's names.
    #[must_use]
    pub fn new(out: W) -> Self {
        Self::with_options(out, &WriterOptions::default())
    }

    /// A writer with these options.
    #[must_use]
    pub fn with_options(out: W, options: &WriterOptions<'n>) -> Self {
        Self { output: Output::new(out, options, F::START), format: F::new(options) }
    }

    /// The sink, which has the whole text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open; [`Truncated`](ErrorKind::Truncated) if nothing was
    /// written.
    pub fn finish(self) -> Result<W, Fault> {
        let (out, done) = self.into_parts();
        done.map(|()| out)
    }

    /// The sink in any case, and whether it has the whole text.
    pub(super) fn into_parts(self) -> (W, Result<(), Fault>) {
        let kind = match self.output.depth {
            0 if self.output.tail != F::START => return (self.output.out, Ok(())),
            0 => ErrorKind::Truncated,
            _ => ErrorKind::Unbalanced,
        };
        (self.output.out, Err(fault(kind, Tag::default())))
    }

    /// Writes an item up to its value.
    #[inline(always)]
    pub(super) fn start(&mut self, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        match spelling::<F>(tag, self.output.plain) {
            Some(name) if self.has_room() => {
                F::start_fast(&mut self.output.out, name, item_type, self.output.tail.written.into())
                    .map_err(super::full)
            }
            _ => self.start_slow(tag, item_type),
        }
    }

    #[cold]
    #[inline(never)]
    fn start_slow(&mut self, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        F::start_slow(&mut self.output, tag, item_type)
    }

    /// Notes what the item just written lacks; the outermost one lacks nothing.
    #[inline(always)]
    pub(super) fn wrote(&mut self, tail: Tail) -> Result<(), ErrorKind> {
        self.output.tail = tail;
        if self.output.depth == 0 { self.complete() } else { Ok(()) }
    }

    #[cold]
    fn complete(&mut self) -> Result<(), ErrorKind> {
        F::complete(&mut self.output)
    }

    /// Writes an item with a value that is one word and most often a number.
    #[inline(never)]
    fn number(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        if F::HAS_NAMES
            && let Some(value) = item.as_integer()
            && self.output.naming.is_settled()
            && self.format.has_decimal_integers()
            && let Some(name) = self.fast_name_of(tag, ItemType::INTEGER)
            && !name.is_mask()
        {
            return self.integer_fast(name, value).map_err(|kind| fault(kind, tag));
        }
        self.word_slow(item)
    }

    /// Writes an item with a value that is one word, of any type and tag.
    #[inline(never)]
    fn word_slow(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        self.write_word(tag, item).map_err(|kind| fault(kind, tag))?;
        if F::HAS_NAMES {
            self.output.naming.word(item);
            self.output.follow_versions();
        }
        Ok(())
    }

    /// Writes an item with a text, of any type and tag.
    #[inline(never)]
    fn text_slow(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.write_text(tag, item_type, text).map_err(|kind| fault(kind, tag))?;
        if F::HAS_NAMES {
            self.output.naming.text(tag, text);
        }
        Ok(())
    }

    /// Writes an item with bytes, of any type and tag.
    #[inline(never)]
    fn bytes_slow(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.write_bytes(tag, item_type, bytes).map_err(|kind| fault(kind, tag))
    }

    #[cold]
    #[inline(never)]
    fn open_slow(&mut self, tag: Tag) -> Result<(), Fault> {
        self.format.open_slow(&mut self.output, tag).map_err(|kind| fault(kind, tag))?;
        self.output.follow_versions();
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn end_slow(&mut self) -> Result<(), Fault> {
        self.close().map_err(|kind| fault(kind, Tag::default()))?;
        self.output.follow_versions();
        Ok(())
    }

    fn close(&mut self) -> Result<(), ErrorKind> {
        self.output.depth = self.output.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        self.format.end_slow(&mut self.output)?;
        self.wrote(F::BEHIND_END)
    }
}

impl<W: Sink + Default, F: TextFormat> Default for TextWriter<'_, W, F> {
    fn default() -> Self {
        Self::new(W::default())
    }
}

/// Prints how many structures are open, never what was written.
impl<W, F> fmt::Debug for TextWriter<'_, W, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextWriter({} open)", self.output.depth)
    }
}

impl<W: Sink, F: TextFormat> Writer for TextWriter<'_, W, F> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        if let Some(value) = item.as_enumeration()
            && let Some(name) = self.fast_name(tag)
            && let Some(value) = name.value_in(value, self.output.inner)
        {
            return self.enumeration_fast(name, value).map_err(|kind| fault(kind, tag));
        }
        self.number(item)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        if item_type == ItemType::TEXT_STRING
            && !Naming::follows_text(tag)
            && let Some(name) = self.fast_name_of(tag, ItemType::TEXT_STRING)
        {
            return self.text_fast(name, text).map_err(|kind| fault(kind, tag));
        }
        self.text_slow(tag, item_type, text)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        if item_type == ItemType::BYTE_STRING
            && let Some(name) = self.fast_name_of(tag, ItemType::BYTE_STRING)
        {
            return self.bytes_fast(name, bytes).map_err(|kind| fault(kind, tag));
        }
        self.bytes_slow(tag, item_type, bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        if F::HAS_NAMES {
            self.output.naming.open(tag);
        }
        if self.output.depth < Limits::MAX_DEPTH
            && self.has_room()
            && let Some(name) = spelling::<F>(tag, self.output.plain)
        {
            return self.format.open_fast(&mut self.output, name).map_err(|kind| fault(kind, tag));
        }
        self.open_slow(tag)
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.format.end_fast(&mut self.output) {
            Some(done) => done.map_err(|kind| fault(kind, Tag::default())),
            None => self.end_slow(),
        }
    }
}

/// The name of a tag in these versions, where the format has names at all.
#[inline(always)]
pub(super) fn spelling<F: TextFormat>(tag: Tag, versions: Versions) -> Option<Spelling> {
    if F::HAS_NAMES { tag.spelling_in(versions) } else { None }
}

/// An error of writing: there is no input, so no offset.
#[cold]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::without_offset(kind, tag)
}
