//! Tests of the files against the crates.
//!
//! They are decoded with types from each encoding, converted untyped between any two, and refused where they should
//! be.

use crate::encoding::{ENCODINGS, decode, nodes};
use crate::files::{malformed_file, stored, valid_files};
use kmip::EncodeOptions;
use kmip::encoding::Encoding;
use kmip::xml::WriterOptions;

/// The least number of messages: none may get lost.
const MESSAGES: usize = 1_300;

#[test]
fn each_encoding_decodes_to_the_same_message_and_is_written_again() {
    let mut count = 0;
    for (path, json) in valid_files() {
        if json["version"].is_null() {
            continue;
        }
        let message = decode(Encoding::Ttlv, &stored(Encoding::Ttlv, &json)).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!(message.protocol_version().to_string(), json["version"], "{path}");
        for encoding in ENCODINGS {
            let name = encoding.name();
            let stored = stored(encoding, &json);
            let decoded = decode(encoding, &stored).unwrap_or_else(|error| panic!("{path}: {name}: {error}"));
            assert_eq!(decoded, message, "{path}: {name}");
            // In some a request of 3.0 leaves its object to the placeholder, without saying so.
            let options = WriterOptions::default().with_encode(EncodeOptions::incomplete());
            let encoded =
                encoding.encode_with(&message, &options).unwrap_or_else(|error| panic!("{path}: {name}: {error}"));
            assert!(encoded == stored, "{path}: {name} is written otherwise");
            count += 1;
        }
    }
    assert!(count >= 4 * MESSAGES, "{count}");
}

#[test]
fn each_encoding_is_converted_into_each_other() {
    let mut count = 0;
    for (path, json) in valid_files() {
        for from in ENCODINGS {
            for to in ENCODINGS {
                let converted = from.convert(&stored(from, &json), to);
                let converted = converted.unwrap_or_else(|e| panic!("{path}: {} to {}: {e}", from.name(), to.name()));
                assert!(converted == stored(to, &json), "{path}: {} to {}", from.name(), to.name());
                count += usize::from(from != to);
            }
        }
    }
    assert!(count >= 12 * MESSAGES, "{count}");
}

#[test]
fn malformed_input_is_refused_for_the_reason_given() {
    let mut wrong = Vec::new();
    for encoding in ENCODINGS {
        let vectors = malformed_file(encoding);
        assert!(vectors.len() >= 60, "{}: {}", encoding.name(), vectors.len());
        for json in vectors {
            let id = json["id"].as_str().unwrap();
            let input = match json["input_hex"].as_str() {
                Some(digits) => conformance_vectors::hex::decode(digits).unwrap(),
                None if encoding.is_text() => json["input"].as_str().unwrap().as_bytes().to_vec(),
                None => conformance_vectors::hex::decode(json["input"].as_str().unwrap()).unwrap(),
            };
            let error =
                if json["root"] == "message" { decode(encoding, &input).err() } else { nodes(encoding, &input).err() };
            let expected = &json["error"];
            let Some(error) = error else {
                wrong.push(format!("{} {id}: accepted, expected {expected}", encoding.name()));
                continue;
            };
            let (kind, offset, path) =
                (format!("{:?}", error.kind()), error.offset().unwrap(), error.path().to_string());
            let is_path = expected["path"].as_str().is_none_or(|expected| expected == path);
            if expected["kind"] != kind.as_str() || expected["offset"] != offset || !is_path {
                wrong.push(format!("{} {id}: {kind} at {offset} in {path}, expected {expected}", encoding.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
