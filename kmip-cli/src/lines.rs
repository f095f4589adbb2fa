//! Lines and columns of places in a text, without reading it again for each.

/// The places of the lines in a text, noted every few thousand bytes.
#[derive(Debug)]
pub(crate) struct Lines<'i> {
    text: &'i str,
    /// The start of each block, its line, and its column in characters.
    blocks: Vec<(usize, u32, u32)>,
}

impl<'i> Lines<'i> {
    /// The number of bytes in a block, or a few more.
    const BLOCK: usize = 4096;

    pub(crate) fn new(text: &'i str) -> Self {
        let mut blocks = vec![(0, 1, 1)];
        let (mut start, mut place) = (0, (1, 1));
        while let Some(block) = text.get(start..).filter(|rest| rest.len() > Self::BLOCK) {
            let length = (Self::BLOCK..=block.len()).find(|end| block.is_char_boundary(*end)).unwrap_or(block.len());
            place = behind(place, block.get(..length).unwrap_or_default());
            start = start.saturating_add(length);
            blocks.push((start, place.0, place.1));
        }
        Self { text, blocks }
    }

    /// The line and the column of a byte offset, both from 1.
    ///
    /// `None` inside a character or behind the text.
    pub(crate) fn position(&self, offset: usize) -> Option<(u32, u32)> {
        let block = self.blocks.partition_point(|(start, ..)| *start <= offset).checked_sub(1)?;
        let (start, line, column) = *self.blocks.get(block)?;
        Some(behind((line, column), self.text.get(start..offset)?))
    }
}

/// The line and the column behind a text that begins at these.
fn behind((line, column): (u32, u32), text: &str) -> (u32, u32) {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    match text.rsplit_once('\n') {
        Some((before, last)) => {
            let lines = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
            (line.saturating_add(count(lines)), count(last.chars().count()).saturating_add(1))
        }
        None => (line, column.saturating_add(count(text.chars().count()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kmip::format::text::position;

    #[test]
    fn places_are_those_that_errors_have() {
        let texts = [
            String::new(),
            "a\nb\u{e4}c\r\n\nd".to_owned(),
            format!("{}\u{1F511}{}", "x".repeat(Lines::BLOCK - 1), "y".repeat(3)),
            "line \u{e4}\n".repeat(2_000),
            "\u{e4}".repeat(9_000),
        ];
        for text in &texts {
            let lines = Lines::new(text);
            for offset in
                (0..=text.len() + 1).filter(|offset| *offset < 40 || offset % 7 == 0 || *offset > text.len() - 9)
            {
                assert_eq!(lines.position(offset), position(text, offset), "{offset} of {}", text.len());
            }
        }
        assert_eq!(Lines::new(&texts[3]).blocks.len(), 4);
    }
}
