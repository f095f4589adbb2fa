//! Errors name the item by its path, whatever stage of reading finds them.

use kmip_ttlv::{TtlvReader, from_slice, to_slice, to_vec};
use kmip_types::format::{Item, Reader as _};
use kmip_types::{Error, ErrorKind, ItemType, Message, Path, RequestMessage, ResponseMessage, Step, Tag};

use crate::{raw, raw_structure, samples, write};

fn integer(tag: u32, value: u8) -> Vec<u8> {
    raw(tag, 2, 4, &[0, 0, 0, value, 0, 0, 0, 0])
}

fn header() -> Vec<u8> {
    let version = raw_structure(0x42_0069, &[integer(0x42_006A, 1), integer(0x42_006B, 2)]);
    raw_structure(0x42_0077, &[version, integer(0x42_000D, 2)])
}

fn activate(operation: Vec<u8>) -> Vec<u8> {
    raw_structure(0x42_000F, &[operation, raw_structure(0x42_0079, &[])])
}

const OPERATION: u32 = 0x42_005C;

fn good() -> Vec<u8> {
    raw(OPERATION, 5, 4, &[0, 0, 0, 0x12, 0, 0, 0, 0])
}

fn fails(input: &[u8]) -> Error {
    from_slice::<RequestMessage<'_>>(input).unwrap_err()
}

#[test]
fn a_wrong_type_in_the_second_item() {
    let message = raw_structure(0x42_0078, &[header(), activate(good()), activate(integer(OPERATION, 1))]);
    let error = fails(&message);
    assert_eq!(error.kind(), ErrorKind::WrongType);
    assert_eq!((error.found(), error.expected()), (Some(ItemType::INTEGER), Some(ItemType::ENUMERATION)));
    assert_eq!(
        error.to_string(),
        "wrong type at byte 112 in RequestMessage/BatchItem[1]/Operation: found Integer, expected Enumeration"
    );
}

#[test]
fn a_missing_and_a_duplicate_field() {
    let item = raw_structure(0x42_000F, &[good()]);
    let error = fails(&raw_structure(0x42_0078, &[header(), activate(good()), item]));
    assert_eq!(error.to_string(), "missing field at byte 104 in RequestMessage/BatchItem[1]/RequestPayload");

    let item = raw_structure(0x42_000F, &[good(), good(), raw_structure(0x42_0079, &[])]);
    let error = fails(&raw_structure(0x42_0078, &[header(), item]));
    assert_eq!(error.to_string(), "duplicate field at byte 96 in RequestMessage/BatchItem/Operation[1]");
}

#[test]
fn a_cut_off_value() {
    let message = raw_structure(0x42_0078, &[header(), activate(raw(OPERATION, 7, 64, &[0; 8]))]);
    assert_eq!(
        fails(&message).to_string(),
        "truncated item at byte 80 in RequestMessage/BatchItem/Operation: 64 bytes declared, 16 available"
    );
}

#[test]
fn every_cut_of_a_message_names_a_place_inside() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        for cut in 0..bytes.len() {
            let error = from_slice::<Message<'_>>(&bytes[..cut]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {cut}");
            // The root says already that it is cut off, once its header is there.
            assert_eq!(error.offset(), Some(0));
            assert_eq!(error.path().steps().len(), usize::from(cut >= 8), "cut at {cut}");
        }
    }
}

#[test]
fn an_error_of_encoding() {
    let bytes = write(&samples::register());
    let message: Message<'_> = from_slice(&bytes).unwrap();
    let mut buffer = vec![0; bytes.len()];
    for size in 0..bytes.len() {
        let error = to_slice(&message, &mut buffer[..size]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BufferFull);
        assert_eq!(error.path().steps()[0], Step::first(Tag::REQUEST_MESSAGE), "{size}");
        assert_eq!(error.path().steps().last().unwrap().tag, error.tag(), "{size}");
    }
    let path: &Path = &to_slice(&message, &mut buffer[..24]).unwrap_err().path().clone();
    assert_eq!(path.to_string(), "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMajor");
    assert_eq!(to_slice(&message, &mut buffer), Ok(bytes.len()));
    assert_eq!(buffer, bytes);
}

#[test]
fn a_field_that_the_version_does_not_have() {
    let bytes = write(&samples::get_response());
    let mut message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    message.response_header.client_correlation_value = Some("c".into());
    message.response_header.protocol_version.protocol_version_minor = 3;
    let error = to_vec(&message).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInVersion);
    assert_eq!(error.path().to_string(), "ResponseMessage/ResponseHeader/ClientCorrelationValue");
}

/// The offset of every item is that in the input.
///
/// It is asked at the item itself, of a structure also while it is open and when it was closed.
#[test]
fn offsets_are_those_of_the_input() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut reader = TtlvReader::new(&bytes);
        let mut open: Vec<(Item, usize, usize)> = Vec::new();
        let mut next = 0;
        loop {
            let item = reader.next();
            assert!(!item.is_failed());
            if item.is_end() {
                assert_eq!(reader.offset(item), next);
                let Some((structure, offset, end)) = open.pop() else { break };
                assert_eq!(next, end);
                assert_eq!(reader.offset(structure), offset);
                continue;
            }
            assert_eq!(reader.offset(item), next);
            reader.value(item).unwrap();
            assert_eq!(reader.offset(item), next);
            for (structure, offset, _) in &open {
                assert_eq!(reader.offset(*structure), *offset);
            }
            let length = usize::try_from(item.length()).unwrap().next_multiple_of(8);
            if item.item_type() == ItemType::STRUCTURE {
                open.push((item, next, next + 8 + length));
                next += 8;
            } else {
                next += 8 + length;
            }
        }
        assert_eq!(next, bytes.len());
    }
}
