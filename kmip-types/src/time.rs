//! Points in time and lengths of time, as the standard counts them.

use core::fmt;
use core::time::Duration;
#[cfg(feature = "std")]
use std::time::SystemTime;

/// A point in time: POSIX seconds.
///
/// KMIP 2.1 §10.1 (Date Time); since 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime(pub i64);

#[cfg(feature = "std")]
impl DateTime {
    /// The time of this machine's clock.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// This point in time for the standard library.
    ///
    /// `None` where this machine cannot count so far.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use kmip_types::DateTime;
    ///
    /// let time = DateTime(1_205_495_800);
    /// assert_eq!(time.to_system_time().map(DateTime::from), Some(time));
    /// ```
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        at(Duration::from_secs(self.0.unsigned_abs()), self.0 < 0)
    }
}

/// The last whole second: fractions are cut off.
#[cfg(feature = "std")]
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let farthest = if time < SystemTime::UNIX_EPOCH { i64::MIN } else { i64::MAX };
        Self(whole(time, Duration::as_secs, Duration::from_secs).unwrap_or(farthest))
    }
}

/// Prints the date and time as `YYYY-MM-DDThh:mm:ss+00:00`.
///
/// Outside the years 0001 to 9999 it is the number in hexadecimal.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::format::lexical::write_date_time(f, self.0)
    }
}

/// A point in time: POSIX microseconds.
///
/// KMIP 2.1 §10.1 (Date Time Extended); since 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTimeExtended(pub i64);

#[cfg(feature = "std")]
impl DateTimeExtended {
    /// The time of this machine's clock.
    #[must_use]
    pub fn now() -> Self {
        Self::from_system_time(SystemTime::now()).unwrap_or(Self(i64::MAX))
    }

    /// This point in time for the standard library.
    ///
    /// `None` where this machine cannot count so far.
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        at(Duration::from_micros(self.0.unsigned_abs()), self.0 < 0)
    }

    /// The last whole microsecond of a point in time.
    ///
    /// `None` more than 292,000 years from 1970.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use kmip_types::DateTimeExtended;
    ///
    /// let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_500);
    /// assert_eq!(DateTimeExtended::from_system_time(time), Some(DateTimeExtended(1)));
    /// ```
    #[must_use]
    pub fn from_system_time(time: SystemTime) -> Option<Self> {
        let micros = |duration: &Duration| u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        whole(time, micros, Duration::from_micros).map(Self)
    }
}

/// A length of time: seconds.
///
/// KMIP 2.1 §10.1 (Interval); since 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Interval(pub u32);

impl Interval {
    /// The whole seconds of a duration; `None` for more than 136 years.
    #[must_use]
    pub fn from_duration(duration: Duration) -> Option<Self> {
        u32::try_from(duration.as_secs()).ok().map(Self)
    }
}

impl From<Interval> for Duration {
    fn from(interval: Interval) -> Self {
        Self::from_secs(interval.0.into())
    }
}

/// The point in time so far from 1970.
#[cfg(feature = "std")]
fn at(distance: Duration, is_before: bool) -> Option<SystemTime> {
    if is_before { SystemTime::UNIX_EPOCH.checked_sub(distance) } else { SystemTime::UNIX_EPOCH.checked_add(distance) }
}

/// Returns how many whole units lie between 1970 and this point in time.
///
/// The unit in which it lies counts before 1970.
#[cfg(feature = "std")]
fn whole(time: SystemTime, count: fn(&Duration) -> u64, unit: fn(u64) -> Duration) -> Option<i64> {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(count(&since)).ok(),
        Err(error) => {
            let before = error.duration();
            let units = i64::try_from(count(&before)).ok()?;
            let has_part = before > unit(count(&before));
            units.checked_add(has_part.into())?.checked_neg()
        }
    }
}

#[cfg(test)]
#[cfg(feature = "std")]
mod tests {
    use super::*;

    #[test]
    fn points_in_time_come_back_and_parts_are_cut_off() {
        for seconds in [0, 1, -1, 1_205_495_800, -1_205_495_800] {
            let time = DateTime(seconds).to_system_time().unwrap();
            assert_eq!(DateTime::from(time), DateTime(seconds));
            assert_eq!(DateTime::from(time + Duration::from_millis(999)), DateTime(seconds));
            let micros = DateTimeExtended(seconds * 1_000_000 + 7);
            let time = micros.to_system_time().unwrap();
            assert_eq!(DateTimeExtended::from_system_time(time), Some(micros));
            assert_eq!(DateTimeExtended::from_system_time(time + Duration::from_nanos(999)), Some(micros));
        }
    }

    #[test]
    fn intervals_are_durations_of_whole_seconds() {
        assert_eq!(Duration::from(Interval(90)), Duration::from_secs(90));
        assert_eq!(Interval::from_duration(Duration::from_millis(90_999)), Some(Interval(90)));
        assert_eq!(Interval::from_duration(Duration::from_secs(1 << 32)), None);
    }
}
