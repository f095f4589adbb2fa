//! What the model promises beyond the tables: kept items, selectors, versions, secrets.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use kmip_types::*;

const VENDOR: Tag = Tag::new(0x54_0001);

fn leaf(tag: Tag, value: Value<'static>) -> Node<'static> {
    Node::new(tag, value.into())
}

fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children))
}

fn decode<'n, T: Decode<'n>>(node: &'n Node<'n>) -> Result<T, Fault> {
    let mut reader = NodeReader::of(node);
    let mut d = Decoder::new(&mut reader);
    let item = d.read()?.unwrap();
    T::decode(item, &mut d)
}

fn encode<T: Encode>(tag: Tag, value: &T) -> Node<'static> {
    NodeWriter::node(tag, value).unwrap()
}

fn header(tag: Tag, major: i32, minor: i32) -> Node<'static> {
    let version = structure(
        Tag::PROTOCOL_VERSION,
        vec![
            leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(major)),
            leaf(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(minor)),
        ],
    );
    let mut fields = vec![version];
    if tag == Tag::RESPONSE_HEADER {
        fields.push(leaf(Tag::TIME_STAMP, Value::DateTime(0)));
    }
    structure(tag, fields)
}

fn request(major: i32, minor: i32, item: Vec<Node<'static>>) -> Node<'static> {
    let header = header(Tag::REQUEST_HEADER, major, minor);
    structure(Tag::REQUEST_MESSAGE, vec![header, structure(Tag::BATCH_ITEM, item)])
}

fn operation(value: u32) -> Node<'static> {
    leaf(Tag::OPERATION, Value::Enumeration(value))
}

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
    let error = path::locate(&mut NodeReader::of(&node), fault);
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
    assert_eq!(path::locate(&mut NodeReader::of(&node), fault).path().to_string(), "Nonce/NonceValue");

    let node = structure(Tag::NONCE, vec![id(), id()]);
    let fault = decode::<Nonce<'_>>(&node).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Duplicate, Tag::NONCE_ID));
    assert_eq!(path::locate(&mut NodeReader::of(&node), fault).path().to_string(), "Nonce/NonceID[1]");
}

#[test]
fn identifiers_get_the_item_type_of_the_version() {
    let written = |version: ProtocolVersion<'static>, id: UniqueIdentifier<'static>| {
        let mut get = GetRequest::default();
        get.unique_identifier = Some(id);
        let mut request = RequestMessage::new(version);
        request.push(get);
        let node = encode(Tag::REQUEST_MESSAGE, &request);
        let payload = node.child(Tag::BATCH_ITEM).unwrap().child(Tag::REQUEST_PAYLOAD).unwrap();
        payload.child(Tag::UNIQUE_IDENTIFIER).unwrap().item_type()
    };
    let id = || UniqueIdentifier::from("id");
    assert_eq!(written(ProtocolVersion::V2_1, id()), ItemType::TEXT_STRING);
    assert_eq!(written(ProtocolVersion::V3_0, id()), ItemType::IDENTIFIER);
    assert_eq!(written(ProtocolVersion::V1_0, UniqueIdentifier::Identifier("id".into())), ItemType::TEXT_STRING);
    assert_eq!(written(ProtocolVersion::V3_0, UniqueIdentifier::Integer(-1)), ItemType::INTEGER);
}

#[test]
fn what_a_version_does_not_have_is_refused() {
    let mut get = GetRequest::default();
    get.key_wrap_type = Some(KeyWrapType::AS_REGISTERED);
    for (version, allowed) in
        [(ProtocolVersion::V1_3, false), (ProtocolVersion::V1_4, true), (ProtocolVersion::V3_0, true)]
    {
        let mut request = RequestMessage::new(version);
        request.push(get.clone());
        let result = encode_root(&request, &mut NodeWriter::default());
        assert_eq!(result.is_ok(), allowed);
        if let Err(fault) = result {
            assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::KEY_WRAP_TYPE));
            let error = path::locate_encoding(&mut NodeWriter::default(), fault, &mut |w| encode_root(&request, w));
            assert_eq!(error.path().to_string(), "RequestMessage/BatchItem/RequestPayload/KeyWrapType");
        }
    }
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(PingRequest::default());
    let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::OPERATION));
    // A version that nobody knows refuses nothing.
    let mut request = RequestMessage::new(ProtocolVersion::new(9, 9));
    request.push(PingRequest::default());
    assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()));
}

/// A request of 1.2 that activates, with a mask, an algorithm and a usage that come and go with the versions.
fn request_of_1_2(mask: CryptographicUsageMask, algorithm: CryptographicAlgorithm) -> RequestMessage<'static> {
    let mut parameters = CryptographicParameters::default();
    parameters.cryptographic_algorithm = Some(algorithm);
    let mut encrypt = EncryptRequest::default();
    encrypt.cryptographic_parameters = Some(Box::new(parameters));
    encrypt.data = Some(Bytes::from(&[1]).into());
    let mut request = RequestMessage::new(ProtocolVersion::V1_2);
    request.push(encrypt);
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    let attributes = vec![
        NamedAttribute::of(Attribute::CryptographicUsageMask(mask)),
        NamedAttribute::of(Attribute::CryptographicLength(128)),
    ];
    let mut template = TemplateAttribute::default();
    template.named_attributes = attributes;
    create.template_attribute = Some(template);
    request.push(create);
    request
}

const OLD_MASK: CryptographicUsageMask = CryptographicUsageMask::SIGN;

#[test]
fn a_value_that_the_version_does_not_have_is_refused() {
    let refused = |request: &RequestMessage<'_>| encode_root(request, &mut NodeWriter::default()).unwrap_err();
    assert_eq!(encode_root(&request_of_1_2(OLD_MASK, CryptographicAlgorithm::AES), &mut NodeWriter::default()), Ok(()));
    let fault = refused(&request_of_1_2(OLD_MASK, CryptographicAlgorithm::CHA_CHA20));
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::CRYPTOGRAPHIC_ALGORITHM));
    assert_eq!(fault.versions(), Some(CryptographicAlgorithm::CHA_CHA20.versions()));
    assert!(fault.to_string().ends_with("in CryptographicAlgorithm: only in 1.4-3.0"), "{fault}");

    // All bits have to be there; those that 1.x leaves to vendors are, whatever they mean later.
    let mask = CryptographicUsageMask::SIGN | CryptographicUsageMask::UNRESTRICTED;
    let old = request_of_1_2(mask | CryptographicUsageMask::EXPORT, CryptographicAlgorithm::AES);
    assert_eq!(encode_root(&old, &mut NodeWriter::default()), Ok(()));
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(vec![Attribute::CryptographicUsageMask(mask | CryptographicUsageMask::EXPORT)].into());
    let mut new = RequestMessage::new(ProtocolVersion::V2_1);
    new.push(create);
    let fault = refused(&new);
    assert_eq!(fault.tag(), Tag::CRYPTOGRAPHIC_USAGE_MASK);
    assert!(fault.to_string().ends_with(": only in 1.0-1.4"), "{fault}");

    // Vendors' values, and those that no table has, are not the business of a version.
    for value in [0x8000_0001, 0x7000_0000, 0] {
        let request = request_of_1_2(CryptographicUsageMask::new(1 << 31), CryptographicAlgorithm::new(value));
        assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()), "{value:#x}");
    }
}

#[test]
fn what_can_be_left_out_is_left_out_and_reported() {
    let written = |request: &RequestMessage<'_>, options: &EncodeOptions<'_>| {
        let mut writer = NodeWriter::default();
        encode_root_with(request, &mut writer, options).map(|()| writer.into_nodes().pop().unwrap())
    };
    let omitted = std::cell::RefCell::new(Vec::new());
    let report = |what: &Omitted| omitted.borrow_mut().push(what.to_string());
    let omitting = EncodeOptions::omitting(&report);

    let mut request = request_of_1_2(OLD_MASK, CryptographicAlgorithm::CHA_CHA20);
    request.request_header.client_correlation_value = Some("c".into());
    let node = written(&request, &omitting).unwrap();
    assert_eq!(
        omitted.take(),
        [
            "RequestMessage/RequestHeader/ClientCorrelationValue: only in 1.4-3.0",
            "RequestMessage/BatchItem/RequestPayload/CryptographicParameters/CryptographicAlgorithm: only in 1.4-3.0",
        ]
    );
    request.request_header.client_correlation_value = None;
    let Some(RequestPayload::Encrypt(encrypt)) = request.batch_items.first_mut().map(|item| &mut item.request_payload)
    else {
        panic!("no Encrypt")
    };
    encrypt.cryptographic_parameters.as_mut().unwrap().cryptographic_algorithm = None;
    assert_eq!(written(&request, &EncodeOptions::default()).unwrap(), node);

    // What is written anyway, or not to be left out: the operation, and the value of a named attribute.
    let mut ping = RequestMessage::new(ProtocolVersion::V1_2);
    ping.push(PingRequest::default());
    assert_eq!(written(&ping, &omitting).unwrap_err().tag(), Tag::OPERATION);
    let mut named = request_of_1_2(OLD_MASK, CryptographicAlgorithm::AES);
    let Some(RequestPayload::Create(create)) = named.batch_items.last_mut().map(|item| &mut item.request_payload)
    else {
        panic!("no Create")
    };
    let value = Attribute::CryptographicAlgorithm(CryptographicAlgorithm::CHA_CHA20);
    create.template_attribute.as_mut().unwrap().named_attributes.push(NamedAttribute::of(value));
    assert_eq!(written(&named, &omitting).unwrap_err().tag(), Tag::ATTRIBUTE_VALUE);
    assert_eq!(*omitted.borrow(), [""; 0]);
    for request in [ping, named] {
        assert!(written(&request, &EncodeOptions::writing_all()).is_ok());
        let fault = written(&request, &omitting).unwrap_err();
        let error = describe_encoding(&request, &mut NodeWriter::default(), &omitting, fault);
        assert!(error.path().to_string().starts_with("RequestMessage/BatchItem"), "{error}");
        assert_eq!(error.versions(), fault.versions());
    }
}

/// An attribute under its own tag is one of many; of a list that must not be empty none is left out.
#[test]
fn entries_of_lists_are_left_out_unless_one_is_required() {
    let omitted = std::cell::RefCell::new(Vec::new());
    let report =
        |what: &Omitted| omitted.borrow_mut().push((what.tag, what.path.to_string(), what.versions.to_string()));
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(vec![
        Attribute::CryptographicLength(128),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::EXPORT),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
    ]));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    let mut writer = NodeWriter::default();
    encode_root_with(&request, &mut writer, &EncodeOptions::omitting(&report)).unwrap();
    let path = "RequestMessage/BatchItem/RequestPayload/Attributes/CryptographicUsageMask";
    assert_eq!(omitted.take(), [(Tag::CRYPTOGRAPHIC_USAGE_MASK, path.to_owned(), "1.0-1.4".to_owned())]);

    let mut request = RequestMessage::new(ProtocolVersion::V1_0);
    request.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_PROFILES]));
    let options = EncodeOptions::omitting(&report);
    let fault = encode_root_with(&request, &mut NodeWriter::default(), &options).unwrap_err();
    assert_eq!((fault.tag(), omitted.borrow().len()), (Tag::QUERY_FUNCTION, 0));
}

#[test]
fn pushing_counts_and_numbers_the_items() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_0);
    request.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS]));
    assert_eq!(request.batch_items[0].unique_batch_item_id, None);
    request.push(ActivateRequest::default());
    assert_eq!(request.request_header.batch_count, Some(2));
    assert_eq!(request.batch_items[1].operation, Operation::ACTIVATE);
    assert_eq!(*request.batch_items[1].unique_batch_item_id.clone().unwrap(), [0, 0, 0, 2]);
    let mut request = RequestMessage::new(ProtocolVersion::V3_0);
    request.push(ActivateRequest::default());
    request.push(ActivateRequest::default());
    assert_eq!(request.request_header.batch_count, None);
    assert_eq!(request.batch_items[1].unique_batch_item_id, None);
}

#[test]
fn debug_never_shows_secrets() {
    let material = KeyMaterial::ByteString(Secret::new(Bytes::from(b"hunter2hunter2!!")));
    let mut password = UsernameAndPasswordCredentialValue::new("alice");
    password.password = Some("hunter2".into());
    let node = encode(Tag::CREDENTIAL_VALUE, &password);
    let shown = format!("{material:?} {password:?} {node:?} {:?}", encode(Tag::KEY_MATERIAL, &material));
    assert!(!shown.contains("hunter2") && !shown.contains("68, 75"), "{shown}");
    let inside =
        structure(Tag::KEY_MATERIAL, vec![structure(VENDOR, vec![leaf(VENDOR, Value::TextString("hunter2"))])]);
    assert_eq!(format!("{inside:?}"), "KeyMaterial [0x540001 [0x540001 TextString(7 bytes)]]");
    assert!(shown.contains("Secret(16 bytes)") && shown.contains("Secret(7 bytes)"), "{shown}");
}

#[test]
fn roots_are_checked() {
    let node = structure(Tag::RESPONSE_MESSAGE, vec![]);
    let fault = decode_root::<RequestMessage<'_>>(&mut NodeReader::of(&node)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::WrongTag, Tag::RESPONSE_MESSAGE));
    let twice = [request(2, 1, vec![]), request(2, 1, vec![])];
    let fault = decode_root::<Message<'_>>(&mut NodeReader::new(&twice)).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Missing);
    let whole = || {
        let payload = structure(Tag::REQUEST_PAYLOAD, vec![]);
        request(2, 1, vec![operation(0x3B), payload])
    };
    let twice = [whole(), whole()];
    let fault = decode_root::<Message<'_>>(&mut NodeReader::new(&twice)).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::TrailingData);
    assert!(matches!(decode_root(&mut NodeReader::new(&twice[..1])), Ok(Message::Request(_))));
}

#[test]
fn deep_nodes_are_refused_on_the_way_out_and_in() {
    let mut node = structure(VENDOR, vec![]);
    for _ in 1..=Limits::MAX_DEPTH {
        node = structure(VENDOR, vec![node]);
    }
    let fault = node.write(&mut NodeWriter::default()).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Depth);
    assert_eq!(Node::read_all(&mut NodeReader::of(&node)).unwrap_err().kind(), ErrorKind::Depth);
    let inner = node.children()[0].clone();
    assert_eq!(Node::read_all(&mut NodeReader::of(&inner)).unwrap(), core::slice::from_ref(&inner));
    assert_eq!(inner.write(&mut NodeWriter::default()), Ok(()));
}

/// A message that borrows must not hold its input longer than it is used: nothing in the model may implement `Drop`
/// (but secrets, with feature `zeroize`).
#[cfg(not(feature = "zeroize"))]
#[test]
fn the_input_is_free_after_the_last_use_of_the_message() {
    let mut node = structure(Tag::NONCE, vec![leaf(Tag::NONCE_ID, Value::ByteString(&[1]))]);
    let borrowed: CapabilityInformation<'_> = decode(&node).unwrap();
    assert_eq!(borrowed.extra.iter().count(), 1);
    *node.value_mut() = NodeValue::Integer(0);
    assert_eq!(*node.value(), NodeValue::Integer(0));
}

#[test]
fn naming_follows_version_and_attribute() {
    let mut naming = Naming::default();
    assert_eq!(naming.enumeration_name(Tag::DIGITAL_SIGNATURE_ALGORITHM, 5), Some("SHA_256WithRSAEncryption"));
    naming.word(Item::integer(Tag::PROTOCOL_VERSION_MAJOR, 1));
    naming.word(Item::integer(Tag::PROTOCOL_VERSION_MINOR, 4));
    let old = "SHA_256WithRSAEncryptionPKCS_1V1_5";
    assert_eq!(naming.enumeration_name(Tag::DIGITAL_SIGNATURE_ALGORITHM, 5), Some(old));
    assert_eq!(naming.tag_name(Tag::ROTATE_DATE), None);
    // A later Protocol Version, as in Discover Versions, changes nothing.
    naming.word(Item::integer(Tag::PROTOCOL_VERSION_MAJOR, 2));
    naming.word(Item::integer(Tag::PROTOCOL_VERSION_MINOR, 1));
    assert_eq!(naming.versions(), Versions::V1_4);

    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), None);
    naming.open(Tag::ATTRIBUTE);
    naming.text(Tag::ATTRIBUTE_NAME, "State");
    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), Some(2));
    naming.open(Tag::ATTRIBUTE);
    naming.text(Tag::VENDOR_IDENTIFICATION, "x");
    naming.text(Tag::ATTRIBUTE_NAME, "State");
    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), None);
    assert!(naming.is_mask(Tag::CRYPTOGRAPHIC_USAGE_MASK));
    assert_eq!(naming.bit(Tag::CRYPTOGRAPHIC_USAGE_MASK, "ContentCommitment"), Some(0x400));
    assert_eq!(naming.enumeration(Tag::MASK_GENERATOR, "MFG1"), Some(1));
    assert_eq!(naming.enumeration_name(Tag::ATTRIBUTE_REFERENCE, 0x42_008D), Some("State"));
}

#[test]
fn vendor_names_stand_beside_the_standard() {
    let names = VendorNames { tags: &[(VENDOR, "Shards")], values: &[(Tag::STATE, 0x8000_0001, "Frozen")] };
    let naming = Naming::new(names);
    assert_eq!(naming.tag("Shards"), Some(VENDOR));
    assert_eq!(naming.tag_name(VENDOR), Some("Shards"));
    assert_eq!(naming.enumeration(Tag::STATE, "Frozen"), Some(0x8000_0001));
    assert_eq!(naming.enumeration_name(Tag::STATE, 0x8000_0001), Some("Frozen"));
    assert_eq!(naming.enumeration_name(Tag::OBJECT_TYPE, 0x8000_0001), None);
}
