//! The report of a conversion.
//!
//! It lists each thing that the message does not say any more, or says in another way.

use alloc::vec::Vec;
use core::fmt;

use crate::names::{Vocabulary, vocabulary};
use crate::{Path, Tag, Versions};

/// The kind of a change.
///
/// It tells what happened to an item for which the version asked for has no exact counterpart.
///
/// *Lost* is what the converted message says no more ([`is_loss`](Self::is_loss)); the others keep the meaning, but
/// the way back gives another message than the first one, or nobody can tell.
///
/// | category | | meaning | example |
/// |---|---|---|---|
/// | `Operation` | lost | a batch item whose operation the version does not have is left out | Ping, to 1.4 |
/// | `Field` | lost | a field or object that the version does not have there is left out | Template, to 2.1 |
/// | `Misplaced` | lost | an item of the standard stands where no version has it, and is left out | Object Type in the response to Register |
/// | `Attribute` | lost | an attribute, or the name of one, that the version does not have is left out | Operation Policy Name, to 2.1 |
/// | `Value` | lost | a value of an enumeration or bits of a mask that the version does not have are left out | usage Export, to 2.1 |
/// | `Type` | lost | a value of an item type that the version does not have there is left out | Data by reference, to 1.4 |
/// | `Replaced` | lost | the value is replaced by the nearest one of the version | Result Reason Codec Error by General Failure, to 1.4 |
/// | `Instance` | lost | which of several instances of an attribute is meant cannot be said | Attribute Index 1 of Modify Attribute, to 2.1 |
/// | `Echo` | lost | an attribute that 1.x repeats in a response and later versions do not | Add Attribute, to 2.1 |
/// | `Repetition` | lost | the field or attribute can occur once in the version; what follows the first is left out | second Credential, to 1.1 |
/// | `Incomplete` | lost | a structure is left out because a field that it must have could not be kept; a search, because none of what it asks for could | Profile Information with the name of a 1.4 profile, to 2.1 |
/// | `Missing` | lost | the version insists on a field that the message does not have, and none can be made up | Attribute in the response to Add Attribute, to 1.4 |
/// | `Filled` | kept | a field is added that says what its absence said before | ID Placeholder, to 3.0 |
/// | `Repeated` | kept | a response of 1.x repeats the attribute that its request says | Attribute, from the request to Add Attribute |
/// | `Implied` | kept | a field is left out whose absence says the same | Attribute Index 0, to 2.1 |
/// | `Reshaped` | kept | the same is said in a form from which the way back leads elsewhere | Reference, to 2.1 |
/// | `Renamed` | kept | a custom or vendor attribute whose name has another shape | vendor `acme`, name `size`: `x-acme-size`, to 1.4 |
/// | `BatchItemId` | kept | Unique Batch Item ID goes, items are told by their place | to 3.0 |
/// | `Unknown` | kept | an item that no table has passes as it is: whether it means the same cannot be known | vendor's items |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Category {
    /// A batch item is left out: the version does not have its operation.
    Operation,
    /// A field or object is left out: the version does not have it there.
    Field,
    /// An item of the standard is left out: no version has it there.
    Misplaced,
    /// An attribute, or the name of one, is left out.
    ///
    /// The version does not have it, or cannot name it.
    Attribute,
    /// A value of an enumeration, or bits of a mask, are left out.
    ///
    /// The version does not have them.
    Value,
    /// An item is left out: the version does not have its type there.
    Type,
    /// A value is replaced by the nearest one that the version has.
    Replaced,
    /// The choice of one instance of an attribute, or of its value, is left out.
    ///
    /// The message does not say any more which instance is meant, or which value it must have.
    Instance,
    /// An attribute that a response of 1.x repeats is left out.
    Echo,
    /// An occurrence of a field beyond the first is left out.
    Repetition,
    /// A structure is left out, since it would be incomplete.
    ///
    /// A field that it must have could not be kept, or nothing of what a search asks for could be.
    Incomplete,
    /// A field that the version insists on is not there.
    Missing,
    /// A field is added that says what its absence said before.
    Filled,
    /// An attribute that a response of 1.x repeats is taken from the request.
    Repeated,
    /// A field is left out whose absence says the same.
    Implied,
    /// A value gets a form from which the way back leads to another value.
    Reshaped,
    /// A custom or vendor attribute gets a name of another shape.
    Renamed,
    /// A Unique Batch Item ID is left out; items are told by their place.
    BatchItemId,
    /// An item that no table has passes as it is.
    Unknown,
}

impl Category {
    /// All categories, in the order of the table.
    pub const ALL: &'static [Self] = &[
        Self::Operation,
        Self::Field,
        Self::Misplaced,
        Self::Attribute,
        Self::Value,
        Self::Type,
        Self::Replaced,
        Self::Instance,
        Self::Echo,
        Self::Repetition,
        Self::Incomplete,
        Self::Missing,
        Self::Filled,
        Self::Repeated,
        Self::Implied,
        Self::Reshaped,
        Self::Renamed,
        Self::BatchItemId,
        Self::Unknown,
    ];

    /// Returns whether the converted message says less than the first one.
    ///
    /// Saying something else than the first one counts too.
    #[must_use]
    pub const fn is_loss(self) -> bool {
        !matches!(
            self,
            Self::Filled
                | Self::Repeated
                | Self::Implied
                | Self::Reshaped
                | Self::Renamed
                | Self::BatchItemId
                | Self::Unknown
        )
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Operation => "left out with its batch item, no such operation",
            Self::Field => "left out, no such field",
            Self::Misplaced => "left out, no version has it here",
            Self::Attribute => "left out, no such attribute",
            Self::Value => "value left out",
            Self::Type => "left out, no such item type here",
            Self::Replaced => "replaced by the nearest value",
            Self::Instance => "left out, no way to tell the instance",
            Self::Echo => "left out, responses do not repeat attributes",
            Self::Repetition => "left out, can occur once only",
            Self::Incomplete => "left out with a field that it must have",
            Self::Missing => "missing, and required",
            Self::Filled => "added, says what its absence said",
            Self::Repeated => "taken from the request",
            Self::Implied => "left out, its absence says the same",
            Self::Reshaped => "said in another form",
            Self::Renamed => "renamed",
            Self::BatchItemId => "left out, items are told by their place",
            Self::Unknown => "kept as it is, no table has it",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

/// One thing that a conversion changed: what, where, and which versions have it.
///
/// It never shows a value of the message, except numbers of enumerations and bits of masks.
///
/// ```text
/// RequestMessage/BatchItem/RequestPayload/TemplateAttribute/Attribute[2]: OperationPolicyName left out, no such attribute (versions 1.0-1.4)
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The thing that happened.
    pub category: Category,
    /// The path to the item in the message that was converted.
    ///
    /// For `Missing`, `Filled` and `Repeated`, it is that of the structure.
    pub path: Path,
    /// The tag of the field or the attribute.
    pub tag: Tag,
    /// The value of the enumeration, or the bits of the mask.
    pub value: Option<u32>,
    /// The versions that have it; none where that is not the reason.
    pub versions: Versions,
}

impl Change {
    /// Returns whether the converted message says less than the first one.
    ///
    /// Saying something else than the first one counts too.
    #[must_use]
    pub const fn is_loss(&self) -> bool {
        self.category.is_loss()
    }

    fn fmt_value(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(value) = self.value else { return Ok(()) };
        let name = match vocabulary(self.tag) {
            Some(Vocabulary::Enumeration(table)) => table.name(value, Versions::ALL),
            _ => None,
        };
        match name {
            Some(name) => write!(f, " {name}"),
            None => write!(f, " {value:#010x}"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.tag)?;
        self.fmt_value(f)?;
        write!(f, " {}", self.category)?;
        if self.versions.is_empty() { Ok(()) } else { write!(f, " (versions {})", self.versions) }
    }
}

/// The changes that a conversion made, in the order of the message.
///
/// Empty if the message converted says exactly what the first one said; converting it back then gives the first one, if
/// that was valid in its own version.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Report(Vec<Change>);

impl Report {
    pub(super) const fn new(changes: Vec<Change>) -> Self {
        Self(changes)
    }

    /// Returns whether nothing is reported.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether nothing is lost.
    ///
    /// All changes in the report, if any, keep the meaning.
    #[must_use]
    pub fn is_lossless(&self) -> bool {
        !self.0.iter().any(Change::is_loss)
    }

    /// The changes, in the order of the message.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.0.iter()
    }
}

impl IntoIterator for Report {
    type Item = Change;
    type IntoIter = alloc::vec::IntoIter<Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Prints the changes, one a line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, change) in self.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            change.fmt(f)?;
        }
        Ok(())
    }
}
