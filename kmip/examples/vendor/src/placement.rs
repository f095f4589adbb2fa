//! A structure of the vendor's, which is also the value of an attribute.

use kmip::format::{Decode, Decoder, Encode, Encoder, Fault, Fields, Item};
use kmip::items::{Extra, Node};
use kmip::{Attribute, AttributeList, Tag, Text, VendorAttribute};

use crate::{Tier, tags};

/// Where a key is stored.
///
/// | field | tag | type |
/// |---|---|---|
/// | `shard` | `54A002` | Integer, required |
/// | `tier` | `54A003` | Enumeration, required |
/// | `region` | `54A004` | Text String, optional |
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement<'a> {
    /// The number of the shard.
    pub shard: i32,
    /// The tier of storage.
    pub tier: Tier,
    /// The region, if it matters.
    pub region: Option<Text<'a>>,
    /// What a later edition of the vendor's tables adds: kept, and written again.
    pub extra: Extra<'a>,
}

/// Clients' attributes have the vendor `x`: it is the one that 1.x can name, as `x-placement`.
const ATTRIBUTE: (&str, &str) = ("x", "placement");

impl<'a> Placement<'a> {
    /// A placement that leaves the region open.
    #[must_use]
    pub fn new(shard: i32, tier: Tier) -> Self {
        Self { shard, tier, ..Self::default() }
    }

    /// The same, in this region.
    #[must_use]
    pub fn in_region(mut self, region: impl Into<Text<'a>>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The placement as an attribute of an object; in a message of 1.x it is called `x-placement`.
    ///
    /// # Errors
    /// None in practice: nothing in it depends on the version.
    pub fn attribute(&self) -> Result<Attribute<'static>, Fault> {
        let (vendor, name) = ATTRIBUTE;
        Ok(VendorAttribute::with_typed_value(vendor, name, self)?.into())
    }

    /// The placement among these attributes, whichever version they are of; `None` if it is not there.
    ///
    /// # Errors
    /// The attribute is there and has another form.
    pub fn find<'m>(attributes: AttributeList<'m, '_>) -> Result<Option<Placement<'m>>, Fault> {
        let (vendor, name) = ATTRIBUTE;
        attributes.vendor(vendor, name).map(Node::decode).transpose()
    }
}

impl<'a> Decode<'a> for Placement<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let mut scope = d.open(item)?;
        while let Some(field) = d.read()? {
            match field.tag() {
                tags::SHARD => d.once(&mut scope, 0, &mut self.shard, field)?,
                tags::STORAGE_TIER => d.once(&mut scope, 1, &mut self.tier, field)?,
                tags::REGION => d.once(&mut scope, 2, &mut self.region, field)?,
                _ => d.other(scope, &mut self.extra, field)?,
            }
        }
        // Bits 0 and 1 are required.
        d.close(scope, item, 0b011, &[tags::SHARD, tags::STORAGE_TIER])
    }
}

impl Fields for Placement<'_> {
    fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.put(tags::SHARD, &self.shard)?;
        e.put(tags::STORAGE_TIER, &self.tier)?;
        e.put(tags::REGION, &self.region)
    }
}

impl Encode for Placement<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.structure(tag, self, &self.extra)
    }
}
