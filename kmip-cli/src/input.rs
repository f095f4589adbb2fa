//! The messages of an input: read as its encoding says, or found in a log.

use std::borrow::Cow;

use kmip::encoding::Encoding;
use kmip::{Limits, ReaderOptions};

use crate::forms::{self, Found};
use crate::several::Messages;
use crate::{Failure, Format, hex};

/// The largest message in bytes: files are trusted further than the network.
const MESSAGE_BYTES: usize = 64 << 20;

/// An input, and how it is to be read.
pub(crate) struct Input<'i> {
    contents: Vec<Content<'i>>,
    options: ReaderOptions<'static>,
    /// The text that has the lines of the places that errors tell.
    text: Option<Cow<'i, str>>,
    /// The error of the text itself, behind the contents.
    broken: Option<Failure>,
    /// The parts of the input that were taken, and their places, in words.
    notes: Vec<String>,
    /// True if the input holds more than was taken.
    is_passed_over: bool,
}

/// Messages of one encoding. What spells their bytes is undone.
pub(crate) enum Content<'i> {
    Ttlv { bytes: Cow<'i, [u8]>, start: usize },
    Cbor { bytes: Cow<'i, [u8]>, start: usize },
    Xml { text: Cow<'i, str>, start: usize },
    Json { text: Cow<'i, str>, start: usize },
}

impl<'i> Input<'i> {
    /// Reads `input` as `from` says, else as its first bytes say.
    ///
    /// If neither fits, it looks for messages in it.
    pub(crate) fn new(input: &'i [u8], from: Option<Format>, lenient: bool) -> Result<Self, Failure> {
        if input.trim_ascii_start().is_empty() {
            return Err(Failure::Empty);
        }
        let options = if lenient { ReaderOptions::lenient() } else { ReaderOptions::default() };
        let options = options.with_limits(Limits::DEFAULT.with_message_bytes(MESSAGE_BYTES));
        match from {
            Some(format) => Ok(Self::direct(Cow::Borrowed(input), format, options)),
            None => Self::look(input, options),
        }
    }

    /// All of the input in one encoding.
    fn direct(input: Cow<'i, [u8]>, format: Format, options: ReaderOptions<'static>) -> Self {
        let (content, result) = match format {
            Format::Ttlv => (Content::Ttlv { bytes: input, start: 0 }, Ok(())),
            Format::Cbor => (Content::Cbor { bytes: input, start: 0 }, Ok(())),
            Format::Hex | Format::CborHex => {
                let (bytes, result) = hex::parse(&input);
                let bytes = Cow::Owned(bytes);
                let is_ttlv = format == Format::Hex;
                (if is_ttlv { Content::Ttlv { bytes, start: 0 } } else { Content::Cbor { bytes, start: 0 } }, result)
            }
            Format::Xml | Format::Json => {
                let (text, result) = utf8(input);
                let is_xml = format == Format::Xml;
                (if is_xml { Content::Xml { text, start: 0 } } else { Content::Json { text, start: 0 } }, result)
            }
        };
        let text = match &content {
            Content::Xml { text, .. } | Content::Json { text, .. } => Some(text.clone()),
            _ => None,
        };
        let notes = vec![format!("read as {}", format.name())];
        Self { contents: vec![content], options, text, broken: result.err(), notes, is_passed_over: false }
    }

    /// Reads in the encoding that the first bytes tell, or else looks for messages.
    fn look(input: &'i [u8], options: ReaderOptions<'static>) -> Result<Self, Failure> {
        let forms::Unwrapped { bytes, undone } = forms::unwrap(input)?;
        let format = Format::detect(&bytes);
        if let Some(format) = format.filter(|format| format.is_all(&bytes)) {
            return Ok(Self::direct(bytes, format, options).with_undone(&undone));
        }
        let text = forms::decode(&bytes).map(|(text, _)| text.into_owned());
        let found = match &text {
            Some(text) => forms::find(text, &options),
            None => forms::find_in_bytes(&bytes, &options),
        };
        // What is nearly all in one encoding is told what is wrong with it.
        let spelled = format.map_or(0, |format| format.spelled(&bytes));
        let taken = found.iter().filter(|found| found.is_whole()).map(Found::len).sum();
        if let Some(format) = format.filter(|_| spelled > taken) {
            return Ok(Self::direct(bytes, format, options).with_undone(&undone));
        }
        if found.is_empty() {
            if format.is_some_and(|format| format.is_nothing(&bytes)) {
                return Err(Failure::Empty);
            }
            let spelled = text.as_deref().and_then(forms::refused_inside);
            return Err(spelled.map_or(Failure::UnknownFormat, |what| Failure::Refused { what }));
        }
        Ok(Self::found(found, text, bytes.len(), options).with_undone(&undone))
    }

    fn found(found: Vec<Found>, text: Option<String>, size: usize, options: ReaderOptions<'static>) -> Self {
        let whole = text.as_deref().unwrap_or_default();
        let mut contents: Vec<Content<'i>> = Vec::new();
        let mut notes = Vec::new();
        let (mut end, mut passed_over, mut start) = (0, 0_usize, 0_usize);
        let mut is_whole = true;
        // Text inside of a literal has no lines of the input.
        let is_nested = found.iter().any(|found| found.bytes.is_some() && found.encoding.is_text());
        let is_text = text.is_some();
        let count = |from: usize, to: usize| match whole.get(from..to) {
            Some(between) if is_text => between.bytes().filter(u8::is_ascii_alphanumeric).count(),
            _ => to.saturating_sub(from),
        };
        for (number, found) in (1_usize..).zip(found) {
            passed_over = passed_over.saturating_add(count(end, found.place.start));
            end = found.place.end;
            let place = kmip::format::text::position(whole, found.place.start).filter(|_| is_text);
            let place = place.map_or(format!("byte {}", found.place.start), |(line, _)| format!("line {line}"));
            notes.push(format!("message {number}: {} bytes, {}, from {place} on", found.len(), found.form));
            let length = found.len();
            let goes_on = std::mem::replace(&mut is_whole, found.is_whole());
            match (found.encoding, found.bytes, contents.last_mut()) {
                (Encoding::Ttlv, Some(more), Some(Content::Ttlv { bytes, .. }))
                | (Encoding::Cbor, Some(more), Some(Content::Cbor { bytes, .. }))
                    if goes_on =>
                {
                    bytes.to_mut().extend(more);
                }
                (Encoding::Ttlv, Some(bytes), _) => contents.push(Content::Ttlv { bytes: bytes.into(), start }),
                (Encoding::Cbor, Some(bytes), _) => contents.push(Content::Cbor { bytes: bytes.into(), start }),
                (encoding, bytes, _) => {
                    let text = match &bytes {
                        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                        None => whole.get(found.place.clone()).unwrap_or_default().to_owned(),
                    };
                    let (text, start) = (text.into(), if bytes.is_some() { 0 } else { found.place.start });
                    let is_xml = encoding == Encoding::Xml;
                    contents.push(if is_xml { Content::Xml { text, start } } else { Content::Json { text, start } });
                }
            }
            start = start.saturating_add(length);
        }
        passed_over = passed_over.saturating_add(count(end, if is_text { whole.len() } else { size }));
        // A prefix such as `0x` is nothing that anybody misses.
        let is_passed_over = passed_over > 2;
        if is_passed_over {
            let what = if is_text { "letters and digits" } else { "bytes" };
            notes.push(format!("{passed_over} {what} around are passed over"));
        }
        Self {
            contents,
            options,
            text: text.filter(|_| !is_nested).map(Cow::Owned),
            broken: None,
            notes,
            is_passed_over,
        }
    }

    fn with_undone(mut self, undone: &[&'static str]) -> Self {
        self.notes.splice(0..0, undone.iter().map(|what| format!("{what} undone")));
        self.is_passed_over |= !undone.is_empty();
        self
    }

    /// Returns notes on where the messages come from.
    ///
    /// There are some if something was passed over, or if `verbose` asks for them.
    pub(crate) fn notes(&self, verbose: bool) -> &[String] {
        if verbose || self.is_passed_over { &self.notes } else { &[] }
    }

    /// Returns the fault of the text itself, such as wrong digits or no UTF-8.
    ///
    /// Its messages end there.
    pub(crate) fn take_broken(&mut self) -> Option<Failure> {
        self.broken.take()
    }

    /// The input, unless its text itself is wrong.
    pub(crate) fn unbroken(mut self) -> Result<Self, Failure> {
        self.take_broken().map_or(Ok(self), Err)
    }

    /// The text that has the lines of places, where the messages are text.
    pub(crate) fn text(&self) -> Option<&str> {
        let is_text = |content: &Content<'_>| matches!(content, Content::Xml { .. } | Content::Json { .. });
        self.text.as_deref().filter(|_| self.contents.iter().all(is_text))
    }

    /// The messages, in their order; at least one.
    ///
    /// What is wrong is told when a message is read.
    pub(crate) fn messages(&self) -> Result<Messages<'_>, Failure> {
        self.read(false)
    }

    /// Returns the messages with those values marked that cannot be read.
    ///
    /// Else it is as [`messages`](Self::messages). Not every encoding can be marked.
    pub(crate) fn marked_messages(&self) -> Result<Messages<'_>, Failure> {
        self.read(true)
    }

    fn read(&self, marks: bool) -> Result<Messages<'_>, Failure> {
        let messages = Messages::new(&self.contents, self.text(), self.options, marks);
        if messages.is_empty() { Err(Failure::Empty) } else { Ok(messages) }
    }
}

/// The bytes as text, up to where they are none.
fn utf8(bytes: Cow<'_, [u8]>) -> (Cow<'_, str>, Result<(), Failure>) {
    let valid = |bytes: &[u8]| bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let offset = valid(&bytes);
    let result = if offset < bytes.len() { Err(Failure::Utf8 { offset }) } else { Ok(()) };
    let text = match bytes {
        Cow::Borrowed(bytes) => bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()).into(),
        Cow::Owned(mut bytes) => {
            bytes.truncate(offset);
            String::from_utf8(bytes).unwrap_or_default().into()
        }
    };
    (text, result)
}
