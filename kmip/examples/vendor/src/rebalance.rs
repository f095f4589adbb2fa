//! An operation of the vendor's: its payloads.

use kmip::format::{Decode, Decoder, Encode, Encoder, Fault, Item};
use kmip::{Tag, UniqueIdentifier};

use crate::{Placement, tags};

/// Asks to move a key: the payload mixes fields of the standard with the vendor's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RebalanceRequest<'a> {
    /// The key.
    pub unique_identifier: UniqueIdentifier<'a>,
    /// Where it should go.
    pub placement: Placement<'a>,
}

impl<'a> RebalanceRequest<'a> {
    /// Asks to move the key with this identifier to this place.
    #[must_use]
    pub fn new(unique_identifier: impl Into<UniqueIdentifier<'a>>, placement: Placement<'a>) -> Self {
        Self { unique_identifier: unique_identifier.into(), placement }
    }
}

impl<'a> Decode<'a> for RebalanceRequest<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let mut scope = d.open(item)?;
        while let Some(field) = d.read()? {
            match field.tag() {
                Tag::UNIQUE_IDENTIFIER => d.once(&mut scope, 0, &mut self.unique_identifier, field)?,
                tags::PLACEMENT => d.once(&mut scope, 1, &mut self.placement, field)?,
                _ => d.skip(field)?,
            }
        }
        d.close(scope, item, 0b11, &[Tag::UNIQUE_IDENTIFIER, tags::PLACEMENT])
    }
}

impl Encode for RebalanceRequest<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.put(Tag::UNIQUE_IDENTIFIER, &self.unique_identifier)?;
        e.put(tags::PLACEMENT, &self.placement)?;
        e.end()
    }
}

/// Says what was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RebalanceResponse {
    /// How many bytes were moved.
    pub moved: i64,
}

impl<'a> Decode<'a> for RebalanceResponse {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let mut scope = d.open(item)?;
        while let Some(field) = d.read()? {
            match field.tag() {
                tags::MOVED => d.once(&mut scope, 0, &mut self.moved, field)?,
                _ => d.skip(field)?,
            }
        }
        d.close(scope, item, 0b1, &[tags::MOVED])
    }
}

impl Encode for RebalanceResponse {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.put(tags::MOVED, &self.moved)?;
        e.end()
    }
}
