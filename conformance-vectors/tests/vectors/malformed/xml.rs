//! XML: texts that are no items.
//!
//! The mark stands where the reader has to refuse them.
//!
//! An element that is wrong is refused where it starts, what stands between elements where it stands.

use kmip::ErrorKind::*;
use kmip::encoding::Encoding;

use super::{Literal, Malformed, OfValue, texts};

const DOCUMENTS: [Literal; 26] = [
    ("empty", Truncated, "¦", "No text at all."),
    ("blank", Truncated, " \n\t¦", "White space alone."),
    ("comment-alone", Truncated, "<!-- nothing -->¦", "A comment alone."),
    ("start-tag-cut", Truncated, "¦<BatchCount type=\"Integer\" value=\"1\"", "A tag without its end."),
    ("start-tag-cut-in-value", Truncated, "¦<BatchCount type=\"Integer\" value=\"1", "A value without its end."),
    (
        "structure-open",
        Truncated,
        "¦<RequestPayload><BatchCount type=\"Integer\" value=\"1\"/>",
        "A structure without its end.",
    ),
    ("comment-open", Truncated, "<RequestPayload>¦<!-- ", "A comment without its end."),
    ("end-tag-wrong", Syntax, "<RequestPayload>¦</ResponsePayload>", "Another element ends."),
    ("end-tag-alone", Syntax, "¦</RequestPayload>", "An element ends that has not begun."),
    ("doctype", Doctype, "¦<!DOCTYPE RequestPayload><RequestPayload/>", "A document type declaration."),
    (
        "doctype-entities",
        Doctype,
        "¦<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><RequestPayload/>",
        "Entities that could grow.",
    ),
    ("doctype-external", Doctype, "¦<!DOCTYPE a SYSTEM \"file:///etc/hosts\"><RequestPayload/>", "An external subset."),
    ("doctype-inside", Doctype, "<RequestPayload>¦<!DOCTYPE a></RequestPayload>", "A declaration inside an element."),
    ("cdata", Syntax, "<RequestPayload>¦<![CDATA[ ]]></RequestPayload>", "A CDATA section, even a blank one."),
    ("text-inside", Syntax, "<RequestPayload>¦x</RequestPayload>", "Text inside a structure."),
    ("text-behind-blanks", Syntax, "<RequestPayload>\n  ¦x</RequestPayload>", "Text behind white space."),
    ("reference-inside", Syntax, "<RequestPayload>¦&#32;</RequestPayload>", "A reference is text, even to a space."),
    ("text-before", Syntax, "¦x<RequestPayload/>", "Text before the item."),
    ("text-after", TrailingData, "<RequestPayload/>¦x", "Text behind the item."),
    ("second-root", TrailingData, "<RequestPayload/>\n¦<RequestPayload/>", "A second item."),
    ("declaration-1-1", Syntax, "¦<?xml version=\"1.1\"?><RequestPayload/>", "XML 1.1."),
    (
        "declaration-utf-16",
        Syntax,
        "¦<?xml version=\"1.0\" encoding=\"UTF-16\"?><RequestPayload/>",
        "An encoding that is not UTF-8.",
    ),
    (
        "declaration-late",
        Syntax,
        "\n¦<?xml version=\"1.0\"?><RequestPayload/>",
        "A declaration that is not the first thing.",
    ),
    (
        "declaration-twice",
        Syntax,
        "<?xml version=\"1.0\"?>¦<?xml version=\"1.0\"?><RequestPayload/>",
        "A second declaration.",
    ),
    (
        "instruction-xml",
        Syntax,
        "<RequestPayload>¦<?XML a?></RequestPayload>",
        "An instruction with a name that is reserved.",
    ),
    ("json", Syntax, "¦{\"tag\":\"RequestPayload\",\"value\":[]}", "JSON instead of XML."),
];

const ELEMENTS: [Literal; 38] = [
    ("name-unknown", UnknownName, "¦<NoSuchTag type=\"Integer\" value=\"1\"/>", "A name that no table has."),
    ("name-case", UnknownName, "¦<BATCHCOUNT type=\"Integer\" value=\"1\"/>", "A name in the wrong case."),
    (
        "name-unknown-inside",
        UnknownName,
        "<RequestPayload>¦<NoSuchTag/></RequestPayload>",
        "A name that no table has, in a structure.",
    ),
    (
        "name-hexadecimal-range",
        UnknownName,
        "¦<x430001 type=\"Integer\" value=\"1\"/>",
        "A tag as name that no item can have.",
    ),
    ("tag-absent", Syntax, "¦<TTLV type=\"Integer\" value=\"1\"/>", "The general form without a tag."),
    ("tag-decimal", Hex, "¦<TTLV tag=\"4325389\" type=\"Integer\" value=\"1\"/>", "A tag in decimal."),
    ("tag-without-prefix", Hex, "¦<TTLV tag=\"42000d\" type=\"Integer\" value=\"1\"/>", "A tag without 0x."),
    ("tag-short", Hex, "¦<TTLV tag=\"0x42000\" type=\"Integer\" value=\"1\"/>", "A tag of five digits."),
    ("tag-long", Hex, "¦<TTLV tag=\"0x0042000d\" type=\"Integer\" value=\"1\"/>", "A tag of eight digits."),
    ("tag-43", InvalidTag, "¦<TTLV tag=\"0x430001\" type=\"Integer\" value=\"1\"/>", "A tag that no item can have."),
    (
        "tag-41",
        InvalidTag,
        "¦<TTLV tag=\"0x41FFFF\" type=\"Integer\" value=\"1\"/>",
        "The number before those of the standard.",
    ),
    (
        "tag-disagrees",
        WrongTag,
        "¦<BatchCount tag=\"0x42006a\" type=\"Integer\" value=\"1\"/>",
        "A tag and the name of another one.",
    ),
    ("type-unknown", UnknownType, "¦<BatchCount type=\"Int\" value=\"1\"/>", "A type that there is not."),
    ("type-empty", UnknownType, "¦<BatchCount type=\"\" value=\"1\"/>", "A type without a name."),
    ("type-code", UnknownType, "¦<BatchCount type=\"2\" value=\"1\"/>", "A type by its code."),
    ("value-absent", Syntax, "¦<BatchCount type=\"Integer\"/>", "An Integer without a value."),
    ("type-absent", Syntax, "¦<BatchCount value=\"1\"/>", "A value without a type: a structure has none."),
    ("structure-with-value", Syntax, "¦<RequestPayload type=\"Structure\" value=\"\"/>", "A structure with a value."),
    (
        "scalar-with-child",
        Syntax,
        "<BatchCount type=\"Integer\" value=\"1\">¦<BatchCount type=\"Integer\" value=\"1\"/></BatchCount>",
        "An item inside an Integer.",
    ),
    ("scalar-with-text", Syntax, "<Comment type=\"TextString\" value=\"a\">¦b</Comment>", "Text inside a text."),
    ("attribute-twice", Syntax, "¦<BatchCount type=\"Integer\" type=\"Integer\" value=\"1\"/>", "An attribute twice."),
    ("value-twice", Syntax, "¦<BatchCount type=\"Integer\" value=\"1\" value=\"2\"/>", "Two values."),
    (
        "attribute-unknown",
        Syntax,
        "¦<BatchCount type=\"Integer\" value=\"1\" unit=\"s\"/>",
        "An attribute that there is not.",
    ),
    ("attribute-case", Syntax, "¦<BatchCount Type=\"Integer\" value=\"1\"/>", "An attribute in the wrong case."),
    ("attribute-without-quotes", Syntax, "¦<BatchCount type=Integer value=\"1\"/>", "A value without quotes."),
    ("attribute-without-value", Syntax, "¦<BatchCount type value=\"1\"/>", "An attribute without a value."),
    ("attributes-not-separated", Syntax, "¦<BatchCount type=\"Integer\"value=\"1\"/>", "No space between attributes."),
    (
        "attribute-half-quoted",
        Truncated,
        "¦<BatchCount type=Boolean\" value=\"true\"/>",
        "One quote of two: the last value does not end, and so neither does the tag.",
    ),
    ("less-than-in-value", Syntax, "¦<Comment type=\"TextString\" value=\"a<b\"/>", "An unescaped less-than sign."),
    ("ampersand-in-value", Syntax, "¦<Comment type=\"TextString\" value=\"a & b\"/>", "An unescaped ampersand."),
    ("entity-unknown", Syntax, "¦<Comment type=\"TextString\" value=\"&nbsp;\"/>", "An entity of HTML."),
    ("reference-null", Syntax, "¦<Comment type=\"TextString\" value=\"&#0;\"/>", "A reference to U+0000."),
    (
        "reference-control",
        Syntax,
        "¦<Comment type=\"TextString\" value=\"&#x1B;\"/>",
        "A reference to a character that XML cannot hold.",
    ),
    (
        "reference-surrogate",
        Syntax,
        "¦<Comment type=\"TextString\" value=\"&#xD800;\"/>",
        "A reference to half of a pair.",
    ),
    (
        "reference-beyond-unicode",
        Syntax,
        "¦<Comment type=\"TextString\" value=\"&#x110000;\"/>",
        "A reference to no character.",
    ),
    ("reference-open", Syntax, "¦<Comment type=\"TextString\" value=\"&lt\"/>", "A reference without its semicolon."),
    (
        "control-in-value",
        Syntax,
        "¦<Comment type=\"TextString\" value=\"\u{1}\"/>",
        "A character that XML cannot hold.",
    ),
    ("noncharacter-in-value", Syntax, "¦<Comment type=\"TextString\" value=\"\u{FFFE}\"/>", "U+FFFE."),
];

const NAMESPACES: [Literal; 4] = [
    ("namespace-foreign", Namespace, "¦<RequestPayload xmlns=\"urn:example\"/>", "Another namespace."),
    (
        "namespace-foreign-inside",
        Namespace,
        "<RequestPayload>¦<BatchCount xmlns=\"urn:example\" type=\"Integer\" value=\"1\"/></RequestPayload>",
        "Another namespace inside.",
    ),
    ("prefix-unbound", Namespace, "¦<k:RequestPayload/>", "A prefix that stands for nothing."),
    (
        "prefix-foreign",
        Namespace,
        "¦<k:RequestPayload xmlns:k=\"urn:example\"/>",
        "A prefix that stands for another namespace.",
    ),
];

const NUMBERS: [OfValue; 24] = [
    ("integer-empty", Number, "Integer", "", "No digits."),
    ("integer-word", Number, "Integer", "one", "No number."),
    ("integer-2-31", Number, "Integer", "2147483648", "One more than the largest Integer."),
    ("integer-below-minus-2-31", Number, "Integer", "-2147483649", "One less than the smallest Integer."),
    ("integer-fraction", Number, "Integer", "1.0", "A fraction."),
    ("integer-exponent", Number, "Integer", "1e3", "An exponent."),
    ("integer-space", Number, "Integer", "1 2", "A space inside."),
    ("integer-hexadecimal-short", Hex, "Integer", "0x1", "Hexadecimal digits that are not eight."),
    ("integer-hexadecimal-long", Hex, "Integer", "0x000000001", "Nine hexadecimal digits."),
    ("integer-arabic-digit", Number, "Integer", "\u{661}", "A digit that is not one of ASCII."),
    ("long-integer-2-63", Number, "LongInteger", "9223372036854775808", "One more than the largest Long Integer."),
    (
        "long-integer-hexadecimal",
        Number,
        "LongInteger",
        "0x0000000000000008",
        "A Long Integer has no hexadecimal form in XML.",
    ),
    ("interval-negative", Number, "Interval", "-1", "An Interval below zero."),
    ("interval-2-32", Number, "Interval", "4294967296", "One more than the longest Interval."),
    (
        "date-time-extended-text",
        Number,
        "DateTimeExtended",
        "2008-03-14T11:56:40.000001Z",
        "A date and time, where a number has to stand.",
    ),
    ("boolean-upper-case", Boolean, "Boolean", "True", "A word in the wrong case."),
    ("boolean-yes", Boolean, "Boolean", "yes", "Another word."),
    ("boolean-2", Boolean, "Boolean", "2", "Another number."),
    ("boolean-empty", Boolean, "Boolean", "", "Nothing."),
    ("bytes-odd", Hex, "ByteString", "abc", "Three digits."),
    ("bytes-prefix", Hex, "ByteString", "0x00", "A Byte String has no prefix."),
    ("bytes-space", Hex, "ByteString", "00 11", "A space between bytes."),
    ("bytes-letter", Hex, "ByteString", "0g", "A letter that is no digit."),
    ("bytes-base64", Hex, "ByteString", "AQID", "Base 64."),
];

const OTHERS: [OfValue; 26] = [
    ("big-integer-empty", BigInteger, "BigInteger", "", "No digits."),
    ("big-integer-odd", Hex, "BigInteger", "000000000000001", "Fifteen digits."),
    ("big-integer-short", Length, "BigInteger", "01", "One byte, not extended to eight."),
    ("big-integer-zeros", BigInteger, "BigInteger", "00000000000000000000000000000001", "Eight superfluous bytes."),
    (
        "big-integer-ones",
        BigInteger,
        "BigInteger",
        "fffffffffffffffffffffffffffffffe",
        "Eight superfluous bytes of a negative number.",
    ),
    ("big-integer-prefix", Hex, "BigInteger", "0x0000000000000001", "A Big Integer has no prefix in XML."),
    ("big-integer-minus", Hex, "BigInteger", "-1", "A sign."),
    ("enumeration-empty", UnknownName, "Enumeration", "", "No name."),
    ("enumeration-without-table", UnknownName, "Enumeration", "Active", "A name under a tag that has no table."),
    ("enumeration-decimal", UnknownName, "Enumeration", "255", "A value in decimal."),
    ("enumeration-long", Hex, "Enumeration", "0x0000000ff", "Nine hexadecimal digits."),
    ("enumeration-prefix-alone", Hex, "Enumeration", "0x", "A prefix without digits."),
    ("date-time-empty", Date, "DateTime", "", "Nothing."),
    ("date-time-no-zone", Date, "DateTime", "2008-03-14T11:56:40", "No zone."),
    ("date-time-no-time", Date, "DateTime", "2008-03-14", "A date without a time."),
    ("date-time-space", Date, "DateTime", "2008-03-14 11:56:40Z", "A space instead of T."),
    ("date-time-month-13", Date, "DateTime", "2008-13-14T11:56:40Z", "No such month."),
    ("date-time-30-february", Date, "DateTime", "2008-02-30T11:56:40Z", "No such day."),
    ("date-time-1900-leap-day", Date, "DateTime", "1900-02-29T00:00:00Z", "1900 was no leap year."),
    ("date-time-hour-25", Date, "DateTime", "2008-03-14T25:00:00Z", "No such hour."),
    ("date-time-leap-second", Date, "DateTime", "2016-12-31T23:59:60Z", "POSIX time has no leap seconds."),
    ("date-time-year-0", Date, "DateTime", "0000-01-01T00:00:00Z", "There was no year 0."),
    ("date-time-year-10000", Date, "DateTime", "10000-01-01T00:00:00Z", "A year of five digits."),
    ("date-time-zone-15", Date, "DateTime", "2008-03-14T11:56:40+15:00", "No zone is so far off."),
    ("date-time-seconds", Date, "DateTime", "1205495800", "A number of seconds."),
    ("date-time-hexadecimal-short", Hex, "DateTime", "0x47da67f8", "Eight hexadecimal digits instead of sixteen."),
];

const NAMED: [Literal; 7] = [
    (
        "enumeration-unknown",
        UnknownName,
        "¦<ObjectType type=\"Enumeration\" value=\"Nonsense\"/>",
        "A name that the table does not have.",
    ),
    (
        "enumeration-of-another",
        UnknownName,
        "¦<ObjectType type=\"Enumeration\" value=\"Active\"/>",
        "A name of another table.",
    ),
    (
        "mask-unknown",
        UnknownName,
        "¦<CryptographicUsageMask type=\"Integer\" value=\"Encrypt Nonsense\"/>",
        "A bit that the table does not have.",
    ),
    (
        "mask-empty",
        UnknownName,
        "¦<CryptographicUsageMask type=\"Integer\" value=\"\"/>",
        "A mask without components: zero is written 0.",
    ),
    (
        "mask-bar",
        UnknownName,
        "¦<CryptographicUsageMask type=\"Integer\" value=\"Encrypt|Decrypt\"/>",
        "The separator of JSON.",
    ),
    (
        "mask-hexadecimal-long",
        Hex,
        "¦<CryptographicUsageMask type=\"Integer\" value=\"Encrypt 0x000000008\"/>",
        "A component of nine digits.",
    ),
    (
        "attribute-value-without-name",
        UnknownName,
        "<Attribute><AttributeName type=\"TextString\" value=\"x-shelf\"/>¦<AttributeValue type=\"Enumeration\" value=\"Active\"/></Attribute>",
        "The attribute has no table.",
    ),
];

/// Structures in one another; the mark stands before the 33rd.
fn nested(count: usize) -> String {
    let open = |n| if n == 32 { "¦<TTLV tag=\"0x540001\">" } else { "<TTLV tag=\"0x540001\">" };
    (0..count).map(open).chain((0..count).map(|_| "</TTLV>")).collect()
}

/// An item with this value, which is wrong.
fn item(item_type: &str, value: &str) -> String {
    format!("¦<CompromiseDate type=\"{item_type}\" value=\"{value}\"/>")
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let rows = DOCUMENTS.into_iter().chain(ELEMENTS).chain(NAMESPACES).chain(NAMED);
    texts(Encoding::Xml, rows, NUMBERS.into_iter().chain(OTHERS), item, nested)
}
