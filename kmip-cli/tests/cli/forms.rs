//! Tests one message in every form of `tests/forms`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::command::{create, get_response, hex, kmip, words, xml};

/// The message that the files were made from.
const MESSAGE: &str = include_str!("../../../conformance-vectors/samples/create-1.4.hex");

/// Forms that are refused by name, and the start of the error.
const REFUSED: [(&str, &str); 12] = [
    ("refused-bzip2.bin", "this is bzip2: "),
    ("refused-certificate.bin", "this is DER"),
    ("refused-gzip.bin", "this is gzip: "),
    ("refused-http-gzip.bin", "this is a compressed body of HTTP: "),
    ("refused-pcap.bin", "this is a packet capture: "),
    ("refused-pcapng.bin", "this is a packet capture: "),
    ("refused-pem.txt", "this is PEM"),
    ("refused-tls-hex.txt", "this is TLS records"),
    ("refused-tls.bin", "this is TLS records"),
    ("refused-xz.bin", "this is xz: "),
    ("refused-zip.bin", "this is a zip archive: "),
    ("refused-zstd.bin", "this is zstd: "),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

/// The names of all files, in their order.
fn names() -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn message() -> Vec<u8> {
    let digits: String = MESSAGE.lines().map(|line| line.split('#').next().unwrap()).collect();
    words(&digits)
}

#[test]
fn every_form_of_a_message_gives_its_bytes() {
    let names = names();
    let taken: Vec<_> =
        names.iter().filter(|name| !name.starts_with("refused-") && !name.starts_with("none-")).collect();
    assert!(taken.len() >= 60, "{}", taken.len());
    let mut wrong = Vec::new();
    for name in taken {
        let run = kmip(&["convert", "--to", "ttlv", folder().join(name).to_str().unwrap()], b"");
        if run.code != 0 || run.stdout != message() {
            wrong.push(format!("{name}: {} {}", run.code, run.stderr));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_not_undone_is_refused_by_its_name() {
    let names = names();
    let refused: BTreeSet<_> = names.iter().map(String::as_str).filter(|name| name.starts_with("refused-")).collect();
    assert_eq!(refused, REFUSED.iter().map(|(name, _)| *name).collect());
    for (name, told) in REFUSED {
        let run = kmip(&["dump", folder().join(name).to_str().unwrap()], b"");
        assert_eq!((run.code, run.stdout.len()), (2, 0), "{name}");
        assert!(run.stderr.starts_with(&format!("kmip: {told}")), "{name}: {}", run.stderr);
    }
}

#[test]
fn where_no_message_is_that_is_said() {
    for name in names().iter().filter(|name| name.starts_with("none-")) {
        let run = kmip(&["dump", folder().join(name).to_str().unwrap()], b"");
        assert_eq!((run.code, run.stdout.len()), (2, 0), "{name}");
        assert!(run.stderr.starts_with("kmip: no message found"), "{name}: {}", run.stderr);
    }
}

#[test]
fn several_messages_have_their_places() {
    let log = format!("09:00 sent {}\n09:01 received\n{}\n", hex(&create()), hex(&get_response()));
    let run = kmip(&["convert", "--to", "ttlv"], log.as_bytes());
    assert_eq!((run.code, run.stdout), (0, [create(), get_response()].concat()));
    let told = format!(
        "kmip: message 1: {} bytes, hexadecimal, from line 1 on\n\
         kmip: message 2: {} bytes, hexadecimal, from line 3 on\n\
         kmip: 20 letters and digits around are passed over\n",
        create().len(),
        get_response().len()
    );
    assert_eq!(run.stderr, told);
}

#[test]
fn forms_may_stand_beside_each_other() {
    let text = format!("sent {}received {:?}\nand {}", xml(&[create()]), get_response(), hex(&create()));
    let run = kmip(&["convert", "--to", "ttlv"], text.as_bytes());
    assert_eq!((run.code, run.stdout), (0, [create(), get_response(), create()].concat()), "{}", run.stderr);
}

#[test]
fn what_was_read_is_said_if_asked() {
    assert_eq!(kmip(&["dump", "-v"], &create()).stderr, "kmip: read as TTLV\n");
    assert_eq!(kmip(&["dump"], hex(&create()).to_uppercase().as_bytes()).stderr, "");
    let colons = hex(&create()).as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(":");
    let run = kmip(&["dump", "-v"], colons.as_bytes());
    assert_eq!(run.stderr, format!("kmip: message 1: {} bytes, hexadecimal, from line 1 on\n", create().len()));
}

#[test]
fn the_text_itself_may_be_the_argument() {
    let run = kmip(&["convert", "--to", "ttlv", &hex(&create())], b"");
    assert_eq!((run.code, run.stdout), (0, create()));
    let run = kmip(&["convert", "--to", "ttlv", &format!("sent: {:?}", create())], b"");
    assert_eq!((run.code, run.stdout), (0, create()));
    let run = kmip(&["convert", "--to", "ttlv", "42007801"], b"");
    assert_eq!(run.code, 2);
}

#[test]
fn a_message_that_is_cut_in_a_log_is_shown_as_far_as_it_goes() {
    let log = format!("recv {} [truncated]\n", &hex(&get_response())[..240]);
    let run = kmip(&["dump"], log.as_bytes());
    assert_eq!(run.code, 2);
    assert!(run.text().contains("  Operation  Enumeration(4)  Get (0x0000000a)\n"), "{}", run.text());
    assert!(run.stderr.contains("kmip: truncated item at byte 112 in ResponseMessage/BatchItem"), "{}", run.stderr);
    // Behind a whole message, too: it is not passed over.
    let run = kmip(&["convert", "--to", "ttlv"], format!("sent {}\n{log}", hex(&create())).as_bytes());
    assert_eq!((run.code, run.stdout.len()), (2, 0), "{}", run.stderr);
}

#[test]
fn files_and_folders_are_read_together() {
    let folder = std::env::temp_dir().join(format!("kmip-cli-forms-{}", std::process::id()));
    let inner = folder.join("b");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(folder.join("a.ttlv"), create()).unwrap();
    std::fs::write(inner.join("c.hex"), hex(&get_response())).unwrap();
    let path = folder.to_str().unwrap();
    let run = kmip(&["convert", "--to", "ttlv", "-r", path], b"");
    assert_eq!((run.code, run.stdout), (0, [create(), get_response()].concat()));
    let run = kmip(&["dump", "-r", path], b"");
    assert!(run.text().starts_with(&format!("# file {path}/a.ttlv\n     0  RequestMessage")), "{}", run.text());
    assert!(run.text().contains(&format!("\n# file {path}/b/c.hex\n     0  ResponseMessage")), "{}", run.text());
    // One that cannot be read does not hide the others.
    std::fs::write(folder.join("aa.bin"), b"nothing here").unwrap();
    let run = kmip(&["validate", "-r", path], b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("aa.bin: no message found"), "{}", run.stderr);
    let run = kmip(&["convert", "--to", "ttlv", "-r", path], b"");
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_output_is_written_to_a_file_whole_or_not_at_all() {
    let file = std::env::temp_dir().join(format!("kmip-cli-output-{}", std::process::id()));
    let path = file.to_str().unwrap();
    let run = kmip(&["convert", "-t", "ttlv", "-o", path], hex(&create()).as_bytes());
    assert_eq!((run.code, run.stdout.len(), std::fs::read(&file).unwrap()), (0, 0, create()));
    let run = kmip(&["convert", "-t", "xml", "-o", path], &create()[..40]);
    assert_eq!((run.code, std::fs::read(&file).unwrap()), (2, create()));
    std::fs::remove_file(&file).unwrap();
    let run = kmip(&["convert", "-t", "xml", "-o", "/nowhere/at/all"], &create());
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("kmip: cannot write /nowhere/at/all: "), "{}", run.stderr);
}

#[test]
fn placeholders_of_test_cases_get_values() {
    let case = xml(&[create()]).replace("<KMIP>", "").replace("value=\"256\"", "value=\"$LENGTH\"");
    let run = kmip(&["convert", "--to", "hex"], case.as_bytes());
    assert_eq!(run.code, 2);
    assert!(run.stderr.ends_with("--placeholders puts values in the place of $NOW and the like\n"), "{}", run.stderr);
    let text = "<KMIP>\n# TIME 0\n<RequestMessage><RequestHeader><ProtocolVersion>\
        <ProtocolVersionMajor type=\"Integer\" value=\"1\"/><ProtocolVersionMinor type=\"Integer\" value=\"4\"/></ProtocolVersion>\
        <TimeStamp type=\"DateTime\" value=\"$NOW\"/><BatchCount type=\"Integer\" value=\"1\"/></RequestHeader><BatchItem>\
        <Operation type=\"Enumeration\" value=\"Get\"/><RequestPayload>\
        <UniqueIdentifier type=\"TextString\" value=\"$UNIQUE_IDENTIFIER_0\"/></RequestPayload></BatchItem></RequestMessage></KMIP>";
    let run = kmip(&["dump", "--placeholders"], text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.text().contains("2020-01-01T00:00:00+00:00") && run.text().contains("\"UNIQUE_IDENTIFIER_0\""));
}

#[test]
fn another_element_may_stand_around_messages() {
    let one = xml(&[create()]);
    let text = format!("<KmipTestCase>\n# TIME 0\n{one}# TIME 1\n{one}</KmipTestCase>\n");
    let run = kmip(&["convert", "--to", "ttlv"], text.as_bytes());
    assert_eq!((run.code, run.stdout), (0, [create(), create()].concat()), "{}", run.stderr);
}
