//! The spellings of all tags and values, computed at compile time.
//!
//! They come from the tables of tags. There is a row for each number, with its names joined.

use super::spelling::{FIRST, LENGTH};
use super::{Name, NameTable, Spelling, TAG_NAMES, ValueSpelling, Vocabulary};
use crate::ItemType;
use crate::generated::tables::TAGS as TABLES;
use crate::tables::{Form, Holds, TagTable};

/// The rows, with more room than they need: what they leave is cut off below.
const ROWS: Rows = rows();

/// The spelling of each tag, from the first one on.
pub(crate) static TAGS: [Spelling; ROWS.tag_count] = match ROWS.tags.first_chunk() {
    Some(tags) => *tags,
    None => [Spelling::NONE; ROWS.tag_count],
};

/// The newest spelling of each value, by number from 0 on.
///
/// The values of one tag with an enumeration stand after those of the other.
pub(super) static VALUES: [ValueSpelling; ROWS.value_count] = match ROWS.values.first_chunk() {
    Some(values) => *values,
    None => [ValueSpelling::NONE; ROWS.value_count],
};

/// The number of bytes of the names of values, and of the block behind them.
const TEXT: usize = ROWS.text_length + ValueSpelling::BLOCK;

static BYTES: [u8; TEXT] = match ROWS.text.first_chunk() {
    Some(text) => *text,
    None => [b' '; TEXT],
};

/// The names of values: each is somewhere in here.
///
/// Behind all of them there is enough for a block.
pub(super) const JOINED: &str = match core::str::from_utf8(&BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

/// The vocabulary of each tag, from the first one on.
pub(super) static VOCABULARIES: [Option<Vocabulary>; ROWS.tag_count] = vocabularies();

/// Rows that are filled as far as there is room, and how many there would be.
struct Rows {
    tags: [Spelling; 1 << 10],
    values: [ValueSpelling; 1 << 12],
    text: [u8; 1 << 16],
    tag_count: usize,
    value_count: usize,
    text_length: usize,
}

impl Rows {
    const fn tag(&mut self, spelling: Spelling) {
        if let Some((_, [row, ..])) = self.tags.split_at_mut_checked(self.tag_count) {
            *row = spelling;
        }
        self.tag_count += 1;
    }

    /// Adds the next value of a list.
    ///
    /// It is the number that `names` begin with, or one that has no name of its own.
    const fn value(&mut self, name: Option<&Name>) {
        let spelling = match name {
            Some(name) if name.name.len() <= LONGEST => {
                ValueSpelling::new(low(self.text_length), length(name.name), name.versions)
            }
            _ => ValueSpelling::NONE,
        };
        if let Some((_, [row, ..])) = self.values.split_at_mut_checked(self.value_count) {
            *row = spelling;
        }
        self.value_count += 1;
        let (Some(name), true) = (name, spelling.length() > 0) else { return };
        if let Some((_, rest)) = self.text.split_at_mut_checked(self.text_length)
            && let Some((text, _)) = rest.split_at_mut_checked(name.name.len())
        {
            text.copy_from_slice(name.name.as_bytes());
        }
        self.text_length += name.name.len();
    }

    /// Adds the values of a list, if they lie close to 0.
    ///
    /// Returns where they start among all of them.
    const fn list(&mut self, list: &NameTable) -> Option<usize> {
        let first = self.value_count;
        let [start, ..] = list.names else { return None };
        if start.value > super::places::GAP {
            return None;
        }
        let (mut number, mut names, mut close) = (0, list.names, list.starts);
        while number < start.value {
            self.value(None);
            number += 1;
        }
        while let [_, more_close @ ..] = close {
            close = more_close;
            while let [name, more @ ..] = names {
                if name.value >= number {
                    break;
                }
                names = more;
            }
            match names {
                [name, ..] if name.value == number => self.value(Some(name)),
                _ => self.value(None),
            }
            number += 1;
        }
        Some(first)
    }
}

/// The longest name that is joined with others; longer ones are few.
const LONGEST: usize = {
    // One bit after the other, because a `const fn` cannot convert numbers.
    let (mut longest, mut left) = (0, LENGTH);
    while left > 0 {
        (longest, left) = (longest + 1, left - 1);
    }
    longest
};

const fn rows() -> Rows {
    let mut rows = Rows {
        tags: [Spelling::NONE; 1 << 10],
        values: [ValueSpelling::NONE; 1 << 12],
        text: [b' '; 1 << 16],
        tag_count: 0,
        value_count: 0,
        text_length: 0,
    };
    let (mut number, mut place) = (FIRST, 0);
    let (mut names, mut tables) = (TAG_NAMES, TABLES);
    while let ([name, more_names @ ..], [table, more_tables @ ..]) = (names, tables) {
        (names, tables) = (more_names, more_tables);
        while number < name.value {
            rows.tag(Spelling::NONE);
            number += 1;
        }
        let item_type = item_type(table.forms.all());
        let spelling = Spelling::new(place, length(name.name), name.versions, item_type);
        let spelling = match vocabulary(table) {
            Some(Vocabulary::Mask(_)) => spelling.of_mask(),
            Some(Vocabulary::Enumeration(list)) if item_type.value() == ItemType::ENUMERATION.value() => {
                match rows.list(list) {
                    Some(first) => spelling.of_values(low(first), low(rows.value_count - first)),
                    None => spelling,
                }
            }
            _ => spelling,
        };
        rows.tag(spelling);
        (number, place) = (number + 1, place + 1);
    }
    rows
}

const fn vocabularies<const N: usize>() -> [Option<Vocabulary>; N] {
    let mut vocabularies = [None; N];
    let (mut number, mut index, mut tables) = (FIRST, 0, TABLES);
    while let [table, more @ ..] = tables {
        while number < table.tag.value() {
            (number, index) = (number + 1, index + 1);
        }
        if let Some((_, [row, ..])) = vocabularies.split_at_mut_checked(index) {
            *row = vocabulary(table);
        }
        tables = more;
    }
    vocabularies
}

/// The enumeration or mask whose values a tag carries.
const fn vocabulary(table: &TagTable) -> Option<Vocabulary> {
    let mut forms = table.forms.all();
    while let [form, more @ ..] = forms {
        match form.holds {
            Holds::Enumeration(list) => return Some(Vocabulary::Enumeration(list.values)),
            Holds::Mask(list) => return Some(Vocabulary::Mask(list.values)),
            Holds::Plain | Holds::Structure(_) => forms = more,
        }
    }
    None
}

/// Returns the type of most items with a tag.
///
/// Of several types, it is the first that is no structure; where they can have any, it is of number 0.
const fn item_type(forms: &[Form]) -> ItemType {
    let (mut found, mut rest) = (None, forms);
    while let [form, more @ ..] = rest {
        match (form.item_type, found) {
            (Some(item_type), _) if item_type.value() != ItemType::STRUCTURE.value() => return item_type,
            (None, _) => return ItemType::new(0),
            (_, None) => found = form.item_type,
            _ => {}
        }
        rest = more;
    }
    match found {
        Some(item_type) => item_type,
        None => ItemType::new(0),
    }
}

/// Returns how many bytes a name has.
const fn length(name: &str) -> u8 {
    let [length, ..] = name.len().to_le_bytes();
    length
}

/// A number below 65,536.
const fn low(number: usize) -> u16 {
    let [low, high, ..] = number.to_le_bytes();
    u16::from_le_bytes([low, high])
}
