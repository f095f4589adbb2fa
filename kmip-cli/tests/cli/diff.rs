//! `kmip diff`.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::command::{KEY, Run, create, encodings, get_response, hex, kmip, words, xml};

/// Runs `kmip diff` on `a`, as a file, and `b`, as standard input.
fn diff(arguments: &[&str], a: &[u8], b: &[u8]) -> Run {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("kmip-cli-diff-{}-{number}", std::process::id()));
    std::fs::write(&path, a).unwrap();
    let run = kmip(&[&["diff", path.to_str().unwrap(), "-"], arguments].concat(), b);
    std::fs::remove_file(&path).unwrap();
    run
}

/// Runs `kmip diff` on inputs that differ: this is what it must print.
#[track_caller]
fn differs(arguments: &[&str], a: &[u8], b: &[u8], lines: &[&str]) {
    let run = diff(arguments, a, b);
    assert_eq!(run.text().lines().collect::<Vec<_>>(), lines);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
}

#[test]
fn the_same_messages_are_equal_in_any_two_encodings() {
    let encodings = encodings(&[create(), get_response()]);
    for (a, input_a) in &encodings {
        for (b, input_b) in &encodings {
            for arguments in [&[][..], &["--from-a", a, "--from-b", b]] {
                let run = diff(arguments, input_a, input_b);
                assert_eq!((run.code, run.text().as_str(), run.stderr.as_str()), (0, "", ""), "{a} and {b}");
            }
        }
    }
}

#[test]
fn each_value_that_differs_is_shown_with_its_path() {
    let text = xml(&[create()]);
    let other = text.replace("\"256\"", "\"128\"").replace("value=\"Create\"", "value=\"CreateKeyPair\"");
    let payload = "RequestMessage/BatchItem/RequestPayload";
    differs(
        &[],
        &create(),
        other.as_bytes(),
        &[
            "- RequestMessage/BatchItem/Operation: Enumeration(4) Create (0x00000001)",
            "+ RequestMessage/BatchItem/Operation: Enumeration(4) CreateKeyPair (0x00000002)",
            &format!("- {payload}/Attributes/CryptographicLength: Integer(4) 256"),
            &format!("+ {payload}/Attributes/CryptographicLength: Integer(4) 128"),
        ],
    );
    // The type differs, too.
    let other = text.replace("type=\"Integer\" value=\"256\"", "type=\"LongInteger\" value=\"256\"");
    differs(
        &[],
        &create(),
        other.as_bytes(),
        &[
            &format!("- {payload}/Attributes/CryptographicLength: Integer(4) 256"),
            &format!("+ {payload}/Attributes/CryptographicLength: LongInteger(8) 256"),
        ],
    );
}

#[test]
fn items_that_are_in_one_input_only_are_told() {
    // Batch Item { Batch Count 1, Batch Count 2 } and Batch Item { Batch Count 1, Comment "a", Batch Item {} }.
    let a = words("42000F01 00000020 42000D02 00000004 00000001 00000000 42000D02 00000004 00000002 00000000");
    let b = words(
        "42000F01 00000028 42000D02 00000004 00000001 00000000 4200FD07 00000001 61000000 00000000 42000F01 00000000",
    );
    let comment = kmip(&["dump"], &b).text().lines().nth(2).unwrap().split_whitespace().nth(1).unwrap().to_owned();
    let only = |sign_a: &str, a: &str, sign_b: &str, b: &str| {
        [
            format!("{sign_a} BatchItem/BatchCount[1]: Integer(4) 2 (only in {a})"),
            format!("{sign_b} BatchItem/{comment}: TextString(1) \"a\" (only in {b})"),
            format!("{sign_b} BatchItem/BatchItem: Structure (only in {b})"),
        ]
    };
    let lines = only("-", "A", "+", "B");
    differs(&[], &a, &b, &lines.each_ref().map(String::as_str));
    let [first, second, third] = only("+", "B", "-", "A");
    differs(&[], &b, &a, &[&second, &third, &first]);
    // A message more.
    differs(&[], &create(), &[create(), create()].concat(), &["+ RequestMessage[1]: Structure (only in B)"]);
}

#[test]
fn another_order_is_a_difference() {
    let a = words("42000F01 00000020 42000D02 00000004 00000001 00000000 42005C05 00000004 00000001 00000000");
    let b = words("42000F01 00000020 42005C05 00000004 00000001 00000000 42000D02 00000004 00000001 00000000");
    differs(&[], &a, &b, &["~ BatchItem: order differs"]);
    let (one, other) = ([create(), get_response()].concat(), [get_response(), create()].concat());
    differs(&[], &one, &other, &["~ messages: order differs"]);
}

#[test]
fn secrets_are_shown_as_lengths_unless_asked() {
    let at = get_response().windows(KEY.len()).position(|window| window == KEY).unwrap();
    let mut other = get_response();
    other[at] = 0x11;
    let path = "ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock/KeyValue/KeyMaterial";
    for (_, input) in encodings(&[other.clone()]) {
        differs(
            &[],
            &get_response(),
            &input,
            &[
                &format!("- {path}: ByteString(16) secret, differs"),
                &format!("+ {path}: ByteString(16) secret, differs"),
            ],
        );
    }
    differs(
        &["--show-secrets"],
        &get_response(),
        &other,
        &[&format!("- {path}: ByteString(16) {}", hex(KEY)), &format!("+ {path}: ByteString(16) 11{}", &hex(KEY)[2..])],
    );
}

#[test]
fn errors_exit_with_2_and_name_the_input() {
    let refused = |arguments: &[&str], a: &[u8], b: &[u8], why: &str| {
        let run = diff(arguments, a, b);
        assert_eq!((run.code, run.stdout.len()), (2, 0));
        assert!(run.stderr.starts_with("kmip: ") && run.stderr.ends_with(&format!("{why}\n")), "{}", run.stderr);
    };
    refused(&[], &create(), b" ", "kmip: standard input: the input is empty");
    let cut = "truncated item at byte 24 in RequestMessage/RequestHeader/ProtocolVersion";
    refused(&[], &create(), &create()[..28], &format!("kmip: standard input: {cut}"));
    refused(&[], &create()[..28], &create(), cut);
    refused(&[], &create(), b"{\"tag\":\"BatchItem\",", "standard input: truncated item at byte 19, line 1, column 20");
    refused(&["--from-b", "hex"], &create(), b"<", "standard input: invalid hexadecimal at byte 0 of the text");
    let run = kmip(&["diff", "-", "/nowhere/at/all"], &create());
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    assert!(run.stderr.starts_with("kmip: cannot read /nowhere/at/all: "), "{}", run.stderr);
    // What is accepted leniently is compared.
    let mut padded = create();
    padded[36] = 1;
    refused(
        &[],
        &create(),
        &padded,
        "padding is not zero at byte 24 in RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMajor",
    );
    assert_eq!(diff(&["--lenient"], &create(), &padded).code, 0);
}

#[test]
fn what_is_ignored_is_not_compared() {
    let other = xml(&[create()]).replace("\"256\"", "\"128\"").replace("\"AES\"", "\"ARIA\"");
    let lines = |arguments: &[&str]| {
        let run = diff(arguments, &create(), other.as_bytes());
        (run.code, run.text().lines().count())
    };
    assert_eq!(lines(&[]), (1, 4));
    assert_eq!(lines(&["--ignore", "CryptographicLength"]), (1, 2));
    assert_eq!(lines(&["--ignore", "cryptographiclength", "-i", "Attributes/CryptographicAlgorithm"]), (0, 0));
    assert_eq!(lines(&["--ignore", "BatchItem"]), (0, 0));
}

#[test]
fn differences_are_objects_of_json_if_asked() {
    let other = xml(&[create()]).replace("\"256\"", "\"128\"");
    let run = diff(&["--json"], &create(), other.as_bytes());
    let path = "RequestMessage/BatchItem/RequestPayload/Attributes/CryptographicLength";
    let expected = serde_json::json!({"kind": "differs", "path": path, "a": "Integer(4) 256", "b": "Integer(4) 128"});
    assert_eq!((run.code, run.text()), (1, format!("{expected}\n")));
}

#[test]
fn an_identifier_that_is_inserted_is_one_line() {
    let item = |id: u8| format!("42000D02 00000004 000000{id:02X} 00000000");
    let list = |ids: &[u8]| {
        let items: String = ids.iter().map(|id| item(*id)).collect();
        words(&format!("42000F01 000000{:02X} {items}", ids.len() * 16))
    };
    differs(&[], &list(&[1, 2, 3]), &list(&[9, 1, 2, 3]), &["+ BatchItem/BatchCount: Integer(4) 9 (only in B)"]);
    differs(&[], &list(&[1, 2, 3]), &list(&[1, 3]), &["- BatchItem/BatchCount[1]: Integer(4) 2 (only in A)"]);
}
