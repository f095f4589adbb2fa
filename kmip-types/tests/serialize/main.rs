//! Tests of messages and items through serde.
//!
//! They are about what is written, read again, left out and refused.

#![cfg(feature = "serde")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod refused;
#[cfg(test)]
#[path = "../support/spec.rs"]
mod spec;

use kmip_types::format::decode_root;
use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter, Value};
use kmip_types::serialize::{ExposeSecrets, Tagged};
use kmip_types::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::spec::builder::Builder;
use crate::spec::edition::VERSIONS;
use crate::spec::schema;

const VENDOR: Tag = Tag::new(0x54_FFFF);

fn leaf(tag: Tag, value: Value<'static>) -> Node<'static> {
    Node::new(tag, value.into())
}

fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children))
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

fn binary<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap()
}

/// Returns the reason why a text is no such value, without its place in the text.
fn refusal<T: DeserializeOwned>(text: &str) -> String {
    let told = serde_json::from_str::<T>(text).err().unwrap().to_string();
    told.split(" at line ").next().unwrap().to_owned()
}

fn refused(item: &str) -> String {
    refusal::<Node<'static>>(item)
}

/// A request to register a key that nothing else looks like.
fn with_secrets() -> RequestMessage<'static> {
    let material = leaf(Tag::KEY_MATERIAL, Value::ByteString(&[0xC5; 16]));
    let format = leaf(Tag::KEY_FORMAT_TYPE, Value::Enumeration(KeyFormatType::RAW.value()));
    let block = structure(Tag::KEY_BLOCK, vec![format, structure(Tag::KEY_VALUE, vec![material])]);
    let payload = structure(
        Tag::REQUEST_PAYLOAD,
        vec![
            leaf(Tag::OBJECT_TYPE, Value::Enumeration(ObjectType::SYMMETRIC_KEY.value())),
            structure(Tag::ATTRIBUTES, vec![]),
            structure(Tag::SYMMETRIC_KEY, vec![block]),
        ],
    );
    let operation = leaf(Tag::OPERATION, Value::Enumeration(Operation::REGISTER.value()));
    let item = structure(Tag::BATCH_ITEM, vec![operation, payload]);
    let mut header = RequestHeader::new(ProtocolVersion::V2_1);
    header.batch_count = Some(1);
    let header = NodeWriter::node(Tag::REQUEST_HEADER, &header).unwrap();
    let message = structure(Tag::REQUEST_MESSAGE, vec![header, item]);
    decode_root::<RequestMessage<'_>>(&mut NodeReader::for_node(&message)).unwrap().into_owned()
}

#[test]
fn the_text_of_a_message() {
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some(Attributes::from(vec![
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::new(1 << 30)),
        Attribute::ActivationDate(DateTime(1_205_495_800)),
    ]));
    create.extra.push(leaf(VENDOR, Value::ByteString(&[0xAB, 0x01])));
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    let expected = concat!(
        r#"{"tag":"RequestMessage","type":"Structure","value":["#,
        r#"{"tag":"RequestHeader","type":"Structure","value":["#,
        r#"{"tag":"ProtocolVersion","type":"Structure","value":["#,
        r#"{"tag":"ProtocolVersionMajor","type":"Integer","value":2},"#,
        r#"{"tag":"ProtocolVersionMinor","type":"Integer","value":1}]},"#,
        r#"{"tag":"BatchCount","type":"Integer","value":1}]},"#,
        r#"{"tag":"BatchItem","type":"Structure","value":["#,
        r#"{"tag":"Operation","type":"Enumeration","value":"Create"},"#,
        r#"{"tag":"RequestPayload","type":"Structure","value":["#,
        r#"{"tag":"ObjectType","type":"Enumeration","value":"SymmetricKey"},"#,
        r#"{"tag":"Attributes","type":"Structure","value":["#,
        r#"{"tag":"CryptographicUsageMask","type":"Integer","value":"Encrypt|0x40000000"},"#,
        r#"{"tag":"ActivationDate","type":"DateTime","value":"2008-03-14T11:56:40+00:00"}]},"#,
        r#"{"tag":"0x54FFFF","type":"ByteString","value":"ab01"}]}]}]}"#,
    );
    assert_eq!(json(&ExposeSecrets(&request)), expected);
    // Nobody knows what a vendor's bytes are.
    assert_eq!(json(&request), expected.replace(r#""ab01""#, "null"));
    let read: RequestMessage<'_> = serde_json::from_str(expected).unwrap();
    assert_eq!(read.request_header, request.request_header);
    let items = |message: &RequestMessage<'_>| NodeWriter::node(Tag::REQUEST_MESSAGE, message).unwrap();
    assert_eq!(items(&read), items(&request));
    let either = Message::Request(read);
    assert_eq!(json(&ExposeSecrets(&either)), expected);
    assert_eq!(serde_json::from_str::<Message<'_>>(expected).unwrap(), either);
}

/// An item in postcard has the tag as 32 bits and numbers in postcard's own way.
///
/// That is seven bits a byte, signed ones zigzag.
#[test]
fn the_bytes_of_an_item() {
    let node = structure(Tag::new(0x54_0001), vec![leaf(Tag::BATCH_COUNT, Value::Integer(-1))]);
    let expected = [0x81, 0x80, 0xD0, 0x02, 1, 1, 1, 0x8D, 0x80, 0x88, 0x02, 2, 1, 1];
    assert_eq!(binary(&node), expected);
    assert_eq!(postcard::from_bytes::<Node<'_>>(&expected), Ok(node));
    // What is hidden is none.
    let hidden = [0xA1, 0x81, 0x88, 0x02, 7, 0];
    assert_eq!(binary(&leaf(Tag::PASSWORD, Value::TextString("open"))), hidden);
    assert!(postcard::from_bytes::<Node<'_>>(&hidden).is_err());
}

/// Every item type goes there and back, with the edges of each.
///
/// Each value goes by a form that no other one has.
#[test]
fn every_item_type_there_and_back() {
    let cases = [
        (Value::Integer(i32::MIN), "-2147483648"),
        (Value::LongInteger(i64::MIN), "-9223372036854775808"),
        (Value::LongInteger(i64::MAX), "9223372036854775807"),
        (Value::BigInteger(&[0]), r#""00""#),
        (Value::BigInteger(&[0, 0xFE, 0xDC]), r#""00fedc""#),
        (Value::BigInteger(&[0xFE; 40]), &format!("\"{}\"", "fe".repeat(40))),
        (Value::Enumeration(0x8000_000A), r#""0x8000000a""#),
        (Value::Boolean(true), "true"),
        (Value::Boolean(false), "false"),
        (Value::TextString(""), r#""""#),
        (Value::TextString("ü\"\n0x00"), r#""ü\"\n0x00""#),
        (Value::ByteString(&[]), r#""""#),
        (Value::ByteString(&[0, 0xFF, 0x10]), r#""00ff10""#),
        (Value::DateTime(0), r#""1970-01-01T00:00:00+00:00""#),
        (Value::DateTime(253_402_300_799), r#""9999-12-31T23:59:59+00:00""#),
        (Value::DateTime(253_402_300_800), r#""0x0000003afff44180""#),
        (Value::DateTime(-1), r#""1969-12-31T23:59:59+00:00""#),
        (Value::DateTime(i64::MIN), r#""0x8000000000000000""#),
        (Value::Interval(u32::MAX), "4294967295"),
        (Value::DateTimeExtended(i64::MIN), "-9223372036854775808"),
        (Value::Identifier("a"), r#""a""#),
        (Value::Reference("b"), r#""b""#),
        (Value::NameReference("c"), r#""c""#),
    ];
    for (value, text) in cases {
        let node = Node::new(VENDOR, NodeValue::from(value));
        let text = format!(r#"{{"tag":"0x54FFFF","type":"{}","value":{text}}}"#, value.item_type());
        let node = ExposeSecrets(&node);
        assert_eq!(json(&node), text);
        assert_eq!(serde_json::from_str::<Node<'_>>(&text).unwrap(), *node.0, "{text}");
        // A document as a tree, too, whose maps order their keys.
        assert_eq!(serde_json::from_value::<Node<'_>>(serde_json::to_value(&node).unwrap()).unwrap(), *node.0);
        assert_eq!(postcard::from_bytes::<Node<'_>>(&binary(&node)).unwrap(), *node.0, "{text}");
    }
    for children in [vec![], vec![structure(VENDOR, vec![]), leaf(VENDOR, Value::Boolean(true))]] {
        let node = structure(VENDOR, children);
        assert_eq!(serde_json::from_str::<Node<'_>>(&json(&node)).unwrap(), node);
        assert_eq!(postcard::from_bytes::<Node<'_>>(&binary(&node)).unwrap(), node);
    }
}

/// All messages of all versions go there and back.
///
/// They have every field of every structure in every form, all attributes, vendor items, custom attributes and values
/// that no table has: in text and in binary, as typed messages and as items.
#[test]
fn all_messages_of_all_versions_there_and_back() {
    let schema = schema::load();
    let (mut messages, mut lacking) = (0, 0);
    for version in VERSIONS {
        let edition = schema::edition(version, &schema);
        for message in Builder::new(&edition).messages() {
            let (name, node) = (&message.name, message.tree.node());
            let typed: Message<'_> = decode_root(&mut NodeReader::for_node(&node)).unwrap();
            let text = json(&ExposeSecrets(&typed));
            assert_eq!(serde_json::from_str::<Message<'_>>(&text).unwrap(), typed, "{name}");
            assert_eq!(serde_json::from_str::<Node<'_>>(&text).unwrap(), node, "{name}");
            assert_eq!(json(&ExposeSecrets(&node)), text, "{name}");
            let bytes = binary(&ExposeSecrets(&typed));
            assert_eq!(postcard::from_bytes::<Message<'_>>(&bytes).unwrap(), typed, "{name}");
            assert_eq!(postcard::from_bytes::<Node<'_>>(&bytes).unwrap(), node, "{name}");
            assert_eq!(binary(&ExposeSecrets(&node)), bytes, "{name}");
            // Without its secrets it can be read if it has none.
            let shown = json(&typed);
            if shown == text {
                assert_eq!(binary(&typed), bytes, "{name}");
            } else {
                let told = refusal::<Message<'static>>(&shown);
                assert!(told.starts_with("the secret was not stored in Re"), "{name}: {told}");
                assert!(postcard::from_bytes::<Message<'_>>(&binary(&typed)).is_err(), "{name}");
                lacking += 1;
            }
            messages += 1;
        }
    }
    assert!(lacking > 1400 && messages - lacking > 450, "{lacking} of {messages} have secrets");
}

#[test]
fn names_are_those_of_the_version_and_of_the_attribute_named() {
    let attribute = |name, value| {
        structure(
            Tag::ATTRIBUTE,
            vec![leaf(Tag::ATTRIBUTE_NAME, Value::TextString(name)), leaf(Tag::ATTRIBUTE_VALUE, value)],
        )
    };
    let list = structure(
        Tag::TEMPLATE_ATTRIBUTE,
        vec![
            attribute("Cryptographic Algorithm", Value::Enumeration(3)),
            attribute("Cryptographic Usage Mask", Value::Integer(12)),
            attribute("x-shard", Value::Enumeration(3)),
            attribute("x-shard", Value::Integer(12)),
            attribute("Object Type", Value::Enumeration(2)),
            structure(Tag::ATTRIBUTE, vec![leaf(Tag::ATTRIBUTE_VALUE, Value::Enumeration(2))]),
        ],
    );
    let text = json(&list);
    for (type_and_value, times) in [
        (r#""type":"Enumeration","value":"AES""#, 1),
        (r#""type":"Integer","value":"Encrypt|Decrypt""#, 1),
        (r#""type":"Enumeration","value":"0x00000003""#, 1),
        (r#""type":"Integer","value":12"#, 1),
        (r#""type":"Enumeration","value":"SymmetricKey""#, 1),
        (r#""type":"Enumeration","value":"0x00000002""#, 1),
    ] {
        assert_eq!(text.matches(type_and_value).count(), times, "{type_and_value} in {text}");
    }
    assert_eq!(serde_json::from_str::<Node<'_>>(&text).unwrap(), list);
    // The name before is that of another attribute.
    let named = text.replace(r#""0x00000002""#, r#""SymmetricKey""#);
    assert_eq!(refused(&named), "unknown name in TemplateAttribute/Attribute[5]/AttributeValue");

    // 1.0 does not have this value.
    let status = Enumeration::from_name("Rekey").unwrap_or(Operation::new(4));
    assert_eq!(status, Operation::RE_KEY);
    let ping = Tagged::new(Tag::OPERATION, &Operation::PING);
    let item = |value: &str| format!(r#"{{"tag":"Operation","type":"Enumeration","value":"{value}"}}"#);
    assert_eq!(json(&ping), item("Ping"));
    let refused_in_1_0 = serde_json::to_string(&ping.with_version(Version::V1_0)).unwrap_err();
    assert_eq!(refused_in_1_0.to_string(), "not in this protocol version in Operation: only in 2.1-3.0");
    // Both are read.
    let node = NodeWriter::node(Tag::OPERATION, &Operation::PING).unwrap();
    assert_eq!(serde_json::from_str::<Node<'_>>(&item("Ping")).unwrap(), node);
    assert_eq!(serde_json::from_str::<Node<'_>>(&item("0x0000003b")).unwrap(), node);
    // So are the number of a mask, and the number of a tag that has a name.
    let mask = r#"{"tag":"0x42002c","type":"Integer","value":12}"#;
    let node = leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(12));
    assert_eq!(serde_json::from_str::<Node<'_>>(mask).unwrap(), node);
    assert_eq!(json(&leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(0))), mask_of("0"));
    assert_eq!(json(&leaf(Tag::CRYPTOGRAPHIC_USAGE_MASK, Value::Integer(-1))).matches('|').count(), 24);
}

fn mask_of(value: &str) -> String {
    format!(r#"{{"tag":"CryptographicUsageMask","type":"Integer","value":"{value}"}}"#)
}

/// Secrets are written only when they are exposed.
///
/// They stand under each secret tag, alone and in a structure below one, as each type that has a body.
#[test]
fn secrets_are_written_only_when_exposed() {
    const TEXT: &str = "Xyzzy!";
    const BYTES: &[u8] = TEXT.as_bytes();
    const HEX: &str = "58797a7a7921";
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let numbers = "88,121,122,122,121,33";
        text.contains(TEXT) || text.to_lowercase().contains(HEX) || text.contains(numbers)
    };
    let tags: Vec<Tag> = (0x42_0000..=0x42_FFFF).map(Tag::new).filter(|tag| tag.is_secret()).collect();
    assert_eq!(tags.len(), 32);
    assert!(tags.contains(&Tag::KEY_MATERIAL) && tags.contains(&Tag::PASSWORD));
    for tag in tags {
        // Bytes that nobody knows are secret everywhere, other values in these.
        let closes = tag == Tag::KEY_MATERIAL || tag == Tag::CREDENTIAL_VALUE;
        for (value, is_body) in
            [(Value::ByteString(BYTES), true), (Value::TextString(TEXT), false), (Value::BigInteger(BYTES), true)]
        {
            let alone = Node::new(tag, NodeValue::from(value));
            let around = structure(Tag::KEY_BLOCK, vec![alone.clone()]);
            let inside = structure(tag, vec![structure(VENDOR, vec![Node::new(VENDOR, value.into())])]);
            let cases = [(alone, true), (around, true), (inside, closes || is_body)];
            for (node, secret) in cases {
                assert_eq!(holds(json(&node).as_bytes()), !secret, "{}", json(&node));
                assert_eq!(holds(&binary(&node)), !secret, "{tag}");
                assert!(holds(json(&ExposeSecrets(&node)).as_bytes()), "{tag}");
                assert!(holds(&binary(&ExposeSecrets(&node))), "{tag}");
                let stored = Tagged::new(node.tag(), &node);
                assert_eq!(json(&stored), json(&node));
                assert_eq!(json(&ExposeSecrets(&stored)), json(&ExposeSecrets(&node)));
            }
        }
    }
}

/// The facts of a key that a program may keep.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct KeyInfo {
    algorithm: CryptographicAlgorithm,
    vendors: CryptographicAlgorithm,
    usage: CryptographicUsageMask,
}

#[test]
fn enumerations_and_masks_are_names_in_structures_of_a_program() {
    let info = KeyInfo {
        algorithm: CryptographicAlgorithm::AES,
        vendors: CryptographicAlgorithm::new(0x8000_0001),
        usage: CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT,
    };
    let text = serde_json::to_string(&info).unwrap();
    assert_eq!(text, r#"{"algorithm":"AES","vendors":"0x80000001","usage":"Encrypt|Decrypt"}"#);
    assert_eq!(serde_json::from_str::<KeyInfo>(&text).unwrap(), info);
    // Three numbers, seven bits a byte.
    let bytes = [3, 0x81, 0x80, 0x80, 0x80, 0x08, 12];
    assert_eq!(binary(&info), bytes);
    assert_eq!(postcard::from_bytes::<KeyInfo>(&bytes), Ok(serde_json::from_str(&text).unwrap()));
    let numbers = r#"{"algorithm":3,"vendors":2147483649,"usage":12}"#;
    assert_eq!(serde_json::from_str::<KeyInfo>(numbers).unwrap(), info);
    for wrong in ["Ase", "-1", "4294967296", ""] {
        let text = format!(r#"{{"algorithm":"{wrong}","vendors":1,"usage":0}}"#);
        assert!(serde_json::from_str::<KeyInfo>(&text).is_err(), "{wrong}");
    }
    for wrong in ["-1", "4294967296", "1.5"] {
        let text = format!(r#"{{"algorithm":{wrong},"vendors":1,"usage":0}}"#);
        assert!(serde_json::from_str::<KeyInfo>(&text).is_err(), "{wrong}");
    }
}
