//! Mends the items of a structure until none contradicts another.

use kmip::items::{Node, NodeValue};
use kmip::tables::relations::{Asked, Item, Needs, Relation, StructureRelations, is_through, lengths};
use kmip::tables::{self, Arms, AttributeTable, FieldTable, Holds, Place, StructureTable};
use kmip::{Tag, Versions};

use crate::builder::Builder;
use crate::random::pick;

/// The most rounds in which the relations of a structure are applied.
const ROUNDS: usize = 16;

/// The longest key, in bytes, that is made as long as its length says.
const LONGEST: i64 = 1_024;

/// The length in bits of a key whose length says nothing that can be so.
const BITS: i64 = 128;

/// The places of an item among its siblings, from the structure down.
type Way = Vec<usize>;

/// Changes the items of the open structure until all its relations hold.
pub(crate) fn mend(builder: &mut Builder<'_>, table: &'static StructureTable, children: &mut Vec<Node<'static>>) {
    let Some(stated) = StructureRelations::of_structure(table.name) else { return };
    for _ in 0..ROUNDS {
        let broken = stated.relations.iter().find(|relation| is_broken(builder, stated, relation, children));
        let Some(relation) = broken else { return };
        repair(builder, table, stated, relation, children);
    }
}

fn is_broken(
    builder: &Builder<'_>,
    stated: &StructureRelations,
    relation: &Relation,
    children: &[Node<'static>],
) -> bool {
    let own = builder.open.last().map_or(Tag::new(0), |open| open.tag);
    let seen = |place: usize| seen(stated, place, own, children);
    let is_asked = |(place, asked): &(usize, Asked)| match asked {
        Asked::Present => !seen(*place).is_empty(),
        Asked::Absent => seen(*place).is_empty(),
        Asked::Is(values) => last(&seen(*place)).is_some_and(|value| has(values, value)),
        Asked::IsNot(values) => !last(&seen(*place)).is_some_and(|value| has(values, value)),
        _ => false,
    };
    let around = builder.open.iter().rev().nth(1).map(|open| open.tag);
    let is_around = relation.around.is_empty() || around.is_some_and(|around| relation.around.contains(&around));
    if !is_around || !relation.versions.is_superset(builder.versions) || !relation.when.iter().all(is_asked) {
        return false;
    }
    let items = seen(relation.of);
    let number = last(&items);
    match relation.needs {
        Needs::Present => items.is_empty(),
        Needs::Absent => !items.is_empty(),
        Needs::CountOf(other) => {
            let count = i64::try_from(seen(other).len()).unwrap_or(i64::MAX);
            number.is_some_and(|number| number < count)
        }
        Needs::BitsOf(other) => number.zip(bits(&seen(other))).is_some_and(|(number, bits)| number != bits),
        Needs::LengthFor(other) => {
            let known = last(&seen(other)).and_then(|value| lengths_for(stated, other, value));
            number.zip(known).is_some_and(|(number, known)| !known.iter().any(|bits| i64::from(*bits) == number))
        }
        _ => false,
    }
}

/// Makes what a relation demands so.
fn repair(
    builder: &mut Builder<'_>,
    table: &'static StructureTable,
    stated: &StructureRelations,
    relation: &Relation,
    children: &mut Vec<Node<'static>>,
) {
    let own = builder.open.last().map_or(Tag::new(0), |open| open.tag);
    let ways = |place: usize, children: &[Node<'static>]| -> Vec<Way> {
        seen(stated, place, own, children).into_iter().map(|(way, _)| way).collect()
    };
    let (way, items) = (ways(relation.of, children).pop(), seen(stated, relation.of, own, children));
    let number = last(&items);
    match relation.needs {
        Needs::Present => {
            let attribute = stated.items.get(relation.of).and_then(|item| tables::attribute_by_tag(item.tag));
            if let Some(attribute) = attribute {
                add(builder, table, attribute, children);
            }
        }
        Needs::Absent => {
            if let Some((place, outer)) = way.as_deref().and_then(<[usize]>::split_last) {
                let structure = outer.iter().try_fold(children, |children, step| inside(children.get_mut(*step)?));
                structure.into_iter().for_each(|children| drop(children.remove(*place)));
            }
        }
        Needs::CountOf(other) => {
            let count = i64::try_from(ways(other, children).len()).unwrap_or(i64::MAX);
            set_number(children, way, count);
        }
        Needs::BitsOf(other) => {
            let is_length = |bits: &i64| bits % 8 == 0 && (1..=LONGEST).contains(&(bits / 8));
            let bits = number.filter(is_length).unwrap_or(BITS);
            set_number(children, way, bits);
            let length = usize::try_from(bits / 8).unwrap_or_default();
            let bytes: Vec<u8> =
                (0..length).map(|_| u8::try_from(builder.random.below(256)).unwrap_or_default()).collect();
            let key = ways(other, children).pop();
            at(children, key).into_iter().for_each(|value| *value = NodeValue::ByteString(bytes.clone().into()));
        }
        Needs::LengthFor(other) => {
            let value = last(&seen(stated, other, own, children));
            let known = value.and_then(|value| lengths_for(stated, other, value)).unwrap_or_default();
            let whole: Vec<u16> = known.iter().copied().filter(|bits| bits % 8 == 0).collect();
            if let Some(bits) = pick(builder.random, &whole) {
                set_number(children, way, i64::from(*bits));
            }
        }
        _ => {}
    }
}

/// Adds an attribute to the first structure in this one that has attributes.
fn add(
    builder: &mut Builder<'_>,
    table: &'static StructureTable,
    attribute: &'static AttributeTable,
    children: &mut Vec<Node<'static>>,
) {
    let versions = builder.versions;
    let containers = table.fields.iter().enumerate().filter(|(_, field)| field.allowed.intersects(versions));
    let found = containers.filter_map(|(place, field)| container(field, versions).map(|found| (place, found))).next();
    let Some((place, (tag, inner))) = found else { return };
    let index = children.iter().position(|child| child.tag() == tag).unwrap_or_else(|| {
        let is_later = |child: &Node<'_>| table.fields.iter().skip(place).any(|field| field.place.is(child.tag()));
        let index = children.iter().position(is_later).unwrap_or(children.len());
        children.insert(index, Node::new(tag, NodeValue::Structure(Vec::new())));
        index
    });
    let Some(items) = children.get_mut(index).and_then(inside) else { return };
    builder.enter(tag);
    if let Some(item) = builder.attribute(attribute, inner) {
        items.push(item);
    }
    mend(builder, inner, items);
    builder.leave();
}

/// Returns the tag and the table of a container of attributes.
///
/// What is in the container belongs to the structure around it.
fn container(field: &FieldTable, versions: Versions) -> Option<(Tag, &'static StructureTable)> {
    let Place::Tag(tag) = field.place else { return None };
    let forms = field.forms.iter().filter(|form| form.versions.intersects(versions));
    let inner = forms.filter_map(|form| match form.holds {
        Holds::Structure(inner) => Some(inner),
        _ => None,
    });
    let mut with_attributes = inner.filter(|inner| inner.fields.iter().any(holds_attributes));
    with_attributes.next().filter(|_| is_through(tag)).map(|inner| (tag, inner))
}

/// Returns whether a field is an attribute in either form.
fn holds_attributes(field: &FieldTable) -> bool {
    let is_named = |table: &StructureTable| {
        table.fields.iter().any(|field| field.selected.is_some_and(|by| matches!(by.arms, Arms::Attribute)))
    };
    matches!(field.place, Place::Attribute)
        || field.forms.iter().any(|form| matches!(form.holds, Holds::Structure(table) if is_named(table)))
}

/// Returns the items that this relation speaks of, in order, with their places.
fn seen<'n>(
    stated: &StructureRelations,
    place: usize,
    own: Tag,
    children: &'n [Node<'static>],
) -> Vec<(Way, &'n Node<'static>)> {
    let mut found = Vec::new();
    if let Some(item) = stated.items.get(place) {
        collect(item, own, children, &mut Vec::new(), &mut found);
    }
    found
}

fn collect<'n>(
    item: &Item,
    parent: Tag,
    children: &'n [Node<'static>],
    way: &mut Way,
    found: &mut Vec<(Way, &'n Node<'static>)>,
) {
    let named = children.iter().find_map(|child| match child.value() {
        NodeValue::TextString(name) if child.tag() == Tag::ATTRIBUTE_NAME => tables::attribute_by_name(name)?.tag,
        _ => None,
    });
    for (place, child) in children.iter().enumerate() {
        let tag = named.filter(|_| child.tag() == Tag::ATTRIBUTE_VALUE).unwrap_or(child.tag());
        way.push(place);
        if tag == item.tag && item.inside.is_none_or(|inside| inside == parent) {
            found.push((way.clone(), child));
        }
        if is_through(child.tag()) {
            collect(item, child.tag(), child.children(), way, found);
        }
        way.pop();
    }
}

/// The number that the last of these is.
fn last(items: &[(Way, &Node<'_>)]) -> Option<i64> {
    match items.last()?.1.value() {
        NodeValue::Integer(number) => Some(i64::from(*number)),
        NodeValue::LongInteger(number) => Some(*number),
        NodeValue::Enumeration(number) => Some(i64::from(*number)),
        _ => None,
    }
}

/// Returns how many bits the last of these has.
fn bits(items: &[(Way, &Node<'_>)]) -> Option<i64> {
    match items.last()?.1.value() {
        NodeValue::ByteString(bytes) => i64::try_from(bytes.len()).ok()?.checked_mul(8),
        _ => None,
    }
}

fn has(values: &[u32], value: i64) -> bool {
    u32::try_from(value).is_ok_and(|value| values.contains(&value))
}

fn lengths_for(stated: &StructureRelations, place: usize, value: i64) -> Option<&'static [u16]> {
    lengths(stated.items.get(place)?.tag, u32::try_from(value).ok()?)
}

/// The value of the item there.
fn at<'n>(children: &'n mut Vec<Node<'static>>, way: Option<Way>) -> Option<&'n mut NodeValue<'static>> {
    let way = way?;
    let (place, outer) = way.split_last()?;
    let structure = outer.iter().try_fold(children, |children, step| inside(children.get_mut(*step)?))?;
    Some(structure.get_mut(*place)?.value_mut())
}

fn inside<'n>(node: &'n mut Node<'static>) -> Option<&'n mut Vec<Node<'static>>> {
    match node.value_mut() {
        NodeValue::Structure(children) => Some(children),
        _ => None,
    }
}

fn set_number(children: &mut Vec<Node<'static>>, way: Option<Way>, number: i64) {
    match at(children, way) {
        Some(NodeValue::Integer(own)) => *own = i32::try_from(number).unwrap_or(i32::MAX),
        Some(NodeValue::LongInteger(own)) => *own = number,
        _ => {}
    }
}
