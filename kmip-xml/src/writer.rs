//! Items as elements.
//!
//! ```text
//! <Name type="Integer" value="8"/>                        a tag that the version has
//! <TTLV tag="0x540001" name="Label" type="…" value="…"/>  any other, the label only where the vendor names it
//! <Name>…</Name>   <Name/>                                a structure
//! ```

mod values;

use core::fmt;

use kmip_types::lexical::{Sink, write_hex};
use kmip_types::names::Spelling;
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Naming, Tag, VendorNames, Versions};

use crate::WriterOptions;
use crate::escape::{full, write_escaped};
use crate::heads::HEADS;

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
    /// The version in whose spelling names of tags are written at once; none where elements have lines of their own, or a
    /// vendor names tags.
    plain: Versions,
    /// Whether anything was written, if lines are wanted.
    started: bool,
    /// What the element written last still lacks: written together with what comes next.
    tail: Tail,
    /// How many elements are open, and their names; `None`: the general form.
    depth: usize,
    open: [Option<Spelling>; Limits::MAX_DEPTH],
}

/// What an element still lacks: the first two bits are the number of bytes of `"/><` that it does not.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tail(u8);

impl Tail {
    /// An element with a value its `"/>`.
    const VALUE: Self = Self(0);
    /// An end tag, or that of an empty element, its `>`.
    const END: Self = Self(2);
    /// A start tag its `>`, or its `/>`, if nothing comes in the element.
    const START: Self = Self(2 | 4);
    const NOTHING: Self = Self(3);

    /// The number of bytes of `"/><` that are there.
    #[inline(always)]
    fn written(self) -> usize {
        (self.0 & 3).into()
    }
}

/// The name of the general form of an element.
pub(crate) const GENERAL: &str = "TTLV";

/// A type, and what stands between it and the value of an element.
macro_rules! of_type {
    ($name:literal) => {
        concat!($name, "\" value=\"")
    };
}
use of_type;

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
        let &WriterOptions { pretty, names, .. } = options;
        let open = [None; Limits::MAX_DEPTH];
        let plain = Versions::NONE;
        let mut writer =
            Self { out, naming, names, pretty, plain, started: false, tail: Tail::NOTHING, depth: 0, open };
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
    }

    /// Writes an element up to its type.
    #[inline(always)]
    fn start(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        match tag.spelling_in(self.plain) {
            Some(name) => HEADS.write(&mut self.out, name, self.tail.written()).map_err(full),
            None => self.start_otherwise(tag).and_then(|_| self.push(" type=\"")),
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
                HEADS.write_name(&mut self.out, name).map_err(full)?;
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

    /// Writes an element with an Enumeration: of the values that are one word, that of most items.
    #[inline(always)]
    fn enumeration_element(&mut self, tag: Tag, value: u32) -> Result<(), ErrorKind> {
        let name = self.naming.enumeration_name(tag, value);
        self.start(tag)?;
        self.push(of_type!("Enumeration"))?;
        match name {
            // Names of the standard need no escapes.
            Some(name) if self.names.values.is_empty() => self.push(name)?,
            Some(name) => write_escaped(&mut self.out, name)?,
            None => self.out.put_formatted(format_args!("{value:#010x}")).map_err(full)?,
        }
        self.wrote(Tail::VALUE)
    }

    /// Writes an element with any other value that is one word.
    #[inline(never)]
    fn other_word(&mut self, item: Item) -> Result<(), Fault> {
        self.element(item).map_err(|kind| fault(kind, item.tag()))?;
        self.naming.word(item);
        self.follow_versions();
        Ok(())
    }

    fn element(&mut self, item: Item) -> Result<(), ErrorKind> {
        self.start(item.tag())?;
        match item.as_integer() {
            Some(value) => {
                self.push(of_type!("Integer"))?;
                self.integer(item.tag(), value)?;
            }
            None => self.rarer(item)?,
        }
        self.wrote(Tail::VALUE)
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
        self.wrote(Tail::VALUE)
    }

    /// Writes an element with bytes.
    fn bytes_element(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag)?;
        if item_type == ItemType::BYTE_STRING {
            self.push(of_type!("ByteString"))?;
            write_hex(&mut self.out, bytes).map_err(full)?;
        } else {
            self.big_integer(bytes)?;
        }
        self.wrote(Tail::VALUE)
    }

    /// Opens an element.
    fn open_element(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        let Some(name) = tag.spelling_in(self.plain) else { return self.open_otherwise(tag) };
        let written = self.tail.written();
        self.enter(Some(name))?;
        HEADS.write_through_name(&mut self.out, name, written).map_err(full)
    }

    /// Opens an element as [`start_otherwise`](Self::start_otherwise) writes it.
    #[cold]
    #[inline(never)]
    fn open_otherwise(&mut self, tag: Tag) -> Result<(), ErrorKind> {
        let name = self.start_otherwise(tag)?;
        self.enter(name)
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

    /// Closes the innermost element.
    fn end_element(&mut self) -> Result<(), ErrorKind> {
        self.depth = self.depth.checked_sub(1).ok_or(ErrorKind::Unbalanced)?;
        let Some(Some(name)) = self.open.get(self.depth).copied() else { return self.end_otherwise() };
        if self.pretty || self.depth == 0 || self.tail == Tail::START {
            return self.end_otherwise();
        }
        if self.tail == Tail::VALUE {
            self.push("\"/></")?;
        } else {
            self.push("></")?;
        }
        self.tail = Tail::END;
        HEADS.write_name(&mut self.out, name).map_err(full)
    }

    /// Closes an element that is empty, the outermost one, of the general form, or pretty.
    #[cold]
    #[inline(never)]
    fn end_otherwise(&mut self) -> Result<(), ErrorKind> {
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
            Some(name) => HEADS.write_name(&mut self.out, name).map_err(full)?,
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

impl<W: Sink> kmip_types::Writer for Writer<'_, W> {
    fn word(&mut self, item: Item) -> Result<(), Fault> {
        match item.as_enumeration() {
            Some(value) => self.enumeration_element(item.tag(), value).map_err(|kind| fault(kind, item.tag())),
            None => self.other_word(item),
        }
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
