//! The reader: items out of a slice.

use core::fmt;

use kmip_types::format::integer::minimal;
use kmip_types::format::{Failed, Fault, Item};
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::entry::{Taker, take_key, take_value};
use crate::head::{take, take_message};

/// Reads the items of one message out of a slice; needs no allocator.
///
/// Text and bytes are borrowed from the slice.
///
/// Every value has one encoding, and only that is read: there is no lenient form, and `lenient` changes nothing.
/// [`next`](kmip_types::format::Reader::next) checks everything but what the bodies of text and Big Integers hold, which is
/// checked when they are taken.
///
/// Items come with the lengths that TTLV gives them, structures with 0, Big Integers with that of their own bytes. The
/// offset of an item is that of its key: the root item starts at 1, behind the head of the message.
///
/// ```
/// use kmip_cbor::CborReader;
/// use kmip_cbor::kmip_types::Tag;
/// use kmip_cbor::kmip_types::format::Reader as _;
/// use kmip_cbor::kmip_types::items::Value;
///
/// let mut reader = CborReader::new(&[0x82, 0x0D, 0x03]);
/// assert_eq!(reader.read()?, Some((Tag::BATCH_COUNT, Value::Integer(3))));
/// assert_eq!(reader.read()?, None);
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
///
/// # Errors
/// [`fault`](kmip_types::format::Reader::fault) tells one of these kinds, at the offset of the item:
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
pub struct CborReader<'a> {
    /// The input that has not been read.
    rest: &'a [u8],
    /// The body of the item just returned.
    body: &'a [u8],
    /// The number of items still to come in the structure being read.
    left: usize,
    /// The number of items that may still come.
    items: usize,
    /// The number of open structures.
    depth: usize,
    /// The length of `rest` at the start of the item just returned, or refused.
    mark: usize,
    /// The length of the input.
    length: usize,
    message_bytes: usize,
    depth_limit: usize,
    state: State,
    fault: Option<Fault>,
    /// `left` of each structure around the one being read.
    outer: [usize; Limits::MAX_DEPTH],
}

/// The position of a reader when no structure is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Message,
    Failed,
}

impl<'a> CborReader<'a> {
    /// A reader with the default limits.
    #[must_use]
    pub fn new(input: &'a [u8]) -> Self {
        Self::with_options(input, &ReaderOptions::default())
    }

    /// A reader with other limits.
    ///
    /// An input of more than `limits.message_bytes` is refused by the first [`next`](kmip_types::format::Reader::next).
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

    /// Creates a reader inside a structure with this many items.
    ///
    /// `rest` starts with these items; `length` is that of the whole input.
    ///
    /// The structure counts: it is open, and the first item.
    pub(crate) fn inside(rest: &'a [u8], count: usize, length: usize, options: &ReaderOptions<'_>) -> Self {
        let mut reader = Self::with_options(rest, options);
        reader.items = reader.items.saturating_sub(1);
        (reader.left, reader.depth, reader.length, reader.state) = (count, 1, length, State::Message);
        reader
    }

    /// Returns how many bytes are left.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
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
        let (tag, class, rest) = match take_key(self.rest) {
            Ok(taken) => taken,
            Err(kind) => return self.fail(kind, Tag::default()),
        };
        let Some(items) = self.items.checked_sub(1) else { return self.fail(ErrorKind::TooManyItems, tag) };
        let (value, rest) = match take(rest) {
            Ok(taken) => taken,
            Err(kind) => return self.fail(kind, tag),
        };
        self.items = items;
        self.left = self.left.wrapping_sub(1);
        self.rest = rest;
        take_value(self, tag, class, value)
    }

    /// Ends what is being read, since nothing is left of it.
    ///
    /// It is the structure being read, the message, or what has not begun.
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

    /// Notes why the body of the item just returned cannot be taken.
    #[cold]
    #[inline(never)]
    fn refuse<T>(&mut self, kind: ErrorKind, tag: Tag) -> Option<T> {
        self.fault = Some(Fault::new(kind, tag, self.position(self.mark)));
        None
    }
}

impl<'a> Taker<'a> for CborReader<'a> {
    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[inline(always)]
    fn go_on(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    #[inline(always)]
    fn has_room(&self, elements: usize) -> bool {
        elements <= self.rest.len()
    }

    #[inline(always)]
    fn keep(&mut self, length: usize) -> bool {
        let Some((body, rest)) = self.rest.split_at_checked(length) else { return false };
        (self.body, self.rest) = (body, rest);
        true
    }

    /// Goes into a structure. Its mark is the offset at which it starts.
    #[inline(always)]
    fn enter(&mut self, tag: Tag, count: usize) -> Item {
        match self.outer.get_mut(self.depth) {
            Some(place) if self.depth < self.depth_limit => *place = self.left,
            _ => return self.fail(ErrorKind::Depth, tag),
        }
        self.depth = self.depth.wrapping_add(1);
        self.left = count;
        let mark = u64::try_from(self.position(self.mark)).unwrap_or(u64::MAX);
        Item::from_words(Item::structure(tag, 0).head(), mark)
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
}

impl<'a> kmip_types::format::Reader<'a> for CborReader<'a> {
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

    fn held_text(&self) -> Result<&str, Failed> {
        Err(Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        Err(Failed)
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
impl fmt::Debug for CborReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CborReader")
            .field("offset", &self.position(self.rest.len()))
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}
