//! Items whose value is one word.

use kmip_types::Item;

/// A type whose value is not one word, of whatever length.
const NONE: (u64, u64) = (u64::MAX, 0);
/// Four bytes and four of padding.
const FOUR: (u64, u64) = (4, 0xFFFF_FFFF);
const EIGHT: (u64, u64) = (8, 0);
const BOOLEAN: (u64, u64) = (8, !1);

/// For the code of each type, the length of its value, and the bits of the word that are always zero.
const WORDS: [(u64, u64); 16] =
    [NONE, NONE, FOUR, EIGHT, NONE, FOUR, BOOLEAN, NONE, NONE, EIGHT, FOUR, EIGHT, NONE, NONE, NONE, NONE];

/// Whether this is an item of one word, exactly as the standard writes it: length, padding, Boolean.
#[inline(always)]
pub(crate) fn is_word(item: Item) -> bool {
    let [_, _, _, code, ..] = item.head().to_be_bytes();
    matches(WORDS.get(usize::from(code)), item)
}

/// The upper and the lower half.
#[inline(always)]
const fn halves(word: u64) -> [u32; 2] {
    let [a, b, c, d, e, f, g, h] = word.to_be_bytes();
    [u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])]
}

#[inline(always)]
fn matches(word: Option<&(u64, u64)>, item: Item) -> bool {
    word.is_some_and(|(length, zero)| u64::from(item.length()) == *length && item.word() & zero == 0)
}

/// Whether this is such an item with a tag of the standard.
#[inline(always)]
pub(crate) fn is_standard_word(item: Item) -> bool {
    // The first byte of the tag and the upper half of the code in one test.
    let [tag_and_type, _] = halves(item.head());
    tag_and_type & 0xFF00_00F0 == 0x4200_0000
        && usize::try_from(tag_and_type & 0x0F).is_ok_and(|code| matches(WORDS.get(code), item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kmip_types::{ItemType, Tag};

    /// The same, by the getter of each type.
    fn by_getters(item: Item) -> bool {
        item.as_integer().is_some()
            || item.as_long_integer().is_some()
            || item.as_enumeration().is_some()
            || item.as_boolean().is_some()
            || item.as_date_time().is_some()
            || item.as_interval().is_some()
            || item.as_date_time_extended().is_some()
    }

    #[test]
    fn words_are_what_the_getters_take() {
        let words = [0, 1, 2, 1 << 31, 1 << 32, 1 << 63, u64::MAX];
        let mut count = 0;
        for code in 0..=255 {
            for length in [0, 1, 3, 4, 5, 7, 8, 9, 12, 16, u32::MAX] {
                let head = Item::body(Tag::BATCH_COUNT, ItemType::new(code), length).head();
                for word in words {
                    let item = Item::from_words(head, word);
                    assert_eq!(is_word(item), by_getters(item), "{item:?} {word:#x}");
                    count += usize::from(is_word(item));
                    assert_eq!(is_standard_word(item), is_word(item), "{item:?} {word:#x}");
                    assert!(!is_standard_word(Item::from_words(head ^ 1 << 60, word)), "{item:?} {word:#x}");
                }
            }
        }
        // Three types of four bytes take three of the words, three of eight take all, a Boolean takes two.
        assert_eq!(count, 3 * 3 + 3 * 7 + 2);
    }
}
