//! Items as elements.
//!
//! ```text
//! <Name type="Integer" value="8"/>                        a tag that the version has
//! <TTLV tag="0x540001" name="Label" type="…" value="…"/>  any other, the label only where the vendor names it
//! <Name>…</Name>   <Name/>                                a structure
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
use crate::start_tags::{AFTER, ELEMENT, END, END_BLOCK, END_LENGTH, START_TAGS};

/// Writes items as XML into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number. There is no XML declaration, no byte order mark and no namespace.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_xml::XmlWriter;
/// use kmip_xml::kmip_types::Tag;
/// use kmip_xml::kmip_types::format::Writer as _;
/// use kmip_xml::kmip_types::items::Value;
///
/// let mut writer = XmlWriter::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"<ProtocolVersion><ProtocolVersionMajor type="Integer" value="2"/></ProtocolVersion>"#
/// );
/// # Ok::<(), kmip_xml::kmip_types::Error>(())
/// ```
pub type XmlWriter<'n, W> = TextWriter<'n, W, Xml>;

/// The punctuation of XML, and the names of the elements that are open.
#[derive(Clone, Copy, Debug)]
pub struct Xml {
    /// The outermost one first; `None`: the general form.
    open: [Option<Spelling>; Limits::MAX_DEPTH],
}

/// The name of the general form of an element.
pub(crate) const GENERAL: &str = "TTLV";

/// An element with a value lacks its `"/>`.
const VALUE: Tail = Tail { written: 0, is_first: false };
/// An end tag, or that of an empty element, lacks its `>`.
const END_TAG: Tail = Tail { written: 2, is_first: false };
/// A start tag lacks its `>`, or its `/>` if the element stays empty.
const START_TAG: Tail = Tail { written: 2, is_first: true };
/// Nothing is written yet.
const FIRST: Tail = Tail { written: 3, is_first: true };
/// The element lacks nothing.
const WHOLE: Tail = Tail { written: 3, is_first: false };

impl TextFormat for Xml {
    const ROOM: usize = ELEMENT;
    const START: Tail = FIRST;
    const BEHIND_NUMBER: Tail = VALUE;
    const BEHIND_STRING: Tail = VALUE;
    const BEHIND_END: Tail = END_TAG;
    const MASK_START: &'static str = "";
    const MASK_SEPARATOR: &'static str = " ";
    const CAPACITY: usize = 1024;

    fn new(_: &WriterOptions<'_>) -> Self {
        Self { open: [None; Limits::MAX_DEPTH] }
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
        start_tag(output, tag)?;
        output.push(AFTER.of_type(item_type))
    }

    #[inline(always)]
    fn open_fast<W: Sink>(&mut self, output: &mut Output<'_, W>, name: Spelling) -> Result<(), ErrorKind> {
        let written = output.tail.written;
        self.enter(output, Some(name))?;
        output.inner = output.plain;
        START_TAGS.write_through_name(&mut output.out, name, written.into()).map_err(full)
    }

    fn open_slow<W: Sink>(&mut self, output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind> {
        let name = start_tag(output, tag)?;
        self.enter(output, name)
    }

    #[inline(always)]
    fn end_fast<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Option<Result<(), ErrorKind>> {
        if output.depth <= 1 || !output.is_plain || output.tail.is_first || !output.out.has_room(ELEMENT) {
            return None;
        }
        let name = self.open.get(output.depth - 1).copied().flatten()?;
        output.depth -= 1;
        Some(end_tag(output, name).map_err(full))
    }

    fn end_slow<W: Sink>(&mut self, output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
        if output.tail.is_first {
            return output.push("/");
        }
        flush(output)?;
        if output.pretty {
            output.line()?;
        }
        output.push("</")?;
        let name = self.open.get(output.depth).copied().flatten();
        output.push(name.map_or(GENERAL, Spelling::name))
    }

    fn complete<W: Sink>(output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
        flush(output)?;
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
        write_escaped(out, text)
    }

    #[inline(always)]
    fn has_decimal_integers(&self) -> bool {
        true
    }

    fn integer<W: Sink>(&self, output: &mut Output<'_, W>, value: i32) -> Result<(), ErrorKind> {
        write_decimal(&mut output.out, value.into()).map_err(full)
    }

    fn long_integer<W: Sink>(output: &mut Output<'_, W>, value: i64) -> Result<(), ErrorKind> {
        write_decimal(&mut output.out, value).map_err(full)
    }
}

impl Xml {
    /// Notes that an element is open.
    #[inline(always)]
    fn enter<W: Sink>(&mut self, output: &mut Output<'_, W>, name: Option<Spelling>) -> Result<(), ErrorKind> {
        // No reader would read more.
        *self.open.get_mut(output.depth).ok_or(ErrorKind::Depth)? = name;
        output.depth += 1;
        output.tail = START_TAG;
        Ok(())
    }
}

/// Copies the end tag of an element with others in it.
#[inline(always)]
fn end_tag<W: Sink>(output: &mut Output<'_, W>, name: Spelling) -> fmt::Result {
    let written = core::mem::replace(&mut output.tail, END_TAG).written;
    let missing = END_LENGTH.wrapping_sub(written);
    output.out.put_part::<END_BLOCK>(END, written.into(), missing.into())?;
    START_TAGS.write_name(&mut output.out, name)
}

/// Writes a start tag without its `>`, and returns the standard's name for it.
///
/// `None`: the general form.
fn start_tag<W: Sink>(output: &mut Output<'_, W>, tag: Tag) -> Result<Option<Spelling>, ErrorKind> {
    // A document has one root.
    if output.tail == WHOLE {
        return Err(ErrorKind::TrailingData);
    }
    if !tag.is_valid() {
        return Err(ErrorKind::InvalidTag);
    }
    let is_first = output.tail == FIRST;
    flush(output)?;
    if output.pretty && !is_first {
        output.line()?;
    }
    output.push("<")?;
    match tag.spelling_in(output.versions_of_names()) {
        Some(name) => {
            output.push(name.name())?;
            Ok(Some(name))
        }
        None => general(output, tag).map(|()| None),
    }
}

/// Writes the start of a tag that has no name of its own.
fn general<W: Sink>(output: &mut Output<'_, W>, tag: Tag) -> Result<(), ErrorKind> {
    output.push_formatted(format_args!("{GENERAL} tag=\"0x{:06X}\"", tag.value()))?;
    if let Some(label) = output.label(tag) {
        output.push(" name=\"")?;
        output.push(label)?;
        output.push("\"")?;
    }
    Ok(())
}

/// Writes what the element written last lacks.
#[cold]
fn flush<W: Sink>(output: &mut Output<'_, W>) -> Result<(), ErrorKind> {
    match core::mem::replace(&mut output.tail, WHOLE) {
        VALUE => output.push("\"/>"),
        FIRST | WHOLE => Ok(()),
        _ => output.push(">"),
    }
}
