//! Batch items: an operation, and a payload of it.

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::{ErrorKind, Operation, RequestBatchItem, RequestPayload, ResponseBatchItem, ResultStatus, Tag};

impl<'a> RequestBatchItem<'a> {
    /// A batch item for this operation, with its payload.
    ///
    /// KMIP 3.0 §8.1.3, 2.x §8.3, 1.x §7.2. [`RequestMessage::push`](crate::RequestMessage::push) takes the operation from the
    /// payload. A payload of another operation is refused when it is encoded, as
    /// [`WrongTag`](ErrorKind::WrongTag); that of an operation which is not the standard's is
    /// [`Unknown`](RequestPayload::Unknown).
    #[must_use]
    #[inline]
    pub fn new(operation: Operation, request_payload: impl Into<RequestPayload<'a>>) -> Self {
        Self { operation, request_payload: request_payload.into(), ..Self::default() }
    }
}

impl ResponseBatchItem<'_> {
    /// A batch item with this Result Status, and nothing else.
    ///
    /// KMIP 3.0 §8.2.3, 2.x §8.6, 1.x §7.2. [`success`](Self::success), [`failure`](Self::failure) and [`pending`](Self::pending)
    /// fill in what goes with a status.
    #[must_use]
    pub fn new(result_status: ResultStatus) -> Self {
        Self { result_status, ..Self::default() }
    }
}

impl Encode for RequestBatchItem<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let is_told = agree(self.operation, self.request_payload.selector());
        if !is_told && e.builds() {
            return refuse(tag, Tag::REQUEST_PAYLOAD, e);
        }
        e.enter(self.operation);
        e.structure(tag, self, &self.extra)
    }
}

impl Encode for ResponseBatchItem<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let operation = self.operation.unwrap_or_default();
        let is_told = self.response_payload.as_ref().is_none_or(|payload| agree(operation, payload.selector()));
        if !is_told && e.builds() {
            return refuse(tag, Tag::RESPONSE_PAYLOAD, e);
        }
        e.enter(operation);
        e.structure(tag, self, &self.extra)
    }
}

/// Returns whether a payload belongs to the operation.
///
/// One that is kept as it is may be any.
fn agree(operation: Operation, of_payload: Operation) -> bool {
    operation == of_payload || of_payload == Operation::default()
}

/// Refuses a payload inside of the batch item, so that the path leads there.
#[cold]
#[inline(never)]
fn refuse(tag: Tag, payload: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.open(tag)?;
    Err(Fault::without_offset(ErrorKind::WrongTag, payload))
}
