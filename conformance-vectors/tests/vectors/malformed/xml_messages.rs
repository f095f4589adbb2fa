//! XML: messages whose items are right, and that are wrong all the same; and bytes that are no text.

use kmip_types::ErrorKind::{self, *};

use super::Malformed;
use crate::encoding::Encoding;

type Row = (&'static str, ErrorKind, &'static str, String, &'static str);

const VERSION: &str = "<ProtocolVersion><ProtocolVersionMajor type=\"Integer\" value=\"2\"/>\
    <ProtocolVersionMinor type=\"Integer\" value=\"1\"/></ProtocolVersion>";
const COUNT: &str = "<BatchCount type=\"Integer\" value=\"1\"/>";
const GET: &str = "<Operation type=\"Enumeration\" value=\"Get\"/>";
const ID: &str = "<UniqueIdentifier type=\"TextString\" value=\"id\"/>";

fn rows() -> Vec<Row> {
    let message = |header: &str, items: &str| format!("<RequestMessage>{header}{items}</RequestMessage>");
    let header = format!("<RequestHeader>{VERSION}{COUNT}</RequestHeader>");
    let item = |fields: &str| message(&header, &format!("<BatchItem>{fields}</BatchItem>"));
    let get = |fields: &str| item(&format!("{GET}<RequestPayload>{fields}</RequestPayload>"));
    let right = format!("<BatchItem>{GET}<RequestPayload>{ID}</RequestPayload></BatchItem>");
    let id = "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier";
    vec![
        ("message-root", WrongTag, "RequestHeader", "¦<RequestHeader/>".into(), "A header instead of a message."),
        (
            "message-wrapper",
            UnknownName,
            "",
            format!("¦<KMIP>{}</KMIP>", message(&header, &right)),
            "The element around messages in files is no message.",
        ),
        ("message-trailing", TrailingData, "", format!("{}¦x", message(&header, &right)), "Text behind the message."),
        (
            "message-cut",
            Truncated,
            "RequestMessage/BatchItem",
            format!("<RequestMessage>{header}¦<BatchItem>{GET}"),
            "The message ends inside an item.",
        ),
        (
            "message-empty",
            Missing,
            "RequestMessage/RequestHeader",
            "¦<RequestMessage/>".into(),
            "A message without fields.",
        ),
        (
            "batch-item-missing",
            Missing,
            "RequestMessage/BatchItem",
            format!("¦{}", message(&header, "")),
            "No batch item.",
        ),
        (
            "version-missing",
            Missing,
            "RequestMessage/RequestHeader/ProtocolVersion",
            message(&format!("¦<RequestHeader>{COUNT}</RequestHeader>"), &right),
            "A header without the version.",
        ),
        (
            "operation-missing",
            Missing,
            "RequestMessage/BatchItem/Operation",
            message(&header, "¦<BatchItem/>"),
            "An empty batch item.",
        ),
        (
            "payload-missing",
            Missing,
            "RequestMessage/BatchItem/RequestPayload",
            message(&header, &format!("¦<BatchItem>{GET}</BatchItem>")),
            "An operation without its payload.",
        ),
        (
            "header-twice",
            Duplicate,
            "RequestMessage/RequestHeader[1]",
            message(&header, &format!("¦{header}")),
            "Two headers.",
        ),
        (
            "identifier-twice",
            Duplicate,
            "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier[1]",
            get(&format!("{ID}¦{ID}")),
            "Two identifiers where one can stand.",
        ),
        (
            "payload-before-operation",
            Selector,
            "RequestMessage/BatchItem/Operation",
            item(&format!("¦<RequestPayload/>{GET}")),
            "The payload stands before the operation that says what it is.",
        ),
        (
            "operation-integer",
            WrongType,
            "RequestMessage/BatchItem/Operation",
            item("¦<Operation type=\"Integer\" value=\"10\"/><RequestPayload/>"),
            "An operation as Integer.",
        ),
        (
            "identifier-boolean",
            WrongType,
            id,
            get("¦<UniqueIdentifier type=\"Boolean\" value=\"true\"/>"),
            "None of the types that an identifier can have.",
        ),
        (
            "operation-unknown-name",
            UnknownName,
            "RequestMessage/BatchItem/Operation",
            item("¦<Operation type=\"Enumeration\" value=\"Fetch\"/><RequestPayload/>"),
            "An operation that there is not.",
        ),
        (
            "vendor-item-hex",
            Hex,
            "RequestMessage/BatchItem/RequestPayload/0x540001",
            get("¦<TTLV tag=\"0x540001\" type=\"ByteString\" value=\"0\"/>"),
            "Items that nobody knows are checked, too.",
        ),
        (
            "doctype-in-message",
            Doctype,
            "RequestMessage",
            message(&header, "¦<!DOCTYPE a>"),
            "A document type declaration inside a message.",
        ),
    ]
}

/// Bytes that are no UTF-8; the offset is that of the first wrong byte.
fn bytes() -> Vec<Malformed> {
    let start = b"<RequestMessage><RequestHeader/><Comment type=\"TextString\" value=\"";
    let with = |bytes: &[u8]| [start, bytes, b"\"/></RequestMessage>"].concat();
    let utf_16: Vec<u8> = "<RequestMessage/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, usize, Vec<u8>, &str); 5] = [
        ("utf-8-continuation", start.len(), with(&[0x80]), "A continuation byte alone."),
        ("utf-8-latin-1", start.len() + 1, with(&[b'a', 0xE9, b'b']), "Text in Latin-1."),
        ("utf-8-overlong", start.len(), with(&[0xC0, 0x80]), "Zero in two bytes."),
        ("utf-8-surrogate", start.len(), with(&[0xED, 0xA0, 0x80]), "Half of a surrogate pair."),
        ("utf-16", 0, [&[0xFF, 0xFE][..], &utf_16].concat(), "UTF-16 with its byte order mark."),
    ];
    let make = |(id, offset, bytes, purpose)| Malformed {
        is_message: true,
        ..Malformed::bytes(Encoding::Xml, id, Utf8, offset, bytes, purpose)
    };
    rows.into_iter().map(make).collect()
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let make = |(id, kind, path, text, purpose): Row| {
        Malformed::text(Encoding::Xml, (id, kind, text, purpose)).in_message(path)
    };
    rows().into_iter().map(make).chain(bytes()).collect()
}
