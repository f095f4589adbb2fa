//! Items that a structure's table does not have.
//!
//! They are kept with their place among the fields.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use super::owning::Owning;
use crate::codec::{Decode, Decoder};
use crate::growth;
use crate::secrecy::Secrecy;
use crate::tree::{Node, NodeReader, shown};
use crate::{IntoOwned, NamedAttribute, Tag, TemplateAttribute};

/// The items of a structure that no field takes.
///
/// These are vendor extensions and fields of later versions.
///
/// Each remembers how many known items came before it, so that encoding puts it back there: a message in
/// canonical order is written as it was read. Costs one pointer where there is nothing to keep.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Extra<'a>(Option<Box<Kept<'a>>>);

#[derive(Clone, PartialEq, Eq, Default)]
struct Kept<'a> {
    /// The number of known items that stood before each kept item.
    before: Vec<u32>,
    /// The items, as the children of a structure.
    ///
    /// The function that drops trees drops them, so that where a structure of the model is dropped, only the test for
    /// the null pointer is added.
    items: Node<'a>,
    /// The attributes of a Template-Attribute among the items, typed.
    ///
    /// A caller that asks for the attributes must not overlook those.
    attributes: Vec<NamedAttribute<'static>>,
}

/// Stands behind every field.
pub(super) const BEHIND: u32 = u32::MAX;

impl<'a> Extra<'a> {
    /// No items.
    pub const NONE: Self = Self(None);

    /// Returns whether there is none.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Adds an item, to be written behind the fields.
    pub fn push(&mut self, node: Node<'a>) {
        self.keep(BEHIND, node, true);
    }

    /// Returns how many known items stood before each item, and the items.
    pub(super) fn kept(&self) -> (&[u32], &[Node<'a>]) {
        self.0.as_ref().map(|kept| (&*kept.before, kept.items.children())).unwrap_or_default()
    }

    /// The items that were added, not read.
    pub(super) fn added(&self) -> impl Iterator<Item = &Node<'a>> {
        let before = self.0.iter().flat_map(|kept| &kept.before);
        self.iter().zip(before).filter(|(_, before)| **before == BEHIND).map(|(node, _)| node)
    }

    /// The attributes of a Template-Attribute among the items.
    pub(crate) fn attributes(&self) -> &[NamedAttribute<'a>] {
        self.0.as_ref().map(|kept| kept.attributes.as_slice()).unwrap_or_default()
    }

    /// The items, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Node<'a>> {
        self.0.iter().flat_map(|kept| kept.items.children())
    }

    /// The first item with this tag.
    #[must_use]
    pub fn get(&self, tag: Tag) -> Option<&Node<'a>> {
        self.iter().find(|node| node.tag() == tag)
    }

    /// Keeps an item that came after this many known ones.
    ///
    /// `is_whole` is false if the item is set aside.
    pub(super) fn keep(&mut self, before: u32, node: Node<'a>, is_whole: bool) {
        let kept = self.0.get_or_insert_default();
        if is_whole && node.tag() == Tag::TEMPLATE_ATTRIBUTE {
            kept.attributes.extend(attributes_of(&node));
        }
        growth::push(&mut kept.before, before);
        kept.items.push(node);
    }
}

/// The attributes of a Template-Attribute; none where it cannot be read.
fn attributes_of(node: &Node<'_>) -> Vec<NamedAttribute<'static>> {
    let mut reader = Owning::new(NodeReader::for_node(node));
    let mut d = Decoder::new(&mut reader);
    let item = d.next_item();
    TemplateAttribute::decode(item, &mut d).map(|template| template.named_attributes).unwrap_or_default()
}

/// Prints tags, types and lengths.
///
/// All of the items may be secret, since it is not known where the structure stands that has them.
impl fmt::Debug for Extra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = self.0.as_ref().map(|kept| kept.items.children()).unwrap_or_default();
        f.debug_list().entries(shown(items, Secrecy::UNKNOWN)).finish()
    }
}

impl IntoOwned for Extra<'_> {
    type Owned = Extra<'static>;

    fn into_owned(self) -> Extra<'static> {
        Extra(self.0.map(|kept| {
            let Kept { before, items, attributes } = *kept;
            Box::new(Kept { before, items: items.into_owned(), attributes })
        }))
    }
}
