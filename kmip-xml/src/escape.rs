//! The form that a text takes between quotes.
//!
//! XML 1.0 §2.2 (characters), §3.3.3 (attribute-value normalisation).

use kmip_types::ErrorKind;
use kmip_types::format::lexical::{Sink, find_byte};
use kmip_types::format::text::full;

/// Returns whether an XML document can hold a character.
pub(crate) const fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Writes a text between double quotes, so that it is read as it was.
///
/// # Errors
/// [`NotInXml`](ErrorKind::NotInXml): the text has a character that no XML document can hold.
/// [`BufferFull`](ErrorKind::BufferFull): `out` refuses it.
#[inline]
pub(crate) fn write_escaped<W: Sink + ?Sized>(out: &mut W, text: &str) -> Result<(), ErrorKind> {
    match find_special(text) {
        None => out.put(text).map_err(full),
        Some(at) => write_from(out, text, at),
    }
}

/// Returns the place of the first special character.
///
/// It has to be escaped, or may have to be refused.
#[inline(never)]
fn find_special(text: &str) -> Option<usize> {
    // In three comparisons: `<`, `"` and `&`, and what is a control character or not ASCII.
    find_byte(text, |b| (b == b'<') | (b | 4 == b'&') | (b.cast_signed() < 0x20))
}

/// Writes a text whose part before `at` needs no escape.
#[cold]
fn write_from<W: Sink + ?Sized>(out: &mut W, text: &str, at: usize) -> Result<(), ErrorKind> {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    out.put(before).map_err(full)?;
    for c in rest.chars() {
        match c {
            '&' => out.put("&amp;"),
            '<' => out.put("&lt;"),
            '"' => out.put("&quot;"),
            '\t' => out.put("&#9;"),
            '\n' => out.put("&#10;"),
            '\r' => out.put("&#13;"),
            c if is_legal(c) => out.put(c.encode_utf8(&mut [0; 4])),
            _ => return Err(ErrorKind::NotInXml),
        }
        .map_err(full)?;
    }
    Ok(())
}
