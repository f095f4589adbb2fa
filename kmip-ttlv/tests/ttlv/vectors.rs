//! Examples with known bytes, in both directions.
//!
//! They are those that KMIP 1.0 to 1.4 print in §9.1.2, and more of their kind.

use kmip_ttlv::{encoded_len, from_slice, to_slice, to_vec};
use kmip_types::items::{Node, NodeValue};
use kmip_types::{BigInteger, QueryFunction, RequestMessage, RequestPayload, Tag};

use crate::{hex, verdict, write};

/// The tag of most examples.
const TAG: u32 = 0x42_0020;

/// Reads these bytes as this value, and writes it as these bytes.
#[track_caller]
fn check(tag: u32, value: NodeValue<'_>, bytes: &str) {
    let (node, bytes) = (Node::new(Tag::new(tag), value), hex(bytes));
    assert_eq!(write(std::slice::from_ref(&node)), bytes);
    assert_eq!(verdict(&bytes).unwrap(), [node]);
}

macro_rules! vectors {
    ($($name:ident: $tag:expr, $value:expr, $bytes:expr;)+) => {$(
        #[test]
        fn $name() {
            check($tag, $value, $bytes);
        }
    )+};
}

vectors! {
    integer_8: TAG, NodeValue::Integer(8), "42002002 00000004 00000008 00000000";
    long_integer: TAG, NodeValue::LongInteger(123_456_789_000_000_000), "42002003 00000008 01B69B4BA5749200";
    big_integer: TAG, NodeValue::BigInteger(1_234_567_890_000_000_000_000_000_000_i128.into()),
        "42002004 00000010 0000000003FD35EB 6BC2DF4618080000";
    enumeration_255: TAG, NodeValue::Enumeration(255), "42002005 00000004 000000FF 00000000";
    boolean_true: TAG, NodeValue::Boolean(true), "42002006 00000008 00000000 00000001";
    text: TAG, NodeValue::TextString("Hello World".into()), "42002007 0000000B 48656C6C6F20576F 726C640000000000";
    bytes_1_2_3: TAG, NodeValue::ByteString(b"\x01\x02\x03".into()), "42002008 00000003 0102030000000000";
    date_time: TAG, NodeValue::DateTime(1_205_495_800), "42002009 00000008 0000000047DA67F8";
    interval_10_days: TAG, NodeValue::Interval(864_000), "4200200A 00000004 000D2F00 00000000";
    structure_of_two: TAG,
        NodeValue::Structure(vec![
            Node::new(Tag::new(0x42_0004), NodeValue::Enumeration(254)),
            Node::new(Tag::new(0x42_0005), NodeValue::Integer(255)),
        ]),
        "42002001 00000020 42000405 00000004 000000FE 00000000 42000502 00000004 000000FF 00000000";

    integer_minus_1: TAG, NodeValue::Integer(-1), "42002002 00000004 FFFFFFFF 00000000";
    big_integer_0: TAG, NodeValue::BigInteger(0.into()), "42002004 00000008 0000000000000000";
    big_integer_minus_1: TAG, NodeValue::BigInteger((-1).into()), "42002004 00000008 FFFFFFFFFFFFFFFF";
    big_integer_2_to_63: TAG, NodeValue::BigInteger((1_i128 << 63).into()),
        "42002004 00000010 0000000000000000 8000000000000000";
    big_integer_minus_2_to_63: TAG, NodeValue::BigInteger((-(1_i128 << 63)).into()),
        "42002004 00000008 8000000000000000";
    big_integer_minus_2_to_63_minus_1: TAG, NodeValue::BigInteger((-(1_i128 << 63) - 1).into()),
        "42002004 00000010 FFFFFFFFFFFFFFFF 7FFFFFFFFFFFFFFF";
    boolean_false: TAG, NodeValue::Boolean(false), "42002006 00000008 0000000000000000";
    empty_text: TAG, NodeValue::TextString("".into()), "42002007 00000000";
    empty_bytes: TAG, NodeValue::ByteString((&[]).into()), "42002008 00000000";
    empty_structure: TAG, NodeValue::Structure(vec![]), "42002001 00000000";
    date_time_minus_1: TAG, NodeValue::DateTime(-1), "42002009 00000008 FFFFFFFFFFFFFFFF";
    date_time_extended: TAG, NodeValue::DateTimeExtended(1_205_495_800_000_001), "4200200B 00000008 000448645CEFEE01";
    identifier: 0x42_0094, NodeValue::Identifier("id".into()), "4200940C 00000002 6964000000000000";
    reference: TAG, NodeValue::Reference("ref".into()), "4200200D 00000003 7265660000000000";
    name_reference: TAG, NodeValue::NameReference("nm".into()), "4200200E 00000002 6E6D000000000000";
    extension_tag_and_value: 0x54_FFFF, NodeValue::Enumeration(0x8000_0001), "54FFFF05 00000004 80000001 00000000";
    text_of_8_bytes_has_no_padding: TAG, NodeValue::TextString("8 bytes.".into()),
        "42002007 00000008 382062797465732E";

    first_tag: 0x42_0000, NodeValue::Integer(1), "42000002 00000004 00000001 00000000";
    last_tag: 0x42_FFFF, NodeValue::Integer(1), "42FFFF02 00000004 00000001 00000000";
    first_vendor_tag: 0x54_0000, NodeValue::Structure(vec![Node::new(Tag::new(0x54_0000), NodeValue::default())]),
        "54000001 00000008 54000001 00000000";
    most_of_4_bytes: TAG, NodeValue::Interval(u32::MAX), "4200200A 00000004 FFFFFFFF 00000000";
    least_integers: TAG, NodeValue::LongInteger(i64::MIN), "42002003 00000008 8000000000000000";
    text_beyond_ascii: TAG, NodeValue::TextString("Ключ 鍵 🔑".into()),
        "42002007 00000011 D09AD0BBD18ED187 20E98DB520F09F94 9100000000000000";
}

#[test]
fn empty_items_between_and_behind_others() {
    let bytes = hex("42002007 00000000  42002002 00000004 00000001 00000000  42002008 00000000  42002001 00000000");
    let tag = Tag::new(TAG);
    let nodes = [
        Node::new(tag, NodeValue::TextString("".into())),
        Node::new(tag, NodeValue::Integer(1)),
        Node::new(tag, NodeValue::ByteString((&[]).into())),
        Node::new(tag, NodeValue::Structure(vec![])),
    ];
    assert_eq!(verdict(&bytes).unwrap(), nodes);
    assert_eq!(write(&nodes), bytes);
    assert_eq!(verdict(&[]).unwrap(), []);
}

/// A Query of 3.0 that asks for two things.
const QUERY: &str = "
    42007801 000000A0
      42007701 00000058
        42006901 00000020
          42006A02 00000004 00000003 00000000
          42006B02 00000004 00000000 00000000
        42005002 00000004 00000100 00000000
        42010507 00000018 71756572792D6F66 2D74776F2D66756E 6374696F6E732D31
      42000F01 00000038
        42005C05 00000004 00000018 00000000
        42007901 00000020
          42007405 00000004 00000001 00000000
          42007405 00000004 00000002 00000000";

#[test]
fn a_message_untyped() {
    let bytes = hex(QUERY);
    assert_eq!(bytes.len(), 168);
    let nodes = verdict(&bytes).unwrap();
    assert_eq!(nodes.len(), 1);
    assert_eq!(nodes[0].tag(), Tag::REQUEST_MESSAGE);
    let header = nodes[0].child(Tag::REQUEST_HEADER).unwrap();
    assert_eq!(header.children().len(), 3);
    assert_eq!(*header.child(Tag::MAXIMUM_RESPONSE_SIZE).unwrap().value(), NodeValue::Integer(256));
    assert_eq!(write(&nodes), bytes);
}

#[test]
fn a_message_typed() {
    let bytes = hex(QUERY);
    let message: RequestMessage<'_> = from_slice(&bytes).unwrap();
    assert_eq!(message.request_header.protocol_version.to_string(), "3.0");
    assert_eq!(message.request_header.maximum_response_size, Some(256));
    assert_eq!(message.batch_items.len(), 1);
    let RequestPayload::Query(query) = &message.batch_items[0].request_payload else { panic!("not a Query") };
    assert_eq!(query.query_functions, [QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_OBJECTS]);

    assert_eq!(to_vec(&message).unwrap(), bytes);
    assert_eq!(encoded_len(&message).unwrap(), bytes.len());
    let mut buffer = [0xAA; 200];
    assert_eq!(to_slice(&message, &mut buffer).unwrap(), bytes.len());
    assert_eq!(buffer[..168], bytes);
    assert_eq!(buffer[168..], [0xAA; 32]);
}

#[test]
fn text_and_bytes_borrow_from_the_input() {
    let bytes = hex("42002007 00000003 6162630000000000");
    let nodes = verdict(&bytes).unwrap();
    let NodeValue::TextString(text) = nodes[0].value() else { panic!("not text") };
    assert_eq!(text.as_ptr(), bytes[8..].as_ptr());
}

#[test]
fn big_integers_of_any_length_are_written_minimal() {
    let number = BigInteger::from_bytes(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F]);
    check(TAG, NodeValue::BigInteger(number), "42002004 00000008 000000000000007F");
}
