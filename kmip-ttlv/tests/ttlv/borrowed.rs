//! Requests without an allocator are written as the model writes them: each field, in every version, or refused alike.

use kmip_ttlv::{encoded_len, to_slice, to_vec};
use kmip_types::borrowed;
use kmip_types::*;

const VERSIONS: [(ProtocolVersion<'static>, borrowed::ProtocolVersion); 8] = [
    (ProtocolVersion::V1_0, borrowed::ProtocolVersion::V1_0),
    (ProtocolVersion::V1_1, borrowed::ProtocolVersion::V1_1),
    (ProtocolVersion::V1_2, borrowed::ProtocolVersion::V1_2),
    (ProtocolVersion::V1_3, borrowed::ProtocolVersion::V1_3),
    (ProtocolVersion::V1_4, borrowed::ProtocolVersion::V1_4),
    (ProtocolVersion::V2_0, borrowed::ProtocolVersion::V2_0),
    (ProtocolVersion::V2_1, borrowed::ProtocolVersion::V2_1),
    (ProtocolVersion::V3_0, borrowed::ProtocolVersion::V3_0),
];
const NAMED: Versions = Versions::from_bits(0x1F);

type Written = Result<Vec<u8>, (ErrorKind, Tag)>;

fn written(message: &borrowed::RequestMessage<'_>) -> Written {
    let mut buffer = [0; 4096];
    let written = to_slice(message, &mut buffer).map(|size| buffer[..size].to_vec());
    assert_eq!(encoded_len(message), written.as_ref().map(Vec::len).map_err(Clone::clone));
    written.map_err(|error| (error.kind(), error.tag()))
}

fn of_model(message: &RequestMessage<'_>) -> Written {
    to_vec(message).map_err(|error| (error.kind(), error.tag()))
}

/// Compares in every version; returns those that have it.
#[track_caller]
fn same<'a>(model: impl Fn(Versions) -> RequestPayload<'a>, payload: &dyn borrowed::RequestPayload) -> String {
    let mut known = Versions::NONE;
    for (version, slim) in VERSIONS {
        let versions = version.versions();
        let mut message = RequestMessage::new(version);
        message.push(model(versions));
        let expected = of_model(&message);
        assert_eq!(written(&borrowed::RequestMessage::new(slim, &[payload])), expected, "{versions}");
        match expected {
            Ok(_) => known = known | versions,
            Err((kind, _)) => assert_eq!(kind, ErrorKind::NotInVersion),
        }
    }
    known.to_string()
}

/// Payloads with one field each: of the model, borrowed, and the versions that have it.
macro_rules! fields {
    ($request:ident: $($field:ident = $model:expr, $slim:expr, $versions:literal;)+) => {$(
        let mut model = $request::default();
        model.$field = $model;
        let mut slim = borrowed::$request::default();
        slim.$field = $slim;
        assert_eq!(same(|_| model.clone().into(), &slim), $versions, stringify!($request $field));
    )+};
}

#[test]
fn get_and_its_wrapping() {
    let mut key = EncryptionKeyInformation::new("kek");
    key.cryptographic_parameters = Some(Box::default());
    let mut specification = KeyWrappingSpecification::new(WrappingMethod::ENCRYPT);
    specification.encryption_key_information = Some(key);
    specification.encoding_option = Some(EncodingOption::NO_ENCODING);
    let slim_parameters = borrowed::CryptographicParameters::default();
    let mut slim_key = borrowed::EncryptionKeyInformation::new("kek");
    slim_key.cryptographic_parameters = Some((&slim_parameters).into());
    let mut slim = borrowed::KeyWrappingSpecification::new(WrappingMethod::ENCRYPT);
    slim.encryption_key_information = Some((&slim_key).into());
    let mut named = (KeyWrappingSpecification::new(WrappingMethod::ENCRYPT), slim);
    named.0.attribute_names = vec!["State".into(), "x-shard".into()];
    named.1.encryption_key_information = None;
    named.1.attribute_names = &["State", "x-shard"];
    slim.encoding_option = Some(EncodingOption::NO_ENCODING);
    fields! { GetRequest:
        unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0";
        unique_identifier = Some(UniqueIdentifier::Identifier("5d0c".into())),
            Some(borrowed::UniqueIdentifier::Identifier("5d0c")), "1.0-3.0";
        unique_identifier = Some(UniqueIdentifier::Reference("5d0c".into())),
            Some(borrowed::UniqueIdentifier::Reference("5d0c")), "3.0";
        unique_identifier = Some(UniqueIdentifier::NameReference("5d0c".into())),
            Some(borrowed::UniqueIdentifier::NameReference("5d0c")), "3.0";
        unique_identifier = Some(UniqueIdentifierEnumeration::CREATE.into()),
            Some(borrowed::UniqueIdentifier::Enumeration(UniqueIdentifierEnumeration::CREATE)), "2.0-3.0";
        unique_identifier = Some((-1).into()), Some(borrowed::UniqueIdentifier::Integer(-1)), "2.0-3.0";
        key_format_type = Some(KeyFormatType::RAW), Some(KeyFormatType::RAW), "1.0-3.0";
        key_wrap_type = Some(KeyWrapType::AS_REGISTERED), Some(KeyWrapType::AS_REGISTERED), "1.4-3.0";
        key_compression_type = Some(KeyCompressionType::EC_PUBLIC_KEY_TYPE_UNCOMPRESSED),
            Some(KeyCompressionType::EC_PUBLIC_KEY_TYPE_UNCOMPRESSED), "1.0-3.0";
        key_wrapping_specification = Some(Box::new(specification.clone())), Some((&slim).into()), "1.1-3.0";
    }
    // Where the model would write references, names are refused here.
    let mut get = borrowed::GetRequest::default();
    get.key_wrapping_specification = Some((&named.1).into());
    for (version, slim) in VERSIONS {
        let mut model = GetRequest::default();
        model.key_wrapping_specification = Some(Box::new(named.0.clone()));
        let mut message = RequestMessage::new(version);
        message.push(model);
        let expected = match slim.versions() {
            Versions::V3_0 => Err((ErrorKind::NotInVersion, Tag::ATTRIBUTE_NAME)),
            _ => of_model(&message),
        };
        assert_eq!(written(&borrowed::RequestMessage::new(slim, &[&get])), expected);
    }
}

/// The same parameters twice.
macro_rules! parameters {
    ($($field:ident = $value:expr, $versions:literal;)+) => {$(
        let mut model = EncryptRequest::default();
        let mut parameters = CryptographicParameters::default();
        parameters.$field = Some($value);
        model.cryptographic_parameters = Some(Box::new(parameters));
        let mut slim = borrowed::EncryptRequest::default();
        let mut parameters = borrowed::CryptographicParameters::default();
        parameters.$field = Some($value);
        slim.cryptographic_parameters = Some((&parameters).into());
        assert_eq!(same(|_| model.clone().into(), &slim), $versions, stringify!($field));
    )+};
}

#[test]
fn cryptographic_parameters() {
    parameters! {
        block_cipher_mode = BlockCipherMode::GCM, "1.2-3.0";
        padding_method = PaddingMethod::NONE, "1.2-3.0";
        hashing_algorithm = HashingAlgorithm::SHA_256, "1.2-3.0";
        key_role_type = KeyRoleType::BDK, "1.2-3.0";
        digital_signature_algorithm = DigitalSignatureAlgorithm::SHA_256_WITH_RSA_ENCRYPTION, "1.2-3.0";
        cryptographic_algorithm = CryptographicAlgorithm::AES, "1.2-3.0";
        random_iv = true, "1.2-3.0";
        iv_length = 96, "1.2-3.0";
        tag_length = 16, "1.2-3.0";
        salt_length = -1, "1.4-3.0";
        mask_generator = MaskGenerator::MGF1, "1.4-3.0";
        trailer_field = i32::MIN, "1.4-3.0";
    }
}

#[test]
fn cryptographic_operations() {
    const BYTES: &[u8] = &[1, 2, 3];
    macro_rules! common {
        ($request:ident) => {
            fields! { $request:
                unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.2-3.0";
                data = Some(Data::ByteString(BYTES.into())), Some(BYTES.into()), "1.2-3.0";
                data = Some(Data::Enumeration(DataEnumeration::DECRYPT)),
                    Some(borrowed::Data::Enumeration(DataEnumeration::DECRYPT)), "2.0-3.0";
                data = Some(Data::Integer(1)), Some(borrowed::Data::Integer(1)), "2.0-3.0";
                correlation_value = Some(BYTES.into()), Some(BYTES), "1.3-3.0";
                init_indicator = Some(true), Some(true), "1.3-3.0";
                final_indicator = Some(false), Some(false), "1.3-3.0";
            }
        };
    }
    common!(EncryptRequest);
    common!(DecryptRequest);
    common!(SignRequest);
    fields! { EncryptRequest:
        iv_counter_nonce = Some(BYTES.into()), Some(BYTES), "1.2-3.0";
        authenticated_encryption_additional_data = Some(BYTES.into()), Some(BYTES), "1.4-3.0";
    }
    fields! { DecryptRequest:
        iv_counter_nonce = Some(BYTES.into()), Some(BYTES), "1.2-3.0";
        authenticated_encryption_tag = Some(BYTES.into()), Some(BYTES), "1.4-3.0";
    }
    fields! { SignRequest: digested_data = Some(BYTES.into()), Some(BYTES), "1.4-3.0"; }
}

#[test]
fn lifecycle() {
    fields! { ActivateRequest: unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0"; }
    fields! { DestroyRequest: unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0"; }
    let mut reason = RevocationReason::new(RevocationReasonCode::KEY_COMPROMISE);
    reason.revocation_message = Some("lost".into());
    let mut slim = borrowed::RevocationReason::new(RevocationReasonCode::KEY_COMPROMISE);
    slim.revocation_message = Some("lost");
    fields! { RevokeRequest:
        unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0";
        revocation_reason = Some(reason.clone()), Some((&slim).into()), "1.0-3.0";
        compromise_occurrence_date = Some(DateTime(-1)), Some(DateTime(-1)), "1.0-3.0";
    }
}

#[test]
fn queries() {
    const FUNCTIONS: [QueryFunction; 2] = [QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_OBJECTS];
    fields! { QueryRequest: query_functions = FUNCTIONS.into(), &FUNCTIONS, "1.0-3.0"; }
    let mut model = QueryRequest::new(FUNCTIONS);
    model.object_groups = Some(ObjectGroups::default());
    let mut slim = borrowed::QueryRequest::new(&FUNCTIONS);
    let groups = borrowed::ObjectGroups::default();
    slim.object_groups = Some((&groups).into());
    assert_eq!(same(|_| model.clone().into(), &slim), "2.1");
    fields! { DiscoverVersionsRequest:
        protocol_versions = vec![], &[], "1.1-3.0";
        protocol_versions = vec![ProtocolVersion::V3_0, ProtocolVersion::V1_4],
            &[borrowed::ProtocolVersion::V3_0, borrowed::ProtocolVersion::V1_4], "1.1-3.0";
    }
}

/// Attributes that all versions have, one of them twice.
fn attributes() -> Vec<Attribute<'static>> {
    let about = |text: &'static str| {
        let mut about = ApplicationSpecificInformation::new(text);
        about.application_data = Some("data".into());
        Attribute::ApplicationSpecificInformation(about)
    };
    let mut parameters = CryptographicParameters::default();
    parameters.block_cipher_mode = Some(BlockCipherMode::CBC);
    vec![
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        about("one"),
        Attribute::CryptographicParameters(Box::new(parameters)),
        about("two"),
        Attribute::ActivationDate(DateTime(1_400_000_000)),
        Attribute::ContactInformation("a@b".into()),
        Attribute::LeaseTime(Interval(60)),
    ]
}

fn named() -> Vec<NamedAttribute<'static>> {
    let mut named: Vec<_> = attributes().into_iter().map(NamedAttribute::of).collect();
    named[5].attribute_index = Some(1);
    named
}

/// The same, borrowed.
fn borrow(test: impl FnOnce(&[borrowed::Attribute<'_>])) {
    let about = |text| {
        let mut about = borrowed::ApplicationSpecificInformation::new(text);
        about.application_data = Some("data");
        about
    };
    let (one, two) = (about("one"), about("two"));
    let mut parameters = borrowed::CryptographicParameters::default();
    parameters.block_cipher_mode = Some(BlockCipherMode::CBC);
    test(&[
        borrowed::Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        borrowed::Attribute::CryptographicLength(256),
        borrowed::Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        borrowed::Attribute::ApplicationSpecificInformation(&one),
        borrowed::Attribute::CryptographicParameters(&parameters),
        borrowed::Attribute::ApplicationSpecificInformation(&two),
        borrowed::Attribute::ActivationDate(DateTime(1_400_000_000)),
        borrowed::Attribute::ContactInformation("a@b"),
        borrowed::Attribute::LeaseTime(Interval(60)),
    ]);
}

fn template(named: Vec<NamedAttribute<'static>>) -> TemplateAttribute<'static> {
    let mut template = TemplateAttribute::default();
    template.named_attributes = named;
    template
}

#[test]
fn attributes_have_the_form_of_the_version() {
    borrow(|slim| {
        let mut create = borrowed::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(borrowed::Attributes(slim));
        let model = |versions| {
            let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
            if NAMED.contains(versions) {
                model.template_attribute = Some(template(named()));
            } else {
                model.attributes = Some(attributes().into());
            }
            model.into()
        };
        assert_eq!(same(model, &create), "1.0-3.0");
        create.attributes = Some(borrowed::Attributes(&[]));
        let model = |versions| {
            let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
            if NAMED.contains(versions) {
                model.template_attribute = Some(TemplateAttribute::default());
            } else {
                model.attributes = Some(Attributes::default());
            }
            model.into()
        };
        assert_eq!(same(model, &create), "1.0-3.0");

        let mut locate = borrowed::LocateRequest::default();
        locate.maximum_items = Some(10);
        locate.storage_status_mask = Some(StorageStatusMask::ON_LINE_STORAGE);
        locate.attributes = Some(borrowed::Attributes(slim));
        let model = |versions| {
            let mut model = LocateRequest::default();
            model.maximum_items = Some(10);
            model.storage_status_mask = Some(StorageStatusMask::ON_LINE_STORAGE);
            if NAMED.contains(versions) {
                model.named_attributes = named();
            } else {
                model.attributes = Some(attributes().into());
            }
            model.into()
        };
        assert_eq!(same(model, &locate), "1.0-3.0");
    });
    let masks = [ProtectionStorageMask::SOFTWARE];
    let mut slim = borrowed::ProtectionStorageMasks::default();
    slim.protection_storage_masks = &masks;
    let mut create = borrowed::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.protection_storage_masks = Some((&slim).into());
    let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    let mut storage = ProtectionStorageMasks::default();
    storage.protection_storage_masks = masks.into();
    model.protection_storage_masks = Some(storage);
    assert_eq!(same(|_| model.clone().into(), &create), "2.0-3.0");
    fields! { LocateRequest:
        offset_items = Some(5), Some(5), "1.3-3.0";
        object_group_member = Some(ObjectGroupMember::GROUP_MEMBER_FRESH),
            Some(ObjectGroupMember::GROUP_MEMBER_FRESH), "1.1-2.1";
        object_class_mask = Some(ObjectClassMask::USER), Some(ObjectClassMask::USER), "3.0";
    }
}

/// Each version writes its own attributes and refuses those of others.
#[test]
fn attributes_are_those_of_the_version() {
    let request = |attribute: borrowed::Attribute<'_>, version| {
        let attributes = [attribute];
        let mut create = borrowed::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(borrowed::Attributes(&attributes));
        written(&borrowed::RequestMessage::new(version, &[&create])).map(|bytes| bytes.len())
    };
    use borrowed::ProtocolVersion as V;
    let refused = |tag| Err((ErrorKind::NotInVersion, tag));
    let digest = borrowed::Attribute::Sensitive(true);
    assert_eq!(request(digest, V::V1_3), refused(Tag::ATTRIBUTE_VALUE));
    assert_eq!(request(digest, V::V1_4), Ok(176));
    assert_eq!(request(digest, V::V2_0), Ok(144));
    let group = borrowed::Attribute::GroupLink("g".into());
    assert_eq!(request(group, V::V1_4), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V2_1), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V3_0), Ok(128));
    let policy = borrowed::Attribute::OperationPolicyName("p");
    assert_eq!(request(policy, V::V2_0), refused(Tag::OPERATION_POLICY_NAME));
}

#[test]
fn vendors_attributes_are_custom_ones_in_1_x() {
    for vendor in ["x", "y", "Acme"] {
        let mut slim = borrowed::VendorAttribute::new(vendor, "shard");
        slim.attribute_value = Some(Value::Integer(7));
        let slim_attributes = [borrowed::Attribute::VendorAttribute(&slim)];
        let mut create = borrowed::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(borrowed::Attributes(&slim_attributes));
        let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        let mut of_model = VendorAttribute::new(vendor, "shard");
        of_model.attribute_value = Some(Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::Integer(7)));
        model.attributes = Some(vec![Attribute::from(of_model)].into());
        let known = if vendor == "Acme" { "2.0-3.0" } else { "1.0-3.0" };
        assert_eq!(same(|_| model.clone().into(), &create), known);

        let references = [
            borrowed::AttributeReference::Enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM),
            borrowed::AttributeReference::Structure(borrowed::AttributeReferenceStructure::new(vendor, "shard")),
        ];
        let mut get = borrowed::GetAttributesRequest::default();
        get.unique_identifier = Some("5d0c".into());
        get.attribute_references = &references;
        let mut model = GetAttributesRequest::default();
        model.unique_identifier = Some("5d0c".into());
        model.attribute_references = vec![
            AttributeReference::Enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM),
            AttributeReference::Structure(AttributeReferenceStructure::new(vendor, "shard")),
        ];
        assert_eq!(same(|_| model.clone().into(), &get), known);
    }
}

/// There is room for names of some length only.
#[test]
fn names_of_custom_attributes_have_a_limit() {
    for (length, expected) in [(0, Ok(())), (126, Ok(())), (127, Err((ErrorKind::TooLarge, Tag::ATTRIBUTE_NAME)))] {
        let name = "é".repeat(length / 2) + &"n".repeat(length % 2);
        let references =
            [borrowed::AttributeReference::Structure(borrowed::AttributeReferenceStructure::new("x", &name))];
        let mut get = borrowed::GetAttributesRequest::default();
        get.attribute_references = &references;
        let written = written(&borrowed::RequestMessage::new(borrowed::ProtocolVersion::V1_4, &[&get]));
        assert_eq!(written.map(|_| ()), expected, "{length}");
    }
    let mut get = borrowed::GetAttributesRequest::default();
    get.attribute_references = &[borrowed::AttributeReference::Enumeration(Tag::GROUP_LINK)];
    let old = written(&borrowed::RequestMessage::new(borrowed::ProtocolVersion::V1_4, &[&get]));
    assert_eq!(old, Err((ErrorKind::NotInVersion, Tag::GROUP_LINK)));
}

#[test]
fn register() {
    const KEY: &[u8] = &[0xA5; 16];
    const NUMBER: &[u8] = &[0, 0xC0, 1];
    let secret = || Secret::new(Bytes::from(KEY));
    let block = |format, material| {
        let mut block = KeyBlock::new(format);
        block.key_value = Some(KeyValue::Structure(KeyValueStructure::new(material)));
        block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
        block.cryptographic_length = Some(128);
        block
    };
    let public = TransparentRsaPublicKey::new(BigInteger::from_bytes(NUMBER), BigInteger::from(3));
    let objects: [(ObjectType, ManagedObject<'_>); 4] = [
        (
            ObjectType::SYMMETRIC_KEY,
            SymmetricKey::new(block(KeyFormatType::RAW, KeyMaterial::ByteString(secret()))).into(),
        ),
        (
            ObjectType::PUBLIC_KEY,
            PublicKey::new(block(KeyFormatType::TRANSPARENT_RSA_PUBLIC_KEY, public.into())).into(),
        ),
        (ObjectType::CERTIFICATE, Certificate::new(CertificateType::X_509, KEY).into()),
        (ObjectType::OPAQUE_OBJECT, OpaqueObject::new(OpaqueDataType::new(0x8000_0001), secret()).into()),
    ];
    let slim_block = |format, value| {
        let mut block = borrowed::KeyBlock::new(format);
        block.key_value = Some(value);
        block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
        block.cryptographic_length = Some(128);
        block
    };
    let raw = borrowed::KeyValue::from(borrowed::KeyValueStructure::new(borrowed::Secret::from(KEY)));
    let numbers =
        borrowed::TransparentRsaPublicKey::new(BigIntegerRef::from_bytes(NUMBER), BigIntegerRef::from_bytes(&[3]));
    let numbers = borrowed::KeyValue::from(borrowed::KeyValueStructure::new(&numbers));
    let symmetric = borrowed::SymmetricKey::new(slim_block(KeyFormatType::RAW, raw));
    let public = borrowed::PublicKey::new(slim_block(KeyFormatType::TRANSPARENT_RSA_PUBLIC_KEY, numbers));
    let certificate = borrowed::Certificate::new(CertificateType::X_509, KEY);
    let opaque = borrowed::OpaqueObject::new(OpaqueDataType::new(0x8000_0001), KEY);
    let slim: [borrowed::ManagedObject<'_>; 4] =
        [(&symmetric).into(), (&public).into(), (&certificate).into(), (&opaque).into()];
    borrow(|slim_attributes| {
        for ((object_type, object), slim) in objects.iter().zip(slim) {
            let mut register = borrowed::RegisterRequest::new(*object_type);
            register.attributes = Some(borrowed::Attributes(slim_attributes));
            register.managed_object = Some(slim);
            let model = |versions| {
                let mut model = RegisterRequest::new(*object_type);
                model.managed_object = Some(object.clone());
                if NAMED.contains(versions) {
                    model.template_attribute = Some(template(named()));
                } else {
                    model.attributes = Some(attributes().into());
                }
                model.into()
            };
            assert_eq!(same(model, &register), "1.0-3.0", "{object_type}");
        }
    });
}

/// What the header can say, several items, and their numbers.
#[test]
fn headers_and_batches() {
    let user = || {
        let mut user = UsernameAndPasswordCredentialValue::new("me");
        user.password = Some(Secret::new("secret".into()));
        user
    };
    let mut slim_user = borrowed::UsernameAndPasswordCredentialValue::new("me");
    slim_user.password = Some("secret".into());
    let credentials = [borrowed::Credential::new(CredentialType::USERNAME_AND_PASSWORD, &slim_user)];
    let authentication = borrowed::Authentication::new(&credentials);
    let (activate, destroy) = (borrowed::ActivateRequest::default(), borrowed::DestroyRequest::default());
    let mut sizes = Vec::new();
    for (version, slim) in VERSIONS {
        let versions = version.versions();
        let mut message = RequestMessage::new(version);
        message.push(ActivateRequest::default());
        message.push(DestroyRequest::default());
        let payloads: [&dyn borrowed::RequestPayload; 2] = [&activate, &destroy];
        let mut borrowed = borrowed::RequestMessage::new(slim, &payloads);
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        let header = &mut message.request_header;
        header.maximum_response_size = Some(4096);
        header.time_stamp = Some(DateTime(1_400_000_000));
        header.batch_error_continuation_option = Some(BatchErrorContinuationOption::STOP);
        header.authentication =
            Some(Authentication::new([Credential::new(CredentialType::USERNAME_AND_PASSWORD, user())]));
        let header = &mut borrowed.request_header;
        header.maximum_response_size = Some(4096);
        header.time_stamp = Some(DateTime(1_400_000_000));
        header.batch_error_continuation_option = Some(BatchErrorContinuationOption::STOP);
        header.authentication = Some((&authentication).into());
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
        sizes.push(written(&borrowed).map(|bytes| bytes.len()));
        message.request_header.client_correlation_value = Some("c".into());
        message.request_header.asynchronous_indicator = Some(AsynchronousIndicator::Boolean(true));
        borrowed.request_header.client_correlation_value = Some("c");
        borrowed.request_header.asynchronous_indicator = Some(borrowed::AsynchronousIndicator::Boolean(true));
        assert_eq!(written(&borrowed), of_model(&message), "{versions}");
    }
    // In 3.0 there is no Batch Count and no Unique Batch Item ID.
    assert_eq!(sizes, [&[Ok(288); 7][..], &[Ok(240)]].concat());
}

#[test]
fn a_full_buffer_tells_how_many_bytes_are_needed() {
    let mut get = borrowed::GetRequest::default();
    get.unique_identifier = Some("5d0c8f1e".into());
    let payloads: [&dyn borrowed::RequestPayload; 1] = [&get];
    let message = borrowed::RequestMessage::new(borrowed::ProtocolVersion::V2_1, &payloads);
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
        e.gated(Tag::new(0x54_0003), Versions::V2_1, &self.weight)?;
        e.put(Tag::new(0x54_0004), self.key)?;
        e.end()
    }
}

impl borrowed::RequestPayload for Shards<'_> {
    fn operation(&self) -> Operation {
        Operation::new(0x8000_0001)
    }

    fn versions(&self) -> Versions {
        Versions::V2_0 | Versions::V2_1
    }
}

#[test]
fn a_users_own_structure() {
    let mut shards = Shards { names: &["a", "b"], weight: None, key: &[1, 2, 3] };
    let request = |shards: &Shards<'_>, version| written(&borrowed::RequestMessage::new(version, &[shards]));
    use borrowed::ProtocolVersion as V;
    assert_eq!(request(&shards, V::V1_4), Err((ErrorKind::NotInVersion, Tag::REQUEST_PAYLOAD)));
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
    let user = borrowed::UsernameAndPasswordCredentialValue::new("me");
    let mut user = user;
    user.password = Some("hunter2".into());
    let text = format!("{user:?}");
    assert!(text.contains("Secret") && !text.contains("hunter2"), "{text}");
}
