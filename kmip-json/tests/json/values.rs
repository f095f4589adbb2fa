//! The lexical form of every type, and the rows that all encodings share.

use kmip_json::kmip_types::items::Value;
use kmip_json::kmip_types::{ErrorKind, Tag};

use crate::{ANY, accept, both, leaf, read, refuse, structure, tolerate, write};

fn general(item_type: &str, token: &str) -> String {
    format!(r#"{{"tag":"0x420020","type":"{item_type}","value":{token}}}"#)
}

/// The value as it stands in the text, read and written.
fn canonical(item_type: &str, token: &str, value: Value<'_>) {
    let node = leaf(ANY, value);
    both(&format!(r#"{{"tag":"CompromiseDate","type":"{item_type}","value":{token}}}"#), &node);
    accept(&general(item_type, token), &node);
}

fn accepted(item_type: &str, token: &str, value: Value<'_>) {
    accept(&general(item_type, token), &leaf(ANY, value));
}

fn tolerated(item_type: &str, token: &str, kind: ErrorKind, value: Value<'_>) {
    tolerate(&general(item_type, token), kind, &leaf(ANY, value));
}

fn refused(item_type: &str, tokens: &[&str], kind: ErrorKind) {
    for token in tokens {
        refuse(&general(item_type, token), kind);
    }
}

#[test]
fn rows_that_all_encodings_share() {
    canonical("Integer", "8", Value::Integer(8));
    canonical("Integer", "-1", Value::Integer(-1));
    accepted("Integer", r#""0xffffffff""#, Value::Integer(-1));
    canonical("LongInteger", r#""0x01b69b4ba5749200""#, Value::LongInteger(123_456_789_000_000_000));
    let number = 1_234_567_890_000_000_000_000_000_000_i128.to_be_bytes();
    canonical("BigInteger", r#""0x0000000003fd35eb6bc2df4618080000""#, Value::BigInteger(&number[4..]));
    canonical("BigInteger", r#""0x0000000000000000""#, Value::BigInteger(&[0]));
    canonical("BigInteger", r#""0xffffffffffffffff""#, Value::BigInteger(&[0xFF]));
    canonical(
        "BigInteger",
        r#""0x00000000000000008000000000000000""#,
        Value::BigInteger(&(1_i128 << 63).to_be_bytes()),
    );
    canonical("Enumeration", r#""0x000000ff""#, Value::Enumeration(255));
    accepted("Enumeration", "255", Value::Enumeration(255));
    canonical("Boolean", "true", Value::Boolean(true));
    canonical("Boolean", "false", Value::Boolean(false));
    canonical("TextString", r#""Hello World""#, Value::TextString("Hello World"));
    canonical("ByteString", r#""010203""#, Value::ByteString(&[1, 2, 3]));
    canonical("DateTime", r#""2008-03-14T11:56:40+00:00""#, Value::DateTime(0x47DA_67F8));
    accepted("DateTime", r#""0x0000000047da67f8""#, Value::DateTime(0x47DA_67F8));
    canonical("DateTime", r#""1969-12-31T23:59:59+00:00""#, Value::DateTime(-1));
    accepted("DateTime", r#""0xffffffffffffffff""#, Value::DateTime(-1));
    canonical("Interval", "864000", Value::Interval(864_000));
    accepted("Interval", r#""0x000d2f00""#, Value::Interval(864_000));
    canonical("DateTimeExtended", "1205495800000001", Value::DateTimeExtended(1_205_495_800_000_001));
    let id = leaf(Tag::UNIQUE_IDENTIFIER, Value::Identifier("id"));
    both(r#"{"tag":"UniqueIdentifier","type":"Identifier","value":"id"}"#, &id);
    let vendors = leaf(Tag::new(0x54_FFFF), Value::Enumeration(0x8000_0001));
    both(r#"{"tag":"0x54FFFF","type":"Enumeration","value":"0x80000001"}"#, &vendors);
    accept(r#"{"tag":"0x420020","value":[]}"#, &structure(ANY, []));
    both(r#"{"tag":"CompromiseDate","value":[]}"#, &structure(ANY, []));
    both(
        r#"{"tag":"CryptographicUsageMask","type":"Integer","value":"Encrypt|Decrypt|CertificateSign"}"#,
        &leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0x100C)),
    );
    both(
        r#"{"tag":"ObjectType","type":"Enumeration","value":"SymmetricKey"}"#,
        &leaf(Tag::OBJECT_TYPE, Value::Enumeration(2)),
    );
    both(
        r#"{"tag":"AttributeReference","type":"Enumeration","value":"State"}"#,
        &leaf(Tag::ATTRIBUTE_REFERENCE, Value::Enumeration(Tag::STATE.value())),
    );
    canonical("TextString", "\"a<b&\\\"c\\\"\\t\u{391}\"", Value::TextString("a<b&\"c\"\t\u{391}"));
    let nested = structure(
        ANY,
        [leaf(Tag::new(0x42_0004), Value::Enumeration(254)), leaf(Tag::new(0x42_0005), Value::Integer(255))],
    );
    both(
        "{\"tag\":\"CompromiseDate\",\"value\":[\
            {\"tag\":\"ApplicationSpecificInformation\",\"type\":\"Enumeration\",\"value\":\"0x000000fe\"},\
            {\"tag\":\"ArchiveDate\",\"type\":\"Integer\",\"value\":255}\
         ]}",
        &nested,
    );
}

/// The examples of KMIP Profiles §5.5.1, as values of any tag.
#[test]
fn pairs_that_mean_the_same() {
    for (item_type, one, other, value) in [
        ("Integer", "10", r#""0x0000000A""#, Value::Integer(10)),
        ("Integer", "0", r#""0x00000000""#, Value::Integer(0)),
        ("Integer", "1", r#""0x00000001""#, Value::Integer(1)),
        ("LongInteger", "-2", r#""0xfffffffffffffffe""#, Value::LongInteger(-2)),
        ("LongInteger", r#""0x1000000000000000""#, r#""0x1000000000000000""#, Value::LongInteger(1 << 60)),
        ("BigInteger", "0", r#""0x0000000000000000""#, Value::BigInteger(&[0])),
        ("Enumeration", "2", r#""0x00000002""#, Value::Enumeration(2)),
        ("Boolean", "true", r#""0x0000000000000001""#, Value::Boolean(true)),
        ("Boolean", "false", r#""0x0000000000000000""#, Value::Boolean(false)),
        ("ByteString", r#""C50F77""#, r#""c50f77""#, Value::ByteString(&[0xC5, 0x0F, 0x77])),
        ("Interval", "27", r#""0x0000001b""#, Value::Interval(27)),
        ("DateTimeExtended", "-2", r#""0xfffffffffffffffe""#, Value::DateTimeExtended(-2)),
        ("DateTime", r#""2001-01-01T10:00:00Z""#, r#""0x000000003a505520""#, Value::DateTime(0x3A50_5520)),
    ] {
        accepted(item_type, one, value);
        accepted(item_type, other, value);
    }
    both(
        r#"{"tag":"CertificateLink","type":"Reference","value":"b424830c-ba5a-4d16-9d82-c53547635721"}"#,
        &leaf(Tag::CERTIFICATE_LINK, Value::Reference("b424830c-ba5a-4d16-9d82-c53547635721")),
    );
}

#[test]
fn integers() {
    canonical("Integer", "2147483647", Value::Integer(i32::MAX));
    canonical("Integer", "-2147483648", Value::Integer(i32::MIN));
    accepted("Integer", "-0", Value::Integer(0));
    accepted("Integer", r#""0x80000000""#, Value::Integer(i32::MIN));
    accepted("Integer", r#""0x7FFFfFFf""#, Value::Integer(i32::MAX));
    accepted("Integer", r#""\u0030x0000000\u0041""#, Value::Integer(10));
    tolerated("Integer", "8.0", ErrorKind::Number, Value::Integer(8));
    tolerated("Integer", "0.8e1", ErrorKind::Number, Value::Integer(8));
    tolerated("Integer", "1E3", ErrorKind::Number, Value::Integer(1000));
    tolerated("Integer", r#""8""#, ErrorKind::Number, Value::Integer(8));
    tolerated("Integer", r#""-8""#, ErrorKind::Number, Value::Integer(-8));
    tolerated("Integer", r#""0x8""#, ErrorKind::Hex, Value::Integer(8));
    tolerated("Integer", r#""0xffffffF""#, ErrorKind::Hex, Value::Integer(0xFFF_FFFF));
    let numbers = ["2147483648", "-2147483649", "8.5", "1e-1", "1e400", r#""""#, r#""8 ""#, r#""1.0""#, r#""Encrypt""#];
    refused("Integer", &numbers, ErrorKind::Number);
    refused("Integer", &[r#""0X00000001""#, r#"" 0x00000001""#, r#""00000001x""#], ErrorKind::Number);
    refused("Integer", &[r#""0x""#, r#""0x000000000""#, r#""0x0000000g""#, r#""0x0000000 ""#], ErrorKind::Hex);
    refused("Integer", &["true", "null", "{}", "[]", r#"{"a":1}"#], ErrorKind::Syntax);
    refused(
        "Integer",
        &["01", "+1", ".5", "1.", "1e", "0x1", "NaN", "Infinity", "-Infinity", "--1"],
        ErrorKind::Syntax,
    );
}

#[test]
fn long_integers() {
    canonical("LongInteger", "4503599627370495", Value::LongInteger((1 << 52) - 1));
    canonical("LongInteger", "-4503599627370495", Value::LongInteger(1 - (1 << 52)));
    canonical("LongInteger", r#""0x0010000000000000""#, Value::LongInteger(1 << 52));
    canonical("LongInteger", r#""0xfff0000000000000""#, Value::LongInteger(-(1 << 52)));
    canonical("LongInteger", r#""0x7fffffffffffffff""#, Value::LongInteger(i64::MAX));
    canonical("LongInteger", r#""0x8000000000000000""#, Value::LongInteger(i64::MIN));
    tolerated("LongInteger", "4503599627370496", ErrorKind::Number, Value::LongInteger(1 << 52));
    tolerated("LongInteger", "-4503599627370496", ErrorKind::Number, Value::LongInteger(-(1 << 52)));
    // No double is this number.
    tolerated("LongInteger", "9007199254740993", ErrorKind::Number, Value::LongInteger((1 << 53) + 1));
    tolerated("LongInteger", "9223372036854775807", ErrorKind::Number, Value::LongInteger(i64::MAX));
    tolerated("LongInteger", "-9223372036854775808", ErrorKind::Number, Value::LongInteger(i64::MIN));
    tolerated("LongInteger", r#""123456789000000000""#, ErrorKind::Number, Value::LongInteger(123_456_789_000_000_000));
    tolerated("LongInteger", r#""0x1""#, ErrorKind::Hex, Value::LongInteger(1));
    refused("LongInteger", &["9223372036854775808", "-9223372036854775809", "1.5", r#""x""#], ErrorKind::Number);
    refused("LongInteger", &[r#""0x00000000000000001""#, r#""0x000000000000000 ""#], ErrorKind::Hex);
    refused("LongInteger", &["false", "null"], ErrorKind::Syntax);
}

#[test]
fn big_integers() {
    accepted("BigInteger", r#""0x00000000000000FF""#, Value::BigInteger(&[0, 0xFF]));
    accepted("BigInteger", "4503599627370495", Value::BigInteger(&((1_i128 << 52) - 1).to_be_bytes()));
    accepted("BigInteger", "-4503599627370495", Value::BigInteger(&(1 - (1_i128 << 52)).to_be_bytes()));
    accepted("BigInteger", "-1", Value::BigInteger(&[0xFF]));
    accepted("BigInteger", "255", Value::BigInteger(&[0, 0xFF]));
    for n in [1_i128 << 52, -(1 << 52), i128::MAX, i128::MIN] {
        tolerated("BigInteger", &n.to_string(), ErrorKind::Number, Value::BigInteger(&n.to_be_bytes()));
    }
    tolerated("BigInteger", r#""00000000000000ff""#, ErrorKind::Hex, Value::BigInteger(&[0, 0xFF]));
    tolerated("BigInteger", r#""0xff""#, ErrorKind::Length, Value::BigInteger(&[0xFF]));
    tolerated("BigInteger", r#""0x""#, ErrorKind::BigInteger, Value::BigInteger(&[0]));
    let long = r#""0x00000000000000000000000000000001""#;
    tolerated("BigInteger", long, ErrorKind::BigInteger, Value::BigInteger(&[1]));
    tolerated("BigInteger", "1.0", ErrorKind::Number, Value::BigInteger(&[1]));
    refused("BigInteger", &[r#""0x0""#, r#""0x000000000000000g""#, r#""-1""#], ErrorKind::Hex);
    refused("BigInteger", &["0.5", "170141183460469231731687303715884105728"], ErrorKind::Number);
    refused("BigInteger", &["true", "null"], ErrorKind::Syntax);
}

#[test]
fn booleans() {
    tolerated("Boolean", r#""0x1""#, ErrorKind::Hex, Value::Boolean(true));
    refused("Boolean", &[r#""true""#, r#""""#, r#""1""#, r#""0x0000000000000002""#], ErrorKind::Boolean);
    refused("Boolean", &[r#""0x""#, r#""0x00000000000000001""#], ErrorKind::Hex);
    refused("Boolean", &["1", "0", "null", "True", "FALSE", "yes"], ErrorKind::Syntax);
}

#[test]
fn texts() {
    for (item_type, value) in [
        ("TextString", Value::TextString(" a\u{0}\u{A0}\u{FFFF}")),
        ("Identifier", Value::Identifier(" a\u{0}\u{A0}\u{FFFF}")),
        ("Reference", Value::Reference(" a\u{0}\u{A0}\u{FFFF}")),
        ("NameReference", Value::NameReference(" a\u{0}\u{A0}\u{FFFF}")),
    ] {
        canonical(item_type, "\" a\\u0000\u{A0}\u{FFFF}\"", value);
        accepted(item_type, r#""\u0020a\u0000\u00A0\uffff""#, value);
        refused(item_type, &["1", "true", "null"], ErrorKind::Syntax);
    }
    canonical("TextString", r#""""#, Value::TextString(""));
    canonical("TextString", r#""\b\t\n\f\r\"\\/\u001f""#, Value::TextString("\u{8}\t\n\u{C}\r\"\\/\u{1F}"));
    accepted("TextString", r#""\/\ud83d\uDD11""#, Value::TextString("/\u{1F511}"));
    for half in [r#""\ud83d""#, r#""\udd11""#, r#""\udd11\ud83d""#, r#""\ud83dx""#, r#""\ud83d\n""#] {
        refused("TextString", &[half], ErrorKind::Syntax);
    }
    refused("TextString", &["\"\n\"", "\"\t\"", "\"\0\"", r#""\x41""#, r#""\u004""#, "'a'"], ErrorKind::Syntax);
    accept(r#"{"tag":"0x420020","type":"Name Reference","value":"n"}"#, &leaf(ANY, Value::NameReference("n")));
}

#[test]
fn byte_strings() {
    canonical("ByteString", r#""""#, Value::ByteString(&[]));
    canonical("ByteString", r#""00ff80""#, Value::ByteString(&[0, 0xFF, 0x80]));
    accepted("ByteString", r#""aBcDeF""#, Value::ByteString(&[0xAB, 0xCD, 0xEF]));
    accepted("ByteString", r#""a\u0062""#, Value::ByteString(&[0xAB]));
    refused(
        "ByteString",
        &[r#""0""#, r#""0x00""#, r#""00 00""#, r#"" 00""#, r#""0g""#, "\"00\u{391}\""],
        ErrorKind::Hex,
    );
    refused("ByteString", &["0", "true", "null"], ErrorKind::Syntax);
    let key: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let node = leaf(Tag::KEY_MATERIAL, Value::ByteString(&key));
    assert_eq!(read(&write(&node).unwrap()), Ok(node));
}

#[test]
fn dates() {
    canonical("DateTime", r#""2013-06-26T09:09:17+00:00""#, Value::DateTime(0x51CA_AFBD));
    canonical("DateTime", r#""0001-01-01T00:00:00+00:00""#, Value::DateTime(-62_135_596_800));
    canonical("DateTime", r#""9999-12-31T23:59:59+00:00""#, Value::DateTime(253_402_300_799));
    canonical("DateTime", r#""0x0000003afff44180""#, Value::DateTime(253_402_300_800));
    canonical("DateTime", r#""0xfffffff1886e08ff""#, Value::DateTime(-62_135_596_801));
    canonical("DateTime", r#""0x7fffffffffffffff""#, Value::DateTime(i64::MAX));
    canonical("DateTime", r#""0x8000000000000000""#, Value::DateTime(i64::MIN));
    accepted("DateTime", r#""2001-01-01T10:00:00+10:00""#, Value::DateTime(978_307_200));
    accepted("DateTime", r#""2001-01-01T10:00:00.75-14:00""#, Value::DateTime(978_393_600));
    accepted("DateTime", r#""2000-12-31T24:00:00Z""#, Value::DateTime(978_307_200));
    tolerated("DateTime", r#""2001-01-01T00:00:00""#, ErrorKind::Date, Value::DateTime(978_307_200));
    tolerated("DateTime", r#""2001-01-01t00:00:00z""#, ErrorKind::Date, Value::DateTime(978_307_200));
    tolerated("DateTime", r#""0x3a4fc880""#, ErrorKind::Hex, Value::DateTime(978_307_200));
    tolerated("DateTime", "978307200", ErrorKind::Syntax, Value::DateTime(978_307_200));
    tolerated("DateTime", "-9223372036854775808", ErrorKind::Syntax, Value::DateTime(i64::MIN));
    refused(
        "DateTime",
        &[r#""""#, r#""978307200""#, r#""2001-01-01""#, r#""2001-01-01T00:00:60Z""#, r#""2001-02-29T00:00:00Z""#],
        ErrorKind::Date,
    );
    refused("DateTime", &["true", "null"], ErrorKind::Syntax);
}

#[test]
fn extended_dates() {
    canonical("DateTimeExtended", "2", Value::DateTimeExtended(2));
    canonical("DateTimeExtended", "4503599627370495", Value::DateTimeExtended((1 << 52) - 1));
    canonical("DateTimeExtended", "-4503599627370495", Value::DateTimeExtended(1 - (1 << 52)));
    canonical("DateTimeExtended", r#""0x0010000000000000""#, Value::DateTimeExtended(1 << 52));
    canonical("DateTimeExtended", r#""0xfff0000000000000""#, Value::DateTimeExtended(-(1 << 52)));
    canonical("DateTimeExtended", r#""0x8000000000000000""#, Value::DateTimeExtended(i64::MIN));
    let value = Value::DateTimeExtended(1_205_495_800_000_001);
    accepted("DateTimeExtended", r#""0x000448645ceFee01""#, value);
    tolerated("DateTimeExtended", "4503599627370496", ErrorKind::Number, Value::DateTimeExtended(1 << 52));
    tolerated("DateTimeExtended", r#""2008-03-14T11:56:40.000001Z""#, ErrorKind::Number, value);
    tolerated("DateTimeExtended", r#""1205495800000001""#, ErrorKind::Number, value);
    tolerated("DateTimeExtended", r#""0x2""#, ErrorKind::Hex, Value::DateTimeExtended(2));
    refused("DateTimeExtended", &[r#""""#, "1.5", "9223372036854775808", r#""2008-03-14""#], ErrorKind::Number);
    refused("DateTimeExtended", &["true", "null"], ErrorKind::Syntax);
}

#[test]
fn intervals() {
    canonical("Interval", "0", Value::Interval(0));
    canonical("Interval", "4294967295", Value::Interval(u32::MAX));
    accepted("Interval", r#""0xffffffff""#, Value::Interval(u32::MAX));
    tolerated("Interval", r#""27""#, ErrorKind::Number, Value::Interval(27));
    tolerated("Interval", r#""0x1b""#, ErrorKind::Hex, Value::Interval(27));
    tolerated("Interval", "2.7e1", ErrorKind::Number, Value::Interval(27));
    refused("Interval", &["-1", "4294967296", "1.5", r#""-1""#, r#""""#], ErrorKind::Number);
    refused("Interval", &["true", "null"], ErrorKind::Syntax);
}

#[test]
fn structures() {
    accept(r#"{"tag":"BatchItem","value":null}"#, &structure(Tag::BATCH_ITEM, []));
    accept(r#"{"tag":"BatchItem","type":"Structure","value":[]}"#, &structure(Tag::BATCH_ITEM, []));
    accept(r#"{"tag":"BatchItem","type":"Structure","value":null}"#, &structure(Tag::BATCH_ITEM, []));
    tolerate(r#"{"tag":"BatchItem"}"#, ErrorKind::Syntax, &structure(Tag::BATCH_ITEM, []));
    tolerate(r#"{"tag":"BatchItem","type":"Structure"}"#, ErrorKind::Syntax, &structure(Tag::BATCH_ITEM, []));
    for token in ["{}", "1", "true", r#""""#, r#""null""#, "[1]", "[null]", "[[]]", r#"["x"]"#, "[{}]"] {
        refuse(&format!(r#"{{"tag":"BatchItem","value":{token}}}"#), ErrorKind::Syntax);
    }
}
