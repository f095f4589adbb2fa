//! Tests with bytes from independent sources, where they are at hand.
//!
//! They are no part of this repository.
//!
//! The directory is the first of `KMIP_OASIS_VECTORS`, else `shared/vectors` beside the checkout. With `KMIP_REQUIRE_OASIS`
//! set, its absence is a failure.

use std::path::PathBuf;

use serde_json::Value;

use crate::{hex, verdict, write};

fn directory() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors");
    let listed = std::env::var_os("KMIP_OASIS_VECTORS");
    let path = listed.and_then(|list| std::env::split_paths(&list).next()).unwrap_or_else(|| beside.into());
    if path.join("bytes").is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("KMIP_REQUIRE_OASIS").is_none(), "no vectors in {}", path.display());
    eprintln!("skipped: no vectors in {}", path.display());
    None
}

/// Every entry of every file of byte vectors.
fn entries(directory: &std::path::Path) -> Vec<Value> {
    let mut entries = Vec::new();
    for file in std::fs::read_dir(directory.join("bytes")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        entries.extend(serde_json::from_str::<Vec<Value>>(&text).unwrap());
    }
    entries
}

#[test]
fn byte_vectors() {
    let Some(directory) = directory() else { return };
    let (mut valid, mut malformed, mut messages) = (0, 0, 0);
    for entry in entries(&directory) {
        let (id, bytes) = (entry["id"].as_str().unwrap(), hex(entry["hex"].as_str().unwrap()));
        let read = verdict(&bytes);
        if entry["valid"].as_bool().unwrap() {
            let nodes = read.unwrap_or_else(|fault| panic!("{id}: {fault}"));
            assert_eq!(nodes.len(), usize::try_from(entry["items"].as_u64().unwrap_or(1)).unwrap(), "{id}");
            assert_eq!(write(&nodes), bytes, "{id}");
            valid += 1;
        } else if entry["version"].as_str().is_some_and(|versions| !versions.ends_with("3.0")) {
            // What a later version allows is no matter of the encoding.
            assert!(read.is_ok(), "{id}");
        } else if matches!(entry["level"].as_str().unwrap(), "ttlv" | "limit") {
            // One item is expected: what follows it is malformed for this layer too.
            assert!(read.map_or(true, |nodes| nodes.len() != 1), "{id} is accepted");
            malformed += 1;
        } else if entry["level"] == "message" {
            // Only the model can refuse it.
            assert!(read.is_ok(), "{id}");
            messages += 1;
        }
    }
    assert!(valid > 300 && malformed > 80 && messages > 10, "{valid} valid, {malformed} and {messages} malformed");
}

#[test]
fn expected_messages() {
    let Some(directory) = directory() else { return };
    let mut count = 0;
    for file in std::fs::read_dir(directory.join("expected")).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let entry: Value = serde_json::from_str(line).unwrap();
            let bytes = hex(entry["ttlv"].as_str().unwrap());
            let nodes = verdict(&bytes).unwrap_or_else(|fault| panic!("{}: {fault}", entry["path"]));
            assert_eq!(write(&nodes), bytes, "{}", entry["path"]);
            count += 1;
        }
    }
    assert!(count > 7000, "{count}");
}
