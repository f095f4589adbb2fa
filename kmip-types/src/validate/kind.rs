//! Kinds of findings, and how much they matter.

use core::fmt;

use crate::ErrorKind;

/// The severity of a finding: how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Legal, but not the standard's own.
    ///
    /// It is a vendor's item or value, or something that the version advises against.
    Note,
    /// Legal where the other side agrees, and likely a mistake.
    Warning,
    /// The version of the message forbids it.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The problem: what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// The Protocol Version is none that this crate knows.
    ///
    /// The fields are checked as far as all versions agree.
    UnknownVersion,
    /// An item, item type, or attribute of other versions.
    NotInVersion,
    /// An item that the structure around it does not have in any version.
    Unexpected,
    /// A tag in the standard's range that no version has.
    UnknownTag,
    /// A vendor's tag, value or attribute.
    Extension,
    /// A tag that the version has but advises against.
    Deprecated,
    /// A field that must be there, always or because of what the others hold.
    Missing,
    /// A field that must not be there because of what the others hold.
    Forbidden,
    /// A field that can occur once, or an attribute of which an object has one, again.
    Duplicate,
    /// A field that stands behind one that it must precede.
    Order,
    /// An item type that the field does not have in any version.
    WrongType,
    /// An enumeration value or a mask bit that is not in the version.
    ///
    /// The version does not leave it to vendors either.
    UnknownValue,
    /// The field that decides what this one holds has not come before it.
    Selector,
    /// The item is not what the field that decides says.
    Mismatch,
    /// The name or tag of an attribute that no version has.
    UnknownAttribute,
    /// The Batch Count is not the number of Batch Items.
    BatchCount,
    /// Two Batch Items have the same Unique Batch Item ID.
    BatchItemId,
    /// An item takes the object from the one before, without a fixed order.
    ///
    /// The items need not be processed in order.
    BatchOrder,
    /// Values that do not go together, or a value that its field cannot have.
    Contradiction,
    /// A value that cannot be read; what stands behind it is checked.
    Unreadable,
    /// Something that nobody can check who does not know what is around it.
    NotChecked,
}

impl FindingKind {
    /// Returns how much a finding of this kind matters by default.
    ///
    /// The table is in the documentation of [`Validator`](super::Validator).
    pub(super) const fn severity(self) -> Severity {
        match self {
            Self::Extension | Self::Deprecated | Self::NotChecked => Severity::Note,
            Self::BatchOrder | Self::UnknownTag | Self::Contradiction => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Returns the kind of error that a [`StrictReader`](super::StrictReader) reports.
    ///
    /// The reader of it finds by itself what is `Unreadable`.
    #[must_use]
    pub const fn error_kind(self) -> ErrorKind {
        match self {
            Self::Missing => ErrorKind::Missing,
            Self::Duplicate | Self::BatchItemId => ErrorKind::Duplicate,
            Self::Order | Self::BatchOrder => ErrorKind::Order,
            Self::WrongType => ErrorKind::WrongType,
            Self::UnknownValue | Self::Contradiction | Self::Unreadable => ErrorKind::UnknownValue,
            Self::Selector => ErrorKind::Selector,
            Self::BatchCount => ErrorKind::BatchCount,
            Self::UnknownAttribute => ErrorKind::UnknownName,
            Self::UnknownVersion | Self::NotInVersion | Self::Deprecated => ErrorKind::NotInVersion,
            Self::Unexpected
            | Self::UnknownTag
            | Self::Extension
            | Self::Forbidden
            | Self::Mismatch
            | Self::NotChecked => ErrorKind::WrongTag,
        }
    }

    /// The words for it, as `Display` prints them after the tag.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::UnknownVersion => "is a version that is not known",
            Self::NotInVersion => "is not in",
            Self::Unexpected => "is no field of",
            Self::UnknownTag => "is in no version",
            Self::Extension => "is a vendor's",
            Self::Deprecated => "is deprecated in",
            Self::Missing => "is missing in",
            Self::Forbidden => "must not be there in",
            Self::Duplicate => "occurs again in",
            Self::Order => "is out of order in",
            Self::WrongType => "has the wrong type",
            Self::UnknownValue => "has a value that is not in",
            Self::Selector => "stands before the field that decides what it holds in",
            Self::Mismatch => "is not what the field that decides says in",
            Self::UnknownAttribute => "is no attribute of",
            Self::BatchCount => "is not the number of Batch Items",
            Self::BatchItemId => "is that of another item",
            Self::BatchOrder => "is left to the item before, and the order is not fixed, in",
            Self::Unreadable => "cannot be read",
            Self::NotChecked => "not checked",
            Self::Contradiction => "does not go with what stands beside it",
        }
    }
}
