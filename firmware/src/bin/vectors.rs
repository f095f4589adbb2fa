//! Decodes test vectors with readers and views, encodes them again and compares.
//!
//! It prints how many passed and how many failed.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::{Input, exit, print, print_number};
use kmip_ttlv::kmip_types::format::{Fault, Writer};
use kmip_ttlv::kmip_types::items::{Value, transcode};
use kmip_ttlv::kmip_types::view::{ItemView, RequestView, ResponseView};
use kmip_ttlv::kmip_types::{ErrorKind, Limits, Tag};

/// More than any of the vectors.
const SIZE: usize = 8192;

/// The kinds of errors with which a reader refuses; `pack.py` has the same list.
const KINDS: [ErrorKind; 13] = [
    ErrorKind::Truncated,
    ErrorKind::Length,
    ErrorKind::Padding,
    ErrorKind::UnknownType,
    ErrorKind::InvalidTag,
    ErrorKind::Utf8,
    ErrorKind::Boolean,
    ErrorKind::BigInteger,
    ErrorKind::Syntax,
    ErrorKind::Number,
    ErrorKind::Depth,
    ErrorKind::TrailingData,
    ErrorKind::WrongTag,
];

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; SIZE] = [0; SIZE]) else { exit(false) };
    let Some(ttlv) = cortex_m::singleton!(: [u8; SIZE] = [0; SIZE]) else { exit(false) };
    let Some(out) = cortex_m::singleton!(: [u8; SIZE] = [0; SIZE]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let (mut passed, mut failed, mut ttlv_len) = (0, 0, 0);
    while let Some([what, kind, length @ ..]) = number(&mut input) {
        let length = usize::from(u16::from_be_bytes(length));
        let offset = if what < 2 { Some([0; 4]) } else { number(&mut input) };
        let (Some(offset), Some(into)) = (offset, buffer.get_mut(..length)) else { exit(false) };
        let Some(vector) = input.read(into) else { exit(false) };
        let expected = KINDS.get(usize::from(kind).wrapping_sub(1)).copied();
        let expected = expected.map(|kind| (kind, usize::try_from(u32::from_be_bytes(offset)).unwrap_or(usize::MAX)));
        let before = ttlv.get(..ttlv_len).unwrap_or_default();
        let is_right = match what {
            0 => valid_ttlv(vector, out),
            1 => valid_cbor(vector, before, out),
            2 => malformed_ttlv(vector, expected, out),
            _ => malformed_cbor(vector, expected, out),
        };
        if is_right {
            passed += 1;
        } else {
            failed += 1;
            print(b"failed: ");
            print_number(passed + failed);
            print(b"\n");
        }
        if what == 0 {
            ttlv_len = length;
            ttlv.iter_mut().zip(vector).for_each(|(to, from)| *to = *from);
        }
    }
    print_number(passed);
    print(b" passed, ");
    print_number(failed);
    print(b" failed\n");
    exit(failed == 0 && passed > 0)
}

/// Four bytes of a header.
fn number(input: &mut Input) -> Option<[u8; 4]> {
    let mut bytes = [0; 4];
    input.read(&mut bytes)?;
    Some(bytes)
}

/// By the view and by the reader.
fn valid_ttlv(vector: &[u8], out: &mut [u8]) -> bool {
    ttlv_by_view(vector, out) == Ok(true)
        && ttlv_to_ttlv(vector, out) == Ok(true)
        && envelope(kmip_ttlv::View::new(vector)) == Ok(true)
}

/// Checks a vector in CBOR like one in TTLV, and converts it both ways.
fn valid_cbor(vector: &[u8], ttlv: &[u8], out: &mut [u8]) -> bool {
    cbor_by_view(vector, out) == Ok(true)
        && cbor_to_ttlv(vector, ttlv, out) == Ok(true)
        && ttlv_to_cbor(ttlv, vector, out) == Ok(true)
        && envelope(kmip_cbor::View::new(vector)) == Ok(true)
}

fn malformed_ttlv(vector: &[u8], expected: Option<(ErrorKind, usize)>, out: &mut [u8]) -> bool {
    let read = ttlv_to_ttlv(vector, out);
    let viewed = ttlv_by_view(vector, out);
    if matches!(expected, Some((ErrorKind::WrongTag, _))) {
        return read == Ok(true) && is(request(kmip_ttlv::View::new(vector)), expected);
    }
    malformed(vector, read, viewed, expected)
}

fn malformed_cbor(vector: &[u8], expected: Option<(ErrorKind, usize)>, out: &mut [u8]) -> bool {
    let read = cbor_to_cbor(vector, out);
    let viewed = cbor_by_view(vector, out);
    if matches!(expected, Some((ErrorKind::WrongTag, _))) {
        return read == Ok(true) && is(request(kmip_cbor::View::new(vector)), expected);
    }
    malformed(vector, read, viewed, expected)
}

/// Returns what only the model finds wrong is read and written like anything else.
fn malformed(
    vector: &[u8],
    read: Result<bool, Fault>,
    viewed: Result<bool, Fault>,
    expected: Option<(ErrorKind, usize)>,
) -> bool {
    match expected {
        None => read == Ok(true) && viewed == Ok(true),
        // A reader takes any number of items, one after another; a view takes one.
        Some((ErrorKind::TrailingData, _)) => is(viewed, expected),
        Some(_) if vector.is_empty() => is(viewed, expected),
        Some(_) => is(read, expected) && (is(viewed, expected) || is_kind(viewed, ErrorKind::TrailingData)),
    }
}

fn is(result: Result<bool, Fault>, expected: Option<(ErrorKind, usize)>) -> bool {
    result.err().map(|fault| (fault.kind(), fault.offset().unwrap_or(usize::MAX))) == expected
}

fn is_kind(result: Result<bool, Fault>, kind: ErrorKind) -> bool {
    result.err().map(Fault::kind) == Some(kind)
}

/// Writes what a view shows as TTLV or CBOR, without recursion.
fn write_view<'a, V: ItemView<'a>>(root: V, writer: &mut dyn Writer) -> Result<(), Fault> {
    let mut open: [Option<V::Children>; Limits::MAX_DEPTH] = [const { None }; Limits::MAX_DEPTH];
    let mut depth = 0_usize;
    let mut next = Some(root);
    loop {
        if let Some(view) = next {
            let value = view.value()?;
            writer.write(view.tag(), value)?;
            if matches!(value, Value::Structure) {
                let place =
                    open.get_mut(depth).ok_or_else(|| Fault::new(ErrorKind::Depth, view.tag(), view.offset()))?;
                *place = Some(view.children());
                depth += 1;
            }
        } else {
            writer.end()?;
            depth -= 1;
        }
        let Some(place) = depth.checked_sub(1) else { return Ok(()) };
        next = open.get_mut(place).and_then(Option::as_mut).and_then(Iterator::next).transpose()?;
    }
}

fn ttlv_by_view(vector: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    kmip_ttlv::View::checked(vector)?;
    let mut writer = kmip_ttlv::TtlvWriter::on_slice(out);
    write_view(kmip_ttlv::View::new(vector)?, &mut writer)?;
    Ok(writer.finish()? == vector)
}

fn cbor_by_view(vector: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    kmip_cbor::View::checked(vector)?;
    let mut writer = kmip_cbor::CborWriter::on_slice(out);
    write_view(kmip_cbor::View::new(vector)?, &mut writer)?;
    Ok(writer.finish()? == vector)
}

/// A message has the batch items that its header says.
fn envelope<'a>(view: Result<impl ItemView<'a>, Fault>) -> Result<bool, Fault> {
    let view = view?;
    match view.tag() {
        Tag::REQUEST_MESSAGE => request(Ok(view)),
        Tag::RESPONSE_MESSAGE => {
            let response = ResponseView::new(view)?;
            Ok(agree(response.header().batch_count(), count(response.batch_items())?))
        }
        // An item outside a message.
        _ => Ok(true),
    }
}

fn request<'a>(view: Result<impl ItemView<'a>, Fault>) -> Result<bool, Fault> {
    let request = RequestView::new(view?)?;
    Ok(agree(request.header().batch_count(), count(request.batch_items())?))
}

/// From 3.0 on, nothing is announced.
fn agree(announced: Option<i32>, count: i32) -> bool {
    announced.is_none_or(|announced| announced == count)
}

fn count<T>(batch_items: impl Iterator<Item = Result<T, Fault>>) -> Result<i32, Fault> {
    let mut count = 0;
    for batch_item in batch_items {
        batch_item?;
        count += 1;
    }
    Ok(count)
}

fn ttlv_to_ttlv(vector: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    let mut writer = kmip_ttlv::TtlvWriter::on_slice(out);
    transcode(&mut kmip_ttlv::TtlvReader::new(vector), &mut writer)?;
    Ok(writer.finish()? == vector)
}

fn ttlv_to_cbor(ttlv: &[u8], vector: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    let mut writer = kmip_cbor::CborWriter::on_slice(out);
    transcode(&mut kmip_ttlv::TtlvReader::new(ttlv), &mut writer)?;
    Ok(writer.finish()? == vector)
}

fn cbor_to_ttlv(vector: &[u8], ttlv: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    let mut writer = kmip_ttlv::TtlvWriter::on_slice(out);
    transcode(&mut kmip_cbor::CborReader::new(vector), &mut writer)?;
    Ok(writer.finish()? == ttlv)
}

fn cbor_to_cbor(vector: &[u8], out: &mut [u8]) -> Result<bool, Fault> {
    let mut writer = kmip_cbor::CborWriter::on_slice(out);
    transcode(&mut kmip_cbor::CborReader::new(vector), &mut writer)?;
    Ok(writer.finish()? == vector)
}
