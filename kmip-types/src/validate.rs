//! The rules of the standard, checked as the items pass.

#[cfg(feature = "alloc")]
mod branches;
mod envelope;
mod fields;
mod finding;
#[cfg(feature = "alloc")]
mod findings;
mod kind;
mod machine;
mod message;
mod open_relations;
mod open_structure;
mod relations;
mod strict;
#[cfg(feature = "alloc")]
mod typed;
mod values;
#[cfg(feature = "alloc")]
mod witness;

pub use finding::Finding;
#[cfg(feature = "alloc")]
pub use findings::{Findings, FindingsIter};
pub use kind::{FindingKind, Severity};
pub use strict::StrictReader;
#[cfg(feature = "alloc")]
pub(crate) use witness::Witness;

use crate::error::Fault;
use crate::stream::Reader;
use crate::value::Value;
use crate::{Error, ErrorKind, Operation, Versions};
use machine::{Broken, Machine};

/// Checks a message, or any items, and reports all that it finds.
///
/// It checks against the field tables of the message's own protocol version.
///
/// It reads any format through its [`Reader`]. It needs no allocator: its state is fixed, about 8 KiB. It goes on after
/// a finding; what stands inside an item that should not be there is not checked. Whatever else could not be checked is
/// noted: if nothing is found, all was checked.
///
/// | checked | finding | severity |
/// |---|---|---|
/// | the version is one of 1.0 to 3.0 | [`UnknownVersion`](FindingKind::UnknownVersion) | error |
/// | every field, item type and attribute is in the version | [`NotInVersion`](FindingKind::NotInVersion) | error |
/// | every field belongs to its structure | [`Unexpected`](FindingKind::Unexpected) | error |
/// | every tag is one of a version | [`UnknownTag`](FindingKind::UnknownTag) | warning: it may be one of a later version |
/// | fields that are required are there, always, or because of what others hold | [`Missing`](FindingKind::Missing) | error |
/// | fields that others exclude are not there | [`Forbidden`](FindingKind::Forbidden) | error |
/// | fields that occur once occur once | [`Duplicate`](FindingKind::Duplicate) | error |
/// | attributes of which an object has one occur once (not in Locate) | [`Duplicate`](FindingKind::Duplicate) | error; in 3.0, whose tables give no such rule to single links, warning |
/// | fields stand in the order of the standard | [`Order`](FindingKind::Order) | error |
/// | item types are those of the field | [`WrongType`](FindingKind::WrongType) | error |
/// | values can be read: their lengths, padding, digits, text, names are right | [`Unreadable`](FindingKind::Unreadable) | error |
/// | enumeration values, and all bits of a mask, are in the version | [`UnknownValue`](FindingKind::UnknownValue) | error |
/// | what another field decides comes behind it, and is what it says | [`Selector`](FindingKind::Selector), [`Mismatch`](FindingKind::Mismatch) | error |
/// | attributes exist under their name or tag | [`UnknownAttribute`](FindingKind::UnknownAttribute) | error; a name that differs in case or blanks, warning |
/// | Batch Count is the number of Batch Items | [`BatchCount`](FindingKind::BatchCount) | error |
/// | no two of the first 64 Batch Items have the same ID | [`BatchItemId`](FindingKind::BatchItemId) | error |
/// | items that take the object from the item before are processed in order | [`BatchOrder`](FindingKind::BatchOrder) | warning |
/// | attributes that an operation requires for an object are there | [`Missing`](FindingKind::Missing) | warning |
/// | values that stand together go with each other: a length with its key and its algorithm, a count with what is listed, a compression with an algorithm | [`Contradiction`](FindingKind::Contradiction) | warning |
/// | no length, count or size is negative; no attribute is called as a kind of attributes is | [`Contradiction`](FindingKind::Contradiction) | warning |
/// | what stands in no message: its operation, its version and its place are not known, unless the caller says them | [`NotChecked`](FindingKind::NotChecked) | note |
/// | | [`Deprecated`](FindingKind::Deprecated), [`Extension`](FindingKind::Extension): a vendor's tag or value | note |
///
/// ```
/// use kmip_types::{Tag, Version};
/// use kmip_types::items::{Node, NodeReader, NodeValue};
/// use kmip_types::validate::{FindingKind, Validator};
///
/// let template = [Node::new(Tag::TEMPLATE_ATTRIBUTE, NodeValue::Structure(Vec::new()))];
/// let validator = Validator::new().with_versions(Version::V2_1);
/// let findings = validator.findings(&mut NodeReader::new(&template))?;
/// let finding = findings.get(0).expect("a template is not in 2.1");
/// assert_eq!(finding.kind(), FindingKind::NotInVersion);
/// assert_eq!(finding.allowed().to_string(), "1.0-1.4");
/// # Ok::<(), kmip_types::Error>(())
/// ```
pub struct Validator {
    machine: Machine,
    #[cfg(feature = "alloc")]
    most: usize,
}

impl core::fmt::Debug for Validator {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Validator")
            .field("versions", &self.machine.versions)
            .field("depth", &self.machine.depth())
            .finish_non_exhaustive()
    }
}

impl Default for Validator {
    fn default() -> Self {
        Self::new()
    }
}

impl Validator {
    /// Creates a validator that takes the version from each message's header.
    ///
    /// Items that are in no message are checked as far as all versions agree.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            machine: Machine::new(),
            #[cfg(feature = "alloc")]
            most: Findings::MOST,
        }
    }

    /// Checks against this version, whatever a header says.
    #[must_use]
    pub fn with_versions(mut self, versions: impl Into<Versions>) -> Self {
        self.machine.versions = versions.into();
        self.machine.given = true;
        self
    }

    /// Sets the operation of items that stand in no message.
    ///
    /// Such an item is a payload by itself, or an attribute.
    #[must_use]
    pub const fn with_operation(mut self, operation: Operation) -> Self {
        self.machine.given_operation = Some(operation);
        self
    }

    /// Keeps at most this many [`Findings`], and counts the others.
    ///
    /// By default 1,000 are kept.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub const fn with_most_findings(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Reads all items, and reports every finding in the order of reading.
    ///
    /// Nothing is allocated.
    ///
    /// # Errors
    /// Whatever is wrong with the input itself, but for a value that cannot be read, which is a finding: there the check
    /// ends.
    pub fn check<'a>(
        &mut self,
        reader: &mut (dyn Reader<'a> + '_),
        report: &mut dyn FnMut(Finding<'_>),
    ) -> Result<(), Error> {
        loop {
            let item = reader.next();
            if item.is_failed() {
                return Err(reader.fault().into());
            }
            if item.is_end() {
                if self.machine.depth() == 0 {
                    return Ok(());
                }
                self.machine.end(report);
                continue;
            }
            let offset = reader.offset(item);
            let value = reader.value(item);
            let detail = if value.is_err() { reader.detail() } else { None };
            let body = match &value {
                Ok(Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v)) => {
                    Ok(v.as_bytes())
                }
                Ok(Value::ByteString(v) | Value::BigInteger(v)) => Ok(*v),
                Ok(_) => Ok(&[][..]),
                Err(fault) => Err(Broken { error: fault.kind(), detail: detail.as_ref() }),
            };
            if !self.machine.item_or_broken(item, offset, body, report) {
                return Err(Fault::new(ErrorKind::Depth, item.tag(), offset).into());
            }
        }
    }

    /// Reads all items, and returns the first findings.
    ///
    /// They are in the order of reading; how many more there are is counted.
    ///
    /// # Errors
    /// Whatever is wrong with the input itself.
    #[cfg(feature = "alloc")]
    pub fn findings<'a>(mut self, reader: &mut (dyn Reader<'a> + '_)) -> Result<Findings, Error> {
        let mut findings = Findings::new(self.most);
        self.check(reader, &mut |finding| findings.add(finding))?;
        Ok(findings)
    }
}

#[cfg(feature = "alloc")]
#[cfg(test)]
mod tests;
