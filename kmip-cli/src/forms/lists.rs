//! Bytes as a list of decimal numbers, as Go, Rust, Java and Python print a slice.

use super::piece::Piece;

/// Reads lists of decimal numbers from -128 to 255; any other word ends one.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece::new("a list of decimal numbers");
    let is_inside = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    let mut at = 0_usize;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.find(|char| !is_inside(char)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let end = at.saturating_add(length);
        match byte(word.strip_suffix("u8").map_or(word, |number| number.trim_end_matches('_'))) {
            Some(byte) => piece.push(byte, at..end),
            None if !word.is_empty() => piece.end(&mut pieces),
            None => {
                let first = rest.chars().next().unwrap_or_default();
                if !(first.is_whitespace() || first == ',') {
                    piece.end(&mut pieces);
                }
                at = at.saturating_add(first.len_utf8());
                continue;
            }
        }
        at = end;
    }
    piece.end(&mut pieces);
    pieces
}

/// A number as a byte; Java has negative ones.
fn byte(word: &str) -> Option<u8> {
    let is_usual = word == "0" || !word.trim_start_matches('-').starts_with('0');
    let unsigned = || word.parse::<u8>().ok();
    let signed = || word.parse::<i8>().ok().map(i8::cast_unsigned);
    is_usual.then(|| unsigned().or_else(signed)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_language_are_bytes() {
        let expected = [vec![66, 0, 120, 1, 0, 0, 0, 144]];
        for text in [
            "[66 0 120 1 0 0 0 144]",
            "[66, 0, 120, 1, 0, 0, 0, 144]",
            "[\n    66,\n    0,\n    120,\n    1,\n    0,\n    0,\n    0,\n    144,\n]",
            "payload=[66, 0, 120, 1, 0, 0, 0, -112] sent",
            "vec![66_u8, 0, 120, 1, 0, 0, 0, 144u8]",
        ] {
            let bytes: Vec<_> = pieces(text).into_iter().map(|piece| piece.bytes).collect();
            assert_eq!(bytes, expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in ["[66 0 120 1 256 0 0 144]", "66 00 120 01 00 00 00 144", "66.0.120.1.0.0.0.144", ""] {
            assert!(pieces(text).is_empty(), "{text}");
        }
    }
}
