//! Tests of payloads of one version pushed into a message of another.
//!
//! Attributes and references to them get the form of that version, in every payload and structure that has both.
//!
//! Driven by `kmip-types/spec`: a payload that is added there and not taken care of fails here.

#![cfg(all(feature = "ttlv", feature = "xml"))]

#[cfg(test)]
#[path = "../../kmip-types/tests/support/spec.rs"]
mod spec;
#[cfg(test)]
#[allow(dead_code, reason = "every test uses its own part of the support")]
mod support {
    pub(crate) mod edit;
    pub(crate) mod encodings;
    pub(crate) mod rules;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kmip::format::{Encode, decode_root};
    use kmip::items::{Node, NodeReader, NodeValue, NodeWriter};
    use kmip::{DateTime, Message, ProtocolVersion, RequestMessage, ResponseMessage, Tag};

    use crate::spec::builder::Builder;
    use crate::spec::schema;
    use crate::spec::tree::{Content, Tree};
    use crate::support::rules::editions;

    /// The structures in which attributes stand under their own tags.
    const TAGGED: [Tag; 6] = [
        Tag::ATTRIBUTES,
        Tag::COMMON_ATTRIBUTES,
        Tag::PRIVATE_KEY_ATTRIBUTES,
        Tag::PUBLIC_KEY_ATTRIBUTES,
        Tag::NEW_ATTRIBUTE,
        Tag::CURRENT_ATTRIBUTE,
    ];

    /// Fills in attributes with a form in every version.
    ///
    /// Two of one kind are among them; there is only one where more would have no form.
    fn fill(tree: &mut Tree) {
        let name = |name: &'static str| {
            let leaf = |tag, value| Tree { tag, field: None, value: Content::Scalar(value) };
            let value = vec![
                leaf(Tag::NAME_VALUE, NodeValue::TextString(name.into())),
                leaf(Tag::NAME_TYPE, NodeValue::Enumeration(1)),
            ];
            Tree { tag: Tag::NAME, field: None, value: Content::Structure("Name".into(), value) }
        };
        let length =
            Tree { tag: Tag::CRYPTOGRAPHIC_LENGTH, field: None, value: Content::Scalar(NodeValue::Integer(256)) };
        let one = matches!(tree.tag, Tag::NEW_ATTRIBUTE | Tag::CURRENT_ATTRIBUTE);
        if TAGGED.contains(&tree.tag) {
            *tree.children_mut().unwrap() = if one { vec![length] } else { vec![name("a"), length, name("b")] };
            return;
        }
        if tree.tag == Tag::ATTRIBUTE_REFERENCE {
            let value = Tag::CRYPTOGRAPHIC_LENGTH.value();
            tree.value = Content::Scalar(NodeValue::Enumeration(value));
        }
        tree.children_mut().into_iter().flatten().for_each(fill);
    }

    /// Makes all references, by name or tag, refer to one attribute of every version.
    ///
    /// So none is left alone because nobody knows it.
    fn name(tree: &mut Tree) {
        let Content::Structure(_, children) = &mut tree.value else { return };
        let values = [Tag::ATTRIBUTE_VALUE, Tag::VENDOR_IDENTIFICATION];
        let refers = !children.iter().any(|child| values.contains(&child.tag));
        for child in children {
            if refers && child.tag == Tag::ATTRIBUTE_NAME {
                child.value = Content::Scalar(NodeValue::TextString("Cryptographic Length".into()));
            } else if child.tag == Tag::ATTRIBUTE_REFERENCE {
                child.value = Content::Scalar(NodeValue::Enumeration(Tag::CRYPTOGRAPHIC_LENGTH.value()));
            }
            name(child);
        }
    }

    /// Pushes the payloads into a message of this version, and returns them as items.
    fn pushed(message: Message<'static>, version: &ProtocolVersion<'static>) -> (Message<'static>, Vec<Node<'static>>) {
        let mut payloads = Vec::new();
        let mut add = |tag, payload: &dyn Encode| payloads.push(NodeWriter::node(tag, payload).unwrap());
        let message = match message {
            Message::Request(from) => {
                let mut to = RequestMessage::new(version.clone());
                for item in from.batch_items {
                    to.push_item(item);
                }
                to.batch_items.iter().for_each(|item| add(Tag::REQUEST_PAYLOAD, &item.request_payload));
                Message::Request(to)
            }
            Message::Response(from) => {
                let mut to = ResponseMessage::new(version.clone(), DateTime(0));
                for item in from.batch_items {
                    to.push(item);
                }
                to.batch_items.iter().for_each(|item| add(Tag::RESPONSE_PAYLOAD, &item.response_payload));
                Message::Response(to)
            }
            other => panic!("{other:?}"),
        };
        (message, payloads)
    }

    #[test]
    fn every_payload_with_attributes_has_the_form_of_each_version() {
        let json = schema::load();
        let all = editions(&json);
        let edition = all.iter().find(|edition| edition.version == "2.1").unwrap();
        let (mut tried, mut changed) = (BTreeSet::new(), 0);
        for message in Builder::new(edition).messages() {
            let mut tree = message.tree;
            fill(&mut tree);
            let node = tree.node();
            let original: Message<'static> =
                decode_root::<Message<'_>>(&mut NodeReader::for_node(&node)).unwrap().into_owned();
            let (_, of_2_1) = pushed(original.clone(), &ProtocolVersion::V2_1);
            let (old, of_1_4) = pushed(original, &ProtocolVersion::V1_4);
            changed += usize::from(of_1_4 != of_2_1);
            // There and back: nothing is lost on the way.
            let (_, again) = pushed(old, &ProtocolVersion::V2_1);
            assert_eq!(again, of_2_1, "{}", message.name);
            let operation = message.name.split(' ').skip(1).collect::<Vec<_>>();
            let operation = operation[..operation.len() - 2].join(" ");
            let mut tags = BTreeSet::new();
            of_1_4.iter().for_each(|payload| collect(payload, &mut tags));
            for tag in tags {
                tried.insert((operation.clone(), message.name.contains("response"), tag));
            }
        }
        println!("{changed} messages changed their form");
        // What has no form in 1.x stays, to be refused: what came with 2.0, and the attribute that a change replaces.
        let left: BTreeSet<(&str, bool, Tag)> = tried.iter().map(|(o, r, tag)| (o.as_str(), *r, *tag)).collect();
        assert_eq!(
            left,
            BTreeSet::from([
                ("Adjust Attribute", false, Tag::ATTRIBUTE_REFERENCE),
                ("Delete Attribute", false, Tag::CURRENT_ATTRIBUTE),
                ("Get Constraints", true, Tag::ATTRIBUTES),
                ("Modify Attribute", false, Tag::CURRENT_ATTRIBUTE),
                ("Query", true, Tag::ATTRIBUTES),
                ("Set Attribute", false, Tag::NEW_ATTRIBUTE),
                ("Set Constraints", false, Tag::ATTRIBUTES),
                ("Set Defaults", false, Tag::ATTRIBUTES),
            ])
        );
        assert!(changed > 30, "{changed}");
    }

    #[test]
    fn pushing_into_the_own_version_changes_nothing() {
        let json = schema::load();
        let mut count = 0;
        for edition in editions(&json) {
            for message in Builder::new(&edition).messages() {
                let mut tree = message.tree;
                name(&mut tree);
                let node = tree.node();
                let original: Message<'static> =
                    decode_root::<Message<'_>>(&mut NodeReader::for_node(&node)).unwrap().into_owned();
                let version = original.protocol_version().clone();
                let (_, payloads) = pushed(original, &version);
                let items = node.children().iter().filter(|child| child.tag() == Tag::BATCH_ITEM);
                let is_payload =
                    |child: &&Node<'_>| matches!(child.tag(), Tag::REQUEST_PAYLOAD | Tag::RESPONSE_PAYLOAD);
                let expected: Vec<_> = items.filter_map(|item| item.children().iter().find(is_payload)).collect();
                assert!(payloads.iter().eq(expected), "{}", message.name);
                count += 1;
            }
        }
        println!("{count} messages");
        assert!(count > 500, "{count}");
    }

    /// The tags of attributes in the form of 2.0 and later.
    fn collect(node: &Node<'_>, tags: &mut BTreeSet<Tag>) {
        if TAGGED.contains(&node.tag()) || node.tag() == Tag::ATTRIBUTE_REFERENCE {
            tags.insert(node.tag());
        }
        node.children().iter().for_each(|child| collect(child, tags));
    }
}
