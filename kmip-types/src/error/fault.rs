//! An error in one register: kind, tag and offset.

use core::fmt;
use core::num::NonZeroU64;

use super::ErrorKind;
use crate::{ItemType, Tag, Versions};

/// An error in one register: kind, tag and offset.
///
/// Readers, writers and the model pass it on in this form.
///
/// ```text
/// 63 .. 56   55 .. 32   31 .. 0
/// code       tag        offset (saturating at 2^32 − 1)
/// ```
/// The code of a wrong type also says which type was expected. A bit of the code says that there is no offset: encoding knows
/// none. In its place stand the versions that have what the version of the message does not have, or the bytes that a buffer
/// needs. Without `alloc`, `Debug` prints the tag by its number. The entry points of the formats turn a `Fault` into an [`Error`](crate::Error), which adds the path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fault(NonZeroU64);

/// The bit of a code that says "wrong type".
///
/// The low five bits are then the type expected, 0 for one of several.
const WRONG_TYPE: u8 = 0x80;

/// This bit of a code says that there is no offset.
const NO_OFFSET: u8 = 0x40;

/// The code for what is only in other versions than that of the message.
///
/// It is used by encoding, where the versions that have it are known.
const ONLY_IN: u8 = NO_OFFSET | 0x3F;

/// The codes of all kinds lie below that.
const _: () = assert!(ErrorKind::ALL.len() < 0x3F);

impl Fault {
    #[cold]
    fn pack(code: u8, tag: Tag, low: u32) -> Self {
        let [_, t0, t1, t2] = tag.value().to_be_bytes();
        let [o0, o1, o2, o3] = low.to_be_bytes();
        let bits = u64::from_be_bytes([code, t0, t1, t2, o0, o1, o2, o3]);
        Self(NonZeroU64::new(bits).unwrap_or(NonZeroU64::MIN))
    }

    /// An error of this kind at the item with this tag, which starts at this offset.
    #[cold]
    #[must_use]
    pub fn new(kind: ErrorKind, tag: Tag, offset: usize) -> Self {
        Self::pack(Self::code_of(kind), tag, saturated(offset))
    }

    /// Creates an error of this kind at the item with this tag, without an offset.
    ///
    /// It is for errors of encoding, and for items in memory, where there is no input.
    #[cold]
    #[must_use]
    pub fn without_offset(kind: ErrorKind, tag: Tag) -> Self {
        Self::pack(Self::code_of(kind) | NO_OFFSET, tag, 0)
    }

    /// A [`WrongType`](ErrorKind::WrongType) that names the type the field has.
    #[cold]
    #[must_use]
    pub fn wrong_type(expected: ItemType, tag: Tag, offset: usize) -> Self {
        let [.., code] = expected.value().to_be_bytes();
        Self::pack(WRONG_TYPE | (code & 0x1F), tag, saturated(offset))
    }

    /// Creates a [`NotInVersion`](ErrorKind::NotInVersion) that names versions.
    ///
    /// It is an error of encoding; the versions are those that have the field or its value.
    #[cold]
    #[must_use]
    pub fn only_in(versions: Versions, tag: Tag) -> Self {
        Self::pack(ONLY_IN, tag, u32::from(u16::from_le_bytes(versions.to_bytes())))
    }

    /// Creates a [`BufferFull`](ErrorKind::BufferFull) that tells the bytes needed.
    ///
    /// They are the bytes that the whole message needs.
    #[cold]
    #[must_use]
    pub fn buffer_full(tag: Tag, needed: usize) -> Self {
        Self::pack(Self::code_of(ErrorKind::BufferFull) | NO_OFFSET, tag, saturated(needed))
    }

    /// Returns the error without its offset.
    ///
    /// It is for a reader whose offsets are no bytes of an input.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub(crate) fn drop_offset(self) -> Self {
        let [code, ..] = self.0.get().to_be_bytes();
        if code & NO_OFFSET == 0 { Self::pack(code | NO_OFFSET, self.tag(), 0) } else { self }
    }

    /// Returns the error with its offset moved on by this many bytes.
    ///
    /// It is for the second message of an input and those behind it.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        let [code, ..] = self.0.get().to_be_bytes();
        self.offset().map_or(self, |offset| Self::pack(code, self.tag(), saturated(offset.saturating_add(by))))
    }

    fn code_of(kind: ErrorKind) -> u8 {
        if kind == ErrorKind::WrongType { WRONG_TYPE } else { kind.code().saturating_add(1) }
    }

    /// Returns what kind of error this is.
    #[must_use]
    pub fn kind(self) -> ErrorKind {
        let [code, ..] = self.0.get().to_be_bytes();
        if code & WRONG_TYPE != 0 {
            return ErrorKind::WrongType;
        }
        if code == ONLY_IN {
            return ErrorKind::NotInVersion;
        }
        let index = usize::from((code & !NO_OFFSET).saturating_sub(1));
        ErrorKind::ALL.get(index).copied().unwrap_or(ErrorKind::Syntax)
    }

    /// Returns the tag of the item concerned.
    ///
    /// For `Missing` and `Selector` it is that of the field that is not there.
    #[must_use]
    pub const fn tag(self) -> Tag {
        let [_, t0, t1, t2, ..] = self.0.get().to_be_bytes();
        Tag::new(u32::from_be_bytes([0, t0, t1, t2]))
    }

    /// The byte offset, in the input, at which the item concerned starts.
    ///
    /// `None` where there is no input, as when encoding.
    #[must_use]
    pub fn offset(self) -> Option<usize> {
        let [code, ..] = self.0.get().to_be_bytes();
        (code & NO_OFFSET == 0).then(|| self.low())
    }

    /// Returns how many bytes a buffer needs.
    ///
    /// The error must say that a whole message did not fit into a buffer.
    #[must_use]
    pub fn needed(self) -> Option<usize> {
        (self.kind() == ErrorKind::BufferFull).then(|| self.low()).filter(|needed| *needed > 0)
    }

    /// The low word: offset, versions or size.
    fn low(self) -> usize {
        let [.., o0, o1, o2, o3] = self.0.get().to_be_bytes();
        usize::try_from(u32::from_be_bytes([o0, o1, o2, o3])).unwrap_or(usize::MAX)
    }

    /// Returns where in the input, or how many bytes are needed.
    pub(super) fn fmt_offset(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind())?;
        if let Some(needed) = self.needed() {
            return write!(f, ", {needed} bytes needed");
        }
        self.offset().map_or(Ok(()), |offset| write!(f, " at byte {offset}"))
    }

    /// The versions that have what could not be encoded in that of the message.
    #[must_use]
    pub fn versions(self) -> Option<Versions> {
        let [code, .., high, low] = self.0.get().to_be_bytes();
        (code == ONLY_IN).then_some(Versions::from_bytes([low, high]))
    }

    /// The versions, where they are known.
    pub(super) fn fmt_versions(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.versions().map_or(Ok(()), |versions| write!(f, ": {}", OnlyIn(versions)))
    }

    /// The tag, where there is one.
    pub(super) fn fmt_place(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tag().is_valid() { write!(f, " in {}", self.tag()) } else { Ok(()) }
    }

    /// Returns the item type that the field has, for a wrong type.
    ///
    /// `None` if there is more than one right type.
    #[must_use]
    pub fn expected(self) -> Option<ItemType> {
        let [code, ..] = self.0.get().to_be_bytes();
        let expected = ItemType::new(u32::from(code & 0x1F));
        (code & WRONG_TYPE != 0 && expected.is_known()).then_some(expected)
    }
}

/// An offset or a size as far as the low word goes.
fn saturated(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A name would need the table of all tags, which firmware has no room for.
        #[cfg(feature = "alloc")]
        write!(f, "Fault({:?}, {}", self.kind(), self.tag())?;
        #[cfg(not(feature = "alloc"))]
        write!(f, "Fault({:?}, {:#08x}", self.kind(), self.tag().value())?;
        self.offset().map_or(Ok(()), |offset| write!(f, ", at {offset}"))?;
        f.write_str(")")
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

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;
    use crate::Version;
    use alloc::string::ToString;

    #[test]
    fn an_error_result_is_one_register() {
        assert_eq!(size_of::<Result<(), Fault>>(), 8);
    }

    #[test]
    fn every_kind_survives_packing() {
        for kind in ErrorKind::ALL {
            let fault = Fault::new(kind, Tag::BATCH_ITEM, 212);
            assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, Tag::BATCH_ITEM, Some(212)));
            assert_eq!(fault.expected(), None);
            let fault = Fault::without_offset(kind, Tag::BATCH_ITEM);
            assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, Tag::BATCH_ITEM, None));
            assert_eq!((fault.expected(), fault.versions(), fault.needed()), (None, None, None));
        }
        let fault = Fault::only_in(Versions::only(Version::V1_4), Tag::OPERATION);
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::NotInVersion, Tag::OPERATION, None));
        assert_eq!((fault.versions(), fault.expected()), (Some(Versions::only(Version::V1_4)), None));
        let fault = Fault::wrong_type(ItemType::ENUMERATION, Tag::OPERATION, usize::MAX);
        assert_eq!(fault.versions(), None);
        assert_eq!(fault.kind(), ErrorKind::WrongType);
        assert_eq!(fault.expected(), Some(ItemType::ENUMERATION));
        assert_eq!(fault.offset(), Some(0xFFFF_FFFF));
    }

    #[test]
    fn only_an_error_in_an_input_has_an_offset() {
        let moved = |fault: Fault| (fault.shifted(8).offset(), fault.shifted(8).kind(), fault.shifted(8).expected());
        let wrong_type = Fault::wrong_type(ItemType::INTEGER, Tag::OPERATION, 0);
        assert_eq!(moved(wrong_type), (Some(8), ErrorKind::WrongType, Some(ItemType::INTEGER)));
        assert_eq!(wrong_type.to_string(), "wrong type at byte 0 in Operation");
        assert_eq!(moved(Fault::new(ErrorKind::Missing, Tag::OPERATION, 4)), (Some(12), ErrorKind::Missing, None));
        let full = Fault::buffer_full(Tag::OPERATION, 300);
        assert_eq!((full.needed(), full.shifted(8)), (Some(300), full));
        assert_eq!(full.to_string(), "buffer full, 300 bytes needed in Operation");
        let full = Fault::without_offset(ErrorKind::BufferFull, Tag::OPERATION);
        assert_eq!((full.needed(), full.shifted(8)), (None, full));
        assert_eq!(full.to_string(), "buffer full in Operation");
    }

    #[test]
    fn an_offset_that_is_dropped_takes_nothing_with_it() {
        let wrong_type = Fault::wrong_type(ItemType::INTEGER, Tag::OPERATION, 3).drop_offset();
        assert_eq!((wrong_type.kind(), wrong_type.expected()), (ErrorKind::WrongType, Some(ItemType::INTEGER)));
        assert_eq!((wrong_type.tag(), wrong_type.offset()), (Tag::OPERATION, None));
        let only = Fault::only_in(Versions::only(Version::V1_4), Tag::OPERATION);
        assert_eq!(only.drop_offset(), only);
        assert_eq!(Fault::buffer_full(Tag::OPERATION, 300).drop_offset().needed(), Some(300));
    }
}
