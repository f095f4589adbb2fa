//! Text and bytes that a reader holds, copied.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{BigInteger, Bytes, Fault, Reader, Text};

/// The text that the reader was just asked for and did not return.
pub(crate) fn text<'a>(reader: &dyn Reader<'a>) -> Result<Text<'a>, Fault> {
    reader.held_text().map(|text| Text::from(String::from(text))).ok_or_else(|| reader.fault())
}

/// The same for the octets of a Byte String.
pub(crate) fn bytes<'a>(reader: &dyn Reader<'a>) -> Result<Bytes<'a>, Fault> {
    reader.held_bytes().map(|bytes| Bytes::from(Vec::from(bytes))).ok_or_else(|| reader.fault())
}

/// The same for the number of a Big Integer.
pub(crate) fn big_integer<'a>(reader: &dyn Reader<'a>) -> Result<BigInteger<'a>, Fault> {
    reader.held_bytes().map(|bytes| BigInteger::from_bytes(bytes).into_owned()).ok_or_else(|| reader.fault())
}
