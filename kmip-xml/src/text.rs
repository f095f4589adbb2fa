//! Attribute values: what stands between the quotes, and what it means.
//!
//! XML 1.0 §2.2 (characters), §3.3.3 (attribute-value normalisation), §4.1 (references).

use kmip_types::format::TextBuffer;
use kmip_types::format::lexical::find_byte;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;

use crate::escape::is_legal;

/// Returns whether a byte is white space of XML.
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The text without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    match (text.bytes().next(), text.bytes().next_back()) {
        (Some(b'!'..), Some(b'!'..)) => text,
        _ => text.trim_matches([' ', '\t', '\n', '\r']),
    }
}

/// A table that tells of each byte if it can stand in a name.
///
/// All characters beyond ASCII can, since no name of KMIP has one.
///
/// Every byte of every name is asked about: a look-up is less than seven comparisons.
static IN_NAME: [bool; 256] = {
    let mut in_name = [false; 256];
    let mut rest: &mut [bool] = &mut in_name;
    let mut byte = 0_u8;
    while let [first, more @ ..] = rest {
        *first = matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | 0x80..);
        (rest, byte) = (more, byte.wrapping_add(1));
    }
    in_name
};

/// Returns the number of bytes at the start of a text that are a name.
///
/// The name has no prefix. 0 if the text does not begin with one.
pub(crate) fn name_length(text: &str) -> usize {
    if matches!(text.as_bytes(), [b'0'..=b'9' | b'-' | b'.', ..]) {
        return 0;
    }
    let ends = |byte| IN_NAME.get(usize::from(byte)).is_some_and(|in_name| !in_name);
    text.bytes().position(ends).unwrap_or(text.len())
}

/// Returns whether a text is a name without a prefix.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}

/// Returns whether an XML document can hold every character of a text.
pub(crate) fn is_legal_text(text: &str) -> bool {
    // U+FFFE and U+FFFF begin with 0xEF.
    text.bytes().all(|byte| byte >= b' ' && byte != 0xEF) || text.chars().all(is_legal)
}

/// Returns the text that an attribute value means.
///
/// That is the value itself, or what `scratch` then holds, where references and line ends had to be replaced. `None`
/// if it is not well-formed.
pub(crate) fn plain<'t>(raw: &'t str, scratch: &'t mut TextBuffer) -> Option<&'t str> {
    if !has_special(raw) {
        return Some(raw);
    }
    if !is_legal_text(raw) {
        return None;
    }
    if !raw.contains(['&', '<', '\t', '\n', '\r']) {
        return Some(raw);
    }
    scratch.clear();
    replace(raw, scratch)?;
    Some(scratch.as_str())
}

/// Returns whether a value has a byte that needs attention.
///
/// The byte has to be replaced, is not well-formed, or begins a character that may not be legal.
fn has_special(raw: &str) -> bool {
    find_byte(raw, |byte| (byte < b' ') | (byte == b'&') | (byte == b'<') | (byte == 0xEF)).is_some()
}

/// Replaces references by what they stand for, and white space by spaces.
#[cold]
fn replace(mut rest: &str, out: &mut TextBuffer) -> Option<()> {
    while let Some(at) = rest.find(['&', '<', '\t', '\n', '\r']) {
        let (before, special) = rest.split_at_checked(at)?;
        out.push_str(before);
        rest = if let Some(reference) = special.strip_prefix('&') {
            let (name, after) = reference.split_once(';')?;
            resolve(name, out)?;
            after
        } else if special.starts_with('<') {
            return None;
        } else {
            out.push(' ');
            // A line end of two characters counts as one.
            special.strip_prefix("\r\n").or_else(|| special.get(1..))?
        };
    }
    out.push_str(rest);
    Some(())
}

/// Writes the character that a reference stands for.
///
/// The reference is one of the five predefined entities, or the character's number.
fn resolve(name: &str, out: &mut TextBuffer) -> Option<()> {
    if let Some(text) = resolve_xml_entity(name) {
        out.push_str(text);
        return Some(());
    }
    let c = BytesRef::new(name).resolve_char_ref().ok()??;
    is_legal(c).then(|| out.push(c))
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::string::String;

    use super::*;
    use crate::escape::write_escaped;

    fn read(raw: &str) -> Option<String> {
        plain(raw, &mut TextBuffer::new()).map(String::from)
    }

    #[test]
    fn a_name_ends_before_the_first_byte_that_is_in_none() {
        for c in '\0'..='\u{100}' {
            let in_name = c.is_ascii_alphanumeric() || "_-.".contains(c) || !c.is_ascii();
            let text = format!("a{c}b");
            assert_eq!(name_length(&text), if in_name { text.len() } else { 1 }, "{c:?}");
            let starts = in_name && !c.is_ascii_digit() && !"-.".contains(c);
            assert_eq!(name_length(&format!("{c}")), if starts { c.len_utf8() } else { 0 }, "{c:?}");
        }
    }

    #[test]
    fn what_needs_no_change_is_borrowed() {
        let mut scratch = TextBuffer::new();
        for raw in ["", "plain", "a>b'c\"d", "Ключ", "\u{FF21}\u{FFFD}\u{10FFFF}"] {
            let text = plain(raw, &mut scratch).unwrap();
            assert_eq!((text, text.as_ptr()), (raw, raw.as_ptr()));
        }
    }

    #[test]
    fn references_are_replaced() {
        for (raw, text) in [
            ("&lt;&gt;&amp;&apos;&quot;", "<>&'\""),
            ("&#913;&#x391;&#X", ""),
            ("&#9;&#10;&#13;&#x20;", "\t\n\r "),
            ("a&#x10FFFF;b", "a\u{10FFFF}b"),
            ("&amp;lt;", "&lt;"),
            ("a\tb\nc\rd\r\ne\n\rf", "a b c d e  f"),
        ] {
            let expected = (!text.is_empty()).then(|| text.to_owned());
            assert_eq!(read(raw), expected, "{raw}");
        }
    }

    #[test]
    fn what_is_not_well_formed() {
        for raw in [
            "a<b",
            "&",
            "a & b",
            "&lt",
            "&;",
            "&nbsp;",
            "&LT;",
            "&#;",
            "&#x;",
            "&#+9;",
            "&#-9;",
            "&#x+9;",
            "&#X41;",
            "&# 9;",
            "&#0;",
            "&#8;",
            "&#11;",
            "&#31;",
            "&#xFFFE;",
            "&#xD800;",
            "&#x110000;",
            "&#99999999999;",
            "\0",
            "\u{1}",
            "\u{B}",
            "\u{1F}",
            "\u{FFFE}",
            "\u{FFFF}",
            "&#9;\u{1}",
        ] {
            assert_eq!(read(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn every_character_is_read_as_it_was_written_or_refused() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let mut written = String::new();
            let result = write_escaped(&mut written, &text);
            let refused =
                matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
            assert_eq!(result.is_err(), refused, "{c:?}");
            if !refused {
                assert_eq!(read(&written), Some(text), "{c:?}");
                assert!(!written.contains('"') && !written.contains('<'));
            }
        }
    }
}
