//! Tests of the example server's answers to requests that are not as usual.

use kmip::ttlv::{from_slice, from_slice_owned, to_vec};
use kmip::{
    ActivateRequest, AsynchronousIndicator, Attribute, BatchErrorContinuationOption, CreateRequest, DestroyRequest,
    GetRequest, GetResponse, LocateRequest, ObjectType, Operation, PollRequest, ProtocolVersion, QueryFunction,
    QueryRequest, RequestMessage, RequestPayload, ResponseMessage, ResultReason, ResultStatus, UniqueIdentifier,
    UniqueIdentifierEnumeration, Version,
};

use super::examples::server::connection;
use super::examples::server::respond::Server;

fn answer(server: &Server, message: &[u8]) -> ResponseMessage<'static> {
    from_slice_owned(&connection::answer(message, server).unwrap()).unwrap()
}

fn ask(server: &Server, request: &RequestMessage<'_>) -> ResponseMessage<'static> {
    answer(server, &to_vec(request).unwrap())
}

fn create(name: &'static str) -> CreateRequest<'static> {
    CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([Attribute::name(name)])
}

/// For each item: its operation, status and reason.
fn outcomes(response: &ResponseMessage<'_>) -> Vec<(Option<Operation>, ResultStatus, Option<ResultReason>)> {
    response.batch_items.iter().map(|item| (item.operation, item.result_status, item.result_reason)).collect()
}

const FAILED: ResultStatus = ResultStatus::OPERATION_FAILED;

#[test]
fn a_request_that_cannot_be_decoded_is_answered_item_by_item() {
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.request_header.client_correlation_value = Some("client 7".into());
    request.push(GetRequest::with_id("1"));
    request.push(DestroyRequest::with_id("1"));
    let mut bytes = to_vec(&request).unwrap();
    // The text of the last identifier is no UTF-8.
    let last = bytes.len() - 8;
    bytes[last] = 0xFF;

    let response = answer(&Server::default(), &bytes);
    let reason = Some(ResultReason::INVALID_MESSAGE);
    let expected = [(Some(Operation::GET), FAILED, reason), (Some(Operation::DESTROY), FAILED, reason)];
    assert_eq!(outcomes(&response), expected);
    assert_eq!(*response.protocol_version(), ProtocolVersion::V1_4);
    assert_eq!(response.response_header.client_correlation_value.as_deref(), Some("client 7"));
    for (asked, item) in request.batch_items.iter().zip(&response.batch_items) {
        assert_eq!(item.unique_batch_item_id, asked.unique_batch_item_id);
    }
    let message = response.batch_items[0].result_message.as_ref().unwrap();
    assert!(message.starts_with("invalid UTF-8 at byte "), "{message}");
    assert!(response.validate().unwrap().is_empty());
}

#[test]
fn an_unknown_version_is_answered_in_one_that_the_server_speaks() {
    for (asked, answered, reason) in [
        ((9, 9), Version::V3_0, ResultReason::UNSUPPORTED_PROTOCOL_VERSION),
        ((1, 9), Version::V1_4, ResultReason::INVALID_MESSAGE),
        ((0, 9), Version::V1_0, ResultReason::INVALID_MESSAGE),
    ] {
        let mut request = RequestMessage::new(ProtocolVersion::V1_0);
        request.push(ActivateRequest::with_id("1"));
        request.request_header.protocol_version = ProtocolVersion::new(asked.0, asked.1);
        let bytes = kmip::ttlv::to_vec_with(&request, &kmip::EncodeOptions::as_read()).unwrap();
        let response = answer(&Server::default(), &bytes);
        assert_eq!(*response.protocol_version(), answered.into(), "{asked:?}");
        assert_eq!(outcomes(&response), [(Some(Operation::ACTIVATE), FAILED, Some(reason))], "{asked:?}");
    }
}

#[test]
fn a_response_is_no_larger_than_the_maximum() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(QueryRequest::new(vec![QueryFunction::QUERY_OPERATIONS]));
    let server = Server::default();
    let whole = to_vec(&ask(&server, &request)).unwrap().len();
    request.request_header.maximum_response_size = i32::try_from(whole).ok();
    assert_eq!(ask(&server, &request).batch_items[0].result_status, ResultStatus::SUCCESS);
    request.request_header.maximum_response_size = i32::try_from(whole - 1).ok();
    assert_eq!(outcomes(&ask(&server, &request)), [(None, FAILED, Some(ResultReason::RESPONSE_TOO_LARGE))]);
}

#[test]
fn the_batch_error_continuation_option_decides_what_an_error_means() {
    let request = |option| {
        let mut request = RequestMessage::new(ProtocolVersion::V2_1);
        request.request_header.batch_error_continuation_option = Some(option);
        request.push(create("first"));
        request.push(ActivateRequest::with_id("nothing"));
        request.push(create("last"));
        request
    };
    let statuses = |server: &Server, option| -> Vec<ResultStatus> {
        ask(server, &request(option)).batch_items.iter().map(|item| item.result_status).collect()
    };
    let count = |server: &Server| {
        let mut request = RequestMessage::new(ProtocolVersion::V2_1);
        request.push(LocateRequest::default().with_attributes([Attribute::ObjectType(ObjectType::SYMMETRIC_KEY)]));
        let located: kmip::LocateResponse<'_> = ask(server, &request).into_payload().unwrap();
        located.located_items
    };
    let (success, undone) = (ResultStatus::SUCCESS, ResultStatus::OPERATION_UNDONE);
    let server = Server::default();
    assert_eq!(statuses(&server, BatchErrorContinuationOption::CONTINUE), [success, FAILED, success]);
    assert_eq!(count(&server), Some(2));
    assert_eq!(statuses(&server, BatchErrorContinuationOption::STOP), [success, FAILED]);
    assert_eq!(count(&server), Some(3));
    assert_eq!(statuses(&server, BatchErrorContinuationOption::UNDO), [undone, FAILED]);
    assert_eq!(count(&server), Some(3));
}

#[test]
fn the_id_placeholder_is_the_object_of_the_item_before() {
    for version in ProtocolVersion::ALL {
        let mut request = RequestMessage::new(version.clone());
        request.push(create("a key"));
        let mut get = GetRequest::default();
        if version == ProtocolVersion::V3_0 {
            get.unique_identifier = Some(UniqueIdentifier::Enumeration(UniqueIdentifierEnumeration::ID_PLACEHOLDER));
        }
        request.push(get.clone());
        let response = ask(&Server::default(), &request);
        let got: GetResponse<'_> = response.batch_items[1].clone().into_payload().unwrap();
        assert_eq!(got.unique_identifier.as_text().map(|text| &**text), Some("1"), "{version}");

        let mut alone = RequestMessage::new(version.clone());
        alone.push(get);
        let refused = outcomes(&ask(&Server::default(), &alone));
        assert_eq!(refused, [(Some(Operation::GET), FAILED, Some(ResultReason::ITEM_NOT_FOUND))], "{version}");
    }
}

#[test]
fn an_asynchronous_operation_is_polled_for() {
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.request_header.asynchronous_indicator = Some(AsynchronousIndicator::Boolean(true));
    request.push(create("a key"));
    let server = Server::default();
    let pending = ask(&server, &request);
    assert_eq!(outcomes(&pending), [(Some(Operation::CREATE), ResultStatus::OPERATION_PENDING, None)]);
    let correlation = pending.batch_items[0].asynchronous_correlation_value.clone().unwrap();

    let mut poll = RequestMessage::new(ProtocolVersion::V1_4);
    poll.push(PollRequest::new(correlation));
    let done = ask(&server, &poll);
    assert_eq!(outcomes(&done), [(Some(Operation::CREATE), ResultStatus::SUCCESS, None)]);
    let again = outcomes(&ask(&server, &poll));
    assert_eq!(again, [(Some(Operation::POLL), FAILED, Some(ResultReason::GENERAL_FAILURE))]);
}

/// A search with a criterion that the server does not know is refused.
///
/// It must not find more because the server does not know the criterion.
#[test]
fn unknown_criteria_are_refused() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create("a key"));
    let server = Server::default();
    ask(&server, &request);

    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(LocateRequest::default().with_attributes([Attribute::name("a key")]));
    assert_eq!(ask(&server, &request).batch_items[0].result_status, ResultStatus::SUCCESS);
    let RequestPayload::Locate(locate) = &mut request.batch_items[0].request_payload else { panic!() };
    locate.extra.put(kmip::Tag::new(0x54_0001), &7).unwrap();
    let bytes = to_vec(&request).unwrap();
    assert!(from_slice::<RequestMessage<'_>>(&bytes).is_ok());
    let refused = (Some(Operation::LOCATE), FAILED, Some(ResultReason::INVALID_FIELD));
    assert_eq!(outcomes(&answer(&server, &bytes)), [refused]);
}
