//! The reader: items out of a slice.

use core::fmt;

use ciborium_ll::{Header, simple};
use kmip_types::integer::minimal;
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, ReaderOptions, Tag};

use crate::head::{take, take_message};
use crate::key::{self, Class};

/// Reads the items of one message out of a slice, borrowing text and bytes from it; needs no allocator.
///
/// Every value has one encoding, and only that is read: there is no lenient form, and `lenient` changes nothing.
/// [`next`](kmip_types::Reader::next) checks everything but what the bodies of text and Big Integers hold, which is
/// checked when they are taken.
///
/// Items come with the lengths that TTLV gives them, structures with 0, Big Integers with that of their own bytes. The
/// offset of an item is that of its key: the root item starts at 1, behind the head of the message.
///
/// ```
/// use kmip_cbor::Reader;
/// use kmip_cbor::kmip_types::{Reader as _, Tag, Value};
///
/// let mut reader = Reader::new(&[0x82, 0x0D, 0x03]);
/// assert_eq!(reader.read()?, Some((Tag::BATCH_COUNT, Value::Integer(3))));
/// assert_eq!(reader.read()?, None);
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
///
/// # Errors
/// [`fault`](kmip_types::Reader::fault) tells one of these kinds, at the offset of the item:
///
/// * `Truncated`: the input ends inside the item, or a count promises more elements than there are bytes;
/// * `Syntax`: no CBOR; a head that is not the shortest; an indefinite length, a CBOR tag, a map, a floating-point
///   number, null and the like; a CBOR type that the class does not have; a pair for a type that has another form;
/// * `Length`: an odd count of elements in a structure; a count other than two in a message or a pair;
/// * `InvalidTag`: a key that belongs to no tag;
/// * `UnknownType`: a pair with a type code that the standard does not assign;
/// * `Number`: a number that the item type cannot hold;
/// * `Utf8`: text that is not UTF-8;
/// * `BigInteger`: a Big Integer with no bytes, or with superfluous ones;
/// * `TrailingData`: bytes behind the message;
/// * `TooLarge`, `Depth`, `TooManyItems`: the limits.
#[derive(Clone)]
pub struct Reader<'a> {
    /// What has not been read.
    rest: &'a [u8],
    /// The body of the item just returned.
    body: &'a [u8],
    /// How many items the structure being read still has.
    left: usize,
    /// How many more items may come.
    items: usize,
    /// How many structures are open.
    depth: usize,
    /// How long `rest` was at the start of the item just returned, or refused.
    mark: usize,
    /// How long the input is.
    length: usize,
    message_bytes: usize,
    depth_limit: usize,
    state: State,
    fault: Option<Fault>,
    /// `left` of each structure around the one being read.
    outer: [usize; Limits::MAX_DEPTH],
}

/// Where a reader stands when no structure is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Message,
    Failed,
}

impl<'a> Reader<'a> {
    /// A reader with the default limits.
    #[must_use]
    pub fn new(input: &'a [u8]) -> Self {
        Self::with_options(input, &ReaderOptions::default())
    }

    /// A reader with other limits.
    ///
    /// An input of more than `limits.message_bytes` is refused by the first [`next`](kmip_types::Reader::next).
    #[must_use]
    pub fn with_options(input: &'a [u8], options: &ReaderOptions<'_>) -> Self {
        let Limits { message_bytes, depth, items, .. } = options.limits;
        Self {
            rest: input,
            body: &[],
            left: 0,
            items,
            depth: 0,
            mark: input.len(),
            length: input.len(),
            message_bytes,
            depth_limit: depth,
            state: State::Start,
            fault: None,
            outer: [0; Limits::MAX_DEPTH],
        }
    }

    /// The offset at which this many bytes are left.
    const fn position(&self, rest: usize) -> usize {
        self.length.saturating_sub(rest)
    }

    #[inline(always)]
    fn advance(&mut self) -> Item {
        if self.left == 0 {
            return self.leave();
        }
        self.mark = self.rest.len();
        let (key, rest) = match take(self.rest) {
            Ok(taken) => taken,
            Err(kind) => return self.fail(kind, Tag::default()),
        };
        let (k, class) = match key {
            Header::Positive(k) => (k, Class::Natural),
            Header::Negative(k) => (k, Class::Alternate),
            _ => return self.fail(ErrorKind::Syntax, Tag::default()),
        };
        let Some(tag) = key::tag(k) else { return self.fail(ErrorKind::InvalidTag, Tag::default()) };
        let Some(items) = self.items.checked_sub(1) else { return self.fail(ErrorKind::TooManyItems, tag) };
        let (value, rest) = match take(rest) {
            Ok(taken) => taken,
            Err(kind) => return self.fail(kind, tag),
        };
        self.items = items;
        self.left = self.left.wrapping_sub(1);
        self.rest = rest;
        match class {
            Class::Natural => self.natural(tag, value),
            Class::Alternate => self.alternate(tag, value),
        }
    }

    /// Nothing is left: of the structure being read, of the message, or of what has not begun.
    #[inline(always)]
    fn leave(&mut self) -> Item {
        if let Some(depth) = self.depth.checked_sub(1) {
            self.depth = depth;
            self.left = self.outer.get(depth).copied().unwrap_or_default();
            return Item::END;
        }
        self.outside()
    }

    /// Goes into the message, or looks whether anything follows it.
    #[inline(never)]
    fn outside(&mut self) -> Item {
        self.mark = self.rest.len();
        let kind = match self.state {
            State::Message if self.rest.is_empty() => return Item::END,
            State::Message => ErrorKind::TrailingData,
            State::Failed => return Item::FAILED,
            State::Start if self.length > self.message_bytes => ErrorKind::TooLarge,
            State::Start => match take_message(self.rest) {
                Ok(rest) => {
                    self.rest = rest;
                    self.left = 1;
                    self.state = State::Message;
                    return self.advance();
                }
                Err(kind) => kind,
            },
        };
        self.fail(kind, Tag::default())
    }

    #[inline(always)]
    fn natural(&mut self, tag: Tag, value: Header) -> Item {
        match value {
            Header::Positive(n) => match i32::try_from(n) {
                Ok(n) => Item::integer(tag, n),
                Err(_) => self.fail(ErrorKind::Number, tag),
            },
            Header::Negative(n) => match i32::try_from(n) {
                Ok(n) => Item::integer(tag, !n),
                Err(_) => self.fail(ErrorKind::Number, tag),
            },
            Header::Text(Some(length)) => self.body(tag, ItemType::TEXT_STRING, length),
            Header::Bytes(Some(length)) => self.body(tag, ItemType::BYTE_STRING, length),
            Header::Array(Some(elements)) => self.enter(tag, elements),
            Header::Simple(simple::TRUE) => Item::boolean(tag, true),
            Header::Simple(simple::FALSE) => Item::boolean(tag, false),
            _ => self.fail(ErrorKind::Syntax, tag),
        }
    }

    #[inline(always)]
    fn alternate(&mut self, tag: Tag, value: Header) -> Item {
        match value {
            Header::Positive(n) => match u32::try_from(n) {
                Ok(n) => Item::enumeration(tag, n),
                Err(_) => self.fail(ErrorKind::Number, tag),
            },
            Header::Negative(_) => self.fail(ErrorKind::Number, tag),
            Header::Text(Some(length)) => self.body(tag, ItemType::IDENTIFIER, length),
            Header::Bytes(Some(length)) => self.body(tag, ItemType::BIG_INTEGER, length),
            Header::Array(Some(2)) => self.pair(tag),
            Header::Array(Some(_)) => self.fail(ErrorKind::Length, tag),
            _ => self.fail(ErrorKind::Syntax, tag),
        }
    }

    /// Passes over the body of an item, and keeps it.
    #[inline(always)]
    fn body(&mut self, tag: Tag, item_type: ItemType, length: usize) -> Item {
        let Some((body, rest)) = self.rest.split_at_checked(length) else {
            return self.fail(ErrorKind::Truncated, tag);
        };
        let Ok(length) = u32::try_from(length) else { return self.fail(ErrorKind::TooLarge, tag) };
        self.body = body;
        self.rest = rest;
        Item::body(tag, item_type, length)
    }

    /// Goes into a structure. Its mark is the offset at which it starts.
    #[inline(always)]
    fn enter(&mut self, tag: Tag, elements: usize) -> Item {
        if elements & 1 != 0 {
            return self.fail(ErrorKind::Length, tag);
        }
        // Every element takes a byte at least.
        if elements > self.rest.len() {
            return self.fail(ErrorKind::Truncated, tag);
        }
        match self.outer.get_mut(self.depth) {
            Some(place) if self.depth < self.depth_limit => *place = self.left,
            _ => return self.fail(ErrorKind::Depth, tag),
        }
        self.depth = self.depth.wrapping_add(1);
        self.left = elements / 2;
        let mark = u64::try_from(self.position(self.mark)).unwrap_or(u64::MAX);
        Item::from_words(Item::structure(tag, 0).head(), mark)
    }

    /// A value that names its type: `[type, value]`.
    #[inline(never)]
    fn pair(&mut self, tag: Tag) -> Item {
        let (item_type, rest) = match take(self.rest) {
            Ok((Header::Positive(code), rest)) => {
                (u32::try_from(code).map_or_else(|_| ItemType::default(), ItemType::new), rest)
            }
            Ok(_) => return self.fail(ErrorKind::Syntax, tag),
            Err(kind) => return self.fail(kind, tag),
        };
        if !key::is_pair(item_type) {
            let kind = if item_type.is_known() { ErrorKind::Syntax } else { ErrorKind::UnknownType };
            return self.fail(kind, tag);
        }
        let (value, rest) = match take(rest) {
            Ok(taken) => taken,
            Err(kind) => return self.fail(kind, tag),
        };
        self.rest = rest;
        let item = match (item_type, value) {
            (ItemType::REFERENCE | ItemType::NAME_REFERENCE, Header::Text(Some(length))) => {
                return self.body(tag, item_type, length);
            }
            (ItemType::REFERENCE | ItemType::NAME_REFERENCE, _) => return self.fail(ErrorKind::Syntax, tag),
            (ItemType::INTERVAL, Header::Positive(n)) => u32::try_from(n).map(|n| Item::interval(tag, n)).ok(),
            (ItemType::INTERVAL, Header::Negative(_)) => None,
            (_, Header::Positive(n)) => i64::try_from(n).ok().and_then(|n| long(tag, item_type, n)),
            (_, Header::Negative(n)) => i64::try_from(n).ok().and_then(|n| long(tag, item_type, !n)),
            _ => return self.fail(ErrorKind::Syntax, tag),
        };
        item.unwrap_or_else(|| self.fail(ErrorKind::Number, tag))
    }

    /// Refuses the item that starts at the mark, and whatever follows it.
    #[cold]
    #[inline(never)]
    fn fail(&mut self, kind: ErrorKind, tag: Tag) -> Item {
        self.fault = Some(Fault::new(kind, tag, self.position(self.mark)));
        self.state = State::Failed;
        self.depth = 0;
        self.left = 0;
        Item::FAILED
    }

    /// Notes why the body of the item just returned cannot be taken.
    #[cold]
    #[inline(never)]
    fn refuse<T>(&mut self, kind: ErrorKind, tag: Tag) -> Option<T> {
        self.fault = Some(Fault::new(kind, tag, self.position(self.mark)));
        None
    }
}

/// An item of one of the types of 64 bits.
fn long(tag: Tag, item_type: ItemType, value: i64) -> Option<Item> {
    match item_type {
        ItemType::LONG_INTEGER => Some(Item::long_integer(tag, value)),
        ItemType::DATE_TIME => Some(Item::date_time(tag, value)),
        ItemType::DATE_TIME_EXTENDED => Some(Item::date_time_extended(tag, value)),
        _ => None,
    }
}

impl<'a> kmip_types::Reader<'a> for Reader<'a> {
    fn next(&mut self) -> Item {
        self.advance()
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        match core::str::from_utf8(self.body) {
            Ok(text) => Some(text),
            Err(_) => self.refuse(ErrorKind::Utf8, item.tag()),
        }
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        if item.item_type() == ItemType::BIG_INTEGER && minimal(self.body).len() != self.body.len() {
            return self.refuse(ErrorKind::BigInteger, item.tag());
        }
        Some(self.body)
    }

    fn fault(&self) -> Fault {
        self.fault.unwrap_or_else(|| Fault::new(ErrorKind::Truncated, Tag::default(), self.position(self.mark)))
    }

    fn offset(&self, item: Item) -> usize {
        if item.is_end() {
            self.position(self.rest.len())
        } else if item.item_type() == ItemType::STRUCTURE {
            usize::try_from(item.word()).unwrap_or(usize::MAX)
        } else {
            self.position(self.mark)
        }
    }
}

/// Prints where the reader stands, never what it reads.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.position(self.rest.len()))
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}
