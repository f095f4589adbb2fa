//! Header, batch, and values that stand for others.

use kmip_types::convert::Category;
use kmip_types::items::{Node, NodeValue};
use kmip_types::{
    AsynchronousIndicatorEnumeration, EphemeralEnumeration, ErrorKind, Operation, PingRequest, ProtocolVersion as V,
    RequestMessage, ResultReason, Tag,
};

use crate::items::{Version, boolean, bytes, convert, enumeration, identifier, items, message, request, text};

const ID: Tag = Tag::UNIQUE_IDENTIFIER;

fn get(id: Node<'static>) -> (Operation, Node<'static>) {
    (Operation::GET, items(Tag::REQUEST_PAYLOAD, [id]))
}

/// The message with a field added to its header, where the standard has it.
fn with_header(mut message: Node<'static>, field: Node<'static>) -> Node<'static> {
    let NodeValue::Structure(children) = message.value_mut() else { panic!("no structure") };
    let NodeValue::Structure(header) = children[0].value_mut() else { panic!("no structure") };
    header.insert(1, field);
    message
}

/// The message with a field added to every batch item, behind the operation.
fn with_fields(mut message: Node<'static>, fields: &[Node<'static>]) -> Node<'static> {
    let NodeValue::Structure(children) = message.value_mut() else { panic!("no structure") };
    for (item, field) in children[1..].iter_mut().zip(fields) {
        let NodeValue::Structure(item) = item.value_mut() else { panic!("no structure") };
        item.insert(1, field.clone());
    }
    message
}

fn one(version: &Version) -> Node<'static> {
    let id = if *version == V::V3_0 { identifier(ID, "7") } else { text(ID, "7") };
    message(true, version, &[get(id)])
}

fn two(version: &Version) -> Node<'static> {
    let id = || if *version == V::V3_0 { identifier(ID, "7") } else { text(ID, "7") };
    message(true, version, &[get(id()), get(id())])
}

#[test]
fn version_and_count_are_those_of_the_version() {
    for from in [V::V1_0, V::V1_4, V::V2_0, V::V2_1, V::V3_0] {
        for to in [V::V1_0, V::V1_4, V::V2_0, V::V2_1, V::V3_0] {
            assert_eq!(convert(&one(&from), &to), (one(&to), vec![]), "{from} to {to}");
        }
    }
}

#[test]
fn asynchronous_is_a_boolean_up_to_1_4() {
    let of = |version: &Version, field| with_header(one(version), field);
    let said = |value: AsynchronousIndicatorEnumeration| enumeration(Tag::ASYNCHRONOUS_INDICATOR, value);
    for (old, new) in
        [(true, AsynchronousIndicatorEnumeration::OPTIONAL), (false, AsynchronousIndicatorEnumeration::PROHIBITED)]
    {
        let old = of(&V::V1_4, boolean(Tag::ASYNCHRONOUS_INDICATOR, old));
        let new = of(&V::V2_1, said(new));
        assert_eq!(convert(&old, &V::V2_1), (new.clone(), vec![]));
        assert_eq!(convert(&new, &V::V1_4), (old, vec![]));
    }
    let (converted, changes) = convert(&of(&V::V2_1, said(AsynchronousIndicatorEnumeration::MANDATORY)), &V::V1_4);
    assert_eq!(converted, of(&V::V1_4, boolean(Tag::ASYNCHRONOUS_INDICATOR, true)));
    assert_eq!(changes, ["Replaced RequestHeader/AsynchronousIndicator AsynchronousIndicator"]);
}

#[test]
fn ephemeral_is_a_boolean_up_to_2_1() {
    let of = |version: &Version, field| with_fields(one(version), &[field]);
    let data = |value: EphemeralEnumeration| enumeration(Tag::EPHEMERAL, value);
    let old = of(&V::V2_1, boolean(Tag::EPHEMERAL, true));
    let new = of(&V::V3_0, data(EphemeralEnumeration::DATA));
    assert_eq!(convert(&old, &V::V3_0), (new.clone(), vec![]));
    assert_eq!(convert(&new, &V::V2_1), (old, vec![]));
    let (converted, changes) = convert(&of(&V::V2_1, boolean(Tag::EPHEMERAL, false)), &V::V3_0);
    assert_eq!((converted, changes), (one(&V::V3_0), vec!["Implied BatchItem/Ephemeral Ephemeral".to_owned()]));
    let (converted, changes) = convert(&of(&V::V3_0, data(EphemeralEnumeration::EMPTY)), &V::V2_1);
    assert_eq!((converted, changes), (one(&V::V2_1), vec!["Type BatchItem/Ephemeral Ephemeral".to_owned()]));
}

#[test]
fn items_are_told_by_place_in_3_0() {
    let id = |value| bytes(Tag::UNIQUE_BATCH_ITEM_ID, value);
    let numbered = with_fields(two(&V::V2_1), &[id(&[0, 0, 0, 1]), id(&[0, 0, 0, 2])]);
    assert_eq!(convert(&numbered, &V::V3_0), (two(&V::V3_0), vec![]));
    assert_eq!(convert(&two(&V::V3_0), &V::V2_1), (numbered, vec![]));

    let other = with_fields(two(&V::V2_1), &[id(&[0, 0, 0, 1]), id(b"b")]);
    let (converted, changes) = convert(&other, &V::V3_0);
    assert_eq!(converted, two(&V::V3_0));
    assert_eq!(changes, ["BatchItemId BatchItem[1]/UniqueBatchItemID UniqueBatchItemID"]);
    let single = with_fields(one(&V::V2_1), &[id(&[0, 0, 0, 1])]);
    let (_, changes) = convert(&single, &V::V3_0);
    assert_eq!(changes, ["BatchItemId BatchItem/UniqueBatchItemID UniqueBatchItemID"]);
}

#[test]
fn the_order_of_a_batch_is_said_where_versions_assume_another() {
    let order = |version: &Version, is: bool| with_header(two(version), boolean(Tag::BATCH_ORDER_OPTION, is));
    // 1.x assumes none, 2.x the order of the items, and 3.0 knows nothing else.
    let (converted, changes) = convert(&two(&V::V1_4), &V::V2_1);
    assert_eq!(converted, order(&V::V2_1, false));
    assert_eq!(changes, ["Filled RequestHeader BatchOrderOption"]);
    let (converted, changes) = convert(&two(&V::V2_1), &V::V1_4);
    assert_eq!(converted, order(&V::V1_4, true));
    assert_eq!(changes, ["Filled RequestHeader BatchOrderOption"]);
    assert_eq!(convert(&order(&V::V1_4, true), &V::V2_1), (order(&V::V2_1, true), vec![]));
    let (_, changes) = convert(&two(&V::V1_4), &V::V3_0);
    assert_eq!(changes[0], "Reshaped RequestHeader BatchOrderOption");
    let (_, changes) = convert(&order(&V::V2_1, true), &V::V3_0);
    assert_eq!(changes[0], "Implied RequestHeader/BatchOrderOption BatchOrderOption");
    assert!(changes[1..].iter().all(|change| change.starts_with("BatchItemId ")), "{changes:?}");
    let (_, changes) = convert(&order(&V::V2_1, false), &V::V3_0);
    assert_eq!(changes[0], "Field RequestHeader/BatchOrderOption BatchOrderOption");
}

#[test]
fn an_operation_that_the_version_does_not_have_is_left_out() {
    let ping = (Operation::PING, items(Tag::REQUEST_PAYLOAD, []));
    let batch = message(true, &V::V2_1, &[get(text(ID, "7")), ping]);
    let (converted, changes) = convert(&batch, &V::V2_0);
    assert_eq!(converted, one(&V::V2_0));
    assert_eq!(changes, ["Operation BatchItem[1] Operation"]);

    let mut alone = RequestMessage::new(V::V2_1);
    alone.push(PingRequest::default());
    let conversion = alone.convert_to(V::V1_4).unwrap();
    assert_eq!((conversion.message.batch_items.len(), conversion.message.request_header.batch_count), (0, Some(0)));
    let change = conversion.report.iter().next().unwrap();
    assert_eq!((change.category, change.value), (Category::Operation, Some(0x3B)));
    assert_eq!(
        conversion.report.to_string(),
        "RequestMessage/BatchItem: Operation Ping left out with its batch item, no such operation (versions 2.1-3.0)"
    );
}

#[test]
fn a_reason_is_replaced_by_the_nearest() {
    let failed = |version: &Version, reason: ResultReason| {
        let mut node = message(false, version, &[(Operation::GET, items(Tag::RESPONSE_PAYLOAD, []))]);
        let NodeValue::Structure(children) = node.value_mut() else { panic!("no structure") };
        let fields = [
            enumeration(Tag::OPERATION, Operation::GET),
            enumeration(Tag::RESULT_STATUS, 1_u32),
            enumeration(Tag::RESULT_REASON, reason),
        ];
        children[1] = items(Tag::BATCH_ITEM, fields);
        node
    };
    for (from, reason, to, other) in [
        (V::V2_1, ResultReason::OBJECT_NOT_FOUND, V::V1_4, ResultReason::ITEM_NOT_FOUND),
        (V::V2_1, ResultReason::CODEC_ERROR, V::V1_4, ResultReason::GENERAL_FAILURE),
        (V::V1_4, ResultReason::INDEX_OUT_OF_BOUNDS, V::V2_0, ResultReason::ATTRIBUTE_INSTANCE_NOT_FOUND),
        (V::V1_4, ResultReason::ILLEGAL_OPERATION, V::V3_0, ResultReason::OPERATION_NOT_SUPPORTED),
        (V::V1_4, ResultReason::SENSITIVE, V::V1_0, ResultReason::GENERAL_FAILURE),
    ] {
        let (converted, changes) = convert(&failed(&from, reason), &to);
        assert_eq!(converted, failed(&to, other), "{reason}");
        assert_eq!(changes, ["Replaced BatchItem/ResultReason ResultReason"]);
    }
}

#[test]
fn what_nobody_knows_passes() {
    let vendor = Tag::new(0x54_0001);
    let of = |version: &Version| {
        let id = if *version == V::V3_0 { identifier(ID, "7") } else { text(ID, "7") };
        [id, items(vendor, [text(vendor, "kept")])]
    };
    request(Operation::GET).becomes(
        (&V::V1_4, of(&V::V1_4)),
        (&V::V3_0, of(&V::V3_0)),
        ["Unknown payload/0x540001 0x540001"],
    );
    request(Operation::new(0x8000_0001)).becomes(
        (&V::V1_4, [text(ID, "7")]),
        (&V::V3_0, [text(ID, "7")]),
        ["Unknown payload RequestPayload"],
    );
}

#[test]
fn versions_that_nobody_knows_are_refused() {
    let mut request = RequestMessage::new(V::V1_4);
    request.push(PingRequest::default());
    let error = request.convert_to(V::new(1, 5)).unwrap_err();
    assert_eq!((error.kind(), error.tag()), (ErrorKind::UnknownValue, Tag::PROTOCOL_VERSION));
    request.request_header.protocol_version = V::new(4, 0);
    assert_eq!(request.convert_to(V::V3_0).unwrap_err().kind(), ErrorKind::UnknownValue);
}
