//! The options with which the messages are read.

use kmip::encoding::Encoding;
use kmip::{Limits, ReaderOptions};

use crate::Failure;

/// Returns strict options, with limits that are far away.
///
/// The longest message of the series has 12 MB in JSON.
pub(crate) fn options() -> ReaderOptions<'static> {
    ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(1 << 27))
}

/// Returns why an encoding that is new has no jobs.
pub(crate) fn not_measured(encoding: Encoding) -> Failure {
    format!("{encoding} is not measured").into()
}
