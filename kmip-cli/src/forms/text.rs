//! Text from bytes in UTF-8 or UTF-16, with or without a byte order mark.

use std::borrow::Cow;

/// Decodes bytes as text, and names their form if that is not UTF-8.
///
/// The result is `None` if they are no text.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Option<&'static str>)> {
    if let Some((units, name)) = utf16(bytes) {
        let text = char::decode_utf16(units).collect::<Result<String, _>>().ok()?;
        return Some((Cow::Owned(text), Some(name)));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = str::from_utf8(bytes).ok()?;
    // Other control characters are in no text.
    let is_text = !text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B));
    is_text.then_some((Cow::Borrowed(text), None))
}

/// The units of UTF-16.
///
/// Without a byte order mark the zeros beside the first characters tell.
fn utf16(bytes: &[u8]) -> Option<(Vec<u16>, &'static str)> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk().map(|pair| unit(*pair))).collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((units(rest, u16::from_le_bytes), "UTF-16")),
        [0xFE, 0xFF, rest @ ..] => Some((units(rest, u16::from_be_bytes), "UTF-16")),
        [first, 0, second, 0, ..] if is_char(*first) && is_char(*second) => {
            Some((units(bytes, u16::from_le_bytes), "UTF-16"))
        }
        [0, first, 0, second, ..] if is_char(*first) && is_char(*second) => {
            Some((units(bytes, u16::from_be_bytes), "UTF-16"))
        }
        _ => None,
    }
}

const fn is_char(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_text_in_either_order() {
        let little: Vec<u8> = "<K\u{e4}/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "<K\u{e4}/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big, &[b"\xFF\xFE", &*little].concat(), &[b"\xFE\xFF", &*big].concat()] {
            let (text, name) = decode(bytes).unwrap();
            assert_eq!((&*text, name), ("<K\u{e4}/>", Some("UTF-16")));
        }
    }

    #[test]
    fn a_byte_order_mark_is_left_away() {
        assert_eq!(decode(b"\xEF\xBB\xBF42 00").unwrap().0, "42 00");
    }

    #[test]
    fn bytes_that_are_no_text_are_none() {
        for bytes in [&b"\x42\x00\x78\x01"[..], b"\xFF\xFF", b"a\x01"] {
            assert!(decode(bytes).is_none(), "{bytes:?}");
        }
    }
}
