//! XML.

use kmip_types::{Error, ErrorKind, Fault, Message, Tag, transcode};

use super::Encoding;

/// XML, as the KMIP Profiles prescribe it.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

/// The input as text.
fn text(input: &[u8]) -> Result<&str, Error> {
    core::str::from_utf8(input).map_err(|_| Error::from(Fault::new(ErrorKind::Utf8, Tag::default(), 0)))
}

impl Encoding for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        kmip_xml::from_str(text(input)?)
    }

    fn encode(&self, message: &Message<'_>) -> Result<Vec<u8>, Error> {
        kmip_xml::to_string(message).map(String::into_bytes)
    }

    fn to_ttlv(&self, input: &[u8]) -> Result<Vec<u8>, Error> {
        let document = kmip_xml::parse(text(input)?)?;
        let mut writer = kmip_ttlv::Writer::new(Vec::new());
        transcode(&mut document.reader(), &mut writer)?;
        Ok(writer.finish()?)
    }

    fn of_ttlv(&self, ttlv: &[u8]) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_xml::Writer::new();
        transcode(&mut kmip_ttlv::Reader::new(ttlv), &mut writer)?;
        Ok(writer.finish()?.into_bytes())
    }

    /// XML 1.0 §2.2: no control characters but tab, line feed and carriage return, and neither U+FFFE nor U+FFFF.
    fn can_hold(&self, text: &str) -> bool {
        let is_char = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        text.chars().all(is_char)
    }
}
