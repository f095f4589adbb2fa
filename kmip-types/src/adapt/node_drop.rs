//! Dropping a tree, however deep it is.

use alloc::vec::Vec;
use core::mem;

use crate::{Node, NodeValue};

impl Node<'_> {
    /// Takes out the children; none where this is no structure.
    fn take_children(&mut self) -> Vec<Self> {
        match self.value_mut() {
            NodeValue::Structure(children) => mem::take(children),
            _ => Vec::new(),
        }
    }
}

/// Takes the tree apart, neither by recursion, which its depth would make overflow the stack, nor with memory of its own.
impl Drop for Node<'_> {
    fn drop(&mut self) {
        if self.children().iter().all(|child| child.children().is_empty()) {
            return;
        }
        let mut list = self.take_children();
        let mut next = list.pop();
        while let Some(mut node) = next {
            let mut inner = node.take_children();
            next = inner.pop();
            if next.is_none() {
                next = list.pop();
                continue;
            }
            // What is left of the list around waits in the place of the child that was taken out, as the last to come.
            let outer = mem::replace(&mut list, inner);
            if !outer.is_empty() {
                list.push(Node::new(node.tag(), NodeValue::Structure(outer)));
                let last = list.len().saturating_sub(1);
                list.swap(0, last);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use crate::{Node, NodeValue, Tag};

    fn structure(children: Vec<Node<'static>>) -> Node<'static> {
        Node::new(Tag::BATCH_ITEM, NodeValue::Structure(children))
    }

    #[test]
    fn a_deep_tree_needs_no_stack() {
        let deep = (0..1_000_000).fold(structure(Vec::new()), |node, _| structure(vec![node]));
        drop(deep);
        let leaf = || Node::new(Tag::OPERATION, NodeValue::Enumeration(1));
        let with_siblings = |node, _| structure(vec![leaf(), structure(vec![leaf()]), node, structure(vec![leaf()])]);
        drop((0..300_000).fold(structure(Vec::new()), with_siblings));
    }
}
