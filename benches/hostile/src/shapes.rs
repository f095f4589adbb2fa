//! Shapes: kinds of hostile input that can be made as long as wanted.

mod binary;
mod bodies;
mod items;
mod messages;
mod text;

use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::format::{Fault, Writer};

use crate::Failure;

/// Writes a message in which something occurs so many times.
type Write = fn(&mut dyn Writer, usize) -> Result<(), Fault>;

/// A kind of input.
pub(crate) struct Shape {
    /// The name in a table.
    pub(crate) name: &'static str,
    how: How,
}

/// The way in which an input is made.
enum How {
    /// An input of items, in every format.
    Items(Write),
    /// An input of bytes that stand in a row, in one format.
    ///
    /// They are the first bytes, those that are repeated, and the last.
    Bytes(Encoding, Vec<u8>, Vec<u8>, Vec<u8>),
}

impl Shape {
    const fn items(name: &'static str, write: Write) -> Self {
        Self { name, how: How::Items(write) }
    }

    fn bytes(
        encoding: Encoding,
        name: &'static str,
        start: impl AsRef<[u8]>,
        repeated: impl AsRef<[u8]>,
        end: impl AsRef<[u8]>,
    ) -> Self {
        let [start, repeated, end] = [start.as_ref(), repeated.as_ref(), end.as_ref()].map(<[u8]>::to_vec);
        Self { name, how: How::Bytes(encoding, start, repeated, end) }
    }

    /// Every shape.
    pub(crate) fn all() -> Vec<Self> {
        let items = messages::all().chain(bodies::all()).chain(items::all());
        items.chain(text::xml()).chain(text::json()).chain(binary::ttlv()).chain(binary::cbor()).collect()
    }

    /// Returns whether the format has this shape.
    pub(crate) fn is_of(&self, encoding: Encoding) -> bool {
        !matches!(&self.how, How::Bytes(own, ..) if *own != encoding)
    }

    /// An input of this shape of about so many bytes.
    ///
    /// `None` if the format has no such shape.
    pub(crate) fn input(&self, encoding: Encoding, size: usize) -> Result<Option<Vec<u8>>, Failure> {
        match &self.how {
            How::Bytes(..) if !self.is_of(encoding) => Ok(None),
            How::Bytes(_, start, repeated, end) => {
                let room = size.saturating_sub(start.len()).saturating_sub(end.len());
                let count = room.checked_div(repeated.len()).unwrap_or_default();
                Ok(Some([&start[..], &repeated.repeat(count), end].concat()))
            }
            How::Items(write) => {
                let made = |count| encoding.write(&WriterOptions::default(), &mut |writer| write(writer, count));
                let (few, many) = (made(FEW)?.len(), made(2 * FEW)?.len());
                let each = many.saturating_sub(few).div_ceil(FEW).max(1);
                Ok(Some(made(size.saturating_sub(few).div_ceil(each).saturating_add(FEW).min(size))?))
            }
        }
    }
}

/// A count at which a message shows what each repetition takes.
const FEW: usize = 128;
