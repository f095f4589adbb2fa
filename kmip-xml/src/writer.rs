//! Items as elements.
//!
//! ```text
//! <Name type="Integer" value="8"/>                        a tag that the version has
//! <TTLV tag="0x540001" name="Label" type="…" value="…"/>  any other, the label only where the vendor names it
//! <Name>…</Name>   <Name/>                                a structure
//! ```

mod usual;
mod values;

use core::fmt;

use kmip_types::format::lexical::{Sink, write_big_integer, write_hex};
use kmip_types::format::{Fault, WordItem};
use kmip_types::names::Spelling;
use kmip_types::names::{Naming, VendorNames};
use kmip_types::{ErrorKind, ItemType, Limits, Tag, Versions};

use crate::WriterOptions;
use crate::escape::{full, write_escaped};
use crate::heads::{AFTER, HEADS};

/// Writes items as XML into any sink of text; needs no allocator.
///
/// Names are those of the version that the first Protocol Version names; what that version has no name for is written
/// by its number. There is no XML declaration, no byte order mark and no namespace.
///
/// After an error what was written is of no use: throw it away.
///
/// ```
/// use kmip_xml::Writer;
/// use kmip_xml::kmip_types::Tag;
/// use kmip_xml::kmip_types::format::Writer as _;
/// use kmip_xml::kmip_types::items::Value;
///
/// let mut writer = Writer::new(String::new());
/// writer.open(Tag::PROTOCOL_VERSION)?;
/// writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
/// writer.end()?;
/// assert_eq!(
///     writer.finish()?,
///     r#"<ProtocolVersion><ProtocolVersionMajor type="Integer" value="2"/></ProtocolVersion>"#
/// );
/// # Ok::<(), kmip_xml::kmip_types::format::Fault>(())
/// ```
pub struct Writer<'n, W> {
    out: W,
    naming: Naming<'n>,
    names: VendorNames<'n>,
    pretty: bool,
    /// The version in whose spelling names of tags are written at once; none where elements have lines of their own, or a
    /// vendor names tags.
    plain: Versions,
    /// The same for elements with a value; none outside of all elements.
    inner: Versions,
    /// Whether anything was written, if lines are wanted.
    started: bool,
    /// What the element written last still lacks: written together with what comes next.
    tail: Tail,
    /// How many elements are open, and their names; `None`: the general form.
    depth: usize,
    open: [Option<Spelling>; Limits::MAX_DEPTH],
}

/// What an element still lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tail {
    /// How many bytes of `"/><` it does not lack.
    written: u8,
    /// Whether it is a start tag, which ends otherwise if nothing comes in the element.
    is_start: bool,
}

impl Tail {
    /// An element with a value its `"/>`.
    const VALUE: Self = Self { written: 0, is_start: false };
    /// An end tag, or that of an empty element, its `>`.
    const END: Self = Self { written: 2, is_start: false };
    /// A start tag its `>`, or its `/>`.
    const START: Self = Self { written: 2, is_start: true };
    const NOTHING: Self = Self { written: 3, is_start: false };
}

/// The name of the general form of an element.
pub(crate) const GENERAL: &str = "TTLV";

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
        let &WriterOptions { pretty, names, .. } = options;
        let open = [None; Limits::MAX_DEPTH];
        let plain = Versions::NONE;
        let (inner, tail) = (plain, Tail::NOTHING);
        let mut writer = Self { out, naming, names, pretty, plain, inner, started: false, tail, depth: 0, open };
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
        if !self.pretty && self.names.tags.is_empty() {
            self.plain = self.naming.versions();
        }
        self.inner = if self.depth > 0 { self.plain } else { Versions::NONE };
    }

    /// Writes an element up to its value.
    #[inline(always)]
    fn start(&mut self, tag: Tag, item_type: ItemType) -> Result<(), ErrorKind> {
        match tag.spelling_in(self.plain) {
            Some(name) if self.has_room() => {
                HEADS.write(&mut self.out, name, item_type, self.tail.written.into()).map_err(full)
            }
            _ => self.start_otherwise(tag).and_then(|_| self.push(AFTER.of(item_type))),
        }
    }

    /// Writes a start tag without its `>` on a line of its own, of the general form, or where a vendor names tags.
    #[cold]
    #[inline(never)]
    fn start_otherwise(&mut self, tag: Tag) -> Result<Option<Spelling>, ErrorKind> {
        self.flush()?;
        if self.pretty && core::mem::replace(&mut self.started, true) {
            self.line()?;
        }
        self.push("<")?;
        let is_vendors = self.names.tags.iter().any(|(named, _)| *named == tag);
        match tag.spelling_in(self.naming.versions()) {
            Some(name) if !is_vendors => {
                self.push(name.name())?;
                Ok(Some(name))
            }
            _ => self.general(tag).map(|()| None),
        }
    }

    /// Writes the start of a tag that has no name of its own.
    fn general(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        if !tag.is_valid() {
            return Err(ErrorKind::InvalidTag);
        }
        self.out.put_formatted(format_args!("{GENERAL} tag=\"0x{:06X}\"", tag.value())).map_err(full)?;
        if let Some(label) = self.naming.tag_name(tag) {
            self.push(" name=\"")?;
            write_escaped(&mut self.out, label)?;
            self.push("\"")?;
        }
        Ok(())
    }

    /// Starts a line.
    fn line(&mut self) -> Result<(), ErrorKind> {
        self.push("\n")?;
        (0..self.depth).try_for_each(|_| self.push("  "))
    }

    /// Writes what the element written last lacks.
    #[cold]
    fn flush(&mut self) -> Result<(), ErrorKind> {
        match core::mem::replace(&mut self.tail, Tail::NOTHING) {
            Tail::VALUE => self.push("\"/>"),
            Tail::NOTHING => Ok(()),
            _ => self.push(">"),
        }
    }

    /// Notes what the element just written lacks; the outermost one lacks nothing.
    #[inline(always)]
    fn wrote(&mut self, tail: Tail) -> Result<(), ErrorKind> {
        self.tail = tail;
        if self.depth == 0 { self.flush() } else { Ok(()) }
    }

    /// Writes an element with a value that is one word and most often a number.
    #[inline(never)]
    fn number(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        if let Some(value) = item.as_integer()
            && self.naming.is_settled()
            && let Some(name) = self.usual_name_of(tag, ItemType::INTEGER)
            && !name.is_mask()
        {
            return self.usual_integer(name, value).map_err(|kind| fault(kind, tag));
        }
        self.other_word(item)
    }

    /// Writes an element with a value that is one word, of any type and tag.
    #[inline(never)]
    fn other_word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.word_element(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        self.follow_versions();
        Ok(())
    }

    /// Writes an element with a text, of any type and tag.
    #[inline(never)]
    fn other_text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.text_element(tag, item_type, text).map_err(|kind| fault(kind, tag))?;
        self.naming.text(tag, text);
        Ok(())
    }

    fn text_element(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), ErrorKind> {
        if !item_type.is_text() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        write_escaped(&mut self.out, text)?;
        self.wrote(Tail::VALUE)
    }

    /// Writes an element with bytes, of any type and tag.
    #[inline(never)]
    fn other_bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.bytes_element(tag, item_type, bytes).map_err(|kind| fault(kind, tag))
    }

    fn bytes_element(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        if item_type == ItemType::BYTE_STRING {
            write_hex(&mut self.out, bytes).map_err(full)?;
        } else {
            write_big_integer(&mut self.out, bytes).map_err(full)?;
        }
        self.wrote(Tail::VALUE)
    }

    /// Opens any element.
    #[cold]
    #[inline(never)]
    fn other_open(&mut self, tag: Tag) -> Result<(), Fault> {
        let name = self.start_otherwise(tag).map_err(|kind| fault(kind, tag))?;
        self.enter(name).map_err(|kind| fault(kind, tag))?;
        self.follow_versions();
        Ok(())
    }

    /// Notes that an element is open.
    #[inline(always)]
    fn enter(&mut self, name: Option<Spelling>) -> Result<(), ErrorKind> {
        // No reader would read more.
        *self.open.get_mut(self.depth).ok_or(ErrorKind::Depth)? = name;
        self.depth += 1;
        self.tail = Tail::START;
        Ok(())
    }

    /// Closes any element.
    #[cold]
    #[inline(never)]
    fn other_end(&mut self) -> Result<(), Fault> {
        self.end_element().map_err(|kind| fault(kind, Tag::default()))?;
        self.follow_versions();
        Ok(())
    }

    fn end_element(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        if self.tail == Tail::START {
            self.push("/")?;
            return self.wrote(Tail::END);
        }
        self.flush()?;
        if self.pretty {
            self.line()?;
        }
        self.push("</")?;
        match self.open.get(self.depth).copied().flatten() {
            Some(name) => self.push(name.name())?,
            None => self.push(GENERAL)?,
        }
        self.wrote(Tail::END)
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
        match self.usual_end_name() {
            Some(name) => self.usual_end(name).map_err(|kind| fault(kind, Tag::default())),
            None => self.other_end(),
        }
    }
}

/// An error of writing: there is no input, so no offset.
#[cold]
fn fault(kind: ErrorKind, tag: Tag) -> Fault {
    Fault::new(kind, tag, 0)
}
