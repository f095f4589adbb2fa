//! Items as objects.
//!
//! ```text
//! {"tag":"Name","type":"Integer","value":8}                      a tag that the version has
//! {"tag":"0x540001","name":"Label","type":"…","value":…}         any other, the label only where the vendor names it
//! {"tag":"Name","value":[…]}                                     a structure
//! ```

use core::fmt;

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{write_date_time, write_decimal, write_hex, write_mask};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, Value, VendorNames};

use crate::WriterOptions;
use crate::escape::{Escaped, write_escaped};

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
    /// Neither lines nor a vendor's tags: the usual case.
    is_plain: bool,
    hex_integers: bool,
    /// How many structures are open.
    depth: usize,
    /// What the item written last still lacks: written together with what comes next.
    tail: Tail,
}

/// What an item still lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// There is no item yet.
    Nothing,
    /// An array that is empty so far.
    Start,
    /// The `}` of a number or of an array.
    Brace,
    /// The `"}` of a string.
    Quote,
    /// Nothing: this was the outermost item.
    All,
}

/// What stands between the tag of an item and its value, on one line and pretty.
struct Members(&'static str, &'static str);

/// The members of an item of this type, up to the value, or to what stands behind the quote with which it begins.
macro_rules! members {
    ($type:literal) => {
        members!($type, "")
    };
    ($type:literal, $quote:literal) => {
        Members(
            concat!("\",\"type\":\"", $type, "\",\"value\":", $quote),
            concat!("\", \"type\":\"", $type, "\", \"value\":", $quote),
        )
    };
}

impl<'n, W: fmt::Write> Writer<'n, W> {
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
        let is_plain = !pretty && names.tags.is_empty();
        Self { out, naming, names, pretty, is_plain, hex_integers, depth: 0, tail: Tail::Nothing }
    }

    /// The sink, which has the whole text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<W, Fault> {
        if self.depth == 0 { Ok(self.out) } else { Err(fault(ErrorKind::Unbalanced, Tag::default())) }
    }

    #[inline(always)]
    fn push(&mut self, text: &str) -> Result<(), ErrorKind> {
        self.out.write_str(text).map_err(full)
    }

    /// Writes an object up to its tag, without the quote behind it.
    #[inline(always)]
    fn start(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        match self.tail {
            // A document is one item.
            Tail::All => return Err(ErrorKind::TrailingData),
            _ if !self.is_plain => return self.start_otherwise(tag),
            Tail::Brace => self.push("},{\"tag\":\"")?,
            Tail::Quote => self.push("\"},{\"tag\":\"")?,
            Tail::Start | Tail::Nothing => self.push("{\"tag\":\"")?,
        }
        match tag.name_in(self.naming.versions()) {
            Some(name) => self.push(name),
            None => self.number(tag),
        }
    }

    /// The same on a line of its own, or where a vendor names tags.
    #[cold]
    fn start_otherwise(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        self.flush()?;
        if matches!(self.tail, Tail::Brace | Tail::Quote) {
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
    #[cold]
    fn number(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        if !tag.is_valid() {
            return Err(ErrorKind::InvalidTag);
        }
        write!(self.out, "0x{:06X}", tag.value()).map_err(full)?;
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
            Tail::Nothing | Tail::Start | Tail::All => Ok(()),
            Tail::Brace => self.push("}"),
            Tail::Quote => self.push("\"}"),
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
        self.tail = Tail::All;
        Ok(())
    }

    /// Writes an object whose value is one word, as KMIP Profiles 2.1 §5.5.1.6 spells it.
    fn object(&mut self, item: Item) -> Result<(), ErrorKind> {
        let tag = item.tag();
        self.start(tag)?;
        let tail = match item.item_type() {
            ItemType::INTEGER => self.integer(tag, item.as_integer().ok_or(ErrorKind::WrongType)?)?,
            ItemType::ENUMERATION => {
                let value = item.as_enumeration().ok_or(ErrorKind::WrongType)?;
                self.members(members!("Enumeration", "\""))?;
                match self.naming.enumeration_name(tag, value) {
                    // Names of the standard need no escapes.
                    Some(name) if self.names.values.is_empty() => self.out.write_str(name),
                    Some(name) => write_escaped(&mut self.out, name),
                    None => write!(self.out, "{value:#010x}"),
                }
                .map_err(full)?;
                Tail::Quote
            }
            _ => self.rarer(item)?,
        };
        self.wrote(tail)
    }

    /// Writes type and value of an object, where the type is one of those that are not in most messages.
    fn rarer(&mut self, item: Item) -> Result<Tail, ErrorKind> {
        match item.as_word_value() {
            Some(Value::LongInteger(v)) => {
                self.members(members!("LongInteger"))?;
                self.long_integer(v)?;
            }
            Some(Value::Boolean(v)) => {
                self.members(members!("Boolean"))?;
                self.push(if v { "true" } else { "false" })?;
            }
            Some(Value::DateTime(v)) => {
                self.members(members!("DateTime", "\""))?;
                write_date_time(&mut self.out, v).map_err(full)?;
                return Ok(Tail::Quote);
            }
            Some(Value::Interval(v)) => {
                self.members(members!("Interval"))?;
                write_decimal(&mut self.out, v.into()).map_err(full)?;
            }
            Some(Value::DateTimeExtended(v)) => {
                self.members(members!("DateTimeExtended"))?;
                self.long_integer(v)?;
            }
            _ => return Err(ErrorKind::WrongType),
        }
        Ok(Tail::Brace)
    }

    /// Writes the rest of an object with an Integer: a number, or the components of a mask.
    fn integer(&mut self, tag: Tag, value: i32) -> Result<Tail, ErrorKind> {
        if value != 0 && self.naming.is_mask(tag) {
            self.members(members!("Integer", "\""))?;
            self.mask(tag, value)?;
            return Ok(Tail::Quote);
        }
        self.members(members!("Integer"))?;
        if self.hex_integers {
            write!(self.out, "\"{value:#010x}\"").map_err(full)?;
        } else {
            write_decimal(&mut self.out, value.into()).map_err(full)?;
        }
        Ok(Tail::Brace)
    }

    #[inline(never)]
    fn mask(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        let mut escaped = Escaped(&mut self.out);
        write_mask(&mut escaped, value.cast_unsigned(), "|", &self.naming, tag).map_err(full)
    }

    /// Writes a number, or its sixteen digits where a double might not hold it.
    fn long_integer(&mut self, value: i64) -> Result<(), ErrorKind> {
        // KMIP Profiles 2.1 §5.5.1.6 names the upper bound only; a double is exact twice as far.
        if value.unsigned_abs() < 1 << 52 {
            write_decimal(&mut self.out, value).map_err(full)
        } else {
            write!(self.out, "\"{value:#018x}\"").map_err(full)
        }
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
        self.wrote(Tail::Quote)
    }

    /// Writes an object with bytes.
    fn bytes_object(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        match item_type {
            ItemType::BYTE_STRING => {
                self.members(members!("ByteString", "\""))?;
                write_hex(&mut self.out, bytes).map_err(full)?;
            }
            _ => {
                // Whole groups of eight bytes.
                self.members(members!("BigInteger", "\"0x"))?;
                let number = minimal(bytes);
                let (count, sign) = sign_extension(number);
                write_hex(&mut self.out, [sign; 7].get(..count).unwrap_or_default()).map_err(full)?;
                write_hex(&mut self.out, number).map_err(full)?;
            }
        }
        self.wrote(Tail::Quote)
    }

    /// Opens an object with an array.
    fn open_object(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        // No reader would read it.
        if self.depth >= Limits::MAX_DEPTH {
            return Err(ErrorKind::Depth);
        }
        self.start(tag)?;
        self.members(Members("\",\"value\":[", "\", \"value\":["))?;
        self.depth = self.depth.saturating_add(1);
        self.tail = Tail::Start;
        Ok(())
    }

    /// Closes the innermost array and its object.
    fn end_object(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        match self.tail {
            _ if self.pretty => self.line_end()?,
            Tail::Brace => self.push("}]")?,
            Tail::Quote => self.push("\"}]")?,
            Tail::Start | Tail::Nothing | Tail::All => self.push("]")?,
        }
        self.wrote(Tail::Brace)
    }

    /// Closes an array on a line of its own, if it has items.
    #[cold]
    fn line_end(&mut self) -> Result<(), ErrorKind> {
        self.flush()?;
        if self.tail != Tail::Start {
            self.line()?;
        }
        self.push("]")
    }
}

impl<W: fmt::Write + Default> Default for Writer<'_, W> {
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

impl<W: fmt::Write> kmip_types::Writer for Writer<'_, W> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        self.object(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        Ok(())
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
