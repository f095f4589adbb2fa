//! Items on their way from one version to another.
//!
//! Each remembers which item of the message it was.

use alloc::vec::Vec;

use crate::tree::{Node, NodeValue};
use crate::{ItemType, Tag};

/// An item, with the text and bytes of the message being converted.
pub(super) struct Piece<'n> {
    pub(super) tag: Tag,
    /// The number of the item in the message, counted from 0 in the order of reading.
    pub(super) origin: usize,
    pub(super) content: Content<'n>,
}

pub(super) enum Content<'n> {
    Structure(Vec<Piece<'n>>),
    /// Never a structure.
    Leaf(NodeValue<'n>),
}

impl<'n> Piece<'n> {
    /// The item with everything in it; `next` counts.
    ///
    /// The writer of nodes bounds the depth.
    pub(super) fn from_node(node: Node<'n>, next: &mut usize) -> Self {
        let (tag, origin) = (node.tag(), *next);
        *next = next.saturating_add(1);
        let content = match node.into_value() {
            NodeValue::Structure(children) => {
                Content::Structure(children.into_iter().map(|child| Self::from_node(child, next)).collect())
            }
            value => Content::Leaf(value),
        };
        Self { tag, origin, content }
    }

    /// Makes a piece of an item that is not in the message.
    ///
    /// It takes everything in the item; it comes from the item `origin`.
    pub(super) fn from_other_node(node: Node<'n>, origin: usize) -> Self {
        let tag = node.tag();
        let content = match node.into_value() {
            NodeValue::Structure(children) => {
                Content::Structure(children.into_iter().map(|child| Self::from_other_node(child, origin)).collect())
            }
            value => Content::Leaf(value),
        };
        Self { tag, origin, content }
    }

    pub(super) const fn structure(tag: Tag, origin: usize, children: Vec<Self>) -> Self {
        Self { tag, origin, content: Content::Structure(children) }
    }

    pub(super) const fn leaf(tag: Tag, origin: usize, value: NodeValue<'n>) -> Self {
        Self { tag, origin, content: Content::Leaf(value) }
    }

    /// The piece under another tag.
    pub(super) fn under(self, tag: Tag) -> Self {
        Self { tag, ..self }
    }

    pub(super) fn into_node(self) -> Node<'n> {
        let value = match self.content {
            Content::Structure(children) => NodeValue::Structure(children.into_iter().map(Self::into_node).collect()),
            Content::Leaf(value) => value,
        };
        Node::new(self.tag, value)
    }

    pub(super) fn item_type(&self) -> ItemType {
        match &self.content {
            Content::Structure(_) => ItemType::STRUCTURE,
            Content::Leaf(value) => value.shallow().item_type(),
        }
    }

    pub(super) fn children(&self) -> &[Self] {
        match &self.content {
            Content::Structure(children) => children,
            Content::Leaf(_) => &[],
        }
    }

    /// The children; none where this is no structure.
    pub(super) fn into_children(self) -> Vec<Self> {
        match self.content {
            Content::Structure(children) => children,
            Content::Leaf(_) => Vec::new(),
        }
    }

    pub(super) fn child(&self, tag: Tag) -> Option<&Self> {
        self.children().iter().find(|child| child.tag == tag)
    }

    pub(super) const fn as_enumeration(&self) -> Option<u32> {
        match self.content {
            Content::Leaf(NodeValue::Enumeration(value)) => Some(value),
            _ => None,
        }
    }

    pub(super) const fn as_integer(&self) -> Option<i32> {
        match self.content {
            Content::Leaf(NodeValue::Integer(value)) => Some(value),
            _ => None,
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Leaf(NodeValue::TextString(text)) => Some(text),
            _ => None,
        }
    }
}
