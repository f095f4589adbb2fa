//! An encoding that is chosen when the program runs.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]
#![allow(missing_docs, clippy::unwrap_used)]

use kmip::encoding::Encoding;
use kmip::format::{Fault, Writer};
use kmip::items::Value;
use kmip::xml::WriterOptions;
use kmip::{
    CryptographicAlgorithm, DateTime, ErrorKind, GetRequest, GetResponse, KeyBlock, Limits, ObjectType,
    ProtocolVersion, ReaderOptions, RequestMessage, ResponseBatchItem, ResponseMessage, ResultReason, SymmetricKey,
    Tag, Versions,
};

fn request() -> RequestMessage<'static> {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(GetRequest::with_id("5d0c8f1e"));
    request
}

#[test]
fn each_has_a_name_and_is_found_by_it() {
    let names = Encoding::ALL.iter().map(|encoding| encoding.name());
    assert_eq!(names.collect::<Vec<_>>(), ["ttlv", "xml", "json", "cbor"]);
    for encoding in Encoding::ALL {
        assert_eq!(encoding.to_string().parse(), Ok(*encoding));
    }
    let unknown = "yaml".parse::<Encoding>().unwrap_err();
    assert_eq!(unknown.to_string(), "unknown encoding");
    assert_eq!(Encoding::ALL.iter().map(|encoding| encoding.is_text()).collect::<Vec<_>>(), [false, true, true, false]);
}

#[test]
fn each_is_found_by_its_content_type() {
    let types = Encoding::ALL.iter().map(|encoding| encoding.content_type());
    let of_the_profiles = ["application/octet-stream", "text/xml", "application/json"];
    assert_eq!(types.collect::<Vec<_>>(), [&of_the_profiles[..], &["application/cbor"]].concat());
    for &encoding in Encoding::ALL {
        assert_eq!(Encoding::from_content_type(encoding.content_type()), Some(encoding));
    }
    for name in ["application/xml", "TEXT/XML", " text/xml ;charset=utf-8", "text/xml;"] {
        assert_eq!(Encoding::from_content_type(name), Some(Encoding::Xml), "{name}");
    }
    for name in ["", ";", "text/html", "xml", "text/xml2", "application/ttlv"] {
        assert_eq!(Encoding::from_content_type(name), None, "{name}");
    }
}

#[test]
fn each_refuses_what_it_cannot_decode() {
    for &encoding in Encoding::ALL {
        let mut written = encoding.encode(&request()).unwrap();
        written.truncate(written.len() - 1);
        let error = encoding.decode::<RequestMessage<'_>>(&written).unwrap_err();
        let response = encoding.refuse(&written, &error, Versions::ALL, DateTime(1_735_689_600));
        assert_eq!(response.batch_items[0].result_reason, Some(ResultReason::INVALID_MESSAGE), "{encoding}");
        assert_eq!(response.batch_items[0].result_message.as_deref(), Some(error.to_string().as_str()), "{encoding}");
    }
}

#[test]
fn each_reads_and_converts_what_each_writes() {
    for &from in Encoding::ALL {
        let written = from.encode(&request()).unwrap();
        assert_eq!(Encoding::detect(&written), Some(from));
        assert_eq!(from.decode::<RequestMessage<'_>>(&written), Ok(request()));
        for &to in Encoding::ALL {
            assert_eq!(from.convert(&written, to), to.encode(&request()), "{from} to {to}");
        }
        let short = ReaderOptions::default().with_limits(Limits::DEFAULT.with_items(3));
        let error = from.decode_with::<RequestMessage<'_>>(&written, &short).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooManyItems, "{from}");
    }
    assert_eq!(Encoding::detect(b"[1]"), None);
    assert_eq!(Encoding::detect(b" \n"), None);
}

/// Reads a message by each function that an encoding has for it.
///
/// All encodings have the same functions.
macro_rules! read_by {
    ($encoding:ident) => {
        read_by!($encoding, from_slice, from_slice_with, from_slice_owned, from_slice_owned_with, |bytes| bytes);
    };
    ($encoding:ident, text) => {
        read_by!($encoding);
        read_by!($encoding, from_str, from_str_with, from_str_owned, from_str_owned_with, |bytes| {
            std::str::from_utf8(bytes).unwrap()
        });
    };
    ($encoding:ident, $read:ident, $read_with:ident, $owned:ident, $owned_with:ident, |$bytes:ident| $input:expr) => {{
        use kmip::$encoding::{to_vec, $owned, $owned_with, $read, $read_with};

        let options = ReaderOptions::default().with_limits(Limits::DEFAULT.with_items(3));
        let (kept, kept_with): (RequestMessage<'static>, _) = {
            let written = to_vec(&request()).unwrap();
            let $bytes = written.as_slice();
            // Both borrow from the input, as far as the compiler knows.
            let read: RequestMessage<'_> = $read($input).unwrap();
            assert_eq!(read, request());
            assert_eq!($read_with::<RequestMessage<'_>>($input, &options).unwrap_err().kind(), ErrorKind::TooManyItems);
            ($owned($input).unwrap(), $owned_with::<RequestMessage<'static>>($input, &options))
        };
        assert_eq!(kept, request());
        assert_eq!(kept_with.unwrap_err().kind(), ErrorKind::TooManyItems);
    }};
}

#[test]
fn each_reads_by_the_same_functions() {
    read_by!(ttlv);
    read_by!(xml, text);
    read_by!(json, text);
    read_by!(cbor);
}

/// A server can keep one buffer for all messages.
///
/// What it decoded of the last one borrows no longer than it is used, with feature `zeroize` too.
#[test]
fn the_buffer_is_free_after_the_last_use_of_the_message() {
    let key = KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256);
    let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(0));
    let get = GetResponse::new(ObjectType::SYMMETRIC_KEY, "5d0c8f1e", SymmetricKey::new(key));
    response.push(ResponseBatchItem::success(get));
    let mut buffer = kmip::ttlv::to_vec(&response).unwrap();

    let message: ResponseMessage<'_> = kmip::ttlv::from_slice(&buffer).unwrap();
    assert_eq!(message, response);
    buffer.fill(0);
    assert!(kmip::ttlv::from_slice::<ResponseMessage<'_>>(&buffer).is_err());
}

#[test]
fn options_reach_the_writer() {
    let pretty = Encoding::Json.encode_with(&request(), &WriterOptions::default().pretty()).unwrap();
    assert!(pretty.starts_with(b"{\"tag\":\"RequestMessage\", \"value\":[\n"));
}

#[test]
fn errors_have_a_path_on_either_side() {
    let mut write = |writer: &mut dyn Writer| -> Result<(), Fault> {
        writer.open(Tag::BATCH_ITEM)?;
        writer.write(Tag::COMMENT, Value::TextString("\0"))?;
        writer.end()
    };
    let options = WriterOptions::default();
    let error = Encoding::Xml.write(&options, &mut write).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::NotInXml, "BatchItem/Comment".to_owned()));
    let mut bytes = Encoding::Ttlv.write(&options, &mut write).unwrap();
    let error = Encoding::Ttlv.convert(&bytes, Encoding::Xml).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::NotInXml, "BatchItem/Comment".to_owned()));
    *bytes.last_mut().unwrap() = 1;
    for to in Encoding::ALL {
        let error = Encoding::Ttlv.convert(&bytes, *to).unwrap_err();
        assert_eq!((error.kind(), error.path().to_string()), (ErrorKind::Padding, "BatchItem/Comment".to_owned()));
    }
    let error = Encoding::Json.items(b"{\"tag\":\"Comment\",\"value\":\"\xFF\"}").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Utf8, Some(26)));
}

/// A message that is not valid is refused on request.
///
/// Strict is not valid: what `from_slice` reads and the version forbids is refused by the call that also validates.
#[test]
fn what_is_not_valid_is_refused_on_request() {
    use kmip::{Attribute, Attributes, CreateRequest, EncodeOptions, Error, ObjectType, RequestPayload};
    use kmip::{cbor, json, ttlv, xml};

    let mut version = request();
    version.request_header.protocol_version = ProtocolVersion::new(9, 9);
    let mut count = RequestMessage::new(ProtocolVersion::V1_4);
    count.push(GetRequest::with_id("5d0c8f1e"));
    count.request_header.batch_count = Some(7);
    let mut field = RequestMessage::new(ProtocolVersion::V1_4);
    field.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([Attribute::CryptographicLength(256)]));
    let RequestPayload::Create(create) = &mut field.batch_items[0].request_payload else { panic!() };
    create.attributes = Some(Attributes::from([Attribute::Description("a key".into())]));

    type Decode = fn(&[u8], &ReaderOptions<'_>) -> Result<RequestMessage<'static>, Error>;
    let validated: [Decode; 4] = [
        |bytes, options| ttlv::from_slice_validated(bytes, options).map(RequestMessage::into_owned),
        |bytes, options| xml::from_slice_validated(bytes, options).map(RequestMessage::into_owned),
        |bytes, options| json::from_slice_validated(bytes, options).map(RequestMessage::into_owned),
        |bytes, options| cbor::from_slice_validated(bytes, options).map(RequestMessage::into_owned),
    ];
    let options = ReaderOptions::default();
    for (&encoding, validated) in Encoding::ALL.iter().zip(validated) {
        let cases = [
            (&version, ErrorKind::NotInVersion, "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMinor"),
            (&count, ErrorKind::BatchCount, "RequestMessage/RequestHeader/BatchCount"),
            (&field, ErrorKind::NotInVersion, "RequestMessage/BatchItem/RequestPayload/Attributes"),
        ];
        for (message, kind, path) in cases {
            let bytes =
                encoding.encode_with(message, &WriterOptions::default().with_encode(EncodeOptions::as_read())).unwrap();
            assert!(encoding.decode::<RequestMessage<'_>>(&bytes).is_ok(), "{encoding}");
            let error = validated(&bytes, &options).unwrap_err();
            assert_eq!((error.kind(), error.path().to_string().as_str()), (kind, path), "{encoding}: {error}");
            assert_eq!(error.position().is_some(), encoding.is_text(), "{encoding}: {error}");
        }
        let valid = encoding.encode(&request()).unwrap();
        assert_eq!(validated(&valid, &options), Ok(request()), "{encoding}");
    }
}

/// A broken request is answered in every encoding, as far as it can be read.
///
/// It can be read in front of what is wrong with it, and behind a value that cannot be read.
#[test]
fn a_broken_request_is_refused_in_every_encoding() {
    use kmip::{ActivateRequest, DateTime, Error, ErrorKind, GetRequest, Operation, ProtocolVersion, RequestMessage};
    use kmip::{ResponseMessage, ResultReason, Versions, cbor, json, ttlv, xml};

    type Refuse = fn(&[u8], &Error, Versions, DateTime) -> ResponseMessage<'static>;
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(GetRequest::with_id("a key"));
    request.push(ActivateRequest::with_id("a key"));
    let replaced = |bytes: Vec<u8>, from: &[u8], to: &[u8]| -> Vec<u8> {
        let place = bytes.windows(from.len()).position(|window| window == from).unwrap();
        [&bytes[..place], to, &bytes[place + from.len()..]].concat()
    };
    let no_utf8 = |bytes| replaced(bytes, b"a key", b"a ke\xFF");
    let no_name = |bytes| replaced(bytes, b"Get", b"Gte");
    type Decode = fn(&[u8]) -> Result<RequestMessage<'static>, Error>;
    let cases: [(Vec<u8>, Decode, Refuse, Option<Operation>); 4] = [
        (no_utf8(ttlv::to_vec(&request).unwrap()), ttlv::from_slice_owned, ttlv::refuse, Some(Operation::GET)),
        (no_utf8(cbor::to_vec(&request).unwrap()), cbor::from_slice_owned, cbor::refuse, Some(Operation::GET)),
        (no_name(xml::to_vec(&request).unwrap()), xml::from_slice_owned, xml::refuse, None),
        (no_name(json::to_vec(&request).unwrap()), json::from_slice_owned, json::refuse, None),
    ];
    for (bytes, decode, refuse, first) in &cases {
        let error = decode(bytes).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Utf8 | ErrorKind::UnknownName), "{error}");
        let response = refuse(bytes, &error, Versions::ALL, DateTime(1_735_689_600));
        assert_eq!(*response.protocol_version(), ProtocolVersion::V1_4, "{error}");
        assert_eq!(response.batch_items[0].operation, *first, "{error}");
        let reason = Some(ResultReason::INVALID_MESSAGE);
        assert!(response.batch_items.iter().all(|item| item.result_reason == reason), "{error}");
        let ids: Vec<_> = response.batch_items.iter().map(|item| item.unique_batch_item_id.as_deref()).collect();
        assert_eq!(ids[0], request.batch_items[0].unique_batch_item_id.as_deref(), "{error}");
    }
}
