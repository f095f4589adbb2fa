//! CBOR: messages whose items are right, and that are wrong all the same.
//!
//! ```text
//!  0 82                     the message
//!  1 1878 84                Request Message
//!  4   1877 84              Request Header
//!  7     1869 84            Protocol Version
//! 10       186a 02  186b 01   2.1
//! 16     0d 01              Batch Count
//! 18   0f 84                Batch Item
//! 20     385c 0a            Operation: Get
//! 23     1879 82            Request Payload
//! 26       1894 62 6964       Unique Identifier
//! ```

use kmip::ErrorKind::{self, *};
use kmip::encoding::Encoding;

use super::Malformed;

type Row = (&'static str, ErrorKind, usize, &'static str, String, &'static str);

const HEADER: &str = "1877 84 1869 84 186a02 186b01 0d01";
const ITEM: &str = "0f 84 385c0a 1879 82 1894 626964";

fn rows() -> Vec<Row> {
    let two = |first: &str, second: &str| format!("82 1878 84 {first} {second}");
    let item = |fields: &str| two(HEADER, &format!("0f {fields}"));
    let header = |fields: &str| two(&format!("1877 {fields}"), ITEM);
    let get = |fields: &str| item(&format!("84 385c0a 1879 {fields}"));
    let response = |fields: &str| format!("82 187b 84 187a 84 1869 84 186a02 186b01 3892 82 09 00 0f {fields}");
    let id = "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier";
    vec![
        ("message-root-header", WrongTag, 1, "RequestHeader", "82 1877 80".into(), "A header instead of a message."),
        ("message-root-integer", WrongType, 1, "RequestMessage", "82 1878 08".into(), "A message that is an Integer."),
        ("message-odd", Length, 1, "RequestMessage", "82 1878 83 05 01 05".into(), "A message of three elements."),
        ("message-trailing", TrailingData, 31, "", format!("{} 00", two(HEADER, ITEM)), "A byte behind the message."),
        ("message-empty", Missing, 1, "RequestMessage/RequestHeader", "82 1878 80".into(), "A message without fields."),
        ("header-missing", Missing, 1, "RequestMessage/RequestHeader", format!("82 1878 82 {ITEM}"), "No header."),
        (
            "batch-item-missing",
            Missing,
            1,
            "RequestMessage/BatchItem",
            format!("82 1878 82 {HEADER}"),
            "No batch item.",
        ),
        (
            "version-missing",
            Missing,
            4,
            "RequestMessage/RequestHeader/ProtocolVersion",
            header("82 0d01"),
            "A header without the version.",
        ),
        (
            "version-minor-missing",
            Missing,
            7,
            "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMinor",
            header("82 1869 82 186a02"),
            "Half a version.",
        ),
        ("operation-missing", Missing, 18, "RequestMessage/BatchItem/Operation", item("80"), "An empty batch item."),
        (
            "payload-missing",
            Missing,
            18,
            "RequestMessage/BatchItem/RequestPayload",
            item("82 385c0a"),
            "An operation without its payload.",
        ),
        ("header-twice", Duplicate, 18, "RequestMessage/RequestHeader[1]", two(HEADER, HEADER), "Two headers."),
        (
            "operation-twice",
            Duplicate,
            23,
            "RequestMessage/BatchItem/Operation[1]",
            item("86 385c0a 385c0a 187980"),
            "Two operations.",
        ),
        (
            "identifier-twice",
            Duplicate,
            31,
            "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier[1]",
            get("84 1894 626964 1894 626964"),
            "Two identifiers where one can stand.",
        ),
        (
            "payload-before-operation",
            Selector,
            20,
            "RequestMessage/BatchItem/RequestPayload",
            item("84 1879 80 385c0a"),
            "The payload stands before the operation that says what it is.",
        ),
        (
            "payload-without-operation",
            Selector,
            20,
            "RequestMessage/BatchItem/RequestPayload",
            item("82 1879 80"),
            "A payload without an operation.",
        ),
        (
            "operation-integer",
            WrongType,
            20,
            "RequestMessage/BatchItem/Operation",
            item("84 185c0a 187980"),
            "An operation as Integer: the natural class.",
        ),
        (
            "payload-integer",
            WrongType,
            23,
            "RequestMessage/BatchItem/RequestPayload",
            item("84 385c0a 187901"),
            "A payload as Integer.",
        ),
        ("identifier-boolean", WrongType, 26, id, get("82 1894 f5"), "None of the types that an identifier can have."),
        ("identifier-not-utf-8", Utf8, 26, id, get("82 1894 61ff"), "An identifier that is not UTF-8."),
        ("identifier-long-head", Syntax, 26, id, get("82 1894 7802 6964"), "A length in two bytes."),
        (
            "identifier-big-integer",
            BigInteger,
            26,
            "RequestMessage/BatchItem/RequestPayload/0x540001",
            get("82 3a00010001 40"),
            "A vendor's Big Integer of no bytes.",
        ),
        (
            "batch-count-too-large",
            Number,
            16,
            "RequestMessage/RequestHeader/BatchCount",
            header("84 1869 84 186a02 186b01 0d 1a80000000"),
            "A Batch Count that is no Integer.",
        ),
        (
            "result-status-missing",
            Missing,
            21,
            "ResponseMessage/BatchItem/ResultStatus",
            response("82 385c0a"),
            "A response without a status.",
        ),
        (
            "response-payload-without-operation",
            Selector,
            26,
            "ResponseMessage/BatchItem/ResponsePayload",
            response("84 387f00 187c80"),
            "A response has a payload and no operation.",
        ),
    ]
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let make = |(id, kind, offset, path, digits, purpose): Row| {
        Malformed::hex(Encoding::Cbor, id, kind, offset, &digits, purpose).in_message(path)
    };
    rows().into_iter().map(make).collect()
}
