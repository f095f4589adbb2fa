//! Tests of values that are names.
//!
//! They are enumerations, masks, Attribute Values, the spellings of versions and vendors.

use kmip_json::kmip_types::items::Value;
use kmip_json::kmip_types::names::VendorNames;
use kmip_json::kmip_types::{ErrorKind, Tag};
use kmip_json::{ReaderOptions, WriterOptions};

use crate::shared_names::attribute;
use crate::{accept, both, leaf, read_with, refuse, structure, tolerate, write_with};

const ALGORITHM: Tag = Tag::CRYPTOGRAPHIC_ALGORITHM;
const MASK: Tag = Tag::CRYPTOGRAPHIC_USAGE_MASK;

fn algorithm(token: &str) -> String {
    format!(r#"{{"tag":"CryptographicAlgorithm","type":"Enumeration","value":{token}}}"#)
}

fn mask(token: &str) -> String {
    format!(r#"{{"tag":"CryptographicUsageMask","type":"Integer","value":{token}}}"#)
}

#[test]
fn enumerations() {
    both(&algorithm(r#""DES3""#), &leaf(ALGORITHM, Value::Enumeration(2)));
    both(&algorithm(r#""0x80000001""#), &leaf(ALGORITHM, Value::Enumeration(0x8000_0001)));
    for token in [r#""3DES""#, r#""\u0044ES3""#, r#""0x00000002""#, "2"] {
        accept(&algorithm(token), &leaf(ALGORITHM, Value::Enumeration(2)));
    }
    accept(&algorithm("4294967295"), &leaf(ALGORITHM, Value::Enumeration(u32::MAX)));
    tolerate(&algorithm(r#""2""#), ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(2)));
    tolerate(&algorithm(r#""0x2""#), ErrorKind::Hex, &leaf(ALGORITHM, Value::Enumeration(2)));
    tolerate(&algorithm("2.0"), ErrorKind::Number, &leaf(ALGORITHM, Value::Enumeration(2)));
    for token in [r#""""#, r#""DES4""#, r#""-1""#, r#""4294967296""#] {
        refuse(&algorithm(token), ErrorKind::UnknownName);
    }
    for (token, value) in
        [("-1", u32::MAX), ("-2147483648", 0x8000_0000), ("-2147483647", 0x8000_0001), ("-1.0", u32::MAX)]
    {
        tolerate(&algorithm(token), ErrorKind::Number, &leaf(ALGORITHM, Value::Enumeration(value)));
    }
    for token in ["-2147483649", "4294967296", "1.5", "-1.5"] {
        refuse(&algorithm(token), ErrorKind::Number);
    }
    refuse(&algorithm(r#""0x""#), ErrorKind::Hex);
    refuse(&algorithm(r#""0x000000002""#), ErrorKind::Hex);
    refuse(&algorithm("true"), ErrorKind::Syntax);
    refuse(&algorithm("null"), ErrorKind::Syntax);
}

#[test]
fn names_in_another_case_and_with_other_separators() {
    for name in ["des3", "DES_3", "3des", "Des-3"] {
        let text = algorithm(&format!("\"{name}\""));
        tolerate(&text, ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(2)));
    }
    for name in ["cryptographicalgorithm", "Cryptographic_Algorithm", "CRYPTOGRAPHIC-ALGORITHM", "0X420028"] {
        let text = format!(r#"{{"tag":"{name}","type":"Enumeration","value":"AES"}}"#);
        tolerate(&text, ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(3)));
    }
    for item_type in ["INTEGER", "iNTEGER", "In_teger"] {
        let text = format!(r#"{{"tag":"BatchCount","type":"{item_type}","value":1}}"#);
        tolerate(&text, ErrorKind::UnknownType, &leaf(Tag::BATCH_COUNT, Value::Integer(1)));
    }
    let text = mask(r#""decrypt|EN_CRYPT""#);
    tolerate(&text, ErrorKind::UnknownName, &leaf(MASK, Value::Integer(0xC)));
    let text = attribute_text("Cryptographic Algorithm", "Enumeration", r#""aes""#);
    let node = attribute(&[(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")], Value::Enumeration(3));
    tolerate(&text, ErrorKind::UnknownName, &node);
}

#[test]
fn masks() {
    for (token, bits) in [
        ("0", 0),
        (r#""Encrypt""#, 4),
        (r#""Encrypt|Decrypt""#, 0xC),
        (r#""Encrypt|Decrypt|CertificateSign""#, 0x100C),
        (r#""Encrypt|0x81000000""#, 0x8100_0004_u32),
        (r#""0x80000000""#, 0x8000_0000),
    ] {
        both(&mask(token), &leaf(MASK, Value::Integer(bits.cast_signed())));
    }
    for token in [
        "12",
        r#""0x0000000c""#,
        r#""Decrypt|Encrypt""#,
        r#""Encrypt | Decrypt""#,
        r#"" Encrypt|Decrypt ""#,
        r#""Encrypt|Decrypt|Encrypt""#,
        r#""0x0000008|Encrypt""#,
        r#"" 0x00000008 | Encrypt""#,
        r#""0xc""#,
    ] {
        accept(&mask(token), &leaf(MASK, Value::Integer(0xC)));
    }
    accept(&mask(r#""CertificateSign|0x0000000c""#), &leaf(MASK, Value::Integer(0x100C)));
    tolerate(&mask(r#""12""#), ErrorKind::Number, &leaf(MASK, Value::Integer(0xC)));
    tolerate(&mask(r#""Encrypt|8""#), ErrorKind::Number, &leaf(MASK, Value::Integer(0xC)));
    for token in [r#""Encrypt Decrypt""#, r#""Encrypt|Decrypter""#, r#""Encrypt|""#, r#""|Encrypt""#, r#""""#, r#""|""#]
    {
        refuse(&mask(token), ErrorKind::UnknownName);
    }
    refuse(&mask(r#""0x000000001""#), ErrorKind::Hex);
    refuse(&mask("2147483648"), ErrorKind::Number);
    refuse(&mask("true"), ErrorKind::Syntax);
    // No mask, so no names.
    refuse(r#"{"tag":"BatchCount","type":"Integer","value":"Encrypt|Decrypt"}"#, ErrorKind::Number);
}

fn attribute_text(name: &str, item_type: &str, token: &str) -> String {
    format!(
        "{{\"tag\":\"Attribute\",\"value\":[{{\"tag\":\"AttributeName\",\"type\":\"TextString\",\"value\":\"{name}\"}},\
         {{\"tag\":\"AttributeValue\",\"type\":\"{item_type}\",\"value\":{token}}}]}}"
    )
}

#[test]
fn the_attribute_name_gives_context() {
    for (name, item_type, token, value) in [
        ("Cryptographic Algorithm", "Enumeration", r#""AES""#, Value::Enumeration(3)),
        ("CryptographicAlgorithm", "Enumeration", r#""AES""#, Value::Enumeration(3)),
        ("Cryptographic Usage Mask", "Integer", r#""Encrypt|Decrypt""#, Value::Integer(0xC)),
        ("Cryptographic Length", "Integer", "256", Value::Integer(256)),
        ("State", "Enumeration", r#""Active""#, Value::Enumeration(2)),
        ("x-house", "Enumeration", r#""0x00000003""#, Value::Enumeration(3)),
        ("x-house", "Integer", "12", Value::Integer(12)),
    ] {
        both(&attribute_text(name, item_type, token), &attribute(&[(Tag::ATTRIBUTE_NAME, name)], value));
    }
    refuse(&attribute_text("x-house", "Enumeration", r#""AES""#), ErrorKind::UnknownName);
    refuse(&attribute_text("x-house", "Integer", r#""Encrypt""#), ErrorKind::Number);
    accept(
        &attribute_text("Cryptographic\\u0020Algorithm", "Enumeration", r#""AES""#),
        &attribute(&[(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")], Value::Enumeration(3)),
    );
}

#[test]
fn the_context_ends_with_the_attribute() {
    let first = attribute_text("Cryptographic Algorithm", "Enumeration", r#""AES""#);
    let second = r#"{"tag":"Attribute","value":[{"tag":"AttributeValue","type":"Enumeration","value":"AES"}]}"#;
    refuse(&format!(r#"{{"tag":"TemplateAttribute","value":[{first},{second}]}}"#), ErrorKind::UnknownName);
    let node = structure(
        Tag::TEMPLATE_ATTRIBUTE,
        [
            attribute(&[(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")], Value::Enumeration(3)),
            attribute(&[], Value::Enumeration(3)),
        ],
    );
    let second = second.replace("AES", "0x00000003");
    both(&format!(r#"{{"tag":"TemplateAttribute","value":[{first},{second}]}}"#), &node);
    // The tag of the structure comes last, and counts all the same.
    let late = r#"{"value":[{"tag":"AttributeValue","type":"Enumeration","value":"AES"}],"tag":"Attribute"}"#;
    refuse(&format!(r#"{{"tag":"TemplateAttribute","value":[{first},{late}]}}"#), ErrorKind::UnknownName);
}

const SHARD: Tag = Tag::new(0x54_0001);
const ODD: Tag = Tag::new(0x54_0002);
/// In the range of OASIS, but in no table.
const LATER: Tag = Tag::new(0x42_FFFE);
const NAMES: VendorNames<'_> = VendorNames {
    tags: &[(SHARD, "ShardIndex"), (ODD, "Odd"), (LATER, "Later")],
    values: &[(ALGORITHM, 0x8000_0001, "HouseCipher"), (MASK, 0x8000_0000, "Haunt"), (SHARD, 7, "Seven")],
};

#[test]
fn a_vendors_names_are_read_and_written() {
    let options = ReaderOptions::default().with_names(NAMES).unwrap();
    let writing = WriterOptions::default().with_names(NAMES).unwrap();
    for (text, node) in [
        (algorithm(r#""HouseCipher""#), leaf(ALGORITHM, Value::Enumeration(0x8000_0001))),
        (mask(r#""Sign|Haunt""#), leaf(MASK, Value::Integer(i32::MIN + 1))),
        (r#"{"tag":"0x540001","name":"ShardIndex","type":"Integer","value":7}"#.into(), leaf(SHARD, Value::Integer(7))),
        (
            r#"{"tag":"0x540001","name":"ShardIndex","type":"Enumeration","value":"Seven"}"#.into(),
            leaf(SHARD, Value::Enumeration(7)),
        ),
        (r#"{"tag":"0x540001","name":"ShardIndex","value":[]}"#.into(), structure(SHARD, [])),
        (r#"{"tag":"0x540002","name":"Odd","value":[]}"#.into(), structure(ODD, [])),
        (r#"{"tag":"0x42FFFE","name":"Later","value":[]}"#.into(), structure(LATER, [])),
        // What the standard names keeps its name.
        (r#"{"tag":"BatchCount","value":[]}"#.into(), structure(Tag::BATCH_COUNT, [])),
    ] {
        assert_eq!(read_with(&text, &options).as_ref(), Ok(&node), "{text}");
        assert_eq!(write_with(&node, &writing).as_ref(), Ok(&text));
    }
    let named = r#"{"tag":"ShardIndex","type":"Integer","value":7}"#;
    assert_eq!(read_with(named, &options), Ok(leaf(SHARD, Value::Integer(7))));
    let escaped = r#"{"tag":"O\u0064d","value":[]}"#;
    assert_eq!(read_with(escaped, &options), Ok(structure(ODD, [])));
    refuse(named, ErrorKind::UnknownName);
    refuse(&algorithm(r#""HouseCipher""#), ErrorKind::UnknownName);
}

#[test]
fn every_spelling_of_a_tag() {
    let node = leaf(Tag::IV_COUNTER_NONCE, Value::Integer(1));
    for tag in ["IVCounterNonce", "IV/Counter/Nonce", "0x42003D", "0x42003d", "\\u0049VCounterNonce"] {
        accept(&format!(r#"{{"tag":"{tag}","type":"Integer","value":1}}"#), &node);
    }
    for tag in ["", "Foo", "42003D", "x42003D", " IVCounterNonce\u{391}"] {
        refuse(&format!(r#"{{"tag":"{tag}","type":"Integer","value":1}}"#), ErrorKind::UnknownName);
    }
    for tag in ["0x", "0x42003", "0x042003D", "0x42003G"] {
        refuse(&format!(r#"{{"tag":"{tag}","type":"Integer","value":1}}"#), ErrorKind::Hex);
    }
    for tag in ["0x41FFFF", "0x430000", "0x000001", "0x550000"] {
        refuse(&format!(r#"{{"tag":"{tag}","type":"Integer","value":1}}"#), ErrorKind::InvalidTag);
    }
    for token in ["4325437", "null", "[]", "true", r#""\ud800""#] {
        refuse(&format!(r#"{{"tag":{token},"type":"Integer","value":1}}"#), ErrorKind::Syntax);
    }
}

#[test]
fn every_spelling_of_a_type() {
    for (item_type, token, value) in [
        ("LongInteger", "1", Value::LongInteger(1)),
        ("Long Integer", "1", Value::LongInteger(1)),
        ("Text String", r#""a""#, Value::TextString("a")),
        ("Date Time Extended", "1", Value::DateTimeExtended(1)),
        ("Name Reference", r#""a""#, Value::NameReference("a")),
        ("\\u0049nterval", "1", Value::Interval(1)),
        ("integer", "1", Value::Integer(1)),
    ] {
        let text = format!(r#"{{"tag":"CompromiseDate","type":"{item_type}","value":{token}}}"#);
        accept(&text, &leaf(crate::ANY, value));
    }
    for item_type in ["", "Int", "0x02", "2"] {
        let text = format!(r#"{{"tag":"CompromiseDate","type":"{item_type}","value":1}}"#);
        refuse(&text, ErrorKind::UnknownType);
    }
    for token in ["2", "null", "[]", r#""\ud800""#] {
        refuse(&format!(r#"{{"tag":"CompromiseDate","type":{token},"value":1}}"#), ErrorKind::Syntax);
    }
}
