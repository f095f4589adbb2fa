//! Writing a structure of the model.
//!
//! It has fields, and items that were kept between them.

use core::cell::RefCell;

use super::encoder::Encoder;
use super::extra::BEHIND;
use crate::codec::{EncodeOptions, Extra};
use crate::error::Fault;
use crate::path::Trail;
use crate::stream::Writer;
use crate::tree::Node;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Operation, Tag, Version, Versions};

/// The fields of a structure, in the standard's order.
pub trait Fields {
    /// Writes every field that is there.
    ///
    /// # Errors
    /// The version of the message does not have a field, or the writer fails.
    fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault>;

    /// Returns whether a reader takes an item with this tag for one of the fields.
    fn takes(&self, tag: Tag) -> bool {
        let _ = tag;
        false
    }
}

impl Encoder<'_> {
    /// Writes a structure: its fields, and the items kept, each in its place.
    ///
    /// # Errors
    /// Whatever a field or the writer refuses.
    pub fn structure(&mut self, tag: Tag, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        self.writer.open(tag)?;
        let done = if extra.is_empty() { fields.fields(self) } else { self.interleaved(fields, extra) };
        match done {
            Ok(()) => self.writer.end(),
            Err(fault) => Err(self.inside(fault)),
        }
    }

    #[cold]
    #[inline(never)]
    fn interleaved(&mut self, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        // What was read where it stands is written there again, whatever it is.
        if let Some(node) = extra.added().find(|node| self.builds() && fields.takes(node.tag())) {
            return Err(Fault::without_offset(ErrorKind::WrongTag, node.tag()));
        }
        let Self { gate, version, options, adapts, trail, operation, noted, .. } = *self;
        let settings = Settings { gate, version, options, adapts, trail, operation, noted };
        let mut interleave = Interleave::new(self.writer, extra, settings);
        fields.fields(&mut settings.encoder(&mut interleave))?;
        interleave.finish()
    }
}

/// The settings that the encoders of one message have in common.
#[derive(Clone, Copy)]
struct Settings<'w> {
    gate: Versions,
    version: Option<Version>,
    options: EncodeOptions<'w>,
    adapts: bool,
    trail: Option<&'w RefCell<Trail>>,
    operation: Operation,
    noted: (Tag, u32),
}

impl<'w> Settings<'w> {
    /// An encoder into another writer.
    fn encoder<'e>(self, writer: &'e mut (dyn Writer + 'e)) -> Encoder<'e>
    where
        'w: 'e,
    {
        let Self { gate, version, options, adapts, trail, operation, noted } = self;
        Encoder { writer, gate, version, options, adapts, trail, operation, noted, refused: None }
    }
}

/// A writer that puts kept items back between the fields of one structure.
struct Interleave<'w, 'x> {
    writer: &'w mut (dyn Writer + 'w),
    before: &'x [u32],
    items: &'x [Node<'x>],
    written: u32,
    depth: usize,
    settings: Settings<'x>,
}

impl<'w, 'x> Interleave<'w, 'x> {
    fn new(writer: &'w mut (dyn Writer + 'w), extra: &'x Extra<'x>, settings: Settings<'x>) -> Self {
        let (before, items) = extra.kept();
        Self { writer, before, items, written: 0, depth: 0, settings }
    }

    /// Writes what belongs before the next known item.
    fn before(&mut self) -> Result<(), Fault> {
        if self.depth > 0 {
            return Ok(());
        }
        self.flush(self.written)?;
        self.written = self.written.saturating_add(1);
        Ok(())
    }

    fn flush(&mut self, written: u32) -> Result<(), Fault> {
        while let (Some((place, before)), Some((node, items))) = (self.before.split_first(), self.items.split_first()) {
            if *place > written {
                break;
            }
            self.settings.encoder(self.writer).optional(node.tag(), node)?;
            (self.before, self.items) = (before, items);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Fault> {
        self.flush(BEHIND)
    }
}

impl Writer for Interleave<'_, '_> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.before()?;
        self.writer.word(item)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.before()?;
        self.writer.text(tag, item_type, text)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.before()?;
        self.writer.bytes(tag, item_type, bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.before()?;
        self.depth = self.depth.saturating_add(1);
        self.writer.open(tag)
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.depth = self.depth.saturating_sub(1);
        self.writer.end()
    }
}
