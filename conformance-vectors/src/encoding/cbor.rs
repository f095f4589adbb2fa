//! CBOR.

use kmip_types::format::Reader;
use kmip_types::items::transcode;
use kmip_types::{EncodeOptions, Error, Message};

use super::{Encoding, Take};

/// KC1, our CBOR mapping.
#[derive(Clone, Copy, Debug)]
pub struct Cbor;

impl Encoding for Cbor {
    fn name(&self) -> &'static str {
        "cbor"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        kmip_cbor::from_slice_owned(input)
    }

    fn encode_with(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
        kmip_cbor::to_vec_with(message, options)
    }

    fn read(&self, input: &[u8], take: Take<'_>) -> Result<(), Error> {
        take(&mut kmip_cbor::Reader::new(input))
    }

    fn write(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_cbor::Writer::new(Vec::new());
        transcode(reader, &mut writer)?;
        Ok(writer.finish()?)
    }
}
