//! The encodings that the runner compares: one entry in [`encodings`] each.

mod cbor;
mod json;
mod ttlv;
mod xml;

use core::fmt;

use kmip_types::format::{Fault, Reader};
use kmip_types::{EncodeOptions, Error, ErrorKind, Message, Tag};

pub use cbor::Cbor;
pub use json::Json;
pub use ttlv::Ttlv;
pub(crate) use ttlv::nodes;
pub use xml::Xml;

/// What takes the items of an input.
pub type Take<'t> = &'t mut dyn FnMut(&mut dyn Reader<'_>) -> Result<(), Error>;

/// What the runner asks of an encoding.
pub trait Encoding: fmt::Debug {
    /// Its name in the report.
    fn name(&self) -> &'static str;

    /// Decodes a message.
    ///
    /// # Errors
    /// Whatever is wrong with the input.
    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error>;

    /// Encodes a message.
    ///
    /// # Errors
    /// The version does not have something that the message holds, or the encoding cannot say it.
    fn encode(&self, message: &Message<'_>) -> Result<Vec<u8>, Error> {
        self.encode_with(message, &EncodeOptions::default())
    }

    /// Encodes a message that may hold what its version does not have.
    ///
    /// # Errors
    /// As for [`encode`](Self::encode), as far as the options leave it.
    fn encode_with(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error>;

    /// Hands the items of an input to `take`.
    ///
    /// # Errors
    /// Whatever is wrong with the input, or `take` refuses.
    fn read(&self, input: &[u8], take: Take<'_>) -> Result<(), Error>;

    /// Writes the items of a reader.
    ///
    /// # Errors
    /// Whatever is wrong with the items, or the encoding cannot say it.
    fn write(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error>;

    /// Whether it has a form for every character of this text.
    fn can_hold(&self, text: &str) -> bool {
        let _ = text;
        true
    }
}

/// Every encoding there is.
#[must_use]
pub fn encodings() -> [&'static dyn Encoding; 4] {
    [&Ttlv, &Xml, &Json, &Cbor]
}

/// Converts from one encoding to another, item by item, without the model.
///
/// # Errors
/// Whatever is wrong with the input, or the other encoding cannot say.
pub fn convert(from: &dyn Encoding, to: &dyn Encoding, input: &[u8]) -> Result<Vec<u8>, Error> {
    let mut written = Vec::new();
    from.read(input, &mut |reader| {
        written = to.write(reader)?;
        Ok(())
    })?;
    Ok(written)
}

/// An input as text.
fn text(input: &[u8]) -> Result<&str, Error> {
    core::str::from_utf8(input).map_err(|_| Error::from(Fault::new(ErrorKind::Utf8, Tag::default(), 0)))
}
