//! Fields, their types and values, attributes, and what depends on other fields.

use super::*;
use crate::generated::conversions::TYPED_IDENTIFIERS;

#[test]
fn fields_are_those_of_their_structure() {
    let id = || text(Tag::UNIQUE_IDENTIFIER, ID);
    let with = |extra: Node<'static>| single((1, 4), Operation::GET, [id(), extra]);
    assert_eq!(found(&with(text(Tag::COMMENT, "no"))), error(FindingKind::Unexpected, Tag::COMMENT));
    assert_eq!(found(&with(id())), error(FindingKind::Duplicate, Tag::UNIQUE_IDENTIFIER));
    let unknown = Tag::new(0x42_FFFE);
    assert_eq!(found(&with(integer(unknown, 1))), [(FindingKind::UnknownTag, unknown, Severity::Warning)]);
    let vendor = Tag::new(0x54_0001);
    assert_eq!(found(&with(integer(vendor, 1))), [(FindingKind::Extension, vendor, Severity::Note)]);
    let wrong = single((1, 4), Operation::GET, [integer(Tag::UNIQUE_IDENTIFIER, 1)]);
    assert_eq!(found(&wrong), error(FindingKind::NotInVersion, Tag::UNIQUE_IDENTIFIER));
    let wrong = single((1, 4), Operation::GET, [bytes(Tag::UNIQUE_IDENTIFIER, b"1")]);
    assert_eq!(found(&wrong), error(FindingKind::WrongType, Tag::UNIQUE_IDENTIFIER));
    assert_eq!(findings(&wrong).get(0).unwrap().expected(), Some(crate::ItemType::TEXT_STRING));
    let empty = single((1, 4), Operation::CREATE, []);
    let missing = [Tag::OBJECT_TYPE, Tag::TEMPLATE_ATTRIBUTE];
    assert_eq!(found(&empty), missing.map(|tag| (FindingKind::Missing, tag, Severity::Error)));
    assert_eq!(
        findings(&empty).get(0).unwrap().path().to_string(),
        "RequestMessage/BatchItem/RequestPayload/ObjectType"
    );
}

#[test]
fn items_that_no_table_has_are_of_types_that_the_version_has() {
    let vendor = Tag::new(0x54_0001);
    let identifier = || node(vendor, NodeValue::Identifier(ID.into()));
    let moment = || node(vendor, NodeValue::DateTimeExtended(0));
    let of_extension = |version, item: Node<'static>| {
        let id = if version == (3, 0) { NodeValue::Identifier(ID.into()) } else { NodeValue::TextString(ID.into()) };
        let message = single(version, Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, id), structure(vendor, [item])]);
        let all = findings(&message);
        let inner = all.iter().filter(|finding| finding.kind() != FindingKind::Extension);
        inner.map(|finding| (finding.kind(), finding.tag(), finding.allowed())).collect::<Vec<_>>()
    };
    let foreign = |versions| [(FindingKind::NotInVersion, vendor, versions)];
    assert_eq!(of_extension((1, 4), identifier()), foreign(TYPED_IDENTIFIERS));
    assert_eq!(of_extension((2, 1), identifier()), foreign(TYPED_IDENTIFIERS));
    assert_eq!(of_extension((3, 0), identifier()), []);
    assert_eq!(of_extension((1, 4), moment()), foreign(crate::generated::conversions::TAGGED_ATTRIBUTES));
    assert_eq!(of_extension((2, 0), moment()), []);
    // What a table says is said once.
    let wrong = single((1, 4), Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier(ID.into()))]);
    assert_eq!(found(&wrong), error(FindingKind::NotInVersion, Tag::UNIQUE_IDENTIFIER));
}

/// A name of another text type is none.
///
/// The reader that stops at the first error and the validator say the same.
#[test]
fn names_of_attributes_are_text_strings() {
    let values: [fn(crate::Text<'static>) -> NodeValue<'static>; 4] =
        [NodeValue::TextString, NodeValue::Identifier, NodeValue::Reference, NodeValue::NameReference];
    for (place, value) in values.into_iter().enumerate() {
        for name in ["x-a", "Cryptographic Length", "Nonsense"] {
            let name_item = node(Tag::ATTRIBUTE_NAME, value(name.into()));
            let attribute = structure(Tag::ATTRIBUTE, [name_item, integer(Tag::ATTRIBUTE_VALUE, 128)]);
            let message = single((1, 4), Operation::ADD_ATTRIBUTE, [text(Tag::UNIQUE_IDENTIFIER, ID), attribute]);
            let all = findings(&message);
            let first = all.iter().find(|finding| finding.severity() == Severity::Error);
            let first = first.map(|finding| (finding.kind().error_kind(), finding.tag()));
            assert_eq!(strict(&message).err(), first, "{place} {name}");
            let expected = if place == 0 { FindingKind::UnknownAttribute } else { FindingKind::WrongType };
            let kinds: Vec<_> = all.iter().filter(|f| f.severity() == Severity::Error).map(|f| f.kind()).collect();
            let is_fine = place == 0 && name != "Nonsense";
            assert_eq!(kinds.first(), (!is_fine).then_some(&expected), "{place} {name}");
        }
    }
}

/// 3.0 has a table for the structure, the versions before it have none.
#[test]
fn what_a_vendors_extension_holds_is_not_judged() {
    for version in [(1, 4), (2, 1), (3, 0)] {
        let contents = [integer(Tag::RESPONSE_MESSAGE, 4), integer(Tag::new(0x42_0000), 1)];
        let extension = [
            text(Tag::VENDOR_IDENTIFICATION, "acme"),
            node(Tag::CRITICALITY_INDICATOR, NodeValue::Boolean(false)),
            structure(Tag::VENDOR_EXTENSION, contents),
        ];
        let id = if version == (3, 0) { NodeValue::Identifier(ID.into()) } else { NodeValue::TextString(ID.into()) };
        let mut message = single(version, Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, id)]);
        let NodeValue::Structure(children) = message.value_mut() else { panic!("no structure") };
        let NodeValue::Structure(item) = children[1].value_mut() else { panic!("no structure") };
        item.push(structure(Tag::MESSAGE_EXTENSION, extension));
        assert_eq!(found(&message), [], "{version:?}");
    }
}

#[test]
fn masks_are_checked_bit_by_bit() {
    let with = |mask: i32| {
        let attributes = structure(Tag::ATTRIBUTES, [integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, mask)]);
        found(&single((2, 1), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, 2), attributes]))
    };
    assert_eq!(with(0x0C), []);
    // Content Commitment went with 2.0.
    assert_eq!(with(0x40C), error(FindingKind::UnknownValue, Tag::CRYPTOGRAPHIC_USAGE_MASK));
    // A finding a mask, whatever the bits are.
    assert_eq!(with(0x00FF_FFFF & !0x3FF), error(FindingKind::UnknownValue, Tag::CRYPTOGRAPHIC_USAGE_MASK));
    assert_eq!(with(0x4000_000C), [(FindingKind::Extension, Tag::CRYPTOGRAPHIC_USAGE_MASK, Severity::Note)]);
}

fn named(name: &'static str, value: Node<'static>) -> Node<'static> {
    structure(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, name), value])
}

#[test]
fn attributes_are_checked_under_names_and_tags() {
    let create = |attribute: Node<'static>| found(&single((1, 2), Operation::LOCATE, [attribute]));
    let value = || enumeration(Tag::ATTRIBUTE_VALUE, 3);
    assert_eq!(create(named("Cryptographic Algorithm", value())), []);
    assert_eq!(create(named("x-own", text(Tag::ATTRIBUTE_VALUE, "any"))), []);
    let unknown = |severity| [(FindingKind::UnknownAttribute, Tag::ATTRIBUTE_NAME, severity)];
    assert_eq!(create(named("Colour", value())), unknown(Severity::Error));
    assert_eq!(create(named("CryptographicAlgorithm", value())), unknown(Severity::Warning));
    let wrong = create(named("Cryptographic Algorithm", integer(Tag::ATTRIBUTE_VALUE, 3)));
    assert_eq!(wrong, error(FindingKind::WrongType, Tag::ATTRIBUTE_VALUE));
    // Sensitive came with 1.4.
    let later = create(named("Sensitive", node(Tag::ATTRIBUTE_VALUE, NodeValue::Boolean(true))));
    assert_eq!(later, error(FindingKind::NotInVersion, Tag::ATTRIBUTE_NAME));
    let nameless = structure(Tag::ATTRIBUTE, [value()]);
    let kinds: Vec<_> = create(nameless).iter().map(|found| (found.0, found.1)).collect();
    assert_eq!(kinds, [(FindingKind::Missing, Tag::ATTRIBUTE_NAME)]);
    let turned = structure(Tag::ATTRIBUTE, [value(), text(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")]);
    assert_eq!(create(turned), error(FindingKind::Order, Tag::ATTRIBUTE_NAME));
    let tagged = structure(Tag::ATTRIBUTES, [text(Tag::OPERATION_POLICY_NAME, "default")]);
    let tagged = single((2, 0), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, 2), tagged]);
    assert_eq!(found(&tagged), error(FindingKind::NotInVersion, Tag::OPERATION_POLICY_NAME));
}

#[test]
fn an_object_has_one_of_most_attributes() {
    let length = || named("Cryptographic Length", integer(Tag::ATTRIBUTE_VALUE, 128));
    let algorithm = named("Cryptographic Algorithm", enumeration(Tag::ATTRIBUTE_VALUE, 3));
    let mask = named("Cryptographic Usage Mask", integer(Tag::ATTRIBUTE_VALUE, 12));
    let two = structure(Tag::TEMPLATE_ATTRIBUTE, [algorithm, mask, length(), length()]);
    let message = single((1, 4), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, 2), two]);
    assert_eq!(found(&message), error(FindingKind::Duplicate, Tag::ATTRIBUTE_NAME));
    let date = |seconds| node(Tag::ACTIVATION_DATE, NodeValue::DateTime(seconds));
    let range = structure(Tag::ATTRIBUTES, [date(1), date(2)]);
    assert_eq!(found(&single((2, 1), Operation::LOCATE, [range.clone()])), []);
    let message = single((2, 1), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, 2), range]);
    assert_eq!(found(&message), error(FindingKind::Duplicate, Tag::ACTIVATION_DATE));
}

#[test]
fn what_a_field_selects_is_what_it_says() {
    let key = |format: u32, material: Node<'static>| {
        let value = structure(Tag::KEY_VALUE, [material]);
        let parts = [
            enumeration(Tag::KEY_FORMAT_TYPE, format),
            value,
            enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, 3),
            integer(Tag::CRYPTOGRAPHIC_LENGTH, 128),
        ];
        structure(Tag::SYMMETRIC_KEY, [structure(Tag::KEY_BLOCK, parts)])
    };
    let register = |object_type: u32, object: Node<'static>| {
        let attributes = structure(Tag::ATTRIBUTES, [integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, 12)]);
        found(&single((2, 1), Operation::REGISTER, [enumeration(Tag::OBJECT_TYPE, object_type), attributes, object]))
    };
    let raw = || bytes(Tag::KEY_MATERIAL, b"0123456789abcdef");
    let transparent = || structure(Tag::KEY_MATERIAL, [bytes(Tag::KEY, b"0123456789abcdef")]);
    assert_eq!(register(2, key(1, raw())), []);
    assert_eq!(register(2, key(7, transparent())), []);
    assert_eq!(register(2, key(1, transparent())), error(FindingKind::Mismatch, Tag::KEY_MATERIAL));
    assert_eq!(register(2, key(7, raw())), error(FindingKind::Mismatch, Tag::KEY_MATERIAL));
    assert_eq!(register(3, key(1, raw())), error(FindingKind::Mismatch, Tag::SYMMETRIC_KEY));
}

#[test]
fn conditions_on_other_fields_hold() {
    let response = |fields: &[Node<'static>]| {
        let header = [version(1, 4), node(Tag::TIME_STAMP, NodeValue::DateTime(0)), integer(Tag::BATCH_COUNT, 1)];
        let item = node(Tag::BATCH_ITEM, NodeValue::Structure(fields.to_vec()));
        found(&structure(Tag::RESPONSE_MESSAGE, [structure(Tag::RESPONSE_HEADER, header), item]))
    };
    let status = |value| enumeration(Tag::RESULT_STATUS, value);
    let reason = || enumeration(Tag::RESULT_REASON, 1);
    let payload = || structure(Tag::RESPONSE_PAYLOAD, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
    let operation = || enumeration(Tag::OPERATION, Operation::ACTIVATE.value());
    assert_eq!(response(&[status(1), reason()]), []);
    assert_eq!(response(&[status(1)]), error(FindingKind::Missing, Tag::RESULT_REASON));
    assert_eq!(response(&[status(2)]), error(FindingKind::Missing, Tag::ASYNCHRONOUS_CORRELATION_VALUE));
    assert_eq!(response(&[operation(), status(0), payload()]), []);
    assert_eq!(response(&[operation(), status(0)]), error(FindingKind::Missing, Tag::RESPONSE_PAYLOAD));
    let refused = response(&[operation(), status(1), reason(), payload()]);
    assert_eq!(refused, error(FindingKind::Forbidden, Tag::RESPONSE_PAYLOAD));
    assert_eq!(response(&[status(0), payload()]), error(FindingKind::Selector, Tag::RESPONSE_PAYLOAD));
    // What comes too late is told once.
    assert_eq!(response(&[status(0), payload(), operation()]), error(FindingKind::Selector, Tag::RESPONSE_PAYLOAD));
    let data = |parts: &[Node<'static>]| {
        let payload = node(Tag::REQUEST_PAYLOAD, NodeValue::Structure(parts.to_vec()));
        let item = structure(Tag::BATCH_ITEM, [enumeration(Tag::OPERATION, Operation::HASH.value()), payload]);
        found(&request([header(1, 4, 1), item]))
    };
    let parameters = structure(Tag::CRYPTOGRAPHIC_PARAMETERS, [enumeration(Tag::HASHING_ALGORITHM, 6)]);
    assert_eq!(data(core::slice::from_ref(&parameters)), error(FindingKind::Missing, Tag::DATA));
    assert_eq!(data(&[parameters, node(Tag::INIT_INDICATOR, NodeValue::Boolean(true))]), []);
}

#[test]
fn what_the_version_advises_against_is_told() {
    let locate = |version| {
        let identifier = structure(Tag::ATTRIBUTE_VALUE, [text(Tag::ISSUER, "house")]);
        found(&single(version, Operation::LOCATE, [named("Certificate Identifier", identifier)]))
    };
    assert_eq!(locate((1, 0)), []);
    assert_eq!(locate((1, 4)), [(FindingKind::Deprecated, Tag::ISSUER, Severity::Note)]);
}

/// A member of a choice has versions of its own.
#[test]
fn objects_are_those_of_the_version() {
    let template = || structure(Tag::TEMPLATE, [named("x-own", integer(Tag::ATTRIBUTE_VALUE, 1))]);
    let register = |version, attributes: Tag| {
        let attributes = structure(attributes, []);
        single(version, Operation::REGISTER, [enumeration(Tag::OBJECT_TYPE, 6), attributes, template()])
    };
    let later = findings(&register((2, 0), Tag::ATTRIBUTES));
    let told: Vec<_> = later.iter().filter(|finding| finding.tag() == Tag::TEMPLATE).collect();
    let [told] = told[..] else { panic!("{later}") };
    assert_eq!((told.kind(), told.allowed().to_string().as_str()), (FindingKind::NotInVersion, "1.0-1.4"));
}

/// A field out of order may repeat or not.
///
/// One that may not is reported with the versions in which it may.
#[test]
fn order_and_repetition_are_told_apart() {
    let queried = |fields: &[Node<'static>]| {
        let time = node(Tag::TIME_STAMP, NodeValue::DateTime(0));
        let header = structure(Tag::RESPONSE_HEADER, [version(1, 4), time, integer(Tag::BATCH_COUNT, 1)]);
        let payload = node(Tag::RESPONSE_PAYLOAD, NodeValue::Structure(fields.to_vec()));
        let operation = enumeration(Tag::OPERATION, Operation::QUERY.value());
        let item = structure(Tag::BATCH_ITEM, [operation, enumeration(Tag::RESULT_STATUS, 0), payload]);
        structure(Tag::RESPONSE_MESSAGE, [header, item])
    };
    let (operation, object) = (|| enumeration(Tag::OPERATION, 1), || enumeration(Tag::OBJECT_TYPE, 2));
    assert_eq!(found(&queried(&[operation(), operation(), object(), object()])), []);
    let late = queried(&[object(), operation()]);
    assert_eq!(found(&late), error(FindingKind::Order, Tag::OPERATION));
    assert_eq!(findings(&late).get(0).unwrap().allowed(), Versions::NONE);
    // One Message Extension until 1.4, any number since 2.0.
    let extended = |version| {
        let extension = || {
            structure(
                Tag::MESSAGE_EXTENSION,
                [
                    text(Tag::VENDOR_IDENTIFICATION, "shop"),
                    node(Tag::CRITICALITY_INDICATOR, NodeValue::Boolean(false)),
                    structure(Tag::VENDOR_EXTENSION, []),
                ],
            )
        };
        let payload = structure(Tag::REQUEST_PAYLOAD, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
        let operation = enumeration(Tag::OPERATION, Operation::GET.value());
        let (major, minor) = version;
        request([header(major, minor, 1), structure(Tag::BATCH_ITEM, [operation, payload, extension(), extension()])])
    };
    assert_eq!(found(&extended((2, 1))), []);
    assert_eq!(found(&extended((1, 4))), error(FindingKind::Duplicate, Tag::MESSAGE_EXTENSION));
    let told = findings(&extended((1, 4))).to_string();
    assert!(told.contains("(there can be several in KMIP 2.0-3.0; see §"), "{told}");
}

#[test]
fn attributes_under_tags_are_attributes_and_one_where_there_is_one() {
    let modify = |list: &[Node<'static>]| {
        let list = node(Tag::NEW_ATTRIBUTE, NodeValue::Structure(list.to_vec()));
        found(&single((2, 1), Operation::ADD_ATTRIBUTE, [text(Tag::UNIQUE_IDENTIFIER, ID), list]))
    };
    let comment = || text(Tag::COMMENT, "spare");
    assert_eq!(modify(&[comment()]), []);
    assert_eq!(
        modify(&[comment(), text(Tag::CONTACT_INFORMATION, "ops")]),
        error(FindingKind::Duplicate, Tag::CONTACT_INFORMATION)
    );
    assert_eq!(modify(&[]), error(FindingKind::Missing, Tag::ATTRIBUTE));
    // What is none is told as what it is.
    let locate = |item: Node<'static>| found(&single((2, 1), Operation::LOCATE, [structure(Tag::ATTRIBUTES, [item])]));
    assert_eq!(locate(integer(Tag::BATCH_COUNT, 1)), error(FindingKind::UnknownAttribute, Tag::BATCH_COUNT));
    let vendor = Tag::new(0x54_0001);
    assert_eq!(locate(integer(vendor, 1)), [(FindingKind::Extension, vendor, Severity::Note)]);
}

#[test]
fn references_are_to_attributes_that_the_version_has() {
    let get = |version, tag: Tag| {
        let reference = enumeration(Tag::ATTRIBUTE_REFERENCE, tag.value());
        found(&single(version, Operation::GET_ATTRIBUTES, [text(Tag::UNIQUE_IDENTIFIER, ID), reference]))
    };
    assert_eq!(get((2, 1), Tag::STATE), []);
    assert_eq!(get((2, 1), Tag::BATCH_COUNT), error(FindingKind::UnknownAttribute, Tag::ATTRIBUTE_REFERENCE));
    assert_eq!(get((2, 0), Tag::QUANTUM_SAFE), []);
    let earlier = (FindingKind::NotInVersion, Tag::ATTRIBUTE_REFERENCE, Severity::Error);
    assert!(get((2, 1), Tag::OPERATION_POLICY_NAME).contains(&earlier));
}

/// However many attributes there are, none is taken for another one.
#[test]
fn every_attribute_is_noted_by_itself() {
    let mut structure = open_structure::OpenStructure::NONE;
    for attribute in crate::tables::attributes() {
        assert!(!structure.note_attribute(attribute), "{}", attribute.name);
        assert!(structure.note_attribute(attribute), "{}", attribute.name);
    }
}
