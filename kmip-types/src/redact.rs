//! A writer that leaves secrets out, for logs in any format.

use crate::error::Fault;
use crate::secrecy::Passing;
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{ItemType, Tag};

/// Writes items without their secrets, in any format and without an allocator.
///
/// [`Secrecy`](crate::items::Secrecy) decides what is secret. In its place stands a value of the same type that says nothing:
/// the text `secret`, no bytes, zero, false.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::Writer as _;
/// use kmip_types::items::{NodeValue, NodeWriter, Redact, Value};
///
/// let mut log = Redact::new(NodeWriter::default());
/// log.open(Tag::KEY_VALUE)?;
/// log.write(Tag::KEY_MATERIAL, Value::ByteString(&[7; 32]))?;
/// log.end()?;
/// let items = log.into_inner().into_nodes();
/// let material = items[0].child(Tag::KEY_MATERIAL).ok_or("no item")?;
/// assert_eq!(material.value(), &NodeValue::ByteString(Default::default()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Redact<W> {
    writer: W,
    place: Passing,
}

impl<W: Writer> Redact<W> {
    /// Leaves secrets out of what this writer gets: the items of whole messages.
    #[must_use]
    pub fn new(writer: W) -> Self {
        Self { writer, place: Passing::default() }
    }

    /// The writer, with all that was written.
    #[must_use]
    pub fn into_inner(self) -> W {
        self.writer
    }

    fn hides(&self, tag: Tag, item_type: ItemType) -> bool {
        self.place.place().hides(tag, item_type)
    }
}

impl<W: Writer> Writer for Redact<W> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        let tag = item.tag();
        self.place.value(tag, item.value());
        let item = if self.hides(tag, item.item_type()) { item.emptied() } else { item };
        self.writer.word(item)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        let text = if self.hides(tag, item_type) { "secret" } else { text };
        self.writer.text(tag, item_type, text)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        let bytes = if self.hides(tag, item_type) { &[] } else { bytes };
        self.writer.bytes(tag, item_type, bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.place.open(tag);
        self.writer.open(tag)
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.place.close();
        self.writer.end()
    }
}
