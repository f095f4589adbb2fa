//! Tests that all ways of reading say the same of every message there is.
//!
//! They are views, the reader of chunks, readers and the typed model.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "../../kmip-cbor/tests/cbor/agree.rs"]
mod cbor;
#[path = "../../kmip-types/tests/support/spec.rs"]
mod spec;
#[path = "../../kmip-ttlv/tests/ttlv/agree.rs"]
mod ttlv;
#[path = "../../kmip-types/tests/support/walk.rs"]
mod walk;

use std::path::Path;
use std::{env, fs};

use conformance_vectors::{Corpus, hex};
use kmip::format::encode_root_with;
use kmip::items::{Node, NodeReader, NodeValue, NodeWriter, transcode};
use kmip::view::{BatchItemView, HeaderView, ItemView, RequestView, ResponseView};
use kmip::{EncodeOptions, Message, ReaderOptions, Tag};
use serde_json::Value as Json;

use crate::spec::builder::Builder;
use crate::spec::edition::VERSIONS;
use crate::spec::schema;
use crate::walk::{by_reader, by_view, check_paths};

/// The number of messages that were compared, and of paths in them.
#[derive(Debug, Default)]
struct Tally {
    messages: usize,
    paths: usize,
    batch_items: usize,
    attributes: usize,
}

/// The text or the number of a field, whatever type it has.
fn field<'n>(node: Option<&'n Node<'_>>, tag: Tag) -> Option<&'n NodeValue<'n>> {
    node.and_then(|node| node.child(tag)).map(Node::value)
}

fn text<'n>(node: Option<&'n Node<'_>>, tag: Tag) -> Option<&'n str> {
    match field(node, tag) {
        Some(NodeValue::TextString(text)) => Some(text),
        Some(other) => panic!("{tag}: {other:?}"),
        None => None,
    }
}

fn bytes<'n>(node: Option<&'n Node<'_>>, tag: Tag) -> Option<&'n [u8]> {
    match field(node, tag) {
        Some(NodeValue::ByteString(bytes)) => Some(bytes),
        Some(other) => panic!("{tag}: {other:?}"),
        None => None,
    }
}

fn number(node: Option<&Node<'_>>, tag: Tag) -> Option<i64> {
    match field(node, tag) {
        Some(NodeValue::Integer(n)) => Some(i64::from(*n)),
        Some(NodeValue::Enumeration(n)) => Some(i64::from(*n)),
        Some(NodeValue::DateTime(n)) => Some(*n),
        Some(other) => panic!("{tag}: {other:?}"),
        None => None,
    }
}

impl Tally {
    /// Compares all ways of reading a message with its typed form, as a tree.
    ///
    /// The message is in one encoding.
    fn message<'a, V: ItemView<'a>>(&mut self, view: V, typed: &Node<'_>) {
        let (steps, end) = by_view(view);
        assert_eq!((steps, end), by_reader(&mut NodeReader::for_node(typed)));
        self.messages += 1;
        self.paths += check_paths(view, typed);
        if typed.tag() == Tag::REQUEST_MESSAGE {
            let request = RequestView::new(view).unwrap();
            Self::header(request.header(), typed.child(Tag::REQUEST_HEADER));
            self.batch_items(request.batch_items(), typed);
        } else {
            let response = ResponseView::new(view).unwrap();
            Self::header(response.header(), typed.child(Tag::RESPONSE_HEADER));
            self.batch_items(response.batch_items(), typed);
        }
    }

    fn header<'a, V: ItemView<'a>>(view: &HeaderView<'a, V>, typed: Option<&Node<'_>>) {
        let version = typed.unwrap().child(Tag::PROTOCOL_VERSION);
        let own = view.protocol_version();
        assert_eq!(Some(own.protocol_version_major.into()), number(version, Tag::PROTOCOL_VERSION_MAJOR));
        assert_eq!(Some(own.protocol_version_minor.into()), number(version, Tag::PROTOCOL_VERSION_MINOR));
        assert_eq!(view.batch_count().map(i64::from), number(typed, Tag::BATCH_COUNT));
        assert_eq!(view.maximum_response_size().map(i64::from), number(typed, Tag::MAXIMUM_RESPONSE_SIZE));
        assert_eq!(view.time_stamp().map(|time| time.0), number(typed, Tag::TIME_STAMP));
        assert_eq!(view.client_correlation_value(), text(typed, Tag::CLIENT_CORRELATION_VALUE));
        assert_eq!(view.server_correlation_value(), text(typed, Tag::SERVER_CORRELATION_VALUE));
    }

    fn batch_items<'a, V: ItemView<'a>>(
        &mut self,
        views: impl Iterator<Item = Result<BatchItemView<'a, V>, kmip::format::Fault>>,
        typed: &Node<'_>,
    ) {
        let views: Vec<_> = views.map(Result::unwrap).collect();
        let nodes: Vec<_> = typed.children().iter().filter(|node| node.tag() == Tag::BATCH_ITEM).collect();
        assert_eq!(views.len(), nodes.len());
        for (view, node) in views.iter().zip(nodes) {
            self.batch_item(view, node);
        }
    }

    fn batch_item<'a, V: ItemView<'a>>(&mut self, view: &BatchItemView<'a, V>, node: &Node<'_>) {
        let typed = Some(node);
        let code = |n: u32| i64::from(n);
        assert_eq!(view.operation().map(|v| code(v.value())), number(typed, Tag::OPERATION));
        assert_eq!(view.result_status().map(|v| code(v.value())), number(typed, Tag::RESULT_STATUS));
        assert_eq!(view.result_reason().map(|v| code(v.value())), number(typed, Tag::RESULT_REASON));
        assert_eq!(view.result_message(), text(typed, Tag::RESULT_MESSAGE));
        assert_eq!(view.unique_batch_item_id(), bytes(typed, Tag::UNIQUE_BATCH_ITEM_ID));
        assert_eq!(view.asynchronous_correlation_value(), bytes(typed, Tag::ASYNCHRONOUS_CORRELATION_VALUE));
        let payload = node.child(Tag::REQUEST_PAYLOAD).or_else(|| node.child(Tag::RESPONSE_PAYLOAD));
        assert_eq!(view.payload().is_some(), payload.is_some());
        let extensions = node.children().iter().filter(|node| node.tag() == Tag::MESSAGE_EXTENSION).count();
        assert_eq!(view.message_extensions().count(), extensions);

        let found: Vec<_> = view.attributes().map(Result::unwrap).collect();
        let expected = attributes(payload);
        assert_eq!(found.len(), expected.len());
        for (view, node) in found.iter().zip(expected) {
            let name = (node.tag() == Tag::ATTRIBUTE).then_some(node);
            assert_eq!(view.name(), text(name, Tag::ATTRIBUTE_NAME));
            assert_eq!(view.vendor_identification(), text(name, Tag::VENDOR_IDENTIFICATION));
            assert_eq!(view.index().map(i64::from), number(name, Tag::ATTRIBUTE_INDEX));
            let value = if name.is_some() { node.child(Tag::ATTRIBUTE_VALUE) } else { Some(node) };
            assert_eq!(
                view.value().map(|view| by_view(view).0),
                value.map(|n| by_reader(&mut NodeReader::for_node(n)).0)
            );
            if name.is_none() {
                assert_eq!(view.tag(), Some(node.tag()));
            }
        }
        self.batch_items += 1;
        self.attributes += found.len();
    }
}

/// The attributes of a payload: by name, or in a list.
fn attributes<'n>(payload: Option<&'n Node<'n>>) -> Vec<&'n Node<'n>> {
    let mut found = vec![];
    for node in payload.map(Node::children).unwrap_or_default() {
        match node.tag() {
            Tag::ATTRIBUTE => found.push(node),
            Tag::TEMPLATE_ATTRIBUTE
            | Tag::COMMON_TEMPLATE_ATTRIBUTE
            | Tag::PRIVATE_KEY_TEMPLATE_ATTRIBUTE
            | Tag::PUBLIC_KEY_TEMPLATE_ATTRIBUTE => {
                found.extend(node.children().iter().filter(|child| child.tag() == Tag::ATTRIBUTE));
            }
            Tag::ATTRIBUTES
            | Tag::COMMON_ATTRIBUTES
            | Tag::PRIVATE_KEY_ATTRIBUTES
            | Tag::PUBLIC_KEY_ATTRIBUTES
            | Tag::NEW_ATTRIBUTE
            | Tag::CURRENT_ATTRIBUTE => found.extend(node.children()),
            _ => {}
        }
    }
    found
}

/// Reads the items in TTLV by all ways, and returns them in CBOR.
///
/// They are returned if they can be read at all.
fn compare_items(ttlv: &[u8]) -> Option<Vec<u8>> {
    let options = ReaderOptions::default();
    ttlv::agree(ttlv, &options);
    let mut writer = kmip::cbor::CborWriter::new(Vec::new());
    transcode(&mut kmip::ttlv::TtlvReader::new(ttlv), &mut writer).ok()?;
    let cbor = writer.finish().ok()?;
    cbor::agree(&cbor, &options);
    Some(cbor)
}

impl Tally {
    /// A message in TTLV by all ways of reading, in TTLV and in CBOR.
    ///
    /// `false` if the model refuses it.
    fn compare(&mut self, ttlv: &[u8]) -> bool {
        let cbor = compare_items(ttlv).unwrap();
        let Ok(message) = kmip::ttlv::from_slice::<Message<'_>>(ttlv) else { return false };
        let mut writer = NodeWriter::default();
        if encode_root_with(&message, &mut writer, &EncodeOptions::incomplete()).is_err() {
            return false;
        }
        let tree = &writer.into_nodes()[0];
        self.message(kmip::ttlv::View::new(ttlv).unwrap(), tree);
        self.message(kmip::ttlv::View::checked(ttlv).unwrap(), tree);
        self.message(kmip::cbor::View::new(&cbor).unwrap(), tree);
        self.message(kmip::cbor::View::checked(&cbor).unwrap(), tree);
        true
    }
}

/// The vectors in a directory, and below.
fn files(directory: &Path) -> Vec<Json> {
    let mut found = vec![];
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap());
        }
    }
    found
}

fn vectors() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

#[test]
fn own_vectors() {
    let (mut tally, mut items) = (Tally::default(), 0);
    for vector in files(&vectors().join("valid")) {
        let ttlv = hex::decode(vector["ttlv"].as_str().unwrap()).unwrap();
        let cbor = hex::decode(vector["cbor"].as_str().unwrap()).unwrap();
        assert_eq!(compare_items(&ttlv), Some(cbor), "{}", vector["id"]);
        if vector["version"].is_null() {
            items += 1;
        } else {
            assert!(tally.compare(&ttlv), "{}", vector["id"]);
        }
    }
    println!("{tally:?}, {items} items");
    assert!(tally.messages >= 4 * 1_300 && items >= 100, "{tally:?}, {items} items");
    assert!(tally.paths > 10 * tally.messages && tally.attributes > 1_000, "{tally:?}");
}

#[test]
fn malformed_vectors() {
    let (mut ttlv, mut cbor) = (0, 0);
    for (name, count) in [("ttlv", &mut ttlv), ("cbor", &mut cbor)] {
        let path = vectors().join("malformed").join(name).with_extension("json");
        let entries: Vec<Json> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for entry in entries {
            let input = hex::decode(entry["input"].as_str().unwrap()).unwrap();
            let options = ReaderOptions::default();
            let fault = if name == "ttlv" {
                ttlv::agree(&input, &options);
                kmip::ttlv::View::checked(&input).err()
            } else {
                cbor::agree(&input, &options);
                kmip::cbor::View::checked(&input).err()
            };
            if entry["root"] == "item" {
                let fault = fault.unwrap_or_else(|| panic!("{name} {} is accepted", entry["id"]));
                let error = (format!("{:?}", fault.kind()), fault.offset().unwrap());
                let expected = &entry["error"];
                let expected = (expected["kind"].as_str().unwrap().to_owned(), expected["offset"].as_u64().unwrap());
                assert_eq!((error.0, u64::try_from(error.1).unwrap()), expected, "{name} {}", entry["id"]);
                *count += 1;
            }
        }
    }
    assert!(ttlv >= 60 && cbor >= 60, "{ttlv} and {cbor}");
}

/// Every field of every structure in every version.
#[test]
fn generated_messages() {
    let schema = schema::load();
    let mut tally = Tally::default();
    for version in VERSIONS {
        for message in Builder::new(&schema::edition(version, &schema)).messages() {
            let mut writer = kmip::ttlv::TtlvWriter::new(Vec::new());
            message.tree.node().write(&mut writer).unwrap();
            assert!(tally.compare(&writer.finish().unwrap()), "{}", message.name);
        }
    }
    println!("{tally:?}");
    assert!(tally.messages > 4 * 1_000, "{tally:?}");
}

/// The OASIS test cases, if they are at hand.
#[test]
fn corpus() {
    let Some(corpus) = Corpus::at_hand("no view was compared").unwrap() else { return };
    let (mut tally, mut refused) = (Tally::default(), 0);
    for expected in corpus.expected.values() {
        refused += usize::from(!tally.compare(&expected.ttlv));
    }
    let mut malformed = 0;
    for vector in &corpus.vectors {
        compare_items(&vector.bytes);
        malformed += usize::from(!vector.valid);
    }
    println!("{tally:?}, {refused} refused by the model, {malformed} malformed");
    assert!(tally.messages >= 4 * 7_000 && refused < 600 && malformed >= 123, "{tally:?}, {refused}, {malformed}");
}
