//! Bytes of TTLV and CBOR that a writer would not write.

use kmip::encoding::Encoding;

use super::Shape;

fn ttlv_shape(name: &'static str, start: &[u8], repeated: &[u8], end: &[u8]) -> Shape {
    Shape::bytes(Encoding::Ttlv, name, start, repeated, end)
}

fn cbor_shape(name: &'static str, start: &[u8], repeated: &[u8], end: &[u8]) -> Shape {
    Shape::bytes(Encoding::Cbor, name, start, repeated, end)
}

pub(super) fn ttlv() -> impl Iterator<Item = Shape> {
    let empty = [0x42, 0x00, 0x78, 0x01, 0, 0, 0, 0];
    [
        ttlv_shape("zeros", &[], &[0], &[]),
        ttlv_shape("many roots", &[], &empty, &[]),
        ttlv_shape("roots of an unknown tag", &[], &[0x54, 0x00, 0x01, 0x01, 0, 0, 0, 0], &[]),
        ttlv_shape("roots of an integer", &[], &[0x42, 0, 0x0D, 0x02, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0], &[]),
        ttlv_shape("openings of a length too large", &[], &[0x42, 0x00, 0x78, 0x01, 0xFF, 0xFF, 0xFF, 0xF8], &[]),
        ttlv_shape("openings of 1 MiB", &[], &[0x42, 0x00, 0x78, 0x01, 0x00, 0x0F, 0x00, 0x00], &[]),
        ttlv_shape("roots of an unknown type", &[], &[0x42, 0x00, 0x78, 0x77, 0, 0, 0, 0], &[]),
        ttlv_shape("a text of 1 MiB that ends early", &[0x42, 0x00, 0x55, 0x07, 0x00, 0x0F, 0xFF, 0x00], b"a", &[]),
    ]
    .into_iter()
}

pub(super) fn cbor() -> impl Iterator<Item = Shape> {
    [
        cbor_shape("heads of one byte", &[], &[0x00], &[]),
        cbor_shape("many roots", &[], &[0x82, 0x18, 0x78, 0x80], &[]),
        cbor_shape("roots of a mask", &[], &[0x82, 0x18, 0x2C, 0x20], &[]),
        cbor_shape("arrays in one another", &[], &[0x81], &[]),
        cbor_shape("structures in one another", &[], &[0x82, 0x18, 0x78], &[]),
        cbor_shape("arrays without a length", &[], &[0x9F], &[]),
        cbor_shape("an array without a length", &[0x82, 0x18, 0x78, 0x9F], &[0x00], &[0xFF]),
        cbor_shape("a text without a length", &[0x82, 0x18, 0x55, 0x7F], &[0x61, 0x61], &[0xFF]),
        cbor_shape("maps", &[], &[0xA1, 0x00], &[]),
        cbor_shape("tags", &[], &[0xC1], &[]),
        cbor_shape("ends", &[], &[0xFF], &[]),
        cbor_shape("arrays of a length too large", &[], &[0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], &[]),
        cbor_shape("structures of a length too large", &[], &[0x82, 0x18, 0x78, 0x9A, 0x7F, 0xFF, 0xFF, 0xFE], &[]),
        cbor_shape("heads longer than needed", &[0x82, 0x18, 0x78, 0x9A, 0, 1, 0, 0], &[0x1A, 0, 0, 0, 1], &[]),
    ]
    .into_iter()
}
