//! Responses: made from the request they answer, and what an item of one says.

use alloc::string::{String, ToString};
use core::fmt;

use super::request::OtherOperation;
use crate::{
    Bytes, DateTime, Operation, RequestBatchItem, RequestMessage, ResponseBatchItem, ResponseMessage, ResponsePayload,
    ResultReason, ResultStatus, Text, Version, Versions,
};

impl<'a> ResponseMessage<'a> {
    /// Creates the response to this request, with no items yet.
    ///
    /// It has the version and the Client Correlation Value of the request.
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

    /// Creates the response in this version, with no items yet.
    ///
    /// It is for a server that does not have the version of the request.
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
        Self::in_version(version, request.request_header.client_correlation_value.as_ref(), time_stamp)
    }

    pub(super) fn in_version(version: Version, correlation: Option<&Text<'a>>, time_stamp: DateTime) -> Self {
        let has_correlation = Versions::since(Version::V1_4).contains(version);
        let correlation = correlation.filter(|_| has_correlation).cloned();
        let mut response = Self::new(version.into(), time_stamp);
        response.response_header.client_correlation_value = correlation;
        response
    }
}

/// The responses that a request item can get.
///
/// Each has the operation of the item, or that of the payload, and the item's Unique Batch Item ID.
impl<'a> RequestBatchItem<'a> {
    /// It was done, and this is the result.
    #[must_use]
    #[inline]
    pub fn success(&self, payload: impl Into<ResponsePayload<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::success(payload))
    }

    /// It was refused or went wrong.
    #[must_use]
    #[inline]
    pub fn failure(&self, reason: ResultReason, message: impl Into<Text<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::failure(reason, message))
    }

    /// Answers that the operation is being done.
    ///
    /// A Poll with this Asynchronous Correlation Value asks for the result.
    #[must_use]
    #[inline]
    pub fn pending(&self, correlation: impl Into<Bytes<'a>>) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::pending(correlation))
    }

    /// It was done and undone again, because another item of the batch failed.
    #[must_use]
    #[inline]
    pub fn undone(&self) -> ResponseBatchItem<'a> {
        self.answered(ResponseBatchItem::new(ResultStatus::OPERATION_UNDONE))
    }

    #[inline]
    fn answered(&self, mut item: ResponseBatchItem<'a>) -> ResponseBatchItem<'a> {
        self.identify(&mut item);
        item
    }

    /// Gives the answer the operation and the Unique Batch Item ID.
    fn identify(&self, item: &mut ResponseBatchItem<'a>) {
        // A payload tells its operation, which decides how it is read: the result that a Poll gets is that of another one.
        item.operation.get_or_insert(self.operation);
        item.unique_batch_item_id = self.unique_batch_item_id.clone();
    }
}

impl<'a> ResponseBatchItem<'a> {
    /// Creates an item with this result.
    ///
    /// The operation follows from the result, except where it is a vendor's.
    #[must_use]
    #[inline]
    pub fn success(payload: impl Into<ResponsePayload<'a>>) -> Self {
        let payload = payload.into();
        let mut item = Self::new(ResultStatus::SUCCESS);
        item.operation = Some(payload.selector()).filter(|operation| *operation != Operation::default());
        item.response_payload = Some(payload);
        item
    }

    /// Creates an item that failed.
    ///
    /// Without an operation it answers a request that could not be read.
    #[must_use]
    #[inline]
    pub fn failure(reason: ResultReason, message: impl Into<Text<'a>>) -> Self {
        let mut item = Self::new(ResultStatus::OPERATION_FAILED);
        item.result_reason = Some(reason);
        item.result_message = Some(message.into());
        item
    }

    /// An item that is being processed.
    #[must_use]
    #[inline]
    pub fn pending(correlation: impl Into<Bytes<'a>>) -> Self {
        let mut item = Self::new(ResultStatus::OPERATION_PENDING);
        item.asynchronous_correlation_value = Some(correlation.into());
        item
    }

    /// Returns what the item says.
    ///
    /// ```
    /// use kmip_types::exchange::Outcome;
    /// use kmip_types::{ResponseBatchItem, ResultReason};
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
    pub fn payload(&self) -> Result<&ResponsePayload<'a>, NoPayload> {
        match self.outcome() {
            Outcome::Success(Some(payload)) => Ok(payload),
            other => Err(self.why_not(&other)),
        }
    }

    /// Takes the payload of a success, which is that of a certain operation.
    ///
    /// ```
    /// use kmip_types::{ActivateResponse, DestroyResponse, ResponseBatchItem};
    ///
    /// let item = ResponseBatchItem::success(ActivateResponse::new("5d0c8f1e"));
    /// let error = item.clone().into_payload::<DestroyResponse<'_>>().unwrap_err();
    /// assert_eq!(error.to_string(), "the payload of Activate, not of Destroy");
    /// let activated: ActivateResponse<'_> = item.into_payload()?;
    /// assert_eq!(activated.unique_identifier, "5d0c8f1e");
    /// # Ok::<(), kmip_types::exchange::NoPayload>(())
    /// ```
    ///
    /// # Errors
    /// As for [`payload`](Self::payload); the payload is that of another operation.
    pub fn into_payload<P>(mut self) -> Result<P, NoPayload>
    where
        P: TryFrom<ResponsePayload<'a>, Error = OtherOperation>,
    {
        match self.response_payload.take() {
            Some(payload) if self.result_status == ResultStatus::SUCCESS => Ok(P::try_from(payload)?),
            _ => Err(self.why_not(&self.outcome())),
        }
    }

    fn why_not(&self, outcome: &Outcome<'_, 'a>) -> NoPayload {
        match outcome {
            Outcome::Success(_) => NoPayload::Absent,
            Outcome::Pending(correlation) => NoPayload::Pending(correlation.cloned().map(Bytes::into_owned)),
            _ => NoPayload::Refused {
                status: self.result_status,
                reason: self.result_reason,
                message: self.result_message.as_ref().map(ToString::to_string),
            },
        }
    }
}

impl<'a> ResponseMessage<'a> {
    /// Takes the payload of the only item, which is that of a certain operation.
    ///
    /// ```
    /// use kmip_types::{ActivateResponse, DateTime, ProtocolVersion, ResponseBatchItem, ResponseMessage};
    ///
    /// let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(1_735_689_600));
    /// response.push(ResponseBatchItem::success(ActivateResponse::new("5d0c8f1e")));
    /// let activated: ActivateResponse<'_> = response.into_payload()?;
    /// assert_eq!(activated.unique_identifier, "5d0c8f1e");
    /// # Ok::<(), kmip_types::exchange::NoPayload>(())
    /// ```
    ///
    /// # Errors
    /// There is no item, or more than one; as for [`ResponseBatchItem::into_payload`].
    pub fn into_payload<P>(mut self) -> Result<P, NoPayload>
    where
        P: TryFrom<ResponsePayload<'a>, Error = OtherOperation>,
    {
        let count = self.batch_items.len();
        match self.batch_items.pop() {
            Some(item) if count == 1 => item.into_payload(),
            _ => Err(NoPayload::Items(count)),
        }
    }
}

/// The outcome that an item of a response tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'m, 'a> {
    /// The operation was done; some have no payload.
    Success(Option<&'m ResponsePayload<'a>>),
    /// The operation was not done.
    Failed {
        /// The reason.
        reason: Option<ResultReason>,
        /// The reason, in words for people.
        message: Option<&'m Text<'a>>,
    },
    /// The operation is being done; the value asks for its result by Poll.
    Pending(Option<&'m Bytes<'a>>),
    /// The operation was done and undone again.
    Undone,
    /// A status that the tables do not have.
    Other(ResultStatus),
}

/// The reason why there is no payload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoPayload {
    /// The operation was not done, or was undone again.
    Refused {
        /// The Result Status.
        status: ResultStatus,
        /// The Result Reason.
        reason: Option<ResultReason>,
        /// The Result Message, which the peer wrote for people.
        message: Option<String>,
    },
    /// The operation is being done.
    ///
    /// Poll asks for the result with this Asynchronous Correlation Value.
    Pending(Option<Bytes<'static>>),
    /// The operation was done, and the item has no payload.
    Absent,
    /// The payload is that of another operation.
    Other(OtherOperation),
    /// The response does not have one item, but this many.
    Items(usize),
}

impl NoPayload {
    /// The Result Reason of a failure.
    #[must_use]
    pub const fn reason(&self) -> Option<ResultReason> {
        match self {
            Self::Refused { reason, .. } => *reason,
            _ => None,
        }
    }
}

impl From<OtherOperation> for NoPayload {
    fn from(other: OtherOperation) -> Self {
        Self::Other(other)
    }
}

impl fmt::Display for NoPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, reason, message } => {
                write!(f, "{status}")?;
                if let Some(reason) = reason {
                    write!(f, ", {reason}")?;
                }
                message.as_ref().map_or(Ok(()), |message| write!(f, ": {message}"))
            }
            Self::Pending(_) => write!(f, "{}", ResultStatus::OPERATION_PENDING),
            Self::Absent => f.write_str("the operation was done, but its response has no payload"),
            Self::Other(other) => other.fmt(f),
            Self::Items(count) => write!(f, "the response has {count} items instead of one"),
        }
    }
}

impl core::error::Error for NoPayload {}
