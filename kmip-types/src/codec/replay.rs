//! Items that have been read, to be read again: what a decoder goes back in.
//!
//! A reader only goes forward, and what has been read typed cannot be read again as a tree. So where a decoder may have to go
//! back, it decodes from a [`Replay`], a flat list of the items with links between siblings. There are two such places: the
//! payload of an item that failed, and [lenient decoding](super::lenient).

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;

use super::entries::Entries;
use crate::error::Fault;
use crate::item::Item;
use crate::stream::{Failed, Reader, Replaying, Untyped, diagnose};
use crate::{Bytes, ErrorKind, ItemType, Tag};

/// A list of items that can be read more than once.
pub(super) struct Replay<'a> {
    /// The first stands for what is around the others.
    pub(super) entries: Entries<Entry<'a>>,
    pub(super) open: Vec<Level>,
    /// The entry returned last.
    pub(super) current: u32,
    /// True if the items come in the order of the input.
    ///
    /// Items that have been moved come in that order too.
    in_input_order: bool,
    /// The handling of an item that cannot be read typed.
    pub(super) mode: Mode,
    /// The structures with fields of which some item is set aside.
    pub(super) asides: BTreeSet<(u32, Tag)>,
    /// `true` if the items are read for the last time.
    ///
    /// Those that have been passed are dropped then.
    is_last: bool,
    /// The places of the fields of a structure that were looked for.
    ///
    /// 0 for a field that is not there.
    pub(super) selectors: BTreeMap<(u32, Tag), u32>,
    /// True if a field has been moved in front of another one that it selects.
    pub(super) moved: bool,
}

/// The handling of an item that cannot be read typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is an error.
    Strict,
    /// It is marked, and passed over.
    Deciding,
    /// Those that are marked are kept untyped.
    Decided,
}

/// An item, and the entries around it; 0 for none.
pub(super) struct Entry<'a> {
    /// The word of a structure is its number.
    pub(super) item: Item,
    /// The octets of text, of a Byte String or of a Big Integer; of other items none.
    body: Bytes<'a>,
    pub(super) offset: u32,
    pub(super) parent: u32,
    pub(super) child: u32,
    pub(super) sibling: u32,
    /// Behind the last item in it.
    pub(super) end: u32,
    /// The reason why it is set aside, if it is.
    pub(super) aside: Option<Fault>,
    /// The reason why it was kept untyped, if it was.
    pub(super) kept: Option<Untyped>,
}

impl Entry<'_> {
    /// Returns where in the input it starts.
    pub(super) fn offset(&self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        str::from_utf8(&self.body).ok().filter(|_| self.item.item_type().is_text())
    }
}

/// A structure that is being read.
#[derive(Clone, Copy)]
pub(super) struct Level {
    pub(super) structure: u32,
    /// The child returned last, and the one before it.
    pub(super) last: u32,
    pub(super) before: u32,
}

impl Level {
    pub(super) const fn new(structure: u32) -> Self {
        Self { structure, last: 0, before: 0 }
    }
}

impl<'a> Replay<'a> {
    /// Reads the item `first`, with everything in it.
    ///
    /// It is the one that `reader` has just returned. If there is none, everything that is left is read.
    pub(super) fn read(first: Option<Item>, reader: &mut dyn Reader<'a>) -> Result<Self, Fault> {
        let mut replay = Self {
            entries: Entries::new(),
            open: Vec::new(),
            current: 0,
            in_input_order: false,
            mode: Mode::Strict,
            asides: BTreeSet::new(),
            is_last: false,
            selectors: BTreeMap::new(),
            moved: false,
        };
        replay.push(Item::END, Bytes::default(), 0, 0)?;
        // The structures that are open, each with its last child.
        let mut open = Vec::from([(0, 0)]);
        let mut item = first.unwrap_or_else(|| reader.next());
        loop {
            if item.is_failed() {
                return Err(reader.fault());
            }
            if item.is_end() {
                let end = replay.count()?;
                if let Some(entry) = open.pop().and_then(|(structure, _)| replay.entry_mut(structure)) {
                    entry.end = end;
                }
            } else {
                let (parent, last) = open.pop().unwrap_or_default();
                let offset = u32::try_from(reader.offset(item)).unwrap_or(u32::MAX);
                let body = body(item, reader)?;
                let number = replay.push(item, body, offset, parent)?;
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
        let end = replay.count()?;
        replay.entry_mut(0).into_iter().for_each(|root| root.end = end);
        replay.rewind();
        Ok(replay)
    }

    /// Drops each item once it has been passed: the items are read for the last time.
    ///
    /// What is made of them takes the memory that they leave.
    pub(super) fn read_last(&mut self) {
        self.is_last = true;
    }

    /// Drops a passed item with everything in it, if it is not read again.
    fn pass(&mut self, number: u32) {
        // The first stands for the root, and is passed by nobody.
        if self.is_last && number != 0 {
            self.entries.spend(usize::try_from(number).unwrap_or(usize::MAX));
        }
    }

    /// Goes back to the first item.
    pub(super) fn rewind(&mut self) {
        self.open.clear();
        self.open.push(Level::new(0));
        self.current = 0;
    }

    pub(super) fn entry(&self, number: u32) -> Option<&Entry<'a>> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    pub(super) fn entry_mut(&mut self, number: u32) -> Option<&mut Entry<'a>> {
        self.entries.get_mut(usize::try_from(number).ok()?)
    }

    pub(super) fn count(&self) -> Result<u32, Fault> {
        u32::try_from(self.entries.len()).map_err(|_| Fault::new(ErrorKind::TooManyItems, Tag::default(), 0))
    }

    fn push(&mut self, item: Item, body: Bytes<'a>, offset: u32, parent: u32) -> Result<u32, Fault> {
        let number = self.count()?;
        let item = match item.item_type() {
            ItemType::STRUCTURE => Item::from_words(item.head(), u64::from(number)),
            _ => item,
        };
        let end = number.saturating_add(1);
        self.entries.push(Entry { item, body, offset, parent, child: 0, sibling: 0, end, aside: None, kept: None });
        Ok(number)
    }

    /// Returns the number of an item.
    ///
    /// The item was just returned, or is a structure that is open or was just closed.
    pub(super) fn number(&self, item: Item) -> u32 {
        match item.item_type() {
            ItemType::STRUCTURE => u32::try_from(item.word()).unwrap_or_default(),
            _ => self.current,
        }
    }

    /// Returns the child of the innermost open structure that comes next.
    ///
    /// 0 if there is none.
    fn following(&self, level: Level) -> u32 {
        let entry = |number| self.entry(number);
        if !self.in_input_order {
            return match level.last {
                0 => entry(level.structure).map_or(0, |structure| structure.child),
                last => entry(last).map_or(0, |last| last.sibling),
            };
        }
        let next = match level.last {
            0 => level.structure.saturating_add(1),
            last => entry(last).map_or(u32::MAX, |last| last.end),
        };
        if entry(level.structure).is_some_and(|structure| next < structure.end) { next } else { 0 }
    }
}

/// Returns the octets of the item just read, checked.
///
/// A structure, or an item whose value is one word, has none.
fn body<'a>(item: Item, reader: &mut dyn Reader<'a>) -> Result<Bytes<'a>, Fault> {
    Ok(match item.item_type() {
        ItemType::STRUCTURE => Bytes::default(),
        ItemType::BYTE_STRING | ItemType::BIG_INTEGER => match reader.bytes(item) {
            Some(bytes) => bytes.into(),
            None => Vec::from(reader.held_bytes().map_err(|Failed| reader.fault())?).into(),
        },
        item_type if item_type.is_text() => match reader.text(item) {
            Some(text) => text.as_bytes().into(),
            None => Vec::from(reader.held_text().map_err(|Failed| reader.fault())?).into(),
        },
        _ if item.as_word_item().is_some() => Bytes::default(),
        _ => return Err(diagnose(item, reader.offset(item))),
    })
}

impl<'a> Reader<'a> for Replay<'a> {
    fn next(&mut self) -> Item {
        let Some(level) = self.open.last().copied() else { return Item::END };
        let next = self.following(level);
        if next == 0 {
            self.open.pop();
            self.pass(level.last);
            return Item::END;
        }
        let Some(entry) = self.entry(next) else { return Item::END };
        let (item, is_aside) =
            (entry.item, self.mode == Mode::Decided && entry.aside.is_some() && !self.in_input_order);
        if let Some(level) = self.open.last_mut() {
            level.before = level.last;
            level.last = next;
        }
        self.pass(level.last);
        self.current = next;
        if item.item_type() == ItemType::STRUCTURE {
            self.open.push(Level::new(next));
        }
        if is_aside { item.aside() } else { item }
    }

    fn text(&mut self, _: Item) -> Option<&'a str> {
        str::from_utf8(self.entry(self.current)?.body.borrowed()?).ok()
    }

    fn bytes(&mut self, _: Item) -> Option<&'a [u8]> {
        self.entry(self.current)?.body.borrowed()
    }

    fn held_text(&self) -> Result<&str, Failed> {
        self.entry(self.current).and_then(Entry::text).ok_or(Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        self.entry(self.current).map(|entry| &*entry.body).ok_or(Failed)
    }

    /// Never needed: what could fail has failed when the list was made.
    fn fault(&self) -> Fault {
        let tag = self.entry(self.current).map_or(Tag::default(), |entry| entry.item.tag());
        Fault::new(ErrorKind::Truncated, tag, self.offset(Item::END))
    }

    /// That in the input; for `END` that of the item returned last.
    fn offset(&self, item: Item) -> usize {
        self.entry(self.number(item)).map_or(0, Entry::offset)
    }

    fn replaying(&mut self) -> Option<&mut dyn Replaying> {
        Some(self)
    }
}

impl Replaying for Replay<'_> {
    fn set_aside(&mut self, structure: Item, fault: Fault, needed: bool) -> Result<(), Fault> {
        if self.mode == Mode::Deciding { self.decide_aside(structure, fault, needed) } else { Err(fault) }
    }

    fn has_aside(&self, structure: Item, tag: Tag) -> bool {
        self.asides.contains(&(self.number(structure), tag))
    }

    fn keep_untyped(&mut self, item: Item, why: Untyped) {
        // Before it is decided, what stands in an item that will be set aside is read too.
        if self.mode == Mode::Decided {
            let number = self.number(item);
            self.entry_mut(number).into_iter().for_each(|entry| entry.kept = Some(why));
        }
    }

    fn in_input_order(&mut self, is_so: bool) {
        self.in_input_order = is_so;
    }
}

/// Prints how much there is, never what.
impl fmt::Debug for Replay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Replay({} items)", self.entries.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_takes_72_bytes_at_most() {
        assert!(size_of::<Entry<'_>>() <= 72);
    }
}
