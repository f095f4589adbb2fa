//! Payloads that say the same with other fields.

use kmip_types::{DerivationMethod, ObjectType, Operation, ProtocolVersion as V, RevocationReasonCode, Tag};

use crate::items::{bytes, enumeration, identifier, indexed, integer, items, name, named, request, response, text};

const VALUE: Tag = Tag::ATTRIBUTE_VALUE;
const ID: Tag = Tag::UNIQUE_IDENTIFIER;

#[test]
fn an_attribute_to_add_or_modify_is_the_new_attribute() {
    for operation in [Operation::ADD_ATTRIBUTE, Operation::MODIFY_ATTRIBUTE] {
        request(operation).is(
            (&V::V1_4, [text(ID, "7"), named("Contact Information", text(VALUE, "ops"))]),
            (&V::V2_1, [text(ID, "7"), items(Tag::NEW_ATTRIBUTE, [text(Tag::CONTACT_INFORMATION, "ops")])]),
        );
    }
}

#[test]
fn responses_repeat_attributes_up_to_1_4() {
    response(Operation::ADD_ATTRIBUTE).becomes(
        (&V::V1_4, [text(ID, "7"), named("Contact Information", text(VALUE, "ops"))]),
        (&V::V2_1, [text(ID, "7")]),
        ["Echo payload/Attribute Attribute"],
    );
    response(Operation::ADD_ATTRIBUTE).becomes(
        (&V::V2_1, [text(ID, "7")]),
        (&V::V1_4, [text(ID, "7")]),
        ["Missing payload Attribute"],
    );
    response(Operation::REGISTER).becomes(
        (&V::V1_4, [text(ID, "7"), items(Tag::TEMPLATE_ATTRIBUTE, [])]),
        (&V::V2_1, [text(ID, "7")]),
        ["Echo payload/TemplateAttribute TemplateAttribute"],
    );
}

#[test]
fn the_instance_to_modify_cannot_be_told() {
    request(Operation::MODIFY_ATTRIBUTE).becomes(
        (&V::V1_4, [text(ID, "7"), indexed("Name", 1, name(VALUE, "b"))]),
        (&V::V2_1, [text(ID, "7"), items(Tag::NEW_ATTRIBUTE, [name(Tag::NAME, "b")])]),
        ["Instance payload/Attribute/AttributeIndex AttributeIndex"],
    );
    request(Operation::MODIFY_ATTRIBUTE).becomes(
        (
            &V::V2_1,
            [
                text(ID, "7"),
                items(Tag::CURRENT_ATTRIBUTE, [name(Tag::NAME, "a")]),
                items(Tag::NEW_ATTRIBUTE, [name(Tag::NAME, "b")]),
            ],
        ),
        (&V::V1_4, [text(ID, "7"), named("Name", name(VALUE, "b"))]),
        ["Instance payload/CurrentAttribute CurrentAttribute"],
    );
}

#[test]
fn an_attribute_to_delete_is_named_or_referred_to() {
    let tag = |tag: Tag| enumeration(Tag::ATTRIBUTE_REFERENCE, tag.value());
    let case = request(Operation::DELETE_ATTRIBUTE);
    case.is(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Contact Information")]),
        (&V::V2_1, [text(ID, "7"), tag(Tag::CONTACT_INFORMATION)]),
    );
    // One name in 1.x, all names since.
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Name"), integer(Tag::ATTRIBUTE_INDEX, 2)]),
        (&V::V2_1, [text(ID, "7"), tag(Tag::NAME)]),
        ["Instance payload/AttributeIndex AttributeIndex"],
    );
    case.becomes(
        (&V::V2_1, [text(ID, "7"), tag(Tag::NAME)]),
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Name")]),
        ["Instance payload/AttributeReference AttributeReference"],
    );
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Comment"), integer(Tag::ATTRIBUTE_INDEX, 0)]),
        (&V::V2_1, [text(ID, "7"), tag(Tag::COMMENT)]),
        ["Implied payload/AttributeIndex AttributeIndex"],
    );
    case.becomes(
        (&V::V2_1, [text(ID, "7"), items(Tag::CURRENT_ATTRIBUTE, [text(Tag::COMMENT, "spare")])]),
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Comment")]),
        ["Instance payload/CurrentAttribute CurrentAttribute"],
    );
}

#[test]
fn deleted_attributes_are_told_without_values() {
    request(Operation::NOTIFY).is(
        (
            &V::V1_4,
            [
                text(ID, "7"),
                named("Comment", text(VALUE, "spare")),
                items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, "Name")]),
            ],
        ),
        (
            &V::V2_1,
            [
                text(ID, "7"),
                items(Tag::ATTRIBUTES, [text(Tag::COMMENT, "spare")]),
                enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::NAME.value()),
            ],
        ),
    );
}

#[test]
fn certificate_requests_are_bytes_under_another_tag() {
    let pkcs10 = || enumeration(Tag::CERTIFICATE_REQUEST_TYPE, 2_u32);
    for operation in [Operation::CERTIFY, Operation::RE_CERTIFY] {
        request(operation).is(
            (&V::V1_4, [text(ID, "7"), pkcs10(), bytes(Tag::CERTIFICATE_REQUEST, b"request")]),
            (&V::V3_0, [identifier(ID, "7"), pkcs10(), bytes(Tag::CERTIFICATE_REQUEST_VALUE, b"request")]),
        );
    }
    // 2.x has both: what 1.x says stays as it is, and what goes elsewhere comes back as the other one.
    let request_of = |tag| [text(ID, "7"), pkcs10(), bytes(tag, b"request")];
    request(Operation::CERTIFY)
        .is((&V::V1_4, request_of(Tag::CERTIFICATE_REQUEST)), (&V::V2_1, request_of(Tag::CERTIFICATE_REQUEST)));
    // 2.0 dropped requests by PGP, and a request must have a type.
    request(Operation::CERTIFY).is_left_out(
        (
            &V::V1_4,
            [
                text(ID, "7"),
                enumeration(Tag::CERTIFICATE_REQUEST_TYPE, 4_u32),
                bytes(Tag::CERTIFICATE_REQUEST, b"request"),
            ],
        ),
        &V::V2_1,
        [
            "Incomplete BatchItem BatchItem",
            "Incomplete payload RequestPayload",
            "Value payload/CertificateRequestType CertificateRequestType",
        ],
    );
}

#[test]
fn an_import_tells_its_object_type_since_2_0() {
    let block = || {
        let value = items(Tag::KEY_VALUE, [bytes(Tag::KEY_MATERIAL, &[7; 16])]);
        items(Tag::SYMMETRIC_KEY, [items(Tag::KEY_BLOCK, [enumeration(Tag::KEY_FORMAT_TYPE, 1_u32), value])])
    };
    request(Operation::IMPORT).is(
        (&V::V1_4, [text(ID, "7"), named("Cryptographic Length", integer(VALUE, 128)), block()]),
        (
            &V::V2_1,
            [
                text(ID, "7"),
                enumeration(Tag::OBJECT_TYPE, ObjectType::SYMMETRIC_KEY),
                items(Tag::ATTRIBUTES, [integer(Tag::CRYPTOGRAPHIC_LENGTH, 128)]),
                block(),
            ],
        ),
    );
    // What tells it before is not told twice.
    let told = || enumeration(Tag::OBJECT_TYPE, ObjectType::SYMMETRIC_KEY);
    request(Operation::IMPORT).is(
        (&V::V2_1, [text(ID, "7"), told(), items(Tag::ATTRIBUTES, []), block()]),
        (&V::V3_0, [identifier(ID, "7"), told(), items(Tag::ATTRIBUTES, []), block()]),
    );
}

#[test]
fn what_3_0_insists_on_is_said() {
    request(Operation::GET).becomes(
        (&V::V2_1, []),
        (&V::V3_0, [enumeration(ID, 1_u32)]),
        ["Filled payload UniqueIdentifier"],
    );
    request(Operation::SET_CONSTRAINTS).becomes(
        (&V::V2_1, []),
        (&V::V3_0, [items(Tag::CONSTRAINTS, [])]),
        ["Filled payload Constraints"],
    );
    request(Operation::REVOKE).becomes(
        (&V::V3_0, [identifier(ID, "7")]),
        (
            &V::V2_1,
            [
                text(ID, "7"),
                items(
                    Tag::REVOCATION_REASON,
                    [enumeration(Tag::REVOCATION_REASON_CODE, RevocationReasonCode::UNSPECIFIED)],
                ),
            ],
        ),
        ["Filled payload RevocationReason"],
    );
}

#[test]
fn the_object_that_is_missing_is_the_one_that_its_type_selects() {
    let private_key = enumeration(Tag::OBJECT_TYPE, ObjectType::PRIVATE_KEY);
    request(Operation::REGISTER).becomes(
        (&V::V1_1, [private_key.clone(), items(Tag::TEMPLATE_ATTRIBUTE, [])]),
        (&V::V1_2, [private_key, items(Tag::TEMPLATE_ATTRIBUTE, [])]),
        ["Missing payload PrivateKey"],
    );
}

#[test]
fn a_template_is_no_object_since_2_0() {
    request(Operation::REGISTER).is_left_out(
        (
            &V::V1_4,
            [
                enumeration(Tag::OBJECT_TYPE, ObjectType::TEMPLATE),
                items(Tag::TEMPLATE_ATTRIBUTE, []),
                items(Tag::TEMPLATE, [named("Cryptographic Length", integer(VALUE, 128))]),
            ],
        ),
        &V::V2_1,
        [
            "Incomplete BatchItem BatchItem",
            "Incomplete payload RequestPayload",
            "Value payload/ObjectType ObjectType",
            "Field payload/Template Template",
        ],
    );
}

#[test]
fn what_a_method_of_derivation_asks_for_since_2_0_is_told() {
    let fields = || {
        let method = enumeration(Tag::DERIVATION_METHOD, DerivationMethod::PBKDF2);
        let id = text(Tag::UNIQUE_IDENTIFIER, "7");
        [enumeration(Tag::OBJECT_TYPE, ObjectType::SYMMETRIC_KEY), id, method, items(Tag::DERIVATION_PARAMETERS, [])]
    };
    let with = |attributes: Tag| {
        let [object_type, id, method, parameters] = fields();
        [object_type, id, method, parameters, items(attributes, [])]
    };
    let derive = request(Operation::DERIVE_KEY);
    derive.becomes(
        (&V::V1_4, with(Tag::TEMPLATE_ATTRIBUTE)),
        (&V::V2_0, with(Tag::ATTRIBUTES)),
        ["Missing payload/DerivationParameters Salt", "Missing payload/DerivationParameters IterationCount"],
    );
    // It was missing before.
    derive.becomes((&V::V2_0, with(Tag::ATTRIBUTES)), (&V::V2_1, with(Tag::ATTRIBUTES)), []);
}
