//! Objects as most are: on one line, in another one, with the names that the standard gives them. They are copied from the
//! heads.
//!
//! Whether there is room is asked once for all that is copied, and what the object lacks is noted before, so that nothing
//! is left to do behind a call.

use kmip_types::format::lexical::{Sink, write_decimal, write_hex};
use kmip_types::names::{Spelling, ValueSpelling};
use kmip_types::{ErrorKind, ItemType, Tag};

use super::{Tail, Writer, full};
use crate::escape::write_escaped;
use crate::heads::{END, END_BLOCK, END_LENGTH, HEADS, OBJECT};

impl<W: Sink> Writer<'_, W> {
    /// Whether there is room for all that is copied of an object.
    #[inline(always)]
    pub(super) fn has_room(&self) -> bool {
        self.out.has_room(OBJECT)
    }

    /// The name of a tag, if an object with it can be copied.
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

    /// Copies an object up to its value.
    #[inline(always)]
    fn start_usual(&mut self, name: Spelling, item_type: ItemType, tail: Tail) -> Result<(), ErrorKind> {
        let written = core::mem::replace(&mut self.tail, tail).written;
        HEADS.write_joined(&mut self.out, name, item_type, written.into()).map_err(full)
    }

    /// Writes an object with the name of an Enumeration's value.
    #[inline(always)]
    pub(super) fn usual_enumeration(&mut self, name: Spelling, value: ValueSpelling) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::ENUMERATION, Tail::QUOTE)?;
        value.write(&mut self.out).map_err(full)
    }

    /// Writes an object with an Integer that is no mask.
    #[inline(always)]
    pub(super) fn usual_integer(&mut self, name: Spelling, value: i32) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::INTEGER, Tail::BRACE)?;
        write_decimal(&mut self.out, value.into()).map_err(full)
    }

    /// Writes an object with a Text String.
    #[inline(always)]
    pub(super) fn usual_text(&mut self, name: Spelling, text: &str) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::TEXT_STRING, Tail::QUOTE)?;
        write_escaped(&mut self.out, text).map_err(full)
    }

    /// Writes an object with a Byte String.
    #[inline(always)]
    pub(super) fn usual_bytes(&mut self, name: Spelling, bytes: &[u8]) -> Result<(), ErrorKind> {
        self.start_usual(name, ItemType::BYTE_STRING, Tail::QUOTE)?;
        write_hex(&mut self.out, bytes).map_err(full)
    }

    /// Opens an object.
    #[inline(always)]
    pub(super) fn usual_open(&mut self, name: Spelling) -> Result<(), ErrorKind> {
        self.depth += 1;
        self.inner = self.plain;
        let written = core::mem::replace(&mut self.tail, Tail::START).written;
        HEADS.write(&mut self.out, name, ItemType::STRUCTURE, written.into()).map_err(full)
    }

    /// Whether the end of the innermost object can be copied.
    #[inline(always)]
    pub(super) fn is_usual_end(&self) -> bool {
        self.depth > 1 && !self.pretty && self.out.has_room(END_BLOCK)
    }

    /// Closes the innermost object.
    #[inline(always)]
    pub(super) fn usual_end(&mut self) -> Result<(), ErrorKind> {
        self.depth -= 1;
        // An empty array lacks its bracket only.
        let written = core::mem::replace(&mut self.tail, Tail::BRACE).written.min(END_LENGTH - 1);
        self.out.put_part::<END_BLOCK>(END, written.into(), (END_LENGTH - written).into()).map_err(full)
    }
}
