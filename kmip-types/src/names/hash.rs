//! The hash by which a generated table finds a name at once: no two names of a table share a place.
//!
//! Hash, displace and compare: the hash picks a seed, the seed and the hash pick the place. The generator chooses the
//! seeds so that every name of the table has a place of its own.

/// An odd number without a pattern: 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number that tells names apart: every byte counts, eight at a time, and so does their number.
#[inline]
pub(crate) fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    let Some(last) = bytes.last_chunk() else { return short(bytes, length) };
    let (chunks, _) = bytes.as_chunks();
    mix(chunks.iter().fold(length, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk))), u64::from_le_bytes(*last))
}

/// The hash of fewer than eight bytes.
#[inline]
fn short(bytes: &[u8], length: u64) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            mix(mix(length, u32::from_le_bytes(*first).into()), u32::from_le_bytes(*last).into())
        }
        _ => mix(length, bytes.iter().fold(0, |n, byte| (n << 8) | u64::from(*byte))),
    }
}

#[inline]
const fn mix(hash: u64, part: u64) -> u64 {
    let product = (hash ^ part).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}

/// Which of `count` seeds is that of a hash.
#[inline]
pub(crate) fn seed_index(hash: u64, count: usize) -> usize {
    reduce(hash >> 32, count)
}

/// Which of `count` places a hash has under a seed.
#[inline]
pub(crate) fn place(hash: u64, seed: u16, count: usize) -> usize {
    reduce(hash.wrapping_mul(2 * u64::from(seed) + 1) & 0xFFFF_FFFF, count)
}

/// A number below `count` from one below 2^32.
#[inline]
fn reduce(number: u64, count: usize) -> usize {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    usize::try_from(number.wrapping_mul(count) >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_short_name_counts() {
        for name in ["a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghijklmnopqr"] {
            for at in 0..name.len() {
                let mut other = [0; 20];
                other[..name.len()].copy_from_slice(name.as_bytes());
                other[at] = b'X';
                let other = core::str::from_utf8(&other[..name.len()]).unwrap();
                assert_ne!(hash(name), hash(other), "{name} {other}");
            }
        }
        assert_ne!(hash(""), hash("\0"));
        assert_ne!(hash("\0"), hash("\0\0"));
    }
}
