//! Pairs items under one tag in two structures, to compare them.

use std::collections::BTreeMap;

use kmip::Tag;
use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader, NodeValue, transcode};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The most items that are compared each with each, to find a common sequence.
///
/// More of them are paired in their order.
const SEQUENCE: usize = 256;

/// For each item of `a`, the place of the one in `b` that it is compared with.
///
/// Attributes are compared with those of their name and index, batch items with those of their identifier. Of any others,
/// those that are equal are found as in a sequence, so that one that is inserted moves none; what differs between two that are
/// equal is compared in its order.
pub(crate) fn partners(a: &[&Node<'_>], b: &[&Node<'_>]) -> Vec<Option<usize>> {
    if let (Some(names_a), Some(names_b)) = (names(a), names(b)) {
        return names_a.iter().map(|name| names_b.iter().position(|other| other == name)).collect();
    }
    let mut partners = vec![None; a.len()];
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()).saturating_sub(front);
    let back = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut pair = |from_a: usize, from_b: usize, count: usize| {
        for (place, of_b) in partners.iter_mut().skip(from_a).take(count).zip(from_b..) {
            *place = Some(of_b);
        }
    };
    let (end_a, end_b) = (a.len().saturating_sub(back), b.len().saturating_sub(back));
    pair(0, 0, front);
    pair(end_a, end_b, back);
    let middle_a = a.get(front..end_a).unwrap_or_default();
    let middle_b = b.get(front..end_b).unwrap_or_default();
    if middle_a.len().max(middle_b.len()) > SEQUENCE {
        pair(front, front, middle_a.len().min(middle_b.len()));
        return partners;
    }
    // Numbers, so that comparing two takes the same time however long they are.
    let mut known = BTreeMap::new();
    let mut numbers = |nodes: &[&Node<'_>]| -> Vec<usize> {
        nodes
            .iter()
            .map(|node| {
                let next = known.len();
                *known.entry(bytes(node)).or_insert(next)
            })
            .collect()
    };
    let (numbers_a, numbers_b) = (numbers(middle_a), numbers(middle_b));
    for operation in capture_diff_slices(Algorithm::Myers, &numbers_a, &numbers_b) {
        match operation {
            DiffOp::Equal { old_index, new_index, len } => {
                pair(front.saturating_add(old_index), front.saturating_add(new_index), len);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pair(front.saturating_add(old_index), front.saturating_add(new_index), old_len.min(new_len));
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    partners
}

/// Returns the names of the items, if each has one and no two have the same.
fn names(nodes: &[&Node<'_>]) -> Option<Vec<(String, i32)>> {
    let names: Vec<_> = nodes.iter().map(|node| name(node)).collect::<Option<_>>()?;
    let known: BTreeMap<_, _> = names.iter().map(|name| (name, ())).collect();
    (known.len() == names.len() && names.len() <= SEQUENCE).then_some(names)
}

fn name(node: &Node<'_>) -> Option<(String, i32)> {
    let index = match node.child(Tag::ATTRIBUTE_INDEX).map(Node::value) {
        Some(NodeValue::Integer(index)) => *index,
        _ => 0,
    };
    match (node.child(Tag::ATTRIBUTE_NAME), node.child(Tag::UNIQUE_BATCH_ITEM_ID)) {
        (Some(name), _) => match name.value() {
            NodeValue::TextString(name) => Some((name.to_string(), index)),
            _ => None,
        },
        (None, Some(id)) => Some((crate::hex::format(&bytes(id)), 0)),
        (None, None) => None,
    }
}

/// An item in TTLV: two that are equal have the same bytes.
///
/// What cannot be written is equal to its like.
fn bytes(node: &Node<'_>) -> Vec<u8> {
    let written = Encoding::Ttlv
        .write(&WriterOptions::default(), &mut |writer| Ok(transcode(&mut NodeReader::for_node(node), writer)?));
    written.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[i32]) -> Vec<Node<'static>> {
        values.iter().map(|value| Node::new(Tag::BATCH_COUNT, NodeValue::Integer(*value))).collect()
    }

    fn paired(a: &[Node<'_>], b: &[Node<'_>]) -> Vec<Option<usize>> {
        partners(&a.iter().collect::<Vec<_>>(), &b.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_is_inserted_or_left_out_moves_nothing() {
        let of = |a: &[i32], b: &[i32]| paired(&numbers(a), &numbers(b));
        assert_eq!(of(&[1, 2, 3], &[1, 9, 2, 3]), [Some(0), Some(2), Some(3)]);
        assert_eq!(of(&[1, 2, 3, 4], &[1, 3, 4]), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(of(&[1, 2, 3, 4, 5], &[9, 1, 3, 8, 5]), [Some(1), None, Some(2), Some(3), Some(4)]);
        assert_eq!(of(&[1, 2], &[3, 4]), [Some(0), Some(1)]);
        assert_eq!(of(&[1], &[1, 1]), [Some(0)]);
        assert_eq!(of(&[], &[1]), []);
    }

    #[test]
    fn very_many_are_taken_in_their_order() {
        let (a, b): (Vec<i32>, Vec<i32>) = ((0..3000).collect(), (1..3001).rev().collect());
        assert_eq!(paired(&numbers(&a), &numbers(&b)), (0..3000).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn attributes_are_compared_by_name_and_index() {
        let attribute = |name: &'static str, index: i32| {
            let name = Node::new(Tag::ATTRIBUTE_NAME, NodeValue::TextString(name.into()));
            let index = Node::new(Tag::ATTRIBUTE_INDEX, NodeValue::Integer(index));
            Node::new(Tag::ATTRIBUTE, NodeValue::Structure(vec![name, index]))
        };
        let a = [attribute("Name", 0), attribute("Name", 1), attribute("State", 0)];
        let b = [attribute("State", 0), attribute("Name", 1), attribute("x-Other", 0)];
        assert_eq!(paired(&a, &b), [None, Some(1), Some(0)]);
    }
}
