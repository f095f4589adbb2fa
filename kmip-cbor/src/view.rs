//! The view: one item where it lies.
//!
//! Without lengths, what stands before an item has to be passed over head by head.

use core::fmt;

use kmip_types::format::integer::minimal;
use kmip_types::format::{Fault, Item, Reader as _};
use kmip_types::view::{Checked, FromView, ItemView};
use kmip_types::{ErrorKind, ItemType, ReaderOptions, Tag};

use crate::CborReader;
use crate::entry::{Taker, pass, take_key, take_value};
use crate::head::{take, take_message};
use crate::key::Class;

/// One item where it lies in the input.
///
/// It reads single fields without decoding the rest, and without an allocator.
///
/// [`new`](Self::new) looks at the start of the message only. On the way to a field, what stands before it is passed
/// over: heads say where text, bytes and numbers end, and a structure ends with the last of the items that its head
/// counts. What has been [`checked`](Self::checked) throughout can be taken without errors. The methods that take
/// something out are those of [`ItemView`]: bring it into scope.
///
/// ```
/// use kmip_cbor::View;
/// use kmip_cbor::kmip_types::Tag;
/// use kmip_cbor::kmip_types::view::ItemView as _;
///
/// let input = [0x82, 0x18, 0x69, 0x84, 0x18, 0x6A, 0x03, 0x18, 0x6B, 0x00];
/// let version = View::new(&input)?;
/// assert_eq!(version.tag(), Tag::PROTOCOL_VERSION);
/// assert_eq!(version.get(&[Tag::PROTOCOL_VERSION_MAJOR])?, Some(3));
/// assert_eq!(version.get::<i32>(&[Tag::BATCH_COUNT])?, None);
/// assert_eq!(version.children().count(), 2);
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct View<'a> {
    item: Item,
    /// The text or bytes of the item.
    body: &'a [u8],
    /// The input behind the item; for a structure, behind its head.
    ///
    /// The rest of a structure thus holds its items and what follows them.
    rest: &'a [u8],
    /// The number of items that a structure has.
    count: usize,
    /// The length of the input.
    length: usize,
    /// The number of bytes of the input that are left at the start of the item.
    mark: usize,
}

impl<'a> View<'a> {
    /// A view of the message that the input starts with, up to the default size.
    ///
    /// Only its start is checked.
    ///
    /// Where the message ends is seen by going through it: that nothing follows it, only [`checked`](Self::checked)
    /// tells. [`frame`](crate::frame) finds the end.
    ///
    /// # Errors
    /// The first heads are wrong or not all there, or the input is larger than a message may be
    /// ([`TooLarge`](ErrorKind::TooLarge)).
    pub fn new(input: &'a [u8]) -> Result<Self, Fault> {
        Self::with_options(input, &ReaderOptions::default())
    }

    /// A view of the message that the input starts with, with these limits.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_options(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Self, Fault> {
        let refuse = |kind| Fault::new(kind, Tag::default(), 0);
        if input.len() > options.limits.message_bytes {
            return Err(refuse(ErrorKind::TooLarge));
        }
        Self::first(take_message(input).map_err(refuse)?, input.len())
    }

    /// Creates a view of the one message of the input, checked throughout.
    ///
    /// The default limits hold.
    ///
    /// # Errors
    /// Whatever is wrong with the message, or with anything in it.
    pub fn checked(input: &'a [u8]) -> Result<Checked<Self>, Fault> {
        Self::checked_with(input, &ReaderOptions::default())
    }

    /// Creates a view of the one message of the input, checked with these limits.
    ///
    /// All of the message is checked.
    ///
    /// # Errors
    /// As for [`checked`](Self::checked).
    pub fn checked_with(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Checked<Self>, Fault> {
        Checked::new(Self::with_options(input, options)?, options)
    }

    /// Takes the item that `input` starts with.
    ///
    /// `input` is what is left of an input of this length.
    fn first(input: &'a [u8], length: usize) -> Result<Self, Fault> {
        let view = Self { item: Item::FAILED, body: &[], rest: input, count: 0, length, mark: input.len() };
        let mut taken = Taken { view, kind: ErrorKind::Truncated };
        let item = match take_key(input) {
            Ok((tag, class, rest)) => taken.value(tag, class, rest),
            Err(kind) => taken.fail(kind, Tag::default()),
        };
        if item.is_failed() {
            return Err(taken.view.fault(taken.kind));
        }
        Ok(Self { item, ..taken.view })
    }

    /// Returns whether this is the only item of a message.
    ///
    /// Such an item starts behind the head of the message.
    const fn is_root(self) -> bool {
        self.length.saturating_sub(self.mark) == 1
    }

    /// Returns what of this kind is wrong with this item.
    #[cold]
    fn fault(self, kind: ErrorKind) -> Fault {
        Fault::new(kind, self.item.tag(), ItemView::offset(self))
    }

    /// Checks the items of a structure.
    ///
    /// Returns how much of the input is left behind it.
    fn check_items(self, options: &ReaderOptions<'_>) -> Result<usize, Fault> {
        if options.limits.depth == 0 {
            return Err(self.fault(ErrorKind::Depth));
        }
        let mut reader = CborReader::inside(self.rest, self.count, self.length, options);
        reader.skip()?;
        Ok(reader.left())
    }
}

/// A view being made, and what is wrong with it.
struct Taken<'a> {
    view: View<'a>,
    kind: ErrorKind,
}

impl<'a> Taken<'a> {
    fn value(&mut self, tag: Tag, class: Class, rest: &'a [u8]) -> Item {
        match take(rest) {
            Ok((value, rest)) => {
                self.view.rest = rest;
                take_value(self, tag, class, value)
            }
            Err(kind) => self.fail(kind, tag),
        }
    }
}

impl<'a> Taker<'a> for Taken<'a> {
    fn rest(&self) -> &'a [u8] {
        self.view.rest
    }

    fn go_on(&mut self, rest: &'a [u8]) {
        self.view.rest = rest;
    }

    fn has_room(&self, elements: usize) -> bool {
        elements <= self.view.rest.len()
    }

    fn keep(&mut self, length: usize) -> bool {
        let Some((body, rest)) = self.view.rest.split_at_checked(length) else { return false };
        (self.view.body, self.view.rest) = (body, rest);
        true
    }

    fn enter(&mut self, tag: Tag, count: usize) -> Item {
        self.view.count = count;
        Item::structure(tag, 0)
    }

    #[cold]
    fn fail(&mut self, kind: ErrorKind, tag: Tag) -> Item {
        self.kind = kind;
        self.view.item = Item::structure(tag, 0);
        Item::FAILED
    }
}

impl<'a> ItemView<'a> for View<'a> {
    type Children = Children<'a>;

    fn check(self, options: &ReaderOptions<'_>) -> Result<(), Fault> {
        if options.limits.items == 0 {
            return Err(self.fault(ErrorKind::TooManyItems));
        }
        self.value()?;
        let is_structure = self.item_type() == ItemType::STRUCTURE;
        let left = if is_structure { self.check_items(options)? } else { self.rest.len() };
        if self.is_root() && left > 0 {
            return Err(Fault::new(ErrorKind::TrailingData, Tag::default(), self.length.saturating_sub(left)));
        }
        Ok(())
    }

    fn item(self) -> Item {
        self.item
    }

    fn offset(self) -> usize {
        self.length.saturating_sub(self.mark)
    }

    fn text(self) -> Result<&'a str, Fault> {
        core::str::from_utf8(self.body).map_err(|_| self.fault(ErrorKind::Utf8))
    }

    fn bytes(self) -> Result<&'a [u8], Fault> {
        if self.item_type() == ItemType::BIG_INTEGER && minimal(self.body).len() != self.body.len() {
            return Err(self.fault(ErrorKind::BigInteger));
        }
        Ok(self.body)
    }

    fn children(self) -> Children<'a> {
        Children { rest: self.rest, left: self.count, length: self.length, last: None }
    }
}

/// Whatever is there, a structure or not.
impl<'a> FromView<'a, Self> for View<'a> {
    fn from_view(view: Self) -> Result<Self, Fault> {
        Ok(view)
    }
}

/// Prints tag, type and length, never what is in the item, which may be a secret.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "View({:?} at {})", self.item, ItemView::offset(*self))
    }
}

/// The children of a structure.
///
/// Made by [`View`]'s [`children`](ItemView::children).
///
/// Going on from a structure passes over what is in it, head by head.
#[derive(Clone)]
pub struct Children<'a> {
    /// The next child, but for what is in the last one.
    rest: &'a [u8],
    /// The number of children still to come.
    left: usize,
    length: usize,
    /// The child just returned, if it is a structure.
    last: Option<View<'a>>,
}

impl<'a> Iterator for Children<'a> {
    type Item = Result<View<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let child = self.advance();
        match child {
            Ok(child) => {
                self.rest = child.rest;
                self.last = (child.count > 0).then_some(child);
            }
            Err(_) => self.left = 0,
        }
        Some(child)
    }
}

impl<'a> Children<'a> {
    fn advance(&mut self) -> Result<View<'a>, Fault> {
        if let Some(last) = self.last.take() {
            self.rest = pass(self.rest, last.count.saturating_mul(2)).map_err(|kind| last.fault(kind))?;
        }
        View::first(self.rest, self.length)
    }
}

/// Prints where it stands, never what it passes over.
impl fmt::Debug for Children<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children").field("left", &self.left).finish_non_exhaustive()
    }
}

/// A Request Message where it lies in the input.
pub type RequestView<'a, V = View<'a>> = kmip_types::view::RequestView<'a, V>;

/// A Response Message where it lies in the input.
pub type ResponseView<'a, V = View<'a>> = kmip_types::view::ResponseView<'a, V>;

/// A Batch Item where it lies in the input.
pub type BatchItemView<'a, V = View<'a>> = kmip_types::view::BatchItemView<'a, V>;
