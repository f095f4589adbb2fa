//! Messages that are generated from the input, and mutants of them.
//!
//! Any bytes are a valid message, so every execution comes to the model, the validator and the conversions.

use kmip::Message;
use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::items::{Node, NodeReader};
use kmip::serialize::ExposeSecrets;
use kmip::ttlv::from_slice;
use kmip::validate::{Severity, Validator};
use kmip_generate::{Choices, Direction, GeneratedMessage, Kind, Mutator, Random as _};

use crate::{agree, cbor, lenient, pieces, ttlv, versions, view};

/// Reads a valid message in every way and encoding, and writes the same bytes.
pub fn valid(data: &[u8]) {
    let generated = GeneratedMessage::new(&mut Choices::new(data));
    let findings = Validator::new().findings(&mut NodeReader::for_node(generated.items())).expect("items can be read");
    let worst = findings.worst().unwrap_or(Severity::Note);
    assert_eq!(worst, Severity::Note, "{findings}\n{:#?}", generated.items());
    let bytes = generated.to_ttlv().expect("it can be written");
    let message = from_slice::<Message<'_>>(&bytes).expect("it is valid");
    for encoding in Encoding::ALL {
        let mut reader = NodeReader::for_node(generated.items());
        let untyped = encoding.transcode(&mut reader, &WriterOptions::default()).expect("every encoding can say it");
        assert_eq!(encoding.encode(&message).as_ref(), Ok(&untyped), "{encoding:?}");
        match encoding {
            Encoding::Ttlv => ttlv::typed(&untyped),
            Encoding::Cbor => cbor::typed(&untyped),
            _ => {}
        }
    }
    agree::all(&bytes);
    lenient::any(&bytes);
    lenient::write_back(&bytes);
}

/// A valid request with a response, or either alone, in other versions.
pub fn converted(data: &[u8]) {
    let choices = &mut Choices::new(data);
    let first = GeneratedMessage::new(choices);
    let mut bytes = first.to_ttlv().expect("it can be written");
    let kind = first.kind();
    let answer = Kind::new(kind.version(), kind.operation(), Direction::Response);
    if let Some(answer) = answer.filter(|_| kind.direction() == Direction::Request) {
        bytes.extend(GeneratedMessage::of_kind(answer, choices).to_ttlv().expect("it can be written"));
    }
    versions::all(&bytes);
}

/// A valid message through serde, as text and as a tree of values, is the same.
pub fn stored(data: &[u8]) {
    let generated = GeneratedMessage::new(&mut Choices::new(data));
    let message = generated.message().expect("it is valid");
    let text = serde_json::to_string(&ExposeSecrets(&message)).expect("it can be stored");
    let read: Message<'static> = serde_json::from_str::<Message<'_>>(&text).expect("it was stored").into_owned();
    assert_eq!(read, message);
    let text = serde_json::to_string(&ExposeSecrets(generated.items())).expect("it can be stored");
    assert_eq!(&serde_json::from_str::<Node<'_>>(&text).expect("it was stored"), generated.items());
    // What is logged has no secrets, and may lack what cannot be read without them.
    let logged = serde_json::to_string(&message).expect("it can be logged");
    if let Ok(read) = serde_json::from_str::<Message<'_>>(&logged) {
        assert_eq!(read, message);
    }
}

/// Checks that all ways of reading a mutant agree, and that its fault is found.
pub fn mutant(data: &[u8]) {
    let choices = &mut Choices::new(data);
    let message = GeneratedMessage::new(choices).into_items();
    let mutator = Mutator::new(&message).expect("it has a version");
    let Some(mutation) = mutator.any(choices) else { return };
    assert!(mutation.is_as_expected(), "{mutation}: {:?}\n{message:#?}", mutation.expected());
    let Ok(bytes) = mutation.to_ttlv() else { return };
    agree::all(&bytes);
    lenient::any(&bytes);
    lenient::write_back(&bytes);
    view::ttlv(&bytes);
    versions::all(&bytes);
    // The size of a buffer, a way of using it, and one piece.
    let plan = [choices.below(16), choices.below(256), choices.below(16) << 4 | 1, choices.below(256)];
    let plan = plan.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
    pieces::ttlv(&[plan.as_slice(), &bytes].concat());
}
