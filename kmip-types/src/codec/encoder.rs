//! The encoder: the logic that every generated `fields` calls.

#[cfg(feature = "alloc")]
use crate::codec::{Extra, extra::Interleave};
use crate::{Encode, ErrorKind, Fault, Item, ItemType, Tag, Versions, Writer};

/// Encodes typed values into a [`Writer`] of any format, in one protocol version.
pub struct Encoder<'w> {
    writer: &'w mut (dyn Writer + 'w),
    versions: Versions,
    /// The versions that are refused nothing: that of the message, or all.
    bound: Versions,
    /// Whether the version of the message is no reason to refuse anything.
    is_unbound: bool,
}

/// The fields of a structure, in the standard's order.
#[cfg(feature = "alloc")]
pub trait Fields {
    /// Writes every field that is there.
    ///
    /// # Errors
    /// The version of the message does not have a field, or the writer fails.
    fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault>;
}

impl core::fmt::Debug for Encoder<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Encoder").field("versions", &self.versions).finish_non_exhaustive()
    }
}

impl<'w> Encoder<'w> {
    /// An encoder that writes to `writer` and, until a message sets its version, refuses nothing.
    pub fn new(writer: &'w mut (dyn Writer + 'w)) -> Self {
        Self { writer, versions: Versions::ALL, bound: Versions::ALL, is_unbound: false }
    }

    /// An encoder that writes what the version of the message does not have, for who checks that elsewhere.
    #[cfg(feature = "alloc")]
    pub(crate) fn unbound(writer: &'w mut (dyn Writer + 'w)) -> Self {
        Self { is_unbound: true, ..Self::new(writer) }
    }

    /// The version that is written; [`Versions::ALL`] where it is not known.
    #[must_use]
    pub const fn versions(&self) -> Versions {
        self.versions
    }

    /// Sets the version that is written: from here on, what it does not have is refused.
    pub const fn set_versions(&mut self, versions: Versions) {
        self.versions = versions;
        if !self.is_unbound {
            self.bound = versions;
        }
    }

    /// Writes a field that every version of its structure has.
    ///
    /// # Errors
    /// Whatever the value or the writer refuses.
    #[inline]
    pub fn put<T: Encode + ?Sized>(&mut self, tag: Tag, value: &T) -> Result<(), Fault> {
        value.encode(tag, self)
    }

    /// Writes a field that only these versions have.
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) if the field is there and the version has it not.
    #[inline(always)]
    pub fn gated<T: Encode + ?Sized>(&mut self, tag: Tag, versions: Versions, value: &T) -> Result<(), Fault> {
        if value.is_absent() {
            return Ok(());
        }
        if !versions.intersects(self.bound) {
            return Err(Fault::new(ErrorKind::NotInVersion, tag, 0));
        }
        value.encode(tag, self)
    }

    /// Refuses, in versions other than these, what is about to be written under `tag`.
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion).
    #[inline]
    pub fn only_in(&self, tag: Tag, versions: Versions) -> Result<(), Fault> {
        if versions.intersects(self.bound) { Ok(()) } else { Err(Fault::new(ErrorKind::NotInVersion, tag, 0)) }
    }

    /// Writes a structure: its fields, and the items that were kept, each where it stood.
    ///
    /// # Errors
    /// Whatever a field or the writer refuses.
    #[cfg(feature = "alloc")]
    pub fn structure(&mut self, tag: Tag, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        self.writer.open(tag)?;
        if extra.is_empty() {
            fields.fields(self)?;
        } else {
            self.interleaved(fields, extra)?;
        }
        self.writer.end()
    }

    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn interleaved(&mut self, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        let mut interleave = Interleave::new(self.writer, extra);
        fields.fields(&mut Encoder { writer: &mut interleave, ..*self })?;
        interleave.finish()
    }

    /// Opens a structure that is written by hand.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[inline]
    pub fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.writer.open(tag)
    }

    /// Closes a structure that is written by hand.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[inline]
    pub fn end(&mut self) -> Result<(), Fault> {
        self.writer.end()
    }

    /// Writes an item whose value is one word.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[inline]
    pub fn word(&mut self, item: Item) -> Result<(), Fault> {
        self.writer.word(item)
    }

    /// Writes an item of one of the text types.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[inline]
    pub fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.writer.text(tag, item_type, text)
    }

    /// Writes a Byte String or a Big Integer.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[inline]
    pub fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.writer.bytes(tag, item_type, bytes)
    }

    /// Writes an item of any type except a structure.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    pub fn value(&mut self, tag: Tag, value: crate::Value<'_>) -> Result<(), Fault> {
        self.writer.write(tag, value)
    }
}
