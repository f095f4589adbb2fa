//! The lexical form of every type, and the rows that all encodings share.

use kmip_xml::kmip_types::items::Value;
use kmip_xml::kmip_types::{ErrorKind, Tag};

use crate::{ANY, accept, both, leaf, read, refuse, structure, tolerate, write};

/// The value as it stands in the text, read and written.
fn canonical(item_type: &str, text: &str, value: Value<'_>) {
    let node = leaf(ANY, value);
    both(&format!(r#"<CompromiseDate type="{item_type}" value="{text}"/>"#), &node);
    accept(&format!(r#"<TTLV tag="0x420020" type="{item_type}" value="{text}"/>"#), &node);
}

fn accepted(item_type: &str, text: &str, value: Value<'_>) {
    accept(&format!(r#"<TTLV tag="0x420020" type="{item_type}" value="{text}"/>"#), &leaf(ANY, value));
}

fn tolerated(item_type: &str, text: &str, kind: ErrorKind, value: Value<'_>) {
    tolerate(&format!(r#"<TTLV tag="0x420020" type="{item_type}" value="{text}"/>"#), kind, &leaf(ANY, value));
}

fn refused(item_type: &str, texts: &[&str], kind: ErrorKind) {
    for text in texts {
        refuse(&format!(r#"<TTLV tag="0x420020" type="{item_type}" value="{text}"/>"#), kind);
    }
}

#[test]
fn rows_that_all_encodings_share() {
    canonical("Integer", "8", Value::Integer(8));
    canonical("Integer", "-1", Value::Integer(-1));
    canonical("LongInteger", "123456789000000000", Value::LongInteger(0x01B6_9B4B_A574_9200));
    let number = 1_234_567_890_000_000_000_000_000_000_i128.to_be_bytes();
    canonical("BigInteger", "0000000003fd35eb6bc2df4618080000", Value::BigInteger(&number[4..]));
    canonical("BigInteger", "0000000000000000", Value::BigInteger(&[0]));
    canonical("BigInteger", "ffffffffffffffff", Value::BigInteger(&[0xFF]));
    canonical("BigInteger", "00000000000000008000000000000000", Value::BigInteger(&(1_i128 << 63).to_be_bytes()));
    canonical("Enumeration", "0x000000ff", Value::Enumeration(255));
    canonical("Boolean", "true", Value::Boolean(true));
    canonical("Boolean", "false", Value::Boolean(false));
    canonical("TextString", "Hello World", Value::TextString("Hello World"));
    canonical("ByteString", "010203", Value::ByteString(&[1, 2, 3]));
    canonical("DateTime", "2008-03-14T11:56:40+00:00", Value::DateTime(0x47DA_67F8));
    canonical("DateTime", "1969-12-31T23:59:59+00:00", Value::DateTime(-1));
    canonical("Interval", "864000", Value::Interval(864_000));
    canonical("DateTimeExtended", "1205495800000001", Value::DateTimeExtended(1_205_495_800_000_001));
    let id = leaf(Tag::UNIQUE_IDENTIFIER, Value::Identifier("id"));
    both(r#"<UniqueIdentifier type="Identifier" value="id"/>"#, &id);
    let vendors = leaf(Tag::new(0x54_FFFF), Value::Enumeration(0x8000_0001));
    both(r#"<TTLV tag="0x54FFFF" type="Enumeration" value="0x80000001"/>"#, &vendors);
    accept(r#"<TTLV tag="0x420020"/>"#, &structure(ANY, []));
    both("<CompromiseDate/>", &structure(ANY, []));
    both(
        r#"<CryptographicUsageMask type="Integer" value="Encrypt Decrypt CertificateSign"/>"#,
        &leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0x100C)),
    );
    both(r#"<ObjectType type="Enumeration" value="SymmetricKey"/>"#, &leaf(Tag::OBJECT_TYPE, Value::Enumeration(2)));
    both(
        r#"<AttributeReference type="Enumeration" value="State"/>"#,
        &leaf(Tag::ATTRIBUTE_REFERENCE, Value::Enumeration(Tag::STATE.value())),
    );
    canonical("TextString", "a&lt;b&amp;&quot;c&quot;&#9;\u{391}", Value::TextString("a<b&\"c\"\t\u{391}"));
    let nested = structure(
        ANY,
        [leaf(Tag::new(0x42_0004), Value::Enumeration(254)), leaf(Tag::new(0x42_0005), Value::Integer(255))],
    );
    both(
        "<CompromiseDate>\
            <ApplicationSpecificInformation type=\"Enumeration\" value=\"0x000000fe\"/>\
            <ArchiveDate type=\"Integer\" value=\"255\"/>\
         </CompromiseDate>",
        &nested,
    );
}

#[test]
fn integers() {
    canonical("Integer", "2147483647", Value::Integer(i32::MAX));
    canonical("Integer", "-2147483648", Value::Integer(i32::MIN));
    accepted("Integer", "+008", Value::Integer(8));
    accepted("Integer", " 8\t", Value::Integer(8));
    accepted("Integer", "&#32;&#x38;", Value::Integer(8));
    accepted("Integer", "0xFFFFFFFF", Value::Integer(-1));
    refused(
        "Integer",
        &["", "2147483648", "-2147483649", "1 2", "1.0", "1e3", "eight", "0X00000001"],
        ErrorKind::Number,
    );
    refused("Integer", &["0x", "0x000000000", "0x0000000g"], ErrorKind::Hex);
    tolerated("Integer", "0x8", ErrorKind::Hex, Value::Integer(8));
}

#[test]
fn long_integers() {
    canonical("LongInteger", "9223372036854775807", Value::LongInteger(i64::MAX));
    canonical("LongInteger", "-9223372036854775808", Value::LongInteger(i64::MIN));
    canonical("LongInteger", "9007199254740993", Value::LongInteger(9_007_199_254_740_993));
    tolerated("LongInteger", "0xfffffffffffffffe", ErrorKind::Number, Value::LongInteger(-2));
    refused("LongInteger", &["", "9223372036854775808", "1.5", "- 1"], ErrorKind::Number);
}

#[test]
fn big_integers() {
    accepted("BigInteger", " 00000000000000FF\n", Value::BigInteger(&[0, 0xFF]));
    refused("BigInteger", &["0", "000000000000000g", "00000000 00000000", "-1"], ErrorKind::Hex);
    tolerated("BigInteger", "0x00000000000000ff", ErrorKind::Hex, Value::BigInteger(&[0, 0xFF]));
    tolerated("BigInteger", "ff", ErrorKind::Length, Value::BigInteger(&[0xFF]));
    tolerated("BigInteger", "0010001000", ErrorKind::Length, Value::BigInteger(&[0x10, 0, 0x10, 0]));
    tolerated("BigInteger", "", ErrorKind::BigInteger, Value::BigInteger(&[0]));
    tolerated("BigInteger", "00000000000000000000000000000001", ErrorKind::BigInteger, Value::BigInteger(&[1]));
}

#[test]
fn booleans() {
    accepted("Boolean", "1", Value::Boolean(true));
    accepted("Boolean", " 0 ", Value::Boolean(false));
    refused("Boolean", &["", "True", "FALSE", "yes", "2", "01", "0x0000000000000001"], ErrorKind::Boolean);
}

#[test]
fn texts_are_not_trimmed() {
    for (item_type, value) in [
        ("TextString", Value::TextString(" a \u{A0}")),
        ("Identifier", Value::Identifier(" a \u{A0}")),
        ("Reference", Value::Reference(" a \u{A0}")),
        ("NameReference", Value::NameReference(" a \u{A0}")),
    ] {
        canonical(item_type, " a \u{A0}", value);
        accepted(item_type, "\ta\n\u{A0}", value);
    }
    canonical("TextString", "", Value::TextString(""));
    canonical("TextString", "&#9;&#10;&#13;'>", Value::TextString("\t\n\r'>"));
    accepted("TextString", "&lt;&gt;&amp;&apos;&quot;&#913;&#x1F511;", Value::TextString("<>&'\"\u{391}\u{1F511}"));
    refused("TextString", &["a<b", "a&b", "&nbsp;", "&#0;", "&#xFFFF;", "\u{1}", "\u{FFFE}"], ErrorKind::Syntax);
}

#[test]
fn byte_strings() {
    canonical("ByteString", "", Value::ByteString(&[]));
    canonical("ByteString", "00ff80", Value::ByteString(&[0, 0xFF, 0x80]));
    accepted("ByteString", " aBcDeF ", Value::ByteString(&[0xAB, 0xCD, 0xEF]));
    accepted("ByteString", "a&#98;", Value::ByteString(&[0xAB]));
    refused("ByteString", &["0", "0x00", "00 00", "0g", "00\u{391}"], ErrorKind::Hex);
    let key: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let node = leaf(Tag::KEY_MATERIAL, Value::ByteString(&key));
    assert_eq!(read(&write(&node).unwrap()), Ok(node));
}

#[test]
fn dates() {
    canonical("DateTime", "2013-06-26T09:09:17+00:00", Value::DateTime(0x51CA_AFBD));
    canonical("DateTime", "0001-01-01T00:00:00+00:00", Value::DateTime(-62_135_596_800));
    canonical("DateTime", "9999-12-31T23:59:59+00:00", Value::DateTime(253_402_300_799));
    canonical("DateTime", "0x0000003afff44180", Value::DateTime(253_402_300_800));
    canonical("DateTime", "0x8000000000000000", Value::DateTime(i64::MIN));
    accepted("DateTime", "2001-01-01T10:00:00+10:00", Value::DateTime(978_307_200));
    accepted("DateTime", " 2001-01-01T00:00:00Z ", Value::DateTime(978_307_200));
    accepted("DateTime", "2001-01-01T10:00:00.75-14:00", Value::DateTime(978_393_600));
    accepted("DateTime", "2000-12-31T24:00:00Z", Value::DateTime(978_307_200));
    tolerated("DateTime", "2001-01-01T00:00:00", ErrorKind::Date, Value::DateTime(978_307_200));
    tolerated("DateTime", "2001-01-01t00:00:00z", ErrorKind::Date, Value::DateTime(978_307_200));
    tolerated("DateTime", "0x3a4fc880", ErrorKind::Hex, Value::DateTime(978_307_200));
    refused(
        "DateTime",
        &["", "978307200", "2001-01-01", "2001-01-01T00:00:60Z", "2001-02-29T00:00:00Z"],
        ErrorKind::Date,
    );
}

#[test]
fn extended_dates() {
    canonical("DateTimeExtended", "2", Value::DateTimeExtended(2));
    canonical("DateTimeExtended", "-9223372036854775808", Value::DateTimeExtended(i64::MIN));
    let value = Value::DateTimeExtended(1_205_495_800_000_001);
    tolerated("DateTimeExtended", "2008-03-14T11:56:40.000001Z", ErrorKind::Number, value);
    tolerated("DateTimeExtended", "0x000448645ceFee01", ErrorKind::Number, value);
    refused("DateTimeExtended", &["", "1.5", "9223372036854775808", "2008-03-14"], ErrorKind::Number);
}

#[test]
fn intervals() {
    canonical("Interval", "4294967295", Value::Interval(u32::MAX));
    accepted("Interval", "007", Value::Interval(7));
    tolerated("Interval", "0x0000001b", ErrorKind::Number, Value::Interval(27));
    refused("Interval", &["", "-1", "4294967296", "1.0"], ErrorKind::Number);
}
