//! Bytes in a literal of C, Go, Rust, Python, JavaScript or JSON: `b'B\x00x\x01'`.

use std::ops::Range;

use super::piece::Piece;

/// Reads the literals in `text`.
///
/// Literals with nothing but white space between them are one.
///
/// Where digits stand behind `\0`, both readings are given: C has octal numbers, Rust and JavaScript a zero in front of them.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = pieces_with(text, Zero::Octal);
    if text
        .match_indices("\\0")
        .any(|(at, _)| text.as_bytes().get(at.saturating_add(2)).is_some_and(u8::is_ascii_digit))
    {
        pieces.extend(pieces_with(text, Zero::Alone));
    }
    pieces
}

/// The two meanings of `\0` before digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zero {
    Octal,
    Alone,
}

fn pieces_with(text: &str, zero: Zero) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0_usize;
    while let Some(start) = next_start(text, at) {
        let mut piece = Piece::new("a literal with escapes");
        let mut end = start;
        let mut next = Some(start);
        while let Some(open) = next {
            end = literal(text, open, zero, &mut piece);
            next = neighbour(text, end);
        }
        at = end.max(start.saturating_add(1));
        piece.end(&mut pieces);
    }
    pieces
}

/// Reads escapes without quotes around them: each line from its first one on.
pub(crate) fn pieces_without_quotes(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let first = ["B\\x00", "B\\0", "\\x42\\x00", "\\102\\0"].iter().filter_map(|head| line.find(head)).min();
        if let Some(first) = first {
            let mut piece = Piece::new("a literal with escapes");
            let end = start.saturating_add(line.trim_end().len());
            let mut at = start.saturating_add(first);
            while at < end {
                at = unit(text, at, Zero::Octal, &mut piece);
            }
            piece.end(&mut pieces);
        }
        start = start.saturating_add(line.len());
    }
    pieces
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(['"', '\'']).map(|at| from.saturating_add(at))
}

/// Finds the next literal behind white space, a sign or a prefix.
fn neighbour(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let gap = rest.find(['"', '\''])?;
    let between = rest.get(..gap)?.trim_matches(|char: char| char.is_whitespace() || "\\+.".contains(char));
    // A line each, as Python and C have long literals.
    (gap > 0 && matches!(between, "" | "b" | "B")).then(|| end.saturating_add(gap))
}

/// Adds the bytes of the literal whose quote is at `open`, and returns its end.
fn literal(text: &str, open: usize, zero: Zero, piece: &mut Piece) -> usize {
    let quote = text.get(open..).and_then(|rest| rest.chars().next()).unwrap_or_default();
    let mut at = open.saturating_add(1);
    while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if char == quote {
            return at.saturating_add(1);
        }
        at = unit(text, at, zero, piece);
    }
    at
}

/// Adds the bytes of the character or escape at `at`, and returns its end.
fn unit(text: &str, at: usize, zero: Zero, piece: &mut Piece) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or_default();
    if first != '\\' {
        return add_char(piece, first, at..at.saturating_add(first.len_utf8()));
    }
    let kind = chars.next().unwrap_or_default();
    let digits = |from: usize, most: usize, radix: u32| -> &str {
        let tail = rest.get(from..).unwrap_or_default();
        let end = tail.char_indices().take(most).take_while(|(_, char)| char.is_digit(radix)).count();
        tail.get(..end).unwrap_or_default()
    };
    let (number, length) = match kind {
        'x' => (u32::from_str_radix(digits(2, 2, 16), 16).ok(), digits(2, 2, 16).len().saturating_add(2)),
        'u' if rest.starts_with("\\u{") => {
            let inside = digits(3, 6, 16);
            (u32::from_str_radix(inside, 16).ok(), inside.len().saturating_add(4))
        }
        'u' => (u32::from_str_radix(digits(2, 4, 16), 16).ok(), digits(2, 4, 16).len().saturating_add(2)),
        '0' if zero == Zero::Alone => (Some(0), 2),
        '0'..='7' => (u32::from_str_radix(digits(1, 3, 8), 8).ok(), digits(1, 3, 8).len().saturating_add(1)),
        'a' => (Some(7), 2),
        'b' => (Some(8), 2),
        't' => (Some(9), 2),
        'n' => (Some(10), 2),
        'v' => (Some(11), 2),
        'f' => (Some(12), 2),
        'r' => (Some(13), 2),
        'e' => (Some(27), 2),
        other => (Some(u32::from(other)), 1_usize.saturating_add(other.len_utf8())),
    };
    let place = at..at.saturating_add(length).min(text.len()).max(at.saturating_add(1));
    let end = place.end;
    match number.map(|number| (u8::try_from(number), char::from_u32(number))) {
        // Below 256 an escape is a byte, however it is written.
        Some((Ok(byte), _)) => piece.push(byte, place),
        Some((Err(_), Some(char))) => _ = add_char(piece, char, place),
        _ => {}
    }
    end
}

/// Adds a character as UTF-8, and returns where it ends.
fn add_char(piece: &mut Piece, char: char, place: Range<usize>) -> usize {
    let end = place.end;
    char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| piece.push(byte, place.clone()));
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_every_language_are_bytes() {
        let expected = b"B\x00x\x01\x00\x00\x00\x90\n\"'";
        for text in [
            r#"b'B\x00x\x01\x00\x00\x00\x90\n"\''"#,
            r#"b"B\0x\x01\0\0\0\x90\n\"'""#,
            r#""B\x00x\x01\x00\x00\x00\x90\n\"'" sent"#,
            r#"data = "B\000x\001\000\000\000\220\n\"'""#,
            r#""B\u0000x\u0001\u0000\u0000\u0000\u0090\n\"'""#,
            "\"B\\x00x\\x01\\x00\"\n    \"\\x00\\x00\\x90\\n\\\"'\"",
            "(b'B\\x00x\\x01\\x00'\n  b'\\x00\\x00\\x90\\n\"\\'')",
        ] {
            assert_eq!(pieces(text)[0].bytes, expected, "{text}");
        }
    }

    #[test]
    fn a_zero_before_digits_is_read_in_both_ways() {
        let bytes = |text| pieces(text).into_iter().map(|piece| piece.bytes).collect::<Vec<_>>();
        assert_eq!(bytes(r#""B\000x1234567""#), [b"B\x00x1234567".to_vec(), b"B\x0000x1234567".to_vec()]);
        assert_eq!(bytes(r#""B\0x1234567""#), [b"B\x00x1234567".to_vec()]);
    }

    #[test]
    fn quotes_may_be_missing() {
        let pieces = pieces_without_quotes("recv B\\x00x\\x01\\x00\\x00\\x00\\x90 \\n\nnothing\n");
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].bytes, b"B\x00x\x01\x00\x00\x00\x90 \n");
    }

    #[test]
    fn what_ends_early_is_read_up_to_there() {
        for text in ["\"", "'\\", "\"\\x", "\"\\u{12", "\"abcdefgh\\", "'\\u12'"] {
            assert!(pieces(text).len() <= 1, "{text}");
        }
    }
}
