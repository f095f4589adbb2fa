//! Items whose value is one word.

use kmip_types::Item;

/// What the value of a type is: its length, and the bits of the word that are always zero.
type Form = (u64, u64);

/// Not one word, of whatever length.
const NONE: Form = (u64::MAX, 0);
/// Four bytes and four of padding.
const FOUR: Form = (4, 0xFFFF_FFFF);
const EIGHT: Form = (8, 0);
const BOOLEAN: Form = (8, !1);

/// The form of each type, by its code.
const FORMS: [Form; 16] =
    [NONE, NONE, FOUR, EIGHT, NONE, FOUR, BOOLEAN, NONE, NONE, EIGHT, FOUR, EIGHT, NONE, NONE, NONE, NONE];

/// The bits of a head that are compared at once: the first byte of the tag, the code of the type, and the length.
const KEY: u64 = 0xFF00_00FF_FFFF_FFFF;

/// The same as `FORMS`, with the key of an item of the standard in place of the length.
const STANDARD: [(u64, u64); 16] = [
    NONE,
    NONE,
    standard(2, FOUR),
    standard(3, EIGHT),
    NONE,
    standard(5, FOUR),
    standard(6, BOOLEAN),
    NONE,
    NONE,
    standard(9, EIGHT),
    standard(0xA, FOUR),
    standard(0xB, EIGHT),
    NONE,
    NONE,
    NONE,
    NONE,
];

/// The key of an item of the standard of this type and form, and the bits that are zero.
const fn standard(code: u64, (length, zero): Form) -> (u64, u64) {
    (0x42 << 56 | code << 32 | length, zero)
}

/// Whether this is an item of one word, exactly as the standard writes it: length, padding, Boolean.
#[inline(always)]
pub(crate) fn is_word(item: Item) -> bool {
    let [_, _, _, code, ..] = item.head().to_be_bytes();
    let form = FORMS.get(usize::from(code));
    form.is_some_and(|(length, zero)| u64::from(item.length()) == *length && item.word() & zero == 0)
}

/// Whether this is such an item with a tag of the standard.
#[inline(always)]
pub(crate) fn is_standard_word(item: Item) -> bool {
    // The lower half of the code finds what the whole code is compared with.
    let code = usize::try_from((item.head() >> 32) & 0x0F).unwrap_or_default();
    STANDARD.get(code).is_some_and(|(key, zero)| item.head() & KEY == *key && item.word() & zero == 0)
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
