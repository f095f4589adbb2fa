//! The payload of a response item that failed.
//!
//! It is read where it can be, and never stands in the way of the result.

use super::replay::Replay;
use crate::codec::{Decode, Decoder, Scope};
use crate::error::Fault;
use crate::item::Item;

impl<'a> Decoder<'a, '_> {
    /// Fills the payload of a response item.
    ///
    /// The payload of an item that failed is kept as it is where it cannot be read.
    ///
    /// A payload never hides the result: why the item failed is read, whatever stands beside it. `failed` is what the Result
    /// Status before it says.
    ///
    /// # Errors
    /// As for [`once`](Self::once); what is wrong with the payload only where the item has not failed.
    #[inline(always)]
    pub(crate) fn payload<T: Decode<'a>>(
        &mut self,
        scope: &mut Scope,
        bit: u32,
        slot: &mut T,
        item: Item,
        failed: bool,
    ) -> Result<(), Fault> {
        if failed { self.payload_beside_failure(scope, bit, slot, item) } else { self.once(scope, bit, slot, item) }
    }

    #[cold]
    #[inline(never)]
    fn payload_beside_failure<T: Decode<'a>>(
        &mut self,
        scope: &mut Scope,
        bit: u32,
        slot: &mut T,
        item: Item,
    ) -> Result<(), Fault> {
        if self.reader.replaying().is_some() || scope.seen & 1_u64.wrapping_shl(bit) != 0 {
            return self.once(scope, bit, slot, item);
        }
        let mut replay = Replay::read(Some(item), self.reader)?;
        let mut again = Decoder::new(&mut replay);
        again.selected = self.selected;
        let item = again.next_item();
        if again.once(scope, bit, slot, item).is_err() {
            replay.rewind();
            let mut again = Decoder::new(&mut replay);
            let item = again.next_item().aside();
            *slot = T::default();
            // Nothing selects, so it is what no table knows.
            return slot.fill(item, &mut again);
        }
        Ok(())
    }
}
