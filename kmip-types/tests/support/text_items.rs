//! Items, and what the tests of a text format do with them.
//!
//! `crate::format` is the crate of the format.

#![allow(dead_code)]

use crate::Writer;
use crate::format::kmip_types::format::Fault;
use crate::format::kmip_types::items::{Node, NodeReader, NodeValue, Value, transcode};
use crate::format::kmip_types::{Error, ErrorKind, Tag};
use crate::format::{ReaderOptions, WriterOptions, parse_with};

/// A tag that the tables have, but whose type the tests vary.
pub(crate) const ANY: Tag = Tag::new(0x42_0020);

pub(crate) fn leaf(tag: Tag, value: Value<'_>) -> Node<'_> {
    Node::new(tag, value.into())
}

pub(crate) fn structure<'a>(tag: Tag, children: impl Into<Vec<Node<'a>>>) -> Node<'a> {
    Node::new(tag, NodeValue::Structure(children.into()))
}

pub(crate) fn read_with(text: &str, options: &ReaderOptions<'_>) -> Result<Node<'static>, Error> {
    let document = parse_with(text, options)?;
    let mut nodes = Node::read_all(&mut document.reader()).unwrap();
    let node = nodes.pop().unwrap();
    assert_eq!(nodes, []);
    Ok(node.into_owned())
}

pub(crate) fn read(text: &str) -> Result<Node<'static>, Error> {
    read_with(text, &ReaderOptions::default())
}

pub(crate) fn lenient(text: &str) -> Result<Node<'static>, Error> {
    read_with(text, &ReaderOptions::lenient())
}

pub(crate) fn write_with(node: &Node<'_>, options: &WriterOptions<'_>) -> Result<String, Fault> {
    let mut writer = Writer::with_options(String::new(), options);
    transcode(&mut NodeReader::for_node(node), &mut writer)?;
    writer.finish()
}

pub(crate) fn write(node: &Node<'_>) -> Result<String, Fault> {
    write_with(node, &WriterOptions::default())
}

/// Strict and lenient readers refuse the text alike.
pub(crate) fn refuse(text: &str, kind: ErrorKind) {
    assert_eq!(read(text).map_err(|error| error.kind()), Err(kind), "strict: {text}");
    assert_eq!(lenient(text).map_err(|error| error.kind()), Err(kind), "lenient: {text}");
}

/// A strict reader refuses the text, a lenient one reads this.
pub(crate) fn tolerate(text: &str, kind: ErrorKind, node: &Node<'_>) {
    assert_eq!(read(text).map_err(|error| error.kind()), Err(kind), "strict: {text}");
    assert_eq!(lenient(text).as_ref(), Ok(node), "lenient: {text}");
}

/// Strict and lenient readers read this.
pub(crate) fn accept(text: &str, node: &Node<'_>) {
    assert_eq!(read(text).as_ref(), Ok(node), "strict: {text}");
    assert_eq!(lenient(text).as_ref(), Ok(node), "lenient: {text}");
}

/// The text is read as this, and this is written as the text.
pub(crate) fn both(text: &str, node: &Node<'_>) {
    accept(text, node);
    assert_eq!(write(node).as_deref(), Ok(text));
}
