//! The encodings that the runner compares: one entry in [`encodings`] each.

mod ttlv;
mod xml;

use core::fmt;

use kmip_types::{Error, Message};

pub use ttlv::Ttlv;
pub(crate) use ttlv::nodes;
pub use xml::Xml;

/// What the runner asks of an encoding.
///
/// TTLV is the hub of the untyped conversions, so it is an encoding like any other here.
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
    fn encode(&self, message: &Message<'_>) -> Result<Vec<u8>, Error>;

    /// Converts to TTLV, item by item.
    ///
    /// # Errors
    /// Whatever is wrong with the input.
    fn to_ttlv(&self, input: &[u8]) -> Result<Vec<u8>, Error>;

    /// Converts from TTLV, item by item.
    ///
    /// # Errors
    /// Whatever is wrong with the input, or the encoding cannot say it.
    fn of_ttlv(&self, ttlv: &[u8]) -> Result<Vec<u8>, Error>;

    /// Whether it has a form for every character of this text.
    fn can_hold(&self, text: &str) -> bool {
        let _ = text;
        true
    }
}

/// Every encoding there is.
#[must_use]
pub fn encodings() -> [&'static dyn Encoding; 2] {
    [&Ttlv, &Xml]
}
