//! Items in TTLV.

use kmip::Error;
use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader};

/// An item with everything in it, in TTLV.
pub(crate) fn to_ttlv(node: &Node<'_>) -> Result<Vec<u8>, Error> {
    Encoding::Ttlv.transcode(&mut NodeReader::for_node(node), &WriterOptions::default())
}
