//! Views and the reader of chunks, against the reader.

use kmip::{Limits, ReaderOptions};

use crate::{cbor_agree, ttlv_agree};

/// Any bytes as items of TTLV: views and chunks say what the reader says.
pub fn ttlv(data: &[u8]) {
    ttlv_agree::agree(data, &ReaderOptions::default());
    ttlv_agree::agree(data, &ReaderOptions::lenient());
    ttlv_agree::agree(data, &ReaderOptions::default().with_limits(Limits::DEFAULT.with_depth(3).with_items(9)));
}

/// Any bytes as a message of CBOR: views say what the reader says.
pub fn cbor(data: &[u8]) {
    cbor_agree::agree(data, &ReaderOptions::default());
    cbor_agree::agree(data, &ReaderOptions::default().with_limits(Limits::DEFAULT.with_depth(3).with_items(9)));
}
