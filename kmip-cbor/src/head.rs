//! Heads of CBOR data items, in their only form: the shortest.
//!
//! ```text
//! initial byte   7 .. 5       4 .. 0                        bytes that follow
//!                major type   0..=23 the value itself       –
//!                             24, 25, 26, 27                1, 2, 4, 8: the value, most significant first
//! ```
//!
//! Heads are taken apart and put together here. Tests compare all of it with ciborium-ll, which is no dependency of users: it reads
//! from a stream, in which a panic can be reached, and firmware is proved to have none. Heads of one and two bytes – nearly all heads
//! of a message – have a path of their own, which halves the instructions of a walk over the items. Several heads are put together in
//! a register, which takes a fraction of what a stream of them does.

use kmip_types::ErrorKind;

/// A head that KC1 uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// A number from 0 on.
    Positive(u64),
    /// A negative number, with all its bits turned over: 0 for -1.
    Negative(u64),
    /// A byte string, and its length.
    Bytes(usize),
    /// A text string, and its length in bytes.
    Text(usize),
    /// An array, and the number of its elements.
    Array(usize),
    /// A simple value, such as [`TRUE`].
    Simple(u8),
}

/// The simple value that is false.
pub(crate) const FALSE: u8 = 20;
/// The simple value that is true.
pub(crate) const TRUE: u8 = 21;

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
        _ => return take_long(input),
    };
    let header = match initial >> 5 {
        0 => Header::Positive(value.into()),
        1 => Header::Negative(value.into()),
        2 => Header::Bytes(value.into()),
        3 => Header::Text(value.into()),
        4 => Header::Array(value.into()),
        7 => Header::Simple(value),
        _ => return Err(ErrorKind::Syntax),
    };
    Ok((header, rest))
}

/// Takes the head that every message starts with, that of an array of two elements.
pub(crate) fn take_message(input: &[u8]) -> Result<&[u8], ErrorKind> {
    match take(input)? {
        (Header::Array(2), rest) => Ok(rest),
        (Header::Array(_), _) => Err(ErrorKind::Length),
        _ => Err(ErrorKind::Syntax),
    }
}

/// A head of any length.
#[inline(never)]
fn take_long(input: &[u8]) -> Result<(Header, &[u8]), ErrorKind> {
    let (initial, rest) = input.split_first().ok_or(ErrorKind::Truncated)?;
    let (value, rest) = match initial & 0x1F {
        info @ 0..=23 => (u64::from(info), rest),
        24 => number::<1>(rest)?,
        25 => number::<2>(rest)?,
        26 => number::<4>(rest)?,
        EIGHT_BYTES_FOLLOW => number::<8>(rest)?,
        _ => return Err(ErrorKind::Syntax),
    };
    // A length that this machine cannot count is one of more bytes than there are.
    let length = || usize::try_from(value).map_err(|_| ErrorKind::Truncated);
    let header = match initial >> 5 {
        0 => Header::Positive(value),
        1 => Header::Negative(value),
        2 => Header::Bytes(length()?),
        3 => Header::Text(length()?),
        4 => Header::Array(length()?),
        7 => Header::Simple(u8::try_from(value).map_err(|_| ErrorKind::Syntax)?),
        _ => return Err(ErrorKind::Syntax),
    };
    if input.len().wrapping_sub(rest.len()) == width(header) { Ok((header, rest)) } else { Err(ErrorKind::Syntax) }
}

/// Takes a number of so many bytes, the most significant first.
fn number<const BYTES: usize>(input: &[u8]) -> Result<(u64, &[u8]), ErrorKind> {
    let (bytes, rest) = input.split_first_chunk::<BYTES>().ok_or(ErrorKind::Truncated)?;
    Ok((bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)), rest))
}

/// The low bits of an initial byte that eight bytes follow.
const EIGHT_BYTES_FOLLOW: u8 = 27;

/// Returns how many bytes a head takes that is not all there.
///
/// Its initial byte tells the number.
pub(crate) fn announced_width(input: &[u8]) -> usize {
    match input.first().map(|initial| initial & 0x1F) {
        Some(24) => 2,
        Some(25) => 3,
        Some(26) => 5,
        Some(EIGHT_BYTES_FOLLOW) => LONGEST,
        _ => 1,
    }
}

/// Returns how many bytes the shortest form of a head takes.
fn width(header: Header) -> usize {
    let value = match header {
        Header::Positive(n) | Header::Negative(n) => n,
        Header::Bytes(n) | Header::Text(n) | Header::Array(n) => wide(n),
        Header::Simple(n) => n.into(),
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

/// A major type, where the initial byte has it.
#[derive(Clone, Copy)]
pub(crate) struct Major(u8);

impl Major {
    pub(crate) const POSITIVE: Self = Self(0 << 5);
    pub(crate) const NEGATIVE: Self = Self(1 << 5);
    pub(crate) const BYTES: Self = Self(2 << 5);
    pub(crate) const TEXT: Self = Self(3 << 5);
    pub(crate) const ARRAY: Self = Self(4 << 5);

    /// The one byte of a head, for a value of up to 23.
    #[inline(always)]
    pub(crate) const fn initial(self, value: u8) -> u8 {
        self.0 | value
    }
}

/// Heads one behind another, of at most eight bytes together.
#[derive(Clone, Copy)]
pub(crate) struct Heads {
    /// The first byte is the least significant; those behind the last are 0.
    bytes: u64,
    len: u8,
}

impl Heads {
    /// The head of a message: that of an array of two elements, as is that of a pair.
    pub(crate) const TWO: Self = Self::one(Major::ARRAY.initial(2));
    /// The head of an array of no elements.
    pub(crate) const EMPTY: Self = Self::one(Major::ARRAY.initial(0));
    pub(crate) const FALSE: Self = Self::one(7 << 5 | FALSE);
    pub(crate) const TRUE: Self = Self::one(7 << 5 | TRUE);

    const fn one(initial: u8) -> Self {
        Self { bytes: u64::from_le_bytes([initial, 0, 0, 0, 0, 0, 0, 0]), len: 1 }
    }

    /// One head in its shortest form: one, two, three or five bytes.
    #[inline(always)]
    pub(crate) fn new(Major(major): Major, value: u32) -> Self {
        let (more, value, len) = match value {
            0..=23 => return Self { bytes: u64::from(major) | u64::from(value), len: 1 },
            24..=0xFF => (24, value, 2),
            0x100..=0xFFFF => (25, value.swap_bytes() >> 16, 3),
            _ => (26, value.swap_bytes(), 5),
        };
        Self { bytes: u64::from(value) << 8 | u64::from(major | more), len }
    }

    /// A head of two bytes: its value is from 24 on.
    #[inline(always)]
    pub(crate) fn two(Major(major): Major, value: u8) -> Self {
        Self { bytes: u64::from_le_bytes([major | 24, value, 0, 0, 0, 0, 0, 0]), len: 2 }
    }

    /// These heads, and others behind them.
    #[inline(always)]
    pub(crate) fn then(self, next: Self) -> Self {
        let bits = u32::from(self.len).wrapping_mul(8);
        Self { bytes: self.bytes | next.bytes.wrapping_shl(bits), len: self.len.wrapping_add(next.len) }
    }

    /// Eight bytes, and how many of them the heads are.
    #[inline(always)]
    pub(crate) fn parts(self) -> ([u8; 8], usize) {
        (self.bytes.to_le_bytes(), self.len.into())
    }
}

/// A head of any length by itself.
pub(crate) struct LongHead {
    bytes: [u8; LONGEST],
    len: usize,
}

impl LongHead {
    /// A head in its shortest form.
    #[inline(always)]
    pub(crate) fn new(major: Major, value: u64) -> Self {
        if let Ok(value) = u32::try_from(value) {
            let ([a, b, c, d, e, ..], len) = Heads::new(major, value).parts();
            return Self { bytes: [a, b, c, d, e, 0, 0, 0, 0], len };
        }
        let [a, b, c, d, e, f, g, h] = value.to_be_bytes();
        Self { bytes: [major.0 | 27, a, b, c, d, e, f, g, h], len: LONGEST }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    extern crate alloc;

    use alloc::vec;
    use alloc::vec::Vec;

    use ciborium_ll::{Decoder, Encoder, Error, simple};

    use super::*;

    /// A head as ciborium-ll takes it.
    fn pull(input: &[u8]) -> Result<(Header, &[u8]), ErrorKind> {
        let mut rest = input;
        match Decoder::from(&mut rest).pull() {
            Ok(header) => match known(header) {
                Some(header) if input.len().wrapping_sub(rest.len()) == width(header) => Ok((header, rest)),
                _ => Err(ErrorKind::Syntax),
            },
            Err(Error::Io(_)) => Err(ErrorKind::Truncated),
            Err(Error::Syntax(_)) => Err(refused(input)),
        }
    }

    /// Returns the head that ciborium-ll has taken, if KC1 uses it.
    fn known(header: ciborium_ll::Header) -> Option<Header> {
        Some(match header {
            ciborium_ll::Header::Positive(n) => Header::Positive(n),
            ciborium_ll::Header::Negative(n) => Header::Negative(n),
            ciborium_ll::Header::Bytes(Some(length)) => Header::Bytes(length),
            ciborium_ll::Header::Text(Some(length)) => Header::Text(length),
            ciborium_ll::Header::Array(Some(elements)) => Header::Array(elements),
            ciborium_ll::Header::Simple(value) => Header::Simple(value),
            _ => return None,
        })
    }

    /// Returns a head of KC1 as ciborium-ll has it.
    fn theirs(header: Header) -> ciborium_ll::Header {
        match header {
            Header::Positive(n) => ciborium_ll::Header::Positive(n),
            Header::Negative(n) => ciborium_ll::Header::Negative(n),
            Header::Bytes(length) => ciborium_ll::Header::Bytes(Some(length)),
            Header::Text(length) => ciborium_ll::Header::Text(Some(length)),
            Header::Array(elements) => ciborium_ll::Header::Array(Some(elements)),
            Header::Simple(value) => ciborium_ll::Header::Simple(value),
        }
    }

    /// Returns the reason why ciborium-ll does not take a head.
    ///
    /// It is none, or has a length that this machine cannot count.
    fn refused(input: &[u8]) -> ErrorKind {
        match input.first() {
            Some(initial) if initial & 0x1F == EIGHT_BYTES_FOLLOW => ErrorKind::Truncated,
            _ => ErrorKind::Syntax,
        }
    }

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

    /// Every initial byte before values of every width, cut at every byte.
    #[test]
    fn long_heads_are_those_of_ciborium() {
        let values = [0, 1, 23, 24, 31, 32, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0xFFFF_FFFF, 0x1_0000_0000, u64::MAX];
        for (initial, value) in (0..=u8::MAX).flat_map(|initial| values.map(|value| (initial, value))) {
            for width in [1, 2, 4, 8] {
                let mut input = vec![initial];
                input.extend_from_slice(&value.to_be_bytes()[8 - width..]);
                input.push(0x18);
                for length in 0..=input.len() {
                    let input = &input[..length];
                    assert_eq!(take_long(input), pull(input), "{input:02X?}");
                    assert_eq!(take(input), pull(input), "{input:02X?}");
                }
            }
        }
    }

    #[test]
    fn heads_are_written_as_ciborium_writes_them() {
        let values = [0, 23, 24, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0xFFFF_FFFF, 0x1_0000_0000, u64::MAX];
        let widths = [1, 1, 2, 2, 3, 3, 5, 5, 9, 9];
        for (value, width) in values.into_iter().zip(widths) {
            let mut heads =
                vec![(Major::POSITIVE, Header::Positive(value)), (Major::NEGATIVE, Header::Negative(value))];
            // Not every machine can count so far.
            if let Ok(length) = usize::try_from(value) {
                heads.push((Major::BYTES, Header::Bytes(length)));
                heads.push((Major::TEXT, Header::Text(length)));
                heads.push((Major::ARRAY, Header::Array(length)));
            }
            for (major, header) in heads {
                let head = LongHead::new(major, value);
                assert_eq!(head.as_bytes(), pushed(&[header]));
                assert_eq!(head.as_bytes().len(), width);
                assert_eq!(take(head.as_bytes()), Ok((header, &[][..])));
            }
        }
    }

    /// Returns what ciborium-ll makes of these heads.
    fn pushed(headers: &[Header]) -> Vec<u8> {
        let mut bytes = vec![0; headers.len() * LONGEST];
        let mut room = &mut bytes[..];
        headers.iter().for_each(|header| Encoder::from(&mut room).push(theirs(*header)).unwrap());
        let unused = room.len();
        bytes.truncate(headers.len() * LONGEST - unused);
        bytes
    }

    #[test]
    fn heads_stand_behind_one_another() {
        let values = [0, 23, 24, 0xFF, 0x100, 0xFFFF];
        for (key, value) in values.iter().flat_map(|key| values.map(|value| (*key, value))) {
            for last in [0, 24] {
                let heads = Heads::new(Major::NEGATIVE, key)
                    .then(Heads::new(Major::TEXT, value))
                    .then(Heads::new(Major::ARRAY, last));
                let headers = [
                    Header::Negative(key.into()),
                    Header::Text(value.try_into().unwrap()),
                    Header::Array(last.try_into().unwrap()),
                ];
                let (bytes, len) = heads.parts();
                assert_eq!(bytes[..len], pushed(&headers));
                assert_eq!(bytes[len..], [0; 8][len..]);
            }
        }
        for (head, header) in [
            (Heads::TWO, Header::Array(2)),
            (Heads::EMPTY, Header::Array(0)),
            (Heads::FALSE, Header::Simple(simple::FALSE)),
            (Heads::TRUE, Header::Simple(simple::TRUE)),
        ] {
            let (bytes, len) = head.then(Heads::new(Major::POSITIVE, 0xFFFF_FFFF)).parts();
            assert_eq!(bytes[..len], pushed(&[header, Header::Positive(0xFFFF_FFFF)]));
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
            assert_eq!(announced_width(input), input.len() + 1);
        }
    }
}
