//! The messages of an input, taken off it one by one: none is read before the one in front of it is done with.

use std::vec::IntoIter;

use kmip::format::Document;
use kmip::{Limits, ReaderOptions, cbor, json, xml};
use serde_json::value::RawValue;

use crate::message::Message;
use crate::part::split;

/// The messages of an input, in their order. What is wrong is told when a message is read.
pub(crate) struct Messages<'i> {
    rest: Rest<'i>,
    options: ReaderOptions<'static>,
    /// The message that comes next.
    next: Option<Message<'i>>,
    /// Whether there is more than one.
    pub(crate) several: bool,
}

/// What no message was taken off yet, and where in the input that starts.
enum Rest<'i> {
    /// Each message says how long it is.
    Ttlv { bytes: &'i [u8], start: usize },
    /// A CBOR sequence.
    Cbor { bytes: &'i [u8], start: usize },
    /// An element around the messages has its end behind all of them.
    Xml(IntoIter<Document<'i>>),
    /// Documents with white space between them.
    Json { text: &'i str, start: usize, input: &'i str, marks: bool },
}

impl<'i> Messages<'i> {
    pub(crate) fn ttlv(bytes: &'i [u8], options: ReaderOptions<'static>) -> Self {
        Self::new(Rest::Ttlv { bytes, start: 0 }, options)
    }

    pub(crate) fn cbor(bytes: &'i [u8], options: ReaderOptions<'static>) -> Self {
        Self::new(Rest::Cbor { bytes, start: 0 }, options)
    }

    pub(crate) fn xml(text: &'i str, options: ReaderOptions<'static>, marks: bool) -> Self {
        let parse = if marks { xml::parse_marked } else { xml::parse_partial };
        Self::new(Rest::Xml(parse(text, &options).into_iter()), options)
    }

    pub(crate) fn json(text: &'i str, options: ReaderOptions<'static>, marks: bool) -> Self {
        Self::new(Rest::Json { text, start: 0, input: text, marks }, options)
    }

    fn new(rest: Rest<'i>, options: ReaderOptions<'static>) -> Self {
        let mut messages = Self { rest, options, next: None, several: false };
        messages.next = messages.rest.take(options);
        messages.several = messages.next.is_some() && messages.rest.is_more();
        messages
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.next.is_none()
    }
}

impl<'i> Iterator for Messages<'i> {
    type Item = Message<'i>;

    fn next(&mut self) -> Option<Message<'i>> {
        self.next.take().or_else(|| self.rest.take(self.options))
    }
}

impl<'i> Rest<'i> {
    /// Whether another message follows, or something that should be one.
    fn is_more(&self) -> bool {
        match self {
            Self::Ttlv { bytes, .. } | Self::Cbor { bytes, .. } => !bytes.is_empty(),
            Self::Xml(documents) => documents.len() > 0,
            Self::Json { text, .. } => !text.trim_ascii_start().is_empty(),
        }
    }

    /// Takes one message off. What has no end is the last one: its reader tells what is wrong.
    fn take(&mut self, options: ReaderOptions<'static>) -> Option<Message<'i>> {
        if !self.is_more() {
            return None;
        }
        Some(match self {
            Self::Ttlv { bytes, start } => {
                let (part, rest) = split(bytes, *start, options);
                *start = start.saturating_add(bytes.len().saturating_sub(rest.len()));
                *bytes = rest;
                Message::Ttlv(part)
            }
            Self::Cbor { bytes, start } => {
                let length = cbor_length(bytes, &options.limits).unwrap_or(bytes.len());
                let (message, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
                let message = Message::Cbor { bytes: message, start: *start, options };
                *start = start.saturating_add(length);
                *bytes = rest;
                message
            }
            Self::Xml(documents) => Message::Xml(documents.next()?),
            Self::Json { text, start, input, marks } => {
                let length = json_length(text).unwrap_or(text.len());
                let (document, rest) = text.split_at_checked(length).unwrap_or((text, ""));
                let parse = if *marks { json::parse_marked } else { json::parse_partial };
                let message = Message::Json { document: parse(document, &options), start: *start, input };
                *start = start.saturating_add(length);
                *text = rest;
                message
            }
        })
    }
}

fn cbor_length(rest: &[u8], limits: &Limits) -> Option<usize> {
    cbor::frame(rest, limits).ok().flatten()
}

fn json_length(rest: &str) -> Option<usize> {
    let mut documents = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    documents.next()?.ok()?;
    Some(documents.byte_offset()).filter(|length| *length > 0)
}
