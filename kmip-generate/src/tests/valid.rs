//! Every message is valid, in every encoding.

use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::NodeReader;
use kmip::validate::{FindingKind, Severity};

use super::{findings, message};
use crate::{Choices, GeneratedMessage, Kind};

/// The number of messages of every kind that are made.
const EACH: u64 = 8;

#[track_caller]
fn assert_valid(generated: &GeneratedMessage) {
    let kind = generated.kind();
    for finding in &findings(generated.items()) {
        let is_note = matches!(finding.kind(), FindingKind::Extension | FindingKind::Deprecated);
        assert!(is_note && finding.severity() == Severity::Note, "{kind}: {finding}\n{:#?}", generated.items());
    }
    let typed = generated.message().unwrap_or_else(|error| panic!("{kind}: {error}\n{:#?}", generated.items()));
    for encoding in Encoding::ALL {
        let mut reader = NodeReader::for_node(generated.items());
        let bytes = encoding.transcode(&mut reader, &WriterOptions::default()).unwrap();
        let read = encoding.decode::<kmip::Message<'_>>(&bytes).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(read, typed, "{kind}, {encoding:?}");
        let again = encoding.encode(&read).unwrap_or_else(|error| panic!("{kind}: {error}\n{:#?}", generated.items()));
        assert!(again == bytes, "{kind}, {encoding:?}:\n{:#?}", generated.items());
    }
}

#[test]
fn every_message_is_valid_in_every_encoding() {
    let mut count = 0;
    for kind in Kind::all() {
        for number in 0..EACH {
            let generated = message(kind, number);
            assert_eq!(generated.kind(), kind);
            assert_valid(&generated);
            count += 1;
        }
    }
    println!("{count} messages");
    assert!(count > 5_000, "{count}");
}

#[test]
fn any_choices_make_a_valid_message() {
    for kind in Kind::all() {
        for byte in [1, 0x7F, u8::MAX] {
            assert_valid(&GeneratedMessage::of_kind(kind, &mut Choices::new(&[byte; 40])));
        }
        assert_valid(&GeneratedMessage::of_kind(kind, &mut || u64::MAX));
    }
}

#[test]
fn without_choices_a_message_is_small() {
    let items = |generated: &GeneratedMessage| generated.to_ttlv().unwrap().len();
    for kind in Kind::all() {
        let smallest = items(&GeneratedMessage::of_kind(kind, &mut || 0));
        let others: usize = (0..8).map(|number| items(&message(kind, number))).sum();
        assert!(smallest * 8 <= others, "{kind}: {smallest}");
    }
}

#[test]
fn the_same_seed_gives_the_same_message() {
    for kind in Kind::all().step_by(97) {
        assert_eq!(message(kind, 1), message(kind, 1));
        assert_ne!(message(kind, 1), message(kind, 2));
    }
}
