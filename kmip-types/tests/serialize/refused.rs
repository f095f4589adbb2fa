//! Tests of what cannot be read again.
//!
//! It is without its secrets, or no item, or too deep.

use kmip_types::items::{Node, Value};
use kmip_types::serialize::{ExposeSecrets, Tagged};
use kmip_types::*;

use super::{VENDOR, binary, json, leaf, refusal, refused, structure, with_secrets};

#[test]
fn a_message_that_lacks_its_secrets_is_refused() {
    let request = with_secrets();
    let logged = json(&request);
    assert!(logged.contains(r#"{"tag":"KeyMaterial","type":"ByteString","value":null}"#), "{logged}");
    assert!(!logged.contains("c5c5"));
    assert_eq!(
        refusal::<RequestMessage<'static>>(&logged),
        "the secret was not stored in RequestMessage/BatchItem/RequestPayload/SymmetricKey/KeyBlock/KeyValue/KeyMaterial"
    );
    let stored = json(&ExposeSecrets(&request));
    assert!(stored.contains(&format!(r#""value":"{}""#, "c5".repeat(16))), "{stored}");
    assert_eq!(serde_json::from_str::<RequestMessage<'_>>(&stored).unwrap(), request);
    let message = Message::Request(request);
    assert_eq!(json(&ExposeSecrets(&message)), stored);
    assert_eq!(json(&message), logged);
}

#[test]
fn what_is_no_item_is_refused_and_not_quoted() {
    let fields = "an item is `tag`, `type` and `value`, in this order";
    let cases = [
        (r#"{}"#, fields),
        (r#"{"type":"Boolean","tag":"Comment","value":true}"#, fields),
        (
            r#"{"tag":"Comment","value":"hunter2","type":"TextString"}"#,
            "an item is `tag`, `type` and `value`, in this order in Comment",
        ),
        (
            r#"{"tag":"Comment","type":"TextString","value":"","hunter2":""}"#,
            "an item is `tag`, `type` and `value`, in this order in Comment",
        ),
        (r#"{"tag":"Comment","type":"TextString"}"#, "an item without a value in Comment"),
        (r#"{"tag":"Comment","type":"TextString","value":null}"#, "an item without a value in Comment"),
        (r#"{"tag":"Password","type":"TextString"}"#, "the secret was not stored in Password"),
        (r#"{"tag":5,"type":"Boolean","value":true}"#, fields),
        (r#"{"tag":"hunter2","type":"Boolean","value":true}"#, "unknown name"),
        (r#"{"tag":"0x4200","type":"Boolean","value":true}"#, "invalid hexadecimal"),
        (r#"{"tag":"0x430000","type":"Boolean","value":true}"#, "invalid tag"),
        (r#"{"tag":"Comment","type":"hunter2","value":true}"#, "unknown item type in Comment"),
        (r#"{"tag":"Comment","type":"Integer","value":"hunter2"}"#, "unknown name in Comment"),
        (r#"{"tag":"Comment","type":"Integer","value":2147483648}"#, "invalid number in Comment"),
        (r#"{"tag":"Comment","type":"Integer","value":1.5}"#, "invalid number in Comment"),
        (r#"{"tag":"Comment","type":"Interval","value":-1}"#, "invalid number in Comment"),
        (
            r#"{"tag":"Comment","type":"Interval","value":"hunter2"}"#,
            "not the form of a value of type Interval in Comment",
        ),
        (
            r#"{"tag":"Comment","type":"Boolean","value":"hunter2"}"#,
            "not the form of a value of type Boolean in Comment",
        ),
        (r#"{"tag":"Comment","type":"Boolean","value":[]}"#, "not the form of a value of type Boolean in Comment"),
        (r#"{"tag":"Comment","type":"TextString","value":7}"#, "not the form of a value of type TextString in Comment"),
        (
            r#"{"tag":"Comment","type":"TextString","value":true}"#,
            "not the form of a value of type TextString in Comment",
        ),
        (r#"{"tag":"Comment","type":"ByteString","value":"hunter2"}"#, "invalid hexadecimal in Comment"),
        (r#"{"tag":"Comment","type":"BigInteger","value":"0001"}"#, "Big Integer is not minimal in Comment"),
        (r#"{"tag":"Comment","type":"BigInteger","value":""}"#, "Big Integer is not minimal in Comment"),
        (r#"{"tag":"Operation","type":"Enumeration","value":"hunter2"}"#, "unknown name in Operation"),
        (r#"{"tag":"Operation","type":"Enumeration","value":"0x1"}"#, "invalid hexadecimal in Operation"),
        (
            r#"{"tag":"Operation","type":"Enumeration","value":1}"#,
            "not the form of a value of type Enumeration in Operation",
        ),
        (r#"{"tag":"Comment","type":"DateTime","value":"2008-03-14"}"#, "invalid date and time in Comment"),
        (r#"{"tag":"Comment","type":"DateTime","value":0}"#, "not the form of a value of type DateTime in Comment"),
        (
            r#"{"tag":"Comment","type":"Structure","value":"hunter2"}"#,
            "not the form of a value of type Structure in Comment",
        ),
        (r#"{"tag":"Comment","type":"Structure","value":["hunter2"]}"#, "not an item in Comment"),
        (
            r#"{"tag":"Comment","type":"Structure","value":[{"tag":"Name","type":"Boolean","value":true},{"tag":"Name","type":"Boolean","value":8}]}"#,
            "not the form of a value of type Boolean in Comment/Name[1]",
        ),
        (r#""hunter2""#, "not an item"),
        (r#"11229988"#, "not an item"),
    ];
    for (text, told) in cases {
        assert_eq!(refused(text), told, "{text}");
    }
    for text in [r#"{"tag":"Comment","type":"Structure","value":{"hunter2":1}}"#, "null", "[1]"] {
        assert!(!refused(text).contains("hunter2"), "{text}");
    }
    // In binary: an invalid tag, an unknown type, a Big Integer that is not minimal, too few.
    for bytes in [
        &[0x01, 2, 1, 1][..],
        &[0x8D, 0x80, 0x88, 0x02, 15, 1, 1],
        &[0x8D, 0x80, 0x88, 0x02, 4, 1, 2, 0, 1],
        &[0x8D, 0x80, 0x88],
    ] {
        assert!(postcard::from_bytes::<Node<'_>>(bytes).is_err(), "{bytes:x?}");
    }
    assert!(postcard::from_bytes::<Node<'_>>(&[0x8D, 0x80, 0x88, 0x02, 4, 1, 2, 0, 0xFF]).is_ok());
}

#[test]
fn errors_of_the_model_have_their_path() {
    let node = structure(
        Tag::REQUEST_MESSAGE,
        vec![structure(
            Tag::REQUEST_HEADER,
            vec![structure(
                Tag::PROTOCOL_VERSION,
                vec![
                    leaf(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(1)),
                    leaf(Tag::PROTOCOL_VERSION_MINOR, Value::LongInteger(1)),
                ],
            )],
        )],
    );
    assert_eq!(
        refusal::<RequestMessage<'static>>(&json(&node)),
        "wrong type in RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMinor: found LongInteger, expected Integer"
    );
    assert_eq!(refusal::<ResponseMessage<'static>>(&json(&node)), "wrong tag in RequestMessage");
    let empty = structure(Tag::REQUEST_MESSAGE, vec![]);
    assert_eq!(refusal::<Message<'static>>(&json(&empty)), "missing field in RequestMessage/RequestHeader");

    // 1.0 has no Protection Storage Masks.
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.protection_storage_masks = Some(ProtectionStorageMasks::default());
    let mut request = RequestMessage::new(ProtocolVersion::V1_0);
    request.push(create);
    assert_eq!(
        serde_json::to_string(&request).unwrap_err().to_string(),
        "not in this protocol version in RequestMessage/BatchItem/RequestPayload/ProtectionStorageMasks: only in 2.0-3.0"
    );
    assert_eq!(serde_json::to_string(&Node::default()).unwrap_err().to_string(), "invalid tag in 0x000000");
    let nothing = Tagged::new(Tag::COMMENT, &None::<Text<'_>>);
    assert_eq!(serde_json::to_string(&nothing).unwrap_err().to_string(), "not an item");
}

fn nested(depth: usize) -> Node<'static> {
    (1..depth).fold(structure(VENDOR, vec![]), |inner, _| structure(VENDOR, vec![inner]))
}

#[test]
fn depth_is_bounded_in_both_directions() {
    let deepest = nested(Limits::MAX_DEPTH);
    assert_eq!(serde_json::from_str::<Node<'_>>(&json(&deepest)).unwrap(), deepest);
    assert_eq!(postcard::from_bytes::<Node<'_>>(&binary(&deepest)).unwrap(), deepest);
    let leaf_at_depth = serde_json::from_str::<Node<'_>>(
        &json(&deepest).replace("[]", r#"[{"tag":"Comment","type":"Boolean","value":true}]"#),
    );
    assert!(leaf_at_depth.is_ok());

    let path = ["0x54FFFF"; Limits::MAX_DEPTH + 1].join("/");
    let told = format!("nested too deep in {path}");
    assert_eq!(serde_json::to_string(&nested(Limits::MAX_DEPTH + 1)).unwrap_err().to_string(), told);
    assert!(postcard::to_allocvec(&nested(Limits::MAX_DEPTH + 1)).is_err());
    let level = r#"{"tag":"0x54FFFF","type":"Structure","value":["#;
    let text = |depth: usize| format!("{}{}", level.repeat(depth), "]}".repeat(depth));
    assert_eq!(refused(&text(Limits::MAX_DEPTH + 1)), told);
    assert_eq!(refused(&level.repeat(100_000)), told);
    // Tag, type, some, one child; and again.
    let bytes = [0xFF, 0xFF, 0xD3, 0x02, 1, 1, 1].repeat(100_000);
    assert_eq!(postcard::from_bytes::<Node<'_>>(&bytes), Err(postcard::Error::SerdeDeCustom));
}
