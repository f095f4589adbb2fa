//! Heads of CBOR data items, in their only form: the shortest.
//!
//! ```text
//! initial byte   7 .. 5       4 .. 0                        bytes that follow
//!                major type   0..=23 the value itself       –
//!                             24, 25, 26, 27                1, 2, 4, 8: the value, most significant first
//! ```
//!
//! ciborium-ll takes heads apart and puts them together. It reads from a stream: a body cannot be borrowed through it,
//! and a head does not tell how many bytes it took. Both follow from what is left of the slice. Heads of one and two
//! bytes – nearly all heads of a message – are also known here, because that halves the instructions of a walk over
//! the items; a test holds them against ciborium-ll.

use ciborium_ll::{Decoder, Encoder, Error, Header};
use kmip_types::ErrorKind;

/// The most bytes that a head takes.
pub(crate) const LONGEST: usize = 9;

/// Takes the head that `input` starts with, and what follows it.
///
/// `Truncated` where the head is not all there, `Syntax` where it is none, or not the shortest.
#[inline(always)]
pub(crate) fn take(input: &[u8]) -> Result<(Header, &[u8]), ErrorKind> {
    let (initial, value, rest) = match input {
        [initial, rest @ ..] if initial & 0x1F < 24 => (initial, initial & 0x1F, rest),
        [initial, value @ 24..=0xFF, rest @ ..] if initial & 0x1F == 24 => (initial, *value, rest),
        _ => return pull(input),
    };
    let header = match initial >> 5 {
        0 => Header::Positive(value.into()),
        1 => Header::Negative(value.into()),
        2 => Header::Bytes(Some(value.into())),
        3 => Header::Text(Some(value.into())),
        4 => Header::Array(Some(value.into())),
        7 => Header::Simple(value),
        _ => return Err(ErrorKind::Syntax),
    };
    Ok((header, rest))
}

/// Takes the head that every message starts with, that of an array of two elements.
pub(crate) fn take_message(input: &[u8]) -> Result<&[u8], ErrorKind> {
    match take(input)? {
        (Header::Array(Some(2)), rest) => Ok(rest),
        (Header::Array(_), _) => Err(ErrorKind::Length),
        _ => Err(ErrorKind::Syntax),
    }
}

/// A head of any length.
#[inline(never)]
fn pull(input: &[u8]) -> Result<(Header, &[u8]), ErrorKind> {
    let mut rest = input;
    match Decoder::from(&mut rest).pull() {
        Ok(header) if input.len().wrapping_sub(rest.len()) == width(header) => Ok((header, rest)),
        Ok(_) => Err(ErrorKind::Syntax),
        Err(Error::Io(_)) => Err(ErrorKind::Truncated),
        Err(Error::Syntax(_)) => Err(refused(input)),
    }
}

/// Why ciborium-ll does not take a head: it is none, or has a length that this machine cannot count.
#[cold]
fn refused(input: &[u8]) -> ErrorKind {
    const EIGHT_BYTES_FOLLOW: u8 = 27;
    match input.first() {
        Some(initial) if initial & 0x1F == EIGHT_BYTES_FOLLOW => ErrorKind::Truncated,
        _ => ErrorKind::Syntax,
    }
}

/// How many bytes the shortest form of a head takes; 0, which no head takes, for what KC1 never uses.
fn width(header: Header) -> usize {
    let value = match header {
        Header::Positive(n) | Header::Negative(n) => n,
        Header::Bytes(Some(n)) | Header::Text(Some(n)) | Header::Array(Some(n)) => wide(n),
        Header::Simple(n) => n.into(),
        _ => return 0,
    };
    match value {
        0..=23 => 1,
        24..=0xFF => 2,
        0x100..=0xFFFF => 3,
        0x1_0000..=0xFFFF_FFFF => 5,
        _ => LONGEST,
    }
}

/// A length as a number of 64 bits.
fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The most bytes before the body of an item: the head of the message, a key, the head of a pair, a type, a number.
const ROOM: usize = 1 + 5 + 1 + 1 + LONGEST;

/// Heads put one behind another.
pub(crate) struct Heads {
    bytes: [u8; ROOM],
    len: usize,
}

impl Heads {
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; ROOM], len: 0 }
    }

    /// The head of one data item by itself.
    pub(crate) fn of(header: Header) -> Self {
        let mut heads = Self::new();
        heads.push(header);
        heads
    }

    /// Appends a head in its shortest form.
    #[inline(always)]
    pub(crate) fn push(&mut self, header: Header) {
        let (major, value) = match header {
            Header::Positive(n) => (0, n),
            Header::Negative(n) => (1, n),
            Header::Bytes(Some(n)) => (2, wide(n)),
            Header::Text(Some(n)) => (3, wide(n)),
            Header::Array(Some(n)) => (4, wide(n)),
            other => return self.push_any(other),
        };
        match u8::try_from(value) {
            Ok(value @ 0..=23) => self.append([major << 5 | value]),
            Ok(value) => self.append([major << 5 | 24, value]),
            Err(_) => self.push_any(header),
        }
    }

    #[inline(always)]
    fn append<const N: usize>(&mut self, head: [u8; N]) {
        if let Some(room) = self.bytes.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *room = head;
            self.len = self.len.wrapping_add(N);
        }
    }

    /// A head of any length.
    #[inline(never)]
    fn push_any(&mut self, header: Header) {
        let mut room = self.bytes.get_mut(self.len..).unwrap_or_default();
        if Encoder::from(&mut room).push(header).is_ok() {
            self.len = ROOM.wrapping_sub(room.len());
        }
    }

    #[inline(always)]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_heads_are_those_of_ciborium() {
        let mut taken = 0;
        for [initial, next] in (0..=u16::MAX).map(u16::to_be_bytes) {
            for input in [&[initial][..], &[initial, next], &[initial, next, 0], &[initial, next, 0xFF]] {
                let (short, long) = (take(input), pull(input));
                assert_eq!(short, long, "{input:02X?}");
                taken += usize::from(short.is_ok());
            }
        }
        // Six major types of 24 heads of one byte before any other byte, and of 232 heads of two, at the least.
        assert!(taken > 4 * 6 * (24 * 256 + 232), "{taken}");
    }

    #[test]
    fn heads_are_written_as_they_are_read() {
        let values = [0, 23, 24, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0xFFFF_FFFF, 0x1_0000_0000, u64::MAX];
        let widths = [1, 1, 2, 2, 3, 3, 5, 5, 9, 9];
        for (value, width) in values.into_iter().zip(widths) {
            let mut headers = [Header::Positive(value); 5];
            headers[1] = Header::Negative(value);
            // Not every machine can count so far.
            if let Ok(length) = usize::try_from(value) {
                headers[2] = Header::Bytes(Some(length));
                headers[3] = Header::Text(Some(length));
                headers[4] = Header::Array(Some(length));
            }
            for header in headers {
                let heads = Heads::of(header);
                assert_eq!(heads.as_bytes().len(), width);
                assert_eq!(take(heads.as_bytes()), Ok((header, &[][..])));
            }
        }
    }

    #[test]
    fn longer_heads_than_needed_and_other_heads_are_refused() {
        for major in 0..=7_u8 {
            for (more, value) in [
                (24, &[23][..]),
                (25, &[0, 0xFF]),
                (26, &[0, 0, 0xFF, 0xFF]),
                (27, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]),
            ] {
                let mut input = [0; 9];
                input[0] = major << 5 | more;
                input[1..=value.len()].copy_from_slice(value);
                assert_eq!(take(&input), Err(ErrorKind::Syntax), "{input:02X?}");
            }
            for info in [28, 29, 30, 31] {
                assert_eq!(take(&[major << 5 | info; 9]), Err(ErrorKind::Syntax));
            }
        }
        for input in [&[][..], &[0x18], &[0x19, 1], &[0x1A, 1, 0, 0], &[0x1B, 1, 0, 0, 0, 0, 0, 0]] {
            assert_eq!(take(input), Err(ErrorKind::Truncated), "{input:02X?}");
        }
    }
}
