//! TTLV against the other encodings.

use kmip::encoding::Encoding;
use kmip::items::{Length, transcode};
use kmip::ttlv::{TtlvReader, from_slice, to_vec};
use kmip::{ErrorKind, Limits, Message, ReaderOptions};

use crate::written::{rewrite, write};

/// Checks inputs across encodings.
///
/// An input that starts like another encoding goes through TTLV, everything else through all others.
pub fn all(data: &[u8]) {
    match Encoding::detect(data) {
        Some(Encoding::Ttlv) | None => through_all(data),
        Some(encoding) => through_ttlv(encoding, data),
    }
}

/// Checks that the items that TTLV has taken are written as they were.
///
/// Canonical items, as all of CBOR is, come out byte by byte.
fn through_ttlv(encoding: Encoding, data: &[u8]) {
    let Ok(items) = encoding.items(data) else { return };
    if transcode(&mut *items.reader(), &mut Length::default()).is_err() {
        return;
    }
    let bytes = rewrite(&mut *items.reader());
    let again = write(encoding, &mut TtlvReader::with_options(&bytes, &ample()));
    let again = again.expect("the encoding can say everything that was read from it");
    assert_eq!(write(encoding, &mut *items.reader()).as_ref(), Ok(&again));
    assert!(encoding != Encoding::Cbor || again == data);
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
    for encoding in others() {
        match write(encoding, &mut TtlvReader::new(data)) {
            Ok(written) => {
                let items = encoding.items_with(&written, &ample()).expect("what was written can be read");
                assert_eq!(rewrite(&mut *items.reader()), data, "{encoding}");
            }
            Err(error) => assert_eq!((encoding, error.kind()), (Encoding::Xml, ErrorKind::NotInXml)),
        }
    }
    if let Ok(message) = from_slice::<Message<'_>>(data) {
        typed_through_all(&message);
    }
}

fn typed_through_all(message: &Message<'_>) {
    let Ok(bytes) = to_vec(message) else { return };
    for encoding in others() {
        match encoding.encode(message) {
            Ok(written) => {
                let again = encoding.decode_with::<Message<'static>>(&written, &ample());
                let again = again.expect("what was written can be read");
                assert_eq!(to_vec(&again).as_ref(), Ok(&bytes), "{encoding}");
            }
            Err(error) => assert_eq!((encoding, error.kind()), (Encoding::Xml, ErrorKind::NotInXml)),
        }
    }
}

fn others() -> impl Iterator<Item = Encoding> {
    Encoding::ALL.iter().copied().filter(|encoding| *encoding != Encoding::Ttlv)
}
