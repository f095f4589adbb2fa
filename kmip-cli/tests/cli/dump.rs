//! `kmip dump`.

use crate::command::{KEY, cbor, create, encodings, get_response, hex, json, kmip, place, xml};

#[test]
fn a_dump_shows_offset_tag_type_length_and_value() {
    let dump = kmip(&["dump"], &create()).text();
    let lines: Vec<_> = dump.lines().collect();
    assert_eq!(lines[0], format!("     0  RequestMessage  Structure({})", create().len() - 8));
    assert_eq!(lines[3], "    24        ProtocolVersionMajor  Integer(4)  2");
    assert!(dump.contains("  Operation  Enumeration(4)  Create (0x00000001)\n"), "{dump}");
    assert!(dump.contains("  CryptographicUsageMask  Integer(4)  Encrypt|Decrypt (0x0000000c)\n"), "{dump}");
    // The same items stand in XML, at other places, and structures have no lengths.
    let text = kmip(&["dump"], xml(&[create()]).as_bytes()).text();
    let items = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line[8..].split_once("Structure(").map_or(&line[8..], |(tag, _)| tag).trim().into())
            .collect()
    };
    assert_eq!(items(&text.replace("Structure\n", "Structure()\n")), items(&dump));
}

#[test]
fn a_dump_has_the_offsets_of_its_encoding() {
    for (messages, start) in [(vec![create()], 0), (vec![get_response(), create()], 1)] {
        let text = json(&messages);
        let dump = kmip(&["dump"], text.as_bytes()).text();
        let line =
            dump.lines().find(|line| line.contains("  ObjectType  ") && line.ends_with("SymmetricKey (0x00000002)"));
        let at = text.find("{\"tag\":\"ObjectType\"").unwrap();
        assert_eq!(line.unwrap()[..6].trim(), at.to_string());
        let start = start * cbor(&get_response()).len();
        let bytes: Vec<u8> = messages.iter().flat_map(|message| cbor(message)).collect();
        let at = start + bytes[start..].windows(3).position(|window| window == [0x18, 0x6A, 0x02]).unwrap();
        let line = format!("{at:>6}        ProtocolVersionMajor  Integer(4)  2\n");
        assert!(kmip(&["dump"], &bytes).text().contains(&line), "{line}");
        assert!(kmip(&["dump"], hex(&bytes).as_bytes()).text().contains(&line), "{line}");
    }
}

#[test]
fn a_dump_is_the_same_in_every_encoding() {
    // But for the offsets, and the lengths of structures.
    let items = |text: String| -> Vec<String> {
        let item = |line: &str| line.split_once("Structure").map_or(line, |(tag, _)| tag).trim_end().to_owned();
        text.lines().map(|line| item(line.get(8..).unwrap_or_default())).collect()
    };
    let messages = [create(), get_response()];
    let expected = items(kmip(&["dump"], &messages.concat()).text());
    assert!(expected.len() > 20);
    for (name, input) in encodings(&messages) {
        let run = kmip(&["dump"], &input);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        assert_eq!(items(run.text()), expected, "{name}");
    }
}

#[test]
fn a_dump_tells_messages_apart() {
    let dump = kmip(&["dump"], &[create(), get_response()].concat()).text();
    assert!(dump.starts_with("# message 1\n     0  RequestMessage"), "{dump}");
    assert!(dump.contains(&format!("\n# message 2\n{:>6}  ResponseMessage", create().len())), "{dump}");
}

#[test]
fn a_dump_hides_secrets_unless_asked() {
    for (_, input) in encodings(&[get_response()]) {
        let run = kmip(&["dump"], &input);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let dump = run.text();
        assert!(dump.contains("KeyMaterial  ByteString(16)  secret\n"), "{dump}");
        assert!(!dump.contains(&hex(KEY)), "{dump}");
        let shown = kmip(&["dump", "--show-secrets"], &input).text();
        assert!(shown.contains(&format!("KeyMaterial  ByteString(16)  {}\n", hex(KEY))), "{shown}");
    }
}

#[test]
fn a_dump_shows_what_stands_before_an_error() {
    let whole = kmip(&["dump"], &get_response()).text();
    let last = whole.lines().position(|line| line.contains("KeyMaterial")).unwrap();
    let offset: usize = whole.lines().nth(last).unwrap()[..6].trim().parse().unwrap();
    // Cut inside the key material: the lines before it are those of the whole message.
    let run = kmip(&["dump"], &get_response()[..offset + 12]);
    assert_eq!(run.code, 2);
    let before: String = whole.lines().take(last).map(|line| format!("{line}\n")).collect();
    assert_eq!(run.text(), before);
    let path = "ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock/KeyValue/KeyMaterial";
    assert_eq!(
        run.stderr,
        format!("kmip: truncated item at byte {offset} in {path}: 16 bytes declared, 4 available\n")
    );
    // Cut behind any byte, it never shows more than there is, and never the key.
    for end in 1..get_response().len() {
        let run = kmip(&["dump"], &get_response()[..end]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with("kmip: truncated item at byte "), "{}", run.stderr);
        assert!(whole.starts_with(&run.text()), "{}", run.text());
    }
}

#[test]
fn a_dump_shows_what_stands_before_an_error_in_text() {
    let before = |whole: &str| -> String {
        whole.split_inclusive('\n').take_while(|line| !line.contains("Operation")).collect()
    };
    // XML: an element that has no name.
    let good = xml(&[get_response()]);
    let at = good.find("<Operation").unwrap();
    let run = kmip(&["dump"], good.replace("<Operation", "<Operatoin").as_bytes());
    assert_eq!((run.code, run.text()), (2, before(&kmip(&["dump"], good.as_bytes()).text())));
    assert_eq!(
        run.stderr,
        format!(
            "kmip: unknown name at {} in ResponseMessage/BatchItem: `Operatoin` for an item (did you mean `Operation`?)\n",
            place(&good, at)
        )
    );
    // XML: bytes that are no text.
    let bytes = [&good.as_bytes()[..at], b"<!-- \xFF -->", &good.as_bytes()[at..]].concat();
    let run = kmip(&["dump"], &bytes);
    assert_eq!((run.code, run.text()), (2, before(&kmip(&["dump"], good.as_bytes()).text())));
    assert_eq!(run.stderr, format!("kmip: invalid UTF-8 at byte {} of the text\n", at + 5));
    // Hexadecimal: a wrong digit in the header of the Operation, which starts at byte 96.
    let good = hex(&get_response());
    let run = kmip(&["dump"], format!("{}x{}", &good[..200], &good[201..]).as_bytes());
    assert_eq!((run.code, run.text()), (2, before(&kmip(&["dump"], &get_response()).text())));
    assert_eq!(run.stderr, "kmip: invalid hexadecimal at byte 200 of the text\n");
}

#[test]
fn a_dump_shows_what_stands_before_an_error_in_cbor() {
    let whole = kmip(&["dump"], &cbor(&get_response())).text();
    for end in 3..cbor(&get_response()).len() {
        let run = kmip(&["dump"], &cbor(&get_response())[..end]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with("kmip: truncated item at byte "), "{}", run.stderr);
        let before: Vec<_> = run.text().lines().map(ToOwned::to_owned).collect();
        assert!(whole.lines().zip(&before).all(|(whole, line)| whole == line), "{}", run.text());
    }
}

#[test]
fn a_dump_shows_messages_before_a_broken_one_in_json() {
    let second = json(&[get_response()]).replace("\"Operation\"", "\"Operatoin\"");
    let first = json(&[create()]);
    let run = kmip(&["dump"], (first.clone() + &second).as_bytes());
    let at = first.len() + second.find("{\"tag\":\"Operatoin").unwrap();
    let meant = "`Operatoin` for an item (did you mean `Operation`?)";
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        format!(
            "kmip: message 2: unknown name at {} in ResponseMessage/BatchItem: {meant}\n",
            place(&(first.clone() + &second), at)
        )
    );
    let expected = format!("# message 1\n{}# message 2\n", kmip(&["dump"], first.as_bytes()).text());
    assert!(run.text().starts_with(&expected), "{}", run.text());
    // Of the broken one, what stands before the error.
    assert!(
        run.text().contains("ProtocolVersionMinor") && run.text().ends_with("    BatchItem  Structure\n"),
        "{}",
        run.text()
    );
}

#[test]
fn a_dump_shows_messages_before_a_broken_one() {
    let two = xml(&[create(), get_response()]);
    let run = kmip(&["dump"], two.replace("</ResponseMessage>", "").as_bytes());
    assert_eq!(run.code, 2);
    assert!(run.text().contains("# message 1\n") && run.text().contains("# message 2\n"), "{}", run.text());
    assert!(run.stderr.starts_with("kmip: message 2: syntax error at byte "), "{}", run.stderr);
    // Offsets count from the start of the input: the second message is cut in its Time Stamp, which starts at byte 56.
    let bytes = [create(), get_response()[..70].to_vec()].concat();
    let run = kmip(&["dump"], &bytes);
    assert!(run.text().ends_with("  ProtocolVersionMinor  Integer(4)  4\n"), "{}", run.text());
    let at = create().len() + 56;
    let why = "truncated item at byte";
    assert_eq!(
        run.stderr,
        format!(
            "kmip: message 2: {why} {at} in ResponseMessage/ResponseHeader/TimeStamp: 8 bytes declared, 6 available\n"
        )
    );
}

#[test]
fn no_error_shows_a_key() {
    let mut bytes = get_response();
    let at = bytes.windows(KEY.len()).position(|window| window == KEY).unwrap();
    // The type of the key material: unknown, text that is not UTF-8, a Big Integer, an Integer of the wrong length.
    for item_type in [0x0F, 0x07, 0x04, 0x02] {
        bytes[at - 5] = item_type;
        for arguments in [&["dump"][..], &["convert", "--to", "xml"], &["convert", "--to", "xml", "--untyped"]] {
            let run = kmip(arguments, &bytes);
            if item_type != 0x04 || arguments.len() == 3 {
                assert_eq!(run.code, 2, "{item_type} {arguments:?}");
            }
            let told = String::from_utf8_lossy(&run.stdout).into_owned() + &run.stderr;
            if run.code == 2 || arguments[0] == "dump" {
                assert!(!told.contains(&hex(KEY)[..8]), "{told}");
            }
        }
    }
}

#[test]
fn a_dump_shows_only_what_is_asked_for() {
    let both = [create(), get_response()].concat();
    let run = kmip(&["dump", "--path", "protocolversion"], &create());
    let tags: Vec<_> = run.text().lines().map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect();
    assert_eq!(tags, ["ProtocolVersion", "ProtocolVersionMajor", "ProtocolVersionMinor"]);
    let run = kmip(&["dump", "-m", "2", "--path", "ResultStatus"], &both);
    assert_eq!(
        run.text().lines().nth(1).unwrap().trim_start(),
        format!("{}      ResultStatus  Enumeration(4)  Success (0x00000000)", create().len() + 112)
    );
    let run = kmip(&["dump", "--summary"], &both);
    assert_eq!(
        run.text(),
        "message 1: request, KMIP 2.1: Create\nmessage 2: response, KMIP 1.4: Get Success \"5d0c8f1e\"\n"
    );
}

#[test]
fn an_annotated_dump_is_read_again() {
    let run = kmip(&["dump", "--annotate"], &create());
    assert_eq!(run.code, 0);
    assert!(run.text().starts_with("42007801 "), "{}", run.text());
    assert_eq!(kmip(&["convert", "--to", "ttlv"], run.text().as_bytes()).stdout, create());
    // Of a secret, zeros.
    let run = kmip(&["dump", "--annotate"], &get_response());
    let read = kmip(&["convert", "--to", "ttlv"], run.text().as_bytes()).stdout;
    assert_eq!(read, kmip(&["redact", "--to", "ttlv"], &get_response()).stdout);
    let shown = kmip(&["dump", "--annotate", "--show-secrets"], &get_response()).text();
    assert_eq!(kmip(&["convert", "--to", "ttlv"], shown.as_bytes()).stdout, get_response());
}

#[test]
fn a_dump_of_json_has_an_object_for_each_item() {
    let run = kmip(&["dump", "--json"], &get_response());
    let items: Vec<serde_json::Value> = run.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(items.len(), kmip(&["dump"], &get_response()).text().lines().count());
    let key = items.iter().find(|item| item["tag"] == "KeyMaterial").unwrap();
    assert_eq!((&key["secret"], &key["value"], &key["length"]), (&true.into(), &serde_json::Value::Null, &16.into()));
    let status = items.iter().find(|item| item["tag"] == "ResultStatus").unwrap();
    assert_eq!(status["path"], "ResponseMessage/BatchItem/ResultStatus");
    assert_eq!(status["value"], "Success (0x00000000)");
}

#[test]
fn colours_and_offsets_are_those_asked_for() {
    let plain = kmip(&["dump"], &create()).text();
    assert_eq!(kmip(&["dump", "--color", "never"], &create()).text(), plain);
    let colored = kmip(&["dump", "--color", "always"], &create()).text();
    assert_ne!(colored, plain);
    let mut stripped = String::new();
    for part in colored.split('\u{1b}') {
        stripped.push_str(part.strip_prefix('[').map_or(part, |rest| rest.split_once('m').unwrap().1));
    }
    assert_eq!(stripped, plain);
    let hex = kmip(&["dump", "--offsets", "hex"], &create()).text();
    assert_eq!(hex.lines().nth(3).unwrap(), "    18        ProtocolVersionMajor  Integer(4)  2");
}
