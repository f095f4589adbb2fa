//! Vectors with what no table has.
//!
//! They have items, values, operations and attributes of vendors and of later versions.

use kmip::items::{Node, NodeValue};
use kmip::*;

use crate::make::{ID, Make, NOW, OTHER_ID, success};
use crate::vector::{Subject, Vector, request, response};

fn text(tag: u32, text: &'static str) -> Node<'static> {
    Node::new(Tag::new(tag), NodeValue::TextString(text.into()))
}

/// A vendor's structure with an item of every type in it.
fn everything(make: &Make) -> Node<'static> {
    use NodeValue as V;
    let mut values = vec![
        V::Structure(vec![text(0x54_0101, "inner")]),
        V::Integer(-7),
        V::LongInteger(1 << 40),
        V::BigInteger(BigInteger::from(-(1_i128 << 64))),
        V::Enumeration(0x8000_0007),
        V::Boolean(true),
        V::TextString("tëxt".into()),
        V::ByteString(vec![0xDE, 0xAD].into()),
        V::DateTime(0),
        V::Interval(60),
    ];
    if !make.is_1_x() {
        values.push(V::DateTimeExtended(1));
    }
    if make.is_3_0() {
        values.extend([V::Identifier("i".into()), V::Reference("r".into()), V::NameReference("n".into())]);
    }
    let items = (0x54_0200_u32..).zip(values).map(|(tag, value)| Node::new(Tag::new(tag), value));
    Node::new(Tag::new(0x54_0100), V::Structure(items.collect()))
}

fn get() -> GetRequest<'static> {
    let mut get = GetRequest::default();
    get.unique_identifier = Some(ID.into());
    get
}

fn message_extensions(make: &Make, all: &mut Vec<Vector>) {
    let subject = Subject::Structure("Message Extension");
    for (name, criticality) in [("critical", true), ("optional", false)] {
        let mut own = VendorExtension::default();
        own.extra.push(text(0x54_0001, "trace"));
        own.extra.push(everything(make));
        let mut message = RequestMessage::new(make.protocol.clone());
        message.push(get());
        message.batch_items[0].message_extensions = vec![MessageExtension::new("ACME", criticality, own)];
        let purpose = "A message extension with items of every type.";
        let id = format!("message-extension-{name}-request");
        all.push(Vector::message(make.group, &id, subject, purpose, &["message extension"], request(&message)));
    }
    let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
    message.push(success(ActivateResponse::new(ID)));
    message.batch_items[0].message_extensions = vec![MessageExtension::new("ACME", false, VendorExtension::default())];
    all.push(Vector::message(
        make.group,
        "message-extension-response",
        subject,
        "A message extension without items.",
        &["message extension"],
        response(&message),
    ));
}

/// Items of a vendor in a payload: in the middle, and behind everything.
fn items(make: &Make, all: &mut Vec<Vector>) {
    let mut payload = get();
    payload.extra.push(text(0x54_0001, "behind"));
    payload.extra.push(everything(make));
    all.push(make.request("vendor-items", "A vendor's items behind the fields of a payload.", payload));
    let mut payload = DestroyRequest::default();
    payload.unique_identifier = Some(ID.into());
    payload.extra.push(Node::new(Tag::new(0x42_FFFE), NodeValue::Integer(1)));
    all.push(make.request("later-field", "A field that a later version might have.", payload));

    let mut message = RequestMessage::new(make.protocol.clone());
    let payload = Node::new(Tag::REQUEST_PAYLOAD, NodeValue::Structure(vec![everything(make)]));
    let operation = Operation::new(0x8000_0001);
    message.push(get());
    message.batch_items[0] = RequestBatchItem::new(operation, RequestPayload::Unknown(payload));
    let item = Subject::Structure("Request Batch Item");
    all.push(Vector::message(
        make.group,
        "vendor-operation-request",
        item,
        "A vendor's operation with a payload of its own.",
        &["unknown operation"],
        request(&message),
    ));
    let mut own = ResponseBatchItem::new(ResultStatus::SUCCESS);
    own.operation = Some(operation);
    own.response_payload = Some(ResponsePayload::Unknown(Node::new(
        Tag::RESPONSE_PAYLOAD,
        NodeValue::Structure(vec![text(0x54_0001, "done")]),
    )));
    let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
    message.push(own);
    let item = Subject::Structure("Response Batch Item");
    all.push(Vector::message(
        make.group,
        "vendor-operation-response",
        item,
        "Its answer.",
        &["unknown operation"],
        response(&message),
    ));
}

fn attributes(make: &Make, all: &mut Vec<Vector>) {
    let value = |value| Node::new(Tag::ATTRIBUTE_VALUE, value);
    let values = [
        ("text", NodeValue::TextString("B 12".into())),
        ("integer", NodeValue::Integer(12)),
        ("structure", NodeValue::Structure(vec![text(0x54_0001, "part")])),
        ("enumeration", NodeValue::Enumeration(0x8000_0003)),
        ("bytes", NodeValue::ByteString(vec![9; 3].into())),
        ("boolean", NodeValue::Boolean(false)),
        ("date-time", NodeValue::DateTime(1_600_000_000)),
        ("interval", NodeValue::Interval(5)),
        ("long-integer", NodeValue::LongInteger(5_000_000_000)),
        ("big-integer", NodeValue::BigInteger(BigInteger::from(5))),
    ];
    for (name, own) in values {
        let mut got = GetAttributesResponse::new(ID);
        if make.is_1_x() {
            let mut named = NamedAttribute::new("x-shelf");
            named.attribute_index = Some(1);
            named.attribute_value = Some(Attribute::Other(value(own)));
            got.named_attributes = vec![named];
        } else {
            let mut vendors = VendorAttribute::new("ACME", "State");
            vendors.attribute_value = Some(value(own));
            got.attributes = Some(Attributes::from(vec![vendors.into()]));
        }
        let purpose = "A vendor's attribute; a name that the standard has, too, means nothing here.";
        all.push(make.response(&format!("vendor-attribute-{name}"), purpose, got));
    }
    let unknown = [
        Attribute::State(State::new(0x8000_00FF)),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::new(0x7777)),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::new(0x8000_0004)),
    ];
    let mut got = GetAttributesResponse::new(OTHER_ID);
    got.named_attributes = make.named(&unknown);
    got.attributes = make.attributes(&unknown);
    all.push(make.response("unknown-values", "Values and bits that no table has.", got));
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("extensions") {
        message_extensions(&make, &mut all);
        items(&make, &mut all);
        attributes(&make, &mut all);
    }
    all
}
