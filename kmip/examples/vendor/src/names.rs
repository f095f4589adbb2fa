//! Numbers and names: the only place where the vendor's numbers are written down.

use kmip::names::VendorNames;
use kmip::{CryptographicAlgorithm, Operation, Tag};

/// The name of the vendor in Vendor Identification.
pub const VENDOR: &str = "storage.example";

/// The vendor's tags.
pub mod tags {
    use kmip::Tag;

    /// The place where a key is stored: a structure.
    pub const PLACEMENT: Tag = Tag::new(0x54_A001);
    /// The number of a shard: an Integer.
    pub const SHARD: Tag = Tag::new(0x54_A002);
    /// The tier of storage: an Enumeration.
    pub const STORAGE_TIER: Tag = Tag::new(0x54_A003);
    /// The name of a region: a Text String.
    pub const REGION: Tag = Tag::new(0x54_A004);
    /// The number of bytes that were moved: a Long Integer.
    pub const MOVED: Tag = Tag::new(0x54_A005);
    /// The number of an audit ticket: an Integer.
    pub const TICKET: Tag = Tag::new(0x54_A006);
}

/// An algorithm in the range that the standard leaves to vendors.
pub const HOUSE_CIPHER: CryptographicAlgorithm = CryptographicAlgorithm::new(0x8000_0001);

/// Moves a key to another place.
pub const REBALANCE: Operation = Operation::new(0x8000_0001);

/// The names in XML and JSON.
///
/// TTLV and CBOR do not need them; without them, XML and JSON write numbers.
pub const NAMES: VendorNames<'static> = VendorNames {
    tags: &[
        (tags::PLACEMENT, "Placement"),
        (tags::SHARD, "Shard"),
        (tags::STORAGE_TIER, "StorageTier"),
        (tags::REGION, "Region"),
        (tags::MOVED, "Moved"),
        (tags::TICKET, "AuditTicket"),
    ],
    values: &[
        (Tag::CRYPTOGRAPHIC_ALGORITHM, HOUSE_CIPHER.value(), "HouseCipher"),
        (Tag::OPERATION, REBALANCE.value(), "Rebalance"),
        (tags::STORAGE_TIER, super::Tier::HOT.value(), "Hot"),
        (tags::STORAGE_TIER, super::Tier::COLD.value(), "Cold"),
    ],
};
