//! Items that have been read, to be read again: what a decoder goes back in.
//!
//! A reader only goes forward, and what has been read typed cannot be read again as a tree. So where a decoder may have to go
//! back, it decodes from a [`Replay`], a flat list of the items with links between siblings: the payload of an item that failed.

use alloc::vec::Vec;
use core::fmt;

use crate::stream::diagnose;
use crate::{Bytes, ErrorKind, Fault, Item, ItemType, Reader, Tag, Text};

/// A list of items that can be read more than once.
pub struct Replay<'a> {
    /// The first stands for what is around the others.
    entries: Vec<Entry<'a>>,
    open: Vec<Level>,
    /// The entry returned last.
    current: u32,
}

/// An item, and the entries around it; 0 for none.
struct Entry<'a> {
    /// The word of a structure is its number.
    item: Item,
    body: Body<'a>,
    offset: u32,
    child: u32,
    sibling: u32,
}

/// The value of an item that is not one word.
enum Body<'a> {
    Word,
    Text(Text<'a>),
    Bytes(Bytes<'a>),
}

/// A structure that is being read.
struct Level {
    structure: u32,
    /// The child returned last.
    last: u32,
}

impl Level {
    const fn new(structure: u32) -> Self {
        Self { structure, last: 0 }
    }
}

impl<'a> Replay<'a> {
    /// Reads the item that `reader` has just returned, with everything in it; without one, everything that is left.
    pub(super) fn read(first: Option<Item>, reader: &mut dyn Reader<'a>) -> Result<Self, Fault> {
        let mut replay = Self { entries: Vec::new(), open: Vec::new(), current: 0 };
        replay.push(Item::END, Body::Word, 0)?;
        // The structures that are open, each with its last child.
        let mut open = Vec::from([(0, 0)]);
        let mut item = first.unwrap_or_else(|| reader.next());
        loop {
            if item.is_failed() {
                return Err(reader.fault());
            }
            if item.is_end() {
                open.pop();
            } else {
                let (parent, last) = open.pop().unwrap_or_default();
                let offset = u32::try_from(reader.offset(item)).unwrap_or(u32::MAX);
                let body = Body::read(item, reader)?;
                let number = replay.push(item, body, offset)?;
                match replay.entry_mut(if last == 0 { parent } else { last }) {
                    Some(entry) if last == 0 => entry.child = number,
                    Some(entry) => entry.sibling = number,
                    None => {}
                }
                open.push((parent, number));
                if item.item_type() == ItemType::STRUCTURE {
                    open.push((number, 0));
                }
            }
            if open.is_empty() || (first.is_some() && open.len() == 1) {
                break;
            }
            item = reader.next();
        }
        replay.rewind();
        Ok(replay)
    }

    /// Goes back to the first item.
    pub(super) fn rewind(&mut self) {
        self.open.clear();
        self.open.push(Level::new(0));
        self.current = 0;
    }

    fn entry(&self, number: u32) -> Option<&Entry<'a>> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    fn entry_mut(&mut self, number: u32) -> Option<&mut Entry<'a>> {
        self.entries.get_mut(usize::try_from(number).ok()?)
    }

    fn count(&self) -> Result<u32, Fault> {
        u32::try_from(self.entries.len()).map_err(|_| Fault::new(ErrorKind::TooManyItems, Tag::default(), 0))
    }

    fn push(&mut self, item: Item, body: Body<'a>, offset: u32) -> Result<u32, Fault> {
        let number = self.count()?;
        let item = match item.item_type() {
            ItemType::STRUCTURE => Item::from_words(item.head(), u64::from(number)),
            _ => item,
        };
        self.entries.push(Entry { item, body, offset, child: 0, sibling: 0 });
        Ok(number)
    }
}

impl<'a> Body<'a> {
    /// The value of the item just returned, checked.
    fn read(item: Item, reader: &mut dyn Reader<'a>) -> Result<Self, Fault> {
        let body = match item.item_type() {
            ItemType::STRUCTURE => Some(Self::Word),
            ItemType::BYTE_STRING | ItemType::BIG_INTEGER => match reader.bytes(item) {
                Some(bytes) => Some(Self::Bytes(bytes.into())),
                None => reader.held_bytes().map(|bytes| Self::Bytes(Vec::from(bytes).into())),
            },
            item_type if item_type.is_text() => match reader.text(item) {
                Some(text) => Some(Self::Text(text.into())),
                None => reader.held_text().map(|text| Self::Text(alloc::string::String::from(text).into())),
            },
            _ if item.as_word_item().is_some() => Some(Self::Word),
            _ => return Err(diagnose(item, reader.offset(item))),
        };
        body.ok_or_else(|| reader.fault())
    }
}

impl<'a> Reader<'a> for Replay<'a> {
    fn next(&mut self) -> Item {
        let Some(level) = self.open.last() else { return Item::END };
        let next = match level.last {
            0 => self.entry(level.structure).map_or(0, |entry| entry.child),
            last => self.entry(last).map_or(0, |entry| entry.sibling),
        };
        if next == 0 {
            if self.open.len() > 1 {
                self.open.pop();
            }
            return Item::END;
        }
        let item = self.entry(next).map_or(Item::END, |entry| entry.item);
        if let Some(level) = self.open.last_mut() {
            level.last = next;
        }
        self.current = next;
        if item.item_type() == ItemType::STRUCTURE {
            self.open.push(Level::new(next));
        }
        item
    }

    fn text(&mut self, _: Item) -> Option<&'a str> {
        match &self.entry(self.current)?.body {
            Body::Text(text) => text.borrowed(),
            _ => None,
        }
    }

    fn bytes(&mut self, _: Item) -> Option<&'a [u8]> {
        match &self.entry(self.current)?.body {
            Body::Bytes(bytes) => bytes.borrowed(),
            _ => None,
        }
    }

    fn held_text(&self) -> Option<&str> {
        match &self.entry(self.current)?.body {
            Body::Text(text) => Some(text),
            _ => None,
        }
    }

    fn held_bytes(&self) -> Option<&[u8]> {
        match &self.entry(self.current)?.body {
            Body::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Never needed: what could fail has failed when the list was made.
    fn fault(&self) -> Fault {
        let tag = self.entry(self.current).map_or(Tag::default(), |entry| entry.item.tag());
        Fault::new(ErrorKind::Truncated, tag, self.offset(Item::END))
    }

    /// That in the input; for `END` that of the item returned last.
    fn offset(&self, item: Item) -> usize {
        let number = match item.item_type() {
            ItemType::STRUCTURE => u32::try_from(item.word()).unwrap_or_default(),
            _ => self.current,
        };
        self.entry(number).and_then(|entry| usize::try_from(entry.offset).ok()).unwrap_or_default()
    }

    fn replay(&mut self) -> Option<&mut Self> {
        Some(self)
    }
}

/// Prints how much there is, never what.
impl fmt::Debug for Replay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Replay({} items)", self.entries.len().saturating_sub(1))
    }
}

/// What the list owns may be secret.
#[cfg(feature = "zeroize")]
impl Drop for Replay<'_> {
    fn drop(&mut self) {
        use crate::secret::Sensitive as _;

        for entry in &mut self.entries {
            match &mut entry.body {
                Body::Text(text) => text.wipe(),
                Body::Bytes(bytes) => bytes.wipe(),
                Body::Word => {}
            }
        }
    }
}
