//! Entry points that write what was read.
//!
//! They write in another format, for people, for storage.

use core::fmt::Write as _;

use kmip::encoding::{Encoding, Items};
use kmip::format::text::WriterOptions;
use kmip::items::Pretty;
use kmip::serialize::ExposeSecrets;
use kmip::{EncodeOptions, Message, json, ttlv, xml};

use super::Entry;
use crate::input::{Input, Outcome};
use crate::sink::{Sink, written};

pub(super) fn all() -> impl Iterator<Item = Entry> {
    [
        Entry::of("{:?} of a message", |input| printed(input, |message, out| write!(out, "{message:?}"))),
        Entry::of("{:#?} of a message", |input| printed(input, |message, out| write!(out, "{message:#?}"))),
        Entry::of("{:?} of a tree", |input| tree(input, |nodes| written(&format_args!("{nodes:?}")))),
        Entry::of("{:#?} of a tree", |input| tree(input, |nodes| written(&format_args!("{nodes:#?}")))),
        Entry::of("Pretty, secrets hidden", |input| pretty(input, false)),
        Entry::of("Pretty, secrets shown", |input| pretty(input, true)),
        Entry::of("transcode to TTLV", |input| transcode(input, Encoding::Ttlv)),
        Entry::of("transcode to XML", |input| transcode(input, Encoding::Xml)),
        Entry::of("transcode to JSON", |input| transcode(input, Encoding::Json)),
        Entry::of("transcode to CBOR", |input| transcode(input, Encoding::Cbor)),
        Entry::of("encode in TTLV", |input| encode(input, Encoding::Ttlv)),
        Entry::of("encode in XML", |input| encode(input, Encoding::Xml)),
        Entry::of("encode in JSON", |input| encode(input, Encoding::Json)),
        Entry::of("encode in CBOR", |input| encode(input, Encoding::Cbor)),
        Entry::of("encode in XML to a sink", |input| {
            printed(input, |message, out| xml::to_writer_with(message, out, &options()).map_err(|_| core::fmt::Error))
        }),
        Entry::of("encode in JSON to a sink", |input| {
            printed(input, |message, out| json::to_writer_with(message, out, &options()).map_err(|_| core::fmt::Error))
        }),
        Entry::of("length in TTLV", |input| {
            let length = |message: Message<'_>| ttlv::encoded_len_with(&message, &EncodeOptions::as_read()).is_ok();
            input.message().is_some_and(length).into()
        }),
        Entry::of("store, secrets hidden", |input| store(input, false)),
        Entry::of("store, secrets shown", |input| store(input, true)),
        Entry::of("load what was stored", load),
    ]
    .into_iter()
}

fn options() -> WriterOptions<'static> {
    WriterOptions::default().with_encode(EncodeOptions::as_read())
}

fn printed(input: Input<'_>, print: fn(&Message<'_>, &mut Sink) -> core::fmt::Result) -> Outcome {
    let Some(message) = input.message() else { return Outcome::default() };
    let mut sink = Sink::default();
    let done = print(&message, &mut sink).is_ok();
    Outcome { done, written: sink.bytes }
}

fn tree(input: Input<'_>, print: fn(&[kmip::items::Node<'_>]) -> usize) -> Outcome {
    let print = |items: Items<'_>| {
        let nodes = kmip::items::Node::read_all(&mut *items.reader()).ok()?;
        Some(Outcome { done: true, written: print(&nodes) })
    };
    input.items().and_then(print).unwrap_or_default()
}

fn pretty(input: Input<'_>, secrets: bool) -> Outcome {
    let Some(items) = input.items() else { return Outcome::default() };
    let mut sink = Sink::default();
    let pretty = Pretty::new(&mut sink);
    let mut pretty = if secrets { pretty.with_secrets() } else { pretty };
    let done = pretty.print(&mut *items.reader()).is_ok();
    Outcome { done, written: sink.bytes }
}

fn transcode(input: Input<'_>, to: Encoding) -> Outcome {
    let Some(items) = input.items() else { return Outcome::default() };
    let output = to.transcode(&mut *items.reader(), &WriterOptions::default());
    Outcome { done: output.is_ok(), written: output.map_or(0, |output| output.len()) }
}

fn encode(input: Input<'_>, to: Encoding) -> Outcome {
    let Some(message) = input.message() else { return Outcome::default() };
    let output = to.encode_with(&message, &options());
    Outcome { done: output.is_ok(), written: output.map_or(0, |output| output.len()) }
}

fn store(input: Input<'_>, secrets: bool) -> Outcome {
    let Some(message) = input.message() else { return Outcome::default() };
    let mut sink = Sink::default();
    let stored = if secrets {
        serde_json::to_writer(&mut sink, &ExposeSecrets(&message))
    } else {
        serde_json::to_writer(&mut sink, &message)
    };
    Outcome { done: stored.is_ok(), written: sink.bytes }
}

/// Loads an item from stored text.
///
/// The text that was stored is the input here: its size counts, and making it does not.
fn load(input: Input<'_>) -> Outcome {
    let mut stored = None;
    allocation_counter::opt_out(|| {
        stored = input.message().and_then(|message| serde_json::to_vec(&ExposeSecrets(&message)).ok());
    });
    let Some(text) = stored else { return Outcome::default() };
    let done = serde_json::from_slice::<Message<'_>>(&text).is_ok();
    let outcome = Outcome { done, written: text.len() };
    allocation_counter::opt_out(|| drop(text));
    outcome
}
