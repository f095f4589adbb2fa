//! Random bytes in every form give no message, and a message gives itself.

use super::*;
use kmip::{GetRequest, LocateRequest, ProtocolVersion, RequestMessage, ttlv};
use proptest::prelude::*;

/// A text that spells some bytes, by name.
type Form = (&'static str, fn(&[u8]) -> String);

fn joined(bytes: &[u8], separator: &str, one: impl Fn(&u8) -> String) -> String {
    bytes.iter().map(one).collect::<Vec<_>>().join(separator)
}

fn dump(bytes: &[u8]) -> String {
    let line = |(number, row): (usize, &[u8])| {
        let shown: String =
            row.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }).collect();
        format!("{:08x}  {:48} |{shown}|\n", number * 16, joined(row, " ", |byte| format!("{byte:02x}")))
    };
    bytes.chunks(16).enumerate().map(line).collect()
}

fn words(bytes: &[u8]) -> String {
    let word = |pair: &[u8]| pair.iter().rev().map(|byte| format!("{byte:02x}")).collect::<String>();
    let line = |(number, row): (usize, &[u8])| {
        format!("{:07x} {}\n", number * 16, row.chunks(2).map(word).collect::<Vec<_>>().join(" "))
    };
    bytes.chunks(16).enumerate().map(line).collect::<String>() + &format!("{:07x}\n", bytes.len())
}

const FORMS: [Form; 9] = [
    ("pairs", |bytes| joined(bytes, " ", |byte| format!("{byte:02x}"))),
    ("colons", |bytes| joined(bytes, ":", |byte| format!("{byte:02X}"))),
    ("array", |bytes| joined(bytes, ", ", |byte| format!("0x{byte:x}"))),
    ("slice", |bytes| format!("{bytes:?}")),
    ("slice of Go", |bytes| format!("[{}]", joined(bytes, " ", u8::to_string))),
    ("literal", |bytes| format!("b\"{}\"", bytes.escape_ascii())),
    ("dump", dump),
    ("words", words),
    ("log", |bytes| {
        format!("10:00:00 DEBUG read {} bytes: {}\n", bytes.len(), joined(bytes, "", |byte| format!("{byte:02x}")))
    }),
];

fn message(id: &str, major: bool) -> Vec<u8> {
    let mut request = RequestMessage::new(if major { ProtocolVersion::V2_1 } else { ProtocolVersion::V1_2 });
    request.push(GetRequest::with_id(id.to_owned()));
    request.push(LocateRequest::default());
    ttlv::to_vec(&request).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_message_in_any_form_is_that_message(id in "[ -~]{0,40}", major: bool, form in 0..FORMS.len()) {
        let bytes = message(&id, major);
        let (name, spell) = FORMS[form];
        let found = find(&spell(&bytes), &ReaderOptions::default());
        prop_assert_eq!(found.len(), 1, "{}", name);
        prop_assert_eq!(found[0].bytes.as_deref(), Some(&*bytes), "{}", name);
    }

    #[test]
    fn random_bytes_are_no_message_in_any_form(bytes in proptest::collection::vec(any::<u8>(), 0..200), form in 0..FORMS.len()) {
        let (name, spell) = FORMS[form];
        let found = find(&spell(&bytes), &ReaderOptions::default());
        prop_assert!(found.is_empty(), "{}: {:?}", name, found);
    }

    #[test]
    fn random_text_is_no_message(text in "\\PC{0,200}") {
        prop_assert!(find(&text, &ReaderOptions::default()).is_empty());
    }
}

#[test]
fn what_is_read_wrongly_gives_no_other_message() {
    // A message whose bytes could be offsets, and one in whose characters a shorter one stands.
    let inner = message("x", false);
    let spelled: String = inner.iter().map(|byte| format!("{byte:02x}")).collect();
    let outer = message(&spelled, true);
    for (name, spell) in FORMS {
        let found = find(&spell(&outer), &ReaderOptions::default());
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].bytes.as_deref(), Some(&*outer), "{name}");
    }
}
