//! One message of an input.

use kmip::format::text::position;
use kmip::format::{Document, Fault, Reader, decode_root, decode_root_leniently, locate, unexpected_items};
use kmip::items::{UnexpectedItem, UnexpectedItems};
use kmip::{Error, ReaderOptions, cbor};

use crate::part::Part;
use crate::shift::Shift;

/// One message of an input, or another item at its root.
pub(crate) enum Message<'i> {
    Ttlv(Part<'i>),
    Cbor {
        bytes: &'i [u8],
        /// The place in the input at which it starts.
        start: usize,
        options: ReaderOptions<'static>,
    },
    /// XML and JSON.
    Text {
        document: Document<'i>,
        /// The place in the input of the text that the document was read from.
        start: usize,
        /// The input, if that is another text.
        input: Option<&'i str>,
    },
}

impl Message<'_> {
    /// A new reader of the message.
    pub(crate) fn reader(&self) -> Box<dyn Reader<'_> + '_> {
        match self {
            Self::Ttlv(part) => Box::new(part.reader()),
            Self::Cbor { bytes, start, options } => {
                Box::new(Shift { inner: cbor::CborReader::with_options(bytes, options), start: *start })
            }
            Self::Text { document, start, .. } => Box::new(Shift { inner: document.reader(), start: *start }),
        }
    }

    /// The error with the path that leads to it.
    pub(crate) fn locate(&self, error: impl Into<Fault>) -> Error {
        let error = locate(&mut *self.reader(), error.into());
        match self {
            // The document knows only the lines of its own text.
            Self::Text { input: Some(input), .. } => {
                let place = error.offset().and_then(|offset| position(input, offset));
                error.with_position(place)
            }
            _ => error,
        }
    }

    /// The message typed; leniently, if asked, what cannot be read strictly.
    pub(crate) fn typed(&self, lenient: bool) -> Result<kmip::Message<'static>, Error> {
        let done = match decode_root::<kmip::Message<'_>>(&mut *self.reader()) {
            Err(_) if lenient => decode_root_leniently(&mut *self.reader()),
            done => done,
        };
        done.map(kmip::Message::into_owned).map_err(|fault| self.locate(fault))
    }

    /// Returns the items that are not read typed, in the order of the message.
    ///
    /// There are none in what is no message.
    pub(crate) fn unexpected_items(&self) -> UnexpectedItems<'_> {
        unexpected_items::<kmip::Message<'_>>(&mut *self.reader()).unwrap_or_default()
    }

    /// Returns what is set aside to read the message.
    pub(crate) fn set_aside(&self) -> impl Iterator<Item = UnexpectedItem<'_>> {
        self.unexpected_items().filter(|item| item.error.is_some())
    }
}
