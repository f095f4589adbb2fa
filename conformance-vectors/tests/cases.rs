//! Messages as real peers send them: what becomes of each (`cases/*.hex`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use kmip::convert::Category;
use kmip::exchange::Outcome;
use kmip::format::Writer;
use kmip::items::transcode;
use kmip::ttlv::{from_slice, from_slice_owned_with, from_slice_with, to_vec, to_vec_with};
use kmip::validate::{FindingKind, Severity, Validator};
use kmip::{
    Attribute, DateTime, EncodeOptions, ErrorKind, ItemType, Message, Operation, ReaderOptions, RequestMessage,
    RequestPayload, ResponseMessage, ResponsePayload, ResultReason, State, Tag, Version, cbor, json, ttlv, xml,
};

/// The bytes of a case.
fn case(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(format!("{name}.hex"));
    let digits: String = std::fs::read_to_string(&path).unwrap().split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// Returns the findings of the validator in these bytes.
fn findings(bytes: &[u8]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut reader = ttlv::TtlvReader::new(bytes);
    Validator::new().check(&mut reader, &mut |finding| findings.push(finding.to_string())).unwrap();
    findings
}

#[test]
fn a_payload_does_not_hide_the_result() {
    let bytes = case("failed-empty-payload");
    let message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    let item = &message.batch_items[0];
    let Outcome::Failed { reason: Some(reason), message: Some(_) } = item.outcome() else { panic!("{item:?}") };
    assert_eq!(reason, ResultReason::ITEM_NOT_FOUND);
    let Some(ResponsePayload::Unknown(payload)) = &item.response_payload else { panic!("{item:?}") };
    assert!(payload.children().is_empty());
    assert_eq!(to_vec(&message).unwrap(), bytes);
    assert!(findings(&bytes).iter().any(|finding| finding.contains("ResponsePayload: must not be there")));
    // An item that did not fail has to have a payload that can be read.
    let mut succeeded = bytes.clone();
    let status = succeeded.windows(8).position(|w| w == [0x42, 0, 0x7F, 5, 0, 0, 0, 4]).unwrap() + 11;
    succeeded[status] = 0;
    let error = from_slice::<Message<'_>>(&succeeded).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
}

/// Read strictly, and written back: the same bytes, and what the validator names.
#[test]
fn what_the_version_lacks_is_written_back() {
    for (name, named) in [
        ("server-correlation-1.0", &["ServerCorrelationValue: is not in KMIP 1.0"][..]),
        ("attributes-1.4-in-1.2", &["as Always Sensitive", "as Extractable", "as Never Extractable"]),
        ("key-format-attribute-1.2", &["as Key Format Type"]),
        ("name-as-text", &["Attribute[1]/AttributeValue: is not in KMIP 1.1"]),
        ("usage-mask-400-in-2.1", &["CryptographicUsageMask: has bits 0x00000400"]),
        ("object-type-6-in-2.1", &["ObjectType[1]: has a value that is not in Object Type of KMIP 2.1"]),
        ("encrypt-refused-1.0", &["Operation: has a value that is not in Operation of KMIP 1.0"]),
        ("discover-refused-1.0", &["Operation: has a value that is not in Operation of KMIP 1.0"]),
        ("id-as-enumeration", &["UniqueIdentifier: has a value that is not in Unique Identifier"]),
    ] {
        let bytes = case(name);
        let message: Message<'_> = from_slice(&bytes).unwrap();
        assert_eq!(to_vec_with(&message, &EncodeOptions::as_read()).unwrap(), bytes, "{name}");
        let findings = findings(&bytes);
        assert_eq!(findings.len(), named.len(), "{name}: {findings:?}");
        for (finding, named) in findings.iter().zip(named) {
            assert!(finding.contains(named), "{name}: {finding}");
        }
    }
}

/// The item type with which an item was read is kept.
///
/// It is kept although the model has another form for the version.
#[test]
fn an_identifier_keeps_its_item_type() {
    let bytes = case("server-correlation-1.0");
    let message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    assert!(to_vec(&message).is_err());
    // A Text String in a message of 3.0, where it is an Identifier, and an Identifier in one of 1.4.
    for (major, minor, item_type) in [(3, 0, 7), (1, 4, 0x0C)] {
        let mut get = RequestMessage::new(if major == 3 { Version::V3_0 } else { Version::V1_4 }.into());
        get.push(kmip::GetRequest::with_id("5d0c8f1e"));
        let mut bytes = to_vec(&get).unwrap();
        let id = bytes.windows(3).position(|tag| tag == [0x42, 0, 0x94]).unwrap();
        assert_ne!(bytes[id + 3], item_type, "{major}.{minor}");
        bytes[id + 3] = item_type;
        let message: RequestMessage<'_> = from_slice(&bytes).unwrap();
        assert_eq!(to_vec_with(&message, &EncodeOptions::as_read()).unwrap(), bytes, "{major}.{minor}");
    }
}

#[test]
fn a_server_can_refuse_what_its_version_lacks() {
    let bytes = case("encrypt-refused-1.0");
    let request: RequestMessage<'_> = from_slice(&bytes).unwrap();
    let mut response = ResponseMessage::respond_in(Version::V1_0, &request, DateTime(1_700_000_000));
    response.push(request.batch_items[0].failure(ResultReason::OPERATION_NOT_SUPPORTED, "no such operation"));
    let written = to_vec(&response).unwrap();
    let again: ResponseMessage<'_> = from_slice(&written).unwrap();
    assert_eq!(again.batch_items[0].operation, Some(Operation::ENCRYPT));
    assert_eq!(again, response);
}

/// A client's own attribute whose name is that of the standard in its normal form.
#[test]
fn a_custom_attribute_is_never_one_of_the_standard() {
    let bytes = case("x-509-custom-attribute");
    let message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    let Some(ResponsePayload::GetAttributes(payload)) = &message.batch_items[0].response_payload else {
        panic!("{message:?}")
    };
    let [named] = payload.named_attributes.as_slice() else { panic!("{payload:?}") };
    assert_eq!(named.attribute_name, "x-509 Certificate Subject");
    assert!(matches!(named.attribute_value, Some(Attribute::Other(_))), "{named:?}");
    assert_eq!(to_vec(&message).unwrap(), bytes);
    assert!(findings(&bytes).is_empty());
}

/// An attribute that another version has only once is reported.
///
/// 3.0 has no rule against it, 2.1 has: an empty report would promise a valid message.
#[test]
fn what_another_version_has_once_is_told() {
    let bytes = case("cryptographic-length-twice-3.0");
    assert!(findings(&bytes).iter().all(|finding| !finding.starts_with("error")));
    let request: RequestMessage<'_> = from_slice(&bytes).unwrap();
    for to in Version::ALL {
        let conversion = request.convert_to(to.into()).unwrap();
        let repetitions = conversion.report.iter().filter(|change| change.category == Category::Repetition);
        let tags: Vec<_> = repetitions.map(|change| change.tag).collect();
        let expected = if to < Version::V3_0 { &[Tag::CRYPTOGRAPHIC_LENGTH][..] } else { &[] };
        assert_eq!(tags, expected, "{to}");
    }
}

/// A message in any other version can be written there, and is read as it was.
///
/// It says what else is wrong with it.
#[test]
fn what_was_converted_can_be_written() {
    for name in ["versions-target-crash", "x-509-custom-attribute"] {
        let bytes = case(name);
        let message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
        for to in Version::ALL {
            let conversion = message.convert_to(to.into()).unwrap();
            let written = to_vec(&conversion.message).unwrap_or_else(|error| panic!("{name} to {to}: {error}"));
            assert_eq!(from_slice::<ResponseMessage<'_>>(&written).unwrap(), conversion.message, "{name} to {to}");
        }
    }
}

/// A filter that only old peers write arrives in other versions.
///
/// An item that has no place is reported.
#[test]
fn what_stands_in_the_wrong_place_is_converted_or_lost() {
    let bytes = case("locate-template-attribute");
    let request: RequestMessage<'_> = from_slice(&bytes).unwrap();
    for to in Version::ALL {
        let conversion = request.convert_to(to.into()).unwrap();
        let RequestPayload::Locate(locate) = &conversion.message.batch_items[0].request_payload else { panic!("{to}") };
        let attributes: Vec<_> = locate.attributes().iter().collect();
        let [Attribute::Name(name)] = &*attributes else { panic!("{to}: {attributes:?}") };
        assert_eq!(name.as_text(), "vpn-enc-in", "{to}");
        assert!(conversion.report.is_lossless());
        assert_eq!(conversion.report.iter().map(|change| change.tag).collect::<Vec<_>>(), [Tag::TEMPLATE_ATTRIBUTE]);
        assert!(conversion.message.validate().unwrap().worst().is_none_or(|worst| worst < Severity::Error), "{to}");
    }
    let bytes = case("object-type-in-register-answer");
    let response: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    let conversion = response.convert_to(Version::V2_1.into()).unwrap();
    let lost: Vec<_> = conversion.report.iter().map(|change| (change.category, change.tag)).collect();
    assert_eq!(lost, [(Category::Misplaced, Tag::OBJECT_TYPE)]);
    assert!(conversion.message.validate().unwrap().is_empty());
}

/// Legal by the field tables, and contradictory, or refused by servers.
#[test]
fn what_does_not_go_together_is_warned_of() {
    let register = "RequestMessage/BatchItem/RequestPayload";
    for (name, path, said) in [
        (
            "key-compression-aes",
            format!("{register}/SymmetricKey/KeyBlock/KeyCompressionType"),
            "is for keys on elliptic curves only, and Cryptographic Algorithm has none (see §2.1.3 of KMIP 1.4)",
        ),
        (
            "length-256-for-16-bytes",
            format!("{register}/SymmetricKey/KeyBlock/CryptographicLength"),
            "is not the length of the Raw Key Material in bits (see §3.5 of KMIP 1.4)",
        ),
        (
            "register-without-usage-mask",
            format!("{register}/CryptographicUsageMask"),
            "is missing in Register Request Payload (see §4.3 of KMIP 1.0)",
        ),
        (
            "located-items-0-with-2",
            "ResponseMessage/BatchItem/ResponsePayload/LocatedItems".to_owned(),
            "is less than the number of Unique Identifiers listed (see §4.9 of KMIP 1.4)",
        ),
    ] {
        let findings = findings(&case(name));
        let [finding] = findings.as_slice() else { panic!("{name}: {findings:?}") };
        assert!(finding.starts_with("warning at byte "), "{name}: {finding}");
        assert!(finding.ends_with(&format!(" in {path}: {said}")), "{name}: {finding}");
    }
}

/// A message as each format has it, read leniently.
fn read_leniently(bytes: &[u8]) -> [Message<'_>; 5] {
    let options = ReaderOptions::lenient();
    let (mut xml_text, mut json_text) = (xml::XmlWriter::new(String::new()), json::JsonWriter::new(String::new()));
    let mut cbor_bytes = cbor::CborWriter::new(Vec::new());
    let writers: [&mut dyn Writer; 3] = [&mut xml_text, &mut json_text, &mut cbor_bytes];
    for writer in writers {
        transcode(&mut ttlv::TtlvReader::new(bytes), writer).unwrap();
    }
    [
        from_slice_with(bytes, &options).unwrap(),
        from_slice_owned_with(bytes, &options).unwrap(),
        xml::from_str_owned_with(&xml_text.finish().unwrap(), &options).unwrap(),
        json::from_str_owned_with(&json_text.finish().unwrap(), &options).unwrap(),
        cbor::from_slice_owned_with(&cbor_bytes.finish().unwrap(), &options).unwrap(),
    ]
}

/// A message is read leniently in every format, and written back.
///
/// It has the same bytes, and the one item that was set aside.
#[test]
fn what_does_not_fit_is_set_aside() {
    let attribute = "ResponseMessage/BatchItem/ResponsePayload/Attribute/AttributeValue";
    let inside = format!("{attribute}/CryptographicLength");
    for (name, path, error) in [
        ("lease-time-integer", attribute, "found Integer, expected Interval"),
        ("rng-length-long", &inside, "found LongInteger, expected Integer"),
        ("name-without-type", "RequestMessage/BatchItem/RequestPayload/Attribute/AttributeValue", "missing field"),
        (
            "server-information-text",
            "ResponseMessage/BatchItem/ResponsePayload/ServerInformation",
            "found TextString, expected Structure",
        ),
        ("batch-id-text", "RequestMessage/BatchItem/UniqueBatchItemID", "found TextString, expected ByteString"),
    ] {
        let bytes = case(name);
        let refused = from_slice::<Message<'_>>(&bytes).unwrap_err();
        assert!(refused.offset().is_some() && !refused.path().is_empty(), "{name}: {refused}");
        for (number, message) in read_leniently(&bytes).into_iter().enumerate() {
            assert_eq!(to_vec_with(&message, &EncodeOptions::as_read()).unwrap(), bytes, "{name} {number}");
            let unexpected: Vec<_> = message.unexpected_items().collect();
            let [unexpected] = &unexpected[..] else { panic!("{name} {number}: {unexpected:?}") };
            assert_eq!(unexpected.path.to_string(), path, "{name} {number}");
            assert_eq!(unexpected.tag(), unexpected.path.steps().last().unwrap().tag);
            let reason = unexpected.error.as_ref().unwrap();
            assert!(reason.to_string().contains(error), "{name} {number}: {reason}");
            assert_eq!(reason.offset(), None, "{name} {number}: a message has none");
            assert_eq!((reason.kind(), reason.path()), (refused.kind(), refused.path()), "{name} {number}");
        }
        assert!(!findings(&bytes).is_empty(), "{name}");
    }
}

/// Around what is set aside, everything is typed.
#[test]
fn what_stands_beside_is_typed() {
    let options = ReaderOptions::lenient();
    let bytes = case("lease-time-integer");
    let message: ResponseMessage<'_> = from_slice_with(&bytes, &options).unwrap();
    let Some(ResponsePayload::GetAttributes(payload)) = &message.batch_items[0].response_payload else { panic!() };
    let names: Vec<_> = payload.named_attributes.iter().map(|attribute| &*attribute.attribute_name).collect();
    assert_eq!(names, ["Lease Time", "State"]);
    for (number, attribute) in payload.named_attributes.iter().enumerate() {
        let is_other = matches!(attribute.attribute_value, Some(Attribute::Other(_)));
        assert_eq!(is_other, number == 0, "{names:?} {number}");
    }
    let bytes = case("batch-id-text");
    let message: RequestMessage<'_> = from_slice_with(&bytes, &options).unwrap();
    let item = &message.batch_items[0];
    assert_eq!((&item.unique_batch_item_id, item.extra.iter().count()), (&None, 1));
    assert!(!matches!(item.request_payload, RequestPayload::Unknown(_)));
}

/// A value before its selector is read when the selector comes.
///
/// It is written behind the selector.
#[test]
fn a_value_before_its_selector_is_typed() {
    let bytes = case("value-before-name");
    let refused = from_slice::<Message<'_>>(&bytes).unwrap_err();
    assert_eq!((refused.kind(), refused.tag()), (ErrorKind::Selector, Tag::ATTRIBUTE_NAME));
    for message in read_leniently(&bytes) {
        assert_eq!(message.unexpected_items().count(), 0);
        let Message::Response(message) = message else { panic!() };
        let Some(ResponsePayload::GetAttributes(payload)) = &message.batch_items[0].response_payload else { panic!() };
        assert_eq!(payload.attributes().state(), Some(State::ACTIVE));
        let written = to_vec_with(&message, &EncodeOptions::as_read()).unwrap();
        assert_eq!(written.len(), bytes.len());
        assert_eq!(from_slice::<ResponseMessage<'_>>(&written).unwrap(), message);
    }
}

/// A server does not overlook a filter in the wrong place.
///
/// It overlooks the filter neither if it reads the attributes, nor if it asks.
#[test]
fn a_filter_in_the_wrong_place_is_told() {
    let bytes = case("locate-template-attribute");
    let message: RequestMessage<'_> = from_slice(&bytes).unwrap();
    let unexpected: Vec<_> = message.unexpected_items().collect();
    let [template] = &unexpected[..] else { panic!("{unexpected:?}") };
    assert_eq!((template.tag(), &template.error), (Tag::TEMPLATE_ATTRIBUTE, &None));
    let said = template.to_string();
    assert!(
        said.starts_with("RequestMessage/BatchItem/RequestPayload/TemplateAttribute: not a field of this structure")
    );
    assert!(said.contains(", but of ") && !said.contains("no table"), "{said}");
    for message in [message.clone(), message.into_owned()] {
        let RequestPayload::Locate(locate) = &message.batch_items[0].request_payload else { panic!() };
        let (list, names) = (locate.attributes(), locate.attributes().names().count());
        assert_eq!((list.len(), names, list.to_attributes().unwrap().len()), (1, 1, 1), "{list:?}");
        assert_eq!(to_vec_with(&message, &EncodeOptions::as_read()).unwrap(), bytes);
    }
}

/// An item that is set aside counts as one, whatever stands in it.
#[test]
fn what_is_set_aside_is_told_once() {
    // The children of a Name without its type, and how much longer the structures around them get.
    let mut bytes = case("name-without-type");
    let vendor = [0x54, 0, 1, 2, 0, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 0];
    let value = bytes.windows(4).position(|item| item == [0x42, 0, 0x55, 7]).unwrap();
    let around: Vec<usize> = (0..value)
        .step_by(8)
        .filter(|at| bytes[*at..].starts_with(&[0x42, 0]) && bytes[at + 3] == 1)
        .filter(|at| at + 8 + usize::from(bytes[at + 7]) + 256 * usize::from(bytes[at + 6]) > value)
        .collect();
    for at in around {
        let length = u16::from_be_bytes([bytes[at + 6], bytes[at + 7]]) + 16;
        bytes[at + 6..at + 8].copy_from_slice(&length.to_be_bytes());
    }
    bytes.splice(value..value, vendor);
    let message: Message<'_> = from_slice_with(&bytes, &ReaderOptions::lenient()).unwrap();
    assert_eq!(to_vec_with(&message, &EncodeOptions::as_read()).unwrap(), bytes);
    let unexpected: Vec<_> = message.unexpected_items().map(|item| item.tag()).collect();
    assert_eq!(unexpected, [Tag::ATTRIBUTE_VALUE]);
}

/// The thousandth item that is set aside costs as much as the first.
///
/// The list is walked a fixed number of times.
#[test]
fn many_items_are_set_aside_at_once() {
    let bytes = case("batch-id-text");
    let mut message: RequestMessage<'_> = from_slice_with(&bytes, &ReaderOptions::lenient()).unwrap();
    let item = message.batch_items[0].clone();
    message.batch_items.resize(2_000, item);
    let bytes = to_vec_with(&message, &EncodeOptions::as_read()).unwrap();
    let again: RequestMessage<'_> = from_slice_with(&bytes, &ReaderOptions::lenient()).unwrap();
    assert!(again == message);
    let unexpected: Vec<_> = again.unexpected_items().collect();
    assert_eq!(unexpected.len(), 2_000);
    assert_eq!(unexpected[1_999].path.to_string(), "RequestMessage/BatchItem[1999]/UniqueBatchItemID");
}

/// An error names the one type of Key Material that the format allows.
///
/// Key Material can be a structure, or bytes.
#[test]
fn an_error_names_the_types_that_the_selector_allows() {
    let bytes = case("key-material-text");
    let error = from_slice::<Message<'_>>(&bytes).unwrap_err();
    let material = "RequestMessage/BatchItem/RequestPayload/PublicKey/KeyBlock/KeyValue/KeyMaterial";
    assert_eq!(
        error.to_string(),
        format!("wrong type at byte 224 in {material}: found TextString, expected ByteString")
    );
    assert_eq!(error.expected(), Some(ItemType::BYTE_STRING));
    let wrong =
        format!("error at byte 224 in {material}: has the wrong type, expected ByteString (see §2.1.4 of KMIP 1.4)");
    assert_eq!(findings(&bytes), [wrong]);
    // With a format that no table knows, both are possible.
    let mut open = bytes.clone();
    let format = open.windows(8).position(|w| w == [0x42, 0, 0x42, 5, 0, 0, 0, 4]).unwrap() + 8;
    open[format] = 0x80;
    let error = from_slice::<Message<'_>>(&open).unwrap_err();
    assert!(error.to_string().ends_with(": found TextString, expected Structure or ByteString"), "{error}");
}

/// An error names the object that is missing in a Get response.
///
/// It names what Object Type selects, not the first of all objects.
#[test]
fn a_choice_that_is_missing_is_named_by_its_selector() {
    // Locate becomes Get, Located Items becomes Object Type, and the second identifier a vendor's text.
    let mut bytes = case("located-items-0-with-2");
    let at = |bytes: &[u8], item: [u8; 4]| bytes.windows(4).rposition(|w| w == item).unwrap();
    let operation = at(&bytes, [0x42, 0, 0x5C, 5]);
    bytes[operation + 11] = 0x0A;
    let located = at(&bytes, [0x42, 0, 0xD5, 2]);
    bytes[located..located + 4].copy_from_slice(&[0x42, 0, 0x57, 5]);
    bytes[located + 11] = 2;
    let second = at(&bytes, [0x42, 0, 0x94, 7]);
    bytes[second..second + 3].copy_from_slice(&[0x54, 0, 1]);
    let error = from_slice::<Message<'_>>(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "missing field at byte 128 in ResponseMessage/BatchItem/ResponsePayload/SymmetricKey"
    );
    assert_eq!(error.tag().to_string(), "SymmetricKey");
    let findings = findings(&bytes);
    assert!(
        findings.iter().any(|finding| finding.contains("/SymmetricKey: is missing in Get Response")),
        "{findings:?}"
    );
}

/// Items that lenient reading has set aside are still there in another version.
///
/// There the validator names them.
#[test]
fn what_was_set_aside_is_converted_with_its_message() {
    let bytes = case("name-without-type");
    let message: Message<'_> = from_slice_with(&bytes, &ReaderOptions::lenient()).unwrap();
    assert_eq!(message.unexpected_items().count(), 1);
    let conversion = message.convert_to(Version::V1_4.into()).unwrap();
    let kept: Vec<_> = conversion.message.unexpected_items().map(|item| item.path.to_string()).collect();
    assert_eq!(kept, ["RequestMessage/BatchItem/RequestPayload/Attribute/AttributeValue"]);
    let findings = conversion.message.validate().unwrap();
    let missing: Vec<_> = findings.iter().map(|finding| (finding.kind(), finding.tag())).collect();
    assert_eq!(missing, [(FindingKind::Missing, Tag::NAME_TYPE)]);
}
