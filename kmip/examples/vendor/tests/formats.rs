//! Tests of everything that the vendor adds, through every encoding.
//!
//! They are run in 1.4, 2.1 and 3.0, and at a peer that knows nothing of it.

#[cfg(test)]
mod tests {
    use kmip::items::{Node, NodeValue, NodeWriter, Pretty};
    use kmip::names::VendorNames;
    use kmip::*;
    use kmip_example_vendor::{
        Audit, HOUSE_CIPHER, NAMES, Placement, REBALANCE, RebalanceRequest, RebalanceResponse, Tier, VENDOR, tags,
    };

    const VERSIONS: [ProtocolVersion<'static>; 3] =
        [ProtocolVersion::V1_4, ProtocolVersion::V2_1, ProtocolVersion::V3_0];

    /// One encoding, with or without the vendor's names.
    type Encoding = (
        &'static str,
        fn(&Message<'_>, VendorNames<'_>) -> Result<Vec<u8>, Error>,
        fn(&[u8], VendorNames<'_>) -> Result<Message<'static>, Error>,
    );

    const ENCODINGS: [Encoding; 4] = [
        ("TTLV", |m, _| ttlv::to_vec(m), |b, _| Ok(ttlv::from_slice::<Message<'_>>(b)?.into_owned())),
        ("CBOR", |m, _| cbor::to_vec(m), |b, _| Ok(cbor::from_slice::<Message<'_>>(b)?.into_owned())),
        (
            "XML",
            |m, names| xml::to_vec_with(m, &xml::WriterOptions::default().with_names(names).unwrap()),
            |b, names| xml::from_slice_owned_with(b, &ReaderOptions::default().with_names(names).unwrap()),
        ),
        (
            "JSON",
            |m, names| json::to_vec_with(m, &json::WriterOptions::default().with_names(names).unwrap()),
            |b, names| json::from_slice_owned_with(b, &ReaderOptions::default().with_names(names).unwrap()),
        ),
    ];

    fn placement() -> Placement<'static> {
        let mut placement = Placement::new(7, Tier::COLD).in_region("north");
        // The value is of a later edition of the vendor's tables.
        placement.extra.push(Node::new(Tag::new(0x54_A0FF), true.into()));
        placement
    }

    fn request(version: ProtocolVersion<'static>) -> RequestMessage<'static> {
        let mut request = RequestMessage::new(version.clone());
        let mut attributes =
            Attributes::from([Attribute::CryptographicAlgorithm(HOUSE_CIPHER), placement().attribute().unwrap()]);
        if version.protocol_version_major > 1 {
            // Under a tag of the vendor's own: only versions since 2.0 can say that.
            attributes.push(NodeWriter::node(tags::STORAGE_TIER, &Tier::HOT).unwrap());
        }
        request.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(attributes));
        request.push_vendor(REBALANCE, &RebalanceRequest::new("5d0c8f1e", placement())).unwrap();
        let audit = MessageExtension::with_content(VENDOR, true, &Audit { ticket: 4711 }, &version).unwrap();
        request.batch_items[1].message_extensions.push(audit);
        // An item of the vendor's beside the fields of the standard.
        request.request_header.extra.put(tags::REGION, &Text::from("south")).unwrap();
        request
    }

    fn response(request: &RequestMessage<'static>) -> ResponseMessage<'static> {
        let version = request.protocol_version();
        let mut response = ResponseMessage::respond_to(request, DateTime(1_735_689_600));
        let get = GetAttributesResponse::new("5d0c8f1e").with_attributes([placement().attribute().unwrap()]);
        response.push(request.batch_items[0].success(get));
        let payload = ResponsePayload::vendor(&RebalanceResponse { moved: 1 << 40 }, version).unwrap();
        response.push(request.batch_items[1].success(payload));
        response
    }

    /// The kept item stands behind the fields, which is where a reader finds it.
    #[track_caller]
    fn check_placement(found: &Placement<'_>) {
        let expected = placement();
        assert_eq!((found.shard, found.tier, &found.region), (expected.shard, expected.tier, &expected.region));
        assert!(found.extra.iter().eq(expected.extra.iter()), "{found:?}");
    }

    /// Everything of the vendor's in the request is there, typed.
    #[track_caller]
    fn check_request(request: &RequestMessage<'_>) {
        assert_eq!(request.request_header.extra.decode(tags::REGION), Ok(Some(Text::from("south"))));
        let [create, rebalance] = &request.batch_items[..] else { panic!() };
        let RequestPayload::Create(create) = &create.request_payload else { panic!() };
        assert_eq!(create.attributes().cryptographic_algorithm(), Some(HOUSE_CIPHER));
        check_placement(&Placement::find(create.attributes()).unwrap().unwrap());
        let own = create.attributes().get(tags::STORAGE_TIER);
        if request.protocol_version().protocol_version_major > 1 {
            let Some(Attribute::Other(tier)) = own else { panic!() };
            assert_eq!(tier.decode(), Ok(Tier::HOT));
        } else {
            assert_eq!(own, None);
        }
        assert_eq!(rebalance.operation, REBALANCE);
        let asked: RebalanceRequest<'_> = rebalance.request_payload.decode_vendor().unwrap().unwrap();
        assert_eq!(asked.unique_identifier.as_text(), Some(&"5d0c8f1e".into()));
        check_placement(&asked.placement);
        let [extension] = &rebalance.message_extensions[..] else { panic!() };
        assert_eq!((&*extension.vendor_identification, extension.criticality_indicator), (VENDOR, true));
        assert_eq!(extension.to_node().decode(), Ok(Audit { ticket: 4711 }));
        assert_eq!(extension.vendor_extension.extra.decode(tags::TICKET), Ok(Some(4711)));
    }

    #[track_caller]
    fn check_response(response: &ResponseMessage<'_>) {
        let Ok(ResponsePayload::GetAttributes(get)) = response.batch_items[0].payload() else { panic!() };
        check_placement(&Placement::find(get.attributes()).unwrap().unwrap());
        let done = response.batch_items[1].payload().unwrap();
        assert_eq!(done.decode_vendor(), Ok(Some(RebalanceResponse { moved: 1 << 40 })));
    }

    #[test]
    fn everything_survives_every_encoding() {
        for version in VERSIONS {
            let request = request(version);
            let response = response(&request);
            let ttlv = [
                ttlv::to_vec(&Message::Request(request.clone())).unwrap(),
                ttlv::to_vec(&Message::Response(response.clone())).unwrap(),
            ];
            for ((name, encode, decode), names) in
                ENCODINGS.into_iter().flat_map(|encoding| [(encoding, NAMES), (encoding, VendorNames::NONE)])
            {
                for (bytes, message) in
                    ttlv.iter().zip([Message::Request(request.clone()), Message::Response(response.clone())])
                {
                    let text = encode(&message, names).unwrap_or_else(|e| panic!("{name}: {e}"));
                    let again = decode(&text, names).unwrap_or_else(|e| panic!("{name}: {e}"));
                    assert_eq!(ttlv::to_vec(&again).as_ref(), Ok(bytes), "{name}");
                    match &again {
                        Message::Request(request) => check_request(request),
                        Message::Response(response) => check_response(response),
                        other => panic!("{other:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn text_has_the_vendor_s_names() {
        let message = Message::Request(request(ProtocolVersion::V2_1));
        let [_, _, (_, xml, _), (_, json, read_json)] = ENCODINGS;
        let text = |bytes: Result<Vec<u8>, Error>| String::from_utf8(bytes.unwrap()).unwrap();
        let named = text(json(&message, NAMES));
        for part in [
            r#"{"tag":"0x54A003","name":"StorageTier","type":"Enumeration","value":"Hot"}"#,
            r#"{"tag":"CryptographicAlgorithm","type":"Enumeration","value":"HouseCipher"}"#,
            r#"{"tag":"Operation","type":"Enumeration","value":"Rebalance"}"#,
            r#"{"tag":"0x54A002","name":"Shard","type":"Integer","value":7}"#,
            r#"{"tag":"0x54A006","name":"AuditTicket","type":"Integer","value":4711}"#,
        ] {
            assert!(named.contains(part), "{part} in {named}");
        }
        let plain = text(json(&message, VendorNames::NONE));
        assert!(plain.contains(r#"{"tag":"0x54A003","type":"Enumeration","value":"0x80000001"}"#));
        // Names that nobody told the reader are refused; they could stand for anything.
        let error = read_json(named.as_bytes(), VendorNames::NONE).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownName);

        let named = text(xml(&message, NAMES));
        for part in [
            r#"<TTLV tag="0x54A003" name="StorageTier" type="Enumeration" value="Hot"/>"#,
            r#"<CryptographicAlgorithm type="Enumeration" value="HouseCipher"/>"#,
            r#"<Operation type="Enumeration" value="Rebalance"/>"#,
            r#"<TTLV tag="0x54A006" name="AuditTicket" type="Integer" value="4711"/>"#,
        ] {
            assert!(named.contains(part), "{part} in {named}");
        }
        let mut printed = String::new();
        let bytes = ttlv::to_vec(&message).unwrap();
        Pretty::new(&mut printed).with_names(NAMES).unwrap().print(&mut ttlv::TtlvReader::new(&bytes)).unwrap();
        assert!(printed.contains("StorageTier") && printed.contains("Rebalance"), "{printed}");
    }

    #[test]
    fn the_same_attribute_in_every_version() {
        let forms = VERSIONS.map(|version| {
            let request = request(version);
            let RequestPayload::Create(create) = &request.batch_items[0].request_payload else { panic!() };
            (create.template_attribute.is_some(), create.attributes.is_some())
        });
        assert_eq!(forms, [(true, false), (false, true), (false, true)]);
        let request = request(ProtocolVersion::V1_4);
        let RequestPayload::Create(create) = &request.batch_items[0].request_payload else { panic!() };
        assert_eq!(create.template_attribute.as_ref().unwrap().named_attributes[1].attribute_name, "x-placement");
    }

    #[test]
    fn identifiers_in_a_vendor_s_payload_follow_the_version() {
        let item_type = |version| {
            let request = request(version);
            let RequestPayload::Unknown(node) = &request.batch_items[1].request_payload else { panic!() };
            node.child(Tag::UNIQUE_IDENTIFIER).unwrap().item_type()
        };
        let types = VERSIONS.map(item_type);
        assert_eq!(types, [ItemType::TEXT_STRING, ItemType::TEXT_STRING, ItemType::IDENTIFIER]);
    }

    #[test]
    fn what_the_vendor_requires_is_required() {
        let empty = Node::new(tags::PLACEMENT, NodeValue::Structure(vec![]));
        let fault = empty.decode::<Placement<'_>>().unwrap_err();
        assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Missing, tags::SHARD));
        let wrong = Node::new(tags::STORAGE_TIER, 7.into());
        assert_eq!(wrong.decode::<Tier>().unwrap_err().kind(), ErrorKind::WrongType);
        // An operation's payload and an extension are structures.
        let refused = RequestPayload::vendor(&Tier::HOT, &ProtocolVersion::V2_1).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::WrongType);
        let refused = MessageExtension::with_content(VENDOR, false, &7, &ProtocolVersion::V2_1).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::WrongType);
        // A payload of the standard is not a vendor's.
        let get = RequestPayload::from(GetRequest::with_id("5d0c8f1e"));
        assert_eq!(get.decode_vendor::<RebalanceRequest<'_>>(), Ok(None));
    }
}
