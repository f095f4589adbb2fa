//! XML and JSON messages whose items are right, and that are wrong all the same.
//!
//! There are also bytes that are no text.

use kmip::ErrorKind::{self, *};
use kmip::encoding::Encoding;

use super::Malformed;

/// Id, kind, path, text with the mark, purpose.
pub(super) type Row = (&'static str, ErrorKind, &'static str, String, &'static str);

const ID: &str = "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier";
const OPERATION: &str = "RequestMessage/BatchItem/Operation";
const PAYLOAD: &str = "RequestMessage/BatchItem/RequestPayload";

/// The notation that a text format has for items.
pub(super) trait Notation {
    const ENCODING: Encoding;
    /// The text between two items.
    const BETWEEN: &'static str;
    /// A message up to the characters of a text, what follows them, and a whole text.
    const AROUND_TEXT: (&'static str, &'static str, &'static str);

    /// The start of a structure.
    fn open(tag: &str) -> String;

    fn structure(tag: &str, items: &str) -> String;

    fn scalar(tag: &str, item_type: &str, value: &str) -> String;

    /// The tag `0x540001`, of which nobody knows more.
    fn vendors(item_type: &str, value: &str) -> String;
}

/// Pieces of a Get request of 2.1.
pub(super) struct Pieces {
    pub(super) header: String,
    pub(super) get: String,
    id: String,
    count: String,
}

impl Pieces {
    pub(super) fn new<N: Notation>() -> Self {
        let number = |tag: &str, value: &str| N::scalar(tag, "Integer", value);
        let version = [number("ProtocolVersionMajor", "2"), number("ProtocolVersionMinor", "1")].join(N::BETWEEN);
        let count = number("BatchCount", "1");
        let header = [N::structure("ProtocolVersion", &version), count.clone()].join(N::BETWEEN);
        Self {
            header: N::structure("RequestHeader", &header),
            get: N::scalar("Operation", "Enumeration", "Get"),
            id: N::scalar("UniqueIdentifier", "TextString", "id"),
            count,
        }
    }

    /// The batch item without a mistake.
    pub(super) fn right<N: Notation>(&self) -> String {
        let fields = [self.get.clone(), N::structure("RequestPayload", &self.id)];
        N::structure("BatchItem", &fields.join(N::BETWEEN))
    }
}

pub(super) fn message<N: Notation>(header: &str, items: &str) -> String {
    N::structure("RequestMessage", &[header, items].join(N::BETWEEN))
}

/// The message with these fields in its batch item.
pub(super) fn item<N: Notation>(fields: &[&str]) -> String {
    message::<N>(&Pieces::new::<N>().header, &N::structure("BatchItem", &fields.join(N::BETWEEN)))
}

/// Returns texts in which something is missing, stands twice, or is cut off.
pub(super) fn structures<N: Notation>() -> Vec<Row> {
    let pieces = Pieces::new::<N>();
    let (header, get) = (&pieces.header, &pieces.get);
    let right = &pieces.right::<N>();
    vec![
        (
            "message-trailing",
            TrailingData,
            "",
            format!("{}¦x", message::<N>(header, right)),
            "Text behind the message.",
        ),
        (
            "message-cut",
            Truncated,
            "RequestMessage/BatchItem",
            [
                N::open("RequestMessage"),
                header.clone(),
                N::BETWEEN.into(),
                "¦".into(),
                N::open("BatchItem"),
                get.clone(),
            ]
            .concat(),
            "The message ends inside an item.",
        ),
        (
            "message-empty",
            Missing,
            "RequestMessage/RequestHeader",
            format!("¦{}", N::structure("RequestMessage", "")),
            "A message without fields.",
        ),
        (
            "batch-item-missing",
            Missing,
            "RequestMessage/BatchItem",
            format!("¦{}", N::structure("RequestMessage", header)),
            "No batch item.",
        ),
        (
            "version-missing",
            Missing,
            "RequestMessage/RequestHeader/ProtocolVersion",
            message::<N>(&format!("¦{}", N::structure("RequestHeader", &pieces.count)), right),
            "A header without the version.",
        ),
        (
            "operation-missing",
            Missing,
            OPERATION,
            message::<N>(header, &format!("¦{}", N::structure("BatchItem", ""))),
            "An empty batch item.",
        ),
        (
            "payload-missing",
            Missing,
            "RequestMessage/BatchItem/RequestPayload",
            message::<N>(header, &format!("¦{}", N::structure("BatchItem", get))),
            "An operation without its payload.",
        ),
        (
            "header-twice",
            Duplicate,
            "RequestMessage/RequestHeader[1]",
            message::<N>(header, &format!("¦{header}")),
            "Two headers.",
        ),
    ]
}

/// Returns fields of the batch item that are wrong.
///
/// `unknown` are those with an operation that there is not.
pub(super) fn fields<N: Notation>(unknown: &[&str]) -> Vec<Row> {
    let Pieces { get, id, .. } = &Pieces::new::<N>();
    let empty = &N::structure("RequestPayload", "");
    let with = |fields: &str| item::<N>(&[get, &N::structure("RequestPayload", fields)]);
    vec![
        (
            "identifier-twice",
            Duplicate,
            "RequestMessage/BatchItem/RequestPayload/UniqueIdentifier[1]",
            with(&format!("{id}{}¦{id}", N::BETWEEN)),
            "Two identifiers where one can stand.",
        ),
        (
            "payload-before-operation",
            Selector,
            PAYLOAD,
            item::<N>(&[&format!("¦{empty}"), get]),
            "The payload stands before the operation that says what it is.",
        ),
        (
            "operation-integer",
            WrongType,
            OPERATION,
            item::<N>(&[&format!("¦{}", N::scalar("Operation", "Integer", "10")), empty]),
            "An operation as Integer.",
        ),
        (
            "identifier-boolean",
            WrongType,
            ID,
            with(&format!("¦{}", N::scalar("UniqueIdentifier", "Boolean", "true"))),
            "None of the types that an identifier can have.",
        ),
        ("operation-unknown-name", UnknownName, OPERATION, item::<N>(unknown), "An operation that there is not."),
        (
            "vendor-item-hex",
            Hex,
            "RequestMessage/BatchItem/RequestPayload/0x540001",
            with(&format!("¦{}", N::vendors("ByteString", "0"))),
            "Items that nobody knows are checked, too.",
        ),
    ]
}

/// Bytes that are no UTF-8; the offset is that of the first wrong byte.
fn bytes<N: Notation>() -> Vec<Malformed> {
    let (start, end, whole) = N::AROUND_TEXT;
    let with = |bytes: &[u8]| [start.as_bytes(), bytes, end.as_bytes()].concat();
    let utf_16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, usize, Vec<u8>, &str); 5] = [
        ("utf-8-continuation", start.len(), with(&[0x80]), "A continuation byte alone."),
        ("utf-8-latin-1", start.len() + 1, with(&[b'a', 0xE9, b'b']), "Text in Latin-1."),
        ("utf-8-overlong", start.len(), with(&[0xC0, 0x80]), "Zero in two bytes."),
        ("utf-8-surrogate", start.len(), with(&[0xED, 0xA0, 0x80]), "Half of a surrogate pair."),
        ("utf-16", 0, [&[0xFF, 0xFE][..], &utf_16].concat(), "UTF-16 with its byte order mark."),
    ];
    let make = |(id, offset, bytes, purpose)| Malformed {
        is_message: true,
        ..Malformed::bytes(N::ENCODING, id, Utf8, offset, bytes, purpose)
    };
    rows.into_iter().map(make).collect()
}

/// These rows, and the bytes that are no text.
pub(super) fn vectors<N: Notation>(rows: impl IntoIterator<Item = Row>) -> Vec<Malformed> {
    let make =
        |(id, kind, path, text, purpose): Row| Malformed::text(N::ENCODING, (id, kind, text, purpose)).in_message(path);
    rows.into_iter().map(make).chain(bytes::<N>()).collect()
}
