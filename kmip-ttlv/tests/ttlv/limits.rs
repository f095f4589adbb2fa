//! Limits hold before anything is done about what they limit.

use kmip_ttlv::{TtlvReader, from_slice, from_slice_with};
use kmip_types::format::{Fault, Reader as _};
use kmip_types::items::{Node, NodeValue};
use kmip_types::{ErrorKind, Limits, Message, ReaderOptions, Tag};

use crate::{raw, samples, skip, verdict, verdict_with, write};

fn limited(limits: Limits) -> ReaderOptions<'static> {
    ReaderOptions::default().with_limits(limits)
}

/// Structures in one another, as deep as this, an Integer in the innermost.
fn nested(depth: usize) -> Vec<u8> {
    // By hand, because no writer goes deeper than a reader.
    let head = |length: usize| (0x4200_7801_u64 << 32 | u64::try_from(length).unwrap()).to_be_bytes();
    let mut bytes: Vec<u8> = (0..depth).flat_map(|above| head(16 + 8 * (depth - above - 1))).collect();
    bytes.extend([0x42, 0x00, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0]);
    bytes
}

#[track_caller]
fn fails<T: std::fmt::Debug>(result: Result<T, Fault>, kind: ErrorKind, tag: Tag, offset: usize) {
    let fault = result.unwrap_err();
    assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, tag, Some(offset)));
}

#[test]
fn depth() {
    for depth in 0..=32 {
        let options = limited(Limits::DEFAULT.with_depth(depth));
        assert!(verdict_with(&nested(depth), &options).is_ok(), "{depth}");
        for more in [depth + 1, depth + 2, 100] {
            fails(verdict_with(&nested(more), &options), ErrorKind::Depth, Tag::REQUEST_MESSAGE, 8 * depth);
        }
    }
    fails(verdict(&nested(33)), ErrorKind::Depth, Tag::REQUEST_MESSAGE, 8 * 32);
    // More than the fixed stack holds counts as that.
    let mut limits = Limits::DEFAULT;
    limits.depth = 1000;
    fails(verdict_with(&nested(33), &limited(limits)), ErrorKind::Depth, Tag::REQUEST_MESSAGE, 8 * 32);
}

#[test]
fn ten_thousand_levels() {
    let input = nested(10_000);
    fails(verdict(&input), ErrorKind::Depth, Tag::REQUEST_MESSAGE, 8 * 32);
    fails(verdict_with(&input, &ReaderOptions::lenient()), ErrorKind::Depth, Tag::REQUEST_MESSAGE, 8 * 32);
    let error = from_slice::<Message<'_>>(&input).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Depth);
    assert_eq!(error.path().steps().len(), 33);
}

#[test]
fn the_end_stays_the_end() {
    for depth in [1, 2, 31, 32] {
        let input = nested(1);
        let mut reader = TtlvReader::with_options(&input, &limited(Limits::DEFAULT.with_depth(depth)));
        reader.next();
        reader.skip().unwrap();
        for _ in 0..40 {
            let item = reader.next();
            assert!(item.is_end());
            assert_eq!(reader.offset(item), input.len());
        }
    }
}

#[test]
fn depth_is_that_of_open_structures() {
    let empty = raw(0x42_0078, 1, 0, &[]);
    let many = empty.repeat(100);
    assert_eq!(verdict_with(&many, &limited(Limits::DEFAULT.with_depth(1))).unwrap().len(), 100);
}

#[test]
fn items() {
    let nodes = samples::register();
    let bytes = write(&nodes);
    fn count(node: &Node<'_>) -> usize {
        1 + node.children().iter().map(count).sum::<usize>()
    }
    let items: usize = nodes.iter().map(count).sum();
    assert!(items > 20);
    assert!(verdict_with(&bytes, &limited(Limits::DEFAULT.with_items(items))).is_ok());
    let mut last = None;
    for fewer in 0..items {
        let options = limited(Limits::DEFAULT.with_items(fewer));
        let fault = verdict_with(&bytes, &options).unwrap_err();
        assert_eq!(fault.kind(), ErrorKind::TooManyItems, "{fewer}");
        assert!(fault.offset() > last, "{fewer}");
        last = fault.offset();
        let error = from_slice_with::<Message<'_>>(&bytes, &options).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::TooManyItems, last));
        assert_eq!(error.path().steps().last().unwrap().tag, error.tag());
        let mut lenient = options;
        lenient.lenient = true;
        assert_eq!(verdict_with(&bytes, &lenient).unwrap_err(), fault);
    }
}

#[test]
fn items_are_counted_for_vendors_too() {
    let bytes = raw(0x54_0001, 2, 4, &[0; 8]).repeat(10);
    assert!(verdict_with(&bytes, &limited(Limits::DEFAULT.with_items(10))).is_ok());
    let options = limited(Limits::DEFAULT.with_items(9));
    fails(verdict_with(&bytes, &options), ErrorKind::TooManyItems, Tag::new(0x54_0001), 144);
    let mut reader = TtlvReader::with_options(&bytes, &options);
    (0..9).for_each(|_| assert!(!reader.next().is_failed()));
    (0..3).for_each(|_| assert!(reader.next().is_failed()));
}

#[test]
fn the_default_number_of_items() {
    let item = raw(0x42_0008, 8, 0, &[]);
    let most = item.repeat(1 << 16);
    assert_eq!(skip(&most, &ReaderOptions::default()), Ok(1 << 16));
    let more = item.repeat((1 << 16) + 1);
    fails(skip(&more, &ReaderOptions::default()), ErrorKind::TooManyItems, Tag::new(0x42_0008), 8 << 16);
    let options = limited(Limits::DEFAULT.with_message_bytes(more.len()));
    assert_eq!(skip(&more, &options), Ok((1 << 16) + 1));
    assert_eq!(skip(&more, &limited(Limits::DEFAULT.with_items(1 << 17))), Ok((1 << 16) + 1));
}

#[test]
fn message_bytes() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let root = nodes[0].tag();
        assert!(verdict_with(&bytes, &limited(Limits::DEFAULT.with_message_bytes(bytes.len()))).is_ok());
        for less in [0, 1, 8, bytes.len() - 1] {
            let options = limited(Limits::DEFAULT.with_message_bytes(less));
            fails(verdict_with(&bytes, &options), ErrorKind::TooLarge, root, 0);
            let error = from_slice_with::<Message<'_>>(&bytes, &options).unwrap_err();
            assert_eq!((error.kind(), error.offset()), (ErrorKind::TooLarge, Some(0)));
            let mut lenient = options;
            lenient.lenient = true;
            fails(verdict_with(&bytes, &lenient), ErrorKind::TooLarge, root, 0);
        }
    }
    // Checked before anything else about the input, and again at every call.
    let options = limited(Limits::DEFAULT.with_message_bytes(7));
    for input in [&[0xFF; 8][..], &[0; 100], &raw(0x42_0078, 1, 4, &[])] {
        let mut reader = TtlvReader::with_options(input, &options);
        for _ in 0..3 {
            assert!(reader.next().is_failed());
            assert_eq!(reader.fault().kind(), ErrorKind::TooLarge);
        }
    }
    let large = vec![0; (1 << 20) + 8];
    assert_eq!(verdict(&large).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn a_message_of_exactly_the_default_size() {
    let body = vec![7; (1 << 20) - 16];
    let node = Node::new(
        Tag::REQUEST_MESSAGE,
        NodeValue::Structure(vec![Node::new(Tag::DATA, NodeValue::ByteString(body.into()))]),
    );
    let bytes = write(&[node]);
    assert_eq!(bytes.len(), 1 << 20);
    assert!(verdict(&bytes).is_ok());
}
