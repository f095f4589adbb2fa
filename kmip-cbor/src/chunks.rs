//! Reading a message item by item while it arrives in chunks, in bounded memory.

use core::fmt;

use kmip_types::integer::minimal;
use kmip_types::{ChunkBuffer, ErrorKind, Event, Fault, Item, ItemType, Limits, ReaderOptions, Tag, Value, body_value};

use crate::start::{self, LONGEST, Start};

/// Reads messages item by item while they arrive in chunks, however large they are.
///
/// What it keeps is how many items the open structures still have, and the one item that is not all there: its text or
/// bytes in a buffer of the caller's. Everything is checked as by a [`Reader`](crate::Reader). Text or bytes that are
/// longer than the buffer are an error, or come in [parts](Self::in_parts). Messages may follow one another.
///
/// ```
/// use kmip_cbor::ChunkReader;
/// use kmip_cbor::kmip_types::{Event, ReaderOptions, Tag, Value};
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
/// # Ok::<(), kmip_cbor::kmip_types::Fault>(())
/// ```
pub struct ChunkReader<'b> {
    buffer: ChunkBuffer<'b>,
    /// What has come of the start of an item, and how much that is.
    start: ([u8; LONGEST], usize),
    /// The item whose text or bytes are being collected.
    item: Item,
    /// How many bytes of them are still to come.
    body: u32,
    /// Where the item being collected starts, and where what has not been taken yet does.
    mark: usize,
    position: usize,
    items: usize,
    /// How many items the structure being read still has.
    left: usize,
    level: usize,
    /// `left` of each structure around the one being read.
    outer: [usize; Limits::MAX_DEPTH],
    limits: Limits,
    takes_parts: bool,
    state: State,
    fault: Option<Fault>,
}

/// What comes next.
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

/// The smallest buffer that parts can go through: a character, and what tells whether a number is minimal.
const LEAST: usize = 8;

/// What is there to be handed out.
#[derive(Clone, Copy)]
enum Ready<'c> {
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

impl<'b> ChunkReader<'b> {
    /// A reader that collects text and bytes in this buffer.
    #[must_use]
    pub const fn new(buffer: &'b mut [u8], options: &ReaderOptions<'_>) -> Self {
        Self {
            buffer: ChunkBuffer::new(buffer),
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
            fault: None,
        }
    }

    /// Takes text and bytes longer than the buffer, and hands them out as [`Event::Part`]s.
    ///
    /// Without this, they are refused by their head, with [`BufferFull`](ErrorKind::BufferFull); with it, still if the
    /// buffer has less than eight bytes.
    #[must_use]
    pub const fn in_parts(mut self) -> Self {
        self.takes_parts = true;
        self
    }

    /// How many structures are open; 0 between messages.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.level
    }

    /// Tells everything that is in a chunk.
    ///
    /// # Errors
    /// Whatever is wrong with the message, at its offset from the start of the message; the same again from then on.
    pub fn feed(&mut self, chunk: &[u8], mut visit: impl FnMut(Event<'_>)) -> Result<(), Fault> {
        let mut rest = chunk;
        while let Some(event) = self.next(&mut rest)? {
            visit(event);
        }
        Ok(())
    }

    /// The next step, taking what it needs from the chunk; `None` if the chunk is used up.
    ///
    /// # Errors
    /// As for [`feed`](Self::feed).
    pub fn next<'s, 'c: 's>(&'s mut self, chunk: &mut &'c [u8]) -> Result<Option<Event<'s>>, Fault> {
        match self.advance(chunk) {
            Ok(Some(ready)) => self.hand_out(ready).map(Some),
            Ok(None) => Ok(None),
            Err(fault) => Err(*self.fault.insert(fault)),
        }
    }

    /// Says that no more comes.
    ///
    /// # Errors
    /// [`Truncated`](ErrorKind::Truncated) if the message is not complete.
    pub fn finish(&self) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.state == State::Message && self.start.1 == 0 => Ok(()),
            None => Err(self.refuse(ErrorKind::Truncated, Tag::default())),
        }
    }

    /// What of this kind is wrong with the item that starts at the mark.
    fn refuse(&self, kind: ErrorKind, tag: Tag) -> Fault {
        Fault::new(kind, tag, self.mark)
    }

    /// Goes to the next thing that can be handed out.
    fn advance<'c>(&mut self, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.buffer.forget();
        match self.state {
            State::Message => {
                self.mark = 0;
                if self.take_start(chunk)?.is_none() {
                    return Ok(None);
                }
                (self.left, self.state) = (1, State::Item);
                self.item(chunk)
            }
            State::Item => self.item(chunk),
            State::Whole => Ok(self.whole(chunk)),
            State::Parts => self.part(chunk),
        }
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
    fn item<'c>(&mut self, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
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
            Start::Body(item, length) => self.start_body(item, length, chunk),
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

    fn start_body<'c>(&mut self, item: Item, length: usize, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
        self.item = item;
        if length <= self.buffer.size() {
            self.state = State::Whole;
            return Ok(self.whole(chunk));
        }
        if !self.takes_parts || self.buffer.size() < LEAST {
            return Err(self.refuse(ErrorKind::BufferFull, item.tag()));
        }
        (self.state, self.body) = (State::Parts, item.length());
        self.part(chunk)
    }

    /// Goes behind an item; behind a message, starts anew.
    const fn next_item(&mut self) {
        self.state = State::Item;
        if self.level == 0 {
            (self.state, self.position, self.items) = (State::Message, 0, self.limits.items);
        }
    }

    /// Takes all of the text or bytes.
    fn whole<'c>(&mut self, chunk: &mut &'c [u8]) -> Option<Ready<'c>> {
        let length = usize::try_from(self.item.length()).unwrap_or(usize::MAX);
        let ready = match chunk.split_at_checked(length) {
            Some((body, rest)) if self.buffer.filled() == 0 => {
                *chunk = rest;
                Ready::Chunk(body)
            }
            _ if self.buffer.collect(chunk, length) => {
                self.buffer.hand_out(length);
                Ready::Buffer
            }
            _ => return None,
        };
        self.position = self.position.saturating_add(length);
        self.next_item();
        Some(ready)
    }

    /// Fills the buffer with what follows of text or bytes that come in parts.
    fn part<'c>(&mut self, chunk: &mut &[u8]) -> Result<Option<Ready<'c>>, Fault> {
        let before = self.buffer.filled();
        let left = usize::try_from(self.body).unwrap_or(usize::MAX);
        let is_full = self.buffer.collect(chunk, before.saturating_add(left).min(self.buffer.size()));
        let count = self.buffer.filled().saturating_sub(before);
        self.position = self.position.saturating_add(count);
        self.body = self.body.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX));
        if !is_full {
            return Ok(None);
        }
        let item = self.item;
        let taken = usize::try_from(item.length().wrapping_sub(self.body)).unwrap_or(usize::MAX);
        if taken == self.buffer.filled() {
            self.check_number(self.buffer.bytes())?;
        }
        // What is left of a character is part of what is left of the text.
        let count = self.buffer.whole_characters(item.item_type(), self.body > 0);
        let count = count.map_err(|kind| self.refuse(kind, item.tag()))?;
        self.buffer.hand_out(count);
        let kept = u32::try_from(self.buffer.filled().saturating_sub(count)).unwrap_or(u32::MAX);
        let left = self.body.saturating_add(kept);
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

    /// Takes the value of what is there.
    fn hand_out<'s, 'c: 's>(&'s mut self, ready: Ready<'c>) -> Result<Event<'s>, Fault> {
        let (tag, item_type) = (self.item.tag(), self.item.item_type());
        let refuse = |kind| Fault::new(kind, tag, self.mark);
        let value = match ready {
            Ready::Open(tag) => return Ok(Event::Open(tag)),
            Ready::Close => return Ok(Event::Close),
            Ready::Word(item) => {
                return Ok(Event::Value(item.tag(), item.as_word_value().unwrap_or(Value::Structure)));
            }
            Ready::Chunk(body) => self.check_number(body).and_then(|()| body_value(item_type, body).map_err(refuse)),
            Ready::Buffer => {
                let checked = self.check_number(self.buffer.handed_out());
                checked.and_then(|()| self.buffer.value(item_type).map_err(refuse))
            }
            Ready::Part(_) => self.buffer.value(item_type).map_err(refuse),
        };
        match (value, ready) {
            (Ok(value), Ready::Part(left)) => Ok(Event::Part { tag, value, left }),
            (Ok(value), _) => Ok(Event::Value(tag, value)),
            (Err(fault), _) => Err(*self.fault.insert(fault)),
        }
    }
}

/// Prints where the reader stands, never what it has read.
impl fmt::Debug for ChunkReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkReader")
            .field("offset", &self.position)
            .field("depth", &self.level)
            .finish_non_exhaustive()
    }
}
