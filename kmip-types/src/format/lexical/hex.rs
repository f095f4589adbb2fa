//! Bytes as hexadecimal digits.
//!
//! The bytes can be keys: two digits are converted at once in the halves of a number, without a table and without a
//! branch, so that neither the time nor the cache tells which digits there are. Loops of a fixed length become vector
//! instructions.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::{Ascii, Sink};
use crate::ErrorKind;
use crate::format::integer::{minimal, sign_extension};

/// Returns the byte that two digits of either case spell.
///
/// If they are digits, the bits of `WRONG` are not set in the other number.
#[inline(always)]
const fn byte(digits: [u8; 2]) -> (u8, u16) {
    let digits = u16::from_le_bytes(digits);
    let lower = digits | 0x2020;
    // Adding up to 0x80 sets the upper bit of a half from `0` and from `a` on, and from what follows `9` and `f`. A half
    // above 0x7F, which is no digit, may spoil the other one.
    let is_decimal = digits.wrapping_add(0x5050) & !digits.wrapping_add(0x4646);
    let is_letter = lower.wrapping_add(0x1F1F) & !lower.wrapping_add(0x1919);
    let wrong = digits | !(is_decimal | is_letter);
    let letters = (digits >> 6) & 0x0101;
    let values = (digits & 0x0F0F).wrapping_add(letters.wrapping_mul(9));
    let [_, byte] = values.wrapping_add(values << 12).to_le_bytes();
    (byte, wrong)
}

/// The upper bits of both halves.
const WRONG: u16 = 0x8080;

/// The two digits of a byte, in lower case.
#[inline(always)]
fn digits(byte: u8) -> [u8; 2] {
    let byte = u16::from(byte);
    let values = (byte >> 4) | ((byte & 0x0F) << 8);
    let letters = (values.wrapping_add(0x0606) >> 4) & 0x0101;
    values.wrapping_add(0x3030).wrapping_add(letters.wrapping_mul(0x27)).to_le_bytes()
}

/// Decodes hexadecimal digits into a buffer of just the right size.
///
/// The digits can be of either case, two a byte.
///
/// ```
/// use kmip_types::format::lexical::decode_hex;
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
    let (pairs, []) = digits.as_bytes().as_chunks() else { return Err(ErrorKind::Hex) };
    if pairs.len() != out.len() {
        return Err(ErrorKind::Hex);
    }
    let (blocks, rest) = pairs.as_chunks::<CHUNK>();
    let (out_blocks, out_rest) = out.as_chunks_mut::<CHUNK>();
    let mut wrong = [0; CHUNK];
    for (block, out) in blocks.iter().zip(out_blocks) {
        decode(block, out, &mut wrong);
    }
    decode(rest, out_rest, &mut wrong);
    let wrong = wrong.iter().fold(0, |all, wrong| all | wrong);
    if wrong & WRONG == 0 { Ok(()) } else { Err(ErrorKind::Hex) }
}

/// Decodes as many pairs of digits as there are bytes.
///
/// It notes for each pair what is wrong.
#[inline(always)]
fn decode(pairs: &[[u8; 2]], out: &mut [u8], wrong: &mut [u16; CHUNK]) {
    for ((pair, slot), wrong) in pairs.iter().zip(out).zip(wrong) {
        let (value, marks) = byte(*pair);
        *slot = value;
        *wrong |= marks;
    }
}

/// Decodes hexadecimal digits to the end of a vector.
///
/// The digits can be of either case, two a byte.
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

/// The number of bytes converted at a time.
///
/// Most often, an identifier has as many.
const CHUNK: usize = 16;
/// The number of bytes that most keys have.
const KEY: usize = 32;
/// The number of bytes written at a time, where there are many.
const BLOCK: usize = 64;

/// Writes bytes as hexadecimal digits, two a byte, in lower case.
///
/// ```
/// use kmip_types::format::lexical::write_hex;
///
/// let mut text = String::new();
/// write_hex(&mut text, &[0xC5, 0x0F, 0x77])?;
/// assert_eq!(text, "c50f77");
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
/// Whatever `out` refuses.
pub fn write_hex<W: Sink + ?Sized>(out: &mut W, bytes: &[u8]) -> fmt::Result {
    if let Some((first, [])) = bytes.split_first_chunk() {
        return write_block::<_, KEY, { 2 * KEY }>(out, first);
    }
    if bytes.len() < CHUNK { write_few(out, bytes) } else { write_many(out, bytes) }
}

/// Writes a chunk and more.
#[inline(never)]
fn write_many<W: Sink + ?Sized>(out: &mut W, bytes: &[u8]) -> fmt::Result {
    let (blocks, rest) = bytes.as_chunks();
    for block in blocks {
        write_block::<_, BLOCK, { 2 * BLOCK }>(out, block)?;
    }
    let (chunks, rest) = rest.as_chunks();
    for chunk in chunks {
        write_chunk(out, chunk, CHUNK)?;
    }
    if rest.is_empty() { Ok(()) } else { write_few(out, rest) }
}

/// Writes a Big Integer, of any length, in hexadecimal.
///
/// The digits are those of its two's complement, sign extended to a multiple of eight bytes.
///
/// KMIP 2.1 §10.1.5: what XML writes, and JSON behind `0x`.
///
/// ```
/// use kmip_types::format::lexical::write_big_integer;
///
/// let mut text = String::new();
/// write_big_integer(&mut text, &[0xFE, 0xD4])?;
/// assert_eq!(text, "fffffffffffffed4");
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
/// Whatever `out` refuses.
#[inline(never)]
pub fn write_big_integer<W: Sink + ?Sized>(out: &mut W, bytes: &[u8]) -> fmt::Result {
    let number = minimal(bytes);
    let (count, sign) = sign_extension(number);
    write_hex(out, [sign; 7].get(..count).unwrap_or_default())?;
    write_hex(out, number)
}

/// Writes fewer bytes than a chunk.
fn write_few<W: Sink + ?Sized>(out: &mut W, few: &[u8]) -> fmt::Result {
    #[cfg_attr(not(feature = "zeroize"), allow(unused_mut))]
    let mut chunk: [u8; CHUNK] = padded(few).to_le_bytes();
    let result = write_chunk(out, &chunk, few.len());
    #[cfg(feature = "zeroize")]
    zeroize::Zeroize::zeroize(&mut chunk);
    result
}

/// Returns fewer bytes than a chunk as the lower ones of a number.
///
/// It uses two reads that may overlap, rather than going byte by byte.
#[inline]
fn padded(bytes: &[u8]) -> u128 {
    let count = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (count - 8));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let number = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (count - 4));
        return number.into();
    }
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// Writes the first `count` bytes of a chunk.
// By itself it becomes vector instructions, in its callers it might not.
#[inline(never)]
fn write_chunk<W: Sink + ?Sized>(out: &mut W, chunk: &[u8; CHUNK], count: usize) -> fmt::Result {
    let mut text = Ascii([0; 2 * CHUNK]);
    encode(chunk, text.0.as_chunks_mut().0);
    let result = out.put_ascii(&text, 2 * count);
    #[cfg(feature = "zeroize")]
    zeroize::Zeroize::zeroize(&mut text.0);
    result
}

/// Writes a whole block.
#[inline(never)]
fn write_block<W: Sink + ?Sized, const N: usize, const DIGITS: usize>(out: &mut W, block: &[u8; N]) -> fmt::Result {
    let mut text = Ascii([0; DIGITS]);
    encode(block, text.0.as_chunks_mut().0);
    let result = out.put_ascii(&text, DIGITS);
    #[cfg(feature = "zeroize")]
    zeroize::Zeroize::zeroize(&mut text.0);
    result
}

/// Converts as many bytes as there are.
#[inline(always)]
fn encode<const N: usize>(bytes: &[u8; N], out: &mut [[u8; 2]]) {
    for (byte, pair) in bytes.iter().zip(out) {
        *pair = digits(*byte);
    }
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec;

    use super::*;

    #[test]
    fn every_two_bytes_as_digits() {
        for pair in 0..=u16::MAX {
            let [high, low] = pair.to_be_bytes();
            let expected = char::from(high).to_digit(16).zip(char::from(low).to_digit(16));
            let (value, wrong) = byte([high, low]);
            assert_eq!(wrong & WRONG == 0, expected.is_some(), "{pair:#x}");
            assert!(expected.is_none_or(|(high, low)| u32::from(value) == high * 16 + low), "{pair:#x}");
        }
        for value in 0..=u8::MAX {
            assert_eq!(core::str::from_utf8(&digits(value)), Ok(&*format!("{value:02x}")));
        }
    }

    #[test]
    fn every_byte_there_and_back() {
        for length in 0..200 {
            there_and_back(length);
        }
        there_and_back(1000);
    }

    fn there_and_back(length: usize) {
        let all: Vec<u8> = (0..=u8::MAX).cycle().skip(length / 2).take(length).collect();
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
        for at in 0..80 {
            let mut digits = "a7".repeat(40);
            digits.replace_range(at..=at, "g");
            assert_eq!(decode_hex(&digits, &mut [0; 40]), Err(ErrorKind::Hex), "{at}");
        }
        assert_eq!(decode_hex("0000", &mut [0; 1]), Err(ErrorKind::Hex));
        assert_eq!(decode_hex("00", &mut [0; 2]), Err(ErrorKind::Hex));
        assert_eq!(decode_hex("", &mut []), Ok(()));
    }
}
