//! Responses: made from the request they answer, and what an item of one says.

use alloc::string::{String, ToString};
use core::fmt;

use crate::{
    Bytes, DateTime, Operation, RequestBatchItem, RequestMessage, ResponseBatchItem, ResponseMessage, ResponsePayload,
    ResultReason, ResultStatus, Text, Version, Versions,
};

impl<'a> ResponseMessage<'a> {
    /// The response to this request, with no items yet: it has its version and its Client Correlation Value.
    ///
    /// A request of a version that this crate does not know is answered in the newest that it knows.
    ///
    /// ```
    /// use kmip_types::*;
    /// use kmip_types::format::{Item};
    /// use kmip_types::items::{Value};
    ///
    /// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    /// request.push(ActivateRequest::with_id("5d0c8f1e"));
    /// request.push(GetRequest::with_id("00000000"));
    ///
    /// let mut response = ResponseMessage::respond_to(&request, DateTime(1_735_689_600));
    /// response.push(request.batch_items[0].success(ActivateResponse::new("5d0c8f1e")));
    /// response.push(request.batch_items[1].failure(ResultReason::ITEM_NOT_FOUND, "no such object"));
    ///
    /// assert_eq!(response.response_header.batch_count, Some(2));
    /// assert_eq!(response.batch_items[1].operation, Some(Operation::GET));
    /// assert_eq!(response.batch_items[1].unique_batch_item_id, request.batch_items[1].unique_batch_item_id);
    /// ```
    #[must_use]
    pub fn respond_to(request: &RequestMessage<'a>, time_stamp: DateTime) -> Self {
        let version = request.protocol_version().version().unwrap_or(Version::NEWEST);
        Self::respond_in(version, request, time_stamp)
    }

    /// The response in this version, for a server that does not have that of the request, with no items yet.
    ///
    /// A Client Correlation Value is repeated where the version has one (1.4 on).
    ///
    /// ```
    /// use kmip_types::*;
    ///
    /// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    /// request.request_header.client_correlation_value = Some("job 7".into());
    /// request.push(PingRequest::default());
    ///
    /// let mut response = ResponseMessage::respond_in(Version::V1_0, &request, DateTime(1_735_689_600));
    /// response.push(request.batch_items[0].failure(ResultReason::OPERATION_NOT_SUPPORTED, "no such operation"));
    /// assert_eq!(response.response_header.client_correlation_value, None);
    /// // An answer to Ping that 1.0, which has no Ping, can write.
    /// assert_eq!(response.batch_items[0].operation, Some(Operation::PING));
    /// ```
    #[must_use]
    pub fn respond_in(version: Version, request: &RequestMessage<'a>, time_stamp: DateTime) -> Self {
        let mut response = Self::new(version.into(), time_stamp);
        if Versions::since(Version::V1_4).contains(version) {
            let value = &request.request_header.client_correlation_value;
            response.response_header.client_correlation_value.clone_from(value);
        }
        response
    }
}

/// The responses that a request item can get: each has its operation, or that of the payload, and its Unique Batch Item ID.
impl<'a> RequestBatchItem<'a> {
    /// It was done, and this is the result.
    #[must_use]
    pub fn success(&self, payload: impl Into<ResponsePayload<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::success(payload))
    }

    /// It was refused or went wrong.
    #[must_use]
    pub fn failure(&self, reason: ResultReason, message: impl Into<Text<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::failure(reason, message))
    }

    /// It is being done; a Poll with this Asynchronous Correlation Value asks for the result.
    #[must_use]
    pub fn pending(&self, correlation: impl Into<Bytes<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::pending(correlation))
    }

    /// It was done and undone again, because another item of the batch failed.
    #[must_use]
    pub fn undone(&self) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::new(ResultStatus::OPERATION_UNDONE))
    }

    fn answered(&self, mut item: ResponseBatchItem<'a>) -> ResponseBatchItem<'a> {
        // A payload tells its operation, which decides how it is read: the result that a Poll gets is that of another one.
        item.operation.get_or_insert(self.operation);
        item.unique_batch_item_id = self.unique_batch_item_id.clone();
        item
    }
}

impl<'a> ResponseBatchItem<'a> {
    /// An item with this result; the operation follows from it, except where it is a vendor's.
    #[must_use]
    pub fn success(payload: impl Into<ResponsePayload<'a>>) -> Self {
        let payload = payload.into();
        let mut item = Self::new(ResultStatus::SUCCESS);
        item.operation = Some(payload.selector()).filter(|operation| *operation != Operation::default());
        item.response_payload = Some(payload);
        item
    }

    /// An item that failed; without an operation it answers a request that could not be read.
    #[must_use]
    pub fn failure(reason: ResultReason, message: impl Into<Text<'a>>) -> Self {
        let mut item = Self::new(ResultStatus::OPERATION_FAILED);
        item.result_reason = Some(reason);
        item.result_message = Some(message.into());
        item
    }

    /// An item that is being processed.
    #[must_use]
    pub fn pending(correlation: impl Into<Bytes<'a>>) -> Self {
        let mut item = Self::new(ResultStatus::OPERATION_PENDING);
        item.asynchronous_correlation_value = Some(correlation.into());
        item
    }

    /// What the item says.
    ///
    /// ```
    /// use kmip_types::{Outcome, ResponseBatchItem, ResultReason};
    ///
    /// let item = ResponseBatchItem::failure(ResultReason::ITEM_NOT_FOUND, "no such object");
    /// let Outcome::Failed { reason, .. } = item.outcome() else { return Err("not failed") };
    /// assert_eq!(reason, Some(ResultReason::ITEM_NOT_FOUND));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_, 'a> {
        match self.result_status {
            ResultStatus::SUCCESS => Outcome::Success(self.response_payload.as_ref()),
            ResultStatus::OPERATION_FAILED => {
                Outcome::Failed { reason: self.result_reason, message: self.result_message.as_ref() }
            }
            ResultStatus::OPERATION_PENDING => Outcome::Pending(self.asynchronous_correlation_value.as_ref()),
            ResultStatus::OPERATION_UNDONE => Outcome::Undone,
            other => Outcome::Other(other),
        }
    }

    /// The payload of a success.
    ///
    /// ```
    /// use kmip_types::{ResponseBatchItem, ResultReason};
    ///
    /// let item = ResponseBatchItem::failure(ResultReason::ITEM_NOT_FOUND, "no such object");
    /// assert_eq!(item.payload().unwrap_err().to_string(), "OperationFailed, ItemNotFound: no such object");
    /// ```
    ///
    /// # Errors
    /// The status is another one, or there is no payload.
    pub fn payload(&self) -> Result<&ResponsePayload<'a>, Refusal> {
        match self.outcome() {
            Outcome::Success(Some(payload)) => Ok(payload),
            _ => Err(Refusal {
                status: self.result_status,
                reason: self.result_reason,
                message: self.result_message.as_ref().map(ToString::to_string),
            }),
        }
    }
}

/// What an item of a response says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'m, 'a> {
    /// The operation was done; some have no payload.
    Success(Option<&'m ResponsePayload<'a>>),
    /// The operation was not done.
    Failed {
        /// Why.
        reason: Option<ResultReason>,
        /// Why, for people.
        message: Option<&'m Text<'a>>,
    },
    /// The operation is being done; the value asks for its result by Poll.
    Pending(Option<&'m Bytes<'a>>),
    /// The operation was done and undone again.
    Undone,
    /// A status that the tables do not have.
    Other(ResultStatus),
}

/// Why there is no payload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The Result Status.
    pub status: ResultStatus,
    /// The Result Reason.
    pub reason: Option<ResultReason>,
    /// The Result Message, which the peer wrote for people.
    pub message: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if let Some(reason) = self.reason {
            write!(f, ", {reason}")?;
        }
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Refusal {}
