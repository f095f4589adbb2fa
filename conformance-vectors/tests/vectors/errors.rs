//! Operations that fail, and messages that could not be read.

use kmip::*;

use crate::make::{ID, Make, NOW};
use crate::vector::{Subject, Vector, response};

fn vector(make: &Make, id: &str, purpose: &str, item: ResponseBatchItem<'_>) -> Vector {
    let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
    message.push(item);
    let structure = Subject::Structure("Response Batch Item");
    Vector::message(make.group, id, structure, purpose, &["error response"], response(&message))
}

fn failed(reason: ResultReason, message: Option<&'static str>) -> ResponseBatchItem<'static> {
    let mut item = ResponseBatchItem::new(ResultStatus::OPERATION_FAILED);
    item.result_reason = Some(reason);
    item.result_message = message.map(Text::from);
    item
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("errors") {
        let mut not_found = failed(ResultReason::ITEM_NOT_FOUND, Some("no object has this identifier"));
        not_found.operation = Some(Operation::GET);
        all.push(vector(&make, "error-item-not-found", "A Get that fails, with its reason in words.", not_found));
        let mut denied = failed(ResultReason::PERMISSION_DENIED, None);
        denied.operation = Some(Operation::DESTROY);
        all.push(vector(&make, "error-permission-denied", "A Destroy that fails without a message.", denied));
        let invalid = failed(ResultReason::INVALID_MESSAGE, Some("cannot be read"));
        all.push(vector(
            &make,
            "error-invalid-message",
            "The request could not be read: there is no Operation.",
            invalid,
        ));
        let too_large = failed(ResultReason::RESPONSE_TOO_LARGE, None);
        all.push(vector(
            &make,
            "error-response-too-large",
            "No Operation and no message: the least that tells an error.",
            too_large,
        ));
        let mut unsupported = failed(ResultReason::OPERATION_NOT_SUPPORTED, Some("Opération inconnue ☹"));
        unsupported.operation = Some(Operation::new(0x8000_0042));
        all.push(vector(
            &make,
            "error-unknown-operation",
            "An operation that the server does not know, in a message beyond ASCII.",
            unsupported,
        ));
        let mut own = failed(ResultReason::new(0x8000_0001), Some(""));
        own.operation = Some(Operation::ACTIVATE);
        all.push(vector(&make, "error-vendor-reason", "A vendor's reason and an empty message.", own));
        let mut undone = ResponseBatchItem::new(ResultStatus::OPERATION_UNDONE);
        undone.operation = Some(Operation::CREATE);
        undone.result_reason = Some(ResultReason::GENERAL_FAILURE);
        all.push(vector(&make, "error-undone", "An operation that was undone because another one failed.", undone));
        let mut with_payload = failed(ResultReason::GENERAL_FAILURE, None);
        with_payload.operation = Some(Operation::ACTIVATE);
        with_payload.response_payload = Some(ActivateResponse::new(ID).into());
        all.push(vector(&make, "error-with-payload", "A failure that has a payload all the same.", with_payload));
        let bare = ResponseBatchItem::new(ResultStatus::OPERATION_FAILED);
        all.push(vector(
            &make,
            "error-bare",
            "A status and nothing else: readers take it, though a reason should be there.",
            bare,
        ));
    }
    all
}
