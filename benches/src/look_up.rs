//! One value out of a message, by its path, in a view of the bytes.

use std::hint::black_box;

use kmip::{ItemView, Tag, Value};

use crate::encoding::options;
use crate::{Call, Encoding};

/// What is looked up, in the order of preference: the last value of a key, or the identifier.
const PATHS: [&[Tag]; 4] = [
    &[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::PRIVATE_KEY, Tag::KEY_BLOCK, Tag::CRYPTOGRAPHIC_LENGTH],
    &[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::SYMMETRIC_KEY, Tag::KEY_BLOCK, Tag::CRYPTOGRAPHIC_LENGTH],
    &[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER],
    &[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER],
];

/// The job, for the encodings that can be viewed.
pub(crate) fn get(encoding: Encoding, input: &[u8]) -> Option<(&'static str, Call)> {
    let (options, input) = (options(), input.to_vec());
    let path = PATHS.into_iter().find(|path| match encoding {
        Encoding::Ttlv => has(kmip::ttlv::View::with_options(&input, &options), path),
        Encoding::Cbor => has(kmip::cbor::View::with_options(&input, &options), path),
        Encoding::Xml | Encoding::Json => false,
    })?;
    let call: Call = if encoding == Encoding::Ttlv {
        Box::new(move || has(kmip::ttlv::View::with_options(black_box(&input), &options), black_box(path)))
    } else {
        Box::new(move || has(kmip::cbor::View::with_options(black_box(&input), &options), black_box(path)))
    };
    Some(("get", call))
}

/// Whether there is a value at the end of the path.
fn has<'a, V: ItemView<'a>, E>(view: Result<V, E>, path: &[Tag]) -> bool {
    view.is_ok_and(|view| black_box(view.get::<Value<'_>>(path)).is_ok_and(|value| value.is_some()))
}
