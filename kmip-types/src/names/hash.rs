//! The hash by which a table of names finds one at once or nearly so.

/// An odd number without a pattern: 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number that tells names apart: every byte counts, eight at a time.
pub(super) const fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let Some(last) = bytes.last_chunk() else { return short(bytes) };
    let mut hash = 0;
    let (mut chunks, _) = bytes.as_chunks();
    while let [chunk, more @ ..] = chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk));
        chunks = more;
    }
    mix(hash, u64::from_le_bytes(*last))
}

/// The hash of fewer than eight bytes.
const fn short(bytes: &[u8]) -> u64 {
    match (bytes, bytes.first_chunk(), bytes.last_chunk()) {
        (_, Some([a, b, c, d]), Some([e, f, g, h])) => mix(0, u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h])),
        ([a], ..) => mix(0, u64::from_le_bytes([*a, 0, 0, 0, 0, 0, 0, 0])),
        ([a, b], ..) => mix(0, u64::from_le_bytes([*a, *b, 0, 0, 0, 0, 0, 0])),
        ([a, b, c], ..) => mix(0, u64::from_le_bytes([*a, *b, *c, 0, 0, 0, 0, 0])),
        _ => 0,
    }
}

const fn mix(hash: u64, part: u64) -> u64 {
    let product = (hash ^ part).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
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
    }
}
