//! TTLV against the other encodings.

use kmip::items::{Length, transcode};
use kmip::ttlv::{TtlvReader, from_slice, to_vec};
use kmip::{ErrorKind, Limits, Message, ReaderOptions, cbor, json, xml};

use crate::ttlv;

/// Text that starts like XML or JSON goes through TTLV, CBOR too, everything else through all others.
pub fn all(data: &[u8]) {
    let text = str::from_utf8(data).ok().map(str::trim_start);
    match (text, data) {
        (Some(text), _) if text.starts_with('<') => xml_through_ttlv(text),
        (Some(text), _) if text.starts_with('{') => json_through_ttlv(text),
        (_, [0x82, ..]) => cbor_through_ttlv(data),
        _ => through_all(data),
    }
}

/// Canonical XML stays the same, byte by byte.
fn xml_through_ttlv(text: &str) {
    let Ok(document) = xml::parse(text) else { return };
    let bytes = ttlv::rewrite(&mut document.reader());
    let xml =
        crate::xml::write(&mut TtlvReader::with_options(&bytes, &ample())).expect("everything stood in XML before");
    assert_eq!(crate::xml::write(&mut document.reader()).as_ref(), Ok(&xml));
}

/// Canonical JSON stays the same, byte by byte.
fn json_through_ttlv(text: &str) {
    let Ok(document) = json::parse(text) else { return };
    let bytes = ttlv::rewrite(&mut document.reader());
    let json = crate::json::write(&mut TtlvReader::with_options(&bytes, &ample())).expect("JSON can say everything");
    assert_eq!(crate::json::write(&mut document.reader()).as_ref(), Ok(&json));
}

/// CBOR stays the same, byte by byte: there is no other than canonical.
fn cbor_through_ttlv(data: &[u8]) {
    if transcode(&mut cbor::CborReader::new(data), &mut Length::default()).is_err() {
        return;
    }
    let bytes = ttlv::rewrite(&mut cbor::CborReader::new(data));
    assert_eq!(crate::cbor::write(&mut TtlvReader::with_options(&bytes, &ample())).as_deref(), Ok(data));
}

/// Other encodings may be longer.
fn ample() -> ReaderOptions<'static> {
    ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(1 << 30))
}

/// Canonical TTLV stays the same, byte by byte; the message in it stays the same.
fn through_all(data: &[u8]) {
    let Some(header) = data.first_chunk::<8>() else { return };
    let [.., l0, l1, l2, l3] = *header;
    let size = 8 + u64::from(u32::from_be_bytes([l0, l1, l2, l3])).next_multiple_of(8);
    let is_one_item = size == data.len() as u64;
    if !is_one_item || transcode(&mut TtlvReader::new(data), &mut Length::default()).is_err() {
        return;
    }
    match crate::xml::write(&mut TtlvReader::new(data)) {
        Ok(xml) => {
            let document = xml::parse_with(&xml, &ample()).expect("what was written can be read");
            assert_eq!(ttlv::rewrite(&mut document.reader()), data);
        }
        Err(fault) => assert_eq!(fault.kind(), ErrorKind::NotInXml),
    }
    let json = crate::json::write(&mut TtlvReader::new(data)).expect("JSON can say everything");
    let document = json::parse_with(&json, &ample()).expect("what was written can be read");
    assert_eq!(ttlv::rewrite(&mut document.reader()), data);
    let cbor = crate::cbor::write(&mut TtlvReader::new(data)).expect("CBOR can say everything");
    assert_eq!(ttlv::rewrite(&mut cbor::CborReader::with_options(&cbor, &ample())), data);
    if let Ok(message) = from_slice::<Message<'_>>(data) {
        typed_through_all(&message);
    }
}

fn typed_through_all(message: &Message<'_>) {
    let Ok(bytes) = to_vec(message) else { return };
    let bytes = Ok(bytes);
    match xml::to_string(message) {
        Ok(xml) => {
            let again = xml::from_str_with::<Message<'_>>(&xml, &ample()).expect("what was written can be read");
            assert_eq!(to_vec(&again), bytes);
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::NotInXml),
    }
    let json = json::to_string(message).expect("TTLV could be written");
    let again = json::from_str_with::<Message<'_>>(&json, &ample()).expect("what was written can be read");
    assert_eq!(to_vec(&again), bytes);
    let cbor = cbor::to_vec(message).expect("TTLV could be written");
    let again = cbor::from_slice_with::<Message<'_>>(&cbor, &ample()).expect("what was written can be read");
    assert_eq!(to_vec(&again), bytes);
}
