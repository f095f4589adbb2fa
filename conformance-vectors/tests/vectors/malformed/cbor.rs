//! CBOR: items that are not what KC1 (`kmip-cbor/SPEC.md`) prescribes.
//!
//! The root item starts at 1.

use kmip::ErrorKind::{self, *};
use kmip::encoding::Encoding;

use super::Malformed;

type Row = (&'static str, ErrorKind, usize, &'static str, &'static str);

const MESSAGES: [Row; 14] = [
    ("empty", Truncated, 0, "", "No bytes at all."),
    ("root-integer", Syntax, 0, "00", "An integer where the array of the message should be."),
    ("root-map", Syntax, 0, "a1 1820 08", "A map."),
    ("root-tag", Syntax, 0, "c0 82 1820 08", "A CBOR tag before the message."),
    ("root-self-described", Syntax, 0, "d9d9f7 82 1820 08", "The CBOR tag that announces CBOR."),
    ("root-text", Syntax, 0, "61 61", "Text."),
    ("root-indefinite", Syntax, 0, "9f 1820 08 ff", "An array of indefinite length."),
    ("root-long-head", Syntax, 0, "9802 1820 08", "The count of the message in two bytes."),
    ("root-count-0", Length, 0, "80", "An array of no elements."),
    ("root-count-1", Length, 0, "81 1820", "A key without a value."),
    ("root-count-3", Length, 0, "83 1820 08 08", "One element too many."),
    ("root-ttlv", Syntax, 0, "4200200200000004 0000000800000000", "TTLV instead of CBOR."),
    ("trailing-byte", TrailingData, 4, "82 1820 08 00", "A byte behind the message."),
    ("trailing-message", TrailingData, 4, "82 1820 08 82 1820 08", "A second message behind the first."),
];

const KEYS: [Row; 10] = [
    ("key-absent", Truncated, 1, "82", "The head of a message and nothing else."),
    ("key-cut", Truncated, 1, "82 18", "Half a key."),
    ("key-long-head", Syntax, 1, "82 1810 08", "A key that fits into one byte in two."),
    ("key-longer-head", Syntax, 1, "82 190020 08", "A key that fits into two bytes in three."),
    ("key-negative-long-head", Syntax, 1, "82 3810 08", "The same of the alternate class."),
    ("key-text", Syntax, 1, "82 6161 08", "A key that is text."),
    ("key-boolean", Syntax, 1, "82 f4 08", "A key that is a Boolean."),
    ("key-131072", InvalidTag, 1, "82 1a00020000 08", "No tag has this key."),
    ("key-minus-131073", InvalidTag, 1, "82 3a00020000 08", "No tag has this key of the alternate class."),
    ("key-2-32", InvalidTag, 1, "82 1b0000000100000000 08", "A key of more than 32 bits."),
];

const NATURAL: [Row; 35] = [
    ("value-absent", Truncated, 1, "82 1820", "A key without its value."),
    ("integer-cut", Truncated, 1, "82 1820 1a 7fffff", "Three of four bytes of a number."),
    ("integer-long-head", Syntax, 1, "82 1820 1808", "8 in two bytes."),
    ("integer-long-head-3", Syntax, 1, "82 1820 1900ff", "255 in three bytes."),
    ("integer-long-head-5", Syntax, 1, "82 1820 1a0000ffff", "65,535 in five bytes."),
    ("integer-long-head-9", Syntax, 1, "82 1820 1b000000007fffffff", "The largest Integer in nine bytes."),
    ("integer-negative-long-head", Syntax, 1, "82 1820 3800", "-1 in two bytes."),
    ("integer-2-31", Number, 1, "82 1820 1a80000000", "One more than the largest Integer."),
    ("integer-below-minus-2-31", Number, 1, "82 1820 3a80000000", "One less than the smallest Integer."),
    ("integer-2-64", Number, 1, "82 1820 1bffffffffffffffff", "The largest number that a CBOR head holds."),
    ("reserved-information", Syntax, 1, "82 1820 1c", "Additional information 28, which RFC 8949 reserves."),
    ("text-cut", Truncated, 1, "82 1820 65 48656c", "Three of five bytes of text."),
    ("text-2-32", Truncated, 1, "82 1820 7affffffff", "Text of four gibibytes, without a byte of it."),
    ("text-2-64", Truncated, 1, "82 1820 7bffffffffffffffff", "The longest text that a head can announce."),
    ("text-indefinite", Syntax, 1, "82 1820 7f 6161 ff", "Text in chunks."),
    ("text-long-head", Syntax, 1, "82 1820 7801 61", "A length that fits into one byte in two."),
    ("text-continuation", Utf8, 1, "82 1820 61 80", "A continuation byte alone."),
    ("text-overlong", Utf8, 1, "82 1820 62 c080", "Zero in two bytes."),
    ("text-surrogate", Utf8, 1, "82 1820 63 eda080", "Half of a surrogate pair."),
    ("bytes-cut", Truncated, 1, "82 1820 43 0102", "Two of three bytes."),
    ("bytes-2-32", Truncated, 1, "82 1820 5affffffff", "Four gibibytes announced, none there."),
    ("bytes-indefinite", Syntax, 1, "82 1820 5f 4101 ff", "Bytes in chunks."),
    ("boolean-long-head", Syntax, 1, "82 1820 f815", "True in two bytes."),
    ("null", Syntax, 1, "82 1820 f6", "No item type is null."),
    ("undefined", Syntax, 1, "82 1820 f7", "Nor undefined."),
    ("float-16", Syntax, 1, "82 1820 f93c00", "Nor a floating-point number of two bytes,"),
    ("float-32", Syntax, 1, "82 1820 fa3f800000", "of four,"),
    ("float-64", Syntax, 1, "82 1820 fb3ff0000000000000", "or of eight."),
    ("break", Syntax, 1, "82 1820 ff", "A break that ends nothing."),
    ("cbor-tag", Syntax, 1, "82 1820 c1 1a47da67f8", "A date with a CBOR tag."),
    ("bignum", Syntax, 1, "82 1820 c2 49010000000000000000", "A bignum with a CBOR tag."),
    ("map", Syntax, 1, "82 1820 a0", "A map for a structure."),
    ("structure-odd", Length, 1, "82 1820 81 05", "A structure of one element."),
    ("structure-indefinite", Syntax, 1, "82 1820 9f ff", "A structure of indefinite length."),
    ("structure-2-32", Truncated, 1, "82 1820 9afffffffe", "Four milliards of elements announced, none there."),
];

const NESTED: [Row; 4] = [
    ("structure-count-too-large", Truncated, 1, "82 1820 84 00 01", "Four elements announced, two bytes there."),
    ("child-without-value", Truncated, 4, "82 1820 82 1820", "The value of a child is missing."),
    ("child-number", Number, 6, "82 1820 84 00 01 01 1a80000000", "The second child is too large."),
    ("child-key", InvalidTag, 4, "82 1820 82 1a00020000 01", "A child whose key belongs to no tag."),
];

const ALTERNATE: [Row; 31] = [
    ("enumeration-2-32", Number, 1, "82 3820 1b0000000100000000", "One more than the largest Enumeration."),
    ("enumeration-negative", Number, 1, "82 3820 20", "An Enumeration below zero."),
    ("enumeration-long-head", Syntax, 1, "82 3820 1801", "1 in two bytes."),
    ("alternate-boolean", Syntax, 1, "82 3820 f5", "A Boolean of the alternate class."),
    ("alternate-null", Syntax, 1, "82 3820 f6", "Null of the alternate class."),
    ("alternate-map", Syntax, 1, "82 3820 a0", "A map of the alternate class."),
    ("identifier-utf-8", Utf8, 1, "82 3894 61 ff", "An Identifier that is not UTF-8."),
    ("identifier-cut", Truncated, 1, "82 3894 62 69", "One of two bytes of an Identifier."),
    ("big-integer-empty", BigInteger, 1, "82 3820 40", "A Big Integer of no bytes."),
    ("big-integer-zero", BigInteger, 1, "82 3820 42 0001", "A superfluous zero."),
    ("big-integer-zeros", BigInteger, 1, "82 3820 42 0000", "Zero in two bytes."),
    ("big-integer-ones", BigInteger, 1, "82 3820 42 ff80", "A superfluous byte of a negative number."),
    ("big-integer-ttlv", BigInteger, 1, "82 3820 48 0000000000000001", "The eight bytes that TTLV has."),
    ("pair-empty", Length, 1, "82 3820 80", "A pair of no elements."),
    ("pair-of-1", Length, 1, "82 3820 81 03", "A type without its value."),
    ("pair-of-3", Length, 1, "82 3820 83 03 08 08", "A pair of three elements."),
    ("pair-cut", Truncated, 1, "82 3820 82", "The head of a pair alone."),
    ("pair-value-absent", Truncated, 1, "82 3820 82 03", "A type and the end."),
    ("pair-type-text", Syntax, 1, "82 3820 82 6133 08", "A type that is text."),
    ("pair-type-long-head", Syntax, 1, "82 3820 82 1803 08", "A type in two bytes."),
    ("pair-identifier", Syntax, 1, "82 3820 82 0c 6161", "An Identifier has another form."),
    ("pair-integer", Syntax, 1, "82 3820 82 02 08", "An Integer has another form."),
    ("pair-structure", Syntax, 1, "82 3820 82 01 80", "A structure has another form."),
    ("pair-type-0", UnknownType, 1, "82 3820 82 00 08", "Type 0."),
    ("pair-type-15", UnknownType, 1, "82 3820 82 0f 40", "A pair that is reserved for later types."),
    ("pair-type-256", UnknownType, 1, "82 3820 82 190100 40", "A type of more than a byte."),
    ("long-integer-2-63", Number, 1, "82 3820 82 03 1b8000000000000000", "One more than the largest Long Integer."),
    (
        "long-integer-below-minus-2-63",
        Number,
        1,
        "82 3820 82 03 3b8000000000000000",
        "One less than the smallest Long Integer.",
    ),
    ("date-time-float", Syntax, 1, "82 3820 82 09 fb41d1f699fe000000", "A date as floating-point number."),
    ("interval-negative", Number, 1, "82 3820 82 0a 20", "An Interval below zero."),
    ("interval-2-32", Number, 1, "82 3820 82 0a 1b0000000100000000", "One more than the longest Interval."),
];

const TEXTS: [Row; 4] = [
    ("reference-bytes", Syntax, 1, "82 3820 82 0d 4161", "A Reference as bytes."),
    ("reference-utf-8", Utf8, 1, "82 3820 82 0d 61ff", "A Reference that is not UTF-8."),
    ("name-reference-integer", Syntax, 1, "82 3820 82 0e 08", "A Name Reference as integer."),
    ("name-reference-cut", Truncated, 1, "82 3820 82 0e 62 6e", "One of two bytes of a Name Reference."),
];

/// Structures in one another, the innermost empty; each takes two bytes.
fn nested(count: usize) -> Vec<u8> {
    let mut bytes = vec![0x82];
    for _ in 1..count {
        bytes.extend([0x00, 0x82]);
    }
    bytes.extend([0x00, 0x80]);
    bytes
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let rows = MESSAGES.into_iter().chain(KEYS).chain(NATURAL).chain(NESTED).chain(ALTERNATE).chain(TEXTS);
    let make = |(id, kind, offset, digits, purpose)| Malformed::hex(Encoding::Cbor, id, kind, offset, digits, purpose);
    let mut all: Vec<Malformed> = rows.map(make).collect();
    let purpose = "33 structures in one another, one more than the limit.";
    all.push(Malformed::bytes(Encoding::Cbor, "depth-33", Depth, 1 + 32 * 2, nested(33), purpose));
    let purpose = "A thousand structures in one another.";
    all.push(Malformed::bytes(Encoding::Cbor, "depth-1000", Depth, 1 + 32 * 2, nested(1000), purpose));
    all
}
