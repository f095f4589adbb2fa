//! What went wrong, where: [`Fault`] in one register, [`Error`] with the path for people.

use core::fmt;
use core::num::NonZeroU64;

#[cfg(feature = "alloc")]
use crate::path::Path;
use crate::{ItemType, Tag, Versions};

/// The kind of an error, the same in every encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input ends inside an item, or a child reaches past the end of its structure.
    #[error("truncated item")]
    Truncated,
    /// A length that the item type does not have, or a structure whose length is not that of its children.
    #[error("wrong length")]
    Length,
    /// Padding bytes that are not zero.
    #[error("padding is not zero")]
    Padding,
    /// A type code that the standard does not assign.
    #[error("unknown item type")]
    UnknownType,
    /// A tag outside `0x42_0000..=0x42_FFFF` and `0x54_0000..=0x54_FFFF`.
    #[error("invalid tag")]
    InvalidTag,
    /// Text that is not UTF-8.
    #[error("invalid UTF-8")]
    Utf8,
    /// A Boolean that is neither true nor false.
    #[error("invalid Boolean")]
    Boolean,
    /// A Big Integer with superfluous sign bytes, or with no bytes at all.
    #[error("Big Integer is not minimal")]
    BigInteger,
    /// The document is not well-formed XML, JSON or CBOR, or not of the shape that the encoding prescribes.
    #[error("syntax error")]
    Syntax,
    /// An XML document type declaration.
    #[error("document type declaration refused")]
    Doctype,
    /// An XML namespace other than that of KMIP.
    #[error("foreign namespace")]
    Namespace,
    /// A number that is malformed, or out of the range of its item type.
    #[error("invalid number")]
    Number,
    /// Hexadecimal digits that are malformed, or an odd number of them.
    #[error("invalid hexadecimal")]
    Hex,
    /// A date and time that is malformed, does not exist, or lacks its zone.
    #[error("invalid date and time")]
    Date,
    /// A name that no table has.
    #[error("unknown name")]
    UnknownName,
    /// An item of another type than the field has.
    #[error("wrong type")]
    WrongType,
    /// An item of another tag than the one that had to stand here.
    #[error("wrong tag")]
    WrongTag,
    /// A field that every version requires is not there.
    #[error("missing field")]
    Missing,
    /// A field that can occur once occurs again.
    #[error("duplicate field")]
    Duplicate,
    /// What this field holds depends on another field, which has not come before it.
    #[error("field stands before the one that selects it")]
    Selector,
    /// A field, its value, or the type of the value, that the version of the message does not have.
    #[error("not in this protocol version")]
    NotInVersion,
    /// A field that stands before one that must precede it; only a `StrictReader` tells.
    #[error("field out of order")]
    Order,
    /// The Batch Count is not the number of Batch Items; only a `StrictReader` tells.
    #[error("Batch Count is not the number of Batch Items")]
    BatchCount,
    /// A value that no table of the version has; only a `StrictReader` tells.
    #[error("unknown value")]
    UnknownValue,
    /// Structures are nested deeper than the limit.
    #[error("nested too deep")]
    Depth,
    /// The message is larger than the limit, or a value is longer than a length field can say.
    #[error("too large")]
    TooLarge,
    /// The message has more items than the limit.
    #[error("too many items")]
    TooManyItems,
    /// The buffer given is too small for the message.
    #[error("buffer full")]
    BufferFull,
    /// Bytes follow the message.
    #[error("trailing data")]
    TrailingData,
    /// Text with a character that no XML document can hold.
    #[error("text cannot be written in XML")]
    NotInXml,
    /// A structure was closed that was not open, or left open.
    #[error("unbalanced structure")]
    Unbalanced,
}

impl ErrorKind {
    const ALL: [Self; 31] = [
        Self::Truncated,
        Self::Length,
        Self::Padding,
        Self::UnknownType,
        Self::InvalidTag,
        Self::Utf8,
        Self::Boolean,
        Self::BigInteger,
        Self::Syntax,
        Self::Doctype,
        Self::Namespace,
        Self::Number,
        Self::Hex,
        Self::Date,
        Self::UnknownName,
        Self::WrongType,
        Self::WrongTag,
        Self::Missing,
        Self::Duplicate,
        Self::Selector,
        Self::NotInVersion,
        Self::Order,
        Self::BatchCount,
        Self::UnknownValue,
        Self::Depth,
        Self::TooLarge,
        Self::TooManyItems,
        Self::BufferFull,
        Self::TrailingData,
        Self::NotInXml,
        Self::Unbalanced,
    ];

    fn code(self) -> u8 {
        let index = Self::ALL.iter().position(|kind| *kind == self).unwrap_or_default();
        u8::try_from(index).unwrap_or_default()
    }
}

/// An error as readers, writers and the model pass it on: kind, tag and offset in one register.
///
/// ```text
/// 63 .. 56   55 .. 32   31 .. 0
/// code       tag        offset (saturating at 2^32 − 1)
/// ```
/// The code of a wrong type also says which type was expected. Encoding knows no offset: what a version does not have has a
/// code of its own there, and the versions that have it in place of the offset. The entry points of the formats
/// turn a `Fault` into an [`Error`], which adds the path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fault(NonZeroU64);

/// Codes from here on are "wrong type"; the low six bits are the type expected, 0 for one of several.
const WRONG_TYPE: u8 = 0xC0;

/// The code of what the version of the message to be encoded does not have.
const ONLY_IN: u8 = 0x80;

impl Fault {
    #[cold]
    #[inline(never)]
    fn pack(code: u8, tag: Tag, offset: usize) -> Self {
        let [_, t0, t1, t2] = tag.value().to_be_bytes();
        let [o0, o1, o2, o3] = u32::try_from(offset).unwrap_or(u32::MAX).to_be_bytes();
        let bits = u64::from_be_bytes([code, t0, t1, t2, o0, o1, o2, o3]);
        Self(NonZeroU64::new(bits).unwrap_or(NonZeroU64::MIN))
    }

    /// An error of this kind at the item with this tag, which starts at this offset.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn new(kind: ErrorKind, tag: Tag, offset: usize) -> Self {
        if kind == ErrorKind::WrongType {
            return Self::pack(WRONG_TYPE, tag, offset);
        }
        Self::pack(kind.code().saturating_add(1), tag, offset)
    }

    /// A [`WrongType`](ErrorKind::WrongType) that names the type the field has.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn wrong_type(expected: ItemType, tag: Tag, offset: usize) -> Self {
        let [.., code] = expected.value().to_be_bytes();
        Self::pack(WRONG_TYPE | (code & 0x3F), tag, offset)
    }

    /// A [`NotInVersion`](ErrorKind::NotInVersion) of encoding that names the versions which have the field or its value.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn only_in(versions: Versions, tag: Tag) -> Self {
        Self::pack(ONLY_IN, tag, usize::from(versions.bits()))
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(self) -> ErrorKind {
        let [code, ..] = self.0.get().to_be_bytes();
        if code >= WRONG_TYPE {
            return ErrorKind::WrongType;
        }
        if code == ONLY_IN {
            return ErrorKind::NotInVersion;
        }
        ErrorKind::ALL.get(usize::from(code.saturating_sub(1))).copied().unwrap_or(ErrorKind::Syntax)
    }

    /// The tag of the item concerned; for `Missing` and `Selector` that of the field that is not there.
    #[must_use]
    pub const fn tag(self) -> Tag {
        let [_, t0, t1, t2, ..] = self.0.get().to_be_bytes();
        Tag::new(u32::from_be_bytes([0, t0, t1, t2]))
    }

    /// The byte offset, in the input, at which the item concerned starts; 0 when encoding, except as
    /// [`needed`](Self::needed) says.
    #[must_use]
    pub fn offset(self) -> usize {
        if self.versions().is_some() {
            return 0;
        }
        let [.., o0, o1, o2, o3] = self.0.get().to_be_bytes();
        usize::try_from(u32::from_be_bytes([o0, o1, o2, o3])).unwrap_or(usize::MAX)
    }

    /// How many bytes a buffer needs, where a whole message did not fit into one.
    #[must_use]
    pub fn needed(self) -> Option<usize> {
        Some(self.offset()).filter(|needed| *needed > 0 && self.kind() == ErrorKind::BufferFull)
    }

    /// Where in the input, or how many bytes are needed.
    fn fmt_offset(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.needed() {
            Some(needed) => write!(f, "{}, {needed} bytes needed", self.kind()),
            None => write!(f, "{} at byte {}", self.kind(), self.offset()),
        }
    }

    /// The versions that have what could not be encoded in that of the message.
    #[must_use]
    pub fn versions(self) -> Option<Versions> {
        let [code, .., bits] = self.0.get().to_be_bytes();
        (code == ONLY_IN).then_some(Versions::from_bits(bits))
    }

    /// The versions, where they are known.
    fn fmt_versions(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.versions().map_or(Ok(()), |versions| write!(f, ": {}", OnlyIn(versions)))
    }

    /// The tag, where there is one.
    fn fmt_place(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tag().is_valid() { write!(f, " in {}", self.tag()) } else { Ok(()) }
    }

    /// The item type that the field has, where a wrong type was found and there is only one right one.
    #[must_use]
    pub fn expected(self) -> Option<ItemType> {
        let [code, ..] = self.0.get().to_be_bytes();
        let expected = ItemType::new(u32::from(code & 0x3F));
        (code >= WRONG_TYPE && expected.is_known()).then_some(expected)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({:?}, {}, at {})", self.kind(), self.tag(), self.offset())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_offset(f)?;
        self.fmt_place(f)?;
        self.fmt_versions(f)
    }
}

impl core::error::Error for Fault {}

/// Says which versions have something.
pub(crate) struct OnlyIn(pub(crate) Versions);

impl fmt::Display for OnlyIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("in no version") } else { write!(f, "only in {}", self.0) }
    }
}

/// An error as users get it: kind, tag, byte offset, and the path of tags from the message down to the item.
///
/// It never holds or shows a byte of the input.
///
/// ```text
/// wrong type at byte 212 in RequestMessage/BatchItem[2]/Operation: found Integer, expected Enumeration
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "alloc"), derive(Copy))]
pub struct Error {
    fault: Fault,
    found: Option<ItemType>,
    #[cfg(feature = "alloc")]
    path: Path,
}

impl Error {
    /// An error with the path that leads to it, and the type of the item found there.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub const fn with_path(fault: Fault, found: Option<ItemType>, path: Path) -> Self {
        Self { fault, found, path }
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.fault.kind()
    }

    /// The tag of the item concerned; for `Missing` and `Selector` that of the field that is not there.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.fault.tag()
    }

    /// The byte offset, in the input, at which the item concerned starts; 0 when encoding.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.fault.offset()
    }

    /// How many bytes a buffer needs, where a whole message did not fit into one.
    #[must_use]
    pub fn needed(&self) -> Option<usize> {
        self.fault.needed()
    }

    /// The item type that was expected, for [`ErrorKind::WrongType`].
    #[must_use]
    pub fn expected(&self) -> Option<ItemType> {
        self.fault.expected()
    }

    /// The versions that have what could not be encoded in that of the message, for [`ErrorKind::NotInVersion`].
    #[must_use]
    pub fn versions(&self) -> Option<Versions> {
        self.fault.versions()
    }

    /// The item type that was found, for [`ErrorKind::WrongType`].
    #[must_use]
    pub const fn found(&self) -> Option<ItemType> {
        self.found
    }

    /// The tags from the message down to the item concerned.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The error without its path.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    #[cfg(feature = "alloc")]
    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { self.fault.fmt_place(f) } else { write!(f, " in {}", self.path) }
    }

    #[cfg(not(feature = "alloc"))]
    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt_place(f)
    }
}

/// An error without a path, for readers used directly.
impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            found: None,
            #[cfg(feature = "alloc")]
            path: Path::default(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt_offset(f)?;
        self.fmt_place(f)?;
        if self.kind() != ErrorKind::WrongType {
            return self.fault.fmt_versions(f);
        }
        match (self.found, self.expected()) {
            (Some(found), Some(expected)) => write!(f, ": found {found}, expected {expected}"),
            (Some(found), None) => write!(f, ": found {found}"),
            (None, Some(expected)) => write!(f, ": expected {expected}"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_result_is_one_register() {
        assert_eq!(size_of::<Result<(), Fault>>(), 8);
    }

    #[test]
    fn every_kind_survives_packing() {
        for kind in ErrorKind::ALL {
            let fault = Fault::new(kind, Tag::BATCH_ITEM, 212);
            assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, Tag::BATCH_ITEM, 212));
            assert_eq!(fault.expected(), None);
        }
        let fault = Fault::only_in(Versions::V1_4, Tag::OPERATION);
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::NotInVersion, Tag::OPERATION, 0));
        assert_eq!((fault.versions(), fault.expected()), (Some(Versions::V1_4), None));
        let fault = Fault::wrong_type(ItemType::ENUMERATION, Tag::OPERATION, usize::MAX);
        assert_eq!(fault.versions(), None);
        assert_eq!(fault.kind(), ErrorKind::WrongType);
        assert_eq!(fault.expected(), Some(ItemType::ENUMERATION));
        assert_eq!(fault.offset(), 0xFFFF_FFFF);
    }
}
