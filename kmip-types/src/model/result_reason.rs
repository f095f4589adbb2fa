//! The Result Reasons for errors, and those that older versions have for them.

use crate::generated::conversions::{ANY_OTHER_REASON, RESULT_REASONS};
use crate::validate::FindingKind;
use crate::{ErrorKind, ResultReason, Version};

impl ResultReason {
    /// This reason, or the one that comes nearest to it in this version.
    ///
    /// ```
    /// use kmip_types::{ResultReason, Version};
    ///
    /// let reason = ResultReason::OBJECT_NOT_FOUND; // came with 2.0
    /// assert_eq!(reason.nearest_in(Version::V2_1), ResultReason::OBJECT_NOT_FOUND);
    /// assert_eq!(reason.nearest_in(Version::V1_4), ResultReason::ITEM_NOT_FOUND);
    /// ```
    #[must_use]
    pub fn nearest_in(self, version: Version) -> Self {
        if self.versions().is_empty() || self.versions().contains(version) {
            return self;
        }
        let other = RESULT_REASONS.into_iter().find(|(own, _)| *own == self).map(|(_, other)| other);
        other.filter(|other| other.versions().contains(version)).unwrap_or(ANY_OTHER_REASON)
    }
}

/// Gives the reason for which a server refuses a request that it cannot decode.
///
/// The reason is one of the newest version; [`nearest_in`](ResultReason::nearest_in) makes it one of another.
impl From<ErrorKind> for ResultReason {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Missing => Self::MISSING_DATA,
            ErrorKind::WrongType => Self::INVALID_DATA_TYPE,
            ErrorKind::UnknownValue => Self::UNKNOWN_ENUMERATION,
            ErrorKind::NotInVersion => Self::INVALID_FIELD,
            ErrorKind::Depth | ErrorKind::TooLarge | ErrorKind::TooManyItems => Self::SERVER_LIMIT_EXCEEDED,
            // The server's own response did not fit.
            ErrorKind::BufferFull => Self::RESPONSE_TOO_LARGE,
            _ => Self::INVALID_MESSAGE,
        }
    }
}

/// Gives the reason for which a server refuses a request with this finding.
///
/// The reason is one of the newest version; [`nearest_in`](ResultReason::nearest_in) makes it one of another.
impl From<FindingKind> for ResultReason {
    fn from(kind: FindingKind) -> Self {
        match kind {
            FindingKind::UnknownVersion => Self::UNSUPPORTED_PROTOCOL_VERSION,
            FindingKind::UnknownTag => Self::UNKNOWN_TAG,
            FindingKind::UnknownAttribute => Self::UNSUPPORTED_ATTRIBUTE,
            FindingKind::Contradiction | FindingKind::Forbidden | FindingKind::Mismatch => Self::INVALID_FIELD,
            other => other.error_kind().into(),
        }
    }
}
