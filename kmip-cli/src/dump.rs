//! `kmip dump`.

use std::cell::RefCell;
use std::fmt::{self, Write};

use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Pretty, transcode};
use kmip::ttlv::TtlvReader;
use serde_json::json;

use crate::args::{Dump, Offsets};
use crate::input::Input;
use crate::message::Message;
use crate::row::{Row, Rows};
use crate::summary::Summary;
use crate::{Failure, hex, paths, source};

/// Prints the messages of `input` to `text`, an item a line.
///
/// An item whose value cannot be read has the reason on its line.
///
/// # Errors
/// The first thing that is wrong with the input; what can be read has been printed.
pub fn dump(input: &[u8], options: &Dump, text: &mut dyn Write) -> Result<(), Failure> {
    let input = source::prepared(input, &options.source);
    dump_input(source::open(&input, &options.source)?, options, false, text)
}

/// Prints the messages of an input that is open.
pub(crate) fn dump_input(
    mut input: Input<'_>,
    options: &Dump,
    has_color: bool,
    text: &mut dyn Write,
) -> Result<(), Failure> {
    let broken = input.take_broken();
    let result = print(&input, options, has_color, text);
    // A text that is broken is the reason why its last message is, too.
    broken.map_or(result, Err)
}

fn print(input: &Input<'_>, options: &Dump, has_color: bool, text: &mut dyn Write) -> Result<(), Failure> {
    let messages = input.marked_messages()?;
    let several = messages.several;
    let mut first = Ok(());
    for (number, message) in (1..).zip(messages) {
        if options.message.is_some_and(|wanted| wanted != number) {
            continue;
        }
        if several && !options.json && !options.summary {
            // If nobody reads the output any more, the check still goes on to its end.
            let _ = writeln!(text, "# message {number}");
        }
        let mut page = Page {
            text,
            options,
            has_color,
            number,
            path: Vec::new(),
            shown: None,
            bytes: None,
            summary: Summary::default(),
        };
        let result = page.message(&message);
        if options.summary {
            let prefix = if several { format!("message {number}: ") } else { String::new() };
            let summary = &page.summary;
            let _ = writeln!(text, "{prefix}{summary}");
        }
        // Looked for once: finding a place takes reading again.
        if let (Err(error), Ok(())) = (result, &first) {
            first = Err(Failure::at(message.locate(error), number, several));
        }
    }
    first
}

/// The place where the lines of one message are shown.
struct Page<'p> {
    text: &'p mut dyn Write,
    options: &'p Dump,
    has_color: bool,
    number: usize,
    /// The tags from the root to the item of the last line.
    path: Vec<Box<str>>,
    /// The depth of the item that is shown with all that is in it.
    shown: Option<usize>,
    /// The message in TTLV, if its bytes are shown.
    bytes: Option<Vec<u8>>,
    summary: Summary,
}

impl Page<'_> {
    fn message(&mut self, message: &Message<'_>) -> Result<(), kmip::Error> {
        if self.options.annotate {
            let bytes = Encoding::Ttlv
                .write(&WriterOptions::default(), &mut |writer| Ok(transcode(&mut *message.reader(), writer)?))?;
            self.bytes = Some(bytes.clone());
            return self.print(&mut TtlvReader::new(&bytes), &|_, _| Ok(()));
        }
        // Both come in the order of the message.
        let unexpected = RefCell::new(message.unexpected_items().peekable());
        let remark = |offset: usize, line: &mut dyn Write| {
            let mut unexpected = unexpected.borrow_mut();
            while unexpected.next_if(|item| item.offset.is_some_and(|its_offset| its_offset < offset)).is_some() {}
            let item = unexpected.next_if(|item| item.offset == Some(offset));
            item.map_or(Ok(()), |item| write!(line, "  <- {}", item.reason()))
        };
        self.print(&mut *message.reader(), &remark)
    }

    fn print<'a>(
        &mut self,
        reader: &mut dyn kmip::format::Reader<'a>,
        remark: &dyn Fn(usize, &mut dyn Write) -> fmt::Result,
    ) -> Result<(), kmip::Error> {
        let options = self.options;
        let mut rows = Rows { show: |line: &str, row: Option<Row<'_>>| self.line(line, row), line: String::new() };
        let pretty = Pretty::new(&mut rows).with_remarks(remark);
        let mut pretty = if options.show_secrets { pretty.with_secrets() } else { pretty };
        pretty.print(reader)
    }

    fn line(&mut self, line: &str, row: Option<Row<'_>>) -> fmt::Result {
        let Some(row) = row else { return writeln!(self.text, "{line}") };
        if self.options.summary {
            self.summary.add(&row);
            return Ok(());
        }
        if self.options.path.is_some() || self.options.json {
            self.path.truncate(row.depth);
            self.path.push(row.tag.into());
        }
        if !self.is_wanted(&row) {
            return Ok(());
        }
        match (&self.bytes, self.options.json) {
            (_, true) => self.object(&row),
            (Some(bytes), _) => annotate(self.text, bytes, &row, line),
            _ if self.has_color => self.colored(&row),
            _ if self.options.offsets == Offsets::Hex => {
                let behind = line.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit());
                writeln!(self.text, "{:>6x}{behind}", row.offset)
            }
            _ => writeln!(self.text, "{line}"),
        }
    }

    fn is_wanted(&mut self, row: &Row<'_>) -> bool {
        let Some(wanted) = &self.options.path else { return true };
        if self.shown.is_some_and(|depth| row.depth > depth) {
            return true;
        }
        let is_meant = paths::is_meant(wanted, self.path.iter().map(|step| &**step));
        self.shown = is_meant.then_some(row.depth);
        is_meant
    }

    fn object(&mut self, row: &Row<'_>) -> fmt::Result {
        let is_value = !row.is_structure() && !row.is_secret() && row.error().is_none();
        let object = json!({
            "message": self.number,
            "offset": row.offset,
            "path": self.path.join("/"),
            "tag": row.tag,
            "type": row.item_type,
            "length": row.length,
            "value": is_value.then_some(row.value),
            "secret": row.is_secret(),
            "error": row.error(),
            "remark": row.remark,
        });
        writeln!(self.text, "{object}")
    }

    fn colored(&mut self, row: &Row<'_>) -> fmt::Result {
        const GREY: &str = "\u{1b}[90m";
        const BOLD: &str = "\u{1b}[1m";
        const CYAN: &str = "\u{1b}[36m";
        const YELLOW: &str = "\u{1b}[33m";
        const RED: &str = "\u{1b}[31m";
        const END: &str = "\u{1b}[0m";
        let tag = if row.is_structure() { BOLD } else { "" };
        let indent = row.depth.saturating_mul(2);
        match self.options.offsets {
            Offsets::Decimal => write!(self.text, "{GREY}{:>6}{END}  ", row.offset)?,
            Offsets::Hex => write!(self.text, "{GREY}{:>6x}{END}  ", row.offset)?,
        }
        write!(self.text, "{:indent$}{tag}{}{END}  {CYAN}{}", "", row.tag, row.item_type)?;
        if let Some(length) = row.length {
            write!(self.text, "({length})")?;
        }
        self.text.write_str(END)?;
        if !row.value.is_empty() {
            let color = if row.error().is_some() {
                RED
            } else if row.is_secret() {
                YELLOW
            } else {
                ""
            };
            write!(self.text, "  {color}{}{END}", row.value)?;
        }
        if let Some(remark) = row.remark {
            write!(self.text, "  {RED}<- {remark}{END}")?;
        }
        self.text.write_char('\n')
    }
}

/// Prints the bytes of an item, sixteen a line, with the item as a comment.
///
/// The comment is on the first line. In place of a secret there are zeros.
fn annotate(text: &mut dyn Write, message: &[u8], row: &Row<'_>, line: &str) -> fmt::Result {
    let value = if row.is_structure() { 0 } else { row.length.unwrap_or_default().next_multiple_of(8) };
    let end = row.offset.saturating_add(8).saturating_add(value);
    let mut bytes = message.get(row.offset..end).unwrap_or_default().to_vec();
    if row.is_secret() {
        bytes.iter_mut().skip(8).for_each(|byte| *byte = 0);
    }
    for (number, part) in bytes.chunks(16).enumerate() {
        let words: Vec<_> = part.chunks(4).map(hex::format).collect();
        let words = words.join(" ");
        match number {
            0 => writeln!(text, "{words:35} # {line}")?,
            _ => writeln!(text, "{words}")?,
        }
    }
    Ok(())
}
