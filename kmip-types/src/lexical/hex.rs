//! Bytes as hexadecimal digits.
//!
//! The bytes can be keys: a digit is converted without a table and without a branch, so that neither the time nor the
//! cache tells which digits there are.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt::{self, Write};

use crate::ErrorKind;

/// The value of a hexadecimal digit of either case, and `0xFF` if it is one, else 0.
const fn nibble(digit: u8) -> (u8, u8) {
    let [decimal_high, decimal] = below(digit, b'0');
    let [letter_high, letter] = below(digit | 0x20, b'a');
    // The upper byte of a difference is 0xFF exactly where the subtraction went below zero.
    let [decimal_end, _] = below(decimal, 10);
    let [letter_end, _] = below(letter, 6);
    let is_decimal = decimal_end & !decimal_high;
    let is_letter = letter_end & !letter_high;
    ((decimal & is_decimal) | (letter.wrapping_add(10) & is_letter), is_decimal | is_letter)
}

/// `a - b` in sixteen bits, upper byte first.
const fn below(a: u8, b: u8) -> [u8; 2] {
    u16::from_be_bytes([0, a]).wrapping_sub(u16::from_be_bytes([0, b])).to_be_bytes()
}

/// The lower-case digit of a value below 16.
const fn digit(nibble: u8) -> u8 {
    let [is_decimal, _] = below(nibble, 10);
    nibble.wrapping_add(b'0').wrapping_add(!is_decimal & (b'a' - b'0' - 10))
}

/// Decodes hexadecimal digits, of either case and two a byte, into a buffer of just the right size.
///
/// ```
/// use kmip_types::lexical::decode_hex;
///
/// let mut bytes = [0; 3];
/// decode_hex("C50f77", &mut bytes)?;
/// assert_eq!(bytes, [0xC5, 0x0F, 0x77]);
/// # Ok::<(), kmip_types::ErrorKind>(())
/// ```
///
/// # Errors
/// [`Hex`](ErrorKind::Hex): something else than a digit, or a number of digits other than twice the size of `out`, whose
/// content is then unspecified.
pub fn decode_hex(digits: &str, out: &mut [u8]) -> Result<(), ErrorKind> {
    if out.len().checked_mul(2) != Some(digits.len()) {
        return Err(ErrorKind::Hex);
    }
    let mut valid = 0xFF;
    for (byte, pair) in out.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return Err(ErrorKind::Hex) };
        let ((high, high_valid), (low, low_valid)) = (nibble(*high), nibble(*low));
        *byte = (high << 4) | low;
        valid &= high_valid & low_valid;
    }
    if valid == 0xFF { Ok(()) } else { Err(ErrorKind::Hex) }
}

/// Decodes hexadecimal digits, of either case and two a byte, to the end of a vector.
///
/// # Errors
/// [`Hex`](ErrorKind::Hex): something else than a digit, or an odd number of them. The vector is then as it was.
#[cfg(feature = "alloc")]
pub fn append_hex(digits: &str, out: &mut Vec<u8>) -> Result<(), ErrorKind> {
    let start = out.len();
    out.resize(start.saturating_add(digits.len() / 2), 0);
    let result = decode_hex(digits, out.get_mut(start..).unwrap_or_default());
    if result.is_err() {
        out.truncate(start);
    }
    result
}

/// How many bytes become digits at a time.
const CHUNK: usize = 32;

/// Writes bytes as hexadecimal digits, two a byte, in lower case.
///
/// ```
/// use kmip_types::lexical::write_hex;
///
/// let mut text = String::new();
/// write_hex(&mut text, &[0xC5, 0x0F, 0x77])?;
/// assert_eq!(text, "c50f77");
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
/// Whatever `out` refuses.
pub fn write_hex<W: Write + ?Sized>(out: &mut W, bytes: &[u8]) -> fmt::Result {
    let mut digits = [0; CHUNK * 2];
    let result = bytes.chunks(CHUNK).try_for_each(|chunk| {
        for (pair, byte) in digits.chunks_exact_mut(2).zip(chunk) {
            if let [high, low] = pair {
                *high = digit(byte >> 4);
                *low = digit(byte & 0x0F);
            }
        }
        let text = digits.get(..chunk.len() * 2).and_then(|digits| core::str::from_utf8(digits).ok());
        out.write_str(text.unwrap_or_default())
    });
    #[cfg(feature = "zeroize")]
    zeroize::Zeroize::zeroize(&mut digits);
    result
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec;

    use super::*;

    #[test]
    fn every_byte_as_a_digit() {
        for byte in 0..=u8::MAX {
            let expected = char::from(byte).to_digit(16);
            let (value, valid) = nibble(byte);
            assert_eq!(valid, if expected.is_some() { 0xFF } else { 0 }, "{byte:#x}");
            assert_eq!(u32::from(value), expected.unwrap_or(0), "{byte:#x}");
        }
        for value in 0..16 {
            assert_eq!(format!("{value:x}"), String::from(char::from(digit(value))));
        }
    }

    #[test]
    fn every_byte_there_and_back() {
        let all: Vec<u8> = (0..=u8::MAX).chain(0..77).collect();
        let mut text = String::new();
        write_hex(&mut text, &all).unwrap();
        let expected: String = all.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(text, expected);
        let mut bytes = vec![9];
        append_hex(&text.to_uppercase(), &mut bytes).unwrap();
        assert_eq!(bytes[1..], all);
        assert_eq!(bytes[0], 9);
    }

    #[test]
    fn what_is_refused() {
        for digits in ["0", "000", "0x00", "0g", "g0", "0 ", " 0", "00 00", "\u{661}", "0\n"] {
            let mut bytes = vec![7, 8];
            assert_eq!(append_hex(digits, &mut bytes), Err(ErrorKind::Hex), "{digits:?}");
            assert_eq!(bytes, [7, 8]);
        }
        assert_eq!(decode_hex("0000", &mut [0; 1]), Err(ErrorKind::Hex));
        assert_eq!(decode_hex("00", &mut [0; 2]), Err(ErrorKind::Hex));
        assert_eq!(decode_hex("", &mut []), Ok(()));
    }
}
