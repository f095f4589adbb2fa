//! JSON: messages whose items are right, and that are wrong all the same; and bytes that are no text.

use kmip_types::ErrorKind::{self, *};

use super::Malformed;
use crate::encoding::Encoding;

type Row = (&'static str, ErrorKind, &'static str, String, &'static str);

fn structure(tag: &str, items: &str) -> String {
    format!("{{\"tag\":\"{tag}\",\"value\":[{items}]}}")
}

fn scalar(tag: &str, item_type: &str, value: &str) -> String {
    format!("{{\"tag\":\"{tag}\",\"type\":\"{item_type}\",\"value\":{value}}}")
}

fn rows() -> Vec<Row> {
    let number = |tag: &str, value: &str| scalar(tag, "Integer", value);
    let version = [number("ProtocolVersionMajor", "2"), number("ProtocolVersionMinor", "1")].join(",");
    let count = number("BatchCount", "1");
    let header = structure("RequestHeader", &format!("{},{count}", structure("ProtocolVersion", &version)));
    let message = |header: &str, items: &str| structure("RequestMessage", &format!("{header},{items}"));
    let item = |fields: &str| message(&header, &structure("BatchItem", fields));
    let get = scalar("Operation", "Enumeration", "\"Get\"");
    let id = scalar("UniqueIdentifier", "TextString", "\"id\"");
    let with = |fields: &str| item(&format!("{get},{}", structure("RequestPayload", fields)));
    let right = structure("BatchItem", &format!("{get},{}", structure("RequestPayload", &id)));
    let id_path = "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier";
    vec![
        ("message-root", WrongTag, "RequestHeader", format!("¦{header}"), "A header instead of a message."),
        ("message-trailing", TrailingData, "", format!("{}¦x", message(&header, &right)), "Text behind the message."),
        (
            "message-cut",
            Truncated,
            "RequestMessage/BatchItem",
            format!("{{\"tag\":\"RequestMessage\",\"value\":[{header},¦{{\"tag\":\"BatchItem\",\"value\":[{get}"),
            "The message ends inside an item.",
        ),
        (
            "message-empty",
            Missing,
            "RequestMessage/RequestHeader",
            format!("¦{}", structure("RequestMessage", "")),
            "A message without fields.",
        ),
        (
            "batch-item-missing",
            Missing,
            "RequestMessage/BatchItem",
            format!("¦{}", structure("RequestMessage", &header)),
            "No batch item.",
        ),
        (
            "version-missing",
            Missing,
            "RequestMessage/RequestHeader/ProtocolVersion",
            message(&format!("¦{}", structure("RequestHeader", &count)), &right),
            "A header without the version.",
        ),
        (
            "operation-missing",
            Missing,
            "RequestMessage/BatchItem/Operation",
            message(&header, &format!("¦{}", structure("BatchItem", ""))),
            "An empty batch item.",
        ),
        (
            "payload-missing",
            Missing,
            "RequestMessage/BatchItem/RequestPayload",
            message(&header, &format!("¦{}", structure("BatchItem", &get))),
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
            with(&format!("{id},¦{id}")),
            "Two identifiers where one can stand.",
        ),
        (
            "payload-before-operation",
            Selector,
            "RequestMessage/BatchItem/Operation",
            item(&format!("¦{},{get}", structure("RequestPayload", ""))),
            "The payload stands before the operation that says what it is.",
        ),
        (
            "operation-integer",
            WrongType,
            "RequestMessage/BatchItem/Operation",
            item(&format!("¦{},{}", number("Operation", "10"), structure("RequestPayload", ""))),
            "An operation as Integer.",
        ),
        (
            "identifier-boolean",
            WrongType,
            id_path,
            with(&format!("¦{}", scalar("UniqueIdentifier", "Boolean", "true"))),
            "None of the types that an identifier can have.",
        ),
        (
            "operation-unknown-name",
            UnknownName,
            "RequestMessage/BatchItem/Operation",
            item(&format!("¦{}", scalar("Operation", "Enumeration", "\"Fetch\""))),
            "An operation that there is not.",
        ),
        (
            "vendor-item-hex",
            Hex,
            "RequestMessage/BatchItem/RequestPayload/0x540001",
            with(&format!("¦{}", scalar("0x540001", "ByteString", "\"0\""))),
            "Items that nobody knows are checked, too.",
        ),
    ]
}

/// Bytes that are no UTF-8; the offset is that of the first wrong byte.
fn bytes() -> Vec<Malformed> {
    let start = b"{\"tag\":\"RequestMessage\",\"value\":[{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"";
    let with = |bytes: &[u8]| [start, bytes, b"\"}]}"].concat();
    let utf_16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, usize, Vec<u8>, &str); 5] = [
        ("utf-8-continuation", start.len(), with(&[0x80]), "A continuation byte alone."),
        ("utf-8-latin-1", start.len() + 1, with(&[b'a', 0xE9, b'b']), "Text in Latin-1."),
        ("utf-8-overlong", start.len(), with(&[0xC0, 0x80]), "Zero in two bytes."),
        ("utf-8-surrogate", start.len(), with(&[0xED, 0xA0, 0x80]), "Half of a surrogate pair."),
        ("utf-16", 0, [&[0xFF, 0xFE][..], &utf_16].concat(), "UTF-16 with its byte order mark."),
    ];
    let make = |(id, offset, bytes, purpose)| Malformed {
        is_message: true,
        ..Malformed::bytes(Encoding::Json, id, Utf8, offset, bytes, purpose)
    };
    rows.into_iter().map(make).collect()
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let make = |(id, kind, path, text, purpose): Row| {
        Malformed::text(Encoding::Json, (id, kind, text, purpose)).in_message(path)
    };
    rows().into_iter().map(make).chain(bytes()).collect()
}
