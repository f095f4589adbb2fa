//! Items as objects.
//!
//! ```text
//! {"tag":"Name","type":"Integer","value":8}                      a tag that the version has
//! {"tag":"0x540001","name":"Label","type":"…","value":…}         any other, the label only where the vendor names it
//! {"tag":"Name","value":[…]}                                     a structure
//! ```

mod usual;
mod values;

use core::fmt;

use kmip_types::format::lexical::{Sink, write_big_integer, write_hex};
use kmip_types::format::{Fault, WordItem};
use kmip_types::names::{Naming, VendorNames};
use kmip_types::{ErrorKind, ItemType, Limits, Tag, Versions};

use crate::WriterOptions;
use crate::escape::write_escaped;
use crate::heads::{AFTER, AFTER_PRETTY, HEADS};

/// Writes one item, and everything in it, as JSON, into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_json::Writer;
/// use kmip_json::kmip_types::Tag;
/// use kmip_json::kmip_types::format::Writer as _;
/// use kmip_json::kmip_types::items::Value;
///
/// let mut writer = Writer::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"{"tag":"ProtocolVersion","value":[{"tag":"ProtocolVersionMajor","type":"Integer","value":2}]}"#
/// );
/// # Ok::<(), kmip_json::kmip_types::format::Fault>(())
/// ```
pub struct Writer<'n, W> {
    out: W,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    /// The version in whose spelling names of tags are written at once; none where objects have lines of their own, or a
    /// vendor names tags, or there must be no more items.
    plain: Versions,
    /// The same for objects with a value; none outside of all objects.
    inner: Versions,
    hex_integers: bool,
    /// How many structures are open.
    depth: usize,
    /// What the item written last still lacks: written together with what comes next.
    tail: Tail,
}

/// What an item still lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tail {
    /// How many bytes of `"},` it does not lack, or must not have.
    written: u8,
    place: Place,
}

/// Where the next item would be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind an item.
    Behind,
    /// In an array that is empty so far, or at the start.
    First,
    /// Nowhere: the outermost item is complete.
    None,
}

impl Tail {
    /// The `"}` of a string.
    const QUOTE: Self = Self { written: 0, place: Place::Behind };
    /// The `}` of a number or of an array.
    const BRACE: Self = Self { written: 1, place: Place::Behind };
    /// An array that is empty so far, or there is no item yet.
    const START: Self = Self { written: 3, place: Place::First };
    /// Nothing: this was the outermost item.
    const ALL: Self = Self { written: 3, place: Place::None };
}

impl<'n, W: Sink> Writer<'n, W> {
    /// A writer on one line, without vendor's names.
    #[must_use]
    pub fn new(out: W) -> Self {
        Self::with_options(out, &WriterOptions::default())
    }

    /// A writer with these options.
    #[must_use]
    pub fn with_options(out: W, options: &WriterOptions<'n>) -> Self {
        let naming = Naming::new(options.names);
        let naming = options.version.map_or(naming, |version| naming.with_version(version));
        let &WriterOptions { pretty, hex_integers, names, .. } = options;
        let (plain, tail) = (Versions::NONE, Tail::START);
        let mut writer = Self { out, naming, names, pretty, plain, inner: plain, hex_integers, depth: 0, tail };
        writer.follow_versions();
        writer
    }

    /// The sink, which has the whole text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<W, Fault> {
        let (out, done) = self.into_parts();
        done.map(|()| out)
    }

    /// The sink in any case, and whether it has the whole text.
    pub(crate) fn into_parts(self) -> (W, Result<(), Fault>) {
        let is_whole = self.depth == 0;
        (self.out, if is_whole { Ok(()) } else { Err(fault(ErrorKind::Unbalanced, Tag::default())) })
    }

    #[inline(always)]
    fn push(&mut self, text: &str) -> Result<(), ErrorKind> {
        self.out.put(text).map_err(full)
    }

    /// Writes names as the version spells them that is known now.
    fn follow_versions(&mut self) {
        let is_plain = !self.pretty && self.names.tags.is_empty() && self.tail != Tail::ALL;
        self.plain = if is_plain { self.naming.versions() } else { Versions::NONE };
        self.inner = if self.depth > 0 { self.plain } else { Versions::NONE };
    }

    /// Writes an object up to its value.
    #[inline(always)]
    fn start(&mut self, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        match tag.spelling_in(self.plain) {
            Some(name) if self.has_room() => {
                HEADS.write(&mut self.out, name, item_type, self.tail.written.into()).map_err(full)
            }
            _ => self.start_otherwise(tag, item_type),
        }
    }

    /// The same on a line of its own, of a tag without a name, or where a vendor names tags.
    #[cold]
    #[inline(never)]
    fn start_otherwise(&mut self, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        self.tag(tag)?;
        self.push(if self.pretty { AFTER_PRETTY.of(item_type) } else { AFTER.of(item_type) })
    }

    /// Writes an object up to its tag, without the quote behind it.
    fn tag(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        if self.tail == Tail::ALL {
            // A document is one item.
            return Err(ErrorKind::TrailingData);
        }
        self.flush()?;
        if matches!(self.tail, Tail::BRACE | Tail::QUOTE) {
            self.push(",")?;
        }
        if self.pretty && self.depth > 0 {
            self.line()?;
        }
        self.push("{\"tag\":\"")?;
        match self.naming.tag_name(tag) {
            Some(name) if !self.names.tags.contains(&(tag, name)) => self.push(name),
            _ => self.tag_number(tag),
        }
    }

    /// Writes a tag by its number, and the vendor's name for it, without the last quote.
    fn tag_number(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        if !tag.is_valid() {
            return Err(ErrorKind::InvalidTag);
        }
        self.out.put_formatted(format_args!("0x{:06X}", tag.value())).map_err(full)?;
        let Some(label) = self.naming.tag_name(tag) else { return Ok(()) };
        self.push(if self.pretty { "\", \"name\":\"" } else { "\",\"name\":\"" })?;
        write_escaped(&mut self.out, label).map_err(full)
    }

    /// Starts a line.
    #[cold]
    fn line(&mut self) -> Result<(), ErrorKind> {
        self.push("\n")?;
        (0..self.depth).try_for_each(|_| self.push("  "))
    }

    /// Writes what the item written last lacks.
    #[cold]
    fn flush(&mut self) -> Result<(), ErrorKind> {
        match self.tail {
            Tail::BRACE => self.push("}"),
            Tail::QUOTE => self.push("\"}"),
            _ => Ok(()),
        }
    }

    /// Notes what the item just written lacks; the outermost one lacks nothing.
    #[inline(always)]
    fn wrote(&mut self, tail: Tail) -> Result<(), ErrorKind> {
        self.tail = tail;
        if self.depth == 0 { self.complete() } else { Ok(()) }
    }

    #[cold]
    fn complete(&mut self) -> Result<(), ErrorKind> {
        self.flush()?;
        self.tail = Tail::ALL;
        self.follow_versions();
        Ok(())
    }

    /// Writes an object with a value that is one word and most often a number.
    #[inline(never)]
    fn number(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        if let Some(value) = item.as_integer()
            && self.naming.is_settled()
            && !self.hex_integers
            && let Some(name) = self.usual_name_of(tag, ItemType::INTEGER)
            && !name.is_mask()
        {
            return self.usual_integer(name, value).map_err(|kind| fault(kind, tag));
        }
        self.other_word(item)
    }

    /// Writes an object with a value that is one word, of any type and tag.
    #[inline(never)]
    fn other_word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.word_object(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        self.follow_versions();
        Ok(())
    }

    /// Writes an object with a text, of any type and tag.
    #[inline(never)]
    fn other_text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.text_object(tag, item_type, text).map_err(|kind| fault(kind, tag))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn text_object(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), ErrorKind> {
        if !item_type.is_text() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        write_escaped(&mut self.out, text).map_err(full)?;
        self.wrote(Tail::QUOTE)
    }

    /// Writes an object with bytes, of any type and tag.
    #[inline(never)]
    fn other_bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.bytes_object(tag, item_type, bytes).map_err(|kind| fault(kind, tag))
    }

    fn bytes_object(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        if item_type == ItemType::BYTE_STRING {
            write_hex(&mut self.out, bytes).map_err(full)?;
        } else {
            write_big_integer(&mut self.out, bytes).map_err(full)?;
        }
        self.wrote(Tail::QUOTE)
    }

    /// Opens an object with an array, of any tag.
    #[cold]
    #[inline(never)]
    fn other_open(&mut self, tag: Tag) -> Result<(), Fault> {
        // No reader would read it.
        if self.depth >= Limits::MAX_DEPTH {
            return Err(fault(ErrorKind::Depth, tag));
        }
        self.start_otherwise(tag, ItemType::STRUCTURE).map_err(|kind| fault(kind, tag))?;
        self.depth += 1;
        self.tail = Tail::START;
        self.follow_versions();
        Ok(())
    }

    /// Closes any array and its object.
    #[cold]
    #[inline(never)]
    fn other_end(&mut self) -> Result<(), Fault> {
        self.end_object().map_err(|kind| fault(kind, Tag::default()))?;
        self.follow_versions();
        Ok(())
    }

    fn end_object(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        self.flush()?;
        if self.pretty && self.tail != Tail::START {
            self.line()?;
        }
        self.push("]")?;
        self.wrote(Tail::BRACE)
    }
}

impl<W: Sink + Default> Default for Writer<'_, W> {
    fn default() -> Self {
        Self::new(W::default())
    }
}

/// Prints how many structures are open, never what was written.
impl<W> fmt::Debug for Writer<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} open)", self.depth)
    }
}

impl<W: Sink> kmip_types::format::Writer for Writer<'_, W> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        if let Some(value) = item.as_enumeration()
            && let Some(name) = self.usual_name(tag)
            && let Some(value) = name.value_in(value, self.inner)
        {
            return self.usual_enumeration(name, value).map_err(|kind| fault(kind, tag));
        }
        self.number(item)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        if item_type == ItemType::TEXT_STRING
            && !Naming::follows_text(tag)
            && let Some(name) = self.usual_name_of(tag, ItemType::TEXT_STRING)
        {
            return self.usual_text(name, text).map_err(|kind| fault(kind, tag));
        }
        self.other_text(tag, item_type, text)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        if item_type == ItemType::BYTE_STRING
            && let Some(name) = self.usual_name_of(tag, ItemType::BYTE_STRING)
        {
            return self.usual_bytes(name, bytes).map_err(|kind| fault(kind, tag));
        }
        self.other_bytes(tag, item_type, bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.naming.open(tag);
        if self.depth < Limits::MAX_DEPTH
            && self.has_room()
            && let Some(name) = tag.spelling_in(self.plain)
        {
            return self.usual_open(name).map_err(|kind| fault(kind, tag));
        }
        self.other_open(tag)
    }

    fn end(&mut self) -> Result<(), Fault> {
        if self.is_usual_end() {
            return self.usual_end().map_err(|kind| fault(kind, Tag::default()));
        }
        self.other_end()
    }
}

/// What it means that a sink of text refuses one.
const fn full(fmt::Error: fmt::Error) -> ErrorKind {
    ErrorKind::BufferFull
}

/// An error of writing: there is no input, so no offset.
#[cold]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::new(kind, tag, 0)
}
