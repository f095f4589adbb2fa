//! The parts of a request that 1.x repeats in a response.
//!
//! These are the attributes that were added, modified or deleted; later versions leave them to the request.

use super::converter::Repeats;
use super::piece::Piece;
use crate::codec::{Encode as _, Encoder};
use crate::generated::conversions::{NAMED_ATTRIBUTES, TYPED_IDENTIFIERS};
use crate::tree::{Node, NodeWriter};
use crate::{
    AddAttributeRequest, DeleteAttributeRequest, Error, NamedAttribute, ProtocolVersion, RequestMessage,
    RequestPayload, ResponseMessage, Tag, Versions,
};

/// Tells what an attribute was that was deleted by its name.
pub(super) type Deleted<'f> = &'f mut dyn FnMut(&DeleteAttributeRequest<'_>) -> Option<NamedAttribute<'static>>;

/// Returns the attributes of the request that `response` repeats.
///
/// They are in the form of a version; `source` has the items of `response`.
pub(super) fn repeats(
    response: &ResponseMessage<'_>,
    source: &Piece<'_>,
    request: &RequestMessage<'_>,
    deleted: Deleted<'_>,
    version: &ProtocolVersion<'_>,
) -> Result<Repeats, Error> {
    let mut repeats = Repeats::new();
    let is_in = |version: &ProtocolVersion<'_>, versions: Versions| {
        version.version().is_some_and(|version| versions.contains(version))
    };
    // A message of 1.x has what it repeats already, or was wrong before.
    if !is_in(version, NAMED_ATTRIBUTES) || is_in(&response.response_header.protocol_version, NAMED_ATTRIBUTES) {
        return Ok(repeats);
    }
    // 3.0 has no ids: the request gets those that its items have in the version of the response.
    let with_ids;
    let mut request = request;
    if is_in(&request.request_header.protocol_version, TYPED_IDENTIFIERS) {
        with_ids = request.convert_to(response.response_header.protocol_version.clone())?.message;
        request = &with_ids;
    }
    let own = &request.request_header.protocol_version;
    let items = source.children().iter().filter(|piece| piece.tag == Tag::BATCH_ITEM);
    for (item, place) in items.zip(response.places_in(request)) {
        let asked = place.and_then(|place| request.batch_items.get(place));
        let (Some(asked), Some(payload)) = (asked, item.child(Tag::RESPONSE_PAYLOAD)) else { continue };
        if let Some(attribute) = attribute(&asked.request_payload, own, deleted, version)? {
            repeats.insert(payload.origin, node(&attribute)?);
        }
    }
    Ok(repeats)
}

/// Returns the attribute that a request is about, as this version names it.
///
/// None where the version does not have it.
fn attribute(
    payload: &RequestPayload<'_>,
    own: &ProtocolVersion<'_>,
    deleted: Deleted<'_>,
    version: &ProtocolVersion<'_>,
) -> Result<Option<NamedAttribute<'static>>, Error> {
    // Adding an attribute is the request that says its name and value in every version, whatever was done with it.
    let mut add = AddAttributeRequest::default();
    match payload {
        RequestPayload::AddAttribute(request) => add.clone_from(request),
        RequestPayload::ModifyAttribute(request) => {
            add.named_attribute.clone_from(&request.named_attribute);
            add.new_attribute.clone_from(&request.new_attribute);
        }
        RequestPayload::DeleteAttribute(request) if request.current_attribute.is_some() => {
            add.new_attribute.clone_from(&request.current_attribute);
        }
        RequestPayload::DeleteAttribute(request) => match deleted(request) {
            Some(attribute) => return Ok(Some(attribute)),
            None => return without_value(request, own, version),
        },
        _ => return Ok(None),
    }
    Ok(match converted(add, own, version)? {
        Some(RequestPayload::AddAttribute(add)) => add.named_attribute.map(|named| *named),
        _ => None,
    })
}

/// The name of an attribute that was deleted, and its index.
fn without_value(
    request: &DeleteAttributeRequest<'_>,
    own: &ProtocolVersion<'_>,
    version: &ProtocolVersion<'_>,
) -> Result<Option<NamedAttribute<'static>>, Error> {
    let Some(RequestPayload::DeleteAttribute(request)) = converted(request.clone(), own, version)? else {
        return Ok(None);
    };
    Ok(request.attribute_name.map(|name| {
        let mut named = NamedAttribute::new(name);
        named.attribute_index = request.attribute_index;
        named
    }))
}

/// The payload of a request in another version.
fn converted<'a>(
    payload: impl Into<RequestPayload<'a>>,
    own: &ProtocolVersion<'a>,
    version: &ProtocolVersion<'_>,
) -> Result<Option<RequestPayload<'static>>, Error> {
    let mut request = RequestMessage::new(own.clone());
    request.push(payload);
    Ok(request.convert_to(version.clone())?.message.batch_items.pop().map(|item| item.request_payload))
}

fn node(attribute: &NamedAttribute<'_>) -> Result<Node<'static>, Error> {
    let mut writer = NodeWriter::default();
    attribute.encode(Tag::ATTRIBUTE, &mut Encoder::unbound(&mut writer))?;
    Ok(writer.into_nodes().pop().unwrap_or_default())
}
