//! Tests of values and fields that another version writes otherwise or lacks.

use kmip_types::items::{Node, NodeReader, NodeValue};
use kmip_types::{
    CryptographicAlgorithm, CryptographicUsageMask, KeyFormatType, Message, ObjectType, Operation,
    ProtocolVersion as V, Tag, Versions,
};

use crate::items::{
    boolean, bytes, convert, enumeration, identifier, integer, items, message, name, name_reference, named, request,
    response, text, vendor,
};

const VALUE: Tag = Tag::ATTRIBUTE_VALUE;
const ID: Tag = Tag::UNIQUE_IDENTIFIER;
const VENDOR: Tag = Tag::new(0x54_0001);

/// A private key of this format, in the response to Get.
fn key(format: KeyFormatType, algorithm: CryptographicAlgorithm) -> [Node<'static>; 3] {
    let material = items(
        Tag::KEY_MATERIAL,
        [
            enumeration(Tag::RECOMMENDED_CURVE, 7_u32),
            Node::new(Tag::D, NodeValue::BigInteger(7_i128.into())),
            integer(VENDOR, 1),
        ],
    );
    let block = [
        enumeration(Tag::KEY_FORMAT_TYPE, format),
        items(Tag::KEY_VALUE, [material]),
        enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM, algorithm),
    ];
    let object = items(Tag::PRIVATE_KEY, [items(Tag::KEY_BLOCK, block)]);
    [enumeration(Tag::OBJECT_TYPE, ObjectType::PRIVATE_KEY), text(ID, "7"), object]
}

#[test]
fn keys_on_curves_have_one_format_or_one_for_each_algorithm() {
    use KeyFormatType as Format;
    let told = [
        "Reshaped payload/PrivateKey/KeyBlock/KeyFormatType KeyFormatType",
        "Unknown payload/PrivateKey/KeyBlock/KeyValue/KeyMaterial/0x540001 0x540001",
    ];
    for (format, algorithm) in [
        (Format::TRANSPARENT_ECDSA_PRIVATE_KEY, CryptographicAlgorithm::ECDSA),
        (Format::TRANSPARENT_ECDH_PRIVATE_KEY, CryptographicAlgorithm::ECDH),
        (Format::TRANSPARENT_ECMQV_PRIVATE_KEY, CryptographicAlgorithm::ECMQV),
    ] {
        let (split, merged) = (|| key(format, algorithm), || key(Format::TRANSPARENT_EC_PRIVATE_KEY, algorithm));
        response(Operation::GET).becomes((&V::V1_2, split()), (&V::V2_1, merged()), told);
        response(Operation::GET).becomes((&V::V1_4, merged()), (&V::V1_2, split()), told);
        // Both have it.
        response(Operation::GET).becomes((&V::V1_4, merged()), (&V::V2_1, merged()), [told[1]]);
        response(Operation::GET).becomes((&V::V1_2, split()), (&V::V1_4, split()), [told[1]]);
    }
    // No format of 1.2 is one for AES.
    let (_, changes) = convert(
        &message(
            false,
            &V::V1_4,
            &[(
                Operation::GET,
                items(Tag::RESPONSE_PAYLOAD, key(Format::TRANSPARENT_EC_PRIVATE_KEY, CryptographicAlgorithm::AES)),
            )],
        ),
        &V::V1_2,
    );
    assert!(
        changes.contains(&"Value payload/PrivateKey/KeyBlock/KeyFormatType KeyFormatType".to_owned()),
        "{changes:?}"
    );
}

/// A field in a place that is not its own is lost as it is, not as another value.
#[test]
fn formats_in_the_wrong_place_are_lost() {
    request(Operation::ACTIVATE).becomes(
        (&V::V1_2, [text(ID, "7"), enumeration(Tag::KEY_FORMAT_TYPE, KeyFormatType::TRANSPARENT_ECDSA_PRIVATE_KEY)]),
        (&V::V2_1, [text(ID, "7")]),
        ["Misplaced payload/KeyFormatType KeyFormatType"],
    );
}

#[test]
fn defaults_are_for_one_type_of_object_in_2_0() {
    let defaults = |types: &[Node<'static>]| {
        let attributes = items(Tag::ATTRIBUTES, [integer(Tag::CRYPTOGRAPHIC_LENGTH, 256)]);
        let fields = [types, &[attributes]].concat();
        [items(Tag::DEFAULTS_INFORMATION, [Node::new(Tag::OBJECT_DEFAULTS, NodeValue::Structure(fields))])]
    };
    let one = || enumeration(Tag::OBJECT_TYPE, ObjectType::SYMMETRIC_KEY);
    let other = || enumeration(Tag::OBJECT_TYPE, ObjectType::SECRET_DATA);
    let case = response(Operation::QUERY);
    let list = |types: &[Node<'static>]| Node::new(Tag::OBJECT_TYPES, NodeValue::Structure(types.to_vec()));
    let reshaped = "Reshaped payload/DefaultsInformation/ObjectDefaults/ObjectTypes ObjectTypes";
    let lost = "Field payload/DefaultsInformation/ObjectDefaults/ObjectTypes ObjectTypes";
    case.becomes((&V::V2_1, defaults(&[list(&[one()])])), (&V::V2_0, defaults(&[one()])), [reshaped]);
    case.becomes((&V::V2_1, defaults(&[one()])), (&V::V2_0, defaults(&[one()])), []);
    case.becomes((&V::V2_1, defaults(&[list(&[one()])])), (&V::V3_0, defaults(&[list(&[one()])])), []);
    // What says its type already needs no other, and two are not one.
    case.becomes((&V::V2_1, defaults(&[other(), list(&[one()])])), (&V::V2_0, defaults(&[other()])), [lost]);
    let two = items(Tag::RESPONSE_PAYLOAD, defaults(&[list(&[one(), other()])]));
    let (_, changes) = convert(&message(false, &V::V2_1, &[(Operation::QUERY, two)]), &V::V2_0);
    assert!(changes.contains(&lost.to_owned()) && !changes.contains(&reshaped.to_owned()), "{changes:?}");
    // From 2.1 on one of both excludes the other.
    let both = || [one(), list(&[one(), other()])];
    case.becomes(
        (&V::V2_0, defaults(&both())),
        (&V::V2_1, defaults(&both()[1..])),
        ["Field payload/DefaultsInformation/ObjectDefaults/ObjectType ObjectType"],
    );
    case.becomes((&V::V2_1, defaults(&both())), (&V::V3_0, defaults(&both())), []);
}

/// A response of one item that failed.
fn failed(version: &V<'static>, id: Node<'static>) -> Node<'static> {
    let payload = items(Tag::RESPONSE_PAYLOAD, [id]);
    let mut node = message(false, version, &[(Operation::ACTIVATE, payload)]);
    let NodeValue::Structure(children) = node.value_mut() else { panic!("no structure") };
    let NodeValue::Structure(fields) = children[1].value_mut() else { panic!("no structure") };
    fields[1] = enumeration(Tag::RESULT_STATUS, 1_u32);
    fields.insert(2, enumeration(Tag::RESULT_REASON, 1_u32));
    node
}

#[test]
fn a_payload_beside_a_failure_is_left_out_where_it_was_allowed() {
    let (converted, changes) = convert(&failed(&V::V3_0, identifier(ID, "7")), &V::V2_1);
    assert_eq!(changes, ["Field payload ResponsePayload"]);
    assert!(converted.child(Tag::BATCH_ITEM).unwrap().child(Tag::RESPONSE_PAYLOAD).is_none());
    // What both forbid, nobody asked to change.
    let wrong = |version| failed(version, text(ID, "7"));
    assert_eq!(convert(&wrong(&V::V2_1), &V::V1_4), (wrong(&V::V1_4), vec![]));
}

#[test]
fn a_change_prints_the_versions_that_have_it() {
    let export = CryptographicUsageMask::EXPORT.bits();
    let bits = i32::try_from(export | CryptographicUsageMask::ENCRYPT.bits()).unwrap();
    let node = message(
        true,
        &V::V1_4,
        &[(
            Operation::CHECK,
            items(Tag::REQUEST_PAYLOAD, [text(ID, "7"), integer(Tag::CRYPTOGRAPHIC_USAGE_MASK, bits)]),
        )],
    );
    let typed: Message<'_> = kmip_types::format::decode_root(&mut NodeReader::for_node(&node)).unwrap();
    let report = typed.convert_to(V::V2_0).unwrap().report;
    let path = "RequestMessage/BatchItem/RequestPayload/CryptographicUsageMask";
    let change = report.iter().next().unwrap();
    assert_eq!((change.value, change.is_loss()), (Some(export), true));
    assert_ne!(change.versions, Versions::NONE);
    let told =
        format!("{path}: CryptographicUsageMask {export:#010x} {} (versions {})", change.category, change.versions);
    assert_eq!(report.to_string(), told);
    assert!(!report.is_empty() && !report.is_lossless());
    // What has no versions prints none.
    let misplaced = message(
        true,
        &V::V1_4,
        &[(Operation::GET, items(Tag::REQUEST_PAYLOAD, [text(ID, "7"), integer(Tag::BATCH_COUNT, 1)]))],
    );
    let typed: Message<'_> = kmip_types::format::decode_root(&mut NodeReader::for_node(&misplaced)).unwrap();
    let report = typed.convert_to(V::V2_0).unwrap().report;
    let change = report.iter().next().unwrap();
    assert_eq!(report.to_string(), format!("{}: BatchCount {}", change.path, change.category));
}

#[test]
fn what_stands_beside_the_value_of_an_attribute_is_lost_with_the_name() {
    let attribute =
        items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, "Comment"), text(VALUE, "spare"), integer(VENDOR, 1)]);
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V1_4, [text(ID, "7"), attribute]),
        (&V::V2_1, [text(ID, "7"), items(Tag::ATTRIBUTES, [text(Tag::COMMENT, "spare")])]),
        ["Field payload/Attribute/0x540001 0x540001"],
    );
    // Of a deleted one, too.
    let deleted = items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, "Name"), integer(VENDOR, 1)]);
    request(Operation::NOTIFY).becomes(
        (&V::V1_4, [text(ID, "7"), deleted]),
        (&V::V2_1, [text(ID, "7"), enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::NAME.value())]),
        ["Field payload/Attribute/0x540001 0x540001"],
    );
}

/// A vendor's attribute with the name of a standard one is not the standard's.
#[test]
fn vendors_attributes_repeat_whatever_they_are_called() {
    let list = || {
        items(
            Tag::ATTRIBUTES,
            [
                vendor("a", "Cryptographic Length", integer(VALUE, 1)),
                vendor("b", "Cryptographic Length", integer(VALUE, 2)),
            ],
        )
    };
    response(Operation::GET_ATTRIBUTES).is((&V::V2_1, [text(ID, "7"), list()]), (&V::V2_0, [text(ID, "7"), list()]));
    // Of an attribute of the standard the first is kept.
    let lengths = |all: &[i32]| {
        let all = all.iter().map(|bits| integer(Tag::CRYPTOGRAPHIC_LENGTH, *bits)).collect();
        [text(ID, "7"), Node::new(Tag::ATTRIBUTES, NodeValue::Structure(all))]
    };
    response(Operation::GET_ATTRIBUTES).becomes(
        (&V::V2_1, lengths(&[128, 256])),
        (&V::V2_0, lengths(&[128])),
        ["Repetition payload/Attributes/CryptographicLength[1] CryptographicLength"],
    );
}

#[test]
fn the_type_of_an_extension_is_a_number_or_an_item_type() {
    let of = |item_type: Option<Node<'static>>| {
        let fields =
            [Some(text(Tag::EXTENSION_NAME, "shelf")), Some(integer(Tag::EXTENSION_TAG, 0x54_0001)), item_type];
        let fields = fields.into_iter().flatten().collect();
        [Node::new(Tag::EXTENSION_INFORMATION, NodeValue::Structure(fields))]
    };
    let case = response(Operation::QUERY);
    case.is(
        (&V::V1_4, of(Some(integer(Tag::EXTENSION_TYPE, 7)))),
        (&V::V2_1, of(Some(enumeration(Tag::EXTENSION_TYPE, 7_u32)))),
    );
    for number in [0, 99, -1] {
        case.becomes(
            (&V::V1_4, of(Some(integer(Tag::EXTENSION_TYPE, number)))),
            (&V::V2_1, of(None)),
            ["Type payload/ExtensionInformation/ExtensionType ExtensionType"],
        );
    }
}

#[test]
fn a_vendors_extension_is_what_it_was() {
    let extended = |version: &V<'static>, count: usize| {
        let id = if *version == V::V3_0 { identifier(ID, "7") } else { text(ID, "7") };
        let mut node = message(true, version, &[(Operation::GET, items(Tag::REQUEST_PAYLOAD, [id]))]);
        let NodeValue::Structure(children) = node.value_mut() else { panic!("no structure") };
        let NodeValue::Structure(fields) = children[1].value_mut() else { panic!("no structure") };
        let extension = items(
            Tag::MESSAGE_EXTENSION,
            [
                text(Tag::VENDOR_IDENTIFICATION, "shop"),
                boolean(Tag::CRITICALITY_INDICATOR, false),
                items(Tag::VENDOR_EXTENSION, [integer(Tag::BATCH_COUNT, 1), integer(VENDOR, 2)]),
            ],
        );
        fields.extend(vec![extension; count]);
        node
    };
    for (from, to) in [(V::V2_1, V::V3_0), (V::V3_0, V::V2_1)] {
        assert_eq!(convert(&extended(&from, 2), &to), (extended(&to, 2), vec![]), "{from} to {to}");
    }
    // Until 1.4 there is one.
    let (converted, changes) = convert(&extended(&V::V2_1, 2), &V::V1_4);
    assert_eq!(converted, extended(&V::V1_4, 1));
    assert_eq!(changes, ["Repetition BatchItem/MessageExtension[1] MessageExtension"]);
}

#[test]
fn a_count_that_is_wrong_is_replaced() {
    let get = |count: i32| {
        let get = (Operation::GET, items(Tag::REQUEST_PAYLOAD, [text(ID, "7")]));
        let mut node = message(true, &V::V1_4, &[get]);
        let NodeValue::Structure(children) = node.value_mut() else { panic!("no structure") };
        let NodeValue::Structure(header) = children[0].value_mut() else { panic!("no structure") };
        header[1] = integer(Tag::BATCH_COUNT, count);
        node
    };
    let (converted, changes) = convert(&get(5), &V::V1_2);
    assert_eq!(
        converted.child(Tag::REQUEST_HEADER).unwrap().child(Tag::BATCH_COUNT),
        Some(&integer(Tag::BATCH_COUNT, 1))
    );
    assert_eq!(changes, ["Replaced RequestHeader/BatchCount BatchCount"]);
    assert_eq!(convert(&get(1), &V::V1_2).1, [""; 0]);
}

#[test]
fn items_without_ids_are_told_where_the_way_back_gives_some() {
    let get = |id: Node<'static>| (Operation::GET, items(Tag::REQUEST_PAYLOAD, [id]));
    let two = message(true, &V::V2_1, &[get(text(ID, "7")), get(text(ID, "8"))]);
    let (_, changes) = convert(&two, &V::V3_0);
    let told = |place: &str| format!("BatchItemId BatchItem{place} UniqueBatchItemID");
    assert_eq!(changes, [told(""), told("[1]")]);
    let one = message(true, &V::V2_1, &[get(text(ID, "7"))]);
    assert_eq!(convert(&one, &V::V3_0).1, [""; 0]);
    // Only requests say in which order their items are to be processed.
    let answer = |id: Node<'static>| (Operation::ACTIVATE, items(Tag::RESPONSE_PAYLOAD, [id]));
    let answers = |version: &V<'static>| message(false, version, &[answer(text(ID, "7")), answer(text(ID, "8"))]);
    assert_eq!(convert(&answers(&V::V1_4), &V::V2_1), (answers(&V::V2_1), vec![]));
}

#[test]
fn references_that_lead_nowhere_pass_and_are_told() {
    let get = |tag: Tag| [text(ID, "7"), enumeration(Tag::ATTRIBUTE_REFERENCE, tag.value())];
    let case = request(Operation::GET_ATTRIBUTES);
    case.becomes(
        (&V::V2_1, get(Tag::OPERATION)),
        (&V::V2_0, get(Tag::OPERATION)),
        ["Unknown payload/AttributeReference Operation"],
    );
    case.is((&V::V2_1, get(Tag::OBJECT_GROUP)), (&V::V2_0, get(Tag::OBJECT_GROUP)));
    case.becomes(
        (&V::V2_1, get(Tag::ROTATE_DATE)),
        (&V::V2_0, [text(ID, "7")]),
        ["Attribute payload/AttributeReference RotateDate"],
    );
    // A name that is not quite that of an attribute.
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "CryptographicLength")]),
        (&V::V2_1, get(Tag::CRYPTOGRAPHIC_LENGTH)),
        ["Reshaped payload/AttributeName AttributeName"],
    );
    // A name that 1.2 does not have.
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Comment"), text(Tag::ATTRIBUTE_NAME, "State")]),
        (&V::V1_2, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "State")]),
        ["Attribute payload/AttributeName Comment"],
    );
}

#[test]
fn an_attribute_to_delete_is_told_by_its_name_alone() {
    let case = request(Operation::DELETE_ATTRIBUTE);
    let custom = || vendor("x", "shelf", text(VALUE, "B 7"));
    let current = |attribute| items(Tag::CURRENT_ATTRIBUTE, [attribute]);
    let told = "Instance payload/CurrentAttribute CurrentAttribute";
    case.becomes(
        (&V::V2_1, [text(ID, "7"), current(custom())]),
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "x-shelf")]),
        [told],
    );
    // Of two that are to be deleted the one with its value is kept.
    let reference = enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::CONTACT_INFORMATION.value());
    case.becomes(
        (&V::V2_1, [text(ID, "7"), current(text(Tag::COMMENT, "spare")), reference]),
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Comment")]),
        [told, "Repetition payload/AttributeReference AttributeReference"],
    );
    // No index is the first instance in 1.x, and all of them since.
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Name")]),
        (&V::V2_1, [text(ID, "7"), enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::NAME.value())]),
        ["Instance payload/AttributeName AttributeName"],
    );
    // An index other than the first names an instance that there is not.
    case.becomes(
        (&V::V1_4, [text(ID, "7"), text(Tag::ATTRIBUTE_NAME, "Comment"), integer(Tag::ATTRIBUTE_INDEX, 1)]),
        (&V::V2_1, [text(ID, "7"), enumeration(Tag::ATTRIBUTE_REFERENCE, Tag::COMMENT.value())]),
        ["Instance payload/AttributeIndex AttributeIndex"],
    );
}

#[test]
fn groups_are_attributes_of_any_version() {
    let whole = |attribute: Node<'static>| [text(ID, "7"), attribute];
    response(Operation::GET_ATTRIBUTES).is(
        (&V::V1_4, whole(named("Object Group", text(VALUE, "disks")))),
        (&V::V2_1, whole(items(Tag::ATTRIBUTES, [text(Tag::OBJECT_GROUP, "disks")]))),
    );
    response(Operation::GET_ATTRIBUTES).is(
        (&V::V1_4, whole(named("Name", name(VALUE, "disk 7")))),
        (&V::V2_0, whole(items(Tag::ATTRIBUTES, [name(Tag::NAME, "disk 7")]))),
    );
    let linked = || [identifier(ID, "7"), items(Tag::ATTRIBUTES, [name_reference(Tag::GROUP_LINK, "disks")])];
    response(Operation::GET_ATTRIBUTES).is((&V::V3_0, linked()), (&V::V3_0, linked()));
    let wrong = message(
        false,
        &V::V1_4,
        &[(Operation::GET_ATTRIBUTES, items(Tag::RESPONSE_PAYLOAD, whole(named("x-disks", bytes(VALUE, b"1")))))],
    );
    assert_eq!(convert(&wrong, &V::V2_1).1, [""; 0]);
}
