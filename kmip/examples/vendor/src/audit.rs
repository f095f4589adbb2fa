//! A Message Extension.

use kmip::vendor_structure;

use crate::tags;

vendor_structure! {
    /// Notes under which ticket an item was asked for.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Audit {
        /// The number of the ticket.
        pub ticket: i32 = required tags::TICKET,
    }
}
