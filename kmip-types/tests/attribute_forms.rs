//! Tests of attributes in the wire form of each version.
//!
//! What a program fills in once is right in all of them.

#[cfg(test)]
mod tests {
    use kmip_types::format::encode_root;
    use kmip_types::items::{Node, NodeValue, NodeWriter};
    use kmip_types::*;

    const PAIRS: [(Tag, &str); 3] = [
        (Tag::CRYPTOGRAPHIC_ALGORITHM, "Cryptographic Algorithm"),
        (Tag::X_509_CERTIFICATE_IDENTIFIER, "X.509 Certificate Identifier"),
        (Tag::PKCS_12_FRIENDLY_NAME, "PKCS#12 Friendly Name"),
    ];

    fn every_type() -> Vec<(&'static str, NodeValue<'static>)> {
        vec![
            ("integer", (-7).into()),
            ("long", (1_i64 << 40).into()),
            ("big", BigInteger::from_bytes(&[0x00, 0xC0, 0xFF, 0xEE]).into()),
            ("enumeration", NodeValue::Enumeration(0x8000_0001)),
            ("boolean", true.into()),
            ("text", "blue".into()),
            ("bytes", [1_u8, 2, 3].as_slice().into()),
            ("date", DateTime(1_205_495_800).into()),
            ("interval", Interval(864_000).into()),
            ("structure", vec![Node::new(Tag::new(0x54_0001), 1.into())].into()),
        ]
    }

    fn attributes() -> Attributes<'static> {
        let mut attributes = Attributes::from([
            Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
            Attribute::name("first"),
            Attribute::CryptographicLength(256),
            Attribute::name("second"),
            Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT),
            Attribute::name("third"),
        ]);
        for (name, value) in every_type() {
            attributes.push(VendorAttribute::with_value("x", name, value));
        }
        attributes
    }

    fn push(version: ProtocolVersion<'static>, payload: impl Into<RequestPayload<'static>>) -> RequestPayload<'static> {
        let mut request = RequestMessage::new(version);
        request.push(payload);
        request.batch_items.remove(0).request_payload
    }

    fn respond(
        version: ProtocolVersion<'static>,
        payload: impl Into<ResponsePayload<'static>>,
    ) -> ResponsePayload<'static> {
        let mut response = ResponseMessage::new(version, DateTime(0));
        let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
        item.response_payload = Some(payload.into());
        response.push(item);
        response.batch_items.remove(0).response_payload.unwrap()
    }

    macro_rules! payload {
        ($expression:expr, $enum:ident::$arm:ident) => {
            match $expression {
                $enum::$arm(payload) => payload,
                other => panic!("{other:?}"),
            }
        };
    }

    #[test]
    fn names_and_instances_in_1_x() {
        let named = attributes().into_named().unwrap();
        let heads: Vec<(&str, Option<i32>)> =
            named.iter().map(|n| (n.attribute_name.as_str(), n.attribute_index)).collect();
        assert_eq!(
            heads,
            [
                ("Cryptographic Algorithm", None),
                ("Name", None),
                ("Cryptographic Length", None),
                ("Name", Some(1)),
                ("Cryptographic Usage Mask", None),
                ("Name", Some(2)),
                ("x-integer", None),
                ("x-long", None),
                ("x-big", None),
                ("x-enumeration", None),
                ("x-boolean", None),
                ("x-text", None),
                ("x-bytes", None),
                ("x-date", None),
                ("x-interval", None),
                ("x-structure", None),
            ]
        );
        assert_eq!(named[7], NamedAttribute::custom("x-long", 1_i64 << 40));
        assert_eq!(Attributes::from_named(named).unwrap(), attributes());
    }

    #[test]
    fn the_server_gives_the_indices_behind_those_that_are_there() {
        let second = || {
            let mut named = NamedAttribute::standard(Attribute::name("b"));
            named.attribute_index = Some(4);
            named
        };
        let named = || vec![NamedAttribute::standard(Attribute::name("a")), second()];
        let indices = |named: &[NamedAttribute<'_>]| named.iter().map(|n| n.attribute_index).collect::<Vec<_>>();

        let mut got = GetAttributesResponse::new("id").with_attributes([Attribute::name("c")]);
        got.named_attributes = named();
        let got = payload!(respond(ProtocolVersion::V1_4, got), ResponsePayload::GetAttributes);
        assert_eq!(indices(&got.named_attributes), [None, Some(4), Some(5)]);

        // What is asked to be set has no index of its own accord.
        let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([Attribute::name("c")]);
        let mut template = TemplateAttribute::default();
        template.named_attributes = named();
        create.template_attribute = Some(template);
        let create = payload!(push(ProtocolVersion::V1_4, create), RequestPayload::Create);
        assert_eq!(indices(&create.template_attribute.unwrap().named_attributes), [None, Some(4), None]);
    }

    #[test]
    fn custom_attributes_of_every_type_are_found_in_both_forms() {
        let named = GetAttributesResponse::new("id").with_attributes(attributes());
        let (old, new) = (respond(ProtocolVersion::V1_4, named.clone()), respond(ProtocolVersion::V2_1, named));
        let (old, new) = (payload!(old, ResponsePayload::GetAttributes), payload!(new, ResponsePayload::GetAttributes));
        assert_eq!((old.named_attributes.len(), old.attributes.as_ref()), (16, None));
        assert_eq!((new.named_attributes.len(), new.attributes.as_ref().map(Attributes::len)), (0, Some(16)));
        for payload in [&old, &new] {
            let view = payload.attributes();
            for (name, value) in every_type() {
                assert_eq!(view.vendor("x", name).map(Node::value), Some(&value), "{name}");
            }
            assert_eq!(view.vendor("y", "text"), None);
            assert_eq!(view.to_attributes().unwrap(), attributes());
            assert_eq!(
                view.names().map(|name| name.as_text().as_str()).collect::<Vec<_>>(),
                ["first", "second", "third"]
            );
            assert_eq!(view.cryptographic_usage_mask(), Some(CryptographicUsageMask::ENCRYPT));
            assert_eq!((view.len(), view.is_empty()), (16, false));
            assert_eq!(view.get(Tag::CRYPTOGRAPHIC_LENGTH), Some(&Attribute::CryptographicLength(256)));
        }
        assert_eq!(attributes().vendor("x", "boolean").map(Node::value), Some(&NodeValue::Boolean(true)));
    }

    #[test]
    fn names_are_texts_in_3_0_only() {
        let get = |version| {
            let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY)
                .with_attributes([Attribute::name("a"), Attribute::RotateName(RotateName::TextString("b".into()))]);
            payload!(push(version, create), RequestPayload::Create).attributes.unwrap()
        };
        let new = get(ProtocolVersion::V3_0);
        assert_eq!(new.names().next(), Some(&Name::TextString("a".into())));
        assert_eq!(new.rotate_name(), Some(&RotateName::TextString("b".into())));
        let old = get(ProtocolVersion::V2_1);
        assert_eq!(old.names().next(), Some(&NameStructure::new("a", NameType::UNINTERPRETED_TEXT_STRING).into()));
        let structure = RotateNameStructure::new("b", RotateNameType::UNINTERPRETED_TEXT_STRING);
        assert_eq!(old.rotate_name(), Some(&structure.into()));
    }

    #[test]
    fn key_pairs_have_three_sets() {
        let request = CreateKeyPairRequest::default()
            .with_common_attributes([Attribute::CryptographicLength(2048)])
            .with_private_key_attributes([Attribute::name("private")])
            .with_public_key_attributes([Attribute::name("public")]);
        let old = payload!(push(ProtocolVersion::V1_2, request.clone()), RequestPayload::CreateKeyPair);
        assert_eq!(
            (&old.common_attributes, &old.private_key_attributes, &old.public_key_attributes),
            (&None, &None, &None)
        );
        let lengths =
            [&old.common_template_attribute, &old.private_key_template_attribute, &old.public_key_template_attribute]
                .map(|template| template.as_ref().unwrap().named_attributes.len());
        assert_eq!(lengths, [1, 1, 1]);
        for payload in [&request, &old] {
            assert_eq!(payload.common_attributes().cryptographic_length(), Some(2048));
            assert_eq!(payload.private_key_attributes().names().next().map(Name::as_text), Some(&"private".into()));
            assert_eq!(payload.public_key_attributes().names().next().map(Name::as_text), Some(&"public".into()));
        }
        let again = payload!(push(ProtocolVersion::V2_0, old), RequestPayload::CreateKeyPair);
        assert_eq!(again, request);
    }

    #[test]
    fn references_are_names_in_1_x() {
        let references: Vec<AttributeReference<'_>> =
            PAIRS.iter().map(|(tag, _)| (*tag).into()).chain([AttributeReference::vendor("x", "shard")]).collect();
        let request = GetAttributesRequest::with_id("id").with_attribute_references(references.clone());
        let old = payload!(push(ProtocolVersion::V1_4, request.clone()), RequestPayload::GetAttributes);
        let names: Vec<&str> = PAIRS.iter().map(|(_, name)| *name).chain(["x-shard"]).collect();
        assert_eq!(old.attribute_names, names);
        assert!(old.attribute_references.is_empty());
        for payload in [&request, &old] {
            assert_eq!(payload.attribute_references().collect::<Result<Vec<_>, _>>(), Ok(references.clone()));
        }
        assert_eq!(payload!(push(ProtocolVersion::V2_1, old), RequestPayload::GetAttributes), request);

        let delete = DeleteAttributeRequest::with_id("id").with_attribute_reference(Tag::CONTACT_INFORMATION);
        let old = payload!(push(ProtocolVersion::V1_0, delete.clone()), RequestPayload::DeleteAttribute);
        assert_eq!((old.attribute_name.as_deref(), &old.attribute_reference), (Some("Contact Information"), &None));
        assert_eq!(payload!(push(ProtocolVersion::V2_1, old), RequestPayload::DeleteAttribute), delete);
    }

    #[test]
    fn one_attribute_is_added_and_modified() {
        let add = AddAttributeRequest::with_id("id").with_attribute(Attribute::ContactInformation("desk 4".into()));
        let old = payload!(push(ProtocolVersion::V1_4, add.clone()), RequestPayload::AddAttribute);
        assert_eq!(old.named_attribute.as_ref().unwrap().attribute_name, "Contact Information");
        assert_eq!(old.new_attribute, None);
        for payload in [&add, &old] {
            assert_eq!(payload.new_attribute().contact_information(), Some(&"desk 4".into()));
        }
        assert_eq!(payload!(push(ProtocolVersion::V2_1, old), RequestPayload::AddAttribute), add);
    }

    #[test]
    fn attributes_inside_a_key_value_get_the_form_too() {
        let mut block = KeyBlock::raw(vec![7; 16], CryptographicAlgorithm::AES, 128);
        if let Some(KeyValue::Structure(value)) = block.key_value.as_mut() {
            value.attributes = Some(Attributes::from([Attribute::CryptographicLength(128)]));
        }
        let get = GetResponse::new(ObjectType::SYMMETRIC_KEY, "id", SymmetricKey::new(block));
        let old = payload!(respond(ProtocolVersion::V1_4, get.clone()), ResponsePayload::Get);
        let value = old.managed_object.key_block().and_then(KeyBlock::key_value_structure).unwrap();
        assert_eq!((value.named_attributes.len(), &value.attributes), (1, &None));
        assert_eq!(value.attributes().cryptographic_length(), Some(128));
        assert_eq!(payload!(respond(ProtocolVersion::V2_1, old), ResponsePayload::Get), get);
    }

    #[test]
    fn deleted_attributes_are_notified_in_both_forms() {
        let mut notify = NotifyRequest::new("id").with_attributes([Attribute::CryptographicLength(128)]);
        notify.attribute_references = vec![Tag::STATE.into()];
        let old = payload!(push(ProtocolVersion::V1_4, notify.clone()), RequestPayload::Notify);
        assert_eq!((&old.attributes, &*old.attribute_references), (&None, &[][..]));
        assert_eq!((old.named_attributes.len(), old.attributes().len()), (2, 1));
        assert_eq!(old.named_attributes[1], NamedAttribute::new("State"));
        assert_eq!(payload!(push(ProtocolVersion::V2_1, old), RequestPayload::Notify), notify);
    }

    /// Encodes a request as items, in its version.
    fn encoded(request: &RequestMessage<'_>) -> Result<Vec<Node<'static>>, (ErrorKind, Tag)> {
        let mut writer = NodeWriter::default();
        encode_root(request, &mut writer).map_err(|fault| (fault.kind(), fault.tag()))?;
        Ok(writer.into_nodes())
    }

    #[test]
    fn what_has_no_counterpart_is_refused_and_never_dropped() {
        let create = |attribute: Attribute<'static>| {
            CreateRequest::new(ObjectType::SYMMETRIC_KEY)
                .with_attributes([Attribute::CryptographicLength(256), attribute])
        };
        let unnamed = [
            VendorAttribute::with_value("Acme", "shard", 7).into(),
            Attribute::Other(Node::new(Tag::new(0x54_0001), 7.into())),
        ];
        for attribute in unnamed {
            let mut request = RequestMessage::new(ProtocolVersion::V1_4);
            request.push(create(attribute.clone()));
            assert_eq!(encoded(&request), Err((ErrorKind::NotInVersion, Tag::ATTRIBUTES)));
            let fault = Attributes::from([attribute.clone()]).into_named().unwrap_err();
            assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, attribute.tag()));
        }
        // The attribute is not of this version: its name alone would not tell.
        let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        request.push(create(Attribute::ProtectionLevel(ProtectionLevel::HIGH)));
        assert_eq!(encoded(&request), Err((ErrorKind::NotInVersion, Tag::ATTRIBUTE_VALUE)));
        let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        request.push(GetAttributesRequest::with_id("id").with_attribute_references([Tag::PROTECTION_LEVEL]));
        assert_eq!(encoded(&request), Err((ErrorKind::NotInVersion, Tag::ATTRIBUTE_REFERENCE)));

        let mut template = TemplateAttribute::default();
        template.named_attributes = vec![NamedAttribute::custom("shard", 7)];
        let mut old = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        old.template_attribute = Some(template);
        let mut request = RequestMessage::new(ProtocolVersion::V2_1);
        request.push(old);
        assert_eq!(encoded(&request), Err((ErrorKind::NotInVersion, Tag::TEMPLATE_ATTRIBUTE)));
    }

    #[test]
    fn set_replaces_what_is_of_the_same_kind() {
        let mut attributes = attributes();
        attributes.set(Attribute::name("only"));
        attributes.set(VendorAttribute::with_value("x", "text", "red"));
        attributes.set(Attribute::CryptographicLength(128));
        attributes.set(Attribute::State(State::ACTIVE));
        assert_eq!(attributes.len(), 15);
        assert_eq!(attributes.names().map(Name::as_text).collect::<Vec<_>>(), [&Text::from("only")]);
        assert_eq!(attributes.vendor("x", "text").map(Node::value), Some(&"red".into()));
        assert_eq!((attributes.cryptographic_length(), attributes.state()), (Some(128), Some(State::ACTIVE)));
        attributes.remove_vendor("x", "text");
        attributes.remove(Tag::STATE);
        assert_eq!((attributes.len(), attributes.state(), attributes.vendor("x", "text")), (13, None, None));
        attributes.remove(Tag::ATTRIBUTE);
        assert_eq!((attributes.len(), attributes.vendor_attributes().count()), (4, 0));
    }
}
