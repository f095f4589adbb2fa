//! One message of an input.

use kmip::format::locate;
use kmip::format::text::position;
use kmip::format::{Document, Fault, Reader};
use kmip::{Error, ReaderOptions, cbor};

use crate::part::Part;
use crate::shift::Shift;

/// One message of an input, or another item at its root.
pub(crate) enum Message<'i> {
    Ttlv(Part<'i>),
    Cbor {
        bytes: &'i [u8],
        /// Where in the input it starts.
        start: usize,
        options: ReaderOptions<'static>,
    },
    Xml(Document<'i>),
    Json {
        document: Document<'i>,
        /// Where in the input it starts.
        start: usize,
        /// The input.
        input: &'i str,
    },
}

impl Message<'_> {
    /// A new reader of the message.
    pub(crate) fn reader(&self) -> Box<dyn Reader<'_> + '_> {
        match self {
            Self::Ttlv(part) => Box::new(part.reader()),
            Self::Cbor { bytes, start, options } => {
                Box::new(Shift { inner: cbor::Reader::with_options(bytes, options), start: *start })
            }
            Self::Xml(document) => Box::new(document.reader()),
            Self::Json { document, start, .. } => Box::new(Shift { inner: document.reader(), start: *start }),
        }
    }

    /// The error with the path that leads to it.
    pub(crate) fn locate(&self, fault: Fault) -> Error {
        let error = locate(&mut *self.reader(), fault);
        match self {
            // The document knows only the lines of its own text.
            Self::Json { input, .. } => {
                let place = error.offset().and_then(|offset| position(input, offset));
                error.with_position(place)
            }
            _ => error,
        }
    }
}
