//! Lenient decoding.
//!
//! What does not fit the tables is set aside, and everything around it is read.
//!
//! Strict decoding comes first, and what it takes is as it would be without lenience, at no other cost. Only of what it refuses
//! is a [`Replay`] made, from which the message is decoded twice:
//!
//! 1. The first time decides what is set aside, and its result is thrown away, values of lists as soon as they are read. An item that cannot be read typed is marked, with
//!    the reason, and the structure around it goes on behind it. Where that structure cannot do without it, since every version
//!    requires the field, it fails in its turn, with the same reason, and is marked by the structure around it. So the smallest
//!    item is marked that the structure around it can do without.
//! 2. The second time, what is marked is returned under an altered tag that is no field of any structure
//!    ([`Item::aside`]), and is kept untyped: among the items that the tables do not have or, where another field decides what it
//!    holds, as the tree that a value is which no table knows.
//!
//! Where a value stands before the field that selects it, that field is moved in front of it, and the first pass is made
//! again. Each pass moves what it comes to, so that there are no more of them than values can be selected inside one another.
//! What is kept untyped is kept in the order of the input.
//!
//! A pass decodes no item twice, so the cost is that of a few decodings. The list takes 72 bytes an item, of which the
//! limits say how many there can be. The second time drops what it has passed, so that list and message do not add up.
//!
//! Of a field that can occur once, the first occurrence counts: where it is set aside, so are those behind it. So the first pass
//! fills no field twice, and what it has filled can be dropped.

use alloc::vec::Vec;
use core::{iter, slice};

use super::owning::Owning;
use super::replay::{Entry, Level, Mode, Replay};
use super::{check_root, decode_root};
use crate::codec::{Decode, Decoder, Root, Scope, Selected};
use crate::error::Fault;
use crate::item::Item;
use crate::path::locate;
use crate::stream::{Reader, Untyped};
use crate::tree::{Node, NodeReader, locate_in};
use crate::{Error, ErrorKind, Tag, tables};

/// Reads leniently a message that strict decoding has refused.
///
/// `reader` is a new one of the same input.
///
/// # Errors
/// What cannot be set aside: the message itself, what its header must have, and what cannot be read untyped.
#[cold]
#[inline(never)]
pub fn decode_root_leniently<'a, T: Root<'a>>(reader: &mut dyn Reader<'a>) -> Result<T, Fault> {
    last(decided::<T>(reader)?)
}

/// Reads leniently a message that strict decoding has refused, owned.
///
/// The message owns its text and bytes.
///
/// # Errors
/// As for [`decode_root_leniently`].
#[cold]
#[inline(never)]
pub fn decode_root_leniently_owned<'a, 'b, T: Root<'a>>(reader: impl Reader<'b>) -> Result<T, Fault> {
    decode_root_leniently(&mut Owning::new(reader))
}

/// Reads leniently a tree that strict decoding has refused.
///
/// Text and bytes are owned. The tree is dropped on the way: the list of its items, and the message, take as much
/// again each.
///
/// # Errors
/// As for [`decode_root_leniently`]; they have no offset.
#[cold]
#[inline(never)]
pub(crate) fn decode_tree_leniently<T: Root<'static>>(root: Node<'_>) -> Result<T, Error> {
    let read = Replay::read(None, &mut Owning::new(NodeReader::for_node(&root)));
    let mut replay = read.map_err(|fault| locate_in(slice::from_ref(&root), fault))?;
    drop(root);
    if let Err(fault) = decide::<T>(&mut replay) {
        return Err(locate(&mut replay, fault).drop_offset());
    }
    // What can fail has failed when it was decided.
    Ok(last(replay)?)
}

/// The message that these items are, which are dropped as they are read.
fn last<'a, T: Root<'a>>(mut replay: Replay<'a>) -> Result<T, Fault> {
    replay.read_last();
    decode_root(&mut replay)
}

/// The items of a message of type `T`, with marks at what is set aside.
pub(super) fn decided<'a, T: Root<'a>>(reader: &mut dyn Reader<'a>) -> Result<Replay<'a>, Fault> {
    let mut replay = Replay::read(None, reader)?;
    decide::<T>(&mut replay)?;
    Ok(replay)
}

/// Marks which items of a message of type `T` to set aside, and goes back.
fn decide<'a, T: Root<'a>>(replay: &mut Replay<'a>) -> Result<(), Fault> {
    replay.mode = Mode::Deciding;
    loop {
        let done = check_root::<T>(replay);
        replay.rewind();
        if !replay.moved {
            if done.is_ok() {
                replay.mode = Mode::Decided;
            }
            return done;
        }
        replay.moved = false;
        replay.selectors.clear();
        replay.asides.clear();
        replay.entries.iter_mut().for_each(|entry| entry.aside = None);
    }
}

impl<'a> Decoder<'a, '_> {
    /// Notes that an item is kept untyped, and why.
    #[cold]
    #[inline(never)]
    pub(crate) fn note_untyped(&mut self, item: Item, why: Untyped) {
        self.reader.replaying().into_iter().for_each(|replaying| replaying.keep_untyped(item, why));
    }

    /// Fills a field that needs a selector with an untyped item set aside.
    ///
    /// Returns whether the item belongs to that field.
    ///
    /// # Errors
    /// None that is expected: what is set aside can be read untyped.
    #[cold]
    #[inline(never)]
    pub(crate) fn untyped<T: Decode<'a>>(
        &mut self,
        scope: &mut Scope,
        bit: u32,
        slot: &mut T,
        item: Item,
        tag: Tag,
    ) -> Result<bool, Fault> {
        let mask = 1_u64.wrapping_shl(bit);
        if !item.is_aside() || item.restored().tag() != tag || scope.seen & mask != 0 {
            return Ok(false);
        }
        scope.seen |= mask;
        // Nothing selects, so it is what no table knows.
        let outer = core::mem::replace(&mut self.selected, Selected::NONE);
        let done = slot.fill(item, self);
        self.selected = outer;
        done.map(|()| true)
    }

    /// Sets aside the child of `structure` returned last, and goes on behind it.
    ///
    /// `fault` says why the child cannot be read; `needed` says whether the structure cannot do without it.
    ///
    /// # Errors
    /// The fault, where decoding is strict, and where the structure needs the child.
    #[cold]
    #[inline(never)]
    pub fn set_aside(&mut self, structure: Item, fault: Fault, needed: bool) -> Result<(), Fault> {
        match self.reader.replaying() {
            Some(replaying) => replaying.set_aside(structure, fault, needed),
            None => Err(fault),
        }
    }
}

impl Replay<'_> {
    /// Marks the last child of `structure`, or moves its selector in front of it.
    ///
    /// The last child is the one returned last.
    pub(super) fn decide_aside(&mut self, structure: Item, fault: Fault, needed: bool) -> Result<(), Fault> {
        let number = self.number(structure);
        let place = self.open.iter().rposition(|level| level.structure == number);
        let Some((place, child)) = place.and_then(|place| Some((place, self.open.get(place)?.last))) else {
            return Err(fault);
        };
        if fault.kind() == ErrorKind::Selector {
            // It stands in this structure, or in one around it.
            if self.move_selector(place, fault.tag()) {
                self.open.truncate(place.saturating_add(1));
                return Ok(());
            }
        }
        // Of what occurs again the first is there.
        let is_again = |child: &Entry<'_>| fault == Fault::new(ErrorKind::Duplicate, child.item.tag(), child.offset());
        if needed && !self.entry(child).is_some_and(is_again) {
            return Err(fault);
        }
        self.open.truncate(place.saturating_add(1));
        if let Some(entry) = self.entry_mut(child) {
            entry.aside = Some(fault);
            let tag = entry.item.tag();
            self.asides.insert((number, tag));
        }
        Ok(())
    }

    /// Moves a selector in front of the child returned last.
    ///
    /// The selector is the field with this tag in the structure open at `place`, or in the next around it that has one
    /// ahead; the child is the last of that structure.
    fn move_selector(&mut self, place: usize, tag: Tag) -> bool {
        let around = (0..place).rev().filter(|outer| self.selects_inside(*outer, tag));
        let places: Vec<usize> = iter::once(place).chain(around).collect();
        let ahead = places.into_iter().find_map(|place| Some((place, self.selector_ahead(place, tag)?)));
        let Some((place, selector)) = ahead else { return false };
        let Some(Level { structure, last, before }) = self.open.get(place).copied() else { return false };
        let mut previous = last;
        while let Some(next) =
            self.entry(previous).map(|entry| entry.sibling).filter(|next| ![0, selector].contains(next))
        {
            previous = next;
        }
        let behind = self.entry(selector).map_or(0, |entry| entry.sibling);
        self.entry_mut(previous).into_iter().for_each(|entry| entry.sibling = behind);
        self.entry_mut(selector).into_iter().for_each(|entry| entry.sibling = last);
        match self.entry_mut(if before == 0 { structure } else { before }) {
            Some(entry) if before == 0 => entry.child = selector,
            Some(entry) => entry.sibling = selector,
            None => {}
        }
        self.selectors.insert((structure, tag), 0);
        self.moved = true;
        true
    }

    /// Returns whether a field can select what stands inside another structure.
    ///
    /// It is the field with this tag of the structure open at `place`.
    fn selects_inside(&self, place: usize, tag: Tag) -> bool {
        let structure = self.open.get(place).and_then(|level| self.entry(level.structure));
        structure.is_some_and(|structure| {
            let named = tables::structures().iter().filter(|table| table.tag == structure.item.tag());
            named.filter_map(|table| table.field(tag)).any(|field| field.selects)
        })
    }

    /// Returns the next field with this tag of the structure open at `place`.
    ///
    /// It must stand behind the child returned last.
    fn selector_ahead(&mut self, place: usize, tag: Tag) -> Option<u32> {
        let Level { structure, last, .. } = *self.open.get(place)?;
        let found = match self.selectors.get(&(structure, tag)) {
            Some(found) => *found,
            None => {
                let mut child = last;
                while child != 0 && self.entry(child).is_none_or(|entry| entry.item.tag() != tag) {
                    child = self.entry(child).map_or(0, |entry| entry.sibling);
                }
                self.selectors.insert((structure, tag), child);
                child
            }
        };
        // Children are numbered in the order of the input.
        (found > last).then_some(found)
    }
}
