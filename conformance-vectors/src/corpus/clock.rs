//! The moment that `$NOW` stands for, and others relative to it, as text.

/// 2020-01-01T00:00:00+00:00 in POSIX seconds.
const NOW: i64 = 0x5E0B_E100;

const DAY: i64 = 86_400;

/// Days in 400, 100, 4 years and one, beginning with a March.
const CYCLES: [(i64, i64); 4] = [(146_097, 400), (36_524, 100), (1_461, 4), (365, 1)];

/// `$NOW` plus so many seconds, as XML writes it.
///
/// `None` beyond the years of four digits.
pub(super) fn now_plus(seconds: i64) -> Option<String> {
    date_time(NOW.checked_add(seconds)?)
}

/// That moment in microseconds, as XML can write a Date Time Extended.
///
/// `None` if it does not fit.
pub(super) fn now_plus_in_microseconds(seconds: i64) -> Option<String> {
    NOW.checked_add(seconds)?.checked_mul(1_000_000).map(|microseconds| microseconds.to_string())
}

fn date_time(posix: i64) -> Option<String> {
    let (days, second) = (posix.div_euclid(DAY), posix.rem_euclid(DAY));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fits = (1..=9999).contains(&year);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00"))
}

/// Year, month and day of a day counted from 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    // Years that begin in March have their leap day at the end: count from 2000-03-01.
    let mut rest = days - 11_017;
    let mut year = 2000;
    for (i, (length, years)) in CYCLES.into_iter().enumerate() {
        // The last century of four, and the last year of four, is one day longer.
        let most = if i == 1 || i == 3 { 3 } else { i64::MAX };
        let count = rest.div_euclid(length).min(most);
        rest -= count * length;
        year += count * years;
    }
    // 153 days are five months in turns of 31 and 30, from March or August on.
    let month = (5 * rest + 2) / 153;
    let day = rest - (153 * month + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_and_around_it() {
        assert_eq!(now_plus(0).unwrap(), "2020-01-01T00:00:00+00:00");
        assert_eq!(now_plus(-3600).unwrap(), "2019-12-31T23:00:00+00:00");
        assert_eq!(now_plus(31_536_000).unwrap(), "2020-12-31T00:00:00+00:00");
        assert_eq!(now_plus(59 * DAY + 61).unwrap(), "2020-02-29T00:01:01+00:00");
        assert_eq!(now_plus(60 * DAY).unwrap(), "2020-03-01T00:00:00+00:00");
        assert_eq!(now_plus(i64::MAX), None);
        assert_eq!(now_plus_in_microseconds(-1).unwrap(), "1577836799000000");
        assert_eq!(now_plus_in_microseconds(i64::MAX / 1_000_000), None);
    }

    #[test]
    fn known_moments() {
        assert_eq!(date_time(0).unwrap(), "1970-01-01T00:00:00+00:00");
        assert_eq!(date_time(0x47DA_67F8).unwrap(), "2008-03-14T11:56:40+00:00");
        assert_eq!(date_time(951_782_399).unwrap(), "2000-02-28T23:59:59+00:00");
        assert_eq!(date_time(951_782_400).unwrap(), "2000-02-29T00:00:00+00:00");
        assert_eq!(date_time(4_107_542_399).unwrap(), "2100-02-28T23:59:59+00:00");
        assert_eq!(date_time(4_107_542_400).unwrap(), "2100-03-01T00:00:00+00:00");
        assert_eq!(date_time(-62_135_596_800).unwrap(), "0001-01-01T00:00:00+00:00");
        assert_eq!(date_time(253_402_300_799).unwrap(), "9999-12-31T23:59:59+00:00");
    }
}
