//! Items as objects.
//!
//! ```text
//! {"tag":"Name","type":"Integer","value":8}                      a tag that the version has
//! {"tag":"0x540001","name":"Label","type":"…","value":…}         any other, the label only where the vendor names it
//! {"tag":"Name","value":[…]}                                     a structure
//! ```

use alloc::string::String;
use core::fmt::{self, Write as _};

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{write_date_time, write_hex, write_mask};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, Value, VendorNames};

use crate::WriterOptions;
use crate::number::is_small;
use crate::text::{Escaped, write_escaped};

/// Writes one item, and everything in it, as JSON, into a text of its own.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number.
///
/// ```
/// use kmip_json::Writer;
/// use kmip_json::kmip_types::{Tag, Value, Writer as _};
///
/// let mut writer = Writer::new();
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"{"tag":"ProtocolVersion","value":[{"tag":"ProtocolVersionMajor","type":"Integer","value":2}]}"#
/// );
/// # Ok::<(), kmip_json::kmip_types::Fault>(())
/// ```
pub struct Writer<'n> {
    out: String,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    hex_integers: bool,
    /// How many structures are open.
    depth: usize,
    /// Whether the structure that is open has an item; at the root, whether the item is there.
    has_items: bool,
}

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
        let &WriterOptions { pretty, hex_integers, names, .. } = options;
        Self { out: String::new(), naming, names, pretty, hex_integers, depth: 0, has_items: false }
    }

    /// The text.
    ///
    /// # Errors
    /// [`Unbalanced`](ErrorKind::Unbalanced) if a structure is open.
    pub fn finish(self) -> Result<String, Fault> {
        if self.depth == 0 { Ok(self.out) } else { Err(Fault::new(ErrorKind::Unbalanced, Tag::default(), 0)) }
    }

    /// Writes an object up to its tag.
    fn start(&mut self, tag: Tag) -> Result<(), Fault> {
        if !tag.is_valid() {
            return Err(Fault::new(ErrorKind::InvalidTag, tag, 0));
        }
        if core::mem::replace(&mut self.has_items, true) {
            // A document is one item.
            if self.depth == 0 {
                return Err(Fault::new(ErrorKind::TrailingData, tag, 0));
            }
            self.out.push(',');
        }
        self.line();
        self.out.push_str("{\"tag\":\"");
        let name = self.naming.tag_name(tag);
        let is_vendors = |name: &str| self.names.tags.contains(&(tag, name));
        match name.filter(|name| !is_vendors(name)) {
            Some(name) => self.out.push_str(name),
            None => self.number(tag, name).map_err(|fmt::Error| Fault::new(ErrorKind::TooLarge, tag, 0))?,
        }
        self.out.push('"');
        Ok(())
    }

    /// Writes a tag by its number, and the vendor's name for it.
    #[cold]
    fn number(&mut self, tag: Tag, label: Option<&str>) -> fmt::Result {
        write!(self.out, "0x{:06X}", tag.value())?;
        let Some(label) = label else { return Ok(()) };
        self.out.push('"');
        self.key("name");
        self.out.push('"');
        write_escaped(&mut self.out, label)
    }

    /// Writes the key of a further member.
    fn key(&mut self, key: &str) {
        self.out.push_str(if self.pretty { ", \"" } else { ",\"" });
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    /// Starts a line, if that is wanted.
    fn line(&mut self) {
        if self.pretty && !self.out.is_empty() {
            self.out.push('\n');
            self.out.extend(core::iter::repeat_n("  ", self.depth));
        }
    }

    /// Writes an object with a value.
    fn scalar(
        &mut self,
        tag: Tag,
        item_type: ItemType,
        value: impl FnOnce(&mut String, &Naming<'n>) -> fmt::Result,
    ) -> Result<(), Fault> {
        self.start(tag)?;
        self.key("type");
        self.out.push('"');
        self.out.push_str(item_type.name().unwrap_or_default());
        self.out.push('"');
        self.key("value");
        value(&mut self.out, &self.naming).map_err(|fmt::Error| Fault::new(ErrorKind::TooLarge, tag, 0))?;
        self.out.push('}');
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
        write!(f, "Writer({} bytes, {} open)", self.out.len(), self.depth)
    }
}

impl kmip_types::Writer for Writer<'_> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        let (tag, item_type) = (item.tag(), item.item_type());
        let value = item.as_word_value().ok_or_else(|| Fault::new(ErrorKind::WrongType, tag, 0))?;
        let hex_integers = self.hex_integers;
        self.scalar(tag, item_type, |out, naming| write_word(out, naming, tag, value, hex_integers))?;
        self.naming.word(item);
        Ok(())
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        if !item_type.is_text() {
            return Err(Fault::new(ErrorKind::WrongType, tag, 0));
        }
        self.scalar(tag, item_type, |out, _| quoted(out, |out| write_escaped(out, text)))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        match item_type {
            ItemType::BYTE_STRING => self.scalar(tag, item_type, |out, _| quoted(out, |out| write_hex(out, bytes))),
            ItemType::BIG_INTEGER => {
                self.scalar(tag, item_type, |out, _| quoted(out, |out| write_big_integer(out, bytes)))
            }
            _ => Err(Fault::new(ErrorKind::WrongType, tag, 0)),
        }
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        // No reader would read it.
        if self.depth >= Limits::MAX_DEPTH {
            return Err(Fault::new(ErrorKind::Depth, tag, 0));
        }
        self.start(tag)?;
        self.key("value");
        self.out.push('[');
        self.depth = self.depth.saturating_add(1);
        self.has_items = false;
        self.naming.open(tag);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let depth = self.depth.checked_sub(1);
        self.depth = depth.ok_or_else(|| Fault::new(ErrorKind::Unbalanced, Tag::default(), 0))?;
        if core::mem::replace(&mut self.has_items, true) {
            self.line();
        }
        self.out.push_str("]}");
        Ok(())
    }
}

/// Writes quotes around what `value` writes.
fn quoted(out: &mut String, value: impl FnOnce(&mut String) -> fmt::Result) -> fmt::Result {
    out.push('"');
    value(out)?;
    out.push('"');
    Ok(())
}

/// The value of one word, as KMIP Profiles 2.1 §5.5.1.6 spells it.
fn write_word(out: &mut String, naming: &Naming<'_>, tag: Tag, value: Value<'_>, hex_integers: bool) -> fmt::Result {
    match value {
        Value::Integer(v) if v != 0 && naming.is_mask(tag) => {
            quoted(out, |out| write_mask(&mut Escaped(out), v.cast_unsigned(), "|", naming, tag))
        }
        Value::Integer(v) if hex_integers => write!(out, "\"{v:#010x}\""),
        Value::Integer(v) => write!(out, "{v}"),
        Value::LongInteger(v) | Value::DateTimeExtended(v) if is_small(v) => write!(out, "{v}"),
        Value::LongInteger(v) | Value::DateTimeExtended(v) => write!(out, "\"{v:#018x}\""),
        Value::Interval(v) => write!(out, "{v}"),
        Value::Enumeration(v) => match naming.enumeration_name(tag, v) {
            Some(name) => quoted(out, |out| write_escaped(out, name)),
            None => write!(out, "\"{v:#010x}\""),
        },
        Value::Boolean(v) => out.write_str(if v { "true" } else { "false" }),
        Value::DateTime(v) => quoted(out, |out| write_date_time(out, v)),
        _ => Err(fmt::Error),
    }
}

/// `0x` and whole groups of eight bytes.
fn write_big_integer(out: &mut String, bytes: &[u8]) -> fmt::Result {
    let number = minimal(bytes);
    let (count, sign) = sign_extension(number);
    out.push_str("0x");
    write_hex(out, [sign; 7].get(..count).unwrap_or_default())?;
    write_hex(out, number)
}
