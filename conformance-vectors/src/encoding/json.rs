//! JSON.

use kmip_json::WriterOptions;
use kmip_types::format::Reader;
use kmip_types::items::transcode;
use kmip_types::{EncodeOptions, Error, Message};

use super::{Encoding, Take, text};

/// JSON, as the KMIP Profiles prescribe it.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Encoding for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        kmip_json::from_str(text(input)?)
    }

    fn encode_with(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
        kmip_json::to_vec_with(message, &WriterOptions::default().with_encode(*options))
    }

    fn read(&self, input: &[u8], take: Take<'_>) -> Result<(), Error> {
        take(&mut kmip_json::parse(text(input)?)?.reader())
    }

    fn write(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_json::Writer::new(String::new());
        transcode(reader, &mut writer)?;
        Ok(writer.finish()?.into_bytes())
    }
}
