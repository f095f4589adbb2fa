//! The knowledge of the tables about an item that could not be decoded.
//!
//! It is found by following the items once more.

use alloc::boxed::Box;

use super::finding::Finding;
use super::machine::Machine;
use super::strict::body;
use crate::error::Fault;
use crate::item::Item;
use crate::stream::Reader;
use crate::tables::{self, Place};
use crate::type_set::TypeSet;
use crate::{ErrorKind, Tag};

/// Follows items that are read again up to the one that is wrong.
///
/// The tables find fault with that one too, so that what they say last is about it.
pub(crate) struct Witness {
    machine: Machine,
    /// The tag of the fault.
    tag: Tag,
    expected: TypeSet,
    missing: Option<Tag>,
}

impl Witness {
    /// A witness, if the tables can have more to say than the fault.
    pub(crate) fn of_fault(fault: Fault) -> Option<Box<Self>> {
        let is_asked = matches!(fault.kind(), ErrorKind::WrongType | ErrorKind::Missing);
        is_asked.then(|| {
            Box::new(Self { machine: Machine::new(), tag: fault.tag(), expected: TypeSet::NONE, missing: None })
        })
    }

    /// The item that was just read.
    pub(crate) fn item<'a>(&mut self, reader: &mut dyn Reader<'a>, item: Item, offset: usize) {
        let Self { machine, expected, .. } = self;
        let body = body(reader, item).unwrap_or_default();
        let mut report = |finding: Finding<'_>| *expected = finding.expected_types();
        // What is nested too deep has no findings.
        let _ = machine.item(item, offset, body, &mut report);
    }

    /// The innermost structure ends.
    pub(crate) fn end(&mut self) {
        let Self { machine, tag, missing, .. } = self;
        machine.end(&mut |finding| {
            if are_one_choice(*tag, finding.tag()) {
                *missing = Some(finding.tag());
            }
        });
    }

    /// Returns the item types that the field can have.
    ///
    /// Of several types, they are those that its selector allows.
    pub(crate) const fn expected(&self) -> TypeSet {
        self.expected
    }

    /// The member of a choice that is missing, by what selects it.
    pub(crate) const fn missing(&self) -> Option<Tag> {
        self.missing
    }
}

/// Returns whether both tags are members of one choice.
fn are_one_choice(one: Tag, other: Tag) -> bool {
    let payloads = tables::operations().iter().flat_map(|operation| [operation.request, operation.response]);
    let fields = payloads.chain(tables::structures().iter().copied()).flat_map(|table| table.fields);
    { fields }.any(|field| matches!(field.place, Place::Choice(_)) && field.place.is(one) && field.place.is(other))
}
