//! An input, and what is decoded of it.

use kmip::encoding::{Encoding, Items};
use kmip::format::Reader;
use kmip::items::{Length, transcode};
use kmip::{Limits, Message, ReaderOptions, cbor, xml};

/// An input in one format.
#[derive(Clone, Copy)]
pub(crate) struct Input<'i> {
    pub(crate) encoding: Encoding,
    pub(crate) bytes: &'i [u8],
}

/// The outcome of a call.
#[derive(Clone, Copy, Default)]
pub(crate) struct Outcome {
    /// True if it did all that was asked for.
    pub(crate) done: bool,
    /// The number of bytes written to a sink that throws them away.
    pub(crate) written: usize,
}

impl From<bool> for Outcome {
    fn from(done: bool) -> Self {
        Self { done, written: 0 }
    }
}

impl<'i> Input<'i> {
    /// Returns strict options that allow every size.
    ///
    /// The number of items is no help here.
    pub(crate) fn strict() -> ReaderOptions<'static> {
        ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(4 << 20).with_items(usize::MAX))
    }

    pub(crate) fn lenient() -> ReaderOptions<'static> {
        ReaderOptions::lenient().with_limits(Self::strict().limits)
    }

    /// The items, as far as a text has any.
    pub(crate) fn items(self) -> Option<Items<'i>> {
        self.encoding.items_with(self.bytes, &Self::lenient()).ok()
    }

    /// The message, read strictly or else leniently.
    pub(crate) fn message(self) -> Option<Message<'static>> {
        let strict = self.encoding.decode_with(self.bytes, &Self::strict());
        strict.or_else(|_| self.encoding.decode_with(self.bytes, &Self::lenient())).ok()
    }

    /// Returns the number of bytes of the messages, in TTLV or in the input.
    ///
    /// It is what the items of all messages take in TTLV, as far as they can be read, or the input if that is more.
    pub(crate) fn size(self) -> usize {
        let mut length = Length::default();
        // What is behind an error does not count.
        let mut add = |reader: &mut dyn Reader<'_>| transcode(reader, &mut length).is_ok();
        match (self.encoding, core::str::from_utf8(self.bytes)) {
            (Encoding::Xml, Ok(text)) => {
                let documents = xml::parse_partial(text, &Self::lenient());
                let _ = documents.iter().all(|document| add(&mut document.reader()));
            }
            (Encoding::Cbor, _) => {
                let mut rest = self.bytes;
                while let Ok(Some(end)) = cbor::frame(rest, &Self::lenient().limits) {
                    let (message, others) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                    if !add(&mut cbor::CborReader::with_options(message, &Self::lenient())) {
                        break;
                    }
                    rest = others;
                }
                // The last one may have no end.
                add(&mut cbor::CborReader::with_options(rest, &Self::lenient()));
            }
            _ => {
                let _ = self.items().is_some_and(|items| add(&mut *items.reader()));
            }
        }
        self.bytes.len().max(usize::try_from(length.bytes()).unwrap_or(usize::MAX))
    }
}
