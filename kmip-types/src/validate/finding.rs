//! What a validator finds.

use core::fmt;

use super::Steps;
use crate::tables::Sections;
use crate::{ErrorKind, Fault, ItemType, Tag, Versions};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Legal, but not the standard's own: a vendor's item or value, or something that the version advises against.
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

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// The Protocol Version is none that this crate knows; the fields are checked as far as all versions agree.
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
    /// An enumeration value or a mask bit that the version does not have and does not leave to vendors.
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
    /// An item takes the object from the one before, but the items need not be processed in order.
    BatchOrder,
}

impl FindingKind {
    /// The kind of error that a [`StrictReader`](super::StrictReader) reports.
    #[must_use]
    pub const fn error_kind(self) -> ErrorKind {
        match self {
            Self::Missing => ErrorKind::Missing,
            Self::Duplicate | Self::BatchItemId => ErrorKind::Duplicate,
            Self::Order | Self::BatchOrder => ErrorKind::Order,
            Self::WrongType => ErrorKind::WrongType,
            Self::UnknownValue => ErrorKind::UnknownValue,
            Self::Selector => ErrorKind::Selector,
            Self::BatchCount => ErrorKind::BatchCount,
            Self::UnknownAttribute => ErrorKind::UnknownName,
            Self::UnknownVersion | Self::NotInVersion | Self::Deprecated => ErrorKind::NotInVersion,
            Self::Unexpected | Self::UnknownTag | Self::Extension | Self::Forbidden | Self::Mismatch => {
                ErrorKind::WrongTag
            }
        }
    }

    /// The words for it, as `Display` prints them after the tag.
    #[must_use]
    const fn words(self) -> &'static str {
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
        }
    }
}

/// One thing that a validator found: how much it matters, what, where, which versions allow it, and the section.
///
/// It never holds or shows a byte of the input. It is a plain value without references: 200 bytes.
///
/// ```text
/// error at byte 128 in RequestMessage/BatchItem[1]/Ephemeral: is not in KMIP 1.4 (2.0-3.0; KMIP 3.0 §8.1.3)
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    pub(super) severity: Severity,
    pub(super) kind: FindingKind,
    pub(super) tag: Tag,
    pub(super) offset: usize,
    pub(super) version: Versions,
    pub(super) allowed: Versions,
    pub(super) section: Option<(Versions, &'static str)>,
    pub(super) expected: Option<ItemType>,
    pub(super) subject: Option<&'static str>,
    pub(super) steps: Steps,
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> FindingKind {
        self.kind
    }

    /// The tag of the item concerned; for `Missing` that of the field that is not there.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// Where the item starts in the input, in bytes; for `Missing` the structure that lacks it.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The tags from the message down to the item.
    #[must_use]
    pub const fn path(&self) -> &Steps {
        &self.steps
    }

    /// The version that the message was checked against; all where it is not known.
    #[must_use]
    pub const fn version(&self) -> Versions {
        self.version
    }

    /// The versions that allow what was found; none if no version does.
    #[must_use]
    pub const fn allowed(&self) -> Versions {
        self.allowed
    }

    /// Where the specification describes what is concerned: the version of the specification, and its section.
    #[must_use]
    pub const fn section(&self) -> Option<(Versions, &'static str)> {
        self.section
    }

    /// The name in the standard of the structure, enumeration, attribute or value concerned, where there is one.
    #[must_use]
    pub const fn subject(&self) -> Option<&'static str> {
        self.subject
    }

    /// The item type that was expected, for `WrongType` with a single right one.
    #[must_use]
    pub const fn expected(&self) -> Option<ItemType> {
        self.expected
    }

    /// The finding as the error that ends a strict reading.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self.expected {
            Some(expected) if self.kind == FindingKind::WrongType => Fault::wrong_type(expected, self.tag, self.offset),
            _ => Fault::new(self.kind.error_kind(), self.tag, self.offset),
        }
    }

    /// The same with the section of the version – or, of what it does not have, of the newest version that has it.
    pub(super) fn described(mut self, sections: Sections) -> Self {
        let (first, second) = match self.kind {
            FindingKind::NotInVersion => (self.allowed, self.version),
            _ => (self.version, self.allowed),
        };
        self.section = sections.newest(first).or_else(|| sections.newest(second));
        self
    }

    /// What the words about the kind end with.
    fn fmt_subject(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FindingKind as K;
        let is_one = Versions::EACH.iter().any(|(version, ..)| *version == self.version);
        match self.kind {
            K::NotInVersion | K::Deprecated | K::UnknownAttribute if is_one => write!(f, " KMIP {}", self.version),
            K::UnknownValue if is_one => {
                write!(f, " {} of KMIP {}", self.subject.unwrap_or("its table"), self.version)
            }
            K::NotInVersion | K::Deprecated | K::UnknownAttribute => f.write_str(" any version"),
            K::Unexpected
            | K::Missing
            | K::Forbidden
            | K::Duplicate
            | K::Order
            | K::Selector
            | K::Mismatch
            | K::BatchOrder => write!(f, " {}", self.subject.unwrap_or("its structure")),
            K::UnknownValue => write!(f, " {}", self.subject.unwrap_or("its table")),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.severity, self.offset)?;
        if self.steps.is_empty() {
            write!(f, " in {}", self.tag)?;
        } else {
            write!(f, " in {}", self.steps)?;
        }
        write!(f, ": {}", self.kind.words())?;
        self.fmt_subject(f)?;
        if let Some(expected) = self.expected {
            write!(f, ", expected {expected}")?;
        }
        if let (FindingKind::NotInVersion, Some(subject)) = (self.kind, self.subject) {
            write!(f, " as {subject}")?;
        }
        let section = self.section;
        match (self.allowed.is_empty() || self.allowed == self.version, section) {
            (true, None) => Ok(()),
            (true, Some((version, section))) => write!(f, " (KMIP {version} §{section})"),
            (false, None) => write!(f, " ({})", self.allowed),
            (false, Some((version, section))) => write!(f, " ({}; KMIP {version} §{section})", self.allowed),
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({self})")
    }
}
