//! The checks of every entry point that takes pieces.
//!
//! The pieces may be cut in any way, and its buffer may have any size.

use kmip::format::{ChunkFormat, ChunkReader, MessageFramer, MessageHead, Writer};
use kmip::items::{Event, Pretty, Value};
use kmip::{Error, ErrorKind, Limits, ReaderOptions, Tag};

use crate::collect::{WAYS, collected};

/// The plan that the input begins with.
///
/// It has the size of a buffer, a way of using it, and where the rest is cut.
struct Plan<'a> {
    room: usize,
    choice: usize,
    pieces: Vec<usize>,
    stream: &'a [u8],
}

impl<'a> Plan<'a> {
    /// Reads a plan from the start of the input.
    ///
    /// It has two bytes of size, one of choices and a count, so many lengths of pieces, each of one byte; then the
    /// stream.
    fn read(data: &'a [u8]) -> Option<Self> {
        let ([high, low, choice], rest) = data.split_first_chunk()?;
        let (pieces, stream) = rest.split_at_checked(usize::from(choice & 0x0F))?;
        let room = usize::from(u16::from_be_bytes([*high, *low])) & 0x0FFF;
        let pieces = pieces.iter().map(|length| usize::from(*length).max(1)).chain([1]).collect();
        Some(Self { room, choice: usize::from(choice >> 4), pieces, stream })
    }

    fn cuts(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        let (mut rest, mut lengths) = (self.stream, self.pieces.iter().cycle());
        core::iter::from_fn(move || {
            let length = (*lengths.next()?).min(rest.len());
            let piece;
            (piece, rest) = rest.split_at(length);
            (!piece.is_empty()).then_some(piece)
        })
    }
}

/// Any bytes as messages of TTLV that arrive in pieces.
pub fn ttlv(data: &[u8]) {
    let Some(plan) = Plan::read(data) else { return };
    framed::<kmip::ttlv::TtlvHead>(&plan, 8);
    chunks::<kmip::ttlv::TtlvChunks>(&plan);
}

/// Any bytes as messages of CBOR that arrive in pieces.
pub fn cbor(data: &[u8]) {
    let Some(plan) = Plan::read(data) else { return };
    framed::<kmip::cbor::CborHead>(&plan, 9);
    chunks::<kmip::cbor::CborChunks>(&plan);
}

/// Checks that a framer and a buffer agree about a stream.
///
/// A buffer hands out what must come out of the stream; a framer that sees more with every piece says what one says
/// that sees all of it.
fn framed<H: MessageHead>(plan: &Plan<'_>, longest_head: usize) {
    collected::<H>(plan.stream, plan.room, &plan.pieces, WAYS[plan.choice % WAYS.len()], longest_head);
    let limits = Limits::DEFAULT.with_message_bytes(plan.room);
    let whole = MessageFramer::<H>::new(&limits).frame(plan.stream);
    let (mut framer, mut end) = (MessageFramer::<H>::new(&limits), 0);
    let grown = plan.cuts().find_map(|piece| {
        end += piece.len();
        framer.frame(&plan.stream[..end]).transpose()
    });
    let whole = if plan.stream.is_empty() { None } else { whole.transpose() };
    // Before a head is all there, its tag is not known.
    assert_eq!(grown.map(place), whole.map(place));
}

fn place(found: Result<usize, Error>) -> Result<usize, (ErrorKind, Option<usize>)> {
    found.map_err(|fault| (fault.kind(), fault.offset()))
}

/// A reader of chunks tells the same, however the stream is cut.
fn chunks<F: ChunkFormat>(plan: &Plan<'_>) {
    let limits = Limits::DEFAULT.with_depth(4).with_items(40).with_message_bytes(4096);
    for options in [ReaderOptions::default(), ReaderOptions::lenient(), ReaderOptions::default().with_limits(limits)] {
        let cut = read::<F>(plan, plan.cuts(), &options);
        assert_eq!(cut, read::<F>(plan, core::iter::once(plan.stream), &options));
    }
}

/// Returns what a reader of chunks tells of these pieces, and how it ends.
fn read<'a, F: ChunkFormat>(
    plan: &Plan<'_>,
    mut pieces: impl Iterator<Item = &'a [u8]>,
    options: &ReaderOptions<'_>,
) -> (Vec<String>, Result<(), Error>) {
    let mut memory = vec![0; plan.room];
    let mut reader = ChunkReader::<F>::new(&mut memory, options);
    if plan.choice & 2 != 0 {
        reader = reader.in_parts();
    }
    let mut events = vec![];
    let fed = pieces.try_for_each(|piece| reader.feed(piece, |event| events.push(told(event))));
    (events, fed.and_then(|()| reader.finish()))
}

/// An event with all that it has.
fn told(event: Event<'_>) -> String {
    match event {
        Event::Value(tag, value) => printed(tag, value),
        Event::Part { tag, value, left } => format!("{} and {left} more", printed(tag, value)),
        event => format!("{event:?}"),
    }
}

/// An item with its value, which may be secret: `Debug` would show its length only.
fn printed(tag: Tag, value: Value<'_>) -> String {
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = Pretty::new(&mut text).with_secrets().write(tag, value);
    text
}
