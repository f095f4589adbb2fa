//! The form that a text takes between quotes.
//!
//! RFC 8259 §7.

use core::fmt;

use kmip_types::format::lexical::{Sink, find_byte};

/// Writes what stands between the quotes of a string, so that it is read as it was.
///
/// # Errors
/// Whatever `out` refuses.
#[inline]
pub(crate) fn write_escaped<W: Sink + ?Sized>(out: &mut W, text: &str) -> fmt::Result {
    match find_special(text) {
        None => out.put(text),
        Some(at) => write_from(out, text, at),
    }
}

/// Returns where the first character is that has to be escaped.
#[inline(never)]
fn find_special(text: &str) -> Option<usize> {
    // Not `matches!`, which would not become vector instructions.
    find_byte(text, |b| (b < b' ') | (b == b'"') | (b == b'\\'))
}

/// Writes a text whose part before `at` needs no escape.
#[cold]
fn write_from<W: Sink + ?Sized>(out: &mut W, text: &str, at: usize) -> fmt::Result {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    out.put(before)?;
    for c in rest.chars() {
        match c {
            '"' => out.put("\\\""),
            '\\' => out.put("\\\\"),
            '\u{8}' => out.put("\\b"),
            '\t' => out.put("\\t"),
            '\n' => out.put("\\n"),
            '\u{C}' => out.put("\\f"),
            '\r' => out.put("\\r"),
            '\0'..='\u{1F}' => out.put_formatted(format_args!("\\u{:04x}", u32::from(c))),
            c => out.put(c.encode_utf8(&mut [0; 4])),
        }?;
    }
    Ok(())
}
