//! The messages of an input.

use std::borrow::Cow;

use kmip::{Limits, ReaderOptions};

use crate::several::Messages;
use crate::{Failure, Format, hex};

/// The most bytes that a message may have: files are trusted further than the network.
const MESSAGE_BYTES: usize = 64 << 20;

/// An input, and how it is to be read.
pub(crate) struct Input<'i> {
    content: Content<'i>,
    options: ReaderOptions<'static>,
    /// What is wrong with the text itself, behind the content.
    broken: Option<Failure>,
}

/// What the encodings read; hexadecimal is undone.
enum Content<'i> {
    Ttlv(Cow<'i, [u8]>),
    Cbor(Cow<'i, [u8]>),
    Xml(&'i str),
    Json(&'i str),
}

impl<'i> Input<'i> {
    pub(crate) fn new(input: &'i [u8], from: Option<Format>, lenient: bool) -> Result<Self, Failure> {
        if input.trim_ascii_start().is_empty() {
            return Err(Failure::Empty);
        }
        let format = from.or_else(|| Format::detect(input)).ok_or(Failure::UnknownFormat)?;
        let (content, result) = match format {
            Format::Ttlv => (Content::Ttlv(Cow::Borrowed(input)), Ok(())),
            Format::Cbor => (Content::Cbor(Cow::Borrowed(input)), Ok(())),
            Format::Hex | Format::CborHex => {
                let (bytes, result) = hex::parse(input);
                let bytes = Cow::Owned(bytes);
                (if format == Format::Hex { Content::Ttlv(bytes) } else { Content::Cbor(bytes) }, result)
            }
            Format::Xml | Format::Json => {
                let (text, result) = utf8(input);
                (if format == Format::Xml { Content::Xml(text) } else { Content::Json(text) }, result)
            }
        };
        let options = if lenient { ReaderOptions::lenient() } else { ReaderOptions::default() };
        let options = options.with_limits(Limits::DEFAULT.with_message_bytes(MESSAGE_BYTES));
        Ok(Self { content, options, broken: result.err() })
    }

    /// What is wrong with the text itself: hexadecimal that is none, or no UTF-8. Its messages end there.
    pub(crate) fn take_broken(&mut self) -> Option<Failure> {
        self.broken.take()
    }

    /// The input where it is text, which has lines.
    pub(crate) const fn text(&self) -> Option<&'i str> {
        match self.content {
            Content::Xml(text) | Content::Json(text) => Some(text),
            Content::Ttlv(_) | Content::Cbor(_) => None,
        }
    }

    /// The messages, in their order; at least one. What is wrong is told when a message is read.
    pub(crate) fn messages(&self) -> Result<Messages<'_>, Failure> {
        self.read(false)
    }

    /// The messages as [`messages`](Self::messages) gives them, with values that cannot be read marked where that can be.
    pub(crate) fn marked_messages(&self) -> Result<Messages<'_>, Failure> {
        self.read(true)
    }

    fn read(&self, marks: bool) -> Result<Messages<'_>, Failure> {
        let messages = match &self.content {
            Content::Ttlv(bytes) => Messages::ttlv(bytes, self.options),
            Content::Cbor(bytes) => Messages::cbor(bytes, self.options),
            Content::Xml(text) => Messages::xml(text, self.options, marks),
            Content::Json(text) => Messages::json(text, self.options, marks),
        };
        if messages.is_empty() { Err(Failure::Empty) } else { Ok(messages) }
    }
}

/// The bytes as text, up to where they are none.
fn utf8(bytes: &[u8]) -> (&str, Result<(), Failure>) {
    match bytes.utf8_chunks().next() {
        Some(chunk) if chunk.valid().len() < bytes.len() => {
            (chunk.valid(), Err(Failure::Utf8 { offset: chunk.valid().len() }))
        }
        Some(chunk) => (chunk.valid(), Ok(())),
        None => ("", Ok(())),
    }
}
