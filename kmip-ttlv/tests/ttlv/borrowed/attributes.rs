//! Attributes: under their names, under their tags, of vendors; and objects to register.

use kmip_types::items::{Node, NodeValue, Value};
use kmip_types::view::BigIntegerRef;
use kmip_types::*;

use super::{NAMED, same, written};

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
    let mut named: Vec<_> = attributes().into_iter().map(NamedAttribute::standard).collect();
    named[5].attribute_index = Some(1);
    named
}

/// The same, borrowed.
fn borrow(test: impl FnOnce(&[no_alloc::Attribute<'_>])) {
    let about = |text| {
        let mut about = no_alloc::ApplicationSpecificInformation::new(text);
        about.application_data = Some("data");
        about
    };
    let (one, two) = (about("one"), about("two"));
    let mut parameters = no_alloc::CryptographicParameters::default();
    parameters.block_cipher_mode = Some(BlockCipherMode::CBC);
    test(&[
        no_alloc::Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        no_alloc::Attribute::CryptographicLength(256),
        no_alloc::Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        no_alloc::Attribute::ApplicationSpecificInformation(&one),
        no_alloc::Attribute::CryptographicParameters(&parameters),
        no_alloc::Attribute::ApplicationSpecificInformation(&two),
        no_alloc::Attribute::ActivationDate(DateTime(1_400_000_000)),
        no_alloc::Attribute::ContactInformation("a@b"),
        no_alloc::Attribute::LeaseTime(Interval(60)),
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
        let mut create = no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(no_alloc::Attributes(slim));
        let model = |versions: Versions| {
            let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
            if NAMED.is_superset(versions) {
                model.template_attribute = Some(template(named()));
            } else {
                model.attributes = Some(attributes().into());
            }
            model.into()
        };
        assert_eq!(same(model, &create), "1.0-3.0");
        create.attributes = Some(no_alloc::Attributes(&[]));
        let model = |versions: Versions| {
            let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
            if NAMED.is_superset(versions) {
                model.template_attribute = Some(TemplateAttribute::default());
            } else {
                model.attributes = Some(Attributes::default());
            }
            model.into()
        };
        assert_eq!(same(model, &create), "1.0-3.0");

        let mut locate = no_alloc::LocateRequest::default();
        locate.maximum_items = Some(10);
        locate.storage_status_mask = Some(StorageStatusMask::ON_LINE_STORAGE);
        locate.attributes = Some(no_alloc::Attributes(slim));
        let model = |versions: Versions| {
            let mut model = LocateRequest::default();
            model.maximum_items = Some(10);
            model.storage_status_mask = Some(StorageStatusMask::ON_LINE_STORAGE);
            if NAMED.is_superset(versions) {
                model.named_attributes = named();
            } else {
                model.attributes = Some(attributes().into());
            }
            model.into()
        };
        assert_eq!(same(model, &locate), "1.0-3.0");
    });
    let masks = [ProtectionStorageMask::SOFTWARE];
    let mut slim = no_alloc::ProtectionStorageMasks::default();
    slim.protection_storage_masks = &masks;
    let mut create = no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
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
    let request = |attribute: no_alloc::Attribute<'_>, version| {
        let attributes = [attribute];
        let mut create = no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(no_alloc::Attributes(&attributes));
        written(&no_alloc::RequestMessage::new(version, &[&create])).map(|bytes| bytes.len())
    };
    use no_alloc::ProtocolVersion as V;
    let refused = |tag| Err((ErrorKind::NotInVersion, tag));
    let digest = no_alloc::Attribute::Sensitive(true);
    assert_eq!(request(digest, V::V1_3), refused(Tag::ATTRIBUTE_VALUE));
    assert_eq!(request(digest, V::V1_4), Ok(176));
    assert_eq!(request(digest, V::V2_0), Ok(144));
    let group = no_alloc::Attribute::GroupLink("g".into());
    assert_eq!(request(group, V::V1_4), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V2_1), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V3_0), Ok(128));
    let policy = no_alloc::Attribute::OperationPolicyName("p");
    assert_eq!(request(policy, V::V2_0), refused(Tag::OPERATION_POLICY_NAME));
}

#[test]
fn vendors_attributes_are_custom_ones_in_1_x() {
    for vendor in ["x", "y", "Acme"] {
        let mut slim = no_alloc::VendorAttribute::new(vendor, "shard");
        slim.attribute_value = Some(Value::Integer(7));
        let slim_attributes = [no_alloc::Attribute::VendorAttribute(&slim)];
        let mut create = no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(no_alloc::Attributes(&slim_attributes));
        let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        let mut of_model = VendorAttribute::new(vendor, "shard");
        of_model.attribute_value = Some(Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::Integer(7)));
        model.attributes = Some(vec![Attribute::from(of_model)].into());
        let known = if vendor == "Acme" { "2.0-3.0" } else { "1.0-3.0" };
        assert_eq!(same(|_| model.clone().into(), &create), known);

        let references = [
            no_alloc::AttributeReference::Enumeration(Tag::CRYPTOGRAPHIC_ALGORITHM),
            no_alloc::AttributeReference::Structure(no_alloc::AttributeReferenceStructure::new(vendor, "shard")),
        ];
        let mut get = no_alloc::GetAttributesRequest::default();
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
            [no_alloc::AttributeReference::Structure(no_alloc::AttributeReferenceStructure::new("x", &name))];
        let mut get = no_alloc::GetAttributesRequest::default();
        get.attribute_references = &references;
        let written = written(&no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V1_4, &[&get]));
        assert_eq!(written.map(|_| ()), expected, "{length}");
    }
    let mut get = no_alloc::GetAttributesRequest::default();
    get.attribute_references = &[no_alloc::AttributeReference::Enumeration(Tag::GROUP_LINK)];
    let old = written(&no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V1_4, &[&get]));
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
        let mut block = no_alloc::KeyBlock::new(format);
        block.key_value = Some(value);
        block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
        block.cryptographic_length = Some(128);
        block
    };
    let raw = no_alloc::KeyValue::from(no_alloc::KeyValueStructure::new(no_alloc::Secret::from(KEY)));
    let numbers =
        no_alloc::TransparentRsaPublicKey::new(BigIntegerRef::from_bytes(NUMBER), BigIntegerRef::from_bytes(&[3]));
    let numbers = no_alloc::KeyValue::from(no_alloc::KeyValueStructure::new(&numbers));
    let symmetric = no_alloc::SymmetricKey::new(slim_block(KeyFormatType::RAW, raw));
    let public = no_alloc::PublicKey::new(slim_block(KeyFormatType::TRANSPARENT_RSA_PUBLIC_KEY, numbers));
    let certificate = no_alloc::Certificate::new(CertificateType::X_509, KEY);
    let opaque = no_alloc::OpaqueObject::new(OpaqueDataType::new(0x8000_0001), KEY);
    let slim: [no_alloc::ManagedObject<'_>; 4] =
        [(&symmetric).into(), (&public).into(), (&certificate).into(), (&opaque).into()];
    borrow(|slim_attributes| {
        for ((object_type, object), slim) in objects.iter().zip(slim) {
            let mut register = no_alloc::RegisterRequest::new(*object_type);
            register.attributes = Some(no_alloc::Attributes(slim_attributes));
            register.managed_object = Some(slim);
            let model = |versions: Versions| {
                let mut model = RegisterRequest::new(*object_type);
                model.managed_object = Some(object.clone());
                if NAMED.is_superset(versions) {
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
