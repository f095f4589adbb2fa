//! Answers with the requests that they answer.

use kmip_types::convert::{Category, Conversion};
use kmip_types::items::NodeValue;
use kmip_types::{
    AddAttributeRequest, AddAttributeResponse, Attribute, Attributes, DateTime, DeleteAttributeRequest,
    DeleteAttributeResponse, GetRequest, GetResponse, KeyBlock, KeyFormatType, ModifyAttributeRequest,
    ModifyAttributeResponse, Name, NamedAttribute, ObjectType, ProtocolVersion as V, RequestMessage, RequestPayload,
    ResponseMessage, ResponsePayload, ResultReason, SymmetricKey, Tag, VendorAttribute,
};

/// A response to every item of the request, in its version, that all went well.
fn respond(request: &RequestMessage<'_>) -> ResponseMessage<'static> {
    let mut response = ResponseMessage::respond_to(request, DateTime(1_735_689_600)).into_owned();
    for item in &request.batch_items {
        response.push(
            match &item.request_payload {
                RequestPayload::AddAttribute(_) => item.success(AddAttributeResponse::new("7")),
                RequestPayload::ModifyAttribute(_) => item.success(ModifyAttributeResponse::new("7")),
                RequestPayload::DeleteAttribute(_) => item.success(DeleteAttributeResponse::new("7")),
                RequestPayload::Get(_) => {
                    let key = SymmetricKey::new(KeyBlock::new(KeyFormatType::RAW));
                    item.success(GetResponse::new(ObjectType::SYMMETRIC_KEY, "7", key))
                }
                other => panic!("{other:?}"),
            }
            .into_owned(),
        );
    }
    response
}

/// The attributes that the items of a response repeat.
fn repeated(response: &ResponseMessage<'_>) -> Vec<Option<NamedAttribute<'static>>> {
    let payload = |item: &kmip_types::ResponseBatchItem<'_>| match item.response_payload.clone()?.into_owned() {
        ResponsePayload::AddAttribute(payload) => payload.named_attribute.map(|named| *named),
        ResponsePayload::ModifyAttribute(payload) => payload.named_attribute.map(|named| *named),
        ResponsePayload::DeleteAttribute(payload) => payload.named_attribute.map(|named| *named),
        _ => None,
    };
    response.batch_items.iter().map(payload).collect()
}

fn changes(conversion: &Conversion<ResponseMessage<'_>>) -> Vec<(Category, Tag)> {
    conversion.report.iter().map(|change| (change.category, change.tag)).collect()
}

fn contact(value: &'static str) -> Attribute<'static> {
    Attribute::ContactInformation(value.into())
}

fn add(attribute: Attribute<'static>) -> AddAttributeRequest<'static> {
    let mut request = AddAttributeRequest::default();
    request.new_attribute = Some([attribute].into());
    request
}

const REPEATED: (Category, Tag) = (Category::Repeated, Tag::ATTRIBUTE);

#[test]
fn an_attribute_added_or_modified_is_that_of_the_request_in_any_version() {
    let mut modify = ModifyAttributeRequest::default();
    modify.current_attribute = Some([contact("old")].into());
    modify.new_attribute = Some([contact("new")].into());
    for version in [V::V1_2, V::V1_4, V::V2_1, V::V3_0] {
        let mut request = RequestMessage::new(version.clone());
        request.push(add(contact("ops")));
        let mut modify = modify.clone();
        if version.protocol_version_major < 2 {
            modify.current_attribute = None;
        }
        request.push(modify);
        let there = request.convert_to(V::V2_1).unwrap().message;
        let back = respond(&there).convert_response_to(V::V1_4, &request, |_| None).unwrap();
        let expected = ["ops", "new"].map(|value| Some(NamedAttribute::standard(contact(value))));
        assert_eq!(repeated(&back.message), expected, "{version}");
        let changes: Vec<_> = changes(&back).into_iter().filter(|(_, tag)| *tag == Tag::ATTRIBUTE).collect();
        assert_eq!(changes, [REPEATED, REPEATED], "{version}");
        assert!(back.message.validate().unwrap().is_empty());
    }
}

#[test]
fn values_have_the_form_of_the_version() {
    let mut request = RequestMessage::new(V::V3_0);
    let name = |text: &'static str| Attribute::Name(Name::TextString(text.into()));
    let vendor = VendorAttribute::with_value("acme", "shelf", NodeValue::TextString("B 7".into()));
    request.push(add(name("disk 7")));
    request.push(add(Attribute::VendorAttribute(Box::new(vendor))));
    let back = respond(&request).convert_response_to(V::V1_4, &request, |_| None).unwrap();
    let repeated = repeated(&back.message);
    let [Some(name), Some(custom)] = repeated.as_slice() else { panic!("{repeated:?}") };
    assert_eq!(name.attribute_name, "Name");
    assert!(
        matches!(&name.attribute_value, Some(Attribute::Name(Name::Structure(name))) if name.name_value == "disk 7")
    );
    assert_eq!(custom.attribute_name, "x-acme-shelf");
    assert!(back.message.validate().unwrap().is_empty());
}

#[test]
fn an_attribute_deleted_with_its_value_is_that_of_the_request() {
    let mut delete = DeleteAttributeRequest::default();
    delete.current_attribute = Some([contact("ops")].into());
    let mut request = RequestMessage::new(V::V2_1);
    request.push(delete);
    let back = respond(&request).convert_response_to(V::V1_4, &request, |_| panic!("the value is known")).unwrap();
    assert_eq!(repeated(&back.message), [Some(NamedAttribute::standard(contact("ops")))]);
    assert_eq!(changes(&back), [REPEATED]);
}

#[test]
fn an_attribute_deleted_by_its_name_has_the_value_that_someone_knows() {
    let mut old = DeleteAttributeRequest::default();
    old.attribute_name = Some("Contact Information".into());
    let mut new = DeleteAttributeRequest::default();
    new.attribute_reference = Some(Tag::CONTACT_INFORMATION.into());
    for (version, delete) in [(V::V1_4, old), (V::V2_1, new)] {
        let mut request = RequestMessage::new(version.clone());
        request.push(delete.clone());
        let there = request.convert_to(V::V2_1).unwrap().message;
        let response = respond(&there);

        let mut asked = Vec::new();
        let known = |request: &DeleteAttributeRequest<'_>| {
            asked.push(request.clone().into_owned());
            Some(NamedAttribute::standard(contact("ops")))
        };
        let back = response.convert_response_to(V::V1_4, &request, known).unwrap();
        assert_eq!(asked, [delete], "{version}");
        assert_eq!(repeated(&back.message), [Some(NamedAttribute::standard(contact("ops")))]);
        assert_eq!(changes(&back), [REPEATED]);
        assert!(back.message.validate().unwrap().is_empty());

        let back = response.convert_response_to(V::V1_4, &request, |_| None).unwrap();
        assert_eq!(repeated(&back.message), [Some(NamedAttribute::new("Contact Information"))]);
        assert_eq!(changes(&back), [REPEATED, (Category::Missing, Tag::ATTRIBUTE_VALUE)]);
        assert!(!back.report.is_lossless());
        let findings = back.message.validate().unwrap();
        assert_eq!(findings.iter().map(|finding| finding.tag()).collect::<Vec<_>>(), [Tag::ATTRIBUTE_VALUE]);
    }
}

#[test]
fn answers_are_paired_with_their_requests() {
    let mut request = RequestMessage::new(V::V2_1);
    request.push(add(contact("first")));
    request.push(GetRequest::with_id("7"));
    request.push(add(contact("third")));
    let mut response = respond(&request);
    response.batch_items.reverse();
    response.batch_items[1] = request.batch_items[1].failure(ResultReason::ITEM_NOT_FOUND, "none").into_owned();
    let back = response.convert_response_to(V::V1_4, &request, |_| None).unwrap();
    let named = |value| Some(NamedAttribute::standard(contact(value)));
    assert_eq!(repeated(&back.message), [named("third"), None, named("first")]);

    // A response to something else repeats nothing.
    response.batch_items[0].unique_batch_item_id = Some(b"other"[..].into());
    let back = response.convert_response_to(V::V1_4, &request, |_| None).unwrap();
    assert_eq!(repeated(&back.message), [None, None, named("first")]);
    let missing = (Category::Missing, Tag::ATTRIBUTE);
    assert!(changes(&back).contains(&missing));
}

#[test]
fn what_the_version_does_not_have_is_missing() {
    let mut request = RequestMessage::new(V::V2_1);
    request.push(add(Attribute::RotateAutomatic(true)));
    let back = respond(&request).convert_response_to(V::V1_4, &request, |_| None).unwrap();
    assert_eq!(repeated(&back.message), [None]);
    assert_eq!(changes(&back), [(Category::Missing, Tag::ATTRIBUTE)]);
}

#[test]
fn since_2_0_nothing_is_repeated() {
    let mut request = RequestMessage::new(V::V1_4);
    request.push(add(contact("ops")));
    let there = request.convert_to(V::V3_0).unwrap().message;
    let response = respond(&there);
    for version in [V::V2_0, V::V2_1, V::V3_0] {
        let known = |_: &DeleteAttributeRequest<'_>| panic!("nothing was deleted");
        let with = response.convert_response_to(version.clone(), &request, known).unwrap();
        assert_eq!(with, response.convert_to(version).unwrap());
    }
    // A response of 1.x has what it repeats; nothing is added.
    let back = response.convert_response_to(V::V1_4, &request, |_| None).unwrap().message;
    let again = back.convert_response_to(V::V1_2, &request, |_| None).unwrap();
    assert_eq!(repeated(&again.message), [Some(NamedAttribute::standard(contact("ops")))]);
    assert_eq!(changes(&again), []);
}

#[test]
fn attributes_is_one_attribute_here() {
    // Two attributes cannot be added by one request; the first is taken, as converting the request does.
    let mut request = RequestMessage::new(V::V2_1);
    let mut two = AddAttributeRequest::default();
    two.new_attribute = Some(Attributes::from([contact("a"), contact("b")]));
    request.push(two);
    let back = respond(&request).convert_response_to(V::V1_4, &request, |_| None).unwrap();
    assert_eq!(repeated(&back.message), [Some(NamedAttribute::standard(contact("a")))]);
}
