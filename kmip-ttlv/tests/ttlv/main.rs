//! Tests of what the crate promises, seen from outside.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod agree;
mod borrowed;
mod chunks;
#[path = "../support/pieces.rs"]
mod collect;
mod corpus;
mod frame;
mod lenient;
mod limits;
mod mutations;
mod paths;
mod pieces;
mod round_trip;
mod samples;
mod sinks;
mod strict;
mod vectors;
mod view;
#[path = "../support/walk.rs"]
mod walk;
mod writer;

use kmip_ttlv::{TtlvReader, TtlvWriter};
use kmip_types::format::{Fault, Reader as _};
use kmip_types::items::{Node, NodeReader, transcode};
use kmip_types::{ItemType, ReaderOptions};

/// Bytes from hexadecimal digits, with blanks anywhere.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    assert_eq!(digits.len() % 2, 0, "{text}");
    digits.chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Makes an item as it stands in the input, without padding.
///
/// It has whatever length it claims.
fn raw(tag: u32, item_type: u8, length: u32, rest: &[u8]) -> Vec<u8> {
    let mut bytes = tag.to_be_bytes()[1..].to_vec();
    bytes.push(item_type);
    bytes.extend(length.to_be_bytes());
    bytes.extend(rest);
    bytes
}

/// A structure with these bytes in it.
fn raw_structure(tag: u32, children: &[Vec<u8>]) -> Vec<u8> {
    let children = children.concat();
    raw(tag, 1, u32::try_from(children.len()).unwrap(), &children)
}

/// Everything in the input, by reading every value.
fn read<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Vec<Node<'a>>, Fault> {
    Ok(Node::read_all(&mut TtlvReader::with_options(input, options))?)
}

/// Passes over every structure at the root, to come to a verdict another way.
///
/// The verdict must be that of reading every value.
fn skip(input: &[u8], options: &ReaderOptions<'_>) -> Result<usize, Fault> {
    let mut reader = TtlvReader::with_options(input, options);
    let mut count = 0;
    loop {
        let item = reader.next();
        if item.is_end() {
            return Ok(count);
        }
        if item.is_failed() {
            return Err(reader.fault());
        }
        reader.value(item)?;
        if item.item_type() == ItemType::STRUCTURE {
            reader.skip()?;
        }
        count += 1;
    }
}

/// The verdict of the strict reader, on which all ways of reading must agree.
fn verdict(input: &[u8]) -> Result<Vec<Node<'_>>, Fault> {
    verdict_with(input, &ReaderOptions::default())
}

fn verdict_with<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Vec<Node<'a>>, Fault> {
    let nodes = read(input, options);
    let skipped = skip(input, options);
    assert_eq!(nodes.as_ref().map(Vec::len).map_err(|f| *f), skipped);
    agree::agree(input, options);
    nodes
}

/// These items in TTLV.
fn write(nodes: &[Node<'_>]) -> Vec<u8> {
    let mut writer = TtlvWriter::new(Vec::new());
    transcode(&mut NodeReader::new(nodes), &mut writer).unwrap();
    writer.finish().unwrap()
}
