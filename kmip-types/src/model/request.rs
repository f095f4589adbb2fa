//! Requests and the responses that belong to them, by type.

use core::fmt;

use crate::{Operation, RequestPayload, ResponsePayload};

/// A request payload, which knows its operation and the type of the response to it.
///
/// Every operation of the standard implements it. A client is generic over it, and needs no `match` to take its result:
///
/// ```
/// use kmip_types::exchange::NoPayload;
/// use kmip_types::{ProtocolVersion, Request, RequestMessage, ResponseMessage};
///
/// fn ask<'a, R: Request<'a>>(
///     request: R,
///     send: impl FnOnce(RequestMessage<'a>) -> ResponseMessage<'static>,
/// ) -> Result<R::Response<'static>, NoPayload> {
///     let mut message = RequestMessage::new(ProtocolVersion::V2_1);
///     message.push(request);
///     send(message).into_payload()
/// }
/// ```
pub trait Request<'a>: Into<RequestPayload<'a>> + TryFrom<RequestPayload<'a>, Error = OtherOperation> {
    /// The payload of the response.
    type Response<'r>: Into<ResponsePayload<'r>> + TryFrom<ResponsePayload<'r>, Error = OtherOperation>;

    /// The operation.
    const OPERATION: Operation;
}

/// The payload is that of another operation.
///
/// ```
/// use kmip_types::{CreateRequest, DestroyRequest, GetRequest, RequestPayload};
///
/// let payload = RequestPayload::from(GetRequest::with_id("5d0c8f1e"));
/// assert_eq!(GetRequest::try_from(payload.clone())?, GetRequest::with_id("5d0c8f1e"));
/// let error = DestroyRequest::try_from(payload).unwrap_err();
/// assert_eq!(error.to_string(), "the payload of Get, not of Destroy");
/// # Ok::<(), kmip_types::exchange::OtherOperation>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherOperation {
    /// The operation that was asked for.
    pub expected: Operation,
    /// The operation whose payload it is.
    ///
    /// It is 0 for the payload of a vendor's operation, which does not tell.
    pub found: Operation,
}

impl OtherOperation {
    pub(crate) const fn new(expected: Operation, found: Operation) -> Self {
        Self { expected, found }
    }
}

impl fmt::Display for OtherOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.found == Operation::default() {
            write!(f, "the payload of an operation that no table has, not of {}", self.expected)
        } else {
            write!(f, "the payload of {}, not of {}", self.found, self.expected)
        }
    }
}

impl core::error::Error for OtherOperation {}

/// Connects payloads with their operations, and requests with their responses.
///
/// It says how a payload is taken out of those of all operations, and which request belongs to which response.
macro_rules! exchanges {
    (
        $requests:ident $responses:ident
        $($arm:ident $when:ident: $request_how:ident $request:ident, $response_how:ident $response:ident;)*
    ) => {$(
        impl<'a> $crate::Request<'a> for $crate::$request<'a> {
            type Response<'r> = $crate::$response<'r>;

            const OPERATION: $crate::Operation = $crate::Operation::$when;
        }

        $crate::model::exchanges!(@ $requests, $arm, $when, $request_how $request);
        $crate::model::exchanges!(@ $responses, $arm, $when, $response_how $response);
    )*};
    (@ $payloads:ident, $arm:ident, $when:ident, $how:ident $payload:ident) => {
        impl<'a> TryFrom<$crate::$payloads<'a>> for $crate::$payload<'a> {
            type Error = $crate::exchange::OtherOperation;

            #[inline]
            fn try_from(payload: $crate::$payloads<'a>) -> Result<Self, Self::Error> {
                match payload {
                    $crate::$payloads::$arm(payload) => Ok($crate::by_selector::taken!($how payload)),
                    other => Err($crate::exchange::OtherOperation::new($crate::Operation::$when, other.selector())),
                }
            }
        }
    };
}

pub(crate) use exchanges;
