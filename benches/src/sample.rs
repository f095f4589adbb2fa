//! The messages.

use kmip::Message;

use crate::options::options;
use crate::{Encoding, Failure, Series};

/// The type of a message.
///
/// It is known what has to be decoded, as it is to a server and to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Request Message.
    Request,
    /// A Response Message.
    Response,
}

/// A message to be measured.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The name in tables: `a` to `e`, or a series and a size.
    pub name: String,
    /// The type of the message.
    pub kind: Kind,
    /// The message in TTLV.
    pub ttlv: Vec<u8>,
}

impl Sample {
    /// The names of the five messages.
    pub const NAMES: [&'static str; 5] = ["a", "b", "c", "d", "e"];

    /// Returns one of the five messages, or a message of a series.
    ///
    /// The five are all of KMIP 1.2: `a`, Get request; `b`, Get response with a key of 256 bits; `c`, Register of an
    /// RSA key of 2048 bits with six attributes; `d`, Locate response with 10,000 identifiers; `e`, 100 Get responses
    /// in a batch. Those of a series are `identifiers-1000`, `items-1000`.
    ///
    /// # Errors
    /// There is no such message.
    pub fn named(name: &str) -> Result<Self, Failure> {
        let from_hex = |kind, digits: &str| -> Result<Self, Failure> {
            Ok(Self { name: name.into(), kind, ttlv: hex::decode(digits.trim())? })
        };
        match name {
            "a" => from_hex(Kind::Request, include_str!("../messages/a-get-request.hex")),
            "b" => from_hex(Kind::Response, include_str!("../messages/b-get-response.hex")),
            "c" => from_hex(Kind::Request, include_str!("../messages/c-register-rsa.hex")),
            "d" => Ok(Self { name: name.into(), ..Series::Identifiers.sample(10_000)? }),
            "e" => Ok(Self { name: name.into(), ..Series::Items.sample(100)? }),
            _ => Series::parse(name).ok_or_else(|| format!("no message {name}"))?,
        }
    }

    /// The message in an encoding.
    ///
    /// # Errors
    /// It is not a message, which is a mistake here.
    pub fn encode(&self, encoding: Encoding) -> Result<Vec<u8>, Failure> {
        let message: Message<'_> = kmip::ttlv::from_slice_with(&self.ttlv, &options())?;
        Ok(encoding.encode(&message)?)
    }
}
