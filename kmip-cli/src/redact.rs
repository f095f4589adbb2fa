//! `kmip redact`.

use std::collections::BTreeMap;
use std::fmt::Write;

use kmip::IntoOwned as _;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader, NodeValue, Secrecy, transcode};
use kmip::{BigInteger, Bytes, ItemType, Tag, Text};

use crate::args::Redact;
use crate::input::Input;
use crate::{Failure, source};

/// Replaces the secrets in the messages of `input`.
///
/// `report` gets a line for each item that was replaced.
///
/// # Errors
/// The first thing that is wrong with the input: nothing of it is written.
pub fn redact(input: &[u8], options: &Redact, report: &mut dyn Write) -> Result<Vec<u8>, Failure> {
    let input = source::prepared(input, &options.source);
    let mut written =
        redact_input(source::open(&input, &options.source)?, options, &mut Substitutes::default(), report)?;
    Ok(options.to.join(&mut written))
}

/// The messages of an input that is open, each as it is written.
pub(crate) fn redact_input(
    input: Input<'_>,
    options: &Redact,
    substitutes: &mut Substitutes,
    report: &mut dyn Write,
) -> Result<Vec<Vec<u8>>, Failure> {
    let input = input.unbroken()?;
    let messages = input.messages()?;
    let several = messages.several;
    let mut written = Vec::new();
    for (number, message) in (1..).zip(messages) {
        let failed = |error| Failure::at(error, number, several);
        let nodes = Node::read_all(&mut *message.reader()).map_err(|error| message.locate(error));
        let mut nodes = nodes.map_err(failed)?.into_owned();
        let prefix = if several { format!("message {number}: ") } else { String::new() };
        let mut pen = Pen { options, report, prefix, path: Vec::new(), substitutes };
        pen.items(&mut nodes, Secrecy::default());
        let mut writing = WriterOptions::default();
        writing.pretty = !options.compact;
        let mut fill = |writer: &mut dyn kmip::format::Writer| Ok(transcode(&mut NodeReader::new(&nodes), writer)?);
        written.push(options.to.write(&writing, &mut fill).map_err(failed)?);
    }
    Ok(written)
}

/// Goes through a message, and replaces what is not for everybody.
struct Pen<'p> {
    options: &'p Redact,
    report: &'p mut dyn Write,
    /// The name of the message in the report.
    prefix: String,
    /// The tags from the root to the item.
    path: Vec<Tag>,
    substitutes: &'p mut Substitutes,
}

impl Pen<'_> {
    fn items(&mut self, nodes: &mut [Node<'static>], place: Secrecy) {
        let mut last = None;
        let mut attribute = String::new();
        for node in nodes {
            let (tag, item_type) = (node.tag(), node.item_type());
            self.path.push(tag);
            match node.value_mut() {
                NodeValue::Structure(children) => {
                    let before = |selector| last.filter(|(tag, _)| *tag == selector).map(|(_, value)| value);
                    self.items(children, place.inside(tag, before));
                }
                value if place.hides(tag, item_type) => {
                    hide(value);
                    self.tell(item_type);
                }
                value => {
                    if let NodeValue::Enumeration(number) = value {
                        last = Some((tag, *number));
                    }
                    let wanted = is_id(tag, item_type, &attribute) && self.options.ids
                        || is_name(tag, item_type, &attribute) && self.options.names;
                    if let Some(text) = text(value) {
                        if tag == Tag::ATTRIBUTE_NAME {
                            attribute = text.to_string();
                        }
                        if wanted {
                            *text = self.substitutes.of(text).into();
                            self.tell(item_type);
                        }
                    }
                }
            }
            self.path.pop();
        }
    }

    fn tell(&mut self, item_type: ItemType) {
        let path: Vec<_> = self.path.iter().map(ToString::to_string).collect();
        // The output does not depend on whether this can be said.
        let _ = writeln!(self.report, "{}{}: {item_type} replaced", self.prefix, path.join("/"));
    }
}

/// Puts something of the same type and length in the place of a secret.
fn hide(value: &mut NodeValue<'static>) {
    match value {
        NodeValue::ByteString(bytes) => *bytes = Bytes::from(vec![0; bytes.len()]),
        NodeValue::BigInteger(number) => {
            // The first byte tells that none of them can be left out.
            let mut bytes = vec![0; number.as_bytes().len()];
            bytes.iter_mut().take(1).for_each(|first| *first = 0x40);
            *number = BigInteger::from_bytes(&bytes).into_owned();
        }
        NodeValue::Integer(number) => *number = 0,
        NodeValue::LongInteger(number) | NodeValue::DateTime(number) | NodeValue::DateTimeExtended(number) => {
            *number = 0;
        }
        NodeValue::Interval(number) | NodeValue::Enumeration(number) => *number = 0,
        NodeValue::Boolean(value) => *value = false,
        value => {
            if let Some(text) = text(value) {
                *text = Text::from("x".repeat(text.len()));
            }
        }
    }
}

fn text<'v>(value: &'v mut NodeValue<'static>) -> Option<&'v mut Text<'static>> {
    match value {
        NodeValue::TextString(text)
        | NodeValue::Identifier(text)
        | NodeValue::Reference(text)
        | NodeValue::NameReference(text) => Some(text),
        _ => None,
    }
}

/// Returns whether a text is the identifier of an object.
fn is_id(tag: Tag, item_type: ItemType, attribute: &str) -> bool {
    if matches!(item_type, ItemType::IDENTIFIER | ItemType::REFERENCE | ItemType::NAME_REFERENCE) {
        return true;
    }
    let name = tag.to_string();
    ["UniqueIdentifier", "Link", "LinkedObjectIdentifier"].iter().any(|end| name.ends_with(end))
        || (tag == Tag::ATTRIBUTE_VALUE && attribute == "Unique Identifier")
}

/// Returns whether a text is a name that somebody gave.
///
/// Texts that say what something is are none.
fn is_name(tag: Tag, item_type: ItemType, attribute: &str) -> bool {
    const KINDS: [Tag; 9] = [
        Tag::ATTRIBUTE_NAME,
        Tag::APPLICATION_NAMESPACE,
        Tag::VENDOR_IDENTIFICATION,
        Tag::EXTENSION_NAME,
        Tag::EXTENSION_DESCRIPTION,
        Tag::SERVER_VERSION,
        Tag::PRODUCT_NAME,
        Tag::BUILD_LEVEL,
        Tag::PKCS_11_INTERFACE,
    ];
    item_type == ItemType::TEXT_STRING && !KINDS.contains(&tag) && !is_id(tag, item_type, attribute)
}

/// Texts in the place of others: for each the same one every time.
#[derive(Debug, Default)]
pub(crate) struct Substitutes {
    known: BTreeMap<String, String>,
    count: usize,
}

impl Substitutes {
    /// A text of the same length: a number, with the dashes where they were.
    fn of(&mut self, text: &str) -> String {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        self.count = self.count.saturating_add(1);
        let mut digits = format!("{:x}", self.count).into_bytes();
        let shape = text.bytes().rev().map(|byte| if byte == b'-' { byte } else { digits.pop().unwrap_or(b'0') });
        let mut bytes: Vec<u8> = shape.collect();
        bytes.reverse();
        let substitute = String::from_utf8(bytes).unwrap_or_default();
        self.known.insert(text.to_owned(), substitute.clone());
        substitute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substitutes_have_the_length_and_the_dashes() {
        let mut substitutes = Substitutes::default();
        let id = "7e0f2c52-6a1b-4d0e-8c3f-51d2a9e46b07";
        assert_eq!(substitutes.of(id), "00000000-0000-0000-0000-000000000001");
        assert_eq!(substitutes.of("k\u{e4}y"), "0002");
        assert_eq!(substitutes.of(id), "00000000-0000-0000-0000-000000000001");
        assert_eq!(substitutes.of(""), "");
    }

    #[test]
    fn what_is_hidden_has_its_length() {
        for bytes in [&[0x7F][..], &[0x00, 0x80], &[0xFF, 0x7F], &[0x80, 0, 0]] {
            let mut value = NodeValue::BigInteger(BigInteger::from_bytes(bytes).into_owned());
            hide(&mut value);
            let NodeValue::BigInteger(hidden) = value else { panic!("another type") };
            assert_eq!(hidden.as_bytes().len(), bytes.len());
            assert_ne!(hidden.as_bytes(), bytes);
        }
        let mut value = NodeValue::TextString("p\u{e4}ss".into());
        hide(&mut value);
        assert_eq!(value, NodeValue::TextString("xxxxx".into()));
    }
}
