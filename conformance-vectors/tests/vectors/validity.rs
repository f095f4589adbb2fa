//! Tests of the messages against the field tables.
//!
//! They compare what a validator finds, from each encoding.

use std::collections::BTreeMap;

use kmip::encoding::Encoding;
use kmip::validate::{Finding, Findings, Severity};
use serde_json::Value as Json;

use crate::encoding::{self, ENCODINGS, decode};
use crate::files::{stored, valid_files};

/// Messages that are not valid on purpose, in groups with a reason.
const INVALID: &str = include_str!("invalid.json");

fn findings(encoding: Encoding, input: &[u8]) -> Findings {
    encoding::findings(encoding, input).unwrap()
}

fn messages() -> Vec<(String, Json)> {
    valid_files().into_iter().filter(|(_, json)| !json["version"].is_null()).collect()
}

#[test]
fn messages_are_valid_but_for_those_that_are_not_on_purpose() {
    let groups: Json = serde_json::from_str(INVALID).unwrap();
    let groups = groups.as_array().unwrap();
    assert!(groups.iter().all(|group| group["why"].as_str().is_some_and(|why| !why.is_empty())));
    let listed: BTreeMap<&String, &Json> =
        groups.iter().flat_map(|group| group["vectors"].as_object().unwrap()).collect();
    let mut left = listed.clone();
    for (path, json) in messages() {
        let all = findings(Encoding::Ttlv, &stored(Encoding::Ttlv, &json));
        let errors = all.iter().filter(|finding| finding.severity() == Severity::Error);
        let errors: Vec<String> = errors.map(|finding| format!("{:?} {}", finding.kind(), finding.tag())).collect();
        let id = json["id"].as_str().unwrap().to_owned();
        let expected = left.remove(&id).map(|list| list.as_array().unwrap().clone()).unwrap_or_default();
        assert_eq!(errors, expected, "{path}");
    }
    assert!(left.is_empty(), "no such vectors: {left:?}");
}

#[test]
fn every_encoding_gives_the_same_findings() {
    let mut count = 0;
    for (path, json) in messages() {
        let facts = |encoding| {
            let all = findings(encoding, &stored(encoding, &json));
            let fact =
                |f: Finding<'_>| (f.severity(), f.kind(), f.tag(), f.path().to_string(), f.allowed(), f.section());
            all.iter().map(fact).collect::<Vec<_>>()
        };
        let first = facts(Encoding::Ttlv);
        count += first.len();
        for encoding in ENCODINGS {
            assert_eq!(facts(encoding), first, "{path}: {}", encoding.name());
        }
    }
    assert!(count > 500, "{count}");
}

/// A typed message is checked as it would be written.
#[test]
fn typed_messages_give_the_same_findings() {
    for (path, json) in messages() {
        let ttlv = stored(Encoding::Ttlv, &json);
        let typed = decode(Encoding::Ttlv, &ttlv).unwrap();
        assert_eq!(typed.validate(), Ok(findings(Encoding::Ttlv, &ttlv)), "{path}");
    }
}
