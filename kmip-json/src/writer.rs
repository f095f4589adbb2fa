//! Items as objects.
//!
//! ```text
//! {"tag":"Name","type":"Integer","value":8}                      a tag that the version has
//! {"tag":"0x540001","name":"Label","type":"…","value":…}         any other, the label only where the vendor names it
//! {"tag":"Name","value":[…]}                                     a structure
//! ```

mod values;

use core::fmt;

use kmip_types::lexical::{Sink, write_hex};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, VendorNames, Versions};

use crate::WriterOptions;
use crate::escape::write_escaped;
use crate::heads::HEADS;

/// Writes one item, and everything in it, as JSON, into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_json::Writer;
/// use kmip_json::kmip_types::{Tag, Value, Writer as _};
///
/// let mut writer = Writer::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"{"tag":"ProtocolVersion","value":[{"tag":"ProtocolVersionMajor","type":"Integer","value":2}]}"#
/// );
/// # Ok::<(), kmip_json::kmip_types::Fault>(())
/// ```
pub struct Writer<'n, W> {
    out: W,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    /// The version in whose spelling names of tags are written at once; none where items have lines of their own, or a
    /// vendor names tags, or there must be no more items.
    plain: Versions,
    hex_integers: bool,
    /// How many structures are open.
    depth: usize,
    /// What the item written last still lacks: written together with what comes next.
    tail: Tail,
}

/// What an item still lacks: the first two bits are the number of bytes of `"},` that it does not.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tail(u8);

impl Tail {
    /// The `"}` of a string.
    const QUOTE: Self = Self(0);
    /// The `}` of a number or of an array.
    const BRACE: Self = Self(1);
    /// An array that is empty so far.
    const START: Self = Self(3);
    /// There is no item yet.
    const NOTHING: Self = Self(3 | 4);
    /// Nothing: this was the outermost item.
    const ALL: Self = Self(3 | 8);

    /// The number of bytes of `"},` that are there, or must not be.
    #[inline(always)]
    fn written(self) -> usize {
        (self.0 & 3).into()
    }
}

/// What stands between the quote before the type of an item and its value, on one line and pretty.
struct Members(&'static str, &'static str);

/// The type of an item and what follows it, up to the value, or to what stands behind the quote with which it begins.
macro_rules! members {
    ($type:literal) => {
        members!($type, "")
    };
    ($type:literal, $quote:literal) => {
        Members(concat!($type, "\",\"value\":", $quote), concat!($type, "\", \"value\":", $quote))
    };
}
use members;

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
        let naming = options.versions.map_or(naming, |versions| naming.with_versions(versions));
        let &WriterOptions { pretty, hex_integers, names, .. } = options;
        let (plain, tail) = (Versions::NONE, Tail::NOTHING);
        let mut writer = Self { out, naming, names, pretty, plain, hex_integers, depth: 0, tail };
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
        if !self.pretty && self.names.tags.is_empty() && self.tail != Tail::ALL {
            self.plain = self.naming.versions();
        }
    }

    /// Writes an object up to its type.
    #[inline(always)]
    fn start(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        match tag.spelling_in(self.plain) {
            Some(name) => HEADS.write(&mut self.out, name, self.tail.written()).map_err(full),
            None => self.start_otherwise(tag),
        }
    }

    /// The same on a line of its own, of a tag without a name, or where a vendor names tags.
    #[cold]
    #[inline(never)]
    fn start_otherwise(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        self.tag(tag)?;
        self.push(if self.pretty { "\", \"type\":\"" } else { "\",\"type\":\"" })
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
            _ => self.number(tag),
        }
    }

    /// Writes a tag by its number, and the vendor's name for it, without the last quote.
    fn number(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        if !tag.is_valid() {
            return Err(ErrorKind::InvalidTag);
        }
        self.out.put_formatted(format_args!("0x{:06X}", tag.value())).map_err(full)?;
        let Some(label) = self.naming.tag_name(tag) else { return Ok(()) };
        self.push(if self.pretty { "\", \"name\":\"" } else { "\",\"name\":\"" })?;
        write_escaped(&mut self.out, label).map_err(full)
    }

    /// Writes the members up to the value.
    #[inline(always)]
    fn members(&mut self, Members(compact, pretty): Members) -> Result<(), ErrorKind> {
        if self.pretty { self.push(pretty) } else { self.push(compact) }
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
        (self.tail, self.plain) = (Tail::ALL, Versions::NONE);
        Ok(())
    }

    /// Writes an object with an Enumeration: of the values that are one word, that of most items.
    #[inline(always)]
    fn enumeration_object(&mut self, tag: Tag, value: u32) -> Result<(), ErrorKind> {
        let name = self.naming.enumeration_name(tag, value);
        self.start(tag)?;
        self.members(members!("Enumeration", "\""))?;
        match name {
            // Names of the standard need no escapes.
            Some(name) if self.names.values.is_empty() => self.out.put(name),
            Some(name) => write_escaped(&mut self.out, name),
            None => self.out.put_formatted(format_args!("{value:#010x}")),
        }
        .map_err(full)?;
        self.wrote(Tail::QUOTE)
    }

    /// Writes an object with any other value that is one word.
    #[inline(never)]
    fn other_word(&mut self, item: Item) -> Result<(), Fault> {
        self.object(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        self.follow_versions();
        Ok(())
    }

    /// Writes an object whose value is one word, as KMIP Profiles 2.1 §5.5.1.6 spells it.
    fn object(&mut self, item: Item) -> Result<(), ErrorKind> {
        self.start(item.tag())?;
        let tail = match item.as_integer() {
            Some(value) => self.integer(item.tag(), value)?,
            None => self.rarer(item)?,
        };
        self.wrote(tail)
    }

    /// Writes an object with a text.
    fn text_object(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), ErrorKind> {
        if !item_type.is_text() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        match item_type {
            ItemType::IDENTIFIER => self.members(members!("Identifier", "\""))?,
            ItemType::REFERENCE => self.members(members!("Reference", "\""))?,
            ItemType::NAME_REFERENCE => self.members(members!("NameReference", "\""))?,
            _ => self.members(members!("TextString", "\""))?,
        }
        write_escaped(&mut self.out, text).map_err(full)?;
        self.wrote(Tail::QUOTE)
    }

    /// Writes an object with bytes.
    fn bytes_object(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        if item_type == ItemType::BYTE_STRING {
            self.members(members!("ByteString", "\""))?;
            write_hex(&mut self.out, bytes).map_err(full)?;
        } else {
            self.big_integer(bytes)?;
        }
        self.wrote(Tail::QUOTE)
    }

    /// Opens an object with an array.
    fn open_object(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        // No reader would read it.
        if self.depth >= Limits::MAX_DEPTH {
            return Err(ErrorKind::Depth);
        }
        let Some(name) = tag.spelling_in(self.plain) else { return self.open_otherwise(tag) };
        HEADS.write_through_name(&mut self.out, name, self.tail.written()).map_err(full)?;
        self.depth += 1;
        self.tail = Tail::START;
        self.push("\",\"value\":[")
    }

    /// Opens an object as [`tag`](Self::tag) writes it.
    #[cold]
    #[inline(never)]
    fn open_otherwise(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        self.tag(tag)?;
        self.depth += 1;
        self.tail = Tail::START;
        self.push(if self.pretty { "\", \"value\":[" } else { "\",\"value\":[" })
    }

    /// Closes the innermost array and its object.
    fn end_object(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        if self.pretty || self.depth == 0 {
            return self.end_otherwise();
        }
        match core::mem::replace(&mut self.tail, Tail::BRACE) {
            Tail::BRACE => self.push("}]"),
            Tail::QUOTE => self.push("\"}]"),
            _ => self.push("]"),
        }
    }

    /// Closes the outermost array, or one on a line of its own, if it has items.
    #[cold]
    #[inline(never)]
    fn end_otherwise(&mut self) -> Result<(), ErrorKind> {
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

impl<W: Sink> kmip_types::Writer for Writer<'_, W> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        match item.as_enumeration() {
            Some(value) => self.enumeration_object(item.tag(), value).map_err(|kind| fault(kind, item.tag())),
            None => self.other_word(item),
        }
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.text_object(tag, item_type, text).map_err(|kind| fault(kind, tag))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.bytes_object(tag, item_type, bytes).map_err(|kind| fault(kind, tag))
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.open_object(tag).map_err(|kind| fault(kind, tag))?;
        self.naming.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.end_object().map_err(|kind| fault(kind, Tag::default()))
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
