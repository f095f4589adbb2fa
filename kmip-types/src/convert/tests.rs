//! A test that the work of conversions grows no faster than the message.
//!
//! It looks at the work in searches: what was quadratic once is not again.

use alloc::vec::Vec;
use core::iter::repeat_n;

use super::converter::{Converter, Repeats};
use super::piece::Piece;
use super::search;
use crate::tree::{Node, NodeValue};
use crate::{Operation, Tag, Version, Versions};

fn structure(tag: Tag, children: impl IntoIterator<Item = Node<'static>>) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children.into_iter().collect()))
}

fn number(tag: Tag, value: u32) -> Node<'static> {
    Node::new(tag, NodeValue::Enumeration(value))
}

fn text(tag: Tag, value: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::TextString(value.into()))
}

/// A request with these items in its header and in its payload.
fn request(
    version: Version,
    operation: Operation,
    header: Vec<Node<'static>>,
    payload: Vec<Node<'static>>,
) -> Node<'static> {
    let (major, minor) = version.numbers();
    let version = [
        Node::new(Tag::PROTOCOL_VERSION_MAJOR, NodeValue::Integer(major)),
        Node::new(Tag::PROTOCOL_VERSION_MINOR, NodeValue::Integer(minor)),
    ];
    let header = structure(Tag::REQUEST_HEADER, [structure(Tag::PROTOCOL_VERSION, version)].into_iter().chain(header));
    let payload = structure(Tag::REQUEST_PAYLOAD, payload);
    let item = structure(Tag::BATCH_ITEM, [number(Tag::OPERATION, operation.value()), payload]);
    structure(Tag::REQUEST_MESSAGE, [header, item])
}

/// Returns how many items are looked at in search of others.
///
/// The second value is the number of items that come out.
fn looks(from: Version, to: Version, message: Node<'_>) -> (usize, usize) {
    fn items(node: &Node<'_>) -> usize {
        node.children().iter().map(items).sum::<usize>().saturating_add(1)
    }
    search::reset();
    let mut converter = Converter::new(Versions::only(from), Versions::only(to), Repeats::new());
    let converted = converter.message(Piece::from_node(message, &mut 0), to.numbers());
    (search::looks(), items(&converted.into_node()))
}

/// Checks that twice the items take no more than twice the work.
///
/// A little is added for the depth of a sorted list.
fn is_linear(from: Version, to: Version, message: impl Fn(usize) -> Node<'static>) {
    let ((few, _), (many, items)) = (looks(from, to, message(200)), looks(from, to, message(800)));
    assert!(items > 800, "{items} items are left");
    assert!(many <= few * 5 + 100, "{few} looks, {many} for four times the items");
}

#[test]
fn references_to_other_attributes_then_to_links() {
    is_linear(Version::V3_0, Version::V2_1, |n| {
        let references = |tag: Tag| repeat_n(number(Tag::ATTRIBUTE_REFERENCE, tag.value()), n);
        let payload = references(Tag::STATE).chain(references(Tag::CERTIFICATE_LINK)).collect();
        request(Version::V3_0, Operation::GET_ATTRIBUTES, Vec::new(), payload)
    });
}

#[test]
fn unknown_items_then_credentials() {
    is_linear(Version::V1_2, Version::V1_1, |n| {
        let unknown = repeat_n(number(Tag::new(0x54_0001), 1), n);
        let user = structure(Tag::CREDENTIAL_VALUE, [text(Tag::USERNAME, "Fred")]);
        let credential = structure(Tag::CREDENTIAL, [number(Tag::CREDENTIAL_TYPE, 1), user]);
        let header = structure(Tag::AUTHENTICATION, unknown.chain(repeat_n(credential, n)));
        request(Version::V1_2, Operation::QUERY, Vec::from([header]), Vec::new())
    });
}

#[test]
fn unknown_items_then_custom_attributes() {
    is_linear(Version::V1_4, Version::V2_1, |n| {
        let unknown = repeat_n(number(Tag::new(0x54_0001), 1), n);
        let attribute = structure(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, "x-a"), text(Tag::ATTRIBUTE_VALUE, "b")]);
        let payload = unknown.chain(repeat_n(attribute, n)).collect();
        request(Version::V1_4, Operation::LOCATE, Vec::new(), payload)
    });
}

#[test]
fn enumerations_then_attributes_of_vendors() {
    is_linear(Version::V2_0, Version::V2_1, |n| {
        let enumerations = (0x54_0001..).map(|tag| number(Tag::new(tag), 2)).take(n);
        let vendor =
            [text(Tag::VENDOR_IDENTIFICATION, "x"), text(Tag::ATTRIBUTE_NAME, "a"), text(Tag::ATTRIBUTE_VALUE, "b")];
        let attributes = enumerations.chain(repeat_n(structure(Tag::ATTRIBUTE, vendor), n));
        let payload = Vec::from([structure(Tag::ATTRIBUTES, attributes)]);
        request(Version::V2_0, Operation::LOCATE, Vec::new(), payload)
    });
}
