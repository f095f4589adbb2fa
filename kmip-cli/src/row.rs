//! The lines of a dump, one after another, as `Pretty` prints them.

use std::fmt;

/// One line of a dump, in its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row<'l> {
    /// The place at which the item starts.
    pub(crate) offset: usize,
    /// The number of structures around it.
    pub(crate) depth: usize,
    pub(crate) tag: &'l str,
    pub(crate) item_type: &'l str,
    /// The length, if the encoding has one.
    pub(crate) length: Option<usize>,
    /// The value, `secret`, or why it cannot be read; nothing for a structure.
    pub(crate) value: &'l str,
    /// The reason why the item is not typed.
    pub(crate) remark: Option<&'l str>,
}

impl<'l> Row<'l> {
    /// The columns of a line.
    pub(crate) fn parse(line: &'l str) -> Option<Self> {
        let (offset, rest) = line.trim_start().split_once("  ")?;
        let inner = rest.trim_start();
        let depth = rest.len().saturating_sub(inner.len()) / 2;
        let (tag, rest) = inner.split_once("  ")?;
        let (head, value) = rest.split_once("  ").unwrap_or((rest, ""));
        let (item_type, length) = match head.split_once('(') {
            Some((item_type, length)) => (item_type, length.trim_end_matches(')').parse().ok()),
            None => (head, None),
        };
        let (value, remark) = match value.strip_prefix("<- ") {
            Some(remark) => ("", Some(remark)),
            // A text may have anything in it, and ends in its quote.
            None if value.starts_with('"') && value.ends_with('"') => (value, None),
            None => value.rsplit_once("  <- ").map_or((value, None), |(value, remark)| (value, Some(remark))),
        };
        Some(Self { offset: offset.parse().ok()?, depth, tag, item_type, length, value, remark })
    }

    /// Returns whether the value is one that is not shown.
    pub(crate) fn is_secret(&self) -> bool {
        self.value == "secret"
    }

    /// Returns why the value cannot be read.
    pub(crate) fn error(&self) -> Option<&'l str> {
        self.value.strip_prefix("cannot be read: ")
    }

    pub(crate) fn is_structure(&self) -> bool {
        self.item_type == "Structure"
    }
}

/// Gives each line that is written to something that shows it.
pub(crate) struct Rows<F: FnMut(&str, Option<Row<'_>>) -> fmt::Result> {
    pub(crate) show: F,
    pub(crate) line: String,
}

impl<F: FnMut(&str, Option<Row<'_>>) -> fmt::Result> fmt::Write for Rows<F> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for piece in text.split_inclusive('\n') {
            self.line.push_str(piece);
            if piece.ends_with('\n') {
                let line = self.line.trim_end_matches('\n');
                let shown = (self.show)(line, Row::parse(line));
                self.line.clear();
                shown?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_columns() {
        let row = Row::parse("   136        UniqueIdentifier  Identifier(36)  \"a  b\"").unwrap();
        assert_eq!((row.offset, row.depth, row.tag, row.item_type), (136, 3, "UniqueIdentifier", "Identifier"));
        assert_eq!((row.length, row.value, row.remark), (Some(36), "\"a  b\"", None));
        let row = Row::parse("     0  RequestMessage  Structure").unwrap();
        assert_eq!((row.depth, row.length, row.value), (0, None, ""));
        assert!(row.is_structure());
        let row = Row::parse("100000  0x540001  ByteString(4)  secret  <- not in the tables").unwrap();
        assert_eq!((row.offset, row.is_secret(), row.remark), (100_000, true, Some("not in the tables")));
        let row = Row::parse("    24  Comment  TextString(2)  cannot be read: invalid UTF-8").unwrap();
        assert_eq!(row.error(), Some("invalid UTF-8"));
        assert_eq!(Row::parse("# message 1"), None);
    }
}
