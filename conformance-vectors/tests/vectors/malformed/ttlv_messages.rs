//! TTLV: messages whose items are right, and that are wrong all the same.

use kmip::ErrorKind::{self, *};
use kmip::encoding::Encoding;

use super::Malformed;

/// The item of a tag and a type with this value, which is padded.
fn item(tag: u32, item_type: u8, value: &[u8]) -> Vec<u8> {
    let mut bytes = tag.to_be_bytes()[1..].to_vec();
    bytes.push(item_type);
    bytes.extend(u32::try_from(value.len()).unwrap().to_be_bytes());
    bytes.extend(value);
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes
}

fn structure(tag: u32, children: &[Vec<u8>]) -> Vec<u8> {
    item(tag, 1, &children.concat())
}

fn integer(tag: u32, value: i32) -> Vec<u8> {
    item(tag, 2, &value.to_be_bytes())
}

fn enumeration(tag: u32, value: u32) -> Vec<u8> {
    item(tag, 5, &value.to_be_bytes())
}

fn text(tag: u32, value: &[u8]) -> Vec<u8> {
    item(tag, 7, value)
}

fn version() -> Vec<u8> {
    structure(0x42_0069, &[integer(0x42_006A, 2), integer(0x42_006B, 1)])
}

/// 64 bytes: Protocol Version at 8 of it, Batch Count at 48.
fn header() -> Vec<u8> {
    structure(0x42_0077, &[version(), integer(0x42_000D, 1)])
}

/// A header of a response; 80 bytes.
fn response_header() -> Vec<u8> {
    structure(0x42_007A, &[version(), item(0x42_0092, 9, &[0; 8]), integer(0x42_000D, 1)])
}

fn get() -> Vec<u8> {
    enumeration(0x42_005C, 0x0A)
}

fn payload(children: &[Vec<u8>]) -> Vec<u8> {
    structure(0x42_0079, children)
}

fn id() -> Vec<u8> {
    text(0x42_0094, b"id")
}

fn batch_item(children: &[Vec<u8>]) -> Vec<u8> {
    structure(0x42_000F, children)
}

/// Makes a request with these items behind the header.
///
/// The first item stands at 72, its first field at 80.
fn request(items: &[Vec<u8>]) -> Vec<u8> {
    structure(0x42_0078, &[vec![header()], items.to_vec()].concat())
}

/// A response: the first item stands at 88, its first field at 96.
fn response(children: &[Vec<u8>]) -> Vec<u8> {
    structure(0x42_007B, &[response_header(), batch_item(children)])
}

/// A request for Get with this payload: it stands at 96, its first field at 104.
fn with_payload(fields: &[Vec<u8>]) -> Vec<u8> {
    request(&[batch_item(&[get(), payload(fields)])])
}

/// A right message of 120 bytes.
fn whole() -> Vec<u8> {
    with_payload(&[id()])
}

/// A message whose root holds this header instead.
fn with_header(fields: &[Vec<u8>]) -> Vec<u8> {
    structure(0x42_0078, &[structure(0x42_0077, fields), batch_item(&[get(), payload(&[id()])])])
}

type Row = (&'static str, ErrorKind, usize, &'static str, Vec<u8>, &'static str);

fn roots() -> Vec<Row> {
    let followed = |bytes: &[u8]| [whole(), bytes.to_vec()].concat();
    vec![
        ("empty", Truncated, 0, "", Vec::new(), "No bytes at all."),
        ("root-header", WrongTag, 0, "RequestHeader", header(), "A header instead of a message."),
        ("root-integer", WrongType, 0, "RequestMessage", integer(0x42_0078, 1), "A message that is an Integer."),
        (
            "root-vendor",
            WrongTag,
            0,
            "0x540001",
            structure(0x54_0001, &[]),
            "A vendor's structure instead of a message.",
        ),
        ("trailing-byte", TrailingData, 120, "", followed(&[0]), "One byte behind the message."),
        ("trailing-zeros", TrailingData, 120, "", followed(&[0; 8]), "Eight zeros behind the message."),
        (
            "trailing-message",
            TrailingData,
            120,
            "RequestMessage[1]",
            followed(&whole()),
            "A second message behind the first.",
        ),
        (
            "truncated-message",
            Truncated,
            0,
            "RequestMessage",
            whole()[..112].to_vec(),
            "The last eight bytes are missing.",
        ),
    ]
}

fn missing() -> Vec<Row> {
    let of = |fields: &[Vec<u8>]| structure(0x42_0078, fields);
    vec![
        (
            "message-empty",
            Missing,
            0,
            "RequestMessage/RequestHeader",
            of(&[]),
            "A message without fields: the first that is required is named.",
        ),
        (
            "header-missing",
            Missing,
            0,
            "RequestMessage/RequestHeader",
            of(&[batch_item(&[get(), payload(&[id()])])]),
            "No header.",
        ),
        ("batch-item-missing", Missing, 0, "RequestMessage/BatchItem", of(&[header()]), "No batch item."),
        (
            "version-missing",
            Missing,
            8,
            "RequestMessage/RequestHeader/ProtocolVersion",
            with_header(&[integer(0x42_000D, 1)]),
            "A header without the version.",
        ),
        (
            "version-minor-missing",
            Missing,
            16,
            "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMinor",
            with_header(&[structure(0x42_0069, &[integer(0x42_006A, 2)])]),
            "Half a version.",
        ),
        (
            "operation-missing",
            Missing,
            72,
            "RequestMessage/BatchItem/Operation",
            request(&[batch_item(&[])]),
            "An empty batch item.",
        ),
        (
            "payload-missing",
            Missing,
            72,
            "RequestMessage/BatchItem/RequestPayload",
            request(&[batch_item(&[get()])]),
            "An operation without its payload.",
        ),
        (
            "payload-field-missing",
            Missing,
            96,
            "RequestMessage/BatchItem/RequestPayload/AsynchronousCorrelationValue",
            request(&[batch_item(&[enumeration(0x42_005C, 0x19), payload(&[])])]),
            "A Cancel that does not say what.",
        ),
        (
            "result-status-missing",
            Missing,
            88,
            "ResponseMessage/BatchItem/ResultStatus",
            response(&[get()]),
            "A response without a status.",
        ),
        (
            "time-stamp-missing",
            Missing,
            8,
            "ResponseMessage/ResponseHeader/TimeStamp",
            structure(0x42_007B, &[structure(0x42_007A, &[version(), integer(0x42_000D, 0)])]),
            "A response without a time stamp.",
        ),
    ]
}

fn duplicates() -> Vec<Row> {
    vec![
        ("header-twice", Duplicate, 72, "RequestMessage/RequestHeader[1]", request(&[header()]), "Two headers."),
        (
            "version-major-twice",
            Duplicate,
            40,
            "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMajor[1]",
            with_header(&[structure(0x42_0069, &[integer(0x42_006A, 2), integer(0x42_006A, 1)])]),
            "Two major numbers and no minor one.",
        ),
        (
            "operation-twice",
            Duplicate,
            96,
            "RequestMessage/BatchItem/Operation[1]",
            request(&[batch_item(&[get(), get(), payload(&[])])]),
            "Two operations.",
        ),
        (
            "payload-twice",
            Duplicate,
            104,
            "RequestMessage/BatchItem/RequestPayload[1]",
            request(&[batch_item(&[get(), payload(&[]), payload(&[])])]),
            "Two payloads.",
        ),
        (
            "identifier-twice",
            Duplicate,
            120,
            "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier[1]",
            with_payload(&[id(), id()]),
            "Two identifiers where one can stand.",
        ),
        (
            "second-item-wrong",
            Duplicate,
            152,
            "RequestMessage/BatchItem[1]/RequestPayload[1]",
            {
                let twice = batch_item(&[get(), payload(&[]), payload(&[])]);
                request(&[batch_item(&[get(), payload(&[id()])]), twice])
            },
            "The second of two items has two payloads.",
        ),
    ]
}

fn selectors() -> Vec<Row> {
    let attribute = |fields: &[Vec<u8>]| structure(0x42_0008, fields);
    let named = [item(0x42_000B, 2, &1_i32.to_be_bytes()), text(0x42_000A, b"Cryptographic Length")];
    let add = request(&[batch_item(&[enumeration(0x42_005C, 0x0D), payload(&[attribute(&named)])])]);
    let credential = structure(0x42_0023, &[structure(0x42_0025, &[]), enumeration(0x42_0024, 1)]);
    let authentication = structure(0x42_000C, &[credential]);
    vec![
        (
            "payload-before-operation",
            Selector,
            80,
            "RequestMessage/BatchItem/RequestPayload",
            request(&[batch_item(&[payload(&[id()]), get()])]),
            "The payload stands before the operation that says what it is.",
        ),
        (
            "payload-without-operation",
            Selector,
            80,
            "RequestMessage/BatchItem/RequestPayload",
            request(&[batch_item(&[payload(&[])])]),
            "A payload without an operation.",
        ),
        (
            "response-payload-without-operation",
            Selector,
            112,
            "ResponseMessage/BatchItem/ResponsePayload",
            response(&[enumeration(0x42_007F, 0), structure(0x42_007C, &[])]),
            "A response has a payload and no operation.",
        ),
        (
            "attribute-value-before-name",
            Selector,
            112,
            "RequestMessage/BatchItem/RequestPayload/Attribute/AttributeValue",
            add,
            "The value of an attribute stands before its name.",
        ),
        (
            "credential-value-before-type",
            Selector,
            72,
            "RequestMessage/RequestHeader/Authentication/Credential/CredentialValue",
            with_header(&[version(), authentication]),
            "The value of a credential stands before its type.",
        ),
    ]
}

fn types() -> Vec<Row> {
    let path = "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier";
    let wrong = |id: &[u8]| with_payload(&[text(0x42_0094, id)]);
    let mut padding = whole();
    padding[119] = 1;
    vec![
        (
            "operation-integer",
            WrongType,
            80,
            "RequestMessage/BatchItem/Operation",
            request(&[batch_item(&[integer(0x42_005C, 10), payload(&[])])]),
            "An operation as Integer.",
        ),
        (
            "payload-integer",
            WrongType,
            96,
            "RequestMessage/BatchItem/RequestPayload",
            request(&[batch_item(&[get(), integer(0x42_0079, 1)])]),
            "A payload as Integer.",
        ),
        (
            "batch-item-text",
            WrongType,
            72,
            "RequestMessage/BatchItem",
            request(&[text(0x42_000F, b"item")]),
            "A batch item as text.",
        ),
        (
            "batch-count-long",
            WrongType,
            56,
            "RequestMessage/RequestHeader/BatchCount",
            with_header(&[version(), item(0x42_000D, 3, &[0; 8])]),
            "The Batch Count as Long Integer.",
        ),
        (
            "identifier-boolean",
            WrongType,
            104,
            path,
            with_payload(&[item(0x42_0094, 6, &[0; 8])]),
            "None of the types that an identifier can have.",
        ),
        (
            "identifier-structure",
            WrongType,
            104,
            path,
            with_payload(&[structure(0x42_0094, &[])]),
            "A structure for a text.",
        ),
        ("identifier-not-utf-8", Utf8, 104, path, wrong(&[0x69, 0xFF]), "An identifier that is not UTF-8."),
        (
            "identifier-padding-in-message",
            Padding,
            104,
            path,
            padding,
            "The last byte of the message is padding, and not zero.",
        ),
        (
            "vendor-item-not-utf-8",
            Utf8,
            120,
            "RequestMessage/BatchItem/RequestPayload/0x540001",
            with_payload(&[id(), text(0x54_0001, &[0xFF])]),
            "Items that nobody knows are checked, too.",
        ),
        (
            "vendor-item-boolean",
            Boolean,
            112,
            "RequestMessage/BatchItem/RequestPayload/0x540001/0x540002",
            with_payload(&[structure(0x54_0001, &[item(0x54_0002, 6, &[7; 8])])]),
            "And so is what is in them.",
        ),
    ]
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let rows = [roots(), missing(), duplicates(), selectors(), types()].concat();
    let make = |(id, kind, offset, path, bytes, purpose): Row| {
        Malformed::bytes(Encoding::Ttlv, id, kind, offset, bytes, purpose).in_message(path)
    };
    rows.into_iter().map(make).collect()
}
