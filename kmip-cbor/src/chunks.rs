//! Reading a message item by item while it arrives in chunks, in bounded memory.

use core::fmt;

use kmip_types::format::integer::minimal;
use kmip_types::format::{ChunkBuffer, ChunkFormat, Fault, Item, body_value};
use kmip_types::items::{Event, Value};
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::start::{self, LONGEST, Start};

/// Reads messages item by item while they arrive in chunks, however large they are.
///
/// What it keeps is how many items the open structures still have, and the one item that is not all there: its text or
/// bytes in a buffer of the caller's. Everything is checked as by a [`CborReader`](crate::CborReader). Text or bytes that are
/// longer than the buffer are an error, or come in [parts](Self::in_parts). Messages may follow one another.
///
/// ```
/// use kmip_cbor::ChunkReader;
/// use kmip_cbor::kmip_types::{ReaderOptions, Tag};
/// use kmip_cbor::kmip_types::items::{Event, Value};
///
/// let mut buffer = [0; 64];
/// let mut reader = ChunkReader::new(&mut buffer, &ReaderOptions::default());
/// let mut minor = None;
/// for chunk in [0x82, 0x18, 0x69, 0x84, 0x18, 0x6A, 0x03, 0x18, 0x6B, 0x00].chunks(3) {
///     reader.feed(chunk, |event| {
///         if let Event::Value(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(value)) = event {
///             minor = Some(value);
///         }
///     })?;
/// }
/// reader.finish()?;
/// assert_eq!(minor, Some(0));
/// # Ok::<(), kmip_cbor::kmip_types::Error>(())
/// ```
pub type ChunkReader<'b> = kmip_types::format::ChunkReader<'b, CborChunks>;

/// The state that a [`ChunkReader`] keeps between chunks.
///
/// It holds how many items the open structures still have, and what is known of the item being collected.
#[derive(Clone, Copy)]
pub struct CborChunks {
    /// The bytes of the start of an item that have come, and their number.
    start: ([u8; LONGEST], usize),
    /// The item whose text or bytes are being collected.
    item: Item,
    /// The number of bytes of the text or bytes that are still to come.
    body: u32,
    /// The offsets of the item being collected and of the first byte not taken yet.
    mark: usize,
    position: usize,
    items: usize,
    /// The number of items still to come in the structure being read.
    left: usize,
    level: usize,
    /// `left` of each structure around the one being read.
    outer: [usize; Limits::MAX_DEPTH],
    limits: Limits,
    takes_parts: bool,
    state: State,
}

/// The part of a message that comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The head of a message.
    Message,
    /// The start of an item, or the end of a structure.
    Item,
    /// Text or bytes that are taken as a whole.
    Whole,
    /// Text or bytes that come in parts.
    Parts,
}

/// The smallest buffer that parts can go through.
///
/// It has room for a character, and for what tells whether a number is minimal.
const LEAST: usize = 8;

/// An event that is ready to be handed out.
#[derive(Clone, Copy, Debug)]
pub enum Ready<'c> {
    Open(Tag),
    Close,
    Word(Item),
    /// Text or bytes that lie in the chunk.
    Chunk(&'c [u8]),
    /// Text or bytes that lie in the buffer.
    Buffer,
    /// A part, in the buffer, and how many bytes are still to come.
    Part(u32),
}

impl ChunkFormat for CborChunks {
    type Ready<'c> = Ready<'c>;

    fn new(options: &ReaderOptions<'_>) -> Self {
        Self {
            start: ([0; LONGEST], 0),
            item: Item::END,
            body: 0,
            mark: 0,
            position: 0,
            items: options.limits.items,
            left: 0,
            level: 0,
            outer: [0; Limits::MAX_DEPTH],
            limits: options.limits,
            takes_parts: false,
            state: State::Message,
        }
    }

    fn take_parts(&mut self) {
        self.takes_parts = true;
    }

    fn depth(&self) -> usize {
        self.level
    }

    fn offset(&self) -> usize {
        self.mark
    }

    fn unfinished(&self, _: &ChunkBuffer<'_>) -> Option<Fault> {
        let is_between = self.state == State::Message && self.start.1 == 0;
        (!is_between).then(|| self.refuse(ErrorKind::Truncated, Tag::default()))
    }

    fn advance<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
        match self.state {
            State::Message => {
                self.mark = 0;
                if self.take_start(chunk)?.is_none() {
                    return Ok(None);
                }
                (self.left, self.state) = (1, State::Item);
                self.item(buffer, chunk)
            }
            State::Item => self.item(buffer, chunk),
            State::Whole => Ok(self.whole(buffer, chunk)),
            State::Parts => self.part(buffer, chunk),
        }
    }

    fn event<'s, 'c: 's>(&self, buffer: &'s ChunkBuffer<'_>, ready: Ready<'c>) -> Result<Event<'s>, Fault> {
        let (tag, item_type) = (self.item.tag(), self.item.item_type());
        let refuse = |kind| self.refuse(kind, tag);
        let whole = |body| {
            self.check_number(body)?;
            Ok(Event::Value(tag, body_value(item_type, body).map_err(refuse)?))
        };
        match ready {
            Ready::Open(tag) => Ok(Event::Open(tag)),
            Ready::Close => Ok(Event::Close),
            Ready::Word(item) => Ok(Event::Value(item.tag(), item.as_word_value().unwrap_or(Value::Structure))),
            Ready::Chunk(body) => whole(body),
            Ready::Buffer => whole(buffer.handed_out()),
            Ready::Part(left) => Ok(Event::Part { tag, value: buffer.value(item_type).map_err(refuse)?, left }),
        }
    }
}

impl CborChunks {
    /// Returns what of this kind is wrong with the item that starts at the mark.
    fn refuse(&self, kind: ErrorKind, tag: Tag) -> Fault {
        Fault::new(kind, tag, self.mark)
    }

    /// Takes the start of a message or of an item, when all of it is there.
    fn take_start(&mut self, chunk: &mut &[u8]) -> Result<Option<Start>, Fault> {
        let (mut bytes, mut length) = self.start;
        if length == 0 {
            match start::parse(chunk, self.state == State::Message, self.items) {
                Ok((start, taken)) => {
                    *chunk = chunk.get(taken..).unwrap_or_default();
                    return self.within_limit(start, taken).map(Some);
                }
                Err((ErrorKind::Truncated, _)) => {}
                Err((kind, tag)) => return Err(self.refuse(kind, tag)),
            }
        }
        while let Some((byte, rest)) = chunk.split_first() {
            *chunk = rest;
            // What is longer announces more than this machine can count.
            let Some(place) = bytes.get_mut(length) else {
                return Err(self.refuse(ErrorKind::TooLarge, Tag::default()));
            };
            *place = *byte;
            length = length.wrapping_add(1);
            match start::parse(bytes.get(..length).unwrap_or_default(), self.state == State::Message, self.items) {
                Ok((start, taken)) => {
                    self.start.1 = 0;
                    return self.within_limit(start, taken).map(Some);
                }
                Err((ErrorKind::Truncated, _)) => {}
                Err((kind, tag)) => return Err(self.refuse(kind, tag)),
            }
        }
        self.start = (bytes, length);
        Ok(None)
    }

    /// Goes behind the start of an item, unless what it announces is too large.
    fn within_limit(&mut self, start: Start, taken: usize) -> Result<Start, Fault> {
        let (tag, more) = match start {
            Start::Message => (Tag::default(), 1),
            Start::Word(item) => (item.tag(), 0),
            Start::Body(item, length) => (item.tag(), length),
            // Every item takes two bytes at least.
            Start::Structure(tag, count) => (tag, count.saturating_mul(2)),
        };
        self.position = self.position.saturating_add(taken);
        if self.position.saturating_add(more) > self.limits.message_bytes {
            return Err(self.refuse(ErrorKind::TooLarge, tag));
        }
        Ok(start)
    }

    /// Takes an item, or ends the structure being read.
    fn item<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
        let Some(left) = self.left.checked_sub(1) else {
            self.level = self.level.saturating_sub(1);
            self.left = self.outer.get(self.level).copied().unwrap_or_default();
            self.next_item();
            return Ok(Some(Ready::Close));
        };
        self.mark = self.position;
        let Some(start) = self.take_start(chunk)? else { return Ok(None) };
        self.items = self.items.saturating_sub(1);
        self.left = left;
        match start {
            Start::Structure(tag, count) => self.enter_structure(tag, count).map(Some),
            Start::Body(item, length) => self.start_body(item, length, buffer, chunk),
            Start::Word(item) => {
                self.next_item();
                Ok(Some(Ready::Word(item)))
            }
            Start::Message => Err(self.refuse(ErrorKind::Syntax, Tag::default())),
        }
    }

    fn enter_structure<'c>(&mut self, tag: Tag, count: usize) -> Result<Ready<'c>, Fault> {
        match self.outer.get_mut(self.level) {
            Some(place) if self.level < self.limits.depth => *place = self.left,
            _ => return Err(self.refuse(ErrorKind::Depth, tag)),
        }
        self.level = self.level.wrapping_add(1);
        self.left = count;
        Ok(Ready::Open(tag))
    }

    fn start_body<'c>(
        &mut self,
        item: Item,
        length: usize,
        buffer: &mut ChunkBuffer<'_>,
        chunk: &mut &'c [u8],
    ) -> Result<Option<Ready<'c>>, Fault> {
        self.item = item;
        if length <= buffer.size() {
            self.state = State::Whole;
            return Ok(self.whole(buffer, chunk));
        }
        if !self.takes_parts || buffer.size() < LEAST {
            return Err(self.refuse(ErrorKind::BufferFull, item.tag()));
        }
        (self.state, self.body) = (State::Parts, item.length());
        self.part(buffer, chunk)
    }

    /// Goes behind an item; behind a message, starts anew.
    const fn next_item(&mut self) {
        self.state = State::Item;
        if self.level == 0 {
            (self.state, self.position, self.items) = (State::Message, 0, self.limits.items);
        }
    }

    /// Takes all of the text or bytes.
    fn whole<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &'c [u8]) -> Option<Ready<'c>> {
        let length = usize::try_from(self.item.length()).unwrap_or(usize::MAX);
        let ready = buffer.take(chunk, length)?.map_or(Ready::Buffer, Ready::Chunk);
        self.position = self.position.saturating_add(length);
        self.next_item();
        Some(ready)
    }

    /// Fills the buffer with what follows of text or bytes that come in parts.
    fn part<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8]) -> Result<Option<Ready<'c>>, Fault> {
        let length = chunk.len();
        let is_ready = buffer.collect_part(chunk, &mut self.body);
        self.position = self.position.saturating_add(length.saturating_sub(chunk.len()));
        if !is_ready {
            return Ok(None);
        }
        let item = self.item;
        let taken = usize::try_from(item.length().wrapping_sub(self.body)).unwrap_or(usize::MAX);
        if taken == buffer.filled() {
            self.check_number(buffer.bytes())?;
        }
        let left = buffer.hand_out_part(item.item_type(), self.body);
        let left = left.map_err(|kind| self.refuse(kind, item.tag()))?;
        if left == 0 {
            self.next_item();
        }
        Ok(Some(Ready::Part(left)))
    }

    /// Refuses superfluous bytes at the start of a Big Integer.
    fn check_number(&self, bytes: &[u8]) -> Result<(), Fault> {
        if self.item.item_type() == ItemType::BIG_INTEGER && minimal(bytes).len() != bytes.len() {
            return Err(self.refuse(ErrorKind::BigInteger, self.item.tag()));
        }
        Ok(())
    }
}

/// Prints where it stands, never what it has read.
impl fmt::Debug for CborChunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CborChunks").field("offset", &self.mark).field("depth", &self.level).finish_non_exhaustive()
    }
}
