//! A slice as a sink of text.

use core::fmt;

use crate::slice_sink::fill;

/// A slice that text is written into, from its start.
///
/// It is for devices without an allocator.
///
/// What has no room is refused as a whole, with an error; the writers of XML and JSON make it a
/// [`BufferFull`](crate::ErrorKind::BufferFull).
///
/// ```
/// use core::fmt::Write;
/// use kmip_types::format::SliceText;
///
/// let mut buffer = [0; 8];
/// let mut text = SliceText::new(&mut buffer);
/// write!(text, "{:#x}", 0x420020)?;
/// assert_eq!(text.as_str(), "0x420020");
/// assert!(text.write_char('!').is_err());
/// # Ok::<(), core::fmt::Error>(())
/// ```
pub struct SliceText<'b> {
    bytes: &'b mut [u8],
    length: usize,
}

impl<'b> SliceText<'b> {
    /// A sink with nothing in it yet.
    #[must_use]
    pub const fn new(bytes: &'b mut [u8]) -> Self {
        Self { bytes, length: 0 }
    }

    /// Returns what was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only whole texts were written, so it is one.
        self.bytes.get(..self.length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Returns how many bytes were written.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Returns whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl fmt::Write for SliceText<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let free = self.bytes.get_mut(self.length..).unwrap_or_default();
        let place = free.get_mut(..text.len()).ok_or(fmt::Error)?;
        fill(place, text.as_bytes()).ok_or(fmt::Error)?;
        self.length = self.length.wrapping_add(text.len());
        Ok(())
    }
}

/// Prints how full the slice is, never what is in it.
impl fmt::Debug for SliceText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SliceText({} of {} bytes)", self.length, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use core::fmt::Write;

    use super::*;

    #[test]
    fn what_has_no_room_is_refused_as_a_whole() {
        let mut buffer = [0; 5];
        let mut text = SliceText::new(&mut buffer);
        assert!(text.is_empty());
        text.write_str("abc").unwrap();
        assert!(text.write_str("def").is_err());
        assert_eq!((text.as_str(), text.len()), ("abc", 3));
        text.write_str("\u{391}").unwrap();
        assert_eq!(text.as_str(), "abc\u{391}");
        text.write_str("").unwrap();
        assert!(text.write_char('!').is_err());
    }
}
