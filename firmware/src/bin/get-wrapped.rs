//! Asks for a wrapped key, receives it, and takes the key out of the response.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::format::kmip_types::no_alloc::{
    EncryptionKeyInformation, GetRequest, KeyWrappingSpecification, RequestMessage,
};
use kmip_firmware::format::kmip_types::view::{ItemView as _, KeyView};
use kmip_firmware::format::kmip_types::{EncodingOption, ResultStatus, Version, WrappingMethod};
use kmip_firmware::format::{FrameBuffer, ResponseView, View, to_slice};
use kmip_firmware::{Bench, copy};

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let key = EncryptionKeyInformation::new("kek");
    let wrapping = KeyWrappingSpecification::new(WrappingMethod::ENCRYPT)
        .with_encryption_key_information(&key)
        .with_encoding_option(EncodingOption::NO_ENCODING);
    let get = GetRequest::default().with_unique_identifier("5d0c8f1e").with_key_wrapping_specification(&wrapping);
    to_slice(&RequestMessage::new(Version::V1_4, &[&get]), bench.sent).ok()?;

    let mut received = FrameBuffer::new(bench.received);
    let count = bench.input.read_some(received.spare());
    received.filled(count);
    let message = received.next().ok()??;
    let response = ResponseView::new(View::new(message).ok()?).ok()?;
    let item = response.batch_items().next()?.ok()?;
    if item.result_status() != Some(ResultStatus::SUCCESS) {
        return None;
    }
    match item.payload()?.key().ok()?? {
        KeyView::Wrapped { bytes, wrapping_key: Some("kek") } => copy(bytes.expose(), bench.sent),
        _ => None,
    }
}

kmip_firmware::firmware!(run);
