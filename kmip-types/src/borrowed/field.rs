//! How a field is written: small rather than fast.

use crate::{Encode, Encoder, Fault, ItemType, Tag, Versions, WordItem};

impl Encoder<'_> {
    /// Writes a field that these versions have.
    #[inline(never)]
    pub(crate) fn field<T: Encode>(&mut self, tag: Tag, versions: Versions, value: &T) -> Result<(), Fault> {
        self.gated(tag, versions, value)
    }

    /// The same for a field whose value is a number of 32 bits, or a Boolean.
    #[inline(always)]
    pub(crate) fn small(
        &mut self,
        tag: Tag,
        item_type: ItemType,
        versions: Versions,
        value: Option<u32>,
    ) -> Result<(), Fault> {
        self.any_small(tag.value().wrapping_shl(8) | item_type.value(), versions, value)
    }

    /// One function for all of them, whose arguments fit into registers: a call takes a fifth of what it would inlined.
    #[inline(never)]
    fn any_small(&mut self, tag_and_type: u32, versions: Versions, value: Option<u32>) -> Result<(), Fault> {
        let Some(value) = value else { return Ok(()) };
        let [t0, t1, t2, code] = tag_and_type.to_be_bytes();
        let tag = Tag::new(u32::from_be_bytes([0, t0, t1, t2]));
        self.only_in(tag, versions)?;
        let item_type = ItemType::new(code.into());
        self.word(match item_type {
            ItemType::BOOLEAN => WordItem::boolean(tag, value != 0),
            ItemType::ENUMERATION => WordItem::enumeration(tag, value),
            ItemType::INTERVAL => WordItem::interval(tag, value),
            _ => WordItem::integer(tag, value.cast_signed()),
        })
    }
}
