//! Dictionaries have what the tables name, as the encoding has it.

use kmip::encoding::Encoding;

use crate::dictionary::of_encoding;

/// The bytes of the entry with this name, as a fuzzer reads them.
fn entry(encoding: Encoding, name: &str) -> String {
    let text = of_encoding(encoding);
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn entries_are_those_of_the_encoding() {
    for (encoding, name, bytes) in [
        (Encoding::Ttlv, "BatchCount_Integer", r"\x42\x00\x0D\x02"),
        (Encoding::Ttlv, "Operation_Locate", r"\x00\x00\x00\x08"),
        (Encoding::Cbor, "BatchCount_Integer", r"\x0D\x00"),
        (Encoding::Cbor, "Operation_Locate", r"\x08"),
        (Encoding::Xml, "BatchCount", "BatchCount"),
        (Encoding::Json, "Cryptographic_Length", "Cryptographic Length"),
    ] {
        assert_eq!(entry(encoding, name), bytes, "{encoding:?} {name}");
    }
}

#[test]
fn a_fuzzer_can_read_every_line() {
    for encoding in Encoding::ALL {
        let text = of_encoding(*encoding);
        assert!(text.lines().count() > 1_000, "{encoding:?}");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, value) = line.split_once('=').unwrap();
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{line}");
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap();
            assert!(!value.is_empty() && value.is_ascii(), "{line}");
        }
    }
}
