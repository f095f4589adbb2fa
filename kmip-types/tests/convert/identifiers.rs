//! Tests of identifiers, names, links and groups.
//!
//! They are structures and texts up to 2.1, and types of their own in 3.0.

use kmip_types::items::Node;
use kmip_types::{LinkType, Operation, ProtocolVersion as V, Tag};

use crate::items::{
    enumeration, identifier, integer, items, name, name_reference, named, reference, request, response, text,
};

const VALUE: Tag = Tag::ATTRIBUTE_VALUE;
const ID: Tag = Tag::UNIQUE_IDENTIFIER;

fn link(tag: Tag, link_type: LinkType, linked: Node<'static>) -> Node<'static> {
    items(tag, [enumeration(Tag::LINK_TYPE, link_type), linked])
}

fn attributes<const N: usize>(id: Node<'static>, fields: [Node<'static>; N]) -> [Node<'static>; 2] {
    [id, items(Tag::ATTRIBUTES, fields)]
}

#[test]
fn an_identifier_has_the_type_of_its_version() {
    request(Operation::GET).is((&V::V1_0, [text(ID, "7")]), (&V::V3_0, [identifier(ID, "7")]));
    request(Operation::GET).is((&V::V2_1, [enumeration(ID, 4_u32)]), (&V::V3_0, [enumeration(ID, 4_u32)]));
    request(Operation::GET).is((&V::V2_1, [integer(ID, -1)]), (&V::V3_0, [integer(ID, -1)]));
    // The placeholder is what a request without an identifier is about.
    request(Operation::GET).becomes(
        (&V::V2_1, [enumeration(ID, 1_u32)]),
        (&V::V1_4, []),
        ["Implied payload/UniqueIdentifier UniqueIdentifier"],
    );
    for other in [enumeration(ID, 4_u32), integer(ID, 0)] {
        request(Operation::GET).becomes(
            (&V::V2_1, [other]),
            (&V::V1_4, []),
            ["Type payload/UniqueIdentifier UniqueIdentifier"],
        );
    }
    request(Operation::GET).becomes(
        (&V::V3_0, [reference(ID, "7")]),
        (&V::V2_1, [text(ID, "7")]),
        ["Reshaped payload/UniqueIdentifier UniqueIdentifier"],
    );
    // Never another object than the one that is named.
    request(Operation::DESTROY).becomes(
        (&V::V3_0, [name_reference(ID, "old key")]),
        (&V::V2_1, [text(ID, "old key")]),
        ["Replaced payload/UniqueIdentifier UniqueIdentifier"],
    );
}

#[test]
fn a_name_is_text_in_3_0() {
    let case = response(Operation::GET_ATTRIBUTES);
    case.is(
        (&V::V2_1, attributes(text(ID, "7"), [name(Tag::NAME, "disk 7")])),
        (&V::V3_0, attributes(identifier(ID, "7"), [text(Tag::NAME, "disk 7")])),
    );
    case.is(
        (&V::V1_4, [text(ID, "7"), named("Name", name(VALUE, "disk 7"))]),
        (&V::V3_0, attributes(identifier(ID, "7"), [text(Tag::NAME, "disk 7")])),
    );
    let rotate = [text(Tag::ROTATE_NAME_VALUE, "next"), enumeration(Tag::ROTATE_NAME_TYPE, 1_u32)];
    case.is(
        (&V::V2_1, attributes(text(ID, "7"), [items(Tag::ROTATE_NAME, rotate)])),
        (&V::V3_0, attributes(identifier(ID, "7"), [text(Tag::ROTATE_NAME, "next")])),
    );
    let uri = [text(Tag::NAME_VALUE, "urn:disk:7"), enumeration(Tag::NAME_TYPE, 2_u32)];
    case.becomes(
        (&V::V2_1, attributes(text(ID, "7"), [items(Tag::NAME, uri)])),
        (&V::V3_0, attributes(identifier(ID, "7"), [text(Tag::NAME, "urn:disk:7")])),
        ["Value payload/Attributes/Name/NameType NameType"],
    );
}

#[test]
fn a_link_is_an_attribute_of_its_own_in_3_0() {
    let case = response(Operation::GET_ATTRIBUTES);
    for (link_type, tag) in [
        (LinkType::CERTIFICATE_LINK, Tag::CERTIFICATE_LINK),
        (LinkType::PUBLIC_KEY_LINK, Tag::PUBLIC_KEY_LINK),
        (LinkType::PRIVATE_KEY_LINK, Tag::PRIVATE_KEY_LINK),
        (LinkType::DERIVATION_BASE_OBJECT_LINK, Tag::DERIVATION_OBJECT_LINK),
        (LinkType::DERIVED_KEY_LINK, Tag::DERIVED_OBJECT_LINK),
        (LinkType::REPLACEMENT_OBJECT_LINK, Tag::REPLACEMENT_OBJECT_LINK),
        (LinkType::REPLACED_OBJECT_LINK, Tag::REPLACED_OBJECT_LINK),
        (LinkType::PARENT_LINK, Tag::PARENT_LINK),
        (LinkType::CHILD_LINK, Tag::CHILD_LINK),
        (LinkType::PREVIOUS_LINK, Tag::PREVIOUS_LINK),
        (LinkType::NEXT_LINK, Tag::NEXT_LINK),
        (LinkType::PKCS_12_CERTIFICATE_LINK, Tag::PKCS_12_CERTIFICATE_LINK),
        (LinkType::PKCS_12_PASSWORD_LINK, Tag::PKCS_12_PASSWORD_LINK),
    ] {
        let linked = || text(Tag::LINKED_OBJECT_IDENTIFIER, "8");
        let new = || attributes(identifier(ID, "7"), [reference(tag, "8")]);
        case.is((&V::V2_1, attributes(text(ID, "7"), [link(Tag::LINK, link_type, linked())])), (&V::V3_0, new()));
        case.is((&V::V1_4, [text(ID, "7"), named("Link", link(VALUE, link_type, linked()))]), (&V::V3_0, new()));
    }
    let linked = || integer(Tag::LINKED_OBJECT_IDENTIFIER, 0);
    case.is(
        (&V::V2_1, attributes(text(ID, "7"), [link(Tag::LINK, LinkType::WRAPPING_KEY_LINK, linked())])),
        (&V::V3_0, attributes(identifier(ID, "7"), [integer(Tag::WRAPPING_KEY_LINK, 0)])),
    );
}

#[test]
fn links_that_the_version_does_not_have_are_lost() {
    let case = response(Operation::GET_ATTRIBUTES);
    case.becomes(
        (
            &V::V3_0,
            attributes(
                identifier(ID, "7"),
                [reference(Tag::CREDENTIAL_LINK, "8"), name_reference(Tag::NEXT_LINK, "b")],
            ),
        ),
        (&V::V2_1, attributes(text(ID, "7"), [])),
        ["Attribute payload/Attributes/CredentialLink CredentialLink", "Type payload/Attributes/NextLink NextLink"],
    );
    let of_vendor = link(Tag::LINK, LinkType::new(0x8000_0001), text(Tag::LINKED_OBJECT_IDENTIFIER, "8"));
    case.becomes(
        (&V::V2_1, attributes(text(ID, "7"), [of_vendor])),
        (&V::V3_0, attributes(identifier(ID, "7"), [])),
        ["Attribute payload/Attributes/Link Link"],
    );
    // Parents came with 1.2.
    case.becomes(
        (
            &V::V1_2,
            [
                text(ID, "7"),
                named("Link", link(VALUE, LinkType::PARENT_LINK, text(Tag::LINKED_OBJECT_IDENTIFIER, "8"))),
            ],
        ),
        (&V::V1_1, [text(ID, "7")]),
        [
            "Incomplete payload/Attribute Attribute",
            "Incomplete payload/Attribute/AttributeValue Link",
            "Value payload/Attribute/AttributeValue/LinkType LinkType",
        ],
    );
}

#[test]
fn a_request_for_links_asks_for_each_type() {
    let of = |tag: Tag| enumeration(Tag::ATTRIBUTE_REFERENCE, tag.value());
    let links = [
        Tag::CERTIFICATE_LINK,
        Tag::PUBLIC_KEY_LINK,
        Tag::PRIVATE_KEY_LINK,
        Tag::DERIVATION_OBJECT_LINK,
        Tag::DERIVED_OBJECT_LINK,
        Tag::REPLACEMENT_OBJECT_LINK,
        Tag::REPLACED_OBJECT_LINK,
        Tag::PARENT_LINK,
        Tag::CHILD_LINK,
        Tag::PREVIOUS_LINK,
        Tag::NEXT_LINK,
        Tag::PKCS_12_CERTIFICATE_LINK,
        Tag::PKCS_12_PASSWORD_LINK,
        Tag::WRAPPING_KEY_LINK,
    ];
    let case = request(Operation::GET_ATTRIBUTES);
    let mut all = vec![identifier(ID, "7")];
    all.extend(links.map(of));
    let all: [Node<'static>; 15] = all.try_into().unwrap();
    case.is((&V::V2_1, [text(ID, "7"), of(Tag::LINK)]), (&V::V3_0, all.clone()));
    case.is((&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Link")]), (&V::V3_0, all.clone()));
    // A client that asks for all of them again gets no more.
    case.becomes(
        (&V::V2_1, [text(ID, "7"), of(Tag::LINK), of(Tag::LINK), of(Tag::LINK)]),
        (&V::V3_0, all),
        ["Reshaped payload/AttributeReference[1] Link", "Reshaped payload/AttributeReference[2] Link"],
    );
    case.becomes(
        (&V::V3_0, [identifier(ID, "7"), of(Tag::NEXT_LINK), of(Tag::PREVIOUS_LINK)]),
        (&V::V2_1, [text(ID, "7"), of(Tag::LINK)]),
        ["Replaced payload/AttributeReference NextLink", "Replaced payload/AttributeReference[1] PreviousLink"],
    );
    case.becomes(
        (&V::V3_0, [identifier(ID, "7"), of(Tag::NEXT_LINK)]),
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Link")]),
        ["Replaced payload/AttributeReference NextLink"],
    );
}

#[test]
fn a_group_is_an_object_with_a_name_in_3_0() {
    let case = response(Operation::GET_ATTRIBUTES);
    case.is(
        (&V::V1_4, [text(ID, "7"), named("Object Group", text(VALUE, "disks"))]),
        (&V::V3_0, attributes(identifier(ID, "7"), [name_reference(Tag::GROUP_LINK, "disks")])),
    );
    case.becomes(
        (&V::V3_0, attributes(identifier(ID, "7"), [reference(Tag::GROUP_LINK, "8")])),
        (&V::V2_1, attributes(text(ID, "7"), [])),
        ["Type payload/Attributes/GroupLink GroupLink"],
    );
    let constraint = |group| items(Tag::CONSTRAINTS, [items(Tag::CONSTRAINT, [items(Tag::OBJECT_GROUPS, [group])])]);
    request(Operation::SET_CONSTRAINTS).is(
        (&V::V2_1, [constraint(text(Tag::OBJECT_GROUP, "disks"))]),
        (&V::V3_0, [constraint(name_reference(Tag::GROUP_LINK, "disks"))]),
    );
}
