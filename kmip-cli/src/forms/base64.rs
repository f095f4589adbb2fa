//! Bytes in base64, of either alphabet, in one line or in many.

use super::piece::Piece;

/// The beginnings of messages in base64: TTLV, CBOR, XML, JSON.
const HEADS: [&str; 8] = ["QgB4AQ", "QgB7AQ", "ghh4", "ghh7", "PFJl", "PEtN", "PD94", "eyJ0"];

/// Decodes each run of base64, from every place at which a message can begin.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run = Run::default();
    for (at, char) in text.char_indices() {
        match value(char) {
            Some(value) => run.push(value, at),
            None if (char == '\n' || char == '\r') && run.goes_on() => run.end_line(),
            None if char.is_whitespace() && run.is_between_lines => {}
            None => run.end(text, &mut pieces),
        }
    }
    run.end(text, &mut pieces);
    pieces
}

/// A run of digits: a line of more than [`Run::LINE`] digits goes on in the next.
#[derive(Default)]
struct Run {
    digits: Vec<(u8, usize)>,
    /// The number of digits in the line.
    in_line: usize,
    is_between_lines: bool,
}

impl Run {
    const LINE: usize = 16;

    fn push(&mut self, value: u8, at: usize) {
        self.digits.push((value, at));
        self.in_line = self.in_line.saturating_add(1);
        self.is_between_lines = false;
    }

    /// Returns whether the next line belongs to it.
    ///
    /// A short line is the last one, or a word of some text in front of the message.
    const fn goes_on(&self) -> bool {
        self.is_between_lines || self.in_line >= Self::LINE
    }

    const fn end_line(&mut self) {
        self.in_line = 0;
        self.is_between_lines = true;
    }

    fn end(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        let starts = (0..self.digits.len()).filter(|start| {
            let place = self.digits.get(*start).map_or(text.len(), |(_, at)| *at);
            let rest = text.get(place..).unwrap_or_default();
            *start == 0 || HEADS.iter().any(|head| rest.starts_with(head))
        });
        // The first one that is not at the front is enough: others stand inside of it, or aligned with it.
        for start in starts.take(2) {
            let mut piece = Piece::new("base64");
            for group in self.digits.get(start..).unwrap_or_default().chunks(4) {
                let bits = group.iter().fold(0_u32, |bits, (value, _)| bits << 6 | u32::from(*value));
                let missing = u32::try_from(4_usize.saturating_sub(group.len())).unwrap_or_default();
                let [_, bytes @ ..] = (bits << (6 * missing)).to_be_bytes();
                for (byte, pair) in bytes.into_iter().zip(group.windows(2)) {
                    if let [(_, first), (_, second)] = pair {
                        piece.push(byte, *first..second.saturating_add(1));
                    }
                }
            }
            piece.end(pieces);
        }
        *self = Self::default();
    }
}

fn value(char: char) -> Option<u8> {
    let byte = u8::try_from(char).ok()?;
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<Vec<u8>> {
        pieces(text).into_iter().map(|piece| piece.bytes).collect()
    }

    #[test]
    fn digits_of_either_alphabet_are_bytes() {
        assert_eq!(bytes("AAECAwQFBgcI"), [(0..9).collect::<Vec<u8>>()]);
        assert_eq!(bytes("x: +/+/+/+/+/+/"), [[0xFB, 0xFF, 0xBF, 0xFB, 0xFF, 0xBF, 0xFB, 0xFF, 0xBF]]);
        assert_eq!(bytes("-_-_-_-_-_-_"), bytes("+/+/+/+/+/+/"));
        // One and two bytes in the last group.
        assert_eq!(bytes("AAECAwQFBgc="), [(0..8).collect::<Vec<u8>>()]);
        assert_eq!(bytes("AAECAwQFBgcICQ=="), [(0..10).collect::<Vec<u8>>()]);
    }

    #[test]
    fn lines_go_on_if_they_are_long() {
        assert_eq!(bytes("AAECAwQFBgcICQoL\r\n  DA0ODw==\n"), [(0..16).collect::<Vec<u8>>()]);
        assert_eq!(bytes("Message\nAAECAwQFBgcI"), [(0..9).collect::<Vec<u8>>()]);
    }

    #[test]
    fn a_message_may_begin_inside_a_run() {
        assert_eq!(bytes("body/QgB4AQAAAJBCAHcB")[1], [0x42, 0, 0x78, 1, 0, 0, 0, 0x90, 0x42, 0, 0x77, 1]);
    }
}
