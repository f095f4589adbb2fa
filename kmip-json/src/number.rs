//! Numbers: from their digits, never through a float.

/// The bound that numbers stay below, on either side.
///
/// A number that does not has to be hexadecimal.
///
/// KMIP Profiles 2.1 §5.5.1.6, which names the upper bound only; a double is exact twice as far.
const BOUND: i128 = 1 << 52;

/// The integer that a number is, given as it stands.
///
/// `None` if it is none, or is larger than 128 bits.
///
/// Strict: digits and perhaps a minus sign, and less than the bound. Lenient: also larger ones, and a fraction or an
/// exponent where the number is an integer all the same, such as `1.0` or `1e3`.
pub(crate) fn integral(raw: &str, lenient: bool) -> Option<i128> {
    // Few digits are below the bound.
    if let Some(value) = Some(raw).filter(|raw| raw.len() < 16).and_then(|raw| raw.parse::<i64>().ok()) {
        return Some(value.into());
    }
    if !raw.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        let value: i128 = raw.parse().ok()?;
        return (lenient || (1 - BOUND..BOUND).contains(&value)).then_some(value);
    }
    if lenient { scaled(raw) } else { None }
}

/// The integer that a number with a fraction or an exponent is, if it is one.
#[cold]
fn scaled(raw: &str) -> Option<i128> {
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (sign, digits) = mantissa.strip_prefix('-').map_or((1, mantissa), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        return Some(0);
    }
    let exponent: i64 = exponent.parse().ok()?;
    // How many digits stand before the point once it has moved; zeros are added where there are fewer.
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let mut value = 0_i128;
    let mut place = 0_i64;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if place < point {
            let digit = i128::from(byte.checked_sub(b'0')?);
            value = value.checked_mul(10)?.checked_add(sign * digit)?;
        } else if byte != b'0' {
            return None;
        }
        place += 1;
    }
    // The number is not zero, so it is too large after a few rounds if there are many.
    while place < point {
        value = value.checked_mul(10)?;
        place += 1;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn digits() {
        for (raw, value) in [
            ("0", 0),
            ("-0", 0),
            ("8", 8),
            ("-2", -2),
            ("4503599627370495", BOUND - 1),
            ("-4503599627370495", 1 - BOUND),
        ] {
            assert_eq!(integral(raw, false), Some(value), "{raw}");
            assert_eq!(integral(raw, true), Some(value), "{raw}");
        }
    }

    #[test]
    fn large_numbers_are_for_lenient_readers() {
        for value in [BOUND, -BOUND, 9_007_199_254_740_993, i128::from(u64::MAX), i128::MAX, i128::MIN] {
            let raw = format!("{value}");
            assert_eq!(integral(&raw, false), None, "{raw}");
            assert_eq!(integral(&raw, true), Some(value), "{raw}");
        }
        assert_eq!(integral("170141183460469231731687303715884105728", true), None);
    }

    #[test]
    fn fractions_and_exponents_are_for_lenient_readers() {
        for (raw, value) in [
            ("1.0", 1),
            ("1e3", 1000),
            ("1E+3", 1000),
            ("-1.5e1", -15),
            ("0.001e3", 1),
            ("1200e-2", 12),
            ("10.00e-1", 1),
            ("0.0", 0),
            ("-0.0", 0),
            ("0e99999999999999999999", 0),
            ("0.0e-5", 0),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("1e38", 100_000_000_000_000_000_000_000_000_000_000_000_000),
        ] {
            assert_eq!(integral(raw, false), None, "{raw}");
            assert_eq!(integral(raw, true), Some(value), "{raw}");
        }
        for raw in [
            "1.5",
            "1e-1",
            "10.01e1",
            "1e39",
            "1e400",
            "1e9223372036854775807",
            "1e-9223372036854775808",
            "1e99999999999999999999",
        ] {
            assert_eq!(integral(raw, true), None, "{raw}");
        }
    }
}
