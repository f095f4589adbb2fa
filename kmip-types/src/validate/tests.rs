mod envelope;
mod fields;
mod kept;
mod relations;

use super::*;
use crate::generated::conversions::TYPED_IDENTIFIERS;
use crate::tree::{Node, NodeReader, NodeValue};
use crate::{Operation, Tag};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

fn node(tag: Tag, value: NodeValue<'static>) -> Node<'static> {
    Node::new(tag, value)
}

fn integer(tag: Tag, value: i32) -> Node<'static> {
    node(tag, NodeValue::Integer(value))
}

fn enumeration(tag: Tag, value: u32) -> Node<'static> {
    node(tag, NodeValue::Enumeration(value))
}

fn text(tag: Tag, value: &'static str) -> Node<'static> {
    node(tag, NodeValue::TextString(value.into()))
}

fn bytes(tag: Tag, value: &'static [u8]) -> Node<'static> {
    node(tag, NodeValue::ByteString(value.into()))
}

fn structure<const N: usize>(tag: Tag, children: [Node<'static>; N]) -> Node<'static> {
    node(tag, NodeValue::Structure(Vec::from(children)))
}

fn version(major: i32, minor: i32) -> Node<'static> {
    let parts = [integer(Tag::PROTOCOL_VERSION_MAJOR, major), integer(Tag::PROTOCOL_VERSION_MINOR, minor)];
    structure(Tag::PROTOCOL_VERSION, parts)
}

/// A request header; 3.0 has no Batch Count.
fn header(major: i32, minor: i32, count: i32) -> Node<'static> {
    match major {
        3 => structure(Tag::REQUEST_HEADER, [version(major, minor)]),
        _ => structure(Tag::REQUEST_HEADER, [version(major, minor), integer(Tag::BATCH_COUNT, count)]),
    }
}

fn item<const N: usize>(operation: Operation, payload: [Node<'static>; N]) -> Node<'static> {
    let payload = structure(Tag::REQUEST_PAYLOAD, payload);
    structure(Tag::BATCH_ITEM, [enumeration(Tag::OPERATION, operation.value()), payload])
}

fn request<const N: usize>(fields: [Node<'static>; N]) -> Node<'static> {
    structure(Tag::REQUEST_MESSAGE, fields)
}

/// A request of one item.
fn single<const N: usize>(
    (major, minor): (i32, i32),
    operation: Operation,
    payload: [Node<'static>; N],
) -> Node<'static> {
    request([header(major, minor, 1), item(operation, payload)])
}

fn findings(message: &Node<'_>) -> Findings {
    Validator::new().findings(&mut NodeReader::for_node(message)).unwrap()
}

/// Kind, tag and severity of each finding.
fn found(message: &Node<'_>) -> Vec<(FindingKind, Tag, Severity)> {
    findings(message).iter().map(|finding| (finding.kind(), finding.tag(), finding.severity())).collect()
}

fn error(kind: FindingKind, tag: Tag) -> Vec<(FindingKind, Tag, Severity)> {
    alloc::vec![(kind, tag, Severity::Error)]
}

fn strict(message: &Node<'_>) -> Result<usize, (ErrorKind, Tag)> {
    let mut reader = NodeReader::for_node(message);
    let read = Node::read_all(&mut StrictReader::new(&mut reader));
    read.map(|nodes| nodes.len()).map_err(|fault| (fault.kind(), fault.tag()))
}

/// A version that the caller gives holds for every message.
///
/// It holds even if the header of a message names another one.
#[test]
fn a_version_that_is_given_is_that_of_every_message() {
    let message = single((1, 4), Operation::GET, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
    assert_eq!(strict(&message), Ok(1));
    let mut reader = NodeReader::for_node(&message);
    let mut reader = StrictReader::new(&mut reader).with_versions(crate::Version::V3_0);
    assert_eq!(Node::read_all(&mut reader).unwrap_err().tag(), Tag::BATCH_COUNT);
    let later = Validator::new().with_versions(crate::Version::V3_0).findings(&mut NodeReader::for_node(&message));
    assert_ne!(later.unwrap().total(), 0);
}

#[test]
fn a_finding_prints_what_it_says() {
    let wrong = single((1, 4), Operation::GET, [bytes(Tag::UNIQUE_IDENTIFIER, b"1")]);
    let all = findings(&wrong);
    let finding = all.get(0).unwrap();
    assert_eq!(alloc::format!("{finding:?}"), alloc::format!("Finding({finding})"));
    assert!(finding.to_string().contains("UniqueIdentifier"), "{finding}");
}

/// The names in a structure are those of vendors since 2.0.
///
/// It does not matter what they are called.
#[test]
fn names_of_vendors_attributes_are_free() {
    let named = |name| {
        let fields = [
            text(Tag::VENDOR_IDENTIFICATION, "shop"),
            text(Tag::ATTRIBUTE_NAME, name),
            integer(Tag::ATTRIBUTE_VALUE, 1),
        ];
        let list = structure(Tag::ATTRIBUTES, [structure(Tag::ATTRIBUTE, fields)]);
        single((2, 1), Operation::CREATE, [enumeration(Tag::OBJECT_TYPE, 2), list])
    };
    for name in ["Nonsense", "Comment", "x-shelf"] {
        assert_eq!(found(&named(name)), [], "{name}");
    }
}

const ID: &str = "5d0c8f1e";

fn get() -> Node<'static> {
    item(Operation::GET, [text(Tag::UNIQUE_IDENTIFIER, ID)])
}

#[test]
fn a_message_in_order_passes() {
    assert_eq!(found(&request([header(1, 4, 1), get()])), []);
    assert_eq!(strict(&request([header(1, 4, 1), get()])), Ok(1));
    // A vendor's operation, about whose payload nothing is known.
    let vendor = item(Operation::new(0x8000_0001), [text(Tag::COMMENT, "anything")]);
    let message = request([header(2, 1, 1), vendor]);
    assert_eq!(found(&message), [(FindingKind::Extension, Tag::OPERATION, Severity::Note)]);
    assert_eq!(strict(&message), Ok(1));
}

#[test]
fn a_message_is_a_structure() {
    for tag in [Tag::REQUEST_MESSAGE, Tag::RESPONSE_MESSAGE] {
        for message in [bytes(tag, b"1"), integer(tag, 1), text(tag, "1")] {
            assert_eq!(found(&message), error(FindingKind::WrongType, tag), "{message:?}");
            assert_eq!(strict(&message), Err((ErrorKind::WrongType, tag)));
        }
    }
}

#[test]
fn order_is_checked() {
    let late = structure(Tag::REQUEST_HEADER, [integer(Tag::BATCH_COUNT, 1), version(1, 4)]);
    assert_eq!(found(&request([late, get()])), error(FindingKind::Order, Tag::PROTOCOL_VERSION));
    let behind = request([get(), header(1, 4, 1)]);
    assert_eq!(found(&behind), error(FindingKind::Order, Tag::REQUEST_HEADER));
    assert_eq!(strict(&behind), Err((ErrorKind::Order, Tag::REQUEST_HEADER)));
    let parts = [integer(Tag::PROTOCOL_VERSION_MINOR, 4), integer(Tag::PROTOCOL_VERSION_MAJOR, 1)];
    let turned =
        structure(Tag::REQUEST_HEADER, [structure(Tag::PROTOCOL_VERSION, parts), integer(Tag::BATCH_COUNT, 1)]);
    assert_eq!(found(&request([turned, get()])), error(FindingKind::Order, Tag::PROTOCOL_VERSION_MAJOR));
}

#[test]
fn the_batch_count_is_the_number_of_items() {
    for count in [0, -1, i32::MAX] {
        let message = request([header(1, 4, count), get()]);
        let all = findings(&message);
        let finding = all.iter().find(|finding| finding.kind() == FindingKind::BatchCount).unwrap();
        assert_eq!(finding.path().to_string(), "RequestMessage/RequestHeader/BatchCount");
        assert_eq!(strict(&message), Err((ErrorKind::BatchCount, Tag::BATCH_COUNT)));
    }
    // 3.0 has none.
    assert_eq!(found(&request([header(3, 0, 0), get_3_0(), get_3_0()])), []);
}

fn get_3_0() -> Node<'static> {
    item(Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier(ID.into()))])
}

#[test]
fn several_items_need_ids_that_differ() {
    let with = |id: &'static [u8]| {
        let payload = structure(Tag::REQUEST_PAYLOAD, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
        let operation = enumeration(Tag::OPERATION, Operation::GET.value());
        structure(Tag::BATCH_ITEM, [operation, bytes(Tag::UNIQUE_BATCH_ITEM_ID, id), payload])
    };
    assert_eq!(found(&request([header(1, 4, 2), with(b"a"), with(b"b")])), []);
    let missing = request([header(2, 1, 2), with(b"a"), get()]);
    assert_eq!(found(&missing), error(FindingKind::Missing, Tag::UNIQUE_BATCH_ITEM_ID));
    let none = request([header(1, 0, 2), get(), get()]);
    let paths: Vec<_> = findings(&none).iter().map(|finding| finding.path().to_string()).collect();
    assert_eq!(paths, ["RequestMessage/BatchItem/UniqueBatchItemID", "RequestMessage/BatchItem[1]/UniqueBatchItemID"]);
    assert!(findings(&none).get(0).unwrap().offset() < findings(&none).get(1).unwrap().offset());
    let same = request([header(1, 4, 3), with(b"a"), with(b""), with(b"a")]);
    assert_eq!(found(&same), error(FindingKind::BatchItemId, Tag::UNIQUE_BATCH_ITEM_ID));
    assert_eq!(findings(&same).get(0).unwrap().path().to_string(), "RequestMessage/BatchItem[2]/UniqueBatchItemID");
    // They have the same sum in FNV-1a of 64 bits.
    let alike = [&b"8yn0iYCKYHlIj4-BwPqk"[..], b"GReLUrM4wMqfg9yzV3KQ"];
    assert_eq!(found(&request([header(1, 4, 2), with(alike[0]), with(alike[1])])), []);
    // A longer one than is kept whole.
    let long = ["urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c9"];
    let [first, second] = long.map(str::as_bytes);
    assert_eq!(found(&request([header(1, 4, 2), with(first), with(second)])), []);
    let same = request([header(1, 4, 3), with(first), with(second), with(second)]);
    assert_eq!(found(&same), error(FindingKind::BatchItemId, Tag::UNIQUE_BATCH_ITEM_ID));
}

#[test]
fn a_placeholder_needs_an_order() {
    let with = |order: bool| {
        let header =
            [version(1, 2), node(Tag::BATCH_ORDER_OPTION, NodeValue::Boolean(order)), integer(Tag::BATCH_COUNT, 2)];
        let item = |operation: Operation, id: &'static [u8], payload: &[Node<'static>]| {
            let payload = node(Tag::REQUEST_PAYLOAD, NodeValue::Structure(payload.to_vec()));
            let operation = enumeration(Tag::OPERATION, operation.value());
            structure(Tag::BATCH_ITEM, [operation, bytes(Tag::UNIQUE_BATCH_ITEM_ID, id), payload])
        };
        let locate = item(Operation::LOCATE, b"a", &[]);
        request([structure(Tag::REQUEST_HEADER, header), locate, item(Operation::GET, b"b", &[])])
    };
    assert_eq!(found(&with(true)), []);
    assert_eq!(found(&with(false)), [(FindingKind::BatchOrder, Tag::UNIQUE_IDENTIFIER, Severity::Warning)]);
}

#[test]
fn what_other_versions_have_is_told_with_them() {
    let ephemeral = structure(
        Tag::BATCH_ITEM,
        [
            enumeration(Tag::OPERATION, Operation::GET.value()),
            node(Tag::EPHEMERAL, NodeValue::Boolean(true)),
            structure(Tag::REQUEST_PAYLOAD, [text(Tag::UNIQUE_IDENTIFIER, ID)]),
        ],
    );
    let all = findings(&request([header(1, 4, 1), ephemeral]));
    assert_eq!(all.total(), 1);
    assert_eq!(all.get(0).unwrap().allowed().to_string(), "2.0-3.0");
    assert_eq!(
        all.get(0).unwrap().to_string(),
        "error at byte 9 in RequestMessage/BatchItem/Ephemeral: is not in KMIP 1.4 (it is in KMIP 2.0-3.0; see §8.1.3 of KMIP 3.0)"
    );
    // The type of a later version.
    let typed = single((2, 1), Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier(ID.into()))]);
    let all = findings(&typed);
    assert_eq!(
        (all.total(), all.get(0).unwrap().kind(), all.get(0).unwrap().allowed()),
        (1, FindingKind::NotInVersion, TYPED_IDENTIFIERS)
    );
    assert_eq!(all.get(0).unwrap().section(), Some((crate::Version::V3_0, "6.1.25")));
    assert_eq!(all.get(0).unwrap().subject(), Some("Identifier"));
    // Ping came with 2.1.
    let ping = single((1, 4), Operation::PING, []);
    assert_eq!(found(&ping), error(FindingKind::UnknownValue, Tag::OPERATION));
    assert_eq!(findings(&ping).get(0).unwrap().allowed().to_string(), "2.1-3.0");
    assert_eq!(strict(&ping), Err((ErrorKind::UnknownValue, Tag::OPERATION)));
}

#[test]
fn an_unknown_version_is_told_and_the_rest_checked_as_far_as_all_agree() {
    let all = found(&request([header(1, 5, 2), get()]));
    let kinds: Vec<_> = all.iter().map(|found| (found.0, found.1)).collect();
    let expected =
        [(FindingKind::UnknownVersion, Tag::PROTOCOL_VERSION_MINOR), (FindingKind::BatchCount, Tag::BATCH_COUNT)];
    assert_eq!(kinds, expected);
    // The caller knows better.
    let message = request([header(1, 4, 1), get()]);
    let validator = Validator::new().with_versions(crate::Version::V3_0);
    let all = validator.findings(&mut NodeReader::for_node(&message)).unwrap();
    let kinds: Vec<_> = all.iter().map(|finding| (finding.kind(), finding.tag())).collect();
    let expected = [(FindingKind::NotInVersion, Tag::BATCH_COUNT), (FindingKind::NotInVersion, Tag::UNIQUE_IDENTIFIER)];
    assert_eq!(kinds, expected);
}

#[test]
fn what_stands_in_a_foreign_structure_is_not_checked() {
    let inside = [text(Tag::COMMENT, "no"), integer(Tag::OPERATION, 1)];
    let message = single((1, 4), Operation::GET, [text(Tag::UNIQUE_IDENTIFIER, ID), structure(Tag::KEY_BLOCK, inside)]);
    assert_eq!(found(&message), error(FindingKind::Unexpected, Tag::KEY_BLOCK));
}

#[test]
fn findings_hold_no_byte_of_the_input() {
    let secret = "s3cr3t-value";
    let credential = [integer(Tag::CREDENTIAL_TYPE, 1), text(Tag::CREDENTIAL_VALUE, secret)];
    let authentication = structure(Tag::AUTHENTICATION, [structure(Tag::CREDENTIAL, credential)]);
    let header = structure(Tag::REQUEST_HEADER, [version(1, 4), authentication, integer(Tag::BATCH_COUNT, 1)]);
    let all = findings(&request([header, get()]));
    assert_eq!(all.total(), 2);
    let shown: String = all.iter().map(|finding| alloc::format!("{finding} {finding:?}")).collect();
    assert!(!shown.contains(secret) && !shown.contains("s3cr3t"), "{shown}");
}

#[test]
fn typed_messages_are_checked_as_they_would_be_written() {
    use crate::{GetRequest, ProtocolVersion, RequestMessage};
    let get = GetRequest { unique_identifier: Some("5d0c8f1e".into()), ..GetRequest::default() };
    let mut message = RequestMessage::new(ProtocolVersion::V1_4);
    message.push(get);
    assert_eq!(message.validate(), Ok(Findings::new(Findings::MOST)));
    // Encoding refuses this field in 1.4; so the bytes are those of 2.1.
    message.batch_items[0].ephemeral = Some(crate::Ephemeral::Boolean(true));
    message.request_header.batch_count = Some(2);
    let all = message.validate().unwrap();
    let kinds: Vec<_> = all.iter().map(|finding| (finding.kind(), finding.tag(), finding.offset())).collect();
    let expected = [(FindingKind::NotInVersion, Tag::EPHEMERAL, 96), (FindingKind::BatchCount, Tag::BATCH_COUNT, 56)];
    assert_eq!(kinds, expected);
    message.request_header.protocol_version = ProtocolVersion::V2_1;
    message.request_header.batch_count = Some(1);
    assert_eq!(crate::Message::Request(message).validate(), Ok(Findings::new(Findings::MOST)));
}

#[test]
fn the_state_is_fixed() {
    assert!(size_of::<Validator>() <= 18 << 9, "{}", size_of::<Validator>());
    assert!(size_of::<Finding<'_>>() <= 112, "{}", size_of::<Finding<'_>>());
}
