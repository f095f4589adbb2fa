//! Bytes in a dump with offsets at the front of its lines.
//!
//! Behind the bytes may be their characters.
//!
//! `xxd`, `hexdump`, `od`, `tcpdump -X`, Wireshark, `gdb` and the printers of many libraries write such dumps, with bytes or
//! with words, in hexadecimal, octal or decimal. Which column holds the offsets is told by the offsets alone: each must be the
//! one before it and the bytes of the line between. So an offset is never read as data.

use super::piece::Piece;

/// The number of words in which an offset is looked for, behind times and levels.
const COLUMNS: usize = 7;
/// The most bytes that a line has.
const IN_LINE: usize = 256;

/// Reads the dumps in `text`, in each way that suits all their lines.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let lines = lines(text);
    let mut pieces = Vec::new();
    for column in 0..COLUMNS {
        for radix in [16, 8, 10] {
            for dump in dumps(&lines, column, radix) {
                for style in STYLES {
                    read(&dump, style, &mut pieces);
                }
            }
        }
    }
    pieces
}

/// A line: where it starts in the text, where it ends, and its words.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn words(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let mut rest = self.text;
        let mut at = 0_usize;
        std::iter::from_fn(move || {
            let blank = rest.find(|char: char| !char.is_whitespace())?;
            let word = rest.get(blank..)?;
            let length = word.find(char::is_whitespace).unwrap_or(word.len());
            let found = (at.saturating_add(blank), word.get(..length)?);
            at = found.0.saturating_add(length);
            rest = word.get(length..)?;
            Some(found)
        })
    }

    /// The number in one of the columns, and where the column ends.
    fn offset(&self, column: usize, radix: u32) -> Option<(u64, usize)> {
        let (start, word) = self.words().nth(column)?;
        let digits = word.strip_suffix(':').unwrap_or(word);
        let digits = digits.strip_prefix("0x").unwrap_or(digits);
        let is_offset = digits.len() >= 4 || (digits.len() >= 3 && word.ends_with(':'));
        let number = is_offset.then(|| u64::from_str_radix(digits, radix).ok()).flatten()?;
        Some((number, start.saturating_add(word.len())))
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0_usize;
    text.split_inclusive('\n')
        .map(|line| {
            let own = start;
            start = start.saturating_add(line.len());
            Line { start: own, text: line.trim_end() }
        })
        .collect()
}

/// A line of a dump, where its bytes begin, and how many the next offset promises.
struct Row<'l, 't> {
    line: &'l Line<'t>,
    count: Option<usize>,
    begin: usize,
    /// The number of lines that it stands for.
    times: usize,
    /// True for the first line of a dump.
    is_first: bool,
}

/// Lines whose offsets go on from each to the next.
fn dumps<'l, 't>(lines: &'l [Line<'t>], column: usize, radix: u32) -> Vec<Vec<Row<'l, 't>>> {
    let mut dumps = Vec::new();
    let mut dump: Vec<Row<'l, 't>> = Vec::new();
    let (mut last, mut repeated) = (0_u64, false);
    for line in lines {
        if line.text.trim() == "*" && !dump.is_empty() {
            repeated = true;
            continue;
        }
        let Some((offset, begin)) = line.offset(column, radix) else {
            dumps.extend((!dump.is_empty()).then(|| std::mem::take(&mut dump)));
            continue;
        };
        let width = dump.iter().rev().skip(1).find_map(|row| row.count).unwrap_or(16);
        if let Some(row) = dump.last_mut() {
            let step = offset.checked_sub(last).and_then(|step| usize::try_from(step).ok()).unwrap_or(0);
            // A line with an asterisk stands for those that are as the one in front of it.
            let in_line = if repeated { width } else { step };
            if (1..=IN_LINE).contains(&in_line) && step.is_multiple_of(in_line) && step <= 1 << 20 {
                row.count = Some(in_line);
                row.times = step / in_line;
            } else {
                dumps.push(std::mem::take(&mut dump));
            }
        }
        (last, repeated) = (offset, false);
        dump.push(Row { line, count: None, begin, times: 1, is_first: offset == 0 });
    }
    dumps.extend((!dump.is_empty()).then_some(dump));
    // A number alone makes no dump.
    dumps.retain(|dump| matches!(&**dump, [_, _, ..] | [Row { is_first: true, .. }]));
    dumps
}

/// The way in which a line writes its bytes.
#[derive(Clone, Copy)]
struct Style {
    radix: u32,
    /// The digits of a word of `bytes` bytes; in hexadecimal each word says it itself.
    digits: usize,
    bytes: usize,
    is_little_endian: bool,
}

const STYLES: [Style; 7] = [
    Style { radix: 16, digits: 0, bytes: 0, is_little_endian: false },
    Style { radix: 16, digits: 0, bytes: 0, is_little_endian: true },
    Style { radix: 8, digits: 3, bytes: 1, is_little_endian: false },
    Style { radix: 8, digits: 6, bytes: 2, is_little_endian: true },
    Style { radix: 8, digits: 11, bytes: 4, is_little_endian: true },
    Style { radix: 10, digits: 0, bytes: 1, is_little_endian: false },
    Style { radix: 10, digits: 0, bytes: 2, is_little_endian: true },
];

/// Reads all lines of a dump in one style.
fn read(dump: &[Row<'_, '_>], style: Style, pieces: &mut Vec<Piece>) {
    let mut piece = Piece::new("a dump with offsets");
    // Behind the bytes of a full line the characters begin; the last line has them in the same column.
    let mut column = None;
    let is_only_one = dump.len() == 1;
    for row in dump {
        let Some((bytes, end)) = in_line(row, style, column, is_only_one) else { return };
        if row.count.is_some() {
            let behind = row.line.text.get(end..).unwrap_or_default();
            let gap = behind.len().saturating_sub(behind.trim_start().len());
            column = column.or((gap > 0 && gap < behind.len()).then(|| end.saturating_add(gap)));
        }
        for _ in 0..row.times {
            for byte in &bytes {
                piece.push(*byte, row.line.start..row.line.start.saturating_add(row.line.text.len()));
            }
        }
    }
    piece.end(pieces);
}

/// Reads the bytes of a line, and where they end, if it has this style.
fn in_line(row: &Row<'_, '_>, style: Style, column: Option<usize>, is_only_one: bool) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    let mut end = row.begin;
    let most = row.count.unwrap_or(IN_LINE);
    for (start, group) in row.line.words().filter(|(start, _)| *start >= row.begin) {
        if bytes.len() >= most || (row.count.is_none() && column.is_some_and(|column| start >= column)) {
            break;
        }
        let gap = start.saturating_sub(end);
        // Of one line alone, characters stand behind a wide gap; a gap of two is also in the middle of eight and eight.
        if is_only_one && !bytes.is_empty() && (gap > 2 || (gap == 2 && bytes.len() != 8)) {
            break;
        }
        // Some write a sign between the halves.
        for word in group.split(['-', '|', ':', ',']).filter(|word| !word.is_empty()) {
            match word_bytes(word, style) {
                Some(word) => bytes.extend(word),
                None if row.count.is_some() => return None,
                None => return Some((bytes, end)),
            }
        }
        end = start.saturating_add(group.len());
    }
    match row.count {
        Some(count) if bytes.len() != count => None,
        _ => Some((bytes, end)),
    }
}

/// The bytes of one word.
fn word_bytes(word: &str, style: Style) -> Option<Vec<u8>> {
    let digits = word.strip_prefix("0x").unwrap_or(word);
    let bytes = if style.radix == 16 { digits.len() / 2 } else { style.bytes };
    if (style.radix == 16 && !(digits.len().is_multiple_of(2) && digits.len() <= 16))
        || (style.digits > 0 && digits.len() != style.digits)
        || (style.radix == 10 && digits.len() > 5)
    {
        return None;
    }
    let number = u64::from_str_radix(digits, style.radix).ok()?.to_be_bytes();
    let (high, low) = number.split_at_checked(8_usize.saturating_sub(bytes))?;
    if bytes == 0 || high.iter().any(|byte| *byte != 0) {
        return None;
    }
    let mut word = low.to_vec();
    if style.is_little_endian {
        word.reverse();
    }
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: [u8; 20] = [0x42, 0, 0x78, 1, 0, 0, 0, 0x90, 0x42, 0, 0x77, 1, 0, 0, 0, 0x38, 0x42, 0, 0x69, 1];

    fn is_read(text: &str) -> bool {
        pieces(text).iter().any(|piece| piece.bytes == HEAD)
    }

    #[test]
    fn dumps_of_every_tool_are_read() {
        for text in [
            "00000000: 4200 7801 0000 0090 4200 7701 0000 0038  B.x.....B.w....8\n00000010: 4200 6901                                B.i.\n",
            "00000000  42 00 78 01 00 00 00 90  42 00 77 01 00 00 00 38  |B.x.....B.w....8|\n00000010  42 00 69 01                                       |B.i.|\n00000014\n",
            "0000000 0042 0178 0000 9000 0042 0177 0000 3800\n0000010 0042 0169\n0000014\n",
            "0000000 000102 000570 000000 110000 000102 000567 000000 034000\n0000020 000102 000551\n0000024\n",
            "0000000 102 000 170 001 000 000 000 220 102 000 167 001 000 000 000 070\n0000020 102 000 151 001\n0000024\n",
            "0000000   66   0 120   1   0   0   0 144  66   0 119   1   0   0   0  56\n0000020   66   0 105   1\n0000024\n",
            "\t0x0000:  4200 7801 0000 0090 4200 7701 0000 0038  B.x.....B.w....8\n\t0x0010:  4200 6901  B.i.\n",
            "0000   42 00 78 01 00 00 00 90 42 00 77 01 00 00 00 38   B.x.....B.w....8\n0010   42 00 69 01                                       B.i.\n",
            "0000   42 00 78 01 00 00 00 90 42 00 77 01 00 00 00 38\n0010   42 00 69 01\n",
            "10:00 DEBUG 0000 42 00 78 01 00 00 00 90-42 00 77 01 00 00 00 38 B.x.....\n10:00 DEBUG 0010 42 00 69 01\n",
            "00000000: 01780042 90000000 01770042 38000000  B.x.\n00000010: 01690042  B.i.\n",
        ] {
            assert!(is_read(text), "{text}");
        }
    }

    #[test]
    fn a_line_with_an_asterisk_repeats_the_one_before() {
        let zeros = "00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00";
        let text = format!("00000000  {zeros}  |................|\n*\n00000040  42 00 78 01  |B.x.|\n00000044\n");
        let bytes = [&[0; 64][..], &[0x42, 0, 0x78, 1]].concat();
        assert!(pieces(&text).iter().any(|piece| piece.bytes == bytes));
    }

    #[test]
    fn offsets_that_do_not_go_on_are_none() {
        let text = "00000000: 4200 7801 0000 0090 4200 7701 0000 0038\n00000018: 4200 6901\n";
        assert!(!is_read(text));
    }
}
