//! Items as elements.
//!
//! ```text
//! <Name type="Integer" value="8"/>                        a tag that the version has
//! <TTLV tag="0x540001" name="Label" type="…" value="…"/>  any other, the label only where the vendor names it
//! <Name>…</Name>   <Name/>                                a structure
//! ```

use core::fmt::{self, Write as _};

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{write_date_time, write_hex, write_mask};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, Value, VendorNames};

use crate::WriterOptions;
use crate::text::{Escaped, write_escaped};

/// Writes items as XML, into a text of its own.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number. There is no XML declaration, no byte order mark and no namespace.
///
/// ```
/// use kmip_xml::Writer;
/// use kmip_xml::kmip_types::{Tag, Value, Writer as _};
///
/// let mut writer = Writer::new();
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"<ProtocolVersion><ProtocolVersionMajor type="Integer" value="2"/></ProtocolVersion>"#
/// );
/// # Ok::<(), kmip_xml::kmip_types::Fault>(())
/// ```
pub struct Writer<'n> {
    out: String,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    /// The names of the open elements.
    open: Vec<&'n str>,
    /// Whether the start tag written last still lacks its `>`, so that an empty element can be closed by `/>`.
    pending: bool,
}

/// The name of the general form of an element.
pub(crate) const GENERAL: &str = "TTLV";

impl<'n> Writer<'n> {
    /// A writer on one line, without vendor's names.
    #[must_use]
    pub fn new() -> Self {
        Self::with_options(&WriterOptions::default())
    }

    /// A writer with these options.
    #[must_use]
    pub fn with_options(options: &WriterOptions<'n>) -> Self {
        let naming = Naming::new(options.names);
        let naming = options.versions.map_or(naming, |versions| naming.with_versions(versions));
        let out = String::new();
        Self { out, naming, names: options.names, pretty: options.pretty, open: Vec::new(), pending: false }
    }

    /// The text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<String, Fault> {
        if self.open.is_empty() { Ok(self.out) } else { Err(Fault::new(ErrorKind::Unbalanced, Tag::default(), 0)) }
    }

    /// Writes the start tag of an element without its `>`, and returns its name.
    fn start(&mut self, tag: Tag) -> Result<&'n str, Fault> {
        if !tag.is_valid() {
            return Err(Fault::new(ErrorKind::InvalidTag, tag, 0));
        }
        if core::mem::take(&mut self.pending) {
            self.out.push('>');
        }
        self.line();
        self.out.push('<');
        let name = self.naming.tag_name(tag);
        let is_vendors = tag.is_extension() || self.names.tags.iter().any(|(named, _)| *named == tag);
        match name.filter(|_| !is_vendors) {
            Some(name) => {
                self.out.push_str(name);
                Ok(name)
            }
            None => {
                self.general(tag, name).map_err(|fmt::Error| Fault::new(ErrorKind::NotInXml, tag, 0))?;
                Ok(GENERAL)
            }
        }
    }

    #[cold]
    fn general(&mut self, tag: Tag, label: Option<&str>) -> fmt::Result {
        write!(self.out, "{GENERAL} tag=\"0x{:06X}\"", tag.value())?;
        if let Some(label) = label {
            self.out.push_str(" name=\"");
            write_escaped(&mut self.out, label)?;
            self.out.push('"');
        }
        Ok(())
    }

    /// Starts a line, if that is wanted.
    fn line(&mut self) {
        if self.pretty && !self.out.is_empty() {
            self.out.push('\n');
            self.out.extend(core::iter::repeat_n("  ", self.open.len()));
        }
    }

    /// Writes an element with a value; what fails while the value is written is a character that XML cannot hold.
    fn leaf(
        &mut self,
        tag: Tag,
        item_type: ItemType,
        value: impl FnOnce(&mut String, &Naming<'n>) -> fmt::Result,
    ) -> Result<(), Fault> {
        self.start(tag)?;
        self.out.push_str(" type=\"");
        self.out.push_str(item_type.name().unwrap_or_default());
        self.out.push_str("\" value=\"");
        value(&mut self.out, &self.naming).map_err(|fmt::Error| Fault::new(ErrorKind::NotInXml, tag, 0))?;
        self.out.push_str("\"/>");
        Ok(())
    }
}

impl Default for Writer<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// Prints how much was written, never what.
impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} bytes, {} open)", self.out.len(), self.open.len())
    }
}

impl kmip_types::Writer for Writer<'_> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        let (tag, item_type) = (item.tag(), item.item_type());
        let value = item.as_word_value().ok_or_else(|| Fault::new(ErrorKind::WrongType, tag, 0))?;
        self.leaf(tag, item_type, |out, naming| write_word(out, naming, tag, value))?;
        self.naming.word(item);
        Ok(())
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        if !item_type.is_text() {
            return Err(Fault::new(ErrorKind::WrongType, tag, 0));
        }
        self.leaf(tag, item_type, |out, _| write_escaped(out, text))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        match item_type {
            ItemType::BYTE_STRING => self.leaf(tag, item_type, |out, _| write_hex(out, bytes)),
            ItemType::BIG_INTEGER => self.leaf(tag, item_type, |out, _| write_big_integer(out, bytes)),
            _ => Err(Fault::new(ErrorKind::WrongType, tag, 0)),
        }
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        // No reader would read it.
        if self.open.len() >= Limits::MAX_DEPTH {
            return Err(Fault::new(ErrorKind::Depth, tag, 0));
        }
        let name = self.start(tag)?;
        self.open.push(name);
        self.pending = true;
        self.naming.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let name = self.open.pop().ok_or_else(|| Fault::new(ErrorKind::Unbalanced, Tag::default(), 0))?;
        if core::mem::take(&mut self.pending) {
            self.out.push_str("/>");
            return Ok(());
        }
        self.line();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        Ok(())
    }
}

/// The value of one word, as KMIP Profiles 2.1 §5.4.1.6 spells it.
fn write_word(out: &mut String, naming: &Naming<'_>, tag: Tag, value: Value<'_>) -> fmt::Result {
    match value {
        Value::Integer(v) if naming.is_mask(tag) => write_mask(&mut Escaped(out), v.cast_unsigned(), " ", naming, tag),
        Value::Integer(v) => write!(out, "{v}"),
        Value::LongInteger(v) | Value::DateTimeExtended(v) => write!(out, "{v}"),
        Value::Interval(v) => write!(out, "{v}"),
        Value::Enumeration(v) => match naming.enumeration_name(tag, v) {
            Some(name) => write_escaped(out, name),
            None => write!(out, "{v:#010x}"),
        },
        Value::Boolean(v) => out.write_str(if v { "true" } else { "false" }),
        Value::DateTime(v) => write_date_time(out, v),
        _ => Err(fmt::Error),
    }
}

/// Whole groups of eight bytes; no `0x`, unlike JSON.
fn write_big_integer(out: &mut String, bytes: &[u8]) -> fmt::Result {
    let number = minimal(bytes);
    let (count, sign) = sign_extension(number);
    write_hex(out, [sign; 7].get(..count).unwrap_or_default())?;
    write_hex(out, number)
}
