//! The encoder: the logic that every generated `fields` calls.

#[cfg(feature = "alloc")]
use core::cell::RefCell;

use crate::codec::Encode;
#[cfg(feature = "alloc")]
use crate::codec::{EncodeOptions, Extra, Omitted, OtherVersions, extra::Interleave};
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::error::{Refusal, Subject};
#[cfg(feature = "alloc")]
use crate::names::NameTable;
#[cfg(feature = "alloc")]
use crate::path::Trail;
use crate::stream::Writer;
#[cfg(feature = "alloc")]
use crate::tables;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Tag, Version, Versions};

/// Encodes typed values into a [`Writer`] of any format, in one protocol version.
pub struct Encoder<'w> {
    writer: &'w mut (dyn Writer + 'w),
    /// What a field or value must have in common with its versions: that of the message, or all where nothing is refused.
    gate: Versions,
    version: Option<Version>,
    #[cfg(feature = "alloc")]
    options: EncodeOptions<'w>,
    /// Whether a value with another form in the version of the message gets that.
    #[cfg(feature = "alloc")]
    adapts: bool,
    /// The way to what is being written, where someone wants to know it.
    #[cfg(feature = "alloc")]
    trail: Option<&'w RefCell<Trail>>,
    /// The value that was refused just now, before anything of it was written.
    #[cfg(feature = "alloc")]
    refused: Option<(Tag, Versions)>,
}

/// What encoders of one message have in common.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy)]
pub(super) struct Settings<'w> {
    gate: Versions,
    version: Option<Version>,
    options: EncodeOptions<'w>,
    adapts: bool,
    trail: Option<&'w RefCell<Trail>>,
}

#[cfg(feature = "alloc")]
impl<'w> Settings<'w> {
    /// An encoder into another writer.
    pub(super) fn encoder<'e>(self, writer: &'e mut (dyn Writer + 'e)) -> Encoder<'e>
    where
        'w: 'e,
    {
        let Self { gate, version, options, adapts, trail } = self;
        Encoder { writer, gate, version, options, adapts, trail, refused: None }
    }
}

/// The fields of a structure, in the standard's order.
#[cfg(feature = "alloc")]
pub trait Fields {
    /// Writes every field that is there.
    ///
    /// # Errors
    /// The version of the message does not have a field, or the writer fails.
    fn fields(&self, e: &mut Encoder<'_>) -> Result<(), Fault>;

    /// Whether a reader takes an item with this tag for one of the fields.
    fn takes(&self, tag: Tag) -> bool {
        let _ = tag;
        false
    }
}

impl core::fmt::Debug for Encoder<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Encoder").field("version", &self.version).finish_non_exhaustive()
    }
}

impl<'w> Encoder<'w> {
    /// An encoder that writes to `writer` and, until a message sets its version, refuses nothing.
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
            refused: None,
        }
    }

    /// An encoder with other options. What it leaves out it reports by its tag, without the path.
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

    /// An encoder that writes what the version of the message does not have, for who checks that elsewhere.
    #[cfg(feature = "alloc")]
    pub(crate) fn unbound(writer: &'w mut (dyn Writer + 'w)) -> Self {
        Self { adapts: true, ..Self::with_options(writer, EncodeOptions::as_read()) }
    }

    /// The version that is written, where it is known.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// The version whose form a value gets that has different ones; `None` where it keeps its own.
    pub(crate) const fn form_version(&self) -> Option<Version> {
        #[cfg(feature = "alloc")]
        if !self.adapts {
            return None;
        }
        self.version
    }

    /// Whether a message is made, of which a reader has to accept all; not one that was read, and is written back.
    pub(crate) const fn builds(&self) -> bool {
        #[cfg(feature = "alloc")]
        if matches!(self.options.other_versions, OtherVersions::Write) {
            return false;
        }
        true
    }

    /// Sets the version that is written: from here on, what it does not have is refused, or what the options say. Where it
    /// is unknown, nothing is refused.
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

    /// Writes a field that repeats what the peer has said: whatever that was, the version does not refuse it.
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

    /// Writes an optional field that decides what another one holds, or holds what another one decides: it is not left
    /// out without the other.
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
    /// [`Missing`](ErrorKind::Missing) if there is none; whatever a value or the writer refuses.
    #[inline]
    pub fn all<T: Encode>(&mut self, tag: Tag, list: &[T]) -> Result<(), Fault> {
        if list.is_empty() && self.builds() {
            return Err(Fault::without_offset(ErrorKind::Missing, tag));
        }
        for value in list {
            value.encode(tag, self)?;
        }
        Ok(())
    }

    /// Writes one of several values, or the value of an optional field; it can be left out.
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

    /// Refuses, in versions other than these, what is about to be written under `tag`.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[inline]
    pub fn only_in(&mut self, tag: Tag, versions: Versions) -> Result<(), Fault> {
        if versions.intersects(self.gate) { Ok(()) } else { Err(self.refuse(tag, versions)) }
    }

    /// Refuses a value of an enumeration in versions that do not have it. Every version of the enumeration has the
    /// numbers below `always` that stand in its table at all; what does not stand there is not refused. `u32::MAX`: every
    /// version has all of them.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn value_in(&mut self, tag: Tag, value: u32, always: u32, table: &NameTable) -> Result<(), Fault> {
        if always == u32::MAX || value < always { Ok(()) } else { self.one_of(tag, value, table) }
    }

    /// Refuses a mask in versions that do not have all of its bits. Every version of the mask has the bits that are not
    /// in `sometimes`, as far as they stand in its table.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn bits_in(&mut self, tag: Tag, bits: u32, sometimes: u32, table: &NameTable) -> Result<(), Fault> {
        if bits & sometimes == 0 { Ok(()) } else { self.all_of(tag, bits & sometimes, table) }
    }

    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn one_of(&mut self, tag: Tag, value: u32, table: &NameTable) -> Result<(), Fault> {
        let versions = table.versions(value);
        if versions.is_empty() || versions.intersects(self.gate) {
            return Ok(());
        }
        Err(self.refuse_value(tag, value, table))
    }

    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn refuse_value(&mut self, tag: Tag, value: u32, table: &NameTable) -> Fault {
        self.refuse_as(tag, table.versions(value), Subject::of_value(table, value))
    }

    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn all_of(&mut self, tag: Tag, bits: u32, table: &NameTable) -> Result<(), Fault> {
        let each = (0..u32::BITS).map(|shift| bits & 1_u32.wrapping_shl(shift)).filter(|bit| *bit != 0);
        // What one version has not named yet another can have left to vendors.
        let list = tables::masks().iter().find(|list| core::ptr::eq(list.values, table));
        let left = |bit| list.map_or(Versions::NONE, |list| list.extension_versions(bit));
        let versions_of = |bit| table.versions(bit) | left(bit);
        let versions = each.clone().fold(Versions::ALL, |versions, bit| versions & versions_of(bit));
        if versions.intersects(self.gate) {
            return Ok(());
        }
        let bits = each.filter(|bit| !versions_of(*bit).intersects(self.gate)).fold(0, |bits, bit| bits | bit);
        let subject = list.map_or(Subject::Item, |list| Subject::Bits { list: list.name, bits });
        Err(self.refuse_as(tag, versions, subject))
    }

    /// Notes what is refused, so that it can be left out where it is optional.
    #[cold]
    #[inline(never)]
    fn refuse(&mut self, tag: Tag, versions: Versions) -> Fault {
        #[cfg(feature = "alloc")]
        {
            self.refused = Some((tag, versions));
            self.note(versions, Subject::Item);
        }
        Fault::only_in(versions, tag)
    }

    /// As [`refuse`](Self::refuse), and says what of the item it is.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn refuse_as(&mut self, tag: Tag, versions: Versions, subject: Subject) -> Fault {
        let fault = self.refuse(tag, versions);
        self.note(versions, subject);
        fault
    }

    /// Tells who follows the way what was refused.
    #[cfg(feature = "alloc")]
    fn note(&self, versions: Versions, subject: Subject) {
        if let Some(trail) = self.trail {
            trail.borrow_mut().refused = Some(Refusal { subject, versions, version: self.version });
        }
    }

    /// Leaves out what can be left out, or refuses it.
    #[cold]
    #[inline(never)]
    fn omit(&mut self, tag: Tag, versions: Versions) -> Result<(), Fault> {
        #[cfg(feature = "alloc")]
        if let OtherVersions::Omit(report) = self.options.other_versions {
            let path = self.trail.map(|trail| trail.borrow().next(tag)).unwrap_or_default();
            report(&Omitted::new(tag, path, versions));
            return Ok(());
        }
        #[cfg(feature = "alloc")]
        self.note(versions, Subject::Item);
        Err(Fault::only_in(versions, tag))
    }

    /// Leaves out a value that has just been refused, as the options say; passes on any other error.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn omit_refused(&mut self, tag: Tag, fault: Fault) -> Result<(), Fault> {
        match self.refused.take() {
            Some((refused, versions))
                if refused == tag && matches!(self.options.other_versions, OtherVersions::Omit(_)) =>
            {
                self.omit(tag, versions)
            }
            _ => Err(fault),
        }
    }

    /// An error inside a structure: the beginning of it has been written, so it is not left out.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    const fn inside(&mut self, fault: Fault) -> Fault {
        self.refused = None;
        fault
    }

    /// Writes a structure: its fields, and the items that were kept, each where it stood.
    ///
    /// # Errors
    /// Whatever a field or the writer refuses.
    #[cfg(feature = "alloc")]
    pub fn structure(&mut self, tag: Tag, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        self.writer.open(tag)?;
        let done = if extra.is_empty() { fields.fields(self) } else { self.interleaved(fields, extra) };
        match done {
            Ok(()) => self.writer.end(),
            Err(fault) => Err(self.inside(fault)),
        }
    }

    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn interleaved(&mut self, fields: &dyn Fields, extra: &Extra<'_>) -> Result<(), Fault> {
        // What was read where it stands is written there again, whatever it is.
        if let Some(node) = extra.added().find(|node| self.builds() && fields.takes(node.tag())) {
            return Err(Fault::without_offset(ErrorKind::WrongTag, node.tag()));
        }
        let Self { gate, version, options, adapts, trail, .. } = *self;
        let settings = Settings { gate, version, options, adapts, trail };
        let mut interleave = Interleave::new(self.writer, extra, settings);
        fields.fields(&mut settings.encoder(&mut interleave))?;
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
