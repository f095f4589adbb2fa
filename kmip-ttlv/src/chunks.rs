//! Reading a message item by item while it arrives in chunks, in bounded memory.

use core::fmt;

use kmip_types::format::{ChunkBuffer, ChunkFormat, Fault, Item};
use kmip_types::items::Event;
use kmip_types::view::ItemView as _;
use kmip_types::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

use crate::check::{big_integer_start, innermost};
use crate::header::{flaw, header, size};
use crate::view::View;

/// Reads messages item by item while they arrive in chunks, however large they are.
///
/// What it keeps is the ends of the open structures and the one item that is not all there, in a buffer of the
/// caller's. Everything is checked as a strict [`TtlvReader`](crate::TtlvReader) does. An item longer than the buffer, header
/// and padding included, is an error, or comes in [parts](Self::in_parts). Messages may follow one another.
///
/// Counts the objects that a Locate found:
///
/// ```
/// use kmip_ttlv::ChunkReader;
/// use kmip_ttlv::kmip_types::{ReaderOptions, Tag};
/// use kmip_ttlv::kmip_types::items::Event;
/// # use kmip_ttlv::{TtlvWriter, kmip_types::{format::Writer as _, items::Value}};
/// # let mut writer = TtlvWriter::new(Vec::new());
/// # writer.open(Tag::RESPONSE_PAYLOAD)?;
/// # for _ in 0..1000 { writer.write(Tag::UNIQUE_IDENTIFIER, Value::TextString("5d0c8f1e"))?; }
/// # writer.end()?;
/// # let response = writer.finish()?;
///
/// let mut buffer = [0; 64];
/// let mut reader = ChunkReader::new(&mut buffer, &ReaderOptions::default());
/// let mut found = 0;
/// for chunk in response.chunks(50) {
///     reader.feed(chunk, |event| {
///         if matches!(event, Event::Value(Tag::UNIQUE_IDENTIFIER, _)) {
///             found += 1;
///         }
///     })?;
/// }
/// reader.finish()?;
/// assert_eq!(found, 1000);
/// # Ok::<(), kmip_ttlv::kmip_types::Error>(())
/// ```
pub type ChunkReader<'b> = kmip_types::format::ChunkReader<'b, TtlvChunks>;

/// The state that a [`ChunkReader`] keeps between chunks.
///
/// It holds the ends of the open structures, and what is known of the item being collected.
#[derive(Clone, Copy)]
pub struct TtlvChunks {
    /// The header of the item that is being collected, once it was judged; 0 before.
    head: u64,
    /// The number of bytes of the value that are still to come.
    ///
    /// It counts only where the value comes in parts.
    left: u32,
    /// The number of bytes of padding still to come behind the value.
    padding: u32,
    /// The offset of the item being collected; between items, of the next one.
    position: u32,
    items: usize,
    level: usize,
    ends: [u32; Limits::MAX_DEPTH],
    limits: Limits,
    lenient: bool,
    takes_parts: bool,
    comes_in_parts: bool,
}

/// The smallest buffer: a header, and one word.
const LEAST: usize = 16;

/// An event that is ready to be handed out.
#[derive(Debug)]
pub enum Ready<'c> {
    Open(Tag),
    Close,
    /// An item that lies in the chunk.
    Chunk(View<'c>),
    /// An item that lies in the buffer: header and offset.
    Buffer(u64, u32),
    /// A part of an item, in the buffer, and how many bytes are still to come.
    Part(Item, u32),
}

impl ChunkFormat for TtlvChunks {
    type Ready<'c> = Ready<'c>;

    fn new(options: &ReaderOptions<'_>) -> Self {
        Self {
            head: 0,
            left: 0,
            padding: 0,
            position: 0,
            items: options.limits.items,
            level: 0,
            ends: [0; Limits::MAX_DEPTH],
            limits: options.limits,
            lenient: options.lenient,
            takes_parts: false,
            comes_in_parts: false,
        }
    }

    fn take_parts(&mut self) {
        self.takes_parts = true;
    }

    fn depth(&self) -> usize {
        self.level
    }

    fn offset(&self) -> usize {
        usize::try_from(self.position).unwrap_or(usize::MAX)
    }

    fn unfinished(&self, buffer: &ChunkBuffer<'_>) -> Option<Fault> {
        let is_inside = self.level > 0 || buffer.filled() > 0 || self.comes_in_parts;
        is_inside.then(|| Fault::new(ErrorKind::Truncated, Tag::default(), 0))
    }

    fn advance<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &'c [u8]) -> Result<Option<Ready<'c>>, Fault> {
        if self.comes_in_parts {
            return self.part(buffer, chunk);
        }
        if innermost(&self.ends, self.level) == Some(self.position) {
            self.level = self.level.wrapping_sub(1);
            self.restart();
            return Ok(Some(Ready::Close));
        }
        // Even such a buffer has room for nothing.
        if chunk.is_empty() && buffer.filled() == 0 {
            return Ok(None);
        }
        if buffer.size() < LEAST {
            return Err(self.refuse(ErrorKind::BufferFull, 0));
        }
        if self.head == 0 {
            let in_chunk = if buffer.filled() == 0 { header(chunk) } else { None };
            let Some(head) = in_chunk.or_else(|| collect_header(buffer, chunk)) else {
                return Ok(None);
            };
            let size = self.judge(head)?;
            if Item::from_words(head, 0).item_type() == ItemType::STRUCTURE {
                self.enter(buffer, chunk, size);
                return Ok(Some(Ready::Open(Item::from_words(head, 0).tag())));
            }
            self.head = head;
            if usize::try_from(size).is_ok_and(|size| size > buffer.size()) {
                self.start_parts(buffer, chunk)?;
                return self.part(buffer, chunk);
            }
        }
        Ok(self.whole(buffer, chunk))
    }

    fn event<'s, 'c: 's>(&self, buffer: &'s ChunkBuffer<'_>, ready: Ready<'c>) -> Result<Event<'s>, Fault> {
        let view = match ready {
            Ready::Open(tag) => return Ok(Event::Open(tag)),
            Ready::Close => return Ok(Event::Close),
            Ready::Chunk(view) => view,
            Ready::Buffer(head, offset) => View::part(head, buffer.handed_out(), offset, self.lenient),
            Ready::Part(item, left) => {
                let value = buffer.value(item.item_type()).map_err(|kind| self.refuse(kind, item.head()))?;
                return Ok(Event::Part { tag: item.tag(), value, left });
            }
        };
        Ok(Event::Value(view.tag(), view.value()?))
    }
}

impl TtlvChunks {
    fn refuse(&self, kind: ErrorKind, head: u64) -> Fault {
        Fault::new(kind, Item::from_words(head, 0).tag(), self.offset())
    }

    /// Judges a header, and returns how many bytes the item takes.
    fn judge(&mut self, head: u64) -> Result<u32, Fault> {
        let room = match innermost(&self.ends, self.level) {
            Some(end) => end.saturating_sub(self.position),
            None => u32::MAX,
        };
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        if let Some(kind) = flaw(head, room) {
            // Nothing is around the message itself that it could be too large for, except the limit.
            let is_message = self.level == 0 && kind == ErrorKind::Truncated;
            return Err(self.refuse(if is_message { ErrorKind::TooLarge } else { kind }, head));
        }
        let size = size(head).unwrap_or(usize::MAX);
        if self.level == 0 && size > self.limits.message_bytes {
            return Err(self.refuse(ErrorKind::TooLarge, head));
        }
        let is_structure = Item::from_words(head, 0).item_type() == ItemType::STRUCTURE;
        if is_structure && self.level >= self.limits.depth.min(Limits::MAX_DEPTH) {
            return Err(self.refuse(ErrorKind::Depth, head));
        }
        match self.items.checked_sub(1) {
            Some(items) => self.items = items,
            None => return Err(self.refuse(ErrorKind::TooManyItems, head)),
        }
        Ok(u32::try_from(size).unwrap_or(u32::MAX))
    }

    /// Goes into the structure whose header comes next.
    ///
    /// The header is the next thing in the buffer, or in the chunk.
    fn enter(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8], size: u32) {
        drop_header(buffer, chunk);
        if let Some(end) = self.ends.get_mut(self.level) {
            *end = self.position.saturating_add(size);
        }
        self.level = self.level.wrapping_add(1);
        self.position = self.position.saturating_add(8);
    }

    /// Takes all of the item that is being collected.
    fn whole<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &'c [u8]) -> Option<Ready<'c>> {
        let (head, position) = (self.head, self.position);
        let size = size(head).unwrap_or(usize::MAX);
        let ready = match buffer.take(chunk, size)? {
            Some(item) => Ready::Chunk(View::part(head, item, position, self.lenient)),
            None => Ready::Buffer(head, position),
        };
        self.leave(size);
        Some(ready)
    }

    /// Goes behind an item of this size.
    fn leave(&mut self, size: usize) {
        self.head = 0;
        self.position = self.position.saturating_add(u32::try_from(size).unwrap_or(u32::MAX));
        self.restart();
    }

    /// Behind a message, starts anew.
    fn restart(&mut self) {
        if self.level == 0 {
            self.position = 0;
            self.items = self.limits.items;
        }
    }

    /// Takes the header of an item that is longer than the buffer.
    fn start_parts(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8]) -> Result<(), Fault> {
        let head = self.head;
        if !self.takes_parts {
            return Err(self.refuse(ErrorKind::BufferFull, head));
        }
        let item = Item::from_words(head, 0);
        if item.item_type() == ItemType::BIG_INTEGER && item.length() & 7 != 0 {
            return Err(self.refuse(ErrorKind::Length, head));
        }
        drop_header(buffer, chunk);
        self.left = item.length();
        self.padding = item.length().wrapping_neg() & 7;
        self.comes_in_parts = true;
        Ok(())
    }

    /// Fills the buffer with what follows of an item that comes in parts.
    fn part<'c>(&mut self, buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8]) -> Result<Option<Ready<'c>>, Fault> {
        if !buffer.collect_part(chunk, &mut self.left) || self.left == 0 && !self.pass_padding(chunk)? {
            return Ok(None);
        }
        let item = Item::from_words(self.head, 0);
        self.check_part(item, buffer)?;
        let left = buffer.hand_out_part(item.item_type(), self.left);
        let left = left.map_err(|kind| self.refuse(kind, self.head))?;
        if left == 0 {
            self.comes_in_parts = false;
            self.leave(size(self.head).unwrap_or(usize::MAX));
        }
        Ok(Some(Ready::Part(item, left)))
    }

    /// Takes the padding off the chunk; `false` if it is not all there.
    fn pass_padding(&mut self, chunk: &mut &[u8]) -> Result<bool, Fault> {
        while self.padding > 0 {
            let Some((byte, rest)) = chunk.split_first() else { return Ok(false) };
            if *byte != 0 && !self.lenient {
                return Err(self.refuse(ErrorKind::Padding, self.head));
            }
            *chunk = rest;
            self.padding = self.padding.wrapping_sub(1);
        }
        Ok(true)
    }

    /// The first part of a Big Integer tells whether it has more words than it needs.
    fn check_part(&self, item: Item, buffer: &ChunkBuffer<'_>) -> Result<(), Fault> {
        let taken = usize::try_from(item.length().wrapping_sub(self.left)).unwrap_or(usize::MAX);
        if item.item_type() != ItemType::BIG_INTEGER || taken != buffer.filled() {
            return Ok(());
        }
        big_integer_start(buffer.bytes(), self.lenient).map_err(|kind| self.refuse(kind, self.head))
    }
}

/// Prints where it stands, never what it has read.
impl fmt::Debug for TtlvChunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TtlvChunks").field("offset", &self.position).field("depth", &self.level).finish_non_exhaustive()
    }
}

/// Drops the header that was read last, in the buffer or in the chunk.
fn drop_header(buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8]) {
    if buffer.filled() == 0 {
        *chunk = chunk.get(8..).unwrap_or_default();
    }
    buffer.clear();
}

fn collect_header(buffer: &mut ChunkBuffer<'_>, chunk: &mut &[u8]) -> Option<u64> {
    if buffer.collect(chunk, 8) { header(buffer.bytes()) } else { None }
}
