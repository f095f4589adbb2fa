//! The jobs that are measured of the crates of this family.

use std::hint::black_box;
use std::rc::Rc;

use kmip::format::{Fault, Reader, Root, decode_root};
use kmip::items::Value;
use kmip::{Error, ItemType, RequestMessage, ResponseMessage};

use crate::look_up::get;
use crate::options::{not_measured, options};
use crate::transcode::transcodes;
use crate::{Call, Encoding, Failure, Job, Kind, Sample};

/// Every job on a message in an encoding:
///
/// | | |
/// |---|---|
/// | `walk` | pass over all items and check them |
/// | `scan` | take the value of every item |
/// | `get` | find one value by its path, in a view |
/// | `decode` | into the model, which borrows; dropping it counts |
/// | `decode-owned` | into a model that owns its text and bytes |
/// | `encode` | from the model into a buffer of the caller; text into a `Vec` that stays |
/// | `encode-vec` | from the model into a new `Vec` |
/// | `to-…` | item by item into another encoding |
///
/// # Errors
/// A message cannot be prepared, which is a mistake here.
pub fn jobs(sample: &Sample, encoding: Encoding) -> Result<Vec<Job>, Failure> {
    let input = sample.encode(encoding)?;
    let mut calls = match encoding {
        Encoding::Ttlv => ttlv_items(&input),
        Encoding::Cbor => cbor_items(&input),
        Encoding::Xml | Encoding::Json => text_items(encoding, &input)?,
        other => return Err(not_measured(other)),
    };
    calls.extend(get(encoding, &input));
    calls.extend(match sample.kind {
        Kind::Request => typed::<RequestMessage<'static>>(sample, encoding, &input)?,
        Kind::Response => typed::<ResponseMessage<'static>>(sample, encoding, &input)?,
    });
    calls.extend(transcodes(encoding, &input)?);
    let job =
        |(name, call)| Job { who: "ours", name, encoding, message: sample.name.clone(), bytes: input.len(), call };
    Ok(calls.into_iter().map(job).collect())
}

/// Passes over all items.
fn walk<'a>(reader: &mut impl Reader<'a>) -> bool {
    reader.next().item_type() == ItemType::STRUCTURE && reader.skip().is_ok()
}

/// Takes the value of every item.
fn scan<'a>(reader: &mut impl Reader<'a>) -> bool {
    let mut depth = 0_u32;
    loop {
        match reader.read() {
            Ok(Some((_, value))) => {
                if black_box(value) == Value::Structure {
                    depth = depth.wrapping_add(1);
                }
            }
            Ok(None) if depth == 0 => return true,
            Ok(None) => depth = depth.wrapping_sub(1),
            Err(_) => return false,
        }
    }
}

fn ttlv_items(input: &[u8]) -> Vec<(&'static str, Call)> {
    let (options, input) = (options(), Rc::<[u8]>::from(input));
    let again = Rc::clone(&input);
    vec![
        ("walk", Box::new(move || walk(&mut kmip::ttlv::TtlvReader::with_options(black_box(&input), &options)))),
        ("scan", Box::new(move || scan(&mut kmip::ttlv::TtlvReader::with_options(black_box(&again), &options)))),
    ]
}

fn cbor_items(input: &[u8]) -> Vec<(&'static str, Call)> {
    let (options, input) = (options(), Rc::<[u8]>::from(input));
    let again = Rc::clone(&input);
    vec![
        ("walk", Box::new(move || walk(&mut kmip::cbor::CborReader::with_options(black_box(&input), &options)))),
        ("scan", Box::new(move || scan(&mut kmip::cbor::CborReader::with_options(black_box(&again), &options)))),
    ]
}

/// Text is read into a document first: that is where the work is.
fn text_items(encoding: Encoding, input: &[u8]) -> Result<Vec<(&'static str, Call)>, Failure> {
    let (options, input) = (options(), str::from_utf8(input)?.to_owned());
    let call: Call = if encoding == Encoding::Xml {
        Box::new(move || {
            kmip::xml::parse_with(black_box(&input), &options).is_ok_and(|document| scan(&mut document.reader()))
        })
    } else {
        Box::new(move || {
            kmip::json::parse_with(black_box(&input), &options).is_ok_and(|document| scan(&mut document.reader()))
        })
    };
    Ok(vec![("scan", call)])
}

/// Decoding and encoding of one type of message.
fn typed<T>(sample: &Sample, encoding: Encoding, input: &[u8]) -> Result<Vec<(&'static str, Call)>, Failure>
where
    T: Borrowing,
{
    let message = || -> Result<T, Failure> { Ok(kmip::ttlv::from_slice_owned_with(&sample.ttlv, &options())?) };
    let (borrowed, owned): (Call, Call) = (decode::<T>(encoding, input)?, decode_owned::<T>(encoding, input)?);
    let mut calls = vec![("decode", borrowed), ("decode-owned", owned)];
    // Into a buffer that stays.
    let mut buffer = vec![0; input.len()];
    let value = message()?;
    match encoding {
        Encoding::Ttlv => calls.push((
            "encode",
            Box::new(move || kmip::ttlv::to_slice(black_box(&value), black_box(&mut buffer)).is_ok()),
        )),
        Encoding::Cbor => calls.push((
            "encode",
            Box::new(move || kmip::cbor::to_slice(black_box(&value), black_box(&mut buffer)).is_ok()),
        )),
        Encoding::Xml => calls.push(("encode", into_vec(value, |value, text| kmip::xml::append_to_vec(value, text)))),
        Encoding::Json => calls.push(("encode", into_vec(value, |value, text| kmip::json::append_to_vec(value, text)))),
        other => return Err(not_measured(other)),
    }
    calls.push(("encode-vec", encode::<T>(encoding, message()?)?));
    Ok(calls)
}

/// A message that owns its text, and the same type where it borrows.
trait Borrowing: Root<'static> + 'static {
    type Borrowed<'a>: Root<'a>;
}

impl Borrowing for RequestMessage<'static> {
    type Borrowed<'a> = RequestMessage<'a>;
}

impl Borrowing for ResponseMessage<'static> {
    type Borrowed<'a> = ResponseMessage<'a>;
}

fn decode<T: Borrowing>(encoding: Encoding, input: &[u8]) -> Result<Call, Failure> {
    let (options, input) = (options(), input.to_vec());
    Ok(match encoding {
        Encoding::Ttlv => {
            Box::new(move || is_ok(&kmip::ttlv::from_slice_with::<T::Borrowed<'_>>(black_box(&input), &options)))
        }
        Encoding::Cbor => {
            Box::new(move || is_ok(&kmip::cbor::from_slice_with::<T::Borrowed<'_>>(black_box(&input), &options)))
        }
        Encoding::Xml => {
            let text = String::from_utf8(input)?;
            Box::new(move || {
                kmip::xml::parse_with(black_box(&text), &options).is_ok_and(|it| decode_document::<T>(&mut it.reader()))
            })
        }
        Encoding::Json => {
            let text = String::from_utf8(input)?;
            Box::new(move || {
                kmip::json::parse_with(black_box(&text), &options)
                    .is_ok_and(|it| decode_document::<T>(&mut it.reader()))
            })
        }
        other => return Err(not_measured(other)),
    })
}

fn decode_document<'a, T: Borrowing>(reader: &mut dyn Reader<'a>) -> bool {
    let message: Result<T::Borrowed<'a>, Fault> = decode_root(reader);
    is_ok(&message)
}

fn decode_owned<T: Borrowing>(encoding: Encoding, input: &[u8]) -> Result<Call, Failure> {
    let (options, input) = (options(), input.to_vec());
    Ok(match encoding {
        Encoding::Ttlv => Box::new(move || is_ok(&kmip::ttlv::from_slice_owned_with::<T>(black_box(&input), &options))),
        Encoding::Cbor => Box::new(move || is_ok(&kmip::cbor::from_slice_owned_with::<T>(black_box(&input), &options))),
        Encoding::Xml => Box::new(move || is_ok(&kmip::xml::from_slice_owned_with::<T>(black_box(&input), &options))),
        Encoding::Json => Box::new(move || is_ok(&kmip::json::from_slice_owned_with::<T>(black_box(&input), &options))),
        other => return Err(not_measured(other)),
    })
}

fn encode<T: Root<'static> + 'static>(encoding: Encoding, message: T) -> Result<Call, Failure> {
    Ok(match encoding {
        Encoding::Ttlv => Box::new(move || is_ok(&kmip::ttlv::to_vec(black_box(&message)))),
        Encoding::Cbor => Box::new(move || is_ok(&kmip::cbor::to_vec(black_box(&message)))),
        Encoding::Xml => Box::new(move || is_ok(&kmip::xml::to_vec(black_box(&message)))),
        Encoding::Json => Box::new(move || is_ok(&kmip::json::to_vec(black_box(&message)))),
        other => return Err(not_measured(other)),
    })
}

/// Writes text into a vector that stays.
fn into_vec<T: 'static>(message: T, write: fn(&T, &mut Vec<u8>) -> Result<(), Error>) -> Call {
    let mut text = Vec::new();
    Box::new(move || {
        text.clear();
        write(black_box(&message), black_box(&mut text)).is_ok()
    })
}

/// Returns whether there is a result, which the compiler has to have made.
fn is_ok<T, E>(result: &Result<T, E>) -> bool {
    black_box(result).is_ok()
}
