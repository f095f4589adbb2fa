//! XML.

use kmip_types::format::Reader;
use kmip_types::items::transcode;
use kmip_types::{EncodeOptions, Error, Message};
use kmip_xml::WriterOptions;

use super::{Encoding, Take, text};

/// XML, as the KMIP Profiles prescribe it.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

impl Encoding for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        kmip_xml::from_str(text(input)?)
    }

    fn encode_with(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
        kmip_xml::to_vec_with(message, &WriterOptions::default().with_encode(*options))
    }

    fn read(&self, input: &[u8], take: Take<'_>) -> Result<(), Error> {
        take(&mut kmip_xml::parse(text(input)?)?.reader())
    }

    fn write(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_xml::Writer::new(String::new());
        transcode(reader, &mut writer)?;
        Ok(writer.finish()?.into_bytes())
    }

    /// XML 1.0 §2.2: no control characters but tab, line feed and carriage return, and neither U+FFFE nor U+FFFF.
    fn can_hold(&self, text: &str) -> bool {
        let is_char = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        text.chars().all(is_char)
    }
}
