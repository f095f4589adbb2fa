//! Tests of reading: kept items, selectors, types, missing and repeated fields.

use kmip_types::format::locate;
use kmip_types::items::{NodeReader, Value};
use kmip_types::*;

use super::{VENDOR, decode, encode, header, leaf, operation, request, structure};

#[test]
fn unknown_items_keep_their_place_among_the_fields() {
    let vendor = |n| leaf(VENDOR, Value::Integer(n));
    let name = |text| leaf(Tag::ALTERNATE_FAILOVER_ENDPOINTS, Value::TextString(text));
    let node = structure(
        Tag::SERVER_INFORMATION,
        vec![
            vendor(0),
            leaf(Tag::SERVER_NAME, Value::TextString("a")),
            vendor(1),
            vendor(2),
            name("x"),
            vendor(3),
            name("y"),
            name("z"),
            structure(VENDOR, vec![vendor(4)]),
        ],
    );
    let typed: ServerInformation<'_> = decode(&node).unwrap();
    assert_eq!(typed.server_name.as_deref(), Some("a"));
    assert_eq!(typed.alternate_failover_endpoints.len(), 3);
    assert_eq!(typed.extra.iter().count(), 5);
    assert_eq!(encode(Tag::SERVER_INFORMATION, &typed), node);
    assert_eq!(encode(Tag::SERVER_INFORMATION, &typed.into_owned()), node);
}

#[test]
fn fields_out_of_order_are_read_and_written_in_order() {
    let a = leaf(Tag::NONCE_ID, Value::ByteString(&[1]));
    let b = leaf(Tag::NONCE_VALUE, Value::ByteString(&[2]));
    let reversed = structure(Tag::NONCE, vec![b.clone(), a.clone()]);
    let nonce: Nonce<'_> = decode(&reversed).unwrap();
    assert_eq!(encode(Tag::NONCE, &nonce), structure(Tag::NONCE, vec![a, b]));
}

#[test]
fn an_unknown_operation_keeps_its_payload() {
    let payload = structure(Tag::REQUEST_PAYLOAD, vec![leaf(VENDOR, Value::Boolean(true))]);
    let node = request(2, 1, vec![operation(0x8000_0001), payload]);
    let message: RequestMessage<'_> = decode(&node).unwrap();
    assert_eq!(message.batch_items[0].operation, Operation::new(0x8000_0001));
    assert!(matches!(message.batch_items[0].request_payload, RequestPayload::Unknown(_)));
    assert_eq!(encode(Tag::REQUEST_MESSAGE, &message), node);
}

#[test]
fn a_payload_before_its_operation_is_refused() {
    let payload = structure(Tag::REQUEST_PAYLOAD, vec![]);
    let node = request(2, 1, vec![payload, operation(0x18)]);
    let fault = decode::<RequestMessage<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Selector, Tag::OPERATION));
}

#[test]
fn an_attribute_value_without_its_name_is_refused() {
    let value = leaf(Tag::ATTRIBUTE_VALUE, Value::Integer(1));
    let node = structure(Tag::ATTRIBUTE, vec![value]);
    let fault = decode::<NamedAttribute<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Selector, Tag::ATTRIBUTE_NAME));
}

#[test]
fn custom_attributes_and_unknown_ones_are_kept() {
    let custom = structure(
        Tag::ATTRIBUTE,
        vec![leaf(Tag::ATTRIBUTE_NAME, Value::TextString("x-shards")), leaf(Tag::ATTRIBUTE_VALUE, Value::Interval(7))],
    );
    let typed: NamedAttribute<'_> = decode(&custom).unwrap();
    assert!(matches!(typed.attribute_value, Some(Attribute::Other(_))));
    assert_eq!(encode(Tag::ATTRIBUTE, &typed), custom);

    let later = structure(
        Tag::ATTRIBUTES,
        vec![leaf(Tag::CRYPTOGRAPHIC_LENGTH, Value::Integer(256)), leaf(Tag::new(0x42_FFFF), Value::Integer(1))],
    );
    let typed: Attributes<'_> = decode(&later).unwrap();
    assert_eq!(typed.get(Tag::CRYPTOGRAPHIC_LENGTH), Some(&Attribute::CryptographicLength(256)));
    assert_eq!(encode(Tag::ATTRIBUTES, &typed), later);
}

#[test]
fn unknown_enumeration_values_and_mask_bits_are_kept() {
    let node = structure(
        Tag::ATTRIBUTES,
        vec![
            leaf(Tag::STATE, Value::Enumeration(0x8000_00FF)),
            leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(i32::MIN | 4)),
        ],
    );
    let typed: Attributes<'_> = decode(&node).unwrap();
    assert_eq!(typed.get(Tag::STATE), Some(&Attribute::State(State::new(0x8000_00FF))));
    assert_eq!(encode(Tag::ATTRIBUTES, &typed), node);
    assert_eq!(format!("{:?}", CryptographicUsageMask::new(0x8000_0004)), "Encrypt|0x80000000");
}

#[test]
fn key_material_follows_the_key_format_type_two_levels_up() {
    let material = structure(Tag::KEY_MATERIAL, vec![leaf(Tag::KEY, Value::ByteString(&[9; 16]))]);
    let block = |format| {
        structure(
            Tag::KEY_BLOCK,
            vec![
                leaf(Tag::KEY_FORMAT_TYPE, Value::Enumeration(format)),
                structure(Tag::KEY_VALUE, vec![material.clone()]),
            ],
        )
    };
    let node = block(KeyFormatType::TRANSPARENT_SYMMETRIC_KEY.value());
    let typed: KeyBlock<'_> = decode(&node).unwrap();
    let Some(KeyValue::Structure(value)) = &typed.key_value else { panic!("no structure") };
    assert!(matches!(value.key_material, KeyMaterial::TransparentSymmetricKey(_)));
    assert_eq!(encode(Tag::KEY_BLOCK, &typed), node);

    let node = block(0x8000_0001);
    let typed: KeyBlock<'_> = decode(&node).unwrap();
    let Some(KeyValue::Structure(value)) = &typed.key_value else { panic!("no structure") };
    assert!(matches!(value.key_material, KeyMaterial::Unknown(_)));
    assert_eq!(encode(Tag::KEY_BLOCK, &typed), node);
}

#[test]
fn the_selector_of_a_structure_ends_with_it() {
    // The first batch item's Operation must not serve the second.
    let payload = || structure(Tag::REQUEST_PAYLOAD, vec![]);
    let header = header(Tag::REQUEST_HEADER, 2, 1);
    let items = [vec![operation(0x3B), payload()], vec![payload()]].map(|item| structure(Tag::BATCH_ITEM, item));
    let node = structure(Tag::REQUEST_MESSAGE, [vec![header], items.to_vec()].concat());
    let fault = decode::<RequestMessage<'_>>(&node).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Selector);
}

#[test]
fn wrong_types_name_what_was_expected() {
    let node = structure(Tag::NONCE, vec![leaf(Tag::NONCE_ID, Value::TextString("id"))]);
    let fault = decode::<Nonce<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.expected()), (ErrorKind::WrongType, Some(ItemType::BYTE_STRING)));
    let error = locate(&mut NodeReader::for_node(&node), fault);
    assert_eq!(error.path().to_string(), "Nonce/NonceID");
    assert!(error.to_string().ends_with("in Nonce/NonceID: found TextString, expected ByteString"), "{error}");

    let node = structure(Tag::REQUEST_PAYLOAD, vec![leaf(Tag::UNIQUE_IDENTIFIER, Value::Boolean(true))]);
    let fault = decode::<GetRequest<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag(), fault.expected()), (ErrorKind::WrongType, Tag::UNIQUE_IDENTIFIER, None));
}

#[test]
fn missing_and_duplicate_fields_are_named() {
    let id = || leaf(Tag::NONCE_ID, Value::ByteString(&[1]));
    let node = structure(Tag::NONCE, vec![id()]);
    let fault = decode::<Nonce<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Missing, Tag::NONCE_VALUE));
    assert_eq!(locate(&mut NodeReader::for_node(&node), fault).path().to_string(), "Nonce/NonceValue");

    let node = structure(Tag::NONCE, vec![id(), id()]);
    let fault = decode::<Nonce<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Duplicate, Tag::NONCE_ID));
    assert_eq!(locate(&mut NodeReader::for_node(&node), fault).path().to_string(), "Nonce/NonceID[1]");
}
