//! Items outside a message: every item type at its edges.

use kmip::items::{Node, NodeValue};
use kmip::{BigInteger, ItemType, Tag};

use crate::vector::Vector;

/// The tag under which KMIP 1.0 to 1.4 print their examples.
const EXAMPLE: Tag = Tag::COMPROMISE_DATE;

fn big(value: i128) -> NodeValue<'static> {
    NodeValue::BigInteger(BigInteger::from(value))
}

fn text(value: &str) -> NodeValue<'static> {
    NodeValue::TextString(value.to_owned().into())
}

fn bytes(length: u8) -> NodeValue<'static> {
    NodeValue::ByteString((1..=length).collect::<Vec<u8>>().into())
}

fn vector(id: &str, tag: Tag, value: NodeValue<'static>, printed: bool, purpose: &str) -> Vector {
    let node = Node::new(tag, value);
    Vector {
        id: format!("item-{id}"),
        group: "items",
        version: None,
        operation: None,
        section: Some(if printed { "KMIP 1.4 §9.1.2".to_owned() } else { section(node.item_type()).to_owned() }),
        purpose: purpose.to_owned(),
        covers: vec![format!("item type {}", node.item_type())],
        node,
    }
}

/// Returns the section of the standard that describes an item type.
///
/// It is that of the first version that has the type in one of the three generations.
fn section(item_type: ItemType) -> &'static str {
    match item_type {
        ItemType::DATE_TIME_EXTENDED => "KMIP 2.1 §10.1",
        ItemType::IDENTIFIER | ItemType::REFERENCE | ItemType::NAME_REFERENCE => "KMIP 3.0 §10.1",
        _ => "KMIP 1.4 §9.1",
    }
}

/// The items that the standard prints.
fn printed() -> Vec<Vector> {
    let children = vec![
        Node::new(Tag::new(0x42_0004), NodeValue::Enumeration(254)),
        Node::new(Tag::new(0x42_0005), NodeValue::Integer(255)),
    ];
    let printed: [(&str, NodeValue<'static>, &str); 10] = [
        ("integer", NodeValue::Integer(8), "A small Integer: four bytes of value, four of padding."),
        ("long-integer", NodeValue::LongInteger(123_456_789_000_000_000), "A Long Integer above 2^52."),
        (
            "big-integer",
            big(1_234_567_890_000_000_000_000_000_000),
            "A Big Integer of twelve bytes, sign-extended to sixteen.",
        ),
        ("enumeration", NodeValue::Enumeration(255), "An Enumeration whose tag has no table."),
        ("boolean", NodeValue::Boolean(true), "True."),
        ("text", text("Hello World"), "Text of eleven bytes, five of padding."),
        ("bytes", bytes(3), "Three bytes, five of padding."),
        ("date-time", NodeValue::DateTime(0x47DA_67F8), "A date and time."),
        ("interval", NodeValue::Interval(864_000), "Ten days."),
        ("structure", NodeValue::Structure(children), "A structure of an Enumeration and an Integer."),
    ];
    printed.into_iter().map(|(id, value, purpose)| vector(id, EXAMPLE, value, true, purpose)).collect()
}

/// The edges of the types whose value is one word.
fn words() -> Vec<(&'static str, NodeValue<'static>, &'static str)> {
    use NodeValue::{Boolean, DateTime, DateTimeExtended, Enumeration, Integer, Interval, LongInteger};
    vec![
        ("integer-zero", Integer(0), "Zero."),
        ("integer-minus-one", Integer(-1), "All bits of an Integer set."),
        ("integer-max", Integer(i32::MAX), "The largest Integer."),
        ("integer-min", Integer(i32::MIN), "The smallest Integer."),
        ("integer-23", Integer(23), "The largest number in the first byte of a CBOR head."),
        ("integer-24", Integer(24), "The smallest number that a CBOR head writes behind its first byte."),
        ("integer-255", Integer(255), "The largest number of a two-byte CBOR head."),
        ("integer-256", Integer(256), "The smallest number of a three-byte CBOR head."),
        ("integer-65535", Integer(65_535), "The largest number of a three-byte CBOR head."),
        ("integer-65536", Integer(65_536), "The smallest number of a five-byte CBOR head."),
        ("integer-minus-24", Integer(-24), "The smallest negative number in the first byte of a CBOR head."),
        (
            "integer-minus-25",
            Integer(-25),
            "The largest negative number that a CBOR head writes behind its first byte.",
        ),
        ("long-integer-zero", LongInteger(0), "Zero."),
        ("long-integer-minus-one", LongInteger(-1), "All bits of a Long Integer set."),
        ("long-integer-max", LongInteger(i64::MAX), "The largest Long Integer."),
        ("long-integer-min", LongInteger(i64::MIN), "The smallest Long Integer."),
        (
            "long-integer-below-2-52",
            LongInteger((1 << 52) - 1),
            "The largest Long Integer that JSON writes as a number.",
        ),
        ("long-integer-2-52", LongInteger(1 << 52), "The smallest Long Integer that JSON has to write in hexadecimal."),
        (
            "long-integer-above-minus-2-52",
            LongInteger(1 - (1 << 52)),
            "The smallest Long Integer that JSON writes as a number.",
        ),
        ("long-integer-minus-2-52", LongInteger(-(1 << 52)), "Beyond the numbers of JSON on the negative side."),
        ("long-integer-2-53-plus-1", LongInteger((1 << 53) + 1), "No double holds this number."),
        ("long-integer-2-32", LongInteger(1 << 32), "The smallest number of a nine-byte CBOR head."),
        ("enumeration-zero", Enumeration(0), "The value that no table has."),
        ("enumeration-max", Enumeration(u32::MAX), "The largest Enumeration: unsigned."),
        ("enumeration-extension", Enumeration(0x8000_0001), "A vendor's value: the first hexadecimal digit is 8."),
        ("boolean-false", Boolean(false), "False."),
        ("date-time-epoch", DateTime(0), "The epoch."),
        ("date-time-minus-one", DateTime(-1), "The second before the epoch."),
        ("date-time-first", DateTime(-62_135_596_800), "The first second of the year 1, the first with a text."),
        (
            "date-time-before-first",
            DateTime(-62_135_596_801),
            "The second before the year 1: XML and JSON write it in hexadecimal.",
        ),
        ("date-time-last", DateTime(253_402_300_799), "The last second of the year 9999, the last with a text."),
        ("date-time-after-last", DateTime(253_402_300_800), "The year 10000: XML and JSON write it in hexadecimal."),
        ("date-time-max", DateTime(i64::MAX), "The last Date Time."),
        ("date-time-min", DateTime(i64::MIN), "The first Date Time."),
        ("date-time-leap-day", DateTime(951_782_400), "29 February 2000, a leap day of a century."),
        ("date-time-1900", DateTime(-2_203_891_200), "1 March 1900: the day before is 28 February."),
        ("date-time-2038", DateTime(2_147_483_648), "The first second beyond 32 signed bits."),
        ("interval-zero", Interval(0), "No time at all."),
        ("interval-max", Interval(u32::MAX), "The longest Interval: unsigned."),
        (
            "date-time-extended",
            DateTimeExtended(1_205_495_800_000_001),
            "Microseconds; XML and JSON write them as a number.",
        ),
        ("date-time-extended-zero", DateTimeExtended(0), "The epoch in microseconds."),
        ("date-time-extended-minus-one", DateTimeExtended(-1), "The microsecond before the epoch."),
        ("date-time-extended-2-52", DateTimeExtended(1 << 52), "From here on JSON writes it in hexadecimal."),
        ("date-time-extended-max", DateTimeExtended(i64::MAX), "The last Date Time Extended."),
        ("date-time-extended-min", DateTimeExtended(i64::MIN), "The first Date Time Extended."),
    ]
}

/// The edges of the types whose value has a length.
fn bodies() -> Vec<(&'static str, NodeValue<'static>, &'static str)> {
    let two_64 = 1_i128 << 64;
    let long = "0123456789abcdef".repeat(16);
    vec![
        ("big-integer-zero", big(0), "Zero takes eight bytes."),
        ("big-integer-one", big(1), "One takes eight bytes, the sign extension included."),
        ("big-integer-minus-one", big(-1), "Minus one is extended by ones."),
        ("big-integer-127", big(127), "The largest number of one byte in CBOR."),
        ("big-integer-128", big(128), "A leading zero keeps it positive in CBOR."),
        ("big-integer-minus-128", big(-128), "The smallest number of one byte in CBOR."),
        ("big-integer-minus-129", big(-129), "Two bytes in CBOR."),
        ("big-integer-below-2-63", big(two_64 / 2 - 1), "The largest number of eight bytes."),
        ("big-integer-2-63", big(two_64 / 2), "Needs nine bytes, so sixteen in TTLV."),
        ("big-integer-minus-2-63", big(-two_64 / 2), "The smallest number of eight bytes."),
        ("big-integer-below-minus-2-63", big(-two_64 / 2 - 1), "Needs nine bytes, so sixteen in TTLV."),
        ("big-integer-2-64", big(two_64), "Sixteen bytes."),
        ("big-integer-i128-max", big(i128::MAX), "Sixteen bytes without sign extension."),
        ("big-integer-i128-min", big(i128::MIN), "Sixteen bytes, the sign bit set."),
        ("text-empty", text(""), "Text of no bytes: a header alone."),
        ("text-1", text("a"), "One byte of text, seven of padding."),
        ("text-7", text("1234567"), "Seven bytes of text, one of padding."),
        ("text-8", text("12345678"), "Eight bytes of text and no padding."),
        ("text-9", text("123456789"), "Nine bytes of text, seven of padding."),
        ("text-23", text("12345678901234567890123"), "The longest text with a one-byte CBOR head."),
        ("text-24", text("123456789012345678901234"), "The shortest text with a two-byte CBOR head."),
        ("text-256", text(&long), "The shortest text with a three-byte CBOR head."),
        ("text-two-bytes", text("Ünïcödé"), "Characters of two bytes: the length counts bytes."),
        ("text-three-bytes", text("☃€"), "Characters of three bytes."),
        ("text-four-bytes", text("🗝\u{10FFFF}"), "Characters of four bytes, the last of Unicode among them."),
        ("text-combining", text("e\u{301}"), "A combining character is not composed."),
        ("text-right-to-left", text("\u{202E}abc\u{200F}"), "Marks of direction are text."),
        ("text-markup", text("a<b&\"c\">'d'"), "Characters that XML or JSON escape."),
        (
            "text-white-space",
            text("\tline\nfeed\rreturn "),
            "White space that XML would normalise, were it not escaped.",
        ),
        ("text-backslash", text("C:\\u0041\\\\n"), "Backslashes that look like escapes of JSON."),
        ("text-cdata", text("]]>&amp;<![CDATA["), "Markup of XML as text."),
        ("text-solidus", text("a/b"), "A solidus is not escaped."),
        ("text-delete", text("\u{7F}\u{80}\u{9F}"), "Control characters that XML and JSON let stand."),
        ("text-byte-order-mark", text("\u{FEFF}x"), "A byte order mark inside text is text."),
        ("text-hexadecimal", text("0x00000001"), "Text that looks like a number stays text."),
        ("bytes-empty", NodeValue::ByteString(Vec::new().into()), "No bytes: a header alone."),
        ("bytes-1", bytes(1), "One byte, seven of padding."),
        ("bytes-7", bytes(7), "Seven bytes, one of padding."),
        ("bytes-8", bytes(8), "Eight bytes and no padding."),
        ("bytes-9", bytes(9), "Nine bytes, seven of padding."),
        ("bytes-all", NodeValue::ByteString((0..=u8::MAX).collect::<Vec<u8>>().into()), "Every byte once."),
        ("bytes-zero", NodeValue::ByteString(vec![0; 8].into()), "Zeros are no padding."),
        ("reference", NodeValue::Reference("ref".into()), "A Reference: since 3.0."),
        ("name-reference", NodeValue::NameReference("nm".into()), "A Name Reference: since 3.0."),
        ("reference-empty", NodeValue::Reference("".into()), "A Reference of no bytes."),
        ("name-reference-8", NodeValue::NameReference("12345678".into()), "A Name Reference without padding."),
        ("identifier-8", NodeValue::Identifier("12345678".into()), "An Identifier without padding."),
        ("structure-empty", NodeValue::Structure(Vec::new()), "A structure of no items."),
    ]
}

/// Items that XML and JSON write by names, or by numbers where they have none.
fn named() -> Vec<(&'static str, Tag, NodeValue<'static>, &'static str)> {
    use NodeValue::{Enumeration, Integer};
    let mask = |bits: u32| Integer(bits.cast_signed());
    let usage = Tag::CRYPTOGRAPHIC_USAGE_MASK;
    let nested = (0..8).fold(NodeValue::Structure(Vec::new()), |inner, n| {
        NodeValue::Structure(vec![Node::new(Tag::new(0x54_0000 + n), inner)])
    });
    let repeated = [1, 2, 1].map(|n| Node::new(Tag::QUERY_FUNCTION, Enumeration(n))).to_vec();
    vec![
        ("identifier", Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier("id".into()), "An Identifier: since 3.0."),
        ("mask", usage, mask(0x100C), "A mask of three bits, written by their names from the lowest bit on."),
        ("mask-zero", usage, mask(0), "A mask of no bits."),
        ("mask-one", usage, mask(4), "A mask of one bit."),
        ("mask-unknown", usage, mask(0x4100_0004), "Bits without a name follow as one hexadecimal number."),
        ("mask-sign", usage, mask(0x8000_0000), "The bit that is the sign of an Integer."),
        ("mask-all", usage, mask(u32::MAX), "All bits."),
        ("mask-storage", Tag::STORAGE_STATUS_MASK, mask(3), "Another tag that is a mask."),
        ("enumeration-named", Tag::OBJECT_TYPE, Enumeration(2), "A value by its name."),
        ("enumeration-unknown", Tag::OBJECT_TYPE, Enumeration(0x77), "A value that the table does not have."),
        ("enumeration-tag", Tag::ATTRIBUTE_REFERENCE, Enumeration(0x42_008D), "A tag as a value."),
        ("enumeration-vendor-tag", Tag::ATTRIBUTE_REFERENCE, Enumeration(0x54_0001), "A vendor's tag as a value."),
        ("enumeration-digits", Tag::CRYPTOGRAPHIC_ALGORITHM, Enumeration(2), "3DES: digits never lead a name."),
        ("enumeration-superscript", Tag::SPLIT_KEY_METHOD, Enumeration(4), "A name with a power in it."),
        (
            "extension-enumeration",
            Tag::new(0x54_FFFF),
            Enumeration(0x8000_0001),
            "The last vendor's tag with a vendor's value.",
        ),
        ("extension-text", Tag::new(0x54_0001), text("ext"), "A vendor's tag."),
        ("extension-first", Tag::new(0x54_0000), Integer(1), "The first vendor's tag."),
        (
            "reserved-first",
            Tag::new(0x42_0000),
            Integer(1),
            "The first number of the standard's range, which names nothing.",
        ),
        (
            "reserved-last",
            Tag::new(0x42_FFFF),
            Integer(1),
            "The last number of the standard's range, which names nothing.",
        ),
        ("structure-nested", Tag::new(0x54_0100), nested, "Nine structures in one another."),
        (
            "structure-repeated",
            Tag::REQUEST_PAYLOAD,
            NodeValue::Structure(repeated),
            "A tag that repeats, its order kept.",
        ),
    ]
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = printed();
    let edges = words().into_iter().chain(bodies());
    all.extend(edges.map(|(id, value, purpose)| vector(id, EXAMPLE, value, false, purpose)));
    all.extend(named().into_iter().map(|(id, tag, value, purpose)| vector(id, tag, value, false, purpose)));
    all
}
