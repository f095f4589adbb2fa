//! Whole messages: from bytes to the model and back.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "alloc")]
use kmip_types::ReaderOptions;
#[cfg(feature = "alloc")]
use kmip_types::format::SliceSink;
use kmip_types::format::binary::{self, BinaryFormat, MessageWriter};
use kmip_types::format::{CountingSlice, Fault};

#[cfg(feature = "alloc")]
use crate::CborReader;
use crate::sink::Count;
use crate::{CborWriter, Sink};

binary::entry_points!(
    "kmip_cbor",
    Format,
    errors = "[`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what its version does not have."
);

/// The reader and the writer that this crate uses for messages.
enum Format {}

impl BinaryFormat for Format {
    #[cfg(feature = "alloc")]
    type Reader<'a> = CborReader<'a>;
    #[cfg(feature = "alloc")]
    type VecWriter = CborWriter<Vec<u8>>;
    type SliceWriter<'b> = CborWriter<CountingSlice<'b>>;
    #[cfg(feature = "alloc")]
    type FailingWriter<'b> = CborWriter<SliceSink<'b>>;
    type Counter = CborWriter<Count>;

    #[cfg(feature = "alloc")]
    const CAPACITY: usize = 256;

    #[cfg(feature = "alloc")]
    fn reader<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> CborReader<'a> {
        CborReader::with_options(input, options)
    }

    #[cfg(feature = "alloc")]
    fn vec_writer(output: Vec<u8>) -> Self::VecWriter {
        CborWriter::new(output)
    }

    fn slice_writer(buffer: &mut [u8]) -> Self::SliceWriter<'_> {
        CborWriter::new(CountingSlice::new(buffer))
    }

    #[cfg(feature = "alloc")]
    fn failing_writer(buffer: &mut [u8]) -> Self::FailingWriter<'_> {
        CborWriter::on_slice(buffer)
    }

    fn counter() -> Self::Counter {
        CborWriter::new(Count::default())
    }
}

impl<S: Sink> MessageWriter for CborWriter<S> {
    type Output = S::Output;

    #[inline(always)]
    fn into_parts(self) -> (S::Output, Result<(), Fault>) {
        Self::into_parts(self)
    }
}
