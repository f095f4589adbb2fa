//! The description of a text in an error.
//!
//! It tells the shape of the text that was found, and what a name there is for.

use core::fmt;

use crate::Tag;

/// The thing that a name is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Tag,
    ItemType,
    Value(Tag),
}

/// The shape of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) count: usize,
    pub(super) is_digits: bool,
    pub(super) is_hex: bool,
    has_hyphens: bool,
}

impl Found {
    pub(super) fn of_text(text: &str) -> Self {
        let text = text.trim_ascii();
        let all = |is: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| is(&byte));
        Self {
            count: text.chars().count(),
            is_digits: all(u8::is_ascii_digit),
            is_hex: all(u8::is_ascii_hexdigit),
            has_hyphens: text.get(1..).is_some_and(|rest| rest.contains('-')),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let things = match (self.is_hex, self.has_hyphens) {
            _ if self.count == 0 => return f.write_str("nothing"),
            (true, _) => "digit",
            _ => "character",
        };
        write!(f, "{} {things}{}", self.count, if self.count == 1 { "" } else { "s" })?;
        if self.has_hyphens { f.write_str(" with hyphens") } else { Ok(()) }
    }
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag => f.write_str("an item"),
            Self::ItemType => f.write_str("an item type"),
            Self::Value(tag) => write!(f, "{tag}"),
        }
    }
}
