//! What the crate promises, against items.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod errors;
mod heads;
mod limits;
mod members;
mod messages;
mod names;
mod order;
mod round_trip;
mod values;
mod writing;

use kmip_json::kmip_types::format::Fault;
use kmip_json::kmip_types::items::{Node, NodeReader, NodeValue, Value, transcode};
use kmip_json::kmip_types::{Error, ErrorKind, Tag};
use kmip_json::{ReaderOptions, Writer, WriterOptions, parse_with};

/// A tag that the tables have, but whose type the tests vary.
const ANY: Tag = Tag::new(0x42_0020);

fn leaf(tag: Tag, value: Value<'_>) -> Node<'_> {
    Node::new(tag, value.into())
}

fn structure<'a>(tag: Tag, children: impl Into<Vec<Node<'a>>>) -> Node<'a> {
    Node::new(tag, NodeValue::Structure(children.into()))
}

fn read_with(text: &str, options: &ReaderOptions<'_>) -> Result<Node<'static>, Error> {
    let document = parse_with(text, options)?;
    let mut nodes = Node::read_all(&mut document.reader()).unwrap();
    let node = nodes.pop().unwrap();
    assert_eq!(nodes, []);
    Ok(node.into_owned())
}

fn read(text: &str) -> Result<Node<'static>, Error> {
    read_with(text, &ReaderOptions::default())
}

fn lenient(text: &str) -> Result<Node<'static>, Error> {
    read_with(text, &ReaderOptions::lenient())
}

fn write_with(node: &Node<'_>, options: &WriterOptions<'_>) -> Result<String, Fault> {
    let mut writer = Writer::with_options(String::new(), options);
    transcode(&mut NodeReader::for_node(node), &mut writer)?;
    writer.finish()
}

fn write(node: &Node<'_>) -> Result<String, Fault> {
    write_with(node, &WriterOptions::default())
}

/// Strict and lenient readers refuse the text alike.
fn refuse(text: &str, kind: ErrorKind) {
    assert_eq!(read(text).map_err(|error| error.kind()), Err(kind), "strict: {text}");
    assert_eq!(lenient(text).map_err(|error| error.kind()), Err(kind), "lenient: {text}");
}

/// A strict reader refuses the text, a lenient one reads this.
fn tolerate(text: &str, kind: ErrorKind, node: &Node<'_>) {
    assert_eq!(read(text).map_err(|error| error.kind()), Err(kind), "strict: {text}");
    assert_eq!(lenient(text).as_ref(), Ok(node), "lenient: {text}");
}

/// Strict and lenient readers read this.
fn accept(text: &str, node: &Node<'_>) {
    assert_eq!(read(text).as_ref(), Ok(node), "strict: {text}");
    assert_eq!(lenient(text).as_ref(), Ok(node), "lenient: {text}");
}

/// The text is read as this, and this is written as the text.
fn both(text: &str, node: &Node<'_>) {
    accept(text, node);
    assert_eq!(write(node).as_deref(), Ok(text));
}
