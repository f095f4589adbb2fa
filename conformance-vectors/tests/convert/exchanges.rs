//! Requests and the responses to them, through another version.
//!
//! Someone between client and server converts them so.

use std::collections::BTreeMap;
use std::error::Error;

use kmip::convert::{Category, Change};
use kmip::{DeleteAttributeRequest, Message, NamedAttribute, ProtocolVersion, RequestMessage, RequestPayload, Tag};

use crate::messages::{Named, corpus};
use crate::{errors, is_empty};

/// The messages between one client and its server, in order.
#[derive(Default)]
struct Conversation<'m> {
    /// The request that waits for its response.
    asked: Option<&'m RequestMessage<'m>>,
    /// The attributes given so far, by name: what someone in between can know.
    known: BTreeMap<&'m str, &'m NamedAttribute<'m>>,
}

impl<'m> Conversation<'m> {
    fn request(&mut self, request: &'m RequestMessage<'m>) {
        self.asked = Some(request);
        for item in &request.batch_items {
            match &item.request_payload {
                RequestPayload::AddAttribute(add) => self.learn(add.named_attribute.as_deref()),
                RequestPayload::ModifyAttribute(modify) => self.learn(modify.named_attribute.as_deref()),
                _ => {}
            }
        }
    }

    fn learn(&mut self, attributes: impl IntoIterator<Item = &'m NamedAttribute<'m>>) {
        self.known.extend(attributes.into_iter().map(|named| (&*named.attribute_name, named)));
    }

    /// The attribute that is deleted.
    fn attribute(&self, deleted: &DeleteAttributeRequest<'_>) -> Option<NamedAttribute<'static>> {
        let named = self.known.get(deleted.attribute_name.as_deref()?)?;
        Some(NamedAttribute::into_owned((*named).clone()))
    }
}

/// The numbers of messages of one version, by how they come back from another.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    requests: usize,
    responses: usize,
    /// Come back as they were.
    same: usize,
    /// Responses with an attribute from the request.
    repeated: usize,
}

/// Converts the messages of one version to another and back.
///
/// Each response is converted with its request; all are valid on either side, if they were at first.
fn exchange(
    messages: &[Named],
    from: &ProtocolVersion<'_>,
    through: &ProtocolVersion<'_>,
) -> Result<Counts, Box<dyn Error>> {
    let mut counts = Counts::default();
    let mut conversation = Conversation::default();
    let mut file = "";
    for (place, message) in messages.iter().filter(|(_, message)| message.protocol_version() == from) {
        let own = place.rsplit_once(' ').map_or(place.as_str(), |(path, _)| path);
        if own != file {
            (file, conversation) = (own, Conversation::default());
        }
        let there = message.convert_to(through.clone())?.message;
        let back = match (message, &there) {
            (Message::Request(request), _) => {
                counts.requests += 1;
                conversation.request(request);
                there.convert_to(from.clone())?.message
            }
            (Message::Response(_), Message::Response(answer)) => {
                counts.responses += 1;
                // Some test cases show a response alone.
                let conversion = match conversation.asked.take() {
                    Some(request) => {
                        let known = |deleted: &DeleteAttributeRequest<'_>| conversation.attribute(deleted);
                        answer.convert_response_to(from.clone(), request, known)?
                    }
                    None => answer.convert_to(from.clone())?,
                };
                counts.repeated +=
                    usize::from(conversion.report.iter().any(|change| change.category == Category::Repeated));
                Message::Response(conversion.message)
            }
            _ => return Err("neither request nor response".into()),
        };
        if errors(message)?.is_empty() {
            assert!(errors(&there)?.is_empty(), "{place} to {through}: {:?}", errors(&there)?);
            assert!(errors(&back)?.is_empty(), "{place} to {through} and back: {:?}", errors(&back)?);
        }
        counts.same += usize::from(back == *message);
    }
    Ok(counts)
}

#[test]
fn with_its_request_every_response_comes_back_valid() -> Result<(), Box<dyn Error>> {
    let Some(messages) = corpus()? else { return Ok(()) };
    let counts = exchange(&messages, &ProtocolVersion::V1_4, &ProtocolVersion::V2_1)?;
    assert_eq!(counts, Counts { requests: 556, responses: 555, same: 1091, repeated: 19 });
    let counts = exchange(&messages, &ProtocolVersion::V2_1, &ProtocolVersion::V3_0)?;
    assert_eq!(counts, Counts { requests: 966, responses: 964, same: 1667, repeated: 0 });
    Ok(())
}

/// With their requests, all responses go to every version.
///
/// What is missing even when the request is at hand: attributes that the version does not have at all, the value of
/// one that was deleted by its name, what responses in the middle of a stream do not have yet, values that are left
/// out of keys, and what only the version of the response leaves out, as that to an Ephemeral item.
#[test]
fn with_their_requests_all_responses_go_to_every_version() -> Result<(), Box<dyn Error>> {
    let Some(messages) = corpus()? else { return Ok(()) };
    let mut missing = BTreeMap::<Tag, usize>::new();
    let (mut request, mut responses) = (None, 0);
    for (place, message) in &messages {
        let response = match message {
            Message::Request(message) => {
                request = Some(message);
                continue;
            }
            Message::Response(message) => message,
            _ => return Err("neither request nor response".into()),
        };
        let (Some(request), true) = (request.take(), errors(message)?.is_empty()) else { continue };
        responses += 1;
        for to in &ProtocolVersion::ALL {
            let conversion = response.convert_response_to(to.clone(), request, |_| None)?;
            let converted = Message::Response(conversion.message);
            let findings = if is_empty(&converted) { Vec::new() } else { errors(&converted)? };
            for (_, tag, finding) in findings {
                let is_it = |c: &Change| c.category == Category::Missing && c.tag == tag;
                assert!(conversion.report.iter().any(is_it), "{place} to {to}: {finding}\n{}", conversion.report);
                *missing.entry(tag).or_default() += 1;
            }
        }
    }
    assert_eq!(responses, 4331);
    let expected = [
        (Tag::ATTRIBUTE, 56),
        (Tag::ATTRIBUTE_VALUE, 120),
        (Tag::KEY_VALUE, 20),
        (Tag::OBJECT_TYPE, 3),
        (Tag::UNIQUE_IDENTIFIER, 39),
        (Tag::VALIDITY_INDICATOR, 8),
        (Tag::DATA, 83),
        (Tag::SIGNATURE_DATA, 6),
        (Tag::MAC_DATA, 2),
        (Tag::OBJECT_DEFAULTS, 1),
    ];
    assert_eq!(missing, BTreeMap::from(expected));
    Ok(())
}
