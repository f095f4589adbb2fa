//! The cursor: how far the text has been looked at.

use crate::text::Text;

/// A place in the text: `serde_json` tells what stands there, but not where it is.
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    /// Just behind the last key, value or brace that was looked at.
    pub(crate) at: usize,
    /// The number of bytes that were looked at one by one.
    #[cfg(test)]
    pub(crate) steps: core::cell::Cell<usize>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            #[cfg(test)]
            steps: core::cell::Cell::new(0),
        }
    }

    /// The offset of what follows the item, if it is no white space.
    pub(crate) fn trailing(&self) -> Option<usize> {
        let at = self.rest().position(|byte| !is_space(byte))?;
        Some(self.at.saturating_add(at))
    }

    /// Returns what is not looked at yet.
    fn rest(&self) -> impl Iterator<Item = u8> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default().iter().copied();
        #[cfg(test)]
        let rest = rest.inspect(|_| self.steps.set(self.steps.get() + 1));
        rest
    }

    /// Goes behind a brace, bracket or quote, and returns its place.
    ///
    /// Only punctuation may stand before it.
    pub(crate) fn advance(&mut self, mark: u8) -> usize {
        // Mostly at once, or behind a comma or a colon.
        let next = self.text.as_bytes().get(self.at..);
        let at = match next {
            Some([first, ..]) if *first == mark => 0,
            Some([_, second, ..]) if *second == mark => 1,
            _ => self.rest().position(|byte| byte == mark).unwrap_or_default(),
        };
        let at = self.at.saturating_add(at);
        self.at = at.saturating_add(1);
        at
    }

    /// Goes behind a value, which is a part of the text.
    pub(crate) fn pass(&mut self, part: &'a str) -> &'a str {
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.at = start.saturating_add(part.len());
        part
    }

    /// Goes behind a string; what is between its quotes is known if it has no escapes.
    pub(crate) fn pass_string(&mut self, plain: Option<&'a str>) -> Text<'a> {
        let Some(text) = plain else { return self.pass_escaped() };
        self.pass(text);
        self.at = self.at.saturating_add(1);
        Text::Plain(text)
    }

    /// Goes behind a string with escapes.
    #[cold]
    fn pass_escaped(&mut self) -> Text<'a> {
        self.advance(b'"');
        let start = self.at;
        let mut is_escaped = false;
        let length = self.rest().position(|byte| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        let end = start.saturating_add(length.unwrap_or_default());
        self.at = end.saturating_add(1);
        Text::Escaped(self.text.get(start..end).unwrap_or_default())
    }

    /// Returns how the value begins behind the key just passed.
    pub(crate) fn next_byte(&self) -> Option<u8> {
        if let Some([b':', byte, ..]) = self.text.as_bytes().get(self.at..)
            && *byte > b' '
        {
            return Some(*byte);
        }
        self.rest().find(|byte| !is_space(*byte) && *byte != b':')
    }

    /// Returns where the next value behind what was passed starts.
    pub(crate) fn next_value(&self) -> Option<usize> {
        let at = self.rest().position(|byte| !is_space(byte) && !matches!(byte, b',' | b':'))?;
        Some(self.at.saturating_add(at))
    }

    /// The offset of the byte in this line and column, both of which count from 1.
    #[cold]
    pub(crate) fn position(&self, line: usize, column: usize) -> usize {
        let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1));
        let start = core::iter::once(0).chain(ends).nth(line.saturating_sub(1)).unwrap_or_default();
        start.saturating_add(column).saturating_sub(1)
    }
}

/// Returns whether a byte is white space of JSON.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
