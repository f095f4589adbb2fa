//! The pieces that firmwares are made of, each a function that can be measured.
//!
//! With feature `cbor` they speak CBOR, else TTLV. A piece takes what it needs from the host, and leaves what it made in a
//! buffer.

#[cfg(feature = "cbor")]
pub use kmip_cbor as format;
#[cfg(not(feature = "cbor"))]
pub use kmip_ttlv as format;

use crate::Input;
use format::kmip_types::Error;
use format::kmip_types::format::Writer;
use format::kmip_types::items::transcode;

/// The input and the buffers of a piece.
#[derive(Debug)]
pub struct Bench<'b> {
    /// The bytes that the host sends.
    pub input: Input,
    /// Room for a message that is received.
    pub received: &'b mut [u8],
    /// Room for a message that is sent, and for what is to be printed.
    pub sent: &'b mut [u8],
}

/// A piece: it returns the number of bytes that it left in `sent`.
///
/// `None` if something was wrong.
pub type Piece = fn(&mut Bench<'_>) -> Option<usize>;

impl Input {
    /// Reads what is left, up to the size of the buffer.
    pub fn read_all<'b>(&mut self, buffer: &'b mut [u8]) -> &'b [u8] {
        let count = self.read_some(buffer);
        buffer.get(..count).unwrap_or_default()
    }
}

/// Leaves bytes in a buffer, and returns how many; `None` if there is no room.
#[must_use]
pub fn copy(from: &[u8], to: &mut [u8]) -> Option<usize> {
    let to = to.get_mut(..from.len())?;
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
    Some(from.len())
}

/// Hands every item of a message to a writer.
///
/// # Errors
/// Whatever is wrong with the message; there is no room.
pub fn log(message: &[u8], writer: &mut dyn Writer) -> Result<(), Error> {
    #[cfg(feature = "cbor")]
    let mut reader = kmip_cbor::CborReader::new(message);
    #[cfg(not(feature = "cbor"))]
    let mut reader = kmip_ttlv::TtlvReader::new(message);
    transcode(&mut reader, writer)
}
