//! Tests of what is written in a version, and what is refused or left out.

use kmip_types::format::{
    Encode, Encoder, Fault, Fields, encode_root, encode_root_with, locate_encoding, locate_in_message,
};
use kmip_types::items::{Extra, NodeWriter, Value};
use kmip_types::*;

use super::{VENDOR, encode, leaf, structure};

#[test]
fn identifiers_get_the_item_type_of_the_version() {
    let written = |version: ProtocolVersion<'static>, id: UniqueIdentifier<'static>| {
        let mut get = GetRequest::default();
        get.unique_identifier = Some(id);
        let mut request = RequestMessage::new(version);
        request.push(get);
        let node = encode(Tag::REQUEST_MESSAGE, &request);
        let payload = node.child(Tag::BATCH_ITEM).unwrap().child(Tag::REQUEST_PAYLOAD).unwrap();
        payload.child(Tag::UNIQUE_IDENTIFIER).unwrap().item_type()
    };
    let id = || UniqueIdentifier::from("id");
    assert_eq!(written(ProtocolVersion::V2_1, id()), ItemType::TEXT_STRING);
    assert_eq!(written(ProtocolVersion::V3_0, id()), ItemType::IDENTIFIER);
    assert_eq!(written(ProtocolVersion::V1_0, UniqueIdentifier::Identifier("id".into())), ItemType::TEXT_STRING);
    assert_eq!(written(ProtocolVersion::V3_0, UniqueIdentifier::Integer(-1)), ItemType::INTEGER);
}

#[test]
fn what_a_version_does_not_have_is_refused() {
    let mut get = GetRequest::with_id("id");
    get.key_wrap_type = Some(KeyWrapType::AS_REGISTERED);
    for (version, allowed) in
        [(ProtocolVersion::V1_3, false), (ProtocolVersion::V1_4, true), (ProtocolVersion::V3_0, true)]
    {
        let mut request = RequestMessage::new(version);
        request.push(get.clone());
        let result = encode_root(&request, &mut NodeWriter::default());
        assert_eq!(result.is_ok(), allowed);
        if let Err(fault) = result {
            assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::KEY_WRAP_TYPE));
            let error = locate_encoding(&mut NodeWriter::default(), fault, &mut |w| encode_root(&request, w));
            assert_eq!(error.path().to_string(), "RequestMessage/BatchItem/RequestPayload/KeyWrapType");
        }
    }
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(PingRequest::default());
    let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::OPERATION));
    // A version that nobody knows refuses nothing.
    let mut request = RequestMessage::new(ProtocolVersion::new(9, 9));
    request.push(PingRequest::default());
    assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()));
}

/// An unknown version counted as every version once, and a server answered in it.
#[test]
fn unknown_versions_are_in_no_set_and_never_answered_in() {
    let unknown = ProtocolVersion::new(9, 9);
    assert_eq!(unknown.version(), None);
    assert!(!unknown.version().is_some_and(|version| Versions::ALL.contains(version)));
    assert_eq!("9.9".parse::<Version>().ok(), None);

    let mut offer = DiscoverVersionsResponse::default();
    offer.protocol_versions = vec![unknown.clone()];
    assert_eq!((offer.versions(), offer.pick(Versions::ALL)), (Versions::NONE, None));
    offer.protocol_versions.push(ProtocolVersion::V1_2);
    assert_eq!(offer.versions(), Versions::only(Version::V1_2));
    assert_eq!(offer.pick(Versions::ALL), Some(ProtocolVersion::V1_2));

    let mut request = RequestMessage::new(unknown);
    request.push(DiscoverVersionsRequest::default());
    let mut response = ResponseMessage::respond_to(&request, DateTime(0));
    assert_eq!(response.protocol_version(), &ProtocolVersion::from(Version::NEWEST));
    let mut only_unknown = DiscoverVersionsResponse::default();
    only_unknown.protocol_versions = vec![ProtocolVersion::new(9, 9)];
    response.push(request.batch_items[0].success(only_unknown));
    assert_eq!(response.pick_version(Versions::ALL), None);
    let known = RequestMessage::new(ProtocolVersion::V1_1);
    assert_eq!(ResponseMessage::respond_to(&known, DateTime(0)).protocol_version(), &ProtocolVersion::V1_1);
}

/// Makes a request of 1.2 that activates.
///
/// It has a mask, an algorithm and a usage that come and go with the versions.
fn request_of_1_2(mask: CryptographicUsageMask, algorithm: CryptographicAlgorithm) -> RequestMessage<'static> {
    let mut parameters = CryptographicParameters::default();
    parameters.cryptographic_algorithm = Some(algorithm);
    let mut encrypt = EncryptRequest::default();
    encrypt.cryptographic_parameters = Some(Box::new(parameters));
    encrypt.data = Some(Bytes::from(&[1]).into());
    let mut request = RequestMessage::new(ProtocolVersion::V1_2);
    request.push(encrypt);
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    let attributes = vec![
        NamedAttribute::standard(Attribute::CryptographicUsageMask(mask)),
        NamedAttribute::standard(Attribute::CryptographicLength(128)),
    ];
    let mut template = TemplateAttribute::default();
    template.named_attributes = attributes;
    create.template_attribute = Some(template);
    request.push(create);
    request
}

const OLD_MASK: CryptographicUsageMask = CryptographicUsageMask::SIGN;

#[test]
fn a_value_that_the_version_does_not_have_is_refused() {
    let refused = |request: &RequestMessage<'_>| encode_root(request, &mut NodeWriter::default()).unwrap_err();
    assert_eq!(encode_root(&request_of_1_2(OLD_MASK, CryptographicAlgorithm::AES), &mut NodeWriter::default()), Ok(()));
    let fault = refused(&request_of_1_2(OLD_MASK, CryptographicAlgorithm::CHA_CHA20));
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::NotInVersion, Tag::CRYPTOGRAPHIC_ALGORITHM));
    assert_eq!(fault.versions(), Some(CryptographicAlgorithm::CHA_CHA20.versions()));
    assert!(fault.to_string().ends_with("in CryptographicAlgorithm: only in 1.4-3.0"), "{fault}");

    // All bits have to be there; those that 1.x leaves to vendors are, whatever they mean later.
    let mask = CryptographicUsageMask::SIGN | CryptographicUsageMask::UNRESTRICTED;
    let old = request_of_1_2(mask | CryptographicUsageMask::EXPORT, CryptographicAlgorithm::AES);
    assert_eq!(encode_root(&old, &mut NodeWriter::default()), Ok(()));
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(vec![Attribute::CryptographicUsageMask(mask | CryptographicUsageMask::EXPORT)].into());
    let mut new = RequestMessage::new(ProtocolVersion::V2_1);
    new.push(create);
    let fault = refused(&new);
    assert_eq!(fault.tag(), Tag::CRYPTOGRAPHIC_USAGE_MASK);
    assert!(fault.to_string().ends_with(": only in 1.0-1.4"), "{fault}");

    // Vendors' values, and those that no table has, are not the business of a version.
    for value in [0x8000_0001, 0x7000_0000, 0] {
        let request = request_of_1_2(CryptographicUsageMask::new(1 << 31), CryptographicAlgorithm::new(value));
        assert_eq!(encode_root(&request, &mut NodeWriter::default()), Ok(()), "{value:#x}");
    }
}

#[test]
fn what_can_be_left_out_is_left_out_and_reported() {
    let written = |request: &RequestMessage<'_>, options: &EncodeOptions<'_>| {
        let mut writer = NodeWriter::default();
        encode_root_with(request, &mut writer, options).map(|()| writer.into_nodes().pop().unwrap())
    };
    let omitted = std::cell::RefCell::new(Vec::new());
    let report = |what: &Omitted| omitted.borrow_mut().push(what.to_string());
    let omitting = EncodeOptions::omitting(&report);

    let mut request = request_of_1_2(OLD_MASK, CryptographicAlgorithm::CHA_CHA20);
    request.request_header.client_correlation_value = Some("c".into());
    let node = written(&request, &omitting).unwrap();
    assert_eq!(
        omitted.take(),
        [
            "RequestMessage/RequestHeader/ClientCorrelationValue: only in 1.4-3.0",
            "RequestMessage/BatchItem/RequestPayload/CryptographicParameters/CryptographicAlgorithm: only in 1.4-3.0",
        ]
    );
    request.request_header.client_correlation_value = None;
    let Some(RequestPayload::Encrypt(encrypt)) = request.batch_items.first_mut().map(|item| &mut item.request_payload)
    else {
        panic!("no Encrypt")
    };
    encrypt.cryptographic_parameters.as_mut().unwrap().cryptographic_algorithm = None;
    assert_eq!(written(&request, &EncodeOptions::default()).unwrap(), node);

    // What is written anyway, or not to be left out: the operation, and the value of a named attribute.
    let mut ping = RequestMessage::new(ProtocolVersion::V1_2);
    ping.push(PingRequest::default());
    assert_eq!(written(&ping, &omitting).unwrap_err().tag(), Tag::OPERATION);
    let mut named = request_of_1_2(OLD_MASK, CryptographicAlgorithm::AES);
    let Some(RequestPayload::Create(create)) = named.batch_items.last_mut().map(|item| &mut item.request_payload)
    else {
        panic!("no Create")
    };
    let value = Attribute::CryptographicAlgorithm(CryptographicAlgorithm::CHA_CHA20);
    create.template_attribute.as_mut().unwrap().named_attributes.push(NamedAttribute::standard(value));
    assert_eq!(written(&named, &omitting).unwrap_err().tag(), Tag::ATTRIBUTE_VALUE);
    assert_eq!(*omitted.borrow(), [""; 0]);
    for request in [ping, named] {
        assert!(written(&request, &EncodeOptions::as_read()).is_ok());
        let fault = written(&request, &omitting).unwrap_err();
        let error = locate_in_message(&request, &mut NodeWriter::default(), &omitting, fault);
        assert!(error.path().to_string().starts_with("RequestMessage/BatchItem"), "{error}");
        assert_eq!(error.versions(), fault.versions());
    }
}

/// The text of an error of encoding, up to the options.
fn told(request: &RequestMessage<'_>) -> (String, Option<String>) {
    let fault = encode_root(request, &mut NodeWriter::default()).unwrap_err();
    let error = locate_in_message(request, &mut NodeWriter::default(), &EncodeOptions::default(), fault);
    let text = error.to_string();
    let text = text.strip_prefix("not in this protocol version in RequestMessage/BatchItem/RequestPayload/").unwrap();
    let options = ": `EncodeOptions::omitting` leaves it out, `EncodeOptions::as_read` writes it all the same";
    (text.strip_suffix(options).unwrap().to_owned(), error.attribute_name().map(str::to_owned))
}

#[test]
fn an_error_of_encoding_says_what_of_the_item_it_is() {
    let request = request_of_1_2(OLD_MASK, CryptographicAlgorithm::CHA_CHA20);
    let text = "CryptographicParameters/CryptographicAlgorithm: value ChaCha20 of Cryptographic Algorithm is in 1.4-3.0, \
                the message is 1.2";
    assert_eq!(told(&request), (text.to_owned(), None));

    let mask = CryptographicUsageMask::SIGN | CryptographicUsageMask::EXPORT | CryptographicUsageMask::TRANSLATE_WRAP;
    let create = |mask| {
        let mut request = RequestMessage::new(ProtocolVersion::V2_1);
        let attributes = [Attribute::CryptographicUsageMask(mask)];
        request.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(attributes));
        told(&request).0
    };
    let path = "Attributes/CryptographicUsageMask";
    assert_eq!(
        create(mask),
        format!("{path}: bits Export, TranslateWrap of Cryptographic Usage Mask are in 1.0-1.4, the message is 2.1")
    );
    assert_eq!(
        create(CryptographicUsageMask::EXPORT),
        format!("{path}: bit Export of Cryptographic Usage Mask is in 1.0-1.4, the message is 2.1")
    );
}

#[test]
fn an_error_of_encoding_names_the_attribute() {
    let with = |attribute: NamedAttribute<'static>| {
        let mut request = request_of_1_2(OLD_MASK, CryptographicAlgorithm::AES);
        let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
        let mut template = TemplateAttribute::default();
        template.named_attributes = vec![NamedAttribute::custom("other", 7), attribute];
        create.template_attribute = Some(template);
        request.push(create);
        request
    };
    let algorithm = Attribute::CryptographicAlgorithm(CryptographicAlgorithm::CHA_CHA20);
    let request = with(NamedAttribute::standard(algorithm.clone()));
    let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
    let error = locate_in_message(&request, &mut NodeWriter::default(), &EncodeOptions::default(), fault);
    assert_eq!(error.attribute_name(), Some("Cryptographic Algorithm"));
    assert!(
        error.to_string().contains(
            "/TemplateAttribute/Attribute[1]/AttributeValue of the attribute `Cryptographic Algorithm`: \
             value ChaCha20 of Cryptographic Algorithm is in 1.4-3.0, the message is 1.2"
        ),
        "{error}"
    );
    // A value of the standard under a vendor's name, one that looks like a name and one that does not.
    for (name, shown) in [("x-shard", Some("x-shard")), ("x-00112233445566778899aabbccddeeff", None)] {
        let mut named = NamedAttribute::new(name);
        named.attribute_value = Some(algorithm.clone());
        let request = with(named);
        let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
        let error = locate_in_message(&request, &mut NodeWriter::default(), &EncodeOptions::default(), fault);
        assert_eq!(error.attribute_name(), shown);
        assert!(!error.to_string().contains("0011"), "{error}");
    }
    // An attribute that the version does not have.
    let request = with(NamedAttribute::standard(Attribute::ProtectionLevel(ProtectionLevel::HIGH)));
    let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
    let error = locate_in_message(&request, &mut NodeWriter::default(), &EncodeOptions::default(), fault);
    assert!(
        error.to_string().contains("of the attribute `Protection Level`: only in 2.0-3.0, the message is 1.2"),
        "{error}"
    );
}

/// No entry is left out of a list that must not be empty.
///
/// An attribute under its own tag is one of many.
#[test]
fn entries_of_lists_are_left_out_unless_one_is_required() {
    let omitted = std::cell::RefCell::new(Vec::new());
    let report =
        |what: &Omitted| omitted.borrow_mut().push((what.tag, what.path.to_string(), what.versions.to_string()));
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(vec![
        Attribute::CryptographicLength(128),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::EXPORT),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
    ]));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    let mut writer = NodeWriter::default();
    encode_root_with(&request, &mut writer, &EncodeOptions::omitting(&report)).unwrap();
    let path = "RequestMessage/BatchItem/RequestPayload/Attributes/CryptographicUsageMask";
    assert_eq!(omitted.take(), [(Tag::CRYPTOGRAPHIC_USAGE_MASK, path.to_owned(), "1.0-1.4".to_owned())]);

    let mut request = RequestMessage::new(ProtocolVersion::V1_0);
    request.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_PROFILES]));
    let options = EncodeOptions::omitting(&report);
    let fault = encode_root_with(&request, &mut NodeWriter::default(), &options).unwrap_err();
    assert_eq!((fault.tag(), omitted.borrow().len()), (Tag::QUERY_FUNCTION, 0));
}

/// A structure of a vendor that holds a value of its own tag.
///
/// Only some versions have that value.
struct Nested;

impl Encode for Nested {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.structure(tag, self, &Extra::default())
    }
}

impl Fields for Nested {
    fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.only_in(VENDOR, ItemType::IDENTIFIER.versions())
    }
}

/// A structure that has been opened cannot be left out.
///
/// That holds even if what is refused in it has the same tag.
#[test]
fn a_structure_that_is_half_written_is_not_left_out() {
    fn written(value: &impl Encode) -> (Result<(), Fault>, usize) {
        let omitted = std::cell::Cell::new(0);
        let report = |_: &Omitted| omitted.set(omitted.get() + 1);
        let mut writer = NodeWriter::default();
        let mut e = Encoder::with_options(&mut writer, EncodeOptions::omitting(&report));
        e.set_version(ProtocolVersion::V1_2.version());
        (e.optional(VENDOR, value), omitted.get())
    }
    let refused = |(result, omitted): (Result<(), Fault>, usize)| (result.unwrap_err().kind(), omitted);
    assert_eq!(refused(written(&Nested)), (ErrorKind::NotInVersion, 0));
    let inner = leaf(VENDOR, Value::Identifier("7"));
    assert_eq!(refused(written(&structure(VENDOR, vec![inner.clone()]))), (ErrorKind::NotInVersion, 0));
    // Of the value itself nothing has been written.
    assert_eq!(written(&inner), (Ok(()), 1));
}

/// To find an error's path, the message is written again without a second report.
#[test]
fn what_is_left_out_is_reported_once() {
    let omitted = std::cell::Cell::new(0);
    let report = |_: &Omitted| omitted.set(omitted.get() + 1);
    let omitting = EncodeOptions::omitting(&report);
    let mut request = RequestMessage::new(ProtocolVersion::V1_2);
    request.request_header.client_correlation_value = Some("c".into());
    request.push(PingRequest::default());
    let fault = encode_root_with(&request, &mut NodeWriter::default(), &omitting).unwrap_err();
    assert_eq!((fault.tag(), omitted.get()), (Tag::OPERATION, 1));
    let error = locate_in_message(&request, &mut NodeWriter::default(), &omitting, fault);
    assert_eq!((error.path().to_string().as_str(), omitted.get()), ("RequestMessage/BatchItem/Operation", 1));
    assert_eq!(EncodeOptions::as_read().silent(), EncodeOptions::as_read());
}

#[test]
fn an_error_of_encoding_says_which_version_has_the_field() {
    let mut get = GetRequest::default();
    get.key_wrap_type = Some(KeyWrapType::AS_REGISTERED);
    let mut request = RequestMessage::new(ProtocolVersion::V1_3);
    request.push(get);
    assert_eq!(told(&request), ("KeyWrapType: only in 1.4-3.0, the message is 1.3".to_owned(), None));
}

#[test]
fn an_encoder_prints_its_version() {
    let mut writer = NodeWriter::default();
    let mut encoder = Encoder::new(&mut writer);
    assert_eq!(format!("{encoder:?}"), "Encoder { version: None, .. }");
    encoder.set_version(Some(Version::V1_2));
    assert_eq!(format!("{encoder:?}"), "Encoder { version: Some(V1_2), .. }");
}
