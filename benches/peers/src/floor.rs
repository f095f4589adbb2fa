//! The floors: what the formats cost before anyone knows what they say.

use std::hint::black_box;

use kmip_benches::{Call, Encoding, Failure, Job, Sample};
use minicbor::data::Token;
use minicbor::decode::Tokenizer;
use quick_xml::events::Event;
use serde::de::IgnoredAny;

use crate::{straight, walk};

/// Returns the floors of a message in an encoding.
///
/// They are `decode`, `encode` (into a buffer that is there), and `copy`.
pub(crate) fn floors(sample: &Sample, encoding: Encoding) -> Result<Vec<Job>, Failure> {
    let input = sample.encode(encoding)?;
    let bytes = input.len();
    let text = String::from_utf8(input.clone());
    let decode: Call = match encoding {
        Encoding::Ttlv => {
            let input = input.clone();
            Box::new(move || walk::walk(black_box(&input)))
        }
        Encoding::Cbor => {
            let input = input.clone();
            Box::new(move || tokens(black_box(&input)))
        }
        Encoding::Xml => {
            let text = text?;
            Box::new(move || events(black_box(&text)))
        }
        Encoding::Json => {
            let text = text?;
            Box::new(move || black_box(serde_json::from_str::<IgnoredAny>(black_box(&text))).is_ok())
        }
        other => return Err(format!("{other} has no floor").into()),
    };
    let mut calls = vec![("decode", decode)];
    calls.extend(straight::writer(sample, encoding)?.map(|call| ("encode", call)));
    let mut buffer = vec![0; bytes];
    calls.push((
        "copy",
        Box::new(move || {
            black_box(&mut buffer).copy_from_slice(black_box(&input));
            true
        }),
    ));
    let job = |(name, call)| Job { who: "floor", name, encoding, message: sample.name.clone(), bytes, call };
    Ok(calls.into_iter().map(job).collect())
}

/// Every event of quick-xml, and every attribute; not whether one occurs twice.
fn events(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                for attribute in element.attributes().with_checks(false) {
                    if black_box(attribute).is_err() {
                        return false;
                    }
                }
            }
            Ok(Event::Eof) => return true,
            Ok(other) => {
                black_box(other);
            }
            Err(_) => return false,
        }
    }
}

/// Every token of minicbor.
fn tokens(input: &[u8]) -> bool {
    Tokenizer::new(input).all(|token: Result<Token<'_>, _>| black_box(token).is_ok())
}
