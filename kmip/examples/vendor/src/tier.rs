//! An enumeration of the vendor's own.

use kmip::vendor_enumeration;

vendor_enumeration! {
    /// A tier of storage.
    ///
    /// It is open like the enumerations of the standard, so that new tiers do not break old programs.
    pub struct Tier {
        /// Keys in daily use.
        HOT = 0x8000_0001,
        /// Keys of archives.
        COLD = 0x8000_0002,
    }
}
