//! Whole messages: from bytes to the model and back.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::ReaderOptions;
#[cfg(feature = "alloc")]
use kmip_types::format::SliceSink;
use kmip_types::format::binary::{self, BinaryFormat, MessageWriter};
use kmip_types::format::{CountingSlice, Fault};
use kmip_types::items::Length;

#[cfg(feature = "alloc")]
use crate::TtlvReader;
#[cfg(feature = "alloc")]
use crate::header::{header, size};
use crate::{Sink, TtlvWriter};

binary::entry_points!(
    "kmip_ttlv",
    Format,
    errors = "[`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what its version does not have, or a value that TTLV cannot hold."
);

/// The reader and the writer that this crate uses for messages.
enum Format {}

impl BinaryFormat for Format {
    #[cfg(feature = "alloc")]
    type Reader<'a> = TtlvReader<'a>;
    #[cfg(feature = "alloc")]
    type VecWriter = TtlvWriter<Vec<u8>>;
    type SliceWriter<'b> = TtlvWriter<CountingSlice<'b>>;
    #[cfg(feature = "alloc")]
    type FailingWriter<'b> = TtlvWriter<SliceSink<'b>>;
    type Counter = Length;

    #[cfg(feature = "alloc")]
    const CAPACITY: usize = 512;

    #[cfg(feature = "alloc")]
    fn reader<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> TtlvReader<'a> {
        TtlvReader::with_options(input, options)
    }

    #[cfg(feature = "alloc")]
    fn vec_writer(output: Vec<u8>) -> Self::VecWriter {
        TtlvWriter::new(output)
    }

    fn slice_writer(buffer: &mut [u8]) -> Self::SliceWriter<'_> {
        TtlvWriter::new(CountingSlice::new(buffer))
    }

    #[cfg(feature = "alloc")]
    fn failing_writer(buffer: &mut [u8]) -> Self::FailingWriter<'_> {
        TtlvWriter::on_slice(buffer)
    }

    fn counter() -> Length {
        Length::default()
    }

    #[cfg(feature = "alloc")]
    fn message_end(input: &[u8]) -> Option<usize> {
        header(input).and_then(size)
    }
}

impl<S: Sink> MessageWriter for TtlvWriter<S> {
    type Output = S::Output;

    #[inline(always)]
    fn into_parts(self) -> (S::Output, Result<(), Fault>) {
        Self::into_parts(self)
    }
}
