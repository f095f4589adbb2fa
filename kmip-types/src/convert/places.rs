//! Finds the paths of changes.
//!
//! Notes have the numbers of items. The message is written once more to find the paths to them.
//!
//! So the tree of the message does not have to be kept while it is converted, and most conversions change nothing of which a
//! path has to be told.

use alloc::vec::Vec;

use super::converter::Note;
use super::report::Change;
use crate::codec::{Encoder, Root};
use crate::error::Fault;
use crate::path::Trail;
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{Error, ItemType, Tag};

/// Returns the noted changes in the order of the message, each with its path.
pub(super) fn changes<'a>(message: &impl Root<'a>, mut notes: Vec<Note>) -> Result<Vec<Change>, Error> {
    let changes = Vec::with_capacity(notes.len());
    if notes.is_empty() {
        return Ok(changes);
    }
    notes.sort_by_key(|note| note.origin);
    let mut places = Places { notes: &notes, changes, number: 0, trail: Trail::default() };
    message.encode(message.root_tag(), &mut Encoder::unbound(&mut places))?;
    Ok(places.changes)
}

/// A writer that only turns notes into changes, when it comes to their items.
struct Places<'n> {
    /// In the order of the message.
    notes: &'n [Note],
    changes: Vec<Change>,
    /// That of the next item.
    number: usize,
    trail: Trail,
}

impl Places<'_> {
    /// Takes an item, and goes into it if it is a structure.
    fn item(&mut self, tag: Tag, is_structure: bool) {
        let step = self.trail.step(tag);
        while let Some(note) = self.notes.get(self.changes.len()).filter(|note| note.origin == self.number) {
            let Note { category, tag, value, versions, .. } = *note;
            self.changes.push(Change { category, path: self.trail.path(step), tag, value, versions });
        }
        self.number = self.number.saturating_add(1);
        if is_structure {
            self.trail.open(step);
        }
    }
}

impl Writer for Places<'_> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.item(item.tag(), false);
        Ok(())
    }

    fn text(&mut self, tag: Tag, _: ItemType, _: &str) -> Result<(), Fault> {
        self.item(tag, false);
        Ok(())
    }

    fn bytes(&mut self, tag: Tag, _: ItemType, _: &[u8]) -> Result<(), Fault> {
        self.item(tag, false);
        Ok(())
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.item(tag, true);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.trail.close();
        Ok(())
    }
}
