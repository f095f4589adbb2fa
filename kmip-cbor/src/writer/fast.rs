//! The fast path of writing.
//!
//! It takes items under a tag of the standard, in a structure, that are no pairs and do not stand at the end of a
//! buffer.
//!
//! Nearly every item is one. Its key and the head of its value are put together in a register, and stored eight bytes at
//! once with one check of the room; nothing is appended where that does not do.
//!
//! Gain, in instructions of encoding into a buffer: Get response 2,801 instead of 4,498, Register 5,262 instead of 8,970,
//! 100 Get responses 173,361 instead of 303,056.

use kmip_types::Tag;

use super::CborWriter;
use crate::Sink;
use crate::head::Heads;
use crate::key::{self, Class};

impl<S: Sink> CborWriter<S> {
    /// Appends the key of an item and the head of its value, or nothing.
    #[inline(always)]
    pub(super) fn heads_fast(&mut self, tag: Tag, class: Class, value: Heads) -> Option<()> {
        if self.depth == 0 {
            return None;
        }
        let (bytes, len) = key::standard(tag, class, value)?.parts();
        self.sink.append_first(bytes, len)?;
        self.count();
        Some(())
    }
}
