//! Bytes as hexadecimal digits, with whatever programs and people put between them.

use std::ops::Range;

use super::piece::Piece;

const FORM: &str = "hexadecimal";

/// Reads hexadecimal numbers in `text`; any other word ends a piece.
///
/// A number has an even count of digits, or one digit; `0x`, `\x`, commas, quotes, brackets and the like stand between, and
/// comments of C and of this command are passed over.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece::new(FORM);
    let mut words = Words { text, at: 0 };
    while let Some(word) = words.next() {
        match word {
            Word::Number(range) => add(&mut piece, text, range),
            Word::Other => piece.end(&mut pieces),
        }
    }
    piece.end(&mut pieces);
    pieces
}

/// Reads the last numbers of each line, behind what a log puts in front of them.
pub(crate) fn pieces_of_lines(text: &str) -> Vec<Piece> {
    let mut piece = Piece::new("hexadecimal at the ends of lines");
    let mut pieces = Vec::new();
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let mut numbers: Vec<Range<usize>> = Vec::new();
        let mut words = Words { text: line, at: 0 };
        while let Some(word) = words.next() {
            match word {
                Word::Number(range) => numbers.push(start.saturating_add(range.start)..start.saturating_add(range.end)),
                Word::Other => numbers.clear(),
            }
        }
        if numbers.is_empty() {
            piece.end(&mut pieces);
        }
        numbers.into_iter().for_each(|range| add(&mut piece, text, range));
        start = start.saturating_add(line.len());
    }
    piece.end(&mut pieces);
    pieces
}

enum Word {
    /// Digits that spell bytes.
    Number(Range<usize>),
    /// Anything that spells none.
    Other,
}

/// The words of a text; what separates bytes is passed over.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Returns how many bytes the separator at the front takes.
    fn separator(&self) -> Option<usize> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let up_to = |end: &str| rest.find(end).map_or(rest.len(), |at| at.saturating_add(end.len()));
        if rest.starts_with("/*") {
            return Some(up_to("*/"));
        }
        if first == '#' || rest.starts_with("//") {
            return Some(up_to("\n"));
        }
        // Casts and prefixes of literals, as Java, Python and SQL have them.
        for prefix in ["_u8", "(byte)", "b'", "b\"", "x'", "X'", "h'", "\\x", "0x", "0X"] {
            if rest.starts_with(prefix) {
                return Some(prefix.len());
            }
        }
        let separates = first.is_whitespace() || ":-,|\"'`()[]{}<>\\;._+/&".contains(first);
        separates.then(|| first.len_utf8())
    }

    fn next(&mut self) -> Option<Word> {
        while let Some(length) = self.separator() {
            self.at = self.at.saturating_add(length);
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        let length = rest.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(rest.len()).max(first.len_utf8());
        let start = self.at;
        let mut word = rest.get(..length).unwrap_or_default();
        self.at = start.saturating_add(length);
        // Types behind numbers, as Rust has them.
        for suffix in ["u8", "U"] {
            word = word.strip_suffix(suffix).unwrap_or(word);
        }
        let is_number = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let spells = is_number && (word.len() == 1 || word.len().is_multiple_of(2)) && !word.is_empty();
        Some(if spells { Word::Number(start..start.saturating_add(word.len())) } else { Word::Other })
    }
}

/// Adds the bytes of a number; one digit is a byte, too.
fn add(piece: &mut Piece, text: &str, range: Range<usize>) {
    let digits = text.get(range.clone()).unwrap_or_default();
    let step = if digits.len() == 1 { 1 } else { 2 };
    for start in range.step_by(step) {
        let place = start..start.saturating_add(step);
        let byte = text.get(place.clone()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        byte.into_iter().for_each(|byte| piece.push(byte, place.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<Vec<u8>> {
        pieces(text).into_iter().map(|piece| piece.bytes).collect()
    }

    #[test]
    fn whatever_stands_between_numbers_is_passed_over() {
        let expected = [vec![0x42, 0, 0x78, 1, 0, 0, 0, 0x90]];
        for text in [
            "4200780100000090",
            "42 00 78 01 | 00 00 00 90",
            "42:00:78:01:00:00:00:90",
            "42-00-78-01-00-00-00-90",
            "\\x42\\x00\\x78\\x01\\x00\\x00\\x00\\x90",
            "{ 0x42, 0x0, 0x78, 0x1, /* length */ 0, 0, 0, 0x90 };",
            "[0x42u8, 0x00, 0x78, 0x01, 0x00, 0x00, 0x00, 0x90]",
            "(byte)0x42, (byte)0x00, (byte) 0x78, 1, 0, 0, 0, 0x90",
            "b'4200780100000090'",
            "0x42007801 0x00000090",
            "42007801 # tag\n 00000090 // length",
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }

    #[test]
    fn another_word_ends_a_piece() {
        assert_eq!(
            bytes("0011223344556677 got 8899aabbccddeeff"),
            [vec![0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77], vec![0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]]
        );
        assert_eq!(bytes("00 11 22 33 444 44 55 66 77"), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn lines_of_a_log_are_joined() {
        let text = "09:00:00 INFO recv: 42 00 78 01\n09:00:00 INFO recv: 00 00 00 90\nend\n";
        let pieces = pieces_of_lines(text);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].bytes, [0x42, 0, 0x78, 1, 0, 0, 0, 0x90]);
        assert_eq!(pieces[0].place(&(0..8)), 20..63);
    }
}
