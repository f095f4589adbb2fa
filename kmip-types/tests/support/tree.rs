//! A message as a tree that knows which field of which structure every item is.

use kmip_types::Tag;
use kmip_types::items::{Node, NodeValue};

/// An item and what the tables call it.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) tag: Tag,
    /// The field of the structure or payload around it.
    ///
    /// `None` for what stands there as any item.
    pub(crate) field: Option<String>,
    pub(crate) value: Content,
}

/// The content of an item.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Scalar(NodeValue<'static>),
    /// The structure or payload, by its name, and the items in it.
    Structure(String, Vec<Tree>),
}

impl Tree {
    /// A vendor's item, or one in a structure that no table describes.
    pub(crate) const fn loose(tag: Tag, value: NodeValue<'static>) -> Self {
        Self { tag, field: None, value: Content::Scalar(value) }
    }

    pub(crate) fn node(&self) -> Node<'static> {
        let value = match &self.value {
            Content::Scalar(value) => value.clone(),
            Content::Structure(_, children) => NodeValue::Structure(children.iter().map(Self::node).collect()),
        };
        Node::new(self.tag, value)
    }

    /// The name of the structure that it is, and the items in it.
    pub(crate) fn structure(&self) -> Option<(&str, &Vec<Self>)> {
        match &self.value {
            Content::Structure(name, children) => Some((name, children)),
            Content::Scalar(_) => None,
        }
    }

    pub(crate) const fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.value {
            Content::Structure(_, children) => Some(children),
            Content::Scalar(_) => None,
        }
    }

    /// Every item inside, with the structure around it.
    pub(crate) fn visit<'t>(&'t self, each: &mut dyn FnMut(&'t str, &'t Self)) {
        if let Some((owner, children)) = self.structure() {
            for child in children {
                each(owner, child);
                child.visit(each);
            }
        }
    }
}
