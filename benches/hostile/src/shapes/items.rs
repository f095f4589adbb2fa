//! Items of every type, and structures, where nobody knows them.

use kmip::format::Writer;
use kmip::items::Value;
use kmip::{ItemType, Tag};

use super::Shape;
use super::messages::{Done, request, structure, text, times, unknown};

const VENDOR: Tag = Tag::new(0x54_0001);

/// A request of an unknown operation, with a payload.
fn payload(w: &mut dyn Writer, body: impl FnOnce(&mut dyn Writer) -> Done) -> Done {
    request(w, (2, 1), 1, |w| super::messages::asks(w, 0x8000_0001, body))
}

fn values(w: &mut dyn Writer, count: usize, value: Value<'_>) -> Done {
    payload(w, |w| times(w, count, |w, _| w.write(VENDOR, value)))
}

/// Structures in one another, so many.
fn nested(w: &mut dyn Writer, depth: usize, inner: &mut dyn FnMut(&mut dyn Writer) -> Done) -> Done {
    times(w, depth, |w, _| w.open(VENDOR))?;
    inner(w)?;
    times(w, depth, |w, _| w.end())
}

/// The most structures that can be nested in a payload.
const DEPTH: usize = 29;

pub(super) fn all() -> impl Iterator<Item = Shape> {
    [
        Shape::items("empty structures", |w, n| payload(w, |w| times(w, n, |w, _| structure(w, VENDOR, |_| Ok(()))))),
        Shape::items("structures as deep as can be", |w, n| {
            payload(w, |w| times(w, n.div_ceil(DEPTH), |w, _| nested(w, DEPTH, &mut |_| Ok(()))))
        }),
        Shape::items("items as deep as can be", |w, n| payload(w, |w| nested(w, DEPTH, &mut |w| times(w, n, unknown)))),
        Shape::items("structures of the standard as deep as can be", |w, n| {
            let nested = |w: &mut dyn Writer, _: usize| {
                times(w, DEPTH, |w, _| w.open(Tag::TEMPLATE_ATTRIBUTE))?;
                times(w, DEPTH, |w, _| w.end())
            };
            payload(w, |w| times(w, n.div_ceil(DEPTH), nested))
        }),
        Shape::items("unknown items", |w, n| payload(w, |w| times(w, n, unknown))),
        Shape::items("long integers", |w, n| values(w, n, Value::LongInteger(i64::MIN))),
        Shape::items("booleans", |w, n| values(w, n, Value::Boolean(true))),
        Shape::items("dates", |w, n| values(w, n, Value::DateTime(0))),
        Shape::items("extended dates", |w, n| values(w, n, Value::DateTimeExtended(0))),
        Shape::items("intervals", |w, n| values(w, n, Value::Interval(0))),
        Shape::items("empty texts", |w, n| values(w, n, Value::TextString(""))),
        Shape::items("short texts", |w, n| values(w, n, Value::TextString("a"))),
        Shape::items("empty byte strings", |w, n| values(w, n, Value::ByteString(&[]))),
        Shape::items("short byte strings", |w, n| values(w, n, Value::ByteString(&[1]))),
        Shape::items("short big integers", |w, n| values(w, n, Value::BigInteger(&[1]))),
        Shape::items("one text", |w, n| payload(w, |w| text(w, VENDOR, &"a".repeat(n)))),
        Shape::items("one text to be escaped", |w, n| payload(w, |w| text(w, VENDOR, &"<\"&".repeat(n.div_ceil(3))))),
        Shape::items("one text of line breaks", |w, n| payload(w, |w| text(w, VENDOR, &"\n".repeat(n)))),
        Shape::items("one byte string", |w, n| payload(w, |w| w.write(VENDOR, Value::ByteString(&vec![1; n])))),
        Shape::items("one big integer", |w, n| {
            payload(w, |w| w.bytes(VENDOR, ItemType::BIG_INTEGER, &[&[0x7F][..], &vec![1; n]].concat()))
        }),
    ]
    .into_iter()
}
