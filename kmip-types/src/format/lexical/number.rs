//! Numbers, decimal and hexadecimal; none ever passes through a float.

use core::fmt;
use core::str::FromStr;

use super::{Ascii, Sink};
use crate::{ErrorKind, Tag};

/// Reads digits after an optional sign, leading zeros allowed.
///
/// It is what `xsd:int` and its kin allow.
fn decimal<T: FromStr>(text: &str) -> Result<T, ErrorKind> {
    text.parse().map_err(|_| ErrorKind::Number)
}

/// An Integer in decimal.
///
/// # Errors
/// [`Number`](ErrorKind::Number): not a number, or out of range.
pub fn integer(text: &str) -> Result<i32, ErrorKind> {
    decimal(text)
}

/// A Long Integer, or the microseconds of a Date Time Extended, in decimal.
///
/// # Errors
/// [`Number`](ErrorKind::Number): not a number, or out of range.
pub fn long_integer(text: &str) -> Result<i64, ErrorKind> {
    decimal(text)
}

/// The seconds of an Interval, or the number of an enumeration's value, in decimal.
///
/// # Errors
/// [`Number`](ErrorKind::Number): not a number, or out of range.
pub fn interval(text: &str) -> Result<u32, ErrorKind> {
    decimal(text)
}

/// Writes a number in decimal.
///
/// It is less work than `Display`, which also knows of width and fill.
///
/// ```
/// use kmip_types::format::lexical::write_decimal;
///
/// let mut text = String::new();
/// write_decimal(&mut text, -2048)?;
/// assert_eq!(text, "-2048");
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
/// Whatever `out` refuses.
pub fn write_decimal<W: Sink + ?Sized>(out: &mut W, value: i64) -> fmt::Result {
    match u32::try_from(value) {
        Ok(number @ ..=9999) => write_short(out, number),
        _ => write_long(out, value),
    }
}

/// Writes a number of at most four digits: all at once, without a loop.
#[inline]
fn write_short<W: Sink + ?Sized>(out: &mut W, number: u32) -> fmt::Result {
    // Two pairs of digits, then four digits, each in a byte of its own and the first one lowest. A tenth of what is below a
    // hundred is 103 / 1024 of it, rounded down.
    let pairs = (number / 100) | ((number % 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F;
    let digits = tens | ((pairs - 10 * tens) << 8);
    // The last one is written even if it is 0.
    let zeros = (digits | 0x0100_0000).trailing_zeros() / 8;
    let text = (digits | 0x3030_3030) >> (8 * zeros);
    let count = usize::try_from(4 - zeros).unwrap_or_default();
    out.put_ascii(&Ascii(u128::from(text).to_le_bytes()), count)
}

/// Writes a number with a sign, or of many digits.
#[inline(never)]
fn write_long<W: Sink + ?Sized>(out: &mut W, value: i64) -> fmt::Result {
    let mut text = Ascii([b'0'; 32]);
    let mut start = text.0.len();
    let mut set = |byte| {
        start = start.saturating_sub(1);
        if let Some(slot) = text.0.get_mut(start) {
            *slot = byte;
        }
    };
    let mut rest = value.unsigned_abs();
    // Zero is a short number.
    while rest > 0 {
        set(digit(rest % 10));
        rest /= 10;
    }
    if value < 0 {
        set(b'-');
    }
    out.put(text.from(start))
}

/// The digit of a number below ten.
const fn digit(number: u64) -> u8 {
    let [low, ..] = number.to_le_bytes();
    b'0'.wrapping_add(low)
}

/// Returns what follows `0x`; `None` if the text does not begin with it.
#[must_use]
pub fn hex_digits(text: &str) -> Option<&str> {
    text.strip_prefix("0x")
}

/// Reads a number from eight hexadecimal digits.
///
/// If `short` is set, it may also have fewer, but at least one.
///
/// An Integer is its two's complement: `u32::cast_signed` makes it one.
///
/// ```
/// use kmip_types::format::lexical::{hex_digits, hex_u32};
///
/// let digits = hex_digits("0xffffffff").ok_or("no hexadecimal number")?;
/// assert_eq!(hex_u32(digits, false).map(u32::cast_signed), Ok(-1));
/// # Ok::<(), &str>(())
/// ```
///
/// # Errors
/// [`Hex`](ErrorKind::Hex): something else than a digit, or another number of them.
pub fn hex_u32(digits: &str, short: bool) -> Result<u32, ErrorKind> {
    if !digits_are(digits, 8, short) {
        return Err(ErrorKind::Hex);
    }
    u32::from_str_radix(digits, 16).map_err(|_| ErrorKind::Hex)
}

/// Reads a number from sixteen hexadecimal digits.
///
/// If `short` is set, it may also have fewer, but at least one.
///
/// A Long Integer or a date is its two's complement: `u64::cast_signed` makes it one.
///
/// # Errors
/// [`Hex`](ErrorKind::Hex): something else than a digit, or another number of them.
pub fn hex_u64(digits: &str, short: bool) -> Result<u64, ErrorKind> {
    if !digits_are(digits, 16, short) {
        return Err(ErrorKind::Hex);
    }
    u64::from_str_radix(digits, 16).map_err(|_| ErrorKind::Hex)
}

/// `from_str_radix` takes a sign, so the digits are looked at first.
fn digits_are(digits: &str, count: usize, short: bool) -> bool {
    let fits = if short { (1..=count).contains(&digits.len()) } else { digits.len() == count };
    fits && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A tag in hexadecimal: `0x` and six digits.
///
/// # Errors
/// [`Hex`](ErrorKind::Hex): another form. [`InvalidTag`](ErrorKind::InvalidTag): a number that no item can carry.
pub fn tag(text: &str) -> Result<Tag, ErrorKind> {
    tag_of(hex_digits(text))
}

/// A tag in hexadecimal as some peers write it: `0x` or `0X`, and six digits.
///
/// # Errors
/// As for [`tag`].
pub fn tag_in_either_case(text: &str) -> Result<Tag, ErrorKind> {
    tag_of(hex_digits(text).or_else(|| text.strip_prefix("0X")))
}

/// A tag from the digits behind the prefix.
fn tag_of(digits: Option<&str>) -> Result<Tag, ErrorKind> {
    let digits = digits.filter(|digits| digits.len() == 6).ok_or(ErrorKind::Hex)?;
    let tag = Tag::new(hex_u32(digits, true)?);
    if tag.is_valid() { Ok(tag) } else { Err(ErrorKind::InvalidTag) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_bounds() {
        assert_eq!(integer("2147483647"), Ok(i32::MAX));
        assert_eq!(integer("-2147483648"), Ok(i32::MIN));
        assert_eq!(integer("2147483648"), Err(ErrorKind::Number));
        assert_eq!(integer("-2147483649"), Err(ErrorKind::Number));
        assert_eq!(integer("+0008"), Ok(8));
        assert_eq!(integer("-0"), Ok(0));
        assert_eq!(long_integer("9223372036854775807"), Ok(i64::MAX));
        assert_eq!(long_integer("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(long_integer("9223372036854775808"), Err(ErrorKind::Number));
        // 2^53 + 1 has no double.
        assert_eq!(long_integer("9007199254740993"), Ok(9_007_199_254_740_993));
        assert_eq!(interval("4294967295"), Ok(u32::MAX));
        assert_eq!(interval("4294967296"), Err(ErrorKind::Number));
        assert_eq!(interval("-1"), Err(ErrorKind::Number));
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn decimals_are_written_as_display_writes_them() {
        use alloc::string::{String, ToString};

        let powers = (0..19).map(|power| 10_i64.pow(power));
        for value in (-1001..10_001).chain(powers.flat_map(|n| [n - 1, n, n + 1])).chain([i64::MAX, i64::MIN]) {
            let mut text = String::new();
            write_decimal(&mut text, value).unwrap();
            assert_eq!(text, value.to_string());
        }
    }

    #[test]
    fn what_is_no_decimal() {
        for text in ["", " ", "-", "+", "1 ", " 1", "1 2", "1.0", "1e3", "0x1", "--1", "+-1", "\u{661}", "1_000"] {
            assert_eq!(integer(text), Err(ErrorKind::Number), "{text:?}");
            assert_eq!(long_integer(text), Err(ErrorKind::Number), "{text:?}");
            assert_eq!(interval(text), Err(ErrorKind::Number), "{text:?}");
        }
    }

    #[test]
    fn hexadecimal_widths() {
        assert_eq!(hex_digits("0x1"), Some("1"));
        assert_eq!(hex_digits("0X1"), None);
        assert_eq!(hex_digits("1"), None);
        assert_eq!(hex_u32("8000000a", false), Ok(0x8000_000A));
        assert_eq!(hex_u32("FFFFFFFF", false).map(u32::cast_signed), Ok(-1));
        assert_eq!(hex_u32("000000c", false), Err(ErrorKind::Hex));
        assert_eq!(hex_u32("000000c", true), Ok(12));
        assert_eq!(hex_u32("c", true), Ok(12));
        assert_eq!(hex_u32("00000000c", true), Err(ErrorKind::Hex));
        assert_eq!(hex_u64("fffffffffffffffe", false).map(u64::cast_signed), Ok(-2));
        assert_eq!(hex_u64("c", true), Ok(12));
        assert_eq!(hex_u64("c", false), Err(ErrorKind::Hex));
        for text in ["", "+1", "-1", "1 ", "g", "0x1"] {
            assert_eq!(hex_u32(text, true), Err(ErrorKind::Hex), "{text:?}");
            assert_eq!(hex_u64(text, true), Err(ErrorKind::Hex), "{text:?}");
        }
        assert_eq!(hex_u32("+0000001", false), Err(ErrorKind::Hex));
    }

    #[test]
    fn tags() {
        assert_eq!(tag("0x42006B"), Ok(Tag::PROTOCOL_VERSION_MINOR));
        assert_eq!(tag("0x42006b"), Ok(Tag::PROTOCOL_VERSION_MINOR));
        assert_eq!(tag("0x54FFFF"), Ok(Tag::new(0x54_FFFF)));
        for text in ["", "42006b", "0x42006", "0x042006b", "0x42006g", "0x+2006b"] {
            assert_eq!(tag(text), Err(ErrorKind::Hex), "{text}");
        }
        for text in ["0x41ffff", "0x430001", "0x000000", "0x550000"] {
            assert_eq!(tag(text), Err(ErrorKind::InvalidTag), "{text}");
        }
    }
}
