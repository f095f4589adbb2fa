//! One value out of a message, by its path, in a view of the bytes.

use std::hint::black_box;

use kmip::Tag;
use kmip::view::{FromView, ItemView};

use crate::{Call, Encoding};

/// The values that are looked up, in the order of preference.
///
/// They are the last number of a key, or the identifier.
const NUMBERS: [&[Tag]; 2] = [
    &[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::PRIVATE_KEY, Tag::KEY_BLOCK, Tag::CRYPTOGRAPHIC_LENGTH],
    &[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::SYMMETRIC_KEY, Tag::KEY_BLOCK, Tag::CRYPTOGRAPHIC_LENGTH],
];
const TEXTS: [&[Tag]; 2] = [
    &[Tag::BATCH_ITEM, Tag::REQUEST_PAYLOAD, Tag::UNIQUE_IDENTIFIER],
    &[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER],
];

/// The job, for the encodings that can be viewed.
pub(crate) fn get(encoding: Encoding, input: &[u8]) -> Option<(&'static str, Call)> {
    match encoding {
        Encoding::Ttlv => job(input, kmip::ttlv::View::new),
        Encoding::Cbor => job(input, kmip::cbor::View::new),
        _ => None,
    }
}

/// Takes the value as what it is.
fn job<V, E>(input: &[u8], view: fn(&'static [u8]) -> Result<V, E>) -> Option<(&'static str, Call)>
where
    V: ItemView<'static> + 'static,
    E: 'static,
    i32: FromView<'static, V>,
    &'static str: FromView<'static, V>,
{
    // Measured a few times in a process that then ends.
    let input: &'static [u8] = Vec::leak(input.to_vec());
    let number = NUMBERS.into_iter().find(|path| has::<i32, V, E>(view(input), path));
    let text = TEXTS.into_iter().find(|path| has::<&str, V, E>(view(input), path));
    let call: Call = match (number, text) {
        (Some(path), _) => Box::new(move || has::<i32, V, E>(view(black_box(input)), black_box(path))),
        (_, Some(path)) => Box::new(move || has::<&str, V, E>(view(black_box(input)), black_box(path))),
        _ => return None,
    };
    Some(("get", call))
}

/// Returns whether there is a value of this type at the end of the path.
fn has<T: FromView<'static, V>, V: ItemView<'static>, E>(view: Result<V, E>, path: &[Tag]) -> bool {
    view.is_ok_and(|view| black_box(view.get::<T>(path)).is_ok_and(|value| value.is_some()))
}
