//! Tests that the members of JSON objects may come in any order.
//!
//! Every vector, with the members of every object shuffled, says the same.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};

use conformance_vectors::hex;
use kmip::encoding::Encoding::{Json, Ttlv};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The JSON text and the TTLV of every valid vector.
fn vectors() -> Vec<(PathBuf, Value, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/valid")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let vector: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let message = serde_json::from_str(vector["json"].as_str().unwrap()).unwrap();
            let ttlv = hex::decode(vector["ttlv"].as_str().unwrap()).unwrap();
            found.push((path, message, ttlv));
        }
    }
    found
}

/// Returns the value with the members of every object in another order.
///
/// Elements of arrays stay where they are.
fn shuffled(value: &Value, seed: &mut u64) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| shuffled(item, seed)).collect()),
        Value::Object(members) => {
            let mut rest: Vec<_> = members.iter().collect();
            let mut other = Map::new();
            while !rest.is_empty() {
                // Knuth's constants of a linear congruential generator of 64 bits.
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let (name, member) = rest.remove(usize::try_from(*seed >> 33).unwrap() % rest.len());
                other.insert(name.clone(), shuffled(member, seed));
            }
            Value::Object(other)
        }
        scalar => scalar.clone(),
    }
}

#[test]
fn every_vector_says_the_same_with_its_members_shuffled() {
    let vectors = vectors();
    assert!(vectors.len() >= 600, "{}", vectors.len());
    let in_order = std::cell::Cell::new(0_usize);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(8));
    let outcome = runner.run(&any::<u64>(), |mut seed| {
        for (path, message, ttlv) in &vectors {
            let text = shuffled(message, &mut seed).to_string();
            let original = message.to_string();
            if text == original {
                in_order.set(in_order.get() + 1);
            }
            let read = Json.convert(text.as_bytes(), Ttlv);
            let read = read.map_err(|error| TestCaseError::fail(format!("{}: {error}", path.display())))?;
            prop_assert_eq!(hex::encode(&read), hex::encode(ttlv), "{}", path.display());
        }
        Ok(())
    });
    outcome.unwrap();
    // Nearly none may have kept its order by chance, or nothing was shuffled.
    assert!(in_order.get() < vectors.len(), "{}", in_order.get());
}
