//! Options for encoding what a version does not have, or without what it requires.

use core::fmt;

use crate::error::OnlyIn;
use crate::{Path, Tag, Versions};

/// Options of encoding messages, common to all encodings.
///
/// By default messages are encoded strictly, in their version.
///
/// By default a message that is built has all that its version requires, and nothing that the version does not have.
///
/// ```
/// use core::cell::RefCell;
///
/// use kmip_types::{EncodeOptions, GetRequest, KeyWrapType, Omitted, ProtocolVersion, RequestMessage};
/// use kmip_types::format::{encode_root, encode_root_with};
/// use kmip_types::items::NodeWriter;
///
/// let mut request = RequestMessage::new(ProtocolVersion::V1_3);
/// request.push(GetRequest::with_id("5d0c8f1e").with_key_wrap_type(KeyWrapType::AS_REGISTERED));
///
/// let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
/// assert_eq!(fault.versions().map(|v| v.to_string()).as_deref(), Some("1.4-3.0"));
///
/// let omitted = RefCell::new(Vec::new());
/// let report = |what: &Omitted| omitted.borrow_mut().push(what.to_string());
/// encode_root_with(&request, &mut NodeWriter::default(), &EncodeOptions::omitting(&report))?;
/// assert_eq!(*omitted.borrow(), ["RequestMessage/BatchItem/RequestPayload/KeyWrapType: only in 1.4-3.0"]);
///
/// encode_root_with(&request, &mut NodeWriter::default(), &EncodeOptions::as_read())?;
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodeOptions<'o> {
    /// The handling of what the version of the message does not have.
    pub other_versions: OtherVersions<'o>,
    /// True if a message is written that lacks what its version requires.
    ///
    /// Otherwise the lack is an error, [`Missing`](crate::ErrorKind::Missing).
    pub incomplete: bool,
}

impl<'o> EncodeOptions<'o> {
    /// Leaves out optional fields that the version does not have.
    ///
    /// Optional fields with a value that it does not have are left out too.
    #[must_use]
    pub const fn omitting(report: &'o dyn Fn(&Omitted)) -> Self {
        Self { other_versions: OtherVersions::Omit(report), incomplete: false }
    }

    /// Writes also a message that lacks what its version requires.
    ///
    /// What the version does not have is refused.
    #[must_use]
    pub const fn incomplete() -> Self {
        Self { other_versions: OtherVersions::Refuse, incomplete: true }
    }

    /// Writes a message back as it was read.
    ///
    /// Nothing in it is refused, left out or given another form.
    ///
    /// What a peer sent need not be what its version has. Decoding takes it all the same, and a message that is decoded and
    /// written back with these options gives the same bytes, with one exception: fields that stood in another order than
    /// the standard's are written in that. Items with the same tag keep their order, and so does what no table has.
    #[must_use]
    pub const fn as_read() -> Self {
        Self { other_versions: OtherVersions::Write, incomplete: true }
    }

    /// These options without reporting, to encode a second time.
    #[must_use]
    pub fn silent(self) -> Self {
        match self.other_versions {
            OtherVersions::Omit(_) => Self { other_versions: OtherVersions::Omit(&|_| ()), ..self },
            _ => self,
        }
    }
}

/// The handling of what the version of the message does not have.
///
/// It is a field, a value or an item type that other versions have.
///
/// Vendors' values, and numbers that no table has, are in every version.
#[derive(Clone, Copy, Default)]
#[non_exhaustive]
pub enum OtherVersions<'o> {
    /// An error: [`NotInVersion`](crate::ErrorKind::NotInVersion).
    #[default]
    Refuse,
    /// Left out, and reported.
    ///
    /// Still an error where the field is required, decides what another one holds, or holds what another one decides.
    Omit(&'o dyn Fn(&Omitted)),
    /// Written as it is, and an identifier under the item type that it was read with.
    Write,
}

impl PartialEq for OtherVersions<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Refuse, Self::Refuse) | (Self::Write, Self::Write) => true,
            (Self::Omit(a), Self::Omit(b)) => core::ptr::addr_eq(*a, *b),
            _ => false,
        }
    }
}

impl Eq for OtherVersions<'_> {}

impl fmt::Debug for OtherVersions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refuse => "Refuse",
            Self::Omit(_) => "Omit",
            Self::Write => "Write",
        })
    }
}

/// A field that was left out, since the version does not have it.
///
/// Or the version of the message does not have the field with this value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Omitted {
    /// Its tag.
    pub tag: Tag,
    /// The tags from the message down to it.
    pub path: Path,
    /// The versions that have it.
    pub versions: Versions,
}

impl Omitted {
    pub(super) const fn new(tag: Tag, path: Path, versions: Versions) -> Self {
        Self { tag, path, versions }
    }
}

impl fmt::Display for Omitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, OnlyIn(self.versions))
    }
}
