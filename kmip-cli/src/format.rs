//! The encodings: how each is recognised, written, and put together of several messages.

use clap::ValueEnum;
use kmip::format::locate_encoding;
use kmip::format::{Fault, Writer};
use kmip::{Error, cbor, json, ttlv, xml};

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

/// What writes one message to a [`Writer`].
pub(crate) type Fill<'f> = &'f mut dyn FnMut(&mut dyn Writer) -> Result<(), Fault>;

impl Format {
    /// The encoding of an input, told from its first byte that is no white space.
    ///
    /// TTLV starts with the first byte of a tag, `0x42` (the letter B) or `0x54` (T); CBOR with the head of an array of
    /// two, `0x82`; XML with `<` or a byte order mark; JSON with `{`; hexadecimal with a digit, or the `#` of a comment,
    /// and then the first byte that it spells tells which.
    #[must_use]
    pub fn of(input: &[u8]) -> Option<Self> {
        match input.trim_ascii_start().first()? {
            0x42 | 0x54 => Some(Self::Ttlv),
            b'<' | 0xEF => Some(Self::Xml),
            b'{' => Some(Self::Json),
            0x82 => Some(Self::Cbor),
            byte if *byte == b'#' || byte.is_ascii_hexdigit() => match hex::first(input) {
                Some(0x82) => Some(Self::CborHex),
                _ => Some(Self::Hex),
            },
            _ => None,
        }
    }

    /// Writes one message. `fill` is called again to find the path of an error.
    pub(crate) fn write(self, compact: bool, fill: Fill<'_>) -> Result<Vec<u8>, Error> {
        match self {
            Self::Ttlv => write_ttlv(fill),
            Self::Hex => write_ttlv(fill).map(|bytes| hex::format(&bytes).into_bytes()),
            Self::Xml => write_xml(compact, fill).map(String::into_bytes),
            Self::Json => write_json(compact, fill).map(String::into_bytes),
            Self::Cbor => write_cbor(fill),
            Self::CborHex => write_cbor(fill).map(|bytes| hex::format(&bytes).into_bytes()),
        }
    }

    /// Puts messages together that were written one by one.
    pub(crate) fn join(self, messages: &[Vec<u8>]) -> Vec<u8> {
        match self {
            Self::Ttlv | Self::Cbor => messages.concat(),
            Self::Xml if messages.len() > 1 => [b"<KMIP>\n", lines(messages).as_slice(), b"</KMIP>\n"].concat(),
            Self::Hex | Self::Xml | Self::Json | Self::CborHex => lines(messages),
        }
    }
}

fn write_ttlv(fill: Fill<'_>) -> Result<Vec<u8>, Error> {
    let mut writer = ttlv::Writer::new(Vec::new());
    let done = fill(&mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| locate_encoding(&mut ttlv::Writer::new(Vec::new()), fault, fill))
}

fn write_xml(compact: bool, fill: Fill<'_>) -> Result<String, Error> {
    let options = xml::WriterOptions::default();
    let options = if compact { options } else { options.pretty() };
    let mut writer = xml::Writer::with_options(String::new(), &options);
    let done = fill(&mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| locate_encoding(&mut xml::Writer::with_options(String::new(), &options), fault, fill))
}

fn write_json(compact: bool, fill: Fill<'_>) -> Result<String, Error> {
    let options = json::WriterOptions::default();
    let options = if compact { options } else { options.pretty() };
    let mut writer = json::Writer::with_options(String::new(), &options);
    let done = fill(&mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| locate_encoding(&mut json::Writer::with_options(String::new(), &options), fault, fill))
}

fn write_cbor(fill: Fill<'_>) -> Result<Vec<u8>, Error> {
    let mut writer = cbor::Writer::new(Vec::new());
    let done = fill(&mut writer).and_then(|()| writer.finish());
    done.map_err(|fault| locate_encoding(&mut cbor::Writer::new(Vec::new()), fault, fill))
}

/// Each message ends its line.
fn lines(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut text = Vec::new();
    for message in messages {
        text.extend_from_slice(message.trim_ascii_end());
        text.push(b'\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_tells_the_encoding() {
        assert_eq!(Format::of(b"\x42\x00\x78\x01"), Some(Format::Ttlv));
        assert_eq!(Format::of(b"\x54\x00\x01\x02"), Some(Format::Ttlv));
        assert_eq!(Format::of(b" \n<KMIP>"), Some(Format::Xml));
        assert_eq!(Format::of(b"\xEF\xBB\xBF<KMIP>"), Some(Format::Xml));
        assert_eq!(Format::of(b"\n 420078"), Some(Format::Hex));
        assert_eq!(Format::of(b"# two messages\n42"), Some(Format::Hex));
        assert_eq!(Format::of(b"\n{\"tag\""), Some(Format::Json));
        assert_eq!(Format::of(b"\x82\x18\x78\x80"), Some(Format::Cbor));
        assert_eq!(Format::of(b"# one message\n\n 82 18"), Some(Format::CborHex));
        assert_eq!(Format::of(b"[1]"), None);
        assert_eq!(Format::of(b" \n"), None);
    }
}
