//! Lenient reading: what is set aside, what is moved, and what is told of it.

use kmip_types::format::{Fault, decode_root, decode_root_leniently, decode_root_leniently_owned, encode_root_with};
use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter, UnexpectedItem, Value};
use kmip_types::*;

use super::{VENDOR, header, leaf, operation, request, structure};

fn text(tag: Tag) -> Node<'static> {
    leaf(tag, Value::TextString("text"))
}

fn enumeration(tag: Tag, value: u32) -> Node<'static> {
    leaf(tag, Value::Enumeration(value))
}

fn payload(fields: Vec<Node<'static>>) -> Node<'static> {
    structure(Tag::REQUEST_PAYLOAD, fields)
}

fn lenient(node: &Node<'_>) -> Result<Message<'static>, Fault> {
    decode_root_leniently_owned(NodeReader::for_node(node))
}

/// Writes a message back, whatever its version has.
fn written(message: &Message<'_>) -> Node<'static> {
    let mut writer = NodeWriter::default();
    encode_root_with(message, &mut writer, &EncodeOptions::as_read()).unwrap();
    writer.into_nodes().pop().unwrap()
}

/// Reads leniently by both ways what strict reading refuses.
///
/// Returns the unexpected items behind the batch item.
fn read(node: &Node<'static>) -> (Node<'static>, Vec<UnexpectedItem<'static>>) {
    assert!(decode_root::<Message<'_>>(&mut NodeReader::for_node(node)).is_err());
    let borrowed: Message<'_> = decode_root_leniently(&mut NodeReader::for_node(node)).unwrap();
    let owned = lenient(node).unwrap();
    assert_eq!(borrowed, owned);
    assert_eq!(written(&borrowed), written(&owned));
    (written(&owned), owned.unexpected_items().collect())
}

/// The path of each item, and why it is not read typed.
fn told(items: &[UnexpectedItem<'_>]) -> Vec<String> {
    let short = |item: &UnexpectedItem<'_>| item.to_string().replace("RequestMessage/BatchItem/", "");
    items.iter().map(short).collect()
}

#[test]
fn a_selector_is_moved_in_front_of_what_it_selects() {
    let get = || payload(vec![text(Tag::UNIQUE_IDENTIFIER)]);
    let mark = |number| leaf(VENDOR, Value::Integer(number));
    for (turned, expected) in [
        (vec![get(), operation(10)], vec![operation(10), get()]),
        (vec![mark(1), get(), operation(10)], vec![mark(1), operation(10), get()]),
        (vec![mark(1), mark(2), get(), operation(10), mark(3)], vec![mark(1), mark(2), operation(10), get(), mark(3)]),
        (vec![get(), mark(1), mark(2), operation(10), mark(3)], vec![operation(10), get(), mark(1), mark(2), mark(3)]),
    ] {
        let (again, unexpected) = read(&request(2, 1, turned));
        assert_eq!(again, request(2, 1, expected));
        assert!(unexpected.iter().all(|item| item.tag() == VENDOR && item.error.is_none()), "{unexpected:?}");
    }
    // A selector that is not there cannot be moved, and one in front of the value is not moved once more.
    let (again, unexpected) = read(&request(2, 1, vec![operation(10), get(), operation(10)]));
    assert_eq!(again, request(2, 1, vec![operation(10), get(), operation(10)]));
    assert_eq!(told(&unexpected), ["Operation[1]: set aside: duplicate field"]);
}

fn register(key_block: Vec<Node<'static>>) -> Node<'static> {
    let key = structure(Tag::SYMMETRIC_KEY, vec![structure(Tag::KEY_BLOCK, key_block)]);
    let attributes = structure(Tag::ATTRIBUTES, vec![]);
    request(2, 1, vec![operation(3), payload(vec![enumeration(Tag::OBJECT_TYPE, 2), attributes, key])])
}

fn key_value() -> Node<'static> {
    let material = structure(Tag::KEY_MATERIAL, vec![leaf(Tag::KEY, Value::ByteString(&[9; 16]))]);
    structure(Tag::KEY_VALUE, vec![material])
}

#[test]
fn a_selector_of_a_structure_further_out_is_moved_too() {
    let format = || enumeration(Tag::KEY_FORMAT_TYPE, KeyFormatType::TRANSPARENT_SYMMETRIC_KEY.value());
    let compression = || enumeration(Tag::KEY_COMPRESSION_TYPE, 1);
    let (again, unexpected) = read(&register(vec![compression(), key_value(), format()]));
    assert_eq!(unexpected, []);
    assert_eq!(again, register(vec![format(), compression(), key_value()]));
    let Message::Request(message) = lenient(&register(vec![key_value(), format()])).unwrap() else { panic!() };
    let RequestPayload::Register(register) = &message.batch_items[0].request_payload else { panic!() };
    let Some(ManagedObject::SymmetricKey(key)) = &register.managed_object else { panic!() };
    let Some(KeyValue::Structure(value)) = &key.key_block.key_value else { panic!() };
    assert!(matches!(value.key_material, KeyMaterial::TransparentSymmetricKey(_)));
}

/// A field with the tag of a selector that selects nothing there is not moved.
#[test]
fn a_field_elsewhere_is_no_selector() {
    let format = enumeration(Tag::KEY_FORMAT_TYPE, KeyFormatType::TRANSPARENT_SYMMETRIC_KEY.value());
    let key = structure(Tag::SYMMETRIC_KEY, vec![structure(Tag::KEY_BLOCK, vec![key_value()])]);
    let attributes = structure(Tag::ATTRIBUTES, vec![]);
    let fields = vec![enumeration(Tag::OBJECT_TYPE, 2), attributes, key, format];
    let node = request(2, 1, vec![operation(3), payload(fields)]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    assert!(unexpected.iter().any(|item| item.error.is_some()), "{unexpected:?}");
}

/// An item that is set aside keeps its form, also if something in it was moved.
#[test]
fn what_is_kept_untyped_is_in_the_order_of_the_input() {
    let format = enumeration(Tag::KEY_FORMAT_TYPE, KeyFormatType::TRANSPARENT_SYMMETRIC_KEY.value());
    let key = structure(Tag::SYMMETRIC_KEY, vec![structure(Tag::KEY_BLOCK, vec![key_value(), format])]);
    // Without an Object Type it is no Register.
    let node = request(2, 1, vec![operation(3), payload(vec![key.clone()])]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    let [item] = &unexpected[..] else { panic!("{unexpected:?}") };
    assert_eq!(item.item, payload(vec![key]));
    let error = item.error.as_ref().unwrap();
    assert_eq!((error.kind(), error.tag()), (ErrorKind::Missing, Tag::OBJECT_TYPE));
    assert_eq!(error.path().to_string(), "RequestMessage/BatchItem/RequestPayload/ObjectType");
}

#[test]
fn the_smallest_item_that_can_be_done_without_is_set_aside() {
    let get = |fields: Vec<Node<'static>>| request(2, 1, vec![operation(10), payload(fields)]);
    let wrong = || leaf(Tag::KEY_FORMAT_TYPE, Value::ByteString(&[1, 2, 3]));
    let node = get(vec![text(Tag::UNIQUE_IDENTIFIER), wrong(), leaf(VENDOR, Value::BigInteger(&[1, 0]))]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    assert_eq!(
        told(&unexpected),
        [
            "RequestPayload/KeyFormatType: set aside: wrong type, found ByteString, expected Enumeration",
            "RequestPayload/0x540001: no table has this tag",
        ]
    );
    assert_eq!(unexpected[0].item, wrong());
    // What the structure needs takes it along.
    let information =
        structure(Tag::ENCRYPTION_KEY_INFORMATION, vec![leaf(Tag::UNIQUE_IDENTIFIER, Value::Boolean(true))]);
    let specification =
        structure(Tag::KEY_WRAPPING_SPECIFICATION, vec![enumeration(Tag::WRAPPING_METHOD, 1), information]);
    let node = get(vec![specification]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    let [item] = &unexpected[..] else { panic!("{unexpected:?}") };
    assert_eq!(
        item.path.to_string(),
        "RequestMessage/BatchItem/RequestPayload/KeyWrappingSpecification/EncryptionKeyInformation"
    );
    let error = item.error.as_ref().unwrap();
    assert!(error.path().to_string().ends_with("/EncryptionKeyInformation/UniqueIdentifier"), "{error}");
    assert!(item.to_string().contains("set aside: wrong type in RequestMessage"), "{item}");
}

#[test]
fn a_list_may_be_empty_if_what_was_in_it_is_set_aside() {
    let query = |fields| request(2, 1, vec![operation(Operation::QUERY.value()), payload(fields)]);
    let wrong = || text(Tag::QUERY_FUNCTION);
    let node = query(vec![wrong(), wrong()]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    assert_eq!(unexpected.iter().map(UnexpectedItem::tag).collect::<Vec<_>>(), [Tag::QUERY_FUNCTION; 2]);
    // Where there was none, something else does not stand for it: the payload itself is set aside.
    let node = query(vec![leaf(Tag::OBJECT_GROUPS, Value::Integer(1))]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    let [item] = &unexpected[..] else { panic!("{unexpected:?}") };
    let error = item.error.as_ref().unwrap();
    assert_eq!(
        (item.tag(), error.kind(), error.tag()),
        (Tag::REQUEST_PAYLOAD, ErrorKind::Missing, Tag::QUERY_FUNCTION)
    );
}

/// A selected item keeps its place, as something that no table knows.
#[test]
fn a_value_that_is_selected_stays_in_its_place() {
    let mark = |number| leaf(VENDOR, Value::Integer(number));
    let broken = payload(vec![leaf(Tag::QUERY_FUNCTION, Value::Boolean(true)), operation(1)]);
    let node = request(2, 1, vec![operation(Operation::CREATE.value()), mark(1), broken, mark(2)]);
    let (again, unexpected) = read(&node);
    assert_eq!(again, node);
    let Message::Request(message) = lenient(&node).unwrap() else { panic!() };
    assert!(matches!(message.batch_items[0].request_payload, RequestPayload::Unknown(_)));
    assert_eq!(unexpected.iter().map(UnexpectedItem::tag).collect::<Vec<_>>(), [VENDOR, Tag::REQUEST_PAYLOAD, VENDOR]);
    // Two are one too many, and the first counts.
    let get = || payload(vec![text(Tag::UNIQUE_IDENTIFIER)]);
    let (_, unexpected) = read(&request(2, 1, vec![operation(10), get(), get()]));
    assert_eq!(told(&unexpected), ["RequestPayload[1]: set aside: duplicate field"]);
}

#[test]
fn what_cannot_be_read_at_all_is_refused() {
    let get = |inner: Node<'static>| request(2, 1, vec![operation(10), payload(vec![inner])]);
    let wrong = leaf(Tag::new(0x41_0000), Value::Integer(1));
    assert_eq!(lenient(&get(wrong)).unwrap_err().kind(), ErrorKind::InvalidTag);
    let deep = (0..40).fold(text(VENDOR), |inner, _| structure(VENDOR, vec![inner]));
    assert_eq!(lenient(&get(deep)).unwrap_err().kind(), ErrorKind::Depth);
    // Behind the message.
    let nodes = [get(text(Tag::COMMENT)), text(Tag::COMMENT)];
    let fault = decode_root_leniently::<Message<'_>>(&mut NodeReader::new(&nodes)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TrailingData, Tag::COMMENT));
    assert_eq!(
        decode_root_leniently::<Message<'_>>(&mut NodeReader::new(&[])).unwrap_err().kind(),
        ErrorKind::Truncated
    );
}

#[test]
fn a_payload_beside_a_failure_is_kept_as_it_came() {
    let item = |payloads: Vec<Node<'static>>| {
        let mut fields = vec![operation(10), enumeration(Tag::RESULT_STATUS, 1), enumeration(Tag::RESULT_REASON, 1)];
        fields.extend(payloads);
        let header = header(Tag::RESPONSE_HEADER, 2, 1);
        structure(Tag::RESPONSE_MESSAGE, vec![header, structure(Tag::BATCH_ITEM, fields)])
    };
    let strict = |node: &Node<'static>| {
        let message: Result<ResponseMessage<'_>, _> = decode_root(&mut NodeReader::for_node(node));
        message.map(ResponseMessage::into_owned)
    };
    let wrong =
        || structure(Tag::RESPONSE_PAYLOAD, vec![text(Tag::OBJECT_TYPE), leaf(Tag::NONCE_ID, Value::ByteString(&[7]))]);
    let message = strict(&item(vec![wrong()])).unwrap();
    assert!(matches!(message.batch_items[0].response_payload, Some(ResponsePayload::Unknown(_))));
    let told: Vec<_> = message.unexpected_items().map(|item| (item.tag(), item.item)).collect();
    assert_eq!(told, [(Tag::RESPONSE_PAYLOAD, wrong())]);
    // One that can be read is read.
    let right = structure(
        Tag::RESPONSE_PAYLOAD,
        vec![
            enumeration(Tag::OBJECT_TYPE, 2),
            text(Tag::UNIQUE_IDENTIFIER),
            structure(Tag::SYMMETRIC_KEY, vec![structure(Tag::KEY_BLOCK, vec![enumeration(Tag::KEY_FORMAT_TYPE, 1)])]),
        ],
    );
    let message = strict(&item(vec![right.clone()])).unwrap();
    assert!(matches!(message.batch_items[0].response_payload, Some(ResponsePayload::Get(_))));
    assert_eq!(message.unexpected_items().count(), 0);
    // A second one is refused as anywhere, and set aside by a lenient reader.
    for second in [wrong(), right.clone()] {
        let two = item(vec![right.clone(), second]);
        assert_eq!(strict(&two).unwrap_err().kind(), ErrorKind::Duplicate);
        let message = lenient(&two).unwrap();
        let told: Vec<_> = message.unexpected_items().map(|item| item.path.to_string()).collect();
        assert_eq!(told, ["ResponseMessage/BatchItem/ResponsePayload[1]"]);
    }
}

#[test]
fn what_is_not_in_the_tables_says_where_it_belongs() {
    let unexpected = |field: Node<'static>| {
        let node = request(2, 1, vec![operation(10), payload(vec![field])]);
        let message: Message<'_> = decode_root(&mut NodeReader::for_node(&node)).unwrap();
        message.unexpected_items().map(|item| item.reason().to_string()).collect::<Vec<_>>()
    };
    let one = unexpected(leaf(Tag::NONCE_ID, Value::ByteString(&[1])));
    assert_eq!(one, ["not a field of this structure, but of Nonce"]);
    let [many] = &unexpected(text(Tag::OBJECT_TYPE))[..] else { panic!() };
    assert!(many.starts_with("not a field of this structure, but of ") && many.ends_with(" more"), "{many}");
    assert_eq!(many.matches(", ").count(), 3, "{many}");
    // A vendor's operation: nobody knows what its payload holds.
    let node = request(2, 1, vec![operation(0x8000_0001), payload(vec![text(VENDOR)])]);
    let message: Message<'_> = decode_root(&mut NodeReader::for_node(&node)).unwrap();
    let told: Vec<_> = message.unexpected_items().map(|item| item.to_string()).collect();
    let reason = "what it holds depends on a value that no table has";
    assert_eq!(told, [format!("RequestMessage/BatchItem/RequestPayload: {reason}")]);
}

/// A custom attribute is expected, whatever it holds; one that nobody knows is not.
#[test]
fn custom_attributes_are_expected() {
    let named = |name: &'static str| {
        let fields =
            vec![leaf(Tag::ATTRIBUTE_NAME, Value::TextString(name)), leaf(Tag::ATTRIBUTE_VALUE, Value::Interval(7))];
        structure(Tag::ATTRIBUTE, fields)
    };
    let locate = request(
        1,
        4,
        vec![
            operation(Operation::LOCATE.value()),
            payload(vec![named("x-shards"), named("Nonsense"), named("y-shards")]),
        ],
    );
    let message: Message<'_> = decode_root(&mut NodeReader::for_node(&locate)).unwrap();
    let told: Vec<_> = message.unexpected_items().map(|item| item.to_string()).collect();
    let path = "RequestMessage/BatchItem/RequestPayload/Attribute[1]/AttributeValue";
    assert_eq!(told, [format!("{path}: what it holds depends on a value that no table has")]);
    // Under its tag, one that nobody knows is just in no table.
    let list = structure(Tag::ATTRIBUTES, vec![leaf(VENDOR, Value::Integer(1))]);
    let tagged = request(2, 1, vec![operation(Operation::LOCATE.value()), payload(vec![list])]);
    let message: Message<'_> = decode_root(&mut NodeReader::for_node(&tagged)).unwrap();
    let told: Vec<_> = message.unexpected_items().map(|item| item.reason().to_string()).collect();
    assert_eq!(told, ["no table has this tag"]);
    // A name of another type is none, and behind the value it is moved in front of it.
    let name = leaf(Tag::ATTRIBUTE_NAME, Value::TextString("x-shards"));
    let value = leaf(Tag::ATTRIBUTE_VALUE, Value::Interval(7));
    let turned = structure(Tag::ATTRIBUTE, vec![leaf(VENDOR, Value::Integer(1)), value, name]);
    let locate = request(1, 4, vec![operation(Operation::LOCATE.value()), payload(vec![turned])]);
    let (_, unexpected) = read(&locate);
    assert_eq!(unexpected.iter().map(UnexpectedItem::tag).collect::<Vec<_>>(), [VENDOR]);
}

/// Attributes that a vendor's structure holds are not those of the message.
#[test]
fn only_a_template_holds_attributes_out_of_place() {
    let attribute = || {
        let fields = vec![
            leaf(Tag::ATTRIBUTE_NAME, Value::TextString("Cryptographic Length")),
            leaf(Tag::ATTRIBUTE_VALUE, Value::Integer(256)),
        ];
        structure(Tag::ATTRIBUTE, fields)
    };
    let locate = |around| {
        let node = request(
            1,
            0,
            vec![
                operation(Operation::LOCATE.value()),
                payload(vec![structure(around, vec![attribute()]), leaf(VENDOR, Value::Integer(1))]),
            ],
        );
        let message: Message<'_> = decode_root(&mut NodeReader::for_node(&node)).unwrap();
        let Message::Request(message) = message.into_owned() else { panic!() };
        let RequestPayload::Locate(locate) = message.batch_items[0].request_payload.clone() else { panic!() };
        locate
    };
    let template = locate(Tag::TEMPLATE_ATTRIBUTE);
    assert_eq!(template.attributes().get(Tag::CRYPTOGRAPHIC_LENGTH), Some(&Attribute::CryptographicLength(256)));
    assert_eq!(locate(VENDOR).attributes().get(Tag::CRYPTOGRAPHIC_LENGTH), None);
    let kept = &template.extra;
    assert_eq!(kept.get(VENDOR), Some(&leaf(VENDOR, Value::Integer(1))));
    assert_eq!(kept.get(Tag::TEMPLATE_ATTRIBUTE).map(|node| node.children().len()), Some(1));
    assert_eq!(kept.get(Tag::COMMENT), None);
    assert!(matches!(kept.get(VENDOR).map(Node::value), Some(NodeValue::Integer(1))));
}
