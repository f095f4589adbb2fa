//! An enumeration of the vendor's own.

use kmip::format::{Decode, Decoder, Encode, Encoder, Fault, Item, WordItem};
use kmip::{ItemType, Tag};

/// A tier of storage; open like the enumerations of the standard, so that new tiers do not break old programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tier(u32);

impl Tier {
    /// Keys in daily use.
    pub const HOT: Self = Self(0x8000_0001);
    /// Keys of archives.
    pub const COLD: Self = Self(0x8000_0002);

    /// The number of this value.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }
}

impl<'a> Decode<'a> for Tier {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let wrong = || d.wrong_type(item, ItemType::ENUMERATION);
        self.0 = item.as_enumeration().ok_or_else(wrong)?;
        Ok(())
    }
}

impl Encode for Tier {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.word(WordItem::enumeration(tag, self.0))
    }
}
