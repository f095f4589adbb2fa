//! The pass over the text: from the objects that `serde_json` finds to the items of a document.
//!
//! A structure's children can be read only once its tag is known, since the tag can say what their names mean. Where the
//! member `tag` comes after `value`, what is read waits as a list of events until it has come; then the list is worked
//! off. So every part of the text is looked at once, whatever the order of the members.

use alloc::vec::Vec;

use kmip_types::format::{DocumentBuilder, Fault, TextBuffer};
use kmip_types::names::Naming;
use kmip_types::{Error, ErrorKind, ItemType, Limits, ReaderOptions, Tag};
use serde::de::DeserializeSeed;
use serde_json::error::Category;

use crate::object::{Members, Object};
use crate::text::Text;

/// Reads the one item that a text holds.
pub(crate) struct Parser<'a, 'n> {
    text: &'a str,
    options: ReaderOptions<'n>,
    pub(crate) builder: DocumentBuilder<'a>,
    pub(crate) naming: Naming<'n>,
    /// A string whose escapes had to be undone.
    pub(crate) scratch: TextBuffer,
    /// Just behind the last key, value or brace that was looked at.
    cursor: usize,
    /// How many structures are open.
    depth: usize,
    /// How many of them wait for their tag.
    nameless: usize,
    /// What waits for the tag of a structure around it.
    waiting: Vec<Event<'a>>,
    /// The error because of which the visitors gave up.
    pub(crate) fault: Option<Fault>,
    /// How many events were put somewhere, and bytes looked at.
    #[cfg(test)]
    steps: core::cell::Cell<usize>,
}

/// A step of the document, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event<'a> {
    /// The place of a structure's opening whose tag is not known yet.
    Nameless,
    /// A structure opens.
    Open { tag: Tag, start: usize },
    /// The innermost structure ends.
    End { end: usize },
    /// Any other item, with its value as it stands.
    Scalar { tag: Tag, item_type: ItemType, token: &'a str, start: usize },
}

impl<'a, 'n> Parser<'a, 'n> {
    pub(crate) fn new(text: &'a str, options: &ReaderOptions<'n>) -> Self {
        Self {
            text,
            options: *options,
            builder: DocumentBuilder::new(text, options),
            naming: Naming::new(options.names),
            scratch: TextBuffer::new(),
            cursor: 0,
            depth: 0,
            nameless: 0,
            waiting: Vec::new(),
            fault: None,
            #[cfg(test)]
            steps: core::cell::Cell::new(0),
        }
    }

    /// Whether what real peers write is accepted.
    pub(crate) const fn is_lenient(&self) -> bool {
        self.options.lenient
    }

    /// Reads the item, and insists that nothing follows it.
    pub(crate) fn item(&mut self) -> Result<(), Fault> {
        if self.text.len() > self.options.limits.message_bytes {
            return Err(Fault::new(ErrorKind::TooLarge, Tag::default(), 0));
        }
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        if let Err(error) = Object(self).deserialize(&mut deserializer) {
            return Err(self.fault.take().unwrap_or_else(|| self.malformed(&error)));
        }
        match self.rest().position(|byte| !is_space(byte)) {
            None => Ok(()),
            Some(at) => Err(between(ErrorKind::TrailingData, self.cursor.saturating_add(at))),
        }
    }

    /// The error with the path that leads to it.
    pub(crate) fn fail(self, fault: Fault) -> Error {
        self.builder.fail(fault)
    }

    /// What is not looked at yet.
    fn rest(&self) -> impl Iterator<Item = u8> {
        let rest = self.text.as_bytes().get(self.cursor..).unwrap_or_default().iter().copied();
        #[cfg(test)]
        let rest = rest.inspect(|_| self.steps.set(self.steps.get() + 1));
        rest
    }

    /// Goes behind a brace, a bracket or a quote, with nothing but punctuation before it, and returns where it stands.
    #[inline]
    pub(crate) fn advance(&mut self, mark: u8) -> usize {
        // Mostly at once, or behind a comma or a colon.
        let next = self.text.as_bytes().get(self.cursor..);
        let at = match next {
            Some([first, ..]) if *first == mark => 0,
            Some([_, second, ..]) if *second == mark => 1,
            _ => self.rest().position(|byte| byte == mark).unwrap_or_default(),
        };
        let at = self.cursor.saturating_add(at);
        self.cursor = at.saturating_add(1);
        at
    }

    /// Goes behind a value, which is a part of the text.
    pub(crate) fn pass(&mut self, part: &'a str) -> &'a str {
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.cursor = start.saturating_add(part.len());
        part
    }

    /// Goes behind a string; what is between its quotes is known if it has no escapes.
    #[inline]
    pub(crate) fn pass_string(&mut self, plain: Option<&'a str>) -> Text<'a> {
        let Some(text) = plain else { return self.pass_escaped() };
        self.pass(text);
        self.cursor = self.cursor.saturating_add(1);
        Text::Plain(text)
    }

    /// Goes behind a string with escapes.
    #[cold]
    fn pass_escaped(&mut self) -> Text<'a> {
        self.advance(b'"');
        let start = self.cursor;
        let mut is_escaped = false;
        let length = self.rest().position(|byte| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        let end = start.saturating_add(length.unwrap_or_default());
        self.cursor = end.saturating_add(1);
        Text::Escaped(self.text.get(start..end).unwrap_or_default())
    }

    /// How the value begins behind the key just passed.
    #[inline]
    pub(crate) fn next_byte(&self) -> Option<u8> {
        if let Some([b':', byte, ..]) = self.text.as_bytes().get(self.cursor..)
            && *byte > b' '
        {
            return Some(*byte);
        }
        self.rest().find(|byte| !is_space(*byte) && *byte != b':')
    }

    /// The array of a structure begins; where its tag is not known, the place that waits for it is returned.
    pub(crate) fn open(&mut self, members: &Members<'a>) -> Result<Option<usize>, Fault> {
        if members.item_type.is_some_and(|item_type| item_type != ItemType::STRUCTURE) {
            return Err(members.fault(ErrorKind::Syntax));
        }
        // The builder knows only what does not wait.
        if self.depth >= self.options.limits.depth.min(Limits::MAX_DEPTH) {
            return Err(members.fault(ErrorKind::Depth));
        }
        self.depth = self.depth.saturating_add(1);
        if let Some(tag) = members.tag {
            self.put(Event::Open { tag, start: members.start })?;
            return Ok(None);
        }
        self.nameless = self.nameless.saturating_add(1);
        self.wait(Event::Nameless);
        Ok(self.waiting.len().checked_sub(1))
    }

    /// The tag has come for which a structure waits that opened in this place.
    pub(crate) fn name(&mut self, tag: Tag, start: usize, place: usize) -> Result<(), Fault> {
        if let Some(event) = self.waiting.get_mut(place) {
            *event = Event::Open { tag, start };
        }
        self.nameless = self.nameless.saturating_sub(1);
        if self.nameless == 0 { self.work_off() } else { Ok(()) }
    }

    /// The innermost structure ends.
    pub(crate) fn close(&mut self, end: usize) -> Result<(), Fault> {
        self.depth = self.depth.saturating_sub(1);
        self.put(Event::End { end })
    }

    /// A structure without children.
    pub(crate) fn empty(&mut self, members: &Members<'a>, end: usize) -> Result<(), Fault> {
        self.open(members)?;
        self.close(end)
    }

    /// Takes the next step, at once or when what waits is worked off.
    pub(crate) fn put(&mut self, event: Event<'a>) -> Result<(), Fault> {
        if self.nameless == 0 {
            return self.take(event);
        }
        self.wait(event);
        Ok(())
    }

    /// Adds an event to those that wait.
    fn wait(&mut self, event: Event<'a>) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + 1);
        self.waiting.push(event);
    }

    /// Works off what waits: every structure has its tag.
    fn work_off(&mut self) -> Result<(), Fault> {
        core::mem::take(&mut self.waiting).into_iter().try_for_each(|event| self.take(event))
    }

    /// Adds what an event says to the document.
    fn take(&mut self, event: Event<'a>) -> Result<(), Fault> {
        #[cfg(test)]
        self.steps.set(self.steps.get() + 1);
        match event {
            Event::Nameless => Ok(()),
            Event::Open { tag, start } => {
                self.builder.open(tag, start)?;
                self.naming.open(tag);
                Ok(())
            }
            Event::End { end } => self.builder.end(end),
            Event::Scalar { tag, item_type, token, start } => self.value(tag, item_type, token, start),
        }
    }

    /// Why `serde_json` cannot go on.
    #[cold]
    fn malformed(&self, error: &serde_json::Error) -> Fault {
        let at = self.position(error.line(), error.column());
        let is_truncated = match error.classify() {
            Category::Eof => true,
            // The parser does not say so of a number.
            Category::Syntax => {
                at.saturating_add(1) >= self.text.len() && self.text.ends_with(['-', '+', '.', 'e', 'E'])
            }
            _ => false,
        };
        if is_truncated {
            return self.builder.innermost(ErrorKind::Truncated, self.text.len());
        }
        // Of a value of the wrong shape, serde_json tells a place inside it or before it.
        let is_shape = matches!(error.classify(), Category::Data);
        between(ErrorKind::Syntax, if is_shape { self.next_value().unwrap_or(at) } else { at })
    }

    /// Where the next value behind what was passed starts.
    fn next_value(&self) -> Option<usize> {
        let at = self.rest().position(|byte| !is_space(byte) && !matches!(byte, b',' | b':'))?;
        Some(self.cursor.saturating_add(at))
    }

    /// The offset of the byte in this line and column, both of which count from 1.
    #[cold]
    fn position(&self, line: usize, column: usize) -> usize {
        let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1));
        let start = core::iter::once(0).chain(ends).nth(line.saturating_sub(1)).unwrap_or_default();
        start.saturating_add(column).saturating_sub(1)
    }
}

/// Whether a byte is white space of JSON.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// An error of what stands between two items.
#[cold]
fn between(kind: ErrorKind, offset: usize) -> Fault {
    Fault::new(kind, Tag::default(), offset)
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use super::*;

    /// So many items in so many structures one in the other, of which the tag comes first or last.
    fn nested(depth: usize, items: usize, is_late: bool) -> String {
        let item = if is_late {
            r#"{"value":1,"type":"Integer","tag":"BatchCount"}"#
        } else {
            r#"{"tag":"BatchCount","type":"Integer","value":1}"#
        };
        let mut text = String::from(item);
        for _ in 0..depth {
            let siblings = format!(",{item}").repeat(items / depth);
            text = if is_late {
                format!(r#"{{"value":[{text}{siblings}],"tag":"BatchItem"}}"#)
            } else {
                format!(r#"{{"tag":"BatchItem","value":[{text}{siblings}]}}"#)
            };
        }
        text
    }

    fn steps(text: &str) -> usize {
        let mut parser = Parser::new(text, &ReaderOptions::default());
        parser.item().unwrap();
        assert!(parser.waiting.is_empty());
        parser.steps.get()
    }

    /// Each event is put into the document once, and waits once at most; each byte is looked at a few times at most.
    #[test]
    fn work_grows_as_the_text_does() {
        for is_late in [false, true] {
            let flat = steps(&nested(1, 3200, is_late));
            let deep = nested(32, 3200, is_late);
            assert!(steps(&deep) < flat + 32 * 64, "{flat} in one structure, {} in 32", steps(&deep));
            assert!(steps(&deep) < deep.len());
            let double = steps(&nested(32, 6400, is_late));
            assert!(double < 2 * steps(&deep) + 64, "{} and {double}", steps(&deep));
        }
        let (early, late) = (steps(&nested(32, 3200, false)), steps(&nested(32, 3200, true)));
        // Each of the items and ends has waited once.
        let events = 3201 + 2 * 32;
        assert!(late - early <= 2 * events, "{early} and {late}");
        assert!(late > early + events / 2, "{early} and {late}");
    }
}
