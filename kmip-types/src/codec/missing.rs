//! The refusal of a message that is built without what its version requires.
//!
//! A message that was read so is written back as it was.

use super::encoder::Encoder;
#[cfg(feature = "alloc")]
use crate::Operation;
#[cfg(feature = "alloc")]
use crate::Versions;
#[cfg(feature = "alloc")]
use crate::conditions::{Surroundings, has_no_fields, is_selected};
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::error::Subject;
#[cfg(feature = "alloc")]
use crate::tables::{self, Around};
use crate::{ErrorKind, Tag};

impl Encoder<'_> {
    /// Refuses a list without values where a message is built.
    #[cold]
    #[inline(never)]
    pub(super) fn none_of(&self, tag: Tag) -> Result<(), Fault> {
        if self.builds() { Err(Fault::without_offset(ErrorKind::Missing, tag)) } else { Ok(()) }
    }

    /// Refuses a field that is not there, in versions that require it.
    #[cfg(feature = "alloc")]
    #[inline(always)]
    pub(super) fn absent(&mut self, tag: Tag, required: Versions) -> Result<(), Fault> {
        if required.is_superset(self.gate) { self.missing(tag, required, Subject::Required) } else { Ok(()) }
    }

    /// Refuses a structure without a field that these versions demand in it.
    ///
    /// They demand it because of what the structure holds.
    ///
    /// # Errors
    /// [`Missing`](ErrorKind::Missing), unless the rule does not apply here.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    pub fn demanded(
        &mut self,
        tag: Tag,
        versions: Versions,
        around: Option<Around>,
        except_in: &[Operation],
    ) -> Result<(), Fault> {
        let applies = versions.is_superset(self.gate)
            && around.is_none_or(|asked| is_selected(asked, self))
            && !except_in.contains(&self.operation);
        let response = tables::operation(self.operation).map(|table| table.response);
        let is_empty = tag == Tag::RESPONSE_PAYLOAD && response.is_some_and(|table| has_no_fields(table, self.gate));
        if applies && !is_empty { self.missing(tag, versions, Subject::RequiredHere) } else { Ok(()) }
    }

    /// Notes what is missing, and refuses the message if it is built.
    #[cfg(feature = "alloc")]
    #[cold]
    #[inline(never)]
    fn missing(&mut self, tag: Tag, versions: Versions, subject: Subject) -> Result<(), Fault> {
        if !self.builds() || self.options.incomplete {
            return Ok(());
        }
        self.note(versions, subject);
        Err(Fault::without_offset(ErrorKind::Missing, tag))
    }

    /// Notes the operation of the batch item that is written next.
    #[cfg(feature = "alloc")]
    pub(crate) const fn enter(&mut self, operation: Operation) {
        self.operation = operation;
    }
}

#[cfg(feature = "alloc")]
impl Surroundings for Encoder<'_> {
    fn value_of(&self, by: Tag) -> Option<u32> {
        (self.noted.0 == by).then_some(self.noted.1)
    }

    fn operation(&self) -> Option<Operation> {
        Some(self.operation).filter(|operation| *operation != Operation::default())
    }
}
