//! `kmip explain`.

use serde_json::Value as Json;

use crate::command::kmip;

fn explained(arguments: &[&str]) -> String {
    let run = kmip(&[&["explain"], arguments].concat(), b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.text()
}

#[test]
fn an_operation_has_its_fields() {
    let text = explained(&["Get"]);
    assert!(text.starts_with("Get  operation  0x0000000A  KMIP 1.0-3.0\n"), "{text}");
    assert!(text.contains("§4.10 of 1.0"), "{text}");
    assert!(text.contains("  request:\n    Unique Identifier"), "{text}");
    assert!(text.contains("Key Wrap Type"), "{text}");
    let old = explained(&["Get", "--version", "1.3"]);
    assert!(!old.contains("Key Wrap Type") && old.contains("Key Wrapping Specification"), "{old}");
}

#[test]
fn a_number_is_the_tag_or_the_values_that_have_it() {
    let text = explained(&["0x42008F"]);
    assert!(text.starts_with("Symmetric Key  tag  0x42008F  KMIP 1.0-3.0\n"), "{text}");
    let text = explained(&["Result Reason/1"]);
    assert!(text.starts_with("Item Not Found  value of Result Reason  0x00000001"), "{text}");
    assert_eq!(explained(&["ResultReason.ItemNotFound"]), text);
}

#[test]
fn every_spelling_means_the_same() {
    let text = explained(&["ResultReason"]);
    for name in ["Result Reason", "result-reason", "RESULT_REASON"] {
        assert_eq!(explained(&[name]), text);
    }
    assert!(text.contains("Result Reason  tag  0x42007E"), "{text}");
    assert!(text.contains("  values:\n    0x00000001  Item Not Found"), "{text}");
}

#[test]
fn what_is_new_is_listed() {
    let text = explained(&["--since", "3.0"]);
    assert!(text.lines().all(|line| line.ends_with("KMIP 3.0")), "{text}");
    assert!(text.contains("Encapsulate  operation"), "{text}");
    assert!(!text.contains("Symmetric Key  "), "{text}");
}

#[test]
fn an_object_of_json_says_as_much() {
    let text = explained(&["Locate", "--json"]);
    let entries: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&entries[0]["name"], &entries[0]["kind"]), (&"Locate".into(), &"operation".into()));
    assert_eq!(entries[0]["number"], "0x00000008");
    assert_eq!(entries[0]["request"][0]["name"], "Maximum Items");
    assert!(entries[0]["description"].as_str().is_some_and(|text| text.ends_with('.')));
}

#[test]
fn near_misses_are_suggested() {
    let run = kmip(&["explain", "Regsiter"], b"");
    assert_eq!((run.code, run.stdout.len()), (1, 0));
    assert_eq!(run.stderr, "kmip: nothing is called Regsiter (did you mean Register?)\n");
    assert_eq!(kmip(&["explain", "Nothing at all"], b"").stderr, "kmip: nothing is called Nothing at all\n");
}
