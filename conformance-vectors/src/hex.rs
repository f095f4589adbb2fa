//! Hexadecimal digits to bytes and back.

use core::fmt::Write as _;

/// The bytes that these digits stand for.
///
/// `None` for an odd number of them, or for anything else than digits.
///
/// ```
/// assert_eq!(conformance_vectors::hex::decode("420078"), Some(vec![0x42, 0x00, 0x78]));
/// assert_eq!(conformance_vectors::hex::decode("42007"), None);
/// ```
#[must_use]
pub fn decode(digits: &str) -> Option<Vec<u8>> {
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    digits.as_bytes().chunks(2).map(byte).collect()
}

fn digit(character: u8) -> Option<u8> {
    char::from(character).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The bytes as lower-case digits.
///
/// ```
/// assert_eq!(conformance_vectors::hex::encode(&[0x42, 0xAB]), "42ab");
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
