//! Elements as most are: on one line, in another one, with the names that the standard gives them. They are copied from the
//! heads.
//!
//! Whether there is room is asked once for all that is copied, and what the element lacks is noted before, so that nothing
//! is left to do behind a call.

use kmip_types::format::lexical::{Sink, write_decimal, write_hex};
use kmip_types::names::{Spelling, ValueSpelling};
use kmip_types::{ErrorKind, ItemType, Tag};

use super::{Tail, Writer};
use crate::escape::{full, write_escaped};
use crate::heads::{ELEMENT, END, END_BLOCK, END_LENGTH, HEADS};

impl<W: Sink> Writer<'_, W> {
    /// Whether there is room for all that is copied of an element.
    #[inline(always)]
    pub(super) fn has_room(&self) -> bool {
        self.out.has_room(ELEMENT)
    }

    /// The name of a tag, if an element with it can be copied.
    #[inline(always)]
    pub(super) fn usual_name(&self, tag: Tag) -> Option<Spelling> {
        let name = tag.spelling_in(self.inner)?;
        self.has_room().then_some(name)
    }

    /// The same if the items with the tag are of this type.
    #[inline(always)]
    pub(super) fn usual_name_of(&self, tag: Tag, item_type: ItemType) -> Option<Spelling> {
        self.usual_name(tag).filter(|name| name.item_type() == item_type)
    }

    /// Copies an element up to its value.
    #[inline(always)]
    fn start_usual(&mut self, name: Spelling, item_type: ItemType) -> Result<(), ErrorKind> {
        let written = core::mem::replace(&mut self.tail, Tail::VALUE).written;
        HEADS.write_joined(&mut self.out, name, item_type, written.into()).map_err(full)
    }

    /// Writes an element with the name of an Enumeration's value.
    #[inline(always)]
    pub(super) fn usual_enumeration(&mut self, name: Spelling, value: ValueSpelling) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::ENUMERATION)?;
        value.write(&mut self.out).map_err(full)
    }

    /// Writes an element with an Integer that is no mask.
    #[inline(always)]
    pub(super) fn usual_integer(&mut self, name: Spelling, value: i32) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::INTEGER)?;
        write_decimal(&mut self.out, value.into()).map_err(full)
    }

    /// Writes an element with a Text String.
    #[inline(always)]
    pub(super) fn usual_text(&mut self, name: Spelling, text: &str) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::TEXT_STRING)?;
        write_escaped(&mut self.out, text)
    }

    /// Writes an element with a Byte String.
    #[inline(always)]
    pub(super) fn usual_bytes(&mut self, name: Spelling, bytes: &[u8]) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::BYTE_STRING)?;
        write_hex(&mut self.out, bytes).map_err(full)
    }

    /// Opens an element.
    #[inline(always)]
    pub(super) fn usual_open(&mut self, name: Spelling) -> Result<(), ErrorKind> {
        let written = self.tail.written;
        self.enter(Some(name))?;
        self.inner = self.plain;
        HEADS.write_through_name(&mut self.out, name, written.into()).map_err(full)
    }

    /// The name of the innermost element, if its end can be copied.
    #[inline(always)]
    pub(super) fn usual_end_name(&self) -> Option<Spelling> {
        if self.depth <= 1 || self.pretty | self.tail.is_start || !self.has_room() {
            return None;
        }
        self.open.get(self.depth - 1).copied().flatten()
    }

    /// Closes the innermost element.
    #[inline(always)]
    pub(super) fn usual_end(&mut self, name: Spelling) -> Result<(), ErrorKind> {
        self.depth -= 1;
        let written = core::mem::replace(&mut self.tail, Tail::END).written;
        let missing = END_LENGTH.wrapping_sub(written);
        self.out.put_part::<END_BLOCK>(END, written.into(), missing.into()).map_err(full)?;
        HEADS.write_name(&mut self.out, name).map_err(full)
    }
}
