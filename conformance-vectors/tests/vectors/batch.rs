//! Messages of several batch items, and the options of a header.

use kmip::*;

use crate::make::{ID, Make, NOW, OTHER_ID, success};
use crate::vector::{Subject, Vector, request, response};

const REQUEST: Subject<'_> = Subject::Structure("Request Header");
const RESPONSE: Subject<'_> = Subject::Structure("Response Header");

/// Create, then activate what was created.
fn two(make: &Make) -> RequestMessage<'static> {
    let attributes = [
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(128),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT),
    ];
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.template_attribute = make.template(&attributes);
    create.attributes = make.attributes(&attributes);
    let mut message = RequestMessage::new(make.protocol.clone());
    message.push(create);
    message.push(ActivateRequest::default());
    message
}

/// Create, then get an object.
fn then_get(make: &Make, id: UniqueIdentifier<'static>) -> RequestMessage<'static> {
    let mut message = two(make);
    message.batch_items.truncate(1);
    let mut get = GetRequest::default();
    get.unique_identifier = Some(id);
    message.push(get);
    message
}

fn requests(make: &Make, all: &mut Vec<Vector>) {
    let mut push = |id: &str, purpose: &str, message: &RequestMessage<'_>| {
        all.push(Vector::message(make.group, id, REQUEST, purpose, &["batch"], request(message)));
    };
    push(
        "batch-two-request",
        "Two operations; the second takes the object of the first, the ID placeholder.",
        &two(make),
    );
    let options = [
        ("continue", BatchErrorContinuationOption::CONTINUE),
        ("stop", BatchErrorContinuationOption::STOP),
        ("undo", BatchErrorContinuationOption::UNDO),
    ];
    for (name, option) in options {
        let mut message = two(make);
        message.request_header.batch_error_continuation_option = Some(option);
        push(&format!("batch-{name}-request"), "What happens to the rest when an item fails.", &message);
    }
    if !make.is_3_0() {
        for ordered in [true, false] {
            let mut message = two(make);
            message.request_header.batch_order_option = Some(ordered);
            let name = if ordered { "batch-ordered-request" } else { "batch-unordered-request" };
            push(name, "Whether the order of the items is that of the operations.", &message);
        }
        let mut message = two(make);
        for (item, id) in message.batch_items.iter_mut().zip([vec![0xFF; 9], Vec::new()]) {
            item.unique_batch_item_id = Some(id.into());
        }
        push("batch-ids-request", "Identifiers of the items of any length, even of none.", &message);
    }
    if !make.is_1_x() {
        let placeholder = UniqueIdentifier::Enumeration(UniqueIdentifierEnumeration::ID_PLACEHOLDER);
        push("batch-placeholder-request", "The ID placeholder named as such.", &then_get(make, placeholder));
        let purpose = "The identifier that the item before returned, counted from the end.";
        push("batch-index-request", purpose, &then_get(make, UniqueIdentifier::Integer(-1)));
    }
    let mut full = two(make);
    let header = &mut full.request_header;
    header.maximum_response_size = Some(1_048_576);
    header.client_correlation_value = Some("job 12/α".into());
    header.server_correlation_value = Some("srv-9".into());
    header.attestation_capable_indicator = Some(true);
    header.attestation_types = vec![AttestationType::TPM_QUOTE, AttestationType::SAML_ASSERTION];
    header.time_stamp = Some(NOW);
    push("header-options-request", "The options of a header that concern neither batches nor credentials.", &full);
}

fn responses(make: &Make, all: &mut Vec<Vector>) {
    let mut push = |id: &str, purpose: &str, message: &ResponseMessage<'_>| {
        all.push(Vector::message(make.group, id, RESPONSE, purpose, &["batch"], response(message)));
    };
    let respond = || {
        let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
        message.push(success(CreateResponse::new(ObjectType::SYMMETRIC_KEY, ID)));
        message
    };
    let number = |message: &mut ResponseMessage<'_>| {
        let numbered = message.batch_items.iter_mut().zip(1_u8..).filter(|_| !make.is_3_0());
        numbered.for_each(|(item, number)| item.unique_batch_item_id = Some(vec![0, 0, 0, number].into()));
    };
    let mut message = respond();
    message.push(success(ActivateResponse::new(ID)));
    number(&mut message);
    push("batch-two-response", "Both operations succeeded.", &message);
    let mut message = respond();
    let mut failed = ResponseBatchItem::new(ResultStatus::OPERATION_FAILED);
    failed.operation = Some(Operation::ACTIVATE);
    failed.result_reason = Some(ResultReason::PERMISSION_DENIED);
    message.push(failed);
    message.push(success(DestroyResponse::new(OTHER_ID)));
    number(&mut message);
    push("batch-partly-failed-response", "The second of three operations failed, the third was carried out.", &message);
    let mut full = respond();
    let header = &mut full.response_header;
    header.nonce = Some(Nonce::new(vec![1; 4], vec![2; 8]));
    header.attestation_types = vec![AttestationType::TPM_QUOTE];
    header.client_correlation_value = Some("job 12/α".into());
    header.server_correlation_value = Some("srv-9".into());
    if !make.is_1_x() {
        header.server_hashed_password = Some(vec![6; 32].into());
    }
    push("header-options-response", "Every field of a response header.", &full);
    let mut early = ResponseMessage::new(make.protocol.clone(), DateTime(-1));
    early.push(success(ActivateResponse::new(ID)));
    push("header-time-stamp-response", "A server whose clock stands before 1970.", &early);
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("batch") {
        requests(&make, &mut all);
        responses(&make, &mut all);
    }
    all
}
