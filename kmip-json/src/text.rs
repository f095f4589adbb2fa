//! Strings: what stands between the quotes, and what it means.
//!
//! RFC 8259 §7. The parser has checked quotes, control characters and the form of escapes; it would also undo escapes,
//! but into a buffer of its own, which nobody wipes.

use kmip_types::ErrorKind;
use kmip_types::format::TextBuffer;
use kmip_types::format::lexical::find_byte;

/// The content between the quotes of a string.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text<'t> {
    /// The text itself.
    Plain(&'t str),
    /// Text with escapes, as it stands.
    Escaped(&'t str),
}

impl<'t> Text<'t> {
    /// Looks for escapes between the quotes of a string.
    pub(crate) fn new(content: &'t str) -> Self {
        if find_byte(content, |byte| byte == b'\\').is_some() { Self::Escaped(content) } else { Self::Plain(content) }
    }

    /// The text, which `scratch` then holds if escapes had to be undone.
    ///
    /// # Errors
    /// [`Syntax`](ErrorKind::Syntax): half of a surrogate pair.
    pub(crate) fn read(self, scratch: &'t mut TextBuffer) -> Result<&'t str, ErrorKind> {
        match self {
            Self::Plain(text) => Ok(text),
            Self::Escaped(content) => {
                scratch.clear();
                unescape(content, scratch).ok_or(ErrorKind::Syntax)?;
                Ok(scratch.as_str())
            }
        }
    }
}

/// Replaces escapes by what they stand for.
#[cold]
fn unescape(mut rest: &str, out: &mut TextBuffer) -> Option<()> {
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = escape.chars();
        let c = match chars.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{C}',
            'r' => '\r',
            c @ ('"' | '\\' | '/') => c,
            'u' => {
                let (c, after) = code_point(chars.as_str())?;
                chars = after.chars();
                c
            }
            _ => return None,
        };
        out.push(c);
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(())
}

/// The character that `XXXX` or `XXXX\uXXXX` stands for, and what follows.
fn code_point(digits: &str) -> Option<(char, &str)> {
    let (first, after) = unit(digits)?;
    let alone = char::decode_utf16([first]).next()?;
    if let Ok(c) = alone {
        return Some((c, after));
    }
    let (second, after) = unit(after.strip_prefix("\\u")?)?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((c, after))
}

/// Four hexadecimal digits, and what follows.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex).map(|unit| (unit, after))
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;
    use crate::escape::write_escaped;

    fn read(raw: &str) -> Option<String> {
        let content = raw.strip_prefix('"')?.strip_suffix('"')?;
        Text::new(content).read(&mut TextBuffer::new()).map(ToOwned::to_owned).ok()
    }

    #[test]
    fn what_needs_no_change_is_borrowed() {
        for content in ["", "plain", "a/b'c<d>", "Ключ\u{7F}\u{FFFF}\u{10FFFF}"] {
            let mut scratch = TextBuffer::new();
            let text = Text::new(content).read(&mut scratch).unwrap();
            assert_eq!((text, text.as_ptr()), (content, content.as_ptr()));
        }
    }

    #[test]
    fn escapes_are_undone() {
        for (raw, text) in [
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (r#""\u0391a\u00df\u0000""#, "Αaß\0"),
            (r#""\uD83D\uDE00\ud83d\ude00!""#, "😀😀!"),
            (r#""\uDBFF\uDFFF\uFFFF""#, "\u{10FFFF}\u{FFFF}"),
            (r#""\\u0041""#, "\\u0041"),
        ] {
            assert_eq!(read(raw).as_deref(), Some(text), "{raw}");
        }
    }

    #[test]
    fn what_is_no_text() {
        for raw in [
            r#""\ud83d""#,
            r#""\ude00""#,
            r#""\ude00\ud83d""#,
            r#""\ud83dx""#,
            r#""\ud83d\n""#,
            r#""\ud83d\u0041""#,
            r#""\ud83d\ud83d""#,
            r#""\u+041""#,
            r#""\u004""#,
            r#""\x""#,
            r#""\""#,
        ] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }

    #[test]
    fn every_character_is_read_as_it_was_written() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let mut written = String::from("\"");
            write_escaped(&mut written, &text).unwrap();
            written.push('"');
            assert_eq!(read(&written), Some(text.clone()), "{c:?}");
            assert!(written.bytes().all(|byte| byte >= b' '), "{c:?}");
            assert_eq!(serde_json::from_str::<String>(&written).ok(), Some(text), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn as_the_parser_itself_reads_strings(text in r#"([a-z]|[\\]["\\/bfnrt]|[\\]u[0-9a-fA-F]{4}|[\\]u[dD][89a-fA-F][0-9a-f]{2}){0,12}"#) {
            let raw = format!("\"{text}\"");
            prop_assert_eq!(read(&raw), serde_json::from_str::<String>(&raw).ok());
        }

        #[test]
        fn written_as_the_parser_reads(text in any::<String>()) {
            let mut written = String::from("\"");
            write_escaped(&mut written, &text).unwrap();
            written.push('"');
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
