//! JSON: texts that are no items.
//!
//! The mark stands where the reader has to refuse them.
//!
//! An object that is wrong is refused where it starts, what is no JSON at the first byte that cannot stand there – a
//! control character in a string one byte before it.

use kmip::ErrorKind::*;
use kmip::encoding::Encoding;

use super::{Literal, Malformed, OfValue, texts};

const GRAMMAR: [Literal; 31] = [
    ("empty", Truncated, "¦", "No text at all."),
    ("blank", Truncated, " \n\t¦", "White space alone."),
    ("object-open", Truncated, "{¦", "The start of an object."),
    ("object-cut", Truncated, "{\"tag\":\"BatchCount\",\"type\":\"Integer\"¦", "An object without its end."),
    ("string-cut", Truncated, "{\"tag\":\"BatchCo¦", "A string without its end."),
    ("number-cut", Truncated, "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":-¦", "A sign without digits."),
    ("structure-open", Truncated, "¦{\"tag\":\"RequestPayload\",\"value\":[", "A structure without its end."),
    (
        "structure-open-behind-item",
        Truncated,
        "¦{\"tag\":\"RequestPayload\",\"value\":[{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1}",
        "The same behind an item.",
    ),
    ("root-array", Syntax, "¦[]", "An array instead of an object."),
    ("root-number", Syntax, "¦1", "A number."),
    ("xml", Syntax, "¦<RequestPayload/>", "XML instead of JSON."),
    ("byte-order-mark", Syntax, "¦\u{FEFF}{\"tag\":\"RequestPayload\",\"value\":[]}", "A byte order mark."),
    ("text-after", TrailingData, "{\"tag\":\"RequestPayload\",\"value\":[]} ¦x", "Text behind the item."),
    (
        "second-root",
        TrailingData,
        "{\"tag\":\"RequestPayload\",\"value\":[]}\n¦{\"tag\":\"RequestPayload\",\"value\":[]}",
        "A second item.",
    ),
    ("brace-after", TrailingData, "{\"tag\":\"RequestPayload\",\"value\":[]}¦}", "A brace too many."),
    ("comment", Syntax, "{¦/* */\"tag\":\"RequestPayload\",\"value\":[]}", "A comment."),
    ("comma-in-object", Syntax, "{\"tag\":\"RequestPayload\",\"value\":[],¦}", "A comma behind the last member."),
    (
        "comma-in-array",
        Syntax,
        "{\"tag\":\"RequestPayload\",\"value\":[{\"tag\":\"RequestPayload\",\"value\":[]},¦]}",
        "A comma behind the last item.",
    ),
    ("comma-absent", Syntax, "{\"tag\":\"RequestPayload\"¦\"value\":[]}", "No comma between members."),
    ("colon-absent", Syntax, "{\"tag\"¦\"RequestPayload\",\"value\":[]}", "No colon behind a key."),
    ("key-without-quotes", Syntax, "{¦tag:\"RequestPayload\",\"value\":[]}", "A key without quotes."),
    ("single-quotes", Syntax, "{¦'tag':'RequestPayload','value':[]}", "Single quotes."),
    ("bracket-wrong", Syntax, "{\"tag\":\"RequestPayload\",\"value\":[¦}", "Another bracket closes."),
    (
        "leading-zero",
        Syntax,
        "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":0¦1}",
        "A number with a leading zero.",
    ),
    ("plus-sign", Syntax, "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":¦+1}", "A number with a plus sign."),
    (
        "point-first",
        Syntax,
        "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":¦.5}",
        "A number that begins with its point.",
    ),
    ("not-a-number", Syntax, "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":¦NaN}", "NaN."),
    ("infinity", Syntax, "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":¦Infinity}", "Infinity."),
    (
        "hexadecimal-number",
        Syntax,
        "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":0¦x1}",
        "A hexadecimal number without quotes.",
    ),
    (
        "escape-unknown",
        Syntax,
        "{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"\\¦x41\"}",
        "An escape that there is not.",
    ),
    (
        "control-in-string",
        Syntax,
        "{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"¦a\u{1}\"}",
        "A control character that is not escaped.",
    ),
];

const OBJECTS: [Literal; 34] = [
    (
        "surrogate-high",
        Syntax,
        "¦{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"\\ud83d\"}",
        "The first half of a surrogate pair alone.",
    ),
    (
        "surrogate-low",
        Syntax,
        "¦{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"\\ude00\"}",
        "The second half alone.",
    ),
    (
        "surrogates-swapped",
        Syntax,
        "¦{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"\\ude00\\ud83d\"}",
        "Both halves in the wrong order.",
    ),
    ("object-empty", Syntax, "¦{}", "An object without members."),
    ("tag-absent", Syntax, "¦{\"type\":\"Integer\",\"value\":1}", "No tag."),
    ("value-absent", Syntax, "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\"}", "No value."),
    ("structure-value-absent", Syntax, "¦{\"tag\":\"RequestPayload\"}", "A structure without a value."),
    ("type-absent", Syntax, "¦{\"tag\":\"BatchCount\",\"value\":1}", "A number without a type: a structure has none."),
    (
        "tag-twice",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1}",
        "A member twice.",
    ),
    (
        "type-twice",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"type\":\"Integer\",\"value\":1}",
        "Two types.",
    ),
    ("value-twice", Syntax, "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1,\"value\":2}", "Two values."),
    (
        "value-twice-escaped",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1,\"v\\u0061lue\":2}",
        "Two values, one key with an escape.",
    ),
    (
        "label-twice",
        Syntax,
        "¦{\"tag\":\"0x540001\",\"name\":\"A\",\"name\":\"A\",\"type\":\"Integer\",\"value\":1}",
        "Two labels.",
    ),
    (
        "member-unknown",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1,\"unit\":\"s\"}",
        "A member that there is not.",
    ),
    (
        "member-case",
        Syntax,
        "¦{\"Tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":1}",
        "A member in the wrong case.",
    ),
    ("tag-number", Syntax, "¦{\"tag\":4325389,\"type\":\"Integer\",\"value\":1}", "A tag as number."),
    ("tag-null", Syntax, "¦{\"tag\":null,\"type\":\"Integer\",\"value\":1}", "A tag that is null."),
    (
        "tag-unknown",
        UnknownName,
        "¦{\"tag\":\"NoSuchTag\",\"type\":\"Integer\",\"value\":1}",
        "A name that no table has.",
    ),
    ("tag-empty", UnknownName, "¦{\"tag\":\"\",\"type\":\"Integer\",\"value\":1}", "A tag without a name."),
    ("tag-short", Hex, "¦{\"tag\":\"0x42000\",\"type\":\"Integer\",\"value\":1}", "A tag of five digits."),
    ("tag-43", InvalidTag, "¦{\"tag\":\"0x430001\",\"type\":\"Integer\",\"value\":1}", "A tag that no item can have."),
    (
        "tag-55",
        InvalidTag,
        "¦{\"tag\":\"0x550001\",\"type\":\"Integer\",\"value\":1}",
        "The range behind that of vendors.",
    ),
    (
        "type-unknown",
        UnknownType,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Int\",\"value\":1}",
        "A type that there is not.",
    ),
    ("type-code", Syntax, "¦{\"tag\":\"BatchCount\",\"type\":2,\"value\":1}", "A type by its code."),
    (
        "type-code-text",
        UnknownType,
        "¦{\"tag\":\"BatchCount\",\"type\":\"0x00000002\",\"value\":1}",
        "A type by its code, as string.",
    ),
    ("structure-number", Syntax, "¦{\"tag\":\"RequestPayload\",\"value\":1}", "A structure that is a number."),
    ("structure-object", Syntax, "¦{\"tag\":\"RequestPayload\",\"value\":{}}", "A structure that is an object."),
    (
        "scalar-array",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":[]}",
        "An Integer that is an array.",
    ),
    (
        "scalar-object",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":{}}",
        "An Integer that is an object.",
    ),
    (
        "scalar-null",
        Syntax,
        "¦{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":null}",
        "An Integer that is null.",
    ),
    ("item-number", Syntax, "{\"tag\":\"RequestPayload\",\"value\":[¦1]}", "A number among the items of a structure."),
    (
        "item-wrong",
        UnknownName,
        "{\"tag\":\"RequestPayload\",\"value\":[¦{\"tag\":\"NoSuchTag\",\"value\":[]}]}",
        "The wrong item stands in a structure.",
    ),
    (
        "item-wrong-tag-last",
        UnknownName,
        "{\"value\":[¦{\"value\":1,\"type\":\"Integer\",\"tag\":\"NoSuchTag\"}],\"tag\":\"RequestPayload\"}",
        "The same with members the other way round.",
    ),
    ("text-number", Syntax, "¦{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":1}", "Text that is a number."),
];

const NUMBERS: [OfValue; 27] = [
    ("integer-2-31", Number, "Integer", "2147483648", "One more than the largest Integer."),
    ("integer-below-minus-2-31", Number, "Integer", "-2147483649", "One less than the smallest Integer."),
    ("integer-huge", Number, "Integer", "1000000000000000000000000000000000000000", "Forty digits."),
    ("integer-fraction", Number, "Integer", "1.5", "A fraction."),
    ("integer-whole-fraction", Number, "Integer", "1.0", "A fraction that is none."),
    ("integer-exponent", Number, "Integer", "1e3", "An exponent."),
    ("integer-string", Number, "Integer", "\"8\"", "A decimal number as string."),
    ("integer-boolean", Syntax, "Integer", "true", "A Boolean."),
    ("integer-hexadecimal-short", Hex, "Integer", "\"0x8\"", "One hexadecimal digit instead of eight."),
    ("integer-hexadecimal-long", Hex, "Integer", "\"0x0000000000000008\"", "Sixteen."),
    ("integer-hexadecimal-upper", Number, "Integer", "\"0X00000008\"", "The prefix in upper case."),
    ("long-integer-2-52", Number, "LongInteger", "4503599627370496", "From 2^52 on a number has to be hexadecimal."),
    ("long-integer-minus-2-52", Number, "LongInteger", "-4503599627370496", "The same below zero."),
    (
        "long-integer-hexadecimal-short",
        Hex,
        "LongInteger",
        "\"0x00000008\"",
        "Eight hexadecimal digits instead of sixteen.",
    ),
    ("interval-negative", Number, "Interval", "-1", "An Interval below zero."),
    ("interval-2-32", Number, "Interval", "4294967296", "One more than the longest Interval."),
    ("interval-string", Number, "Interval", "\"27\"", "A decimal number as string."),
    (
        "date-time-extended-2-52",
        Number,
        "DateTimeExtended",
        "4503599627370496",
        "From 2^52 on it has to be hexadecimal.",
    ),
    (
        "date-time-extended-text",
        Number,
        "DateTimeExtended",
        "\"2008-03-14T11:56:40.000001Z\"",
        "A date and time, where a number has to stand.",
    ),
    ("boolean-string", Boolean, "Boolean", "\"true\"", "A Boolean in quotes."),
    ("boolean-number", Syntax, "Boolean", "1", "A number."),
    ("boolean-hexadecimal-2", Boolean, "Boolean", "\"0x0000000000000002\"", "Neither true nor false."),
    ("boolean-hexadecimal-short", Hex, "Boolean", "\"0x01\"", "Two hexadecimal digits instead of sixteen."),
    ("bytes-odd", Hex, "ByteString", "\"abc\"", "Three digits."),
    ("bytes-prefix", Hex, "ByteString", "\"0x00\"", "A Byte String has no prefix."),
    ("bytes-base64", Hex, "ByteString", "\"AQID\"", "Base 64."),
    ("bytes-number", Syntax, "ByteString", "0", "A number."),
];

const OTHERS: [OfValue; 19] = [
    ("big-integer-empty", BigInteger, "BigInteger", "\"0x\"", "No digits."),
    ("big-integer-short", Length, "BigInteger", "\"0x01\"", "One byte, not extended to eight."),
    ("big-integer-odd", Hex, "BigInteger", "\"0x000000000000001\"", "Fifteen digits."),
    ("big-integer-without-prefix", Hex, "BigInteger", "\"0000000000000001\"", "A Big Integer has a prefix in JSON."),
    (
        "big-integer-zeros",
        BigInteger,
        "BigInteger",
        "\"0x00000000000000000000000000000001\"",
        "Eight superfluous bytes.",
    ),
    ("big-integer-2-52", Number, "BigInteger", "4503599627370496", "From 2^52 on a number has to be hexadecimal."),
    ("enumeration-without-table", UnknownName, "Enumeration", "\"Active\"", "A name under a tag that has no table."),
    ("enumeration-decimal-string", UnknownName, "Enumeration", "\"255\"", "A decimal number as string."),
    ("enumeration-negative", Number, "Enumeration", "-1", "An Enumeration below zero."),
    ("enumeration-2-32", Number, "Enumeration", "4294967296", "One more than the largest Enumeration."),
    ("enumeration-hexadecimal-short", Hex, "Enumeration", "\"0xff\"", "Two hexadecimal digits instead of eight."),
    ("date-time-number", Syntax, "DateTime", "1205495800", "A number of seconds."),
    ("date-time-no-zone", Date, "DateTime", "\"2008-03-14T11:56:40\"", "No zone."),
    ("date-time-30-february", Date, "DateTime", "\"2008-02-30T11:56:40Z\"", "No such day."),
    ("date-time-leap-second", Date, "DateTime", "\"2016-12-31T23:59:60Z\"", "POSIX time has no leap seconds."),
    ("date-time-lower-case", Date, "DateTime", "\"2008-03-14t11:56:40z\"", "Letters in lower case."),
    ("date-time-hexadecimal-short", Hex, "DateTime", "\"0x47da67f8\"", "Eight hexadecimal digits instead of sixteen."),
    ("identifier-null", Syntax, "Identifier", "null", "An Identifier that is null."),
    ("reference-boolean", Syntax, "Reference", "true", "A Reference that is a Boolean."),
];

const NAMED: [Literal; 6] = [
    (
        "enumeration-unknown",
        UnknownName,
        "¦{\"tag\":\"ObjectType\",\"type\":\"Enumeration\",\"value\":\"Nonsense\"}",
        "A name that the table does not have.",
    ),
    (
        "mask-unknown",
        UnknownName,
        "¦{\"tag\":\"CryptographicUsageMask\",\"type\":\"Integer\",\"value\":\"Encrypt|Nonsense\"}",
        "A bit that the table does not have.",
    ),
    (
        "mask-empty",
        UnknownName,
        "¦{\"tag\":\"CryptographicUsageMask\",\"type\":\"Integer\",\"value\":\"\"}",
        "A component without a name.",
    ),
    (
        "mask-bar-last",
        UnknownName,
        "¦{\"tag\":\"CryptographicUsageMask\",\"type\":\"Integer\",\"value\":\"Encrypt|\"}",
        "A bar behind the last component.",
    ),
    (
        "mask-space",
        UnknownName,
        "¦{\"tag\":\"CryptographicUsageMask\",\"type\":\"Integer\",\"value\":\"Encrypt Decrypt\"}",
        "The separator of XML.",
    ),
    (
        "attribute-value-without-name",
        UnknownName,
        "{\"tag\":\"Attribute\",\"value\":[¦{\"tag\":\"AttributeValue\",\"type\":\"Enumeration\",\"value\":\"Active\"}]}",
        "Which table the name is of follows from the name before it: there is none.",
    ),
];

/// Structures in one another; the mark stands before the 33rd.
fn nested(count: usize) -> String {
    let open = |n| if n == 32 { "¦{\"tag\":\"0x540001\",\"value\":[" } else { "{\"tag\":\"0x540001\",\"value\":[" };
    (0..count).map(open).chain((0..count).map(|_| "]}")).collect()
}

/// An item with this value, which is wrong.
fn item(item_type: &str, value: &str) -> String {
    format!("¦{{\"tag\":\"CompromiseDate\",\"type\":\"{item_type}\",\"value\":{value}}}")
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let rows = GRAMMAR.into_iter().chain(OBJECTS).chain(NAMED);
    texts(Encoding::Json, rows, NUMBERS.into_iter().chain(OTHERS), item, nested)
}
