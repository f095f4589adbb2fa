//! Tests of values that are names.
//!
//! They are enumerations, masks, Attribute Values, the spellings of versions and vendors.

use kmip_xml::kmip_types::items::Value;
use kmip_xml::kmip_types::names::VendorNames;
use kmip_xml::kmip_types::{ErrorKind, Tag};
use kmip_xml::{ReaderOptions, WriterOptions};

use crate::shared_names::attribute;
use crate::{accept, both, leaf, lenient, read, read_with, refuse, structure, tolerate, write, write_with};

const ALGORITHM: Tag = Tag::CRYPTOGRAPHIC_ALGORITHM;
const MASK: Tag = Tag::CRYPTOGRAPHIC_USAGE_MASK;

fn algorithm(text: &str) -> String {
    format!(r#"<CryptographicAlgorithm type="Enumeration" value="{text}"/>"#)
}

fn mask(text: &str) -> String {
    format!(r#"<CryptographicUsageMask type="Integer" value="{text}"/>"#)
}

#[test]
fn enumerations() {
    both(&algorithm("DES3"), &leaf(ALGORITHM, Value::Enumeration(2)));
    both(&algorithm("0x80000001"), &leaf(ALGORITHM, Value::Enumeration(0x8000_0001)));
    for text in ["3DES", " DES3 ", "0x00000002", "0x2"] {
        accept(&algorithm(text), &leaf(ALGORITHM, Value::Enumeration(2)));
    }
    tolerate(&algorithm("2"), ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(2)));
    for text in ["", "DES4", "-1", "4294967296"] {
        refuse(&algorithm(text), ErrorKind::UnknownName);
    }
    refuse(&algorithm("0x"), ErrorKind::Hex);
    refuse(&algorithm("0x000000002"), ErrorKind::Hex);
}

#[test]
fn names_in_another_case_and_with_other_separators() {
    for text in ["des3", "DES_3", "3des", "Des-3", "_d_e_s_3_"] {
        tolerate(&algorithm(text), ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(2)));
    }
    for name in ["cryptographicalgorithm", "Cryptographic_Algorithm", "CRYPTOGRAPHIC-ALGORITHM"] {
        let text = format!(r#"<{name} type="Enumeration" value="AES"/>"#);
        tolerate(&text, ErrorKind::UnknownName, &leaf(ALGORITHM, Value::Enumeration(3)));
    }
    for item_type in ["INTEGER", "iNTEGER", "In_teger"] {
        let text = format!(r#"<BatchCount type="{item_type}" value="1"/>"#);
        tolerate(&text, ErrorKind::UnknownType, &leaf(Tag::BATCH_COUNT, Value::Integer(1)));
    }
    let text = "<request_message><BATCH_COUNT type='INTEGER' value='1'/></request_message>";
    let node = structure(Tag::REQUEST_MESSAGE, [leaf(Tag::BATCH_COUNT, Value::Integer(1))]);
    tolerate(text, ErrorKind::UnknownName, &node);
    let attribute_node = attribute(&[(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")], Value::Enumeration(3));
    tolerate(&attribute_text("Cryptographic Algorithm", "Enumeration", "aes"), ErrorKind::UnknownName, &attribute_node);
    // A mask's names do not stand for numbers of an enumeration, nor the other way round.
    refuse(r#"<CryptographicUsageMask type="Enumeration" value="encrypt"/>"#, ErrorKind::UnknownName);
    refuse(r#"<CryptographicAlgorithm type="Integer" value="aes"/>"#, ErrorKind::Number);
}

#[test]
fn the_attribute_tag_is_a_number_or_a_name() {
    let node = leaf(Tag::BATCH_COUNT, Value::Integer(1));
    for tag in ["0x42000D", "0x42000d", "BatchCount", " Batch Count "] {
        accept(&format!(r#"<TTLV tag="{tag}" type="Integer" value="1"/>"#), &node);
    }
    accept(r#"<BatchCount tag="BatchCount" type="Integer" value="1"/>"#, &node);
    let text = r#"<TTLV tag="0X42000D" type="Integer" value="1"/>"#;
    tolerate(text, ErrorKind::Hex, &node);
    let text = r#"<TTLV tag="batch_count" type="Integer" value="1"/>"#;
    tolerate(text, ErrorKind::UnknownName, &node);
    for (tag, kind) in [
        ("BatchCounts", ErrorKind::UnknownName),
        ("", ErrorKind::UnknownName),
        ("42000D", ErrorKind::Hex),
        ("0X42000", ErrorKind::Hex),
        ("0x43000D", ErrorKind::InvalidTag),
    ] {
        refuse(&format!(r#"<TTLV tag="{tag}" type="Integer" value="1"/>"#), kind);
    }
    refuse(r#"<BatchItem tag="BatchCount" type="Integer" value="1"/>"#, ErrorKind::WrongTag);
}

#[test]
fn masks() {
    for (text, bits) in [
        ("0", 0),
        ("Encrypt", 4),
        ("Encrypt Decrypt", 0xC),
        ("Encrypt Decrypt CertificateSign", 0x100C),
        ("Encrypt 0x81000000", 0x8100_0004_u32),
        ("0x80000000", 0x8000_0000),
    ] {
        both(&mask(text), &leaf(MASK, Value::Integer(bits.cast_signed())));
    }
    for text in ["Decrypt   Encrypt", " Encrypt&#9;Decrypt\n", "0x0000008 Encrypt", "12", "4 8 Encrypt", "0xc"] {
        accept(&mask(text), &leaf(MASK, Value::Integer(0xC)));
    }
    for text in ["Encrypt|Decrypt", "Decrypt | encrypt", "en_crypt|0x8", "|ENCRYPT|8|"] {
        tolerate(&mask(text), ErrorKind::UnknownName, &leaf(MASK, Value::Integer(0xC)));
    }
    refuse(&mask("|"), ErrorKind::UnknownName);
    refuse(&mask("Encrypt Decrypter"), ErrorKind::UnknownName);
    refuse(&mask("0x000000001"), ErrorKind::Hex);
    refuse(&mask(""), ErrorKind::UnknownName);
    refuse(&mask("Encrypt\u{C}Decrypt"), ErrorKind::Syntax);
    // Only under the tag of a mask.
    refuse(r#"<BatchCount type="Integer" value="Encrypt"/>"#, ErrorKind::Number);
}

fn attribute_text(name: &str, item_type: &str, value: &str) -> String {
    format!(
        "<Attribute><AttributeName type=\"TextString\" value=\"{name}\"/>\
         <AttributeValue type=\"{item_type}\" value=\"{value}\"/></Attribute>"
    )
}

#[test]
fn the_attribute_name_gives_the_context() {
    let name = "Cryptographic Algorithm";
    let node = attribute(&[(Tag::ATTRIBUTE_NAME, name)], Value::Enumeration(3));
    both(&attribute_text(name, "Enumeration", "AES"), &node);
    accept(
        &attribute_text("CryptographicAlgorithm", "Enumeration", "AES"),
        &attribute(&[(Tag::ATTRIBUTE_NAME, "CryptographicAlgorithm")], Value::Enumeration(3)),
    );
    let name = "Cryptographic Usage Mask";
    let node = attribute(&[(Tag::ATTRIBUTE_NAME, name)], Value::Integer(0xC));
    both(&attribute_text(name, "Integer", "Encrypt Decrypt"), &node);
    accept(&attribute_text(name, "Integer", "12"), &node);
}

#[test]
fn without_context_there_are_only_numbers() {
    for name in ["x-algorithm", "Cryptographic Algorithms"] {
        let node = attribute(&[(Tag::ATTRIBUTE_NAME, name)], Value::Enumeration(3));
        both(&attribute_text(name, "Enumeration", "0x00000003"), &node);
        refuse(&attribute_text(name, "Enumeration", "AES"), ErrorKind::UnknownName);
    }
    refuse(r#"<AttributeValue type="Enumeration" value="AES"/>"#, ErrorKind::UnknownName);
    // The name has to come before the value.
    refuse(
        "<Attribute><AttributeValue type=\"Enumeration\" value=\"AES\"/>\
         <AttributeName type=\"TextString\" value=\"Cryptographic Algorithm\"/></Attribute>",
        ErrorKind::UnknownName,
    );
    // The context ends with the attribute.
    let two = format!(
        "<TemplateAttribute>{}<Attribute><AttributeValue type=\"Enumeration\" value=\"AES\"/></Attribute>\
         </TemplateAttribute>",
        attribute_text("Cryptographic Algorithm", "Enumeration", "AES")
    );
    refuse(&two, ErrorKind::UnknownName);
    let node = read(&two.replace(
        "<Attribute><AttributeValue type=\"Enumeration\" value=\"AES\"/>",
        "<Attribute><AttributeValue type=\"Enumeration\" value=\"0x00000003\"/>",
    ));
    let text = write(&node.unwrap()).unwrap();
    assert!(text.contains("value=\"AES\"") && text.contains("value=\"0x00000003\""), "{text}");
}

#[test]
fn an_escaped_attribute_name_is_understood() {
    let text = attribute_text("Cryptographic&#32;Algorithm", "Enumeration", "AES");
    accept(&text, &attribute(&[(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm")], Value::Enumeration(3)));
}

const SHARD: Tag = Tag::new(0x54_0001);
const NAMES: VendorNames<'_> = VendorNames {
    tags: &[(SHARD, "ShardIndex"), (Tag::new(0x54_0002), "Flag")],
    values: &[(ALGORITHM, 0x8000_0001, "HouseCipher"), (MASK, 0x8000_0000, "Haunt"), (SHARD, 7, "Seven")],
};

#[test]
fn a_vendors_names_are_read_and_written() {
    let options = ReaderOptions::default().with_names(NAMES).unwrap();
    let writing = WriterOptions::default().with_names(NAMES).unwrap();
    for (text, node) in [
        (algorithm("HouseCipher"), leaf(ALGORITHM, Value::Enumeration(0x8000_0001))),
        (mask("Sign Haunt"), leaf(MASK, Value::Integer(i32::MIN + 1))),
        (r#"<TTLV tag="0x540001" name="ShardIndex" type="Integer" value="7"/>"#.into(), leaf(SHARD, Value::Integer(7))),
        (r#"<TTLV tag="0x540001" name="ShardIndex"/>"#.into(), structure(SHARD, [])),
        (r#"<TTLV tag="0x540002" name="Flag"/>"#.into(), structure(Tag::new(0x54_0002), [])),
    ] {
        assert_eq!(read_with(&text, &options).as_ref(), Ok(&node), "{text}");
        assert_eq!(write_with(&node, &writing).as_ref(), Ok(&text));
    }
    let named = r#"<ShardIndex type="Integer" value="7"/>"#;
    assert_eq!(read_with(named, &options), Ok(leaf(SHARD, Value::Integer(7))));
    refuse(named, ErrorKind::UnknownName);
    refuse(&algorithm("HouseCipher"), ErrorKind::UnknownName);
}

#[test]
fn typing_errors_of_published_drafts_are_read() {
    accept(r#"<MaskGenerator type="Enumeration" value="MFG1"/>"#, &leaf(Tag::MASK_GENERATOR, Value::Enumeration(1)));
    for (name, value) in [("NotAuthorized", 0x39), ("UsageLimitsExceeded", 0x1A)] {
        let text = format!(r#"<ResultReason type="Enumeration" value="{name}"/>"#);
        assert_eq!(lenient(&text), Ok(leaf(Tag::RESULT_REASON, Value::Enumeration(value))));
        assert_eq!(read(&text), lenient(&text));
    }
}
