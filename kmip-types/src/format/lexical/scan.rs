//! Looking for the bytes of a text that need special treatment.
//!
//! Most texts have none.

/// The number of bytes that are looked at together.
///
/// The loop over them becomes a few vector instructions.
const BLOCK: usize = 16;

/// Returns where the first byte of a text is that `is_special` tells.
///
/// It is asked about every byte: with comparisons joined by `|`, it becomes a few vector instructions.
///
/// ```
/// use kmip_types::format::lexical::find_byte;
///
/// assert_eq!(find_byte("a text with a \"quote\"", |byte| matches!(byte, b'"' | b'\\')), Some(14));
/// assert_eq!(find_byte("no quote", |byte| byte == b'"'), None);
/// ```
#[inline]
pub fn find_byte(text: &str, is_special: impl Fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    if has_any(bytes, &is_special) { first(bytes, &is_special) } else { None }
}

/// Returns where the first special byte is, of a text that has one.
#[cold]
#[inline(never)]
fn first(bytes: &[u8], is_special: &impl Fn(u8) -> bool) -> Option<usize> {
    bytes.iter().position(|byte| is_special(*byte))
}

/// Returns whether there is a special byte.
///
/// It goes block by block, with the last block over a part of the one before it.
#[inline]
fn has_any(bytes: &[u8], is_special: &impl Fn(u8) -> bool) -> bool {
    if let Some(last) = bytes.last_chunk::<BLOCK>() {
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        return blocks.iter().any(|block| has(block, is_special)) || has(last, is_special);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return has(first, is_special) | has(last, is_special);
    }
    bytes.iter().any(|byte| is_special(*byte))
}

/// Returns whether a block has a special byte.
///
/// It looks at all of them, since leaving at the first would take them one by one.
#[inline(always)]
fn has<const N: usize>(block: &[u8; N], is_special: &impl Fn(u8) -> bool) -> bool {
    block.iter().fold(false, |found, byte| found | is_special(*byte))
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use super::*;

    #[test]
    fn every_place_in_every_length() {
        for length in 0..70 {
            let plain = "a".repeat(length);
            assert_eq!(find_byte(&plain, |byte| byte == b'x'), None, "{length}");
            for at in 0..length {
                let mut text = plain.clone();
                text.replace_range(at..=at, "x");
                assert_eq!(find_byte(&text, |byte| byte == b'x'), Some(at), "{length}");
                text.replace_range(at.., &"x".repeat(length - at));
                assert_eq!(find_byte(&text, |byte| byte == b'x'), Some(at), "{length}");
            }
        }
    }
}
