//! Memory that can hold secrets.
//!
//! With feature `zeroize` it is wiped before it is given back.

use alloc::vec::Vec;

/// Makes room for so many more bytes at the end of a vector.
///
/// It is for vectors that can hold secrets.
///
/// With feature `zeroize` the memory that it grows out of is wiped; without it a vector grows by itself.
#[inline(always)]
pub fn make_room(bytes: &mut Vec<u8>, more: usize) {
    #[cfg(feature = "zeroize")]
    if more > bytes.capacity().wrapping_sub(bytes.len()) {
        grow(bytes, more);
    }
    #[cfg(not(feature = "zeroize"))]
    let _ = (bytes, more);
}

/// Takes the bytes from `length` on off a vector, wiped with feature `zeroize`.
#[cold]
pub(crate) fn cut_off(bytes: &mut Vec<u8>, length: usize) {
    #[cfg(feature = "zeroize")]
    if let Some(tail) = bytes.get_mut(length..) {
        zeroize::Zeroize::zeroize(tail);
    }
    bytes.truncate(length);
}

#[cfg(feature = "zeroize")]
#[cold]
#[inline(never)]
fn grow(bytes: &mut Vec<u8>, more: usize) {
    let mut larger = Vec::with_capacity(grown(bytes.len(), bytes.capacity(), more));
    larger.extend_from_slice(bytes);
    zeroize::Zeroize::zeroize(&mut core::mem::replace(bytes, larger));
}

/// The capacity to grow to, at least doubling.
#[cfg(feature = "zeroize")]
pub(crate) fn grown(length: usize, capacity: usize, more: usize) -> usize {
    length.saturating_add(more).max(capacity.saturating_mul(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_grow_and_shrink() {
        let mut bytes = Vec::new();
        for n in 0..=u8::MAX {
            make_room(&mut bytes, 1);
            bytes.push(n);
        }
        assert!(bytes.iter().copied().eq(0..=u8::MAX));
        cut_off(&mut bytes, 3);
        assert_eq!(bytes, [0, 1, 2]);
        cut_off(&mut bytes, 9);
        assert_eq!(bytes, [0, 1, 2]);
    }
}
