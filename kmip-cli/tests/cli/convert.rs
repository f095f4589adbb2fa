//! `kmip convert`.

use crate::command::{cbor, create, encodings, get_response, hex, json, kmip, place, words, xml};

#[test]
fn every_encoding_becomes_every_other() {
    for messages in [vec![create()], vec![get_response()], vec![create(), get_response(), create()]] {
        let encodings = encodings(&messages);
        for (from, input) in &encodings {
            for (to, output) in &encodings {
                for arguments in
                    [&["convert", "--to", to][..], &["convert", "--from", from, "--to", to, "--untyped", "-"]]
                {
                    let run = kmip(arguments, input);
                    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{from} to {to}");
                    assert_eq!(run.stdout, *output, "{from} to {to}");
                }
            }
        }
    }
}

#[test]
fn a_sample_goes_through_every_two_encodings_unchanged() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance-vectors/samples/locate-and-get-3.0.xml");
    let run = kmip(&["convert", "--to", "ttlv", sample], b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let ttlv = run.stdout;
    let names = encodings(std::slice::from_ref(&ttlv)).map(|(name, _)| name);
    for first in names {
        let first = kmip(&["convert", "--to", first], &ttlv).stdout;
        for second in names {
            let second = kmip(&["convert", "--to", second], &first).stdout;
            let back = kmip(&["convert", "--to", "ttlv"], &second);
            assert_eq!((back.code, back.stderr.as_str()), (0, ""));
            assert_eq!(back.stdout, ttlv);
        }
    }
}

#[test]
fn json_is_indented_unless_compact() {
    let pretty = kmip(&["convert", "--to", "json"], &create()).text();
    assert!(pretty.starts_with("{\"tag\":\"RequestMessage\", \"value\":[\n  {\"tag\":\"RequestHeader\""), "{pretty}");
    let both = [create(), get_response()].concat();
    let compact = kmip(&["convert", "--to", "json", "--compact"], &both).text();
    let lines: Vec<_> = compact.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("{\"tag\":\"RequestMessage\",\"value\":[{\"tag\":\"RequestHeader\""), "{compact}");
    assert!(lines[1].ends_with("}]}"), "{compact}");
    // Documents are told apart wherever they stand.
    for text in [compact.clone(), compact.replace('\n', ""), compact.replace('\n', "\r\n\t ")] {
        assert_eq!(kmip(&["convert", "--to", "ttlv"], text.as_bytes()).stdout, both);
    }
}

#[test]
fn cbor_in_hexadecimal_is_recognised_behind_comments() {
    let digits = hex(&cbor(&create())).to_uppercase();
    let input = format!("# 42 is not what it starts with\n\n  {}\n{}# end", &digits[..10], &digits[10..]);
    let run = kmip(&["convert", "--to", "ttlv"], input.as_bytes());
    assert_eq!((run.code, run.stdout), (0, create()));
}

#[test]
fn xml_is_indented_unless_compact() {
    let pretty = kmip(&["convert", "--to", "xml"], &create()).text();
    assert!(pretty.starts_with("<RequestMessage>\n  <RequestHeader>\n    <ProtocolVersion>\n"), "{pretty}");
    assert!(pretty.ends_with("</RequestMessage>\n"), "{pretty}");
    let compact = kmip(&["convert", "--to", "xml", "--compact"], &create()).text();
    assert!(compact.starts_with("<RequestMessage><RequestHeader><ProtocolVersion>"), "{compact}");
    assert_eq!(compact.lines().count(), 1);
    let several = kmip(&["convert", "--to", "xml", "--compact"], &[create(), create()].concat()).text();
    assert_eq!(several, format!("<KMIP>\n{compact}{compact}</KMIP>\n"));
}

#[test]
fn numbers_stand_in_place_of_names_if_asked_for() {
    for (to, start, mask) in [
        ("xml", "<TTLV tag=\"0x420078\">", "type=\"Integer\" value=\"Encrypt Decrypt\""),
        ("json", "{\"tag\":\"0x420078\",\"value\"", "\"type\":\"Integer\",\"value\":\"Encrypt|Decrypt\""),
    ] {
        for untyped in [&[][..], &["--untyped"]] {
            let arguments = [&["convert", "--to", to, "--compact", "--numbers"], untyped].concat();
            let text = kmip(&arguments, &create()).text();
            assert!(text.starts_with(start) && text.contains(mask) && !text.contains("Operation"), "{text}");
            assert_eq!(kmip(&["convert", "--to", "ttlv"], text.as_bytes()).stdout, create());
        }
    }
}

#[test]
fn hexadecimal_may_be_broken_and_commented() {
    let text = hex(&create());
    let (first, second) = text.split_at(30);
    let input = format!("# a request\n{first}\n  {second} # its end\n\n{}", hex(&get_response()).to_uppercase());
    let run = kmip(&["convert", "--to", "ttlv"], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout, [create(), get_response()].concat());
}

#[test]
fn a_file_is_read_by_name() {
    let path = std::env::temp_dir().join(format!("kmip-cli-test-{}.ttlv", std::process::id()));
    std::fs::write(&path, create()).unwrap();
    let run = kmip(&["convert", "--to", "hex", path.to_str().unwrap()], b"");
    std::fs::remove_file(&path).unwrap();
    assert_eq!((run.code, run.text()), (0, hex(&create()) + "\n"));
}

/// Asserts that `kmip convert` fails, says why, and writes nothing.
#[track_caller]
fn refused(arguments: &[&str], input: &[u8], why: &str) {
    let run = kmip(&[&["convert"], arguments].concat(), input);
    assert_eq!(run.code, 2);
    assert_eq!(run.stdout, b"");
    assert_eq!(run.stderr, format!("kmip: {why}\n"));
}

#[test]
fn wrong_ttlv_is_refused_with_kind_offset_and_path() {
    let good = create();
    let major = "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMajor";
    let changed = |offset: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[offset] = byte;
        bytes
    };
    // The first Integer starts at byte 24.
    let cases = [
        (changed(36, 1), format!("padding is not zero at byte 24 in {major}")),
        (changed(31, 8), format!("wrong length at byte 24 in {major}: Integer of 8 bytes, expected 4")),
        (changed(27, 5), format!("wrong type at byte 24 in {major}: found Enumeration, expected Integer")),
        (changed(27, 0x0F), format!("unknown item type at byte 24 in {major}")),
        (changed(24, 0x43), "invalid tag at byte 24 in RequestMessage/RequestHeader/ProtocolVersion".into()),
        (changed(2, 0x79), "wrong tag at byte 0 in RequestPayload".into()),
        (good[..28].to_vec(), "truncated item at byte 24 in RequestMessage/RequestHeader/ProtocolVersion".into()),
        (good[..36].to_vec(), format!("truncated item at byte 24 in {major}: 4 bytes declared, 4 available")),
    ];
    for (input, why) in cases {
        refused(&["--to", "xml"], &input, &why);
        refused(&["--to", "xml"], hex(&input).as_bytes(), &why);
    }
}

#[test]
fn several_messages_are_converted_all_or_not_at_all() {
    let mut second = get_response();
    let offset = create().len();
    second[27] = 5;
    refused(
        &["--to", "hex"],
        &[create(), second, create()].concat(),
        &format!(
            "message 2: wrong type at byte {} in ResponseMessage/ResponseHeader/ProtocolVersion/ProtocolVersionMajor: \
             found Enumeration, expected Integer",
            offset + 24
        ),
    );
    let tail = [create(), vec![0x42, 0x00]].concat();
    refused(&["--to", "hex"], &tail, &format!("message 2: truncated item at byte {offset}"));
}

#[test]
fn wrong_text_is_refused_where_it_stands() {
    refused(&["--to", "ttlv"], b"42 00 7x", "invalid hexadecimal at byte 6 of the text");
    refused(&["--to", "ttlv"], b"42 00 7", "invalid hexadecimal at byte 6 of the text");
    refused(&["--to", "ttlv", "--from", "xml"], b"<KMIP>\xFF", "invalid UTF-8 at byte 6 of the text");
    refused(&["--to", "ttlv"], b" \n", "the input is empty");
    refused(&["--to", "ttlv"], b"# nothing\n", "the input is empty");
    refused(
        &["--to", "ttlv"],
        b"hello",
        "no message found: not in hexadecimal, base64, numbers, a dump, XML, JSON, TTLV or CBOR; --from says what it is",
    );
}

#[test]
fn wrong_xml_is_refused_with_kind_offset_and_path() {
    let good = xml(&[create()]);
    for (from, to, kind) in [
        ("SymmetricKey", "SymetricKey", "unknown name"),
        ("</RequestHeader>", "", "syntax error"),
        ("value=\"256\"", "value=\"25six\"", "invalid number"),
        ("<ObjectType", "<ObjectTip", "unknown name"),
    ] {
        assert!(good.contains(from), "{from}");
        let run = kmip(&["convert", "--to", "ttlv"], good.replacen(from, to, 1).as_bytes());
        assert_eq!((run.code, run.stdout.len()), (2, 0));
        assert!(run.stderr.starts_with(&format!("kmip: {kind} at byte ")), "{}", run.stderr);
        assert!(run.stderr.contains("RequestMessage"), "{}", run.stderr);
    }
}

#[test]
fn wrong_json_is_refused_with_kind_offset_and_path() {
    let good = json(&[create()]);
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let object = "{\"tag\":\"ObjectType\"";
    let path = "RequestMessage/BatchItem/RequestPayload";
    let meant = "`SymetricKey` for ObjectType (did you mean `SymmetricKey`?)";
    let cases = [
        (changed("SymmetricKey", "SymetricKey"), object, "unknown name", format!("{path}/ObjectType: {meant}")),
        (
            changed("\"ObjectType", "\"ObjectTip"),
            object,
            "unknown name",
            format!("{path}: `ObjectTip` for an item (did you mean `ObjectType`?)"),
        ),
        (
            changed("256", "2147483648"),
            "{\"tag\":\"CryptographicLength\"",
            "invalid number",
            format!(
                "{path}/Attributes/CryptographicLength: Integer: a number in the range of the type, found 10 digits"
            ),
        ),
    ];
    let first = json(&[get_response()]);
    for (text, what, kind, rest) in cases {
        let at = good.find(what).unwrap();
        refused(&["--to", "ttlv"], text.as_bytes(), &format!("{kind} at {} in {rest}", place(&text, at)));
        // Behind another message, everything stands so many bytes further on.
        let both = first.clone() + &text;
        let why = format!("message 2: {kind} at {} in {rest}", place(&both, first.len() + at));
        refused(&["--to", "ttlv"], both.as_bytes(), &why);
    }
    let end = good.trim_end().len() - 1;
    refused(&["--to", "ttlv"], &good.as_bytes()[..end], "truncated item at byte 0, line 1, column 1 in RequestMessage");
    let run = kmip(&["convert", "--from", "json", "--to", "ttlv"], (good.clone() + ",").as_bytes());
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    assert!(run.stderr.starts_with(&format!("kmip: message 2: syntax error at byte {}", good.len())), "{}", run.stderr);
    refused(&["--to", "ttlv"], b"{\"tag\":\"\xFF", "invalid UTF-8 at byte 8 of the text");
}

#[test]
fn wrong_cbor_is_refused_with_kind_offset_and_path() {
    let good = cbor(&create());
    // 82 18 78 .. 18 77 .. 18 69 84 18 6A 02: the version is the fourth array.
    let major = good.windows(3).position(|window| window == [0x18, 0x6A, 0x02]).unwrap();
    let path = "RequestMessage/RequestHeader/ProtocolVersion";
    let changed = |offset: usize, bytes: &[u8]| [&good[..offset], bytes, &good[offset + 1..]].concat();
    let start = cbor(&get_response()).len();
    let cases = [
        (changed(major + 2, &[0x1A, 0x80, 0, 0, 0]), "invalid number", major, format!("{path}/ProtocolVersionMajor")),
        (changed(major + 2, &[0x18, 0x02]), "syntax error", major, format!("{path}/ProtocolVersionMajor")),
        // The array announces more than there is.
        (good[..major + 1].to_vec(), "truncated item", major - 3, path.into()),
    ];
    for (bytes, kind, at, path) in cases {
        refused(&["--to", "ttlv"], &bytes, &format!("{kind} at byte {at} in {path}"));
        refused(&["--to", "xml"], hex(&bytes).as_bytes(), &format!("{kind} at byte {at} in {path}"));
        let second = [cbor(&get_response()), bytes].concat();
        refused(&["--to", "ttlv"], &second, &format!("message 2: {kind} at byte {} in {path}", start + at));
    }
}

#[test]
fn what_xml_cannot_say_is_refused() {
    let text = [0x42, 0x00, 0x0F, 0x07, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    refused(&["--untyped", "--to", "xml"], &text, "text cannot be written in XML in BatchItem");
}

#[test]
fn single_items_are_converted_when_asked() {
    let item = words("42005705 00000004 00000002 00000000");
    refused(&["--to", "xml"], &item, "wrong tag at byte 0 in ObjectType");
    let run = kmip(&["convert", "--untyped", "--to", "xml"], &item);
    assert_eq!(run.text(), "<ObjectType type=\"Enumeration\" value=\"SymmetricKey\"/>\n");
    let both = [item.clone(), words("54000102 00000004 FFFFFFFF 00000000")].concat();
    let text = kmip(&["convert", "--untyped", "--to", "xml"], &both);
    assert_eq!(text.code, 0, "{}", text.stderr);
    assert_eq!(kmip(&["convert", "--untyped", "--to", "ttlv"], &text.stdout).stdout, both);
}

#[test]
fn deviations_are_accepted_when_asked() {
    let mut bytes = create();
    bytes[36] = 1;
    let run = kmip(&["convert", "--lenient", "--to", "ttlv"], &bytes);
    assert_eq!((run.code, run.stdout), (0, create()));
}

/// A field that the version lacks is written back, and refused in another version.
#[test]
fn what_was_read_is_written_back() {
    let case = |name: &str| format!("{}/../conformance-vectors/cases/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    for name in ["server-correlation-1.0", "attributes-1.4-in-1.2", "usage-mask-400-in-2.1", "failed-empty-payload"] {
        let file = case(name);
        let untyped = kmip(&["convert", "--to", "ttlv", "--untyped", &file], b"").stdout;
        let run = kmip(&["convert", "--to", "ttlv", &file], b"");
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        assert_eq!(run.stdout, untyped, "{name}");
    }
    // Its own version is no other one.
    let file = case("server-correlation-1.0");
    let run = kmip(&["convert", "--to", "ttlv", "--version", "1.0", &file], b"");
    assert_eq!((run.code, run.stdout), (0, kmip(&["convert", "--to", "ttlv", &file], b"").stdout));
}

/// Items that were set aside are reported and keep their bytes, as is a new order.
#[test]
fn what_does_not_fit_is_set_aside_when_asked() {
    let case = |name: &str| format!("{}/../conformance-vectors/cases/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    let file = case("lease-time-integer");
    let refused = kmip(&["convert", "--to", "ttlv", &file], b"");
    assert_eq!((refused.code, refused.stdout.len()), (2, 0));
    let run = kmip(&["convert", "--lenient", "--to", "ttlv", &file], b"");
    let path = "ResponseMessage/BatchItem/ResponsePayload/Attribute/AttributeValue";
    let said = format!("{path}: set aside: wrong type, found Integer, expected Interval\n");
    assert_eq!((run.code, run.stderr), (0, said.clone()));
    assert_eq!(run.stdout, kmip(&["convert", "--to", "ttlv", "--untyped", &file], b"").stdout);
    let dump = kmip(&["dump", &file], b"").text();
    assert_eq!(dump.matches("AttributeValue  Integer(4)  3600  <- set aside: wrong type, found Integer").count(), 1);
    assert_eq!(dump.matches("<-").count(), 1, "{dump}");
    let found = kmip(&["validate", "--lenient", &file], b"");
    assert!(found.text().ends_with(&format!("note: {said}")), "{}", found.text());
    assert_eq!(kmip(&["validate", &file], b"").text(), found.text().replace(&format!("note: {said}"), ""));

    let file = case("value-before-name");
    let run = kmip(&["convert", "--lenient", "--to", "ttlv", &file], b"");
    let said =
        "ResponseMessage/BatchItem/ResponsePayload/Attribute: the order of the fields is now that of the standard\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
    // Without the option the same is said of fields that may be read in any order.
    assert_eq!(kmip(&["convert", "--to", "ttlv"], &run.stdout).stderr, "");
}

/// Each structure in another order is reported, but not those around it.
#[test]
fn each_structure_that_gets_another_order_is_said() {
    let case = format!("{}/../conformance-vectors/cases/value-before-name.hex", env!("CARGO_MANIFEST_DIR"));
    let xml = kmip(&["convert", "--untyped", "--to", "xml", &case], b"").text();
    // The header too: the time before the version.
    let start = xml.find("<ProtocolVersion>").unwrap();
    let end = xml.find("</ProtocolVersion>").unwrap() + "</ProtocolVersion>".len();
    let time = end + xml[end..].find("/>").unwrap() + "/>".len();
    let moved = [&xml[..start], &xml[end..time], &xml[start..end], &xml[time..]].concat();
    let run = kmip(&["convert", "--lenient", "--to", "ttlv"], moved.as_bytes());
    let said = ["ResponseMessage/ResponseHeader", "ResponseMessage/BatchItem/ResponsePayload/Attribute"]
        .map(|path| format!("{path}: the order of the fields is now that of the standard\n"));
    assert_eq!((run.code, run.stderr), (0, said.concat()));
}
