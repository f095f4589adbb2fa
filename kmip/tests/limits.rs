//! Tests that the limits are the same in every encoding.
//!
//! What one accepts, all accept, and they refuse with the same kind.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]
#![allow(missing_docs, clippy::unwrap_used)]

use kmip::encoding::Encoding;
use kmip::format::{Fault, Reader, Writer};
use kmip::items::{Node, Value};
use kmip::xml::WriterOptions;
use kmip::{ErrorKind, Limits, ReaderOptions, Tag};

const TAG: Tag = Tag::new(0x54_0001);

/// The result of reading a whole input: how many items, or the kind of the error.
type Verdict = Result<usize, ErrorKind>;

fn count(nodes: &[Node<'_>]) -> usize {
    nodes.iter().map(|node| 1 + count(node.children())).sum()
}

fn walk(reader: &mut dyn Reader<'_>) -> Verdict {
    Node::read_all(reader).map(|nodes| count(&nodes)).map_err(|error| error.kind())
}

/// Reads the same items in each encoding with these limits.
///
/// They are written in it first; `bytes` is the size of the input.
fn verdicts(write: &dyn Fn(&mut dyn Writer), limits: &dyn Fn(usize) -> Limits) -> [(&'static str, Verdict); 4] {
    let mut fill = |writer: &mut dyn Writer| -> Result<(), Fault> {
        write(writer);
        Ok(())
    };
    let mut verdict = |encoding: Encoding| {
        let input = encoding.write(&WriterOptions::default(), &mut fill).unwrap();
        let options = ReaderOptions::default().with_limits(limits(input.len()));
        let items = encoding.items_with(&input, &options).map_err(|error| error.kind())?;
        walk(&mut *items.reader())
    };
    [Encoding::Ttlv, Encoding::Cbor, Encoding::Xml, Encoding::Json].map(|encoding| (encoding.name(), verdict(encoding)))
}

/// Structures inside one another, `depth` of them.
fn nested(depth: usize) -> impl Fn(&mut dyn Writer) {
    move |writer: &mut dyn Writer| {
        (0..depth).for_each(|_| writer.open(TAG).unwrap());
        (0..depth).for_each(|_| writer.end().unwrap());
    }
}

/// One structure with so many items in it.
fn wide(items: usize) -> impl Fn(&mut dyn Writer) {
    move |writer: &mut dyn Writer| {
        writer.open(TAG).unwrap();
        (0..items).for_each(|_| writer.write(TAG, Value::Boolean(true)).unwrap());
        writer.end().unwrap();
    }
}

fn all(found: [(&str, Verdict); 4], expected: Verdict) {
    for (name, verdict) in found {
        assert_eq!(verdict, expected, "{name}");
    }
}

#[test]
fn depth() {
    let default = |_| Limits::DEFAULT;
    all(verdicts(&nested(Limits::MAX_DEPTH), &default), Ok(Limits::MAX_DEPTH));
    let three = |_| Limits::DEFAULT.with_depth(3);
    all(verdicts(&nested(3), &three), Ok(3));
    all(verdicts(&nested(4), &three), Err(ErrorKind::Depth));
    // More than the greatest depth cannot be asked for.
    assert_eq!(Limits::DEFAULT.with_depth(1000).depth, Limits::MAX_DEPTH);
}

#[test]
fn items() {
    let ten = |_| Limits::DEFAULT.with_items(10);
    all(verdicts(&wide(9), &ten), Ok(10));
    all(verdicts(&wide(10), &ten), Err(ErrorKind::TooManyItems));
    all(verdicts(&wide(0), &|_| Limits::DEFAULT.with_items(0)), Err(ErrorKind::TooManyItems));
}

#[test]
fn bytes() {
    let exact = |bytes: usize| Limits::DEFAULT.with_message_bytes(bytes);
    all(verdicts(&wide(5), &exact), Ok(6));
    let short = |bytes: usize| Limits::DEFAULT.with_message_bytes(bytes - 1);
    all(verdicts(&wide(5), &short), Err(ErrorKind::TooLarge));
}

#[test]
fn the_defaults_are_those_that_the_documentation_states() {
    let Limits { message_bytes, depth, items, .. } = Limits::DEFAULT;
    assert_eq!((message_bytes, depth, items), (1 << 20, 32, 65_536));
    // The most items there may be, counting the structure: one more is too many everywhere, if the bytes are allowed.
    let roomy = |_| Limits::DEFAULT.with_message_bytes(1 << 30).with_items(items);
    all(verdicts(&wide(items - 1), &roomy), Ok(items));
    all(verdicts(&wide(items), &roomy), Err(ErrorKind::TooManyItems));
}
