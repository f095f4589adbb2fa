//! The encodings: how each is recognised, written, and put together of several messages.

use clap::ValueEnum;
use kmip::Error;
use kmip::encoding::{Encoding, Fill};
use kmip::xml::WriterOptions;

use crate::hex;

/// An encoding that can be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum Format {
    /// TTLV, the binary encoding; messages one after another.
    Ttlv,
    /// TTLV in hexadecimal; white space and comments from # to the end of a line are ignored.
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
    /// The encoding of an input, told from its first byte that is no white space, as [`Encoding::detect`] does.
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

    /// Which encoding it is, and whether that stands in hexadecimal.
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
