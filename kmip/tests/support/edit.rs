//! Trees with something changed.
//!
//! An item is left out or one too many, there is nothing but the way to an item, or another version.

use kmip::Tag;
use kmip::items::NodeValue;

use super::rules::Rules;
use crate::spec::tree::{Content, Tree};

/// The way to an item: its place in the structure around it, from the root down.
pub(crate) type Way = Vec<usize>;

/// Every item, with the way to it.
pub(crate) fn ways(tree: &Tree) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut open = vec![(tree, Vec::new())];
    while let Some((tree, way)) = open.pop() {
        for (place, child) in tree.structure().map(|(_, children)| children).into_iter().flatten().enumerate() {
            let mut to_child = way.clone();
            to_child.push(place);
            open.push((child, to_child.clone()));
            ways.push(to_child);
        }
    }
    ways
}

/// The structure around the item at the end of the way, and the item.
pub(crate) fn at<'t>(tree: &'t Tree, way: &[usize]) -> (&'t str, &'t Tree) {
    let (owner, children) = tree.structure().unwrap();
    let child = &children[way[0]];
    if way.len() == 1 { (owner, child) } else { at(child, &way[1..]) }
}

/// The children of the structure around the item.
fn siblings<'t>(tree: &'t mut Tree, way: &[usize]) -> &'t mut Vec<Tree> {
    let children = tree.children_mut().unwrap();
    if way.len() == 1 { children } else { siblings(&mut children[way[0]], &way[1..]) }
}

/// The tree with the item at the end of the way changed; no way leads to the root.
pub(crate) fn change(tree: &Tree, way: &[usize], change: impl FnOnce(&mut Tree)) -> Tree {
    let mut tree = tree.clone();
    match way {
        [] => change(&mut tree),
        [.., place] => change(&mut siblings(&mut tree, way)[*place]),
    }
    tree
}

/// Returns the tree without any item of one field.
///
/// It is the field of the item at the end of the way.
pub(crate) fn without(tree: &Tree, way: &[usize]) -> Tree {
    let field = &at(tree, way).1.field;
    let mut tree = tree.clone();
    siblings(&mut tree, way).retain(|item| item.field != *field);
    tree
}

/// The tree with the item twice.
pub(crate) fn doubled(tree: &Tree, way: &[usize]) -> Tree {
    let item = at(tree, way).1.clone();
    let mut tree = tree.clone();
    siblings(&mut tree, way).insert(way[way.len() - 1], item);
    tree
}

/// Returns the tree with what is required and what leads to the item only.
///
/// The item itself is left as it is.
pub(crate) fn only(tree: &Tree, way: &[usize], rules: &Rules) -> Tree {
    let mut tree = tree.clone();
    prune(&mut tree, Some(way), rules);
    tree
}

/// Removes what is not required and does not lead to the item.
///
/// Of a required field that repeats, one item is enough.
fn prune(tree: &mut Tree, way: Option<&[usize]>, rules: &Rules) {
    let Content::Structure(owner, children) = &mut tree.value else { return };
    let target = way.and_then(|way| way.first().copied());
    let field_on_way = target.map(|place| children[place].field.clone());
    let all: Vec<(usize, Tree)> = std::mem::take(children).into_iter().enumerate().collect();
    let mut stays: Vec<(usize, Tree)> = Vec::new();
    for (place, item) in &all {
        let needed = item.field.as_deref().is_some_and(|field| {
            field != "any attribute"
                && rules.field(owner, field).required
                && field_on_way.as_ref() != Some(&item.field)
                && !stays.iter().any(|(_, other)| other.field == item.field)
        });
        if needed || target == Some(*place) {
            stays.push((*place, item.clone()));
        }
    }
    // What decides about an item that stays has to stay as well.
    let kept: Vec<Tree> = stays.iter().map(|(_, item)| item.clone()).collect();
    for (place, item) in all {
        if !stays.iter().any(|(other, _)| *other == place) && rules.decides(owner, item.tag, &kept) {
            stays.push((place, item));
        }
    }
    stays.sort_by_key(|(place, _)| *place);
    for (place, mut item) in stays {
        match way {
            Some([_]) if target == Some(place) => {}
            Some([_, rest @ ..]) if target == Some(place) => prune(&mut item, Some(rest), rules),
            _ => {
                prune(&mut item, None, rules);
                // An identifier that only has to be there is text, which no version refuses.
                if rules.can_be_text(&item) {
                    item.value = Content::Scalar(NodeValue::TextString("id".into()));
                }
                if !rules.decides(owner, item.tag, &kept) {
                    rules.ease(owner, &mut item);
                }
            }
        }
        children.push(item);
    }
}

/// Writes another version into the header.
pub(crate) fn set_version(tree: &mut Tree, version: &str) {
    let (major, minor) = version.split_once('.').unwrap();
    let header = &mut tree.children_mut().unwrap()[0];
    let protocol = &mut header.children_mut().unwrap()[0];
    assert_eq!(protocol.tag, Tag::PROTOCOL_VERSION);
    for (part, number) in protocol.children_mut().unwrap().iter_mut().zip([major, minor]) {
        part.value = Content::Scalar(NodeValue::Integer(number.parse().unwrap()));
    }
}
