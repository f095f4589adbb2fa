//! Whole messages in a binary format: from bytes to a value and back.
//!
//! TTLV and CBOR differ in readers, writers and the counting of bytes, which a [`BinaryFormat`] names. What is done with
//! them stands here once.

mod entry_points;

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[doc(inline)]
pub use crate::binary_entry_points as entry_points;

use crate::codec::{EncodeRoot, encode_root};
#[cfg(feature = "alloc")]
use crate::codec::{
    Root, decode_root, decode_root_leniently, decode_root_leniently_owned, encode_root_with, fill_root,
    fill_root_owned, locate_in_message,
};
#[cfg(feature = "alloc")]
use crate::error::Detail;
use crate::error::Fault;
use crate::length::Length;
#[cfg(feature = "alloc")]
use crate::model::Rescued;
#[cfg(feature = "alloc")]
use crate::path::{locate, locate_encoding};
#[cfg(feature = "alloc")]
use crate::stream::Reader;
use crate::stream::Writer;
#[cfg(feature = "alloc")]
use crate::validate::StrictReader;
#[cfg(feature = "alloc")]
use crate::wipe::cut_off;
#[cfg(feature = "alloc")]
use crate::{EncodeOptions, ReaderOptions};
use crate::{Error, ErrorKind, Tag};

/// The readers and writers of a binary format.
pub trait BinaryFormat {
    /// Reads the items of one message.
    #[cfg(feature = "alloc")]
    type Reader<'a>: Reader<'a>;
    /// Writes into a vector.
    #[cfg(feature = "alloc")]
    type VecWriter: MessageWriter<Output = Vec<u8>>;
    /// Writes into a slice, and counts what has no room there.
    type SliceWriter<'b>: MessageWriter<Output = Result<&'b mut [u8], usize>>;
    /// Writes into a slice, and fails at the first item that has no room there.
    #[cfg(feature = "alloc")]
    type FailingWriter<'b>: Writer;
    /// Counts the bytes that would be written.
    type Counter: MessageWriter<Output = usize>;

    /// The most bytes that most messages take.
    #[cfg(feature = "alloc")]
    const CAPACITY: usize;

    /// A reader of this input.
    #[cfg(feature = "alloc")]
    fn reader<'a>(input: &'a [u8], options: &ReaderOptions<'_>) -> Self::Reader<'a>;

    /// A writer that appends to this vector.
    #[cfg(feature = "alloc")]
    fn vec_writer(output: Vec<u8>) -> Self::VecWriter;

    /// A writer that fills this slice from its start.
    fn slice_writer(buffer: &mut [u8]) -> Self::SliceWriter<'_>;

    /// A writer that fills this slice, and fails where it is full.
    #[cfg(feature = "alloc")]
    fn failing_writer(buffer: &mut [u8]) -> Self::FailingWriter<'_>;

    /// A writer that only counts.
    fn counter() -> Self::Counter;

    /// Returns the end of the message that the input starts with.
    ///
    /// It is there where the message's head tells, and the reader does not look behind it.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn message_end(input: &[u8]) -> Option<usize> {
        let _ = input;
        None
    }
}

/// A writer of one message, with what it returns at the end.
pub trait MessageWriter: Writer {
    /// The output that was written.
    type Output;

    /// Returns what was written in any case, and whether it is whole.
    ///
    /// It is whole if no structure is open, and this machine can count its bytes.
    fn into_parts(self) -> (Self::Output, Result<(), Fault>);
}

impl MessageWriter for Length {
    type Output = usize;

    fn into_parts(self) -> (usize, Result<(), Fault>) {
        match usize::try_from(self.bytes()) {
            Ok(bytes) => (bytes, Ok(())),
            Err(_) => (usize::MAX, Err(Fault::without_offset(ErrorKind::TooLarge, Tag::default()))),
        }
    }
}

/// Decodes one message that borrows its text and bytes.
///
/// # Errors
/// Whatever is wrong with the message; [`TrailingData`](ErrorKind::TrailingData) if something follows it.
#[cfg(feature = "alloc")]
#[inline]
pub fn from_slice<'a, F: BinaryFormat, T: Root<'a>>(input: &'a [u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
    filled::<F, T>(
        input,
        options,
        |message, mut reader| fill_root(message, &mut reader),
        |mut reader| decode_root_leniently(&mut reader),
    )
}

/// Decodes one message that owns its text and bytes.
///
/// # Errors
/// As for [`from_slice`].
#[cfg(feature = "alloc")]
#[inline]
pub fn from_slice_owned<F: BinaryFormat, T: Root<'static>>(
    input: &[u8],
    options: &ReaderOptions<'_>,
) -> Result<T, Error> {
    filled::<F, T>(input, options, fill_root_owned, decode_root_leniently_owned)
}

/// Returns what can be read of a request that cannot be decoded.
#[cfg(feature = "alloc")]
#[must_use]
pub fn rescue<F: BinaryFormat>(input: &[u8]) -> Rescued {
    Rescued::read(&mut F::reader(input, &ReaderOptions::lenient()))
}

/// Decodes one message that is valid in its version.
///
/// # Errors
/// As for [`from_slice`], and the first error that validation finds.
#[cfg(feature = "alloc")]
pub fn from_slice_validated<'a, F: BinaryFormat, T: Root<'a>>(
    input: &'a [u8],
    options: &ReaderOptions<'_>,
) -> Result<T, Error> {
    let mut reader = F::reader(input, options);
    let decoded = decode_root(&mut StrictReader::new(&mut reader));
    decoded.map_err(|fault| located_in_input::<F>(input, options, fault))
}

/// A message that is filled where it is returned, since it is not small.
#[cfg(feature = "alloc")]
#[inline(always)]
fn filled<'a, F: BinaryFormat, T: Default>(
    input: &'a [u8],
    options: &ReaderOptions<'_>,
    fill: impl FnOnce(&mut T, F::Reader<'a>) -> Result<(), Fault>,
    decode_leniently: impl FnOnce(F::Reader<'a>) -> Result<T, Fault>,
) -> Result<T, Error> {
    let mut result = Ok(T::default());
    if let Ok(message) = &mut result
        && let Err(fault) = fill(message, F::reader(input, options))
    {
        empty(message);
        let done = if options.lenient { decode_leniently(F::reader(input, options)) } else { Err(fault) };
        result = done.map_err(|fault| located_in_input::<F>(input, options, fault));
    }
    result
}

/// Drops the part of a message that was read before it failed.
///
/// So it does not wait beside what is read again.
#[cfg(feature = "alloc")]
#[cold]
#[inline]
fn empty<T: Default>(message: &mut T) {
    *message = T::default();
}

/// Adds the path to an error of decoding.
#[cfg(feature = "alloc")]
#[cold]
fn located_in_input<F: BinaryFormat>(input: &[u8], options: &ReaderOptions<'_>, fault: Fault) -> Error {
    let mut reader = F::reader(input, options);
    // What follows the message is refused for being there, whatever it is.
    if let Some(end) = F::message_end(input).filter(|end| fault.offset() == Some(*end)) {
        return locate(&mut reader, Fault::new(ErrorKind::TrailingData, fault.tag(), end));
    }
    locate(&mut reader, fault).with_detail(Detail::of_limit(fault.kind(), &options.limits))
}

/// Encodes one message into a vector.
///
/// # Errors
/// The version of the message does not have something in it, as far as the options leave it; or the format cannot hold a
/// value.
#[cfg(feature = "alloc")]
pub fn to_vec<F: BinaryFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    options: &EncodeOptions<'_>,
) -> Result<Vec<u8>, Error> {
    // Larger ones grow.
    let writer = F::vec_writer(Vec::with_capacity(F::CAPACITY));
    written(writer, |writer| encode_root_with(message, writer, options)).map_err(|fault| {
        let mut error = Error::from(fault);
        // Written again only for the path.
        let _ = written(F::vec_writer(Vec::new()), |writer| {
            error = locate_in_message(message, writer, options, fault);
            Err(fault)
        });
        error
    })
}

/// Returns what `encode` writes, at its end.
///
/// If there is an error, what was written until then is wiped with feature `zeroize`.
///
/// # Errors
/// That of `encode`; [`Unbalanced`](ErrorKind::Unbalanced) or [`Truncated`](ErrorKind::Truncated) if it writes no whole item.
#[cfg(feature = "alloc")]
#[inline]
pub fn written<W: MessageWriter<Output = Vec<u8>>>(
    mut writer: W,
    encode: impl FnOnce(&mut W) -> Result<(), Fault>,
) -> Result<Vec<u8>, Fault> {
    let encoded = encode(&mut writer);
    let (mut output, whole) = writer.into_parts();
    match encoded.and(whole) {
        Ok(()) => Ok(output),
        Err(fault) => {
            cut_off(&mut output, 0);
            Err(fault)
        }
    }
}

/// Encodes one message into a buffer, and returns how many bytes it takes.
///
/// It stands at the start of the buffer.
///
/// # Errors
/// [`BufferFull`](ErrorKind::BufferFull) with the number of bytes needed; else as for [`encoded_len`].
pub fn to_slice<F: BinaryFormat, T: EncodeRoot + ?Sized>(message: &T, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut writer = F::slice_writer(buffer);
    let done = encode_root(message, &mut writer).and_then(|()| fitted(writer));
    done.map_err(|fault| {
        #[cfg(feature = "alloc")]
        if let Some(needed) = fault.needed() {
            let fault = first_without_room(encode_root(message, &mut F::failing_writer(buffer)), needed);
            return located(message, &mut F::failing_writer(buffer), fault);
        }
        located(message, &mut F::slice_writer(buffer), fault)
    })
}

/// Encodes one message into the start of a buffer, as these options say.
///
/// # Errors
/// As for [`to_slice`], as far as the options leave it.
#[cfg(feature = "alloc")]
pub fn to_slice_with<F: BinaryFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    buffer: &mut [u8],
    options: &EncodeOptions<'_>,
) -> Result<usize, Error> {
    let mut writer = F::slice_writer(buffer);
    let done = encode_root_with(message, &mut writer, options).and_then(|()| fitted(writer));
    done.map_err(|fault| {
        let options = &options.silent();
        let Some(needed) = fault.needed() else {
            return locate_in_message(message, &mut F::slice_writer(buffer), options, fault);
        };
        let again = encode_root_with(message, &mut F::failing_writer(buffer), options);
        locate_in_message(message, &mut F::failing_writer(buffer), options, first_without_room(again, needed))
    })
}

/// Returns how many bytes a message takes.
///
/// # Errors
/// The version of the message does not have something in it, or the format cannot hold a value.
pub fn encoded_len<F: BinaryFormat, T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Error> {
    count::<F, T>(message).map_err(|fault| located(message, &mut F::counter(), fault))
}

/// Returns how many bytes a message takes that is written as these options say.
///
/// Nothing is reported that is left out.
///
/// # Errors
/// As for [`encoded_len`], as far as the options leave it.
#[cfg(feature = "alloc")]
pub fn encoded_len_with<F: BinaryFormat, T: EncodeRoot + ?Sized>(
    message: &T,
    options: &EncodeOptions<'_>,
) -> Result<usize, Error> {
    let options = &options.silent();
    let mut writer = F::counter();
    let done = encode_root_with(message, &mut writer, options).and_then(|()| finish(writer));
    done.map_err(|fault| locate_in_message(message, &mut F::counter(), options, fault))
}

fn count<F: BinaryFormat, T: EncodeRoot + ?Sized>(message: &T) -> Result<usize, Fault> {
    let mut writer = F::counter();
    encode_root(message, &mut writer)?;
    finish(writer)
}

/// Returns what was written, if it is whole.
#[inline(always)]
fn finish<W: MessageWriter>(writer: W) -> Result<W::Output, Fault> {
    let (output, whole) = writer.into_parts();
    whole.map(|()| output)
}

/// Returns how many bytes were written, if the buffer has room for all of them.
#[inline(always)]
fn fitted<'b, W: MessageWriter<Output = Result<&'b mut [u8], usize>>>(writer: W) -> Result<usize, Fault> {
    match writer.into_parts() {
        // A writer that counts on knows no longer what is open.
        (Err(needed), _) => Err(Fault::buffer_full(Tag::default(), needed)),
        (Ok(written), whole) => whole.map(|()| written.len()),
    }
}

/// Returns the error of a short buffer, at the first item without room in it.
#[cfg(feature = "alloc")]
#[cold]
fn first_without_room(again: Result<(), Fault>, needed: usize) -> Fault {
    Fault::buffer_full(again.err().map_or_else(Tag::default, Fault::tag), needed)
}

/// Adds the path to an error of encoding without options.
///
/// `writer` is a new one of the same kind.
#[cfg(feature = "alloc")]
#[cold]
fn located<T: EncodeRoot + ?Sized>(message: &T, writer: &mut dyn Writer, fault: Fault) -> Error {
    locate_encoding(writer, fault, &mut |writer| encode_root(message, writer))
}

/// Without an allocator there is no path.
#[cfg(not(feature = "alloc"))]
fn located<T: EncodeRoot + ?Sized>(_: &T, _: &mut dyn Writer, fault: Fault) -> Error {
    Error::from(fault)
}
