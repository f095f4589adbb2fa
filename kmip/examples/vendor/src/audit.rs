//! A Message Extension.

use kmip::Tag;
use kmip::format::{Decode, Decoder, Encode, Encoder, Fault, Item};

use crate::tags;

/// Notes under which ticket an item was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// The number of the ticket.
    pub ticket: i32,
}

impl<'a> Decode<'a> for Audit {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let mut scope = d.open(item)?;
        while let Some(field) = d.read()? {
            match field.tag() {
                tags::TICKET => d.once(&mut scope, 0, &mut self.ticket, field)?,
                _ => d.skip(field)?,
            }
        }
        d.close(scope, item, 0b1, &[tags::TICKET])
    }
}

impl Encode for Audit {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.put(tags::TICKET, &self.ticket)?;
        e.end()
    }
}
