//! TTLV.

use kmip_types::format::{Fault, Reader};
use kmip_types::items::{Node, transcode};
use kmip_types::{EncodeOptions, Error, Message};

use super::{Encoding, Take};

/// TTLV, the binary encoding.
#[derive(Clone, Copy, Debug)]
pub struct Ttlv;

impl Ttlv {
    /// Reads a message that borrows from the input.
    ///
    /// # Errors
    /// Whatever is wrong with the input.
    pub fn borrow(ttlv: &[u8]) -> Result<Message<'_>, Error> {
        kmip_ttlv::from_slice(ttlv)
    }

    /// Writes one item, with everything in it.
    ///
    /// # Errors
    /// TTLV cannot hold it.
    pub fn item(node: &Node<'_>) -> Result<Vec<u8>, Fault> {
        let mut writer = kmip_ttlv::Writer::new(Vec::new());
        node.write(&mut writer)?;
        writer.finish()
    }
}

impl Encoding for Ttlv {
    fn name(&self) -> &'static str {
        "ttlv"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        kmip_ttlv::from_slice_owned(input)
    }

    fn encode_with(&self, message: &Message<'_>, options: &EncodeOptions<'_>) -> Result<Vec<u8>, Error> {
        kmip_ttlv::to_vec_with(message, options)
    }

    fn read(&self, input: &[u8], take: Take<'_>) -> Result<(), Error> {
        take(&mut kmip_ttlv::Reader::new(input))
    }

    fn write(&self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_ttlv::Writer::new(Vec::new());
        transcode(reader, &mut writer)?;
        Ok(writer.finish()?)
    }
}

/// All items of the root level, strictly checked.
pub(crate) fn nodes(ttlv: &[u8]) -> Result<Vec<Node<'_>>, Fault> {
    Node::read_all(&mut kmip_ttlv::Reader::new(ttlv))
}
