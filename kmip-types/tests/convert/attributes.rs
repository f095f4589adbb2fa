//! Attributes, their names, indices and references.

use kmip_types::{CryptographicAlgorithm, CryptographicUsageMask, ObjectType, Operation, ProtocolVersion as V, Tag};

use crate::items::{
    boolean, bytes, enumeration, identifier, indexed, integer, items, name, named, reference, request, response, text,
    vendor,
};

const VALUE: Tag = Tag::ATTRIBUTE_VALUE;
const OBJECT: Tag = Tag::OBJECT_TYPE;
const ID: Tag = Tag::UNIQUE_IDENTIFIER;

fn aes() -> kmip_types::items::Node<'static> {
    enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, CryptographicAlgorithm::AES)
}

fn aes_named() -> kmip_types::items::Node<'static> {
    named("Cryptographic Algorithm", enumeration(VALUE, CryptographicAlgorithm::AES))
}

#[test]
fn a_template_attribute_is_attributes() {
    let bits = 0x0000_000C;
    request(Operation::CREATE).is(
        (
            &V::V1_4,
            [
                enumeration(OBJECT, ObjectType::SYMMETRIC_KEY),
                items(
                    Tag::TEMPLATE_ATTRIBUTE,
                    [
                        aes_named(),
                        named("Cryptographic Length", integer(VALUE, 256)),
                        named("Cryptographic Usage Mask", integer(VALUE, bits)),
                        named("Name", name(VALUE, "disk 7")),
                        named("x-shelf", text(VALUE, "B 7")),
                        named("y-colour", enumeration(VALUE, 3_u32)),
                    ],
                ),
            ],
        ),
        (
            &V::V2_1,
            [
                enumeration(OBJECT, ObjectType::SYMMETRIC_KEY),
                items(
                    Tag::ATTRIBUTES,
                    [
                        aes(),
                        integer(Tag::CRYPTOGRAPHIC_LENGTH, 256),
                        integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, bits),
                        name(Tag::NAME, "disk 7"),
                        vendor("x", "shelf", text(VALUE, "B 7")),
                        vendor("y", "colour", enumeration(VALUE, 3_u32)),
                    ],
                ),
            ],
        ),
    );
}

#[test]
fn key_pairs_have_three_sets_of_attributes() {
    let old = [Tag::COMMON_TEMPLATE_ATTRIBUTE, Tag::PRIVATE_KEY_TEMPLATE_ATTRIBUTE, Tag::PUBLIC_KEY_TEMPLATE_ATTRIBUTE];
    let new = [Tag::COMMON_ATTRIBUTES, Tag::PRIVATE_KEY_ATTRIBUTES, Tag::PUBLIC_KEY_ATTRIBUTES];
    for operation in [Operation::CREATE_KEY_PAIR, Operation::RE_KEY_KEY_PAIR] {
        let id = text(Tag::PRIVATE_KEY_UNIQUE_IDENTIFIER, "7");
        let is_new = operation == Operation::CREATE_KEY_PAIR;
        let old = old.map(|tag| items(tag, [aes_named()]));
        let new = new.map(|tag| items(tag, [aes()]));
        if is_new {
            request(operation).is((&V::V1_4, old), (&V::V3_0, new));
        } else {
            let [a, b, c] = old;
            let [d, e, f] = new;
            // 3.0 calls the identifier by another name.
            request(operation).is((&V::V1_4, [id, a, b, c]), (&V::V3_0, [identifier(ID, "7"), d, e, f]));
        }
    }
}

#[test]
fn names_of_templates_are_lost() {
    request(Operation::CREATE).becomes(
        (
            &V::V1_2,
            [
                enumeration(OBJECT, ObjectType::SYMMETRIC_KEY),
                items(Tag::TEMPLATE_ATTRIBUTE, [name(Tag::NAME, "house rules"), aes_named()]),
            ],
        ),
        (&V::V2_0, [enumeration(OBJECT, ObjectType::SYMMETRIC_KEY), items(Tag::ATTRIBUTES, [aes()])]),
        ["Field payload/TemplateAttribute/Name Name"],
    );
}

#[test]
fn lists_of_attributes_are_counted_in_responses() {
    let id = || text(ID, "7");
    response(Operation::GET_ATTRIBUTES).is(
        (
            &V::V1_3,
            [
                id(),
                named("Name", name(VALUE, "a")),
                indexed("Name", 1, name(VALUE, "b")),
                indexed("Name", 2, name(VALUE, "c")),
                named("Fresh", boolean(VALUE, true)),
            ],
        ),
        (
            &V::V2_1,
            [
                id(),
                items(
                    Tag::ATTRIBUTES,
                    [name(Tag::NAME, "a"), name(Tag::NAME, "b"), name(Tag::NAME, "c"), boolean(Tag::FRESH, true)],
                ),
            ],
        ),
    );
    // No attributes are an empty structure.
    response(Operation::GET_ATTRIBUTES).is((&V::V1_4, [id()]), (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [])]));
}

#[test]
fn indices_that_do_not_come_back_are_reported() {
    response(Operation::GET_ATTRIBUTES).becomes(
        (
            &V::V1_4,
            [
                text(ID, "7"),
                indexed("Name", 0, name(VALUE, "a")),
                named("Name", name(VALUE, "b")),
                indexed("Name", 7, name(VALUE, "c")),
            ],
        ),
        (
            &V::V2_1,
            [text(ID, "7"), items(Tag::ATTRIBUTES, [name(Tag::NAME, "a"), name(Tag::NAME, "b"), name(Tag::NAME, "c")])],
        ),
        [
            "Implied payload/Attribute/AttributeIndex AttributeIndex",
            "Reshaped payload/Attribute[1] Attribute",
            "Instance payload/Attribute[2]/AttributeIndex AttributeIndex",
        ],
    );
    // 0 is what no index means for the first instance only.
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V1_4, [text(ID, "7"), named("Name", name(VALUE, "a")), indexed("Name", 0, name(VALUE, "b"))]),
        (&V::V2_1, [text(ID, "7"), items(Tag::ATTRIBUTES, [name(Tag::NAME, "a"), name(Tag::NAME, "b")])]),
        ["Instance payload/Attribute[1]/AttributeIndex AttributeIndex"],
    );
}

#[test]
fn a_changed_attribute_behind_a_deleted_one_is_reported() {
    let deleted = || items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, "Name")]);
    let changed = || named("Fresh", boolean(VALUE, true));
    let later = [
        text(ID, "7"),
        items(Tag::ATTRIBUTES, [boolean(Tag::FRESH, true)]),
        enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::NAME.value()),
    ];
    request(Operation::NOTIFY).is((&V::V1_3, [text(ID, "7"), changed(), deleted()]), (&V::V2_1, later.clone()));
    // 2.0 has two lists: which came first is not told.
    request(Operation::NOTIFY).becomes(
        (&V::V1_3, [text(ID, "7"), deleted(), changed()]),
        (&V::V2_1, later),
        ["Reshaped payload/Attribute[1] Fresh"],
    );
}

#[test]
fn attributes_that_the_version_does_not_have_are_lost() {
    let id = || text(ID, "7");
    response(Operation::GET_ATTRIBUTES).becomes(
        (
            &V::V1_4,
            [id(), named("Operation Policy Name", text(VALUE, "default")), named("Comment", text(VALUE, "spare"))],
        ),
        (&V::V2_0, [id(), items(Tag::ATTRIBUTES, [text(Tag::COMMENT, "spare")])]),
        ["Attribute payload/Attribute OperationPolicyName"],
    );
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [boolean(Tag::QUANTUM_SAFE, true), text(Tag::COMMENT, "spare")])]),
        (&V::V1_2, [id()]),
        ["Attribute payload/Attributes/QuantumSafe QuantumSafe", "Attribute payload/Attributes/Comment Comment"],
    );
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V1_4, [id(), named("Comment", text(VALUE, "spare"))]),
        (&V::V1_3, [id()]),
        ["Attribute payload/Attribute Comment"],
    );
    // A vendor's own tag cannot be named.
    let tag = Tag::new(0x54_0001);
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [integer(tag, 1)])]),
        (&V::V1_4, [id()]),
        ["Unknown payload/Attributes/0x540001 0x540001", "Attribute payload/Attributes/0x540001 0x540001"],
    );
}

#[test]
fn names_of_other_shapes_are_renamed() {
    let id = || text(ID, "7");
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [vendor("acme", "size", integer(VALUE, 7))])]),
        (&V::V1_4, [id(), named("x-acme-size", integer(VALUE, 7))]),
        ["Renamed payload/Attributes/Attribute/AttributeName AttributeName"],
    );
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V1_4, [id(), named("Shelf", integer(VALUE, 7))]),
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [vendor("x", "Shelf", integer(VALUE, 7))])]),
        ["Renamed payload/Attribute/AttributeName AttributeName"],
    );
    // The attribute of the standard, not quite in its spelling.
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V1_4, [id(), named("CryptographicLength", integer(VALUE, 128))]),
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [integer(Tag::CRYPTOGRAPHIC_LENGTH, 128)])]),
        ["Reshaped payload/Attribute/AttributeName AttributeName"],
    );
}

#[test]
fn values_of_types_that_the_version_does_not_have_take_the_attribute_with_them() {
    let id = || text(ID, "7");
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V3_0, [identifier(ID, "7"), items(Tag::ATTRIBUTES, [vendor("x", "next", reference(VALUE, "8")), aes()])]),
        (&V::V2_1, [id(), items(Tag::ATTRIBUTES, [aes()])]),
        [
            "Incomplete payload/Attributes/Attribute Attribute",
            "Type payload/Attributes/Attribute/AttributeValue AttributeValue",
        ],
    );
}

#[test]
fn attributes_inside_keys_are_converted() {
    let key = |attribute, format: u32| {
        let value = items(Tag::KEY_VALUE, [bytes(Tag::KEY_MATERIAL, &[7; 16]), attribute]);
        items(Tag::SYMMETRIC_KEY, [items(Tag::KEY_BLOCK, [enumeration(Tag::KEY_FORMAT_TYPE, format), value])])
    };
    let whole = |id, key| [enumeration(OBJECT, ObjectType::SYMMETRIC_KEY), id, key];
    response(Operation::GET).is(
        (&V::V1_4, whole(text(ID, "7"), key(named("x-shelf", text(VALUE, "B 7")), 1))),
        (
            &V::V3_0,
            whole(identifier(ID, "7"), key(items(Tag::ATTRIBUTES, [vendor("x", "shelf", text(VALUE, "B 7"))]), 1)),
        ),
    );
    // An empty list is none in 1.x.
    let key = |fields: &[kmip_types::items::Node<'static>]| {
        let value = kmip_types::items::Node::new(
            Tag::KEY_VALUE,
            kmip_types::items::NodeValue::Structure([&[bytes(Tag::KEY_MATERIAL, &[7; 16])], fields].concat()),
        );
        items(Tag::SYMMETRIC_KEY, [items(Tag::KEY_BLOCK, [enumeration(Tag::KEY_FORMAT_TYPE, 1_u32), value])])
    };
    response(Operation::GET).becomes(
        (&V::V2_1, whole(text(ID, "7"), key(&[items(Tag::ATTRIBUTES, [])]))),
        (&V::V1_4, whole(text(ID, "7"), key(&[]))),
        ["Implied payload/SymmetricKey/KeyBlock/KeyValue/Attributes Attributes"],
    );
}

#[test]
fn references_are_names_or_tags() {
    request(Operation::GET_ATTRIBUTES).is(
        (
            &V::V1_4,
            [
                text(ID, "7"),
                text(Tag::ATTRIBUTE_NAME, "State"),
                text(Tag::ATTRIBUTE_NAME, "X.509 Certificate Subject"),
                text(Tag::ATTRIBUTE_NAME, "x-shelf"),
            ],
        ),
        (
            &V::V2_1,
            [
                text(ID, "7"),
                enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::STATE.value()),
                enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::X_509_CERTIFICATE_SUBJECT.value()),
                items(
                    Tag::ATTRIBUTE_REFERENCE,
                    [text(Tag::VENDOR_IDENTIFICATION, "x"), text(Tag::ATTRIBUTE_NAME, "shelf")],
                ),
            ],
        ),
    );
    request(Operation::GET_ATTRIBUTES).becomes(
        (
            &V::V1_4,
            [
                text(ID, "7"),
                text(Tag::ATTRIBUTE_NAME, "Operation Policy Name"),
                text(Tag::ATTRIBUTE_NAME, "Certificate Issuer"),
            ],
        ),
        (&V::V2_1, [text(ID, "7")]),
        ["Attribute payload/AttributeName OperationPolicyName", "Attribute payload/AttributeName[1] CertificateIssuer"],
    );
}

/// A name that nobody knows stays as it is where names are, and is told.
#[test]
fn names_that_nobody_knows_pass() {
    let case = request(Operation::GET_ATTRIBUTES);
    let named = |name| [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, name)];
    case.becomes(
        (&V::V1_4, named("Nonsense")),
        (&V::V1_2, named("Nonsense")),
        ["Unknown payload/AttributeName AttributeName"],
    );
    case.is((&V::V1_4, named("x-shelf")), (&V::V1_2, named("x-shelf")));
}

#[test]
fn key_wrapping_names_attributes_up_to_2_1() {
    let specification = |field| items(Tag::ENCRYPTION_KEY_INFORMATION, [field]);
    let whole = |id, information, attribute| {
        [id, items(Tag::KEY_WRAPPING_SPECIFICATION, [enumeration(Tag::WRAPPING_METHOD, 1_u32), information, attribute])]
    };
    request(Operation::GET).is(
        (
            &V::V2_1,
            whole(text(ID, "7"), specification(text(ID, "8")), text(Tag::ATTRIBUTE_NAME, "Cryptographic Usage Mask")),
        ),
        (
            &V::V3_0,
            whole(
                identifier(ID, "7"),
                specification(identifier(ID, "8")),
                enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::CRYPTOGRAPHIC_USAGE_MASK.value()),
            ),
        ),
    );
}

#[test]
fn bits_that_the_version_does_not_have_are_cleared() {
    let export = i32::try_from(CryptographicUsageMask::EXPORT.bits()).unwrap();
    request(Operation::CHECK).becomes(
        (&V::V1_4, [text(ID, "7"), integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, export | 4)]),
        (&V::V2_0, [text(ID, "7"), integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, 4)]),
        ["Value payload/CryptographicUsageMask CryptographicUsageMask"],
    );
}

/// Peers of 1.0 put the filter of Locate into a Template-Attribute.
#[test]
fn a_template_attribute_in_a_list_is_what_it_holds() {
    let filter = || items(Tag::TEMPLATE_ATTRIBUTE, [aes_named(), named("x-shelf", text(VALUE, "B 7"))]);
    let told = "Reshaped payload/TemplateAttribute TemplateAttribute";
    request(Operation::LOCATE).becomes(
        (&V::V1_0, [filter()]),
        (
            &V::V2_1,
            [items(
                Tag::ATTRIBUTES,
                [
                    enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, CryptographicAlgorithm::AES),
                    vendor("x", "shelf", text(VALUE, "B 7")),
                ],
            )],
        ),
        [told],
    );
    request(Operation::LOCATE).becomes(
        (&V::V1_0, [filter()]),
        (&V::V1_4, [aes_named(), named("x-shelf", text(VALUE, "B 7"))]),
        [told],
    );
    // What stands before it and behind it comes in the same list, and the names of templates are lost.
    let template = items(Tag::TEMPLATE_ATTRIBUTE, [name(Tag::NAME, "template"), aes_named()]);
    request(Operation::LOCATE).becomes(
        (
            &V::V1_4,
            [named("x-shelf", text(VALUE, "B 7")), template, named("Cryptographic Length", integer(VALUE, 256))],
        ),
        (
            &V::V2_0,
            [items(
                Tag::ATTRIBUTES,
                [
                    vendor("x", "shelf", text(VALUE, "B 7")),
                    enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, CryptographicAlgorithm::AES),
                    integer(Tag::CRYPTOGRAPHIC_LENGTH, 256),
                ],
            )],
        ),
        [told, "Field payload/TemplateAttribute/Name Name"],
    );
}

#[test]
fn an_item_of_the_standard_in_the_wrong_place_is_lost() {
    response(Operation::REGISTER).becomes(
        (&V::V1_4, [enumeration(OBJECT, ObjectType::SECRET_DATA), text(ID, "7")]),
        (&V::V2_1, [text(ID, "7")]),
        ["Misplaced payload/ObjectType ObjectType"],
    );
    // Among attributes, too.
    request(Operation::LOCATE).becomes(
        (&V::V2_1, [items(Tag::ATTRIBUTES, [text(Tag::CONTACT_INFORMATION, "ops"), integer(Tag::BATCH_COUNT, 1)])]),
        (&V::V2_0, [items(Tag::ATTRIBUTES, [text(Tag::CONTACT_INFORMATION, "ops")])]),
        ["Misplaced payload/Attributes/BatchCount BatchCount"],
    );
    // What a vendor has passes.
    let vendors = Tag::new(0x54_0001);
    response(Operation::REGISTER).becomes(
        (&V::V1_4, [text(ID, "7"), integer(vendors, 1)]),
        (&V::V2_1, [text(ID, "7"), integer(vendors, 1)]),
        ["Unknown payload/0x540001 0x540001"],
    );
}

#[test]
fn a_search_that_would_find_everything_is_left_out() {
    let named_policy = || named("Operation Policy Name", text(VALUE, "default"));
    let told = "Attribute payload/Attribute OperationPolicyName";
    request(Operation::LOCATE).is_left_out(
        (&V::V1_4, [integer(Tag::MAXIMUM_ITEMS, 1), named_policy()]),
        &V::V2_1,
        ["Incomplete BatchItem BatchItem", "Incomplete payload RequestPayload", told],
    );
    // One criterion is left: reported, and kept.
    request(Operation::LOCATE).becomes(
        (&V::V1_4, [named_policy(), aes_named()]),
        (&V::V2_1, [items(Tag::ATTRIBUTES, [enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, CryptographicAlgorithm::AES)])]),
        ["Attribute payload/Attribute OperationPolicyName"],
    );
    // A client that asked for everything still does.
    request(Operation::LOCATE).is((&V::V1_4, []), (&V::V2_1, [items(Tag::ATTRIBUTES, [])]));
    // In other requests the attributes are no filter.
    request(Operation::CREATE).becomes(
        (&V::V1_4, [enumeration(OBJECT, ObjectType::SYMMETRIC_KEY), items(Tag::TEMPLATE_ATTRIBUTE, [named_policy()])]),
        (&V::V2_1, [enumeration(OBJECT, ObjectType::SYMMETRIC_KEY), items(Tag::ATTRIBUTES, [])]),
        ["Attribute payload/TemplateAttribute/Attribute OperationPolicyName"],
    );
}

#[test]
fn an_unknown_item_is_no_attribute() {
    let unknown = || integer(Tag::new(0x54_BEF3), 7);
    let id = || text(ID, "7");
    let add = request(Operation::ADD_ATTRIBUTE);
    // The attribute behind it is not one too many.
    let fields = || [id(), items(Tag::NEW_ATTRIBUTE, [unknown(), aes()])];
    add.becomes((&V::V2_1, fields()), (&V::V2_0, fields()), ["Unknown payload/NewAttribute/0x54BEF3 0x54BEF3"]);
    // Nor is it there in place of the attribute that the version does not have.
    let fields = [id(), items(Tag::NEW_ATTRIBUTE, [unknown(), boolean(Tag::ROTATE_AUTOMATIC, true)])];
    let changes = [
        "Incomplete BatchItem BatchItem",
        "Incomplete payload RequestPayload",
        "Incomplete payload/NewAttribute NewAttribute",
        "Unknown payload/NewAttribute/0x54BEF3 0x54BEF3",
        "Attribute payload/NewAttribute/RotateAutomatic RotateAutomatic",
    ];
    add.is_left_out((&V::V2_1, fields), &V::V2_0, changes);
}
