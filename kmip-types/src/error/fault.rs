//! An error in one register: kind, tag and offset.

use core::fmt;
use core::num::NonZeroU64;

use super::ErrorKind;
use crate::{ItemType, Tag, Versions};

/// An error as readers, writers and the model pass it on: kind, tag and offset in one register.
///
/// ```text
/// 63 .. 56   55 .. 32   31 .. 0
/// code       tag        offset (saturating at 2^32 − 1)
/// ```
/// The code of a wrong type also says which type was expected. Encoding knows no offset: what a version does not have has a
/// code of its own there, and the versions that have it in place of the offset. The entry points of the formats
/// turn a `Fault` into an [`Error`](crate::Error), which adds the path.
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
        Self::pack(ONLY_IN, tag, usize::from(u16::from_le_bytes(versions.to_bytes())))
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
    pub(super) fn fmt_offset(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.needed() {
            Some(needed) => write!(f, "{}, {needed} bytes needed", self.kind()),
            None => write!(f, "{} at byte {}", self.kind(), self.offset()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

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
        let fault = Fault::only_in(Versions::only(Version::V1_4), Tag::OPERATION);
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (ErrorKind::NotInVersion, Tag::OPERATION, 0));
        assert_eq!((fault.versions(), fault.expected()), (Some(Versions::only(Version::V1_4)), None));
        let fault = Fault::wrong_type(ItemType::ENUMERATION, Tag::OPERATION, usize::MAX);
        assert_eq!(fault.versions(), None);
        assert_eq!(fault.kind(), ErrorKind::WrongType);
        assert_eq!(fault.expected(), Some(ItemType::ENUMERATION));
        assert_eq!(fault.offset(), 0xFFFF_FFFF);
    }
}
