//! The reason why an operation is refused.

use kmip::ResultReason;

/// The reason why an operation is refused.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) reason: ResultReason,
    pub(crate) message: String,
}

impl Refused {
    pub(crate) fn new(reason: ResultReason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}

/// Refuses a request when the crate cannot build an item.
///
/// It is the fault of the request if that cannot be built in this version, or of this input.
impl From<kmip::Error> for Refused {
    fn from(error: kmip::Error) -> Self {
        Self::new(error.kind().into(), error.to_string())
    }
}

pub(crate) type Result<T> = std::result::Result<T, Refused>;
