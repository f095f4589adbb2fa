//! Hexadecimal text, as people paste it from logs and test files.

use crate::Failure;

/// Reads pairs of hexadecimal digits, and says what is wrong behind the last one.
///
/// White space between pairs is ignored, and so is everything from `#` to the end of its line. Another character, or a
/// digit without its pair, is a [`Failure::Hex`] with the byte offset in the text.
pub(crate) fn parse(text: &[u8]) -> (Vec<u8>, Result<(), Failure>) {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high: Option<(usize, u8)> = None;
    let mut comment = false;
    for (offset, byte) in text.iter().copied().enumerate() {
        if comment {
            comment = byte != b'\n';
            continue;
        }
        match (digit(byte), high) {
            (Some(low), Some((_, digit))) => {
                bytes.push(digit << 4 | low);
                high = None;
            }
            (Some(digit), None) => high = Some((offset, digit)),
            (None, Some((offset, _))) => return (bytes, Err(Failure::Hex { offset })),
            (None, None) if byte.is_ascii_whitespace() => {}
            (None, None) if byte == b'#' => comment = true,
            (None, None) => return (bytes, Err(Failure::Hex { offset })),
        }
    }
    let lone = high.map_or(Ok(()), |(offset, _)| Err(Failure::Hex { offset }));
    (bytes, lone)
}

/// The first byte that a text spells.
pub(crate) fn first(text: &[u8]) -> Option<u8> {
    text.split(|byte| *byte == b'\n').find_map(|line| parse(line).0.first().copied())
}

/// The bytes as lower-case digits.
pub(crate) fn format(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    nibbles.filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_comments_are_ignored() {
        let text = b"# a message\n42 00 78\t01 # its head\r\n0000 00FfaA\n\n#4";
        let (bytes, result) = parse(text);
        assert_eq!(bytes, [0x42, 0x00, 0x78, 0x01, 0x00, 0x00, 0x00, 0xFF, 0xAA]);
        assert!(result.is_ok());
        assert!(parse(b"").0.is_empty());
    }

    #[test]
    fn what_is_no_pair_is_refused_where_it_stands() {
        let cases: [(&[u8], usize); 5] =
            [(b"4200 0x78", 5), (b"42 00zz", 5), (b"42 00 7", 6), (b"42 00 7\n8", 6), (b"4200#\n7#", 6)];
        for (text, at) in cases {
            let (bytes, result) = parse(text);
            assert_eq!(bytes, [0x42, 0x00]);
            assert!(matches!(result, Err(Failure::Hex { offset }) if offset == at), "{result:?}");
        }
    }

    #[test]
    fn the_first_byte_is_found() {
        assert_eq!(first(b"# 42\n\n 82 18 zz"), Some(0x82));
        assert_eq!(first(b"4\n2 # 82"), None);
        assert_eq!(first(b"# 82"), None);
    }

    #[test]
    fn digits_are_lower_case() {
        assert_eq!(format(&[0x00, 0x4A, 0xFF]), "004aff");
        assert_eq!(format(&[]), "");
    }
}
