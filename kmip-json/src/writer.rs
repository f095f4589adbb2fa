//! Items as objects.
//!
//! ```text
//! {"tag":"Name","type":"Integer","value":8}                      a tag that the version has
//! {"tag":"0x540001","name":"Label","type":"…","value":…}         any other, the label only where the vendor names it
//! {"tag":"Name","value":[…]}                                     a structure
//! ```

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

#[cfg(feature = "alloc")]
use kmip_types::format::Fault;
use kmip_types::format::lexical::{Sink, write_decimal};
#[cfg(feature = "alloc")]
use kmip_types::format::text::{EncodeInto, append};
use kmip_types::format::text::{Output, Tail, TextFormat, TextWriter, full};
use kmip_types::names::Spelling;
use kmip_types::{ErrorKind, ItemType, Limits, Tag};

use crate::WriterOptions;
use crate::escape::write_escaped;
use crate::start_tags::{AFTER, AFTER_PRETTY, END, END_BLOCK, END_LENGTH, OBJECT, START_TAGS};

/// Writes one item, and everything in it, as JSON; needs no allocator.
///
/// It writes into any sink of text.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_json::JsonWriter;
/// use kmip_json::kmip_types::Tag;
/// use kmip_json::kmip_types::format::Writer as _;
/// use kmip_json::kmip_types::items::Value;
///
/// let mut writer = JsonWriter::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"{"tag":"ProtocolVersion","value":[{"tag":"ProtocolVersionMajor","type":"Integer","value":2}]}"#
/// );
/// # Ok::<(), kmip_json::kmip_types::Error>(())
/// ```
pub type JsonWriter<'n, W> = TextWriter<'n, W, Json>;

/// Writes items as JSON with numbers in place of names, for logs of devices.
///
/// No table of names is linked. Tags, values and masks are numbers in every version, so that a reader who has the tables
/// can name them, but a peer that is strict may refuse a mask.
///
/// ```
/// use kmip_json::NumberWriter;
/// use kmip_json::kmip_types::Tag;
/// use kmip_json::kmip_types::format::Writer as _;
/// use kmip_json::kmip_types::items::Value;
///
/// let mut writer = NumberWriter::new(String::new());
/// writer.write(Tag::OBJECT_TYPE, Value::Enumeration(2))?;
/// assert_eq!(writer.finish()?, r#"{"tag":"0x420057","type":"Enumeration","value":"0x00000002"}"#);
/// # Ok::<(), kmip_json::kmip_types::Error>(())
/// ```
pub type NumberWriter<'n, W> = TextWriter<'n, W, Json<false>>;

/// The punctuation of JSON, with names or with numbers only.
#[derive(Clone, Copy, Debug)]
pub struct Json<const NAMES: bool = true> {
    hex_integers: bool,
}

/// A string lacks its quote, and its object the `}`.
const QUOTE: Tail = Tail { written: 0, is_first: false };
/// An object with a number or with an array lacks its `}`.
const BRACE: Tail = Tail { written: 1, is_first: false };
/// An array is empty so far, or there is no item yet.
const EMPTY: Tail = Tail { written: 3, is_first: true };
/// The outermost item is complete, and a document is one item.
const ALL: Tail = Tail { written: 3, is_first: false };

impl<const NAMES: bool> TextFormat for Json<NAMES> {
    const HAS_NAMES: bool = NAMES;
    const ROOM: usize = OBJECT;
    const START: Tail = EMPTY;
    const BEHIND_NUMBER: Tail = BRACE;
    const BEHIND_STRING: Tail = QUOTE;
    const BEHIND_END: Tail = BRACE;
    const MASK_START: &'static str = "\"";
    const MASK_SEPARATOR: &'static str = "|";
    const CAPACITY: usize = 2048;

    fn new(options: &WriterOptions<'_>) -> Self {
        Self { hex_integers: options.hex_integers }
    }

    #[inline(always)]
    fn start_fast(out: &mut impl Sink, name: Spelling, item_type: ItemType, written: usize) -> fmt::Result {
        START_TAGS.write(out, name, item_type, written)
    }

    #[inline(always)]
    fn start_joined(out: &mut impl Sink, name: Spelling, item_type: ItemType, written: usize) -> fmt::Result {
        START_TAGS.write_joined(out, name, item_type, written)
    }

    fn start_slow<W: Sink>(output: &mut Output<'_, W>, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        tag_member::<NAMES, W>(output, tag)?;
        output.push(if output.pretty { AFTER_PRETTY.of_type(item_type) } else { AFTER.of_type(item_type) })
    }

    #[inline(always)]
    fn open_fast<W: Sink>(&mut self, output: &mut Output<'_, W>, name: Spelling) -> Result<(), ErrorKind> {
        output.depth += 1;
        output.inner = output.plain;
        let written = core::mem::replace(&mut output.tail, EMPTY).written;
        START_TAGS.write(&mut output.out, name, ItemType::STRUCTURE, written.into()).map_err(full)
    }

    fn open_slow<W: Sink>(&mut self, output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind> {
        // No reader would read more.
        if output.depth >= Limits::MAX_DEPTH {
            return Err(ErrorKind::Depth);
        }
        Self::start_slow(output, tag, ItemType::STRUCTURE)?;
        output.depth += 1;
        output.tail = EMPTY;
        Ok(())
    }

    #[inline(always)]
    fn end_fast<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Option<Result<(), ErrorKind>> {
        if output.depth <= 1 || !output.is_plain || !output.out.has_room(END_BLOCK) {
            return None;
        }
        output.depth -= 1;
        // An empty array lacks its bracket only.
        let written = core::mem::replace(&mut output.tail, BRACE).written.min(END_LENGTH - 1);
        let done = output.out.put_part::<END_BLOCK>(END, written.into(), (END_LENGTH - written).into());
        Some(done.map_err(full))
    }

    fn end_slow<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
        flush(output)?;
        if output.pretty && output.tail != EMPTY {
            output.line()?;
        }
        output.push("]")
    }

    fn complete<W: Sink>(output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
        flush(output)?;
        output.tail = ALL;
        output.is_plain = false;
        output.follow_versions();
        Ok(())
    }

    #[cfg(feature = "alloc")]
    fn append(out: &mut Vec<u8>, options: &WriterOptions<'_>, encode: EncodeInto<'_>) -> Result<(), Fault> {
        append::<Self>(out, options, encode)
    }

    #[inline(always)]
    fn escape<W: Sink + ?Sized>(out: &mut W, text: &str) -> Result<(), ErrorKind> {
        write_escaped(out, text).map_err(full)
    }

    #[inline(always)]
    fn has_decimal_integers(&self) -> bool {
        !self.hex_integers
    }

    fn integer<W: Sink>(&self, output: &mut Output<'_, W>, value: i32) -> Result<(), ErrorKind> {
        if self.hex_integers {
            output.push_formatted(format_args!("\"{value:#010x}\""))
        } else {
            write_decimal(&mut output.out, value.into()).map_err(full)
        }
    }

    /// Writes a number, or its sixteen digits where a double might not hold it.
    fn long_integer<W: Sink>(output: &mut Output<'_, W>, value: i64) -> Result<(), ErrorKind> {
        // KMIP Profiles 2.1 §5.5.1.6 names the upper bound only; a double is exact twice as far.
        if value.unsigned_abs() < 1 << 52 {
            write_decimal(&mut output.out, value).map_err(full)
        } else {
            output.push_formatted(format_args!("\"{value:#018x}\""))
        }
    }
}

/// Writes an object up to its tag, without the quote behind it.
fn tag_member<const NAMES: bool, W: Sink>(output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind> {
    if output.tail == ALL {
        return Err(ErrorKind::TrailingData);
    }
    flush(output)?;
    if !output.tail.is_first {
        output.push(",")?;
    }
    if output.pretty && output.depth > 0 {
        output.line()?;
    }
    output.push("{\"tag\":\"")?;
    let name = if NAMES { tag.name_in(output.versions_of_names()) } else { None };
    match name {
        Some(name) => output.push(name),
        None => tag_number::<NAMES, W>(output, tag),
    }
}

/// Writes a tag by its number, and the vendor's name for it.
///
/// The last quote is not written.
fn tag_number<const NAMES: bool, W: Sink>(output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind> {
    if !tag.is_valid() {
        return Err(ErrorKind::InvalidTag);
    }
    output.push_formatted(format_args!("0x{:06X}", tag.value()))?;
    let label = if NAMES { output.label(tag) } else { None };
    let Some(label) = label else { return Ok(()) };
    output.push(if output.pretty { "\", \"name\":\"" } else { "\",\"name\":\"" })?;
    output.push(label)
}

/// Writes what the item written last lacks.
#[cold]
fn flush<W: Sink>(output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
    match output.tail {
        BRACE => output.push("}"),
        QUOTE => output.push("\"}"),
        _ => Ok(()),
    }
}
