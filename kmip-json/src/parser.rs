//! The pass over the text.
//!
//! It leads from the objects that `serde_json` finds to the items of a document.

use kmip_types::format::text::TextParser;
use kmip_types::format::{DocumentBuilder, Fault};
use kmip_types::{ErrorKind, ReaderOptions, Tag};
use serde::de::DeserializeSeed;
use serde_json::error::Category;

use crate::cursor::Cursor;
use crate::object::{Object, State};
use crate::queue::Queue;

/// Reads the one item that a text holds.
pub(crate) struct Parser<'a, 'n> {
    state: State<'a, 'n>,
    /// The most bytes that the text may have.
    max_bytes: usize,
}

impl<'a, 'n> Parser<'a, 'n> {
    pub(crate) fn new(text: &'a str, options: &ReaderOptions<'n>) -> Self {
        let state = State { cursor: Cursor::new(text), queue: Queue::new(text, options), fault: None };
        Self { state, max_bytes: options.limits.message_bytes }
    }

    /// Goes on behind values that cannot be read.
    pub(crate) const fn mark(&mut self) {
        self.state.queue.items.builder.mark();
    }

    /// Returns why `serde_json` cannot go on.
    #[cold]
    fn malformed(&self, error: &serde_json::Error) -> Fault {
        let cursor = &self.state.cursor;
        let at = cursor.position(error.line(), error.column());
        let is_truncated = match error.classify() {
            Category::Eof => true,
            // The parser does not say so of a number.
            Category::Syntax => {
                at.saturating_add(1) >= cursor.text.len() && cursor.text.ends_with(['-', '+', '.', 'e', 'E'])
            }
            _ => false,
        };
        if is_truncated {
            return self.state.queue.items.builder.innermost(ErrorKind::Truncated, cursor.text.len());
        }
        // Of a value of the wrong shape, serde_json tells a place inside it or before it.
        let is_shape = matches!(error.classify(), Category::Data);
        between(ErrorKind::Syntax, if is_shape { cursor.next_value().unwrap_or(at) } else { at })
    }
}

impl<'a> TextParser<'a> for Parser<'a, '_> {
    fn item(&mut self) -> Result<(), Fault> {
        let text = self.state.cursor.text;
        if text.len() > self.max_bytes {
            return Err(between(ErrorKind::TooLarge, 0));
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        if let Err(error) = Object(&mut self.state).deserialize(&mut deserializer) {
            return Err(self.state.fault.take().unwrap_or_else(|| self.malformed(&error)));
        }
        self.state.cursor.trailing().map_or(Ok(()), |at| Err(between(ErrorKind::TrailingData, at)))
    }

    fn into_builder(self) -> DocumentBuilder<'a> {
        self.state.queue.items.builder
    }
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

    use kmip_types::Limits;

    use super::*;

    /// Makes a document of this many items in nested structures.
    ///
    /// The tag of each structure comes first or last.
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
        let options = ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(usize::MAX));
        let mut parser = Parser::new(text, &options);
        parser.item().unwrap();
        assert!(parser.state.queue.waiting.is_empty());
        parser.state.queue.steps + parser.state.cursor.steps.get()
    }

    /// The work grows as the text does.
    ///
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
