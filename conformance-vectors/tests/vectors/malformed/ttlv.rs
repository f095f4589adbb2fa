//! TTLV: items that are not what KMIP 2.1 §10.1 (1.4 §9.1) prescribes.

use kmip::ErrorKind::{self, *};
use kmip::encoding::Encoding;

use super::Malformed;

type Row = (&'static str, ErrorKind, usize, &'static str, &'static str);

const TRUNCATED: [Row; 15] = [
    ("tag-cut", Truncated, 0, "4200", "Two of the three bytes of a tag."),
    ("header-without-length", Truncated, 0, "42002002", "Tag and type alone."),
    ("header-cut", Truncated, 0, "42002002000000", "Seven of the eight bytes of a header."),
    ("value-absent", Truncated, 0, "4200200200000004", "A header without its value."),
    ("padding-absent", Truncated, 0, "4200200200000004 00000008", "An Integer without its padding."),
    ("padding-cut", Truncated, 0, "4200200200000004 00000008000000", "An Integer with three of four bytes of padding."),
    ("long-integer-cut", Truncated, 0, "4200200300000008 00000000000000", "Seven of eight bytes of a Long Integer."),
    ("text-cut", Truncated, 0, "420020070000000b 48656c6c6f", "Five of eleven bytes of text."),
    ("text-padding-absent", Truncated, 0, "4200200700000003 616263", "Text without its padding."),
    (
        "length-2-32-minus-1",
        Truncated,
        0,
        "42002007ffffffff",
        "The longest length: with its padding it does not fit into 32 bits.",
    ),
    (
        "length-bytes-huge",
        Truncated,
        0,
        "42002008fffffff8 0000000000000000",
        "Four gibibytes announced, eight bytes there.",
    ),
    ("structure-huge", Truncated, 0, "42002001fffffff8", "The longest structure, without a field."),
    (
        "structure-cut",
        Truncated,
        0,
        "4200200100000020 4200200200000004 0000000800000000",
        "A structure that ends before its length does.",
    ),
    (
        "child-crosses-end",
        Truncated,
        8,
        "4200200100000010 4200200700000009 3132333435363738",
        "A child one byte longer than its structure has room for.",
    ),
    (
        "child-without-value",
        Truncated,
        8,
        "4200200100000008 4200200200000004 0000000800000000",
        "A structure that ends behind the header of its child; the value follows outside.",
    ),
];

const LENGTH: [Row; 22] = [
    ("integer-length-0", Length, 0, "4200200200000000", "An Integer of no bytes."),
    ("integer-length-3", Length, 0, "4200200200000003 0000080000000000", "An Integer of three bytes."),
    ("integer-length-5", Length, 0, "4200200200000005 0000000008000000", "An Integer of five bytes."),
    ("integer-length-8", Length, 0, "4200200200000008 0000000000000008", "An Integer of eight bytes."),
    ("long-integer-length-4", Length, 0, "4200200300000004 0000000800000000", "A Long Integer of four bytes."),
    (
        "long-integer-length-16",
        Length,
        0,
        "4200200300000010 0000000000000000 0000000000000008",
        "A Long Integer of sixteen bytes.",
    ),
    ("enumeration-length-2", Length, 0, "4200200500000002 00ff000000000000", "An Enumeration of two bytes."),
    ("enumeration-length-8", Length, 0, "4200200500000008 00000000000000ff", "An Enumeration of eight bytes."),
    ("boolean-length-0", Length, 0, "4200200600000000", "A Boolean of no bytes."),
    ("boolean-length-1", Length, 0, "4200200600000001 0100000000000000", "A Boolean of one byte."),
    ("boolean-length-4", Length, 0, "4200200600000004 0000000100000000", "A Boolean of four bytes."),
    ("date-time-length-4", Length, 0, "4200200900000004 47da67f800000000", "A Date Time of four bytes."),
    (
        "date-time-length-9",
        Length,
        0,
        "4200200900000009 0000000047da67f8 0000000000000000",
        "A Date Time of nine bytes.",
    ),
    ("interval-length-8", Length, 0, "4200200a00000008 00000000000d2f00", "An Interval of eight bytes."),
    (
        "date-time-extended-length-4",
        Length,
        0,
        "4200200b00000004 0000000100000000",
        "A Date Time Extended of four bytes.",
    ),
    ("big-integer-length-4", Length, 0, "4200200400000004 0102030400000000", "A Big Integer of four bytes."),
    (
        "big-integer-length-9",
        Length,
        0,
        "4200200400000009 0080000000000000 0000000000000000",
        "A Big Integer of nine bytes, not extended to sixteen.",
    ),
    (
        "big-integer-length-12",
        Length,
        0,
        "420020040000000c 0000000080000000 0000000000000000",
        "A Big Integer of twelve bytes.",
    ),
    (
        "structure-length-4",
        Length,
        0,
        "4200200100000004 0000000000000000",
        "A structure whose length is no multiple of eight.",
    ),
    ("structure-length-1", Length, 0, "4200200100000001 0000000000000000", "A structure with one byte in it."),
    (
        "structure-length-unpadded",
        Length,
        0,
        "420020010000000b 4200200700000003 6162630000000000",
        "A structure whose length leaves out the padding of its child.",
    ),
    (
        "nested-length",
        Length,
        8,
        "4200200100000010 4200200500000003 0000000100000000",
        "The wrong length stands in a child.",
    ),
];

const VALUES: [Row; 27] = [
    ("big-integer-empty", BigInteger, 0, "4200200400000000", "A Big Integer of no bytes."),
    (
        "big-integer-zeros",
        BigInteger,
        0,
        "4200200400000010 0000000000000000 0000000000000001",
        "Eight superfluous zeros.",
    ),
    (
        "big-integer-zero-twice",
        BigInteger,
        0,
        "4200200400000010 0000000000000000 0000000000000000",
        "Zero in sixteen bytes.",
    ),
    (
        "big-integer-ones",
        BigInteger,
        0,
        "4200200400000010 ffffffffffffffff fffffffffffffffe",
        "Eight superfluous bytes of a negative number.",
    ),
    ("boolean-2", Boolean, 0, "4200200600000008 0000000000000002", "Neither true nor false."),
    ("boolean-high-byte", Boolean, 0, "4200200600000008 0100000000000000", "One in the wrong byte."),
    ("boolean-both", Boolean, 0, "4200200600000008 0100000000000001", "One in the right byte, and in another."),
    ("boolean-all-ones", Boolean, 0, "4200200600000008 ffffffffffffffff", "All bits set."),
    ("integer-padding", Padding, 0, "4200200200000004 0000000800000001", "Padding of an Integer that is not zero."),
    ("integer-padding-first", Padding, 0, "4200200200000004 0000000880000000", "The first bit of the padding is set."),
    (
        "enumeration-padding",
        Padding,
        0,
        "4200200500000004 000000ff000000ff",
        "Padding of an Enumeration that is not zero.",
    ),
    ("interval-padding", Padding, 0, "4200200a00000004 000d2f0000010000", "Padding of an Interval that is not zero."),
    (
        "text-padding-last",
        Padding,
        0,
        "4200200700000003 6162630000000001",
        "The last byte of the padding of text is not zero.",
    ),
    (
        "text-padding-first",
        Padding,
        0,
        "4200200700000003 6162632000000000",
        "A space where the padding of text begins.",
    ),
    ("bytes-padding", Padding, 0, "4200200800000001 ffffffffffffffff", "Padding of a Byte String that is not zero."),
    (
        "identifier-padding",
        Padding,
        0,
        "4200940c00000002 6964000000000100",
        "Padding of an Identifier that is not zero.",
    ),
    ("text-continuation", Utf8, 0, "4200200700000001 8000000000000000", "A continuation byte alone."),
    ("text-latin-1", Utf8, 0, "4200200700000003 616ee90000000000", "Text in Latin-1."),
    ("text-overlong", Utf8, 0, "4200200700000002 c080000000000000", "Zero in two bytes."),
    ("text-overlong-slash", Utf8, 0, "4200200700000003 e080af0000000000", "A solidus in three bytes."),
    ("text-surrogate", Utf8, 0, "4200200700000003 eda0800000000000", "Half of a surrogate pair."),
    ("text-beyond-unicode", Utf8, 0, "4200200700000004 f490808000000000", "The number behind the last character."),
    ("text-character-cut", Utf8, 0, "4200200700000002 e298000000000000", "Two of the three bytes of a character."),
    ("identifier-utf-8", Utf8, 0, "4200940c00000001 ff00000000000000", "An Identifier that is not UTF-8."),
    ("reference-utf-8", Utf8, 0, "4200200d00000001 ff00000000000000", "A Reference that is not UTF-8."),
    ("name-reference-utf-8", Utf8, 0, "4200200e00000001 ff00000000000000", "A Name Reference that is not UTF-8."),
    (
        "second-child",
        Boolean,
        24,
        "4200200100000020 4200200200000004 0000000800000000 4200200600000008 0000000000000003",
        "The second child is wrong, the first is not.",
    ),
];

const HEADS: [Row; 12] = [
    ("type-0", UnknownType, 0, "4200200000000000", "Type 0."),
    ("type-15", UnknownType, 0, "4200200f00000000", "The first type that is not assigned."),
    ("type-255", UnknownType, 0, "420020ff00000008 0000000000000000", "The last type."),
    (
        "type-in-structure",
        UnknownType,
        8,
        "4200200100000008 4200201000000000",
        "An unknown type inside a structure is not passed over.",
    ),
    ("tag-0", InvalidTag, 0, "0000000200000004 0000000800000000", "Tag 0."),
    ("tag-41", InvalidTag, 0, "41ffff0200000004 0000000800000000", "The number before those of the standard."),
    ("tag-43", InvalidTag, 0, "4300200200000004 0000000800000000", "The range behind that of the standard."),
    ("tag-53", InvalidTag, 0, "53ffff0200000004 0000000800000000", "The number before those of vendors."),
    ("tag-55", InvalidTag, 0, "5500000200000004 0000000800000000", "The range behind that of vendors."),
    ("tag-ff", InvalidTag, 0, "ffffff0200000004 0000000800000000", "The last number."),
    ("tag-and-type", InvalidTag, 0, "4300200f00000000", "Neither tag nor type is right: the tag comes first."),
    (
        "zeros",
        InvalidTag,
        8,
        "4200200100000008 0000000000000000",
        "Zeros where a child should be: a structure has no padding.",
    ),
];

/// Structures in one another, the innermost empty.
fn nested(count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for inner in (0..count).rev() {
        bytes.extend([0x54, 0x00, 0x00, 0x01]);
        bytes.extend(u32::try_from(inner * 8).unwrap().to_be_bytes());
    }
    bytes
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let rows = TRUNCATED.into_iter().chain(LENGTH).chain(VALUES).chain(HEADS);
    let make = |(id, kind, offset, digits, purpose)| Malformed::hex(Encoding::Ttlv, id, kind, offset, digits, purpose);
    let mut all: Vec<Malformed> = rows.map(make).collect();
    // The 33rd structure starts behind 32 headers.
    let purpose = "33 structures in one another, one more than the limit.";
    all.push(Malformed::bytes(Encoding::Ttlv, "depth-33", Depth, 32 * 8, nested(33), purpose));
    let purpose = "A thousand structures in one another.";
    all.push(Malformed::bytes(Encoding::Ttlv, "depth-1000", Depth, 32 * 8, nested(1000), purpose));
    all
}
