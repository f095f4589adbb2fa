//! Tests that requests without an allocator are written as the model writes them.
//!
//! Each field is tried in every version; it may also be refused alike.

use kmip_ttlv::{encoded_len, to_slice, to_vec_with};
use kmip_types::no_alloc;
use kmip_types::*;

const VERSIONS: [(ProtocolVersion<'static>, no_alloc::ProtocolVersion); 8] = [
    (ProtocolVersion::V1_0, no_alloc::ProtocolVersion::V1_0),
    (ProtocolVersion::V1_1, no_alloc::ProtocolVersion::V1_1),
    (ProtocolVersion::V1_2, no_alloc::ProtocolVersion::V1_2),
    (ProtocolVersion::V1_3, no_alloc::ProtocolVersion::V1_3),
    (ProtocolVersion::V1_4, no_alloc::ProtocolVersion::V1_4),
    (ProtocolVersion::V2_0, no_alloc::ProtocolVersion::V2_0),
    (ProtocolVersion::V2_1, no_alloc::ProtocolVersion::V2_1),
    (ProtocolVersion::V3_0, no_alloc::ProtocolVersion::V3_0),
];
const NAMED: Versions = Versions::up_to(Version::V1_4);

type Written = Result<Vec<u8>, (ErrorKind, Tag)>;

fn written(message: &no_alloc::RequestMessage<'_>) -> Written {
    let mut buffer = [0; 4096];
    let written = to_slice(message, &mut buffer).map(|size| buffer[..size].to_vec());
    assert_eq!(encoded_len(message), written.as_ref().map(Vec::len).map_err(Clone::clone));
    written.map_err(|error| (error.kind(), error.tag()))
}

/// Writes the message of the model, which may lack fields.
///
/// Without an allocator, nothing looks for what is missing.
fn of_model(message: &RequestMessage<'_>) -> Written {
    to_vec_with(message, &EncodeOptions::incomplete()).map_err(|error| (error.kind(), error.tag()))
}

/// Returns the payload without an empty list of attributes.
fn without_empty(mut payload: RequestPayload<'_>) -> RequestPayload<'_> {
    let (template, attributes) = match &mut payload {
        RequestPayload::Create(own) => (Some(&mut own.template_attribute), &mut own.attributes),
        RequestPayload::Register(own) => (Some(&mut own.template_attribute), &mut own.attributes),
        RequestPayload::Locate(own) => (None, &mut own.attributes),
        _ => return payload,
    };
    template.and_then(|template| template.take_if(|own| *own == TemplateAttribute::default()));
    attributes.take_if(|own| own.is_empty());
    payload
}

/// Compares in every version; returns those that have it.
#[track_caller]
fn same<'a>(model: impl Fn(Versions) -> RequestPayload<'a>, payload: &dyn no_alloc::RequestPayload) -> String {
    let mut known = Versions::NONE;
    for (version, slim) in VERSIONS {
        let versions = Versions::possible(version.version());
        let mut message = RequestMessage::new(version);
        message.push(model(versions));
        // Only the model puts in what the version requires and may be empty.
        if without_empty(model(versions)) == model(versions) {
            message.batch_items[0].request_payload = without_empty(message.batch_items[0].request_payload.clone());
        }
        let expected = of_model(&message);
        assert_eq!(written(&no_alloc::RequestMessage::new(slim, &[payload])), expected, "{versions}");
        match expected {
            Ok(_) => known = known | versions,
            Err((kind, _)) => assert_eq!(kind, ErrorKind::NotInVersion),
        }
    }
    known.to_string()
}

/// Checks payloads with one field each.
///
/// It is given the value of the model, the borrowed one, and the versions that have the field.
macro_rules! fields {
    ($request:ident: $($field:ident = $model:expr, $slim:expr, $versions:literal;)+) => {$(
        let mut model = $request::default();
        model.$field = $model;
        let mut slim = no_alloc::$request::default();
        slim.$field = $slim;
        assert_eq!(same(|_| model.clone().into(), &slim), $versions, stringify!($request $field));
    )+};
}

mod attributes;
mod messages;

#[test]
fn get_and_its_wrapping() {
    let mut key = EncryptionKeyInformation::new("kek");
    key.cryptographic_parameters = Some(Box::default());
    let mut specification = KeyWrappingSpecification::new(WrappingMethod::ENCRYPT);
    specification.encryption_key_information = Some(key);
    specification.encoding_option = Some(EncodingOption::NO_ENCODING);
    let slim_parameters = no_alloc::CryptographicParameters::default();
    let mut slim_key = no_alloc::EncryptionKeyInformation::new("kek");
    slim_key.cryptographic_parameters = Some((&slim_parameters).into());
    let mut slim = no_alloc::KeyWrappingSpecification::new(WrappingMethod::ENCRYPT);
    slim.encryption_key_information = Some((&slim_key).into());
    let mut named = (KeyWrappingSpecification::new(WrappingMethod::ENCRYPT), slim);
    named.0.attribute_names = vec!["State".into(), "x-shard".into()];
    named.1.encryption_key_information = None;
    named.1.attribute_names = &["State", "x-shard"];
    slim.encoding_option = Some(EncodingOption::NO_ENCODING);
    fields! { GetRequest:
        unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0";
        unique_identifier = Some(UniqueIdentifier::Identifier("5d0c".into())),
            Some(no_alloc::UniqueIdentifier::Identifier("5d0c")), "1.0-3.0";
        unique_identifier = Some(UniqueIdentifier::Reference("5d0c".into())),
            Some(no_alloc::UniqueIdentifier::Reference("5d0c")), "3.0";
        unique_identifier = Some(UniqueIdentifier::NameReference("5d0c".into())),
            Some(no_alloc::UniqueIdentifier::NameReference("5d0c")), "3.0";
        unique_identifier = Some(UniqueIdentifierEnumeration::CREATE.into()),
            Some(no_alloc::UniqueIdentifier::Enumeration(UniqueIdentifierEnumeration::CREATE)), "2.0-3.0";
        unique_identifier = Some((-1).into()), Some(no_alloc::UniqueIdentifier::Integer(-1)), "2.0-3.0";
        key_format_type = Some(KeyFormatType::RAW), Some(KeyFormatType::RAW), "1.0-3.0";
        key_wrap_type = Some(KeyWrapType::AS_REGISTERED), Some(KeyWrapType::AS_REGISTERED), "1.4-3.0";
        key_compression_type = Some(KeyCompressionType::EC_PUBLIC_KEY_TYPE_UNCOMPRESSED),
            Some(KeyCompressionType::EC_PUBLIC_KEY_TYPE_UNCOMPRESSED), "1.0-3.0";
        key_wrapping_specification = Some(Box::new(specification.clone())), Some((&slim).into()), "1.1-3.0";
    }
    // Where the model would write references, names are refused here.
    let mut get = no_alloc::GetRequest::default();
    get.key_wrapping_specification = Some((&named.1).into());
    for (version, slim) in VERSIONS {
        let mut model = GetRequest::default();
        model.key_wrapping_specification = Some(Box::new(named.0.clone()));
        let mut message = RequestMessage::new(version);
        message.push(model);
        let expected = match slim.version() {
            Some(Version::V3_0) => Err((ErrorKind::NotInVersion, Tag::ATTRIBUTE_NAME)),
            _ => of_model(&message),
        };
        assert_eq!(written(&no_alloc::RequestMessage::new(slim, &[&get])), expected);
    }
}

/// Checks parameters of the model and borrowed ones that are equal.
macro_rules! parameters {
    ($($field:ident = $value:expr, $versions:literal;)+) => {$(
        let mut model = EncryptRequest::default();
        let mut parameters = CryptographicParameters::default();
        parameters.$field = Some($value);
        model.cryptographic_parameters = Some(Box::new(parameters));
        let mut slim = no_alloc::EncryptRequest::default();
        let mut parameters = no_alloc::CryptographicParameters::default();
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
                    Some(no_alloc::Data::Enumeration(DataEnumeration::DECRYPT)), "2.0-3.0";
                data = Some(Data::Integer(1)), Some(no_alloc::Data::Integer(1)), "2.0-3.0";
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
    fields! { SignRequest: digested_data = Some(BYTES.into()), Some(BYTES.into()), "1.4-3.0"; }
}

#[test]
fn lifecycle() {
    fields! { ActivateRequest: unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0"; }
    fields! { DestroyRequest: unique_identifier = Some("5d0c".into()), Some("5d0c".into()), "1.0-3.0"; }
    let mut reason = RevocationReason::new(RevocationReasonCode::KEY_COMPROMISE);
    reason.revocation_message = Some("lost".into());
    let mut slim = no_alloc::RevocationReason::new(RevocationReasonCode::KEY_COMPROMISE);
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
    let mut slim = no_alloc::QueryRequest::new(&FUNCTIONS);
    let groups = no_alloc::ObjectGroups::default();
    slim.object_groups = Some((&groups).into());
    assert_eq!(same(|_| model.clone().into(), &slim), "2.1");
    fields! { DiscoverVersionsRequest:
        protocol_versions = vec![], &[], "1.1-3.0";
        protocol_versions = vec![ProtocolVersion::V3_0, ProtocolVersion::V1_4],
            &[no_alloc::ProtocolVersion::V3_0, no_alloc::ProtocolVersion::V1_4], "1.1-3.0";
    }
}
