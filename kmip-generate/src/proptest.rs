//! Strategies for property tests.
//!
//! ```
//! use kmip_generate::proptest::messages;
//! use proptest::test_runner::TestRunner;
//!
//! TestRunner::deterministic().run(&messages(), |generated| {
//!     let bytes = generated.to_ttlv()?;
//!     assert_eq!(kmip::ttlv::from_slice(&bytes), generated.message());
//!     Ok(())
//! })?;
//! # Ok::<(), proptest::test_runner::TestError<kmip_generate::GeneratedMessage>>(())
//! ```

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;

use crate::{Choices, GeneratedMessage, Kind};

/// The most bytes of choices; behind them, a message is as simple as can be.
const CHOICES: usize = 512;

/// Messages of every operation, version and direction.
///
/// What fails shrinks to a smaller valid message.
pub fn messages() -> impl Strategy<Value = GeneratedMessage> {
    vec(any::<u8>(), 0..=CHOICES).prop_map(|bytes| GeneratedMessage::new(&mut Choices::new(&bytes)))
}

/// Messages of this kind.
///
/// What fails shrinks to a smaller valid message of the kind.
pub fn messages_of_kind(kind: Kind) -> impl Strategy<Value = GeneratedMessage> {
    vec(any::<u8>(), 0..=CHOICES).prop_map(move |bytes| GeneratedMessage::of_kind(kind, &mut Choices::new(&bytes)))
}
