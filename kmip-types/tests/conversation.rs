//! Tests that requests and responses belong together.
//!
//! They are about making them, correlation, negotiation, and what a server tells about itself.

#[cfg(test)]
mod tests {
    use kmip_types::exchange::*;
    use kmip_types::items::{Node, NodeReader, NodeValue};
    use kmip_types::*;

    const NOW: DateTime = DateTime(1_735_689_600);

    fn batch(version: ProtocolVersion<'static>, count: usize) -> RequestMessage<'static> {
        let mut request = RequestMessage::new(version);
        for number in 0..count {
            request.push(GetRequest::with_id(format!("id {number}")));
        }
        request
    }

    fn places(pairing: &Pairing<'_, '_, '_>) -> Vec<(String, String)> {
        let text = |item: &RequestBatchItem<'_>| match &item.request_payload {
            RequestPayload::Get(get) => get.unique_identifier.as_ref().unwrap().as_text().unwrap().to_string(),
            other => panic!("{other:?}"),
        };
        pairing.pairs.iter().map(|(q, r)| (text(q), r.result_message.as_ref().unwrap().to_string())).collect()
    }

    fn expected(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn a_response_has_what_the_request_had() {
        let mut request = batch(ProtocolVersion::V2_1, 2);
        request.request_header.client_correlation_value = Some("client 7".into());
        let response = ResponseMessage::respond_to(&request, NOW);
        let header = &response.response_header;
        assert_eq!(header.protocol_version, ProtocolVersion::V2_1);
        assert_eq!((header.time_stamp, header.batch_count), (NOW, None));
        assert_eq!(header.client_correlation_value.as_deref(), Some("client 7"));
        assert_eq!(header.server_correlation_value, None);
    }

    #[test]
    fn a_success_without_payload_is_no_error_called_success() {
        let item = ResponseBatchItem::new(ResultStatus::SUCCESS);
        assert_eq!(item.payload(), Err(NoPayload::Absent));
        let text = "the operation was done, but its response has no payload";
        assert_eq!(item.into_payload::<GetResponse<'_>>().unwrap_err().to_string(), text);
    }

    #[test]
    fn a_request_knows_its_operation_and_its_response() {
        fn answer<'r, R: Request<'r>>(response: ResponseMessage<'r>) -> Result<R::Response<'r>, NoPayload> {
            assert_eq!(R::OPERATION, Operation::ACTIVATE);
            response.into_payload()
        }
        let response = |payloads: &[&str]| {
            let mut response = ResponseMessage::new(ProtocolVersion::V2_1, NOW);
            for id in payloads {
                response.push(ResponseBatchItem::success(ActivateResponse::new((*id).to_owned())));
            }
            response
        };
        assert_eq!(answer::<ActivateRequest<'_>>(response(&["a"])), Ok(ActivateResponse::new("a")));
        assert_eq!(answer::<ActivateRequest<'_>>(response(&[])), Err(NoPayload::Items(0)));
        assert_eq!(answer::<ActivateRequest<'_>>(response(&["a", "b"])), Err(NoPayload::Items(2)));
        let other = response(&["a"]).into_payload::<GetResponse<'_>>().unwrap_err();
        let NoPayload::Other(operations) = &other else { panic!("{other:?}") };
        assert_eq!((operations.expected, operations.found), (Operation::GET, Operation::ACTIVATE));

        let payload = RequestPayload::from(DestroyRequest::with_id("a"));
        assert_eq!(DestroyRequest::try_from(payload.clone()), Ok(DestroyRequest::with_id("a")));
        let error = GetRequest::try_from(payload).unwrap_err();
        assert_eq!(error.to_string(), "the payload of Destroy, not of Get");
        let vendors = GetRequest::try_from(RequestPayload::default()).unwrap_err();
        assert_eq!(vendors.to_string(), "the payload of an operation that no table has, not of Get");
    }

    /// A response to very many empty items would be many times as long as they.
    #[test]
    fn a_request_of_very_many_items_is_refused_as_a_whole() {
        for (count, answers) in [(0, 1), (1, 1), (256, 256), (257, 1)] {
            let request = batch(ProtocolVersion::V1_4, count);
            let refused = Rescued::from(&request).refuse_version(Versions::since(Version::V2_0), NOW);
            assert_eq!(refused.batch_items.len(), answers, "{count} items");
            let items = request.batch_items.iter().map(|item| {
                let operation = NodeValue::Enumeration(item.operation.value());
                Node::new(Tag::BATCH_ITEM, NodeValue::Structure(vec![Node::new(Tag::OPERATION, operation)]))
            });
            let message = [Node::new(Tag::REQUEST_MESSAGE, NodeValue::Structure(items.collect()))];
            let read = Rescued::read(&mut NodeReader::new(&message));
            assert_eq!(read.items.len(), if count > 256 { 0 } else { count }, "{count} items");
            let response = read.refuse_version(Versions::ALL, NOW);
            assert_eq!(response.batch_items.len(), answers, "{count} items");
            assert_eq!(*response.protocol_version(), ProtocolVersion::V1_0);
        }
    }

    /// The reason for each kind of error has a nearest one in every version.
    ///
    /// That reason is one of the version into which it is brought.
    #[test]
    fn every_reason_has_a_nearest_one_in_each_version() {
        for entry in ResultReason::table().names() {
            let reason = ResultReason::new(entry.value);
            for version in Version::ALL {
                let nearest = reason.nearest_in(version);
                assert!(nearest.versions().contains(version), "{reason} in {version}");
                assert_eq!(nearest == reason, reason.versions().contains(version), "{reason} in {version}");
            }
        }
        assert_eq!(ResultReason::from(ErrorKind::Truncated), ResultReason::INVALID_MESSAGE);
        assert_eq!(ResultReason::from(ErrorKind::WrongType).nearest_in(Version::V1_0), ResultReason::INVALID_FIELD);
        let limit = ResultReason::from(ErrorKind::TooManyItems);
        assert_eq!(limit, ResultReason::SERVER_LIMIT_EXCEEDED);
        assert_eq!(limit.nearest_in(Version::V1_4), ResultReason::GENERAL_FAILURE);
        let version = ResultReason::from(validate::FindingKind::UnknownVersion);
        assert_eq!(version.nearest_in(Version::V1_2), ResultReason::INVALID_MESSAGE);
        // A vendor's reason is in every version.
        assert_eq!(ResultReason::new(0x8000_0001).nearest_in(Version::V1_0), ResultReason::new(0x8000_0001));
    }

    #[test]
    fn each_answer_has_operation_and_id() {
        let request = batch(ProtocolVersion::V1_4, 2);
        let item = &request.batch_items[1];
        let id = Some(Bytes::from(&[0, 0, 0, 2]));
        let payload = || GetResponse::new(ObjectType::SYMMETRIC_KEY, "id", SymmetricKey::default());
        let success = item.success(payload());
        let answers =
            [success, item.failure(ResultReason::ITEM_NOT_FOUND, "gone"), item.pending(vec![9]), item.undone()];
        for (answer, status) in answers.iter().zip(0..) {
            assert_eq!(answer.result_status, ResultStatus::new(status));
            assert_eq!((answer.operation, &answer.unique_batch_item_id), (Some(Operation::GET), &id));
        }
        let [success, failure, pending, undone] = &answers;
        let payload = payload().into();
        assert_eq!(success.outcome(), Outcome::Success(Some(&payload)));
        assert_eq!(success.payload(), Ok(&payload));
        let message = Text::from("gone");
        let reason = Some(ResultReason::ITEM_NOT_FOUND);
        assert_eq!(failure.outcome(), Outcome::Failed { reason, message: Some(&message) });
        let refusal = failure.payload().unwrap_err();
        assert_eq!(refusal.to_string(), "OperationFailed, ItemNotFound: gone");
        assert_eq!(refusal.reason(), reason);
        let (status, message) = (ResultStatus::OPERATION_FAILED, Some("gone".to_owned()));
        assert_eq!(refusal, NoPayload::Refused { status, reason, message });
        assert_eq!(pending.outcome(), Outcome::Pending(Some(&vec![9].into())));
        assert_eq!(pending.payload().unwrap_err().to_string(), "OperationPending");
        assert_eq!(pending.payload(), Err(NoPayload::Pending(Some(vec![9].into()))));
        assert_eq!(undone.outcome(), Outcome::Undone);
        let strange = ResponseBatchItem::new(ResultStatus::new(0x8000_0001));
        assert_eq!(strange.outcome(), Outcome::Other(ResultStatus::new(0x8000_0001)));
        // What a Poll gets is the result of another operation; a vendor's payload does not tell which.
        assert_eq!(item.success(ActivateResponse::new("id")).operation, Some(Operation::ACTIVATE));
        assert_eq!(item.success(ResponsePayload::default()).operation, Some(Operation::GET));
        assert_eq!(ResponseBatchItem::success(ActivateResponse::new("id")).operation, Some(Operation::ACTIVATE));
        assert_eq!(ResponseBatchItem::success(ResponsePayload::default()).operation, None);
        assert_eq!(ResponseBatchItem::failure(ResultReason::INVALID_MESSAGE, "unreadable").operation, None);
    }

    fn respond(request: &RequestMessage<'static>, order: &[(usize, &'static str)]) -> ResponseMessage<'static> {
        let mut response = ResponseMessage::respond_to(request, NOW);
        for (place, message) in order {
            response.push(request.batch_items[*place].failure(ResultReason::GENERAL_FAILURE, *message));
        }
        response
    }

    #[test]
    fn items_are_paired_by_id_in_any_order() {
        let request = batch(ProtocolVersion::V1_4, 3);
        let response = respond(&request, &[(2, "c"), (0, "a"), (1, "b")]);
        let pairing = response.pair(&request);
        assert!(pairing.is_complete());
        assert_eq!(places(&pairing), expected(&[("id 0", "a"), ("id 1", "b"), ("id 2", "c")]));
    }

    #[test]
    fn items_without_id_are_paired_by_place() {
        let request = batch(ProtocolVersion::V3_0, 3);
        assert!(request.batch_items.iter().all(|item| item.unique_batch_item_id.is_none()));
        let response = respond(&request, &[(0, "a"), (1, "b")]);
        let pairing = response.pair(&request);
        assert_eq!(places(&pairing), expected(&[("id 0", "a"), ("id 1", "b")]));
        assert_eq!(pairing.unanswered, [&request.batch_items[2]]);
        assert!(pairing.unasked.is_empty() && !pairing.is_complete());
    }

    #[test]
    fn what_is_left_on_either_side_is_told() {
        let request = batch(ProtocolVersion::V1_4, 3);
        let mut response = respond(&request, &[(1, "b"), (1, "b again")]);
        let mut stranger = ResponseBatchItem::failure(ResultReason::GENERAL_FAILURE, "other id");
        stranger.unique_batch_item_id = Some(vec![7].into());
        response.push(stranger);
        response.push(ResponseBatchItem::failure(ResultReason::GENERAL_FAILURE, "fourth of three"));
        let pairing = response.pair(&request);
        assert_eq!(places(&pairing), expected(&[("id 1", "b")]));
        assert_eq!(pairing.unanswered, [&request.batch_items[0], &request.batch_items[2]]);
        let left: Vec<_> = pairing.unasked.iter().map(|item| item.result_message.as_deref().unwrap()).collect();
        assert_eq!(left, ["b again", "other id", "fourth of three"]);
    }

    #[test]
    fn an_answer_without_id_stands_for_the_item_in_its_place() {
        // Some servers leave out the ID of a failure.
        let request = batch(ProtocolVersion::V1_4, 2);
        let mut response = respond(&request, &[(1, "b"), (0, "a")]);
        response.batch_items[1].unique_batch_item_id = None;
        let pairing = response.pair(&request);
        // Its place is taken by the ID of the other one.
        assert_eq!(places(&pairing), expected(&[("id 1", "b")]));
        assert_eq!((pairing.unanswered.len(), pairing.unasked.len()), (1, 1));
        let mut response = respond(&request, &[(0, "a"), (1, "b")]);
        response.batch_items[0].unique_batch_item_id = None;
        assert_eq!(places(&response.pair(&request)), expected(&[("id 0", "a"), ("id 1", "b")]));
    }

    #[test]
    fn repeated_ids_are_answered_in_order() {
        let mut request = batch(ProtocolVersion::V1_4, 3);
        for item in &mut request.batch_items {
            item.unique_batch_item_id = Some(vec![1].into());
        }
        let response = respond(&request, &[(0, "a"), (1, "b"), (2, "c")]);
        let pairing = response.pair(&request);
        assert_eq!(places(&pairing), expected(&[("id 0", "a"), ("id 1", "b"), ("id 2", "c")]));
    }

    fn discovery(versions: &[ProtocolVersion<'static>]) -> ResponseMessage<'static> {
        let request = RequestMessage::discover_versions(Versions::ALL).unwrap();
        let mut answer = DiscoverVersionsResponse::default();
        answer.protocol_versions = versions.to_vec();
        let mut response = ResponseMessage::respond_to(&request, NOW);
        response.push(request.batch_items[0].success(answer));
        response
    }

    #[test]
    fn the_newest_common_version_is_picked() {
        let response = discovery(&[ProtocolVersion::V1_2, ProtocolVersion::V2_1, ProtocolVersion::new(4, 0)]);
        for (ours, picked) in [
            (Versions::ALL, Some(ProtocolVersion::V2_1)),
            (Version::V1_4 | Version::V1_2, Some(ProtocolVersion::V1_2)),
            (Versions::only(Version::V3_0), None),
        ] {
            assert_eq!(response.pick_version(ours), picked);
        }
        assert_eq!(discovery(&[]).pick_version(Versions::ALL), None);

        let mut refused = ResponseMessage::new(ProtocolVersion::V1_0, NOW);
        refused.push(ResponseBatchItem::failure(ResultReason::OPERATION_NOT_SUPPORTED, "unknown operation"));
        assert_eq!(refused.pick_version(Versions::ALL), Some(ProtocolVersion::V1_0));
        assert_eq!(refused.pick_version(Versions::only(Version::V2_1)), None);
        refused.batch_items[0].result_reason = Some(ResultReason::GENERAL_FAILURE);
        assert_eq!(refused.pick_version(Versions::ALL), None);
        assert_eq!(ResponseMessage::new(ProtocolVersion::V1_0, NOW).pick_version(Versions::ALL), None);
    }

    #[test]
    fn requests_of_a_negotiation() {
        let request = RequestMessage::discover_versions(Version::V1_4 | Version::V2_1 | Version::V1_0).unwrap();
        assert_eq!(request.request_header.protocol_version, ProtocolVersion::V1_4);
        let RequestPayload::DiscoverVersions(discover) = &request.batch_items[0].request_payload else { panic!() };
        assert_eq!(discover.protocol_versions, [ProtocolVersion::V2_1, ProtocolVersion::V1_4, ProtocolVersion::V1_0]);
        assert_eq!(RequestMessage::discover_versions(Versions::only(Version::V1_0)), None);

        let functions = |version| {
            let request = RequestMessage::query(version);
            let RequestPayload::Query(query) = &request.batch_items[0].request_payload else { panic!() };
            query.query_functions.clone()
        };
        assert_eq!(functions(ProtocolVersion::V1_0).len(), 4);
        assert_eq!(functions(ProtocolVersion::V1_4).len(), 12);
        assert!(functions(ProtocolVersion::V3_0).contains(&QueryFunction::QUERY_CAPABILITIES));
    }

    #[test]
    fn a_feature_tells_its_versions() {
        assert_eq!(Operation::ENCAPSULATE.versions(), Versions::since(Version::V3_0));
        assert_eq!(Operation::IMPORT.versions().oldest(), Some(Version::V1_4));
        assert_eq!(Operation::new(0x8000_0001).versions(), Versions::NONE);
        assert_eq!(CryptographicAlgorithm::CHA_CHA20.versions().oldest(), Some(Version::V1_4));
        assert_eq!(CryptographicUsageMask::ENCRYPT.versions(), Versions::ALL);
        let mask = CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::AUTHENTICATE;
        assert_eq!(mask.versions().oldest(), Some(Version::V2_0));
        assert_eq!(CryptographicUsageMask::new(1 << 31).versions(), Versions::NONE);
        assert_eq!(Attribute::Sensitive(true).versions().oldest(), Some(Version::V1_4));
        assert_eq!(names::attribute_versions(Tag::SENSITIVE).oldest(), Some(Version::V1_4));
        assert_eq!(Tag::BATCH_COUNT.versions().newest(), Some(Version::V2_1));
        assert_eq!(CryptographicAlgorithm::AES.name(), Some("AES"));
        assert_eq!(Versions::NONE.newest(), None);
    }

    #[test]
    fn answers_to_query_make_one_summary() {
        let mut first = QueryResponse::default();
        first.operations = vec![Operation::GET, Operation::CREATE, Operation::new(0x8000_0001)];
        first.object_types = vec![ObjectType::SYMMETRIC_KEY];
        first.vendor_identification = Some("Example Keys".into());
        let mut information = ServerInformation::default();
        information.server_name = Some("vault 1".into());
        information.server_version = Some("7.2".into());
        first.server_information = Some(information.into());
        first.application_namespaces = vec!["tape".into()];

        let mut second = QueryResponse::default();
        second.operations = vec![Operation::GET, Operation::LOCATE];
        let mut profile = ProfileInformation::new(ProfileName::BASELINE_SERVER);
        profile.profile_version = Some(ProfileVersion::new(2, 1));
        profile.server_port = Some(5696);
        second.profile_information = vec![profile];
        let mut weak = CapabilityInformation::default();
        weak.streaming_capability = Some(true);
        weak.asynchronous_capability = Some(false);
        let mut strong = CapabilityInformation::default();
        strong.streaming_capability = Some(false);
        second.capability_information = vec![weak, strong];
        let mut extension = ExtensionInformation::new("House");
        extension.extension_tag = Some(0x54_0001);
        second.extension_information = vec![extension];

        let mut server = ServerSummary::from_query(&first);
        server.add(&second);
        let house = Operation::new(0x8000_0001);
        assert_eq!(server.operations, [Operation::CREATE, Operation::LOCATE, Operation::GET, house]);
        assert!(server.can(house) && !server.can(Operation::DESTROY));
        assert!(server.has(ObjectType::SYMMETRIC_KEY) && !server.has(ObjectType::CERTIFICATE));
        assert!(server.conforms_to(ProfileName::BASELINE_SERVER) && !server.conforms_to(ProfileName::HTTPS_SERVER));
        assert_eq!((server.profiles[0].version, server.profiles[0].server_port), (Some((2, 1)), Some(5696)));
        let Capabilities { streaming, asynchronous, attestation, .. } = server.capabilities;
        assert_eq!((streaming, asynchronous, attestation), (Some(true), Some(false), None));
        assert_eq!(server.extensions, [("House".to_owned(), Some(0x54_0001))]);
        assert_eq!(
            server.to_string(),
            "server: vault 1\n\
             version: 7.2\n\
             vendor: Example Keys\n\
             operations: Create, Locate, Get, 0x80000001\n\
             object types: SymmetricKey\n\
             profiles: BaselineServer\n\
             capabilities: streaming\n\
             extensions: House\n"
        );
    }

    #[test]
    fn key_blocks_of_every_kind() {
        let bytes = || vec![7_u8; 24];
        let formats = [
            (KeyBlock::opaque(bytes()), KeyFormatType::OPAQUE),
            (KeyBlock::pkcs_1(bytes()), KeyFormatType::PKCS_1),
            (KeyBlock::pkcs_8(bytes()), KeyFormatType::PKCS_8),
            (KeyBlock::x_509(bytes()), KeyFormatType::X_509),
            (KeyBlock::ec_private_key(bytes()), KeyFormatType::EC_PRIVATE_KEY),
            (KeyBlock::pkcs_12(bytes()), KeyFormatType::PKCS_12),
            (KeyBlock::transparent(TransparentSymmetricKey::new(bytes())), KeyFormatType::TRANSPARENT_SYMMETRIC_KEY),
        ];
        for (block, format) in &formats {
            assert_eq!(block.key_format_type, *format);
            assert_eq!(**block.key_bytes().unwrap().expose(), bytes(), "{format}");
            assert_eq!(block.wrapped_bytes(), None);
        }
        let private = TransparentEcPrivateKey::new(RecommendedCurve::P_256, BigInteger::from_bytes(&[5]));
        let block = KeyBlock::transparent(private).with_algorithm(CryptographicAlgorithm::EC, 256);
        assert_eq!(block.key_format_type, KeyFormatType::TRANSPARENT_EC_PRIVATE_KEY);
        assert_eq!(
            (block.cryptographic_algorithm, block.cryptographic_length),
            (Some(CryptographicAlgorithm::EC), Some(256))
        );
        assert!(block.key_bytes().is_none() && block.key_material().is_some());

        // Wrapped without its TTLV: the key material is what wrapping gave.
        let mut block = KeyBlock::encoded(KeyFormatType::RAW, bytes());
        block.key_wrapping_data = Some(KeyWrappingData::new(WrappingMethod::ENCRYPT).into());
        assert_eq!((block.key_bytes(), block.wrapped_bytes()), (None, Some(&bytes().into())));
        assert_eq!(KeyBlock::new(KeyFormatType::RAW).key_bytes(), None);

        let object = ManagedObject::from(PrivateKey::new(block));
        assert_eq!(object.object_type(), ObjectType::PRIVATE_KEY);
        assert!(object.key_block().is_some());
        let register = RegisterRequest::for_object(Certificate::new(CertificateType::X_509, bytes()));
        assert_eq!(register.object_type, ObjectType::CERTIFICATE);
        assert!(register.managed_object.unwrap().key_block().is_none());
    }
}
