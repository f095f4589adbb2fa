//! An encoding, as the runner needs it.

use core::fmt;

use kmip::encoding::Encoding;
use kmip::format::{Fault, Reader};
use kmip::items::Node;
use kmip::xml::WriterOptions;
use kmip::{EncodeOptions, Error, Message};

/// A closure that takes the items of an input.
pub(crate) type Take<'t> = &'t mut dyn FnMut(&mut dyn Reader<'_>) -> Result<(), Error>;

/// An encoding, or in the tests of the runner one with a mistake.
pub(crate) trait Codec: fmt::Debug {
    /// Its name in the report.
    fn name(&self) -> &'static str;

    /// Decodes a message.
    fn decode_message(&self, input: &[u8]) -> Result<Message<'static>, Error>;

    /// Encodes a message, as far as the options allow.
    ///
    /// It may hold what its version does not have.
    fn encode_message(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error>;

    /// Hands the items of an input to `take`.
    fn read_items(&self, input: &[u8], take: Take<'_>) -> Result<(), Error>;

    /// Writes the items of a reader.
    fn write_items(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error>;

    /// Returns whether it has a form for every character of this text.
    fn can_hold(&self, text: &str) -> bool {
        let _ = text;
        true
    }
}

impl Codec for Encoding {
    fn name(&self) -> &'static str {
        Self::name(*self)
    }

    fn decode_message(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        self.decode(input)
    }

    fn encode_message(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
        self.encode_with(message, &WriterOptions::default().with_encode(*options))
    }

    fn read_items(&self, input: &[u8], take: Take<'_>) -> Result<(), Error> {
        take(&mut *self.items(input)?.reader())
    }

    fn write_items(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        self.transcode(reader, &WriterOptions::default())
    }

    /// Returns whether XML can hold a text: XML 1.0 §2.2.
    ///
    /// It has no control characters but tab, line feed and carriage return, and neither U+FFFE nor U+FFFF.
    fn can_hold(&self, text: &str) -> bool {
        let is_char = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        *self != Self::Xml || text.chars().all(is_char)
    }
}

/// Every encoding there is.
pub(crate) fn encodings() -> Vec<&'static dyn Codec> {
    let codec = |encoding: &'static Encoding| -> &'static dyn Codec { encoding };
    Encoding::ALL.iter().map(codec).collect()
}

/// Converts from one encoding to another, item by item, without the model.
pub(crate) fn convert(from: &dyn Codec, to: &dyn Codec, input: &[u8]) -> Result<Vec<u8>, Error> {
    let mut written = Vec::new();
    from.read_items(input, &mut |reader| {
        written = to.write_items(reader)?;
        Ok(())
    })?;
    Ok(written)
}

/// One item in TTLV, with everything in it.
pub(crate) fn item(node: &Node<'_>) -> Result<Vec<u8>, Fault> {
    let mut writer = kmip::ttlv::TtlvWriter::new(Vec::new());
    node.write(&mut writer)?;
    writer.finish()
}

/// All items of the root level in TTLV, strictly checked.
pub(crate) fn nodes(ttlv: &[u8]) -> Result<Vec<Node<'_>>, Error> {
    Node::read_all(&mut kmip::ttlv::TtlvReader::new(ttlv))
}
