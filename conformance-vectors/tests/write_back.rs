//! Tests that every message can be written back, and every payload built.
//!
//! Every message is read under every version that its header can have, and written back as the same bytes. Every
//! payload is written in a message built for every version, and read again as the same message.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use conformance_vectors::{Corpus, hex};
use kmip::encoding::Encoding::{Ttlv, Xml};
use kmip::{
    DateTime, EncodeOptions, Message, ProtocolVersion, RequestMessage, RequestPayload, ResponseBatchItem,
    ResponseMessage, ResponsePayload, Tag, ttlv,
};
use serde_json::Value as Json;

/// A message in TTLV, and what it is called.
type Named = (String, Vec<u8>);

/// The messages of the corpus and of `vectors/`.
fn messages() -> Result<Vec<Named>, Box<dyn Error>> {
    let mut messages = Vec::new();
    for case in Corpus::at_hand("only our own messages were written back")?.into_iter().flat_map(|corpus| corpus.cases)
    {
        for message in case.messages {
            // Item by item, so that the model has not been asked yet.
            messages.push((format!("{} {}", case.path, message.index), Xml.convert(message.xml.as_bytes(), Ttlv)?));
        }
    }
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/valid"))? {
        for file in fs::read_dir(folder?.path())? {
            let json: Json = serde_json::from_slice(&fs::read(file?.path())?)?;
            let text = |member| json.get(member).and_then(Json::as_str);
            let (Some(id), Some(bytes)) = (text("id"), text("ttlv")) else {
                return Err("a vector without bytes".into());
            };
            if text("version").is_some() {
                messages.push((id.to_owned(), hex::decode(bytes).ok_or("bad digits")?));
            }
        }
    }
    Ok(messages)
}

/// Puts a version into the header, which comes first.
fn with_version(bytes: &[u8], version: &ProtocolVersion<'_>) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let numbers = [
        (Tag::PROTOCOL_VERSION_MAJOR, version.protocol_version_major),
        (Tag::PROTOCOL_VERSION_MINOR, version.protocol_version_minor),
    ];
    for (tag, number) in numbers {
        let [_, head @ ..] = tag.value().to_be_bytes();
        let head = [&head[..], &[2, 0, 0, 0, 4]].concat();
        let place = bytes.windows(head.len()).position(|window| window == head)?.checked_add(head.len())?;
        bytes.get_mut(place..)?.get_mut(..4)?.copy_from_slice(&number.to_be_bytes());
    }
    Some(bytes)
}

/// Messages of the corpus that no strict reader takes.
///
/// They have an Attribute Value before its name, or are a response without a Result Status.
const REFUSED: [&str; 2] = ["oasis/1.2/profiles-mandatory/CS-AC-M-8-12.xml 2", "cases/TC-ASYNC-9-21.xml 5"];

#[test]
fn every_message_is_written_back_under_every_version() -> Result<(), Box<dyn Error>> {
    let messages = messages()?;
    let versions = ProtocolVersion::ALL;
    let (mut same, mut refused) = (0, 0);
    for (name, bytes) in &messages {
        for version in &versions {
            let bytes = with_version(bytes, version).ok_or_else(|| format!("{name} has no version"))?;
            match ttlv::from_slice::<Message<'_>>(&bytes) {
                Ok(message) => {
                    let written = ttlv::to_vec_with(&message, &EncodeOptions::as_read())?;
                    assert!(written == bytes, "{name} under {version} is written otherwise");
                    same += 1;
                }
                Err(error) => {
                    assert!(REFUSED.contains(&name.as_str()), "{name} under {version}: {error}");
                    refused += 1;
                }
            }
        }
    }
    println!("{} messages under 8 versions: {same} written back, {refused} refused", messages.len());
    assert_eq!(same + refused, 8 * messages.len());
    assert!(messages.len() > 1_000 && refused <= 8 * REFUSED.len(), "{} messages, {refused} refused", messages.len());
    Ok(())
}

/// Builds a message for this version from the payloads of another one.
///
/// Payloads of operations that nobody knows are left out.
fn rebuilt<'a>(message: &Message<'a>, version: &ProtocolVersion<'a>) -> Option<Message<'a>> {
    match message {
        Message::Request(request) => {
            let mut built = RequestMessage::new(version.clone());
            let payloads = request.batch_items.iter().map(|item| &item.request_payload);
            payloads
                .filter(|payload| !matches!(payload, RequestPayload::Unknown(_)))
                .for_each(|p| built.push(p.clone()));
            Some(Message::Request(built))
        }
        Message::Response(response) => {
            let mut built = ResponseMessage::new(version.clone(), DateTime(0));
            let payloads = response.batch_items.iter().filter_map(|item| item.response_payload.as_ref());
            for payload in payloads.filter(|payload| !matches!(payload, ResponsePayload::Unknown(_))) {
                built.push(ResponseBatchItem::success(payload.clone()));
            }
            Some(Message::Response(built))
        }
        _ => None,
    }
}

/// The payloads of a message, by operation.
fn operations(message: &Message<'_>) -> Vec<(&'static str, u32)> {
    match message {
        Message::Request(request) => {
            request.batch_items.iter().map(|item| ("request", item.request_payload.selector().value())).collect()
        }
        Message::Response(response) => {
            let payloads = response.batch_items.iter().filter_map(|item| item.response_payload.as_ref());
            payloads.map(|payload| ("response", payload.selector().value())).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn what_is_built_for_a_version_is_read_as_it_was_built() -> Result<(), Box<dyn Error>> {
    let messages = messages()?;
    let (mut same, mut refused) = (0, 0);
    let mut seen = BTreeSet::new();
    for (name, bytes) in &messages {
        let Ok(message) = ttlv::from_slice::<Message<'_>>(bytes) else { continue };
        for version in &ProtocolVersion::ALL {
            let Some(built) = rebuilt(&message, version) else { continue };
            match ttlv::to_vec(&built) {
                Ok(written) => {
                    let again = ttlv::from_slice::<Message<'_>>(&written)?;
                    assert!(again == built, "{name} in {version}: {built:#?}\nis read as {again:#?}");
                    seen.extend(operations(&built).into_iter().map(|operation| (version.to_string(), operation)));
                    same += 1;
                }
                // What the version does not have.
                Err(_) => refused += 1,
            }
        }
    }
    println!("{same} messages are read as they were built, {refused} refused; {} payloads by version", seen.len());
    assert!(same > 10_000 && seen.len() > 600, "{same} messages, {} payloads", seen.len());
    Ok(())
}
