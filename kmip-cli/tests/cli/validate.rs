//! `kmip validate`.

use std::io::{self, ErrorKind, Write};

use clap::Parser;
use kmip_cli::{Arguments, Command, Failure, Verdict, validate};
use serde_json::Value as Json;

use crate::command::{KEY, create, encodings, get_response, hex, kmip};

/// The samples that only an application can judge: they hold a vendor's items.
const EXTENSION: &[u8] = include_bytes!("../../../conformance-vectors/samples/message-extension-1.3.hex");

/// Returns a request of 2.1 that calls itself 1.4: its Attributes are of 2.0.
fn old() -> Vec<u8> {
    let mut bytes = create();
    // The value of Protocol Version Major is the word at 32, that of Minor the word at 48.
    (bytes[35], bytes[51]) = (1, 4);
    bytes
}

/// A response whose key has a length and no algorithm.
fn without_algorithm() -> Vec<u8> {
    let digits = hex(&get_response());
    let algorithm = "420028050000000400000003000000";
    assert!(digits.contains(algorithm));
    // Another tag of the standard, which a Key Block does not have.
    crate::command::words(&digits.replace(algorithm, "420011050000000400000003000000"))
}

#[test]
fn a_valid_message_has_no_findings_in_any_encoding() {
    for (name, input) in encodings(&[create(), get_response()]) {
        let run = kmip(&["validate"], &input);
        assert_eq!((run.code, run.text().as_str(), run.stderr.as_str()), (0, "", ""), "{name}");
        let run = kmip(&["validate", "--json"], &input);
        assert_eq!((run.code, run.text().as_str()), (0, "[]\n"), "{name}");
    }
}

#[test]
fn errors_are_printed_with_place_and_versions_and_exit_with_1() {
    let run = kmip(&["validate"], &old());
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let path = "RequestMessage/BatchItem/RequestPayload";
    let expected = format!(
        "error at byte 120 in {path}/Attributes: is not in KMIP 1.4 (it is in KMIP 2.0-3.0; see §6.1.8 of KMIP 3.0)\n\
         error at byte 96 in {path}/TemplateAttribute: is missing in Create Request Payload (see §4.1 of KMIP 1.4)\n"
    );
    assert_eq!(run.text(), expected);
}

#[test]
fn every_encoding_gives_the_same_findings() {
    let messages = [create(), without_algorithm()];
    // But for the offsets.
    let facts = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(" in ").skip(1).collect::<Vec<_>>().join(" in ")).collect()
    };
    // What a Key Block does not have the model keeps; so it can be written in every encoding item by item.
    let convert = |to| kmip(&["convert", "--untyped", "--to", to], &messages.concat()).stdout;
    let expected = kmip(&["validate"], &messages.concat()).text();
    assert_eq!(facts(&expected).len(), 2);
    for to in ["hex", "xml", "json", "cbor", "cbor-hex"] {
        let run = kmip(&["validate"], &convert(to));
        assert_eq!((run.code, facts(&run.text())), (1, facts(&expected)), "{to}");
    }
}

#[test]
fn findings_tell_which_of_several_messages() {
    let run = kmip(&["validate"], &[create(), without_algorithm()].concat());
    let block = "ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock";
    let lines: Vec<_> = run.text().lines().map(str::to_owned).collect();
    let start = create().len();
    let at = |tag: [u8; 4]| {
        let all = [create(), without_algorithm()].concat();
        start + all[start..].windows(4).position(|window| window == tag).unwrap()
    };
    let (other, key_block) = (at([0x42, 0, 0x11, 5]), at([0x42, 0, 0x40, 1]));
    let expected = [
        format!(
            "message 2: error at byte {other} in {block}/BlockCipherMode: is no field of Key Block (see §2.1.3 of KMIP 1.4)"
        ),
        format!(
            "message 2: error at byte {key_block} in {block}/CryptographicAlgorithm: is missing in Key Block (see §2.1.3 of KMIP 1.4)"
        ),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn notes_are_no_errors() {
    let run = kmip(&["validate"], EXTENSION);
    assert_eq!(run.code, 0);
    assert!(run.text().lines().all(|line| line.starts_with("note at byte ")), "{}", run.text());
    assert!(run.text().lines().count() > 1);
}

#[test]
fn a_version_can_be_given() {
    assert_eq!(kmip(&["validate", "--version", "2.0"], &create()).text(), "");
    let run = kmip(&["validate", "--version", "3.0"], &create());
    assert_eq!((run.code, run.text().lines().count()), (1, 1));
    assert!(run.text().contains("/BatchCount: is not in KMIP 3.0 (it is in KMIP 1.0-2.1; "), "{}", run.text());
    let refused = kmip(&["validate", "--version", "1.5"], &create());
    assert!(refused.stderr.contains("the versions are 1.0, 1.1, "), "{}", refused.stderr);
}

#[test]
fn json_has_every_part_of_a_finding() {
    let run = kmip(&["validate", "--json"], &old());
    assert_eq!(run.code, 1);
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    let first = &findings[0];
    assert_eq!(findings.as_array().unwrap().len(), 2);
    let members = ["severity", "kind", "tag", "version", "specification", "section"].map(|name| &first[name]);
    assert_eq!(members, ["error", "NotInVersion", "Attributes", "1.4", "3.0", "6.1.8"]);
    assert_eq!(first["path"], "RequestMessage/BatchItem/RequestPayload/Attributes");
    assert_eq!((&first["message"], &first["offset"]), (&Json::from(1), &Json::from(120)));
    assert_eq!(first["allowed"], serde_json::json!(["2.0", "2.1", "3.0"]));
    assert_eq!((&first["subject"], &first["expected"]), (&Json::Null, &serde_json::json!([])));
    assert_eq!(findings[1]["subject"], "Create Request Payload");
    assert_eq!(findings[1]["text"].as_str(), kmip(&["validate"], &old()).text().lines().nth(1));
}

/// 1,500 messages in CBOR: usage masks that have every bit.
fn masks() -> Vec<u8> {
    MASK.repeat(1_500)
}

const MASK: [u8; 4] = [0x82, 0x18, 0x2C, 0x20];

/// Checks against 2.0, which has not all of these bits and leaves some to vendors.
const OF_2_0: [&str; 7] = ["validate", "--from", "cbor", "--version", "2.0", "--operation", "Create"];

#[test]
fn a_mask_is_a_finding_that_names_its_bits() {
    let run = kmip(&OF_2_0, &MASK);
    let expected = "error at byte 1 in CryptographicUsageMask: has bits 0x000FC440 that are not in Cryptographic Usage Mask \
        of KMIP 2.0 (they are in KMIP 1.0-1.4; see §12.1 of KMIP 2.0)\n\
        note at byte 1 in CryptographicUsageMask: has bits 0xFF000000 that are a vendor's (see §12.1 of KMIP 2.0)\n";
    assert_eq!((run.code, run.text().as_str()), (1, expected));
    let run = kmip(&[&OF_2_0[..], &["--json"]].concat(), &MASK);
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    let bits: Vec<_> = findings.as_array().unwrap().iter().map(|finding| &finding["bits"]).collect();
    assert_eq!(bits, ["0x000FC440", "0xFF000000"]);
}

#[test]
fn all_findings_are_printed_however_many() {
    let run = kmip(&OF_2_0, &masks());
    assert_eq!((run.code, run.text().lines().count(), run.stderr.as_str()), (1, 3_000, ""));
    assert!(run.text().lines().last().unwrap().starts_with("message 1500: note at byte 5997 in "), "{}", run.text());
    let json = [&OF_2_0[..], &["--json"]].concat();
    let run = kmip(&json, &masks());
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    assert_eq!((run.code, findings.as_array().unwrap().len()), (1, 3_000));
    assert_eq!(findings[2_999]["message"], 1_500);
    // Broken at its end: what was found before is a document all the same.
    let run = kmip(&json, &[masks().as_slice(), &MASK[..3]].concat());
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    assert_eq!((run.code, findings.as_array().unwrap().len()), (1, 3_001));
    assert_eq!((&findings[3_000]["message"], &findings[3_000]["kind"]), (&1_501.into(), &"Unreadable".into()));
}

/// A writer that takes so many bytes, and then fails with this kind of error.
struct Closing(usize, ErrorKind);

impl Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(self.1)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn when_nobody_reads_on_the_check_goes_on() {
    let arguments = [&["kmip"], &OF_2_0[..]].concat();
    let Command::Validate(options) = Arguments::try_parse_from(arguments).unwrap().command else {
        panic!("another command")
    };
    // A vendor's bit is no error; the last mask has one that is.
    let masks = [&[0x82, 0x18, 0x2C, 0x1A, 0x40, 0, 0, 0].repeat(2_000)[..], &MASK].concat();
    let closed = validate(&masks, &options, &mut Closing(100, ErrorKind::BrokenPipe));
    assert!(matches!(closed, Ok(Verdict::Invalid)), "{closed:?}");
    let full = validate(&masks, &options, &mut Closing(100, ErrorKind::StorageFull));
    assert!(matches!(full, Err(Failure::Write(_))), "{full:?}");
}

#[test]
fn of_broken_input_the_findings_before_are_printed() {
    let bytes = old();
    let run = kmip(&["validate"], &bytes[..bytes.len() - 8]);
    assert_eq!(run.code, 1);
    assert!(run.text().starts_with("error at byte 120 in "), "{}", run.text());
    assert!(run.text().lines().nth(1).unwrap().starts_with("error: truncated item at byte "), "{}", run.text());
    assert_eq!(run.stderr, "");
    let run = kmip(&["validate", "--json"], &bytes[..bytes.len() - 8]);
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    assert_eq!((run.code, findings.as_array().unwrap().len()), (1, 2));
    assert_eq!((&findings[1]["kind"], &findings[1]["severity"]), (&"Unreadable".into(), &"error".into()));
    let run = kmip(&["validate"], b"# nothing\n");
    assert_eq!((run.code, run.text().as_str()), (2, ""));
    assert!(!run.stderr.is_empty());
}

#[test]
fn no_byte_of_a_key_is_shown() {
    let bytes = without_algorithm();
    for arguments in [&["validate"][..], &["validate", "--json"], &["validate", "--version", "3.0"]] {
        let run = kmip(arguments, &bytes);
        assert!(!run.stdout.is_empty());
        assert!(!run.text().to_lowercase().contains(&hex(&KEY[..3])), "{}", run.text());
    }
}

/// A Request Payload of Register alone, whose PKCS#1 Key Material is text.
const BARE_PAYLOAD: &[u8] = include_bytes!("bare-payload.xml");

#[test]
fn what_cannot_be_checked_says_so() {
    let run = kmip(&["validate"], BARE_PAYLOAD);
    let note = "note at byte 0, line 1, column 1 in RequestPayload: not checked: what it holds, since its operation is not known\n";
    assert_eq!((run.code, run.text().as_str(), run.stderr.as_str()), (1, note, ""));
    let run = kmip(&["validate", "--operation", "Register", "--version", "1.4"], BARE_PAYLOAD);
    assert_eq!(run.code, 1);
    let lines: Vec<_> = run.text().lines().map(str::to_owned).collect();
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(line.contains("/KeyValue/KeyMaterial: has the wrong type, expected ByteString (see §2.1.4"), "{line}");
    // As an item of another operation, it has fields that do not belong there.
    let run = kmip(&["validate", "--operation", "Get", "--version", "1.4"], BARE_PAYLOAD);
    assert_eq!(
        (run.code, run.text().lines().filter(|line| line.contains("is no field of Get Request")).count()),
        (1, 3)
    );
    let refused = kmip(&["validate", "--operation", "Craete"], BARE_PAYLOAD);
    assert!(refused.stderr.contains("no version has this operation"), "{}", refused.stderr);
    // An attribute: its values are checked, its place is not.
    let mask = b"<CryptographicUsageMask type=\"Integer\" value=\"Encrypt\"/>";
    let run = kmip(&["validate"], mask);
    assert_eq!((run.code, run.text().lines().count()), (1, 1));
    assert!(run.text().contains("not checked: what versions differ in, since none is known"), "{}", run.text());
    let run = kmip(&["validate", "--version", "2.1"], mask);
    assert!(run.text().contains("not checked: whether it may stand where it does"), "{}", run.text());
    assert_eq!(kmip(&["validate", "--version", "2.1", "--operation", "Create"], mask).code, 0);
}

/// A request of 3.0 as an encyclopaedia prints it.
const AS_PRINTED: &[u8] = include_bytes!("seed-example-as-printed.xml");

/// A Locate whose text has a length in characters: it ends inside a letter.
const TEXT_LENGTH: &[u8] = include_bytes!("../../../conformance-vectors/cases/text-length-in-characters.hex");

#[test]
fn all_findings_are_listed_behind_values_that_cannot_be_read() {
    let run = kmip(&["validate"], AS_PRINTED);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let item = "RequestMessage/BatchItem[1]";
    let digits = "cannot be read: invalid hexadecimal: ByteString: an even number of hexadecimal digits, found 1 digit";
    let id = "UniqueBatchItemID: is not in KMIP 3.0 (it is in KMIP 1.0-2.1; see §8.3 of KMIP 2.1)";
    let key = "RequestPayload/KeyWrappingSpecification/EncryptionKeyInformation/UniqueIdentifier";
    let expected = [
        format!("error at byte 235, line 1, column 236 in RequestMessage/BatchItem/UniqueBatchItemID: {digits}"),
        format!("error at byte 235, line 1, column 236 in RequestMessage/BatchItem/{id}"),
        format!("error at byte 450, line 1, column 451 in {item}/UniqueBatchItemID: {digits}"),
        format!("error at byte 450, line 1, column 451 in {item}/{id}"),
        format!(
            "error at byte 618, line 1, column 619 in {item}/{key}: cannot be read: invalid number: Integer: a number, found 36 characters with \
             hyphens"
        ),
        format!(
            "error at byte 498, line 1, column 499 in {item}/RequestPayload/UniqueIdentifier: is missing in Get Request Payload \
             (it can be left out in KMIP 1.0-2.1; see §6.1.25 of KMIP 3.0)"
        ),
    ];
    assert_eq!(run.text().lines().collect::<Vec<_>>(), expected);
    let run = kmip(&["validate", "--json"], AS_PRINTED);
    let findings: Json = serde_json::from_str(&run.text()).unwrap();
    assert_eq!((&findings[0]["kind"], &findings[0]["error"]), (&"Unreadable".into(), &"invalid hexadecimal".into()));
    assert_eq!(findings[0]["detail"], "ByteString: an even number of hexadecimal digits, found 1 digit");
    assert_eq!((&findings[1]["error"], &findings[1]["detail"]), (&Json::Null, &Json::Null));
    assert_eq!((&findings[1]["line"], &findings[1]["column"]), (&1.into(), &236.into()));
}

#[test]
fn findings_in_text_have_a_line_and_a_column() {
    let xml = kmip(&["convert", "--to", "xml"], &get_response()).text();
    let json = kmip(&["convert", "--to", "json"], &get_response()).text();
    let both = [json.as_str(), "\n", &json].concat();
    for text in [&xml, &json, &both] {
        // A key without an algorithm.
        let text = text.replace("CryptographicAlgorithm", "BlockCipherMode").replace("\"AES\"", "\"CBC\"");
        let run = kmip(&["validate", "--json"], text.as_bytes());
        let findings: Json = serde_json::from_str(&run.text()).unwrap();
        let finding = findings.as_array().unwrap().last().unwrap();
        let offset = usize::try_from(finding["offset"].as_u64().unwrap()).unwrap();
        let before = &text[..offset];
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
        assert_eq!(finding["line"], before.matches('\n').count() + 1);
        assert_eq!(finding["column"], column);
        let place = format!("at byte {offset}, line {}, column {column} in ", finding["line"]);
        assert!(finding["text"].as_str().unwrap().contains(&place), "{finding}");
    }
    let ttlv = kmip(&["validate", "--json"], &old());
    let findings: Json = serde_json::from_str(&ttlv.text()).unwrap();
    assert_eq!((&findings[0]["line"], &findings[0]["column"]), (&Json::Null, &Json::Null));
}

#[test]
fn a_text_that_ends_inside_a_letter_is_marked_and_what_follows_is_read() {
    let run = kmip(&["validate"], TEXT_LENGTH);
    let value = "RequestMessage/BatchItem/RequestPayload/Attribute/AttributeValue";
    let why = "padding is not zero";
    let cause = "a length counts bytes, not characters, and text goes on behind this one";
    assert_eq!(run.text(), format!("error at byte 128 in {value}: cannot be read: {why}: {cause}\n"));
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let run = kmip(&["dump"], TEXT_LENGTH);
    assert_eq!((run.code, run.stderr.clone()), (2, format!("kmip: {why} at byte 128 in {value}: {cause}\n")));
    assert!(
        run.text().contains("   128          AttributeValue  TextString(3)  cannot be read: padding is not zero\n")
    );
    assert!(run.text().ends_with("   176          AttributeValue  Enumeration(4)  SymmetricKey (0x00000002)\n"));
}

/// In JSON, and with a name instead of digits; nothing of a key is shown.
#[test]
fn a_value_that_cannot_be_read_is_marked_in_json_too() {
    let key = hex(KEY);
    let text = crate::command::json(&[get_response()]);
    assert!(text.contains(&key));
    let text = text.replace(&key, &key[1..]).replace("\"AES\"", "\"AEZ\"");
    let run = kmip(&["validate"], text.as_bytes());
    let block = "ResponseMessage/BatchItem/ResponsePayload/SymmetricKey/KeyBlock";
    let ends = [
        format!(
            "{block}/KeyValue/KeyMaterial: cannot be read: invalid hexadecimal: ByteString: an even number of \
                 hexadecimal digits, found 31 digits"
        ),
        format!(
            "{block}/CryptographicAlgorithm: cannot be read: unknown name: `AEZ` for CryptographicAlgorithm \
                 (did you mean `AES`?)"
        ),
    ];
    let text = run.text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((run.code, lines.len()), (1, 2), "{text}");
    for (line, end) in lines.iter().zip(&ends) {
        assert!(line.ends_with(end), "{line}");
    }
    assert!(!text.contains(&key[1..8]), "{text}");
}
