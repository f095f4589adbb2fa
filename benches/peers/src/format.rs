//! The floor of formatting for a writer of text.
//!
//! It is what no writer can do without: digits of numbers, bytes and dates, and the look for what has to be escaped.

/// Text that is written piece by piece.
#[derive(Debug)]
pub(crate) struct Out {
    pub(crate) text: Vec<u8>,
    /// The two digits of every byte.
    digits: [[u8; 2]; 256],
}

/// The digit of half a byte.
fn digit(half: u8) -> u8 {
    if half < 10 { b'0'.wrapping_add(half) } else { b'a'.wrapping_add(half).wrapping_sub(10) }
}

/// Returns whether there is a byte of this kind.
///
/// It looks at sixteen bytes at once, with no way out of the loop. The last sixteen may overlap others.
fn any(bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy) -> bool {
    let some = |chunk: &[u8]| chunk.iter().fold(false, |some, byte| some | is_special(*byte));
    let of_sixteen = |chunk: &[u8; 16]| chunk.iter().fold(false, |some, byte| some | is_special(*byte));
    let (chunks, rest) = bytes.as_chunks();
    let found = chunks.iter().fold(false, |found, chunk| found | of_sixteen(chunk));
    match bytes.last_chunk() {
        Some(last) => found | (!rest.is_empty() && of_sixteen(last)),
        None => some(rest),
    }
}

impl Out {
    pub(crate) fn new() -> Self {
        let digits = core::array::from_fn(|index| {
            let byte = u8::try_from(index).unwrap_or_default();
            [digit(byte >> 4), digit(byte & 15)]
        });
        Self { text: Vec::new(), digits }
    }

    /// Text that is known beforehand.
    pub(crate) fn put(&mut self, text: &str) -> &mut Self {
        self.text.extend_from_slice(text.as_bytes());
        self
    }

    /// Text that XML can hold without escapes; `None` if it cannot.
    pub(crate) fn xml(&mut self, text: &str) -> Option<&mut Self> {
        // A quotation mark and an ampersand differ in one bit.
        let is_special = |byte: u8| (byte < b' ') | (byte | 4 == b'&') | (byte == b'<');
        (!any(text.as_bytes(), is_special)).then(|| self.put(text))
    }

    /// Text that JSON can hold without escapes; `None` if it cannot.
    pub(crate) fn json(&mut self, text: &str) -> Option<&mut Self> {
        let is_special = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
        (!any(text.as_bytes(), is_special)).then(|| self.put(text))
    }

    /// Hexadecimal digits.
    pub(crate) fn hex(&mut self, bytes: &[u8]) -> &mut Self {
        let start = self.text.len();
        self.text.resize(start + 2 * bytes.len(), 0);
        let (pairs, _) = self.text.get_mut(start..).unwrap_or_default().as_chunks_mut();
        for (pair, byte) in pairs.iter_mut().zip(bytes) {
            if let Some(digits) = self.digits.get(usize::from(*byte)) {
                *pair = *digits;
            }
        }
        self
    }

    /// A number that is not negative, with at least so many digits.
    pub(crate) fn number(&mut self, mut value: u32, digits: usize) -> &mut Self {
        let mut buffer = [b'0'; 10];
        let mut count = 0;
        for place in buffer.iter_mut().rev() {
            *place = b'0' + u8::try_from(value % 10).unwrap_or_default();
            value /= 10;
            count += 1;
            if value == 0 && count >= digits {
                break;
            }
        }
        self.text.extend_from_slice(buffer.get(10 - count..).unwrap_or_default());
        self
    }

    /// POSIX seconds, of a date since 1970, in UTC.
    pub(crate) fn date(&mut self, seconds: i64) -> Option<&mut Self> {
        let seconds = u64::try_from(seconds).ok()?;
        let second_of_day = u32::try_from(seconds % 86_400).ok()?;
        // Years from March on, in eras of 400.
        let days = u32::try_from(seconds / 86_400).ok()?.checked_add(719_468)?;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (year, month) = (year_of_era + era * 400 + month / 10, (month + 2) % 12 + 1);
        self.number(year, 4).put("-").number(month, 2).put("-").number(day, 2).put("T");
        self.number(second_of_day / 3_600, 2).put(":").number(second_of_day / 60 % 60, 2).put(":");
        Some(self.number(second_of_day % 60, 2).put("+00:00"))
    }
}

#[cfg(test)]
mod tests {
    use super::Out;

    #[test]
    fn writes_numbers_digits_and_dates() {
        let mut out = Out::new();
        out.number(0, 1).put(" ").number(2_048, 1).put(" ").number(7, 2).put(" ").hex(&[0, 0x5A, 0xFF]);
        assert_eq!(out.text, b"0 2048 07 005aff");
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00+00:00"),
            (951_782_399, "2000-02-28T23:59:59+00:00"),
            (951_782_400, "2000-02-29T00:00:00+00:00"),
            (1_735_689_600, "2025-01-01T00:00:00+00:00"),
        ] {
            let mut out = Out::new();
            assert!(out.date(seconds).is_some());
            assert_eq!(String::from_utf8(out.text).unwrap(), text);
        }
        for (text, in_xml, in_json) in [
            ("identifier", true, true),
            ("a\"b", false, false),
            ("a sentence of more than sixteen bytes & more", false, true),
            ("a \\ early in a sentence of more than sixteen bytes", true, false),
            ("a<b", false, true),
            ("a\tb", false, false),
        ] {
            assert_eq!((Out::new().xml(text).is_some(), Out::new().json(text).is_some()), (in_xml, in_json), "{text}");
        }
    }
}
