//! The changes themselves: which item, and how.

use std::fmt;

use kmip::items::{Node, NodeValue};
use kmip::tables::{self, Place};
use kmip::{BigInteger, ItemType, Operation, Tag, Versions};

use super::{Change, Site};
use crate::random::{Random, pick as pick_one};

/// One change of a message.
#[derive(Clone, Debug)]
pub(super) struct Edit<'s, 'm> {
    pub(super) change: Change,
    pub(super) site: &'s Site<'m>,
    pub(super) how: How,
}

/// The change that is made to the item.
#[derive(Clone, Debug)]
pub(super) enum How {
    Tag(Tag),
    Value(NodeValue<'static>),
    Remove,
    Repeat,
    /// It changes places with the next one.
    Swap,
}

/// A change of this kind, if the message has an item for it.
pub(super) fn pick<'s, 'm>(
    change: Change,
    sites: &'s [Site<'m>],
    versions: Versions,
    random: &mut dyn Random,
) -> Option<Edit<'s, 'm>> {
    // What the tables say nothing of, a validator cannot check: vendors' structures, and what is inside.
    let known = sites.iter().filter(|site| site.around.is_some());
    let fitting: Vec<(&Site<'m>, How)> = match change {
        Change::Rename => {
            let all: Vec<_> = known.collect();
            let site = *pick_one(random, &all)?;
            let tag = another_tag(site.node.tag(), random)?;
            vec![(site, How::Tag(tag))]
        }
        Change::Drop => known.filter(|site| is_required(site, versions)).map(|site| (site, How::Remove)).collect(),
        Change::Duplicate => known.filter(|site| is_single(site, versions)).map(|site| (site, How::Repeat)).collect(),
        Change::Reorder => known.filter(|site| next_is_another(site)).map(|site| (site, How::Swap)).collect(),
        Change::Retype => {
            let all: Vec<_> = known.filter(|site| site.node.item_type() != ItemType::STRUCTURE).collect();
            let site = *pick_one(random, &all)?;
            vec![(site, How::Value(another_type(site.node.item_type(), random)?))]
        }
        Change::Revalue => {
            let all: Vec<_> = known.filter(|site| has_values(site, versions)).collect();
            let site = *pick_one(random, &all)?;
            vec![(site, How::Value(foreign_value(site, versions, random)?))]
        }
        // These have files of their own.
        Change::Reselect | Change::Length | Change::Byte => return None,
    };
    let (site, how) = pick_one(random, &fitting)?.clone();
    Some(Edit { change, site, how })
}

/// Any other tag of the standard.
fn another_tag(tag: Tag, random: &mut dyn Random) -> Option<Tag> {
    let others: Vec<Tag> = tables::tags().iter().map(|table| table.tag).filter(|other| *other != tag).collect();
    pick_one(random, &others).copied()
}

/// A field that the version requires and that is there once.
fn is_required(site: &Site<'_>, versions: Versions) -> bool {
    let Some(field) = site.table() else { return false };
    let count = match field.place {
        Place::Attribute | Place::Any => site.parent.children().len(),
        _ => site.siblings(),
    };
    field.required.is_superset(versions) && count == 1
}

/// A field that cannot repeat, or an attribute of which an object has one.
fn is_single(site: &Site<'_>, versions: Versions) -> bool {
    let Some(field) = site.table() else { return false };
    if matches!(field.place, Place::Any) {
        return false;
    }
    if !field.repeated.intersects(versions) {
        return true;
    }
    let is_attribute = matches!(field.place, Place::Attribute);
    let single = site.attribute.is_some_and(|attribute| !attribute.multiple.intersects(versions));
    is_attribute && single && site.operation != Some(Operation::LOCATE)
}

/// Returns whether the next item is another field.
fn next_is_another(site: &Site<'_>) -> bool {
    site.next().is_some_and(|next| next.tag() != site.node.tag())
}

/// A value of another type.
fn another_type(item_type: ItemType, random: &mut dyn Random) -> Option<NodeValue<'static>> {
    let values = [
        NodeValue::Structure(Vec::new()),
        NodeValue::Integer(1),
        NodeValue::LongInteger(1),
        NodeValue::BigInteger(BigInteger::from_bytes(&[1])),
        NodeValue::Enumeration(1),
        NodeValue::Boolean(true),
        NodeValue::TextString("1".into()),
        NodeValue::ByteString(vec![1].into()),
        NodeValue::DateTime(1),
        NodeValue::Interval(1),
        NodeValue::DateTimeExtended(1),
        NodeValue::Identifier("1".into()),
        NodeValue::Reference("1".into()),
        NodeValue::NameReference("1".into()),
    ];
    let others: Vec<NodeValue<'static>> =
        values.into_iter().filter(|value| Node::new(Tag::COMMENT, value.clone()).item_type() != item_type).collect();
    pick_one(random, &others).cloned()
}

/// Returns whether the item has a value that could be one of another version.
fn has_values(site: &Site<'_>, versions: Versions) -> bool {
    site.list(versions).is_some()
}

/// Returns a value or bit that the version neither has nor leaves to vendors.
///
/// It is one of another version if there is one, else of none.
fn foreign_value(site: &Site<'_>, versions: Versions, random: &mut dyn Random) -> Option<NodeValue<'static>> {
    let list = site.list(versions)?;
    let is_foreign = |value: &u32| !(list.versions_of(*value) | list.extension_versions(*value)).intersects(versions);
    let foreign: Vec<u32> = list.values.names().iter().map(|name| name.value).filter(is_foreign).collect();
    let of_other = pick_one(random, &foreign).copied();
    match site.node.value() {
        NodeValue::Enumeration(_) => {
            let value = of_other.or_else(|| (0x7000_0000..).find(is_foreign))?;
            Some(NodeValue::Enumeration(value))
        }
        NodeValue::Integer(mask) => {
            let bit = of_other.or_else(|| (0..31).map(|bit| 1 << bit).find(is_foreign))?;
            Some(NodeValue::Integer(mask | bit.cast_signed()))
        }
        _ => None,
    }
}

impl Edit<'_, '_> {
    /// The message with the change.
    pub(super) fn apply(&self, message: &Node<'_>) -> Node<'static> {
        let mut mutant = message.clone().into_owned();
        let Some((place, outer)) = self.site.path.split_last() else { return mutant };
        let mut node = Some(&mut mutant);
        for step in outer {
            node = node.and_then(children_mut).and_then(|children| children.get_mut(*step));
        }
        if let Some(children) = node.and_then(children_mut) {
            self.edit(children, *place);
        }
        mutant
    }

    fn edit(&self, children: &mut Vec<Node<'static>>, place: usize) {
        match &self.how {
            How::Remove => {
                children.remove(place);
            }
            How::Repeat => {
                let copy = children.get(place).cloned();
                copy.into_iter().for_each(|copy| children.insert(place, copy));
            }
            How::Swap => children.swap(place, place.saturating_add(1)),
            How::Tag(tag) => {
                if let Some(node) = children.get_mut(place) {
                    *node = Node::new(*tag, node.value().clone());
                }
            }
            How::Value(value) => {
                if let Some(node) = children.get_mut(place) {
                    *node = Node::new(node.tag(), value.clone());
                }
            }
        }
    }
}

fn children_mut<'n>(node: &'n mut Node<'static>) -> Option<&'n mut Vec<Node<'static>>> {
    match node.value_mut() {
        NodeValue::Structure(children) => Some(children),
        _ => None,
    }
}

/// The item and the change; of values only the type, which is no secret.
impl fmt::Display for Edit<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tag, around) = (self.site.node.tag(), self.site.around.map(|table| table.name).unwrap_or_default());
        match &self.how {
            How::Tag(other) => write!(f, "{tag} of {around} as {other}"),
            How::Value(value) => {
                let item_type = Node::new(tag, value.clone()).item_type();
                write!(f, "{}: {tag} of {around} as {item_type}", self.change.name())
            }
            _ => write!(f, "{}: {tag} of {around}", self.change.name()),
        }
    }
}
