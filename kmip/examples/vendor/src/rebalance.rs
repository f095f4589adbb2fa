//! An operation of the vendor's: its payloads.

use kmip::{Tag, UniqueIdentifier, vendor_structure};

use crate::{Placement, tags};

vendor_structure! {
    /// Asks to move a key: the payload mixes fields of the standard with the vendor's.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct RebalanceRequest<'a> {
        /// The key.
        pub unique_identifier: UniqueIdentifier<'a> = required Tag::UNIQUE_IDENTIFIER,
        /// The place to which it should go.
        pub placement: Placement<'a> = required tags::PLACEMENT,
    }
}

impl<'a> RebalanceRequest<'a> {
    /// Asks to move the key with this identifier to this place.
    #[must_use]
    pub fn new(unique_identifier: impl Into<UniqueIdentifier<'a>>, placement: Placement<'a>) -> Self {
        Self { unique_identifier: unique_identifier.into(), placement }
    }
}

vendor_structure! {
    /// Says what was done.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct RebalanceResponse {
        /// The number of bytes that were moved.
        pub moved: i64 = required tags::MOVED,
    }
}
