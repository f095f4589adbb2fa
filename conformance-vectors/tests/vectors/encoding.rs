//! An encoding, as the tests need it, whatever items its input has.

use kmip::encoding::Encoding;
use kmip::format::Reader;
use kmip::items::{Node, NodeReader};
use kmip::validate::{Findings, Validator};
use kmip::xml::WriterOptions;
use kmip::{Error, Message};

/// In the order of the members in the files.
pub(crate) const ENCODINGS: [Encoding; 4] = [Encoding::Ttlv, Encoding::Cbor, Encoding::Xml, Encoding::Json];

/// A node in this encoding.
pub(crate) fn written(encoding: Encoding, node: &Node<'_>) -> Vec<u8> {
    encoding.transcode(&mut NodeReader::for_node(node), &WriterOptions::default()).unwrap()
}

/// The items of an input.
pub(crate) fn nodes(encoding: Encoding, input: &[u8]) -> Result<Vec<Node<'static>>, Error> {
    read(encoding, input, |reader| {
        let nodes = Node::read_all(reader)?;
        Ok(nodes.into_iter().map(Node::into_owned).collect())
    })
}

/// Returns the findings of a validator in the items.
pub(crate) fn findings(encoding: Encoding, input: &[u8]) -> Result<Findings, Error> {
    read(encoding, input, |reader| Validator::new().findings(reader))
}

/// Decodes a message into the model.
pub(crate) fn decode(encoding: Encoding, input: &[u8]) -> Result<Message<'static>, Error> {
    match encoding {
        // One that borrows first.
        Encoding::Ttlv => kmip::ttlv::from_slice::<Message<'_>>(input).map(Message::into_owned),
        Encoding::Cbor => kmip::cbor::from_slice::<Message<'_>>(input).map(Message::into_owned),
        text => text.decode(input),
    }
}

/// Calls `each` with a reader; an error gets the path that leads to it.
fn read<T>(
    encoding: Encoding,
    input: &[u8],
    each: impl FnOnce(&mut dyn Reader<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let items = encoding.items(input)?;
    each(&mut *items.reader()).map_err(|fault| items.locate(fault))
}
