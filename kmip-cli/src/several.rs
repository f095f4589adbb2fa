//! The messages of an input one by one: none is read before the last one is done.

use std::collections::VecDeque;
use std::vec::IntoIter;

use kmip::format::Document;
use kmip::{Limits, ReaderOptions, cbor, json, xml};

use crate::forms::json_length;
use crate::input::Content;
use crate::message::Message;
use crate::part::split;

/// The messages of an input, in their order.
///
/// What is wrong is told when a message is read.
pub(crate) struct Messages<'i> {
    rest: Rest<'i>,
    /// The rest behind that, in another encoding or elsewhere.
    behind: VecDeque<Rest<'i>>,
    options: ReaderOptions<'static>,
    /// The message that comes next.
    next: Option<Message<'i>>,
    /// True if there is more than one.
    pub(crate) several: bool,
}

/// The rest that no message was taken off yet, and its place in the input.
enum Rest<'i> {
    /// Each message says how long it is.
    Ttlv { bytes: &'i [u8], start: usize },
    /// A CBOR sequence.
    Cbor { bytes: &'i [u8], start: usize },
    /// An element around the messages has its end behind all of them.
    Xml { documents: IntoIter<Document<'i>>, start: usize, input: Option<&'i str> },
    /// Documents with white space between them.
    Json { text: &'i str, start: usize, input: Option<&'i str>, marks: bool },
}

impl<'i> Messages<'i> {
    /// The messages of some contents, whose places are told by the lines of `input`.
    pub(crate) fn new(
        contents: &'i [Content<'i>],
        input: Option<&'i str>,
        options: ReaderOptions<'static>,
        marks: bool,
    ) -> Self {
        let rest = |content: &'i Content<'i>| match content {
            Content::Ttlv { bytes, start } => Rest::Ttlv { bytes, start: *start },
            Content::Cbor { bytes, start } => Rest::Cbor { bytes, start: *start },
            Content::Xml { text, start } => {
                let parse = if marks { xml::parse_marked } else { xml::parse_partial };
                Rest::Xml { documents: parse(text, &options).into_iter(), start: *start, input }
            }
            Content::Json { text, start } => Rest::Json { text, start: *start, input, marks },
        };
        let mut contents = contents.iter();
        let mut messages = Self {
            rest: contents.next().map_or(Rest::Ttlv { bytes: &[], start: 0 }, rest),
            behind: contents.map(rest).collect(),
            options,
            next: None,
            several: false,
        };
        messages.next = messages.take_next();
        messages.several = messages.next.is_some() && messages.is_more();
        messages
    }

    /// Returns whether another message follows, or something that should be one.
    fn is_more(&self) -> bool {
        self.rest.is_more() || self.behind.iter().any(Rest::is_more)
    }

    fn take_next(&mut self) -> Option<Message<'i>> {
        while !self.rest.is_more() {
            self.rest = self.behind.pop_front()?;
        }
        self.rest.take(self.options)
    }

    /// Returns whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.next.is_none()
    }
}

impl<'i> Iterator for Messages<'i> {
    type Item = Message<'i>;

    fn next(&mut self) -> Option<Message<'i>> {
        self.next.take().or_else(|| self.take_next())
    }
}

impl<'i> Rest<'i> {
    /// Returns whether another message follows, or something that should be one.
    fn is_more(&self) -> bool {
        match self {
            Self::Ttlv { bytes, .. } | Self::Cbor { bytes, .. } => !bytes.is_empty(),
            Self::Xml { documents, .. } => documents.len() > 0,
            Self::Json { text, .. } => !text.trim_ascii_start().is_empty(),
        }
    }

    /// Takes one message off.
    ///
    /// What has no end is the last one: its reader tells what is wrong.
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
            Self::Xml { documents, start, input } => {
                Message::Text { document: documents.next()?, start: *start, input: *input }
            }
            Self::Json { text, start, input, marks } => {
                let length = json_length(text).unwrap_or(text.len());
                let (document, rest) = text.split_at_checked(length).unwrap_or((text, ""));
                let parse = if *marks { json::parse_marked } else { json::parse_partial };
                let message = Message::Text { document: parse(document, &options), start: *start, input: *input };
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
