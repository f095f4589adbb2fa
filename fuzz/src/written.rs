//! The items of a reader, written in one of the encodings.

use kmip::Error;
use kmip::encoding::Encoding;
use kmip::format::Reader;
use kmip::format::text::WriterOptions;

/// The items of a reader in this encoding.
pub fn write(encoding: Encoding, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
    encoding.transcode(reader, &WriterOptions::default())
}

/// Writes items in this encoding, and reads them again.
///
/// What is written in this encoding reads as it was, and then stays as it is. Returns what was written.
pub fn write_and_read(encoding: Encoding, reader: &mut dyn Reader<'_>, items: &[u8]) -> Vec<u8> {
    let written = write(encoding, reader).expect("the encoding can say everything that was read from it");
    let again = encoding.items(&written).expect("what was written can be read");
    assert_eq!(rewrite(&mut *again.reader()), items);
    assert_eq!(write(encoding, &mut *again.reader()).as_ref(), Ok(&written));
    written
}

/// The items of a reader that has no errors, in TTLV.
pub fn rewrite(reader: &mut dyn Reader<'_>) -> Vec<u8> {
    write(Encoding::Ttlv, reader).expect("it has been read before")
}
