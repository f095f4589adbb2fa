//! TTLV.

use kmip_types::{Error, Fault, Message, Node, transcode};

use super::Encoding;

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

    fn copy(ttlv: &[u8]) -> Result<Vec<u8>, Error> {
        let mut writer = kmip_ttlv::Writer::new(Vec::new());
        transcode(&mut kmip_ttlv::Reader::new(ttlv), &mut writer)?;
        Ok(writer.finish()?)
    }
}

impl Encoding for Ttlv {
    fn name(&self) -> &'static str {
        "ttlv"
    }

    fn decode(&self, input: &[u8]) -> Result<Message<'static>, Error> {
        Self::borrow(input).map(Message::into_owned)
    }

    fn encode(&self, message: &Message<'_>) -> Result<Vec<u8>, Error> {
        kmip_ttlv::to_vec(message)
    }

    fn to_ttlv(&self, input: &[u8]) -> Result<Vec<u8>, Error> {
        Self::copy(input)
    }

    fn of_ttlv(&self, ttlv: &[u8]) -> Result<Vec<u8>, Error> {
        Self::copy(ttlv)
    }
}

/// All items of the root level, strictly checked.
pub(crate) fn nodes(ttlv: &[u8]) -> Result<Vec<Node<'_>>, Fault> {
    Node::read_all(&mut kmip_ttlv::Reader::new(ttlv))
}
