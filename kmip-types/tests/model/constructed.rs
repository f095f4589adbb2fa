//! Every payload as its constructor makes it, in every version.
//!
//! It is valid when it is pushed, or refused by the name of what is missing.

use std::collections::BTreeSet;

use kmip_types::format::{encode_root, encode_root_with, locate_in_message};
use kmip_types::items::NodeWriter;
use kmip_types::validate::Severity;
use kmip_types::*;

/// The payloads of an operation, made by their constructors alone.
struct Constructed {
    operation: Operation,
    request: RequestPayload<'static>,
    response: ResponsePayload<'static>,
}

/// A line an operation: the constructor of the request, and of the response.
macro_rules! constructed {
    ($($operation:ident $request:expr, $response:expr;)+) => {
        vec![$(Constructed {
            operation: Operation::$operation,
            request: $request.into(),
            response: $response.into(),
        }),+]
    };
}

fn all() -> Vec<Constructed> {
    let key = || SymmetricKey::new(KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256));
    let id = || UniqueIdentifier::from("5d0c8f1e");
    let ids = || vec![id(), id()];
    let length = || Attributes::from([Attribute::CryptographicLength(256)]);
    let ticket = || Ticket::new(TicketType::LOGIN, Bytes::from(&[1, 2, 3]));
    let object = ObjectType::SYMMETRIC_KEY;
    constructed! {
        CREATE CreateRequest::new(object), CreateResponse::new(object, id());
        CREATE_KEY_PAIR CreateKeyPairRequest::default(), CreateKeyPairResponse::new(id(), id());
        REGISTER RegisterRequest::for_object(key()), RegisterResponse::new(id());
        RE_KEY ReKeyRequest::default(), ReKeyResponse::new(id());
        DERIVE_KEY DeriveKeyRequest::new(object, ids(), DerivationMethod::PBKDF2, DerivationParameters::default()), DeriveKeyResponse::new(id());
        CERTIFY CertifyRequest::default(), CertifyResponse::new(id());
        RE_CERTIFY ReCertifyRequest::default(), ReCertifyResponse::new(id());
        LOCATE LocateRequest::default(), LocateResponse::default();
        CHECK CheckRequest::default(), CheckResponse::default();
        GET GetRequest::default(), GetResponse::new(object, id(), key());
        GET_ATTRIBUTES GetAttributesRequest::default(), GetAttributesResponse::new(id());
        GET_ATTRIBUTE_LIST GetAttributeListRequest::default(), GetAttributeListResponse::new(id());
        ADD_ATTRIBUTE AddAttributeRequest::default(), AddAttributeResponse::new(id());
        MODIFY_ATTRIBUTE ModifyAttributeRequest::default(), ModifyAttributeResponse::new(id());
        DELETE_ATTRIBUTE DeleteAttributeRequest::default(), DeleteAttributeResponse::new(id());
        OBTAIN_LEASE ObtainLeaseRequest::default(), ObtainLeaseResponse::new(id(), Interval(60), DateTime(0));
        GET_USAGE_ALLOCATION GetUsageAllocationRequest::new(7), GetUsageAllocationResponse::new(id());
        ACTIVATE ActivateRequest::default(), ActivateResponse::new(id());
        REVOKE RevokeRequest::default(), RevokeResponse::new(id());
        DESTROY DestroyRequest::default(), DestroyResponse::new(id());
        ARCHIVE ArchiveRequest::default(), ArchiveResponse::new(id());
        RECOVER RecoverRequest::default(), RecoverResponse::new(id());
        VALIDATE ValidateRequest::default(), ValidateResponse::new(ValidityIndicator::VALID);
        QUERY QueryRequest::new([QueryFunction::QUERY_OPERATIONS]), QueryResponse::default();
        CANCEL CancelRequest::new(Bytes::from(&[1])), CancelResponse::new(Bytes::from(&[1]), CancellationResult::CANCELED);
        POLL PollRequest::new(Bytes::from(&[1])), PollResponse::default();
        NOTIFY NotifyRequest::new(id()), NotifyResponse::default();
        PUT PutRequest::new(id(), PutFunction::NEW, key()), PutResponse::default();
        RE_KEY_KEY_PAIR ReKeyKeyPairRequest::default(), ReKeyKeyPairResponse::new(id(), id());
        DISCOVER_VERSIONS DiscoverVersionsRequest::default(), DiscoverVersionsResponse::default();
        ENCRYPT EncryptRequest::default(), EncryptResponse::default();
        DECRYPT DecryptRequest::default(), DecryptResponse::default();
        SIGN SignRequest::default(), SignResponse::new(id());
        SIGNATURE_VERIFY SignatureVerifyRequest::default(), SignatureVerifyResponse::new(id());
        MAC MacRequest::default(), MacResponse::new(id());
        MAC_VERIFY MacVerifyRequest::default(), MacVerifyResponse::new(id());
        RNG_RETRIEVE RngRetrieveRequest::new(32), RngRetrieveResponse::new(Bytes::from(&[7; 32]));
        RNG_SEED RngSeedRequest::new(Bytes::from(&[7; 32])), RngSeedResponse::new(32);
        HASH HashRequest::new(CryptographicParameters::default()), HashResponse::default();
        CREATE_SPLIT_KEY CreateSplitKeyRequest::new(object, 3, 2, SplitKeyMethod::XOR), CreateSplitKeyResponse::new(ids());
        JOIN_SPLIT_KEY JoinSplitKeyRequest::new(object, ids()), JoinSplitKeyResponse::new(id());
        IMPORT ImportRequest::new(id(), key()), ImportResponse::new(id());
        EXPORT ExportRequest::default(), ExportResponse::new(object, id(), key());
        LOG LogRequest::new("message"), LogResponse::default();
        LOGIN LoginRequest::default(), LoginResponse::new(ticket());
        LOGOUT LogoutRequest::new(ticket()), LogoutResponse::default();
        DELEGATED_LOGIN DelegatedLoginRequest::new(Rights::default()), DelegatedLoginResponse::new(ticket());
        ADJUST_ATTRIBUTE AdjustAttributeRequest::new(Tag::CRYPTOGRAPHIC_LENGTH, AdjustmentType::NEGATE), AdjustAttributeResponse::new(id());
        SET_ATTRIBUTE SetAttributeRequest::new(length()), SetAttributeResponse::new(id());
        SET_ENDPOINT_ROLE SetEndpointRoleRequest::new(EndpointRole::SERVER), SetEndpointRoleResponse::new(EndpointRole::SERVER);
        PKCS_11 Pkcs11Request::new(Pkcs11FunctionEnumeration::new(1)), Pkcs11Response::new(Pkcs11FunctionEnumeration::new(1), Pkcs11ReturnCode::new(1));
        INTEROP InteropRequest::new(InteropFunction::BEGIN, "test"), InteropResponse::default();
        RE_PROVISION ReProvisionRequest::default(), ReProvisionResponse::default();
        SET_DEFAULTS SetDefaultsRequest::default(), SetDefaultsResponse::default();
        SET_CONSTRAINTS SetConstraintsRequest::default(), SetConstraintsResponse::default();
        GET_CONSTRAINTS GetConstraintsRequest::default(), GetConstraintsResponse::default();
        QUERY_ASYNCHRONOUS_REQUESTS QueryAsynchronousRequestsRequest::default(), QueryAsynchronousRequestsResponse::default();
        PROCESS ProcessRequest::new(Bytes::from(&[1])), ProcessResponse::default();
        PING PingRequest::default(), PingResponse::default();
        CREATE_GROUP CreateGroupRequest::new(length()), CreateGroupResponse::new(id());
        OBLITERATE ObliterateRequest::new(id()), ObliterateResponse::default();
        CREATE_USER CreateUserRequest::new(length()), CreateUserResponse::new(id());
        CREATE_CREDENTIAL CreateCredentialRequest::new(CredentialType::TICKET, length()), CreateCredentialResponse::new(id());
        DEACTIVATE DeactivateRequest::new(id()), DeactivateResponse::new(id());
        ENCAPSULATE EncapsulateRequest::new(id()), EncapsulateResponse::new(id(), Bytes::from(&[7; 32]));
        DECAPSULATE DecapsulateRequest::new(id(), Bytes::from(&[7; 32])), DecapsulateResponse::new(id());
    }
}

/// The outcome of building a message of constructed payloads.
#[derive(Debug, PartialEq)]
enum Verdict {
    Valid,
    /// The path of what is missing.
    Missing(String),
    /// The version lacks the operation, or something that the constructor asks for.
    NotInVersion,
}

/// Encodes and validates a message.
///
/// Whatever is invalid must have been refused, with the field, its path and the version.
fn verdict(message: &Message<'_>, version: Version) -> Verdict {
    let options = EncodeOptions::default();
    let findings = message.validate().unwrap();
    let mut wrong = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    match encode_root(message, &mut NodeWriter::default()) {
        Ok(()) => {
            assert_eq!(wrong.next().map(|finding| finding.to_string()), None, "{version}: {message:?}");
            Verdict::Valid
        }
        Err(fault) => {
            let error = locate_in_message(message, &mut NodeWriter::default(), &options, fault);
            let as_read = encode_root_with(message, &mut NodeWriter::default(), &EncodeOptions::as_read());
            assert_eq!(as_read, Ok(()), "{version}: {error}");
            if error.kind() == ErrorKind::NotInVersion {
                return Verdict::NotInVersion;
            }
            assert_eq!(error.kind(), ErrorKind::Missing, "{version}: {error}");
            let text = error.to_string();
            assert!(text.contains(&error.tag().to_string()) && text.contains(&format!("{version}:")), "{text}");
            // It is what the validator misses, too.
            let path = error.path().to_string();
            assert!(wrong.any(|finding| finding.path().to_string() == path), "{version}: {error}: {findings:?}");
            Verdict::Missing(path)
        }
    }
}

#[test]
fn every_payload_is_valid_as_constructed_or_refused() {
    let constructed = all();
    let operations: BTreeSet<u32> = constructed.iter().map(|own| own.operation.value()).collect();
    let known: BTreeSet<u32> = tables::operations().iter().map(|table| table.operation.value()).collect();
    assert_eq!((operations, constructed.len()), (known, tables::operations().len()));
    let (mut valid, mut missing, mut not_in_version) = (0, BTreeSet::new(), 0);
    for own in &constructed {
        assert_eq!(own.request.selector(), own.operation);
        assert_eq!(own.response.selector(), own.operation);
        for version in Version::ALL {
            let mut request = RequestMessage::new(version.into());
            request.push(own.request.clone());
            let mut response = ResponseMessage::new(version.into(), DateTime(0));
            response.push(ResponseBatchItem::success(own.response.clone()));
            for message in [Message::Request(request), Message::Response(response)] {
                match verdict(&message, version) {
                    Verdict::Valid => valid += 1,
                    Verdict::NotInVersion => not_in_version += 1,
                    Verdict::Missing(path) => {
                        let kind = if matches!(message, Message::Request(_)) { "Request" } else { "Response" };
                        let path = path.rsplit("Payload/").next().unwrap_or_default();
                        missing.insert(format!("{} {kind} {version}: {path}", own.operation));
                    }
                }
            }
        }
    }
    // What the constructors do not ask for, and no empty structure stands for: mostly the identifier that 3.0 requires, the
    // data that is worked on, and the attribute that a request is about.
    assert_eq!((valid, missing.len(), not_in_version), (578, 143, 335), "{missing:#?}");
    for refused in [
        "Activate Request 3.0: UniqueIdentifier",
        "DeriveKey Request 1.4: DerivationParameters/Salt",
        "Hash Request 3.0: Data",
    ] {
        assert!(missing.contains(refused), "{refused}");
    }
}

/// The text of the error with which a message is refused.
fn told(message: RequestMessage<'_>) -> String {
    let fault = encode_root(&message, &mut NodeWriter::default()).unwrap_err();
    locate_in_message(&message, &mut NodeWriter::default(), &EncodeOptions::default(), fault).to_string()
}

#[test]
fn an_error_names_what_is_missing_and_who_requires_it() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push_item(RequestBatchItem::new(Operation::CREATE, CreateRequest::new(ObjectType::SYMMETRIC_KEY)));
    // A program can take out what pushing put there.
    if let RequestPayload::Create(create) = &mut request.batch_items[0].request_payload {
        assert_eq!(create.attributes.take(), Some(Attributes::default()));
    }
    assert_eq!(
        told(request),
        "missing field in RequestMessage/BatchItem/RequestPayload/Attributes: required in 2.0-3.0, the message is 2.1: \
         `EncodeOptions::as_read` writes the message without it"
    );
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(EncryptRequest::with_id("id"));
    assert_eq!(
        told(request),
        "missing field in RequestMessage/BatchItem/RequestPayload/Data: required here in 1.2-3.0, the message is 1.4: \
         `EncodeOptions::as_read` writes the message without it"
    );
}

/// Tests that an empty container is put where the version requires one alone.
#[test]
fn pushing_puts_in_the_empty_container_of_the_version() {
    let pushed = |version: Version, payload: RequestPayload<'static>| {
        let mut request = RequestMessage::new(version.into());
        request.push(payload);
        request.batch_items.remove(0).request_payload
    };
    for version in Version::ALL {
        let RequestPayload::Create(create) = pushed(version, CreateRequest::new(ObjectType::SYMMETRIC_KEY).into())
        else {
            panic!("no Create")
        };
        let is_named = version < Version::V2_0;
        assert_eq!(
            (create.template_attribute.is_some(), create.attributes.is_some()),
            (is_named, !is_named),
            "{version}"
        );
        let RequestPayload::Locate(locate) = pushed(version, LocateRequest::default().into()) else {
            panic!("no Locate")
        };
        assert_eq!((locate.named_attributes.len(), locate.attributes.is_some()), (0, !is_named), "{version}");
    }
    // Without knowing the version, nothing is.
    let mut request = RequestMessage::new(ProtocolVersion::new(9, 9));
    request.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY));
    assert_eq!(request.batch_items[0].request_payload, CreateRequest::new(ObjectType::SYMMETRIC_KEY).into());
}

/// Tests that a required field is not left out, whatever its value is.
#[test]
fn a_required_field_is_not_omitted() {
    let key = SymmetricKey::new(KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256));
    let mut import = ImportRequest::new("id", key).with_attributes([Attribute::CryptographicLength(256)]);
    import.object_type = Some(ObjectType::TEMPLATE);
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(import);
    let report = |_: &Omitted| panic!("nothing is left out");
    let fault = encode_root_with(&request, &mut NodeWriter::default(), &EncodeOptions::omitting(&report)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::OBJECT_TYPE));
}
