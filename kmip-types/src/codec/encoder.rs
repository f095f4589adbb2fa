//! The encoder: the logic that every generated `fields` calls.

#[cfg(feature = "alloc")]
use core::cell::RefCell;

#[cfg(feature = "alloc")]
use crate::Operation;
use crate::codec::Encode;
#[cfg(feature = "alloc")]
use crate::codec::{EncodeOptions, OtherVersions, Selector};
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::path::Trail;
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{ItemType, Tag, Version, Versions};

/// Encodes typed values into a [`Writer`] of any format, in one protocol version.
pub struct Encoder<'w> {
    pub(super) writer: &'w mut (dyn Writer + 'w),
    /// The versions of which a field or value must have one.
    ///
    /// They are that of the message, or all where nothing is refused.
    pub(super) gate: Versions,
    pub(super) version: Option<Version>,
    #[cfg(feature = "alloc")]
    pub(super) options: EncodeOptions<'w>,
    /// True if a value takes the form that the version of the message has.
    ///
    /// Only values that have different forms are changed.
    #[cfg(feature = "alloc")]
    pub(super) adapts: bool,
    /// The way to what is being written, where someone wants to know it.
    #[cfg(feature = "alloc")]
    pub(super) trail: Option<&'w RefCell<Trail>>,
    /// The operation of the batch item that is open; 0 for none.
    #[cfg(feature = "alloc")]
    pub(super) operation: Operation,
    /// The field that a condition of a structure inside asks for, and its value.
    #[cfg(feature = "alloc")]
    pub(super) noted: (Tag, u32),
    /// The value that was refused just now, before anything of it was written.
    #[cfg(feature = "alloc")]
    pub(super) refused: Option<(Tag, Versions)>,
}

impl core::fmt::Debug for Encoder<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Encoder").field("version", &self.version).finish_non_exhaustive()
    }
}

impl<'w> Encoder<'w> {
    /// Creates an encoder that writes to `writer`.
    ///
    /// It refuses nothing until a message sets its version.
    pub fn new(writer: &'w mut (dyn Writer + 'w)) -> Self {
        Self {
            writer,
            gate: Versions::ALL,
            version: None,
            #[cfg(feature = "alloc")]
            options: EncodeOptions::default(),
            #[cfg(feature = "alloc")]
            adapts: true,
            #[cfg(feature = "alloc")]
            trail: None,
            #[cfg(feature = "alloc")]
            operation: Operation::new(0),
            #[cfg(feature = "alloc")]
            noted: (Tag::new(0), 0),
            #[cfg(feature = "alloc")]
            refused: None,
        }
    }

    /// An encoder with other options.
    ///
    /// What it leaves out it reports by its tag, without the path.
    #[cfg(feature = "alloc")]
    pub fn with_options(writer: &'w mut (dyn Writer + 'w), options: EncodeOptions<'w>) -> Self {
        let adapts = !matches!(options.other_versions, OtherVersions::Write);
        Self { options, adapts, ..Self::new(writer) }
    }

    /// One whose `writer` follows the way.
    #[cfg(feature = "alloc")]
    pub(super) fn traced(
        writer: &'w mut (dyn Writer + 'w),
        options: EncodeOptions<'w>,
        trail: &'w RefCell<Trail>,
    ) -> Self {
        Self { trail: Some(trail), ..Self::with_options(writer, options) }
    }

    /// Creates an encoder that also writes what the version does not have.
    ///
    /// It is for callers that check that elsewhere.
    #[cfg(feature = "alloc")]
    pub(crate) fn unbound(writer: &'w mut (dyn Writer + 'w)) -> Self {
        Self { adapts: true, ..Self::with_options(writer, EncodeOptions::as_read()) }
    }

    /// The version that is written, where it is known.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// The version whose form a value gets that has different ones.
    ///
    /// `None` where it keeps its own.
    pub(crate) const fn form_version(&self) -> Option<Version> {
        #[cfg(feature = "alloc")]
        if !self.adapts {
            return None;
        }
        self.version
    }

    /// Returns whether a new message is made, which readers must accept whole.
    ///
    /// `false` for a message that was read, and is written back.
    pub(crate) const fn builds(&self) -> bool {
        #[cfg(feature = "alloc")]
        if matches!(self.options.other_versions, OtherVersions::Write) {
            return false;
        }
        true
    }

    /// Sets the version that is written.
    ///
    /// From here on, what the version does not have is refused, or treated as the options say. If the version is
    /// unknown, nothing is refused.
    pub const fn set_version(&mut self, version: Option<Version>) {
        self.version = version;
        self.gate = Versions::possible(version);
        #[cfg(feature = "alloc")]
        if matches!(self.options.other_versions, OtherVersions::Write) {
            self.gate = Versions::ALL;
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

    /// Writes a field that repeats what the peer has said.
    ///
    /// Whatever that was, the version does not refuse it.
    ///
    /// # Errors
    /// Whatever the writer refuses.
    #[cfg(feature = "alloc")]
    #[inline]
    pub fn echo<T: Encode>(&mut self, tag: Tag, value: &T) -> Result<(), Fault> {
        let gate = core::mem::replace(&mut self.gate, Versions::ALL);
        let done = value.encode(tag, self);
        self.gate = gate;
        done
    }

    /// Writes an optional field that is tied to another one.
    ///
    /// It decides what the other holds, or holds what the other decides, so that it is not left out without the other.
    ///
    /// # Errors
    /// Whatever the value or the writer refuses.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn tied<T: Encode>(&mut self, tag: Tag, value: &Option<T>) -> Result<(), Fault> {
        value.as_ref().map_or(Ok(()), |value| value.encode(tag, self))
    }

    /// Writes a list of which none is left out, since one at least is required.
    ///
    /// # Errors
    /// [`Missing`](crate::ErrorKind::Missing) if there is none; whatever a value or the writer refuses.
    #[inline]
    pub fn all<T: Encode>(&mut self, tag: Tag, list: &[T]) -> Result<(), Fault> {
        if list.is_empty() {
            return self.none_of(tag);
        }
        for value in list {
            value.encode(tag, self)?;
        }
        Ok(())
    }

    /// Writes one of several values, or an optional field; it can be left out.
    ///
    /// # Errors
    /// Whatever the value or the writer refuses.
    #[inline(always)]
    pub fn optional<T: Encode>(&mut self, tag: Tag, value: &T) -> Result<(), Fault> {
        match value.encode(tag, self) {
            Ok(()) => Ok(()),
            #[cfg(feature = "alloc")]
            Err(fault) => self.omit_refused(tag, fault),
            #[cfg(not(feature = "alloc"))]
            Err(fault) => Err(fault),
        }
    }

    /// Writes a field that only these versions have.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion) if the field is there and the version has it not.
    #[inline(always)]
    pub fn gated<T: Encode + ?Sized>(&mut self, tag: Tag, versions: Versions, value: &T) -> Result<(), Fault> {
        if value.is_absent() {
            return Ok(());
        }
        if !versions.intersects(self.gate) {
            return self.omit(tag, versions);
        }
        value.encode(tag, self)
    }

    /// Writes an optional field that some versions require.
    ///
    /// Only `versions` have it.
    ///
    /// # Errors
    /// [`Missing`](crate::ErrorKind::Missing) if the field is not there and the version requires it;
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion) if it is there and the version has it not.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn needed<T: Encode>(
        &mut self,
        tag: Tag,
        versions: Versions,
        required: Versions,
        value: &Option<T>,
    ) -> Result<(), Fault> {
        let Some(value) = value else { return self.absent(tag, required) };
        if !versions.intersects(self.gate) {
            return self.omit(tag, versions);
        }
        match value.encode(tag, self) {
            Ok(()) => Ok(()),
            Err(fault) if required.is_superset(self.gate) => Err(fault),
            Err(fault) => self.omit_refused(tag, fault),
        }
    }

    /// Writes a list that some versions require to have a value.
    ///
    /// Only `versions` have it.
    ///
    /// # Errors
    /// As for [`needed`](Self::needed).
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn all_needed<T: Encode>(
        &mut self,
        tag: Tag,
        versions: Versions,
        required: Versions,
        list: &[T],
    ) -> Result<(), Fault> {
        if list.is_empty() {
            return self.absent(tag, required);
        }
        if !versions.intersects(self.gate) {
            return self.omit(tag, versions);
        }
        if required.is_superset(self.gate) { self.all(tag, list) } else { list.encode(tag, self) }
    }

    /// Writes a field that a structure inside asks for, and notes its value.
    ///
    /// # Errors
    /// Whatever the value or the writer refuses.
    #[cfg(feature = "alloc")]
    #[inline]
    pub fn noted<T: Encode + Selector>(&mut self, tag: Tag, value: &T) -> Result<(), Fault> {
        self.noted = (tag, value.selector());
        value.encode(tag, self)
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
    pub fn word(&mut self, item: WordItem) -> Result<(), Fault> {
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
    pub fn value(&mut self, tag: Tag, value: crate::value::Value<'_>) -> Result<(), Fault> {
        self.writer.write(tag, value)
    }
}
