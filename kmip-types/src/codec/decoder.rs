//! The decoder: the logic that every generated `fill` calls.

use alloc::vec::Vec;

use crate::codec::{Decode, Extra, append, drop_last};
use crate::error::Fault;
use crate::item::Item;
use crate::stream::{Reader, Untyped, diagnose};
use crate::tree::Node;
use crate::{ErrorKind, ItemType, Tag};

/// Decodes typed values from a [`Reader`] of any format.
pub struct Decoder<'a, 'r> {
    pub(super) reader: &'r mut (dyn Reader<'a> + 'r),
    pub(super) selected: Selected,
    /// `true` if values of lists are dropped once they are filled.
    ///
    /// Nobody looks at the message then.
    is_check: bool,
}

/// The state of decoding one structure.
///
/// It is two registers, which `once` and `many` change in place.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Scope {
    /// A bit for each field that was seen.
    pub(super) seen: u64,
    /// Occurrences of repeated fields beyond the first.
    again: u32,
}

/// The last field seen that selects what another field holds, and its value.
#[derive(Clone, Copy, Debug)]
pub struct Selected {
    field: Tag,
    value: u32,
}

impl Selected {
    pub(super) const NONE: Self = Self { field: Tag::new(0), value: 0 };
}

/// The largest size of a value that is filled before it is moved into a list.
///
/// Larger values are filled in the list.
const SMALL: usize = 32;

/// A field that decides what another one holds.
///
/// It is an enumeration, given by its number, or an attribute name, given by the attribute's tag.
pub trait Selector {
    /// The number to select by; 0 where the value selects nothing known.
    fn selector(&self) -> u32;
}

impl<T: Selector> Selector for Option<T> {
    fn selector(&self) -> u32 {
        self.as_ref().map_or(0, T::selector)
    }
}

impl core::fmt::Debug for Decoder<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Decoder").field("selected", &self.selected).finish_non_exhaustive()
    }
}

impl<'a, 'r> Decoder<'a, 'r> {
    /// A decoder that takes its items from `reader`.
    pub fn new(reader: &'r mut (dyn Reader<'a> + 'r)) -> Self {
        Self { reader, selected: Selected::NONE, is_check: false }
    }

    /// Makes this a decoder for a message at which nobody looks.
    ///
    /// It does not keep what its lists hold, except for small values.
    pub(super) fn for_check(self) -> Self {
        Self { is_check: true, ..self }
    }

    /// The next item of the structure being read: `None` at its end.
    ///
    /// # Errors
    /// Whatever is wrong with the input.
    #[inline]
    pub fn read(&mut self) -> Result<Option<Item>, Fault> {
        let item = self.reader.next();
        if item.is_end() {
            return Ok(None);
        }
        if item.is_failed() {
            return Err(self.reader.fault());
        }
        Ok(Some(item))
    }

    /// The next item, `END` or `FAILED`; both have tag 0, which is no field.
    #[inline]
    pub fn next_item(&mut self) -> Item {
        self.reader.next()
    }

    /// The byte offset at which the item just returned starts.
    #[must_use]
    pub fn offset(&self, item: Item) -> usize {
        self.reader.offset(item)
    }

    /// Starts a structure.
    ///
    /// # Errors
    /// [`WrongType`](ErrorKind::WrongType) if the item is none.
    #[inline]
    pub fn open(&mut self, item: Item) -> Result<Scope, Fault> {
        if item.item_type() != ItemType::STRUCTURE {
            return Err(self.wrong_type(item, ItemType::STRUCTURE));
        }
        Ok(Scope { seen: 0, again: 0 })
    }

    /// Fills a field that occurs at most once; `bit` is its number in the structure.
    ///
    /// # Errors
    /// [`Duplicate`](ErrorKind::Duplicate) at its second occurrence, or whatever is wrong with the value.
    #[inline(always)]
    pub fn once<T: Decode<'a>>(&mut self, scope: &mut Scope, bit: u32, slot: &mut T, item: Item) -> Result<(), Fault> {
        let mask = 1_u64.wrapping_shl(bit);
        if scope.seen & mask != 0 {
            return Err(self.fault(ErrorKind::Duplicate, item));
        }
        scope.seen |= mask;
        slot.fill(item, self)
    }

    /// Appends one occurrence of a field that can occur more than once.
    ///
    /// # Errors
    /// Whatever is wrong with the value.
    #[inline(always)]
    pub fn many<T: Decode<'a>>(
        &mut self,
        scope: &mut Scope,
        bit: u32,
        list: &mut Vec<T>,
        item: Item,
    ) -> Result<(), Fault> {
        let mask = 1_u64.wrapping_shl(bit);
        scope.again = scope.again.wrapping_add(u32::from(scope.seen & mask != 0));
        scope.seen |= mask;
        if size_of::<T>() <= SMALL {
            let mut value = T::default();
            value.fill(item, self)?;
            list.push(value);
            return Ok(());
        }
        append(list).map_or(Ok(()), |value| value.fill(item, self))?;
        if self.is_check {
            drop_last(list);
        }
        Ok(())
    }

    /// Keeps an item that is no field of the structure, unless it is a failure.
    ///
    /// # Errors
    /// The failure of the reader, or whatever is wrong with the item that nobody knows.
    #[cold]
    #[inline(never)]
    pub fn other(&mut self, scope: Scope, extra: &mut Extra<'a>, item: Item) -> Result<(), Fault> {
        if item.is_failed() {
            return Err(self.reader.fault());
        }
        self.note_untyped(item, Untyped::Unlisted);
        let node = self.node(item)?;
        extra.keep(scope.seen.count_ones().saturating_add(scope.again), node, !item.is_aside());
        Ok(())
    }

    /// Ends a structure: insists on the fields in `required`.
    ///
    /// # Errors
    /// [`Missing`](ErrorKind::Missing), with the tag of the first field that is not there. `tags` has the tag of
    /// each field, in the order of the bits.
    #[inline(always)]
    pub fn close(&mut self, scope: Scope, structure: Item, required: u64, tags: &[Tag]) -> Result<(), Fault> {
        if scope.seen & required == required {
            return Ok(());
        }
        self.missing(scope.seen, structure, required, tags)
    }

    #[cold]
    #[inline(never)]
    fn missing(&mut self, seen: u64, structure: Item, required: u64, tags: &[Tag]) -> Result<(), Fault> {
        let mut absent = (0..u64::BITS).zip(tags).filter(|(bit, _)| required & !seen & 1_u64.wrapping_shl(*bit) != 0);
        // A list of which everything was set aside was there.
        let mut is_aside = |tag| self.reader.replaying().is_some_and(|replaying| replaying.has_aside(structure, tag));
        let Some((_, tag)) = absent.find(|(_, tag)| !is_aside(**tag)) else { return Ok(()) };
        Err(Fault::new(ErrorKind::Missing, *tag, self.reader.offset(structure)))
    }

    /// Notes the value of a field that selects what a later one holds.
    ///
    /// The note counts in this structure and inside it.
    #[inline]
    pub fn select<T: Selector>(&mut self, field: Tag, value: &T) {
        self.selected = Selected { field, value: value.selector() };
    }

    /// Returns the selector that counts now.
    ///
    /// A structure with a field that selects asks before its first field, and hands the answer to
    /// [`restore`](Self::restore) behind its last.
    #[inline]
    #[must_use]
    pub const fn selector(&self) -> Selected {
        self.selected
    }

    /// Goes back to what selects outside the structure that ends.
    #[inline]
    pub const fn restore(&mut self, outer: Selected) {
        self.selected = outer;
    }

    /// The number noted for this field; 0 if there is none.
    #[inline]
    #[must_use]
    pub fn selected(&self, field: Tag) -> u32 {
        if self.selected.field == field { self.selected.value } else { 0 }
    }

    /// Insists that the field that selects what `item` holds has come before it.
    ///
    /// # Errors
    /// [`Selector`](ErrorKind::Selector), with the tag of the field that is not there.
    pub fn need_selector(&self, field: Tag, item: Item) -> Result<(), Fault> {
        if self.selected.field == field || item.is_aside() {
            return Ok(());
        }
        Err(Fault::new(ErrorKind::Selector, field, self.reader.offset(item)))
    }

    /// Keeps a value whose selector the tables do not have.
    ///
    /// # Errors
    /// [`Selector`](ErrorKind::Selector) if the selecting field has not come before, or whatever is wrong inside.
    #[cold]
    pub fn unknown(&mut self, field: Tag, item: Item) -> Result<Node<'a>, Fault> {
        self.need_selector(field, item)?;
        if !item.is_aside() {
            let _ = self.open(item)?;
        }
        self.note_untyped(item, Untyped::Unselected);
        self.node(item)
    }

    /// An error of this kind at this item.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn fault(&self, kind: ErrorKind, item: Item) -> Fault {
        Fault::new(kind, item.tag(), self.reader.offset(item))
    }

    /// Returns the error of a field of type `expected` that cannot take this item.
    ///
    /// The item has another type, or a wrong value of its own.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn wrong_type(&self, item: Item, expected: ItemType) -> Fault {
        let offset = self.reader.offset(item);
        if item.item_type() == expected || !item.item_type().is_known() {
            return diagnose(item, offset);
        }
        Fault::wrong_type(expected, item.tag(), offset)
    }

    /// Returns why a field of several types cannot take this item.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn no_such_arm(&self, item: Item) -> Fault {
        if item.item_type().is_known() {
            self.fault(ErrorKind::WrongType, item)
        } else {
            diagnose(item, self.reader.offset(item))
        }
    }

    /// The item with everything in it, untyped.
    ///
    /// # Errors
    /// Whatever is wrong with one of the items.
    pub fn node(&mut self, item: Item) -> Result<Node<'a>, Fault> {
        if self.reader.replaying().is_none() {
            return Node::read(item, self.reader);
        }
        self.in_input_order(true);
        let node = Node::read(item.restored(), self.reader);
        self.in_input_order(false);
        node
    }

    /// Sets whether a reader that can go back follows the order of the input.
    fn in_input_order(&mut self, is_so: bool) {
        self.reader.replaying().into_iter().for_each(|replaying| replaying.in_input_order(is_so));
    }

    /// Passes over an item and everything in it, checking it.
    ///
    /// # Errors
    /// Whatever is wrong with one of the items.
    pub fn skip(&mut self, item: Item) -> Result<(), Fault> {
        if item.item_type() == ItemType::STRUCTURE {
            return self.reader.skip();
        }
        Node::read(item, self.reader).map(drop)
    }
}
