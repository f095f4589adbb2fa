//! The search for messages in bytes.

use std::ops::Range;

use kmip::encoding::Encoding;
use kmip::format::Reader;
use kmip::items::{Length, transcode};
use kmip::{ReaderOptions, cbor, ttlv};

/// The evidence that bytes are a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// It begins like a message, and its end is missing.
    Cut,
    /// It begins like a message, and is as long as it says; something in it is wrong.
    Framed,
    /// Every item can be read, but it is no message.
    Items,
    /// It is a message of which every item can be read.
    Whole,
}

/// Bytes that are a message, or begin like one.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    pub(crate) encoding: Encoding,
    pub(crate) evidence: Evidence,
}

/// The messages in `bytes`, and what begins like one.
///
/// If there is none, all of `bytes` may be items that stand in no message.
pub(crate) fn spans(bytes: &[u8], options: &ReaderOptions<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let span = match rest {
            [0x42, 0, 0x78 | 0x7B, 1, ..] => of_ttlv(rest, options),
            [0x82, 0x18, 0x78 | 0x7B, ..] => of_cbor(rest, options),
            _ => None,
        };
        match span {
            Some((length, encoding, evidence)) => {
                found.push(Span { range: at..at.saturating_add(length), encoding, evidence });
                at = at.saturating_add(length);
            }
            None => at = at.saturating_add(1),
        }
    }
    if found.is_empty() {
        let items = [Encoding::Ttlv, Encoding::Cbor].into_iter().find(|encoding| are_items(bytes, *encoding, options));
        found.extend(items.map(|encoding| Span { range: 0..bytes.len(), encoding, evidence: Evidence::Items }));
    }
    found
}

/// Returns whether every item that a reader gives can be read.
pub(crate) fn is_readable(reader: &mut dyn Reader<'_>) -> bool {
    transcode(reader, &mut Length::default()).is_ok()
}

/// A TTLV message begins with its header: sixteen bytes that nothing else has.
fn of_ttlv(bytes: &[u8], options: &ReaderOptions<'_>) -> Option<(usize, Encoding, Evidence)> {
    let [0x42, 0, kind, 1, l0, l1, l2, l3, 0x42, 0, header, 1, ..] = *bytes else { return None };
    if !matches!((kind, header), (0x78, 0x77) | (0x7B, 0x7A)) {
        return None;
    }
    let length = usize::try_from(u32::from_be_bytes([l0, l1, l2, l3])).ok()?.checked_add(8)?;
    Some(match bytes.get(..length) {
        Some(message) if is_readable(&mut ttlv::TtlvReader::with_options(message, options)) => {
            (length, Encoding::Ttlv, Evidence::Whole)
        }
        Some(_) => (length, Encoding::Ttlv, Evidence::Framed),
        None => (bytes.len(), Encoding::Ttlv, Evidence::Cut),
    })
}

/// Finds a CBOR message if all of it can be read.
///
/// The first bytes are too few to tell.
fn of_cbor(bytes: &[u8], options: &ReaderOptions<'_>) -> Option<(usize, Encoding, Evidence)> {
    let length = cbor::frame(bytes, &options.limits).ok()??;
    let message = bytes.get(..length)?;
    is_readable(&mut cbor::CborReader::with_options(message, options)).then_some((
        length,
        Encoding::Cbor,
        Evidence::Whole,
    ))
}

/// Returns whether all of `bytes` are items one after another.
///
/// The first one needs a tag of the standard or of a vendor.
fn are_items(bytes: &[u8], encoding: Encoding, options: &ReaderOptions<'_>) -> bool {
    match (encoding, bytes.first()) {
        (Encoding::Ttlv, Some(0x42 | 0x54)) => is_readable(&mut ttlv::TtlvReader::with_options(bytes, options)),
        (Encoding::Cbor, Some(0x82)) => is_readable(&mut cbor::CborReader::with_options(bytes, options)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kmip::{GetRequest, Message, ProtocolVersion, RequestMessage};

    fn message() -> Vec<u8> {
        let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        request.push(GetRequest::with_id("5d0c8f1e"));
        ttlv::to_vec(&request).unwrap()
    }

    fn seen(bytes: &[u8]) -> Vec<(Range<usize>, Evidence)> {
        let found = spans(bytes, &ReaderOptions::default());
        found.into_iter().map(|span| (span.range, span.evidence)).collect()
    }

    #[test]
    fn messages_are_found_between_other_bytes() {
        let message = message();
        let length = message.len();
        let bytes = [b"\x01\x02\x03", &*message, b"\xFF", &*message, &message[..40]].concat();
        let second = 4 + length;
        assert_eq!(
            seen(&bytes),
            [
                (3..3 + length, Evidence::Whole),
                (second..second + length, Evidence::Whole),
                (second + length..bytes.len(), Evidence::Cut)
            ]
        );
    }

    #[test]
    fn a_message_with_a_fault_keeps_its_frame() {
        let mut broken = message();
        let end = broken.len() - 1;
        broken[end - 20] ^= 0xFF;
        broken.extend([0, 0, 0]);
        assert_eq!(seen(&broken), [(0..end + 1, Evidence::Framed)]);
    }

    #[test]
    fn items_outside_of_messages_take_all_bytes() {
        let item = [0x42, 0, 0x57, 5, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0];
        assert_eq!(seen(&item), [(0..16, Evidence::Items)]);
        assert_eq!(seen(&[&item[..], &[0]].concat()), []);
        assert_eq!(seen(&[]), []);
    }

    #[test]
    fn cbor_is_found_if_all_of_it_can_be_read() {
        let request: Message<'_> = ttlv::from_slice_owned(&message()).unwrap();
        let bytes = cbor::to_vec(&request).unwrap();
        assert_eq!(seen(&[b"abc", &*bytes, b"d"].concat()), [(3..3 + bytes.len(), Evidence::Whole)]);
        assert_eq!(seen(&bytes[..bytes.len() - 1]), []);
    }
}
