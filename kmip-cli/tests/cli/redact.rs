//! `kmip redact`.

use crate::command::{KEY, create, encodings, get_response, hex, kmip};

#[test]
fn a_key_is_replaced_and_the_message_stays_valid() {
    for (from, input) in encodings(&[get_response()]) {
        let run = kmip(&["redact", "--to", "ttlv"], &input);
        assert_eq!(run.code, 0, "{from}: {}", run.stderr);
        let path = "ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock/KeyValue/KeyMaterial";
        assert_eq!(run.stderr, format!("{path}: ByteString replaced\n"));
        let mut expected = get_response();
        let at = expected.windows(KEY.len()).position(|window| window == KEY).unwrap();
        expected[at..at + KEY.len()].fill(0);
        assert_eq!(run.stdout, expected, "{from}");
        assert_eq!(kmip(&["validate"], &run.stdout).code, 0);
    }
}

#[test]
fn identifiers_and_names_are_replaced_if_asked() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance-vectors/samples/locate-and-get-3.0.xml");
    let plain = kmip(&["dump", sample, sample], b"").text();
    let redacted = kmip(&["redact", "--ids", "--names", "--to", "ttlv", sample, sample], b"");
    let dump = kmip(&["dump"], &redacted.stdout).text();
    let values = |dump: &str, tag: &str| -> Vec<String> {
        dump.lines()
            .filter(|line| line.contains(tag) && line.ends_with('"'))
            .map(|line| line.rsplit("  ").next().unwrap().to_owned())
            .collect()
    };
    for tag in ["  UniqueIdentifier  ", "  Name  "] {
        let (before, after) = (values(&plain, tag), values(&dump, tag));
        assert_eq!(before.len(), after.len());
        assert!(!before.is_empty(), "{plain}");
        for (number, one) in before.iter().enumerate() {
            assert_ne!(*one, after[number]);
            assert_eq!(one.len(), after[number].len());
            for (other_number, other) in before.iter().enumerate() {
                assert_eq!(one == other, after[number] == after[other_number], "{one} {other}");
            }
        }
    }
    let same = kmip(&["redact", "--to", "ttlv", sample, sample], b"").stdout;
    assert_eq!(values(&kmip(&["dump"], &same).text(), "  UniqueIdentifier  "), values(&plain, "  UniqueIdentifier  "));
}

#[test]
fn nothing_is_written_of_what_cannot_be_read() {
    let run = kmip(&["redact"], &get_response()[..get_response().len() - 20]);
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    assert!(!run.stderr.contains(&hex(KEY)[..8]), "{}", run.stderr);
    let run = kmip(&["redact"], &create());
    assert_eq!((run.code, run.text(), run.stderr), (0, hex(&create()) + "\n", String::new()));
}
