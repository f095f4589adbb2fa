//! Points in time and lengths of time, as the standard counts them.

use core::fmt;

/// A point in time: POSIX seconds.
///
/// KMIP 2.1 §10.1 (Date Time); since 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime(pub i64);

/// Prints `YYYY-MM-DDThh:mm:ss+00:00`; the number in hexadecimal outside the years 0001 to 9999.
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

/// A length of time: seconds.
///
/// KMIP 2.1 §10.1 (Interval); since 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Interval(pub u32);
