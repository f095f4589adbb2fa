//! `kmip generate` and `kmip dictionary`.

use crate::command::kmip;

#[test]
fn generated_messages_are_valid_in_every_encoding() {
    let ttlv = kmip(&["generate", "--count", "20", "--seed", "7", "--to", "ttlv"], b"");
    assert_eq!((ttlv.code, ttlv.stderr.as_str()), (0, ""));
    assert_eq!(kmip(&["validate"], &ttlv.stdout).code, 0);
    for to in ["hex", "xml", "json", "cbor", "cbor-hex"] {
        let run = kmip(&["generate", "--count", "20", "--seed", "7", "--to", to], b"");
        assert_eq!(run.code, 0, "{to}: {}", run.stderr);
        assert_eq!(kmip(&["convert", "--untyped", "--to", "ttlv"], &run.stdout).stdout, ttlv.stdout, "{to}");
    }
    let other = kmip(&["generate", "--count", "20", "--seed", "8", "--to", "ttlv"], b"");
    assert_ne!(other.stdout, ttlv.stdout);
}

#[test]
fn what_is_generated_can_be_chosen() {
    let words = ["generate", "-n", "9", "--operation", "get", "--version", "1.2", "--requests", "--to", "ttlv"];
    let run = kmip(&words, b"");
    let summary = kmip(&["dump", "--summary"], &run.stdout).text();
    assert_eq!(summary.lines().count(), 9, "{summary}");
    for line in summary.lines() {
        assert!(line.contains(": request, KMIP 1.2") && line.contains("Get"), "{line}");
    }
    let run = kmip(&["generate", "--operation", "encapsulate", "--version", "1.0"], b"");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (3, "kmip: no message is like that: the version does not have the operation\n")
    );
}

#[test]
fn invalid_messages_are_invalid_and_said_why() {
    let run = kmip(&["generate", "--invalid", "-n", "30", "--seed", "3", "--to", "hex"], b"");
    assert_eq!((run.code, run.stderr.lines().count()), (0, 30));
    for (line, told) in run.text().lines().zip(run.stderr.lines()) {
        let checked = kmip(&["validate", "--json"], line.as_bytes());
        let findings: serde_json::Value = serde_json::from_str(&checked.text()).unwrap();
        let is_found = findings.as_array().unwrap().iter().any(|finding| finding["severity"] != "note");
        assert!(is_found, "{told}\n{line}");
    }
}

#[test]
fn a_dictionary_names_the_tags() {
    let run = kmip(&["dictionary", "ttlv"], b"");
    assert_eq!(run.code, 0);
    assert!(run.text().lines().any(|line| line == r#"RequestMessage_Structure="\x42\x00\x78\x01""#), "{}", run.text());
    assert!(kmip(&["dictionary", "xml"], b"").text().contains("RequestMessage"));
}
