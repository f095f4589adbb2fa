//! The length of a message in TTLV.

use crate::error::Fault;
use crate::format::integer::{minimal, sign_extension};
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Tag};

/// A writer that only adds up TTLV lengths.
///
/// It refuses a structure that is longer than its length can say.
///
/// Maximum Response Size counts TTLV bytes whatever the encoding on the wire, and a buffer can be sized before it
/// is filled.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::Writer;
/// use kmip_types::items::{Length, Value};
///
/// let mut length = Length::default();
/// length.open(Tag::REQUEST_MESSAGE)?;
/// length.write(Tag::COMMENT, Value::TextString("hello"))?;
/// length.end()?;
/// assert_eq!(length.bytes(), 24);
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    bytes: u64,
    /// The number of open structures.
    depth: u32,
    /// The number of bytes up to the outermost open structure's first item.
    ///
    /// The items before the structure count, and its header.
    before: u64,
}

impl Length {
    /// The bytes of all items written so far, headers and padding included.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    fn body(&mut self, tag: Tag, length: usize) -> Result<(), Fault> {
        let length = u32::try_from(length).map_err(|_| Fault::without_offset(ErrorKind::TooLarge, tag))?;
        self.add(tag, u64::from(length).next_multiple_of(8).saturating_add(8))
    }

    /// Adds an item; in a structure, as far as its length can say how long it is.
    fn add(&mut self, tag: Tag, bytes: u64) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.depth > 0 && self.bytes.saturating_sub(self.before) > u64::from(u32::MAX) {
            return Err(Fault::without_offset(ErrorKind::TooLarge, tag));
        }
        Ok(())
    }
}

impl Writer for Length {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.add(item.tag(), 16)
    }

    fn text(&mut self, tag: Tag, _: ItemType, text: &str) -> Result<(), Fault> {
        self.body(tag, text.len())
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        if item_type != ItemType::BIG_INTEGER {
            return self.body(tag, bytes.len());
        }
        let bytes = minimal(bytes);
        self.body(tag, bytes.len().saturating_add(sign_extension(bytes).0))
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.add(tag, 8)?;
        if self.depth == 0 {
            self.before = self.bytes;
        }
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }
}
