//! Vectors of objects from their creation to their end.
//!
//! They are messages as clients and servers exchange them.

use kmip::items::{Node, NodeValue};
use kmip::*;

use crate::make::{ID, Make, NOW, OTHER_ID};
use crate::vector::Vector;

/// Attributes of an AES key.
fn aes<'a>(make: &Make) -> [Attribute<'a>; 4] {
    [
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        make.name("backup key"),
    ]
}

fn key_block(bytes: &'static [u8]) -> KeyBlock<'static> {
    let material = KeyMaterial::ByteString(Secret::new(Bytes::from(bytes)));
    let mut block = KeyBlock::new(KeyFormatType::RAW);
    block.key_value = Some(KeyValue::Structure(KeyValueStructure::new(material)));
    block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    block.cryptographic_length = Some(128);
    block
}

const KEY: &[u8] = &[0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF];

fn creation(make: &Make, all: &mut Vec<Vector>) {
    let aes = aes(make);
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.template_attribute = make.template(&aes);
    create.attributes = make.attributes(&aes);
    all.push(make.request("create", "A client has an AES key of 256 bits made.", create));
    let created = CreateResponse::new(ObjectType::SYMMETRIC_KEY, ID);
    all.push(make.response("create", "The identifier of the new key.", created));

    let common = [Attribute::CryptographicAlgorithm(CryptographicAlgorithm::RSA), Attribute::CryptographicLength(2048)];
    let private = [make.name("private"), Attribute::CryptographicUsageMask(CryptographicUsageMask::SIGN)];
    let public = [make.name("public"), Attribute::CryptographicUsageMask(CryptographicUsageMask::VERIFY)];
    let mut pair = CreateKeyPairRequest::default();
    pair.common_template_attribute = make.template(&common);
    pair.private_key_template_attribute = make.template(&private);
    pair.public_key_template_attribute = make.template(&public);
    pair.common_attributes = make.attributes(&common);
    pair.private_key_attributes = make.attributes(&private);
    pair.public_key_attributes = make.attributes(&public);
    all.push(make.request("create-key-pair", "An RSA key pair, its attributes in three parts.", pair));
    let made = CreateKeyPairResponse::new(ID, OTHER_ID);
    all.push(make.response("create-key-pair", "The identifiers of both keys.", made));

    let mut register = RegisterRequest::new(ObjectType::SYMMETRIC_KEY);
    let usage = [Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT)];
    register.template_attribute = make.template(&usage);
    register.attributes = make.attributes(&usage);
    register.managed_object = Some(SymmetricKey::new(key_block(KEY)).into());
    all.push(make.request("register", "A client brings its own AES key.", register));
    all.push(make.response("register", "The identifier of the registered key.", RegisterResponse::new(ID)));

    let mut derive = DeriveKeyRequest::new(
        ObjectType::SYMMETRIC_KEY,
        vec![ID.into()],
        DerivationMethod::HMAC,
        DerivationParameters::default(),
    );
    let mut parameters = CryptographicParameters::default();
    parameters.hashing_algorithm = Some(HashingAlgorithm::SHA_256);
    derive.derivation_parameters.cryptographic_parameters = Some(Box::new(parameters));
    derive.derivation_parameters.derivation_data = vec![Secret::new(Bytes::from(b"label"))];
    derive.template_attribute = make.template(&aes[..2]);
    derive.attributes = make.attributes(&aes[..2]);
    all.push(make.request("derive-key", "An AES key derived with HMAC-SHA-256.", derive));
    all.push(make.response("derive-key", "The identifier of the derived key.", DeriveKeyResponse::new(OTHER_ID)));
}

fn renewal(make: &Make, all: &mut Vec<Vector>) {
    let mut re_key = ReKeyRequest::default();
    re_key.unique_identifier = Some(ID.into());
    re_key.offset = Some(Interval(86_400));
    all.push(make.request("re-key", "A successor that becomes active a day later.", re_key));
    all.push(make.response("re-key", "The identifier of the successor.", ReKeyResponse::new(OTHER_ID)));

    let mut certify = CertifyRequest::default();
    certify.unique_identifier = Some(ID.into());
    let subject = if make.is_1_x() {
        let mut subject = X509CertificateSubject::default();
        subject.subject_distinguished_name = vec![0x30, 0x00].into();
        Attribute::X509CertificateSubject(subject)
    } else {
        Attribute::CertificateSubjectCn("host.example".into())
    };
    let subject = [subject];
    certify.template_attribute = make.template(&subject);
    certify.attributes = make.attributes(&subject);
    all.push(make.request("certify", "A certificate for a public key.", certify));
    all.push(make.response("certify", "The identifier of the certificate.", CertifyResponse::new(OTHER_ID)));

    let mut re_certify = ReCertifyRequest::default();
    re_certify.unique_identifier = Some(OTHER_ID.into());
    re_certify.offset = Some(Interval(86_400));
    all.push(make.request("re-certify", "A certificate that takes the place of another a day later.", re_certify));
    let renewed = ReCertifyResponse::new("9b0e7d52-6c1f-4f08-b3a4-d17e5c82f960");
    all.push(make.response("re-certify", "The identifier of the new certificate.", renewed));

    let mut pair = ReKeyKeyPairRequest::default();
    if make.is_3_0() {
        pair.unique_identifier = Some(ID.into());
    } else {
        pair.private_key_unique_identifier = Some(ID.into());
    }
    all.push(make.request("re-key-key-pair", "A successor of a key pair, found by its private key.", pair));
    let successors =
        ReKeyKeyPairResponse::new("2f6d1c93-70ab-4e25-9d48-c3b5a1e7f084", "c41a8e67-d529-4b3f-86f0-5e92d7b1a30c");
    all.push(make.response("re-key-key-pair", "The identifiers of the new private and public key.", successors));
}

fn use_of(make: &Make, all: &mut Vec<Vector>) {
    let mut get = GetRequest::default();
    get.unique_identifier = Some(ID.into());
    all.push(make.request("get", "A client fetches an object.", get));
    let key = SymmetricKey::new(key_block(KEY));
    all.push(make.response(
        "get",
        "A symmetric key in the clear.",
        GetResponse::new(ObjectType::SYMMETRIC_KEY, ID, key),
    ));

    let mut locate = LocateRequest::default();
    locate.maximum_items = Some(2);
    let by = [make.name("backup key"), Attribute::ObjectType(ObjectType::SYMMETRIC_KEY)];
    locate.named_attributes = make.named(&by);
    locate.attributes = make.attributes(&by);
    all.push(make.request("locate", "At most two objects of this name and type.", locate));
    let mut located = LocateResponse::default();
    located.unique_identifiers = vec![ID.into(), OTHER_ID.into()];
    located.located_items = Some(7);
    all.push(make.response("locate", "Two of the seven objects that there are.", located));

    all.push(make.request("locate-all", "Everything: no field is required.", LocateRequest::default()));
    all.push(make.response("locate-none", "Nothing was found: a payload without fields.", LocateResponse::default()));

    let mut check = CheckRequest::default();
    check.unique_identifier = Some(ID.into());
    check.usage_limits_count = Some(4096);
    check.cryptographic_usage_mask = Some(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::WRAP_KEY);
    check.lease_time = Some(Interval(3600));
    all.push(make.request("check", "May the key be used so?", check));
    let mut refused = CheckResponse::default();
    refused.unique_identifier = Some(ID.into());
    refused.cryptographic_usage_mask = Some(CryptographicUsageMask::ENCRYPT);
    all.push(make.response("check", "The key may be used for one purpose alone.", refused));

    let mut lease = ObtainLeaseRequest::default();
    lease.unique_identifier = Some(ID.into());
    all.push(make.request("obtain-lease", "How long may the key be used?", lease));
    let leased = ObtainLeaseResponse::new(ID, Interval(3600), NOW);
    all.push(make.response("obtain-lease", "The lease is for an hour.", leased));

    let mut allocation = GetUsageAllocationRequest::new(1_048_576);
    allocation.unique_identifier = Some(ID.into());
    all.push(make.request("get-usage-allocation", "A client asks for a mebibyte of usage.", allocation));
    all.push(make.response("get-usage-allocation", "It is granted.", GetUsageAllocationResponse::new(ID)));
}

fn attributes(make: &Make, all: &mut Vec<Vector>) {
    let mut get = GetAttributesRequest::default();
    get.unique_identifier = Some(ID.into());
    if make.is_1_x() {
        get.attribute_names = vec!["Cryptographic Length".into(), "State".into(), "x-shelf".into()];
    } else {
        let vendors = AttributeReferenceStructure::new("ACME", "shelf");
        let tags = [Tag::CRYPTOGRAPHIC_LENGTH, Tag::STATE].map(AttributeReference::Enumeration);
        get.attribute_references = tags.into_iter().chain([AttributeReference::Structure(vendors)]).collect();
    }
    all.push(make.request("get-attributes", "Two attributes of the standard and one of a vendor.", get));
    let shelf = Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::TextString("B 12".into()));
    let own = [Attribute::CryptographicLength(256), Attribute::State(State::ACTIVE)];
    let mut got = GetAttributesResponse::new(ID);
    got.named_attributes = make.named(&own);
    got.attributes = make.attributes(&own);
    if make.is_1_x() {
        let mut named = NamedAttribute::new("x-shelf");
        named.attribute_value = Some(Attribute::Other(shelf));
        got.named_attributes.push(named);
    } else {
        let mut vendors = VendorAttribute::new("ACME", "shelf");
        vendors.attribute_value = Some(shelf);
        got.attributes.as_mut().unwrap().push(vendors);
    }
    all.push(make.response("get-attributes", "Their values.", got));

    let mut list = GetAttributeListRequest::default();
    list.unique_identifier = Some(ID.into());
    all.push(make.request("get-attribute-list", "Which attributes does the object have?", list));
    let mut listed = GetAttributeListResponse::new(ID);
    if make.is_1_x() {
        listed.attribute_names = vec!["Object Type".into(), "Initial Date".into()];
    } else {
        listed.attribute_references = [Tag::OBJECT_TYPE, Tag::INITIAL_DATE].map(AttributeReference::Enumeration).into();
    }
    all.push(make.response("get-attribute-list", "Two of them.", listed));

    let contact = [Attribute::ContactInformation("keys@example".into())];
    let mut add = AddAttributeRequest::default();
    add.unique_identifier = Some(ID.into());
    add.named_attribute = make.named(&contact).pop().map(Box::new);
    add.new_attribute = make.attributes(&contact);
    all.push(make.request("add-attribute", "An attribute is added.", add));
    let mut added = AddAttributeResponse::new(ID);
    added.named_attribute = make.named(&contact).pop().map(Box::new);
    all.push(make.response("add-attribute", "It was added.", added));

    let new = [Attribute::ContactInformation("vault@example".into())];
    let mut modify = ModifyAttributeRequest::default();
    modify.unique_identifier = Some(ID.into());
    modify.named_attribute = make.named(&new).pop().map(Box::new);
    modify.current_attribute = make.attributes(&contact);
    modify.new_attribute = make.attributes(&new);
    all.push(make.request("modify-attribute", "An attribute gets another value.", modify));
    let mut modified = ModifyAttributeResponse::new(ID);
    modified.named_attribute = make.named(&new).pop().map(Box::new);
    all.push(make.response("modify-attribute", "It was modified.", modified));

    let mut delete = DeleteAttributeRequest::default();
    delete.unique_identifier = Some(ID.into());
    if make.is_1_x() {
        delete.attribute_name = Some("Contact Information".into());
        delete.attribute_index = Some(0);
    } else {
        delete.attribute_reference = Some(AttributeReference::Enumeration(Tag::CONTACT_INFORMATION));
    }
    all.push(make.request("delete-attribute", "An attribute is deleted.", delete));
    let mut deleted = DeleteAttributeResponse::new(ID);
    deleted.named_attribute = make.named(&new).pop().map(Box::new);
    all.push(make.response("delete-attribute", "It was deleted.", deleted));
}

/// Adds messages with the attributes that are new in 2.0.
fn later_attributes(make: &Make, all: &mut Vec<Vector>) {
    if make.is_1_x() {
        return;
    }
    let mut set = SetAttributeRequest::new(Attributes::from(vec![Attribute::Sensitive(true)]));
    set.unique_identifier = Some(ID.into());
    all.push(make.request("set-attribute", "An attribute is set, whether it is there or not.", set));
    all.push(make.response("set-attribute", "It was set.", SetAttributeResponse::new(ID)));

    let counter = AttributeReference::Enumeration(Tag::ROTATE_GENERATION);
    let mut adjust = AdjustAttributeRequest::new(counter, AdjustmentType::INCREMENT);
    adjust.unique_identifier = Some(ID.into());
    adjust.adjustment_value = Some(AdjustmentValue::Integer(1));
    all.push(make.request("adjust-attribute", "A number is increased by one.", adjust));
    all.push(make.response("adjust-attribute", "It was adjusted.", AdjustAttributeResponse::new(ID)));
}

fn end(make: &Make, all: &mut Vec<Vector>) {
    let mut activate = ActivateRequest::default();
    activate.unique_identifier = Some(ID.into());
    all.push(make.request("activate", "The key may be used from now on.", activate));
    all.push(make.response("activate", "It is active.", ActivateResponse::new(ID)));

    let mut reason = RevocationReason::new(RevocationReasonCode::KEY_COMPROMISE);
    reason.revocation_message = Some("found on a train".into());
    let mut revoke = RevokeRequest::default();
    revoke.unique_identifier = Some(ID.into());
    revoke.revocation_reason = Some(reason);
    revoke.compromise_occurrence_date = Some(DateTime(1_699_000_000));
    all.push(make.request("revoke", "The key was compromised.", revoke));
    all.push(make.response("revoke", "It is revoked.", RevokeResponse::new(ID)));

    let mut archive = ArchiveRequest::default();
    archive.unique_identifier = Some(ID.into());
    all.push(make.request("archive", "The object goes to the archive.", archive));
    all.push(make.response("archive", "It is archived.", ArchiveResponse::new(ID)));
    let mut recover = RecoverRequest::default();
    recover.unique_identifier = Some(ID.into());
    all.push(make.request("recover", "The object comes back from the archive.", recover));
    all.push(make.response("recover", "It is back.", RecoverResponse::new(ID)));
    let mut destroy = DestroyRequest::default();
    destroy.unique_identifier = Some(ID.into());
    all.push(make.request("destroy", "The key material is destroyed.", destroy));
    all.push(make.response("destroy", "It is destroyed.", DestroyResponse::new(ID)));
    if make.is_3_0() {
        let mut deactivate = DeactivateRequest::new(ID);
        deactivate.deactivation_reason = Some(DeactivationReason::new(DeactivationReasonCode::USAGE_LIMIT));
        all.push(make.request("deactivate", "The key has protected as much as it may.", deactivate));
        all.push(make.response("deactivate", "It is deactivated.", DeactivateResponse::new(ID)));
        all.push(make.request("obliterate", "The object goes with its attributes.", ObliterateRequest::new(ID)));
        all.push(make.response("obliterate", "Nothing is left of it.", ObliterateResponse::default()));
    }
}

fn transfer(make: &Make, all: &mut Vec<Vector>) {
    let comment = [Attribute::Comment("moved".into())];
    let key: ManagedObject<'_> = SymmetricKey::new(key_block(KEY)).into();
    let mut export = ExportRequest::default();
    export.unique_identifier = Some(ID.into());
    export.key_format_type = Some(KeyFormatType::RAW);
    all.push(make.request("export", "An object leaves with all its attributes.", export));
    let mut exported = ExportResponse::new(ObjectType::SYMMETRIC_KEY, ID, key.clone());
    exported.named_attributes = make.named(&comment);
    exported.attributes = make.attributes(&comment);
    all.push(make.response("export", "The object and its attributes.", exported));
    let mut import = ImportRequest::new(ID, key.clone());
    import.object_type = (!make.is_1_x()).then_some(ObjectType::SYMMETRIC_KEY);
    import.replace_existing = Some(false);
    import.named_attributes = make.named(&comment);
    import.attributes = make.attributes(&comment);
    all.push(make.request("import", "An object arrives under its own identifier.", import));
    all.push(make.response("import", "It was taken in.", ImportResponse::new(ID)));

    let mut put = PutRequest::new(ID, PutFunction::REPLACE, key);
    put.replaced_unique_identifier = Some(OTHER_ID.into());
    all.push(make.request("put", "A server sends a key in the place of another.", put));
    let state = [Attribute::State(State::DEACTIVATED)];
    let mut notify = NotifyRequest::new(ID);
    notify.named_attributes = make.named(&state);
    notify.attributes = make.attributes(&state);
    all.push(make.request("notify", "A server tells that an attribute changed.", notify));
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("lifecycle") {
        creation(&make, &mut all);
        renewal(&make, &mut all);
        use_of(&make, &mut all);
        attributes(&make, &mut all);
        later_attributes(&make, &mut all);
        end(&make, &mut all);
        transfer(&make, &mut all);
    }
    all
}
