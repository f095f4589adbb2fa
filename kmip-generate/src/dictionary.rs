//! Dictionaries of the names in the tables, for the fuzzers libFuzzer and AFL.
//!
//! ```
//! use kmip::encoding::Encoding;
//! use kmip_generate::dictionary;
//!
//! let text = dictionary::of_encoding(Encoding::Ttlv);
//! assert!(text.lines().any(|line| line == r#"RequestMessage_Structure="\x42\x00\x78\x01""#));
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader, NodeValue};
use kmip::tables::{self, ListTable};
use kmip::{BigInteger, ItemType, Tag, Text};

/// Returns the entries of the dictionary for one encoding.
///
/// They are tags with their types, values of enumerations and masks, and names of attributes.
#[must_use]
pub fn of_encoding(encoding: Encoding) -> String {
    let mut text = format!("# What the tables of KMIP name, in {}.\n", encoding.name());
    for (name, bytes) in entries(encoding) {
        // Writing to a String does not fail.
        let _ = write!(text, "{name}=\"");
        for byte in bytes {
            let _ = match byte {
                b'"' | b'\\' => write!(text, "\\{}", char::from(byte)),
                b' '..=b'~' if encoding.is_text() => write!(text, "{}", char::from(byte)),
                _ => write!(text, "\\x{byte:02X}"),
            };
        }
        text.push_str("\"\n");
    }
    text
}

/// Each entry with its name, in an order that stays.
fn entries(encoding: Encoding) -> BTreeSet<(String, Vec<u8>)> {
    let mut entries = BTreeSet::new();
    if encoding.is_text() {
        entries.extend(names().map(|name| (word(name), name.as_bytes().to_vec())));
        return entries;
    }
    for table in tables::tags() {
        let name = table.tag.name().unwrap_or_default();
        for item_type in table.forms.iter().filter_map(|form| form.item_type) {
            let bytes = header(encoding, table.tag, item_type);
            entries.insert((format!("{name}_{}", item_type.name().unwrap_or_default()), bytes));
        }
    }
    for list in lists() {
        for value in list.values.names() {
            let bytes = number(encoding, value.value);
            entries.insert((format!("{}_{}", word(list.name), word(value.name)), bytes));
        }
    }
    entries.extend(attribute_names().map(|name| (format!("Name_{}", word(name)), name.as_bytes().to_vec())));
    entries
}

/// Returns the start of an item, as the encoding has it.
///
/// In TTLV that is tag and type, elsewhere the item with a small value.
fn header(encoding: Encoding, tag: Tag, item_type: ItemType) -> Vec<u8> {
    let bytes = item(encoding, tag, small(item_type));
    let part = if encoding == Encoding::Ttlv { bytes.get(..TTLV_HEADER / 2) } else { bytes.get(ROOT..) };
    part.unwrap_or_default().to_vec()
}

/// A number, as the encoding has it.
fn number(encoding: Encoding, value: u32) -> Vec<u8> {
    // The key of this tag is one byte in CBOR.
    let bytes = item(encoding, Tag::new(0x42_0000), NodeValue::Enumeration(value));
    let is_ttlv = encoding == Encoding::Ttlv;
    let part = if is_ttlv { bytes.get(TTLV_HEADER..TTLV_HEADER + 4) } else { bytes.get(ROOT + 1..) };
    part.unwrap_or_default().to_vec()
}

/// The length of tag, type and length in TTLV.
const TTLV_HEADER: usize = 8;

/// The number of bytes before the key of a root in CBOR.
const ROOT: usize = 1;

fn item(encoding: Encoding, tag: Tag, value: NodeValue<'static>) -> Vec<u8> {
    let node = Node::new(tag, value);
    encoding.transcode(&mut NodeReader::for_node(&node), &WriterOptions::default()).unwrap_or_default()
}

/// The smallest value of a type.
fn small(item_type: ItemType) -> NodeValue<'static> {
    match item_type {
        ItemType::INTEGER => NodeValue::Integer(0),
        ItemType::LONG_INTEGER => NodeValue::LongInteger(0),
        ItemType::BIG_INTEGER => NodeValue::BigInteger(BigInteger::from_bytes(&[0])),
        ItemType::ENUMERATION => NodeValue::Enumeration(0),
        ItemType::BOOLEAN => NodeValue::Boolean(false),
        ItemType::TEXT_STRING => NodeValue::TextString(Text::default()),
        ItemType::BYTE_STRING => NodeValue::ByteString(Vec::new().into()),
        ItemType::DATE_TIME => NodeValue::DateTime(0),
        ItemType::INTERVAL => NodeValue::Interval(0),
        ItemType::DATE_TIME_EXTENDED => NodeValue::DateTimeExtended(0),
        ItemType::IDENTIFIER => NodeValue::Identifier(Text::default()),
        ItemType::REFERENCE => NodeValue::Reference(Text::default()),
        ItemType::NAME_REFERENCE => NodeValue::NameReference(Text::default()),
        _ => NodeValue::Structure(Vec::new()),
    }
}

/// All names in a text: of tags, types, values, attributes.
fn names() -> impl Iterator<Item = &'static str> {
    let tags = tables::tags().iter().filter_map(|table| table.tag.name());
    let types = (1..=ItemType::NAME_REFERENCE.value()).filter_map(|number| ItemType::new(number).name());
    let values = lists().flat_map(|list| list.values.names()).map(|name| name.name);
    tags.chain(types).chain(values).chain(attribute_names())
}

fn attribute_names() -> impl Iterator<Item = &'static str> {
    let named = Tag::TEMPLATE_ATTRIBUTE.versions();
    tables::attributes().iter().filter(move |table| table.versions.intersects(named)).map(|table| table.name)
}

fn lists() -> impl Iterator<Item = &'static ListTable> {
    tables::enumerations().iter().chain(tables::masks()).copied()
}

/// A name with letters, digits and underscores only, as dictionaries need it.
fn word(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
