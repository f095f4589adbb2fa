//! Attributes, under their names and under tags of their own.

use kmip::items::{Node, NodeValue};
use kmip::tables::{self, AttributeTable, Place, StructureTable};
use kmip::{Tag, Versions};

use crate::builder::Builder;
use crate::facts;
use crate::random::pick;

/// The attribute that a name tells.
#[derive(Clone, Copy)]
pub(crate) enum Named {
    /// One of the standard.
    Known(&'static AttributeTable),
    /// One of a client or a server.
    Custom,
}

impl Builder<'_> {
    /// An attribute under its own tag that can stand in the structure that is open.
    pub(crate) fn tagged_attribute(&mut self) -> Option<Node<'static>> {
        let all: Vec<_> = attributes(self.versions).filter(|attribute| self.is_free(attribute, 0)).collect();
        let attribute = *pick(self.random, &all)?;
        self.note_attribute(attribute, 0);
        self.of_forms(attribute.tag?, attribute.forms, |_| true)
    }

    /// The name of an attribute whose value comes behind it.
    pub(crate) fn attribute_name(&mut self) -> String {
        let all: Vec<_> = named_attributes(self.versions).filter(|attribute| self.is_free(attribute, 1)).collect();
        let known = if self.chance(16) { None } else { pick(self.random, &all).copied() };
        let (name, named) = match known {
            Some(attribute) => {
                self.note_attribute(attribute, 1);
                (attribute.name.to_owned(), Named::Known(attribute))
            }
            None => (facts::custom_name(self), Named::Custom),
        };
        self.open.last_mut().into_iter().for_each(|open| open.named = Some(named));
        name
    }

    /// The name of an attribute that stands alone.
    pub(crate) fn single_name(&mut self) -> String {
        let all: Vec<_> = named_attributes(self.versions).collect();
        let known = if self.chance(16) { None } else { pick(self.random, &all).copied() };
        known.map_or_else(|| facts::custom_name(self), |attribute| attribute.name.to_owned())
    }

    /// The value of the attribute that has just been named.
    pub(crate) fn attribute_value(&mut self, tag: Tag) -> Option<Node<'static>> {
        match self.open.last()?.named? {
            Named::Known(attribute) => self.value_of_attribute(attribute, tag),
            Named::Custom => Some(Node::new(tag, self.any_value())),
        }
    }

    /// This attribute, in the form that it has in the structure with this table.
    pub(crate) fn attribute(
        &mut self,
        attribute: &'static AttributeTable,
        around: &StructureTable,
    ) -> Option<Node<'static>> {
        if around.fields.iter().any(|field| matches!(field.place, Place::Attribute)) {
            return self.of_forms(attribute.tag?, attribute.forms, |_| true);
        }
        let name = Node::new(Tag::ATTRIBUTE_NAME, NodeValue::TextString(attribute.name.into()));
        let value = self.value_of_attribute(attribute, Tag::ATTRIBUTE_VALUE)?;
        Some(Node::new(Tag::ATTRIBUTE, NodeValue::Structure(vec![name, value])))
    }

    /// The value of an attribute, under another tag.
    fn value_of_attribute(&mut self, attribute: &'static AttributeTable, tag: Tag) -> Option<Node<'static>> {
        let item = self.of_forms(attribute.tag?, attribute.forms, |_| true)?;
        Some(Node::new(tag, item.into_value()))
    }

    /// The tag of any attribute of the version.
    pub(crate) fn attribute_tag(&mut self) -> Option<NodeValue<'static>> {
        let all: Vec<_> = attributes(self.versions).filter_map(|attribute| attribute.tag).collect();
        Some(NodeValue::Enumeration(pick(self.random, &all)?.value()))
    }

    /// Returns whether the structure so many levels out can take the attribute.
    ///
    /// It can if it does not have the attribute, or can have several.
    fn is_free(&self, attribute: &AttributeTable, levels: usize) -> bool {
        let open = self.open.iter().rev().nth(levels);
        attribute.multiple.intersects(self.versions)
            || facts::is_search(self)
            || open.is_none_or(|open| !open.attributes.contains(&attribute.name))
    }

    fn note_attribute(&mut self, attribute: &AttributeTable, levels: usize) {
        self.open.iter_mut().rev().nth(levels).into_iter().for_each(|open| open.attributes.push(attribute.name));
    }
}

/// The attributes that stand under tags of their own.
fn attributes(versions: Versions) -> impl Iterator<Item = &'static AttributeTable> {
    let all = tables::attributes().iter().copied();
    all.filter(move |attribute| attribute.versions.intersects(versions) && attribute.tag.is_some())
}

/// The attributes that have a name: not the structure around those of vendors.
fn named_attributes(versions: Versions) -> impl Iterator<Item = &'static AttributeTable> {
    attributes(versions).filter(|attribute| attribute.tag != Some(Tag::ATTRIBUTE))
}
