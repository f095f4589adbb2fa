//! Tests of attributes, and of objects to register.
//!
//! Attributes stand under their names, under their tags, or are those of vendors.

use kmip_types::format::{Encode, Encoder, Fault};
use kmip_types::items::{Node, NodeValue, Value};
use kmip_types::names::AttributeKind;
use kmip_types::view::BigIntegerRef;
use kmip_types::*;

use super::{NAMED, of_model, same, written};

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
        Attribute::from(parameters),
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

/// Hands the borrowed attributes to a test.
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
        no_alloc::Attribute::cryptographic_algorithm(CryptographicAlgorithm::AES),
        no_alloc::Attribute::cryptographic_length(256),
        no_alloc::Attribute::cryptographic_usage_mask(
            CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT,
        ),
        no_alloc::Attribute::application_specific_information(&one),
        no_alloc::Attribute::cryptographic_parameters(&parameters),
        no_alloc::Attribute::application_specific_information(&two),
        no_alloc::Attribute::activation_date(DateTime(1_400_000_000)),
        no_alloc::Attribute::contact_information("a@b"),
        no_alloc::Attribute::lease_time(Interval(60)),
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

/// A name is a structure up to 2.1 and a text since 3.0, however it is given.
#[test]
fn names_have_the_form_of_the_version() {
    let structure = no_alloc::NameStructure::new("disk 7", NameType::UNINTERPRETED_TEXT_STRING);
    let uri = no_alloc::NameStructure::new("disk:7", NameType::URI);
    let uri_of_model = NameStructure::new("disk:7", NameType::URI);
    let cases = [
        (no_alloc::Attribute::name("disk 7"), Attribute::name("disk 7"), "1.0-3.0"),
        (no_alloc::Attribute::name(structure), Attribute::name("disk 7"), "1.0-3.0"),
        (no_alloc::Attribute::name(uri), Attribute::name(uri_of_model), "1.0-2.1"),
    ];
    for (slim, attribute, known) in cases {
        let slim = [slim];
        let create =
            no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(no_alloc::Attributes(&slim));
        let model = |_| CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([attribute.clone()]).into();
        assert_eq!(same(model, &create), known);
    }
    let structure = RotateNameStructure::new("disk 7", RotateNameType::UNINTERPRETED_TEXT_STRING);
    for version in [Version::V2_1, Version::V3_0] {
        let slim = [no_alloc::Attribute::rotate_name("disk 7")];
        let create =
            no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(no_alloc::Attributes(&slim));
        let mut message = RequestMessage::new(version.into());
        let attribute = Attribute::RotateName(structure.clone().into());
        message.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([attribute]));
        assert_eq!(written(&no_alloc::RequestMessage::new(version, &[&create])), of_model(&message));
    }
}

/// A payload of a user's own with attributes in a container.
struct Provision<'a> {
    attributes: no_alloc::Attributes<'a>,
    by_hand: bool,
}

impl Encode for Provision<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        if self.by_hand {
            e.put(Tag::TEMPLATE_ATTRIBUTE, &self.attributes)?;
        } else {
            self.attributes.encode_in_version(Tag::TEMPLATE_ATTRIBUTE, Tag::ATTRIBUTES, e)?;
        }
        e.end()
    }
}

impl no_alloc::RequestPayload for Provision<'_> {
    fn operation(&self) -> Operation {
        Operation::new(0x8000_0001)
    }
}

#[test]
fn a_container_in_a_payload_of_a_users_own() {
    let attributes = [no_alloc::Attribute::cryptographic_length(256)];
    let request = |by_hand, version: Version| {
        let payload = Provision { attributes: no_alloc::Attributes(&attributes), by_hand };
        written(&no_alloc::RequestMessage::new(version, &[&payload]))
    };
    // Items under their own tags are nothing that 1.x knows.
    assert_eq!(request(true, Version::V1_4), Err((ErrorKind::NotInVersion, Tag::TEMPLATE_ATTRIBUTE)));
    let payload = |version, size: usize| {
        let bytes = request(false, version).unwrap();
        bytes[bytes.len() - size..].to_vec()
    };
    let named = "420079 01 00000040 420091 01 00000038 420008 01 00000030
        42000A 07 00000014 43727970746F67726170686963204C656E67746800000000
        42000B 02 00000004 0000010000000000";
    assert_eq!(payload(Version::V1_4, 72), crate::hex(named));
    let tagged = "420079 01 00000018 420125 01 00000010 42002A 02 00000004 0000010000000000";
    assert_eq!(payload(Version::V2_0, 32), crate::hex(tagged));
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
    let digest = no_alloc::Attribute::sensitive(true);
    assert_eq!(request(digest, V::V1_3), refused(Tag::ATTRIBUTE_VALUE));
    assert_eq!(request(digest, V::V1_4), Ok(176));
    assert_eq!(request(digest, V::V2_0), Ok(144));
    let group = no_alloc::Attribute::group_link("g");
    assert_eq!(request(group, V::V1_4), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V2_1), refused(Tag::GROUP_LINK));
    assert_eq!(request(group, V::V3_0), Ok(128));
    let policy = no_alloc::Attribute::operation_policy_name("p");
    assert_eq!(request(policy, V::V2_0), refused(Tag::OPERATION_POLICY_NAME));
}

#[test]
fn vendors_attributes_are_custom_ones_in_1_x() {
    for vendor in ["x", "y", "Acme"] {
        let mut slim = no_alloc::VendorAttribute::new(vendor, "shard");
        slim.attribute_value = Some(Value::Integer(7));
        let slim_attributes = [no_alloc::Attribute::vendor(&slim)];
        let mut create = no_alloc::CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        create.attributes = Some(no_alloc::Attributes(&slim_attributes));
        let mut model = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        let mut of_model = VendorAttribute::new(vendor, "shard");
        of_model.attribute_value = Some(Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::Integer(7)));
        model.attributes = Some(vec![Attribute::from(of_model)].into());
        let known = if vendor == "Acme" { "2.0-3.0" } else { "1.0-3.0" };
        assert_eq!(same(|_| model.clone().into(), &create), known);

        let references =
            [AttributeKind::CRYPTOGRAPHIC_ALGORITHM.into(), no_alloc::AttributeReference::vendor(vendor, "shard")];
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
        let references = [no_alloc::AttributeReference::vendor("x", &name)];
        let mut get = no_alloc::GetAttributesRequest::default();
        get.attribute_references = &references;
        let written = written(&no_alloc::RequestMessage::new(no_alloc::ProtocolVersion::V1_4, &[&get]));
        assert_eq!(written.map(|_| ()), expected, "{length}");
    }
    let mut get = no_alloc::GetAttributesRequest::default();
    let references = [AttributeKind::GROUP_LINK.into()];
    get.attribute_references = &references;
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
            let register = no_alloc::RegisterRequest::new(slim).with_attributes(no_alloc::Attributes(slim_attributes));
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
