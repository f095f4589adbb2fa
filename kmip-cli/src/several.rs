//! Where the messages of an input start and end, in the encodings that have no envelope around several of them.

use kmip::{Limits, ReaderOptions, cbor, json};
use serde_json::value::RawValue;

use crate::message::Message;
use crate::part::split;

/// The messages of TTLV: each says how long it is.
pub(crate) fn ttlv<'i>(bytes: &'i [u8], options: ReaderOptions<'static>) -> Vec<Message<'i>> {
    let mut messages = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let start = bytes.len().saturating_sub(rest.len());
        let (part, after) = split(rest, start, options);
        messages.push(Message::Ttlv(part));
        rest = after;
    }
    messages
}

/// The messages of a CBOR sequence. What has no end is the last one: its reader tells what is wrong.
pub(crate) fn cbor<'i>(bytes: &'i [u8], options: ReaderOptions<'static>) -> Vec<Message<'i>> {
    let mut messages = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let start = bytes.len().saturating_sub(rest.len());
        let length = cbor_length(rest, &options.limits).unwrap_or(rest.len());
        let (message, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        messages.push(Message::Cbor { bytes: message, start, options });
        rest = after;
    }
    messages
}

fn cbor_length(rest: &[u8], limits: &Limits) -> Option<usize> {
    cbor::frame(rest, limits).ok().flatten()
}

/// The JSON documents of a text, with white space between them. What is no JSON is the last one: reading it tells why.
pub(crate) fn json<'i>(text: &'i str, options: &ReaderOptions<'static>) -> Vec<Message<'i>> {
    let mut messages = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.trim_ascii_start().is_empty()) {
        let length = json_length(rest).unwrap_or(rest.len());
        let document = json::parse_partial(rest.get(..length).unwrap_or(rest), options);
        messages.push(Message::Json { document, start });
        start = start.saturating_add(length);
    }
    messages
}

fn json_length(rest: &str) -> Option<usize> {
    let mut documents = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    documents.next()?.ok()?;
    Some(documents.byte_offset()).filter(|length| *length > 0)
}
