//! Views: single fields, the envelope, attributes, and the check of everything.

use kmip_ttlv::{RequestView, ResponseView, TtlvReader, View};
use kmip_types::format::{Fault, Reader as _};
use kmip_types::items::{Node, NodeValue, Value};
use kmip_types::names::AttributeKind;
use kmip_types::no_alloc::Name;
use kmip_types::view::{AttributeView, AttributeViews, BigIntegerRef, ItemView, KeyView};
use kmip_types::{
    CryptographicUsageMask, DateTime, DateTimeExtended, ErrorKind, Interval, ItemType, Limits, Operation,
    ReaderOptions, ResultStatus, Tag, Version,
};

use crate::agree::agree;
use crate::{hex, write};

/// A Get of 2.1 with a vendor's field behind the identifier.
pub(crate) const GET: &str = "
    42007801 000000A8
      42007701 00000050
        42006901 00000020
          42006A02 00000004 00000002 00000000
          42006B02 00000004 00000001 00000000
        42010507 00000009 6765742D 6F6E652D 31000000 00000000
        42000D02 00000004 00000001 00000000
      42000F01 00000048
        42005C05 00000004 0000000A 00000000
        42009308 00000001 01000000 00000000
        42007901 00000020
          42009407 00000002 69640000 00000000
          54000105 00000004 80000001 00000000";

fn problem(fault: Fault) -> (ErrorKind, Tag, usize) {
    (fault.kind(), fault.tag(), fault.offset().unwrap())
}

#[test]
fn one_field() {
    let bytes = hex(GET);
    let view = View::new(&bytes).unwrap();
    let path = [Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER];
    assert_eq!(view.get(&path), Ok(Some("id")));
    assert_eq!(view.get(&path), Ok(Some(Value::TextString("id"))));
    assert_eq!(view.get(&[Tag::BATCH_ITEM, Tag::OPERATION]), Ok(Some(Operation::GET)));
    assert_eq!(view.get::<i32>(&[Tag::BATCH_ITEM, Tag::BATCH_COUNT]), Ok(None));
    let fault = view.get::<i32>(&path).unwrap_err();
    assert_eq!(
        (problem(fault), fault.expected()),
        ((ErrorKind::WrongType, Tag::UNIQUE_IDENTIFIER, 144), Some(ItemType::INTEGER))
    );
}

#[test]
fn the_envelope_of_a_request() {
    let bytes = hex(GET);
    let request = RequestView::new(View::new(&bytes).unwrap()).unwrap();
    assert_eq!(request.header().protocol_version(), Version::V2_1.into());
    assert_eq!(request.header().batch_count(), Some(1));
    assert_eq!(request.header().client_correlation_value(), Some("get-one-1"));
    let items: Result<Vec<_>, _> = request.batch_items().collect();
    let [item] = items.unwrap()[..] else { panic!("one batch item") };
    assert_eq!(item.operation(), Some(Operation::GET));
    assert_eq!(item.unique_batch_item_id(), Some(&[1][..]));
    assert_eq!(item.payload().unwrap().require(&[Tag::UNIQUE_IDENTIFIER]), Ok("id"));
}

#[test]
fn what_has_been_checked_needs_no_errors() {
    let bytes = hex(GET);
    let view = View::checked(&bytes).unwrap();
    let payload = view.find(&[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD]).unwrap();
    let values: Vec<_> = payload.children().map(kmip_types::view::Checked::value).collect();
    assert_eq!(values, [Value::TextString("id"), Value::Enumeration(0x8000_0001)]);
}

/// Reader and view count towards the same limits.
#[test]
fn limits() {
    let bytes = hex(GET);
    let options = |limits| ReaderOptions::default().with_limits(limits);
    for depth in 0..6 {
        agree(&bytes, &options(Limits::DEFAULT.with_depth(depth)));
    }
    for items in 0..16 {
        agree(&bytes, &options(Limits::DEFAULT.with_items(items)));
    }
    // What is exactly as large as it may be is not too large.
    let twice = [&bytes[..], &[0x42; 8]].concat();
    let exact = options(Limits::DEFAULT.with_message_bytes(twice.len()));
    assert_eq!(View::with_options(&twice, &exact).unwrap_err().kind(), ErrorKind::TrailingData);
    let less = options(Limits::DEFAULT.with_message_bytes(twice.len() - 1));
    assert_eq!(View::with_options(&twice, &less).unwrap_err().kind(), ErrorKind::TooLarge);
    let broken = hex("41007801 00000000");
    agree(&broken, &options(Limits::DEFAULT.with_message_bytes(8)));
    let mut reader = TtlvReader::with_options(&broken, &options(Limits::DEFAULT.with_message_bytes(8)));
    assert!(reader.next().is_failed());
    assert_eq!(reader.fault().kind(), ErrorKind::InvalidTag);
    for size in [0, 8, bytes.len() - 1, bytes.len()] {
        let mut limits = Limits::DEFAULT;
        limits.message_bytes = size;
        agree(&bytes, &options(limits));
    }
}

#[test]
fn what_is_missing_or_of_another_type_is_told() {
    let bytes = hex(GET);
    let view = View::new(&bytes).unwrap();
    let missing = |path: &[Tag]| problem(view.require::<&str>(path).unwrap_err());
    assert_eq!(missing(&[Tag::COMMENT]), (ErrorKind::Missing, Tag::COMMENT, 0));
    let path = [Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER];
    assert_eq!(missing(&path), (ErrorKind::Missing, Tag::RESPONSE_PAYLOAD, 96));
    assert_eq!(view.get::<&str>(&path), Ok(None));
    // A way through something that is no structure.
    let fault = view.get::<&str>(&[Tag::BATCH_ITEM, Tag::OPERATION, Tag::COMMENT]).unwrap_err();
    assert_eq!(problem(fault), (ErrorKind::WrongType, Tag::OPERATION, 104));
    assert_eq!(fault.expected(), Some(ItemType::STRUCTURE));
    // No path at all leads to the item itself.
    assert_eq!(view.get(&[]), Ok(Some(Value::Structure)));
    assert_eq!(view.find(&[]), Ok(Some(view)));
}

#[test]
fn every_type_is_taken_as_itself_only() {
    fn types<'a>(view: View<'a>) -> [bool; 12] {
        [
            view.get::<i32>(&[]).is_ok(),
            view.get::<i64>(&[]).is_ok(),
            view.get::<BigIntegerRef<'a>>(&[]).is_ok(),
            view.get::<Operation>(&[]).is_ok(),
            view.get::<bool>(&[]).is_ok(),
            view.get::<&str>(&[]).is_ok(),
            view.get::<&[u8]>(&[]).is_ok(),
            view.get::<DateTime>(&[]).is_ok(),
            view.get::<Interval>(&[]).is_ok(),
            view.get::<DateTimeExtended>(&[]).is_ok(),
            view.get::<CryptographicUsageMask>(&[]).is_ok(),
            view.get::<Tag>(&[]).is_ok(),
        ]
    }
    let values = [
        (Value::Integer(1), vec![0, 10]),
        (Value::LongInteger(1), vec![1]),
        (Value::BigInteger(&[1]), vec![2]),
        (Value::Enumeration(1), vec![3, 11]),
        (Value::Boolean(true), vec![4]),
        (Value::TextString("1"), vec![5]),
        (Value::ByteString(&[1]), vec![6]),
        (Value::DateTime(1), vec![7]),
        (Value::Interval(1), vec![8]),
        (Value::DateTimeExtended(1), vec![9]),
        (Value::Identifier("1"), vec![5]),
        (Value::Reference("1"), vec![5]),
        (Value::NameReference("1"), vec![5]),
    ];
    for (value, taken) in values {
        let bytes = write(&[Node::new(Tag::COMMENT, value.into())]);
        let view = View::new(&bytes).unwrap();
        assert_eq!(view.value(), Ok(value));
        let found = types(view);
        let expected: Vec<_> = (0..12).map(|place| taken.contains(&place)).collect();
        assert_eq!(found[..], expected, "{value:?}");
    }
    let bytes = write(&[Node::new(Tag::COMMENT, Value::BigInteger(&[0x80, 1]).into())]);
    let number: BigIntegerRef<'_> = View::new(&bytes).unwrap().get(&[]).unwrap().unwrap();
    assert_eq!(number.as_bytes(), [0x80, 1]);
    assert_eq!(format!("{number:?}"), "BigIntegerRef(2 bytes)");
    // What has the right type has a fault of its own.
    let bytes = hex("42000806 00000008 00000000 00000002");
    let kind = |fault: Fault| fault.kind();
    assert_eq!(View::new(&bytes).unwrap().get::<bool>(&[]).map_err(kind), Err(ErrorKind::Boolean));
    assert_eq!(View::new(&bytes).unwrap().get::<i32>(&[]).map_err(kind), Err(ErrorKind::WrongType));
    let bytes = hex("42002C02 00000004 8000000C 00000000");
    assert_eq!(View::new(&bytes).unwrap().get(&[]), Ok(Some(CryptographicUsageMask::new(0x8000_000C))));
}

/// GET with other digits in one place.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let digits = GET.replace(['\n', ' '], "");
    let (from, to) = (from.replace(' ', ""), to.replace(' ', ""));
    assert_eq!(digits.matches(&from).count(), 1);
    hex(&digits.replace(&from, &to))
}

fn opened(bytes: &[u8]) -> Result<usize, (ErrorKind, Tag, usize)> {
    let request = RequestView::new(View::new(bytes).map_err(problem)?).map_err(problem)?;
    request.batch_items().try_fold(0, |count, item| item.map(|_| count + 1)).map_err(problem)
}

#[test]
fn an_envelope_that_is_wrong_is_told() {
    assert_eq!(opened(&hex(GET)), Ok(1));
    // Another message; another header; a version without its minor number.
    let wrong = |from: &str, to: &str| opened(&changed(from, to)).unwrap_err();
    assert_eq!(wrong("42007801", "42007B01"), (ErrorKind::WrongTag, Tag::RESPONSE_MESSAGE, 0));
    assert_eq!(wrong("42007701", "42007A01"), (ErrorKind::Missing, Tag::REQUEST_HEADER, 0));
    assert_eq!(wrong("42006B02", "42006C02"), (ErrorKind::Missing, Tag::PROTOCOL_VERSION_MINOR, 16));
    assert_eq!(wrong("42006901", "42006C01"), (ErrorKind::Missing, Tag::PROTOCOL_VERSION, 8));
    assert_eq!(wrong("42000D02", "42000D05"), (ErrorKind::WrongType, Tag::BATCH_COUNT, 80));
    // No Operation; a field twice; a payload that is none; an identifier that is no bytes, or has wrong padding.
    assert_eq!(wrong("42005C05", "42005B05"), (ErrorKind::Missing, Tag::OPERATION, 96));
    assert_eq!(
        wrong("42009308 00000001 0100000000000000", "42005C05 00000004 0000000A00000000").0,
        ErrorKind::Duplicate
    );
    assert_eq!(wrong("42009308", "42009307"), (ErrorKind::WrongType, Tag::UNIQUE_BATCH_ITEM_ID, 120));
    assert_eq!(wrong("0100000000000000", "0100000000000001"), (ErrorKind::Padding, Tag::UNIQUE_BATCH_ITEM_ID, 120));
    assert_eq!(wrong("42007901", "42007908"), (ErrorKind::WrongType, Tag::REQUEST_PAYLOAD, 136));
}

#[test]
fn what_stands_before_a_field_has_to_end() {
    let path = [Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER];
    let found = |from: &str, to: &str| {
        let bytes = changed(from, to);
        View::new(&bytes).unwrap().get(&path).map(|text: Option<&str>| text.map(str::to_owned)).map_err(problem)
    };
    // What is passed over may have any type and value, but has to end inside its structure.
    assert_eq!(found("42009308 00000001 01", "42009309 00000001 02"), Ok(Some("id".to_owned())));
    assert_eq!(found("42009308 00000001", "42009308 00000031").unwrap_err().0, ErrorKind::Truncated);
    assert_eq!(
        found("42007701 00000050", "42007701 FFFFFFF8").unwrap_err(),
        (ErrorKind::Truncated, Tag::REQUEST_HEADER, 8)
    );
    // A structure that is what is looked for, too, ends behind an item: its length is a multiple of eight.
    for length in ["41", "42", "44"] {
        let bytes = changed("42000F01 00000048", &format!("42000F01 000000{length}"));
        let ragged = View::new(&bytes).unwrap().find(&path[..1]);
        assert_eq!(ragged.map_err(problem), Err((ErrorKind::Length, Tag::BATCH_ITEM, 96)));
    }
    // The structures on the way, and the field itself, have to be right.
    for length in ["41", "42", "44"] {
        let fault = found("42000F01 00000048", &format!("42000F01 000000{length}")).unwrap_err();
        assert_eq!(fault, (ErrorKind::Length, Tag::BATCH_ITEM, 96));
    }
    assert_eq!(found("42009407 00000002 69640000", "42009407 00000002 69FF0000").unwrap_err().0, ErrorKind::Utf8);
    assert_eq!(found("42009407 00000002 69640000", "42009407 00000002 69640001").unwrap_err().0, ErrorKind::Padding);
}

fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children))
}

fn text(tag: Tag, text: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::TextString(text.into()))
}

fn integer(tag: Tag, value: i32) -> Node<'static> {
    Node::new(tag, NodeValue::Integer(value))
}

fn enumeration(tag: Tag, value: u32) -> Node<'static> {
    Node::new(tag, NodeValue::Enumeration(value))
}

fn octets(tag: Tag, bytes: &'static [u8]) -> Node<'static> {
    Node::new(tag, NodeValue::ByteString(bytes.into()))
}

#[test]
fn the_envelope_of_a_response() {
    let version = structure(
        Tag::PROTOCOL_VERSION,
        vec![integer(Tag::PROTOCOL_VERSION_MAJOR, 1), integer(Tag::PROTOCOL_VERSION_MINOR, 4)],
    );
    let header = structure(
        Tag::RESPONSE_HEADER,
        vec![
            version,
            Node::new(Tag::TIME_STAMP, NodeValue::DateTime(7)),
            text(Tag::CLIENT_CORRELATION_VALUE, "client"),
            text(Tag::SERVER_CORRELATION_VALUE, "server"),
            integer(Tag::BATCH_COUNT, 1),
        ],
    );
    let item = structure(
        Tag::BATCH_ITEM,
        vec![
            enumeration(Tag::OPERATION, 10),
            octets(Tag::UNIQUE_BATCH_ITEM_ID, &[5]),
            enumeration(Tag::RESULT_STATUS, 2),
            enumeration(Tag::RESULT_REASON, 9),
            text(Tag::RESULT_MESSAGE, "later"),
            octets(Tag::ASYNCHRONOUS_CORRELATION_VALUE, &[6]),
            structure(Tag::MESSAGE_EXTENSION, vec![text(Tag::VENDOR_IDENTIFICATION, "shop")]),
        ],
    );
    let bytes = write(&[structure(Tag::RESPONSE_MESSAGE, vec![header, item])]);
    let response = ResponseView::new(View::new(&bytes).unwrap()).unwrap();
    let header = response.header();
    assert_eq!(header.protocol_version(), Version::V1_4.into());
    assert_eq!(header.protocol_version().version(), Some(Version::V1_4));
    assert_eq!((header.time_stamp(), header.batch_count()), (Some(DateTime(7)), Some(1)));
    assert_eq!(
        (header.client_correlation_value(), header.server_correlation_value()),
        (Some("client"), Some("server"))
    );
    assert_eq!((header.maximum_response_size(), header.view().tag()), (None, Tag::RESPONSE_HEADER));
    let item = response.batch_items().next().unwrap().unwrap();
    assert_eq!((item.operation(), item.unique_batch_item_id()), (Some(Operation::GET), Some(&[5][..])));
    assert_eq!(item.result_status(), Some(ResultStatus::OPERATION_PENDING));
    assert_eq!((item.result_reason().map(u32::from), item.result_message()), (Some(9), Some("later")));
    assert_eq!(item.asynchronous_correlation_value(), Some(&[6][..]));
    assert_eq!((item.payload(), item.message_extensions().count()), (None, 1));
    assert_eq!((item.attributes().count(), item.view().tag()), (0, Tag::BATCH_ITEM));
    assert_eq!(response.batch_items().count(), 1);
}

#[test]
fn attributes_in_both_forms() {
    let named = |name, more: Vec<Node<'static>>| {
        structure(Tag::ATTRIBUTE, [vec![text(Tag::ATTRIBUTE_NAME, name)], more].concat())
    };
    let value = |n| integer(Tag::ATTRIBUTE_VALUE, n);
    let payload = structure(
        Tag::REQUEST_PAYLOAD,
        vec![
            enumeration(Tag::OBJECT_TYPE, 2),
            structure(
                Tag::TEMPLATE_ATTRIBUTE,
                vec![
                    text(Tag::COMMENT, "no attribute here"),
                    named("Cryptographic Length", vec![integer(Tag::ATTRIBUTE_INDEX, 3), value(128)]),
                    named("x-shelf", vec![value(7)]),
                ],
            ),
            structure(
                Tag::ATTRIBUTES,
                vec![
                    integer(Tag::CRYPTOGRAPHIC_LENGTH, 256),
                    named("shelf", vec![text(Tag::VENDOR_IDENTIFICATION, "shop"), value(8)]),
                    named("Cryptographic Length", vec![text(Tag::VENDOR_IDENTIFICATION, "shop")]),
                ],
            ),
            named("Cryptographic Length", vec![value(512)]),
        ],
    );
    let bytes = write(&[payload]);
    let payload = View::new(&bytes).unwrap();
    let all: Vec<_> = AttributeViews::within(payload).map(Result::unwrap).collect();
    let of = |a: &AttributeView<'_, View<'_>>| (a.tag(), a.index(), a.get::<i32>().unwrap());
    let length = Some(Tag::CRYPTOGRAPHIC_LENGTH);
    assert_eq!(
        all.iter().map(of).collect::<Vec<_>>(),
        [
            (length, Some(3), Some(128)),
            (None, None, Some(7)),
            (length, None, Some(256)),
            (None, None, Some(8)),
            (None, None, None),
            (length, None, Some(512)),
        ]
    );
    let is_length: Vec<_> = all.iter().map(|a| a.is(AttributeKind::CRYPTOGRAPHIC_LENGTH)).collect();
    assert_eq!(is_length, [true, false, true, false, false, true]);
    let is_shelf: Vec<_> = all.iter().map(|a| a.is_vendors("shop", "shelf")).collect();
    assert_eq!(is_shelf, [false, false, false, true, false, false]);
    let names: Vec<_> = all.iter().map(|a| (a.vendor_identification(), a.name(), a.view().tag())).collect();
    assert_eq!(names[2], (None, None, Tag::CRYPTOGRAPHIC_LENGTH));
    assert_eq!(names[3], (Some("shop"), Some("shelf"), Tag::ATTRIBUTE));
    assert!(all[4].value().is_none());
    // Within a list of attributes, with or without others around it.
    let list = payload.find(&[Tag::ATTRIBUTES]).unwrap().unwrap();
    assert_eq!(AttributeViews::within(list).count(), 3);
    let template = payload.find(&[Tag::TEMPLATE_ATTRIBUTE]).unwrap().unwrap();
    assert_eq!(AttributeViews::within(template).count(), 2);

    let wrong = |fields: Vec<Node<'static>>| {
        let bytes = write(&[structure(Tag::ATTRIBUTE, fields)]);
        problem(AttributeView::new(View::new(&bytes).unwrap()).unwrap_err())
    };
    assert_eq!(wrong(vec![value(1)]), (ErrorKind::Missing, Tag::ATTRIBUTE_NAME, 0));
    let name = || text(Tag::ATTRIBUTE_NAME, "x");
    assert_eq!(wrong(vec![name(), name()]), (ErrorKind::Duplicate, Tag::ATTRIBUTE_NAME, 24));
    assert_eq!(wrong(vec![name(), value(1), value(2)]), (ErrorKind::Duplicate, Tag::ATTRIBUTE_VALUE, 40));
    assert_eq!(wrong(vec![name(), value(1), text(Tag::ATTRIBUTE_INDEX, "1")]).0, ErrorKind::WrongType);
}

#[test]
fn a_checked_view_is_a_view() {
    let bytes = hex(GET);
    let view = View::checked(&bytes).unwrap();
    let item = view.child(Tag::BATCH_ITEM).unwrap().unwrap();
    assert_eq!((ItemView::offset(item), item.tag(), item.item_type()), (96, Tag::BATCH_ITEM, ItemType::STRUCTURE));
    assert_eq!(view.child(Tag::COMMENT), Ok(None));
    assert_eq!(item.all(Tag::REQUEST_PAYLOAD).count(), 1);
    assert_eq!(ItemView::children(item).count(), 3);
    let id = item.find(&[Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER]).unwrap();
    assert_eq!((id.text(), id.value()), (Ok("id"), Value::TextString("id")));
    let octets = item.find(&[Tag::UNIQUE_BATCH_ITEM_ID]).unwrap();
    assert_eq!((octets.bytes(), octets.into_inner().bytes()), (Ok(&[1][..]), Ok(&[1][..])));
    assert_eq!(item.find(&[Tag::COMMENT]), None);
    let shallow = ReaderOptions::default().with_limits(Limits::DEFAULT.with_depth(1));
    assert_eq!(item.check(&shallow).unwrap_err().kind(), ErrorKind::Depth);
}

/// Behind a structure that has ended, the one around it still knows its own end.
#[test]
fn what_goes_beyond_its_structure_is_cut_off_there() {
    let item = "42000D02 00000004 00000001 00000000";
    let bytes =
        hex(&format!("42000F01 00000040 42007901 00000028 42005701 00000010 {item} 42009408 00000010 {item} {item}"));
    let bytes = &bytes[..72];
    assert_eq!(View::checked(bytes).map_err(problem), Err((ErrorKind::Truncated, Tag::UNIQUE_IDENTIFIER, 40)));
    agree(bytes, &ReaderOptions::default());
    // The children end with the first that is wrong.
    let inner = View::new(bytes).unwrap().find(&[Tag::REQUEST_PAYLOAD]).unwrap().unwrap();
    let children: Vec<_> = inner.children().map(|child| child.is_ok()).collect();
    assert_eq!(children, [true, false]);
}

/// An item in the octets of another one is no child of it.
#[test]
fn only_structures_have_children() {
    let item = hex("42000D02 00000004 00000001 00000000");
    let octets = [hex("42003008 00000010"), item.clone()].concat();
    let view = View::new(&octets).unwrap();
    assert_eq!(view.children().count(), 0);
    assert_eq!(view.as_bytes(), octets);
    let structure = [hex("42000F01 00000010"), item.clone()].concat();
    let children: Result<Vec<_>, _> = View::new(&structure).unwrap().children().collect();
    assert_eq!(children.unwrap().iter().map(|child| child.as_bytes()).collect::<Vec<_>>(), [item]);
}

#[test]
fn debug_shows_no_value() {
    let bytes = hex(GET);
    let view = View::new(&bytes).unwrap().find(&[Tag::BATCH_ITEM, Tag::UNIQUE_BATCH_ITEM_ID]).unwrap().unwrap();
    assert_eq!(format!("{view:?}"), "View(UniqueBatchItemID ByteString (1 bytes) at 120)");
    let mut children = View::new(&bytes).unwrap().children();
    assert_eq!(format!("{children:?}"), "Children { offset: 8, .. }");
    children.next();
    assert_eq!(format!("{children:?}"), "Children { offset: 96, .. }");
}

/// Names are a structure up to 2.1, and a text since 3.0.
#[test]
fn a_name_in_either_form() {
    let structure = write(&[Node::new(
        Tag::NAME,
        NodeValue::Structure(vec![
            Node::new(Tag::NAME_VALUE, NodeValue::TextString("disk 7".into())),
            Node::new(Tag::NAME_TYPE, NodeValue::Enumeration(1)),
        ]),
    )]);
    let text = write(&[Node::new(Tag::NAME, NodeValue::TextString("disk 7".into()))]);
    for bytes in [structure, text] {
        let name = AttributeView::new(View::new(&bytes).unwrap()).unwrap().get::<Name<'_>>();
        assert_eq!(name.unwrap().unwrap().as_text(), "disk 7");
    }
    let number = write(&[Node::new(Tag::NAME, NodeValue::Integer(7))]);
    let fault = View::new(&number).unwrap().get::<Name<'_>>(&[]).unwrap_err();
    assert_eq!((fault.kind(), fault.expected()), (ErrorKind::WrongType, Some(ItemType::TEXT_STRING)));
}

/// A device reads the answer to a Get.
#[test]
fn the_key_in_a_payload() {
    use kmip_types::{
        CryptographicAlgorithm, EncodingOption, EncryptionKeyInformation, GetResponse, KeyBlock, KeyFormatType,
        KeyMaterial, KeyWrappingData, PrivateKey, ResponseBatchItem, ResponseMessage, SymmetricKey,
        TransparentDsaPrivateKey, TransparentSymmetricKey, WrappingMethod,
    };
    const KEY: &[u8] = &[7; 16];
    let get = |block: KeyBlock<'static>| {
        let mut message = ResponseMessage::new(Version::V2_1.into(), DateTime(0));
        let key = SymmetricKey::new(block);
        message.push(ResponseBatchItem::success(GetResponse::new(kmip_types::ObjectType::SYMMETRIC_KEY, "id", key)));
        kmip_ttlv::to_vec(&message).unwrap()
    };
    let path = [Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD];
    let key =
        |bytes: &[u8]| View::new(bytes).unwrap().find(&path).unwrap().unwrap().key().map(|key| format!("{key:?}"));
    let raw = get(KeyBlock::raw(KEY, CryptographicAlgorithm::AES, 128));
    let payload = View::new(&raw).unwrap().find(&path).unwrap().unwrap();
    assert!(matches!(payload.key(), Ok(Some(KeyView::Raw(bytes))) if bytes.expose() == KEY));
    assert_eq!(key(&raw), Ok("Some(Raw(Secret))".to_owned()));
    let transparent = get(KeyBlock::transparent(TransparentSymmetricKey::new(kmip_types::Bytes::from(KEY))));
    assert_eq!(key(&transparent), Ok("Some(Raw(Secret))".to_owned()));
    let encoded = get(KeyBlock::pkcs_8(KEY));
    let payload = View::new(&encoded).unwrap().find(&path).unwrap().unwrap();
    assert!(matches!(payload.key(), Ok(Some(KeyView::Encoded(KeyFormatType::PKCS_8, bytes))) if bytes.expose() == KEY));
    let mut how = KeyWrappingData::new(WrappingMethod::ENCRYPT);
    how.encryption_key_information = Some(EncryptionKeyInformation::new("kek"));
    let mut no_encoding = KeyBlock::raw(KEY, CryptographicAlgorithm::AES, 128);
    no_encoding.key_wrapping_data = Some(Box::new(how.clone()));
    let told = how.clone().with_encoding_option(EncodingOption::NO_ENCODING);
    let [whole, material] = [how, told].map(|how| KeyBlock::wrapped(KeyFormatType::RAW, KEY, how));
    for block in [whole, material, no_encoding] {
        let bytes = get(block);
        let payload = View::new(&bytes).unwrap().find(&path).unwrap().unwrap();
        let Ok(Some(KeyView::Wrapped { bytes, wrapping_key })) = payload.key() else { panic!("not wrapped") };
        assert_eq!((bytes.expose(), wrapping_key), (KEY, Some("kek")));
    }
    let mut numbers = KeyBlock::new(KeyFormatType::TRANSPARENT_DSA_PRIVATE_KEY);
    numbers.key_value =
        Some(kmip_types::KeyValueStructure::new(KeyMaterial::from(TransparentDsaPrivateKey::default())).into());
    let mut message = ResponseMessage::new(Version::V2_1.into(), DateTime(0));
    let response = GetResponse::new(kmip_types::ObjectType::PRIVATE_KEY, "id", PrivateKey::new(numbers));
    message.push(ResponseBatchItem::success(response));
    let bytes = kmip_ttlv::to_vec(&message).unwrap();
    let payload = View::new(&bytes).unwrap().find(&path).unwrap().unwrap();
    assert!(matches!(payload.key(), Ok(Some(KeyView::Other(view))) if view.tag() == Tag::KEY_MATERIAL));
    // No object, and one without a key value.
    let get_request = hex(GET);
    let payload = View::new(&get_request).unwrap().find(&[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD]).unwrap().unwrap();
    assert!(matches!(payload.key(), Ok(None)));
    assert_eq!(key(&get(KeyBlock::new(KeyFormatType::RAW))), Ok("None".to_owned()));
}
