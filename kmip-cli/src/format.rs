//! The encodings: how each is recognised and written, also with several messages.

use std::collections::BTreeMap;

use clap::ValueEnum;
use kmip::Error;
use kmip::encoding::{Encoding, Fill};
use kmip::xml::WriterOptions;
use serde_json::value::RawValue;

use crate::{forms, hex};

/// An encoding that can be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum Format {
    /// TTLV, the binary encoding; messages one after another.
    Ttlv,
    /// TTLV in hexadecimal, with white space and comments from # to the line's end.
    Hex,
    /// XML; several messages inside an element KMIP.
    Xml,
    /// JSON; documents one after another, with white space between them.
    Json,
    /// CBOR, by the mapping KC1; a CBOR sequence.
    Cbor,
    /// CBOR in hexadecimal, like TTLV.
    CborHex,
}

impl Format {
    /// Tells the encoding of an input from its first byte that is not white space.
    ///
    /// It does so by [`Encoding::detect`].
    ///
    /// Hexadecimal starts with a digit, or the `#` of a comment, and then the first byte that it spells tells which.
    #[must_use]
    pub fn detect(input: &[u8]) -> Option<Self> {
        match Encoding::detect(input) {
            Some(Encoding::Ttlv) => Some(Self::Ttlv),
            Some(Encoding::Xml) => Some(Self::Xml),
            Some(Encoding::Json) => Some(Self::Json),
            Some(Encoding::Cbor) => Some(Self::Cbor),
            _ => match input.trim_ascii_start().first()? {
                byte if *byte == b'#' || byte.is_ascii_hexdigit() => match hex::first(input) {
                    Some(0x82) => Some(Self::CborHex),
                    _ => Some(Self::Hex),
                },
                _ => None,
            },
        }
    }

    /// The name of the encoding, in the words of a note.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ttlv => "TTLV",
            Self::Hex => "TTLV in hexadecimal",
            Self::Xml => "XML",
            Self::Json => "JSON",
            Self::Cbor => "CBOR",
            Self::CborHex => "CBOR in hexadecimal",
        }
    }

    /// Returns whether all of an input is in this encoding.
    ///
    /// It tells what can be told without reading the messages.
    pub(crate) fn is_all(self, input: &[u8]) -> bool {
        match self {
            // Text begins with the same letters, and has no zeros.
            Self::Ttlv => {
                input.len() < 2
                    || input.iter().take(8).any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
            }
            Self::Cbor => true,
            Self::Hex | Self::CborHex => self.spelled(input) > 0 && hex::parse(input).1.is_ok(),
            Self::Xml => is_one_element(input),
            Self::Json => is_documents(input),
        }
    }

    /// Returns whether an input is nothing but comments.
    pub(crate) fn is_nothing(self, input: &[u8]) -> bool {
        matches!(self, Self::Hex | Self::CborHex) && matches!(hex::parse(input), (bytes, Ok(())) if bytes.is_empty())
    }

    /// Returns how many bytes an input spells before it leaves this encoding.
    pub(crate) fn spelled(self, input: &[u8]) -> usize {
        match self {
            Self::Hex | Self::CborHex => match hex::parse(input).0 {
                bytes if matches!(bytes.first(), Some(0x42 | 0x54 | 0x82)) => bytes.len(),
                _ => 0,
            },
            Self::Ttlv | Self::Cbor if self.is_all(input) => input.len(),
            Self::Json if !input.windows(5).any(|window| window == b"\"tag\"") => 0,
            // Without a message in it, an input is still what it begins like.
            Self::Xml | Self::Json => 1,
            Self::Ttlv | Self::Cbor => 0,
        }
    }

    /// Returns which encoding it is, and whether that stands in hexadecimal.
    const fn encoding(self) -> (Encoding, bool) {
        match self {
            Self::Ttlv => (Encoding::Ttlv, false),
            Self::Hex => (Encoding::Ttlv, true),
            Self::Xml => (Encoding::Xml, false),
            Self::Json => (Encoding::Json, false),
            Self::Cbor => (Encoding::Cbor, false),
            Self::CborHex => (Encoding::Cbor, true),
        }
    }

    /// Writes one message. `fill` is called again to find the path of an error.
    pub(crate) fn write(self, options: &WriterOptions<'_>, fill: Fill<'_>) -> Result<Vec<u8>, Error> {
        let (encoding, in_hex) = self.encoding();
        let bytes = encoding.write(options, fill)?;
        Ok(if in_hex { hex::format(&bytes).into_bytes() } else { bytes })
    }

    /// Puts messages together that were written one by one.
    pub(crate) fn join(self, messages: &mut [Vec<u8>]) -> Vec<u8> {
        let is_text = !matches!(self, Self::Ttlv | Self::Cbor);
        if is_text {
            messages.iter_mut().for_each(end_line);
        }
        match messages {
            // It is not copied.
            [message] => std::mem::take(message),
            messages if self == Self::Xml => {
                let [start, end] = [&b"<KMIP>\n"[..], b"</KMIP>\n"];
                std::iter::once(start)
                    .chain(messages.iter().map(Vec::as_slice))
                    .chain([end])
                    .collect::<Vec<_>>()
                    .concat()
            }
            messages => messages.concat(),
        }
    }
}

/// Returns whether an XML text is one element, a message or around messages.
fn is_one_element(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let text = without_comments(text.trim_start_matches('\u{FEFF}'));
    let Some(name) = text.strip_prefix('<') else { return false };
    let name = name.split(|char: char| char == '>' || char == '/' || char.is_whitespace()).next().unwrap_or_default();
    if name == "KMIP" {
        return true;
    }
    if name == "KmipTestCase" {
        // No message itself: those in it are looked for.
        return false;
    }
    let close = format!("</{name}>");
    // Elements of numbers stand in each other.
    let end = if name == "TTLV" { text.rfind(&close) } else { text.find(&close) };
    end.is_some_and(|end| without_comments(text.get(end.saturating_add(close.len())..).unwrap_or_default()).is_empty())
}

/// A text without the white space, the comments and the declarations in front.
fn without_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        let comment = text.strip_prefix("<!--").and_then(|comment| comment.split_once("-->"));
        let declaration = || text.strip_prefix("<?").and_then(|declaration| declaration.split_once("?>"));
        match comment.or_else(declaration) {
            Some((_, rest)) => text = rest,
            None => return text,
        }
    }
}

/// Returns whether an input is nothing but JSON documents, the first one an item.
fn is_documents(input: &[u8]) -> bool {
    let Ok(mut text) = str::from_utf8(input) else { return false };
    let mut is_item = None;
    while !text.trim_start().is_empty() {
        text = text.trim_start();
        let Some((document, rest)) =
            forms::json_length(text).filter(|_| text.starts_with('{')).and_then(|length| text.split_at_checked(length))
        else {
            return false;
        };
        let has_tag =
            || serde_json::from_str::<BTreeMap<&str, &RawValue>>(document).is_ok_and(|item| item.contains_key("tag"));
        if !*is_item.get_or_insert_with(has_tag) {
            return false;
        }
        text = rest;
    }
    is_item == Some(true)
}

/// Ends the line of a message.
fn end_line(message: &mut Vec<u8>) {
    message.truncate(message.trim_ascii_end().len());
    message.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_tells_the_encoding() {
        assert_eq!(Format::detect(b"\x42\x00\x78\x01"), Some(Format::Ttlv));
        assert_eq!(Format::detect(b"\x54\x00\x01\x02"), Some(Format::Ttlv));
        assert_eq!(Format::detect(b" \n<KMIP>"), Some(Format::Xml));
        assert_eq!(Format::detect(b"\xEF\xBB\xBF<KMIP>"), Some(Format::Xml));
        assert_eq!(Format::detect(b"\n 420078"), Some(Format::Hex));
        assert_eq!(Format::detect(b"# two messages\n42"), Some(Format::Hex));
        assert_eq!(Format::detect(b"\n{\"tag\""), Some(Format::Json));
        assert_eq!(Format::detect(b"\x82\x18\x78\x80"), Some(Format::Cbor));
        assert_eq!(Format::detect(b"# one message\n\n 82 18"), Some(Format::CborHex));
        assert_eq!(Format::detect(b"[1]"), None);
        assert_eq!(Format::detect(b" \n"), None);
    }
}
