//! Values and attributes that stand together.

use super::*;

fn warning(kind: FindingKind, tag: Tag) -> Vec<(FindingKind, Tag, Severity)> {
    alloc::vec![(kind, tag, Severity::Warning)]
}

fn attribute(name: &'static str, value: Node<'static>) -> Node<'static> {
    structure(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, name), value])
}

const SYMMETRIC_KEY: u32 = 2;
const AES: u32 = 3;
const EC: u32 = 0x1A;

fn mask() -> Node<'static> {
    attribute("Cryptographic Usage Mask", integer(Tag::ATTRIBUTE_VALUE, 12))
}

fn algorithm(value: u32) -> Node<'static> {
    attribute("Cryptographic Algorithm", enumeration(Tag::ATTRIBUTE_VALUE, value))
}

fn length(bits: i32) -> Node<'static> {
    attribute("Cryptographic Length", integer(Tag::ATTRIBUTE_VALUE, bits))
}

fn create(object_type: u32, template: &[Node<'static>]) -> Node<'static> {
    let template = node(Tag::TEMPLATE_ATTRIBUTE, NodeValue::Structure(template.to_vec()));
    single((1, 4), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, object_type), template])
}

#[test]
fn operations_require_attributes() {
    let create = |object_type, template: &[Node<'static>]| found(&create(object_type, template));
    assert_eq!(create(SYMMETRIC_KEY, &[algorithm(AES), mask()]), []);
    let missing = warning(FindingKind::Missing, Tag::CRYPTOGRAPHIC_USAGE_MASK);
    assert_eq!(create(SYMMETRIC_KEY, &[algorithm(AES)]), missing);
    assert_eq!(create(SYMMETRIC_KEY, &[mask()]), warning(FindingKind::Missing, Tag::CRYPTOGRAPHIC_ALGORITHM));
    // Secret Data has no algorithm.
    assert_eq!(create(7, &[mask()]), []);
    // A template can have them.
    let name = [text(Tag::NAME_VALUE, "template"), enumeration(Tag::NAME_TYPE, 1)];
    assert_eq!(create(SYMMETRIC_KEY, &[structure(Tag::NAME, name.clone())]), []);
    // The name of the object gives none.
    let value = structure(Tag::ATTRIBUTE_VALUE, name);
    assert_eq!(create(SYMMETRIC_KEY, &[algorithm(AES), attribute("Name", value)]), missing);
    // From 2.0 on no table requires them.
    let attributes = [enumeration(Tag::OBJECT_TYPE, SYMMETRIC_KEY), structure(Tag::ATTRIBUTES, [])];
    assert_eq!(found(&single((2, 1), Operation::CREATE, attributes)), []);
}

#[test]
fn what_an_object_requires_can_stand_in_its_key() {
    let register = |attributes: &[Node<'static>], inside: Option<Node<'static>>, block: &[Node<'static>]| {
        let mut value = alloc::vec![bytes(Tag::KEY_MATERIAL, b"0123456789abcdef")];
        value.extend(inside);
        let value = node(Tag::KEY_VALUE, NodeValue::Structure(value));
        let mut fields = alloc::vec![enumeration(Tag::KEY_FORMAT_TYPE, 1), value];
        fields.extend_from_slice(block);
        let key = structure(Tag::SYMMETRIC_KEY, [node(Tag::KEY_BLOCK, NodeValue::Structure(fields))]);
        let attributes = node(Tag::ATTRIBUTES, NodeValue::Structure(attributes.to_vec()));
        let payload = [enumeration(Tag::OBJECT_TYPE, SYMMETRIC_KEY), attributes, key];
        found(&single((2, 1), Operation::REGISTER, payload))
    };
    let usage = || integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, 12);
    let both = [enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, AES), integer(Tag::CRYPTOGRAPHIC_LENGTH, 128)];
    assert_eq!(register(&[usage()], None, &both), []);
    assert_eq!(register(&[], Some(structure(Tag::ATTRIBUTES, [usage()])), &both), []);
    assert_eq!(register(&[both[0].clone(), both[1].clone(), usage()], None, &[]), []);
    let missing = [Tag::CRYPTOGRAPHIC_USAGE_MASK, Tag::CRYPTOGRAPHIC_ALGORITHM, Tag::CRYPTOGRAPHIC_LENGTH];
    let missing = missing.map(|tag| (FindingKind::Missing, tag, Severity::Warning));
    assert_eq!(register(&[], None, &[]), missing);
}

#[test]
fn lengths_go_with_keys_and_algorithms() {
    let get = |object: Tag, format: u32, algorithm: u32, bits: i32, wrapped: bool| {
        let mut fields = alloc::vec![
            enumeration(Tag::KEY_FORMAT_TYPE, format),
            structure(Tag::KEY_VALUE, [bytes(Tag::KEY_MATERIAL, b"0123456789abcdef")]),
            enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, algorithm),
            integer(Tag::CRYPTOGRAPHIC_LENGTH, bits),
        ];
        if wrapped {
            fields.push(structure(Tag::KEY_WRAPPING_DATA, [enumeration(Tag::WRAPPING_METHOD, 1)]));
        }
        let object = structure(object, [node(Tag::KEY_BLOCK, NodeValue::Structure(fields))]);
        let validator = Validator::new().with_versions(crate::Version::V2_1);
        let all = validator.findings(&mut NodeReader::for_node(&object)).unwrap();
        let all = all.iter().filter(|finding| finding.severity() == Severity::Warning);
        all.map(|finding| (finding.subject().unwrap_or_default(), finding.section())).collect::<Vec<_>>()
    };
    let section = Some((crate::Version::V2_1, "4.15"));
    let (raw, key) = (1, Tag::SYMMETRIC_KEY);
    assert_eq!(get(key, raw, AES, 128, false), []);
    assert_eq!(get(key, raw, AES, 256, false), [("is not the length of the Raw Key Material in bits", section)]);
    assert_eq!(get(key, raw, AES, 256, true), []);
    // A format that says more than the key.
    assert_eq!(get(Tag::PRIVATE_KEY, 4, EC, 256, false), []);
    assert_eq!(get(Tag::PRIVATE_KEY, raw, EC, 256, false), []);
    // 112 bits of 128 are those of a key of 3DES with two parts.
    assert_eq!(get(key, raw, 2, 112, false), []);
    let no_length = ("is no length that the Cryptographic Algorithm beside it has", section);
    assert_eq!(get(key, raw, 2, 100, false), [no_length]);
    assert_eq!(get(key, raw, AES, 100, true), [no_length]);
    // 0x1D is Poly1305, 0x16 RC4, of which nothing is listed.
    assert_eq!(get(key, raw, 0x16, 128, false), []);
}

#[test]
fn lengths_are_those_of_the_algorithm_and_no_number_is_negative() {
    let all = findings(&create(SYMMETRIC_KEY, &[algorithm(AES), length(100), mask()]));
    assert_eq!(all.total(), 1);
    assert_eq!(
        all.get(0).unwrap().path().to_string(),
        "RequestMessage/BatchItem/RequestPayload/TemplateAttribute/Attribute[1]/AttributeValue"
    );
    assert_eq!(found(&create(SYMMETRIC_KEY, &[length(100), algorithm(EC), mask()])), []);
    let negative = warning(FindingKind::Contradiction, Tag::ATTRIBUTE_VALUE);
    assert_eq!(found(&create(SYMMETRIC_KEY, &[algorithm(AES), length(-128), mask()])), negative);
    // None at all is no length of the algorithm, and not negative.
    let none = findings(&create(SYMMETRIC_KEY, &[algorithm(AES), length(0), mask()]));
    assert_eq!((none.total(), none.to_string().contains("is no length")), (1, true), "{none}");
    let locate = single((1, 4), Operation::LOCATE, [integer(Tag::MAXIMUM_ITEMS, -1)]);
    assert_eq!(found(&locate), warning(FindingKind::Contradiction, Tag::MAXIMUM_ITEMS));
    let all = findings(&locate);
    assert!(all.get(0).unwrap().to_string().contains("MaximumItems: is negative"), "{all}");
}

#[test]
fn compression_is_for_curves() {
    let block = |algorithm: Option<u32>| {
        let mut fields = alloc::vec![
            enumeration(Tag::KEY_FORMAT_TYPE, 2),
            enumeration(Tag::KEY_COMPRESSION_TYPE, 2),
            structure(Tag::KEY_VALUE, [bytes(Tag::KEY_MATERIAL, b"0123456789abcdef")]),
        ];
        fields.extend(algorithm.map(|value| enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, value)));
        let block = node(Tag::KEY_BLOCK, NodeValue::Structure(fields));
        let all = findings(&structure(Tag::PUBLIC_KEY, [block]));
        all.iter()
            .filter(|finding| finding.severity() == Severity::Warning)
            .map(|finding| finding.tag())
            .collect::<Vec<_>>()
    };
    assert_eq!(block(Some(EC)), []);
    assert_eq!(block(None), []);
    assert_eq!(block(Some(AES)), [Tag::KEY_COMPRESSION_TYPE]);
}

#[test]
fn a_count_is_not_less_than_what_is_listed() {
    let located = |count: i32, ids: usize| {
        let mut payload = alloc::vec![integer(Tag::LOCATED_ITEMS, count)];
        payload.extend((0..ids).map(|_| text(Tag::UNIQUE_IDENTIFIER, ID)));
        let header = [version(1, 4), node(Tag::TIME_STAMP, NodeValue::DateTime(0)), integer(Tag::BATCH_COUNT, 1)];
        let item = [
            enumeration(Tag::OPERATION, Operation::LOCATE.value()),
            enumeration(Tag::RESULT_STATUS, 0),
            node(Tag::RESPONSE_PAYLOAD, NodeValue::Structure(payload)),
        ];
        found(&structure(
            Tag::RESPONSE_MESSAGE,
            [structure(Tag::RESPONSE_HEADER, header), structure(Tag::BATCH_ITEM, item)],
        ))
    };
    assert_eq!(located(2, 2), []);
    assert_eq!(located(9, 2), []);
    assert_eq!(located(0, 0), []);
    assert_eq!(located(1, 2), warning(FindingKind::Contradiction, Tag::LOCATED_ITEMS));
}

#[test]
fn no_attribute_is_called_as_a_kind_is() {
    let named = attribute("Custom Attribute", text(Tag::ATTRIBUTE_VALUE, "any"));
    let message = create(SYMMETRIC_KEY, &[algorithm(AES), mask(), named]);
    assert_eq!(found(&message), warning(FindingKind::Contradiction, Tag::ATTRIBUTE_NAME));
    assert_eq!(findings(&message).get(0).unwrap().section(), Some((crate::Version::V1_4, "3.39")));
}

/// Scopes are found by name: the list is in order, and each has a table.
#[test]
fn every_relation_is_stated_of_a_table() {
    let all = crate::generated::tables::RELATIONS;
    assert!(all.windows(2).all(|pair| pair[0].structure < pair[1].structure));
    let payloads = crate::tables::operations().iter().flat_map(|operation| [operation.request, operation.response]);
    let names: Vec<_> = payloads.chain(crate::tables::structures().iter().copied()).map(|table| table.name).collect();
    for stated in all {
        assert!(names.contains(&stated.structure), "{}", stated.structure);
        assert!(stated.items.len() <= crate::tables::relations::StructureRelations::MOST_ITEMS);
    }
}
