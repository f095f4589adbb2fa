//! Every encoding, and TTLV of items.

use kmip::Error;
use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader};

/// The items of an input in TTLV, without types.
pub(crate) fn to_ttlv(encoding: Encoding, input: &[u8]) -> Result<Vec<u8>, Error> {
    encoding.convert(input, Encoding::Ttlv)
}

/// A tree as bytes of TTLV.
pub(crate) fn ttlv(node: &Node<'_>) -> Vec<u8> {
    Encoding::Ttlv.transcode(&mut NodeReader::for_node(node), &WriterOptions::default()).unwrap()
}
