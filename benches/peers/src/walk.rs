//! A bare walk over TTLV.
//!
//! It checks everything that can be checked without knowing what KMIP is about.

use core::str::from_utf8;

/// The most structures that can be open.
const DEPTH: usize = 32;

/// Returns whether these bytes are one item in TTLV, with all that is in it.
///
/// It checks lengths, padding, Booleans and UTF-8.
pub(crate) fn walk(input: &[u8]) -> bool {
    let mut rest = input;
    // What follows each structure that is open.
    let mut open: [&[u8]; DEPTH] = [&[]; DEPTH];
    let mut depth = 0_usize;
    loop {
        while rest.is_empty() {
            let Some(above) = depth.checked_sub(1) else { return true };
            depth = above;
            rest = open.get(depth).copied().unwrap_or_default();
        }
        let Some((&[t0, _, _, item_type, l0, l1, l2, l3], body)) = rest.split_first_chunk() else { return false };
        if t0 != 0x42 && t0 != 0x54 {
            return false;
        }
        let Ok(length) = usize::try_from(u32::from_be_bytes([l0, l1, l2, l3])) else { return false };
        match item_type {
            // Structure.
            1 => {
                let (Some((inside, after)), Some(slot)) = (body.split_at_checked(length), open.get_mut(depth)) else {
                    return false;
                };
                *slot = after;
                depth = depth.wrapping_add(1);
                rest = inside;
            }
            // Integer, Enumeration, Interval.
            2 | 5 | 10 => match body.split_first_chunk() {
                Some((&[_, _, _, _, 0, 0, 0, 0], after)) if length == 4 => rest = after,
                _ => return false,
            },
            // Long Integer, Date Time, Date Time Extended.
            3 | 9 | 11 => match body.split_first_chunk::<8>() {
                Some((_, after)) if length == 8 => rest = after,
                _ => return false,
            },
            // Boolean.
            6 => match body.split_first_chunk() {
                Some((&[0, 0, 0, 0, 0, 0, 0, 0 | 1], after)) if length == 8 => rest = after,
                _ => return false,
            },
            // Big Integer, Text String, Byte String, Identifier, Reference, Name Reference.
            4 | 7 | 8 | 12..=14 => {
                let Some((value, padded)) = body.split_at_checked(length) else { return false };
                let Some((padding, after)) = padded.split_at_checked(length.wrapping_neg() & 7) else { return false };
                if padding.iter().any(|&byte| byte != 0)
                    || matches!(item_type, 7 | 12..=14) && from_utf8(value).is_err()
                {
                    return false;
                }
                rest = after;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use kmip_benches::Sample;

    use super::walk;

    #[test]
    fn takes_the_messages_and_nothing_broken() {
        for name in Sample::NAMES {
            let sample = Sample::named(name).unwrap();
            assert!(walk(&sample.ttlv));
            assert!(!walk(sample.ttlv.get(..sample.ttlv.len() - 1).unwrap()));
        }
        assert!(walk(&[0x42, 0, 0x20, 2, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 0]));
        assert!(!walk(&[0x42, 0, 0x20, 2, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 1]), "padding");
        assert!(!walk(&[0x42, 0, 0x20, 7, 0, 0, 0, 1, 0xFF, 0, 0, 0, 0, 0, 0, 0]), "UTF-8");
        assert!(!walk(&[0x42, 0, 0x20, 6, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 2]), "Boolean");
    }
}
