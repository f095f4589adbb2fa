//! The gate: what the version of the message does not have.
//!
//! It is refused, or left out where the options say so.

use super::encoder::Encoder;
#[cfg(feature = "alloc")]
use crate::codec::{Omitted, OtherVersions};
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::error::{Refusal, Subject};
#[cfg(feature = "alloc")]
use crate::names::NameTable;
#[cfg(feature = "alloc")]
use crate::tables;
use crate::{Tag, Versions};

impl Encoder<'_> {
    /// Refuses, in versions other than these, what is about to be written under `tag`.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[inline]
    pub fn only_in(&mut self, tag: Tag, versions: Versions) -> Result<(), Fault> {
        if versions.intersects(self.gate) { Ok(()) } else { Err(self.refuse(tag, versions)) }
    }

    /// Refuses a value of an enumeration in versions that do not have it.
    ///
    /// Every version of the enumeration has the numbers below `always` that stand in its table at all; what does not
    /// stand there is not refused. `u32::MAX`: every version has all of them.
    ///
    /// # Errors
    /// [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub fn value_in(&mut self, tag: Tag, value: u32, always: u32, table: &NameTable) -> Result<(), Fault> {
        if always == u32::MAX || value < always { Ok(()) } else { self.one_of(tag, value, table) }
    }

    /// Refuses a mask in versions that do not have all of its bits.
    ///
    /// Every version of the mask has the bits that are not in `sometimes`, as far as they stand in its table.
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

    /// Refuses a part of an item, and notes which part it is.
    ///
    /// Otherwise it does as [`refuse`](Self::refuse).
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
    pub(super) fn note(&self, versions: Versions, subject: Subject) {
        if let Some(trail) = self.trail {
            trail.borrow_mut().refused = Some(Refusal { subject, versions, version: self.version });
        }
    }

    /// Leaves out what can be left out, or refuses it.
    #[cold]
    #[inline(never)]
    pub(super) fn omit(&mut self, tag: Tag, versions: Versions) -> Result<(), Fault> {
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

    /// Leaves out a value that has just been refused, if the options say so.
    ///
    /// Passes on any other error.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    pub(super) fn omit_refused(&mut self, tag: Tag, fault: Fault) -> Result<(), Fault> {
        match self.refused.take() {
            Some((refused, versions))
                if refused == tag && matches!(self.options.other_versions, OtherVersions::Omit(_)) =>
            {
                self.omit(tag, versions)
            }
            _ => Err(fault),
        }
    }

    /// Marks an error as one inside a structure, and returns it.
    ///
    /// The beginning of the structure has been written, so it is not left out.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    pub(crate) const fn inside(&mut self, fault: Fault) -> Fault {
        self.refused = None;
        fault
    }
}
