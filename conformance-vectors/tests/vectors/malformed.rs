//! Malformed input: what a strict reader refuses, for which reason and where.
//!
//! Reason and place are written down here, not taken from the crates.

mod cbor;
mod cbor_messages;
mod json;
mod json_messages;
mod text_messages;
mod ttlv;
mod ttlv_messages;
mod xml;
mod xml_messages;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use conformance_vectors::hex;
use kmip::ErrorKind;
use kmip::encoding::Encoding;

/// One input that has to be refused.
#[derive(Clone, Debug)]
pub(crate) struct Malformed {
    pub(crate) encoding: Encoding,
    pub(crate) id: String,
    pub(crate) input: Input,
    /// True if it is decoded as a message; else its items are read.
    pub(crate) is_message: bool,
    pub(crate) kind: ErrorKind,
    pub(crate) offset: usize,
    pub(crate) path: Option<&'static str>,
    pub(crate) purpose: String,
}

#[derive(Clone, Debug)]
pub(crate) enum Input {
    Text(String),
    Bytes(Vec<u8>),
}

/// Stands in a text before the byte at which it is refused.
const MARK: char = '¦';

/// Id, kind, text with the mark, purpose.
type Marked = (&'static str, ErrorKind, String, &'static str);

/// Id, kind, item type, value, purpose.
type OfValue = (&'static str, ErrorKind, &'static str, &'static str, &'static str);

/// Id, kind, text with the mark, purpose, where nothing of the text is computed.
type Literal = (&'static str, ErrorKind, &'static str, &'static str);

/// Texts as they stand here, items with a value, and structures in one another.
///
/// `item` writes one of a type and with a value, under a tag without names; `nested` that many structures, with the mark
/// before the 33rd.
fn texts(
    encoding: Encoding,
    rows: impl IntoIterator<Item = Literal>,
    values: impl IntoIterator<Item = OfValue>,
    item: fn(&str, &str) -> String,
    nested: fn(usize) -> String,
) -> Vec<Malformed> {
    let rows = rows.into_iter().map(|(id, kind, text, purpose)| (id, kind, text.to_owned(), purpose));
    let values = values.into_iter();
    let values = values.map(|(id, kind, item_type, value, purpose)| (id, kind, item(item_type, value), purpose));
    let deep: [Marked; 2] = [
        ("depth-33", ErrorKind::Depth, nested(33), "33 structures in one another, one more than the limit."),
        ("depth-1000", ErrorKind::Depth, nested(1000), "A thousand structures in one another."),
    ];
    rows.chain(values).chain(deep).map(|row| Malformed::text(encoding, row)).collect()
}

impl Malformed {
    /// Bytes from their hexadecimal digits, which may be separated.
    fn hex(encoding: Encoding, id: &str, kind: ErrorKind, offset: usize, digits: &str, purpose: &str) -> Self {
        let digits: String = digits.split_whitespace().collect();
        let bytes = hex::decode(&digits).unwrap_or_else(|| panic!("{id}: {digits}"));
        Self::bytes(encoding, id, kind, offset, bytes, purpose)
    }

    fn bytes(encoding: Encoding, id: &str, kind: ErrorKind, offset: usize, bytes: Vec<u8>, purpose: &str) -> Self {
        Self {
            encoding,
            id: id.to_owned(),
            input: Input::Bytes(bytes),
            is_message: false,
            kind,
            offset,
            path: None,
            purpose: purpose.to_owned(),
        }
    }

    fn text(encoding: Encoding, (id, kind, marked, purpose): Marked) -> Self {
        let (before, after) = marked.split_once(MARK).unwrap_or_else(|| panic!("{id}: no mark in {marked}"));
        let input = Input::Text(format!("{before}{after}"));
        Self { input, ..Self::bytes(encoding, id, kind, before.len(), Vec::new(), purpose) }
    }

    /// Changes an input to one that is decoded as a message.
    ///
    /// The error has this path.
    fn in_message(self, path: &'static str) -> Self {
        Self { is_message: true, path: Some(path), ..self }
    }
}

/// All of them, encoding by encoding.
pub(crate) fn malformed() -> &'static [Malformed] {
    static ALL: OnceLock<Vec<Malformed>> = OnceLock::new();
    ALL.get_or_init(|| {
        let parts = [
            ttlv::vectors(),
            ttlv_messages::vectors(),
            cbor::vectors(),
            cbor_messages::vectors(),
            xml::vectors(),
            xml_messages::vectors(),
            json::vectors(),
            json_messages::vectors(),
        ];
        let all = parts.concat();
        let ids: BTreeSet<(&str, &str)> = all.iter().map(|v| (v.encoding.name(), v.id.as_str())).collect();
        assert_eq!(ids.len(), all.len(), "an id occurs twice");
        all
    })
}
