//! Wiping a tree.

use crate::tree::Node;

impl Node<'_> {
    /// Overwrites what the tree owns, as it may be secret. The depth is that of the tree, which was bounded when it was made.
    #[cfg(feature = "zeroize")]
    pub(crate) fn wipe(&mut self) {
        use crate::secret::Sensitive as _;
        use crate::tree::NodeValue;

        match self.value_mut() {
            NodeValue::Structure(children) => children.iter_mut().for_each(Self::wipe),
            NodeValue::BigInteger(v) => v.wipe(),
            NodeValue::ByteString(v) => v.wipe(),
            NodeValue::TextString(v)
            | NodeValue::Identifier(v)
            | NodeValue::Reference(v)
            | NodeValue::NameReference(v) => v.wipe(),
            _ => {}
        }
    }

    /// Does nothing: wiping is what feature `zeroize` is for.
    #[cfg(not(feature = "zeroize"))]
    pub(crate) const fn wipe(&mut self) {}
}

#[cfg(all(test, feature = "zeroize"))]
mod tests {
    use alloc::vec::Vec;

    use crate::Tag;
    use crate::tree::{Node, NodeValue};
    use crate::value::Value;

    #[test]
    fn all_that_a_tree_owns_is_wiped() {
        let leaf = |value: Value<'_>| Node::new(Tag::KEY_MATERIAL, NodeValue::from(value)).into_owned();
        let leaves = [
            Value::ByteString(&[7; 16]),
            Value::BigInteger(&[7; 16]),
            Value::TextString("secret"),
            Value::Identifier("secret"),
        ];
        let mut nodes = leaves.map(leaf).to_vec();
        nodes.push(Node::new(Tag::KEY_VALUE, NodeValue::Structure(nodes.clone())));
        nodes.iter_mut().for_each(Node::wipe);
        let lengths = |nodes: &[Node<'static>]| -> Vec<usize> {
            let length = |node: &Node<'static>| match node.value() {
                NodeValue::ByteString(v) => v.len(),
                NodeValue::BigInteger(v) => v.as_bytes().len(),
                NodeValue::TextString(v) | NodeValue::Identifier(v) => v.len(),
                _ => 0,
            };
            nodes.iter().map(length).collect()
        };
        assert_eq!(lengths(&nodes), [0; 5]);
        assert_eq!(nodes.last().map(|node| lengths(node.children())), Some(Vec::from([0; 4])));
    }
}
