//! Keys: what stands before the value of an item, tag and class in one integer.
//!
//! ```text
//! tag                      k
//! 0x42_0000..=0x42_FFFF    0..=0xFFFF              tag − 0x42_0000
//! 0x54_0000..=0x54_FFFF    0x1_0000..=0x1_FFFF     tag − 0x54_0000 + 0x1_0000
//!
//! natural class   k          CBOR's own type says which item type it is
//! alternate class −1 − k     the other item type of the same CBOR type, or a pair that names the item type
//! ```
//! CBOR writes −1 − k as `k` under another major type, so both classes are the same number here.

use kmip_types::{ItemType, Tag};

use crate::head::{Heads, Major};

/// The choice between the two item types that a CBOR type stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Natural,
    Alternate,
}

impl Class {
    #[inline(always)]
    const fn major(self) -> Major {
        match self {
            Self::Natural => Major::POSITIVE,
            Self::Alternate => Major::NEGATIVE,
        }
    }
}

/// The number subtracted from a tag to make its key.
///
/// The keys of vendors' tags come behind those of the standard's.
const STANDARD: u32 = 0x42_0000;
const EXTENSION: u32 = 0x54_0000 - 0x1_0000;

/// The tag of a key; `None` where it is that of no tag.
#[inline(always)]
pub(crate) fn tag(k: u64) -> Option<Tag> {
    match u32::try_from(k).ok()? {
        k @ 0..=0xFFFF => Some(Tag::new(STANDARD.wrapping_add(k))),
        k @ 0x1_0000..=0x1_FFFF => Some(Tag::new(EXTENSION.wrapping_add(k))),
        _ => None,
    }
}

/// The key of a tag, of at most five bytes; `None` where no item can carry the tag.
#[inline(always)]
pub(crate) fn head(tag: Tag, class: Class) -> Option<Heads> {
    let base = match tag.value() >> 16 {
        0x42 => STANDARD,
        0x54 => EXTENSION,
        _ => return None,
    };
    Some(Heads::new(class.major(), tag.value().wrapping_sub(base)))
}

/// The key of a tag of the standard, of at most three bytes, and heads behind it.
///
/// `None` for all other tags.
#[inline(always)]
pub(crate) fn standard(tag: Tag, class: Class, value: Heads) -> Option<Heads> {
    let k = tag.value().wrapping_sub(STANDARD);
    match u8::try_from(k) {
        // Most keys: with a length that is known here, what stands behind it is moved by a constant.
        Ok(k @ 24..) => Some(Heads::two(class.major(), k).then(value)),
        _ if k <= 0xFFFF => Some(Heads::new(class.major(), k).then(value)),
        _ => None,
    }
}

/// Returns whether values of this type are pairs that name it.
///
/// These are the types that neither class has.
#[inline(always)]
pub(crate) const fn is_pair(item_type: ItemType) -> bool {
    matches!(
        item_type,
        ItemType::LONG_INTEGER
            | ItemType::DATE_TIME
            | ItemType::INTERVAL
            | ItemType::DATE_TIME_EXTENDED
            | ItemType::REFERENCE
            | ItemType::NAME_REFERENCE
    )
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::head::{Header, take};

    #[test]
    fn keys_and_tags_are_one_to_one() {
        for k in 0..0x2_0000_u32 {
            let tag = tag(k.into()).unwrap();
            for (class, header) in
                [(Class::Natural, Header::Positive(k.into())), (Class::Alternate, Header::Negative(k.into()))]
            {
                let (bytes, len) = head(tag, class).unwrap().parts();
                assert_eq!(take(&bytes[..len]), Ok((header, &[][..])));
                for value in [Heads::TRUE, Heads::new(Major::TEXT, 0x1_0000)] {
                    let both = (k <= 0xFFFF).then(|| head(tag, class).unwrap().then(value).parts());
                    assert_eq!(standard(tag, class, value).map(Heads::parts), both);
                }
            }
        }
        assert_eq!([tag(0x2_0000), tag(0x1_0000_0078)], [None; 2]);
        assert_eq!(tag(0x78), Some(Tag::REQUEST_MESSAGE));
        assert_eq!(tag(0x1_0001), Some(Tag::new(0x54_0001)));
        assert!(
            [0, 0x41_FFFF, 0x43_0000, 0x53_FFFF, 0x55_0000]
                .iter()
                .all(|n| head(Tag::new(*n), Class::Natural).is_none()
                    && standard(Tag::new(*n), Class::Natural, Heads::TRUE).is_none())
        );
    }
}
