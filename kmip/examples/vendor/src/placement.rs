//! A structure of the vendor's, which is also the value of an attribute.

use kmip::items::{Extra, Node};
use kmip::{Attribute, AttributeList, Error, Text, VendorAttribute, vendor_structure};

use crate::{Tier, tags};

vendor_structure! {
    /// The place where a key is stored.
    ///
    /// What a later edition of the vendor's tables adds is kept, and written again.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Placement<'a> {
        /// The number of the shard.
        pub shard: i32 = required tags::SHARD,
        /// The tier of storage.
        pub tier: Tier = required tags::STORAGE_TIER,
        /// The region, if it matters.
        pub region: Option<Text<'a>> = optional tags::REGION,
        ..extra: Extra<'a>
    }
}

/// The vendor and the name of the attribute.
///
/// Clients' attributes have the vendor `x`: it is the one that 1.x can name, as `x-placement`.
const ATTRIBUTE: (&str, &str) = ("x", "placement");

impl<'a> Placement<'a> {
    /// A placement that leaves the region open.
    #[must_use]
    pub fn new(shard: i32, tier: Tier) -> Self {
        Self { shard, tier, ..Self::default() }
    }

    /// Sets the region of the placement.
    #[must_use]
    pub fn in_region(mut self, region: impl Into<Text<'a>>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Returns the placement as an attribute of an object.
    ///
    /// In a message of 1.x it is called `x-placement`.
    ///
    /// # Errors
    /// None in practice: nothing in it depends on the version.
    pub fn attribute(&self) -> Result<Attribute<'static>, Error> {
        let (vendor, name) = ATTRIBUTE;
        Ok(VendorAttribute::with_typed_value(vendor, name, self)?.into())
    }

    /// The placement among these attributes, whichever version they are of.
    ///
    /// `None` if it is not there.
    ///
    /// # Errors
    /// The attribute is there and has another form.
    pub fn find<'m>(attributes: AttributeList<'m, '_>) -> Result<Option<Placement<'m>>, Error> {
        let (vendor, name) = ATTRIBUTE;
        attributes.vendor(vendor, name).map(Node::decode).transpose()
    }
}
