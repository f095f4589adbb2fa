//! Trees of any depth.
//!
//! They are copied, compared, made owned and taken apart without recursion.
//!
//! What a reader gives is at most [`Limits::MAX_DEPTH`](crate::Limits::MAX_DEPTH) deep. A program can nest nodes further, and
//! a stack would not hold what goes down into them. There is no `Drop`: with one, whatever borrows would count as used until it
//! is dropped.

use alloc::vec::Vec;
use core::mem;

use super::node::{Node, NodeValue};

impl Clone for Node<'_> {
    fn clone(&self) -> Self {
        rebuilt(self, |node| (Self::new(node.tag(), hollow(node.value())), node.children().iter()))
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        if !is_alike(self, other) {
            return false;
        }
        let mut open = Vec::new();
        let mut rest = self.children().iter().zip(other.children());
        loop {
            match rest.next() {
                Some((a, b)) if !is_alike(a, b) => return false,
                Some((a, b)) if !a.children().is_empty() => {
                    open.push(mem::replace(&mut rest, a.children().iter().zip(b.children())));
                }
                Some(_) => {}
                None => match open.pop() {
                    Some(outer) => rest = outer,
                    None => return true,
                },
            }
        }
    }
}

impl Eq for Node<'_> {}

impl Node<'_> {
    /// The node with its text and bytes owned.
    #[must_use]
    pub fn into_owned(self) -> Node<'static> {
        rebuilt(self, |mut node| {
            let tag = node.tag();
            match mem::take(node.value_mut()) {
                NodeValue::Structure(children) => {
                    let empty = NodeValue::Structure(Vec::with_capacity(children.len()));
                    (Node::new(tag, empty), children.into_iter())
                }
                value => (Node::new(tag, value.into_owned()), Vec::new().into_iter()),
            }
        })
    }

    /// Drops the node with everything in it, however deep that is.
    ///
    /// A node that goes out of scope is dropped level in level, as a list of lists is. That takes stack for each level: tens of
    /// thousands of them overflow it. No reader nests structures deeper than [`Limits::MAX_DEPTH`](crate::Limits::MAX_DEPTH), so
    /// only a program that nests nodes itself, as deep as somebody else says, has to call this.
    ///
    /// ```
    /// use kmip_types::Tag;
    /// use kmip_types::items::{Node, NodeValue};
    ///
    /// let mut node = Node::default();
    /// for _ in 0..1_000_000 {
    ///     node = Node::new(Tag::BATCH_ITEM, NodeValue::Structure(vec![node]));
    /// }
    /// node.dismantle();
    /// ```
    pub fn dismantle(self) {
        let mut rest = Vec::from([self]);
        while let Some(node) = rest.pop() {
            if let NodeValue::Structure(children) = node.into_value() {
                rest.extend(children);
            }
        }
    }
}

/// The value of a leaf; a structure without its children, with room for them.
fn hollow<'a>(value: &NodeValue<'a>) -> NodeValue<'a> {
    match value {
        NodeValue::Structure(children) => NodeValue::Structure(Vec::with_capacity(children.len())),
        value => value.clone(),
    }
}

/// Returns whether two nodes are equal, but for what is in their children.
fn is_alike(a: &Node<'_>, b: &Node<'_>) -> bool {
    let is_same = match (a.value(), b.value()) {
        (NodeValue::Structure(a), NodeValue::Structure(b)) => a.len() == b.len(),
        (NodeValue::Structure(_), _) | (_, NodeValue::Structure(_)) => false,
        (a, b) => a == b,
    };
    is_same && a.tag() == b.tag()
}

/// A tree made of another one.
///
/// `split` makes a node without its children, and tells what those are made of.
fn rebuilt<'o, S, I: Iterator<Item = S>>(root: S, split: impl Fn(S) -> (Node<'o>, I)) -> Node<'o> {
    let mut open: Vec<(Node<'o>, I)> = Vec::new();
    let (mut node, mut rest) = split(root);
    loop {
        if let Some(next) = rest.next() {
            let (child, children) = split(next);
            open.push((mem::replace(&mut node, child), mem::replace(&mut rest, children)));
        } else if let Some((mut parent, others)) = open.pop() {
            parent.push(node);
            (node, rest) = (parent, others);
        } else {
            return node;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec;

    use super::*;
    use crate::tree::NodeWriter;
    use crate::{ErrorKind, Limits, Tag};

    /// Structures in one another, so many, around an Integer.
    fn nested(depth: usize, inner: i32) -> Node<'static> {
        let leaf = Node::new(Tag::BATCH_COUNT, NodeValue::Integer(inner));
        (0..depth).fold(leaf, |node, _| Node::new(Tag::BATCH_ITEM, NodeValue::Structure(vec![node])))
    }

    #[test]
    fn a_tree_a_million_deep_takes_no_stack() {
        let (tree, other) = (nested(1_000_000, 1), nested(1_000_000, 2));
        let copy = tree.clone();
        assert!(copy == tree && copy != other);
        assert!(copy.value() == tree.value() && copy.value() != other.value());
        let owned = copy.into_owned();
        assert!(owned == tree);
        assert_eq!(tree.write(&mut NodeWriter::default()).unwrap_err().kind(), ErrorKind::Depth);
        let shown = format!("{tree:?}");
        assert_eq!(shown.matches("BatchItem").count(), Limits::MAX_DEPTH + 1, "{shown}");
        assert!(
            shown.starts_with("BatchItem [BatchItem [")
                && shown.ends_with("BatchItem [..]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")
        );
        [tree, other, owned].into_iter().for_each(Node::dismantle);
    }

    #[test]
    fn what_a_reader_gives_is_shown_to_its_end() {
        let shown = format!("{:?}", nested(Limits::MAX_DEPTH, 7));
        assert!(shown.ends_with(&format!("BatchCount Integer(7){}", "]".repeat(Limits::MAX_DEPTH))), "{shown}");
    }

    #[test]
    fn trees_are_equal_where_everything_in_them_is() {
        let structure = |children: Vec<Node<'static>>| Node::new(Tag::KEY_BLOCK, NodeValue::Structure(children));
        let (one, two) = (nested(2, 1), nested(2, 2));
        let tree = structure(vec![one.clone(), structure(vec![]), two.clone()]);
        assert_eq!(tree.clone(), tree);
        assert_eq!(tree.clone().into_owned(), tree);
        for other in [
            structure(vec![one.clone(), structure(vec![]), one.clone()]),
            structure(vec![one.clone(), structure(vec![two.clone()]), two.clone()]),
            structure(vec![one.clone(), structure(vec![])]),
            structure(vec![one.clone(), Node::new(Tag::KEY_BLOCK, NodeValue::Integer(0)), two.clone()]),
            structure(vec![one, Node::new(Tag::KEY_VALUE, NodeValue::default()), two]),
        ] {
            assert_ne!(tree, other);
        }
    }
}
