//! The pass over the text: from the events of quick-xml to the items of a document.

use kmip_types::format::Detail;
use kmip_types::format::text::TextParser;
use kmip_types::format::{Document, DocumentBuilder, Fault, TextBuffer, lexical};
use kmip_types::names::Naming;
use kmip_types::{ErrorKind, ItemType, ReaderOptions, Tag};
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::Event;

use crate::element::Element;
use crate::namespace::{Namespaces, URI};
use crate::prolog::{is_instruction, is_readable};
use crate::text::{is_legal_text, is_space, plain, trim};
use crate::writer::GENERAL;

/// The element around the messages of a file.
const WRAPPER: &str = "KMIP";

/// Reads the elements of a text one by one.
pub(crate) struct Parser<'a, 'n> {
    text: &'a str,
    events: quick_xml::Reader<&'a [u8]>,
    /// The byte order mark, which the events do not count.
    mark: usize,
    options: ReaderOptions<'n>,
    /// The part of the current message that has been read.
    pub(crate) builder: DocumentBuilder<'a>,
    pub(crate) naming: Naming<'n>,
    /// An attribute value whose references had to be replaced.
    pub(crate) scratch: TextBuffer,
    namespaces: Namespaces<'a>,
    /// The number of open elements, scalars and the wrapper included.
    level: usize,
    /// True if the innermost open element is a scalar.
    ///
    /// Nothing can stand in a scalar.
    in_scalar: bool,
    sequence: Sequence,
    /// True if character data between messages is passed over.
    skips_text: bool,
}

/// The content that can stand at the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sequence {
    /// One item.
    Item,
    /// One message, or the wrapper; nothing has been read yet.
    Any,
    /// The wrapper is open.
    Wrapped,
    /// Nothing more.
    Done,
}

/// An event, or what the loop has to know of it.
enum Step {
    /// Go on.
    On,
    /// The item at the root is complete.
    Complete,
    /// The text ends.
    End,
}

impl<'a, 'n> Parser<'a, 'n> {
    /// A parser of one item.
    pub(crate) fn new(text: &'a str, options: &ReaderOptions<'n>) -> Self {
        let mut events = quick_xml::Reader::from_str(text);
        events.config_mut().check_comments = true;
        Self {
            text,
            events,
            mark: if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 },
            options: *options,
            builder: DocumentBuilder::new(text, options),
            naming: Naming::new(options.names()).lenient(options.lenient),
            scratch: TextBuffer::new(),
            namespaces: Namespaces::default(),
            level: 0,
            in_scalar: false,
            sequence: Sequence::Item,
            skips_text: false,
        }
    }

    /// Returns whether what real peers write is accepted.
    pub(crate) const fn is_lenient(&self) -> bool {
        self.options.lenient
    }

    /// Reads the next message of a sequence.
    ///
    /// What was read of a message that fails stays behind, for the path.
    pub(crate) fn message(&mut self) -> Result<Option<Document<'a>>, Fault> {
        if self.sequence == Sequence::Item {
            self.sequence = Sequence::Any;
            self.skips_text = self.is_lenient();
        }
        self.naming = Naming::new(self.options.names()).lenient(self.options.lenient);
        let start = self.position();
        loop {
            let step = self.step()?;
            if self.position().saturating_sub(start) > self.options.limits.message_bytes {
                return Err(between(ErrorKind::TooLarge, start));
            }
            match step {
                Step::On => {}
                Step::Complete => return Ok(Some(self.builder.take())),
                Step::End if self.sequence == Sequence::Any => {
                    return Err(between(ErrorKind::Truncated, self.text.len()));
                }
                Step::End => return Ok(None),
            }
        }
    }

    /// Returns how far the events are.
    fn position(&self) -> usize {
        usize::try_from(self.events.buffer_position()).map_or(usize::MAX, |position| self.mark.saturating_add(position))
    }

    /// Reads one event.
    fn step(&mut self) -> Result<Step, Fault> {
        let start = self.position();
        let event = self.events.read_event().map_err(|error| self.malformed(&error))?;
        let end = self.position();
        match event {
            Event::Empty(tag) => {
                self.start(start, end, tag.name().into_inner().len())?;
                self.end(end)
            }
            Event::Start(tag) => {
                self.start(start, end, tag.name().into_inner().len())?;
                Ok(Step::On)
            }
            Event::End(_) => self.end(end),
            Event::Text(text) => self.character_data(&text, start),
            Event::GeneralRef(_) if self.is_skipped() => Ok(Step::On),
            Event::Comment(text) if is_legal_text(&text) => Ok(Step::On),
            Event::PI(instruction) if is_instruction(&instruction) => Ok(Step::On),
            Event::Decl(declaration) if start == self.mark && is_readable(&declaration) => Ok(Step::On),
            Event::DocType(_) => Err(between(ErrorKind::Doctype, start)),
            Event::Eof if self.level > 0 => Err(self.builder.innermost(ErrorKind::Truncated, self.text.len())),
            Event::Eof => Ok(Step::End),
            _ => Err(self.stray(start)),
        }
    }

    /// Returns what is not an element stands where only elements can.
    #[cold]
    fn stray(&self, offset: usize) -> Fault {
        let is_behind = self.level == 0 && self.sequence == Sequence::Done;
        between(if is_behind { ErrorKind::TrailingData } else { ErrorKind::Syntax }, offset)
    }

    /// Returns why quick-xml cannot go on.
    #[cold]
    fn malformed(&self, error: &quick_xml::Error) -> Fault {
        let at = usize::try_from(self.events.error_position()).unwrap_or(usize::MAX);
        let kind = match error {
            quick_xml::Error::Syntax(SyntaxError::UnclosedDoctype)
            | quick_xml::Error::IllFormed(IllFormedError::MissingDoctypeName) => ErrorKind::Doctype,
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => ErrorKind::Syntax,
            quick_xml::Error::Syntax(_) => ErrorKind::Truncated,
            _ => ErrorKind::Syntax,
        };
        between(kind, self.mark.saturating_add(at))
    }

    /// Returns whether character data is between two messages, and passed over.
    fn is_skipped(&self) -> bool {
        self.skips_text && self.builder.depth() == 0 && !self.in_scalar
    }

    fn character_data(&self, text: &str, start: usize) -> Result<Step, Fault> {
        match text.bytes().position(|byte| !is_space(byte)) {
            Some(at) if !self.is_skipped() => Err(self.stray(start.saturating_add(at))),
            _ => Ok(Step::On),
        }
    }

    /// An element starts.
    fn start(&mut self, start: usize, end: usize, name_length: usize) -> Result<(), Fault> {
        if self.in_scalar {
            return Err(between(ErrorKind::Syntax, start));
        }
        if self.level == 0 && self.sequence == Sequence::Done {
            return Err(between(ErrorKind::TrailingData, start));
        }
        let markup = self.text.get(start..end).unwrap_or_default();
        let element = Element::parse(markup, name_length).map_err(|kind| between(kind, start))?;
        self.attributes(&element).map_err(|kind| between(kind, start))?;
        self.level = self.level.saturating_add(1);
        if element.name == WRAPPER && self.sequence == Sequence::Any {
            self.sequence = Sequence::Wrapped;
            return Ok(());
        }
        if self.sequence != Sequence::Wrapped {
            self.sequence = Sequence::Done;
        }
        let tag = self.tag(&element).map_err(|kind| self.unnamed(kind, &element, start))?;
        self.content(&element, tag, start)
    }

    /// Checks the attributes that say nothing about the item.
    ///
    /// They are namespaces, and what is unknown.
    fn attributes(&mut self, element: &Element<'a>) -> Result<(), ErrorKind> {
        for (name, raw) in &element.others {
            let value = plain(raw, &mut self.scratch).ok_or(ErrorKind::Syntax)?;
            if self.options.lenient {
                continue;
            }
            match (*name, name.strip_prefix("xmlns:")) {
                ("xmlns", _) if value.is_empty() || value == URI => {}
                (_, Some(prefix)) if value == URI => {
                    self.namespaces.declare(self.level, prefix).ok_or(ErrorKind::Syntax)?;
                }
                ("xmlns", _) | (_, Some(_)) => return Err(ErrorKind::Namespace),
                _ => return Err(ErrorKind::Syntax),
            }
        }
        match element.prefix {
            Some(prefix) if !self.options.lenient && !self.namespaces.has(prefix) => Err(ErrorKind::Namespace),
            _ => Ok(()),
        }
    }

    /// The tag that an element stands for.
    fn tag(&mut self, element: &Element<'a>) -> Result<Tag, ErrorKind> {
        let named = match element.name {
            GENERAL => None,
            name => Some(self.naming.tag(name).or_else(|| numbered(name)).ok_or(ErrorKind::UnknownName)?),
        };
        let numbered = match element.tag {
            Some(raw) => {
                let text = trim(plain(raw, &mut self.scratch).ok_or(ErrorKind::Syntax)?);
                Some(said_tag(text, &self.naming, self.options.lenient)?)
            }
            None => None,
        };
        match (named, numbered) {
            (Some(named), Some(numbered)) if named != numbered => Err(ErrorKind::WrongTag),
            (Some(tag), _) | (None, Some(tag)) => Ok(tag),
            (None, None) => Err(ErrorKind::Syntax),
        }
    }

    /// Returns what an element of this tag says: a structure opens, or a value.
    fn content(&mut self, element: &Element<'a>, tag: Tag, start: usize) -> Result<(), Fault> {
        let fault = |kind| Fault::new(kind, tag, start);
        if let Some(raw) = element.label {
            plain(raw, &mut self.scratch).ok_or_else(|| fault(ErrorKind::Syntax))?;
        }
        let item_type = match element.item_type {
            None => ItemType::STRUCTURE,
            Some(raw) => match item_type(raw) {
                Some(item_type) => item_type,
                None => {
                    let text = plain(raw, &mut self.scratch).ok_or_else(|| fault(ErrorKind::Syntax))?;
                    let item_type = self.naming.item_type(text);
                    item_type.ok_or_else(|| self.untyped(raw, fault(ErrorKind::UnknownType)))?
                }
            },
        };
        match (item_type, element.value) {
            (ItemType::STRUCTURE, None) => {
                self.builder.open(tag, start)?;
                self.naming.open(tag);
                Ok(())
            }
            (ItemType::STRUCTURE, Some(_)) | (_, None) => Err(fault(ErrorKind::Syntax)),
            (_, Some(raw)) => {
                self.in_scalar = true;
                self.value(tag, item_type, raw, start).or_else(|fault| self.unreadable(item_type, raw, fault))
            }
        }
    }

    /// Tells what was expected of a value that cannot be read.
    #[cold]
    fn unreadable(&mut self, item_type: ItemType, raw: &str, fault: Fault) -> Result<(), Fault> {
        let text = plain(raw, &mut self.scratch);
        let detail = text.and_then(|text| Detail::of_value(fault.kind(), fault.tag(), item_type, text, &self.naming));
        self.builder.unreadable(item_type, fault, detail)
    }

    /// The error of an element whose tag nobody knows.
    #[cold]
    fn unnamed(&mut self, kind: ErrorKind, element: &Element<'_>, offset: usize) -> Fault {
        let fault = between(kind, offset);
        let said = element.tag.filter(|_| element.name == GENERAL).unwrap_or(element.name);
        let detail = (kind == ErrorKind::UnknownName).then(|| Detail::of_tag(said, &self.naming));
        self.builder.note(fault, detail);
        fault
    }

    /// The error of an item type that is none.
    #[cold]
    fn untyped(&mut self, raw: &str, fault: Fault) -> Fault {
        let detail = Detail::of_item_type(raw, &self.naming);
        self.builder.note(fault, Some(detail));
        fault
    }

    /// An element ends.
    fn end(&mut self, end: usize) -> Result<Step, Fault> {
        self.level = self.level.saturating_sub(1);
        self.namespaces.leave(self.level);
        let was_scalar = core::mem::take(&mut self.in_scalar);
        if !was_scalar && self.builder.depth() == 0 {
            // The wrapper ends.
            self.sequence = Sequence::Done;
            return Ok(Step::On);
        }
        if !was_scalar {
            self.builder.end(end)?;
        }
        Ok(if self.builder.depth() == 0 { Step::Complete } else { Step::On })
    }
}

impl<'a> TextParser<'a> for Parser<'a, '_> {
    fn item(&mut self) -> Result<(), Fault> {
        if self.text.len() > self.options.limits.message_bytes {
            return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0));
        }
        while !matches!(self.step()?, Step::End) {}
        Ok(())
    }

    fn into_builder(self) -> DocumentBuilder<'a> {
        self.builder
    }
}

/// Creates an error of what stands between two items.
///
/// It may also be an element that could not be recognised as an item.
#[cold]
fn between(kind: ErrorKind, offset: usize) -> Fault {
    Fault::new(kind, Tag::new(0), offset)
}

/// Reads the tag that the attribute `tag` says.
///
/// It says the tag by its number or its name, KMIP Profiles 2.1 §5.4.1.3.
#[cold]
fn said_tag(text: &str, naming: &Naming<'_>, lenient: bool) -> Result<Tag, ErrorKind> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return if lenient { lexical::tag_in_either_case(text) } else { lexical::tag(text) };
    }
    naming.tag(text).ok_or(ErrorKind::UnknownName)
}

/// Reads the tag that a name such as `x540001` stands for.
///
/// The name is the letter and six hexadecimal digits.
fn numbered(name: &str) -> Option<Tag> {
    let digits = name.strip_prefix(['x', 'X']).filter(|digits| digits.len() == 6)?;
    lexical::hex_u32(digits, true).ok().map(Tag::new).filter(|tag| tag.is_valid())
}

/// Returns the item type whose name stands there just as the standard has it.
///
/// This is the common case, without a look-up.
fn item_type(raw: &str) -> Option<ItemType> {
    Some(match raw {
        "Integer" => ItemType::INTEGER,
        "LongInteger" => ItemType::LONG_INTEGER,
        "BigInteger" => ItemType::BIG_INTEGER,
        "Enumeration" => ItemType::ENUMERATION,
        "Boolean" => ItemType::BOOLEAN,
        "TextString" => ItemType::TEXT_STRING,
        "ByteString" => ItemType::BYTE_STRING,
        "DateTime" => ItemType::DATE_TIME,
        "Interval" => ItemType::INTERVAL,
        "Identifier" => ItemType::IDENTIFIER,
        _ => return None,
    })
}
