//! Headers, batches, buffers, and structures of a user's own.

use kmip_ttlv::{encoded_len, to_slice};
use kmip_types::format::{Encode, Encoder, Fault};
use kmip_types::*;

use super::{VERSIONS, of_model, written};

/// Requests have every header field, several items, and their numbers.
#[test]
fn headers_and_batches() {
    let user = || {
        let mut user = UsernameAndPasswordCredentialValue::new("me");
        user.password = Some(Secret::new("secret".into()));
        user
    };
    let mut slim_user = no_alloc::UsernameAndPasswordCredentialValue::new("me");
    slim_user.password = Some("secret".into());
    let credentials = [no_alloc::Credential::new(&slim_user)];
    let authentication = no_alloc::Authentication::new(&credentials);
    let (activate, destroy) = (no_alloc::ActivateRequest::default(), no_alloc::DestroyRequest::default());
    let mut sizes = Vec::new();
    for (version, slim) in VERSIONS {
        let versions = Versions::possible(version.version());
        let mut message = RequestMessage::new(version);
        message.push(ActivateRequest::default());
        message.push(DestroyRequest::default());
        let payloads: [&dyn no_alloc::RequestPayload; 2] = [&activate, &destroy];
        let borrowed = no_alloc::RequestMessage::new(slim, &payloads);
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        let header = &mut message.request_header;
        header.maximum_response_size = Some(4096);
        header.time_stamp = Some(DateTime(1_400_000_000));
        header.batch_error_continuation_option = Some(BatchErrorContinuationOption::STOP);
        header.authentication =
            Some(Authentication::new([Credential::new(CredentialType::USERNAME_AND_PASSWORD, user())]));
        let mut slim_header = no_alloc::RequestHeader::default()
            .with_maximum_response_size(4096)
            .with_time_stamp(DateTime(1_400_000_000))
            .with_batch_error_continuation_option(BatchErrorContinuationOption::STOP)
            .with_authentication(&authentication);
        let borrowed = no_alloc::RequestMessage::new(slim, &payloads).with_header(&slim_header);
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        sizes.push(written(&borrowed).map(|bytes| bytes.len()));
        message.request_header.client_correlation_value = Some("c".into());
        message.request_header.asynchronous_indicator = Some(AsynchronousIndicator::Boolean(true));
        slim_header.client_correlation_value = Some("c");
        slim_header.asynchronous_indicator = Some(no_alloc::AsynchronousIndicator::Boolean(true));
        let borrowed = no_alloc::RequestMessage::new(slim, &payloads).with_header(&slim_header);
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
    }
    // In 3.0 there is no Batch Count and no Unique Batch Item ID.
    assert_eq!(sizes, [&[Ok(288); 7][..], &[Ok(240)]].concat());
}

#[test]
fn a_full_buffer_tells_how_many_bytes_are_needed() {
    let mut get = no_alloc::GetRequest::default();
    get.unique_identifier = Some("5d0c8f1e".into());
    let payloads: [&dyn no_alloc::RequestPayload; 1] = [&get];
    let message = no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V2_1, &payloads);
    let size = encoded_len(&message).unwrap();
    assert_eq!(size, 120);
    let mut buffer = [0; 120];
    for short in 0..size {
        let error = to_slice(&message, &mut buffer[..short]).unwrap_err();
        assert_eq!((error.kind(), error.needed()), (ErrorKind::BufferFull, Some(size)), "{short}");
        assert!(error.to_string().starts_with("buffer full, 120 bytes needed in RequestMessage"), "{error}");
    }
    assert_eq!(to_slice(&message, &mut buffer), Ok(size));
}

/// A user's own structure, with what it repeats in a slice.
struct Shards<'a> {
    names: &'a [&'a str],
    weight: Option<i64>,
    key: &'a [u8],
}

impl Encode for Shards<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.put(Tag::new(0x54_0002), self.names)?;
        e.gated(Tag::new(0x54_0003), Versions::only(Version::V2_1), &self.weight)?;
        e.put(Tag::new(0x54_0004), self.key)?;
        e.end()
    }
}

impl no_alloc::RequestPayload for Shards<'_> {
    fn operation(&self) -> Operation {
        Operation::new(0x8000_0001)
    }

    fn versions(&self) -> Versions {
        Version::V2_0 | Version::V2_1
    }
}

#[test]
fn a_users_own_structure() {
    let mut shards = Shards { names: &["a", "b"], weight: None, key: &[1, 2, 3] };
    let request = |shards: &Shards<'_>, version| written(&no_alloc::RequestMessage::new(version, &[shards]));
    use no_alloc::ProtocolVersion as V;
    assert_eq!(request(&shards, V::V1_4), Err((ErrorKind::NotInVersion, Tag::OPERATION)));
    let payload = "420079 01 00000030 540002 07 00000001 6100000000000000 540002 07 00000001 6200000000000000
        540004 08 00000003 0102030000000000";
    let bytes = request(&shards, V::V2_0).unwrap();
    assert_eq!(bytes[bytes.len() - 56..], crate::hex(payload));
    shards.weight = Some(-2);
    assert_eq!(request(&shards, V::V2_0), Err((ErrorKind::NotInVersion, Tag::new(0x54_0003))));
    assert_eq!(request(&shards, V::V2_1).map(|bytes| bytes.len()), Ok(bytes.len() + 16));
}

#[test]
fn debug_shows_no_secret() {
    let user = no_alloc::UsernameAndPasswordCredentialValue::new("me");
    let mut user = user;
    user.password = Some("hunter2".into());
    let text = format!("{user:?}");
    assert!(text.contains("Secret") && !text.contains("hunter2"), "{text}");
}

/// The type of a credential follows from its value.
#[test]
fn credentials_of_every_type() {
    let user = no_alloc::UsernameAndPasswordCredentialValue::new("me");
    let device = no_alloc::DeviceCredentialValue::default();
    let nonce = no_alloc::Nonce::new(b"i", b"v");
    let attestation = no_alloc::AttestationCredentialValue::new(nonce, AttestationType::TPM_QUOTE);
    let one_time = no_alloc::OneTimePasswordCredentialValue::new("me", "1");
    let hashed = no_alloc::HashedPasswordCredentialValue::default();
    let ticket = no_alloc::TicketCredentialValue::new(no_alloc::Ticket::new(TicketType::LOGIN, b"t".as_slice()));
    let values: [(no_alloc::CredentialValue<'_>, CredentialType); 6] = [
        ((&user).into(), CredentialType::USERNAME_AND_PASSWORD),
        ((&device).into(), CredentialType::DEVICE),
        ((&attestation).into(), CredentialType::ATTESTATION),
        ((&one_time).into(), CredentialType::ONE_TIME_PASSWORD),
        ((&hashed).into(), CredentialType::HASHED_PASSWORD),
        ((&ticket).into(), CredentialType::TICKET),
    ];
    let get = no_alloc::GetRequest::default();
    let of = |credential: no_alloc::Credential<'_>| {
        let credentials = [credential];
        let authentication = no_alloc::Authentication::new(&credentials);
        let payloads: [&dyn no_alloc::RequestPayload; 1] = [&get];
        let header = no_alloc::RequestHeader::default().with_authentication(&authentication);
        let message = no_alloc::RequestMessage::new(Version::V2_1, &payloads).with_header(&header);
        let bytes = written(&message).unwrap();
        let model: RequestMessage<'_> = kmip_ttlv::from_slice(&bytes).unwrap();
        model.request_header.authentication.unwrap().credentials[0].credential_type
    };
    for (value, expected) in values {
        assert_eq!(of(no_alloc::Credential::new(value)), expected);
    }
    let vendors = CredentialType::new(0x8000_0001);
    let own = Shards { names: &["token"], weight: None, key: &[] };
    assert_eq!(of(no_alloc::Credential::new(no_alloc::CredentialValue::vendor(vendors, &own))), vendors);
}

/// There is a request for each operation, in the versions that have it.
#[test]
fn requests_of_every_operation() {
    fn boxed(request: impl no_alloc::RequestPayload + 'static) -> Box<dyn no_alloc::RequestPayload> {
        Box::new(request)
    }
    macro_rules! requests {
        ($($request:ident $operation:ident)*) => {
            vec![$((Operation::$operation, boxed(no_alloc::$request::default()))),*]
        };
    }
    let requests = requests! {
        CreateRequest CREATE
        CreateKeyPairRequest CREATE_KEY_PAIR
        ReKeyRequest RE_KEY
        DeriveKeyRequest DERIVE_KEY
        CertifyRequest CERTIFY
        ReCertifyRequest RE_CERTIFY
        LocateRequest LOCATE
        CheckRequest CHECK
        GetRequest GET
        GetAttributesRequest GET_ATTRIBUTES
        GetAttributeListRequest GET_ATTRIBUTE_LIST
        AddAttributeRequest ADD_ATTRIBUTE
        ModifyAttributeRequest MODIFY_ATTRIBUTE
        DeleteAttributeRequest DELETE_ATTRIBUTE
        ObtainLeaseRequest OBTAIN_LEASE
        GetUsageAllocationRequest GET_USAGE_ALLOCATION
        ActivateRequest ACTIVATE
        RevokeRequest REVOKE
        DestroyRequest DESTROY
        ArchiveRequest ARCHIVE
        RecoverRequest RECOVER
        ValidateRequest VALIDATE
        QueryRequest QUERY
        CancelRequest CANCEL
        PollRequest POLL
        NotifyRequest NOTIFY
        ReKeyKeyPairRequest RE_KEY_KEY_PAIR
        DiscoverVersionsRequest DISCOVER_VERSIONS
        EncryptRequest ENCRYPT
        DecryptRequest DECRYPT
        SignRequest SIGN
        SignatureVerifyRequest SIGNATURE_VERIFY
        MacRequest MAC
        MacVerifyRequest MAC_VERIFY
        RngRetrieveRequest RNG_RETRIEVE
        RngSeedRequest RNG_SEED
        HashRequest HASH
        CreateSplitKeyRequest CREATE_SPLIT_KEY
        JoinSplitKeyRequest JOIN_SPLIT_KEY
        ExportRequest EXPORT
        LogRequest LOG
        LoginRequest LOGIN
        LogoutRequest LOGOUT
        DelegatedLoginRequest DELEGATED_LOGIN
        SetAttributeRequest SET_ATTRIBUTE
        SetEndpointRoleRequest SET_ENDPOINT_ROLE
        Pkcs11Request PKCS_11
        InteropRequest INTEROP
        ReProvisionRequest RE_PROVISION
        SetDefaultsRequest SET_DEFAULTS
        SetConstraintsRequest SET_CONSTRAINTS
        GetConstraintsRequest GET_CONSTRAINTS
        QueryAsynchronousRequestsRequest QUERY_ASYNCHRONOUS_REQUESTS
        ProcessRequest PROCESS
        PingRequest PING
        CreateGroupRequest CREATE_GROUP
        ObliterateRequest OBLITERATE
        CreateUserRequest CREATE_USER
        DeactivateRequest DEACTIVATE
        EncapsulateRequest ENCAPSULATE
        DecapsulateRequest DECAPSULATE
    };
    let object = no_alloc::OpaqueObject::new(OpaqueDataType::new(1), b"".as_slice());
    let reference = names::AttributeKind::STATE;
    let without_default: [(Operation, Box<dyn no_alloc::RequestPayload>); 5] = [
        (Operation::REGISTER, Box::new(no_alloc::RegisterRequest::new(&object))),
        (Operation::PUT, Box::new(no_alloc::PutRequest::new("id", PutFunction::NEW, &object))),
        (Operation::IMPORT, Box::new(no_alloc::ImportRequest::new("id", &object))),
        (
            Operation::ADJUST_ATTRIBUTE,
            Box::new(no_alloc::AdjustAttributeRequest::new(reference, AdjustmentType::INCREMENT)),
        ),
        (
            Operation::CREATE_CREDENTIAL,
            Box::new(no_alloc::CreateCredentialRequest::new(CredentialType::PASSWORD, no_alloc::Attributes(&[]))),
        ),
    ];
    let all: Vec<_> = requests.into_iter().chain(without_default).collect();
    for (operation, request) in &all {
        assert_eq!((request.operation(), request.versions()), (*operation, operation.versions()), "{operation}");
    }
    let mut operations: Vec<u32> = all.iter().map(|(operation, _)| operation.value()).collect();
    operations.sort_unstable();
    operations.dedup();
    let known = (0..0x100).filter(|value| tables::operation(Operation::new(*value)).is_some());
    assert_eq!(operations, known.collect::<Vec<_>>());
}
