//! Entry points that read.

use kmip::encoding::Encoding;
use kmip::format::{ChunkFormat, ChunkReader, FrameBuffer, MessageFramer, MessageHead};
use kmip::items::{Length, transcode};
use kmip::view::{Checked, ItemView};
use kmip::{Message, ReaderOptions, RequestMessage, ResponseMessage, cbor, json, ttlv, xml};

use super::{Entry, is_binary};
use crate::input::{Input, Outcome};

/// The number of bytes that arrive at a time.
const PIECE: usize = 1 << 10;

pub(super) fn all() -> impl Iterator<Item = Entry> {
    [
        Entry::decode("walk", walk),
        Entry::decode("decode, strict", |input| owned(input, &Input::strict())),
        Entry::decode("decode, lenient", |input| owned(input, &Input::lenient())),
        Entry::decode("decode, as a request", |input| {
            input.encoding.decode_with::<RequestMessage<'_>>(input.bytes, &Input::strict()).is_ok().into()
        }),
        Entry::decode("decode, as a response", |input| {
            input.encoding.decode_with::<ResponseMessage<'_>>(input.bytes, &Input::strict()).is_ok().into()
        }),
        Entry::decode("decode borrowed, strict", |input| borrowed(input, &Input::strict())).only(is_binary),
        Entry::decode("decode borrowed, lenient", |input| borrowed(input, &Input::lenient())).only(is_binary),
        Entry::decode("parse every message", documents).only(Encoding::is_text),
        Entry::decode("view of a message", views).only(is_binary),
        Entry::decode("view, checked", checked).only(is_binary),
        Entry::decode("chunks", chunks).only(is_binary),
        Entry::decode("frames", frames).only(is_binary),
    ]
    .into_iter()
}

fn walk(input: Input<'_>) -> Outcome {
    let read = |items: kmip::encoding::Items<'_>| transcode(&mut *items.reader(), &mut Length::default()).is_ok();
    input.items().is_some_and(read).into()
}

fn owned(input: Input<'_>, options: &ReaderOptions<'_>) -> Outcome {
    input.encoding.decode_with::<Message<'_>>(input.bytes, options).is_ok().into()
}

fn borrowed(input: Input<'_>, options: &ReaderOptions<'_>) -> Outcome {
    match input.encoding {
        Encoding::Cbor => cbor::from_slice_with::<Message<'_>>(input.bytes, options).is_ok().into(),
        _ => ttlv::from_slice_with::<Message<'_>>(input.bytes, options).is_ok().into(),
    }
}

fn documents(input: Input<'_>) -> Outcome {
    let Ok(text) = core::str::from_utf8(input.bytes) else { return Outcome::default() };
    match input.encoding {
        Encoding::Xml => {
            xml::parse_all(text, &Input::lenient()).is_ok() && !xml::parse_partial(text, &Input::strict()).is_empty()
        }
        _ => {
            drop(json::parse_partial(text, &Input::strict()));
            json::parse_with(text, &Input::lenient()).is_ok()
        }
    }
    .into()
}

fn views(input: Input<'_>) -> Outcome {
    match input.encoding {
        Encoding::Cbor => cbor::View::with_options(input.bytes, &Input::strict()).is_ok_and(message),
        _ => ttlv::View::with_options(input.bytes, &Input::strict()).is_ok_and(message),
    }
    .into()
}

/// Every batch item of a request or a response, with every attribute.
fn message<'a, V: ItemView<'a>>(view: V) -> bool {
    let item = |item: kmip::view::BatchItemView<'a, V>| {
        item.attributes().flatten().map(|attribute| usize::from(attribute.tag().is_some())).sum::<usize>()
    };
    let request = kmip::view::RequestView::new(view).map(|view| view.batch_items().flatten().map(item).sum::<usize>());
    let response = kmip::view::ResponseView::new(view).map(|view| view.batch_items().flatten().map(item).sum());
    request.or(response).is_ok()
}

fn checked(input: Input<'_>) -> Outcome {
    fn count<'a, V: ItemView<'a>>(view: Checked<V>) -> usize {
        view.children().map(count).sum::<usize>().saturating_add(1)
    }
    match input.encoding {
        Encoding::Cbor => cbor::View::checked_with(input.bytes, &Input::strict()).is_ok_and(|view| count(view) > 0),
        _ => ttlv::View::checked_with(input.bytes, &Input::strict()).is_ok_and(|view| count(view) > 0),
    }
    .into()
}

fn chunks(input: Input<'_>) -> Outcome {
    fn read<F: ChunkFormat>(bytes: &[u8]) -> bool {
        let mut memory = [0; 2 * PIECE];
        let mut reader = ChunkReader::<F>::new(&mut memory, &Input::strict()).in_parts();
        bytes.chunks(PIECE).all(|chunk| reader.feed(chunk, |_| ()).is_ok()) && reader.finish().is_ok()
    }
    match input.encoding {
        Encoding::Cbor => read::<cbor::CborChunks>(input.bytes),
        _ => read::<ttlv::TtlvChunks>(input.bytes),
    }
    .into()
}

fn frames(input: Input<'_>) -> Outcome {
    match input.encoding {
        Encoding::Cbor => framed::<cbor::CborHead>(input.bytes),
        _ => framed::<ttlv::TtlvHead>(input.bytes),
    }
    .into()
}

/// Messages out of pieces.
///
/// The buffer is the caller's, and as large as the input; what it takes is not counted.
fn framed<H: MessageHead>(bytes: &[u8]) -> bool {
    let mut memory = Vec::new();
    allocation_counter::opt_out(|| memory = vec![0; bytes.len()]);
    let done = framed_in::<H>(bytes, &mut memory);
    allocation_counter::opt_out(|| drop(memory));
    done
}

/// Reads messages by a framer and by a buffer.
///
/// The framer sees more with each piece; the buffer is asked for its room after every message.
fn framed_in<H: MessageHead>(bytes: &[u8], memory: &mut [u8]) -> bool {
    let mut framer = MessageFramer::<H>::new(&Input::strict().limits);
    let mut ends = (1..=bytes.len().div_ceil(PIECE)).map(|pieces| pieces.saturating_mul(PIECE).min(bytes.len()));
    let found = ends.find_map(|end| framer.frame(bytes.get(..end).unwrap_or_default()).transpose());
    let mut buffer = FrameBuffer::<H>::new(memory);
    let mut rest = bytes;
    while !rest.is_empty() {
        let count = buffer.push(rest);
        rest = rest.get(count..).unwrap_or_default();
        loop {
            match buffer.next() {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(_) => return false,
            }
            let _ = buffer.spare();
        }
    }
    found.is_some_and(|found| found.is_ok())
}
