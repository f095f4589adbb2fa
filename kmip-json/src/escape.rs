//! What a text becomes between quotes.
//!
//! RFC 8259 §7.

use core::fmt::{self, Write};

use kmip_types::lexical::find_byte;

/// Writes what stands between the quotes of a string, so that it is read as it was.
///
/// # Errors
/// Whatever `out` refuses.
#[inline]
pub(crate) fn write_escaped<W: Write + ?Sized>(out: &mut W, text: &str) -> fmt::Result {
    // Not `matches!`, which would not become vector instructions.
    match find_byte(text, |b| (b < b' ') | (b == b'"') | (b == b'\\')) {
        None => out.write_str(text),
        Some(at) => write_from(out, text, at),
    }
}

/// The same for a text of which what stands before `at` needs no escape.
#[cold]
fn write_from<W: Write + ?Sized>(out: &mut W, text: &str, at: usize) -> fmt::Result {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    out.write_str(before)?;
    for c in rest.chars() {
        match c {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\u{8}' => out.write_str("\\b"),
            '\t' => out.write_str("\\t"),
            '\n' => out.write_str("\\n"),
            '\u{C}' => out.write_str("\\f"),
            '\r' => out.write_str("\\r"),
            '\0'..='\u{1F}' => write!(out, "\\u{:04x}", u32::from(c)),
            c => out.write_char(c),
        }?;
    }
    Ok(())
}

/// Passes text on as what stands between the quotes of a string.
pub(crate) struct Escaped<'o, W: ?Sized>(pub(crate) &'o mut W);

impl<W: Write + ?Sized> Write for Escaped<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_escaped(self.0, text)
    }
}
