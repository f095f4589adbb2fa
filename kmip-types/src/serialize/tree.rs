//! Between typed values and trees of nodes.

use alloc::vec::Vec;

use crate::codec::{Encode, EncodeOptions, Encoder, Root, decode_root_owned};
use crate::error::Fault;
use crate::path::locate_encoding;
use crate::stream::Writer;
use crate::tree::{Node, NodeReader, NodeWriter, locate_in};
use crate::{Error, Tag, Version};

/// Nodes on their way from or to serde.
#[derive(Default)]
pub(super) struct Tree(Vec<Node<'static>>);

impl Tree {
    /// The item that a typed value encodes to.
    pub(super) fn of_value<T: Encode + ?Sized>(tag: Tag, value: &T, version: Option<Version>) -> Result<Self, Error> {
        let encode = |writer: &mut dyn Writer| -> Result<(), Fault> {
            // A peer can have sent less than its version requires.
            let mut e = Encoder::with_options(writer, EncodeOptions::incomplete());
            e.set_version(version);
            value.encode(tag, &mut e)
        };
        let mut writer = NodeWriter::default();
        match encode(&mut writer) {
            Ok(()) => Ok(Self(writer.into_nodes())),
            Err(fault) => Err(locate_encoding(&mut NodeWriter::default(), fault, &mut { encode })),
        }
    }

    /// The first item, if there is one.
    pub(super) fn node(&self) -> Option<&Node<'static>> {
        self.0.first()
    }

    pub(super) fn nodes(&self) -> &[Node<'static>] {
        &self.0
    }

    pub(super) fn push(&mut self, node: Node<'static>) {
        self.0.push(node);
    }

    /// The items, for somebody else to keep.
    pub(super) fn take(&mut self) -> Vec<Node<'static>> {
        core::mem::take(&mut self.0)
    }
}

impl From<Node<'static>> for Tree {
    fn from(node: Node<'static>) -> Self {
        Self(Vec::from([node]))
    }
}

/// The typed message that a tree holds.
pub(super) fn decode<T: Root<'static>>(tree: &Tree) -> Result<T, Error> {
    decode_root_owned(NodeReader::new(tree.nodes())).map_err(|fault| locate_in(tree.nodes(), fault))
}
