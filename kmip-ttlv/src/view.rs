//! The view: one item where it lies, and whatever is in it by jumping over lengths.

use core::fmt;

use kmip_types::format::{Fault, Item};
use kmip_types::view::{Checked, FromView, ItemView};
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::check::{big_integer, body, check, mended};
use crate::header::{flaw, header, is_ragged, is_sound, is_structure, size};
use crate::slice::{children, enter, split_item};

/// One item where it lies in the input.
///
/// It reads single fields without decoding the rest, and without an allocator.
///
/// [`new`](Self::new) looks at the header only, so that the way to one field costs little more than the headers that
/// are passed over. What has been [`checked`](Self::checked) throughout can be taken without errors. The methods that
/// take something out are those of [`ItemView`]: bring it into scope.
///
/// ```
/// use kmip_ttlv::View;
/// use kmip_ttlv::kmip_types::Tag;
/// use kmip_ttlv::kmip_types::view::ItemView as _;
///
/// let input = [
///     0x42, 0x00, 0x69, 0x01, 0, 0, 0, 32, // Protocol Version
///     0x42, 0x00, 0x6A, 0x02, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0, // Major: 3
///     0x42, 0x00, 0x6B, 0x02, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, // Minor: 0
/// ];
/// let version = View::new(&input)?;
/// assert_eq!(version.tag(), Tag::PROTOCOL_VERSION);
/// assert_eq!(version.get(&[Tag::PROTOCOL_VERSION_MAJOR])?, Some(3));
/// assert_eq!(version.get::<i32>(&[Tag::BATCH_COUNT])?, None);
/// assert_eq!(version.children().count(), 2);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct View<'a> {
    head: u64,
    /// Header, value and padding.
    item: &'a [u8],
    /// The offset of the item in the input; faults count no further either.
    offset: u32,
    lenient: bool,
}

impl<'a> View<'a> {
    /// A view of the one item that the input holds, strict, up to the default size.
    ///
    /// Only the header is checked.
    ///
    /// # Errors
    /// The header is wrong, the item is not all there ([`Truncated`](ErrorKind::Truncated)), something follows it
    /// ([`TrailingData`](ErrorKind::TrailingData)), or the input is larger than a message may be
    /// ([`TooLarge`](ErrorKind::TooLarge)).
    #[inline]
    pub fn new(input: &'a [u8]) -> Result<Self, Fault> {
        Self::only(input, Limits::DEFAULT.message_bytes, false)
    }

    /// Creates a view of the one item that the input holds, with these options.
    ///
    /// They give the limits, and make the view strict or lenient.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_options(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Self, Fault> {
        Self::only(input, options.limits.message_bytes, options.lenient)
    }

    #[inline]
    fn only(input: &'a [u8], message_bytes: usize, lenient: bool) -> Result<Self, Fault> {
        match header(input) {
            Some(head) if size(head) == Some(input.len()) && input.len() <= message_bytes && is_sound(head) => {
                Ok(Self { head, item: input, offset: 0, lenient })
            }
            _ => Err(not_one(input, message_bytes)),
        }
    }

    /// Creates a view of the one item that the input holds, checked throughout.
    ///
    /// The check is strict, within the default limits.
    ///
    /// # Errors
    /// Whatever is wrong with the item, or with anything in it.
    pub fn checked(input: &'a [u8]) -> Result<Checked<Self>, Fault> {
        Self::checked_with(input, &ReaderOptions::default())
    }

    /// A view checked throughout, with these limits, strict or lenient.
    ///
    /// # Errors
    /// As for [`checked`](Self::checked).
    pub fn checked_with(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<Checked<Self>, Fault> {
        if input.len() > options.limits.message_bytes {
            return Err(not_one(input, options.limits.message_bytes));
        }
        let (view, rest) = first(input, 0, options.lenient)?;
        let checked = Checked::new(view, options)?;
        if rest.is_empty() { Ok(checked) } else { Err(refuse(ErrorKind::TrailingData, rest, view.end())) }
    }

    /// The item as it stands in the input: header, value and padding.
    #[must_use]
    pub const fn as_bytes(self) -> &'a [u8] {
        self.item
    }

    /// The item with this header, which is not wrong, and exactly these bytes.
    pub(crate) const fn part(head: u64, item: &'a [u8], offset: u32, lenient: bool) -> Self {
        Self { head, item, offset, lenient }
    }

    /// Returns where the item ends in the input.
    fn end(self) -> u32 {
        self.offset.saturating_add(u32::try_from(self.item.len()).unwrap_or(u32::MAX))
    }

    /// The offset in the input of a part of this item.
    fn offset_of(self, part: &[u8]) -> u32 {
        let inside = part.as_ptr().addr().wrapping_sub(self.item.as_ptr().addr());
        self.offset.wrapping_add(u32::try_from(inside).unwrap_or(u32::MAX))
    }

    /// Returns why a part of this item does not start with an item.
    #[cold]
    #[inline(never)]
    fn no_item(self, part: &[u8]) -> Fault {
        let kind = header(part).and_then(|head| flaw(head, part.len()));
        refuse(kind.unwrap_or(ErrorKind::Truncated), part, self.offset_of(part))
    }

    /// Returns why nothing can be looked for in an item inside this one.
    #[cold]
    #[inline(never)]
    fn no_structure(self, part: &[u8]) -> Fault {
        let (head, offset) = (header(part).unwrap_or_default(), self.offset_of(part));
        match flaw(head, part.len()) {
            Some(kind) => refuse(kind, part, offset),
            None => Fault::wrong_type(ItemType::STRUCTURE, Item::from_words(head, 0).tag(), place(offset)),
        }
    }

    /// These bytes; if they have to be a Big Integer, in the form that it has.
    #[inline]
    fn number(self, value: &'a [u8]) -> Result<&'a [u8], ErrorKind> {
        if self.item_type() != ItemType::BIG_INTEGER {
            return Ok(value);
        }
        big_integer(value, self.lenient)
    }

    /// Returns what of this kind is wrong with this item.
    #[cold]
    fn fault(self, kind: ErrorKind) -> Fault {
        Fault::new(kind, Item::from_words(self.head, 0).tag(), place(self.offset))
    }
}

/// An offset as the number that it is elsewhere.
fn place(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The first item of a slice, and what follows it.
fn first(input: &[u8], offset: u32, lenient: bool) -> Result<(View<'_>, &[u8]), Fault> {
    match split_item(input) {
        Some((head, item, rest)) if flaw(head, input.len()).is_none() => {
            Ok((View { head, item, offset, lenient }, rest))
        }
        _ => {
            let kind = header(input).and_then(|head| flaw(head, input.len()));
            Err(refuse(kind.unwrap_or(ErrorKind::Truncated), input, offset))
        }
    }
}

/// Returns why the input is not exactly one item.
#[cold]
#[inline(never)]
fn not_one(input: &[u8], message_bytes: usize) -> Fault {
    if input.len() > message_bytes {
        return refuse(ErrorKind::TooLarge, input, 0);
    }
    match first(input, 0, false) {
        Ok((view, rest)) => refuse(ErrorKind::TrailingData, rest, view.end()),
        Err(fault) => fault,
    }
}

/// A fault of this kind at the item that `rest` starts with.
#[cold]
#[inline(never)]
fn refuse(kind: ErrorKind, rest: &[u8], offset: u32) -> Fault {
    Fault::new(kind, Item::from_words(header(rest).unwrap_or_default(), 0).tag(), place(offset))
}

impl<'a> ItemView<'a> for View<'a> {
    type Children = Children<'a>;

    fn check(self, options: &ReaderOptions<'_>) -> Result<(), Fault> {
        check(self.item, self.offset, options, |head, item, offset| {
            View::part(head, item, offset, self.lenient).value().map(|_| ())
        })
    }

    fn item(self) -> Item {
        let mut word = children(self.item).first_chunk().map_or(0, |word| u64::from_be_bytes(*word));
        if self.lenient {
            word = mended(self.head, word);
        }
        Item::from_words(self.head, word)
    }

    fn tag(self) -> Tag {
        Item::from_words(self.head, 0).tag()
    }

    fn item_type(self) -> ItemType {
        Item::from_words(self.head, 0).item_type()
    }

    fn offset(self) -> usize {
        place(self.offset)
    }

    #[inline]
    fn text(self) -> Result<&'a str, Fault> {
        let value = body(self.head, self.item, self.lenient).map_err(|kind| self.fault(kind))?;
        core::str::from_utf8(value).map_err(|_| self.fault(ErrorKind::Utf8))
    }

    #[inline]
    fn bytes(self) -> Result<&'a [u8], Fault> {
        body(self.head, self.item, self.lenient).and_then(|value| self.number(value)).map_err(|kind| self.fault(kind))
    }

    fn children(self) -> Children<'a> {
        let rest = if self.item_type() == ItemType::STRUCTURE { children(self.item) } else { &[] };
        Children { rest, offset: self.offset.saturating_add(8), lenient: self.lenient }
    }

    fn child(self, tag: Tag) -> Result<Option<Self>, Fault> {
        self.find(&[tag])
    }

    /// Looks at nothing but tags and lengths until it is there.
    fn find(self, path: &[Tag]) -> Result<Option<Self>, Fault> {
        let (mut head, mut item, mut value) = (self.head, self.item, children(self.item));
        for tag in path {
            if !is_structure(head) {
                return Err(self.no_structure(item));
            }
            let mut rest = value;
            loop {
                item = rest;
                let Some(entry) = enter(rest) else {
                    return if rest.is_empty() { Ok(None) } else { Err(self.no_item(rest)) };
                };
                if entry.head >> 40 == u64::from(tag.value()) {
                    (head, value) = (entry.head, entry.value);
                    break;
                }
                rest = entry.rest;
            }
        }
        if is_ragged(head) {
            return Err(self.no_item(item));
        }
        let offset = self.offset_of(item);
        let item = item.get(..value.len().wrapping_add(8)).unwrap_or_default();
        Ok(Some(Self { head, item, offset, lenient: self.lenient }))
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
        write!(f, "View({:?} at {})", Item::from_words(self.head, 0), self.offset)
    }
}

/// The children of a structure, each with its header checked.
///
/// Made by [`View`]'s [`children`](ItemView::children).
#[derive(Clone)]
pub struct Children<'a> {
    rest: &'a [u8],
    offset: u32,
    lenient: bool,
}

impl<'a> Iterator for Children<'a> {
    type Item = Result<View<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        match first(self.rest, self.offset, self.lenient) {
            Ok((view, rest)) => {
                self.rest = rest;
                self.offset = view.end();
                Some(Ok(view))
            }
            Err(fault) => {
                self.rest = &[];
                Some(Err(fault))
            }
        }
    }
}

/// Prints where it stands, never what it passes over.
impl fmt::Debug for Children<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children").field("offset", &self.offset).finish_non_exhaustive()
    }
}

/// A Request Message where it lies in the input.
pub type RequestView<'a, V = View<'a>> = kmip_types::view::RequestView<'a, V>;

/// A Response Message where it lies in the input.
pub type ResponseView<'a, V = View<'a>> = kmip_types::view::ResponseView<'a, V>;

/// A Batch Item where it lies in the input.
pub type BatchItemView<'a, V = View<'a>> = kmip_types::view::BatchItemView<'a, V>;
