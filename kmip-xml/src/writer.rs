//! Items as elements.
//!
//! ```text
//! <Name type="Integer" value="8"/>                        a tag that the version has
//! <TTLV tag="0x540001" name="Label" type="…" value="…"/>  any other, the label only where the vendor names it
//! <Name>…</Name>   <Name/>                                a structure
//! ```

use core::fmt;

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{write_date_time, write_decimal, write_hex, write_mask};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, Value, VendorNames};

use crate::WriterOptions;
use crate::escape::{Escaped, full, write_escaped};

/// Writes items as XML into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number. There is no XML declaration, no byte order mark and no namespace.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_xml::Writer;
/// use kmip_xml::kmip_types::{Tag, Value, Writer as _};
///
/// let mut writer = Writer::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"<ProtocolVersion><ProtocolVersionMajor type="Integer" value="2"/></ProtocolVersion>"#
/// );
/// # Ok::<(), kmip_xml::kmip_types::Fault>(())
/// ```
pub struct Writer<'n, W> {
    out: W,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    /// Neither lines nor a vendor's tags: the usual case.
    is_plain: bool,
    /// Whether anything was written, if lines are wanted.
    started: bool,
    /// What the element written last still lacks: written together with what comes next.
    tail: Tail,
    /// How many elements are open, and their names.
    depth: usize,
    open: [&'n str; Limits::MAX_DEPTH],
}

/// What an element still lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    Nothing,
    /// A start tag its `>`, or its `/>`, if nothing comes in the element.
    Start,
    /// An element with a value its `"/>`.
    Value,
    /// An end tag, or that of an empty element, its `>`.
    End,
}

/// The name of the general form of an element.
pub(crate) const GENERAL: &str = "TTLV";

/// What stands between the name of an element and its value.
macro_rules! of_type {
    ($name:literal) => {
        concat!(" type=\"", $name, "\" value=\"")
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
        let &WriterOptions { pretty, names, .. } = options;
        let is_plain = !pretty && names.tags.is_empty();
        let open = [""; Limits::MAX_DEPTH];
        Self { out, naming, names, pretty, is_plain, started: false, tail: Tail::Nothing, depth: 0, open }
    }

    /// The sink, which has the whole text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<W, Fault> {
        if self.depth == 0 { Ok(self.out) } else { Err(Fault::new(ErrorKind::Unbalanced, Tag::default(), 0)) }
    }

    #[inline(always)]
    fn push(&mut self, text: &str) -> Result<(), ErrorKind> {
        self.out.write_str(text).map_err(full)
    }

    /// Writes the start tag of an element without its `>`, and returns its name.
    #[inline(always)]
    fn start(&mut self, tag: Tag) -> Result<&'n str, ErrorKind> {
        match self.tail {
            _ if !self.is_plain => return self.start_otherwise(tag),
            Tail::Nothing => self.push("<")?,
            Tail::Start | Tail::End => self.push("><")?,
            Tail::Value => self.push("\"/><")?,
        }
        match tag.name_in(self.naming.versions()) {
            Some(name) => {
                self.push(name)?;
                Ok(name)
            }
            None => self.general(tag),
        }
    }

    /// The same on a line of its own, or where a vendor names tags.
    #[cold]
    fn start_otherwise(&mut self, tag: Tag) -> Result<&'n str, ErrorKind> {
        self.flush()?;
        if self.pretty && core::mem::replace(&mut self.started, true) {
            self.line()?;
        }
        self.push("<")?;
        let is_vendors = self.names.tags.iter().any(|(named, _)| *named == tag);
        match tag.name_in(self.naming.versions()) {
            Some(name) if !is_vendors => {
                self.push(name)?;
                Ok(name)
            }
            _ => self.general(tag),
        }
    }

    /// Writes the start of a tag that has no name of its own.
    #[cold]
    fn general(&mut self, tag: Tag) -> Result<&'n str, ErrorKind> {
        if !tag.is_valid() {
            return Err(ErrorKind::InvalidTag);
        }
        write!(self.out, "{GENERAL} tag=\"0x{:06X}\"", tag.value()).map_err(full)?;
        if let Some(label) = self.naming.tag_name(tag) {
            self.push(" name=\"")?;
            write_escaped(&mut self.out, label)?;
            self.push("\"")?;
        }
        Ok(GENERAL)
    }

    /// Starts a line.
    fn line(&mut self) -> Result<(), ErrorKind> {
        self.push("\n")?;
        (0..self.depth).try_for_each(|_| self.push("  "))
    }

    /// Writes what the element written last lacks.
    #[cold]
    fn flush(&mut self) -> Result<(), ErrorKind> {
        match core::mem::replace(&mut self.tail, Tail::Nothing) {
            Tail::Nothing => Ok(()),
            Tail::Start | Tail::End => self.push(">"),
            Tail::Value => self.push("\"/>"),
        }
    }

    /// Notes what the element just written lacks; the outermost one lacks nothing.
    #[inline(always)]
    fn wrote(&mut self, tail: Tail) -> Result<(), ErrorKind> {
        self.tail = tail;
        if self.depth == 0 { self.flush() } else { Ok(()) }
    }

    /// Writes an element whose value is one word.
    fn element(&mut self, item: Item) -> Result<(), ErrorKind> {
        let tag = item.tag();
        self.start(tag)?;
        match item.item_type() {
            ItemType::INTEGER => {
                let value = item.as_integer().ok_or(ErrorKind::WrongType)?;
                self.push(of_type!("Integer"))?;
                self.integer(tag, value)?;
            }
            ItemType::ENUMERATION => {
                let value = item.as_enumeration().ok_or(ErrorKind::WrongType)?;
                self.push(of_type!("Enumeration"))?;
                match self.naming.enumeration_name(tag, value) {
                    // Names of the standard need no escapes.
                    Some(name) if self.names.values.is_empty() => self.push(name)?,
                    Some(name) => write_escaped(&mut self.out, name)?,
                    None => write!(self.out, "{value:#010x}").map_err(full)?,
                }
            }
            _ => self.rarer(item)?,
        }
        self.wrote(Tail::Value)
    }

    /// Writes type and value of an element, where the type is one of those that are not in most messages.
    fn rarer(&mut self, item: Item) -> Result<(), ErrorKind> {
        match item.as_word_value() {
            Some(Value::LongInteger(v)) => {
                self.push(of_type!("LongInteger"))?;
                write_decimal(&mut self.out, v).map_err(full)
            }
            Some(Value::Boolean(v)) => {
                self.push(of_type!("Boolean"))?;
                self.push(if v { "true" } else { "false" })
            }
            Some(Value::DateTime(v)) => {
                self.push(of_type!("DateTime"))?;
                write_date_time(&mut self.out, v).map_err(full)
            }
            Some(Value::Interval(v)) => {
                self.push(of_type!("Interval"))?;
                write_decimal(&mut self.out, v.into()).map_err(full)
            }
            Some(Value::DateTimeExtended(v)) => {
                self.push(of_type!("DateTimeExtended"))?;
                write_decimal(&mut self.out, v).map_err(full)
            }
            _ => Err(ErrorKind::WrongType),
        }
    }

    /// Writes an Integer: a number, or the components of a mask.
    fn integer(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        if self.naming.is_mask(tag) {
            self.mask(tag, value)
        } else {
            write_decimal(&mut self.out, value.into()).map_err(full)
        }
    }

    #[inline(never)]
    fn mask(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        let mut escaped = Escaped { out: &mut self.out, refusal: ErrorKind::BufferFull };
        let done = write_mask(&mut escaped, value.cast_unsigned(), " ", &self.naming, tag);
        done.map_err(|fmt::Error| escaped.refusal)
    }

    /// Writes an element with a text.
    fn text_element(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), ErrorKind> {
        if !item_type.is_text() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        match item_type {
            ItemType::IDENTIFIER => self.push(of_type!("Identifier"))?,
            ItemType::REFERENCE => self.push(of_type!("Reference"))?,
            ItemType::NAME_REFERENCE => self.push(of_type!("NameReference"))?,
            _ => self.push(of_type!("TextString"))?,
        }
        write_escaped(&mut self.out, text)?;
        self.wrote(Tail::Value)
    }

    /// Writes an element with bytes.
    fn bytes_element(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        match item_type {
            ItemType::BYTE_STRING => {
                self.push(of_type!("ByteString"))?;
                write_hex(&mut self.out, bytes).map_err(full)?;
            }
            _ => {
                self.push(of_type!("BigInteger"))?;
                // Whole groups of eight bytes; no `0x`, unlike JSON.
                let number = minimal(bytes);
                let (count, sign) = sign_extension(number);
                write_hex(&mut self.out, [sign; 7].get(..count).unwrap_or_default()).map_err(full)?;
                write_hex(&mut self.out, number).map_err(full)?;
            }
        }
        self.wrote(Tail::Value)
    }

    /// Opens an element.
    fn open_element(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        let name = self.start(tag)?;
        // No reader would read more.
        *self.open.get_mut(self.depth).ok_or(ErrorKind::Depth)? = name;
        self.depth = self.depth.saturating_add(1);
        self.tail = Tail::Start;
        Ok(())
    }

    /// Closes the innermost element.
    fn end_element(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        match self.tail {
            Tail::Start => {
                self.push("/")?;
                return self.wrote(Tail::End);
            }
            _ if self.pretty => self.line_end()?,
            Tail::Nothing => self.push("</")?,
            Tail::End => self.push("></")?,
            Tail::Value => self.push("\"/></")?,
        }
        let name = self.open.get(self.depth).copied().unwrap_or_default();
        self.push(name)?;
        self.wrote(Tail::End)
    }

    /// Starts an end tag on a line of its own.
    #[cold]
    fn line_end(&mut self) -> Result<(), ErrorKind> {
        self.flush()?;
        self.line()?;
        self.push("</")
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
        self.element(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        Ok(())
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.text_element(tag, item_type, text).map_err(|kind| fault(kind, tag))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.bytes_element(tag, item_type, bytes).map_err(|kind| fault(kind, tag))
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.open_element(tag).map_err(|kind| fault(kind, tag))?;
        self.naming.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.end_element().map_err(|kind| fault(kind, Tag::default()))
    }
}

/// An error of writing: there is no input, so no offset.
#[cold]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::new(kind, tag, 0)
}
