//! Dates and times: `2008-03-14T11:56:40+00:00`, from and to POSIX time.
//!
//! The calendar is the proleptic Gregorian one, years 0001 to 9999; POSIX has no leap seconds.

use core::fmt;

use super::{Ascii, Sink};
use crate::ErrorKind;

const SECONDS_PER_DAY: i64 = 86_400;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;
/// Days before the month, in a year that is no leap year.
const DAYS_BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// POSIX seconds from a date and time; a fraction of a second is dropped.
///
/// Strict: `YYYY-MM-DDThh:mm:ss`, perhaps a fraction, then `Z` or an offset up to `±14:00`. `24:00:00` is midnight at the
/// end of the day. Lenient: no zone means UTC, and `t` and `z` may be lower case.
///
/// ```
/// use kmip_types::format::lexical::date_time;
///
/// assert_eq!(date_time("2001-01-01T10:00:00+10:00", false), Ok(978_307_200));
/// assert_eq!(date_time("2008-03-14T11:56:40.9", true), Ok(0x47DA_67F8));
/// ```
///
/// # Errors
/// [`Date`](ErrorKind::Date): the form is another, the day does not exist, the second is 60.
pub fn date_time(text: &str, lenient: bool) -> Result<i64, ErrorKind> {
    Moment::parse(text.as_bytes(), lenient).map(|moment| moment.seconds).ok_or(ErrorKind::Date)
}

/// POSIX microseconds from a date and time with at most six digits of fraction.
///
/// No version spells a Date Time Extended so; peers do. Otherwise as [`date_time`].
///
/// # Errors
/// [`Date`](ErrorKind::Date), also for more digits than microseconds have.
pub fn date_time_extended(text: &str, lenient: bool) -> Result<i64, ErrorKind> {
    let moment = Moment::parse(text.as_bytes(), lenient).ok_or(ErrorKind::Date)?;
    let scale = u32::try_from(moment.fraction.len()).ok().and_then(|digits| 6_u32.checked_sub(digits));
    let scale = scale.ok_or(ErrorKind::Date)?;
    let micros = number(moment.fraction).ok_or(ErrorKind::Date)? * 10_i64.pow(scale);
    Ok(moment.seconds * 1_000_000 + micros)
}

/// A point in time: the second, and the digits behind it.
struct Moment<'t> {
    seconds: i64,
    fraction: &'t [u8],
}

impl<'t> Moment<'t> {
    fn parse(text: &'t [u8], lenient: bool) -> Option<Self> {
        #[rustfmt::skip]
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, t, h0, h1, b':', n0, n1, b':', s0, s1, rest @ ..] = text else {
            return None;
        };
        if *t != b'T' && !(lenient && *t == b't') {
            return None;
        }
        let day = day(number(&[*y0, *y1, *y2, *y3])?, number(&[*m0, *m1])?, number(&[*d0, *d1])?)?;
        let (hour, minute, second) = (number(&[*h0, *h1])?, number(&[*n0, *n1])?, number(&[*s0, *s1])?);
        let (fraction, zone) = match rest {
            [b'.', rest @ ..] => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                rest.split_at_checked(digits).filter(|(fraction, _)| !fraction.is_empty())?
            }
            rest => (&[][..], rest),
        };
        let end_of_day = hour == 24 && minute == 0 && second == 0 && fraction.iter().all(|digit| *digit == b'0');
        if (hour > 23 && !end_of_day) || minute > 59 || second > 59 {
            return None;
        }
        let local = day * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
        Some(Self { seconds: local - offset(zone, lenient)?, fraction })
    }
}

/// The number that decimal digits spell; no digits are zero. At most 18 digits.
fn number(digits: &[u8]) -> Option<i64> {
    if digits.len() > 18 {
        return None;
    }
    digits.iter().try_fold(0, |n, byte| byte.is_ascii_digit().then(|| n * 10 + i64::from(byte - b'0')))
}

/// Returns how many seconds the zone is ahead of UTC.
fn offset(zone: &[u8], lenient: bool) -> Option<i64> {
    let (sign, hours, minutes) = match zone {
        b"Z" => return Some(0),
        b"z" | b"" => return lenient.then_some(0),
        [b'+', h0, h1, b':', m0, m1] => (1, number(&[*h0, *h1])?, number(&[*m0, *m1])?),
        [b'-', h0, h1, b':', m0, m1] => (-1, number(&[*h0, *h1])?, number(&[*m0, *m1])?),
        _ => return None,
    };
    let seconds = hours * 3600 + minutes * 60;
    (minutes < 60 && seconds <= 14 * 3600).then_some(sign * seconds)
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from 0001-01-01 to the first of January of a year, which is at least 1.
const fn days_before_year(year: i64) -> i64 {
    let years = year - 1;
    years * 365 + years / 4 - years / 100 + years / 400
}

/// Days from 0001-01-01 to the first of a month, from 1 to 12.
fn days_before_month(year: i64, month: i64) -> Option<i64> {
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    let leap_day = i64::from(month > 2 && is_leap(year));
    Some(days_before_year(year) + DAYS_BEFORE.get(index)? + leap_day)
}

/// Days from 1970-01-01 to a date, if that date exists.
fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    if year == 0 || day == 0 {
        return None;
    }
    let first = days_before_month(year, month)?;
    let next = if month == 12 { days_before_year(year + 1) } else { days_before_month(year, month + 1)? };
    let date = first + day - 1;
    (date < next).then_some(date - EPOCH)
}

/// Year, month and day of a day, counted from 1970-01-01.
///
/// `None` outside the years 0001 to 9999.
fn date(day: i64) -> Option<(u32, u32, u32)> {
    let day = day.checked_add(EPOCH).filter(|day| (0..days_before_year(10_000)).contains(day))?;
    // Years that begin in March end with the leap day; 306 days before 0001-01-01 one of them began, and with it the 400
    // years that are 146,097 days.
    let day = u32::try_from(day).ok()? + 306;
    let (era, day) = (day / 146_097, day % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Five months from March on, and the next five, are 153 days.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (next_year, month) = if month < 10 { (0, month + 3) } else { (1, month - 9) };
    Some((400 * era + year + next_year, month, day))
}

/// Writes POSIX seconds as `YYYY-MM-DDThh:mm:ss+00:00`.
///
/// Outside the years 0001 to 9999 they are written as `0x` and sixteen digits.
///
/// ```
/// use kmip_types::format::lexical::write_date_time;
///
/// let mut text = String::new();
/// write_date_time(&mut text, 0x51CA_AFBD)?;
/// assert_eq!(text, "2013-06-26T09:09:17+00:00");
/// # Ok::<(), std::fmt::Error>(())
/// ```
///
/// # Errors
/// Whatever `out` refuses.
pub fn write_date_time<W: Sink + ?Sized>(out: &mut W, seconds: i64) -> fmt::Result {
    let Some((year, month, day)) = date(seconds.div_euclid(SECONDS_PER_DAY)) else {
        return out.put_formatted(format_args!("{seconds:#018x}"));
    };
    let second = u32::try_from(seconds.rem_euclid(SECONDS_PER_DAY)).unwrap_or_default();
    let ([y0, y1], [y2, y3]) = (pair(year / 100), pair(year % 100));
    let ([m0, m1], [d0, d1]) = (pair(month), pair(day));
    let ([h0, h1], [n0, n1], [s0, s1]) = (pair(second / 3600), pair(second / 60 % 60), pair(second % 60));
    #[rustfmt::skip]
    let text = Ascii([
        y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', h0, h1, b':', n0, n1, b':', s0, s1,
        b'+', b'0', b'0', b':', b'0', b'0', b' ', b' ', b' ', b' ', b' ', b' ', b' ',
    ]);
    out.put_ascii(&text, 25)
}

/// The two digits of a number below a hundred.
const fn pair(n: u32) -> [u8; 2] {
    let ([tens, ..], [ones, ..]) = ((n / 10).to_le_bytes(), (n % 10).to_le_bytes());
    [b'0'.wrapping_add(tens), b'0'.wrapping_add(ones)]
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::string::String;

    use super::*;

    fn write(seconds: i64) -> String {
        let mut text = String::new();
        write_date_time(&mut text, seconds).unwrap();
        text
    }

    #[test]
    fn what_the_specifications_print() {
        for (text, seconds) in [
            ("2008-03-14T11:56:40Z", 0x47DA_67F8),
            ("2013-06-26T09:09:17+00:00", 0x51CA_AFBD),
            ("2001-01-01T10:00:00+10:00", 978_307_200),
            ("2001-01-01T10:00:00Z", 0x3A50_5520),
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(date_time(text, false), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn zones_and_fractions() {
        for (text, seconds) in [
            ("1970-01-01T14:00:00+14:00", 0),
            ("1969-12-31T10:00:00-14:00", 0),
            ("1970-01-01T00:00:00-00:00", 0),
            ("1970-01-01T05:45:00+05:45", 0),
            ("1970-01-01T00:00:00.999999999999999999999Z", 0),
            ("1969-12-31T23:59:59.9Z", -1),
            ("0001-01-01T00:00:00+14:00", -62_135_596_800 - 50_400),
        ] {
            assert_eq!(date_time(text, false), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn the_end_of_the_day_and_leap_days() {
        assert_eq!(date_time("1969-12-31T24:00:00Z", false), Ok(0));
        assert_eq!(date_time("1969-12-31T24:00:00.00Z", false), Ok(0));
        assert_eq!(date_time("2000-02-29T00:00:00Z", false), Ok(951_782_400));
        assert_eq!(date_time("2000-03-01T00:00:00Z", false), Ok(951_868_800));
        assert_eq!(date_time("9999-12-31T24:00:00Z", false), Ok(253_402_300_800));
    }

    #[test]
    fn what_is_refused() {
        for text in [
            "",
            "2008-03-14",
            "2008-03-14T11:56Z",
            "2008-03-14 11:56:40Z",
            "2008-03-14T11:56:60Z",
            "2008-03-14T11:60:40Z",
            "2008-03-14T25:00:00Z",
            "2008-03-14T24:00:01Z",
            "2008-03-14T24:01:00Z",
            "2008-03-14T24:00:00.1Z",
            "2008-00-14T11:56:40Z",
            "2008-13-14T11:56:40Z",
            "2008-03-00T11:56:40Z",
            "2008-03-32T11:56:40Z",
            "2008-04-31T11:56:40Z",
            "2007-02-29T11:56:40Z",
            "1900-02-29T11:56:40Z",
            "0000-12-31T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "2008-3-14T11:56:40Z",
            "2008-03-14T11:56:40+14:01",
            "2008-03-14T11:56:40+15:00",
            "2008-03-14T11:56:40+01:60",
            "2008-03-14T11:56:40+1:00",
            "2008-03-14T11:56:40+0100",
            "2008-03-14T11:56:40.Z",
            "2008-03-14T11:56:40,5Z",
            "2008-03-14T11:56:40Z ",
            " 2008-03-14T11:56:40Z",
            "2008-03-14T11:56:40ZZ",
            "+008-03-14T11:56:40Z",
            "2008-03-14T11:56:4\u{661}Z",
        ] {
            assert_eq!(date_time(text, true), Err(ErrorKind::Date), "{text}");
        }
    }

    #[test]
    fn what_only_lenient_readers_take() {
        for (text, seconds) in
            [("2008-03-14T11:56:40", 0x47DA_67F8), ("2008-03-14t11:56:40z", 0x47DA_67F8), ("1970-01-01T00:00:00.5", 0)]
        {
            assert_eq!(date_time(text, false), Err(ErrorKind::Date), "{text}");
            assert_eq!(date_time(text, true), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn microseconds() {
        for (text, micros) in [
            ("2008-03-14T11:56:40.000001Z", 1_205_495_800_000_001),
            ("2008-03-14T11:56:40.5Z", 1_205_495_800_500_000),
            ("2008-03-14T11:56:40Z", 1_205_495_800_000_000),
            ("1969-12-31T23:59:59.999999Z", -1),
        ] {
            assert_eq!(date_time_extended(text, false), Ok(micros), "{text}");
        }
        assert_eq!(date_time_extended("2008-03-14T11:56:40.0000001Z", false), Err(ErrorKind::Date));
        assert_eq!(date_time_extended("2008-03-14T11:56:40.1", false), Err(ErrorKind::Date));
    }

    #[test]
    fn the_range_that_has_a_text() {
        assert_eq!(write(0x47DA_67F8), "2008-03-14T11:56:40+00:00");
        assert_eq!(write(-1), "1969-12-31T23:59:59+00:00");
        assert_eq!(write(-62_135_596_800), "0001-01-01T00:00:00+00:00");
        assert_eq!(write(253_402_300_799), "9999-12-31T23:59:59+00:00");
        assert_eq!(write(-62_135_596_801), "0xfffffff1886e08ff");
        assert_eq!(write(253_402_300_800), "0x0000003afff44180");
        assert_eq!(write(i64::MAX), "0x7fffffffffffffff");
        assert_eq!(write(i64::MIN), "0x8000000000000000");
    }

    /// All years of the calendar's period of 400 have the right months and days.
    ///
    /// The ends of the months are tried, and all days of the years at which rules begin.
    #[test]
    fn days_are_read_as_they_are_written() {
        let mut expected = -62_135_596_800;
        for year in 1..=9999 {
            for month in 1..=12 {
                let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                let days = match month {
                    2 if leap => 29,
                    2 => 28,
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                let is_whole = matches!(year, 1 | 4 | 1600 | 1900 | 1999..=2001 | 9999);
                let is_end = |d| (1599..=2001).contains(&year) && (d == 1 || d == days);
                for d in (1..=days).filter(|d| is_whole || is_end(*d)) {
                    let number = expected / SECONDS_PER_DAY + d - 1;
                    let found = date(number);
                    assert_eq!(found.map(|(y, m, d)| (y.into(), m.into(), d.into())), Some((year, month, d)));
                    assert_eq!(day(year, month, d), Some(number));
                }
                expected += days * SECONDS_PER_DAY;
            }
        }
        assert_eq!(expected, 253_402_300_800);
        for seconds in (-62_135_596_800..=253_402_300_799).step_by(86_399 * 9_973) {
            assert_eq!(date_time(&write(seconds), false), Ok(seconds));
        }
    }

    #[test]
    fn numbers_of_up_to_18_digits() {
        assert_eq!(number(b""), Some(0));
        assert_eq!(number(b"999999999999999999"), Some(999_999_999_999_999_999));
        assert_eq!(number(b"0000000000000000001"), None);
        assert_eq!(number(b"1 "), None);
    }
}
