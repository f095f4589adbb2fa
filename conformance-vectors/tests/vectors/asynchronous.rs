//! Operations that take their time: asked for, pending, polled, cancelled.

use kmip::*;

use crate::make::{ID, Make, NOW, success};
use crate::vector::{Subject, Vector, request, response};

const CORRELATION: [u8; 8] = [0xC0, 0xFF, 0xEE, 0, 0, 0, 0, 1];

fn indicators(make: &Make) -> Vec<(&'static str, AsynchronousIndicator)> {
    if make.is_1_x() {
        return vec![("true", AsynchronousIndicator::Boolean(true)), ("false", AsynchronousIndicator::Boolean(false))];
    }
    let named = |value| AsynchronousIndicator::Enumeration(AsynchronousIndicatorEnumeration::new(value));
    vec![("mandatory", named(1)), ("optional", named(2)), ("prohibited", named(3))]
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("asynchronous") {
        for (name, indicator) in indicators(&make) {
            let mut activate = ActivateRequest::default();
            activate.unique_identifier = Some(ID.into());
            let mut message = RequestMessage::new(make.protocol.clone());
            message.request_header.asynchronous_indicator = Some(indicator);
            message.push(activate);
            let purpose = "Whether the server may answer later.";
            let id = format!("asynchronous-{name}-request");
            all.push(Vector::message(
                make.group,
                &id,
                Subject::Structure("Request Header"),
                purpose,
                &["asynchronous"],
                request(&message),
            ));
        }
        let mut pending = ResponseBatchItem::new(ResultStatus::OPERATION_PENDING);
        pending.operation = Some(Operation::ACTIVATE);
        pending.asynchronous_correlation_value = Some(CORRELATION.to_vec().into());
        let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
        message.push(pending);
        let item = Subject::Structure("Response Batch Item");
        all.push(Vector::message(
            make.group,
            "pending-response",
            item,
            "The answer comes later; this is its name.",
            &["asynchronous"],
            response(&message),
        ));
        all.push(make.request("poll", "Is the answer there?", PollRequest::new(CORRELATION.to_vec())));
        // The response to Poll is that of the operation itself.
        let mut done = success(ActivateResponse::new(ID));
        done.asynchronous_correlation_value = Some(CORRELATION.to_vec().into());
        let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
        message.push(done);
        all.push(Vector::message(
            make.group,
            "polled-response",
            item,
            "It is: the response of the operation itself.",
            &["asynchronous"],
            response(&message),
        ));
        let mut still = ResponseBatchItem::new(ResultStatus::OPERATION_PENDING);
        still.operation = Some(Operation::POLL);
        still.asynchronous_correlation_value = Some(CORRELATION.to_vec().into());
        let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
        message.push(still);
        all.push(Vector::message(
            make.group,
            "poll-response",
            Subject::Operation,
            "The operation is not finished yet.",
            &["asynchronous"],
            response(&message),
        ));
        all.push(make.request(
            "cancel",
            "The operation is no longer wanted.",
            CancelRequest::new(CORRELATION.to_vec()),
        ));
        let result = CancelResponse::new(CORRELATION.to_vec(), CancellationResult::CANCELED);
        all.push(make.response("cancel", "It was cancelled.", result));
        if make.is_1_x() {
            continue;
        }
        let mut which = QueryAsynchronousRequestsRequest::default();
        let mut operations = Operations::default();
        operations.operations = vec![Operation::ACTIVATE];
        which.operations = Some(operations);
        all.push(make.request("query-asynchronous-requests", "Which activations are under way?", which));
        let mut under_way = QueryAsynchronousRequestsResponse::default();
        under_way.asynchronous_requests = vec![AsynchronousRequest::new(
            CORRELATION.to_vec(),
            Operation::ACTIVATE,
            DateTimeExtended(1_700_000_000_123_456),
            ProcessingStage::new(1),
        )];
        all.push(make.response("query-asynchronous-requests", "One.", under_way));
        all.push(make.request("process", "The server goes on with it.", ProcessRequest::new(CORRELATION.to_vec())));
        all.push(make.response("process", "The server has put it first.", ProcessResponse::default()));
    }
    all
}
