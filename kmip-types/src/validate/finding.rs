//! The findings of a validator.

use core::fmt;
use core::num::NonZeroU32;

use super::kind::{FindingKind, Severity};
use super::open_structure::OpenStructure;
use crate::error::{Detail, Fault};
use crate::path::step::Step;
use crate::path::steps::{Path, write_steps};
use crate::tables::Sections;
use crate::type_set::TypeSet;
use crate::{Error, ErrorKind, ItemType, Tag, Version, Versions};

#[cfg(feature = "alloc")]
use super::branches::Branches;

/// One thing that a validator found.
///
/// It tells how much it matters, what it is, where, which versions allow it, and the section.
///
/// Of the input it shows tags, the bits of a mask that the version does not have, and names that nobody knows; no other byte.
/// It borrows the way to the item from the validator that reports it, or from the [`Findings`](super::Findings) that keep it.
///
/// ```text
/// error at byte 128 in RequestMessage/BatchItem[1]/Ephemeral: is not in KMIP 1.4 (it is in KMIP 2.0-3.0; see §8.1.3 of KMIP 3.0)
/// ```
#[derive(Clone, Copy)]
pub struct Finding<'f> {
    pub(super) facts: Facts,
    pub(super) around: Around<'f>,
    /// The expectation for a value that cannot be read.
    pub(super) detail: Option<&'f Detail>,
    /// The line and the column, from 1, where someone knows them.
    pub(super) position: Option<(NonZeroU32, NonZeroU32)>,
}

/// All of a finding but the structures around it, without references to the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) severity: Severity,
    pub(super) kind: FindingKind,
    pub(super) tag: Tag,
    /// The place of the item among its siblings.
    pub(super) place: u32,
    /// The structure that holds the item, if it is closed again.
    ///
    /// The tag of it has number 0 where the innermost open structure holds the item.
    pub(super) inside: Step,
    pub(super) offset: usize,
    pub(super) version: Versions,
    pub(super) allowed: Versions,
    /// The version of the specification that has the section.
    pub(super) specification: Option<Version>,
    pub(super) section: Option<&'static str>,
    pub(super) expected: TypeSet,
    pub(super) subject: Option<&'static str>,
    /// The bits of a mask that are concerned; 0 if none are.
    pub(super) bits: u32,
    /// The reason why a value cannot be read.
    pub(super) error: Option<ErrorKind>,
}

/// The structures around an item.
#[derive(Clone, Copy)]
pub(super) enum Around<'f> {
    /// Those that are open in the validator.
    Open(&'f [OpenStructure]),
    /// Those that lead to a kept finding.
    #[cfg(feature = "alloc")]
    Kept(&'f Branches, u32),
}

impl<'f> Around<'f> {
    /// The way to the innermost of them.
    #[cfg(feature = "alloc")]
    pub(super) fn steps(self) -> impl Iterator<Item = Step> + 'f {
        let (open, kept) = match self {
            Self::Open(open) => (open, None),
            Self::Kept(branches, last) => (&[][..], Some(branches.to(last))),
        };
        open.iter().map(OpenStructure::step).chain(kept.into_iter().flatten())
    }

    /// The way to the innermost of them.
    #[cfg(not(feature = "alloc"))]
    fn steps(self) -> impl Iterator<Item = Step> + 'f {
        let Self::Open(open) = self;
        open.iter().map(OpenStructure::step)
    }
}

impl<'f> Finding<'f> {
    /// Returns how much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.facts.severity
    }

    /// Returns what it is.
    #[must_use]
    pub const fn kind(&self) -> FindingKind {
        self.facts.kind
    }

    /// Returns the tag of the item concerned.
    ///
    /// For `Missing` it is that of the field that is not there.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.facts.tag
    }

    /// Returns the byte offset of the item in the input.
    ///
    /// For `Missing` it is that of the structure that lacks it.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.facts.offset
    }

    /// Returns the line and the column at which the item starts.
    ///
    /// They are there if they were [given](Self::with_position).
    #[must_use]
    pub fn position(&self) -> Option<(u32, u32)> {
        self.position.map(|(line, column)| (line.get(), column.get()))
    }

    /// Adds the line and the column, both from 1.
    ///
    /// They are printed behind the offset.
    ///
    /// The input is with the caller, who can find [the place](crate::format::text::position) in a text.
    #[must_use]
    pub fn with_position(self, position: Option<(u32, u32)>) -> Self {
        let position = position.and_then(|(line, column)| Some((NonZeroU32::new(line)?, NonZeroU32::new(column)?)));
        Self { position, ..self }
    }

    /// The tags from the message down to the item.
    ///
    /// A place counts only the siblings that stand directly before an item and have its tag.
    #[must_use]
    pub fn path(&self) -> Path {
        self.steps().collect()
    }

    fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        let own = [self.facts.inside, Step { tag: self.facts.tag, place: self.facts.place }];
        self.around.steps().chain(own.into_iter().filter(|step| step.tag.is_valid()))
    }

    /// The version that the message was checked against; all where it is not known.
    #[must_use]
    pub const fn version(&self) -> Versions {
        self.facts.version
    }

    /// The versions that allow what was found; none if no version does.
    #[must_use]
    pub const fn allowed(&self) -> Versions {
        self.facts.allowed
    }

    /// Returns the section that describes what is concerned.
    ///
    /// It is given with the version of the specification.
    #[must_use]
    pub fn section(&self) -> Option<(Version, &'static str)> {
        Some((self.facts.specification?, self.facts.section?))
    }

    /// Returns the name in the standard of what is concerned, if it has one.
    ///
    /// It is the name of a structure, enumeration, attribute or value; of a `Contradiction`, what does not hold; of
    /// `NotChecked`, what was not checked and why.
    #[must_use]
    pub const fn subject(&self) -> Option<&'static str> {
        self.facts.subject
    }

    /// The item type that was expected, for `WrongType` with a single right one.
    #[must_use]
    pub fn expected(&self) -> Option<ItemType> {
        self.facts.expected.single()
    }

    /// Returns the item types that the field can have in the version.
    ///
    /// Of several types, they are those that the deciding field allows.
    #[must_use]
    pub const fn expected_types(&self) -> TypeSet {
        self.facts.expected
    }

    /// Returns the bits of a mask that are concerned.
    ///
    /// They are there for `UnknownValue` and `Extension` of a mask.
    #[must_use]
    pub const fn bits(&self) -> Option<u32> {
        match self.facts.bits {
            0 => None,
            bits => Some(bits),
        }
    }

    /// Returns why the value cannot be read, for `Unreadable`.
    #[must_use]
    pub const fn error(&self) -> Option<ErrorKind> {
        self.facts.error
    }

    /// Returns what was expected of the value, and what was found.
    ///
    /// They are there for `Unreadable`, as far as they are known.
    #[must_use]
    pub const fn detail(&self) -> Option<&'f Detail> {
        self.detail
    }

    /// The finding as an error, with its path where there is an allocator for one.
    #[must_use]
    pub fn to_error(&self) -> Error {
        #[cfg(feature = "alloc")]
        return Error::with_path(self.fault(), None, self.path());
        #[cfg(not(feature = "alloc"))]
        self.fault().into()
    }

    /// The finding as the error that ends a strict reading.
    pub(super) fn fault(&self) -> Fault {
        match self.expected() {
            Some(expected) if self.facts.kind == FindingKind::WrongType => {
                Fault::wrong_type(expected, self.facts.tag, self.facts.offset)
            }
            _ => {
                let kind = self.facts.error.unwrap_or(self.facts.kind.error_kind());
                Fault::new(kind, self.facts.tag, self.facts.offset)
            }
        }
    }

    /// Adds the section that describes the finding.
    ///
    /// It is that of the version, or, for what the version does not have, that of the newest version that has it.
    pub(super) fn described(mut self, sections: Sections) -> Self {
        let (first, second) = match self.facts.kind {
            FindingKind::NotInVersion => (self.facts.allowed, self.facts.version),
            _ => (self.facts.version, self.facts.allowed),
        };
        if let Some((version, section)) = sections.newest(first).or_else(|| sections.newest(second)) {
            (self.facts.specification, self.facts.section) = (Some(version), Some(section));
        }
        self
    }

    pub(super) const fn with_allowed(mut self, versions: Versions) -> Self {
        self.facts.allowed = versions;
        self
    }

    pub(super) const fn about(mut self, subject: Option<&'static str>) -> Self {
        self.facts.subject = subject;
        self
    }

    pub(super) const fn expecting(mut self, expected: TypeSet) -> Self {
        self.facts.expected = expected;
        self
    }

    pub(super) const fn with_severity(mut self, severity: Severity) -> Self {
        self.facts.severity = severity;
        self
    }

    pub(super) const fn with_bits(mut self, bits: u32) -> Self {
        self.facts.bits = bits;
        self
    }

    fn fmt_kind(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.facts.kind, self.bits()) {
            (FindingKind::Unreadable, _) => self.fmt_error(f),
            (FindingKind::NotChecked, _) => write!(f, "not checked: {}", self.facts.subject.unwrap_or("what it holds")),
            (FindingKind::Contradiction, _) => f.write_str(self.facts.subject.unwrap_or(self.facts.kind.words())),
            (FindingKind::UnknownValue, Some(bits)) => write!(f, "has bits 0x{bits:08X} that are not in"),
            (FindingKind::Extension, Some(bits)) => write!(f, "has bits 0x{bits:08X} that are a vendor's"),
            (kind, _) => f.write_str(kind.words()),
        }
    }

    fn fmt_error(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.facts.kind.words())?;
        self.facts.error.map_or(Ok(()), |error| write!(f, ": {error}"))?;
        self.detail.map_or(Ok(()), |detail| write!(f, ": {detail}"))
    }

    /// Returns what the words about the kind end with.
    fn fmt_subject(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FindingKind as K;
        let is_one = self.facts.version.single().is_some();
        match self.facts.kind {
            K::NotInVersion | K::Deprecated | K::UnknownAttribute if is_one => {
                write!(f, " KMIP {}", self.facts.version)
            }
            K::UnknownValue if is_one => {
                write!(f, " {} of KMIP {}", self.facts.subject.unwrap_or("its table"), self.facts.version)
            }
            K::NotInVersion | K::Deprecated | K::UnknownAttribute => f.write_str(" any version"),
            K::Unexpected
            | K::Missing
            | K::Forbidden
            | K::Duplicate
            | K::Order
            | K::Selector
            | K::Mismatch
            | K::BatchOrder => write!(f, " {}", self.facts.subject.unwrap_or("its structure")),
            K::UnknownValue => write!(f, " {}", self.facts.subject.unwrap_or("its table")),
            _ => Ok(()),
        }
    }
}

impl Finding<'_> {
    /// In brackets, which versions have it, and where to read about it.
    fn fmt_reference(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let allowed = self.facts.allowed;
        let is_told = allowed.is_empty() || allowed == self.facts.version;
        let said = match self.facts.kind {
            _ if is_told => None,
            FindingKind::UnknownVersion => Some("KMIP has the versions"),
            FindingKind::Duplicate => Some("there can be several in KMIP"),
            FindingKind::Missing => Some("it can be left out in KMIP"),
            FindingKind::UnknownValue if self.facts.bits != 0 => Some("they are in KMIP"),
            _ => Some("it is in KMIP"),
        };
        match (said, self.section()) {
            (None, None) => Ok(()),
            (None, Some((version, section))) => write!(f, " (see §{section} of KMIP {version})"),
            (Some(said), None) => write!(f, " ({said} {allowed})"),
            (Some(said), Some((version, section))) => {
                write!(f, " ({said} {allowed}; see §{section} of KMIP {version})")
            }
        }
    }
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.facts.severity, self.facts.offset)?;
        self.position.map_or(Ok(()), |(line, column)| write!(f, ", line {line}, column {column}"))?;
        f.write_str(" in ")?;
        if self.steps().next().is_none() {
            write!(f, "{}", self.facts.tag)?;
        }
        write_steps(f, self.steps())?;
        f.write_str(": ")?;
        self.fmt_kind(f)?;
        self.fmt_subject(f)?;
        if !self.facts.expected.is_empty() {
            write!(f, ", expected {}", self.facts.expected)?;
        }
        if let (FindingKind::NotInVersion, Some(subject)) = (self.facts.kind, self.facts.subject) {
            write!(f, " as {subject}")?;
        }
        self.fmt_reference(f)
    }
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({self})")
    }
}

/// Compares what is found, and where.
impl PartialEq for Finding<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.facts == other.facts && self.detail == other.detail && self.steps().eq(other.steps())
    }
}

impl Eq for Finding<'_> {}
